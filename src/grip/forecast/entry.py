"""Who comes in: how inflow is spread over groups, ages and rungs, and which group is closed.

The spread is a Dirichlet posterior in which earlier months count for less; by how much less is
chosen by how well each pace would have foretold the next month. A group that is closed to those
born from a day on dies out: its inflow falls with the ages at which one can still come in.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from grip.forecast.cells import FAR, Benefits, Past
from grip.forecast.hazards import HALF_LIFE

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
_HALF_LIVES = np.array([3.0, 6.0, 12.0, 24.0, 48.0, 96.0])
_SLOW = 0.02  # how much a month of evidence counts for, so that one does not decide
_EVEN, _AS_ALL = 0.01, 1.0  # counts of the prior: a bit for each kind, and some as before
_RECENT = 60  # months of inflow of which is told how many soon reach the pension age
_RETIRING_PRIOR = 60.0  # person-months of who never does
_YEAR, _OLDEST_AGE = 12, 80


def shares_at(past: Past, known: Whole) -> list[Real]:
    """Return the weights of the Dirichlet for each of `known` months, (groups, ages, rungs)."""
    entered = past.fresh + past.again
    flat = entered.reshape(len(entered), -1)
    decay = 0.5 ** (1 / _HALF_LIVES)[:, None]
    sums, score = np.zeros((len(decay), flat.shape[1])), np.zeros(len(decay))
    overall = np.zeros(flat.shape[1])
    found: dict[int, Real] = {}
    wanted = set(known.tolist())
    for month, came in enumerate(flat, start=1):
        prior = _EVEN + _AS_ALL * overall / max(overall.sum(), 1.0)
        weights = sums + prior
        score = (1 - _SLOW) * score + np.log(weights / weights.sum(axis=1, keepdims=True)) @ came
        sums, overall = decay * sums + came, overall + came
        if month in wanted:
            likely = np.exp(score - score.max())
            pace = int(np.argmax(likely))
            found[month] = (sums[pace] + prior).reshape(entered.shape[1:])
    return [found[month] for month in known.tolist()]


def closing(
    benefits: Benefits, origin: int, horizon: int, closed: Mapping[str, int]
) -> Real | None:
    """Return the factor on the inflow of each group in the months ahead, shape (horizon, groups).

    `closed` is, by group, the month of birth from which one cannot come in any more. How many came
    in by age, in the months in which that age still could, is taken to hold; nothing is known of
    ages from which nobody came. Where people came in but no birth date is known, inflow goes on.
    """
    found = np.ones((horizon, len(benefits.groups)))
    for name, born_from in closed.items():
        if name not in benefits.groups:
            continue
        group = benefits.groups.index(name)
        came = (benefits.group == group) & (benefits.begin <= origin)
        came &= benefits.begin >= benefits.first
        mine = came & (benefits.born > -FAR)
        if mine.any() or not came.any():
            found[:, group] = _eligible(benefits, mine, origin, horizon, born_from)
    return found if closed else None


def _eligible(
    benefits: Benefits, mine: NDArray[np.bool_], origin: int, horizon: int, born_from: int
) -> Real:
    ages = np.arange(_OLDEST_AGE * _YEAR)
    months = np.arange(benefits.first, origin + 1)
    weight = 0.5 ** ((origin - months) / HALF_LIFE)
    age = np.clip(benefits.begin[mine] - benefits.born[mine], 0, len(ages) - 1)
    came = np.bincount(age, weights=weight[benefits.begin[mine] - benefits.first],
                       minlength=len(ages))  # fmt: skip
    could = (months[:, None] - ages < born_from).T @ weight
    rate = np.divide(came, could, out=np.zeros(len(ages)), where=could > 0)
    ahead = origin + 1 + np.arange(horizon)
    expected = (ahead[:, None] - ages < born_from) @ rate
    usual = came.sum() / weight.sum()
    return np.minimum(expected / usual, 1.0) if usual > 0 else (expected > 0).astype(float)


def retiring(benefits: Benefits, origin: int) -> Real:
    """Return the chance in a month that a newcomer reaches the pension age, shape (groups,)."""
    recent = (benefits.begin > origin - _RECENT) & (benefits.begin <= origin)
    group, pension = benefits.group[recent], benefits.pension[recent]
    last = np.minimum(np.minimum(benefits.end[recent], origin), pension)
    months = np.maximum(last - benefits.begin[recent] + 1, 0)
    reached = (pension <= np.minimum(benefits.end[recent], origin)) & (
        pension > benefits.begin[recent]
    )
    size = len(benefits.groups)
    there = np.bincount(group, weights=months, minlength=size)
    return np.asarray(
        np.bincount(group, weights=reached, minlength=size) / (there + _RETIRING_PRIOR)
    )

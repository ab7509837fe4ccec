"""Where a target ends on 31 December, and how likely it is that the norm is met then.

What a figure did from this date to 31 December in earlier years says more than the pace of this
year: people who are easily reached come first, and what runs may stop again. On the samples it
halves the error of the pace. Only where there are too few earlier years the pace is followed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grip.indicators.statistics.intervals import predicted_rest
from grip.targets.judgement import PERCENT, Outcome, to_go

Real = NDArray[np.float64]
FEWEST_YEARS, MOST_YEARS = 3, 5
_TAIL = 0.025
_OWN_YEARS = 2.0  # the noise of counting weighs as much as so many earlier years
_HALF_LIFE = 1.0  # years after which a start weighs half
_NODES = 64


@dataclass(frozen=True)
class YearEnd:
    """What is expected on 31 December: the value, its 95% interval, the chance of the norm.

    `chance` is 0 to 100, None without a norm. `basis` says in Dutch what it rests on.
    """

    value: float
    low: float
    high: float
    chance: float | None
    basis: str


def as_in_earlier_years(
    outcome: Outcome, norm: float | None, comparison: str, changes: Sequence[float],
    *, only_up: bool,
) -> YearEnd:  # fmt: skip
    """Return the year end if it goes as in earlier years.

    The value at 31 December is that of now plus a change with the mean of the `changes` and
    Student's t error: variance of the changes, pooled with that of counting (a Poisson number of
    those who changed), times 1 + 1/n. `only_up` says that the value cannot fall.
    """
    from scipy.special import stdtr, stdtrit

    assert outcome.value is not None
    step = _step(outcome)
    n, mean = len(changes), float(np.mean(changes))
    noise = step * max(abs(mean), step) if step else 0.0
    freedom = n - 1 + (_OWN_YEARS if step else 0.0)
    spread = (float(np.sum((np.array(changes) - mean) ** 2)) + _OWN_YEARS * noise) / freedom
    error = max(math.sqrt(spread * (1 + 1 / n)), 1e-9)
    middle = outcome.value + mean
    lowest = outcome.value if only_up else 0.0
    highest = 100.0 if outcome.unit == PERCENT else math.inf

    def kept(value: float) -> float:
        return min(max(value, lowest), highest)

    reach = error * float(stdtrit(freedom, 1 - _TAIL))
    chance = None
    if norm is not None:
        above = float(stdtr(freedom, (middle - _bar(outcome, norm, comparison)) / error))
        chance = 100 * (above if comparison == ">=" else 1 - above)
        if only_up and outcome.value >= norm:
            chance = 100.0 if comparison == ">=" else 0.0 if outcome.value > norm else chance
    return YearEnd(
        kept(middle), kept(middle - reach), kept(middle + reach), chance,
        f"zoals het in de laatste {n} jaar van deze datum tot 31 december liep",
    )  # fmt: skip


def _step(outcome: Outcome) -> float:
    """Return what one more makes of the value: of a share a part of the denominator."""
    if outcome.unit == PERCENT:
        return 100 / outcome.denominator if outcome.denominator else 0.0
    return 1.0 if outcome.denominator is None and outcome.numerator is not None else 0.0


def _bar(outcome: Outcome, norm: float, comparison: str) -> float:
    """Return the value that must be passed: halfway between the last miss and the first hit."""
    needed, step = to_go(outcome, norm, comparison), _step(outcome)
    assert outcome.value is not None
    if needed and step:
        return outcome.value + step * ((needed - 0.5) if comparison == ">=" else (0.5 - needed))
    return norm - step / 2 if comparison == ">=" else norm + step / 2


def at_this_pace(
    outcome: Outcome, before: float, gone: float, norm: float | None, comparison: str
) -> YearEnd:
    """Return the year end if the rest of the year goes as what is gone of it.

    Who counted on 1 January already (`before`) is no pace. Of a share the others are taken to have
    each the same chance per day: p so far is Beta(new + 1/2, others - new + 1/2), and the rest of
    the year a binomial of those that are left with 1 - (1 - p)^((1 - gone) / gone). A count has no
    limit: see `grip.indicators.statistics.intervals.predicted_rest`.
    """
    now = outcome.numerator or 0.0
    new, bottom = now - before, outcome.denominator
    words = "in het tempo van dit jaar"
    needed = to_go(outcome, norm, comparison)
    if bottom is None:
        low, high = predicted_rest(round(new), gone)
        chance = _chance_of_rest(new + 0.5, gone, needed, comparison, _room(outcome, norm))
        return YearEnd(new / gone + before, now + low, now + high, chance, words)
    left = round(bottom - now)
    mean, cumulative = _rest_of_share(new, bottom - before, left, gone)
    low, high = (int(np.searchsorted(cumulative, tail)) for tail in (_TAIL, 1 - _TAIL))
    value, least, most = (100 * (now + more) / bottom for more in (mean, low, high))
    chance = None
    if needed is not None:
        least_rest = round(needed) if comparison == ">=" else _room(outcome, norm) + 1
        reached = 1 - _below(cumulative, least_rest)
        chance = 100 * (reached if comparison == ">=" else 1 - reached)
    return YearEnd(value, least, min(most, 100.0), chance, words)


def _room(outcome: Outcome, norm: float | None) -> int:
    """Return how many may still come before an upper bound is passed; -1 where it is already."""
    if norm is None or outcome.numerator is None:
        return 0
    parts = 1.0 if outcome.denominator is None else outcome.denominator / 100
    return math.floor(norm * parts + 1e-9) - round(outcome.numerator)


def _below(cumulative: Real, count: int) -> float:
    return 0.0 if count <= 0 else float(cumulative[min(count, len(cumulative)) - 1])


def _rest_of_share(new: float, others: float, left: int, gone: float) -> tuple[float, Real]:
    """Return the mean and the distribution function of how many of `left` come in the rest."""
    from scipy.special import bdtr, betaincinv

    new = min(new, others)
    middles = (np.arange(_NODES) + 0.5) / _NODES
    so_far = betaincinv(new + 0.5, others - new + 0.5, middles)
    chance = 1 - (1 - so_far) ** ((1 - gone) / gone)
    counts = np.arange(left + 1)
    cumulative = bdtr(counts[:, None], left, chance[None, :]).mean(axis=1)
    return float(left * chance.mean()), np.asarray(cumulative)


def _chance_of_rest(
    shape: float, known: float, needed: float | None, comparison: str, room: int
) -> float | None:
    """Return the chance that a negative binomial rest brings what is needed, or stays in room."""
    from scipy.special import betainc

    if needed is None:
        return None
    least = round(needed) if comparison == ">=" else room + 1
    if least <= 0:
        return 100.0 if comparison == ">=" else 0.0
    reached = 1 - float(betainc(shape, least, known))
    return 100 * (reached if comparison == ">=" else 1 - reached)


def of_starts(
    outcome: Outcome, ages: Real, seen: float, rest: float, norm: float | None, comparison: str
) -> YearEnd:
    """Return the year end of a count of starts, from the starts of the last years.

    A Poisson rate with a gamma posterior in which a start of a year ago weighs half; the rest of
    the year is then negative binomial.

    Args:
        ages: of each start, in years before the reference date.
        seen: of how many years starts are known.
        rest: how much of the year is still to come, in years.
    """
    decay = math.log(2) / _HALF_LIFE
    shape = float(np.exp(-decay * ages).sum()) + 0.5
    exposure = (1 - math.exp(-decay * seen)) / decay
    known = exposure / (exposure + rest)
    now = outcome.numerator or 0.0
    low, high = predicted_rest(shape - 0.5, known)
    chance = _chance_of_rest(
        shape, known, to_go(outcome, norm, comparison), comparison, _room(outcome, norm)
    )
    mean = now + shape / exposure * rest
    return YearEnd(mean, now + low, now + high, chance, "uit het aantal in de laatste jaren")

"""What is expected to become of benefits: their chance to leave, month by month, and their rung.

A benefit moves over the rungs of the ladder by a chain with the chances of the past, drawn to what
holds for all rungs. Where it will be is not simulated one by one: the chance to leave in a month
is that of its rungs together, each weighted by how likely it is there, given that it did not leave.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grip.forecast.cells import BANDS, OLDEST, Cells
from grip.forecast.changes import Effects
from grip.forecast.hazards import HALF_LIFE

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
_MOVE_PRIOR = 30.0  # person-months of a rung whose moves are as everybody's
_HIGHEST = 0.95


def chain_at(moves: Real, known: Whole) -> list[Real]:
    """Return the chances of moving, (from, to), for each of `known` months.

    `moves` counts who was on a rung and who came on which, shape (months, from, to).
    """
    ages = known[:, None] - 1 - np.arange(len(moves))
    weight = np.where(ages >= 0, 0.5 ** (np.maximum(ages, 0) / HALF_LIFE), 0.0)
    counts = np.tensordot(weight, moves, 1)
    rungs = counts.shape[1]
    staying = np.einsum("orr->o", counts) / np.maximum(counts.sum(axis=(1, 2)), 1.0)
    to = counts.sum(axis=1) + 1.0
    apart = (1 - np.eye(rungs)) * to[:, None, :]
    leave = apart / np.maximum(apart.sum(axis=2, keepdims=True), 1e-12)
    usual = np.eye(rungs) * staying[:, None, None] + leave * (1 - staying)[:, None, None]
    if rungs == 1:
        usual = np.ones_like(usual)
    found = counts + _MOVE_PRIOR * usual
    return list(found / found.sum(axis=2, keepdims=True))


@dataclass(frozen=True)
class Course:
    """What is expected of who is there and of who comes.

    `leave` is the chance to leave in each month, without the pension: of cells (months, cells) and
    of newcomers by the month in which they came (months, months, groups); `rung` how likely each
    rung is at the end of each month for who did not leave, (months, cells, rungs) and (months,
    months, groups, rungs). `kind` and `newcomer` are which kind of hazard it is, shapes as of
    `leave`: for newcomers of the age and rung that most have.
    """

    leave: Real
    rung: Real
    kind: Whole
    leave_of_newcomers: Real
    rung_of_newcomers: Real
    newcomer_kind: Whole


def course_of(
    cells: Cells, hazards: Real, shares: Real, chain: Real, horizon: int, effects: Effects
) -> Course:
    """Follow cells and newcomers by the mean hazards, shape (groups, ages, rungs, bands)."""
    groups, _, rungs, _ = hazards.shape
    factors = [effects.outflow(month, groups, rungs) for month in range(horizon)]
    there = _followed(cells, hazards, chain, factors)
    come = _coming(hazards, shares, chain, factors)
    return Course(*there, *come)


def _followed(
    cells: Cells, hazards: Real, chain: Real, factors: list[Real]
) -> tuple[Real, Real, Whole]:
    _, ages, rungs, bands = hazards.shape
    size = (len(factors), len(cells.count))
    leave, rung = np.empty(size), np.empty((*size, rungs))
    kind = np.empty(size, dtype=np.int64)
    now = np.eye(rungs)[cells.rung]
    for at, factor in enumerate(factors):
        older = (cells.turn > 0) & (cells.turn <= at + 1) & (cells.age < OLDEST)
        age = cells.age + older
        band = np.searchsorted(BANDS, cells.stay + at + 1, side="right") - 1
        chance = np.minimum(hazards[cells.group, age, :, band] * factor[cells.group], _HIGHEST)
        leave[at], now = _step(now, chance, chain)
        rung[at] = now
        kind[at] = ((cells.group * ages + age) * rungs + cells.rung) * bands + band
    return leave, rung, kind


def _coming(
    hazards: Real, shares: Real, chain: Real, factors: list[Real]
) -> tuple[Real, Real, Whole]:
    """Newcomers are followed by month of coming, group and age; the ages are summed at the end."""
    groups, ages, rungs, bands = hazards.shape
    size = (len(factors), len(factors) + 1, groups)
    leave, rung = np.zeros(size), np.zeros((*size, rungs))
    kind = np.zeros(size, dtype=np.int64)
    start = shares / np.maximum(shares.sum(axis=(1, 2), keepdims=True), 1e-12)
    most = np.arange(groups) * ages * rungs + start.reshape(groups, -1).argmax(axis=1)
    now = np.broadcast_to(start, (size[1], *start.shape)).copy()
    for at, factor in enumerate(factors):
        there = slice(0, at + 2)
        band = np.searchsorted(BANDS, np.arange(at + 1, -1, -1), side="right") - 1
        chance = np.moveaxis(hazards[..., band], -1, 0) * factor[:, None, :]
        gone = now[there] * np.minimum(chance, _HIGHEST)
        leave[at, there] = _over(gone.sum(axis=(2, 3)), now[there].sum(axis=(2, 3)))
        now[there] -= gone
        now[: at + 1] = now[: at + 1] @ chain
        where = now[there].sum(axis=2)
        rung[at, there] = _over(where, where.sum(axis=2, keepdims=True))
        kind[at, there] = most * bands + band[:, None]
    return leave, rung, kind


def _over(part: Real, whole: Real) -> Real:
    return np.asarray(part / np.maximum(whole, 1e-12))


def _step(now: Real, chance: Real, chain: Real) -> tuple[Real, Real]:
    """Return the chance to leave of each row, and where it is at the end if it did not."""
    gone = (now * chance).sum(axis=1)
    left = (now * (1 - chance)) @ chain
    return gone, _over(left, left.sum(axis=1, keepdims=True))

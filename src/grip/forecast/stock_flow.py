"""A model of stock and flows: who is there, who comes, who leaves, who comes back.

Inflow has a level that drifts, a season and noise beyond that of Poisson; it is spread over groups,
ages and rungs of the ladder as of late. Who left in the last year comes back at a rate of its own.
Who is there leaves by hazards (`hazards`) times a level that drifts against that of inflow, moves
over the ladder (`course`), and leaves on reaching the pension age. `simulation` draws futures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from grip.forecast.cells import Benefits, Cells, Past, cells_at
from grip.forecast.course import chain_at
from grip.forecast.entry import closing, retiring, shares_at
from grip.forecast.hazards import HALF_LIFE, Hazards, hazards_at
from grip.forecast.levels import Level, levels_at, opposition

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
STAYS = (0, 12, 24, 36, 60, 120)
"""The first month of each duration class that is reported."""
_YEAR = 12


@dataclass(frozen=True)
class Rules:
    """What the profile declares: months in which policy changed, and groups that are closed.

    `closed` is, by group, the month of birth from which one cannot come in any more.
    """

    breaks_in: tuple[int, ...] = ()
    breaks_out: tuple[int, ...] = ()
    closed: Mapping[str, int] = field(default_factory=dict)


NO_RULES = Rules()


@dataclass(frozen=True)
class StockFlow:
    """The model as estimated at the end of month `origin`.

    `chain` are the chances of moving over the ladder in a month, (from, to); `shares` is the
    Dirichlet posterior of who comes in, (groups, ages, rungs); `back` the gamma posterior of how
    many of last year's outflow come back in a month; `before` the outflow of the last year;
    `retired` how many reached the pension age and left in a month, of late;
    `closing` a factor on inflow, (months ahead, groups), if a group is closed; `retiring` the
    chance of newcomers to reach the pension age in a month, (groups,); `late` how many starts and
    ends up to the origin have still to be entered.
    """

    origin: int
    cells: Cells
    hazards: Hazards
    chain: Real
    inflow: Level
    outflow: Level
    opposed: float
    shares: Real
    back: tuple[float, float]
    before: Real
    retired: float
    closing: Real | None
    retiring: Real
    late: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Paths:
    """Possible futures. Axes are (path, month, group), of `opening` (path, group).

    `outflow` holds `pension`: who leaves at the pension age. `stays` has axes (path, month, class
    of `STAYS`), `rungs` (path, month, rung of the ladder).
    """

    opening: Whole
    inflow: Whole
    outflow: Whole
    pension: Whole
    stock: Whole
    stays: Whole
    rungs: Whole


def estimate(
    benefits: Benefits,
    past: Past,
    origin: int,
    horizon: int,
    late: tuple[float, float] = (0.0, 0.0),
    rules: Rules = NO_RULES,
) -> StockFlow:
    """Estimate the model with what was known at the end of month `origin` and nothing after."""
    return estimates(benefits, past, [origin], horizon, late, rules)[0]


def estimates(
    benefits: Benefits,
    past: Past,
    origins: Sequence[int],
    horizon: int,
    late: tuple[float, float] = (0.0, 0.0),
    rules: Rules = NO_RULES,
) -> list[StockFlow]:
    """Estimate the model at the end of each of some months, all in one go."""
    known = np.array(origins) - past.first + 1
    hazards = hazards_at(past, known)
    mean = np.stack([one.mean.ravel() for one in hazards])
    leaving = mean @ past.at_risk.reshape(len(past.at_risk), -1).T
    left = past.left.sum(axis=(1, 2, 3, 4))
    out = levels_at(left, leaving, past.first, known, rules.breaks_out)
    fresh = past.fresh.sum(axis=(1, 2, 3))
    into = levels_at(fresh, np.ones(leaving.shape), past.first, known, rules.breaks_in)
    chains, shares = chain_at(past.moves, known), shares_at(past, known)
    back, before = _returns(past, known), _last_years(past.outflow.sum(axis=1), known)
    retired = [_of_late(past.retired[:months]) for months in known]
    return [
        StockFlow(
            origin, cells_at(benefits, origin, horizon), hazards[at], chains[at],
            into[at], out[at], opposition(into[at], out[at]), shares[at], back[at], before[at],
            retired[at], closing(benefits, origin, horizon, rules.closed),
            retiring(benefits, origin), late,
        )
        for at, origin in enumerate(origins)
    ]  # fmt: skip


def _returns(past: Past, known: Whole) -> list[tuple[float, float]]:
    again, from_which = past.again.sum(axis=(1, 2, 3)), past.recent_outflow
    found = []
    for months in known:
        weight = 0.5 ** (np.arange(months)[::-1] / HALF_LIFE)
        pair = (float(weight @ part[:months]) for part in (again, from_which))
        came_back, gone = pair
        found.append((came_back + 0.5, gone + 50.0))
    return found


def _of_late(counts: Real) -> float:
    """Return the mean of counts per month in which earlier ones count for less."""
    return float(np.average(counts, weights=0.5 ** (np.arange(len(counts))[::-1] / HALF_LIFE)))


def _last_years(outflow: Real, known: Whole) -> list[Real]:
    """Return the outflow of the twelve months before each origin, the last month last."""
    padded = np.concatenate([np.zeros(_YEAR), outflow])
    return [padded[months : months + _YEAR] for months in known]

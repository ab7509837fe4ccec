"""A model of stock and flows, simulated: who is there, who comes, who leaves and who comes back.

Every path is a possible future, in whole benefits: begin + in - out = end in every month of every
path and group, and the groups add up to the total. Inflow is Poisson about a level that drifts,
with the noise of a gamma (so negative binomial) and a season; who left in the last year comes back
at a rate of its own. Outflow is binomial per cell, by hazards (`hazards`) times a level that
drifts; who reaches the pension age leaves then. The two levels drift against each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from grip.forecast.cells import BANDS, Benefits, Cells, Past, cells_at
from grip.forecast.changes import NO_CHANGES, Effects
from grip.forecast.hazards import HALF_LIFE, Hazards, hazards_of
from grip.forecast.levels import Level, level_of, opposition

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
STAYS = (0, 12, 24, 36, 60, 120)
"""The first month of each duration class that is reported."""
_HIGHEST = 0.95
_YEAR = 12


@dataclass(frozen=True)
class StockFlow:
    """The model as estimated at the end of month `origin`.

    `shares` is the Dirichlet posterior of who comes in, shape (groups, ages); `back` the gamma
    posterior of how many of last year's outflow come back in a month; `late` is how many starts
    and ends up to the origin have still to be entered.
    """

    origin: int
    cells: Cells
    hazards: Hazards
    inflow: Level
    outflow: Level
    opposed: float
    shares: Real
    back: tuple[float, float]
    before: Real
    late: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Paths:
    """Possible futures. Axes are (path, month, group), of `opening` (path, group).

    `outflow` holds `pension`: who leaves at the pension age. `stays` has axes (path, month, class
    of `STAYS`).
    """

    opening: Whole
    inflow: Whole
    outflow: Whole
    pension: Whole
    stock: Whole
    stays: Whole

    def taken(self, paths: slice) -> Paths:
        """Return some of the paths."""
        return Paths(*(getattr(self, name)[paths] for name in self.__dataclass_fields__))


def estimate(
    benefits: Benefits,
    past: Past,
    origin: int,
    horizon: int,
    late: tuple[float, float] = (0.0, 0.0),
) -> StockFlow:
    """Estimate the model with what was known at the end of month `origin` and nothing after."""
    known = past.until(origin)
    hazards = hazards_of(known)
    weight = 0.5 ** (np.arange(len(known.stock))[::-1] / HALF_LIFE)
    leaving = np.einsum("mgab,gab->m", known.at_risk, hazards.mean)
    out = level_of(known.left.sum(axis=(1, 2, 3)), leaving, past.first)
    fresh = level_of(known.fresh.sum(axis=(1, 2)), np.ones(len(weight)), past.first)
    entered = np.tensordot(weight, known.fresh + known.again, 1)
    came_back = float(weight @ known.again.sum(axis=(1, 2))) + 0.5
    return StockFlow(
        origin, cells_at(benefits, origin, horizon), hazards, fresh, out,
        opposition(fresh, out), entered + 0.01,
        (came_back, float(weight @ known.recent_outflow) + 50.0),
        _last_year(known.outflow.sum(axis=1)), late,
    )  # fmt: skip


def _last_year(outflow: Real) -> Real:
    """Return the outflow of the last twelve months, the last month last."""
    return np.concatenate([np.zeros(_YEAR), outflow])[-_YEAR:]


def simulate(
    model: StockFlow, horizon: int, paths: int, rng: Generator, effects: Effects = NO_CHANGES
) -> Paths:
    """Draw `paths` futures of `horizon` months."""
    return _Simulation(model, horizon, paths, rng, effects).run()


class _Simulation:
    """The state of all paths, moved on by the month."""

    def __init__(
        self, model: StockFlow, horizon: int, paths: int, rng: Generator, effects: Effects
    ) -> None:
        self.model, self.horizon, self.paths, self.rng = model, horizon, paths, rng
        self.effects = effects
        self.groups, self.ages = model.shares.shape
        cells = model.cells
        self.kind = cells.group * self.ages + cells.age
        self.entry = -cells.stay
        self.leaves_at = cells.pension
        self.count = np.broadcast_to(cells.count, (paths, len(cells.count))).copy()
        hazard, self.retires = model.hazards.drawn(rng, paths)
        self.hazard = hazard.reshape(paths, -1)
        self.share = _dirichlet(rng, model.shares.ravel(), paths)
        rate, over = model.back
        self.back = rng.gamma(rate, 1 / over, size=paths)
        self.levels = _levels(model, horizon, paths, rng)
        self.gone = np.broadcast_to(model.before, (paths, _YEAR)).copy()

    def run(self) -> Paths:
        shape = (self.paths, self.horizon, self.groups)
        inflow, outflow, pension, stock = (np.zeros(shape, dtype=np.int64) for _ in range(4))
        stays = np.zeros((self.paths, self.horizon, len(STAYS)), dtype=np.int64)
        self._complete()
        opening = self._per_group(self.count)
        for month in range(self.horizon):
            came = self._come(month)
            inflow[:, month] = came.reshape(-1, self.groups, self.ages).sum(axis=2)
            retired, left = self._leave(month)
            pension[:, month] = self._per_group(retired)
            outflow[:, month] = pension[:, month] + self._per_group(left)
            stock[:, month] = self._per_group(self.count)
            self.gone = np.roll(self.gone, -1, axis=1)
            self.gone[:, -1] = outflow[:, month].sum(axis=1)
            stays[:, month] = self._per_stay(month)
        return Paths(opening, inflow, outflow, pension, stock, stays)

    def _complete(self) -> None:
        """Add what has still to be entered: starts in the last month, ends from all cells."""
        starts, ends = self.model.late
        if starts > 0:
            self._enter(self.rng.poisson(starts * self.share), 0)
        total = self.count.sum()
        if ends > 0 and total:
            share = min(ends * self.paths / total, _HIGHEST)
            self.count = self.count - self.rng.binomial(self.count, share)

    def _come(self, month: int) -> Whole:
        level, shape = self.levels[0], self.model.inflow.dispersion - 1
        mean = level[:, month] * self._season(self.model.inflow, month)
        fresh = mean * _noise(self.rng, shape, mean)
        again = self.back * self.gone.sum(axis=1)
        factor = self.effects.inflow(month, self.groups).repeat(self.ages)
        came: Whole = self.rng.poisson((fresh + again)[:, None] * self.share * factor)
        self._enter(came, month + 1)
        return came

    def _enter(self, came: Whole, entry: int) -> None:
        """Add newcomers as cells of their own, those that can exist."""
        kinds = np.flatnonzero(came.any(axis=0))
        self.kind = np.concatenate([self.kind, kinds])
        self.entry = np.concatenate([self.entry, np.full(len(kinds), entry)])
        self.leaves_at = np.concatenate([self.leaves_at, np.zeros(len(kinds), dtype=np.int64)])
        self.count = np.concatenate([self.count, came[:, kinds]], axis=1)

    def _leave(self, month: int) -> tuple[Whole, Whole]:
        now = month + 1
        retired = np.zeros_like(self.count)
        old = np.flatnonzero(self.leaves_at == now)
        retired[:, old] = self.rng.binomial(self.count[:, old], self.retires[:, None])
        self.count = self.count - retired
        band = np.searchsorted(BANDS, now - self.entry, side="right") - 1
        hazard_of, factor = self.kind * len(BANDS) + band, self.effects.outflow(month, self.groups)
        path, cell = np.nonzero(self.count)  # most cells of newcomers are empty in most paths
        chance = self.hazard[path, hazard_of[cell]] * self._pressure(month)[path]
        chance *= factor[self.kind[cell] // self.ages]
        chance += self._extra(month)[path]
        chance += self.effects.leaving(month, self.groups)[self.kind[cell] // self.ages]
        left = np.zeros_like(self.count)
        there = self.count[path, cell]
        left[path, cell] = self.rng.binomial(there, np.clip(chance, 0, _HIGHEST))
        self.count = self.count - left
        return retired, left

    def _pressure(self, month: int) -> Real:
        """Return the factor on all hazards: level, season and the noise of the month."""
        out = self.model.outflow
        level = self.levels[1][:, month] * self._season(out, month)
        usual = max(float(self.gone.mean()), 1.0)
        return np.asarray(level * _noise(self.rng, out.dispersion - 1, np.full(self.paths, usual)))

    def _extra(self, month: int) -> Real:
        """Return the chance of leaving that a scenario adds, from how many it helps."""
        helped = self.effects.helped(month, self.paths)
        return np.asarray(helped / np.maximum(self.count.sum(axis=1), 1))

    def _season(self, level: Level, month: int) -> float:
        return float(level.season[(self.model.origin + 1 + month) % _YEAR])

    def _per_group(self, counts: Whole) -> Whole:
        return _summed(counts, self.kind // self.ages, self.groups)

    def _per_stay(self, month: int) -> Whole:
        band = np.searchsorted(STAYS, month + 1 - self.entry, side="right") - 1
        return _summed(self.count, band, len(STAYS))


def _summed(counts: Whole, of: Whole, parts: int) -> Whole:
    """Return the sums of columns that belong to the same part, shape (paths, parts)."""
    belongs = (of[:, None] == np.arange(parts)).astype(float)
    return np.asarray(np.rint(counts.astype(float) @ belongs).astype(np.int64))


def _levels(model: StockFlow, horizon: int, paths: int, rng: Generator) -> tuple[Real, Real]:
    """Return the level of in- and outflow in every month, shape (paths, horizon)."""
    one, other = rng.normal(size=(2, paths, horizon + 1))
    other = model.opposed * one + np.sqrt(1 - model.opposed**2) * other
    inflow, outflow = (
        level.ahead(steps[:, :1], steps[:, 1:])
        for level, steps in ((model.inflow, one), (model.outflow, other))
    )
    return inflow, outflow


def _noise(rng: Generator, over: float, mean: Real) -> Real:
    """Return gamma noise of mean 1 that makes a Poisson of this mean 1 + `over` times as wide."""
    if over <= 0:
        return np.ones(len(mean))
    shape = np.maximum(mean, 1e-3) / over
    return np.asarray(rng.gamma(shape) / shape)


def _dirichlet(rng: Generator, weights: Real, paths: int) -> Real:
    drawn = rng.gamma(weights, size=(paths, len(weights)))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))

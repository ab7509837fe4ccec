"""Futures, drawn: every path in whole benefits, so begin + in - out = end in each of them.

Who is there is drawn benefit by benefit where few are alike, and cell by cell (binomial) where many
are. Who comes is Poisson about the level of its path, with the noise of a gamma (so negative
binomial), and leaves by month of coming and group. What is not known of the level, its drift, the
hazards and the spread is drawn once for each path.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from grip.forecast.changes import NO_CHANGES, Effects
from grip.forecast.course import course_of
from grip.forecast.levels import Level
from grip.forecast.stock_flow import STAYS, Paths, StockFlow

Real = NDArray[np.float64]
Single = NDArray[np.float32]
Whole = NDArray[np.int64]
_CROWD = 8  # from so many alike on they are drawn together
_HIGHEST = 0.95
_YEAR = 12
_OF_DRIFT = 0.5  # of what is not known of the level now is drift: the rest is chance, of one flow


def simulate(
    model: StockFlow,
    horizon: int,
    paths: int,
    rng: Generator,
    effects: Effects = NO_CHANGES,
    *,
    ladder: bool = True,
) -> Paths:
    """Draw `paths` futures of `horizon` months; without `ladder` no one is told by stay or rung."""
    return _Simulation(model, horizon, paths, rng, effects).run(ladder=ladder)


class _Pool:
    """Columns of who is there, in all paths: single benefits, or cells of many that are alike."""

    def __init__(self, cells: Whole, counts: Whole, paths: int, *, single: bool) -> None:
        self.cells, self.single = cells, single
        self.alive = np.ones((paths, len(cells)), dtype=bool)
        if not single:
            self.alive = np.broadcast_to(counts, self.alive.shape).copy()

    def thin(
        self, rng: Generator, chance: Single | Real, among: Whole | slice = slice(None)
    ) -> None:
        """Let everybody in some columns leave by a chance, of shape (paths, those columns)."""
        there = self.alive[:, among]
        if self.single:
            stays = rng.random(there.shape, dtype=np.float32) >= chance
            self.alive[:, among] = there & stays
        else:
            self.alive[:, among] = there - rng.binomial(there, np.clip(chance, 0, _HIGHEST))

    def counted(self, belongs: Single) -> Whole:
        """Return how many belong to each of some classes; `belongs` is (all cells, classes)."""
        found = self.alive.astype(np.float32) @ belongs[self.cells]  # exact to 16 million
        return np.asarray(np.rint(found).astype(np.int64))


class _Simulation:
    """The state of all paths, moved on by the month."""

    def __init__(
        self, model: StockFlow, horizon: int, paths: int, rng: Generator, effects: Effects
    ) -> None:
        self.model, self.horizon, self.paths, self.effects = model, horizon, paths, effects
        # A stream for each, so that a scenario has the luck of the base.
        once, self.of_there, self.of_inflow, self.of_come = rng.spawn(4)
        cells, hazards = model.cells, model.hazards.mean
        self.groups, _, self.rungs, _ = hazards.shape
        self.course = course_of(cells, hazards, model.shares, model.chain, horizon, effects)
        few = cells.count < _CROWD
        single = np.repeat(np.flatnonzero(few), cells.count[few])
        crowd = np.flatnonzero(~few)
        self.pools = [_Pool(single, cells.count, paths, single=True),
                      _Pool(crowd, cells.count[crowd], paths, single=False)]  # fmt: skip
        self.pools = [pool for pool in self.pools if len(pool.cells)]
        self.come = np.zeros((horizon + 1, self.groups, paths), dtype=np.int64)
        self.of_group = _belongs(cells.group, self.groups)
        self.of_rung = _belongs(cells.rung, self.rungs)
        self.apart, self.retires = model.hazards.drawn(once, paths)
        spread = once.standard_gamma(model.shares.sum(axis=(1, 2)), size=(paths, self.groups))
        self.share = spread / spread.sum(axis=1, keepdims=True)
        rate, over = model.back
        self.back = once.gamma(rate, 1 / over, size=paths)
        self.levels = _levels(model, horizon, paths, once)
        self.luck = once.normal(size=(paths, self.rungs))
        self.gone = np.broadcast_to(model.before, (paths, _YEAR)).copy()

    def run(self, *, ladder: bool) -> Paths:
        shape = (self.paths, self.horizon, self.groups)
        inflow, outflow, pension, stock = (np.zeros(shape, dtype=np.int64) for _ in range(4))
        stays = np.zeros((*shape[:2], len(STAYS)), dtype=np.int64)
        rungs = np.zeros((*shape[:2], self.rungs), dtype=np.int64)
        self._complete()
        opening = now = self._per_group()
        for month in range(self.horizon):
            inflow[:, month] = self._come(month)
            pension[:, month] = self._leave(month)
            there = self._counted(month) if ladder else [self._there(self.of_group)]
            stock[:, month] = there[0] + self.come.sum(axis=0).T
            outflow[:, month] = now + inflow[:, month] - stock[:, month]
            now, total = stock[:, month], stock[:, month].sum(axis=1)
            self.gone = np.concatenate(
                [self.gone[:, 1:], outflow[:, month].sum(axis=1)[:, None]], axis=1
            )
            rungs[:, month, -1] = total
            if ladder:
                stays[:, month] = self._per_stay(month, there[1])
                rungs[:, month] = self._per_rung(month, total, there[2])
        return Paths(opening, inflow, outflow, pension, stock, stays, rungs)

    def _complete(self) -> None:
        """Add what has still to be entered: starts in the last month, ends from all cells."""
        starts, ends = self.model.late
        if starts > 0:
            self.come[0] = self.of_come.poisson(starts * self.share).T
        total = self.model.cells.count.sum()
        if ends > 0 and total:
            share = min(ends / total, _HIGHEST)
            for pool in self.pools:
                pool.thin(self.of_there, np.full(pool.alive.shape, share))

    def _come(self, month: int) -> Whole:
        """Return and add the inflow of a month, shape (paths, groups)."""
        mean = self.levels[0][:, month] * self._season(self.model.inflow, month)
        fresh = mean * _noise(self.of_inflow, self.model.inflow.dispersion - 1, mean)
        again = self.back * self.gone.sum(axis=1)
        factor = self.effects.inflow(month, self.groups)
        share = self.share
        if self.model.closing is not None:
            share = share * self.model.closing[month]
        *added, of_any = self.effects.coming(month, self.groups)
        of_open = of_any / np.maximum(share.sum(axis=1, keepdims=True), 1e-9)
        mean_in = share * ((fresh + again)[:, None] * factor + of_open) + added
        came: Whole = self.of_inflow.poisson(mean_in)
        self.come[month + 1] = came.T
        return came

    def _leave(self, month: int) -> Whole:
        """Let who leaves in a month go; return who of them reached the pension age."""
        pressure = self._pressure(month)
        besides = self.effects.leaving(month, self.groups)
        helped = self.effects.helped(month, self.paths)
        extra = None
        if besides.any() or helped.any():
            total = np.maximum(self._per_group().sum(axis=1), 1)
            extra = (helped / total)[:, None] + besides
        retired = self._retire(month)
        for pool in self.pools:
            chance = self.apart[:, self.course.kind[month, pool.cells]]
            chance *= self.course.leave[month, pool.cells].astype(np.float32)
            chance *= pressure[:, None]
            if extra is not None:
                chance += extra[:, self.model.cells.group[pool.cells]]
            pool.thin(self.of_there, chance)
        return retired + self._leave_again(month, pressure, extra)

    def _retire(self, month: int) -> Whole:
        turn = self.model.cells.pension
        found = np.zeros((self.paths, self.groups), dtype=np.int64)
        for pool in self.pools:
            old = np.flatnonzero(turn[pool.cells] == month + 1)
            if len(old):
                before = pool.alive[:, old].astype(np.int64)
                pool.thin(self.of_there, self.retires[:, None], old)
                of = self.model.cells.group[pool.cells[old]]
                found += (before - pool.alive[:, old]) @ _belongs(of, self.groups).astype(np.int64)
        return found

    def _leave_again(self, month: int, pressure: Single, extra: Real | None) -> Whole:
        """Let who came in these months leave; return who reached the pension age."""
        come = self.come[: month + 2].reshape(-1)
        at = np.flatnonzero(come)
        slot, path = np.divmod(at, self.paths)
        group = slot % self.groups
        course, there = self.course, slice(0, month + 2)
        chance = course.leave_of_newcomers[month, there].ravel()[slot] * pressure[path]
        chance *= self.apart[path, course.newcomer_kind[month, there].ravel()[slot]]
        if extra is not None:
            chance += extra[path, group]
        old = self.model.retiring[group]
        gone = self.of_come.binomial(come[at], np.clip(chance + old, 0, _HIGHEST))
        come[at] -= gone
        some = np.flatnonzero(gone * (old > 0))
        of_age = np.clip(old[some] / np.maximum((chance + old)[some], old[some]), 0, 1)
        retired = self.of_come.binomial(gone[some], of_age)
        found = np.bincount(path[some] * self.groups + group[some], weights=retired,
                            minlength=self.paths * self.groups)  # fmt: skip
        return found.reshape(self.paths, self.groups).astype(np.int64)

    def _pressure(self, month: int) -> Single:
        """Return the factor on all hazards: level, season and the noise of the month."""
        out = self.model.outflow
        level = self.levels[1][:, month] * self._season(out, month)
        usual = np.full(self.paths, max(float(self.gone.mean()), 1.0))
        pressed = level * _noise(self.of_inflow, out.dispersion - 1, usual)
        return np.asarray(pressed.astype(np.float32))

    def _season(self, level: Level, month: int) -> float:
        return float(level.season[(self.model.origin + 1 + month) % _YEAR])

    def _there(self, belongs: Single) -> Whole:
        """Return how many of who was there are still, per class, shape (paths, classes)."""
        start = np.zeros((self.paths, belongs.shape[1]), dtype=np.int64)
        for pool in self.pools:
            start += pool.counted(belongs)
        return start

    def _per_group(self) -> Whole:
        return np.asarray(self._there(self.of_group) + self.come.sum(axis=0).T)

    def _counted(self, month: int) -> list[Whole]:
        """Return who was there and still is, per group, class of stay and rung, in one count."""
        stay = np.searchsorted(STAYS, self.model.cells.stay + month + 1, side="right") - 1
        kinds = (self.of_group, _belongs(stay, len(STAYS)), self.of_rung)
        found = self._there(np.hstack(kinds))
        return np.split(found, np.cumsum([kind.shape[1] for kind in kinds])[:-1], axis=1)

    def _per_stay(self, month: int, there: Whole) -> Whole:
        found = there.copy()
        recent = np.searchsorted(STAYS, np.arange(month + 1, -1, -1), side="right") - 1
        for stay_class in np.unique(recent):
            come = self.come[: month + 2][recent == stay_class]
            found[:, stay_class] += come.sum(axis=(0, 1))
        return found

    def _per_rung(self, month: int, total: Whole, from_rung: Whole) -> Whole:
        """Return how many stand on each rung: as expected, with chance as of a multinomial.

        Whether a path has many or few on a rung is one draw for all months.
        """
        if self.rungs == 1:
            return total[:, None]
        weight = self.model.cells.count[:, None] * self.of_rung
        to = (weight.T @ self.course.rung[month]) / np.maximum(weight.sum(axis=0), 1)[:, None]
        newcomers = self.course.rung_of_newcomers[month, : month + 2].reshape(-1, self.rungs)
        come = self.come[: month + 2].reshape(-1, self.paths).T.astype(float)
        mean = from_rung @ to + come @ newcomers
        variance = from_rung @ (to * (1 - to)) + come @ (newcomers * (1 - newcomers))
        return whole_parts(np.maximum(mean + np.sqrt(variance) * self.luck, 0.0), total)


def whole_parts(parts: Real, total: Whole) -> Whole:
    """Return whole numbers that add up to `total`, in proportion to `parts`, (paths, n)."""
    reached = np.cumsum(parts, axis=1)
    reached /= np.maximum(reached[:, -1:], 1e-12)
    ends = np.rint(reached * total[:, None]).astype(np.int64)
    ends[:, -1] = total
    return np.diff(ends, axis=1, prepend=0)


def _belongs(of: Whole, parts: int) -> Single:
    return np.asarray((of[:, None] == np.arange(parts)).astype(np.float32))


def _levels(model: StockFlow, horizon: int, paths: int, rng: Generator) -> tuple[Real, Real]:
    """Return the level of in- and outflow in every month, shape (paths, horizon)."""
    one, other = rng.normal(size=(2, paths, horizon + 2))
    opposed = np.full(horizon + 2, model.opposed)
    opposed[0] *= _OF_DRIFT
    other = opposed * one + np.sqrt(1 - opposed**2) * other
    picks = rng.random((2, paths))
    inflow, outflow = (
        level.ahead(pick, steps[:, :2], steps[:, 2:])
        for level, pick, steps in ((model.inflow, picks[0], one), (model.outflow, picks[1], other))
    )
    return inflow, outflow


def _noise(rng: Generator, over: float, mean: Real) -> Real:
    """Return gamma noise of mean 1 that makes a Poisson of this mean 1 + `over` times as wide."""
    if over <= 0:
        return np.ones(len(mean))
    shape = np.maximum(mean, 1e-3) / over
    return np.asarray(rng.gamma(shape) / shape)

"""Paths of the series model beside those of stock and flows, and both together.

The series model knows only the stock, and is told who will reach the pension age. Its paths are
made by steering: flows are drawn as before, and what the stock should have moved more or less is
spread over inflow and outflow, in whole benefits, over the groups by their size. So begin + in -
out = end holds in these paths as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from grip.forecast.backtest import Backtest, backtest, usual_origins
from grip.forecast.cells import OLDEST
from grip.forecast.intervals import half_widths
from grip.forecast.models import NAIVE
from grip.forecast.simulation import whole_parts
from grip.forecast.stock_flow import Paths, StockFlow
from grip.forecast.weighting import expected

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
_WIDTH_50 = 0.6745


@dataclass(frozen=True)
class SeriesModel:
    """What the series of the stock says: the expected stock and its standard deviation, (h,)."""

    model: str
    mean: Real
    spread: Real

    @classmethod
    def of(cls, stock: Real, horizon: int, tried: Backtest | None = None) -> SeriesModel:
        """Weigh the models by back-test over the stock up to now, shape (months,).

        `tried` is a back-test of this series, or a longer one, from every month on: it saves time.
        """
        made = _tried(stock, tried)
        told = expected(stock, horizon, made)
        return cls._calibrated(told.model, told.mean, told.errors, stock)

    @classmethod
    def naive(cls, stock: Real, horizon: int, tried: Backtest | None = None) -> SeriesModel:
        """Return that the stock stays as it is, as uncertain as that was."""
        made = _tried(stock, tried)
        errors = None if made is None else made.errors[NAIVE]
        return cls._calibrated(NAIVE, np.full(horizon, stock[-1]), errors, stock)

    @classmethod
    def _calibrated(cls, model: str, mean: Real, errors: Real | None, stock: Real) -> SeriesModel:
        widths = half_widths(errors, np.diff(stock), len(mean))
        return cls(model, np.maximum(mean, 0.0), widths[0.5] / _WIDTH_50)

    def drawn(self, rng: Generator, paths: int, shift: Real | float = 0.0) -> Whole:
        """Return whole stocks, shape (paths, horizon): random walks with the spread of the model.

        `shift` is added: what is known of the stock and is not in its series.
        """
        steps = np.arange(1, len(self.mean) + 1)
        walk = np.cumsum(rng.normal(size=(paths, len(steps))), axis=1) / np.sqrt(steps)
        drawn = self.mean + self.spread * walk + shift
        return np.maximum(np.rint(drawn), 0).astype(np.int64)


def _tried(stock: Real, tried: Backtest | None) -> Backtest | None:
    origins = usual_origins(len(stock))
    return tried.at(origins) if tried and origins else backtest(stock)


def staying(model: StockFlow, made: Paths) -> Real:
    """Return how many stay that the series takes to leave, or the other way, shape (months,).

    The series goes on as of late, but the birth dates are known: in the paths of stock and flows
    more, or fewer, reach the pension age. Who stays for that may leave as others of that age do.
    """
    fewer = model.retired - made.pension.sum(axis=2).mean(axis=0)
    still = 1 - model.hazards.at_age(OLDEST)
    months = np.arange(len(fewer))
    after = np.subtract.outer(months, months)
    return np.asarray(np.where(after >= 0, still ** np.maximum(after, 0), 0.0) @ fewer)


def steered(made: Paths, totals: Whole) -> Paths:
    """Return paths whose total stock is `totals`, shape (paths, months)."""
    inflow, outflow, stock = made.inflow.copy(), made.outflow.copy(), made.stock.copy()
    classes = {name: getattr(made, name).copy() for name in ("stays", "rungs")}
    now = made.opening
    for month in range(totals.shape[1]):
        moved = now + inflow[:, month] - outflow[:, month]
        short = np.maximum(-moved, 0)  # more leave than are there any more in this path
        outflow[:, month] -= short
        moved += short
        extra = _spread(totals[:, month] - moved.sum(axis=1), moved)
        # Half of it comes in more, half goes out less, as far as there is outflow to give up.
        less = np.clip(extra // 2, -moved, outflow[:, month] - made.pension[:, month])
        less = np.where(outflow[:, month] >= made.pension[:, month], less, np.minimum(less, 0))
        more = extra - less
        refused = np.maximum(-(inflow[:, month] + more), 0)  # no inflow below nothing
        inflow[:, month] += more + refused
        outflow[:, month] += refused - less
        now = now + inflow[:, month] - outflow[:, month]
        stock[:, month] = now
        for counts in classes.values():
            counts[:, month] += _spread(
                totals[:, month] - counts[:, month].sum(axis=1), counts[:, month]
            )
    pension = np.minimum(made.pension, outflow)
    return Paths(made.opening, inflow, outflow, pension, stock, **classes)


def _spread(amount: Whole, over: Whole) -> Whole:
    """Return `amount` per path as whole numbers over columns, by the size of each; (paths, n).

    Where nothing is there, all of it goes to the first; no column takes more than is there as long
    as the amount does not.
    """
    sizes = over.astype(float)
    sizes[sizes.sum(axis=1) <= 0, 0] = 1.0
    return whole_parts(sizes, amount)

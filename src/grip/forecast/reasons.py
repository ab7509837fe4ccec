"""Why the stock will move otherwise than it did in the last year, in parts that add up."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.forecast.cells import Past
from grip.forecast.stock_flow import Paths, StockFlow

Real = NDArray[np.float64]
_YEAR = 12

WHY: dict[str, type[pl.DataType]] = {"oorzaak": pl.String, "effect": pl.Float64}
"""What each cause adds to the stock in twelve months: first the change that was counted in the last
twelve months, then what differs from it, last the expected change, which is the sum of the rest."""
COUNTED, CHANGE = "verandering_geteld", "verandering_verwacht"
MORE_IN, MORE_PENSIONS = "instroom", "aow"
MORE_THERE, MADE_UP, LEVEL = "uitstroom_aantal", "uitstroom_samenstelling", "uitstroom_kans"


def why_of(made: Paths, past: Past, model: StockFlow) -> pl.DataFrame:
    """Return what moves the stock in the twelve months ahead beside the last twelve (`WHY`).

    Outflow other than by the pension age is number times chance. The number is the mean stock; the
    chance is split into what the make-up of now says (the hazards of the model over who is there,
    against those of who was there in the last year) and the rest: the level of the chance, of
    which the economy and the model's own caution are part. Empty with less than a year of either.
    """
    if len(past.stock) <= _YEAR or made.stock.shape[1] < _YEAR:
        return pl.DataFrame(schema=WHY)
    last, first = slice(-_YEAR, None), slice(0, _YEAR)
    came, pensions = float(past.inflow[last].sum()), float(past.retired[last].sum())
    gone = float(past.outflow[last].sum()) - pensions
    there = float(past.stock[-_YEAR - 1 : -1].sum(axis=1).mean())
    comes, retires = _expected(made.inflow[:, first]), _expected(made.pension[:, first])
    goes = _expected(made.outflow[:, first]) - retires
    before = np.concatenate([made.opening[:, None], made.stock[:, : _YEAR - 1]], axis=1)
    will_be = float(before.sum(axis=2).mean())
    chance = gone / there if there else 0.0
    number = (will_be - there) * chance
    shift = _made_up(model, past.at_risk[-1:]) / _made_up(model, past.at_risk[last])
    make_up = will_be * chance * (shift - 1)
    rows = [
        (COUNTED, came - gone - pensions),
        (MORE_IN, comes - came),
        (MORE_PENSIONS, pensions - retires),
        (MORE_THERE, -number),
        (MADE_UP, -make_up),
        (LEVEL, gone + number + make_up - goes),
        (CHANGE, comes - goes - retires),
    ]
    return pl.DataFrame(rows, schema=WHY, orient="row")


def _expected(draws: NDArray[np.int64]) -> float:
    """Return the mean over paths of all months and groups together."""
    return float(draws.sum(axis=(1, 2)).mean())


def _made_up(model: StockFlow, at_risk: Real) -> float:
    """Return the mean chance to leave that the hazards give to who was there."""
    count = float(at_risk.sum())
    hazard = model.hazards.mean
    return float((at_risk * hazard).sum()) / count if count else 1.0

"""The forecast of one monthly series: the model that did best, with its intervals and record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.forecast.backtest import Backtest, backtest
from grip.forecast.frame import months_after, rows_of
from grip.forecast.intervals import half_widths
from grip.forecast.models import MODELS, NAIVE
from grip.forecast.scores import coverage
from grip.forecast.specialist import EXTRA
from grip.forecast.weighting import expected
from grip.results import TOTAL

Real = NDArray[np.float64]
_BOUNDS = {0.5: ("p25", "p75"), 0.8: ("p10", "p90"), 0.9: ("p05", "p95"), 0.95: ("p025", "p975")}
_CALIBRATED = 8  # origins of which all is known, before the width of an interval is tried

TRACK: dict[str, type[pl.DataType]] = {
    "model": pl.String,
    "vooruit": pl.Int64,
    "keren": pl.Int64,
    "fout": pl.Float64,
    "fout_naief": pl.Float64,
    "verhouding": pl.Float64,
    "scheef": pl.Float64,
}
"""A row per model and number of months ahead: how often tried, mean absolute error beside that of
the naive model, and the mean of what came minus the forecast."""


@dataclass(frozen=True)
class SeriesForecast:
    """What is expected of a series, and how much that is worth.

    Attributes:
        frame: the forecast, in the shape of `frame.SCHEMA`.
        model: the id of the model that was used.
        relative: its mean absolute error over that of the naive model, over the back-test.
        track: how good every model was, in the shape of `TRACK`; empty without a back-test.
        held: the share of months that lay within the interval of 80%, and of 95%, with widths from
            earlier origins only; empty where there were too few.
        origins: how many times it was tried.
        left_out: models of statsforecast that were asked for, and without a back-test take no part.
    """

    frame: pl.DataFrame
    model: str
    relative: float | None
    track: pl.DataFrame
    held: dict[float, float]
    origins: int
    left_out: tuple[str, ...] = ()


def forecast_series(
    name: str, last: date, values: Real, horizon: int, models: Iterable[str] = tuple(MODELS)
) -> SeriesForecast:
    """Forecast the `horizon` months after that of `last`; `values` has shape (n,).

    A series that never was below 0 is not forecast below 0, and one of whole numbers gets whole
    quantiles, the bounds rounded outwards.
    """
    models = tuple(models)
    made = backtest(values, models)
    told = expected(values, horizon, made)
    model, mean, made = told.model, told.mean, told.tried
    widths = half_widths(told.errors, np.diff(values), horizon)
    quantiles = {"p50": mean}
    for level, (low, high) in _BOUNDS.items():
        quantiles |= {low: mean - widths[level], high: mean + widths[level]}
    frame = rows_of(
        name, TOTAL, months_after(last, horizon),
        {column: _possible(value, values, column) for column, value in quantiles.items()},
        _possible(mean, values),
    )  # fmt: skip
    return SeriesForecast(
        frame,
        model,
        None if made is None else made.relative(model),
        track_of(made),
        {} if made is None else _held(made.errors[model], made.origins, made.horizon),
        0 if made is None else len(made.origins),
        tuple(id for id in models if id in EXTRA) if made is None else (),
    )


def _possible(value: Real, seen: Real, column: str = "") -> Real:
    """Keep to what such a series can be: not below 0, and whole where it always was."""
    if seen.min() >= 0:
        value = np.maximum(value, 0.0)
    if not column or np.any(seen != np.floor(seen)):
        return value
    if column == "p50":
        return np.rint(value)
    return np.floor(value) if column < "p50" else np.ceil(value)


def track_of(made: Backtest | None) -> pl.DataFrame:
    """Return how good every model of a back-test was, per number of months ahead."""
    if made is None:
        return pl.DataFrame(schema=TRACK)
    naive = made.mean_absolute(NAIVE)
    parts = [
        pl.DataFrame(
            {
                "model": model,
                "vooruit": np.arange(1, made.horizon + 1),
                "keren": np.count_nonzero(~np.isnan(errors), axis=0),
                "fout": made.mean_absolute(model),
                "fout_naief": naive,
                "verhouding": _over(made.mean_absolute(model), naive),
                "scheef": np.nanmean(errors, axis=0),
            }
        )
        for model, errors in made.errors.items()
    ]
    return pl.concat(parts).select(pl.col(n).cast(dtype) for n, dtype in TRACK.items())


def _over(own: Real, naive: Real) -> Real:
    return np.asarray(np.divide(own, naive, out=np.full(own.shape, np.nan), where=naive > 0))


def _held(errors: Real, origins: tuple[int, ...], horizon: int) -> dict[float, float]:
    """Return how often intervals held what came, each with the width known at its origin."""
    hits: dict[float, list[float]] = {0.8: [], 0.95: []}
    for row, origin in enumerate(origins):
        known = [at for at, earlier in enumerate(origins) if earlier + horizon <= origin]
        if len(known) < _CALIBRATED:
            continue
        widths = half_widths(errors[known], np.array([]), horizon)
        came = ~np.isnan(errors[row])
        for level, found in hits.items():
            width = widths[level][came]
            found.append(coverage(-width, width, errors[row][came]))
    return {level: float(np.mean(found)) for level, found in hits.items() if found}

"""How good a model was: forecasts from earlier months, set beside what came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grip.forecast.models import MODELS, NAIVE, History
from grip.forecast.smoothing import Smoothing
from grip.forecast.specialist import KNOWN

Real = NDArray[np.float64]
TRAINING = 24  # months before the first origin
ORIGINS = 40
EVERY = 3  # months between origins: neighbours say the same, and a longer past says more
HORIZON = 12


@dataclass(frozen=True)
class Backtest:
    """Errors of models, made with what was known at each origin only.

    `origins` are how many months were known; `errors[model]` has shape (origins, horizon): what
    came minus the forecast, NaN where the month has not come yet.
    """

    origins: tuple[int, ...]
    horizon: int
    errors: dict[str, Real]

    def mean_absolute(self, model: str) -> Real:
        """Return the mean absolute error at each horizon, shape (horizon,)."""
        return np.asarray(np.nanmean(np.abs(self.errors[model]), axis=0))

    def relative(self, model: str) -> float:
        """Return the mean absolute error over that of the naive model; below 1 is better."""
        base = float(np.nanmean(np.abs(self.errors[NAIVE])))
        own = float(np.nanmean(np.abs(self.errors[model])))
        return own / base if base else float(own > 0)

    def at(self, origins: Sequence[int]) -> Backtest:
        """Return the part of some of its origins."""
        rows = [self.origins.index(origin) for origin in origins]
        part = {id: errors[rows] for id, errors in self.errors.items()}
        return Backtest(tuple(origins), self.horizon, part)


def usual_origins(months: int, horizon: int = HORIZON) -> Sequence[int]:
    """Return from where a series of so many months is forecast again; none if it is too short.

    Every third month, the last 40 that leave a full horizon and at least 24 months to learn from.
    """
    return range(months - horizon, TRAINING - 1, -EVERY)[:ORIGINS][::-1]


def backtest(
    values: Real,
    models: Iterable[str] = tuple(MODELS),
    horizon: int = HORIZON,
    origins: Sequence[int] | None = None,
) -> Backtest | None:
    """Forecast from earlier months, each time with all that came before and nothing after.

    Args:
        values: a series of months, shape (n,).
        models: ids of `specialist.KNOWN`; the naive one is always there.
        horizon: how many months ahead.
        origins: how many months are known at each; by default the usual ones.

    Returns:
        None for a series too short for a single origin.
    """
    n = len(values)
    if origins is None:
        origins = usual_origins(n, horizon)
    if not len(origins):
        return None
    chosen = list(dict.fromkeys([NAIVE, *models]))
    errors = {id: np.full((len(origins), horizon), np.nan) for id in chosen}
    smoothed = Smoothing.on_the_way(values, list(origins))
    for row, origin in enumerate(origins):
        history = History(values[:origin], smoothed[origin])
        came = values[origin : origin + horizon]
        for id in chosen:
            errors[id][row, : len(came)] = came - KNOWN[id].forecast(history, len(came))
    return Backtest(tuple(origins), horizon, errors)

"""The models for one monthly series, each declared once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grip.forecast.season import YEAR, Season
from grip.forecast.smoothing import Smoothing

Real = NDArray[np.float64]


@dataclass(frozen=True)
class History:
    """A series up to the month from which is forecast, shape (n,), with what models share.

    `unadjusted` is the smoothing of the series itself, if that is known already: it serves where
    there is no season.
    """

    values: Real
    unadjusted: Smoothing | None = None

    @cached_property
    def season(self) -> Season:
        return Season.of(self.values)

    @cached_property
    def adjusted(self) -> Real:
        """The series without its season."""
        return self.season.taken_out(self.values)

    @cached_property
    def smoothing(self) -> Smoothing:
        if self.unadjusted is not None and not self.season.effects.any():
            return self.unadjusted
        return Smoothing.of(self.adjusted)

    def with_season(self, forecast: Real) -> Real:
        return self.season.put_back(forecast, len(self.values))


@dataclass(frozen=True)
class Model:
    """A way to forecast: `forecast(history, horizon)` gives the expected values, (horizon,)."""

    id: str
    title: str
    forecast: Callable[[History, int], Real]


def _naive(history: History, horizon: int) -> Real:
    return np.full(horizon, history.values[-1])


def _seasonal_naive(history: History, horizon: int) -> Real:
    values = history.values
    last = values[-YEAR:] if len(values) >= YEAR else values[-1:]
    return last[np.arange(horizon) % len(last)]


def _simple(history: History, horizon: int) -> Real:
    return history.with_season(history.smoothing.simple(horizon))


def _holt(history: History, horizon: int) -> Real:
    return history.with_season(history.smoothing.holt(horizon))


def _damped(history: History, horizon: int) -> Real:
    return history.with_season(history.smoothing.damped(horizon))


def _trends(history: History, horizon: int) -> Real:
    return (_holt(history, horizon) + _damped(history, horizon)) / 2


def _three(history: History, horizon: int) -> Real:
    return (_simple(history, horizon) + 2 * _trends(history, horizon)) / 3


def _theta(history: History, horizon: int) -> Real:
    """Simple smoothing with half of the straight line's slope (Hyndman and Billah 2003)."""
    adjusted, alpha = history.adjusted, history.smoothing.simple_alpha
    n = len(adjusted)
    slope = np.polyfit(np.arange(n), adjusted, 1)[0]
    steps = np.arange(horizon) + (1 - (1 - alpha) ** n) / alpha
    return history.with_season(history.smoothing.simple(horizon) + slope / 2 * steps)


NAIVE, WEIGHTED = "naief", "gewogen"
DEFAULT = "trends"
MODELS: dict[str, Model] = {
    model.id: model
    for model in (
        Model(NAIVE, "gelijk aan de laatste maand", _naive),
        Model("seizoensnaief", "gelijk aan dezelfde maand een jaar eerder", _seasonal_naive),
        Model("gemiddeld_niveau", "gewogen gemiddelde van de laatste maanden", _simple),
        Model("trend", "doorgetrokken trend (Holt)", _holt),
        Model("gedempte_trend", "trend die afvlakt", _damped),
        Model("theta", "halve trend over de hele reeks (Theta)", _theta),
        Model("drie", "gemiddelde van niveau, trend en gedempte trend", _three),
        Model(DEFAULT, "gemiddelde van trend en gedempte trend", _trends),
    )
}
TITLES = {
    WEIGHTED: "alle modellen samen, naar hoe goed elk was zo ver vooruit",
    **{id: model.title for id, model in MODELS.items()},
}
"""What every model is called; the weighted one is made of the others (`weighting`)."""

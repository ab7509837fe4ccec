"""Series that the tests of the forecasts share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]


def air_passengers() -> Real:
    """Return airline passengers a month (x 1,000), 1949 to 1960.

    Box and Jenkins (1976), Time Series Analysis: Forecasting and Control, series G.
    """
    path = Path(__file__).with_name("air_passengers.csv")
    return np.loadtxt(path, delimiter=",", skiprows=1, usecols=1)


def walk(months: int, seed: int = 1, *, season: float = 0.0) -> Real:
    """Return a random walk around 400, with a season of the given size."""
    rng = np.random.default_rng(seed)
    level = 400 + rng.normal(0, 4, months).cumsum()
    return np.asarray(level + season * np.sin(np.arange(months) * np.pi / 6))

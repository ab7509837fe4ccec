"""Scores of forecasts. All of them: lower is better, except the share of hits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Real = NDArray[np.float64]


def mase(errors: ArrayLike, history: Real, period: int = 12) -> float:
    """Return the mean absolute error over that of the seasonal naive within the history.

    Hyndman and Koehler (2006), International Journal of Forecasting 22:679-688.
    """
    scale = np.abs(history[period:] - history[:-period]).mean()
    return float(np.abs(errors).mean() / scale)


def crps(draws: ArrayLike, outcome: float) -> float:
    """Return the continuous ranked probability score of a sample, shape (m,), in the unit of y.

    mean |x - y| - sum (2i - m - 1) x_(i) / m². Gneiting and Raftery (2007), JASA 102:359-378.
    """
    ordered = np.sort(np.asarray(draws, float))
    m = len(ordered)
    spread = np.sum((2 * np.arange(1, m + 1) - m - 1) * ordered) / m**2
    return float(np.abs(ordered - outcome).mean() - spread)


def crps_by_column(draws: ArrayLike, outcomes: Real) -> Real:
    """Return the continuous ranked probability score of each column of a sample, (m, n)."""
    ordered = np.sort(np.asarray(draws, float), axis=0)
    m = len(ordered)
    spread = (2 * np.arange(1, m + 1) - m - 1) @ ordered / m**2
    return np.asarray(np.abs(ordered - outcomes).mean(axis=0) - spread)


def interval_score(low: ArrayLike, high: ArrayLike, outcome: ArrayLike, alpha: float) -> Real:
    """Return the width of a central (1 - alpha) interval plus 2 / alpha times the miss."""
    low, high, y = (np.asarray(part, float) for part in (low, high, outcome))
    missed = np.maximum(low - y, 0) + np.maximum(y - high, 0)
    return np.asarray(high - low + 2 / alpha * missed)


def wis(median: float, intervals: Sequence[tuple[float, float, float]], outcome: float) -> float:
    """Return the weighted interval score; `intervals` are (alpha, low, high).

    (|y - m| / 2 + sum alpha_k / 2 IS_k) / (K + 1/2). Bracher, Ray, Gneiting and Reich (2021), PLoS
    Computational Biology 17:e1008618.
    """
    weighted = sum(a / 2 * float(interval_score(lo, hi, outcome, a)) for a, lo, hi in intervals)
    return (abs(outcome - median) / 2 + weighted) / (len(intervals) + 0.5)


def coverage(low: ArrayLike, high: ArrayLike, outcome: ArrayLike) -> float:
    """Return the share of outcomes within their interval, both ends included."""
    low, high, y = (np.asarray(part, float) for part in (low, high, outcome))
    return float(((low <= y) & (y <= high)).mean())

"""Intervals as wide as the misses of the back-test say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
_GROWTH = (0.5, 1.0)  # errors grow at least as of a random walk, at most as of a missed trend
_NORMAL = {0.5: 0.6745, 0.8: 1.2816, 0.9: 1.6449, 0.95: 1.96}
LEVELS = tuple(_NORMAL)


def half_widths(errors: Real | None, changes: Real, horizon: int) -> dict[float, Real]:
    """Return the half width of each central interval at each horizon, shape (horizon,).

    Split conformal with a scale: the absolute errors of the back-test, shape (origins, h), are
    divided by a power law of the horizon that is fitted to their means, pooled, and their quantile
    at level (1 + 1/n) times the wanted one is multiplied by that scale again. No interval is
    narrower than that of a normal error of one step. Lei et al. (2018), JASA 113:1094-1111.

    Args:
        errors: of the back-test; None where the series was too short for one.
        changes: from month to month; they stand in for the errors where there are none.
        horizon: how many months ahead; beyond those of the back-test the power law goes on.
    """
    steps = np.arange(1, horizon + 1, dtype=float)
    step = float(np.sqrt(np.mean(changes**2))) if len(changes) else 0.0
    if errors is None:
        return {level: z * step * np.sqrt(steps) for level, z in _NORMAL.items()}
    size, growth = _power_law(np.nanmean(np.abs(errors), axis=0))
    seen = size * np.arange(1, errors.shape[1] + 1) ** growth
    ratios = np.abs(errors / seen)
    pooled = ratios[~np.isnan(ratios)]
    ahead = size * steps**growth
    floor = float(np.nanmean(np.abs(errors[:, 0]))) * np.sqrt(np.pi / 2)
    widths = {}
    for level, z in _NORMAL.items():
        wanted = min(1.0, level * (1 + 1 / len(pooled)))
        widths[level] = np.maximum(np.quantile(pooled, wanted) * ahead, z * floor)
    return widths


def _power_law(means: Real) -> tuple[float, float]:
    """Fit means = size * h ** growth on logarithms, growth within its bounds."""
    if not np.all(means > 0):
        return max(float(means.mean()), 1e-12), _GROWTH[0]
    x, y = np.log(np.arange(1, len(means) + 1)), np.log(means)
    slope = np.polyfit(x, y, 1)[0] if len(means) > 1 else _GROWTH[0]
    growth = float(np.clip(slope, *_GROWTH))
    return float(np.exp(np.mean(y - growth * x))), growth

"""The season of a monthly series: found by a test, taken out, and put back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
YEAR = 12
_YEARS_NEEDED = 3
_YEARS_USED = 6  # a season changes: older years say little of the next
_ONE_SIDED_90 = 1.645


@dataclass(frozen=True)
class Season:
    """What each month of the year adds to the logarithm of a series (or to the series itself).

    `effects` has 12 elements that add up to 0; the first is that of the first month of the series.
    """

    effects: Real
    logarithmic: bool

    @classmethod
    def of(cls, values: Real) -> Season:
        """Estimate the season of a series of months, shape (n,); none where the test sees none.

        Classical decomposition: the mean distance to the centred moving average of a year, over the
        last six years. The test is that of the Theta method (Assimakopoulos and Nikolopoulos 2000,
        International Journal of Forecasting 16:521-530): the autocorrelation at lag 12, here of the
        changes, so that a trend does not pass for a season.
        """
        logarithmic = bool(values.min() > 0)
        if len(values) < _YEARS_NEEDED * YEAR or not _is_seasonal(np.diff(values)):
            return cls(np.zeros(YEAR), logarithmic)
        scaled = np.log(values) if logarithmic else values
        weights = np.r_[0.5, np.ones(YEAR - 1), 0.5] / YEAR
        half = YEAR // 2
        apart = scaled[half:-half] - np.convolve(scaled, weights, "valid")
        month = np.arange(half, len(values) - half) % YEAR
        effects = np.array([apart[month == m][-_YEARS_USED:].mean() for m in range(YEAR)])
        return cls(effects - effects.mean(), logarithmic)

    def taken_out(self, values: Real) -> Real:
        """Return the series without its season."""
        return self._shifted(values, 0, -1)

    def put_back(self, values: Real, start: int) -> Real:
        """Return values with the season; `start` is the place of the first month in the series."""
        return self._shifted(values, start, 1)

    def _shifted(self, values: Real, start: int, sign: int) -> Real:
        if not self.effects.any():
            return values
        effects = sign * self.effects[np.arange(start, start + len(values)) % YEAR]
        return values * np.exp(effects) if self.logarithmic else values + effects


def _is_seasonal(changes: Real) -> bool:
    n = len(changes)
    centred = changes - changes.mean()
    total = float(centred @ centred)
    if total == 0:
        return False
    lags = np.array([centred[k:] @ centred[: n - k] for k in range(1, YEAR + 1)]) / total
    limit = _ONE_SIDED_90 * np.sqrt((1 + 2 * np.sum(lags[:-1] ** 2)) / n)
    return bool(lags[-1] > limit)

"""Exponential smoothing by a grid of parameters: no optimiser, so always the same answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
_LEVELS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)
_SLOPES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
_DAMPINGS = (0.8, 0.85, 0.9, 0.95, 0.98)
_WARM_UP = 6  # months in which a start value still shows


@dataclass(frozen=True)
class Smoothing:
    """Where each combination of parameters of the grid stood after the last month of a series.

    With level l, slope b, smoothing parameters alpha and beta and damping phi, an error e is of the
    forecast l + phi b, and then l <- l + phi b + alpha e and b <- phi b + alpha beta e. Simple
    smoothing has no slope, Holt's has phi = 1. Gardner (2006), International Journal of Forecasting
    22:637-666. Every array has one element per combination.
    """

    damping: Real
    alpha: Real
    beta: Real
    level: Real
    slope: Real
    squares: Real

    @classmethod
    def of(cls, values: Real) -> Smoothing:
        """Run the whole grid over a series of shape (n,), n at least 2, in one pass."""
        return cls.on_the_way(values, [len(values)])[len(values)]

    @classmethod
    def on_the_way(cls, values: Real, lengths: Sequence[int]) -> dict[int, Smoothing]:
        """Run the grid once, and return where it stood after the first so many months, by number.

        Where each began depends on its first months only, if all have more than a few.
        """
        alpha, beta, damping = _grid()
        first = values[: min(_WARM_UP + 1, min(lengths))]
        level = np.full(alpha.shape, values[0])
        slope = np.where(beta > 0, (first[-1] - first[0]) / (len(first) - 1), 0.0)
        squares = np.zeros(alpha.shape)
        gain = alpha * beta
        since = min(_WARM_UP, min(lengths) - 2)
        found: dict[int, Smoothing] = {}
        wanted = set(lengths)
        for month, value in enumerate(values[1:].tolist()):
            slope = slope * damping
            level = level + slope
            error = value - level
            level += alpha * error
            slope += gain * error
            if month >= since:
                squares += error * error
            if month + 2 in wanted:
                state = (level.copy(), slope.copy(), squares.copy())
                found[month + 2] = cls(damping, alpha, beta, *state)
        return found

    def simple(self, horizon: int) -> Real:
        """Return the forecast of simple exponential smoothing, shape (horizon,)."""
        return self._ahead(self._best(self.beta == 0), horizon)

    def holt(self, horizon: int) -> Real:
        """Return the forecast of Holt's linear trend, shape (horizon,)."""
        return self._ahead(self._best((self.beta > 0) & (self.damping == 1)), horizon)

    def damped(self, horizon: int) -> Real:
        """Return the forecast of the damped trend, shape (horizon,)."""
        return self._ahead(self._best(self.damping < 1), horizon)

    @cached_property
    def simple_alpha(self) -> float:
        """The smoothing parameter that simple smoothing chose."""
        return float(self.alpha[self._best(self.beta == 0)])

    def _best(self, among: NDArray[np.bool_]) -> int:
        return int(np.argmin(np.where(among, self.squares, np.inf)))

    def _ahead(self, at: int, horizon: int) -> Real:
        steps = np.cumsum(self.damping[at] ** np.arange(1, horizon + 1))
        return np.asarray(self.level[at] + self.slope[at] * steps)


def _grid() -> tuple[Real, Real, Real]:
    combinations: Iterable[tuple[float, float, float]] = [
        *product(_LEVELS, (0.0,), (1.0,)),
        *product(_LEVELS, _SLOPES, (1.0,)),
        *product(_LEVELS, _SLOPES, _DAMPINGS),
    ]
    alpha, beta, damping = np.array(combinations).T
    return alpha, beta, damping

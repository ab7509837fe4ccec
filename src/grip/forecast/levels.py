"""Where a flow stands: its season, its noise, how fast it drifts, and its level now.

A flow is counts `y` per month beside what would be expected of them, `e`: the stock times its
hazards, or a constant. Then y ~ e x season x level x noise, in which the logarithm of the level is
a random walk. The level and its uncertainty come from an extended Kalman filter of the counts
(Durbin and Koopman 2012, Time Series Analysis by State Space Methods, chapter 10).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
YEAR = 12
USUAL_DRIFT = 0.03  # of the logarithm of a level in a month: 10% in a year
OPPOSED = -0.7  # in a better economy fewer come and more leave
_TRUST = 3.0  # years of data that weigh as much as what is usual
_SEASON_YEARS = 6
_SEASON_PRIOR = 60.0  # counts per calendar month that weigh as much as no season
_WALK = 6.5  # variance of the difference of two yearly means of such a level, over that of a step
_LEAST = 0.1
PULL = 0.97  # how much of a distance to the long mean is left after a month
_DRIFTS = (0.015, 0.06)


@dataclass(frozen=True)
class Level:
    """A flow at the end of the past.

    Attributes:
        season: factor per calendar month, mean 1; the first is January.
        dispersion: variance over mean of the noise of a month, at least 1.
        drift: standard deviation of a step of the logarithm of the level.
        mean, variance: of the logarithm of the level now.
        long: the logarithm of its long mean.
        turns: differences of the logarithm between years, the last first.
    """

    season: Real
    dispersion: float
    drift: float
    mean: float
    variance: float
    long: float
    turns: Real

    def ahead(self, start: Real, steps: Real) -> Real:
        """Return levels of shape (paths, months) from standard normals.

        `start` has shape (paths, 1), `steps` (paths, months). The mean over paths is the median
        of the logarithm: uncertainty lifts no level.
        """
        distance = self.mean - self.long + np.sqrt(self.variance) * start[:, 0]
        log, variance = np.empty(steps.shape), self.variance
        for month in range(steps.shape[1]):
            distance = PULL * distance + self.drift * steps[:, month]
            variance = PULL**2 * variance + self.drift**2
            log[:, month] = self.long + distance - variance / 2
        return np.exp(log)


def level_of(counts: Real, expected: Real, first: int) -> Level:
    """Estimate the level of a flow; both have shape (months,), `first` is the first month."""
    expected = np.maximum(expected, 1e-9)
    season = _season(counts, expected, first)
    base = expected * season[(first + np.arange(len(counts))) % YEAR]
    dispersion = _dispersion(counts, base)
    drift, turns = _drift(counts, base, dispersion)
    long = float(np.log(max(counts.sum(), 0.5) / base.sum()))
    mean, variance = _filtered(counts, base, dispersion, drift, long)
    return Level(season, dispersion, drift, mean, variance, long, turns)


def opposition(one: Level, other: Level) -> float:
    """Return the correlation of the drifts of two flows, drawn to what is usual."""
    years = min(len(one.turns), len(other.turns))
    size = max(one.drift, USUAL_DRIFT) * max(other.drift, USUAL_DRIFT)
    seen = float(one.turns[:years] @ other.turns[:years]) / (_WALK * size)
    return float(np.clip((seen + _TRUST * OPPOSED) / (years + _TRUST), -0.9, 0.5))


def _season(counts: Real, expected: Real, first: int) -> Real:
    """Return the season of the last six whole years, drawn to none where counts are few."""
    years = min(len(counts) // YEAR, _SEASON_YEARS)
    if years < 2:
        return np.ones(YEAR)
    recent = slice(len(counts) - years * YEAR, None)
    by_year = (part[recent].reshape(years, YEAR) for part in (counts, expected))
    seen, base = by_year
    per_year = seen.sum(axis=1, keepdims=True) / base.sum(axis=1, keepdims=True)
    came, should = seen.sum(axis=0), (base * per_year).sum(axis=0)
    factors = (came + _SEASON_PRIOR) / (should + _SEASON_PRIOR)
    start = (first + len(counts) - years * YEAR) % YEAR
    return np.asarray(np.roll(factors / factors.mean(), start))


def _dispersion(counts: Real, base: Real) -> float:
    """Return the variance of a month over its mean, from month to month.

    From differences of neighbours, so that a level that drifts or jumps is no noise.
    """
    if len(counts) < YEAR:
        return 1.0
    window = np.ones(YEAR)
    inside = np.convolve(np.ones(len(counts)), window, "same")
    local = np.convolve(counts, window, "same") / np.convolve(base, window, "same")
    change = np.diff(counts / base) ** 2
    by_chance = local[1:] / base[1:] + local[:-1] / base[:-1]
    weight = np.minimum(inside[1:], inside[:-1])
    found = np.divide(change, by_chance, out=np.ones(len(change)), where=by_chance > 0)
    return max(1.0, float(np.average(found, weights=weight)))


def _drift(counts: Real, base: Real, dispersion: float) -> tuple[float, Real]:
    """Return the size of a step, and the differences between years that it comes from."""
    years = len(counts) // YEAR
    recent = slice(len(counts) - years * YEAR, None)
    seen, expected = (part[recent].reshape(years, YEAR).sum(axis=1) for part in (counts, base))
    seen = np.maximum(seen, 0.5)
    turns = np.diff(np.log(seen / expected))[::-1]
    by_chance = dispersion * (1 / seen[1:] + 1 / seen[:-1])[::-1]
    steps = np.sum(turns**2 - by_chance) / _WALK
    variance = (steps + _TRUST * USUAL_DRIFT**2) / (len(turns) + _TRUST)
    return float(np.clip(np.sqrt(max(variance, 0)), *_DRIFTS)), turns


def _filtered(
    counts: Real, base: Real, dispersion: float, drift: float, long: float
) -> tuple[float, float]:
    start = min(len(counts), YEAR)
    mean = float(np.log(max(counts[:start].sum(), 0.5) / base[:start].sum()))
    variance = float(dispersion / max(counts[:start].sum(), 0.5)) + drift**2 * YEAR
    for count, expected in zip(counts.tolist(), base.tolist(), strict=True):
        mean = long + PULL * (mean - long)
        variance = PULL**2 * variance + drift**2
        forecast = max(expected * float(np.exp(mean)), _LEAST / YEAR)
        noise = dispersion / forecast
        gain = variance / (variance + noise)
        mean += gain * max(min(count / forecast - 1, 3.0), -1.0)
        variance *= 1 - gain
    return mean, variance

"""Where a flow stands: its season, its noise, how fast it drifts, and its level now.

A flow is counts `y` per month beside what would be expected of them, `e`: the stock times its
hazards, or a constant. Then y ~ e x season x level x noise. The logarithm of the level drifts and
is drawn to a long mean that is not known either. How fast it drifts and how strongly it is drawn is
not known: a grid of possibilities is kept, each with the weight that the counts give it
(`drifting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grip.forecast.drifting import DRIFT, PULL, filtered, moved

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
YEAR = 12
OPPOSED = -0.7  # in a better economy fewer come and more leave
_OPPOSITION = (-0.95, 0.5)  # no more certain than that
_TRUST = 3.0  # years of data that weigh as much as what is usual
_SEASON_YEARS = 6
_SEASON_PRIOR = 60.0  # counts per calendar month that weigh as much as no season
# Variance of the difference of two yearly means of such a level, over that of a step. It is 6.35 at
# the strongest pull, 7.13 and 7.90 at the others, so this is low. It only tells how far counts are
# to be believed on how flows oppose each other: with 7.90 that moved by 0.07 at most in both
# samples and in towns of 300 to 25,000.
_WALK = 6.5
_FARTHEST = 2.0  # spreads that such a difference counts for at most: a break is no drift


@dataclass(frozen=True)
class Level:
    """A flow at the end of the past.

    Attributes:
        season: factor per calendar month, mean 1; the first is January.
        dispersion: variance over mean of the noise of a month, at least 1.
        weight: how likely each pull and drift of the grid is.
        mean: of the logarithm of the level now, and of its long mean, shape (2, grid).
        spread: variance of the one, covariance, variance of the other, shape (3, grid).
        turns: differences of the logarithm between years, the last first, and the variance that
            chance gives each of them, shape (2, years).
    """

    season: Real
    dispersion: float
    weight: Real
    mean: Real
    spread: Real
    turns: Real

    @property
    def now(self) -> float:
        """The expected logarithm of the level now."""
        return float(self.weight @ self.mean[0])

    @property
    def drift(self) -> float:
        """The expected size of a step of the logarithm."""
        return float(self.weight @ DRIFT)

    def ahead(self, picks: Real, start: Real, steps: Real) -> Real:
        """Return levels of shape (paths, months).

        `picks` are uniform, shape (paths,); `start` and `steps` standard normals of shape
        (paths, 2) and (paths, months). The mean over paths is the median of the logarithm:
        uncertainty lifts no level.
        """
        which = np.searchsorted(np.cumsum(self.weight)[:-1], picks)
        pull, drift = PULL[which], DRIFT[which]
        here, both, there = self.spread[:, which]
        slope = both / np.maximum(here, 1e-12)
        rest = np.maximum(there - slope * both, 0.0)
        apart = np.sqrt(here) * start[:, 0]
        log = self.mean[0, which] + apart
        mean = self.mean[1, which] + slope * apart + np.sqrt(rest) * start[:, 1]
        found = np.empty(steps.shape)
        for month in range(steps.shape[1]):
            log = mean + pull * (log - mean) + drift * steps[:, month]
            here, both = moved(pull, drift, here, both, there)
            found[:, month] = log - here / 2
        return np.exp(found)


def levels_at(
    counts: Real, expected: Real, first: int, known: Whole, breaks: Sequence[int] = ()
) -> list[Level]:
    """Estimate the level of a flow from its first so many months, for each of `known`.

    `counts` has shape (months,), `expected` (origins, months); `first` is the number of the first
    month, and `breaks` are those of months in which policy changed.
    """
    expected = np.maximum(expected, 1e-9)
    apart = [_traits(counts[:n], e[:n], first) for n, e in zip(known, expected, strict=True)]
    calendar = (first + np.arange(len(counts))) % YEAR
    base = np.stack([e * season[calendar] for e, (season, _, _) in
                     zip(expected, apart, strict=True)])  # fmt: skip
    noise = np.array([dispersion for _, dispersion, _ in apart])
    weight, mean, spread = filtered(counts, base, noise, known, {at - first for at in breaks})
    return [
        Level(season, dispersion, weight[at], mean[:, at], spread[:, at], turns)
        for at, (season, dispersion, turns) in enumerate(apart)
    ]


def level_of(counts: Real, expected: Real, first: int, breaks: Sequence[int] = ()) -> Level:
    """Estimate the level of a flow; both have shape (months,), `first` is the first month."""
    return levels_at(counts, expected[None], first, np.array([len(counts)]), breaks)[0]


def opposition(one: Level, other: Level) -> float:
    """Return the correlation of the drifts of two flows, drawn to what is usual.

    A difference between years is drift and chance. The less of it is drift, the less a year says,
    and the more the correlation is the usual one: regression on what drift there can be in it.
    """
    years = min(one.turns.shape[1], other.turns.shape[1])
    size, share = np.ones(years), np.ones(years)
    for level in (one, other):
        turn, chance = level.turns[:, :years]
        drift = _WALK * level.drift**2
        size = size * np.clip(turn / np.sqrt(drift + chance), -_FARTHEST, _FARTHEST)
        share = share * np.sqrt(drift / (drift + chance))
    seen = (share @ size + _TRUST * OPPOSED) / (share @ share + _TRUST)
    return float(np.clip(seen, *_OPPOSITION))


def _traits(counts: Real, expected: Real, first: int) -> tuple[Real, float, Real]:
    season = _season(counts, expected, first)
    base = expected * season[(first + np.arange(len(counts))) % YEAR]
    noise = _dispersion(counts, base)
    return season, noise, _turns(counts, base, noise)


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


def _turns(counts: Real, base: Real, noise: float) -> Real:
    """Return the differences of the logarithm of the level between years, the last first.

    And beside them, (2, years), their variance by chance alone.
    """
    years = len(counts) // YEAR
    recent = slice(len(counts) - years * YEAR, None)
    seen, expected = (part[recent].reshape(years, YEAR).sum(axis=1) for part in (counts, base))
    seen = np.maximum(seen, 0.5)
    chance = noise / seen
    return np.stack([np.diff(np.log(seen / expected)), chance[1:] + chance[:-1]])[:, ::-1]

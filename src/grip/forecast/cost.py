"""From volume to money: prices, how they move, and what a year comes to against its budget.

Every path of the stock gets a price per benefit and month: what was paid in the last year, moved
along with the norms, times a level that drifts and the noise of a month. Volume and price are drawn
apart: that many benefits make each of them cheaper or dearer, is not known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Real = NDArray[np.float64]
_YEAR = 12
USUAL_DRIFT = 0.0025  # of the logarithm of a price in a month: 1% in a year
USUAL_TURN = 0.1  # of the logarithm of what a year costs, from one to the next
_TRUST = 3.0  # years of bills that weigh as much as what is usual
_OWN_PRICE = 60.0  # paid months in a year that weigh as much as the price of all
_WILD = 0.3  # of a logarithm: what differs more is booked late or has begun, and is no spread


@dataclass(frozen=True)
class Price:
    """What one costs in a month.

    Attributes:
        level: of each group, in euro, as norms are at the end of the past.
        noise: relative standard deviation of a month.
        drift: standard deviation of a step of the logarithm in a month.
        bills: of how many months there are bills.
    """

    level: Real
    noise: float
    drift: float
    bills: int

    def drawn(self, index: Real, paths: int, rng: Generator) -> Real:
        """Return factors on the level, shape (paths, months): norms, drift and noise."""
        start = rng.normal(0, self.noise / np.sqrt(min(self.bills, _YEAR)), size=(paths, 1))
        steps = rng.normal(0, self.drift, size=(paths, len(index)))
        walk = np.cumsum(steps, axis=1) + start
        variance = self.drift**2 * np.arange(1, len(index) + 1)
        noise = rng.normal(0, self.noise, size=walk.shape)
        return np.asarray(index * np.exp(walk - variance / 2) * (1 + noise))


def price_of(paid: Real, volume: Real, index: Real) -> Price | None:
    """Estimate the price from what was paid; None with less than a year of bills.

    Months in which nothing was booked say nothing of the spread: what belongs to them is booked
    with another, so that the level holds and a jump is no noise.

    Args:
        paid: euro per month and group, shape (months, groups), up to the last month with bills.
        volume: benefits in those months, the mean of their begin and end, the same shape.
        index: of the norms in those months, 1 at the end of the past, shape (months,).
    """
    total = volume.sum(axis=1) * index
    bills = int(np.count_nonzero(paid.sum(axis=1) > 0))
    if bills < _YEAR or len(paid) < _YEAR or total[-_YEAR:].sum() <= 0:
        return None
    last = slice(-_YEAR, None)
    weight = (volume * index[:, None])[last].sum(axis=0)
    all_ = float(paid[last].sum() / weight.sum())
    level = (paid[last].sum(axis=0) + _OWN_PRICE * all_) / (weight + _OWN_PRICE)
    level *= paid[last].sum() / (level @ weight)  # all groups together cost what they did
    months = min(bills, 3 * _YEAR)
    usual = (volume @ level * index)[-months:]
    spent = paid.sum(axis=1)[-months:]
    booked = (spent > 0) & (usual > 0)
    ratio = np.full(months, np.nan)
    ratio[booked] = np.log(spent[booked] / usual[booked])
    jumps = _tame(np.diff(ratio[booked]))
    noise = float(np.std(jumps) / np.sqrt(2)) if len(jumps) else 0.0
    turns = ratio[_YEAR:] - ratio[:-_YEAR]
    turns = _tame(turns[np.isfinite(turns)])
    years = len(turns) / _YEAR
    seen = float(np.mean(turns**2)) / _YEAR - 2 * noise**2 / _YEAR if len(turns) else 0.0
    variance = (years * max(seen, 0.0) + _TRUST * USUAL_DRIFT**2) / (years + _TRUST)
    return Price(level, noise, float(np.sqrt(variance)), bills)


def _tame(steps: Real) -> Real:
    return np.asarray(np.clip(steps, -_WILD, _WILD))


def resampled(spent: Real, horizon: int, paths: int, rng: Generator) -> Real:
    """Return spending of months ahead, shape (paths, months, posts), drawn from months of before.

    All posts take the same month, so that what goes up and down together goes on doing so. A path
    has a level of its own: years differ, by what is usual and by how the last two differed, if two
    whole years are known.
    """
    chosen = rng.integers(0, len(spent), size=(paths, horizon))
    turn = 0.0
    if len(spent) >= 2 * _YEAR and min(years := (spent[:_YEAR].sum(), spent[-_YEAR:].sum())) > 0:
        turn = float(np.clip(np.log(years[1] / years[0]), -_WILD, _WILD))
    size = np.sqrt((turn**2 + _TRUST * USUAL_TURN**2) / (1 + _TRUST))
    level = np.exp(rng.normal(0, size, size=paths) - size**2 / 2)
    return np.asarray(spent[chosen] * level[:, None, None])


@dataclass(frozen=True)
class Borne:
    """Who bears a shortage, in euro, per path: the municipality and the State."""

    own: Real
    compensated: Real


def safety_net(budget: float, spent: Real, own_risk: float, half_until: float) -> Borne:
    """Return who bears the shortage of each path: see `grip.reckoning.shortage`."""
    short = np.maximum(spent - budget, 0.0)
    first, second = budget * own_risk / 100, budget * half_until / 100
    own = np.minimum(short, first) + np.maximum(np.minimum(short, second) - first, 0.0) / 2
    return Borne(own, short - own)

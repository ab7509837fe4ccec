"""Funnel limits: how far the figure of one area may lie from that of all by chance alone.

Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine
24:1185-1202: exact binomial limits around a target, for the own denominator. Areas differ more
than chance makes them differ (over-dispersion); how much is estimated from all areas by winsorised
z-scores, and widens the limits in an additive or a multiplicative way (sections 3.2 and 3.3 there).

Where areas are of very different size that estimate is far too small: drawing in the extremes cuts
just the large areas, whose scores tell most. So the usual manner here is a third one, which looks
for the spread at which winsorised scores are as wide as those of areas that differ no further.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

USUAL, FAR = 0.95, 0.998  # two times and three times the standard error, as in the paper
WINSORISED = 0.10
FEWEST_AREAS = 20  # below this no spread between areas is estimated
Manner = Literal["herijkt", "additief", "multiplicatief"]
_HALVINGS = 40


@dataclass(frozen=True)
class Spread:
    """How much areas differ beyond chance.

    Attributes:
        areas: how many areas it was estimated from.
        dispersion: phi, the mean of the squared winsorised z-scores.
        between: tau, the standard deviation between areas, as a share, as Spiegelhalter has it.
        recalibrated: the same, without the loss by winsorising.
    """

    areas: int
    dispersion: float
    between: float
    recalibrated: float

    def tau(self, manner: Manner) -> float:
        """Return the standard deviation between areas, of a manner that has one."""
        return self.recalibrated if manner == "herijkt" else self.between

    def widened(self, error: float, manner: Manner) -> float:
        """Return a standard error of chance with the spread between areas in it."""
        if manner == "multiplicatief":
            return float(error * max(1.0, self.dispersion) ** 0.5)
        return float((self.tau(manner) ** 2 + error**2) ** 0.5)


NO_SPREAD = Spread(0, 1.0, 0.0, 0.0)


def winsorised(scores: Floats, share: float = WINSORISED) -> Floats:
    """Return z-scores of which the lowest and the highest `share` are drawn in to the rest."""
    low, high = np.quantile(scores, [share, 1 - share])
    return np.clip(scores, low, high)


def spread_of(numerators: Floats, denominators: Floats, share: float = WINSORISED) -> Spread:
    """Return how much shares of areas differ beyond chance, around the share of all together.

    phi is the mean of z², winsorised. With I areas and w = 1/s² the spread between areas is

        tau² = (I phi - (I - 1)) / (sum w - sum w² / sum w)

    and 0 where I phi < I - 1 (DerSimonian and Laird's estimate with winsorised scores). Drawing in
    the extremes makes phi smaller than the variance of the scores: 0.68 for equal areas. With
    fewer than two areas, or a share of 0 or 1, there is no spread to see.
    """
    keep = denominators > 0
    y, n = numerators[keep] / denominators[keep], denominators[keep]
    if y.size < 2:
        return NO_SPREAD
    target = numerators[keep].sum() / n.sum()
    variance = target * (1 - target) / n
    if not variance.all():
        return NO_SPREAD
    scores = winsorised((y - target) / np.sqrt(variance), share)
    phi = float(np.mean(scores**2))
    weight = 1 / variance
    room = weight.sum() - (weight**2).sum() / weight.sum()
    between = max(0.0, (y.size * phi - (y.size - 1)) / room)
    again = _recalibrated(y - target, variance, share)
    return Spread(int(y.size), phi, float(between**0.5), again)


def _recalibrated(distance: Floats, variance: Floats, share: float) -> float:
    """Return the tau at which the mean of squared winsorised scores is what normal scores give.

    Paule and Mandel (1982), Journal of Research of the NBS 87:377-385, with winsorised scores in
    place of all: solves mean(winsorised(d / √(s² + tau²))²) = kappa, where kappa is that mean for
    the standard normal, 1 - 2q - 2 c phi(c) + 2q c² with c its quantile at 1 - q. Found by halving.
    """

    def width(tau: float) -> float:
        return float(np.mean(winsorised(distance / np.sqrt(variance + tau**2), share) ** 2))

    edge = quantile(1 - 2 * share)
    density = float(np.exp(-(edge**2) / 2) / np.sqrt(2 * np.pi))
    kappa = 1 - 2 * share - 2 * edge * density + 2 * share * edge**2
    low, high = 0.0, 1.0
    if width(low) <= kappa:
        return 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if width(middle) > kappa else (low, middle)
    return (low + high) / 2


def binomial_limits(target: float, size: float, cover: float = USUAL) -> tuple[float, float]:
    """Return the shares between which a share of `size` cases lies by chance, exact binomial.

    The limits are those counts r, over n, that are quantiles of the binomial distribution: at most
    (1 - cover) / 2 lies below the lower one and above the upper one, so that the share of areas
    outside is never larger than stated. (Spiegelhalter interpolates between whole counts for a
    smooth line; a verdict on one area has no need of that.)
    """
    from scipy.special import bdtr

    n = round(size)
    if n < 1 or not 0 < target < 1:
        return (target, target) if n >= 1 else (0.0, 1.0)
    tail = (1 - cover) / 2
    low, high = _bracket(n, target, tail)
    counts = np.arange(low, high + 1)
    below = bdtr(counts, n, target)  # P(X <= count)
    lower = int(counts[np.argmax(below > tail)])
    upper = int(counts[np.argmax(below >= 1 - tail)])
    return lower / n, upper / n


def _bracket(n: int, target: float, tail: float) -> tuple[int, int]:
    """Return whole counts between which the quantiles surely lie (Bernstein's inequality)."""
    width = np.log(1 / tail) + np.sqrt(2 * np.log(1 / tail) * n * target * (1 - target)) + 1
    return max(0, int(n * target - width)), min(n, int(n * target + width) + 1)


def share_limits(
    target: float, size: float, spread: Spread, cover: float = USUAL, manner: Manner = "herijkt"
) -> tuple[float, float]:
    """Return the funnel limits of a share for the own denominator, within 0 and 1.

    target ± z √(tau² + s²), but never narrower than the exact limits of chance alone.
    """
    low, high = binomial_limits(target, size, cover)
    if size < 1:
        return low, high
    error = spread.widened((target * (1 - target) / size) ** 0.5, manner)
    if error**2 * size <= target * (1 - target) * (1 + 1e-12):
        return low, high
    width = quantile(cover) * error
    return max(0.0, min(low, target - width)), min(1.0, max(high, target + width))


def growth_limits(
    target: float, start: float, moves: float, cover: float = USUAL
) -> tuple[float, float]:
    """Return the limits of a growth, as a share of the stock at the start.

    Who came and who left are taken for independent Poisson counts, so that the variance of their
    difference is their sum (Skellam 1946, JRSS 109:296): target ± z √(in + out) / start.
    """
    width = quantile(cover) * moves**0.5 / start
    return target - width, target + width


def quantile(cover: float) -> float:
    """Return the normal quantile of a two-sided interval: 1.96 for 0.95."""
    from scipy.special import ndtri

    return float(ndtri((1 + cover) / 2))


def student_chance(freedom: int, distance: float) -> float:
    """Return the chance that Student's t lies this far from 0, to either side."""
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(distance)))


def student(freedom: int, cover: float = USUAL) -> float:
    """Return the quantile of Student's t of a two-sided interval: 2.57 for 0.95 and 5."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + cover) / 2))

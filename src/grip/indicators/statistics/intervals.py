"""95% intervals of shares and counts, vectorised."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

_Z = 1.959963984540054  # normal quantile of 0.975
_TAIL = 0.025
_NODES = 15
_SMALL = 1_000_000
_HAIR = 1e-9  # a whole number that was divided can be a hair more than itself


def wilson(numerator: pl.Expr, denominator: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the bounds (0 to 100) of the Wilson score interval of a share.

    Without continuity correction: (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).
    Wilson (1927), JASA 22:209-212. Empty where the denominator is 0.
    """
    n = pl.when(denominator > 0).then(denominator)
    p = numerator / n
    centre = p + _Z**2 / (2 * n)
    spread = _Z * (p * (1 - p) / n + _Z**2 / (4 * n**2)).sqrt()
    scale = 100 / (1 + _Z**2 / n)
    lower, upper = scale * (centre - spread), scale * (centre + spread)
    return (
        pl.when(p == 0).then(0.0).otherwise(lower.clip(0, 100)),
        pl.when(p == 1).then(100.0).otherwise(upper.clip(0, 100)),
    )


def newcombe(
    numerator: pl.Expr, denominator: pl.Expr, before: pl.Expr, out_of: pl.Expr
) -> tuple[pl.Expr, pl.Expr]:
    """Return the bounds, in percentage points, of the difference of two independent shares.

    Hybrid score interval, method 10 of Newcombe (1998), Statistics in Medicine 17:873-890, from
    the Wilson bounds of both shares.
    """
    low, high = wilson(numerator, denominator)
    low_before, high_before = wilson(before, out_of)
    now, then = 100 * numerator / denominator, 100 * before / out_of
    down = ((now - low) ** 2 + (high_before - then) ** 2).sqrt()
    up = ((high - now) ** 2 + (then - low_before) ** 2).sqrt()
    return now - then - down, now - then + up


def garwood(counts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the bounds of the exact Poisson interval of counts.

    Quantiles of the gamma distribution: lower G(0.025; k), 0 for k = 0; upper G(0.975; k + 1).
    Garwood (1936), Biometrika 28:437-442. Empty where the count is.
    """
    from scipy.special import gammaincinv

    values, place = _distinct(counts.fill_null(0).to_numpy())
    lower = np.where(values > 0, gammaincinv(np.maximum(values, 1), _TAIL), 0.0)
    upper = gammaincinv(values + 1, 1 - _TAIL)
    empty = counts.is_null().to_numpy()
    low, high = (np.where(empty, np.nan, bound[place]) for bound in (lower, upper))
    return pl.Series(low, nan_to_null=True), pl.Series(high, nan_to_null=True)


def _distinct(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the different values, and the place among them of each; quick for small counts."""
    counts = values.astype(np.int64)
    if not len(counts) or (counts != values).any() or counts.max() > _SMALL or counts.min() < 0:
        return np.unique(values, return_inverse=True)
    present = np.bincount(counts) > 0
    return present.nonzero()[0].astype(np.float64), (np.cumsum(present) - 1)[counts]


def student(sizes: pl.Series) -> pl.Series:
    """Return, per number of cases n, the half width of the interval of a mean of spread 1.

    t(0.975; n - 1) / √n. Student (1908), Biometrika 6:1-25. Empty with fewer than 2 cases.
    """
    from scipy.special import stdtrit

    n = np.maximum(sizes.to_numpy(), 2)
    width = pl.Series(stdtrit(n - 1, 1 - _TAIL) / np.sqrt(n))
    return pl.select(pl.when(sizes >= 2).then(width)).to_series()


def median_rank(sizes: pl.Series) -> pl.Series:
    """Return, per number of cases n, the k of the interval of a median; 0 where there is none.

    From the k-th smallest to the k-th largest value, with k the largest number for which
    P(X < k) <= 0.025 when X is binomial(n, 1/2): at least 95%, whatever the distribution. Conover
    (1999), Practical Nonparametric Statistics, section 3.2. None with fewer than 6 cases.
    """
    from scipy.special import bdtr, bdtrik

    n, place = np.unique(np.maximum(sizes.to_numpy(), 1), return_inverse=True)
    near = np.floor(np.nan_to_num(bdtrik(_TAIL, n, 0.5)))[:, None] + np.arange(-1, 3)
    tail = bdtr(np.maximum(near - 1, 0), n[:, None].astype(int), 0.5)
    rank = np.where((near >= 1) & (tail <= _TAIL), near, 0).max(axis=1)
    return pl.Series(rank[place].astype(np.int64))


def predicted_rest(count: float, gone: float) -> tuple[int, int]:
    """Return the bounds of how many more come in the rest of a period, 95%.

    With `count` in the share `gone` of the period, a Poisson rate with Jeffreys' prior makes the
    number still to come negative binomial with parameters count + 1/2 and `gone`, whose
    distribution is the regularised incomplete beta function. It takes events to be independent
    and their rate even over the period.
    """
    from scipy.special import betainc

    shape = count + 0.5
    mean = shape * (1 - gone) / gone
    widest = int(mean + 12 * (mean / gone) ** 0.5) + 20
    cumulative = betainc(shape, np.arange(1, widest + 2), gone)
    low, high = np.searchsorted(cumulative, (_TAIL, 1 - _TAIL))
    return int(low), int(high)


def still_to_come(
    count: float, known: float, spread: float, dispersion: float = 1.0
) -> tuple[int, int, float]:
    """Return the bounds of how many more come when `count` are known, and their chance.

    The shortest stretch of whole numbers with a chance of at least 95%, longer where the expected
    number lies beyond it: as there are no half ones, its chance is more than 95% where numbers are
    small.

    A share F of all is known; its logarithm has the mean log `known` and the standard error
    `spread`. Given F, a Poisson total with Jeffreys' prior makes the rest negative binomial with
    parameters count + 1/2 and F (see `predicted_rest`); `dispersion` multiplies its variance, and
    that of log F. The mixture over F is summed at the nodes of Gauss and Hermite. It takes the
    facts to be entered independently of each other but for the dispersion.
    """
    from scipy.special import betainc

    nodes, weights = _gauss_hermite()
    logs = np.log(known) + nodes * spread * np.sqrt(dispersion)
    shares = np.clip(np.exp(logs), 1e-3, 1 - 1e-6)
    mean = (count + 0.5) * (1 - shares) / shares
    chance = np.clip(shares / dispersion, None, 1 - 1e-6)
    shape = mean * chance / (1 - chance)
    widest = int((mean + 12 * np.sqrt(mean / chance)).max()) + 20
    each = betainc(shape[:, None], np.arange(1, widest + 2)[None, :], chance[:, None])
    chances = np.diff(weights @ each / weights.sum(), prepend=0.0)
    likeliest = np.argsort(-chances, kind="stable")
    many = int(np.searchsorted(np.cumsum(chances[likeliest]), 1 - 2 * _TAIL)) + 1
    low, high = int(likeliest[:many].min()), int(likeliest[:many].max())
    high = max(high, int(np.ceil(count * (1 - known) / known - _HAIR)))
    return low, high, float(chances[low : high + 1].sum())


@lru_cache(maxsize=1)
def _gauss_hermite() -> tuple[np.ndarray, np.ndarray]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    return nodes, weights

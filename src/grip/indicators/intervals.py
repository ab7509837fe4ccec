"""95% intervals of shares and counts, vectorised."""

from __future__ import annotations

import polars as pl

_Z = 1.959963984540054  # normal quantile of 0.975
_TAIL = 0.025


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
    import numpy as np
    from scipy.special import gammaincinv

    values, place = np.unique(counts.fill_null(0).to_numpy(), return_inverse=True)
    lower = np.where(values > 0, gammaincinv(np.maximum(values, 1), _TAIL), 0.0)
    upper = gammaincinv(values + 1, 1 - _TAIL)
    known = counts.is_not_null()
    return (
        pl.select(pl.when(known).then(pl.Series(lower[place]))).to_series(),
        pl.select(pl.when(known).then(pl.Series(upper[place]))).to_series(),
    )

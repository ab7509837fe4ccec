"""Shares of small groups, with the whole weighed in: partial pooling by a beta-binomial model.

Each group has a share of its own, drawn from one beta distribution for all groups of a split. How
far the groups differ is learned from the groups themselves: a small group lends most from the rest,
a large one keeps its own figure.
"""

from __future__ import annotations

from itertools import count

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.results import TOTAL

Real = NDArray[np.float64]

_TAIL = 0.025
_MEANS, _SPREADS = 32, 20
_PARTS, _MOST_STEPS = 1 << 20, 40
_BELOW_ONE = float(np.nextafter(1, 0))  # in the last part
_THIN = 13  # one node of so many shows the way
_CLOSE, _NEAR = 1e-2, 1e-3  # steps that are small enough, as a part of what is left
_WORTH = 2  # each group counts as so many cases where the nodes of the mean are laid: widely
_SLIGHT = 1e-5  # of the heaviest weight: nodes below it change nothing that is shown
_SPLIT = ("periode", "dimensie")


def pooled(counted: pl.DataFrame) -> pl.DataFrame:
    """Return counted shares with `waarde`, `ondergrens`, `bovengrens`: what the model says, in %.

    The total keeps its own share, as it is no group among others; its interval is not repeated.
    """
    if counted.is_empty():
        return counted
    parts = [
        _with_estimates(group)
        for _, group in counted.group_by(_SPLIT, maintain_order=True)
    ]  # fmt: skip
    return pl.concat(parts)


def _with_estimates(group: pl.DataFrame) -> pl.DataFrame:
    top, bottom = (group.get_column(name).fill_null(0).to_numpy() for name in ("teller", "noemer"))
    if group.get_column("dimensie")[0] == TOTAL or not bottom.sum():
        share = 100 * pl.col("teller") / pl.when(pl.col("noemer") > 0).then("noemer")
        nothing = pl.lit(None, pl.Float64)
        return group.with_columns(waarde=share, ondergrens=nothing, bovengrens=nothing)
    mean, low, high = shrunk(top, bottom)
    some = pl.col("noemer") > 0
    columns = {"waarde": mean, "ondergrens": low, "bovengrens": high}
    return group.with_columns(
        pl.when(some).then(pl.lit(pl.Series(100 * values))).alias(name)
        for name, values in columns.items()
    )


def shrunk(top: Real, bottom: Real) -> tuple[Real, Real, Real]:
    """Return the posterior mean of the share of every group, and its 95% interval.

    Given a mean m and a shrinkage B (0: groups have nothing in common, 1: they are all the same)
    a group with x of n has Beta(x + mM, n - x + (1 - m)M) with M = B/(1 - B). Both m and B have
    flat priors and are summed over, so that the interval holds what is not known of them too. The
    usual empirical Bayes, which takes the likeliest m and M as known, is too narrow with few
    groups: Carlin and Louis (2008), Bayesian Methods for Data Analysis, section 5.3; Gelman et al.
    (2013), Bayesian Data Analysis, section 5.3.

    Args:
        top: how many, by group; more than all count as all.
        bottom: out of how many; a group of nobody gets what is expected of any group.
    """
    from scipy.special import betaincinv, betaln

    top = np.minimum(top, bottom)
    whole, worth = top.sum() / bottom.sum(), _WORTH * (bottom > 0).sum()
    alpha, beta = 1 + worth * whole, 1 + worth * (1 - whole)
    means = betaincinv(alpha, beta, (np.arange(_MEANS) + 0.5) / _MEANS)
    # The nodes lie where that beta is dense, so that each stands for one over its density.
    log_gap = -((alpha - 1) * np.log(means) + (beta - 1) * np.log1p(-means))
    shrinkage = (np.arange(_SPREADS) + 0.5) / _SPREADS
    size = np.tile(shrinkage / (1 - shrinkage), _MEANS)
    mean, gap = np.repeat(means, _SPREADS), np.repeat(log_gap, _SPREADS)
    a, b = mean * size, (1 - mean) * size
    won, lost = top[:, None] + a, (bottom - top)[:, None] + b
    logs = (betaln(won, lost) - betaln(a, b)).sum(axis=0) + gap
    weight = np.exp(logs - logs.max())
    kept = weight > _SLIGHT
    weight, won, lost = weight[kept] / weight[kept].sum(), won[:, kept], lost[:, kept]

    each = won / (won + lost)
    share = each @ weight
    spread = 2 * np.sqrt((each**2 + each * (1 - each) / (won + lost + 1)) @ weight - share**2)
    near = (np.maximum(share - spread, share / 9), np.minimum(share + spread, 1 - (1 - share) / 9))
    low, high = (
        _quantile(won, lost, weight, start, chance)
        for start, chance in zip(near, (_TAIL, 1 - _TAIL), strict=True)
    )
    return share, low, high


def _quantile(won: Real, lost: Real, weight: Real, start: Real, chance: float) -> Real:
    """Return a quantile of mixtures of Beta(won, lost), by row, which is near `start`.

    Some of the nodes show the way to all of them. The outcome is the middle of one of so many
    equal parts.
    """
    some = slice(None, None, _THIN)
    near = _solved(won[:, some], lost[:, some], weight[some], start, chance, _CLOSE)
    found = _solved(won, lost, weight, near, chance, _NEAR)
    return (np.floor(found * _PARTS) + 0.5) / _PARTS


def _solved(won: Real, lost: Real, weight: Real, start: Real, chance: float, enough: float) -> Real:
    """Return where mixtures of Beta(won, lost), by row, reach a chance.

    Halley's steps, which know the slope of the distribution (the density) and the slope of that;
    the error after a step is of the order of its cube. A step that leaves the bracket, or comes
    after many, halves it instead. The last step is at
    most `enough`, as a part of the share or of what is left of it.
    """
    from scipy.special import betainc, betaln

    scale, weight = betaln(won, lost), weight / weight.sum()
    low, high = np.zeros(len(start)), np.full(len(start), _BELOW_ONE)
    at, rest = start.copy(), np.arange(len(start))
    for turn in count():
        if not len(rest):
            break
        x = at[rest]
        more, less = won[rest] - 1, lost[rest] - 1
        too_much = betainc(won[rest], lost[rest], x[:, None]) @ weight - chance
        low[rest], high[rest] = np.where(too_much < 0, (x, high[rest]), (low[rest], x))
        logs = more * np.log(x)[:, None] + less * np.log1p(-x)[:, None]
        each = np.exp(logs - scale[rest]) * weight
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = too_much / each.sum(axis=1)
            bend = (each * (more / x[:, None] - less / (1 - x)[:, None])).sum(axis=1)
            step = x - newton / (1 - newton * bend / each.sum(axis=1) / 2)
        inside = (step > low[rest]) & (step < high[rest]) & (turn < _MOST_STEPS)
        at[rest] = np.where(inside, step, (low[rest] + high[rest]) / 2)
        told = np.floor(low[rest] * _PARTS) == np.floor(high[rest] * _PARTS)
        rest = rest[~told & (np.abs(at[rest] - x) > enough * np.minimum(x, 1 - x))]
    return at

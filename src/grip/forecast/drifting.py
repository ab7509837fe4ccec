"""The level of a flow, month by month: it drifts, is drawn to a long mean, and may break.

How fast the level drifts, how strongly it is drawn and when it last broke are not known. Each
possibility has an extended Kalman filter of its own, and the weight that the counts give it (Durbin
and Koopman 2012, Time Series Analysis by State Space Methods, chapter 10). At a break the level
jumps, and half of that for good. One may come any quarter, seldom; those that came are told apart
by how long ago they were, and the oldest are taken together (Adams and MacKay 2007, Bayesian Online
Changepoint Detection). So a level that went up for good, or up and down again, is known within some
months, and is no reason to believe that it always moves that fast.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
YEAR = 12
_LEAST = 0.1
_SURPRISE = (-1.0, 3.0)  # how far a month may move a level at most, over what was expected
_PULLS = (0.97, 0.985, 0.998)  # how much of a distance to the long mean is left after a month
_DRIFTS = (0.015, 0.03, 0.045, 0.07, 0.1)
_BELIEF = (1.0, 1.0, 0.4, 0.1, 0.02)  # in each drift, before the counts are seen
_UNKNOWN_MEAN = 0.15  # variance of the logarithm of a long mean
_DECLARED, _BREAK = 0.5, 0.15  # variance of the logarithm of a break: of policy, and of itself
_SELDOM = 1 / 40  # of quarters have a break
_LASTS = 0.5  # of the variance of a break is that of the long mean: the rest passes
_EVERY, _TOLD = 3, 8  # months, and how many quarters are told apart: two years
_GRID = len(_PULLS) * len(_DRIFTS)
PULL, DRIFT = (np.repeat(part, _TOLD) for part in zip(*product(_PULLS, _DRIFTS), strict=True))
"""Of every possibility, ordered by these and then by how many quarters ago the last break was."""


def moved(pull: Real, drift: Real, here: Real, both: Real, there: Real) -> tuple[Real, Real]:
    """Return the variance of the level, and its covariance with the long mean, a month on."""
    rest = 1 - pull
    later = pull**2 * here + 2 * pull * rest * both + rest**2 * there + drift**2
    return later, pull * both + rest * there


def filtered(
    counts: Real, base: Real, noise: Real, known: Whole, breaks: set[int]
) -> tuple[Real, Real, Real]:
    """Return how likely each possibility is, and where level and long mean stand.

    How likely a count is, is told by the distribution of counts and not by a normal one: that
    would favour who expects much, or where few come who expects nothing.

    Args:
        counts: shape (months,).
        base: what would be expected of them at level 1, shape (origins, months).
        noise: variance of a month over its mean, shape (origins,).
        known: how many months each origin knows.
        breaks: months in which a break was declared.

    Returns:
        Weights (origins, possibilities); the logarithms of level and long mean (2, ...); the
        variance of the one, the covariance and the variance of the other (3, ...).
    """
    state, likely = _start(counts, base, known)
    for month, count in enumerate(counts.tolist()):
        going = np.flatnonzero(month < known)
        now, weight = state[:, going], likely[going]
        if month and month % _EVERY == 0:
            now, weight = _broken(now, weight)
        log, mean, here, both, there = now
        log = mean + PULL * (log - mean)
        here, both = moved(PULL, DRIFT, here, both, there)
        if month in breaks:
            here, both, there = (part + _DECLARED for part in (here, both, there))
        forecast = np.maximum(base[going, month, None] * np.exp(log), _LEAST / YEAR)
        wide = here + noise[going, None] / forecast
        miss = np.clip(count / forecast - 1, *_SURPRISE)
        gain, shift = here / wide, both / wide
        state[:, going] = (
            log + gain * miss, mean + shift * miss,
            here * (1 - gain), both * (1 - gain), there - shift * both,
        )  # fmt: skip
        likely[going] = weight + _chance(
            count, forecast, here + (noise[going, None] - 1) / forecast
        )
    found = np.exp(likely - likely.max(axis=1, keepdims=True))
    found /= found.sum(axis=1, keepdims=True)
    return found, state[:2], state[2:]


def _chance(count: float, mean: Real, apart: Real) -> Real:
    """Return the log chance of a count, but for a constant: Poisson, of a level that is gamma.

    `apart` is the variance of that level over the square of its mean (negative binomial).
    """
    from scipy.special import gammaln

    shape = 1 / apart
    spread = gammaln(count + shape) - gammaln(shape)
    return np.asarray(
        spread + count * np.log(mean / (mean + shape)) - shape * np.log1p(mean / shape)
    )


def _start(counts: Real, base: Real, known: Whole) -> tuple[Real, Real]:
    """Return state and log weight: the level of the first year, and no break yet."""
    year = np.minimum(known, YEAR)
    came = np.array([max(counts[:n].sum(), 0.5) for n in year])
    level = np.log(came / np.array([b[:n].sum() for b, n in zip(base, year, strict=True)]))
    shape = (len(known), len(PULL))
    log = np.broadcast_to(level[:, None], shape)
    there = np.full(shape, _UNKNOWN_MEAN)
    likely = np.full((len(known), _GRID, _TOLD), -np.inf)
    likely[:, :, -1] = np.log(np.tile(_BELIEF, len(_PULLS)))
    state = np.stack([log, log, there + DRIFT**2 / (1 - PULL**2), there, there])
    return state, likely.reshape(shape)


def _broken(state: Real, likely: Real) -> tuple[Real, Real]:
    """Let a break be possible: all others are a quarter older, and the two oldest one."""
    by_age = state.reshape(*state.shape[:2], _GRID, _TOLD)
    weight = likely.reshape(-1, _GRID, _TOLD)
    older, older_weight = _merged(by_age[..., -2:], weight[..., -2:])
    new, new_weight = _merged(by_age, weight)
    new[2:] += _BREAK * np.array([1.0, _LASTS, _LASTS])[:, None, None]
    states = np.concatenate([new[..., None], by_age[..., :-2], older[..., None]], axis=-1)
    weights = np.concatenate(
        [new_weight[..., None] + np.log(_SELDOM),
         weight[..., :-2] + np.log(1 - _SELDOM),
         older_weight[..., None] + np.log(1 - _SELDOM)], axis=-1
    )  # fmt: skip
    return states.reshape(state.shape), weights.reshape(likely.shape)


def _merged(state: Real, likely: Real) -> tuple[Real, Real]:
    """Return one possibility with the mean and the spread of several, those of the last axis.

    The last of them, the oldest break, is always possible.
    """
    most = likely.max(axis=-1, keepdims=True)
    share = np.exp(likely - most)
    total = share.sum(axis=-1, keepdims=True)
    share /= total
    log, mean, *spread = (share * state).sum(axis=-1)
    apart, mean_apart = state[0] - log[..., None], state[1] - mean[..., None]
    pairs = (apart * apart, apart * mean_apart, mean_apart * mean_apart)
    spread = [part + (share * pair).sum(axis=-1) for part, pair in zip(spread, pairs, strict=True)]
    return np.stack([log, mean, *spread]), (np.log(total) + most)[..., 0]

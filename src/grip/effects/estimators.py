"""Two groups compared after making them alike: weights, outcome models, and both together.

Arrays throughout: `x` the covariates (rows by columns, without a constant), `treated` (0 or 1) and
`y` the outcome. Notation: e is the chance to be treated given x, m0 the outcome that x would give
without it, ATT the mean difference over the treated. Held to what R's MatchIt data `lalonde` gives
(tests/unit/effects).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

_STEPS, _ENOUGH = 100, 1e-10
_SAME = 1e-11  # so small a direction of a normal matrix is rounding
_RIDGE = 1e-9  # on standardised columns: unseen where there is an answer, one where there is none


def with_constant(x: Array) -> Array:
    """Return the covariates with a column of ones in front."""
    return np.column_stack([np.ones(len(x)), x])


def logistic(x: Array, treated: Array, weights: Array | None = None) -> Array:
    """Return the fitted chance per row of a logistic regression with a constant.

    Iteratively reweighted least squares (Newton) on standardised columns, with a ridge so small
    that it shows only where treatment is separated completely and there is no answer.

    Args:
        x, treated: covariates and the 0 or 1 that is explained (of rows that stand for several,
            the share).
        weights: how often each row counts.
    """
    spread = x.std(axis=0)
    design = with_constant((x - x.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
    counted = np.ones(len(x)) if weights is None else weights
    penalty = _RIDGE * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    beta = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        e = _expit(design @ beta)
        spreading = np.maximum(counted * e * (1 - e), 1e-12)
        slope = design.T @ (counted * (treated - e)) - penalty @ beta
        step = np.linalg.solve((design.T * spreading) @ design + penalty, slope)
        beta += np.clip(step, -5, 5)
        if np.abs(step).max() < _ENOUGH:
            break
    return _expit(design @ beta)


def _expit(z: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(z, -35, 35)))


def linear(x: Array, y: Array, at: Array, weights: Array | None = None) -> Array:
    """Return what (weighted) least squares with a constant predicts at other covariates."""
    design = with_constant(x)
    root = np.ones(len(x)) if weights is None else np.sqrt(weights)
    beta = np.linalg.lstsq(design * root[:, None], y * root, rcond=None)[0]
    return with_constant(at) @ beta


def weighted_levels(x: Array, y: Array, weights: Array) -> Array:
    """Return what weighted least squares with a constant expects of every row, per column of `y`.

    By the normal equations, which are small however many rows there are. Columns that say the same
    share what they say (the answer of least norm).
    """
    design = with_constant(x)
    weighted = design.T * weights
    return design @ np.linalg.lstsq(weighted @ design, weighted @ y, rcond=_SAME)[0]


def aipw_att(e: Array, m0: Array, treated: Array, y: Array, counts: Array | None = None) -> float:
    """Return the ATT by chances and an outcome model together.

    The mean over the treated of Y - m0, less that of controls weighted by e/(1 - e): right when
    either the chances or the outcome model is. Robins, Rotnitzky and Zhao (1994), JASA 89:846-866.

    Args:
        e, m0: chance to be treated, and outcome without it, of every row.
        treated, y: 0 or 1, and the outcome (of rows that stand for several, their mean).
        counts: how often each row counts.
    """
    often = np.ones(len(y)) if counts is None else counts
    weights = often * (treated - (1 - treated) * e / (1 - e))
    return float(weights @ (y - m0) / (often @ treated))


def entropy_weights(controls: Array, target: Array, counts: Array | None = None) -> Array | None:
    """Return weights that give controls exactly these means, as even as can be; they sum to one.

    Minimises log sum exp(Z lambda), Z = (x - target)/sd, by Newton with backtracking. Hainmueller
    (2012), Political Analysis 20:25-46; doubly robust by Zhao and Percival (2017). None where no
    weights can do it.

    Args:
        controls: covariates of the controls.
        target: the means that they must get, those of the treated.
        counts: how many controls each row stands for; a weight is that of all of them.
    """
    base = np.ones(len(controls)) if counts is None else counts
    spread = controls.std(axis=0)
    z = (controls - target) / np.where(spread > 0, spread, 1.0)
    start = np.log(base)
    best, weights = _tilted(start)
    tilt, ridge = np.zeros(z.shape[1]), 1e-10 * np.eye(z.shape[1])
    for _ in range(_STEPS):
        slope = weights @ z
        if np.abs(slope).max(initial=0.0) < 1e-9:
            return weights
        curve = (z.T * weights) @ z - np.outer(slope, slope) + ridge
        move = np.linalg.solve(curve, slope)
        size = 1.0
        while size > 1e-8:
            found, there = _tilted(start + z @ (tilt - size * move))
            if found <= best - 1e-4 * size * (slope @ move):
                break
            size /= 2
        else:
            break
        tilt, best, weights = tilt - size * move, found, there
    return weights if np.abs(weights @ z).max(initial=0.0) < 1e-6 else None


def _tilted(height: Array) -> tuple[float, Array]:
    """Return log sum exp of the heights, and their exponents as shares of the whole."""
    top = height.max()
    even = np.exp(height - top)
    total = even.sum()
    return float(top + np.log(total)), np.asarray(even / total, dtype=np.float64)


def effective_size(weights: Array, counts: Array | None = None) -> float:
    """Return of how many rows with equal weights these are worth: (sum w)²/sum w² (Kish).

    Args:
        weights: of every row.
        counts: how many each row stands for; its weight is that of all of them.
    """
    often = np.ones(len(weights)) if counts is None else counts
    return float(weights.sum() ** 2 / (weights**2 / often).sum())


def e_value(ratio: float) -> float:
    """Return how strong an unmeasured cause of both must be to explain a risk ratio away.

    RR + sqrt(RR(RR - 1)), of 1/RR where RR is below 1. VanderWeele and Ding (2017), Annals of
    Internal Medicine 167:268-274.
    """
    if not ratio > 0:
        return float("inf") if ratio == 0 else float("nan")
    above = ratio if ratio >= 1 else 1 / ratio
    return float(above + np.sqrt(above * (above - 1)))

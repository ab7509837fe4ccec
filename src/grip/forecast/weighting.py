"""All models of a series together, each weighted for each month ahead by how good it was.

The weight of a model is a power of the inverse of its mean absolute error in the back-test, so far
ahead and two months around: who was clearly worse hardly counts, and models that were as good
share. The errors of the whole are kept as they would have been: at each origin with weights from
what had come by then, or those of now where nothing had.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grip.forecast.backtest import Backtest
from grip.forecast.models import DEFAULT, WEIGHTED, History
from grip.forecast.specialist import KNOWN

Real = NDArray[np.float64]
POWER = 5.0  # of how much better a model was, in its weight
AROUND = 2  # months ahead that are judged together with one


@dataclass(frozen=True)
class Expected:
    """What is expected of a series, shape (horizon,), by which model, and its back-test.

    `weights` are those of each model, shape (models, horizon), in the order of the back-test.
    """

    model: str
    mean: Real
    tried: Backtest | None
    weights: Real | None = None

    @property
    def errors(self) -> Real | None:
        """What came minus the forecast in the back-test, shape (origins, its horizon)."""
        return None if self.tried is None else self.tried.errors[self.model]


def expected(values: Real, horizon: int, tried: Backtest | None) -> Expected:
    """Return what is expected of a series of shape (n,), by its back-test."""
    history = History(values)
    if tried is None:
        return Expected(DEFAULT, KNOWN[DEFAULT].forecast(history, horizon), None)
    models = list(tried.errors)
    size = _sizes(tried)
    weights = _weights(size[:, -1])
    ahead = weights[:, np.minimum(np.arange(horizon), tried.horizon - 1)]
    mean = sum(w * KNOWN[id].forecast(history, horizon)
               for id, w in zip(models, ahead, strict=True) if w.max() > 0)  # fmt: skip
    errors = tried.errors | {WEIGHTED: _as_it_was(tried, size)}
    return Expected(
        WEIGHTED, np.asarray(mean), Backtest(tried.origins, tried.horizon, errors), ahead
    )


def _sizes(tried: Backtest) -> Real:
    """Return the mean size of errors of the first so many origins, (models, origins, horizon)."""
    sizes = np.abs(np.stack(list(tried.errors.values())))
    there = ~np.isnan(sizes)
    total = np.cumsum(np.where(there, sizes, 0.0), axis=1)
    mean = total / np.maximum(np.cumsum(there, axis=1), 1)
    months = np.arange(tried.horizon)
    near = (np.abs(months[:, None] - months) <= AROUND).astype(float)
    return np.asarray(mean @ (near / near.sum(axis=0)))


def _weights(size: Real) -> Real:
    """Return weights that add up to 1 over the models, the first axis."""
    least = np.maximum(size.min(axis=0), 1e-9)
    found = (np.maximum(size, 1e-9) / least) ** -POWER
    return np.asarray(found / found.sum(axis=0))


def _as_it_was(tried: Backtest, size: Real) -> Real:
    """Return the errors with the weights of then; before there were any, with those of now."""
    errors, origins = np.stack(list(tried.errors.values())), np.array(tried.origins)
    known = np.searchsorted(origins, origins - tried.horizon, side="right")
    weights = _weights(size[:, np.where(known > 0, known, len(origins)) - 1])
    return np.asarray((weights * errors).sum(axis=0))

"""The chance to leave in a month: by time in benefit, group, age and rung, drawn to that of all.

The hazard of a cell is that of its band of time in benefit, times a factor for its group, its age
class and its rung, times one for what group and band, or group and age, have beyond that. All are
gamma posteriors: a band about the hazard of all together, a factor about 1. They are fitted in
turns until they agree, so that a group whose benefits are young gets no credit for it. Earlier
months count for less, by half every 24 months. So 250 benefits suffice, and a group of ten is about
as all are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from grip.forecast.cells import Past

Real = NDArray[np.float64]
Single = NDArray[np.float32]
HALF_LIFE = 24.0
_BAND_PRIOR = 120.0  # person-months at the hazard of all
_FACTOR_PRIOR = 20.0  # ends as expected
_BEYOND_PRIOR = 60.0  # ends as expected, of what two traits have beyond both
_PENSION_PRIOR = (9.0, 1.0)  # reached the pension age, and left in that month or not
_ROUNDS = 5
_HIGHEST = 0.95
# Axes of an array of cells, after that of the origins.
_GROUP, _AGE, _RUNG, _BAND = 1, 2, 3, 4
_FACTORS = ((_GROUP,), (_AGE,), (_RUNG,))
_BEYOND = ((_GROUP, _BAND), (_GROUP, _AGE))


@dataclass(frozen=True)
class Hazards:
    """Posteriors of the chance to leave.

    Each of `parts` is the shape and rate of gammas, to be multiplied: shape (2, groups, ages,
    rungs, bands), with 1 for what it does not tell apart. `pension` are the parameters of the beta
    of leaving at the pension age. `at_risk` are months at risk, (groups, ages, rungs, bands).
    """

    parts: tuple[Real, ...]
    pension: Real
    at_risk: Real

    @cached_property
    def mean(self) -> Real:
        """The expected hazard, shape (groups, ages, rungs, bands)."""
        found = np.ones((1, 1, 1, 1))
        for shape, rate in self.parts:
            found = found * (shape / rate)
        return np.minimum(found, _HIGHEST)

    def at_age(self, age: int) -> float:
        """The expected chance to leave in a month of those of an age class, all together."""
        at_risk = self.at_risk[:, age]
        return float((at_risk * self.mean[:, age]).sum() / max(at_risk.sum(), 1.0))

    def drawn(self, rng: Generator, paths: int) -> tuple[Single, Real]:
        """Return hazards over their mean, shape (paths, all kinds), and leaving at the pension.

        In every path they let as many leave of who was at risk: how many do is the level of
        outflow, that is drawn elsewhere, and would be uncertain twice.
        """
        found = np.ones((paths, 1, 1, 1, 1), dtype=np.float32)
        for shape, _ in self.parts:
            drawn = rng.standard_gamma(shape, size=(paths, *shape.shape)) / shape
            found = found * drawn.astype(np.float32)
        retires = rng.beta(self.pension[0], self.pension[1], size=paths)
        apart = found.reshape(paths, -1)
        left = (self.at_risk * self.mean).ravel()
        if left.any():
            apart = apart / (apart @ (left / left.sum()))[:, None]
        return apart.astype(np.float32), retires


def hazards_at(past: Past, known: NDArray[np.int64]) -> list[Hazards]:
    """Estimate the hazards from what happened in the first so many months, for each of `known`."""
    ages = known[:, None] - 1 - np.arange(len(past.stock))
    weight = np.where(ages >= 0, 0.5 ** (np.maximum(ages, 0) / HALF_LIFE), 0.0)
    at_risk, left = (np.tensordot(weight, part, 1) for part in (past.at_risk, past.left))
    parts = _fitted(at_risk, left)
    retired, reached = weight @ past.retired, weight @ past.reached
    pension = np.stack([retired, reached - retired], axis=1) + _PENSION_PRIOR
    return [
        Hazards(tuple(part[:, at] for part in parts), pension[at], at_risk[at])
        for at in range(len(known))
    ]


def hazards_of(past: Past) -> Hazards:
    """Estimate the hazards from all that happened."""
    return hazards_at(past, np.array([len(past.stock)]))[0]


def _fitted(at_risk: Real, left: Real) -> list[Real]:
    """Return the parts for each origin, shape (2, origins, groups, ages, rungs, bands)."""
    every = (_GROUP, _AGE, _RUNG, _BAND)
    usual = (left.sum(every, keepdims=True) + 0.5) / (at_risk.sum(every, keepdims=True) + 1)
    kept = ((_BAND,), *_FACTORS, *_BEYOND)
    priors = (_BAND_PRIOR, *[_FACTOR_PRIOR] * len(_FACTORS), *[_BEYOND_PRIOR] * len(_BEYOND))
    ends = [left.sum(_others(axes), keepdims=True) for axes in kept]
    about = [usual, *[1.0] * (len(kept) - 1)]
    factors = [one * np.ones_like(end) for one, end in zip(about, ends, strict=True)]
    posteriors: list[Real] = [np.zeros(0)] * len(kept)
    for turn in range(_ROUNDS):
        for at, axes in enumerate(kept):
            if turn == 0 and at > len(_FACTORS):
                continue  # first what all have in common
            expected = at_risk
            for other, factor in enumerate(factors):
                expected = expected if other == at else expected * factor
            rate = expected.sum(_others(axes), keepdims=True) + priors[at]
            posteriors[at] = np.stack([ends[at] + priors[at] * about[at], rate])
            factors[at] = posteriors[at][0] / rate
    return posteriors


def _others(kept: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(axis for axis in (_GROUP, _AGE, _RUNG, _BAND) if axis not in kept)

"""The chance to leave in a month: by time in benefit, group and age, drawn to what holds for all.

The hazard of a cell is that of its band of time in benefit, times a factor for its group and one
for its age class. A band is a beta posterior about the hazard of all together; a factor is a gamma
posterior about 1, of who left over who would have left by the bands alone. Earlier months count
for less, by half every 24 months. So 250 benefits suffice, and a group of ten is about as all are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from grip.forecast.cells import Past

Real = NDArray[np.float64]
HALF_LIFE = 24.0
_BAND_PRIOR = 120.0  # person-months at the hazard of all
_FACTOR_PRIOR = 20.0  # ends as expected
_PENSION_PRIOR = (9.0, 1.0)  # reached the pension age, and left in that month or not
_HIGHEST = 0.95


@dataclass(frozen=True)
class Hazards:
    """Posteriors of the chance to leave.

    `bands` are the parameters of a beta, shape (bands, 2); `groups` and `ages` those of a gamma,
    shape (groups, 2) and (ages, 2); `pension` those of the beta of leaving at the pension age.
    """

    bands: Real
    groups: Real
    ages: Real
    pension: Real

    @property
    def mean(self) -> Real:
        """The expected hazard, shape (groups, ages, bands)."""
        band = self.bands[:, 0] / self.bands.sum(axis=1)
        group, age = (part[:, 0] / part[:, 1] for part in (self.groups, self.ages))
        return np.asarray(np.minimum(group[:, None, None] * age[:, None] * band, _HIGHEST))

    def drawn(self, rng: Generator, paths: int) -> tuple[Real, Real]:
        """Return hazards of shape (paths, groups, ages, bands), and leaving at the pension age."""
        band = rng.beta(self.bands[:, 0], self.bands[:, 1], size=(paths, len(self.bands)))
        group, age = (
            rng.gamma(part[:, 0], 1 / part[:, 1], size=(paths, len(part)))
            for part in (self.groups, self.ages)
        )
        hazard = group[:, :, None, None] * age[:, None, :, None] * band[:, None, None, :]
        return np.minimum(hazard, _HIGHEST), rng.beta(self.pension[0], self.pension[1], size=paths)


def hazards_of(past: Past) -> Hazards:
    """Estimate the hazards from what happened."""
    weight = 0.5 ** (np.arange(len(past.stock))[::-1] / HALF_LIFE)
    at_risk, left = (np.tensordot(weight, part, 1) for part in (past.at_risk, past.left))
    everyone, gone = at_risk.sum(axis=(0, 1)), left.sum(axis=(0, 1))
    usual = (gone.sum() + 0.5) / (everyone.sum() + 1)
    bands = np.stack([gone + _BAND_PRIOR * usual,
                      everyone - gone + _BAND_PRIOR * (1 - usual)], axis=1)  # fmt: skip
    expected = at_risk * (bands[:, 0] / bands.sum(axis=1))
    groups = _factors(left.sum(axis=(1, 2)), expected.sum(axis=(1, 2)))
    expected = expected * (groups[:, 0] / groups[:, 1])[:, None, None]
    ages = _factors(left.sum(axis=(0, 2)), expected.sum(axis=(0, 2)))
    retired, reached = float(weight @ past.retired), float(weight @ past.reached)
    pension = np.add((retired, reached - retired), _PENSION_PRIOR)
    return Hazards(bands, groups, ages, pension)


def _factors(left: Real, expected: Real) -> Real:
    return np.stack([left + _FACTOR_PRIOR, expected + _FACTOR_PRIOR], axis=1)

"""What a scenario changes, month by month, as the model of stock and flows takes it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]


@dataclass(frozen=True)
class Effects:
    """Factors on the flows and help for more people; without any nothing changes.

    `factors_in` and `factors_out` have shape (months, groups); `help` is how many more leave in a
    month as expected, shape (months,), times `sureness`: a factor per path, for an effect that is
    not known for sure.
    """

    factors_in: Real | None = None
    factors_out: Real | None = None
    help: tuple[tuple[Real, Real], ...] = field(default=())

    def inflow(self, month: int, groups: int) -> Real:
        """Return the factor on the inflow of each group."""
        return np.ones(groups) if self.factors_in is None else self.factors_in[month]

    def outflow(self, month: int, groups: int) -> Real:
        """Return the factor on the chance to leave of each group."""
        return np.ones(groups) if self.factors_out is None else self.factors_out[month]

    def helped(self, month: int, paths: int) -> Real:
        """Return how many more leave in each path, as expected."""
        total = np.zeros(paths)
        for people, effect in self.help:
            total += people[month] * np.resize(effect, paths)
        return total


NO_CHANGES = Effects()

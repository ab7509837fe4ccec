"""Benefits as cells: who is alike in group, age, time in benefit and months to the pension age.

Months are numbers, twelve to the year. In a month a benefit has been there for `k` months: 0 in
the month of its first day. All counts are by month, so that a back-test takes the months it may
know and leaves the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
BANDS = np.array([0, 1, 2, 4, 7, 13, 25, 37, 61])
"""The first month of each band of time in benefit."""
AGES = np.array([0, 27, 45]) * 12
"""The first month of life of each age class."""
MIDDLE_AGE = 1  # where the birth date is not known
FAR = 1 << 30
_RETURN_MONTHS = 12
# From this many months on, time in benefit is told by steps of this many months, up to the last.
_COARSER = ((4, 2), (12, 6), (36, 12), (120, 24))
_LONGEST = 120


@dataclass(frozen=True)
class Benefits:
    """All benefits of a caseload by month; every array has one element per benefit.

    `end` and `pension` are `FAR` where they are not known. `first` is the first month in which
    all ends were registered, `last` the last whole month.
    """

    groups: tuple[str, ...]
    group: Whole
    begin: Whole
    end: Whole
    born: Whole
    pension: Whole
    returned: NDArray[np.bool_]
    first: int
    last: int

    @classmethod
    def of(cls, frame: pl.DataFrame, first: int, last: int) -> Benefits:
        """Return the benefits in a frame with `groep`, `begin`, `einde`, `geboren`, `aow`, `terug`.

        Groups stand in the order of their size.
        """
        kept = frame.filter(pl.col("begin") <= last)
        sizes = (
            kept.get_column("groep")
            .value_counts(sort=True)
            .sort("count", "groep", descending=[True, False])
        )
        groups = tuple(sizes.get_column("groep").to_list())
        numbers = kept.get_column("groep").replace_strict(
            {name: at for at, name in enumerate(groups)} or {"": 0}, return_dtype=pl.Int64
        )

        def filled(name: str, otherwise: int) -> Whole:
            return kept.get_column(name).fill_null(otherwise).to_numpy().astype(np.int64)

        return cls(
            groups, numbers.to_numpy().astype(np.int64), filled("begin", 0), filled("einde", FAR),
            filled("geboren", -FAR), filled("aow", FAR),
            kept.get_column("terug").to_numpy().astype(bool), first, last,
        )  # fmt: skip

    def age_class(self, month: int, rows: Any = slice(None)) -> Whole:
        """Return the age class of benefits in a month."""
        born = self.born[rows]
        found = np.searchsorted(AGES, month - born, side="right") - 1
        return np.where(born == -FAR, MIDDLE_AGE, np.maximum(found, 0))


@dataclass(frozen=True)
class Past:
    """What happened by month; the first axis is the month, from `first` on.

    `at_risk` and `left` have axes (month, group, age class, band), without who reached the pension
    age in that month: those are in `reached` and `retired`, axis (month). `fresh` and `again` are
    the inflow of who had not, and had, a benefit in the year before, axes (month, group, age
    class). `stock`, `inflow` and `outflow` have axes (month, group).
    """

    first: int
    at_risk: Real
    left: Real
    reached: Real
    retired: Real
    fresh: Real
    again: Real
    stock: Real
    inflow: Real
    outflow: Real

    def until(self, month: int) -> Past:
        """Return what was known at the end of a month."""
        stop = month - self.first + 1
        parts = (getattr(self, name)[:stop] for name in list(self.__dataclass_fields__)[1:])
        return Past(self.first, *parts)

    @property
    def recent_outflow(self) -> Real:
        """The outflow of the twelve months before each month, all groups."""
        total = np.concatenate([[0.0], np.cumsum(self.outflow.sum(axis=1))])
        at = np.arange(len(self.outflow))
        return np.asarray(total[at] - total[np.maximum(at - _RETURN_MONTHS, 0)])


def past_of(benefits: Benefits) -> Past:
    """Count every month from the first to the last."""
    groups, ages, bands = len(benefits.groups), len(AGES), len(BANDS)
    months = benefits.last - benefits.first + 1
    shape = (months, groups, ages, bands)
    at_risk, left = np.zeros(shape), np.zeros(shape)
    fresh, again = (np.zeros(shape[:3]) for _ in range(2))
    reached, retired = (np.zeros(months) for _ in range(2))
    stock, inflow, outflow = (np.zeros(shape[:2]) for _ in range(3))
    for at in range(months):
        month = benefits.first + at
        rows = np.flatnonzero((benefits.begin <= month) & (benefits.end >= month))
        group, age = benefits.group[rows], benefits.age_class(month, rows)
        stay = month - benefits.begin[rows]
        leaves, enters = benefits.end[rows] == month, stay == 0
        old = benefits.pension[rows] == month
        reached[at], retired[at] = old.sum(), (old & leaves).sum()
        cell = (group * ages + age) * bands + np.searchsorted(BANDS, stay, side="right") - 1
        size = groups * ages * bands
        at_risk[at] = np.bincount(cell[~old], minlength=size).reshape(shape[1:])
        left[at] = np.bincount(cell[~old & leaves], minlength=size).reshape(shape[1:])
        back = benefits.returned[rows]
        for chosen, counts in ((enters & ~back, fresh), (enters & back, again)):
            entry = np.bincount((group * ages + age)[chosen], minlength=groups * ages)
            counts[at] = entry.reshape(groups, ages)
        for chosen, counts in ((~leaves, stock), (enters, inflow), (leaves, outflow)):
            counts[at] = np.bincount(group[chosen], minlength=groups)
    return Past(
        benefits.first, at_risk, left, reached, retired, fresh, again, stock, inflow, outflow
    )


@dataclass(frozen=True)
class Cells:
    """The stock at the end of a month, one element per cell, ordered by group.

    `pension` is after how many months the pension age comes; beyond the horizon it is 0.
    """

    group: Whole
    age: Whole
    stay: Whole
    pension: Whole
    count: Whole


def cells_at(benefits: Benefits, month: int, horizon: int) -> Cells:
    """Return the stock at the end of a month as cells; a month of stay is told ever coarser."""
    rows = np.flatnonzero((benefits.begin <= month) & (benefits.end > month))
    ahead = benefits.pension[rows] - month
    pension = np.where((ahead >= 1) & (ahead <= horizon), ahead, 0)
    traits = (benefits.group[rows], benefits.age_class(month, rows),
              _coarse(month - benefits.begin[rows]), pension)  # fmt: skip
    cells, count = np.unique(np.stack(traits), axis=1, return_counts=True)
    group, age, stay, ahead = cells
    return Cells(group, age, stay, ahead, count)


def _coarse(stay: Whole) -> Whole:
    """Return time in benefit as the middle of its step; no step crosses a duration class."""
    found = stay.copy()
    for start, step in _COARSER:
        late = stay >= start
        found[late] = start + (np.minimum(stay[late], _LONGEST) - start) // step * step + step // 2
    return found

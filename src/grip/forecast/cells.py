"""Benefits as cells: who is alike in group, age, rung, time in benefit and months to a birthday.

Months are numbers, twelve to the year. In a month a benefit has been there for `k` months: 0 in
the month of its first day. All counts are by month, so that a back-test takes the months it may
know and leaves the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.results import UNKNOWN

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
BANDS = np.array([0, 1, 2, 4, 7, 13, 25, 37, 61])
"""The first month of each band of time in benefit."""
AGES = np.array([0, 27, 45]) * 12
"""The first month of life of each age class."""
MIDDLE_AGE, OLDEST = 1, len(AGES) - 1  # the middle one where the birth date is not known
FAR = 1 << 30
_RETURN_MONTHS = 12
# From this many months on, time in benefit is told by steps of this many months, up to the last.
_COARSER = ((4, 2), (12, 6), (36, 12))
_LONGEST = 120


@dataclass(frozen=True)
class Ladder:
    """The positions of benefits on the ladder of the municipality.

    `rungs` are their names, the last is where it is not known; `steps` has a row per month in
    which a benefit came on another rung: `rij` (its row in the frame of benefits), `maand` and
    `trede` (the number of the rung at the end of that month).
    """

    rungs: tuple[str, ...] = (UNKNOWN,)
    steps: pl.DataFrame | None = None


NO_LADDER = Ladder()


@dataclass(frozen=True)
class Benefits:
    """All benefits of a caseload by month; arrays have one element per benefit.

    `end` and `pension` are `FAR` where they are not known. `first` is the first month in which
    all ends were registered, `last` the last whole month. `steps` are benefit, month and new rung,
    each an array in order of month.
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
    rungs: tuple[str, ...]
    steps: tuple[Whole, Whole, Whole]

    @classmethod
    def of(cls, frame: pl.DataFrame, first: int, last: int, ladder: Ladder = NO_LADDER) -> Benefits:
        """Return the benefits in a frame with `groep`, `begin`, `einde`, `geboren`, `aow`, `terug`.

        Groups stand in the order of their size.
        """
        there = (frame.get_column("begin") <= last).to_numpy()
        kept = frame.filter(pl.Series(there))
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
            ladder.rungs, _steps(ladder.steps, there),
        )  # fmt: skip

    def age_class(self, month: int, rows: Any = slice(None)) -> Whole:
        """Return the age class of benefits in a month."""
        born = self.born[rows]
        found = np.searchsorted(AGES, month - born, side="right") - 1
        return np.where(born == -FAR, MIDDLE_AGE, np.maximum(found, 0))

    def rungs_until(self, month: int) -> Whole:
        """Return the rung of every benefit at the end of a month."""
        benefit, when, rung = self.steps
        found = np.full(len(self.begin), len(self.rungs) - 1)
        stop = int(np.searchsorted(when, month, side="right"))
        found[benefit[:stop]] = rung[:stop]  # of several the last, which is the latest
        return found


def _steps(steps: pl.DataFrame | None, there: NDArray[np.bool_]) -> tuple[Whole, Whole, Whole]:
    if steps is None:
        return (np.zeros(0, dtype=np.int64),) * 3
    place = np.cumsum(there) - 1
    ordered = steps.filter(pl.Series(there[steps.get_column("rij").to_numpy()])).sort(
        "maand", maintain_order=True
    )
    row, month, rung = (
        ordered.get_column(name).to_numpy().astype(np.int64) for name in ("rij", "maand", "trede")
    )
    return place[row], month, rung


@dataclass(frozen=True)
class Past:
    """What happened by month; the first axis is the month, from `first` on.

    `at_risk` and `left` have axes (month, group, age class, rung, band), without who reached the
    pension age in that month: those are in `reached` and `retired`, axis (month). The rung is that
    at the begin of the month. `moves` has axes (month, from, to): who stays where or goes where.
    `fresh` and `again` are the inflow of who had not, and had, a benefit in the year before, axes
    (month, group, age class, rung). `stock`, `inflow` and `outflow` have axes (month, group).
    """

    first: int
    at_risk: Real
    left: Real
    moves: Real
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
    shape = (len(benefits.groups), len(AGES), len(benefits.rungs), len(BANDS))
    months = [_month(benefits, month, shape) for month in _with_rungs(benefits)]
    return Past(benefits.first, *(np.stack(part) for part in zip(*months, strict=True)))


@dataclass(frozen=True)
class _Month:
    """A month, and the rung of every benefit at its begin (of who enters: then) and its end."""

    number: int
    before: Whole
    after: Whole


def _with_rungs(benefits: Benefits) -> Iterator[_Month]:
    after = benefits.rungs_until(benefits.first - 1)
    benefit, when, rung = benefits.steps
    ends = np.searchsorted(when, np.arange(benefits.first, benefits.last + 2)).tolist()
    for number, start, stop in zip(
        range(benefits.first, benefits.last + 1), ends[:-1], ends[1:], strict=True
    ):
        before = after
        if start < stop:
            after = before.copy()
            after[benefit[start:stop]] = rung[start:stop]
            entering = benefits.begin == number
            before = np.where(entering, after, before)
        yield _Month(number, before, after)


def _month(benefits: Benefits, month: _Month, shape: tuple[int, ...]) -> tuple[Real | float, ...]:
    """Return the parts of `Past` of one month, in their order."""
    groups, ages, rungs, bands = shape
    number = month.number
    rows = np.flatnonzero((benefits.begin <= number) & (benefits.end >= number))
    group, age = benefits.group[rows], benefits.age_class(number, rows)
    stay = number - benefits.begin[rows]
    leaves, enters = benefits.end[rows] == number, stay == 0
    old = benefits.pension[rows] == number
    before, after = month.before[rows], month.after[rows]
    kind = (group * ages + age) * rungs + before
    cell = kind * bands + np.searchsorted(BANDS, stay, side="right") - 1
    back = benefits.returned[rows]
    stays = ~leaves & ~enters

    def counted(of: Whole, chosen: NDArray[np.bool_], *sizes: int) -> Real:
        counts = np.bincount(of[chosen], minlength=int(np.prod(sizes)))
        return counts.reshape(sizes).astype(float)

    return (
        counted(cell, ~old, *shape), counted(cell, ~old & leaves, *shape),
        counted(before * rungs + after, stays, rungs, rungs),
        float(old.sum()), float((old & leaves).sum()),
        counted(kind, enters & ~back, *shape[:3]), counted(kind, enters & back, *shape[:3]),
        counted(group, ~leaves, groups), counted(group, enters, groups),
        counted(group, leaves, groups),
    )  # fmt: skip


@dataclass(frozen=True)
class Cells:
    """The stock at the end of a month, one element per cell, ordered by group.

    `turn` is after how many months the next age class comes, and in the oldest the pension age;
    where that is beyond the horizon it is 0.
    """

    group: Whole
    age: Whole
    rung: Whole
    stay: Whole
    turn: Whole
    count: Whole

    @property
    def pension(self) -> Whole:
        """After how many months the pension age comes; 0 where it does not."""
        return np.where(self.age == OLDEST, self.turn, 0)


def cells_at(benefits: Benefits, month: int, horizon: int) -> Cells:
    """Return the stock at the end of a month as cells; a month of stay is told ever coarser."""
    rows = np.flatnonzero((benefits.begin <= month) & (benefits.end > month))
    age, born = benefits.age_class(month, rows), benefits.born[rows]
    birthday = born + np.append(AGES, FAR)[age + 1]
    next_turn = np.where(age == OLDEST, benefits.pension[rows], birthday)
    ahead = np.where(born == -FAR, 0, next_turn - month)
    turn = np.where((ahead >= 1) & (ahead <= horizon), ahead, 0)
    rung = benefits.rungs_until(month)[rows]
    group, stay = benefits.group[rows], _coarse(month - benefits.begin[rows])
    sizes = (len(AGES), len(benefits.rungs), _LONGEST + 13, horizon + 1)
    key = group
    for trait, size in zip((age, rung, stay, turn), sizes, strict=True):
        key = key * size + trait
    _, at, count = np.unique(key, return_index=True, return_counts=True)
    return Cells(group[at], age[at], rung[at], stay[at], turn[at], count)


def _coarse(stay: Whole) -> Whole:
    """Return time in benefit as the middle of its step; no step crosses a duration class."""
    found = np.minimum(stay, _LONGEST)
    for start, step in _COARSER:
        late = stay >= start
        found[late] = start + (np.minimum(stay[late], _LONGEST) - start) // step * step + step // 2
    return found

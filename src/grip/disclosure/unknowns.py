"""What an outsider does not know: the counts behind the figures, by group and stretch of time.

A running count over a period is the sum of what happened between one day that matters and the
next; a stock is what stood on a day. Those pieces are the unknowns. Every figure is a sum of
them, so a year is its months, the end of a month the begin of the next, and a numerator the count
that stands elsewhere, without anybody having to say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from grip.disclosure.readings import Cell, Reading, Stretch
from grip.indicators.model import END, EVE, MONTH_ENDS, WINDOW_END, WINDOW_EVE
from grip.indicators.themes.flow import INFLOW, OUTFLOW, REASSIGNED, STOCK
from grip.periods import Period
from grip.results import BOUND, TOTAL

Count = tuple[str, str]  # unit, name of the running count
Key = tuple[Count, Cell, object]  # the object is a day, two days, or a period
Vector = dict[int, int]
Terms = tuple[tuple[str, str, float], ...]

LEDGER = (STOCK.name, INFLOW.name, OUTFLOW.name, REASSIGNED.name)


def tier(cell: Cell) -> int:
    """Return 0 for the total, 1 for one dimension, 2 for two."""
    return 0 if cell[0] == TOTAL else 1 + cell[0].count("|")


def added(vectors: Sequence[Mapping[int, int]], signs: Sequence[int] = ()) -> Vector:
    """Return the sum of vectors, each with its sign."""
    total: Vector = {}
    for vector, sign in zip(vectors, signs or [1] * len(vectors), strict=True):
        for number, weight in vector.items():
            total[number] = total.get(number, 0) + sign * weight
    return {number: weight for number, weight in total.items() if weight}


class Unknowns:
    """The unknowns of a set of figures, numbered, and every figure as a sum of them."""

    def __init__(self, figures: Iterable[Reading]) -> None:
        self.keys: list[Key] = []
        self.numbers: dict[Key, int] = {}
        self.times: dict[tuple[Count, Cell], list[object]] = defaultdict(list)
        self._days: dict[tuple[Count, str], set[date]] = defaultdict(set)
        self._stocks: set[Count] = set()
        self._grids: dict[tuple[Count, str], list[date]] = {}
        self._moments: dict[tuple[Stretch, str], tuple[date, ...]] = {}
        self._sums: dict[object, tuple[Vector, int]] = {}
        for figure in figures:
            for terms in (figure.makeup.top, figure.makeup.bottom):
                self._note(figure, terms)

    def _note(self, figure: Reading, terms: Terms) -> None:
        """Remember which days matter to a count, and whether it is ever read at a moment."""
        sums: dict[str, float] = defaultdict(float)
        for name, moment, times in terms:
            if moment == BOUND:
                continue
            count = figure.makeup.unit, name
            sums[name] += times
            days = self.days(figure.stretch, moment)
            dimension = figure.cell[0]
            for whole in {TOTAL, dimension, *dimension.split("|")}:  # that know its days too
                self._days[self.grid_owner(count), whole].update(days)
        self._stocks.update((figure.makeup.unit, name) for name, total in sums.items() if total)

    @staticmethod
    def grid_owner(count: Count) -> Count:
        """The counts of a ledger share their days, since one identity binds them."""
        return (count[0], STOCK.name) if count[1] in LEDGER else count

    def days(self, stretch: Stretch, moment: str) -> tuple[date, ...]:
        """Return the days on which a moment of a period falls."""
        known = self._moments.get((stretch, moment))
        if known is None:
            period = Period(*stretch)
            window = period.cohort_window() if moment in (WINDOW_EVE, WINDOW_END) else period
            known = {
                EVE: (period.eve,), END: (period.end,), WINDOW_EVE: (window.eve,),
                WINDOW_END: (window.end,),
            }.get(moment) or tuple(period.month_ends())  # fmt: skip
            self._moments[stretch, moment] = known
        return known

    def grid(self, count: Count, dimension: str) -> list[date]:
        """Return the days that matter to a count, in order."""
        key = self.grid_owner(count), dimension
        if key not in self._grids:
            self._grids[key] = sorted(self._days[key])
        return self._grids[key]

    def number(self, key: Key) -> int:
        """Return the number of an unknown, a new one where it is new."""
        if key not in self.numbers:
            self.numbers[key] = len(self.keys)
            self.keys.append(key)
            self.times[key[:2]].append(key[2])
        return self.numbers[key]

    def is_stock(self, count: Count) -> bool:
        """Tell whether a count stands at a moment, rather than happening in a stretch."""
        return count in self._stocks or count[1] == STOCK.name

    def sum_of(self, figure: Reading, terms: Terms) -> tuple[Vector, int]:
        """Return a sum of unknowns, and by what the figure must be multiplied to be that sum."""
        key = figure.makeup.unit, figure.cell, figure.stretch, terms
        if key not in self._sums:
            self._sums[key] = self._sum_of(figure, terms)
        return self._sums[key]

    def _sum_of(self, figure: Reading, terms: Terms) -> tuple[Vector, int]:
        vector: Vector = defaultdict(int)
        means = [self.days(figure.stretch, m) for _, m, _ in terms if m == MONTH_ENDS]
        times = len(means[0]) if means else 1  # a mean of months is their sum, divided
        by_count: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
        for name, moment, weight in terms:
            count = figure.makeup.unit, name
            if moment == BOUND:
                vector[self.number((count, figure.cell, figure.stretch))] += round(weight)
                continue
            each = weight if moment == MONTH_ENDS else weight * times
            for day in self.days(figure.stretch, moment):
                by_count[name][day] += each
        for name, at in by_count.items():
            for key, weight in self._pieces((figure.makeup.unit, name), figure.cell, at):
                vector[self.number(key)] += round(weight)
        return {number: weight for number, weight in vector.items() if weight}, times

    def _pieces(
        self, count: Count, cell: Cell, at: dict[date, float]
    ) -> Iterable[tuple[Key, float]]:
        if self.is_stock(count):
            yield from (((count, cell, day), weight) for day, weight in at.items())
            return
        for before, after in self.steps(count, cell[0]):
            weight = sum(w for day, w in at.items() if day >= after)
            if weight:
                yield (count, cell, (before, after)), weight

    def steps(self, count: Count, dimension: str) -> Sequence[tuple[date, date]]:
        """Return the stretches between the days that matter: after the first, up to the second."""
        return list(pairwise(self.grid(count, dimension)))

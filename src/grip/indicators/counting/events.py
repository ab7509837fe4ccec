"""Rows by one of their dates, such as the dates of a melding: counted, summed up, or timed.

What is counted or summed is worked out once per row and period, and added up in every cell at
once; what needs the rows of a cell together (a median, a spread) is in `summaries`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import polars as pl

from grip.indicators.counting.books import CELL, Books, cut, splits_in_batches
from grip.indicators.counting.grids import Counted, Grid, Reals, nothing
from grip.indicators.counting.summaries import Collected, gathered, summed_up
from grip.indicators.model import Dated, Distinct, Events, Indicator, Sum
from grip.indicators.request import Request
from grip.indicators.views.pieces import Ints, batches, day_numbers, distinct, ranges
from grip.results import TOTAL

Added = Events | Sum | Distinct
Facts = dict[str, pl.Expr]
F = TypeVar("F")
_CENTS = 100
_OF_PERIOD = ("b", "e", "extractie")
_ROW = pl.col("spell").is_not_null()  # gives a condition without columns its length


@dataclass(frozen=True)
class _Picked:
    """The rows of a window in the cells and in those of a run of periods that they are in.

    Attributes:
        row: (m,) a row for every period of the run that it is picked in.
        period: (m,) the number of that period in the run.
        pair: (n,) which of those two, for every cell that it is in.
        place: (n,) the number of the period in the run times the number of cells, plus that of
            the cell.
        run: which periods.
        shape: how many periods of the run, and cells.
    """

    row: Ints
    period: Ints
    pair: Ints
    place: Ints
    run: slice
    shape: tuple[int, int]

    def columns(
        self, request: Request, rows: pl.DataFrame, facts: Iterable[pl.Expr]
    ) -> pl.DataFrame:
        """Return (m,) what the facts are about: columns of the rows and of the periods."""
        needed = {name for fact in facts for name in fact.meta.root_names()}
        own = rows.select(sorted(needed.difference(_OF_PERIOD)))
        known = request.windows.select(_OF_PERIOD)[self.run]
        return own[self.row].hstack(known[self.period])

    def summed(self, weights: Ints) -> Reals:
        """Return (period, cell) the sum of (pairs,) weights."""
        some = np.flatnonzero(weights[self.pair])
        return self._by_place(self.place[some], weights[self.pair[some]])

    def distinct(self, values: Ints) -> Reals:
        """Return (period, cell) how many different (pairs,) values there are; -1 is none."""
        each = values[self.pair]
        some = each >= 0
        width = int(values.max(initial=0)) + 1
        found = distinct(self.place[some] * width + each[some]) // width
        return self._by_place(found, np.ones(len(found), dtype=np.int64))

    def _by_place(self, places: Ints, weights: Ints) -> Reals:
        summed = np.bincount(places, weights, self.shape[0] * self.shape[1])
        return summed.astype(np.float64).reshape(self.shape)


def events(request: Request, indicators: Sequence[Indicator]) -> Iterator[Grid | Counted]:
    """Yield the grid of each indicator, or where there is more to say its rows.

    The group of a row is that of its first day (of a melding: the day of the melding), whatever
    the date that it is counted by.
    """
    asked = [(i, i.formula) for i in indicators if isinstance(i.formula, Dated)]
    for unit in dict.fromkeys(formula.unit for _, formula in asked):
        members = [(i, formula) for i, formula in asked if formula.unit == unit]
        splits = list(dict.fromkeys(s for i, _ in members for s in request.splits(i)))
        windows = dict.fromkeys((formula.moment, formula.since) for _, formula in members)
        rows = request.happened(unit, windows)
        grids: dict[Indicator, Grid] = {}
        for batch in splits_in_batches(splits, rows.height):
            own = [(i, f) for i, f in members if set(batch) & set(request.splits(i))]
            for made in _in_books(request, own, rows, cut(request, unit, rows, batch)):
                if isinstance(made, Grid):
                    known = grids.get(made.indicator)
                    grids[made.indicator] = made if known is None else known.with_more(made)
                else:
                    yield made
        yield from grids.values()


def _in_books(
    request: Request, members: Sequence[tuple[Indicator, Dated]], rows: pl.DataFrame, books: Books
) -> Iterator[Grid | Counted]:
    """Yield what the rows of a unit come to in the cells of some books."""
    added = [(i, f) for i, f in members if isinstance(f, Added)]
    facts = _Facts(request, rows, [f for _, f in added])
    for window in dict.fromkeys((formula.moment, formula.since) for _, formula in members):
        here = [n for n, (_, f) in enumerate(added) if (f.moment, f.since) == window]
        together = [
            (i, f) for i, f in members if isinstance(f, Collected) and (f.moment, f.since) == window
        ]
        sums, found = [], []
        for picked in _pick(request, rows, books, window):
            sums.append(facts.summed(here, picked))
            if together:
                found.append(_grouped(request, together, rows, picked))
        yield from _added_up(request, [added[n] for n in here], sums, books)
        yield from _together(request, together, found, books)


def _all_facts(formulas: Sequence[F], facts: Callable[[F], Facts]) -> Facts:
    """Return the facts of all formulas, each named after the number of its formula."""
    return {
        f"{number}:{name}": fact.alias(f"{number}:{name}")
        for number, formula in enumerate(formulas)
        for name, fact in facts(formula).items()
    }


def _pick(
    request: Request, rows: pl.DataFrame, books: Books, window: tuple[str, str]
) -> Iterator[_Picked]:
    """Pick rows by a date, from a day of each period up to its end, a run of periods at a time."""
    moment, since = window
    day = day_numbers(rows.get_column(moment))
    order = np.argsort(day, kind="stable")
    begin, end = (day_numbers(request.windows.get_column(name)) for name in (since, "e"))
    first = np.searchsorted(day, begin, "left", sorter=order)
    size = np.maximum(np.searchsorted(day, end, "right", sorter=order) - first, 0)
    for run in batches(size * books.count):
        period, ahead = ranges(size[run])
        row = order[first[run][period] + ahead]
        pair, cell = books.cells_of(row)
        shape = (run.stop - run.start, len(books.cells))
        yield _Picked(row, period, pair, period[pair] * shape[1] + cell, run, shape)


class _Facts:
    """What is to be added up of the rows of a unit, worked out once per row where that will do."""

    def __init__(self, request: Request, rows: pl.DataFrame, formulas: Sequence[Added]) -> None:
        self._request, self._rows, self._formulas = request, rows, formulas
        self._persons = request.caseload.numbers_of(rows.get_column("persoon_id"))
        every = _all_facts(formulas, _facts)
        by_period = {n: f for n, f in every.items() if {*_OF_PERIOD} & {*f.meta.root_names()}}
        self._of_period = by_period
        self._of_row = rows.select(fact for n, fact in every.items() if n not in by_period)

    def summed(self, numbers: Sequence[int], picked: _Picked) -> list[tuple[Reals, Reals]]:
        """Return per formula what the rows come to, and what that is out of: (period, cell)."""
        persons = self._persons[picked.row]
        here = [f for n, f in self._of_period.items() if int(n.partition(":")[0]) in numbers]
        beside = picked.columns(self._request, self._rows, here).select(here) if here else None
        found = []
        for number in numbers:
            formula = self._formulas[number]
            own = {name: self._fact(f"{number}:{name}", picked, beside) for name in _facts(formula)}
            found.append(_summed(formula, picked, own, persons))
        return found

    def _fact(self, name: str, picked: _Picked, beside: pl.DataFrame | None) -> Ints:
        if beside is not None and name in self._of_period:
            return beside.get_column(name).to_numpy()
        return self._of_row.get_column(name).to_numpy()[picked.row]


def _added_up(
    request: Request, members: Sequence[tuple[Indicator, Added]],
    runs: Sequence[Sequence[tuple[Reals, Reals]]], books: Books,
) -> Iterator[Grid]:  # fmt: skip
    """Yield what comes of the rows by adding them up."""
    for number, (indicator, formula) in enumerate(members):
        top, below = (np.vstack(parts) for parts in zip(*(r[number] for r in runs), strict=True))
        places = books.places(["|".join(split) or TOTAL for split in request.splits(indicator)])
        value = top if isinstance(formula, Sum) and formula.out_of is None else None
        yield Grid(indicator, (), top, below, value=value).of(
            [books.cells[place] for place in places], places
        )


def _facts(formula: Added) -> Facts:
    """Return what is to be added up of every row, by name, as whole numbers."""
    match formula:
        case Events(where=where, among=among):
            counts = _ROW if among is None else _ROW & among
            facts = {"top": counts & where, "bottom": counts}
        case Sum(value=value, out_of=out_of):
            facts = {"top": value, "bottom": pl.lit(0) if out_of is None else out_of}
        case Distinct(value=value):
            own = pl.Categorical(pl.Categories.random())
            return {"top": value.cast(own).to_physical().cast(pl.Int64).fill_null(-1)}
    return {name: fact.cast(pl.Int64).fill_null(0) for name, fact in facts.items()}


def _summed(
    formula: Added, picked: _Picked, facts: dict[str, Ints], persons: Ints
) -> tuple[Reals, Reals]:
    """Return the counts or amounts of every cell of the books, and what they are out of."""
    top = facts["top"]
    if isinstance(formula, Distinct):
        found = picked.distinct(top)
        return found, nothing(found)
    found, below = picked.summed(top), picked.summed(facts["bottom"])
    if isinstance(formula, Events):
        return found, nothing(found) if formula.among is None else below
    if formula.out_of is not None:
        return found / _CENTS, below / _CENTS
    return found / _CENTS, picked.distinct(np.where(top != 0, persons, -1))


def _grouped(
    request: Request, members: Sequence[tuple[Indicator, Collected]], rows: pl.DataFrame,
    picked: _Picked,
) -> pl.DataFrame:  # fmt: skip
    """Return what is collected of the rows of every `plaats`, among all periods."""
    facts = _all_facts([formula for _, formula in members], gathered)
    beside = picked.columns(request, rows, facts.values())
    return (
        beside[picked.pair]
        .with_columns(plaats=picked.run.start * picked.shape[1] + picked.place)
        .group_by("plaats", maintain_order=True)
        .agg(facts.values())
    )


def _together(
    request: Request, members: Sequence[tuple[Indicator, Collected]],
    runs: Sequence[pl.DataFrame], books: Books,
) -> Iterator[Counted]:  # fmt: skip
    """Yield what comes of the rows of every cell and period, taken together."""
    if not members:
        return
    found = pl.concat(runs)
    for number, (indicator, formula) in enumerate(members):
        places = books.places(["|".join(split) or TOTAL for split in request.splits(indicator)])
        every = (np.arange(len(request.periods))[:, None] * len(books.cells) + places).ravel()
        own = (
            request.calendar.select("periode")
            .join(books.named()[places], how="cross", maintain_order="left_right")
            .with_columns(plaats=every)
            .join(found, on="plaats", how="left", maintain_order="left")
            .select("periode", *CELL, **{name: f"{number}:{name}" for name in gathered(formula)})
        )
        yield indicator, summed_up(formula, own)

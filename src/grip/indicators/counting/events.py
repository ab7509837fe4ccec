"""Rows by one of their dates, such as the dates of a melding: counted, summed up, or timed.

What is counted or summed is worked out once per row and period, and added up in every cell at
once; what needs the rows of a cell together (a median, a spread) is in `summaries`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from grip.indicators.counting.books import CELL, Books, cut
from grip.indicators.counting.grids import Counted, Grid, Reals, nothing
from grip.indicators.counting.summaries import Together, gathered, summed_up
from grip.indicators.model import Dated, Distinct, Events, Indicator, Sum
from grip.indicators.request import Request
from grip.indicators.views.pieces import Ints, day_numbers, ranges
from grip.results import TOTAL

Added = Events | Sum | Distinct
_CENTS = 100
_ROW = pl.col("spell").is_not_null()  # gives a condition without columns its length


@dataclass(frozen=True)
class _Picked:
    """The rows of a window in the cells and periods that they are in.

    Attributes:
        pairs: a row with its columns for every row and period that it is picked in.
        pair: (n,) which of them, for every cell that it is in.
        place: (n,) the number of the period times the number of cells, plus that of the cell.
        shape: how many periods and cells.
    """

    pairs: pl.DataFrame
    pair: Ints
    place: Ints
    shape: tuple[int, int]

    def summed(self, weights: Ints) -> Reals:
        """Return (period, cell) the sum of (pairs,) weights."""
        some = np.flatnonzero(weights[self.pair])
        return self._by_place(self.place[some], weights[self.pair[some]])

    def distinct(self, values: Ints) -> Reals:
        """Return (period, cell) how many different (pairs,) values there are; -1 is none."""
        each = values[self.pair]
        some = each >= 0
        width = int(values.max(initial=0)) + 1
        found = np.unique(self.place[some] * width + each[some]) // width
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
        books = cut(request, unit, rows, splits)
        for window in windows:
            here = [(i, f) for i, f in members if (f.moment, f.since) == window]
            picked = _pick(request, rows, books, window)
            added = [(i, f) for i, f in here if isinstance(f, Added)]
            yield from _added_up(request, added, picked, books)
            together = [(i, f) for i, f in here if isinstance(f, Together)]
            yield from _together(request, together, picked, books)


def _pick(request: Request, rows: pl.DataFrame, books: Books, window: tuple[str, str]) -> _Picked:
    """Pick rows by a date, from a day of each period up to its end."""
    moment, since = window
    day = day_numbers(rows.get_column(moment))
    order = np.argsort(day, kind="stable")
    begin, end = (day_numbers(request.windows.get_column(name)) for name in (since, "e"))
    first = np.searchsorted(day, begin, "left", sorter=order)
    size = np.maximum(np.searchsorted(day, end, "right", sorter=order) - first, 0)
    period, ahead = ranges(size)
    row = order[first[period] + ahead]
    inside = books.inside()
    by_row = np.argsort(inside.spell, kind="stable")
    start = np.searchsorted(inside.spell, np.arange(rows.height + 1), sorter=by_row)
    pair, ahead = ranges((start[1:] - start[:-1])[row])
    cell = inside.cell[by_row[start[row[pair]] + ahead]]
    known = request.windows.select("b", "e", "extractie").select(pl.all().gather(period))
    pairs = rows.select(pl.exclude("van", "tot", "gezien").gather(row)).hstack(known)
    shape = (len(request.periods), len(books.cells))
    return _Picked(pairs, pair, period[pair] * shape[1] + cell, shape)


def _added_up(
    request: Request, members: Sequence[tuple[Indicator, Added]], picked: _Picked, books: Books
) -> Iterator[Grid]:
    """Yield what comes of the rows by adding them up."""
    facts = {
        f"{number}:{name}": fact.alias(f"{number}:{name}")
        for number, (_, formula) in enumerate(members)
        for name, fact in _facts(formula).items()
    }
    worked_out = picked.pairs.select(facts.values())
    persons = request.caseload.numbers_of(picked.pairs.get_column("persoon_id"))
    for number, (indicator, formula) in enumerate(members):
        own = {
            name: worked_out.get_column(f"{number}:{name}").to_numpy() for name in _facts(formula)
        }
        places = books.places(["|".join(split) or TOTAL for split in request.splits(indicator)])
        yield _grid(indicator, formula, picked, own, persons).of(
            [books.cells[place] for place in places], places
        )


def _facts(formula: Added) -> dict[str, pl.Expr]:
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


def _grid(
    indicator: Indicator, formula: Added, picked: _Picked, facts: dict[str, Ints], persons: Ints
) -> Grid:
    """Return the counts or amounts of every cell of the books."""
    top = facts["top"]
    if isinstance(formula, Distinct):
        found = picked.distinct(top)
        return Grid(indicator, (), found, nothing(found))
    found, below = picked.summed(top), picked.summed(facts["bottom"])
    if isinstance(formula, Events):
        return Grid(indicator, (), found, nothing(found) if formula.among is None else below)
    amount = found / _CENTS
    if formula.out_of is not None:
        return Grid(indicator, (), amount, below / _CENTS)
    about = picked.distinct(np.where(top != 0, persons, -1))
    return Grid(indicator, (), amount, about, value=amount)


def _together(
    request: Request, members: Sequence[tuple[Indicator, Together]], picked: _Picked, books: Books
) -> Iterator[Counted]:
    """Yield what comes of the rows of every cell and period, taken together."""
    if not members:
        return
    facts = {
        f"{number}:{name}": fact
        for number, (_, formula) in enumerate(members)
        for name, fact in gathered(formula).items()
    }
    needed = {name for fact in facts.values() for name in fact.meta.root_names()}
    rows = picked.pairs.select(pl.col(sorted(needed)).gather(picked.pair))
    found = (
        rows.with_columns(plaats=picked.place)
        .group_by("plaats", maintain_order=True)
        .agg(fact.alias(name) for name, fact in facts.items())
    )
    for number, (indicator, formula) in enumerate(members):
        places = books.places(["|".join(split) or TOTAL for split in request.splits(indicator)])
        every = (np.arange(picked.shape[0])[:, None] * picked.shape[1] + places).ravel()
        own = (
            request.calendar.select("periode")
            .join(books.named()[places], how="cross", maintain_order="left_right")
            .with_columns(plaats=every)
            .join(found, on="plaats", how="left", maintain_order="left")
            .select("periode", *CELL, **{name: f"{number}:{name}" for name in gathered(formula)})
        )
        yield indicator, summed_up(formula, own)

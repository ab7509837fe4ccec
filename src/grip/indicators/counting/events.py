"""Rows by one of their dates, such as the dates of a melding: counted, summed up, or timed.

What is counted or summed is worked out once per row and period, and added up in every cell at
once; what needs the rows of a cell together (a median, a spread) is in `summaries`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import polars as pl

from grip.indicators.counting.books import CELL, Books, cut, splits_in_batches
from grip.indicators.counting.grids import Counted, Grid, Reals, nothing
from grip.indicators.counting.summaries import Collected, gathered, summed_up
from grip.indicators.model import Dated, Distinct, Events, Indicator, Sum
from grip.indicators.request import Request
from grip.indicators.views.pieces import Ints, batches, day_numbers, ranges
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
        pairs: a row with its columns for every row and period that it is picked in.
        pair: (n,) which of them, for every cell that it is in.
        place: (n,) the number of the period in the run times the number of cells, plus that of
            the cell.
        first: the number of the first period of the run.
        shape: how many periods of the run, and cells.
    """

    pairs: pl.DataFrame
    pair: Ints
    place: Ints
    first: int
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
    for window in dict.fromkeys((formula.moment, formula.since) for _, formula in members):
        here = [(i, f) for i, f in members if (f.moment, f.since) == window]
        added = [(i, f) for i, f in here if isinstance(f, Added)]
        together = [(i, f) for i, f in here if isinstance(f, Collected)]
        facts = [*_all_facts(added, _facts).values(), *_all_facts(together, gathered).values()]
        sums, found = [], []
        for picked in _pick(request, rows, books, window, facts):
            sums.append(_sums(request, added, picked))
            if together:
                found.append(_grouped(together, picked))
        yield from _added_up(request, added, sums, books)
        yield from _together(request, together, found, books)


def _all_facts(members: Sequence[tuple[Indicator, F]], facts: Callable[[F], Facts]) -> Facts:
    """Return the facts of all members, each named after the number of its member."""
    return {
        f"{number}:{name}": fact.alias(f"{number}:{name}")
        for number, (_, formula) in enumerate(members)
        for name, fact in facts(formula).items()
    }


def _pick(
    request: Request, rows: pl.DataFrame, books: Books, window: tuple[str, str],
    facts: Sequence[pl.Expr],
) -> Iterator[_Picked]:  # fmt: skip
    """Pick rows by a date, from a day of each period up to its end, a run of periods at a time.

    Only the columns that the facts name come along, and who a row is about.
    """
    moment, since = window
    named = {"spell", "persoon_id"}.union(*(fact.meta.root_names() for fact in facts))
    columns = rows.select(name for name in rows.columns if name in named)
    day = day_numbers(rows.get_column(moment))
    order = np.argsort(day, kind="stable")
    begin, end = (day_numbers(request.windows.get_column(name)) for name in (since, "e"))
    first = np.searchsorted(day, begin, "left", sorter=order)
    size = np.maximum(np.searchsorted(day, end, "right", sorter=order) - first, 0)
    inside = books.inside()
    by_row = np.argsort(inside.spell, kind="stable")
    start = np.searchsorted(inside.spell, np.arange(rows.height + 1), sorter=by_row)
    for run in batches(size * books.count):
        period, ahead = ranges(size[run])
        row = order[first[run][period] + ahead]
        pair, ahead = ranges((start[1:] - start[:-1])[row])
        cell = inside.cell[by_row[start[row[pair]] + ahead]]
        known = request.windows.select(_OF_PERIOD)[run].select(pl.all().gather(period))
        pairs = columns.select(pl.all().gather(row)).hstack(known)
        shape = (run.stop - run.start, len(books.cells))
        yield _Picked(pairs, pair, period[pair] * shape[1] + cell, run.start, shape)


def _sums(
    request: Request, members: Sequence[tuple[Indicator, Added]], picked: _Picked
) -> list[tuple[Reals, Reals]]:
    """Return per member what the rows come to, and what that is out of: (period, cell)."""
    worked_out = picked.pairs.select(_all_facts(members, _facts).values())
    persons = request.caseload.numbers_of(picked.pairs.get_column("persoon_id"))
    found = []
    for number, (_, formula) in enumerate(members):
        own = {
            name: worked_out.get_column(f"{number}:{name}").to_numpy() for name in _facts(formula)
        }
        found.append(_summed(formula, picked, own, persons))
    return found


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


def _grouped(members: Sequence[tuple[Indicator, Collected]], picked: _Picked) -> pl.DataFrame:
    """Return what is collected of the rows of every `plaats`, among all periods."""
    facts = _all_facts(members, gathered)
    needed = {name for fact in facts.values() for name in fact.meta.root_names()}
    rows = picked.pairs.select(pl.col(sorted(needed)).gather(picked.pair))
    return (
        rows.with_columns(plaats=picked.first * picked.shape[1] + picked.place)
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

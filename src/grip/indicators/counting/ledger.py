"""The ledger: stock and flow of every group as one double-entry bookkeeping.

Every spell is written in the books of the group that it belongs to: `in` on its first day, `uit`
on its last, and where its group changes in between a pair of entries `her` (herindeling): out of
the one, into the other. The stock of a group is the running sum of its entries, so that per group
begin + instroom - uitstroom + herindeling = eind, for every period and every dimension, without
ever writing a spell out to months. As in any bookkeeping, what happened before the first day that
is asked about stands in one entry, the opening balance (`begin`), and what comes in and goes out
again between two days on which the books are read is never written.

What an entry weighs depends on the spell and not on the book: the `Journal` says it once for all
books. All are whole numbers, so that sums are exact in any order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.indicators.counting.books import NOWHERE, Books
from grip.indicators.model import Measure
from grip.indicators.views.pieces import (
    Ints,
    Pieces,
    Span,
    batches,
    crossed,
    day_numbers,
    day_of,
    laid,
)

Weights = NDArray[np.integer]  # as narrow as they fit in
_KINDS = ("begin", "in", "her", "uit")  # what entries are called
_WAS_IN, _COMES, _MOVES, _GOES = range(len(_KINDS))


@dataclass(frozen=True)
class Journal:
    """The lines that are to be posted in every book: spells, or parts with the same traits.

    Only lines that some measure counts.

    Attributes:
        spell: (j,) the place of the spell among the spells.
        first, last: (j,) the days from which and up to which the line is in the books.
        closed: (j,) the day of the closing entry, `NEVER` while there is none.
        opens, moves, closes: (measure, j) what each measure counts of the entry that opens the
            line, of each that moves it into another group (out of the group before is the
            opposite), and of the one that closes it.
    """

    spell: Ints
    first: Ints
    last: Ints
    closed: Ints
    opens: Weights
    moves: Weights
    closes: Weights


class Moments:
    """The days on which the books are read, in order."""

    def __init__(self, days: pl.Series) -> None:
        self.days = day_numbers(days)
        self._from, self._to = int(self.days[0]), int(self.days[-1]) + 1
        self._table = np.searchsorted(self.days, np.arange(self._from, self._to + 1))

    def __len__(self) -> int:
        return len(self.days)

    def after(self, day: Ints) -> Ints:
        """Return the first moment on or after a day, from which on an entry of it counts."""
        return self._table[np.clip(day, self._from, self._to) - self._from]

    def places(self, days: pl.Series) -> Ints:
        """Return which moments these days are."""
        return np.searchsorted(self.days, day_numbers(days))


def journals(
    spells: pl.DataFrame, measures: Sequence[Measure], traits: Mapping[str, Pieces]
) -> Iterator[tuple[list[int], Journal]]:
    """Yield numbers of measures with their journal.

    A journal is kept per trait, so that what changes by the month is in that of few.

    Args:
        spells: the spells of the unit, whose columns the measures may use.
        measures: what to count.
        traits: the pieces of the spells by the traits of the formulas.
    """
    for needed, numbers in _by_traits(measures, traits).items():
        layers = {name: traits[name] for name in needed}
        yield numbers, _journal(spells, layers, [measures[number] for number in numbers])


def running_counts(
    books: Books, kept: Sequence[tuple[list[int], Journal]], moments: Moments
) -> Ints:
    """Return every measure, summed from the beginning up to and including each moment.

    Args:
        books: of the spells.
        kept: the journals of the measures.
        moments: when.

    Returns:
        (measure, cell, moment) the counts.
    """
    settled = _settled(books, moments)
    many = sum(len(numbers) for numbers, _ in kept)
    counts = np.zeros((many, settled.cells + 1, len(moments) + 1), dtype=np.int64)
    for numbers, lines in kept:
        booked = _posted(settled, lines, moments)
        counts[numbers] = booked.reshape(len(numbers), *counts.shape[1:])
    return counts[:, :-1, :-1].cumsum(axis=2)


@dataclass(frozen=True)
class _Settled:
    """Books without what changes unseen: of each change `at` (packed) and the cell it is into.

    What is in no cell is in the one that comes after all.
    """

    spells: int
    books: int
    cells: int
    at: Ints
    cell: Ints


def _settled(books: Books, moments: Moments) -> _Settled:
    """Leave out changes that come to nothing.

    Of the changes between two moments the last one counts; the first cell stays, as it is the one
    that the spell comes in by.
    """
    owner, moment = books.owner, moments.after(books.since)
    new = np.ones(len(owner), dtype=bool)
    new[1:] = owner[1:] != owner[:-1]
    last = np.ones(len(owner), dtype=bool)
    last[:-1] = new[1:] | (moment[1:] != moment[:-1])
    kept = new | (last & (moment < len(moments)))
    cell = books.cell[kept]
    cell[cell == NOWHERE] = len(books.cells)
    return _Settled(books.spells, books.count, len(books.cells), books.at[kept], cell)


def _by_traits(
    measures: Sequence[Measure], traits: Collection[str]
) -> dict[tuple[str, ...], list[int]]:
    """Return the numbers of the measures by the traits that they need."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, measure in enumerate(measures):
        needed = set(measure.weight.meta.root_names())
        found.setdefault(tuple(name for name in traits if name in needed), []).append(number)
    return found


def _journal(
    spells: pl.DataFrame, traits: Mapping[str, Pieces], measures: Sequence[Measure]
) -> Journal:
    """Return the lines of spells, a line for each stretch with the same traits."""
    first, last = (day_numbers(spells.get_column(name)) for name in ("gezien", "tot"))
    layers = list(traits.values())
    spell, since, rows = crossed(layers) if layers else (np.arange(len(first)), first, [])
    begins = np.ones(len(spell), dtype=bool)
    begins[1:] = spell[1:] != spell[:-1]
    ends = np.append(begins[1:], True)[: len(spell)]
    closed = np.where(ends, last[spell], np.append(since[1:], 0)[: len(spell)])
    new = day_numbers(spells.get_column("van")) == first
    columns, parts = _columns(spells, measures), []
    for part in batches(np.full(len(spell), 3 * len(measures))):
        own, goes = spell[part], ends[part]
        kinds = (
            (np.where(begins[part], np.where(new[own], _COMES, _WAS_IN), _MOVES), 1),
            (np.full(len(own), _MOVES), 1),
            (np.where(goes, _GOES, _MOVES), -1),
        )
        words = {
            name: pl.Series(layer.labels, dtype=pl.String).gather(layer.code[row[part]])
            for (name, layer), row in zip(traits.items(), rows, strict=True)
        }
        lines = columns.select(pl.all().gather(own)).with_columns(**words)
        parts.append(_weighed(lines, kinds, measures))
    weights = np.concatenate(parts, axis=2)
    told = np.flatnonzero(weights.any(axis=(0, 1)))
    return Journal(
        spell[told], since[told], np.where(ends, closed, closed - 1)[told], closed[told],
        *weights[:, :, told],
    )  # fmt: skip


def _columns(spells: pl.DataFrame, measures: Sequence[Measure]) -> pl.DataFrame:
    """Return the columns of the spells that measures use."""
    needed = {name for measure in measures for name in measure.weight.meta.root_names()}
    return spells.select(name for name in spells.columns if name in needed or name == "spell")


def _weighed(
    lines: pl.DataFrame, kinds: Sequence[tuple[Ints, int]], measures: Sequence[Measure]
) -> Weights:
    """Return (kind, measure, line) what each measure counts of entries of each kind."""
    words = pl.Series(_KINDS, dtype=pl.String)
    entries = pl.concat(
        [lines.with_columns(soort=words.gather(kind), teken=pl.lit(sign)) for kind, sign in kinds]
    )
    found = entries.select(
        measure.weight.cast(pl.Int64).fill_null(0).alias(f"{number}")
        for number, measure in enumerate(measures)
    )
    weights = found.to_numpy().T.reshape(len(measures), len(kinds), lines.height)
    bounds = (weights.min(initial=0), weights.max(initial=0))
    narrow = np.result_type(*(np.min_scalar_type(int(bound)) for bound in bounds), np.int8)
    return weights.transpose(1, 0, 2).astype(narrow)


def _posted(settled: _Settled, lines: Journal, moments: Moments) -> Ints:
    """Post the lines in every book: (measure, cell and moment) what is booked."""
    size = (settled.cells + 1) * (len(moments) + 1)
    booked = np.zeros((len(lines.opens), size), dtype=np.int64)
    pieces = len(settled.at) // max(1, settled.books)
    for some in batches(np.full(settled.books, len(lines.spell) + pieces)):
        _post(settled, lines, moments, np.arange(some.start, some.stop), booked)
    return booked


def _post(settled: _Settled, lines: Journal, moments: Moments, books: Ints, booked: Ints) -> None:
    """Add what the lines come to in these books to what is booked."""
    width, size = len(moments) + 1, booked.shape[1]
    book = books[:, None]
    where = (len(books), len(lines.spell))
    span = Span(
        (book * settled.spells + lines.spell).ravel(),
        np.broadcast_to(lines.first, where).ravel(), np.broadcast_to(lines.last, where).ravel(),
    )  # fmt: skip
    opening, number, row, _ = laid(settled.at, span)
    closing = np.append(opening[1:], len(row))[: len(opening)] - 1
    cell = settled.cell * width
    opened = cell[row[opening]].reshape(where) + moments.after(lines.first)
    closed = cell[row[closing]].reshape(where) + moments.after(lines.closed)
    moved = np.ones(len(row), dtype=bool)
    moved[opening] = False
    into, line = row[moved], number[moved] % max(1, len(lines.spell))
    moment = moments.after(day_of(settled.at[into]))
    comes, goes = cell[into] + moment, cell[into - 1] + moment
    for counted, opens, moves, closes in zip(
        booked, lines.opens, lines.moves, lines.closes, strict=True
    ):
        counted += _summed(opened, opens, size) + _summed(closed, closes, size)
        if moves.any():
            weight = moves[line]
            counted += _summed(comes, weight, size) - _summed(goes, weight, size)


def _summed(places: Ints, weights: Weights, size: int) -> Ints:
    """Return the sum of (j,) weights by their (j,) places, or (books, j) places."""
    some = weights.nonzero()[0]
    chosen = places[..., some]
    each = np.broadcast_to(weights[some], chosen.shape)
    return np.bincount(chosen.ravel(), each.ravel(), size).astype(np.int64)

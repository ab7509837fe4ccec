"""The books: in which group every spell of a unit is, from day to day, by every dimension asked.

A dimension is one book, in which every spell is in one category at a time. Target groups overlap:
each is a book of its own, in which a spell is in the group or `OUTSIDE`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from grip.indicators.dimensions import TARGET_GROUP
from grip.indicators.request import Request, Split
from grip.indicators.target_groups import group_pieces, group_traits
from grip.indicators.views.pieces import (
    OUTSIDE,
    Ints,
    Pieces,
    batches,
    crossed,
    day_numbers,
    packed,
    ranges,
)
from grip.indicators.views.traits import pieces_by_trait
from grip.results import TOTAL

CELL = ("dimensie", "categorie")
NOWHERE = -1
_PIECES_PER_SPELL = 4
Cell = tuple[str, str]
_Named = tuple[str, Pieces]


@dataclass(frozen=True)
class Inside:
    """(n,) Spells, and (n,) the cells that they are in."""

    spell: Ints
    cell: Ints


@dataclass(frozen=True)
class Books:
    """The spells of one unit in all books, in order of book, spell and day.

    Attributes:
        cells: dimension and category of every cell, in the order in which a reader sees them.
        spells: how many spells there are, and `count` how many books.
        book, spell, since: (n,) from which day on a spell is in a cell of a book.
        cell: (n,) the number of the cell, or `NOWHERE`.
    """

    cells: tuple[Cell, ...]
    spells: int
    count: int
    book: Ints
    spell: Ints
    since: Ints
    cell: Ints

    @cached_property
    def owner(self) -> Ints:
        """(n,) One number for the book and the spell."""
        return self.book * self.spells + self.spell

    @cached_property
    def at(self) -> Ints:
        """(n,) Book, spell and day, packed, in order."""
        return packed(self.owner, self.since)

    def inside(self) -> Inside:
        """Return which spell was ever in which cell."""
        some = self.cell != NOWHERE
        return Inside(self.spell[some], self.cell[some])

    @cached_property
    def _by_spell(self) -> tuple[Ints, Ints]:
        """Where the cells of each spell begin among the next, and the cells, spell by spell."""
        inside = self.inside()
        order = np.argsort(inside.spell, kind="stable")
        start = np.searchsorted(inside.spell, np.arange(self.spells + 1), sorter=order)
        return start, inside.cell[order]

    def cells_of(self, spells: Ints) -> tuple[Ints, Ints]:
        """Return the cells of spells, end to end, each with the place of its spell among them."""
        start, cell = self._by_spell
        place, ahead = ranges((start[1:] - start[:-1])[spells])
        return place, cell[start[spells[place]] + ahead]

    def named(self) -> pl.DataFrame:
        """Return the cells as a frame `dimensie`, `categorie`."""
        return pl.DataFrame(list(self.cells), schema=dict.fromkeys(CELL, pl.String), orient="row")

    def places(self, names: Sequence[str]) -> Ints:
        """Return the numbers of the cells of these dimensions."""
        return places_in(self.cells, names)


def places_in(cells: Sequence[Cell], names: Sequence[str]) -> Ints:
    """Return the numbers of the cells of these dimensions."""
    wanted = set(names)
    return np.flatnonzero([dimension in wanted for dimension, _ in cells])


def in_order(found: Iterable[Cell], closed: Mapping[str, Sequence[str]]) -> tuple[Cell, ...]:
    """Return, split by split, the cells of its closed list, then the further ones found."""
    more: dict[str, list[str]] = {}
    for name, category in sorted(set(found)):
        more.setdefault(name, []).append(category)
    listed = (
        (name, category)
        for name, categories in closed.items()
        for category in (*categories, *more.get(name, ()))
    )
    return tuple(dict.fromkeys(listed))


def splits_in_batches(splits: Sequence[Split], spells: int) -> Iterator[Sequence[Split]]:
    """Yield the splits, so many at once as leaves their books in bounds."""
    for batch in batches(np.full(len(splits), spells * _PIECES_PER_SPELL)):
        yield splits[batch]


@dataclass(frozen=True)
class Drawn:
    """The books of one unit, each by itself.

    Attributes:
        cells: dimension and category of every cell, in the order in which a reader sees them.
        pieces: of every book the pieces of all spells.
        numbers: of every book the cell of each piece, or `NOWHERE`.
    """

    cells: tuple[Cell, ...]
    pieces: Sequence[Pieces]
    numbers: Sequence[Ints]


def cut(request: Request, unit: str, spells: pl.DataFrame, splits: Sequence[Split]) -> Books:
    """Write spells of a unit in the books for no, one or two dimensions per split, all in one go.

    The cells are those that the splits must show, then the further ones in the data.
    """
    drawn = drawn_up(request, unit, spells, splits)
    sizes = np.array([len(pieces.spell) for pieces in drawn.pieces], dtype=np.int64)
    return Books(
        drawn.cells, spells.height, len(sizes), np.repeat(np.arange(len(sizes)), sizes),
        _end_to_end([pieces.spell for pieces in drawn.pieces]),
        _end_to_end([pieces.since for pieces in drawn.pieces]),
        _end_to_end(drawn.numbers),
    )  # fmt: skip


def drawn_up(request: Request, unit: str, spells: pl.DataFrame, splits: Sequence[Split]) -> Drawn:
    """Return the same books one by one."""
    single = dict.fromkeys(d for split in splits for d in split if d != TARGET_GROUP)
    asked = {name: request.dimensions[name].trait for name in single}
    grouped = any(TARGET_GROUP in split for split in splits)
    groups = group_traits(request.caseload, unit) if grouped else {}
    by_name = pieces_by_trait(request.caseload, unit, spells, {**asked, **groups})
    members = group_pieces(request.caseload, unit, by_name) if grouped else {}
    found = [named for split in splits for named in _of_split(spells, split, by_name, members)]
    cells, numbers = _numbered(found, request.closed(unit, splits))
    return Drawn(cells, [pieces for _, pieces in found], numbers)


def _end_to_end(parts: Sequence[Ints]) -> Ints:
    """Return arrays as one; of no arrays (no target group that can be computed) an empty one."""
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _of_split(
    spells: pl.DataFrame,
    split: Split,
    by_name: Mapping[str, Pieces],
    members: Mapping[str, Pieces],
) -> Iterator[_Named]:
    """Yield the books of one split: the name of the dimension, and the pieces."""
    name = "|".join(split) or TOTAL
    if not split:
        first = day_numbers(spells.get_column("gezien"))
        everyone = np.arange(len(first))
        yield name, Pieces(everyone, first, np.zeros_like(first), (TOTAL,))
    elif TARGET_GROUP not in split:
        yield name, _joined([by_name[dimension] for dimension in split])
    else:
        for group in members.values():
            layers = [group if d == TARGET_GROUP else by_name[d] for d in split]
            yield name, _joined(layers)


def _joined(layers: Sequence[Pieces]) -> Pieces:
    """Return the pieces by one dimension, or by two at once: outside where one is."""
    if len(layers) == 1:
        return layers[0]
    first, second = layers
    spell, since, (one, other) = crossed(layers)
    labels = tuple(
        OUTSIDE if OUTSIDE in (a, b) else f"{a}|{b}" for a in first.labels for b in second.labels
    )
    code = first.code[one] * len(second.labels) + second.code[other]
    return Pieces(spell, since, code, labels)


def _numbered(
    found: Sequence[_Named], closed: Mapping[str, Sequence[str]]
) -> tuple[tuple[Cell, ...], list[Ints]]:
    """Return the cells of the closed lists and those in the data, and per book its cells."""
    present = [np.bincount(p.code, minlength=len(p.labels)).nonzero()[0] for _, p in found]
    more = {
        (name, pieces.labels[code])
        for (name, pieces), codes in zip(found, present, strict=True)
        for code in codes.tolist()
        if pieces.labels[code] != OUTSIDE
    }
    cells = in_order(more, closed)
    places = {cell: place for place, cell in enumerate(cells)}
    numbered = []
    for name, pieces in found:
        own = [places.get((name, label), NOWHERE) for label in pieces.labels]
        numbered.append(np.array(own, dtype=np.int64)[pieces.code])
    return cells, numbered

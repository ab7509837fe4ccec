"""Pieces: timelines laid along spells, as arrays of whole numbers.

Here everything has a number: an owner (a person, or a spell), a day (since 1970), a value (its
place among the labels). Rows stand in order of owner and day, so that what holds on a day is found
by bisection, for all spells at once, without a join or a sort.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.results import UNKNOWN

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
OUTSIDE = ""  # the value of a spell while it does not belong to an overlapping group
_DAYS = 1 << 23  # room for the days of any year, in a number that holds an owner and a day
_ZERO = _DAYS >> 1
_NO_DAY = np.iinfo(np.int64).min  # as numpy says it
NEVER = _ZERO - 1  # the day on which what is still going on ends
# Pieces worked on at once; of a large caseload the dimensions and the periods come in batches.
MOST = 3_000_000


def packed(owner: Ints, day: Ints) -> Ints:
    """Return one number for an owner and a day, in the order of owners, then of days."""
    return owner * _DAYS + (day + _ZERO)


def day_of(at: Ints) -> Ints:
    """Return the day of a packed number."""
    return at % _DAYS - _ZERO


def day_numbers(days: pl.Series) -> Ints:
    """Return days as numbers; an empty one is `NEVER`."""
    numbers = days.to_numpy().astype("datetime64[D]").view(np.int64)
    return np.where(numbers == _NO_DAY, NEVER, numbers)


def distinct(numbers: Ints) -> Ints:
    """Return the different numbers, in order; by sorting, where numpy's own hashes: much slower."""
    found = np.sort(numbers)
    new = np.ones(len(found), dtype=bool)
    new[1:] = found[1:] != found[:-1]
    return found[new]


def ranges(size: Ints) -> tuple[Ints, Ints]:
    """Return, of runs laid end to end, which run each element is in, and its place in there."""
    which = np.repeat(np.arange(len(size)), size)
    ahead = np.cumsum(size) - size
    return which, np.arange(len(which)) - ahead[which]


def batches(sizes: Ints) -> Iterator[slice]:
    """Yield runs of things, at least one, that come to no more than `MOST` pieces each.

    A thing that holds more by itself is a run of its own.

    Args:
        sizes: (n,) how many pieces each thing holds.
    """
    upto, begin = np.cumsum(sizes), 0
    while begin < len(sizes) or not begin:
        before = upto[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(upto, before + MOST, "right")))
        yield slice(begin, min(end, len(sizes)))
        begin = end


@dataclass(frozen=True)
class Timeline:
    """What owners are from which day on, until the next row of the same owner.

    Attributes:
        at: (n,) owner and day, packed, in order.
        code: (n,) the value, as a place among the labels.
        labels: (k,) the values.
    """

    at: Ints
    code: Ints
    labels: tuple[str, ...]

    @property
    def owner(self) -> Ints:
        """(n,) whose the rows are."""
        return self.at // _DAYS


def timeline(line: pl.DataFrame, owner: Ints) -> Timeline:
    """Return a frame `vanaf`, `categorie` as numbers, where an empty category is unknown.

    Args:
        line: one row per change.
        owner: (n,) whose the rows are.
    """
    # Categories of its own, so that values are numbered in the order in which they come.
    coded = pl.Categorical(pl.Categories.random())
    value = pl.col("categorie").fill_null(UNKNOWN)
    values = line.select(value, code=value.cast(coded)).get_columns()
    code = values[1].to_physical().to_numpy().astype(np.int64)
    first = np.zeros(code.max(initial=-1) + 1, dtype=np.int64)
    first[code[::-1]] = np.arange(len(code))[::-1]
    labels = tuple(values[0].gather(first))
    at = packed(owner, day_numbers(line.get_column("vanaf")))
    if (at[1:] < at[:-1]).any():
        order = np.argsort(at, kind="stable")
        at, code = at[order], code[order]
    return Timeline(at, code, labels)


def without_repeats(line: Timeline) -> Timeline:
    """Return a timeline with a row for every change of the value only."""
    owner = line.owner
    kept = np.ones(len(owner), dtype=bool)
    kept[1:] = (owner[1:] != owner[:-1]) | (line.code[1:] != line.code[:-1])
    return Timeline(line.at[kept], line.code[kept], line.labels)


@dataclass(frozen=True)
class Pieces:
    """The stretches of spells in which a value does not change, in order of spell and day.

    Every spell has a piece on the first day from which it is followed.

    Attributes:
        spell: (n,) the place of the spell among the spells.
        since: (n,) the first day of the piece.
        code: (n,) the value, as a place among the labels.
        labels: (k,) the values.
    """

    spell: Ints
    since: Ints
    code: Ints
    labels: tuple[str, ...]

    @cached_property
    def at(self) -> Ints:
        """Spell and first day, packed, in order."""
        return packed(self.spell, self.since)

    def named(self, spells: pl.DataFrame) -> pl.DataFrame:
        """Return the pieces as a frame: `spell`, `van`, `categorie`."""
        words = pl.Series(self.labels, dtype=pl.String)
        return pl.DataFrame(
            {
                "spell": spells.get_column("spell").gather(self.spell),
                "van": pl.Series(self.since, dtype=pl.Int32).cast(pl.Date),
                "categorie": words.gather(self.code),
            }
        )


@dataclass(frozen=True)
class Span:
    """Owners from one day up to another, both included: (n,) each."""

    owner: Ints
    first: Ints
    last: Ints

    @cached_property
    def of_one_day(self) -> bool:
        """Whether all of them last one day, as what happens on a day does."""
        return bool((self.first == self.last).all())


def laid(at: Ints, spans: Span) -> tuple[Ints, Ints, Ints, Bools]:
    """Lay rows of owners (packed, in order) along spans.

    Returns:
        Per span (m,) where its rows begin among the next two, which stand span by span: (n,) the
        number of the span, and the row. The first row of a span is the one in force on its first
        day; (m,) whether there is any.
    """
    holds = np.searchsorted(at, packed(spans.owner, spans.first), "right") - 1
    known = holds >= 0
    known[known] = at[holds[known]] // _DAYS == spans.owner[known]
    if spans.of_one_day:
        number = np.arange(len(holds))
        return number, number, holds, known
    until = np.searchsorted(at, packed(spans.owner, spans.last), "right")
    size = np.maximum(until - holds, 1)
    number, place = ranges(size)
    return np.cumsum(size) - size, number, holds[number] + place, known


def attach(line: Timeline, spells: Span) -> Pieces:
    """Return the pieces of spells by a timeline of their owners.

    A piece may begin on the last day of a spell: outflow is counted with the value of that day.
    """
    opening, spell, row, known = laid(line.at, spells)
    labels = line.labels
    if not known.all() and UNKNOWN not in labels:
        labels = (*labels, UNKNOWN)
    # One more row at the end stands for what is not known of an owner.
    code = np.append(line.code, labels.index(UNKNOWN) if UNKNOWN in labels else 0)
    row[opening[~known]] = -1
    since = np.append(day_of(line.at), 0)[row]
    since[opening] = spells.first
    return Pieces(spell, since, code[row], labels)


def crossed(layers: Sequence[Pieces]) -> tuple[Ints, Ints, list[Ints]]:
    """Cut spells wherever one of the layers changes.

    Returns:
        (n,) the spell and the first day of every stretch, in order, and per layer (n,) the row
        of it that is in force.
    """
    first, *others = layers
    if not others:
        return first.spell, first.since, [np.arange(len(first.spell))]
    cuts = distinct(np.concatenate([layer.at for layer in layers]))
    rows = [np.searchsorted(layer.at, cuts, "right") - 1 for layer in layers]
    return cuts // _DAYS, day_of(cuts), rows

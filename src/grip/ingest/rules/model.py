"""What a rule over loaded tables is: its text, and how the rows that break it are found.

A rule gives lazy frames, so that all rules of a run are answered by polars in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from grip.config import Profile
from grip.findings import Rule
from grip.ingest.parse import FILE, PLACE, SHEET, place_text
from grip.schema import TABLES, columns_of, order_of

DAY, COUNT = "dag", "aantal"
OTHER = "ander"
"""The place of the row that a row is held beside, for the text of a rule."""


@dataclass(frozen=True)
class Hits:
    """The rows of one table that break a rule.

    Attributes:
        rows: a lazy frame with the place columns; with `whole` it needs none, since every row of
            it is then a finding about the table and not about one of its rows. Or an expression
            over the columns of the table, true for the rows that break the rule: those of one
            table are tried together.
        names: the columns of `rows` that fill the text of the rule.
    """

    table: str
    column: str
    rows: pl.LazyFrame | pl.Expr
    names: tuple[str, ...] = ()
    whole: bool = False


class Export:
    """The loaded tables as the rules look at them.

    Args:
        tables: validated tables, with the place columns `_bestand`, `_blad` and `_rij`, sorted
            as `grip.schema.order_of` says.
        columns: the columns that the export really had, by table.
        profile: the code lists and the ladder of the municipality.
        extraction: the day of the export, when anything says so.
        given: that day was given, and not taken from the data.
        firm: it was given, or is the day on which something was entered.
    """

    def __init__(
        self,
        tables: Mapping[str, pl.DataFrame],
        columns: Mapping[str, Iterable[str]],
        profile: Profile,
        extraction: date | None,
        *,
        given: bool,
        firm: bool,
    ) -> None:
        self.tables = tables
        self.profile = profile
        self.extraction = extraction
        self.given = given
        self.firm = firm
        self._columns = {name: frozenset(found) for name, found in columns.items()}
        self._days: dict[tuple[str, str], pl.DataFrame] = {}

    def has(self, table: str, *columns: str) -> bool:
        """Whether the table has rows, and the export had all these columns (or they default)."""
        if table not in self.tables or self.tables[table].is_empty():
            return False
        known = columns_of(TABLES[table])
        found = self._columns.get(table, frozenset())
        return all(name in found or known[name].default is not None for name in columns)

    def rows(self, table: str) -> pl.LazyFrame:
        """Return the rows of a table, to be looked at later."""
        return self._lazy[table]

    @cached_property
    def _lazy(self) -> dict[str, pl.LazyFrame]:
        return {name: frame.lazy() for name, frame in self.tables.items()}

    def in_order(self, table: str, *columns: str) -> pl.LazyFrame:
        """Return the place and these columns of a table, sorted by them."""
        usual = order_of(TABLES[table])[: len(columns)]
        rows = self.rows(table).select(*PLACE, *columns)
        return rows if usual == list(columns) else rows.sort(columns, nulls_last=True)

    def with_column(self, column: str) -> Iterator[str]:
        """Yield the tables that have this column, and rows."""
        for table in self.tables:
            if column in columns_of(TABLES[table]) and self.has(table, column):
                yield table

    def origin(self, table: str) -> tuple[str, str]:
        """Return the file and the sheet of a table."""
        frame = self.tables[table]
        if frame.is_empty():
            return "", ""
        file, sheet = frame.select(FILE, SHEET).row(0)
        return file, sheet

    def days(self, table: str, column: str) -> pl.DataFrame:
        """Return `dag` and `aantal`: how often each date stands in a column, by date."""
        key = (table, column)
        if key not in self._days:
            days = self.tables[table].get_column(column).drop_nulls().rename(DAY)
            self._days[key] = days.to_frame().group_by(DAY).len(COUNT).sort(DAY)
        return self._days[key]


Finder = Callable[[Export], Iterable[Hits]]


@dataclass(frozen=True, kw_only=True)
class Check(Rule):
    """A rule over the loaded tables: `find` gives the rows that break it."""

    find: Finder


def where(table: str, column: str, broken: pl.Expr) -> Finder:
    """Return a finder of the rows for which an expression over their own columns is true."""

    def find(export: Export) -> Iterator[Hits]:
        if export.has(table, *broken.meta.root_names()):
            yield Hits(table, column, broken)

    return find


def against_extraction(
    table: str, column: str, broken: Callable[[pl.Expr, date], pl.Expr]
) -> Finder:
    """Return a finder of the rows whose date, held beside a firm day of export, is wrong."""

    def find(export: Export) -> Iterator[Hits]:
        if export.extraction is not None and export.firm and export.has(table, column):
            yield Hits(table, column, broken(pl.col(column), export.extraction))

    return find


def each(*finders: Finder) -> Finder:
    """Return a finder of all that these find."""

    def find(export: Export) -> Iterator[Hits]:
        for finder in finders:
            yield from finder(export)

    return find


def beyond_first(rows: pl.LazyFrame, key: list[str], *order: str) -> pl.LazyFrame:
    """Return the rows whose key an earlier row has too, with the place of the first in `ander`.

    `order` says which row is earlier.
    """
    one = pl.col(key[0]) if len(key) == 1 else pl.struct(key)
    # Equal keys have equal hashes, and comparing those is quicker; hardly any are left to sort.
    alike = rows.filter(~one.hash().is_first_distinct()).select(key)
    again = rows.join(alike, on=key, how="semi", nulls_equal=True).filter(one.is_duplicated())
    ranked = again.sort(*key, *order, nulls_last=True)
    beside = ranked.with_columns(pl.struct(PLACE).first().over(key).alias(OTHER))
    return beside.filter(~one.is_first_distinct()).with_columns(place_text(OTHER))


def about(table: str, column: str, *notes: Mapping[str, object]) -> Hits:
    """Return findings about a table as a whole, each with the names that fill its text."""
    names = tuple(notes[0]) if notes else ()
    return Hits(table, column, pl.LazyFrame(list(notes)), names, whole=True)

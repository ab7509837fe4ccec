"""One sheet as it was read: the header, and all cells as text with their row number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from grip.findings import Place
from grip.ingest.layout import find_header, named, other_rows
from grip.ingest.names import EDGE, fold, header_label
from grip.ingest.sheet_xml import column_letters, column_number
from grip.schema import TABLES, columns_of

ROW = "_rij"
STRAY_ROW = "RIJ-VER"
KNOWN = frozenset(fold(name) for row in TABLES.values() for name in columns_of(row))
"""The names of the canonical columns, by which a header is told from what stands above it."""

TABLE_BY_KEY = {fold(table): table for table in TABLES}
_DEFAULT = re.compile(r"(blad|tabelblad|werkblad|sheet|worksheet|export)\d*")

_FEW = 2  # known names that make a block of columns a table, and tables that are side by side

Stray = tuple[int, str]
"""A cell far from all others: its row, and the letters of its column."""

Aside = tuple[tuple[int, str], ...]
"""Rows that are none of the table's, each with the rule by which."""


@dataclass(frozen=True)
class Origin:
    """The file a sheet came from; `sheet` is empty for files that have no sheets.

    `sole` says that the name of the file can stand for that of the sheet: the file holds no other
    sheet with content, or none other that still has the name Excel gave it and none that is a
    table by its own name. `hidden` is a hidden sheet, whose cells are not read; `hidden_rows` and
    `hidden_columns` (the numbers of the first and last) are read. `errors_seen` is false where the
    format hides cells in error. `notation` says how a text file was read: its encoding and
    separator. `left` is how many empty columns stand left of the cells that were read, and
    `strays` are cells far from all others, which were not read.
    """

    file: str
    sha256: str = ""
    sheet: str = ""
    sole: bool = True
    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: tuple[tuple[int, int], ...] = ()
    errors_seen: bool = True
    notation: str = ""
    left: int = 0
    strays: tuple[Stray, ...] = ()

    @property
    def label(self) -> str:
        """The place as an error message shows it."""
        return f"{self.file}, blad {self.sheet}" if self.sheet else self.file


@dataclass(frozen=True)
class RawSheet:
    """The cells of one sheet as text.

    `frame` has the columns `c0`..`cn`, in the order of `header`, and `_rij`: the row number as
    Excel shows it. Rows without any content are left out: they are not rows. `too_wide` are the
    rows that had content beyond the header; `aside` are the rows that are none of the table's
    (a total, a note, the header said again), with their rule. Neither are in `frame`. `letters`
    tells per column which one it is in Excel, empty where it is none.

    Where tables stand side by side, a total of the one is on a row of the other. Then `judged` has
    what is aside for the sheet as a whole, and for each table by the letters of its columns, and
    `frame` has all rows that are of one of them, until it is `settled` which table is meant.
    """

    origin: Origin
    header: tuple[str, ...]
    frame: pl.DataFrame
    too_wide: tuple[int, ...] = ()
    aside: Aside = ()
    letters: tuple[str, ...] = ()
    judged: tuple[tuple[frozenset[str], Aside], ...] = ()

    def settled(self, block: Iterable[str] = ()) -> RawSheet:
        """Return the sheet without the rows aside for the table in some columns, or for all."""
        if not self.judged:
            return self
        asked = frozenset(block)
        (_, whole), *tables = self.judged
        found = next((rows for letters, rows in tables if asked and asked <= letters), whole)
        out = [row for row, _ in found]
        frame = self.frame.filter(~pl.col(ROW).is_in(out))
        stray = {row: code for row, code in self.aside if code == STRAY_ROW}
        aside = {row: code for row, code in found if row not in self.too_wide} | stray
        rows = tuple(sorted(aside.items()))
        return RawSheet(self.origin, self.header, frame, self.too_wide, rows, self.letters)

    def letter(self, column: str) -> str:
        """Return which column of Excel a column of the frame (`c3`) is."""
        number = int(column.removeprefix("c"))
        return self.letters[number] if number < len(self.letters) else ""

    def with_cells(
        self, header: tuple[str, ...], frame: pl.DataFrame, letters: tuple[str, ...]
    ) -> RawSheet:
        """Return the same sheet with another header and other cells, row for row."""
        return RawSheet(self.origin, header, frame, self.too_wide, self.aside, letters, self.judged)

    def only(self, numbers: Sequence[int]) -> RawSheet:
        """Return the same rows with some of the columns."""
        cells = [pl.col(f"c{number}").alias(f"c{at}") for at, number in enumerate(numbers)]
        header = tuple(self.header[number] for number in numbers)
        letters = tuple(self.letter(f"c{number}") for number in numbers)
        return self.with_cells(header, self.frame.select(*cells, ROW), letters)

    def hidden_headers(self) -> list[str]:
        """Return the headers of the columns that somebody hid."""
        numbers = [column_number(letters.encode()) for letters in self.letters]
        return [
            self.place(at).column
            for at, number in enumerate(numbers)
            if any(first <= number <= last for first, last in self.origin.hidden_columns)
            and fold(self.header[at])
        ]

    def place(self, number: int) -> Place:
        """Return the place of a whole column, by its number."""
        label = header_label(self.header[number], number + 1)
        return Place(self.file, self.sheet, None, label, self.letter(f"c{number}"))

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.origin.file

    @property
    def sheet(self) -> str:
        """The name of the sheet, empty for csv and parquet."""
        return self.origin.sheet

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return self.origin.sha256

    @property
    def read(self) -> int:
        """The number of rows that were read, the header not counted."""
        return self.frame.height + len(self.too_wide) + len(self.aside)


def has_default_name(name: str) -> bool:
    """Whether a sheet still has the name that Excel or a program gave it."""
    return _DEFAULT.fullmatch(fold(name)) is not None


def blank(column: str) -> pl.Expr:
    """Return an expression that is true where a text cell holds nothing to read."""
    cell = pl.col(column)
    return cell.is_null() | (cell.str.strip_chars(EDGE) == "")


def sheet_of_grid(
    origin: Origin,
    grid: pl.DataFrame,
    *,
    width: int | None = None,
    fields: tuple[int, ...] = (),
    known: frozenset[str] = KNOWN,
) -> RawSheet:
    """Return the sheet in `grid`: text cells, with the number of their row in `_rij` or from 1.

    The header is found by the `known` names in it, else within the first `width` columns. In a
    text file `fields` gives how many fields each row has: content beyond those of the header makes
    a row too wide. In a workbook every column of the grid belongs to the sheet.
    """
    if ROW not in grid.columns:
        grid = grid.with_row_index(ROW, 1)
    rows = grid.get_column(ROW).cast(pl.Int64)
    grid = grid.drop(ROW)
    grid = grid.rename({old: f"c{n}" for n, old in enumerate(grid.columns)})
    head = find_header(grid, known, width) if grid.width else None
    if head is None:
        return RawSheet(origin, (), grid.clear().with_columns(pl.lit(0, pl.Int64).alias(ROW)))
    letters = tuple(column_letters(origin.left + n + 1) for n in range(grid.width))
    beyond = max(fields[head.top : head.bottom + 1], default=None)
    header = named(head.labels, known)[:beyond]
    body = without_blank_rows(grid.with_columns(rows).slice(head.bottom + 1))
    heads = grid.slice(head.top, head.bottom - head.top + 1).rows()
    aside = other_rows(body, heads, ROW, known)
    judged, wanted = _judged_apart(body, heads, header, letters, aside, known)
    if out := aside.keys() - wanted:
        body = body.filter(~pl.col(ROW).is_in(list(out)))
    body, too_wide = _split_wide(body, len(header))
    last = int(rows.item(-1))
    below = {row for row, _ in origin.strays if row > last}
    aside |= dict.fromkeys(below, STRAY_ROW)
    return RawSheet(
        origin, header, body, too_wide, tuple(sorted(aside.items())), letters[: len(header)], judged
    )


def blocks_of(header: Sequence[str], frame: pl.DataFrame) -> Iterator[list[int]]:
    """Yield the columns between columns without a header and without any content."""
    nameless = [n for n, name in enumerate(header) if not fold(name)]
    if not nameless:
        return
    empty = frame.select(blank(f"c{n}").all() for n in nameless).row(0)
    gaps = {n for n, nothing in zip(nameless, empty, strict=True) if nothing}
    block: list[int] = []
    for number in range(len(header)):
        if number not in gaps:
            block.append(number)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _judged_apart(
    body: pl.DataFrame, heads: Sequence[Sequence[str | None]], header: Sequence[str],
    letters: Sequence[str], aside: dict[int, str], known: frozenset[str],
) -> tuple[tuple[tuple[frozenset[str], Aside], ...], set[int]]:  # fmt: skip
    """Return what is aside for the whole and for each of the tables side by side.

    With it come the rows that are aside for the whole, but are rows of one of the tables.
    """
    if all(map(fold, header)):
        return (), set()
    own = body.filter(~pl.col(ROW).is_in(list(aside)))
    blocks = list(blocks_of(header, own))
    tables = [b for b in blocks if len({fold(header[n]) for n in b} & known) >= _FEW]
    if len(tables) < _FEW:
        return (), set()
    judged = [(frozenset(letters), tuple(aside.items()))]
    wanted: set[int] = set()
    for block in tables:
        rows = without_blank_rows(body.select(*(f"c{n}" for n in block), ROW))
        cut = [[row[n] for n in block] for row in heads]
        cut = [head for head in cut if any((cell or "").strip(EDGE) for cell in head)]
        found = other_rows(rows, cut, ROW, known)
        wanted.update(aside.keys() & set(rows.get_column(ROW).to_list()) - found.keys())
        judged.append((frozenset(letters[n] for n in block), tuple(found.items())))
    return tuple(judged), wanted


def without_blank_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that have content in a column other than `_rij`."""
    cells = [name for name in frame.columns if name != ROW]
    if not cells:
        return frame.clear()
    # Nearly every row starts with a letter or a digit; only the others are looked at in full.
    first = pl.col(cells[0])
    odd = frame.filter(first.is_null() | (first < "!") | (first > "\x7f"))
    empty = odd.filter(pl.all_horizontal(*map(blank, cells)))
    if empty.is_empty():
        return frame
    return frame.join(empty.select(ROW), on=ROW, how="anti", maintain_order="left")


def _split_wide(frame: pl.DataFrame, width: int) -> tuple[pl.DataFrame, tuple[int, ...]]:
    """Drop the columns beyond `width`, and the rows that have content there."""
    beyond = [name for name in frame.columns[width:] if name != ROW]
    if not beyond:
        return frame, ()
    wide = frame.filter(~pl.all_horizontal(*map(blank, beyond))).get_column(ROW)
    kept = frame.drop(beyond).filter(~pl.col(ROW).is_in(wide.implode()))
    return kept, tuple(wide.to_list())

"""One sheet as it was read: the header, and all cells as text with their row number."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

Stray = tuple[int, str]
"""A cell far from all others: its row, and the letters of its column."""


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
    """

    origin: Origin
    header: tuple[str, ...]
    frame: pl.DataFrame
    too_wide: tuple[int, ...] = ()
    aside: tuple[tuple[int, str], ...] = ()
    letters: tuple[str, ...] = ()

    def letter(self, column: str) -> str:
        """Return which column of Excel a column of the frame (`c3`) is."""
        number = int(column.removeprefix("c"))
        return self.letters[number] if number < len(self.letters) else ""

    def with_cells(
        self, header: tuple[str, ...], frame: pl.DataFrame, letters: tuple[str, ...]
    ) -> RawSheet:
        """Return the same sheet with another header and other cells, row for row."""
        return RawSheet(self.origin, header, frame, self.too_wide, self.aside, letters)

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
    if aside:
        body = body.filter(~pl.col(ROW).is_in(list(aside)))
    body, too_wide = _split_wide(body, len(header))
    last = int(rows.item(-1))
    below = {row for row, _ in origin.strays if row > last}
    aside |= dict.fromkeys(below, STRAY_ROW)
    return RawSheet(
        origin, header, body, too_wide, tuple(sorted(aside.items())), letters[: len(header)]
    )


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

"""Look at a workbook before a parser does: some small files make a parser ask for all memory.

Measured: two cells far apart in a workbook of 5 kB abort the whole process (calamine #693), and
an abort cannot be caught. A few of such cells are taken out; a sheet with more is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from operator import lt
from xml.etree.ElementTree import ParseError

import polars as pl

from grip.errors import InputError
from grip.ingest.error_cells import ERROR_MARK, UNCOMPUTED, sheet_parts
from grip.ingest.sheet_xml import CELL, MAX_CELLS, SECTION, column_number, is_sheet

_MAX_PARTS = 5_000
_MAX_BYTES = 2 << 30
MAX_KEPT = 256 << 20
"""The most that a sheet may take to be held in memory unpacked."""
_CHUNK = 1 << 20
_OVERLAP = 1 << 10
_LAST_ROW = 1_049_999  # Excel has 1.048.576; this many is easier to tell from more
_NO_ROW = "[0-9]{8}|[2-9][0-9]{6}|1[1-9][0-9]{5}|10[5-9][0-9]{4}"
_BARE = r'[0-9]{1,7}(?:[^0-9"]|"[^>]{62})'  # no quote after the row, or much before the cell begins
# A cell that is written in another way than `<c r="A1"`, with a row as Excel writes it and at most
# some attributes (see `CELL`): this look does not see where it is.
_STRANGE = (
    r'<[a-z0-9]+:c[\s/>]|<c(?:[^ a-zA-Z]| [^r]| r[^=]| r=[^"]| r="[^A-Z])'
    rf'|<c r="(?:[A-Z]{{4}}|[A-Z]{{1,3}}(?:[^A-Z1-9]|{_NO_ROW}|{_BARE}))'
)
# A cell beyond column Z: without any, even a million rows fit in memory, and nobody has to count.
_WIDE = r'<c r="[A-Z]{2}'
_SHEET_DATA = b"sheetData"
_ENTITY = "<!DOCTYPE|<!ENTITY"
_ELSEWHERE = f"{_ENTITY}|sheetData"
# Whether there is any of these, or an error, a formula or a hidden row, in one quick go: most
# pieces of most workbooks have nothing of the kind.
_NOTABLE = (
    r't="e"|hidden=|:(?:c|row)[\s/>]'
    rf'|<(?:f|[!?]|c(?: r(?:[^=]|=(?:[^"]|"(?:[^A-Z]|[A-Z](?:[^1-9]|{_NO_ROW}))))| [^r]'
    r"|[^ a-zA-Z]))"
)
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
# The first cell of a row says which row it is, or else the row itself does, once all of its first
# tag is there. Where two rows say the same, a parser may keep one. No look goes past a `<` or far
# along a tag: a piece without any end of one would take hours.
_ROW_NUMBER = (
    rb'(?:[^<>]*>\s*<(?:\w+:)?c r="[A-Z]{1,3}'
    rb"""|[^<>]{0,999}?\sr\s*=\s*["'](?=[^<>]{0,999}[^/<>]>[^<]{0,999}<[^<>]{0,999}>))"""
    rb"""(\d{1,9})["']"""
)
_ROWS = re.compile(rb"<row\b" + _ROW_NUMBER)
# To look for a prefix takes five times as long.
_PREFIXED_ROWS = re.compile(rb"<(?:\w+:)?row\b" + _ROW_NUMBER)
_LAST = 20  # bytes, more than a reference: one that may be cut off is in the next piece too
_HIDDEN_COLUMNS = re.compile(rb'<col (?=[^<>]* hidden="(?:1|true)")[^<>]*>')
_SPAN = re.compile(rb' (?:min|max)="(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^<>]*? hidden="(?:1|true)"')


Span = tuple[int, int]
"""The numbers of the first and last of some columns."""


@dataclass
class Seen:
    """What the look at a workbook told: cells in error, and hidden rows and columns by sheet.

    `plain` says that every cell was seen, so that a parser will find no surprise. `far` are the
    parts with a cell too far away to lay out all in between, each with that cell. `sheets` are the
    unpacked sheets, in pieces, where that was asked: as long as they are not too large to keep and
    all that looks like a cell is one (there are no comments or other sections). `names` are those
    of the sheets by their part, where something is to be said of them.
    """

    errors: bool = False
    plain: bool = True
    hidden_rows: dict[str, int] = field(default_factory=dict)
    hidden_columns: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    far: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, list[bytes]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


@dataclass
class _View:
    """What is seen of one part: its furthest row and column, and the cells that reach them."""

    is_sheet: bool
    columns: dict[bytes, bytes] = field(default_factory=lambda: {b"A": b"1"})
    rows: dict[bytes, bytes] = field(default_factory=lambda: {b"1": b"A"})
    hidden: set[bytes] = field(default_factory=set)
    hidden_columns: set[Span] = field(default_factory=set)
    errors: bool = False
    strange: bool = False
    sections: bool = False
    unmeasured: bool = False
    entities: bool = False
    prefixed: bool = False
    order: array[int] = field(default_factory=lambda: array("I"))

    def look(self, chunk: bytes) -> None:
        """Note what is notable in a piece of the part."""
        # The bytes need not be text at all: each becomes a sign.
        text = pl.Series([chunk.decode("latin-1")], dtype=pl.String)
        # The last cell tells how many rows there are, also one that only has a format.
        start = max(chunk.rfind(b'<c r="', 0, -_LAST), 0)
        if self.is_sheet and (last := _REFERENCE.match(chunk, start)):
            self.rows.setdefault(last[2], last[1])
        if not text.str.contains(_NOTABLE if self.is_sheet else _ELSEWHERE).item():
            self.unmeasured |= self.is_sheet
            return
        self.entities |= text.str.contains(_ENTITY).item()
        if not self.is_sheet:
            self.strange |= _SHEET_DATA in chunk  # a sheet in a place where none is looked for
            return
        self.strange |= text.str.contains(_STRANGE).item()
        self.sections |= bool(SECTION.search(chunk))
        self.prefixed |= b":row" in chunk
        if text.str.contains(_WIDE).item():
            self.measure(chunk)
        else:
            self.unmeasured = True
        self.errors |= ERROR_MARK in chunk or (b"<f" in chunk and bool(UNCOMPUTED.search(chunk)))
        self.hidden.update(_HIDDEN_ROW.findall(chunk))
        for columns in _HIDDEN_COLUMNS.findall(chunk):
            ends = [int(number) for number in _SPAN.findall(columns)] or [0]
            self.hidden_columns.add((min(ends), max(ends)))

    def follow(self, chunk: bytes, before: int) -> None:
        """Note the rows that begin in a piece, of which so many bytes were in the one before."""
        if self.is_sheet:
            rows = _PREFIXED_ROWS if self.prefixed else _ROWS
            known = len(rows.findall(chunk, 0, before))
            self.order.extend(map(int, rows.findall(chunk)[known:]))

    @property
    def twice(self) -> int:
        """The number that two rows have, or 0."""
        if all(map(lt, self.order, islice(self.order, 1, None))):
            return 0
        return next((row for row, amount in Counter(self.order).items() if amount > 1), 0)

    @property
    def unsure(self) -> bool:
        """Whether a cell may be further away than was seen: not all pieces were measured."""
        return self.unmeasured and max(map(column_number, self.columns)) * _LAST_ROW > MAX_CELLS

    def measure(self, chunk: bytes) -> None:
        """Note how far the cells with content in a piece of the part reach."""
        cells = CELL.findall(chunk)
        for column, row in cells:
            self.columns.setdefault(column, row)
        if cells:
            column, row = max(cells, key=lambda cell: int(cell[1]))
            self.rows.setdefault(row, column)

    @property
    def far(self) -> str:
        """The cell that reaches furthest, if it is too far to lay out all up to there."""
        column = max(self.columns, key=column_number)
        row = max(self.rows, key=int)
        if column_number(column) * int(row) <= MAX_CELLS:
            return ""
        reach = (column, self.columns[column]), (self.rows[row], row)
        letters, digits = max(reach, key=lambda cell: column_number(cell[0]) * int(cell[1]))
        return (letters + digits).decode()


def check_workbook(data: bytes, file: str, *, keep: bool = False) -> Seen:
    """Refuse what is no zip, holds entities, or would not fit in memory once unpacked.

    With `keep` what is seen has the unpacked sheets too.

    Raises:
        InputError: the workbook cannot be read, or is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_parts(archive, file, MAX_KEPT if keep else 0)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError,
            KeyError, ParseError, ValueError):  # fmt: skip
        raise InputError("IN-STUK", where=file) from None


def _check_parts(archive: zipfile.ZipFile, file: str, keep: int) -> Seen:
    parts = archive.infolist()
    names = {part.filename.casefold() for part in parts}
    if len(parts) > _MAX_PARTS or len(names) < len(parts):
        raise InputError("IN-OMVANG", where=file)
    seen, room = Seen(), _MAX_BYTES
    hidden: dict[str, _View] = {}
    for part in parts:
        view = _View(is_sheet(part.filename))
        kept = []
        for chunk, fresh in _chunks(archive, part):
            room -= len(fresh)
            if room < 0:
                raise InputError("IN-OMVANG", where=file)
            view.look(chunk)
            view.follow(chunk, len(chunk) - len(fresh))
            if view.is_sheet and (keep := keep - len(fresh)) >= 0:
                kept.append(fresh)
        if view.entities:
            raise InputError("IN-OMVANG", where=file)
        if view.twice:
            raise InputError("IN-RIJ-TWEE", where=file, rij=view.twice)
        seen.errors |= view.errors
        seen.plain = seen.plain and not view.strange
        if (view.far or view.unsure) and (far := _measured(archive, part).far):
            seen.far[part.filename] = far
        if view.hidden or view.hidden_columns:
            hidden[part.filename] = view
        if kept and keep >= 0 and not view.sections:
            seen.sheets[part.filename] = kept
    if hidden or seen.far:
        seen.names = {where: name for name, where in sheet_parts(archive).items()}
    for where, name in seen.names.items():
        if where in hidden:
            seen.hidden_rows[name] = len(hidden[where].hidden)
            seen.hidden_columns[name] = tuple(sorted(hidden[where].hidden_columns))
    return seen


def _measured(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> _View:
    """Return how far the cells with content reach: cells with only a format take no room."""
    view = _View(is_sheet=True)
    for chunk, _ in _chunks(archive, part):
        view.measure(chunk)
    return view


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """Yield a part in pieces: with the end of the one before it, and as it is.

    They overlap a little, so that no mark falls between two. While one piece is looked at, the
    next is unpacked.
    """
    tail = b""
    with archive.open(part) as stream, ThreadPoolExecutor(max_workers=1) as pool:
        ahead = pool.submit(stream.read, _CHUNK)
        while piece := ahead.result():
            ahead = pool.submit(stream.read, _CHUNK)
            yield tail + piece, piece
            tail = piece[-_OVERLAP:]

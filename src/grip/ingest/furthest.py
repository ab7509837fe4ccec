"""Which cell makes a workbook too large: looked up once a reader gave up on it, to tell its user.

A single cell in the last corner of an xls, xlsb or ods makes a parser lay out all before it. Such a
file is refused, as the reader apart ran out of memory; its user needs to know which cell it is.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grip.ingest.kinds import Kind
from grip.ingest.sheet_xml import column_letters

_LARGE = 1_000_000  # cells up to the furthest one
_SPARSE = 100  # so many times as many as hold anything
_MOST_BYTES = 256 << 20
_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14
_MOST_RECORDS = 5_000_000  # to look at in all parts together: some seconds

Position = tuple[int, int]
"""The row and the column of a cell that holds something, from 1."""


class _NothingToSayError(Exception):
    """The workbook is damaged, or asks for too much time."""


class _Budget:
    """How many records may still be looked at, over all parts of a workbook."""

    def __init__(self, left: int) -> None:
        self._left = left

    def spend(self) -> None:
        """Take one, as long as there are any.

        Raises:
            _NothingToSayError: there are none left.
        """
        self._left -= 1
        if self._left < 0:
            raise _NothingToSayError


@dataclass
class _Sheet:
    """How many cells of a sheet hold something, and the lowest and the rightmost of them."""

    amount: int = 0
    lowest: Position = (0, 0)
    rightmost: Position = (0, 0)

    def add(self, row: int, column: int) -> None:
        self.amount += 1
        if row > self.lowest[0]:
            self.lowest = row, column
        if column > self.rightmost[1]:
            self.rightmost = row, column

    @property
    def far(self) -> str:
        """The cell that is far from all others, or nothing.

        Raises:
            _NothingToSayError: there are no such rows or columns.
        """
        height, width = self.lowest[0], self.rightmost[1]
        if height > _LAST_ROW or width > _LAST_COLUMN:
            raise _NothingToSayError
        if height * width <= max(_LARGE, _SPARSE * self.amount):
            return ""
        row, column = max(self.lowest, self.rightmost, key=lambda cell: cell[0] * cell[1])
        return f"{column_letters(column)}{row}"


# ---- ods: rows and cells as xml, where one element may stand for many --------------------------

_ODS_MARKS = re.compile(
    rb"<table:(?:(table)[ >]|(table-row)\b([^<>]*)>|(?:covered-)?table-cell\b([^<>]*)>)"
)
_REPEATED = re.compile(rb'repeated="(\d{1,7})"')


def _sheets_of_ods(content: bytes, budget: _Budget) -> Iterator[_Sheet]:
    sheet, row, column, height = _Sheet(), 0, 0, 0
    for mark in _ODS_MARKS.finditer(content):
        budget.spend()
        table, is_row, of_row, of_cell = mark.groups()
        if table:
            yield sheet
            sheet, row, column, height = _Sheet(), 0, 0, 0
        elif is_row:
            row, column, height = row + (height or 1), 0, _times(of_row)
        else:
            column += _times(of_cell)
            if not of_cell.endswith(b"/"):
                sheet.add(row + height - 1, column)
    yield sheet


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1


# ---- xlsb: records of a number, a length and what is in them -----------------------------------

_XLSB_ROW, _XLSB_CELLS = 0, frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62))


def _sheets_of_xlsb(content: bytes, budget: _Budget) -> Iterator[_Sheet]:
    """Yield the one sheet of a part."""
    sheet, row, at = _Sheet(), 0, 0
    while at < len(content):
        budget.spend()
        kind, at = _number(content, at, 2)
        size, at = _number(content, at, 4)
        if size >= 4 and at + 4 <= len(content):
            (first,) = struct.unpack_from("<I", content, at)
            if kind == _XLSB_ROW:
                row = first + 1
            elif kind in _XLSB_CELLS:
                sheet.add(row, first + 1)
        at += size
    yield sheet


def _number(content: bytes, at: int, most: int) -> Position:
    """Return a number of at most so many bytes, seven bits each, and where the next thing is."""
    number = 0
    for place, byte in enumerate(content[at : at + most]):
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most


# ---- xls: records too, each sheet between a first and a last one -------------------------------

_XLS_SHEET = b"\x09\x08\x10\x00\x00\x06\x10\x00"
_XLS_LAST = 0x0A
_XLS_CELLS = frozenset((0x06, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E))


def _sheets_of_xls(data: bytes, budget: _Budget) -> Iterator[_Sheet]:
    """Yield the sheets that stand in one piece: mostly all of them."""
    start = data.find(_XLS_SHEET)
    while start >= 0:
        sheet, at, kind = _Sheet(), start, 0
        while kind != _XLS_LAST and at + 8 <= len(data):
            budget.spend()
            kind, size, row, column = struct.unpack_from("<4H", data, at)
            if kind in _XLS_CELLS:
                sheet.add(row + 1, column + 1)
            at += 4 + size
        whole = kind == _XLS_LAST
        if whole:
            yield sheet
        start = data.find(_XLS_SHEET, at if whole else start + 1)


# ---- which one it is ---------------------------------------------------------------------------

_READERS: dict[Kind, tuple[str, Callable[[bytes, _Budget], Iterator[_Sheet]]]] = {
    Kind.ODS: (r"content\.xml", _sheets_of_ods),
    Kind.XLSB: (r"xl/worksheets/.*\.bin", _sheets_of_xlsb),
    Kind.XLS: ("", _sheets_of_xls),
}


def furthest_cell(data: bytes, kind: Kind) -> str:
    """Return the cell of a workbook that is far from all others (`XFD1048576`), or nothing."""
    if kind not in _READERS:
        return ""
    part, sheets = _READERS[kind]
    contents, budget = _parts(data, part) if part else (data,), _Budget(_MOST_RECORDS)
    try:
        cells = (sheet.far for content in contents for sheet in sheets(content, budget))
        return next(filter(None, cells), "")
    except (_NothingToSayError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError,
            OSError, EOFError, ValueError, KeyError, struct.error):  # fmt: skip
        return ""


def _parts(data: bytes, pattern: str) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if re.fullmatch(pattern, part.filename) and part.file_size <= _MOST_BYTES:
                yield archive.read(part)

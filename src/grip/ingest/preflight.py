"""Look at a workbook before a parser does: some small files make a parser ask for all memory.

Measured: two cells far apart in a workbook of 5 kB abort the whole process (calamine #693), and
an abort cannot be caught.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from grip.errors import InputError
from grip.ingest.error_cells import ERROR_MARK, UNCOMPUTED, column_number, sheet_parts

_MAX_PARTS = 5_000
_MAX_BYTES = 2 << 30
_MAX_CELLS = 30_000_000
_CHUNK = 1 << 22
_OVERLAP = 128
# A cell that holds something: cells with a format only (`<c r="A1" s="2"/>`) take no room.
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:[^>]{0,60}[^/>])?>')
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]*? hidden="(?:1|true)"')


@dataclass
class Seen:
    """What the look at a workbook told: cells in error, and hidden rows by sheet."""

    errors: bool = False
    hidden_rows: dict[str, int] = field(default_factory=dict)


@dataclass
class _Extent:
    """The furthest row and column of a part, and the cells that reach them."""

    columns: dict[bytes, bytes] = field(default_factory=lambda: {b"A": b"1"})
    rows: dict[bytes, bytes] = field(default_factory=lambda: {b"1": b"A"})

    def furthest(self) -> tuple[int, str]:
        """Return the number of cells that the part spans, and its loosest cell."""
        column = max(self.columns, key=column_number)
        row = max(self.rows, key=int)
        size = column_number(column) * int(row)
        return size, (column + self.columns[column]).decode()


def check_workbook(data: bytes, file: str) -> Seen:
    """Refuse what is no zip, holds entities, or would not fit in memory once unpacked.

    Raises:
        InputError: the workbook cannot be read, or is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_parts(archive, file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        raise InputError("IN-STUK", where=file) from None


def _check_parts(archive: zipfile.ZipFile, file: str) -> Seen:
    parts = archive.infolist()
    room, seen = _MAX_BYTES, Seen()
    names = {part.filename.casefold() for part in parts}
    if len(parts) > _MAX_PARTS or len(names) < len(parts):
        raise InputError("IN-OMVANG", where=file)
    sheets: dict[str, int] = {}
    for part in parts:
        extent, hidden = _Extent(), set[bytes]()
        is_sheet = part.filename.startswith("xl/worksheets/")
        for chunk, fresh in _chunks(archive, part):
            room -= fresh
            if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk or room < 0:
                raise InputError("IN-OMVANG", where=file)
            if is_sheet:
                for column, row in _CELL.findall(chunk):
                    extent.columns.setdefault(column, row)
                    extent.rows.setdefault(row, column)
                seen.errors |= ERROR_MARK in chunk or bool(UNCOMPUTED.search(chunk))
                hidden.update(_HIDDEN_ROW.findall(chunk))
        size, cell = extent.furthest()
        if size > _MAX_CELLS:
            raise InputError("IN-CEL-VER", where=file, cel=cell)
        if hidden:
            sheets[part.filename] = len(hidden)
    if sheets:
        by_part = {part: name for name, part in sheet_parts(archive).items()}
        seen.hidden_rows = {by_part[part]: n for part, n in sheets.items() if part in by_part}
    return seen


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Yield a part in pieces that overlap a little, so that no mark falls between two."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            yield tail + piece, len(piece)
            tail = piece[-_OVERLAP:]

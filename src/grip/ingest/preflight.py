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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import polars as pl

from grip.errors import InputError
from grip.ingest.error_cells import ERROR_MARK, UNCOMPUTED, column_number, sheet_parts

_MAX_PARTS = 5_000
_MAX_BYTES = 2 << 30
_MAX_CELLS = 30_000_000
_CHUNK = 1 << 22
_OVERLAP = 128
# A cell that holds something: cells with a format only (`<c r="A1" s="2"/>`) take no room.
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:[^>]{0,60}[^/>])?>')
# A cell that is written in another way than `<c r="A1"`: this look does not see where it is.
_STRANGE = r'<[a-z0-9]+:c[\s/>]|<c(?:[^ a-zA-Z]| [^r]| r[^=]| r=[^"]| r="[^A-Z])'
# A cell beyond column Z: without any, even a million rows fit in memory, and nobody has to count.
_WIDE = r'<c r="[A-Z]{2}'
_ENTITY = "<!DOCTYPE|<!ENTITY"
# Whether there is any of these, or an error, a formula or a hidden row, in one quick go: most
# pieces of most workbooks have nothing of the kind.
_NOTABLE = (
    r't="e"|hidden=|:c[\s/>]'
    r'|<(?:f|![DE]|c(?: r(?:[^=]|=(?:[^"]|"(?:[^A-Z]|[A-Z][A-Z])))| [^r]|[^ a-zA-Z]))'
)
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]*? hidden="(?:1|true)"')


@dataclass
class Seen:
    """What the look at a workbook told: cells in error, and hidden rows by sheet.

    `plain` says that every cell was seen, so that a parser will find no surprise.
    """

    errors: bool = False
    plain: bool = True
    hidden_rows: dict[str, int] = field(default_factory=dict)


@dataclass
class _View:
    """What is seen of one part: its furthest row and column, and the cells that reach them."""

    is_sheet: bool
    columns: dict[bytes, bytes] = field(default_factory=lambda: {b"A": b"1"})
    rows: dict[bytes, bytes] = field(default_factory=lambda: {b"1": b"A"})
    hidden: set[bytes] = field(default_factory=set)
    errors: bool = False
    strange: bool = False
    entities: bool = False

    def look(self, chunk: bytes) -> None:
        """Note what is notable in a piece of the part."""
        text = pl.Series([chunk.decode("latin-1")])  # of bytes that need not be text at all
        if not text.str.contains(_NOTABLE if self.is_sheet else _ENTITY).item():
            return
        self.entities |= text.str.contains(_ENTITY).item()
        if not self.is_sheet:
            return
        self.strange |= text.str.contains(_STRANGE).item()
        if text.str.contains(_WIDE).item():
            for column, row in _CELL.findall(chunk):
                self.columns.setdefault(column, row)
                self.rows.setdefault(row, column)
        self.errors |= ERROR_MARK in chunk or (b"<f" in chunk and bool(UNCOMPUTED.search(chunk)))
        self.hidden.update(_HIDDEN_ROW.findall(chunk))

    def judge(self, file: str, seen: Seen) -> None:
        """Add what was seen, or refuse the workbook for it."""
        if self.entities:
            raise InputError("IN-OMVANG", where=file)
        column = max(self.columns, key=column_number)
        row = max(self.rows, key=int)
        if column_number(column) * int(row) > _MAX_CELLS:
            raise InputError("IN-CEL-VER", where=file, cel=(column + self.columns[column]).decode())
        seen.errors |= self.errors
        seen.plain = seen.plain and not self.strange


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
    names = {part.filename.casefold() for part in parts}
    if len(parts) > _MAX_PARTS or len(names) < len(parts):
        raise InputError("IN-OMVANG", where=file)
    seen, room = Seen(), _MAX_BYTES
    hidden_rows: dict[str, int] = {}
    for part in parts:
        view = _View(part.filename.startswith("xl/worksheets/"))
        for chunk, fresh in _chunks(archive, part):
            room -= fresh
            if room < 0:
                raise InputError("IN-OMVANG", where=file)
            view.look(chunk)
        view.judge(file, seen)
        if view.hidden:
            hidden_rows[part.filename] = len(view.hidden)
    if hidden_rows:
        by_part = {part: name for name, part in sheet_parts(archive).items()}
        seen.hidden_rows = {by_part[part]: n for part, n in hidden_rows.items() if part in by_part}
    return seen


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Yield a part in pieces that overlap a little, so that no mark falls between two.

    While one piece is looked at, the next is unpacked.
    """
    tail = b""
    with archive.open(part) as stream, ThreadPoolExecutor(max_workers=1) as pool:
        ahead = pool.submit(stream.read, _CHUNK)
        while piece := ahead.result():
            ahead = pool.submit(stream.read, _CHUNK)
            yield tail + piece, len(piece)
            tail = piece[-_OVERLAP:]

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

from grip.errors import InputError
from grip.ingest.error_cells import ERROR_MARK, column_number

_MAX_PARTS = 5_000
_MAX_BYTES = 2 << 30
_MAX_CELLS = 30_000_000
_CHUNK = 1 << 22
_OVERLAP = 128
# A cell that holds something: cells with a format only (`<c r="A1" s="2"/>`) take no room.
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,40}[^/]>')


def check_workbook(data: bytes, file: str) -> bool:
    """Refuse what is no zip, holds entities, or would not fit in memory once unpacked.

    Returns whether a sheet has cells with an error (#N/B), which the parser gives as empty.

    Raises:
        InputError: the workbook cannot be read, or is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_parts(archive, file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        raise InputError("IN-LEZEN", where=file, soort="Excel-werkmap") from None


def _check_parts(archive: zipfile.ZipFile, file: str) -> bool:
    parts = archive.infolist()
    room, errors = _MAX_BYTES, False
    if len(parts) > _MAX_PARTS:
        raise InputError("IN-OMVANG", where=file)
    for part in parts:
        columns: set[bytes] = {b"A"}
        rows: set[bytes] = {b"1"}
        for chunk in _chunks(archive, part):
            room -= len(chunk)
            if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk or room < 0:
                raise InputError("IN-OMVANG", where=file)
            if part.filename.startswith("xl/worksheets/"):
                cells = _CELL.findall(chunk)
                errors = errors or ERROR_MARK in chunk
                columns.update(column for column, _ in cells)
                rows.update(row for _, row in cells)
        if max(map(int, rows)) * max(map(column_number, columns)) > _MAX_CELLS:
            raise InputError("IN-OMVANG", where=file)
    return errors


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces that overlap a little, so that no mark falls between two."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]

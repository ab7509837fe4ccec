"""The content of a sheet of an xlsx workbook, as bytes: without cells far away, and in halves.

A parser lays out every row and column up to the furthest cell, so that a single cell in the last
corner of a sheet asks for all memory. Such cells are taken out here, before a parser sees the
sheet. A large sheet is cut in two, so that two parsers can read it at the same time.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

MAX_CELLS = 30_000_000
"""How many rows times columns a parser may lay out."""

_GAP = 100  # empty rows or columns between the table and what is far from it
_FEW = 100  # more cells than this are no stray cells but a table of their own
_LARGE = 8 << 20  # from this size on a sheet is read in halves
_MOST_TWICE = 64 << 20  # of a workbook beside those sheets: each of both parsers holds all of that
_PIECES = 4  # of fewer pieces the two in the middle are the first or the last too
_BEGIN, _ROW_ENDS, _END = b"<sheetData>", b"</row>", b"</sheetData>"
_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData/></worksheet>"
)
# A cell that holds something: cells with a format only (`<c r="A1" s="2"/>`) take no room.
CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:[^>]{0,60}[^/>])?>')
# A comment or another section, in which what looks like a cell is none.
SECTION = re.compile(rb"<!|<\?(?!xml )")

Cell = tuple[bytes, bytes]
"""The letters of the column and the digits of the row."""

Content = Sequence[bytes]
"""The content of a part, in pieces that follow each other."""


def column_number(letters: bytes) -> int:
    """Return the number of a column, from 1 (`A`)."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column by its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def stray_cells(content: bytes) -> list[Cell]:
    """Return the few cells that stand far from all others, if what remains can be laid out."""
    columns: Counter[int] = Counter()
    rows: Counter[int] = Counter()
    for found in CELL.finditer(content):
        columns[column_number(found[1])] += 1
        rows[int(found[2])] += 1
    right, bottom = _edge(columns), _edge(rows)
    if right * bottom > MAX_CELLS:
        return []
    return [
        (found[1], found[2])
        for found in CELL.finditer(content)
        if int(found[2]) > bottom or column_number(found[1]) > right
    ]


def _edge(counts: Mapping[int, int]) -> int:
    """Return the last row (or column) before a gap with next to nothing beyond it."""
    left = sum(counts.values())
    last = 0
    for number in sorted(counts):
        if number - last > _GAP and last and left <= _FEW:
            break
        last = number
        left -= counts[number]
    return last


def without_cells(content: bytes, cells: Iterable[Cell]) -> bytes:
    """Return a sheet without some of its cells."""
    names = b"|".join(column + row for column, row in cells)
    return re.sub(
        rb'<c r="(?:' + names + rb')"(?:[^>]*/>|[^>]*>.*?</c>)', b"", content, flags=re.DOTALL
    )


def halves(pieces: Sequence[bytes]) -> tuple[Content, Content] | None:
    """Return a large sheet as two sheets, the one with its upper and the other its lower rows."""
    if len(pieces) < _PIECES:
        return None
    first, last = b"".join(pieces[:2]), b"".join(pieces[-2:])
    at = len(pieces) // 2
    middle = b"".join(pieces[at : at + 2])
    begin, row, end = first.find(_BEGIN), middle.find(_ROW_ENDS), last.rfind(_END)
    if min(begin, row, end) < 0 or any(_END in piece for piece in pieces[:-2]):
        return None
    head, cut, tail = first[: begin + len(_BEGIN)], row + len(_ROW_ENDS), last[end:]
    return (*pieces[:at], middle[:cut], tail), (head, middle[cut:], *pieces[at + 2 :])


def in_pieces(data: bytes, sheets: Mapping[str, Sequence[bytes]]) -> list[bytes]:
    """Return a workbook as one or two workbooks, which hold the rows of its sheets in order.

    `sheets` are the parts of the workbook that hold a sheet, as far as they are at hand. A
    workbook with much beside its large sheets stays whole: both would hold that, unpacked.
    """
    large = {part: pieces for part, pieces in sheets.items() if sum(map(len, pieces)) >= _LARGE}
    cut = {part: both for part, pieces in large.items() if (both := halves(pieces))}
    if not cut or _size_beside(data, cut) > _MOST_TWICE:
        return [data]
    upper = {part: both[0] for part, both in cut.items()}
    lower = {part: both[1] for part, both in cut.items()}
    elsewhere: dict[str, Content] = dict.fromkeys(sheet_names(data), (_EMPTY,))
    return [with_parts(data, upper), with_parts(data, elsewhere | lower)]


def _size_beside(data: bytes, parts: Collection[str]) -> int:
    """Return the size of all other parts of a workbook, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(part.file_size for part in archive.infolist() if part.filename not in parts)


def sheet_content(data: bytes, part: str, most: int) -> bytes:
    """Return the content of a sheet in which all that looks like a cell is one, or nothing.

    Nothing too where it is larger than `most`, or has comments or other sections.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(part) as stream:
        content = stream.read(most + 1)
    return b"" if len(content) > most or SECTION.search(content) else content


def sheet_names(data: bytes) -> list[str]:
    """Return the parts of a workbook that hold a sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [name for name in archive.namelist() if is_sheet(name)]


def is_sheet(part: str) -> bool:
    """Whether a part of a workbook holds the cells of a sheet."""
    return part.startswith("xl/worksheets/") and part.endswith(".xml")


def has_spare_core() -> bool:
    """Whether a second parser would not only take the time of the first."""
    return _running() <= (os.cpu_count() or 1)


def _running() -> float:
    """Return how many threads want a core now: this one and mostly that of the hash too.

    The load of the last minute lags behind, and is asked only where the system tells no more.
    """
    try:
        with open("/proc/loadavg", "rb") as told:
            return float(told.read().split()[3].partition(b"/")[0])
    except (OSError, IndexError, ValueError):
        return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def with_parts(data: bytes, parts: Mapping[str, Content]) -> bytes:
    """Return a workbook with other content for some of its parts, not packed again."""
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(body, "w") as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                for piece in parts.get(name) or (old.read(name),):
                    part.write(piece)
    return body.getvalue()

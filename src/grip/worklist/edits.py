"""What somebody filled in in a worklist: read back from the workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from grip.errors import InputError
from grip.ingest.preflight import check_workbook
from grip.worklist.items import Given

NAME, AGREED, REASON, BY, UNTIL = "Kenmerk", "Akkoord", "Reden", "Door", "Tot en met"
_SEARCH = 60  # rows in which the header is looked for
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def read_edits(book: Path, written: Mapping[str, Given]) -> dict[str, Given]:
    """Return what stands in the workbook otherwise than grip wrote it, by the name of the item.

    An item may stand on several sheets; the first sheet that was changed counts. Rows and columns
    may have been sorted, moved or added.

    Raises:
        InputError: the workbook cannot be read.
    """
    if not book.is_file():
        return {}
    changed: dict[str, Given] = {}
    for name, given in _rows(book):
        if name in written and name not in changed and given != written[name]:
            changed[name] = given
    return changed


def _rows(book: Path) -> Iterator[tuple[str, Given]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    where = f"{book.parent.name}/{book.name}"
    try:
        data = book.read_bytes()
        if check_workbook(data, where).far:
            raise ValueError("cells far away")
        sheets = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = [row for sheet in sheets.worksheets for row in _of_sheet(sheet)]
    # What the library says may quote the file: it is dropped here, never shown.
    except (OSError, KeyError, ValueError, TypeError, ParseError, InvalidFileException,
            zipfile.BadZipFile):  # fmt: skip
        raise InputError("WERKLIJST-LEZEN", where=where) from None
    yield from found


def _of_sheet(sheet: Any) -> Iterator[tuple[str, Given]]:
    """Yield the rows below the header, which is the row that holds all the names."""
    places: dict[str, int] = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        cells = [_text(cell) for cell in row]
        if not places:
            if number > _SEARCH:
                return
            if {NAME, AGREED, REASON, BY, UNTIL} <= set(cells):
                places = {title: at for at, title in enumerate(cells)}
            continue
        name, agreed, reason, by, until = (
            cells[places[title]] if places[title] < len(cells) else ""
            for title in (NAME, AGREED, REASON, BY, UNTIL)
        )
        if name:
            yield name, Given(agreed, reason, by, _day(until))


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else " ".join(str(cell).split())


def _day(text: str) -> str:
    """Return a day as jjjj-mm-dd; what is no day stays as it was typed."""
    if found := _DUTCH_DAY.fullmatch(text):
        day, month, year = found.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}"
    return text

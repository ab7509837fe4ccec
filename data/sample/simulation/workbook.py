"""The tables as one workbook, a sheet per table, with dates and numbers as Excel keeps them.

The bytes hang on nothing but the rows and the day that is given: no clock, no user, no path.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from simulation.writing import Record, ordered

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEADER = {"bold": True, "bg_color": "#E7EDF3", "bottom": 1}
WIDEST = 40


def write_workbook(
    path: Path, tables: Mapping[str, Iterable[Record]], made: date, notice: Sequence[str]
) -> None:
    """Write every table that has rows, after a sheet with the notice that a reader sees first."""
    whole = io.BytesIO()
    book = Workbook(whole, dict(OPTIONS))
    book.set_properties({"created": datetime(made.year, made.month, made.day)})
    day, amount = (book.add_format({"num_format": f}) for f in ("dd-mm-yyyy", "0.00"))
    header = book.add_format(HEADER)
    _write_notice(book.add_worksheet("toelichting"), notice)
    for table, columns, rows in ordered(tables):
        _write_sheet(book.add_worksheet(table), columns, rows, (header, day, amount))
    book.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(whole.getvalue())


def _write_notice(sheet: Worksheet, lines: Sequence[str]) -> None:
    """Write lines of text under each other."""
    sheet.set_column(0, 0, 2 * WIDEST)
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, line)


def _write_sheet(
    sheet: Worksheet,
    columns: list[str],
    rows: list[Record],
    formats: tuple[Format, Format, Format],
) -> None:
    """Write one table, as a case system exports it: a fixed header with a filter."""
    header, day, amount = formats
    sheet.write_row(0, 0, columns, header)
    for at, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            _write_cell(sheet, at, place, row.get(column), day, amount)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, min(max(len(column) + 3, 11), WIDEST))


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: Any, day: Format, amount: Format
) -> None:
    """Write a cell in its own type; a code like 01 is text, and nothing stays an empty cell."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "ja" if value else "nee")
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    elif isinstance(value, float):
        sheet.write_number(row, column, value, amount)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value)

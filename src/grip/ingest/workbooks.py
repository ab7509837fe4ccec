"""Read Excel workbooks: every sheet, every cell as text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import polars as pl

from grip.errors import InputError
from grip.ingest.error_cells import Cells, find_error_cells, put_back
from grip.ingest.preflight import check_workbook
from grip.ingest.sheets import Origin, RawSheet, sheet_of_grid

if TYPE_CHECKING:
    from fastexcel import ExcelReader


def read_workbook(data: bytes, file: str, sha256: str) -> Iterator[RawSheet]:
    """Yield the sheets of a workbook that have content, or its one sheet.

    Raises:
        InputError: the file is no workbook, is protected, or is unreasonably large.
    """
    grids = _grids(data, file, has_errors=check_workbook(data, file))
    filled = [name for name, grid in grids.items() if grid.width] or list(grids)
    for name, grid in grids.items():
        origin = Origin(file, sha256, name, sole=filled == [name])
        yield sheet_of_grid(origin, grid)


def _grids(data: bytes, file: str, *, has_errors: bool) -> dict[str, pl.DataFrame]:
    import fastexcel

    # The parser logs in English about sheets that hold a chart; that is no news to anybody.
    logging.getLogger("calamine").addHandler(logging.NullHandler())
    try:
        errors = find_error_cells(data) if has_errors else {}
        book = fastexcel.read_excel(data)
        return {name: _grid(book, name, errors.get(name)) for name in book.sheet_names}
    # The text of the error may quote the file: it is dropped here, never shown.
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError, KeyError, ParseError):
        raise InputError("IN-LEZEN", where=file, soort="Excel-werkmap") from None


def _grid(book: ExcelReader, name: str, errors: Cells | None) -> pl.DataFrame:
    # Without a header row and without skipping, empty rows at the top stay: row numbers hold.
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    if not sheet.width:
        return pl.DataFrame()
    grid = sheet.to_polars()
    # Empty columns on the left are dropped by the parser, but it remembers how many.
    return put_back(grid, errors, sheet.available_columns()[0].absolute_index) if errors else grid

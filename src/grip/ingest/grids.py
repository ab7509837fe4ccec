"""The cells of every sheet of a workbook, as text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import polars as pl

from grip.ingest.error_cells import Cells, put_back

if TYPE_CHECKING:
    from fastexcel import ExcelReader

Grids = dict[str, tuple[pl.DataFrame, bool]]
"""By name of the sheet: its cells, and whether it is hidden."""


def grids_of(data: bytes, errors: dict[str, Cells] | None = None) -> Grids:
    """Return the cells of every sheet as text, with the cells in error put back."""
    import fastexcel

    # The parser logs in English about sheets that hold a chart; that is no news to anybody.
    logging.getLogger("calamine").addHandler(logging.NullHandler())
    book = fastexcel.read_excel(data)
    return {name: _grid(book, name, (errors or {}).get(name)) for name in book.sheet_names}


def _grid(book: ExcelReader, name: str, errors: Cells | None) -> tuple[pl.DataFrame, bool]:
    # Without a header row and without skipping, empty rows at the top stay: row numbers hold.
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    hidden = sheet.visible != "visible"
    if not sheet.width:
        return pl.DataFrame(), hidden
    grid = sheet.to_polars()
    if errors:
        # Empty columns on the left are dropped by the parser, but it remembers how many.
        grid = put_back(grid, errors, sheet.available_columns()[0].absolute_index)
    return grid, hidden

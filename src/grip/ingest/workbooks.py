"""Read Excel workbooks: every sheet, every cell as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from grip.errors import InputError
from grip.ingest.preflight import check_workbook
from grip.ingest.sheets import Origin, RawSheet, sheet_of_grid

if TYPE_CHECKING:
    from fastexcel import ExcelReader


def read_workbook(data: bytes, file: str, sha256: str) -> Iterator[RawSheet]:
    """Yield the sheets of a workbook that have content, or its one sheet.

    Raises:
        InputError: the file is no workbook, is protected, or is unreasonably large.
    """
    check_workbook(data, file)
    grids = _grids(data, file)
    filled = [name for name, grid in grids.items() if grid.width] or list(grids)
    for name, grid in grids.items():
        origin = Origin(file, sha256, name, sole=filled == [name])
        yield sheet_of_grid(origin, grid)


def _grids(data: bytes, file: str) -> dict[str, pl.DataFrame]:
    import fastexcel

    try:
        book = fastexcel.read_excel(data)
        return {name: _grid(book, name) for name in book.sheet_names}
    # The text of the error may quote the file: it is dropped here, never shown.
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError):
        raise InputError("IN-LEZEN", where=file, soort="Excel-werkmap") from None


def _grid(book: ExcelReader, name: str) -> pl.DataFrame:
    # Without a header row and without skipping, empty rows at the top stay: row numbers hold.
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    return sheet.to_polars() if sheet.width else pl.DataFrame()

"""The cells of every sheet of a workbook, as text."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from grip.ingest.error_cells import Cells, put_back

if TYPE_CHECKING:
    from fastexcel import ExcelReader


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet, whether it is hidden, and how many columns left of them are empty."""

    cells: pl.DataFrame
    hidden: bool = False
    left: int = 0


Grids = dict[str, Grid]
"""The sheets of a workbook, by name."""


def grids_of(*pieces: bytes, errors: Mapping[str, Cells] | None = None) -> Grids:
    """Return the cells of every sheet of a workbook as text, with the cells in error put back.

    The workbook may come in pieces, which hold the rows of its sheets in order.
    """
    # The parser logs in English about sheets that hold a chart; that is no news to anybody.
    logging.getLogger("calamine").addHandler(logging.NullHandler())
    with ThreadPoolExecutor(len(pieces)) as pool:  # the parser works outside the interpreter's lock
        whole, *others = pool.map(_sheets, pieces)
    for rest in others:
        for name, sheet in rest.items():
            whole[name] = _below(whole[name], sheet)
    for name, cells in (errors or {}).items():
        sheet = whole[name]
        if sheet.cells.width:
            whole[name] = replace(sheet, cells=put_back(sheet.cells, cells, sheet.left))
    return whole


def _sheets(piece: bytes) -> Grids:
    import fastexcel

    book = fastexcel.read_excel(piece)
    return {name: _grid(book, name) for name in book.sheet_names}


def _grid(book: ExcelReader, name: str) -> Grid:
    # Without a header row and without skipping, empty rows at the top stay: row numbers hold.
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    hidden = sheet.visible != "visible"
    if not sheet.width:
        return Grid(pl.DataFrame(), hidden)
    # Empty columns on the left are dropped by the parser, but it remembers how many.
    return Grid(sheet.to_polars(), hidden, sheet.available_columns()[0].absolute_index)


def _below(upper: Grid, lower: Grid) -> Grid:
    """Return one sheet of its upper rows and of a grid with its lower rows.

    Raises:
        ValueError: the rows are not in order.
    """
    if not upper.cells.width or not lower.cells.width:
        return upper if upper.cells.width else lower
    height = upper.cells.height
    if lower.cells.head(height).select(pl.all().is_not_null().any()).row(0).count(True):
        raise ValueError("rows out of order")
    named = [
        grid.cells.rename({old: str(n) for n, old in enumerate(grid.cells.columns, grid.left)})
        for grid in (upper, Grid(lower.cells.slice(height), left=lower.left))
    ]
    first = min(upper.left, lower.left)
    last = max(int(cells.columns[-1]) for cells in named)
    every = [str(n) for n in range(first, last + 1)]
    joined = pl.concat(named, how="diagonal")
    missing = [pl.lit(None, pl.String).alias(name) for name in every if name not in joined.columns]
    return Grid(joined.with_columns(missing).select(every), upper.hidden, first)

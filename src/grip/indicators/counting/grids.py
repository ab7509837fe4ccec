"""Figures as grids: a row per period, a column per cell, and how a grid becomes rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.indicators.counting.books import CELL, Cell
from grip.indicators.model import Indicator
from grip.indicators.views.pieces import Ints

Reals = NDArray[np.float64]
Counted = tuple[Indicator, pl.DataFrame]

_SCHEMA: dict[str, type[pl.DataType]] = {
    "nummer": pl.Int32, "periode": pl.Int32, "dimensie": pl.String, "categorie": pl.String,
    "teller": pl.Float64, "noemer": pl.Float64, "waarde": pl.Float64, "oordeel": pl.String,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Grid:
    """The counts of one indicator.

    Attributes:
        indicator: of which declaration.
        cells: (c,) dimension and category.
        top, bottom: (p, c) numerator and denominator; what is not there is not a number.
        value: (p, c) the figure itself, where it is not to be made of the counts.
        remarks: (p,) what must be said beside the figures of a period, or nothing at all.
    """

    indicator: Indicator
    cells: Sequence[Cell]
    top: Reals
    bottom: Reals
    value: Reals | None = None
    remarks: Sequence[str | None] = ()

    def of(self, cells: Sequence[Cell], places: Ints) -> Grid:
        """Return these columns, which stand for these cells."""
        value = None if self.value is None else self.value[:, places]
        top, bottom = self.top[:, places], self.bottom[:, places]
        return Grid(self.indicator, cells, top, bottom, value, self.remarks)

    def with_more(self, other: Grid) -> Grid:
        """Return this grid with the columns of another one after its own."""
        value = None
        if self.value is not None and other.value is not None:
            value = np.hstack([self.value, other.value])
        return Grid(
            self.indicator, [*self.cells, *other.cells],
            np.hstack([self.top, other.top]), np.hstack([self.bottom, other.bottom]),
            value, self.remarks,
        )  # fmt: skip


# The number of its indicator, that of its first period, and the grid.
Placed = tuple[int, int, Grid]


def nothing(like: Reals) -> Reals:
    """Return a denominator that is not there, of this shape."""
    return np.full(like.shape, np.nan)


def as_rows(placed: Sequence[Placed]) -> pl.DataFrame:
    """Return the rows of grids, each with its number and that of its first period.

    Returns:
        `nummer`, `periode`, `dimensie`, `categorie`, `teller`, `noemer`, `waarde`, `oordeel`:
        grid by grid, period by period, cell by cell.
    """
    if not placed:
        return pl.DataFrame(schema=_SCHEMA)
    numbers, firsts, grids = zip(*placed, strict=True)
    ahead = np.cumsum([0, *(len(grid.cells) for grid in grids)])
    cells = chain.from_iterable(grid.cells for grid in grids)
    names = pl.DataFrame(list(cells), schema=dict.fromkeys(CELL, pl.String), orient="row")
    place = np.concatenate(
        [
            np.tile(np.arange(own, own + len(grid.cells), dtype=np.uint32), len(grid.top))
            for grid, own in zip(grids, ahead, strict=False)
        ]
    )
    period = np.concatenate(
        [
            np.repeat(np.arange(first, first + len(grid.top), dtype=np.int32), len(grid.cells))
            for grid, first in zip(grids, firsts, strict=True)
        ]
    )
    return pl.DataFrame(
        {
            "nummer": np.repeat(
                np.array(numbers, dtype=np.int32), [grid.top.size for grid in grids]
            ),
            "periode": period,
            **{name: names.get_column(name).gather(place) for name in CELL},
            "teller": np.concatenate([grid.top.ravel() for grid in grids]),
            "noemer": np.concatenate([grid.bottom.ravel() for grid in grids]),
            "waarde": np.concatenate(
                [nothing(g.top).ravel() if g.value is None else g.value.ravel() for g in grids]
            ),
            "oordeel": _remarks(grids),
        }
    ).select(_typed(name, dtype) for name, dtype in _SCHEMA.items())


def _remarks(grids: Sequence[Grid]) -> pl.Series:
    parts = [pl.Series(dtype=pl.String)]
    for grid in grids:
        if grid.remarks:
            place = np.repeat(np.arange(len(grid.top)), len(grid.cells))
            parts.append(pl.Series(grid.remarks, dtype=pl.String).gather(place))
        else:
            parts.append(pl.Series([None], dtype=pl.String).new_from_index(0, grid.top.size))
    return pl.concat(parts)


def _typed(name: str, dtype: type[pl.DataType]) -> pl.Expr:
    column = pl.col(name).cast(dtype)
    return column.fill_nan(None) if dtype == pl.Float64 else column

"""Cells that are written as the data dictionary writes them, all columns of a table in one query.

In a small table a query costs more than its rows. Where every cell of a column is in the plain
notation it is read here; a column with any other cell is left to `grip.ingest.parse`, which knows
every notation. Both give the same values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from grip.ingest.absence import odd_text
from grip.ingest.dates import FAR_YEAR, FIRST_YEAR
from grip.ingest.names import EDGE
from grip.schema import Column

LARGE = 20_000
"""From this many rows on it is quicker to read each different text once."""

_DATES = ((r"^\d{2}-\d{2}-\d{4}$", "%d-%m-%Y"), (r"^\d{4}-\d{2}-\d{2}$", "%Y-%m-%d"))
_MONTH = r"^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$"


def plain_columns(
    raw: pl.DataFrame, sources: Mapping[str, str], columns: Mapping[str, Column]
) -> dict[str, pl.Series]:
    """Return the columns of which every cell that is not empty is plain, by canonical name.

    `sources` gives the column of `raw` for each canonical name.
    """
    if not raw.height or raw.height > LARGE:
        return {}
    # Polars works out again what stands in an expression twice; what stands in a column it has.
    cells = raw.select(
        *[pl.col(cell).alias(name) for name, cell in sources.items()],
        *[_bare(pl.col(cell)).alias(f"{name}?") for name, cell in sources.items()],
    )
    bare = {name: pl.col(f"{name}?") for name in sources}
    read = cells.select(
        *[_reading(columns[n], pl.col(n), text).alias(n) for n, text in bare.items()],
        *bare.values(),
    )
    left = read.select((_filled(bare[n]) & pl.col(n).is_null()).any() for n in sources).row(0)
    return {
        name: read.get_column(name) for name, some in zip(sources, left, strict=True) if not some
    }


def plain_values(texts: pl.Series, column: Column) -> pl.Series | None:
    """Return the values of some texts of a column, or nothing where one of them is not plain."""
    cell, bare = pl.col(texts.name), pl.col("bare")
    cells = texts.to_frame().with_columns(bare=_bare(cell))
    read = cells.select(value=_reading(column, cell, bare), filled=_filled(bare))
    value, filled = read.get_columns()
    return None if (filled & value.is_null()).any() else value


def _bare(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_chars(EDGE)


def _filled(bare: pl.Expr) -> pl.Expr:
    return (bare != "").fill_null(False)


def _reading(column: Column, cell: pl.Expr, bare: pl.Expr) -> pl.Expr:
    """Return the value of a plain cell, null for every other; `bare` is it without its edges."""
    if column.kind in _READINGS:
        value = _READINGS[column.kind](cell)
        if column.name.endswith("_pct"):  # a part of one may stand for a percentage
            value = pl.when(~value.is_between(0, 1, closed="none")).then(value)
        return value
    if column.choices:
        return pl.when(cell.is_in(column.choices)).then(cell)
    if column.width:
        return _shaped(cell, rf"^\d{{{column.width}}}$")
    return pl.when((bare != "") & ~odd_text(bare, column)).then(bare)


def _shaped(cell: pl.Expr, shape: str) -> pl.Expr:
    return pl.when(cell.str.contains(shape)).then(cell)


def _date(cell: pl.Expr) -> pl.Expr:
    day = pl.coalesce(
        _shaped(cell, shape).str.to_date(form, strict=False) for shape, form in _DATES
    )
    return pl.when(day.dt.year().is_between(FIRST_YEAR + 1, FAR_YEAR - 1)).then(day)


def _cents(cell: pl.Expr) -> pl.Expr:
    euros = _shaped(cell, r"^-?\d{1,13}$").cast(pl.Int64, strict=False) * 100
    cents = _shaped(cell, r"^-?\d{1,13}[.,]\d\d$").str.replace(r"[.,]", "")
    return pl.coalesce(euros, cents.cast(pl.Int64, strict=False))


def _decimal(cell: pl.Expr) -> pl.Expr:
    number = _shaped(cell, r"^\d{1,15}(?:[.,]\d{1,2})?$").str.replace(",", ".", literal=True)
    return number.cast(pl.Float64, strict=False)


def _whole(cell: pl.Expr) -> pl.Expr:
    return _shaped(cell, r"^\d{1,15}$").cast(pl.Int64, strict=False)


_READINGS: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "datum": _date,
    "maand": lambda cell: _shaped(cell, _MONTH),
    "bedrag": _cents,
    "decimaal": _decimal,
    "getal": _whole,
    "ja/nee": lambda cell: pl.when(cell.is_in(["ja", "nee"])).then(cell == "ja"),
}

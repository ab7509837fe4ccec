"""Read parquet: typed columns become the text that a canonical csv file would hold."""

from __future__ import annotations

import io

import polars as pl


def grid_of_parquet(data: bytes) -> pl.DataFrame:
    """Return the cells of a parquet file as text, under its own headers.

    Raises:
        PolarsError, OSError: the file is damaged, or has nested columns.
    """
    frame = pl.read_parquet(io.BytesIO(data))
    return frame.select(_as_text(frame.schema[name], name).alias(name) for name in frame.columns)


def _as_text(dtype: pl.DataType, name: str) -> pl.Expr:
    cell = pl.col(name)
    if dtype.is_nested() or dtype in (pl.Binary, pl.Object):
        raise pl.exceptions.InvalidOperationError("nested")
    if dtype == pl.Boolean:
        return pl.when(cell).then(pl.lit("ja")).when(~cell).then(pl.lit("nee"))
    if dtype == pl.Datetime:
        return cell.dt.strftime("%Y-%m-%d %H:%M:%S")
    if dtype.is_float() or dtype.is_decimal():
        # A number that lost its whole-number type on the way (`12.0`) is the same number.
        number = cell.fill_nan(None) if dtype.is_float() else cell
        return number.cast(pl.String).str.replace(r"(\.\d*?)0+$", "$1").str.replace(r"\.$", "")
    return cell.cast(pl.String)

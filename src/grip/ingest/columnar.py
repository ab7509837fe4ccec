"""Read parquet: typed columns become the text that a canonical csv file would hold."""

from __future__ import annotations

import io
from collections.abc import Iterator

import polars as pl

from grip.errors import InputError
from grip.ingest.kinds import Kind, refuse_other_kinds
from grip.ingest.sheets import ROW, Origin, RawSheet, without_blank_rows


def read_parquet(
    data: bytes, file: str, sha256: str, known: frozenset[str] = frozenset()
) -> Iterator[RawSheet]:
    """Yield the one sheet of a parquet file; its first row counts as row 2, below the header.

    Its header is known without looking for names.

    Raises:
        InputError: the file is no parquet, or has nested columns.
    """
    refuse_other_kinds(data, file, frozenset({Kind.PARQUET}))
    try:
        frame = pl.read_parquet(io.BytesIO(data))
        cells = frame.select(
            _as_text(frame.schema[name], name).alias(f"c{n}")
            for n, name in enumerate(frame.columns)
        )
    # The text of the error may quote the file: it is dropped here, never shown.
    except (pl.exceptions.PolarsError, OSError):
        raise InputError("IN-LEZEN", where=file, soort="parquet") from None
    numbered = cells.with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(ROW))
    yield RawSheet(Origin(file, sha256), tuple(frame.columns), without_blank_rows(numbered))


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

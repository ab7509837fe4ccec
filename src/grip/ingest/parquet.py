"""The one sheet of a parquet file."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.errors import InputError
from grip.ingest.kinds import Kind, refuse_other_kinds
from grip.ingest.quarantine import read_apart
from grip.ingest.sheets import ROW, Origin, RawSheet, without_blank_rows


def read_parquet(data: bytes, file: str, known: frozenset[str] = frozenset()) -> Iterator[RawSheet]:
    """Yield the one sheet of a parquet file; its first row counts as row 2, below the header.

    Its header is known without looking for names.

    Raises:
        InputError: the file is no parquet, is damaged, or has nested columns.
    """
    refuse_other_kinds(data, file, frozenset({Kind.PARQUET}))
    try:
        (grid,) = read_apart(data, file, "parquet").values()
    except InputError as error:
        if error.code != "IN-STUK":
            raise
        raise InputError("IN-LEZEN", where=file, soort="parquet") from None
    frame = grid.cells
    cells = frame.rename({name: f"c{n}" for n, name in enumerate(frame.columns)})
    numbered = cells.with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(ROW))
    yield RawSheet(Origin(file), tuple(frame.columns), without_blank_rows(numbered))

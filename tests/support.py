"""What several kinds of tests share: canonical frames from plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import polars as pl

from grip.config import Profile, load_profile
from grip.indicators.views.caseload import Caseload
from grip.schema import TABLES, Column, columns_of

NO_END = date(9999, 12, 31)
Rows = Sequence[Mapping[str, Any]]


@cache
def profile(name: str) -> Profile:
    """Return a shipped profile."""
    return load_profile(name).profile


def with_settings(name: str, **settings: object) -> Profile:
    """Return a shipped profile with other `[instellingen]`."""
    base = profile(name)
    return base.model_copy(update={"instellingen": base.instellingen.model_copy(update=settings)})


def frame(table: str, rows: Rows) -> pl.DataFrame:
    """Return rows of plain values as a canonical frame, with the defaults filled in."""
    columns = columns_of(TABLES[table]).values()
    data = {c.name: [_value(row, c) for row in rows] for c in columns}
    return pl.DataFrame(data, schema={c.name: c.dtype for c in columns})


def _value(row: Mapping[str, Any], column: Column) -> object:
    """Return a plain value as the frame holds it: cents, floats, an open end empty."""
    value = row.get(column.name)
    if value is None or value == NO_END:
        return column.default
    if column.kind == "bedrag":
        return round(100 * value)
    return float(value) if column.kind == "decimaal" else value


def caseload(tables: Mapping[str, Rows], of: Profile) -> Caseload:
    """Return a caseload from plain rows; what the loader sets apart is left out here too."""
    frames = {name: frame(name, rows) for name, rows in tables.items()}
    if "uitkeringen" in frames:
        frames["uitkeringen"] = frames["uitkeringen"].filter(
            pl.col("regeling").is_in(["PW", "IOAW", "IOAZ", "BBZ"]),
            (pl.col("einddatum") != pl.col("ingangsdatum")).fill_null(True),
        )
    return Caseload(frames, of)

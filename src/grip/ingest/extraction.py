"""The day on which an export was made, from the dates in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

ADMINISTRATIVE = ("administratie_begin", "administratie_einde")
EFFECTIVE = ("ingangsdatum", "begindatum", "meldingsdatum", "einddatum")


def extraction_of(tables: Mapping[str, pl.DataFrame]) -> tuple[date, bool] | None:
    """Return the latest administrative date, else the latest date at all (and that it is so)."""
    for columns, derived in ((ADMINISTRATIVE, False), (EFFECTIVE, True)):
        days = [
            frame.get_column(name).max()
            for frame in tables.values()
            for name in columns
            if name in frame.columns
        ]
        known = [day for day in days if isinstance(day, date)]
        if known:
            return max(known), derived
    return None

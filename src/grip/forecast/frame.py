"""The one shape of a forecast: a row per series, category, month and scenario."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.periods import shift_months
from grip.scenarios import BASE as BASE

Real = NDArray[np.float64]
QUANTILES: dict[str, float] = {
    "p025": 0.025, "p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9,
    "p95": 0.95, "p975": 0.975,
}  # fmt: skip
"""The columns of the quantiles, with the share of what may come that lies below each."""

SCHEMA: dict[str, type[pl.DataType]] = {
    "reeks": pl.String,
    "categorie": pl.String,
    "maand": pl.String,
    **dict.fromkeys(QUANTILES, pl.Float64),
    "gemiddelde": pl.Float64,
    "scenario": pl.String,
}


def months_after(last: date, horizon: int) -> list[str]:
    """Return the `horizon` months after that of `last`, as `jjjj-mm`."""
    first = last.replace(day=1)
    return [shift_months(first, ahead).isoformat()[:7] for ahead in range(1, horizon + 1)]


def rows_of(
    series: str,
    category: str,
    months: list[str],
    quantiles: Mapping[str, Real],
    mean: Real,
    scenario: str = BASE,
) -> pl.DataFrame:
    """Return the rows of one series; `quantiles` by column and `mean` have shape (months,)."""
    columns = {"reeks": series, "categorie": category, "maand": months, **quantiles}
    made = pl.DataFrame({**columns, "gemiddelde": mean, "scenario": scenario})
    return made.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())

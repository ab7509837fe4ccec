"""How earlier forecasts turned out: what was expected then beside what came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from grip.forecast.ahead import INFLOW, OUTFLOW, STOCK
from grip.forecast.frame import BASE
from grip.results import TOTAL

SCORED = (STOCK, INFLOW, OUTFLOW)
"""The series by which a forecast is held to what came."""

OUTCOMES: dict[str, type[pl.DataType]] = {
    "na": pl.String,
    "run": pl.String,
    "reeks": pl.String,
    "maand": pl.String,
    "vooruit": pl.Int64,
    "p025": pl.Float64,
    "p10": pl.Float64,
    "p50": pl.Float64,
    "p90": pl.Float64,
    "p975": pl.Float64,
    "toen": pl.Float64,
    "kwam": pl.Float64,
}
"""A row per earlier forecast, series and month that came: what was expected after month `na`, and
what is counted now of that month (`kwam`) and of the month `na` (`toen`)."""

RECORD: dict[str, type[pl.DataType]] = {
    "reeks": pl.String,
    "vooruit": pl.Int64,
    "keren": pl.UInt32,
    "fout": pl.Float64,
    "fout_naief": pl.Float64,
    "scheef": pl.Float64,
    "dekking_80": pl.Float64,
    "dekking_95": pl.Float64,
}
"""A row per series and months ahead: the mean absolute miss beside that of 'as in the month of
then', the mean of what came minus what was expected, and the shares within the margins (0 to 1)."""


@dataclass(frozen=True)
class Record:
    """How earlier forecasts turned out, one by one (`OUTCOMES`) and together (`RECORD`)."""

    outcomes: pl.DataFrame
    summary: pl.DataFrame

    @property
    def forecasts(self) -> int:
        """How many earlier forecasts have come true or not, for one month at least."""
        return self.outcomes.get_column("na").n_unique()


def record_of(
    earlier: Iterable[tuple[str, str, pl.DataFrame]], history: pl.DataFrame
) -> Record | None:
    """Return how earlier forecasts turned out; None where nothing of them has come yet.

    Args:
        earlier: of each the last counted month (`jjjj-mm`), its run, and its frame.
        history: what is counted now: `maand` and a column per series.
    """
    counted = history.unpivot(index="maand", variable_name="reeks", value_name="kwam")
    then = counted.rename({"maand": "na", "kwam": "toen"})
    parts = [
        frame.filter(
            pl.col("scenario") == BASE, pl.col("categorie") == TOTAL, pl.col("reeks").is_in(SCORED)
        ).with_columns(na=pl.lit(after), run=pl.lit(run))
        for after, run, frame in earlier
    ]
    if not parts:
        return None
    outcomes = (
        pl.concat(parts)
        .join(counted, on=["reeks", "maand"], how="inner")
        .join(then, on=["reeks", "na"], how="left")
        .with_columns(vooruit=_number("maand") - _number("na"))
        .select(pl.col(name).cast(dtype) for name, dtype in OUTCOMES.items())
        .sort("na", "reeks", "maand")
    )
    return None if outcomes.is_empty() else Record(outcomes, _summary(outcomes))


def _summary(outcomes: pl.DataFrame) -> pl.DataFrame:
    came, middle = pl.col("kwam"), pl.col("p50")
    found = outcomes.group_by("reeks", "vooruit").agg(
        keren=pl.len(),
        fout=(came - middle).abs().mean(),
        fout_naief=(came - pl.col("toen")).abs().mean(),
        scheef=(came - middle).mean(),
        dekking_80=came.is_between(pl.col("p10"), pl.col("p90")).mean(),
        dekking_95=came.is_between(pl.col("p025"), pl.col("p975")).mean(),
    )
    ordered = found.sort("reeks", "vooruit")
    return ordered.select(pl.col(name).cast(dtype) for name, dtype in RECORD.items())


def _number(column: str) -> pl.Expr:
    year, month = (pl.col(column).str.slice(at, size).cast(pl.Int64) for at, size in
                   ((0, 4), (5, 2)))  # fmt: skip
    return 12 * year + month - 1

"""How long it takes until something happens, where not all have been followed to the end."""

from __future__ import annotations

import polars as pl

from grip.indicators.statistics.survival import life_table, quantiles

_CELL = ("periode", "dimensie", "categorie")


def followed(start: str, until: str) -> pl.Expr:
    """Return, per row, how many days were waited (`dagen`) and whether it ended (`gebeurd`).

    Waiting ends on the date `until`, or is broken off at the extraction. Rows without a start, or
    that start after the extraction or after their end, are left out.
    """
    begin, end, known = pl.col(start), pl.col(until), pl.col("extractie")
    happened = (end <= known).fill_null(False)
    days = (pl.when(happened).then(end).otherwise(known) - begin).dt.total_days()
    waited = pl.struct(days.alias("dagen"), happened.alias("gebeurd"))
    return waited.filter((begin <= known).fill_null(False) & (days >= 0))


def median_wait(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the Kaplan-Meier median, with its interval, of the `wachtenden` of every cell.

    See `grip.indicators.statistics.survival`; here it can happen on day 0 too. The numerator is
    to how many it happened, the denominator how many were followed. A median that is not
    reached has no bounds.
    """
    long = (
        cells.select(*_CELL, "wachtenden")
        .explode("wachtenden")
        .drop_nulls("wachtenden")
        .unnest("wachtenden")
        .with_columns(intrede=0)
    )
    sizes = long.group_by(_CELL).agg(
        teller=pl.col("gebeurd").sum().cast(pl.Float64), noemer=pl.len().cast(pl.Float64)
    )
    medians = quantiles(life_table(long, _CELL, from_start=True), _CELL, 0.5)
    reached = pl.col("waarde").is_not_null()
    return (
        cells.select(_CELL)
        .join(sizes, on=list(_CELL), how="left")
        .join(medians, on=list(_CELL), how="left")
        .with_columns(
            pl.col("teller", "noemer").fill_null(0.0),
            ondergrens=pl.when(reached).then("ondergrens"),
            bovengrens=pl.when(reached).then("bovengrens"),
        )
    )

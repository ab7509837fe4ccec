"""How long it takes until something happens, where not all have been followed to the end."""

from __future__ import annotations

import polars as pl

_Z = 1.959963984540054  # normal quantile of 0.975
_CELL = ("periode", "dimensie", "categorie")


def followed(start: str, until: str) -> pl.Expr:
    """Return, per row, how many days were waited (`dagen`) and whether it ended (`gebeurd`).

    Waiting ends on the date `until`, or is broken off at the extraction. Rows without a start, or
    that start after the extraction, are left out.
    """
    begin, end, known = pl.col(start), pl.col(until), pl.col("extractie")
    happened = (end <= known).fill_null(False)
    days = (pl.when(happened).then(end).otherwise(known) - begin).dt.total_days()
    waited = pl.struct(days.alias("dagen"), happened.alias("gebeurd"))
    return waited.filter((begin <= known).fill_null(False))


def median_wait(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the Kaplan-Meier median, with its interval, of the `wachtenden` of every cell.

    S(t) is the product over the days on which it happened to somebody of 1 - d/r, with d to how
    many and r the number still waiting; the median is the first day with S(t) <= 1/2. It is empty
    where it is not reached. The interval holds the days for which S(t) = 1/2 is not refuted, by
    Greenwood's variance on the scale of log(-log S). Kaplan and Meier (1958), JASA 53:457-481;
    Brookmeyer and Crowley (1982), Biometrics 38:29-41.

    The numerator is to how many it happened, the denominator how many were followed.
    """
    long = (
        cells.select(*_CELL, "wachtenden")
        .explode("wachtenden")
        .drop_nulls("wachtenden")
        .unnest("wachtenden")
    )
    happened = pl.col("gebeurd").sum().cast(pl.Float64)
    sizes = long.group_by(_CELL).agg(teller=happened, noemer=pl.len().cast(pl.Float64))
    by_day = (
        long.group_by(*_CELL, "dagen")
        .agg(d=happened, n=pl.len().cast(pl.Float64))
        .sort(*_CELL, "dagen")
        .with_columns(r=pl.col("n").cum_sum(reverse=True).over(_CELL))
        .with_columns(
            s=(1 - pl.col("d") / pl.col("r")).cum_prod().over(_CELL),
            v=(pl.col("d") / (pl.col("r") * (pl.col("r") - pl.col("d")))).cum_sum().over(_CELL),
        )
    )
    inside = (pl.col("s") > 0) & (pl.col("s") < 1)
    width = _Z * pl.col("v").sqrt() / pl.col("s").log().abs()
    bounds = [
        pl.when(inside).then(pl.col("s") ** (sign * width).exp()).otherwise("s") for sign in (1, -1)
    ]
    days = pl.col("dagen").cast(pl.Float64)
    half = 0.5 + 1e-12
    medians = by_day.group_by(_CELL).agg(
        waarde=days.filter(pl.col("s") <= half).min(),
        ondergrens=days.filter(bounds[0] <= half).min(),
        bovengrens=days.filter(bounds[1] <= half).min(),
    )
    return (
        cells.select(_CELL)
        .join(sizes, on=list(_CELL), how="left")
        .join(medians, on=list(_CELL), how="left")
        .with_columns(
            pl.col("teller", "noemer").fill_null(0.0),
            ondergrens=pl.when(pl.col("waarde").is_not_null()).then("ondergrens"),
            bovengrens=pl.when(pl.col("waarde").is_not_null()).then("bovengrens"),
        )
    )

"""How long it takes until something happens, where not all have been followed to the end."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from grip.indicators.statistics.survival import incidence, incidence_bounds, life_table, quantiles
from grip.results import TOTAL

_CELL = ("periode", "dimensie", "categorie")
OPEN = "open"
_WEEK = 7
_NOT_SO_LONG = "te weinig gegevens: zo lang is nog niemand gevolgd"


def followed(start: str, until: str, outcome: pl.Expr | None = None) -> pl.Expr:
    """Return, per row, how many days were waited (`dagen`) and whether it ended (`gebeurd`).

    With an outcome also what it ended in (`oorzaak`) and how many days could be seen up to the
    extraction (`te_zien`). Waiting ends on the date `until`, or is broken off at the extraction.
    Rows without a start, or that start after the extraction or after their end, are left out.
    """
    begin, end, known = pl.col(start), pl.col(until), pl.col("extractie")
    happened = (end <= known).fill_null(False)
    days = (pl.when(happened).then(end).otherwise(known) - begin).dt.total_days()
    ended = [] if outcome is None else [
        pl.when(happened).then(outcome).alias("oorzaak"),
        (known - begin).dt.total_days().alias("te_zien"),
    ]  # fmt: skip
    waited = pl.struct(days.alias("dagen"), happened.alias("gebeurd"), *ended)
    return waited.filter((begin <= known).fill_null(False) & (days >= 0))


def median_wait(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the Kaplan-Meier median, with its interval, of the `wachtenden` of every cell.

    See `grip.indicators.statistics.survival`; here it can happen on day 0 too. The numerator is
    to how many it happened, the denominator how many were followed. A median that is not
    reached has no bounds.
    """
    place = ["plaats"]
    placed = cells.with_row_index(place[0])
    long = _one_by_one(placed, place)
    sizes = long.group_by(place).agg(
        teller=pl.col("gebeurd").sum().cast(pl.Float64), noemer=pl.len().cast(pl.Float64)
    )
    medians = quantiles(life_table(long, place, from_start=True), place, 0.5)
    reached = pl.col("waarde").is_not_null()
    return (
        placed.select(*_CELL, *place)
        .join(sizes, on=place, how="left", maintain_order="left")
        .join(medians, on=place, how="left", maintain_order="left")
        .with_columns(
            pl.col("teller", "noemer").fill_null(0.0),
            ondergrens=pl.when(reached).then("ondergrens"),
            bovengrens=pl.when(reached).then("bovengrens"),
        )
        .drop(place)
    )


def fates(
    cells: pl.DataFrame, weeks: Sequence[int], outcomes: Sequence[str], of: int, name: str
) -> pl.DataFrame:
    """Return the chance of every outcome by every week, and of being open, of the `wachtenden`.

    The chance of an outcome when others can come first is its cumulative incidence, that of being
    open the Kaplan-Meier share; they add up to 1. A chance of 0 or 1 has no bounds. Nothing is said
    of a week up to which nobody could be followed, nor beyond the last who still waits. The
    numerator is how many ended so by then (or did not), the denominator how many were followed.

    Returns:
        Per period the total: that it ended within `of` weeks; and a row of the dimension `name` for
        every week and outcome, `8|open`, in order.
    """
    whole = cells.filter(pl.col("dimensie") == TOTAL)
    long, days = _one_by_one(whole, _CELL), [_WEEK * week for week in weeks]
    by = ["periode"]
    low, high = incidence_bounds(pl.col("s"), pl.col("fout"))
    every = life_table(long, by, days, from_start=True)
    table = every.with_columns(gevallen=pl.col("eindes").cum_sum().over(by)).filter(
        pl.col("dagen").is_in(days)
    )
    curve = table.select("periode", "dagen", "gevallen", kans="s", laag=low, hoog=high)
    open_, ended = curve.with_columns(oorzaak=pl.lit(OPEN)), curve.with_columns(
        oorzaak=pl.lit(TOTAL), kans=1 - pl.col("kans"), laag=1 - pl.col("hoog"),
        hoog=1 - pl.col("laag"),
    )  # fmt: skip
    down, up = incidence_bounds(pl.col("kans"), pl.col("fout"))
    ways = incidence(long, by, days, table=every).select(
        "periode", "dagen", "gevallen", "kans", "oorzaak", laag=down, hoog=up
    )
    found = pl.concat([ended, open_, ways.select(ended.columns)])
    lines = [(_WEEK * of, TOTAL, TOTAL, TOTAL)] + [
        (_WEEK * week, way, name, f"{week}|{way}") for week in weeks for way in (*outcomes, OPEN)
    ]
    asked = pl.DataFrame(lines, schema=["dagen", "oorzaak", "dimensie", "categorie"], orient="row")
    sizes = long.group_by(by).agg(noemer=pl.len().cast(pl.Float64), langst=pl.col("te_zien").max())
    still_known = (pl.col("risico") > 0) | (pl.col("s") <= 0)
    there = (
        table.join(sizes, on=by)
        .filter(still_known, pl.col("langst") >= pl.col("dagen"))
        .select("periode", "dagen", er=pl.lit(True))
    )
    some, still = pl.col("er").fill_null(False), pl.col("oorzaak") == OPEN
    of_week = pl.col("gevallen").cast(pl.Float64).fill_null(0.0)
    return (
        whole.select("periode").join(asked, how="cross", maintain_order="left_right")
        .join(sizes.drop("langst"), on=by, how="left", maintain_order="left")
        .join(there, on=["periode", "dagen"], how="left", maintain_order="left")
        .join(found, on=["periode", "dagen", "oorzaak"], how="left", maintain_order="left")
        .with_columns(pl.col("noemer").fill_null(0.0))
        .select(
            *_CELL, "noemer",
            teller=pl.when(still).then(pl.col("noemer") - of_week).otherwise(of_week),
            waarde=pl.when(some).then(100 * pl.col("kans").fill_null(0.0)),
            ondergrens=pl.when(some).then(100 * pl.col("laag")),
            bovengrens=pl.when(some).then(100 * pl.col("hoog")),
            oordeel=pl.when(~some & (pl.col("noemer") > 0)).then(pl.lit(_NOT_SO_LONG)),
        )
    )  # fmt: skip


def _one_by_one(cells: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return a row for every one of the `wachtenden` of the cells."""
    return (
        cells.select(*by, "wachtenden")
        .explode("wachtenden")
        .drop_nulls("wachtenden")
        .unnest("wachtenden")
        .with_columns(intrede=0)
    )

"""Timelines: what a person or a spell is, from which day on.

A timeline is a frame `key`, `vanaf`, `categorie`: from `vanaf` until the next row of that key the
trait has that value; before the first row, and where the category is null, it is unknown. Traits
that never change have one row from the beginning of time. Attached to spells a timeline becomes
*pieces*: the stretches of a spell in which the value does not change. All counting rests on this.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from grip.indicators.views.boundary import holds_on

BEGINNING = date(1, 1, 1)
_DAYS = 1 << 23  # room for the days of any year
_DAY = pl.duration(days=1)
_LAST = date(9999, 12, 31)
_LINE = ("persoon_id", "nr", "vanaf", "categorie")


def fixed(frame: pl.DataFrame, key: str, value: pl.Expr) -> pl.DataFrame:
    """Return the timeline of a trait that never changes."""
    return frame.select(key, vanaf=pl.lit(BEGINNING), categorie=value.cast(pl.String))


def stepped(
    frame: pl.DataFrame, key: str, first: str, steps: Sequence[tuple[pl.Expr, str]]
) -> pl.DataFrame:
    """Return the timeline of a trait that passes through steps: (day from which on, category).

    Before the first step it is `first`. A step without a day (an unknown date of birth) is left
    out.
    """
    days = {f"{i}": day for i, (day, _) in enumerate(steps)}
    labels = {f"{i}": label for i, (_, label) in enumerate(steps)}
    passed = (
        frame.select(key, pl.lit(BEGINNING).alias("begin"), **days)
        .unpivot(index=key, variable_name="stap", value_name="vanaf")
        .drop_nulls("vanaf")
        .sort(key, "vanaf")
    )
    category = pl.col("stap").replace_strict({"begin": first, **labels}, return_dtype=pl.String)
    return passed.select(key, "vanaf", categorie=category)


def resolved(
    rows: pl.DataFrame, begin: str, end: str, order: Sequence[pl.Expr], value: pl.Expr
) -> pl.DataFrame:
    """Return the timeline of persons from rows that hold from `begin` to `end`, both included.

    Where rows hold on one day the first in `order` wins. Persons without overlap, nearly all of
    them, take the short way.
    """
    own = (
        rows.select(
            "persoon_id", van=pl.col(begin), tot=pl.col(end), categorie=value,
            volgorde=pl.struct(*[e.alias(f"o{i}") for i, e in enumerate(order)],
                               pl.int_range(pl.len()).alias("rij")),
        )
        .sort("persoon_id", "van")
        .with_columns(nr=pl.col("persoon_id").rle_id())
    )  # fmt: skip
    # One running maximum over all persons at once, as persons are far apart.
    apart = pl.col("nr").cast(pl.Int64) * _DAYS
    reached = (apart + pl.col("tot").fill_null(_LAST).to_physical()).cum_max()
    clash = (apart + pl.col("van").to_physical() <= reached.shift(1)).fill_null(False)
    clashing = own.filter(clash).get_column("nr").unique()
    tangled = pl.col("nr").is_in(clashing.implode())
    parts = [_disjoint(own)]
    if len(clashing):
        parts = [_disjoint(own.filter(~tangled)), _winners(own.filter(tangled))]
    packed = pl.col("nr").cast(pl.Int64) * _DAYS + pl.col("vanaf").to_physical()
    return pl.concat(parts).sort(packed).drop("nr")


def _disjoint(own: pl.DataFrame) -> pl.DataFrame:
    """Start a row at each begin, and an unknown stretch after each end with nothing behind it."""
    after = pl.col("tot") + _DAY
    again = (pl.col("nr") == pl.col("nr").shift(-1)) & (pl.col("van").shift(-1) == after)
    gaps = own.filter(pl.col("tot").is_not_null() & ~again.fill_null(False))
    nothing = gaps.select("persoon_id", "nr", vanaf=after, categorie=pl.lit(None, pl.String))
    return pl.concat([own.select("persoon_id", "nr", vanaf="van", categorie="categorie"), nothing])


def _winners(own: pl.DataFrame) -> pl.DataFrame:
    """At every day on which something begins or has ended, find the row that wins there."""
    cuts = pl.concat(
        [
            own.select("persoon_id", "nr", vanaf="van"),
            own.select("persoon_id", "nr", vanaf=pl.col("tot") + _DAY).drop_nulls(),
        ]
    ).unique()
    holding = (
        cuts.join(own.drop("persoon_id"), on="nr")
        .filter(holds_on("van", "tot", pl.col("vanaf")))
        .sort("volgorde")
        .unique(["nr", "vanaf"], keep="first", maintain_order=True)
        .select("nr", "vanaf", "categorie")
    )
    return cuts.join(holding, on=["nr", "vanaf"], how="left").select(_LINE)


def anniversary(start: str, years: int, months: int = 0) -> pl.Expr:
    """Return the day on which `years` (and `months`) since the date in column `start` are full.

    A day that does not exist becomes the first of the next month: who was born on 29 February
    completes a year on 1 March.
    """
    since = pl.col(start)
    later = since.dt.offset_by(f"{years}y{months}mo")  # clips to the last day of a month
    clipped = later.dt.day() != since.dt.day()
    return pl.when(clipped).then(later.dt.offset_by("1d")).otherwise(later)

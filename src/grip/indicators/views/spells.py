"""Persons, benefits and instruments: units that are never mixed.

A *benefit* is counted once, by its client row. A *person* is counted over all roles, with spells
merged where they overlap or follow on the next day. Every unit becomes a frame of spells that
starts with `spell` (number), `persoon_id`, `van`, `tot` (last day; empty is running).
"""

from __future__ import annotations

import polars as pl

PARTNER_CAUSE = "97"
RETURN_DAYS = 365
# Persons merged for returns: by the gap rule of the profile, and by each that is always shown.
SHOWN_GAPS = (0, 30)
RETURNING = ("terugkeer", *(f"terugkeer_{gap}" for gap in SHOWN_GAPS))
_PERSON_STRIDE = 1 << 20  # days; wider than any date, so that persons never run into each other
_OPEN_END = 1 << 19

# Two own rows on one day: the client row, then the latest start, then the lowest number.
ROW_ORDER = (
    pl.col("rol") != "client",
    -pl.col("ingangsdatum").to_physical(),
    pl.col("uitkering_id"),
)


def counted_rows(benefits: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `uitkeringen` with a client's 97 replaced by the partner's own reason.

    Only a partner row of the same benefit that ends on the same day, with a reason that is filled
    and is not 97 itself, can lend its reason.
    """
    lenders = (
        benefits.filter(
            pl.col("rol") == "partner",
            pl.col("einddatum").is_not_null(),
            pl.col("reden_uitstroom") != PARTNER_CAUSE,
        )
        .sort("uitkering_id", "einddatum", "persoon_id")
        .unique(["uitkering_id", "einddatum"], keep="first", maintain_order=True)
        .select("uitkering_id", "einddatum", geleend="reden_uitstroom")
    )
    borrows = (pl.col("rol") == "client") & (pl.col("reden_uitstroom") == PARTNER_CAUSE)
    reason = pl.when(borrows & pl.col("geleend").is_not_null()).then("geleend")
    return benefits.join(
        lenders, on=["uitkering_id", "einddatum"], how="left", maintain_order="left"
    ).select(
        pl.all().exclude("reden_uitstroom", "geleend"),
        reason.otherwise("reden_uitstroom").alias("reden_uitstroom"),
    )


def benefit_spells(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one spell per benefit, by its client row.

    Without a client row, or with two, the earliest start counts, then the lowest person. The
    column `binnen_jaar_uit` says whether it ended within 365 days.
    """
    one_each = rows.sort(pl.col("rol") != "client", "ingangsdatum", "persoon_id").unique(
        "uitkering_id", keep="first", maintain_order=True
    )
    days = (pl.col("tot") - pl.col("van")).dt.total_days()
    return (
        one_each.rename({"ingangsdatum": "van", "einddatum": "tot"})
        .sort("persoon_id", "van", "uitkering_id")
        .with_row_index("spell")
        .with_columns(binnen_jaar_uit=(days <= RETURN_DAYS).fill_null(False))
    )


def person_spells(rows: pl.DataFrame, gap_days: int = 0) -> pl.DataFrame:
    """Return the merged spells of persons, over all roles and schemes.

    Two spells are one when the second starts at most `gap_days` days after the day that follows
    the end of the first. The reasons are those on the person's own row that starts, or ends, the
    merged spell. `terugkeer` says whether a next spell starts within 365 days after the end,
    `teruggekeerd` whether the one before ended at most 365 days before the start.
    """
    merged = _merge(rows, gap_days)
    spells = merged.group_by("spell").agg(
        pl.col("persoon_id").first(),
        van=pl.col("ingangsdatum").min(),
        tot=pl.when(pl.col("einddatum").is_null().any())
        .then(None)
        .otherwise(pl.col("einddatum").max()),
    )
    own = merged.join(spells.select("spell", "van", "tot"), on="spell").sort("spell", *ROW_ORDER)
    starts = _first_of(own.filter(pl.col("ingangsdatum") == pl.col("van")), "reden_instroom")
    ends = _first_of(own.filter(pl.col("einddatum") == pl.col("tot")), "reden_uitstroom")
    return _with_returns(
        spells.join(starts, on="spell", how="left").join(ends, on="spell", how="left").sort("spell")
    )


def _merge(rows: pl.DataFrame, gap_days: int) -> pl.DataFrame:
    """Number the merged spells: one running maximum over all persons at once, no window."""
    ordered = rows.sort("persoon_id", "ingangsdatum").with_columns(
        stride=pl.col("persoon_id").rle_id().cast(pl.Int64) * _PERSON_STRIDE
    )
    start = pl.col("stride") + pl.col("ingangsdatum").to_physical()
    end = pl.col("stride") + pl.col("einddatum").to_physical().fill_null(_OPEN_END)
    reached = end.cum_max().shift(1)
    opens = (start > reached + gap_days + 1).fill_null(True)
    return ordered.with_columns(spell=opens.cast(pl.UInt32).cum_sum() - 1).drop("stride")


def _first_of(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    return rows.unique("spell", keep="first", maintain_order=True).select("spell", column)


def _with_returns(spells: pl.DataFrame) -> pl.DataFrame:
    """Add whether a person came back, and had been before, within 365 days."""
    same_next = pl.col("persoon_id") == pl.col("persoon_id").shift(-1)
    same_before = pl.col("persoon_id") == pl.col("persoon_id").shift(1)
    until_next = (pl.col("van").shift(-1) - pl.col("tot")).dt.total_days()
    since_last = (pl.col("van") - pl.col("tot").shift(1)).dt.total_days()
    return spells.with_columns(
        terugkeer=(same_next & until_next.is_between(1, RETURN_DAYS)).fill_null(False),
        teruggekeerd=(same_before & (since_last <= RETURN_DAYS)).fill_null(False),
    )

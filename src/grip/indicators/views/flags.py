"""Flags: things of which several can hold for a person at once, as one timeline.

On every day a person has a set of flags, such as `;soort=tijdelijk;verplichting=arbeid;`. As one
timeline they cut the ledger once, however many figures are about them. No flag, no value.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_MARK = ";"


def has(trait: str, *flags: str) -> pl.Expr:
    """True where the trait holds one of these flags."""
    text = pl.col(trait).cast(pl.String)
    return pl.any_horizontal(
        [text.str.contains(f"{_MARK}{flag}{_MARK}", literal=True) for flag in flags]
    )


def running(rows: pl.DataFrame, flag: pl.Expr) -> pl.DataFrame:
    """Return rows of flags `persoon_id`, `van`, `tot`, `vlag` from a table of spells.

    It runs at the end of a day: from `begindatum` to the day before `einddatum`. A row of one
    day runs at the end of no day.
    """
    return rows.select(
        "persoon_id", van="begindatum", tot=pl.col("einddatum") - pl.duration(days=1), vlag=flag
    ).filter(pl.col("tot").is_null() | (pl.col("tot") >= pl.col("van")))


def flag_timeline(rows: pl.DataFrame, flags: Sequence[str]) -> pl.DataFrame:
    """Return the timeline `persoon_id`, `vanaf`, `categorie` of the flags that hold together.

    Args:
        rows: `persoon_id`, `van`, `tot` (last day, empty is running) and `vlag`; they may overlap.
        flags: every flag there is.
    """
    by_flag = ("persoon_id", "vlag")
    ends = rows.filter(pl.col("tot").is_not_null())
    changes = pl.concat(
        [
            rows.select(*by_flag, vanaf="van", telt=pl.lit(1)),
            ends.select(*by_flag, vanaf=pl.col("tot") + pl.duration(days=1), telt=pl.lit(-1)),
        ]
    )
    bits = {flag: 1 << number for number, flag in enumerate(flags)}
    toggles = (
        changes.group_by(*by_flag, "vanaf").agg(pl.col("telt").sum())
        .sort(*by_flag, "vanaf")
        .with_columns(aan=(pl.col("telt").cum_sum().over(by_flag) > 0).cast(pl.Int64))
        .with_columns(was=pl.col("aan").shift(1).over(by_flag).fill_null(0))
        .with_columns(
            bit=pl.col("vlag").replace_strict(bits, return_dtype=pl.Int64)
            * (pl.col("aan") - pl.col("was"))
        )
        .group_by("persoon_id", "vanaf").agg(pl.col("bit").sum())
        .filter(pl.col("bit") != 0)
        .sort("persoon_id", "vanaf")
    )  # fmt: skip
    masks = toggles.select(
        "persoon_id", "vanaf", vlaggen=pl.col("bit").cum_sum().over("persoon_id")
    )
    found = {0, *masks.get_column("vlaggen").unique().to_list()}
    category = pl.col("vlaggen").replace_strict(
        {mask: _text(mask, bits) for mask in sorted(found)}, return_dtype=pl.String
    )
    return masks.select("persoon_id", "vanaf", categorie=category)


def _text(mask: int, bits: dict[str, int]) -> str | None:
    held = [flag for flag, bit in bits.items() if mask & bit]
    return _MARK.join(["", *held, ""]) if held else None

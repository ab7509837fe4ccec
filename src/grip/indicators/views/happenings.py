"""Units of what is on one day: ends of instruments, starts, entries, decisions and their reviews.

Each is a frame of spells of that one day, so that the group of a row is that of the day itself.
"""

from __future__ import annotations

from datetime import date

import polars as pl

ADVANCE_DAYS = 28
_SOON = "6mo"


def ended_supports(supports: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Return every voorziening that has ended, on its last day.

    `snel_uitgestroomd` says whether the person left the benefit after it, within six months.
    """
    ended = supports.filter(pl.col("einddatum").is_not_null()).sort("einddatum", "voorziening_id")
    left = persons.filter(pl.col("tot").is_not_null()).select("persoon_id", uitstroom="tot")
    following = ended.join_asof(
        left.sort("uitstroom"), left_on="einddatum", right_on="uitstroom", by="persoon_id",
        strategy="forward", allow_exact_matches=False, check_sortedness=False,
    )  # fmt: skip
    soon = pl.col("uitstroom") <= pl.col("einddatum").dt.offset_by(_SOON)
    return _on_one_day(
        following.with_columns(snel_uitgestroomd=soon.fill_null(False)), pl.col("einddatum")
    )


def priced_supports(
    supports: pl.DataFrame, persons: pl.DataFrame, costs: pl.DataFrame
) -> pl.DataFrame:
    """Return every voorziening that costs are known of, on its first day, with what came of it.

    `betaald` is what was realised on it, in cents. `beoordeeld` is two years after the start: by
    then it is known whether it came to a lasting outcome (`duurzaam`): out to work within a year,
    and no return within 365 days. Left out is what costs are not known of: what began before the
    year of the first booking on any voorziening, and instruments without any booking at all.
    """
    spent = costs.filter(pl.col("gerealiseerd") != 0, pl.col("voorziening_id").is_not_null())
    paid = spent.group_by("voorziening_id").agg(betaald=pl.col("gerealiseerd").sum())
    stays = persons.sort("van").select(
        "persoon_id", "terugkeer", in_sinds="van", uit="tot", naar="reden_uitstroom"
    )
    begun = supports.join(paid, on="voorziening_id", how="left").with_columns(
        pl.col("betaald").fill_null(0)
    )
    known = begun.filter(
        pl.col("begindatum") >= booked_since(spent.get_column("datum")),
        (pl.col("betaald") != 0).any().over("instrument"),
    )
    following = known.sort("begindatum", "voorziening_id").join_asof(
        stays, left_on="begindatum", right_on="in_sinds", by="persoon_id",
        strategy="backward", check_sortedness=False,
    )  # fmt: skip
    started, out = pl.col("begindatum"), pl.col("uit")
    lasting = (
        out.is_between(started, started.dt.offset_by("1y"))
        & (pl.col("naar") == "werk")
        & ~pl.col("terugkeer")
    )
    return _on_one_day(
        following.with_columns(
            beoordeeld=started.dt.offset_by("2y"), duurzaam=lasting.fill_null(False)
        ),
        started,
    )


def booked_since(days: pl.Series) -> date:
    """Return the first day of the year in which the first cost was booked."""
    first = days.min()
    return date(first.year, 1, 1) if isinstance(first, date) else date.max


def starts(
    benefits: pl.DataFrame, registrations: pl.DataFrame, supports: pl.DataFrame
) -> pl.DataFrame:
    """Return every benefit on its first day, with the day of the decision that it rests on.

    `eerste_voorziening` is when the first voorziening of the person began, on that day or later;
    `voorziening_na_besluit` the same day, or that of the decision where it was later.
    """
    decided = (
        registrations.filter(pl.col("uitkering_id").is_not_null())
        .group_by("uitkering_id")
        .agg(pl.col("besluitdatum").min())
    )
    first = supports.select("persoon_id", eerste_voorziening="begindatum")
    begun = (
        benefits.join(decided, on="uitkering_id", how="left")
        .sort("van", "spell")
        .join_asof(
            first.sort("eerste_voorziening"), left_on="van", right_on="eerste_voorziening",
            by="persoon_id", strategy="forward", check_sortedness=False,
        )
    )  # fmt: skip
    later = pl.max_horizontal("eerste_voorziening", "besluitdatum")
    return begun.with_columns(
        tot="van",
        ingangsdatum="van",
        voorziening_na_besluit=pl.when(pl.col("eerste_voorziening").is_not_null()).then(later),
    )


def entered(rows: pl.DataFrame) -> pl.DataFrame:
    """Return every start and end in the rows of `uitkeringen`, with the day of its entry."""
    sides = (("ingangsdatum", "administratie_begin"), ("einddatum", "administratie_einde"))
    found = [
        rows.filter(pl.col(day).is_not_null()).with_columns(
            van=pl.col(day), tot=pl.col(day), dag=pl.col(day), ingevoerd=pl.col(entry)
        )
        for day, entry in sides
    ]
    return pl.concat(found).with_row_index("spell")


def decisions(table: pl.DataFrame, checks: pl.DataFrame) -> pl.DataFrame:
    """Return every decision on its day; `getoetst` says whether it was ever checked."""
    checked = checks.get_column("besluit_id").drop_nulls().unique()
    return _on_one_day(
        table.sort("besluit_id").with_columns(
            getoetst=pl.col("besluit_id").is_in(checked.implode())
        ),
        pl.col("datum"),
    )


def reviews(table: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """Return every check on its day, with the kind and the person of the decision."""
    of = decided.select("besluit_id", "soort", "persoon_id")
    return _on_one_day(
        table.join(of, on="besluit_id", how="left").sort("toetsing_id"), pl.col("datum")
    )


def _on_one_day(rows: pl.DataFrame, day: pl.Expr) -> pl.DataFrame:
    return rows.with_columns(van=day, tot=day).with_row_index("spell")

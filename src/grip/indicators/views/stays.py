"""Spells that are followed to see how long they last: benefits, and stays on the ladder.

Each has `begin` (first day), `einde` (the day on which it ended, empty is running) and `oorzaak`
(why it ended, or what came next), and stands as a spell of its first day, so that its groups are
those of that day.
"""

from __future__ import annotations

import polars as pl

from grip.config import Ladder
from grip.indicators.views.ladders import state_of, state_timeline
from grip.indicators.views.timelines import attach
from grip.results import UNKNOWN, WENT


def lasting_benefits(benefits: pl.DataFrame) -> pl.DataFrame:
    """Return every benefit on its first day; its cause is the reason of outflow."""
    return benefits.with_columns(
        begin="van", einde="tot", tot="van", oorzaak=pl.col("reden_uitstroom").fill_null(UNKNOWN)
    )


def stays(rows: pl.DataFrame, persons: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    """Return every stay in one place of the ladder (`plaats`) while in benefit.

    Places are those at the end of a day: who gets another place on the last day of the benefit is
    out at its end. What follows (`oorzaak`) is another place, `onbekend`, or `uitstroom`. A new row
    with the same place goes on with the same stay.

    Args:
        rows: the table of states that the ladder is read from.
        persons: the merged spells of persons; `periode` is the spell that a stay is part of.
        ladder: the ladder of the profile.
    """
    state = state_of(ladder)
    line = state_timeline(rows, state.value, state.rank)
    (pieces,) = attach(persons.with_columns(gezien="van"), [line], "persoon_id", UNKNOWN)
    ends = persons.select("spell", "persoon_id", laatste="tot")
    same = pl.col("spell") == pl.col("spell").shift(1)
    goes_on = same & (pl.col("categorie") == pl.col("categorie").shift(1))
    arrivals = (
        pieces.join(ends, on="spell", how="left")
        .filter(pl.col("laatste").is_null() | (pl.col("van") < pl.col("laatste")))
        .sort("spell", "van")
        .filter(~goes_on.fill_null(False))
    )
    last = (pl.col("spell") != pl.col("spell").shift(-1)).fill_null(True)
    left = pl.when(pl.col("laatste").is_not_null()).then(pl.lit(WENT))
    return (
        arrivals.select(
            "persoon_id", van="van", tot="van", periode="spell", plaats="categorie", begin="van",
            einde=pl.when(last).then("laatste").otherwise(pl.col("van").shift(-1)),
            oorzaak=pl.when(last).then(left).otherwise(pl.col("categorie").shift(-1)),
        )
        .with_row_index("spell")
    )  # fmt: skip

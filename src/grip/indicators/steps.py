"""Steps on the ladder: each day on which a person in stock gets another known position."""

from __future__ import annotations

import polars as pl

from grip.config import Ladder
from grip.indicators.boundary import in_stock
from grip.indicators.ladders import height, state_of, state_timeline


def steps(rows: pl.DataFrame, persons: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    """Return the steps as spells of one day, with `stapdatum` and `vooruit` (up the ladder).

    A row begins on day d, the person is in stock at the end of d, and the positions on the day
    before and on d are both known and differ.

    Args:
        rows: the table of states that the ladder is read from.
        persons: the merged spells of persons.
        ladder: the ladder of the profile.
    """
    state = state_of(ladder)
    same = pl.col("persoon_id") == pl.col("persoon_id").shift(1)
    higher = pl.col("trede") - pl.when(same).then(pl.col("trede").shift(1))
    changes = (
        state_timeline(rows, state.value, state.rank)
        .with_columns(trede=height(ladder, pl.col("categorie")))
        .select("persoon_id", "vanaf", hoger=higher)
        .filter(pl.col("hoger") != 0)
    )
    began = rows.select("persoon_id", vanaf="begindatum").unique()
    return (
        changes.join(began, on=["persoon_id", "vanaf"], how="semi")
        .join(persons.select("persoon_id", "van", "tot"), on="persoon_id")
        .filter(in_stock("van", "tot", pl.col("vanaf")))
        .sort("persoon_id", "vanaf")
        .with_row_index("spell")
        .select(
            "spell", "persoon_id", van="vanaf", tot="vanaf", stapdatum="vanaf",
            vooruit=pl.col("hoger") > 0,
        )
    )  # fmt: skip

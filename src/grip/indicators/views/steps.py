"""Steps on the ladder: each day on which a person in stock gets another known position."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from grip.config import Ladder
from grip.indicators.views.boundary import in_stock
from grip.indicators.views.ladders import height, state_of, state_timeline

STEP_KINDS = ("verandering", "correctie", "herindeling")
_REAL, _MENDED, _RECLASSED = STEP_KINDS
MENDED_DAYS = 30
# So many steps on one day, and such a part of the stock: nobody's life changed, the ladder did.
MASS_STEPS, MASS_PART = 10, 0.1


def steps(
    rows: pl.DataFrame, persons: pl.DataFrame, ladder: Ladder, breaks: Sequence[date]
) -> pl.DataFrame:
    """Return the steps as spells of one day, with `stapdatum`, `vooruit` and `stapsoort`.

    A row begins on day d, the person is in stock at the end of d, and the positions on the day
    before and on d are both known and differ.

    Args:
        rows: the table of states that the ladder is read from.
        persons: the merged spells of persons.
        ladder: the ladder of the profile.
        breaks: days on which, by the profile, everybody was placed anew.
    """
    state = state_of(ladder)
    same = pl.col("persoon_id") == pl.col("persoon_id").shift(1)
    changes = (
        state_timeline(rows, state.value, state.rank)
        .with_columns(trede=height(ladder, pl.col("categorie")))
        .with_columns(vorige=pl.when(same).then(pl.col("trede").shift(1)))
        .filter(pl.col("trede") != pl.col("vorige"))
        .select("persoon_id", "vanaf", "trede", "vorige", hersteld=_mended())
    )
    began = rows.select("persoon_id", vanaf="begindatum").unique()
    made = (
        changes.join(began, on=["persoon_id", "vanaf"], how="semi")
        .join(persons.select("persoon_id", "van", "tot"), on="persoon_id")
        .filter(in_stock("van", "tot", pl.col("vanaf")))
        .sort("persoon_id", "vanaf")
        .with_row_index("spell")
    )
    days = pl.Series([*breaks, *_mass_days(made, persons)], dtype=pl.Date)
    anew = pl.col("vanaf").is_in(days.implode())
    kind = pl.when(anew).then(pl.lit(_RECLASSED)).when("hersteld").then(pl.lit(_MENDED))
    return made.select(
        "spell", "persoon_id", van="vanaf", tot="vanaf", stapdatum="vanaf",
        vooruit=pl.col("trede") > pl.col("vorige"), stapsoort=kind.otherwise(pl.lit(_REAL)),
    )  # fmt: skip


def _mended() -> pl.Expr:
    """True of a change that is undone within 30 days, and of the one that undoes it."""
    person, day = pl.col("persoon_id"), pl.col("vanaf")
    soon = (day.shift(-1) - day).dt.total_days() <= MENDED_DAYS
    back = (pl.col("trede").shift(-1) == pl.col("vorige")) & (
        pl.col("vorige").shift(-1) == pl.col("trede")
    )
    undone = ((person == person.shift(-1)) & soon & back).fill_null(False)
    return undone | undone.shift(1, fill_value=False)


def _mass_days(made: pl.DataFrame, persons: pl.DataFrame) -> list[date]:
    """Return the days on which so many change place at once that the ladder must have changed."""
    busy = made.group_by("vanaf").agg(aantal=pl.len()).filter(pl.col("aantal") >= MASS_STEPS)
    came, left = (persons.get_column(name).drop_nulls().sort() for name in ("van", "tot"))
    days = busy.get_column("vanaf")
    # Who comes or leaves on the day itself counts as the stock of its end does.
    stock = came.search_sorted(days, "right").cast(pl.Int64) - left.search_sorted(days, "right")
    return days.filter(busy.get_column("aantal") >= MASS_PART * stock).to_list()

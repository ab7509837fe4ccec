"""Who keeps a record: the consulent on the row itself, else that of the person's benefit."""

from __future__ import annotations

import polars as pl

from grip.config import Profile
from grip.indicators.views.caseload import Caseload
from grip.results import UNKNOWN

KEEPER, TEAM = "consulent", "team"
_BENEFITS, _DECISIONS = "uitkeringen", "besluiten"


def with_keeper(caseload: Caseload, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of a table with `consulent` and `team`, `onbekend` where nothing says so.

    The consulent of the row comes first, then that of the decision that is checked, then the one
    who has the person's latest benefit now: that is who can fill what is empty.
    """
    own = [pl.col(KEEPER)] if KEEPER in rows.columns else []
    if "besluit_id" in rows.columns and KEEPER not in rows.columns:
        decided = caseload.table(_DECISIONS).select("besluit_id", toetst=pl.col(KEEPER))
        decided = decided.unique("besluit_id", keep="first", maintain_order=True)
        rows = rows.join(decided, on="besluit_id", how="left", maintain_order="left")
        own = [pl.col("toetst")]
    if "persoon_id" in rows.columns:
        held = caseload.remembered("keepers", _keepers)
        rows = rows.join(held, on="persoon_id", how="left", maintain_order="left")
        own.append(pl.col("houder"))
    known = pl.coalesce(*own, pl.lit(UNKNOWN)) if own else pl.lit(UNKNOWN)
    return rows.with_columns(known.alias(KEEPER)).with_columns(
        team_of(caseload.profile).alias(TEAM)
    )


def team_of(profile: Profile) -> pl.Expr:
    """Return an expression that says in which team the consulent of a row is."""
    return pl.col(KEEPER).replace_strict(
        profile.teams or {"": ""}, default=UNKNOWN, return_dtype=pl.String
    )


def _keepers(caseload: Caseload) -> pl.DataFrame:
    """Return `persoon_id` and `houder`: the running benefit counts, else the latest."""
    running = pl.col("einddatum").is_null()
    return (
        caseload.table(_BENEFITS)
        .filter(pl.col(KEEPER).is_not_null())
        .sort(
            ~running, -pl.col("ingangsdatum").to_physical(), pl.col("rol") != "client",
            "uitkering_id",
        )
        .unique("persoon_id", keep="first", maintain_order=True)
        .select("persoon_id", houder=pl.col(KEEPER))
    )  # fmt: skip

"""The ladder as expressions: which position a row of states gives, and how positions rank."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from grip.config import Ladder
from grip.indicators.views.timelines import resolved

WAGE_CLASSES = ("0-40", "40-70", "70-100", "100+")

_WAGE = pl.col("loonwaarde_pct")
WAGE_CLASS = (
    pl.when(_WAGE < 40).then(pl.lit("0-40"))
    .when(_WAGE < 70).then(pl.lit("40-70"))
    .when(_WAGE < 100).then(pl.lit("70-100"))
    .when(_WAGE >= 100).then(pl.lit("100+"))
)  # fmt: skip
WAGE_RANK = _WAGE.fill_null(1e9)


@dataclass(frozen=True, eq=False)
class State:
    """What a table of states says: the value of a row, and its rank for the last tie."""

    table: str
    value: pl.Expr
    rank: pl.Expr


def state_of(ladder: Ladder) -> State:
    """Return how the position on the ladder is read."""
    if ladder.bron == "categorieen":
        return category_state(ladder, on_ladder(ladder))
    return State("arbeidsvermogen", WAGE_CLASS, WAGE_RANK)


def category_state(ladder: Ladder, value: pl.Expr) -> State:
    """Return how a column of `categorieen` is read; ties go to the lowest position."""
    return State("categorieen", value, height(ladder, pl.col("categorie"), len(ladder.posities)))


def height(ladder: Ladder, position: pl.Expr, default: int | None = None) -> pl.Expr:
    """Return the number of a position, the lowest 0; `default` for what is not on the ladder."""
    numbers = {name: number for number, name in enumerate(ladder.posities)}
    return position.replace_strict(numbers, default=default, return_dtype=pl.Int32)


def on_ladder(ladder: Ladder) -> pl.Expr:
    """A category that is not on the ladder of the profile is unknown, and was reported."""
    known = ladder_categories(ladder)
    value = pl.col("categorie")
    return pl.when(value.is_in(known)).then(value) if known else value


def ladder_categories(ladder: Ladder) -> tuple[str, ...]:
    """Return the positions of a ladder of categories."""
    return ladder.posities if ladder.bron == "categorieen" else ()


def state_timeline(rows: pl.DataFrame, value: pl.Expr, rank: pl.Expr) -> pl.DataFrame:
    """Return the timeline of persons from rows of states (contract, rule 1).

    Where two rows hold the later begin wins, then the later end, then the lowest rank.
    """
    order = [
        -pl.col("begindatum").to_physical(),
        -pl.col("einddatum").to_physical().fill_null(1 << 30),
        rank,
    ]
    return resolved(rows, "begindatum", "einddatum", order, value)

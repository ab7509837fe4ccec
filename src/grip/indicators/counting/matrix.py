"""From where to where: persons by their place on the ladder at two moments."""

from __future__ import annotations

from itertools import product

import polars as pl

from grip.indicators.model import END, EVE, Matrix
from grip.indicators.request import Request
from grip.indicators.views.boundary import in_stock
from grip.indicators.views.traits import pieces_by_trait
from grip.results import CAME, FROM_TO, TOTAL, UNKNOWN, WENT

_BATCH = 5_000_000  # persons times periods held in memory at once


def from_to(request: Request, formula: Matrix) -> pl.DataFrame:
    """Return `periode`, `dimensie`, `categorie`, `teller`, `noemer` of the moves of each period.

    The cells are `A|B`, `instroom|B` for who was not in stock at the eve, and `A|uitstroom` for
    who is not in stock at the end, so that rows and columns add up to the stocks.
    """
    trait = request.dimensions[request.caseload.profile.ladder.dimension].trait
    spells = request.spells(formula.unit)
    pieces = pieces_by_trait(request.caseload, formula.unit, spells, {"plaats": trait})["plaats"]
    moves = [
        _moves(_positions(spells, pieces, some, EVE), _positions(spells, pieces, some, END))
        for some in request.calendar.iter_slices(max(1, _BATCH // max(1, spells.height)))
    ]
    positions = [*request.caseload.profile.ladder.posities, UNKNOWN]
    cells = [*product([*positions, CAME], positions), *product(positions, [WENT])]
    return _filled(request, pl.concat(moves), ["|".join(cell) for cell in cells])


def _positions(
    spells: pl.DataFrame, pieces: pl.DataFrame, calendar: pl.DataFrame, moment: str
) -> pl.DataFrame:
    """Return the place of every person in stock at the end of that day of each period."""
    days = calendar.select("periode", dag=moment)
    present = (
        spells.select("spell", "persoon_id", "van", "tot")
        .join(days, how="cross")
        .filter(in_stock("van", "tot", pl.col("dag")))
        .sort("spell", "dag")
    )
    return present.drop("van", "tot").join_asof(
        pieces.select("spell", plaats="categorie", dag="van").sort("spell", "dag"),
        by="spell", on="dag", strategy="backward", check_sortedness=False,
    ).select("periode", "persoon_id", "plaats")  # fmt: skip


def _moves(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    both = before.join(after, on=["periode", "persoon_id"], how="full", coalesce=True, suffix="_na")
    return (
        both.select(
            "periode",
            van=pl.col("plaats").fill_null(CAME),
            naar=pl.col("plaats_na").fill_null(WENT),
        )
        .group_by("periode", "van", "naar")
        .agg(teller=pl.len().cast(pl.Float64))
    )


def _filled(request: Request, moves: pl.DataFrame, cells: list[str]) -> pl.DataFrame:
    """Add the cells without anybody, and the total: who was in stock at both moments."""
    stayed = (pl.col("van") != CAME) & (pl.col("naar") != WENT)
    periods = request.calendar.select("periode")
    total = moves.filter(stayed).group_by("periode").agg(pl.col("teller").sum())
    named = moves.select("periode", "teller", categorie=pl.concat_str("van", "naar", separator="|"))
    counted = periods.join(pl.DataFrame({"categorie": cells}), how="cross").join(
        named, on=["periode", "categorie"], how="left"
    )
    return pl.concat(
        [
            periods.join(total, on="periode", how="left").select(
                "periode",
                pl.lit(TOTAL).alias("dimensie"),
                pl.lit(TOTAL).alias("categorie"),
                "teller",
            ),
            counted.select("periode", pl.lit(FROM_TO).alias("dimensie"), "categorie", "teller"),
        ]
    ).with_columns(pl.col("teller").fill_null(0.0), noemer=pl.lit(None, pl.Float64))

"""Shares of what is there on any day of the period, each record once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from grip.indicators.counting.balances import Counted
from grip.indicators.counting.ledger import CELL, cut, known_cells
from grip.indicators.model import EVE, FIRST, Indicator, Presence
from grip.indicators.request import Request
from grip.indicators.views.boundary import touches
from grip.indicators.views.timelines import OUTSIDE
from grip.results import TOTAL


def presences(request: Request, indicators: Sequence[Indicator]) -> Iterator[Counted]:
    """Yield each indicator with `periode`, `dimensie`, `categorie`, `teller`, `noemer`, `oordeel`.

    What is there in a period becomes a spell of one day, so that its groups are those of that day.
    """
    for indicator in indicators:
        if isinstance(indicator.formula, Presence):
            yield indicator, _shares(request, indicator, indicator.formula)


def _shares(request: Request, indicator: Indicator, formula: Presence) -> pl.DataFrame:
    splits = request.splits(indicator)
    present = _present(request, formula)
    if formula.begun:
        present = _with_begun(present, request.caseload.table(formula.begun))
    pieces = cut(request, formula.unit, present, splits, {})
    cells = known_cells(pieces, request.closed(formula.unit, splits))
    names = ["|".join(split) or TOTAL for split in splits]
    weighed = present.select("spell", "periode", teller=formula.numerator,
                             noemer=formula.denominator)  # fmt: skip
    counted = (
        pieces.groups.filter(pl.col("categorie") != OUTSIDE)
        .join(weighed, on="spell")
        .group_by("periode", "nr", "categorie")
        .agg(pl.col("teller", "noemer").sum())
        .with_columns(pl.col("categorie").cast(pl.String))
        .join(pieces.sequences, on="nr")
    )
    return (
        request.calendar.select("periode")
        .join(cells.filter(pl.col("dimensie").is_in(names)), how="cross")
        .join(counted, on=["periode", *CELL], how="left", maintain_order="left")
        .select(
            "periode",
            *CELL,
            pl.col("teller", "noemer").cast(pl.Float64).fill_null(0.0),
            oordeel=pl.lit(formula.remark(request.caseload) or None, pl.String),
        )
    )


def _present(request: Request, formula: Presence) -> pl.DataFrame:
    """Return a spell of one day for every period and record that is there on a day of it."""
    periods = request.calendar.select("periode", "b", "e", EVE)
    begin, end = periods.get_column("b").min(), periods.get_column("e").max()
    spells = request.caseload.unit(formula.unit).drop("spell")
    first = formula.day == FIRST
    day = pl.max_horizontal("van", EVE) if first else pl.min_horizontal("tot", "e")
    return (
        spells.filter(touches("van", "tot", begin, end))  # type: ignore[arg-type]
        .join(periods, how="cross")
        .filter(touches("van", "tot", pl.col("b"), pl.col("e")))
        .sort("periode", formula.record, "van")
        .unique(["periode", formula.record], keep="first" if first else "last",
                maintain_order=True)
        .with_columns(dag=day)
        .with_columns(van="dag", tot="dag", gezien="dag")
        .with_row_index("spell")
    )  # fmt: skip


def _with_begun(present: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Add `begonnen`: whether a row of the person begins in the period."""
    starts = rows.select("persoon_id", begin="begindatum").sort("begin")
    return (
        present.sort("b")
        .join_asof(
            starts, left_on="b", right_on="begin", by="persoon_id", strategy="forward",
            check_sortedness=False,
        )
        .with_columns(begonnen=(pl.col("begin") <= pl.col("e")).fill_null(False))
        .drop("begin")
    )  # fmt: skip

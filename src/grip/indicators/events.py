"""Counts of rows by one of their dates, such as the dates of a melding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from grip.indicators.balances import Counted
from grip.indicators.ledger import CELL, cut, known_cells
from grip.indicators.model import Events, Indicator
from grip.indicators.request import Request
from grip.indicators.timelines import OUTSIDE
from grip.results import TOTAL


def events(request: Request, indicators: Sequence[Indicator]) -> Iterator[Counted]:
    """Yield each indicator with `periode`, `dimensie`, `categorie`, `teller`, `noemer`.

    The group of a row is that of its first day (of a melding: the day of the melding), whatever
    the date that it is counted by.
    """
    for unit in dict.fromkeys(i.formula.unit for i in indicators):
        members = [i for i in indicators if i.formula.unit == unit]
        splits = list(dict.fromkeys(s for i in members for s in request.splits(i)))
        moments = {i.formula.moment for i in members if isinstance(i.formula, Events)}
        spells = request.happened(unit, moments)
        pieces = cut(request, unit, spells, splits, {})
        cells = known_cells(pieces, request.closed(unit, splits))
        rows = pieces.groups.join(pieces.sequences, on="nr").join(
            spells.drop("van", "tot", "gezien", "persoon_id"), on="spell"
        )
        for indicator in members:
            if isinstance(indicator.formula, Events):
                names = ["|".join(split) or TOTAL for split in request.splits(indicator)]
                own = cells.filter(pl.col("dimensie").is_in(names))
                yield indicator, _counted(request, indicator.formula, rows, own)


def _counted(
    request: Request, formula: Events, rows: pl.DataFrame, cells: pl.DataFrame
) -> pl.DataFrame:
    """Count the rows of every cell whose date lies in a period; outside their group they do not."""
    periods = request.calendar.select("periode", "b", "e")
    moment = pl.col(formula.moment)
    inside = pl.col("categorie") != OUTSIDE
    among = inside if formula.among is None else inside & formula.among
    counted = (
        rows.join_where(periods, moment >= pl.col("b"), moment <= pl.col("e"))
        .group_by("periode", *CELL)
        .agg(
            teller=(formula.where & among).sum().cast(pl.Float64),
            noemer=among.sum().cast(pl.Float64),
        )
    )
    counted = counted.with_columns(pl.col(CELL).cast(pl.String))
    filled = (
        periods.select("periode")
        .join(cells, how="cross")
        .join(counted, on=["periode", *CELL], how="left")
        .with_columns(pl.col("teller", "noemer").fill_null(0.0))
    )
    if formula.among is None:
        return filled.with_columns(noemer=pl.lit(None, pl.Float64))
    return filled

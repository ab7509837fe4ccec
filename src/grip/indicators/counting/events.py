"""Rows by one of their dates, such as the dates of a melding: counted, summed up, or timed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from grip.indicators.counting.balances import Counted
from grip.indicators.counting.ledger import CELL, cut, known_cells
from grip.indicators.counting.summaries import gathered, summed_up
from grip.indicators.model import Dated, Indicator
from grip.indicators.request import Request
from grip.indicators.views.timelines import OUTSIDE
from grip.results import TOTAL

Of = tuple[Indicator, Dated]


def events(request: Request, indicators: Sequence[Indicator]) -> Iterator[Counted]:
    """Yield each indicator with `periode`, `dimensie`, `categorie`, `teller`, `noemer`.

    The group of a row is that of its first day (of a melding: the day of the melding), whatever
    the date that it is counted by.
    """
    asked = [(i, i.formula) for i in indicators if isinstance(i.formula, Dated)]
    for unit in dict.fromkeys(formula.unit for _, formula in asked):
        members = [(i, formula) for i, formula in asked if formula.unit == unit]
        splits = list(dict.fromkeys(s for i, _ in members for s in request.splits(i)))
        windows = dict.fromkeys((formula.moment, formula.since) for _, formula in members)
        spells = request.happened(unit, windows)
        pieces = cut(request, unit, spells, splits, {})
        cells = known_cells(pieces, request.closed(unit, splits))
        rows = (
            pieces.groups.join(pieces.sequences, on="nr")
            .filter(pl.col("categorie") != OUTSIDE)
            .join(spells.drop("van", "tot", "gezien"), on="spell")
        )
        for moment, since in windows:
            here = [(i, f) for i, f in members if (f.moment, f.since) == (moment, since)]
            inside = rows.join_where(
                request.windows, pl.col(moment) >= pl.col(since), pl.col(moment) <= pl.col("e")
            )
            yield from _summed_up(request, here, inside, cells)


def _summed_up(
    request: Request, members: Sequence[Of], inside: pl.DataFrame, cells: pl.DataFrame
) -> Iterator[Counted]:
    """Sum up the rows of every cell and period, for all indicators in one go."""
    facts = {
        f"{number}:{name}": fact
        for number, (_, formula) in enumerate(members)
        for name, fact in gathered(formula).items()
    }
    found = (
        inside.group_by("periode", *CELL)
        .agg(fact.alias(name) for name, fact in facts.items())
        .with_columns(pl.col(CELL).cast(pl.String))
    )
    filled = (
        request.windows.select("periode")
        .join(cells, how="cross")
        .join(found, on=["periode", *CELL], how="left", maintain_order="left")
    )
    for number, (indicator, formula) in enumerate(members):
        names = ["|".join(split) or TOTAL for split in request.splits(indicator)]
        own = filled.filter(pl.col("dimensie").is_in(names)).select(
            "periode", *CELL, **{name: f"{number}:{name}" for name in gathered(formula)}
        )
        yield indicator, summed_up(formula, own)

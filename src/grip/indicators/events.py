"""Counts of rows by one of their dates, such as the dates of a melding."""

from __future__ import annotations

import polars as pl

from grip.indicators.ledger import CELL, cut, known_cells
from grip.indicators.model import Events, Indicator
from grip.indicators.request import Request


def count_events(request: Request, indicator: Indicator, formula: Events) -> pl.DataFrame:
    """Return `periode`, `dimensie`, `categorie`, `teller`, `noemer` of an indicator.

    The group of a row is that of its first day (of a melding: the day of the melding), whatever
    the date that it is counted by.
    """
    splits = request.splits(indicator)
    pieces = cut(request, formula.unit, splits, {}).groups
    rows = pieces.join(
        request.caseload.unit(formula.unit).drop("van", "tot", "persoon_id"), on="spell"
    )
    periods = request.calendar.select("periode", "b", "e")
    moment = pl.col(formula.moment)
    counted = (
        rows.join_where(periods, moment >= pl.col("b"), moment <= pl.col("e"))
        .group_by("periode", *CELL)
        .agg(
            teller=(formula.where & _among(formula)).sum().cast(pl.Float64),
            noemer=_among(formula).sum().cast(pl.Float64),
        )
    )
    every = periods.select("periode").join(
        known_cells(pieces, request.closed(splits)), how="cross"
    )
    filled = every.join(counted, on=["periode", *CELL], how="left").with_columns(
        pl.col("teller", "noemer").fill_null(0.0)
    )
    if formula.among is None:
        return filled.with_columns(noemer=pl.lit(None, pl.Float64))
    return filled


def _among(formula: Events) -> pl.Expr:
    """Every row of a group counts once; outside the group its category is empty."""
    inside = pl.col("categorie").is_not_null()
    return inside if formula.among is None else inside & formula.among

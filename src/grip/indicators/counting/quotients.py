"""One count over another of a different unit, group by group, or over the population."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from grip.indicators.counting.balances import Counted, balances
from grip.indicators.counting.ledger import CELL
from grip.indicators.model import Balance, Indicator, Population, Quotient
from grip.indicators.request import Request
from grip.results import not_computed

_KEYS = ("periode", *CELL)


def with_quotients(request: Request, indicators: Sequence[Indicator]) -> Iterator[Counted]:
    """Yield the balances among the indicators and each quotient, all from the same ledgers.

    A quotient is counted as two balances; over the population it has `oordeel` besides.
    """
    halves = {i: list(_halves(i)) for i in indicators if isinstance(i.formula, Quotient)}
    plain = [i for i in indicators if i not in halves]
    counted = list(balances(request, [*plain, *(h for own in halves.values() for h in own)]))
    yield from (pair for pair in counted if pair[0] in plain)
    for indicator, own in halves.items():
        parts = [[frame for owner, frame in counted if owner is half] for half in own]
        if all(parts):
            yield indicator, _divided(request, indicator, [pl.concat(part) for part in parts])


def _halves(indicator: Indicator) -> Iterator[Indicator]:
    formula = indicator.formula
    if isinstance(formula, Quotient):
        yield replace(indicator, formula=formula.top)
        if isinstance(formula.bottom, Balance):
            yield replace(indicator, formula=formula.bottom)


def _divided(request: Request, indicator: Indicator, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Lay numerator and denominator beside each other; a group of one unit only has 0 in other."""
    top = parts[0].select(*_KEYS, "teller")
    formula = indicator.formula
    if isinstance(formula, Quotient) and isinstance(formula.bottom, Population):
        below = _inhabitants(request, formula.bottom)
        return top.join(below, on="periode", maintain_order="left")
    below = parts[1].select(*_KEYS, noemer="teller")
    both = top.join(below, on=list(_KEYS), how="full", coalesce=True, maintain_order="left_right")
    return both.with_columns(pl.col("teller", "noemer").fill_null(0.0))


def _inhabitants(request: Request, population: Population) -> pl.DataFrame:
    """Return the inhabitants per period, and in `oordeel` of which year if it is an earlier one."""
    known = (
        request.caseload.table("bevolking")
        .filter(pl.col("groep") == population.group)
        .select(pl.col("jaar").cast(pl.Int32), "aantal", gevonden=pl.col("jaar").cast(pl.Int32))
        .sort("jaar")
    )
    asked = request.calendar.select("periode", jaar=pl.col("e").dt.year()).sort("jaar")
    earlier = pl.lit("bevolking van ") + pl.col("gevonden").cast(pl.String)
    nothing = pl.lit(
        not_computed(f"tabel `bevolking` heeft geen groep {population.group} in of voor ")
    ) + pl.col("jaar").cast(pl.String)
    return asked.join_asof(known, on="jaar", strategy="backward").select(
        "periode",
        noemer=pl.col("aantal").cast(pl.Float64),
        oordeel=pl.when(pl.col("gevonden").is_null())
        .then(nothing)
        .when(pl.col("gevonden") < pl.col("jaar"))
        .then(earlier),
    )

"""One count over another of a different unit, group by group, or over the population."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from grip.indicators.counting.balances import balances
from grip.indicators.counting.books import Cell
from grip.indicators.counting.grids import Grid, Reals
from grip.indicators.model import Balance, Indicator, Population, Quotient
from grip.indicators.request import Request
from grip.results import not_computed


def with_quotients(request: Request, indicators: Sequence[Indicator]) -> Iterator[Grid]:
    """Yield the grids of the balances among the indicators and of each quotient.

    A quotient is counted as two balances, so that all come from the same ledgers.
    """
    halves = {i: list(_halves(i)) for i in indicators if isinstance(i.formula, Quotient)}
    plain = [i for i in indicators if i not in halves]
    counted = {
        grid.indicator: grid
        for grid in balances(request, [*plain, *(h for own in halves.values() for h in own)])
    }
    yield from (counted[indicator] for indicator in plain if indicator in counted)
    for indicator, own in halves.items():
        if all(half in counted for half in own):
            yield _divided(request, indicator, [counted[half] for half in own])


def _halves(indicator: Indicator) -> Iterator[Indicator]:
    formula = indicator.formula
    if isinstance(formula, Quotient):
        yield replace(indicator, formula=formula.top)
        if isinstance(formula.bottom, Balance):
            yield replace(indicator, formula=formula.bottom)


def _divided(request: Request, indicator: Indicator, halves: Sequence[Grid]) -> Grid:
    """Lay numerator and denominator beside each other; a group of one unit only has 0 in other."""
    top = halves[0]
    formula = indicator.formula
    if isinstance(formula, Quotient) and isinstance(formula.bottom, Population):
        people, remarks = _inhabitants(request, formula.bottom)
        below = np.repeat(people[:, None], len(top.cells), axis=1)
        return Grid(indicator, top.cells, top.top, below, remarks=remarks)
    cells = list(dict.fromkeys([*top.cells, *halves[1].cells]))
    over, below = (_in_cells(half, cells) for half in halves)
    return Grid(indicator, cells, over, below)


def _in_cells(grid: Grid, cells: Sequence[Cell]) -> Reals:
    """Return the numerators of a grid in these cells, 0 where it has none."""
    found = np.zeros((len(grid.top), len(cells)))
    places = {cell: place for place, cell in enumerate(cells)}
    found[:, [places[cell] for cell in grid.cells]] = grid.top
    return np.nan_to_num(found)


def _inhabitants(request: Request, population: Population) -> tuple[Reals, list[str | None]]:
    """Return the inhabitants per period, and of which year if it is not that of its last day."""
    rows = request.caseload.table("bevolking").filter(pl.col("groep") == population.group)
    known = {int(year): float(many) for year, many in rows.select("jaar", "aantal").iter_rows()}
    people: list[float] = []
    remarks: list[str | None] = []
    for period in request.periods:
        year = period.end.year
        found = max((one for one in known if one <= year), default=None)
        people.append(np.nan if found is None else known[found])
        if found is None:
            remarks.append(
                not_computed(
                    f"tabel `bevolking` heeft geen groep {population.group} in of voor {year}"
                )
            )
        else:
            remarks.append(f"bevolking van {found}" if found < year else None)
    return np.array(people), remarks

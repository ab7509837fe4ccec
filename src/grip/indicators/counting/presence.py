"""Shares of what is there on any day of the period, each record once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from grip.indicators.counting.books import Cell, drawn_up, in_order
from grip.indicators.counting.grids import Grid, Reals
from grip.indicators.model import EVE, FIRST, Indicator, Presence
from grip.indicators.request import Request, Split
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.pieces import Ints, batches, day_numbers, packed

_Part = tuple[Sequence[Cell], Sequence[Reals]]


def presences(request: Request, indicators: Sequence[Indicator]) -> Iterator[Grid]:
    """Yield the grid of each indicator.

    What is there in a period becomes a spell of one day, so that its groups are those of that day.
    """
    for indicator in indicators:
        if isinstance(indicator.formula, Presence):
            yield _shares(request, indicator, indicator.formula)


def _shares(request: Request, indicator: Indicator, formula: Presence) -> Grid:
    splits = request.splits(indicator)
    spells = request.caseload.unit(formula.unit).drop("spell").sort(formula.record, "van")
    sizes = _there(request.calendar, spells) * len(splits)
    parts = [
        _counted(request, formula, splits, _present(request.calendar[some], spells, formula), some)
        for some in batches(sizes)
    ]
    found = {cell for cells, _ in parts for cell in cells}
    cells = in_order(found, request.closed(formula.unit, splits))
    top, bottom = (np.vstack(rows) for rows in zip(*(_in(cells, p) for p in parts), strict=True))
    remark = [formula.remark(request.caseload) or None] * len(request.periods)
    return Grid(indicator, cells, top, bottom, remarks=remark)


def _there(calendar: pl.DataFrame, spells: pl.DataFrame) -> Ints:
    """Return how many spells are there on some day of each period."""
    van, tot = (np.sort(day_numbers(spells.get_column(name))) for name in ("van", "tot"))
    b, e = (day_numbers(calendar.get_column(name)) for name in ("b", "e"))
    return np.searchsorted(van, e, "right") - np.searchsorted(tot, b, "left")


def _counted(
    request: Request, formula: Presence, splits: Sequence[Split], present: pl.DataFrame,
    periods: slice,
) -> _Part:  # fmt: skip
    """Count what is present in a run of periods."""
    if formula.begun:
        present = present.hstack([_begun(request.caseload, present, formula.begun)])
    drawn = drawn_up(request, formula.unit, present, splits)
    weighed = present.select("periode", teller=formula.numerator, noemer=formula.denominator)
    period, *weights = (column.to_numpy() for column in weighed)
    # One more cell stands for what is in no cell.
    width, many = len(drawn.cells) + 1, periods.stop - periods.start
    counts = np.zeros((len(weights), many * width))
    for pieces, cell in zip(drawn.pieces, drawn.numbers, strict=True):
        place = (period[pieces.spell] - periods.start) * width + cell % width
        for counted, weight in zip(counts, weights, strict=True):
            counted += np.bincount(place, weight[pieces.spell], many * width)
    return drawn.cells, list(counts.reshape(len(weights), many, width)[:, :, :-1])


def _in(cells: Sequence[Cell], part: _Part) -> Iterator[Reals]:
    """Yield the counts of a part in these cells, 0 where it has none."""
    own, counts = part
    numbers = {cell: number for number, cell in enumerate(cells)}
    places = [numbers[cell] for cell in own]
    for counted in counts:
        wide = np.zeros((len(counted), len(cells)))
        wide[:, places] = counted
        yield wide


def _present(calendar: pl.DataFrame, spells: pl.DataFrame, formula: Presence) -> pl.DataFrame:
    """Return a spell of one day for every period and record that is there on a day of it."""
    van, tot = (day_numbers(spells.get_column(name)) for name in ("van", "tot"))
    b, e, eve = (day_numbers(calendar.get_column(name)) for name in ("b", "e", EVE))
    period, row = ((van <= e[:, None]) & (tot >= b[:, None])).nonzero()
    record = spells.get_column(formula.record).rle_id().to_numpy()[row]
    new = np.ones(len(row) + 1, dtype=bool)
    new[1:-1] = (record[1:] != record[:-1]) | (period[1:] != period[:-1])
    first = formula.day == FIRST
    kept = new[:-1] if first else new[1:]
    row, period = row[kept], period[kept]
    by_record = np.argsort(row, kind="stable")  # what stands in order is found sooner
    row, period = row[by_record], period[by_record]
    day = np.maximum(van[row], eve[period]) if first else np.minimum(tot[row], e[period])
    days = pl.Series(day).cast(pl.Int32).cast(pl.Date)
    return (
        spells.select(pl.all().gather(row))
        .hstack(calendar.select("periode", "b", "e").select(pl.all().gather(period)))
        .with_columns(van=days, tot=days, gezien=days)
        .with_row_index("spell")
    )


def _begun(caseload: Caseload, present: pl.DataFrame, table: str) -> pl.Series:
    """Return, of who is present, whether a row of the person in a table begins in the period."""
    rows = caseload.table(table)
    starts = day_numbers(rows.get_column("begindatum"))
    at = np.sort(packed(caseload.numbers_of(rows.get_column("persoon_id")), starts))
    person = caseload.numbers_of(present.get_column("persoon_id"))
    b, e = (packed(person, day_numbers(present.get_column(name))) for name in ("b", "e"))
    some = np.searchsorted(at, b, "left") < np.searchsorted(at, e, "right")
    return pl.Series("begonnen", some)

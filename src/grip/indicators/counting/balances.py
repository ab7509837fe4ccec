"""Counts that come from the ledgers: one ledger per unit, for all its indicators together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from grip.errors import InternalError
from grip.indicators.counting.books import Cell, cut, places_in, splits_in_batches
from grip.indicators.counting.grids import Grid, Reals, nothing
from grip.indicators.counting.ledger import Journal, Moments, journals, running_counts
from grip.indicators.model import (
    END,
    EVE,
    MONTH_ENDS,
    Balance,
    Breakdown,
    Indicator,
    Measure,
)
from grip.indicators.request import Request, Split
from grip.indicators.views.pieces import Ints, day_numbers
from grip.indicators.views.traits import Trait, pieces_by_trait
from grip.results import TOTAL, UNKNOWN

_STOCK = Measure("stand", pl.col("teken"))


def balances(request: Request, indicators: Sequence[Indicator]) -> Iterator[Grid]:
    """Yield the grid of each indicator, from one ledger per unit."""
    by_unit: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        by_unit.setdefault(indicator.formula.unit, []).append(indicator)
    for unit, members in by_unit.items():
        yield from _of_unit(request, unit, members)


def _of_unit(request: Request, unit: str, members: Sequence[Indicator]) -> Iterator[Grid]:
    splits = list(dict.fromkeys(_base(i, s) for i in members for s in request.splits(i)))
    if not splits:
        return
    spells = request.spells(unit)
    measures = _measures(request, members)
    moments = Moments(request.moments)
    traits = pieces_by_trait(request.caseload, unit, spells, _traits(members))
    kept = list(journals(spells, measures, traits))
    cells, counts = _counted(request, unit, spells, splits, kept, moments)
    _check_stock(request, unit, cells, counts[0], moments)
    asked = {
        f"{number}:{name}": formula.cast(pl.Float64)
        for number, indicator in enumerate(members)
        for name, formula in _formulas(request, indicator).items()
    }
    named = dict(zip((measure.name for measure in measures), counts, strict=True))
    figures = _evaluated(request, asked, named, moments)
    for number, indicator in enumerate(members):
        own = {name: figures[f"{number}:{name}"] for name in _formulas(request, indicator)}
        yield _grid(request, indicator, cells, own)


def _counted(
    request: Request, unit: str, spells: pl.DataFrame, splits: Sequence[Split],
    kept: Sequence[tuple[list[int], Journal]], moments: Moments,
) -> tuple[Sequence[Cell], Ints]:  # fmt: skip
    """Return the cells of the splits, and (measure, cell, moment) what is counted in them."""
    found: list[Cell] = []
    counts = []
    for batch in splits_in_batches(splits, spells.height):
        books = cut(request, unit, spells, batch)
        found.extend(books.cells)
        counts.append(running_counts(books, kept, moments))
    return found, counts[0] if len(counts) == 1 else np.concatenate(counts, axis=1)


def _base(indicator: Indicator, split: Split) -> Split:
    """Return a split without the dimension that splits the numerator only."""
    parts = getattr(indicator.formula, "parts", {})
    return tuple(dimension for dimension in split if dimension not in parts)


def _traits(indicators: Sequence[Indicator]) -> dict[str, Trait]:
    found: dict[str, Trait] = {}
    for indicator in indicators:
        found.update(getattr(indicator.formula, "traits", {}))
    return found


def _measures(request: Request, indicators: Sequence[Indicator]) -> list[Measure]:
    """Return every measure that the indicators need, each once, the stock first."""
    needed: dict[str, Measure] = {_STOCK.name: _STOCK}
    for indicator in indicators:
        formula = indicator.formula
        own: Iterable[Measure] = ()
        if isinstance(formula, Breakdown):
            own = _reasons(request, formula).values()
        elif isinstance(formula, Balance):
            own = formula.measures
        needed.update({measure.name: measure for measure in own})
    return list(needed.values())


def _reasons(request: Request, formula: Breakdown) -> dict[str, Measure]:
    """Return a measure for every category of a breakdown."""
    categories = (*request.dimensions[formula.column].categories, UNKNOWN)
    is_entry = pl.col("soort") == formula.entry
    return {
        category: Measure(
            f"{formula.entry}:{category}", is_entry & (pl.col(formula.column) == category)
        )
        for category in categories
    }


def _formulas(request: Request, indicator: Indicator) -> dict[str, pl.Expr]:
    """Return what is to be worked out per period and cell, by name."""
    formula = indicator.formula
    if isinstance(formula, Breakdown):
        return {name: measure.during() for name, measure in _reasons(request, formula).items()}
    if not isinstance(formula, Balance):
        return {}
    empty = pl.lit(None, pl.Float64)
    own = {
        "teller": formula.numerator,
        "noemer": empty if formula.denominator is None else formula.denominator,
    }
    parts = {
        f"{dimension}={name}": numerator
        for dimension, by_name in formula.parts.items()
        for name, numerator in by_name.items()
    }
    return own | parts


def _evaluated(
    request: Request, asked: Mapping[str, pl.Expr], counts: Mapping[str, Ints], moments: Moments
) -> dict[str, Reals]:
    """Evaluate formulas over the counts, `name@moment`: (period, cell) each."""
    columns: dict[str, Reals | Ints] = {}
    needed = {name for formula in asked.values() for name in formula.meta.root_names()}
    for column in sorted(needed):
        name, _, moment = column.rpartition("@")
        if moment == MONTH_ENDS:
            columns[column] = _mean_at_month_ends(request, counts[name], moments).T.ravel()
        else:
            days = moments.places(request.calendar.get_column(moment))
            columns[column] = counts[name][:, days].T.ravel()
    wide = pl.DataFrame(columns).with_columns(pl.selectors.float().fill_nan(None))
    shape = (len(request.periods), -1)
    found = wide.select(formula.alias(name) for name, formula in asked.items())
    return {series.name: series.to_numpy().reshape(shape) for series in found}


def _mean_at_month_ends(request: Request, counts: Ints, moments: Moments) -> Reals:
    """Return (cell, period) the mean of the counts at the month ends in each period."""
    period = request.month_ends.get_column("periode").to_numpy()
    read = counts[:, moments.places(request.month_ends.get_column("datum"))]
    sums = np.zeros((len(request.periods), len(counts)))
    np.add.at(sums, period, read.T)
    many = np.bincount(period, minlength=len(request.periods))
    means: Reals = sums.T / np.where(many > 0, many, np.nan)
    return means


def _grid(
    request: Request, indicator: Indicator, every: Sequence[Cell], figures: Mapping[str, Reals]
) -> Grid:
    formula, splits = indicator.formula, request.splits(indicator)
    own = places_in(every, ["|".join(s) or TOTAL for s in splits if _base(indicator, s) == s])
    cells = [every[place] for place in own]
    if isinstance(formula, Breakdown):
        return _by_reason(indicator, formula, cells, {n: f[:, own] for n, f in figures.items()})
    made = Grid(indicator, cells, figures["teller"][:, own], figures["noemer"][:, own])
    for split in splits:
        if _base(indicator, split) != split and isinstance(formula, Balance):
            made = made.with_more(_in_parts(indicator, formula, every, figures, split))
    return made


def _by_reason(
    indicator: Indicator, formula: Breakdown, cells: Sequence[Cell],
    figures: Mapping[str, Reals],
) -> Grid:  # fmt: skip
    """Turn a count per category into a cell per category; the total keeps its own cell."""
    whole = [place for place, cell in enumerate(cells) if cell[0] == TOTAL]
    names = [cells[place] for place in whole]
    for reason in figures:
        for dimension, category in cells:
            if dimension == TOTAL:
                names.append((formula.column, reason))
            else:
                names.append((f"{dimension}|{formula.column}", f"{category}|{reason}"))
    every = list(figures.values())
    top = np.hstack([np.add.reduce(every)[:, whole], *every])
    return Grid(indicator, names, top, nothing(top))


def _in_parts(
    indicator: Indicator, formula: Balance, cells: Sequence[Cell], figures: Mapping[str, Reals],
    split: Split,
) -> Grid:  # fmt: skip
    """Count the numerator by a dimension of its own, each part over the whole denominator."""
    (part,) = [dimension for dimension in split if dimension in formula.parts]
    base = tuple(dimension for dimension in split if dimension != part)
    own = places_in(cells, ["|".join(base) or TOTAL])
    names, tops, bottoms = [], [], []
    for name in formula.parts[part]:
        for place in own:
            category = cells[place][1]
            both = [name if dimension == part else category for dimension in split]
            names.append(("|".join(split), "|".join(both)))
        tops.append(figures[f"{part}={name}"][:, own])
        bottoms.append(figures["noemer"][:, own])
    return Grid(indicator, names, np.hstack(tops), np.hstack(bottoms))


def _check_stock(
    request: Request, unit: str, cells: Sequence[Cell], stock: Ints, moments: Moments
) -> None:
    """Compare the stock in the ledger with a straight count of who is in, in every run.

    Raises:
        InternalError: they differ, so begin + in - out = end cannot be trusted.
    """
    spells = request.caseload.unit(unit)
    begins, ends = (np.sort(day_numbers(spells.get_column(name))) for name in ("van", "tot"))
    for moment in (EVE, END):
        days = request.calendar.get_column(moment)
        counted = np.searchsorted(begins, day_numbers(days), "right") - np.searchsorted(
            ends, day_numbers(days), "right"
        )
        if (stock[places_in(cells, [TOTAL])][:, moments.places(days)] != counted).any():
            raise InternalError("IDENTITEIT")

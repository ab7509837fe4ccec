"""Counts that come from the ledgers: one ledger per unit, for all its indicators together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from grip.errors import InternalError
from grip.indicators.counting.ledger import CELL, cut, known_cells, running_counts
from grip.indicators.model import (
    END,
    EVE,
    MONTH_ENDS,
    Balance,
    Breakdown,
    Indicator,
    Measure,
)
from grip.indicators.request import MOMENTS, Request, Split
from grip.indicators.views.traits import Trait
from grip.results import TOTAL, UNKNOWN

# Pieces held in memory at once; a large caseload takes its dimensions in several batches.
_BATCH = 6_000_000
_PIECES_PER_SPELL = 4

Counted = tuple[Indicator, pl.DataFrame]


def balances(request: Request, indicators: Sequence[Indicator]) -> Iterator[Counted]:
    """Yield each indicator with `periode`, `dimensie`, `categorie`, `teller`, `noemer`."""
    by_unit: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        by_unit.setdefault(indicator.formula.unit, []).append(indicator)
    for unit, members in by_unit.items():
        splits = list(dict.fromkeys(_base(i, s) for i in members for s in request.splits(i)))
        for batch in _batches(splits, request.spells(unit).height):
            yield from _unit(request, unit, members, batch)


def _batches(splits: list[Split], spells: int) -> Iterator[list[Split]]:
    size = max(1, _BATCH // max(1, spells * _PIECES_PER_SPELL))
    for start in range(0, len(splits), size):
        yield splits[start : start + size]


def _unit(
    request: Request, unit: str, indicators: list[Indicator], splits: list[Split]
) -> Iterator[Counted]:
    """Count all indicators of a unit from one ledger."""
    spells = request.spells(unit)
    pieces = cut(request, unit, spells, splits, _traits(indicators))
    cells = known_cells(pieces, request.closed(unit, splits))
    measures = _measures(request, indicators)
    counts = running_counts(pieces, spells, measures, cells, request.moments)
    wide = _at_moments(request, counts, cells, [m.name for m in measures])
    _check_stock(request.caseload.unit(unit), wide)
    for indicator in indicators:
        asked = [s for s in request.splits(indicator) if _base(indicator, s) in splits]
        names = ["|".join(s) or TOTAL for s in asked if _base(indicator, s) == s]
        own = wide.filter(pl.col("dimensie").is_in(names))
        if isinstance(indicator.formula, Breakdown):
            yield indicator, _broken_down(request, indicator.formula, own)
        elif isinstance(indicator.formula, Balance):
            yield indicator, _counted(indicator.formula, own)
            for split in asked:
                if _base(indicator, split) != split:
                    yield indicator, _in_parts(indicator.formula, wide, split)


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
    """Return every measure that the indicators need, each once."""
    needed: dict[str, Measure] = {"stand": Measure("stand", pl.col("teken"))}
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


def _at_moments(
    request: Request, counts: pl.DataFrame, cells: pl.DataFrame, names: Sequence[str]
) -> pl.DataFrame:
    """Lay the running counts beside each other, per period and cell, as `name@moment`."""
    wide = request.calendar.join(cells, how="cross")
    for moment in MOMENTS:
        renamed = counts.rename({"datum": moment, **{n: f"{n}@{moment}" for n in names}})
        wide = wide.join(renamed, on=[*CELL, moment], how="left")
    means = (
        request.month_ends.join(counts, on="datum")
        .group_by("periode", *CELL)
        .agg(pl.col(n).mean().alias(f"{n}@{MONTH_ENDS}") for n in names)
    )
    return wide.join(means, on=["periode", *CELL], how="left")


def _counted(formula: Balance, wide: pl.DataFrame) -> pl.DataFrame:
    denominator = pl.lit(None) if formula.denominator is None else formula.denominator
    return wide.select(
        "periode",
        *CELL,
        teller=formula.numerator.cast(pl.Float64),
        noemer=denominator.cast(pl.Float64),
    )


def _in_parts(formula: Balance, wide: pl.DataFrame, split: Split) -> pl.DataFrame:
    """Count the numerator by a dimension of its own, each part over the whole denominator."""
    (part,) = [dimension for dimension in split if dimension in formula.parts]
    base = tuple(dimension for dimension in split if dimension != part)
    own = wide.filter(pl.col("dimensie") == ("|".join(base) or TOTAL))
    names = {dimension: pl.col("categorie") for dimension in base} | {part: pl.col("deel")}
    denominator = pl.lit(None) if formula.denominator is None else formula.denominator
    return (
        own.select("periode", "categorie", noemer=denominator, **formula.parts[part])
        .unpivot(index=["periode", "categorie", "noemer"], variable_name="deel",
                 value_name="teller")
        .select(
            "periode",
            dimensie=pl.lit("|".join(split)),
            categorie=pl.concat_str([names[dimension] for dimension in split], separator="|"),
            teller=pl.col("teller").cast(pl.Float64),
            noemer=pl.col("noemer").cast(pl.Float64),
        )
    )  # fmt: skip


def _broken_down(request: Request, formula: Breakdown, wide: pl.DataFrame) -> pl.DataFrame:
    """Turn a measure per category into a row per category; the total keeps its own row."""
    reasons = _reasons(request, formula)
    columns = {category: measure.during() for category, measure in reasons.items()}
    long = wide.select("periode", *CELL, **columns).unpivot(
        index=["periode", *CELL], variable_name="reden", value_name="teller"
    )
    is_total = pl.col("dimensie") == TOTAL
    joined = long.select(
        "periode",
        dimensie=pl.when(is_total)
        .then(pl.lit(formula.column))
        .otherwise(pl.col("dimensie") + "|" + formula.column),
        categorie=pl.when(is_total)
        .then("reden")
        .otherwise(pl.concat_str("categorie", "reden", separator="|")),
        teller="teller",
    )
    total = wide.filter(is_total).select(
        "periode", *CELL, teller=pl.sum_horizontal(columns.values())
    )
    return pl.concat([total, joined]).with_columns(
        pl.col("teller").cast(pl.Float64), noemer=pl.lit(None, pl.Float64)
    )


def _check_stock(spells: pl.DataFrame, wide: pl.DataFrame) -> None:
    """Compare the stock in the ledger with a straight count of who is in, in every run.

    Raises:
        InternalError: they differ, so begin + in - out = end cannot be trusted.
    """
    total = wide.filter(pl.col("dimensie") == TOTAL)
    if total.is_empty():
        return
    begins = spells.get_column("van").sort()
    ends = spells.get_column("tot").drop_nulls().sort()
    for moment in (EVE, END):
        days = total.get_column(moment)
        counted = begins.search_sorted(days, "right") - ends.search_sorted(days, "right")
        if (counted.cast(pl.Int64) != total.get_column(f"stand@{moment}")).any():
            raise InternalError("IDENTITEIT")

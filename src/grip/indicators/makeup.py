"""What a figure is made of, read from its declaration, so that the door can follow it.

A formula is linear in the running counts of its unit. Its coefficients come out by giving it one
count at a time: no second declaration is kept beside the formula.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache

import polars as pl

from grip.indicators.model import (
    END,
    EVE,
    EVER,
    PERIOD,
    Balance,
    Breakdown,
    Events,
    Indicator,
    Matrix,
    Quotient,
    Sum,
)
from grip.indicators.views.caseload import Caseload
from grip.results import BOUND, Makeup

_KNOWN: dict[type, tuple[str, ...]] = {
    Balance: ("unit", "numerator", "measures", "denominator", "traits", "parts"),
    Quotient: ("top", "bottom"),
    Breakdown: ("unit", "entry", "column"),
    Events: ("unit", "moment", "where", "among", "since"),
    Matrix: ("unit",),
}
_ENTRIES = {"in": "instroom", "uit": "uitstroom"}
_RETURN_UNIT, _PERSON_UNIT = "terugkeer", "personen"
Terms = tuple[tuple[str, str, float], ...]


def makeup_of(indicator: Indicator, caseload: Caseload) -> Makeup:
    """Return the makeup of an indicator; a formula that is not linear stands by itself."""
    return _made(indicator, caseload.profile.ladder.dimension)


@lru_cache(maxsize=512)
def _made(indicator: Indicator, ladder_dimension: str) -> Makeup:
    formula, name = indicator.formula, indicator.definition_id
    own: Terms = ((f"{name}:teller", BOUND, 1.0),)
    below: Terms = ((f"{name}:noemer", BOUND, 1.0),)
    unit, ladder = indicator.variant.get("eenheid", name), ""
    if not _as_known(formula):
        pass
    elif isinstance(formula, Balance):
        unit = _unit(indicator, formula.unit)
        own = _linear(formula.numerator) or own
        below = () if formula.denominator is None else _linear(formula.denominator) or below
    elif isinstance(formula, Quotient):
        unit, own = formula.unit, _linear(formula.top.numerator) or own
    elif isinstance(formula, Breakdown):
        unit, own, below = formula.unit, _during(_ENTRIES[formula.entry]), ()
    elif isinstance(formula, Events):
        unit, own, below = formula.unit, *_of_events(formula, own)
    elif isinstance(formula, Matrix):
        unit, below = formula.unit, ()
        ladder = ladder_dimension
    about = formula.about if isinstance(formula, Sum) else ""
    return Makeup(unit, own, below, indicator.interval, ladder, about)


def _as_known(formula: object) -> bool:
    """Tell whether a formula is one of those below, with nothing in it that they do not know."""
    known = _KNOWN.get(type(formula))
    if known is None or not is_dataclass(formula):
        return False
    news = [f for f in fields(formula) if f.name not in known]
    return all(f.default is not MISSING and getattr(formula, f.name) == f.default for f in news)


def _unit(indicator: Indicator, unit: str) -> str:
    """Spells joined over no gap at all are the spells of persons."""
    joined = indicator.variant.get("onderbreking")
    return _PERSON_UNIT if unit == _RETURN_UNIT and joined == "0" else unit


def _linear(formula: pl.Expr) -> Terms:
    """Return the coefficients of a formula in running counts, or nothing if it is not linear."""
    names = sorted(set(formula.meta.root_names()))
    if not names or any("@" not in name for name in names):
        return ()
    each = [[float(row == column) for row in range(len(names))] for column in range(len(names))]
    points = pl.DataFrame(
        {name: [*values, 0.0, 1.0] for name, values in zip(names, each, strict=True)}
    )
    *slopes, at_zero, together = points.select(formula.cast(pl.Float64)).to_series().to_list()
    if at_zero != 0 or abs(sum(slopes) - together) > 1e-9:
        return ()
    return tuple(
        (*name.rsplit("@", 1), slope) for name, slope in zip(names, slopes, strict=True) if slope
    )


def _during(name: str) -> Terms:
    return ((name, END, 1.0), (name, EVE, -1.0))


def _of_events(formula: Events, own: Terms) -> tuple[Terms, Terms]:
    """Rows by a date: a running count by day, unless the period itself is in the condition.

    What is counted since ever stands on the last day, whatever the period began with.
    """
    every = formula.among if formula.among is not None else pl.lit(True)
    top = formula.where if formula.among is None else every & formula.where

    def counted(condition: pl.Expr, name: str) -> Terms:
        bounds = {"b", "e"} & set(condition.meta.root_names())
        if formula.since == EVER and "b" not in bounds:
            return ((name, END, 1.0),)
        if bounds or formula.since != PERIOD:
            return ((name, BOUND, 1.0),)
        return _during(f"{formula.moment}:{condition}")

    below = counted(every, f"{own[0][0]}/noemer") if formula.among is not None else ()
    return counted(top, own[0][0]), below

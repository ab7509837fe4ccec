"""The rows of a frame as counts with a makeup: the one reading that the door works from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from grip.indicators.themes.flow import STOCK
from grip.results import BOUND, TOTAL, Makeup, Status

PERCENT = "procent"
# Whose value is no count and no share of counts: money, days, scores.
OWN_VALUE = "eigen"
MONEY = "euro"
# Quotients of which numerator and denominator are both money.
_QUOTIENTS = (PERCENT, "verhouding")
# What a council decides to spend tells of nobody.
PLAN = "begroting"
_READ = ("indicator", "definitie", "periode_begin", "periode_eind", "dimensie", "categorie",
         "waarde", "teller", "noemer", "eenheid", "status")  # fmt: skip

Stretch = tuple[date, date]
Cell = tuple[str, str]  # dimension, category


@dataclass(frozen=True)
class Reading:
    """One row of the frame: where it stands and the counts that it would tell.

    The value of an amount is measured or paid; only its denominator is a count: of how many.
    """

    place: int
    definition: str
    stretch: Stretch
    cell: Cell
    unit: str
    top: float
    bottom: float | None
    makeup: Makeup
    is_amount: bool
    about: float = math.inf

    @property
    def persons(self) -> float:
        """Of how many an amount tells; nothing where that is not said, but for the total."""
        if self.makeup.unit == PLAN:
            return math.inf
        if self.is_share_of_money and self.cell == (TOTAL, TOTAL):
            return self.about
        return 0.0 if self.bottom is None or self.is_share_of_money else self.bottom

    @property
    def is_share_of_money(self) -> bool:
        """True where numerator and denominator are both money."""
        return self.makeup.unit == MONEY and self.unit in _QUOTIENTS

    @property
    def is_share(self) -> bool:
        """True where numerator and denominator are both told."""
        return self.bottom is not None

    @property
    def is_net(self) -> bool:
        """True for a change in stock, which follows from two stocks and counts nobody."""
        weights = [times for name, _, times in self.makeup.top if name == STOCK.name]
        return bool(weights) and sum(weights) == 0

    def counts(self) -> list[float]:
        """Return the counts of persons that it tells, zeros included."""
        told = [None if self.is_net else self.top, self.bottom, self.rest]
        return [abs(count) for count in told if count is not None]

    @property
    def rest(self) -> float | None:
        """What is left of the denominator, where the numerator is a part of it."""
        apart = self.unit != PERCENT or self.makeup.interval == "verhouding" or self.is_net
        if self.bottom is None or self.is_share_of_money or apart or self.top > self.bottom:
            return None
        return self.bottom - self.top


def readings_of(frame: pl.DataFrame, makeup: Mapping[str, Makeup]) -> list[Reading]:
    """Return every row that holds figures; what was not computed tells nothing."""
    told = (
        frame.select(*_READ)
        .with_row_index("plaats")
        .filter(pl.col("status") != Status.NOT_COMPUTED.value)
    )
    counted_by = _totals(told, {own.about for own in makeup.values()} - {""})
    found = []
    for row in told.iter_rows():
        place, _, name, begin, end, dimension, category, value, top, bottom, unit, _ = row
        if top is None and value is None and not bottom:
            continue
        own = makeup.get(name) or by_itself(name, unit)
        is_amount = _is_amount(own, unit, (top, bottom))
        if is_amount:
            money = own.unit == MONEY and unit in _QUOTIENTS
            own = replace(own, top=(), bottom=() if money else own.bottom)
        counted = top if top is not None else value
        found.append(
            Reading(
                place, name, (begin, end), (dimension, category), unit,
                float(counted or 0), bottom, own, is_amount,
                counted_by.get((own.about, begin, end), 0.0) if own.about else math.inf,
            )
        )  # fmt: skip
    return found


def _totals(told: pl.DataFrame, ids: set[str]) -> dict[tuple[str, date, date], float]:
    """Return the totals of the counts that say whom money is about, by id and stretch."""
    rows = told.filter(pl.col("indicator").is_in(sorted(ids)), pl.col("dimensie") == TOTAL)
    return {
        (row["indicator"], row["periode_begin"], row["periode_eind"]): float(row["teller"] or 0)
        for row in rows.iter_rows(named=True)
    }


def _is_amount(makeup: Makeup, unit: str, parts: Iterable[float | None]) -> bool:
    """Tell whether a value is no count: money, a median, a mean of scores."""
    alone = bool(makeup.top) and makeup.top[0][1] == BOUND
    whole = all(part is None or float(part).is_integer() for part in parts)
    money = unit == MONEY or (makeup.unit == MONEY and unit in _QUOTIENTS)
    return makeup.interval == OWN_VALUE or money or (alone and not whole)


def by_itself(name: str, unit: str) -> Makeup:
    """Return the makeup of a definition about which nothing is known: a part of what it is of."""
    words = dict(part.split("=", 1) for part in name.split(";")[1:] if "=" in part)
    top, bottom = ((f"{name}:{part}", BOUND, 1.0) for part in ("teller", "noemer"))
    interval = "aandeel" if unit == PERCENT else ""
    return Makeup(words.get("eenheid", unit), (top,), (bottom,), interval)

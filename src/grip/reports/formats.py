"""Dutch numbers and dates as text, and their number formats in a spreadsheet.

The one place that decides how a figure is written: `1.234`, `23,6%`, `€ 50.000`, `1 maart 2026`.
No locale and no clock; halves are rounded away from zero, as a spreadsheet does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from grip.periods import MONTHS, say
from grip.proper_names import PROPER_NAMES
from grip.reports.document import Cell, Kind, Mark

Number = int | float

EXCEL: dict[Kind, str] = {
    Kind.TEXT: "General",
    Kind.COUNT: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    Kind.RATIO: "#,##0.00",
    Kind.PERCENT: '0.0"%"',
    Kind.POINTS: '+0.0" punt";-0.0" punt";0.0" punt"',
    Kind.EURO: '"€ "#,##0;"€ "-#,##0',
    Kind.DAY: "dd-mm-yyyy",
}
"""Number format per kind, in codes that Excel and LibreOffice translate themselves."""

_BETWEEN = re.compile("(?<!€) ")
_TO_DUTCH = str.maketrans(",.", ".,")
_SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@lru_cache(maxsize=8192)
def decimal(value: Number, digits: int = 1) -> str:
    """Return the number with a fixed number of decimals: `1.234,5`."""
    step = Decimal(1).scaleb(-digits)
    rounded = Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
    return f"{rounded + 0:,.{digits}f}".translate(_TO_DUTCH)  # + 0 turns -0 into 0


def count(value: Number) -> str:
    """Return the number whole, with dots between the thousands: `1.234`."""
    return decimal(value, 0)


def percent(value: Number, digits: int = 1) -> str:
    """Return a percentage, given as a number of 0 to 100: `23,6%`."""
    return f"{decimal(value, digits)}%"


def chance(value: Number | None) -> str:
    """Return a chance of 0 to 100 in whole percents, never as certain; a dash without one."""
    if value is None:
        return "-"
    return "<1%" if value < 1 else ">99%" if value > 99 else percent(value, 0)


def euro(value: Number, digits: int = 0) -> str:
    """Return an amount of whole euros: `€ 50.000`, negative `€ -50.000`."""
    return f"€ {decimal(value, digits)}"


def words(text: str) -> list[str]:
    """Return what lines can be broken between: words, and an amount with its sign."""
    return _BETWEEN.split(text) if "€" in text else text.split(" ")


def months(number: int) -> str:
    """Return a number of months: `1 maand`, `3 maanden`."""
    return f"{number} maand{'' if number == 1 else 'en'}"


def day(value: date) -> str:
    """Return a day as in a sentence: `1 maart 2026`."""
    return say(value)


def day_short(value: date) -> str:
    """Return a day as in a table: `01-03-2026`."""
    return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"


def day_label(value: date) -> str:
    """Return a day as in a header: `1 mrt 2026`."""
    return f"{value.day} {_SHORT_MONTHS[value.month - 1]} {value.year}"


def month_label(value: date, *, short: bool = False) -> str:
    """Return the month of a day: `maart 2026`, short `mrt 2026`."""
    names = _SHORT_MONTHS if short else MONTHS
    return f"{names[value.month - 1]} {value.year}"


def is_number(value: Cell) -> bool:
    """Tell whether a cell holds a number that can be computed with."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value)


def shown(value: Cell) -> str | int | float | date | Mark:
    """Return what stands in a cell: a gap, a truth value or not-a-number becomes a word."""
    if value is None:
        return Mark.NOT_APPLICABLE
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and not math.isfinite(value):
        return Mark.UNKNOWN
    return value


def unit_kind(unit: str, values: Iterable[Cell]) -> Kind:
    """Return how figures in this unit are written: `procent`, `euro`, or anything counted."""
    word = unit.casefold()
    if word.startswith(("procent", "percent", "%")):
        return Kind.PERCENT
    if word.startswith(("euro", "€")):
        return Kind.EURO
    parts = (v for v in values if isinstance(v, float) and not v.is_integer())
    return Kind.DECIMAL if any(map(math.isfinite, parts)) else Kind.COUNT


@lru_cache(maxsize=1 << 16, typed=True)  # a whole number is written otherwise than a fraction
def cell(value: Cell, kind: Kind) -> str:
    """Return any cell of a table as text; a mark stays a mark, an empty cell says so."""
    value = shown(value)
    if isinstance(value, Mark):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day_short(value)
    return _number(value, kind)


def _number(value: Number, kind: Kind) -> str:
    if kind is Kind.COUNT:
        return count(value)
    if kind is Kind.PERCENT:
        return percent(value)
    if kind is Kind.EURO:
        return euro(value)
    if kind is Kind.RATIO:
        return decimal(value, 2)
    if kind is Kind.POINTS:
        return f"{'+' if round(value, 1) > 0 else ''}{decimal(value)} punt"
    if kind is Kind.TEXT and isinstance(value, int):
        return str(value)  # a year or a number that is a name: no dots
    return decimal(value)


def publisher(source: str) -> str:
    """Return the name of who published a figure, of its id in the table benchmark."""
    return next((name for name in PROPER_NAMES if name.lower() == source.lower()), source)

"""Text to dates and months, for the different values of a column."""

from __future__ import annotations

from datetime import date
from enum import Enum

import polars as pl

FIRST_YEAR, LAST_YEAR = 1900, 2199
_OPEN = 9999
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_LAST = 73415  # 31 December 2100
_EXCEL_OPEN = "2958465"  # 31 December 9999
_MONTHS = (
    "jan(?:uari)?", "feb(?:ruari)?", "mrt|maart", "apr(?:il)?", "mei", "juni?", "juli?",
    "aug(?:ustus)?", "sept?(?:ember)?", "okt(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_CENTURY = 30  # a year of two digits below this is 20.., else 19..: as Excel reads it
# What systems write where they have no date: the zero of Excel, of a database, of a mainframe.
_NO_DATE = (
    "0", "00000000", "00-00-0000", "0000-00-00", "00-01-1900", "1900-01-00", "99999999",
    "99-99-9999", "9999-99-99",
)  # fmt: skip
_NO_DAY = (date(1900, 1, 1), date(1899, 12, 31), date(1899, 12, 30), date(1753, 1, 1),
           date(1800, 1, 1), date(1, 1, 1))  # fmt: skip
FAR_YEAR = 2099
"""From this year on an end date is a way to write that there is no end."""
_FEW = 3  # so many dates that can only be month-day-year show that a column is written so
_TYPING_ERRORS = 0.05  # the part of the dates that may be the other way round by mistake
_MONTHS_A_YEAR = 12
_SHORT = r"^(\d{2})-(\d{2})-(\d{2})$"
_YEAR_LAST = r"^(\d{2})-(\d{2})-(?:\d{2}|\d{4})$"
_MONTH = r"^\d{4}-(?:0[1-9]|1[0-2])$"
_BARE_MONTH = r"^(\d{4})(0[1-9]|1[0-2])$"


def read_date(
    text: pl.Series, *, open_end: bool = False, bare_year: bool = False
) -> tuple[pl.Series, pl.Series]:
    """Return the dates in `text`, and where the text can be read as one.

    Read are jjjj-mm-dd, dd-mm-jjjj, d/m/jj, jjjjmmdd and the day number of Excel, with or without
    a time of 00:00:00. The month may stand first where the whole column shows that; where it does
    not, a date that can be read two ways is no date. A day that means "no date" (01-01-1900,
    00-00-0000) is readable, and null. With `open_end` so is a day from 2099 on: it means "no end".
    With `bare_year` a year alone is the first of July of it. Years before 1900 or after 2199 are
    no dates here: they are typing errors that would count for centuries.
    """
    body = _in_order(_tidied(text))
    found = _any_date(body, bare_year=bare_year)
    year = found.dt.year()
    sane = year.is_between(FIRST_YEAR, LAST_YEAR).fill_null(False) & ~found.is_in(_NO_DAY)
    empty = _says_nothing(body, found, open_end=open_end)
    if open_end:
        empty |= (year == _OPEN).fill_null(False)
    value = found.to_frame().select(pl.when(sane & ~empty).then(pl.col(found.name))).to_series()
    return value, sane.fill_null(False) | empty


def date_remarks(text: pl.Series, *, open_end: bool = False) -> dict[str, pl.Series]:
    """Return what is remarkable about the dates in `text`: the rule, and the texts it is about."""
    body = _tidied(text)
    ordered = _in_order(body)
    order = _order(body)
    about = {
        "DATUM-EEUW": body.str.contains(_SHORT),
        "DATUM-LEEG": _says_nothing(ordered, _any_date(ordered), open_end=open_end),
    }
    if order is _Order.MONTH_FIRST:
        about["DATUM-VOLGORDE"] = body.str.contains(_YEAR_LAST)
    if order is _Order.MIXED:
        about["DATUM-GEMENGD"] = _either(body)
    return {code: text.filter(which) for code, which in about.items() if which.any()}


class _Order(Enum):
    """Whether days or months stand first in the dates of a column that end in the year."""

    DAY_FIRST = 1
    MONTH_FIRST = 2
    MIXED = 3


def _order(body: pl.Series) -> _Order:
    """Return the order of a column: of its dates that can be read in one way only."""
    first, second = _firsts(body)
    days = int(((first > _MONTHS_A_YEAR) & (second <= _MONTHS_A_YEAR)).sum())
    months = int(((first <= _MONTHS_A_YEAR) & (second > _MONTHS_A_YEAR)).sum())
    if months <= _TYPING_ERRORS * (days + months):
        return _Order.DAY_FIRST
    if months >= _FEW and days <= _TYPING_ERRORS * (days + months):
        return _Order.MONTH_FIRST
    return _Order.MIXED


def _firsts(body: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the first two numbers of the dates that end in the year."""
    parts = body.to_frame().select(
        pl.col(body.name).str.extract(_YEAR_LAST, group).cast(pl.Int32).alias(str(group))
        for group in (1, 2)
    )
    return parts.to_series(0), parts.to_series(1)


def _either(body: pl.Series) -> pl.Series:
    """Return which dates are another date with day and month the other way round."""
    first, second = _firsts(body)
    both = (first <= _MONTHS_A_YEAR) & (second <= _MONTHS_A_YEAR) & (first != second)
    return both.fill_null(False)


def _in_order(body: pl.Series) -> pl.Series:
    """Bring dates to day-month-year of four digits; what can be read two ways is no date then."""
    cell = pl.col(body.name)
    year = cell.str.extract(_SHORT, 3).cast(pl.Int32)
    century = pl.when(year < _CENTURY).then(pl.lit("20")).otherwise(pl.lit("19"))
    whole = (
        pl.when(year.is_null()).then(cell).otherwise(cell.str.head(6) + century + cell.str.tail(2))
    )
    found = body.to_frame().select(whole.alias(body.name)).to_series()
    order = _order(body)
    if order is _Order.MONTH_FIRST:
        return found.str.replace(r"^(\d\d)-(\d\d)-(\d{4})$", "$2-$1-$3")
    if order is _Order.MIXED:
        return found.to_frame().select(pl.when(~_either(body)).then(pl.col(body.name))).to_series()
    return found


def _says_nothing(body: pl.Series, found: pl.Series, *, open_end: bool) -> pl.Series:
    """Return which texts mean that there is no date, though they look like one."""
    nothing = body.is_in(_NO_DATE) | found.is_in(_NO_DAY)
    if open_end:
        nothing = nothing.fill_null(False) | found.dt.year().is_between(FAR_YEAR, _OPEN - 1)
    return nothing.fill_null(False)


def read_month(text: pl.Series) -> pl.Series:
    """Return the months in `text` as `jjjj-mm`, also from jjjjmm, `jan 2020` and from dates."""
    body = _tidied(_with_year_first(text))
    day = _any_date(body).dt.strftime("%Y-%m").alias("dag")
    cell = pl.col(body.name)
    month = pl.coalesce(
        pl.when(cell.str.contains(_MONTH)).then(cell),
        pl.when(cell.str.contains(_BARE_MONTH)).then(cell.str.replace(_BARE_MONTH, "$1-$2")),
        "dag",
    )
    year = pl.col("maand").str.slice(0, 4).cast(pl.Int32, strict=False)
    months = pl.DataFrame([body, day]).select(month.alias("maand"))
    return months.select(pl.when(year.is_between(FIRST_YEAR, LAST_YEAR)).then("maand")).to_series()


def _with_year_first(text: pl.Series) -> pl.Series:
    """Return months that were written as `jan 2020`, `1-2020` or `2020MM01` as `2020-01`."""
    cell = pl.col(text.name).str.to_lowercase()
    for number, month in enumerate(_MONTHS, start=1):
        cell = cell.str.replace(rf"^(?:{month})\.?[ -]?(\d{{4}})$", f"{number:02d}-$1")
    cell = cell.str.replace(r"^(\d)[-/](\d{4})$", "0$1-$2")
    cell = cell.str.replace(r"^(\d\d)[-/](\d{4})$", "$2-$1")
    cell = cell.str.replace(r"^(\d{4})mm?(\d\d)$", "$1-$2")
    return text.to_frame().select(cell).to_series()


def _tidied(text: pl.Series) -> pl.Series:
    return text.to_frame().select(_tidy(pl.col(text.name))).to_series()


def _tidy(text: pl.Expr) -> pl.Expr:
    """Drop a time of midnight and the `.0` of a number; bring signs and months to `9-9-9999`."""
    named = text.str.to_lowercase()
    for number, month in enumerate(_MONTHS, start=1):
        shape = rf"^(\d\d?)[ -]?(?:{month})\.?[ -]?(\d{{4}})$"
        named = named.str.replace(shape, f"$1-{number}-$2")
    return (
        pl.when(text.str.contains(r"[a-z]{2}"))
        .then(named)
        .otherwise(text)
        .str.replace(r"[ T]0?0:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$", "")
        .str.replace(r"^(\d+)\.0+$", "$1")
        .str.replace_all("/", "-", literal=True)
        .str.replace(r"^(\d\d?)\.(\d\d?)\.(\d{4}|\d{2})$", "$1-$2-$3")
        .str.replace(r"^(\d)-", "0${1}-")
        .str.replace(r"-(\d)-", "-0${1}-")
        .str.replace(r"-(\d)$", "-0${1}")
    )


def _any_date(text: pl.Series, *, bare_year: bool = False) -> pl.Series:
    body = pl.col(text.name)
    forms = [
        _dated(body, r"^\d{4}-\d{2}-\d{2}$", "%Y-%m-%d"),
        _dated(body, r"^\d{2}-\d{2}-\d{4}$", "%d-%m-%Y"),
        _dated(body, r"^\d{8}$", "%Y%m%d"),
        _excel_day(body),
    ]
    if bare_year:
        year = pl.when(body.str.contains(r"^\d{4}$")).then(body + "-07-01")
        forms.append(year.str.to_date("%Y-%m-%d", strict=False))
    return text.to_frame().select(pl.coalesce(forms)).to_series()


def _dated(body: pl.Expr, shape: str, form: str) -> pl.Expr:
    return pl.when(body.str.contains(shape)).then(body).str.to_date(form, strict=False)


def _excel_day(body: pl.Expr) -> pl.Expr:
    """Return the date of a day number of Excel: five digits, or the one of 31-12-9999."""
    number = (
        pl.when(body.str.contains(r"^\d{5}$") | (body == _EXCEL_OPEN))
        .then(body)
        .cast(pl.Int32, strict=False)
    )
    known = pl.when((number <= _EXCEL_LAST) | (number == int(_EXCEL_OPEN))).then(number)
    return pl.lit(_EXCEL_ZERO) + pl.duration(days=known)

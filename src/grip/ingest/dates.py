"""Text to dates and months, for the different values of a column."""

from __future__ import annotations

from datetime import date

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
_MONTH = r"^\d{4}-(?:0[1-9]|1[0-2])$"
_BARE_MONTH = r"^(\d{4})(0[1-9]|1[0-2])$"


def read_date(
    text: pl.Series, *, open_end: bool = False, bare_year: bool = False
) -> tuple[pl.Series, pl.Series]:
    """Return the dates in `text`, and where the text can be read as one.

    Read are jjjj-mm-dd, dd-mm-jjjj, d/m/jjjj, jjjjmmdd and the day number of Excel, with or
    without a time of 00:00:00. With `open_end` a day in 9999 means "no end": readable, and
    null. With `bare_year` a year alone is the first of July of it. Years before 1900 or after
    2199 are no dates here: they are typing errors that would count for centuries.
    """
    found = _any_date(_tidied(text), bare_year=bare_year)
    year = found.dt.year()
    sane = year.is_between(FIRST_YEAR, LAST_YEAR).fill_null(False)
    value = found.to_frame().select(pl.when(sane).then(pl.col(found.name))).to_series()
    return value, sane | (year == _OPEN).fill_null(False) if open_end else sane


def read_month(text: pl.Series) -> pl.Series:
    """Return the months in `text` as `jjjj-mm`, also from jjjjmm and from dates."""
    body = _tidied(text)
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


def _tidied(text: pl.Series) -> pl.Series:
    return text.to_frame().select(_tidy(pl.col(text.name))).to_series()


def _tidy(text: pl.Expr) -> pl.Expr:
    """Drop a time of midnight and the `.0` of a number; bring signs and months to `9-9-9999`."""
    named = text.str.to_lowercase()
    for number, month in enumerate(_MONTHS, start=1):
        named = named.str.replace(rf"^(\d\d?)[ -]?(?:{month})\.?[ -]?(\d{{4}})$", f"$1-{number}-$2")
    return (
        pl.when(text.str.contains(r"[a-z]{2}"))
        .then(named)
        .otherwise(text)
        .str.replace(r"[ T]0?0:00(?::00(?:\.0+)?)?$", "")
        .str.replace(r"^(\d+)\.0+$", "$1")
        .str.replace_all("/", "-", literal=True)
        .str.replace(r"^(\d\d?)\.(\d\d?)\.(\d{4})$", "$1-$2-$3")
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

"""One monthly series from a file: a column `maand` and a number, without a gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from grip.config import PersonalData
from grip.errors import InputError, suggestion
from grip.ingest.dates import read_month
from grip.ingest.guard import Guard
from grip.ingest.names import EDGE, fold, header_label
from grip.ingest.numbers import read_decimal
from grip.ingest.read import read_sheets
from grip.ingest.sheets import ROW, RawSheet, blank

MONTH = "maand"
FEWEST = 12
_NAMED = 5  # how many places a message names


@dataclass(frozen=True)
class MonthlySeries:
    """A series: its name, the first day of its first month, and a value for every month on."""

    name: str
    first: date
    values: tuple[float, ...]


def read_series(path: Path, column: str | None = None) -> MonthlySeries:
    """Return the series in the file; without `column` its one column of numbers.

    Months without a value before the first and after the last one are left out: they have not
    been measured. The order of the rows plays no part.

    Raises:
        InputError: there is no such file or column, a cell cannot be read, a month is there twice
            or not at all, or there are fewer than twelve.
        PrivacyError: the file holds personal data.
    """
    if not path.is_file():
        raise InputError("IN-MAP", where=str(path))
    sheet = _sheet(path)
    at, name = _column(sheet, column)
    cells = sheet.frame.select(ROW, maand=_month_cell(sheet), waarde=f"c{at}").filter(
        ~blank(MONTH) | ~blank("waarde")
    )
    read = _readable(cells, sheet, name)
    ordered = read.drop_nulls("waarde").sort(MONTH)
    _refuse_doubles(read, sheet)
    if ordered.height < FEWEST:
        where = sheet.origin.label
        raise InputError("REEKS-KORT", where=where, aantal=ordered.height, nodig=FEWEST)
    months = ordered.get_column(MONTH)
    _refuse_gaps(months, sheet)
    return MonthlySeries(name, months[0], tuple(ordered.get_column("waarde").to_list()))


def _sheet(path: Path) -> RawSheet:
    """Return the first sheet with a column `maand`."""
    guard = Guard(PersonalData())
    for sheet in read_sheets(path, frozenset({MONTH})):
        guard.let_in(sheet)
        if MONTH in map(fold, sheet.header):
            return sheet
    raise InputError("REEKS-MAAND", where=path.name)


def _month_cell(sheet: RawSheet) -> pl.Expr:
    return pl.col(f"c{[fold(header) for header in sheet.header].index(MONTH)}")


def _column(sheet: RawSheet, wanted: str | None) -> tuple[int, str]:
    """Return the place and the name of the column with the numbers."""
    labels = {
        number: header_label(header, number + 1)
        for number, header in enumerate(sheet.header)
        if fold(header) != MONTH
    }
    if wanted is None and len(labels) == 1:
        return next(iter(labels.items()))
    for number, label in labels.items():
        if wanted is not None and fold(label) == fold(wanted):
            return number, label
    known = list(labels.values())
    raise InputError(
        "REEKS-KOLOM", where=sheet.origin.label, kolommen=", ".join(known) or "geen",
        suggestie=suggestion(wanted or "", known),
    )  # fmt: skip


def _readable(cells: pl.DataFrame, sheet: RawSheet, name: str) -> pl.DataFrame:
    """Return months and numbers; a month or a number that cannot be read stops."""
    text = cells.with_columns(pl.col(MONTH, "waarde").str.strip_chars(EDGE))
    month = read_month(text.get_column(MONTH)).str.to_date("%Y-%m", strict=False)
    number = read_decimal(text.get_column("waarde"))
    read = text.select(ROW, month.alias(MONTH), number.alias("waarde"), filled=~blank("waarde"))
    wrong = {
        MONTH: read.filter(pl.col(MONTH).is_null()),
        name: read.filter(pl.col("waarde").is_null() & pl.col("filled")),
    }
    for label, rows in wrong.items():
        if rows.height:
            raise InputError("REEKS-CEL", where=_rows(sheet, rows), kolom=label, aantal=rows.height)
    return read


def _refuse_doubles(read: pl.DataFrame, sheet: RawSheet) -> None:
    double = read.filter(pl.col(MONTH).is_duplicated())
    if double.height:
        months = _named(double.get_column(MONTH).unique().sort())
        raise InputError("REEKS-DUBBEL", where=_rows(sheet, double), maanden=months)


def _refuse_gaps(months: pl.Series, sheet: RawSheet) -> None:
    every = pl.date_range(months[0], months[-1], "1mo", eager=True)
    absent = every.filter(~every.is_in(months.implode()))
    if len(absent):
        raise InputError("REEKS-GAT", where=sheet.origin.label, maanden=_named(absent))


def _rows(sheet: RawSheet, rows: pl.DataFrame) -> str:
    numbers = rows.get_column(ROW).sort().to_list()
    said = ", ".join(map(str, numbers[:_NAMED]))
    more = ", ..." if len(numbers) > _NAMED else ""
    return f"{sheet.origin.label}, rij {said}{more}"


def _named(months: pl.Series) -> str:
    said = months.head(_NAMED).dt.strftime("%Y-%m").to_list()
    return ", ".join([*said, "..."] if len(months) > _NAMED else said)

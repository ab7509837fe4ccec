"""The examples of the rules as real files: every text is one row (see `grip.findings.Rule`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import xlsxwriter

from grip.schema import TABLES, columns_of

_DAY = re.compile(r"extractiedatum (\S+)")
_HEADER = re.compile(r"alleen een kop: (\w+)")
_EMPTY = re.compile(r"leeg bestand: (\w+)")
_AGAIN = re.compile(r"kop nog eens: (\w+)")
_BELOW = re.compile(r"regel onder (\w+): (.*)")
_HIDDEN = re.compile(r"verborgen (blad|rijen): (\w+)")
_OFTEN = re.compile(r"(\d+) keer: (.*)")
_MONTHLY = re.compile(r"(\d+) per maand, (\d+) maanden lang: (.*)")
_PERSONAL = re.compile(r"persoonsgegevens (weglaten|pseudoniem)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")

# What is right in every table, for the columns that must be filled.
_RIGHT = {
    "regeling": "PW", "ingangsdatum": "2020-01-01", "geboortedatum": "1980-05-01",
    "meldingsdatum": "2020-01-01", "categorie": "Zorg", "begindatum": "2020-01-01",
    "instrument": "jobcoach", "maand": "2020-01", "bedrag": "400,00", "datum": "2020-01-01",
    "jaar": "2020", "beleidsdoel": "werk", "budgetpost": "trajecten", "oordeel": "akkoord",
}  # fmt: skip
_KINDS = {
    "activiteiten": "vrijwilligerswerk", "ontheffingen": "tijdelijk", "kosten": "voorziening",
    "besluiten": "toekenning", "belemmeringen": "fysiek",
}  # fmt: skip

Cells = dict[str, str]


@dataclass
class Example:
    """The rows of an example by table, the day of the export, and files without content."""

    rows: dict[str, list[Cells]] = field(default_factory=dict)
    day: date | None = None
    empty: list[str] = field(default_factory=list)
    below: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    personal: Literal["weglaten", "pseudoniem"] | None = None

    @classmethod
    def of(cls, texts: Sequence[str]) -> Example:
        made = cls()
        for text in texts:
            if found := _DAY.fullmatch(text):
                made.day = date.fromisoformat(found[1])
            elif found := _PERSONAL.fullmatch(text):
                made.personal = "weglaten" if found[1] == "weglaten" else "pseudoniem"
            elif found := _HEADER.fullmatch(text):
                made.rows[found[1]] = []
            elif found := _EMPTY.fullmatch(text):
                made.empty.append(found[1])
            elif found := _AGAIN.fullmatch(text):
                made.below[found[1]] = ""
            elif found := _BELOW.fullmatch(text):
                made.below[found[1]] = found[2]
            elif found := _HIDDEN.fullmatch(text):
                made.hidden[found[2]] = found[1]
            else:
                made._add(text)
        if "uitkeringen" not in made.rows:
            made._add("uitkeringen | persoon_id P1")
        return made

    def _add(self, text: str) -> None:
        for row in _repeated(text):
            table, *cells = (part.strip() for part in row.split(" | "))
            given = dict((*cell.split(" ", 1), "")[:2] for cell in cells)
            self.rows.setdefault(table, []).append(given)

    def write(self, folder: Path, order: int = 1) -> Path:
        """Write a csv per table, its rows forwards or backwards, as they are: without quotes."""
        for table, rows in self.rows.items():
            whole = [_whole(table, number, row) for number, row in enumerate(rows, 1)]
            names = list(dict.fromkeys(name for row in whole or [_whole(table, 1, {})]
                                       for name in row))  # fmt: skip
            lines = [";".join(row.get(name, "") for name in names) for row in whole[::order]]
            if table in self.below:
                lines.append(self.below[table] or ";".join(names))
            path = folder / f"{table}.csv"
            path.write_text("\n".join([";".join(names), *lines]) + "\n", "utf-8")
        for table in self.empty:
            (folder / f"{table}.csv").write_text("\n", "utf-8")
        for table, what in self.hidden.items():
            _write_hidden(folder / f"{table}.xlsx", table, what)
        return folder


def _write_hidden(path: Path, table: str, what: str) -> None:
    """Write a workbook of which the sheet, or its one row, is hidden."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("toelichting").write(0, 0, "Export")
    sheet = book.add_worksheet(table)
    for at, name in enumerate(row := _whole(table, 1, {})):
        sheet.write(0, at, name)
        sheet.write(1, at, row[name])
    if what == "blad":
        sheet.hide()
    else:
        sheet.set_row(1, None, None, {"hidden": True})
    book.close()


def _whole(table: str, number: int, given: Cells) -> Cells:
    """Fill in what a row must have and the example does not say."""
    if table not in TABLES:
        return given
    row = dict(given)
    for name, column in columns_of(TABLES[table]).items():
        if column.required and name not in row:
            row[name] = _right(table, name, number)
    return row


def _right(table: str, name: str, number: int) -> str:
    if name == "soort":
        return _KINDS[table]
    if name.endswith("_id"):
        return f"{name[0].upper()}{number}"
    return _RIGHT[name]


def _repeated(text: str) -> Iterator[str]:
    if found := _OFTEN.fullmatch(text):
        yield from [found[2]] * int(found[1])
    elif found := _MONTHLY.fullmatch(text):
        for month in range(int(found[2])):
            yield from [_later(found[3], month)] * int(found[1])
    else:
        yield text


def _later(text: str, months: int) -> str:
    """Lay every date in a text a number of months later."""

    def moved(found: re.Match[str]) -> str:
        day = date.fromisoformat(found[0])
        number = day.year * 12 + day.month - 1 + months
        return day.replace(year=number // 12, month=number % 12 + 1).isoformat()

    return _DATE.sub(moved, text)

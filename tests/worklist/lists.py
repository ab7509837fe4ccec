"""A small export, and the worklist that grip makes of it, read back as a person would."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from tests.acceptance.running import done

PROFILE = """
naam = "proef"
basis = "standaard"
[gemeente]
naam = "Proefstad"
[teams]
A01 = "Noord"
A02 = "Noord"
B01 = "Zuid"
"""

# Two persons with an ended benefit without reason, one running; on day one.
BENEFITS = """
uitkering_id | persoon_id | regeling | ingangsdatum | einddatum  | reden_uitstroom | administratie_begin | consulent
U1           | P1         | PW       | 2021-01-01   | 2021-05-31 |                 | 2021-01-05          | A01
U2           | P2         | PW       | 2021-01-01   | 2021-06-30 |                 | 2021-01-05          | B01
U3           | P3         | PW       | 2021-01-01   |            |                 | 2021-01-05          | A02
"""  # noqa: E501

Row = dict[str, Any]


def csv_of(table: str) -> str:
    """Return a table with bars as csv."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    return "\n".join(";".join(cell.strip() for cell in line.split("|")) for line in lines) + "\n"


@dataclass
class Office:
    """A municipality that makes a worklist of each export."""

    home: Path
    tables: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.home / "lijsten"

    def export(self, **tables: str) -> None:
        """Lay an export down in place of the one before."""
        data = self.home / "data"
        data.mkdir(exist_ok=True)
        for old in data.iterdir():
            old.unlink()
        for name, table in tables.items():
            (data / f"{name}.csv").write_text(csv_of(table), "utf-8")
        (self.home / "proef.toml").write_text(PROFILE, "utf-8")

    def run(self, day: str, *more: object) -> list[Row]:
        """Make the worklist of the export of a day; return its rows, each once."""
        done(
            "controleer", "--data", "data", "--profiel", "proef.toml", "--extractiedatum", day,
            "--werklijst", "lijsten", "--stil", *more, cwd=self.home,
        )  # fmt: skip
        return self.rows(day)

    def folder(self, day: str) -> Path:
        return self.out / f"werklijst-{day}"

    def rows(self, day: str) -> list[Row]:
        named = {row["Kenmerk"]: row for _, row in sheet_rows(self.folder(day) / "werklijst.xlsx")}
        return sorted(named.values(), key=lambda row: (row["Code"], str(row["Persoon"])))

    def memory(self, day: str) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.folder(day) / "werklijst.json").read_text())
        return content

    def fill_in(self, day: str, person: str, code: str, sheet: str = "", **cells: object) -> None:
        """Type in the sheet as a person would, on the first sheet that has the row."""
        path = self.folder(day) / "werklijst.xlsx"
        book = openpyxl.load_workbook(path)
        for page in book.worksheets:
            if sheet and page.title != sheet:
                continue
            heads = header_of(page)
            if not heads:
                continue
            for row in range(heads["_row"] + 1, page.max_row + 1):
                values = {name: page.cell(row, at).value for name, at in heads.items() if at}
                if (values.get("Persoon"), values.get("Code")) == (person, code):
                    for name, value in cells.items():
                        page.cell(row, heads[name.replace("_", " ").capitalize()]).value = value
                    book.save(path)
                    return
        raise AssertionError(f"no row of {person} with {code}")


def header_of(page: Any) -> dict[str, int]:
    """Return where each column of a list stands, and the row of the header in `_row`."""
    for number, cells in enumerate(page.iter_rows(values_only=True), 1):
        if "Kenmerk" in cells:
            return {"_row": number} | {str(c): at for at, c in enumerate(cells, 1) if c}
    return {}


def sheet_rows(path: Path) -> list[tuple[str, Row]]:
    """Return every row of every list in a worklist, with the name of its sheet."""
    found = []
    for page in openpyxl.load_workbook(path).worksheets:
        heads = header_of(page)
        first = heads.pop("_row", page.max_row) + 1
        for row in range(first, page.max_row + 1):
            found.append((page.title, {n: page.cell(row, at).value for n, at in heads.items()}))
    return found


def states(rows: list[Row], code: str) -> dict[str, str]:
    """Return the state of the rows with a code, by person."""
    return {str(row["Persoon"]): row["Status"] for row in rows if row["Code"] == code}


def since(rows: list[Row], code: str, person: str) -> date:
    """Return since when a row is on the list."""
    (found,) = (r["Sinds"] for r in rows if r["Code"] == code and r["Persoon"] == person)
    assert isinstance(found, datetime)
    return found.date()

"""The worklist as a team leader opens it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest

from tests.acceptance.running import DALFSEN, done, rows_of
from tests.worklist.lists import Office, header_of, sheet_rows

DAY = "2021-07-10"
CANARY = "Kanarie Jansen-de Vries"
HEADS = ("uitkering_id", "persoon_id", "rol", "regeling", "leefvorm", "ingangsdatum", "einddatum",
         "reden_instroom", "reden_uitstroom", "administratie_begin", "consulent")  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worklist of the sample of Dalfsen."""
    out = tmp_path_factory.mktemp("lijsten")
    done("controleer", "--data", DALFSEN, "--profiel", "dalfsen", "--werklijst", out, "--stil")
    return out / "werklijst-2022-01-14"


def test_a_sheet_per_team_and_per_consulent(made: Path) -> None:
    names = openpyxl.load_workbook(made / "werklijst.xlsx").sheetnames
    assert names[0] == "Overzicht"
    assert names[-1] == "Registratie"
    assert names.index("Consulenten Dalfsen") < names.index("Algemeen") < names.index("C01")


def test_every_row_is_on_the_sheet_of_its_team_and_of_its_consulent(made: Path) -> None:
    places: dict[str, set[str]] = {}
    for sheet, row in sheet_rows(made / "werklijst.xlsx"):
        places.setdefault(row["Kenmerk"], set()).add(sheet)
        if sheet.startswith(("C0", "L0")):
            assert row["Consulent"] == sheet
    assert all(len(found) in (1, 2) for found in places.values())
    alone = {sheet for found in places.values() if len(found) == 1 for sheet in found}
    assert alone <= {"Algemeen", "Zonder consulent"}


def test_the_overview_adds_up(made: Path) -> None:
    rows = {row["Kenmerk"]: row["Status"] for _, row in sheet_rows(made / "werklijst.xlsx")}
    page = openpyxl.load_workbook(made / "werklijst.xlsx")["Overzicht"]
    cells = [row for row in page.iter_rows(values_only=True) if isinstance(row[2], int)]
    assert cells[-1][0] == "Totaal"
    assert cells[-1][2:6] == (len(rows), 0, 0, 0)
    for column in range(2, 7):
        assert sum(row[column] for row in cells[:-1]) == cells[-1][column]


def test_every_finding_that_asks_for_work_is_on_the_list(made: Path, tmp_path: Path) -> None:
    """Its row of the export is named, and the dossier that stands there."""
    out = tmp_path / "lijst.csv"
    done("controleer", "--data", DALFSEN, "--profiel", "dalfsen", "--uit", out, "--stil")
    listed = [row for _, row in sheet_rows(made / "werklijst.xlsx")]
    said = {(row["Code"], row["Plaats in de export"]) for row in listed}
    for found in rows_of(out):
        if found["ernst"] == "info" or found["code"] == "CATEGORIE-ONTBREEKT":
            continue
        near = [place for code, place in said if code == found["code"]]
        assert any(f"blad {found['blad']}" in p and found["rij"] in p for p in near), found
    refused = next(row for row in listed if row["Code"] == "RIJ-LEEG-VELD" and row["Persoon"])
    assert refused["Persoon"].startswith("P")


def test_a_row_finds_its_record_in_the_export(made: Path) -> None:
    book = openpyxl.load_workbook(DALFSEN / "export-2022-01-14.xlsx", read_only=True)
    sheets = {s.title: list(s.iter_rows(values_only=True)) for s in book.worksheets}
    looked = {"rij": 0, "cel": 0}
    for _, row in sheet_rows(made / "werklijst.xlsx"):
        parts = dict(p.split(" ", 1) for p in row["Plaats in de export"].split(", ") if " " in p)
        kind = next((kind for kind in looked if kind in parts), None)
        if kind and row["Persoon"]:
            record = sheets[parts["blad"]][int(re.sub(r"\D", "", parts[kind])) - 1]
            assert row["Persoon"] in record
            looked[kind] += 1
    assert looked["rij"] > 50 < looked["cel"]


def test_new_comes_first_and_the_cells_to_fill_in_are_empty(made: Path) -> None:
    page = openpyxl.load_workbook(made / "werklijst.xlsx")["Consulenten Dalfsen"]
    heads = header_of(page)
    kinds = [page.cell(r, heads["Code"]).value for r in range(heads["_row"] + 1, page.max_row + 1)]
    signals = [kind.startswith("SIG-") for kind in kinds]
    assert signals == sorted(signals, reverse=True)
    for name in ("Akkoord", "Reden", "Door", "Tot en met"):
        assert page.cell(heads["_row"] + 1, heads[name]).value is None
    assert len(page.data_validations.dataValidation) == 2


def hostile(office: Office, **cells: str) -> None:
    """Lay down an export with a row of which some cells hold these texts."""
    right = {
        "uitkering_id": "U1", "persoon_id": "P1", "rol": "client", "regeling": "PW",
        "ingangsdatum": "2021-01-01", "einddatum": "2021-05-31",
        "administratie_begin": "2021-01-05", "consulent": "A01",
    }  # fmt: skip
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADS, delimiter=";")
    writer.writeheader()
    writer.writerow(right | cells)
    office.export()
    (office.home / "data" / "uitkeringen.csv").write_text(text.getvalue(), "utf-8")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_is_never_a_formula(office: Office, sign: str) -> None:
    danger = f"{sign}HYPERLINK(1)"
    hostile(office, uitkering_id=danger, persoon_id=danger, consulent=danger)
    (row,) = (row for row in office.run(DAY) if row["Code"] == "UIT-REDEN-LEEG")
    assert (row["Uitkering"], row["Persoon"], row["Consulent"]) == (danger,) * 3
    for page in openpyxl.load_workbook(office.folder(DAY) / "werklijst.xlsx").worksheets:
        for cells in page.iter_rows():
            # The figures of the house are numbers here; no text of an export is a formula.
            assert all(c.data_type != "f" for c in cells)


@pytest.mark.parametrize("column", ["leefvorm", "reden_instroom", "reden_uitstroom", "einddatum"])
def test_of_a_cell_that_is_wrong_the_content_is_not_told(office: Office, column: str) -> None:
    hostile(office, **{column: CANARY})
    more = "".join(f"U{n};P{n};client;PW;;2021-01-01;;;;2021-01-05;A01\n" for n in range(2, 40))
    path = office.home / "data" / "uitkeringen.csv"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    assert len(office.run(DAY)) >= 1
    for file in office.folder(DAY).iterdir():
        assert CANARY.encode() not in file.read_bytes()
    for page in openpyxl.load_workbook(office.folder(DAY) / "werklijst.xlsx").worksheets:
        for cells in page.iter_rows(values_only=True):
            assert not any("anarie" in str(cell) for cell in cells)


def test_sheets_whatever_the_consulent_is_called(office: Office) -> None:
    """Names that Excel does not take for a sheet, and two that differ in case only."""
    for name in ("history", "[a]*?/\\:", "x" * 60, "overzicht"):
        hostile(office, consulent=name)
        (row,) = (row for row in office.run(DAY) if row["Code"] == "UIT-REDEN-LEEG")
        assert row["Consulent"] == name

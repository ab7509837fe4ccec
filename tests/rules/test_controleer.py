"""Rules through the real command: what is shown, what it ends with, and what it never shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from grip.ingest.rules import REGISTER
from tests.acceptance.running import Said, done, grip, rows_of

from .exports import Example

HEADER = "uitkering_id;persoon_id;rol;regeling;ingangsdatum;einddatum\n"


def checked(texts: tuple[str, ...], folder: Path, *more: str) -> Said:
    folder.mkdir(exist_ok=True)
    example = Example.of(texts)
    day = ("--extractiedatum", example.day.isoformat()) if example.day else ()
    how = ("--persoonsgegevens", example.personal) if example.personal else ()
    return grip("controleer", "--data", example.write(folder), *day, *how, *more)


@pytest.mark.parametrize(
    "code",
    ["MELDING-AANVRAAG", "UIT-OVERLAP", "VERWIJZING", "NA-OVERLIJDEN", "TIJD-STIL", "RIJ-EINDE",
     "KOLOM-LIJKT"],
)  # fmt: skip
def test_a_rule_of_every_scope(code: str, tmp_path: Path) -> None:
    """In the overview and with its place, in the list, and gone when it is mended."""
    rule, out = REGISTER[code], tmp_path / "lijst.csv"
    said = checked(rule.bad, tmp_path / "fout", "--uit", str(out))
    assert re.search(rf"^{code} +(waarschuwing|geweigerd) +1 ", said.out, re.MULTILINE)
    assert re.search(rf"^(Waarschuwing|Geweigerd) {code}: 1 keer$", said.out, re.MULTILINE)
    (row,) = (row for row in rows_of(out) if row["code"] == code)
    assert row["bestand"].endswith(".csv")
    assert code not in checked(rule.good, tmp_path / "goed").out


def test_a_finding_in_the_workbook_leads_to_its_cell(tmp_path: Path) -> None:
    """Also where the list stands beside the export, which it is no part of."""
    data, out = tmp_path / "export's", tmp_path / "export's" / "bevindingen.xlsx"
    data.mkdir()
    rows = [HEADER.strip().split(";"), ["U1", "P1", "client", "PW", "01-01-2020", ""],
            ["U2", "P2", "client", "PW", "31-02-2020", ""]]  # fmt: skip
    with xlsxwriter.Workbook(data / "export.xlsx") as book:
        sheet = book.add_worksheet("uitkeringen")
        for at, row in enumerate(rows):
            sheet.write_row(at + 2, 1, row)
    for _ in range(2):
        said = grip("controleer", "--data", data, "--uit", out)
        assert "BLAD-ONBEKEND" not in said.out
    page = openpyxl.load_workbook(out)["Bevindingen"]
    links = {
        row[0].value: cell.hyperlink for row in page.iter_rows() for cell in row if cell.hyperlink
    }
    assert (links["RIJ-DATUM"].target, links["RIJ-DATUM"].location) == (
        "export.xlsx", "'uitkeringen'!F5"
    )  # fmt: skip
    found = openpyxl.load_workbook(data / "export.xlsx")["uitkeringen"]["F5"]
    assert found.value == "31-02-2020"


def test_rows_add_up_whatever_is_found(tmp_path: Path) -> None:
    texts = tuple(
        text
        for code in ("RIJ-EINDE", "RIJ-NUL", "RIJ-DUBBEL", "UIT-OVERLAP", "UIT-TWEE-OPEN")
        for text in REGISTER[code].bad
    )
    said = checked(texts, tmp_path / "data", "--json")
    counts = json.loads(said.out)["rijen"]
    for count in counts:
        assert count["read"] == count["loaded"] + count["refused"] + count["set_apart"]
    assert counts[0]["read"] == len(texts)


@pytest.mark.parametrize(("content", "code"), [("", "IN-NUL"), ("\n;;\n", "IN-BLANCO")])
def test_an_empty_file_says_that_it_is_empty(content: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "uitkeringen.csv").write_text(content)
    said = grip("controleer", "--data", tmp_path)
    assert said.code == 3
    assert f"Fout {code}" in said.err
    assert "uitkeringen.csv" in said.err


@pytest.mark.parametrize("command", ["controleer", "rapport", "indicatoren"])
def test_a_header_without_rows_is_no_report_of_zeros(command: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "uitkeringen.csv").write_text(HEADER)
    said = grip(command, "--data", data, cwd=tmp_path)
    assert said.code == 3
    assert "Fout IN-GEEN-RIJEN" in said.err
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def test_nothing_that_counts_is_explained(tmp_path: Path) -> None:
    """All rows are set apart: the list says why, then the run stops."""
    (tmp_path / "uitkeringen.csv").write_text(HEADER + "U1;P1;client;TOZO;2020-01-01;\n")
    said = grip("controleer", "--data", tmp_path)
    assert said.code == 3
    assert "Ter info RIJ-REGELING: 1 keer" in said.out
    assert "Bevinding: 1 ter info." in said.out
    assert "Fout IN-GEEN-RIJEN" in said.err


def test_a_normal_export_can_be_clean_under_strict(tmp_path: Path) -> None:
    """Annulled rows, other schemes, columns that grip does not know: nobody has to do anything."""
    rows = (
        "U1;P1;client;PW;2020-01-01;;2020-01-09;rood\n"
        "U2;P2;client;PW;2020-02-01;2020-02-01;2020-02-09;rood\n"
        "U3;P3;client;TOZO;2020-03-01;;2020-03-09;groen\n"
    )
    header = HEADER.replace("\n", ";administratie_begin;dossierkleur\n")
    (tmp_path / "uitkeringen.csv").write_text(header + rows)
    said = done("controleer", "--data", tmp_path, "--streng")
    for code in ("RIJ-NUL", "RIJ-REGELING", "KOLOM-ONBEKEND", "KOLOM-ONTBREEKT"):
        assert f"Ter info {code}" in said.out
    assert "Waarschuwing" not in said.out


def test_an_absent_column_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "uitkeringen.csv").write_text(HEADER + "U1;P1;client;PW;2020-01-01;\n")
    content = json.loads(done("controleer", "--data", tmp_path, "--json").out)["bevindingen"]
    absent = [(row["tabel"], row["kolom"]) for row in content if row["code"] == "KOLOM-ONTBREEKT"]
    assert ("uitkeringen", "reden_uitstroom") in absent
    assert len(absent) == len(set(absent))
    tables = [row["tabel"] for row in content if row["code"] == "TABEL-ONTBREEKT"]
    assert "personen" in tables
    assert len(tables) == len(set(tables))


def test_verbose_shows_more_places(tmp_path: Path) -> None:
    texts = ("8 keer: meldingen | meldingsdatum 2020-02-10 | aanvraagdatum 2020-02-03",)
    few = checked(texts, tmp_path / "data")
    many = checked(texts, tmp_path / "data", "--uitgebreid")
    assert "cellen B2, B3 en B4 (kolom 'aanvraagdatum') (en nog 5)" in " ".join(few.out.split())
    assert "cellen B2, B3, B4, B5, B6, B7, B8 en B9 (kolom" in " ".join(many.out.split())


CANARY = "Kanarie-Jansen"


@pytest.mark.parametrize("code", [c for c in sorted(REGISTER) if c != "RIJ-JANEE"])
def test_no_finding_repeats_what_is_in_a_cell(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids, names of persons and providers in the failing example of every rule."""
    monkeypatch.setenv("GRIP_SLEUTEL", str(tmp_path.parent / f"{tmp_path.name}.sleutel"))
    texts = tuple(
        re.sub(r"\b(persoon_id|uitkering_id|consulent|aanbieder|besluit_id) (\S[^|]*?)(?= \||$)",
               rf"\1 {CANARY} \2", text)
        for text in REGISTER[code].bad
    )  # fmt: skip
    out = tmp_path / "lijst.csv"
    said = checked(texts, tmp_path / "data", "--uitgebreid", "--uit", str(out))
    assert "anarie" not in said.text
    assert "anarie" not in out.read_text("utf-8")

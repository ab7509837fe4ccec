"""The report as a reader meets it: whose figures, over which period, and what is not there."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from grip.reports.files.folder import require_writable
from tests.acceptance.running import SAMPLE, done, grip, sheets_of

MADE_UP = "VOORBEELD: verzonnen personen"
NOT_YET = "[nog niet]"
PERIOD = re.compile(r"\b(19|20)\d\d\b")


def sheets(report: Path) -> dict[str, list[list[Any]]]:
    return {name: [list(row) for row in sheet.values] for name, sheet in sheets_of(report).items()}


def table(book: dict[str, list[list[Any]]], sheet: str, first: str) -> list[dict[str, Any]]:
    """The rows below the header that starts with `first`."""
    rows = book[sheet]
    at = next(i for i, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


@pytest.fixture(scope="module")
def early(town: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Any]]]:
    """The report of a year before instruments were registered, and the year after reports were."""
    out = tmp_path_factory.mktemp("vroeg")
    done("rapport", "--periode", "2014", "--uit", out, cwd=town)
    return sheets(out / "rapport-2014")


# --- whose figures -----------------------------------------------------------------------------


def test_made_up_persons_are_called_so_everywhere(internal: Path, public: Path) -> None:
    """Cover, header of every sheet, and every chart, also for who cannot see it."""
    for report in (internal, public):
        book = openpyxl.load_workbook(report / "rapport.xlsx")
        assert MADE_UP in [cell.value for row in book["Voorblad"].iter_rows() for cell in row]
        for sheet in book:
            assert MADE_UP in (sheet.oddHeader.right.text or ""), sheet.title
        drawings = list((report / "grafieken").glob("*.svg"))
        assert len(drawings) >= 4
        for path in drawings:
            assert MADE_UP in " ".join(re.findall(r"<!-- (.*?) -->", path.read_text("utf-8")))


@pytest.mark.usefixtures("without_charts")
def test_it_hangs_on_the_data_and_not_on_the_folder_of_work(tmp_path: Path) -> None:
    """`--data` from anywhere says so too; without the line the report says nothing of it."""
    asked = ("rapport", "--periode", "2020", "--profiel", "uithoorn")
    assert MADE_UP in done(*asked, "--data", SAMPLE, "--uit", tmp_path / "a", cwd=tmp_path).out
    own = tmp_path / "eigen"
    shutil.copytree(SAMPLE, own)
    (own / "grip.toml").write_text('data = "."\n')
    said = done(*asked, "--data", own, "--uit", tmp_path / "b", cwd=tmp_path)
    assert MADE_UP not in said.out
    assert not any(
        MADE_UP in str(cell)
        for rows in sheets(tmp_path / "b" / "rapport-2020").values()
        for row in rows
        for cell in row
    )


# --- over which period -------------------------------------------------------------------------


@pytest.mark.usefixtures("without_charts")
@pytest.mark.parametrize("period", ["2021-06", "2021-Q3", "2020-H2", "2021"])
def test_no_figure_stands_below_a_header_without_period(
    period: str, town: Path, tmp_path: Path
) -> None:
    """In the monthly view every column with figures names its period; the summary per line."""
    done("rapport", "--periode", period, "--uit", tmp_path, cwd=town)
    book = sheets(tmp_path / f"rapport-{period}")
    views = 0
    for sheet, rows in book.items():
        for row in rows:
            headers = [str(cell) for cell in row if cell is not None]
            if headers and re.search(r"tegenover", headers[-1]):
                views += 1
                words = {"Cijfer", "Onderwerp", "Kenmerk", "Groep", "Doelgroep", "Instrument",
                         "Beweging", "Als percentage van", "Ondergrens (95%)",
                         "Bovengrens (95%)"}  # fmt: skip
                for header in set(headers) - words:
                    assert PERIOD.search(header), (sheet, header)
    assert views >= 10
    for line in table(book, "Samenvatting", "Kerncijfer"):
        assert PERIOD.search(line["Over"]) and PERIOD.search(line["Vergeleken met"]), line
    for row in book["Samenvatting"][2:8]:
        assert PERIOD.search(str(row[0])) or str(row[0])[:1].islower(), row[0]


def test_a_cohort_is_named_by_its_year(internal: Path) -> None:
    """Who left in 2019 has been followed until the end of 2020."""
    lines = {line["Kerncijfer"]: line for line in table(sheets(internal), "Samenvatting",
                                                        "Kerncijfer")}  # fmt: skip
    assert lines["Duurzame uitstroom naar werk"]["Over"] == "cohort 2019"
    assert lines["Duurzame uitstroom naar werk"]["Vergeleken met"] == "cohort 2018"


def test_the_chance_of_an_application_says_of_whom_it_is_and_has_both_bounds_or_none(
    internal: Path,
) -> None:
    """What happened to nobody, or to all, has no bounds; the shares elsewhere are of fewer."""
    book = sheets(internal)
    texts = " ".join(str(row[0]) for row in book["Besluit over weken"])
    assert "; 2020, 138 aanvragen." in texts
    assert "Op blad 'Termijnen'" in texts and "hier tellen ook jongere mee" in texts
    lines = table(book, "Besluit over weken", "Weken na de aanvraag")
    assert ("0% nog open" in texts) == any(line["Nog open (%)"] == 0 for line in lines)
    certain = 0
    for line in lines:
        for way in ("Toegekend", "Anders besloten", "Nog open"):
            bounds = {line[f"{end} {way.lower()} (95%)"] for end in ("Ondergrens", "Bovengrens")}
            is_certain = line[f"{way} (%)"] in (0, 100)
            assert (bounds == {"[n.v.t.]"}) == is_certain, line
            certain += is_certain
    assert certain > 3


def test_who_reads_in_public_is_not_sent_to_what_he_has_not(public: Path) -> None:
    """The steps by month stand on another sheet; how the profile is filled is no matter of his."""
    book = sheets(public)
    assert any("op blad 'In de tijd'" in str(row[0]) for row in book["Trechter"])
    said = [str(cell) for rows in book.values() for row in rows for cell in row if cell]
    assert not [text for text in said if "[[" in text]


# --- what is not there -------------------------------------------------------------------------


def test_what_was_not_yet_registered_is_no_zero(early: dict[str, list[list[Any]]]) -> None:
    """Instruments from 2015 on, reports from 2014 on, ends from 2012 on."""
    lines = {line["Kerncijfer"]: line for line in table(early, "Samenvatting", "Kerncijfer")}
    reach = lines["Bereik van voorzieningen"]
    assert (reach["Uitkomst"], reach["Een jaar eerder"]) == (NOT_YET, NOT_YET)
    assert reach["Verandering"] == "geen vergelijking mogelijk"
    assert lines["Meldingen zonder aanvraag"]["Een jaar eerder"] == NOT_YET
    years = table(early, "Bestand per jaar", "Periode")
    assert [line["Periode"] for line in years] == ["2012", "2013", "2014"]
    assert [line["Meldingen"] for line in years] == [NOT_YET, NOT_YET, 271]
    assert any("nog niet geregistreerd" in str(row[0]) for row in early["Samenvatting"])
    for line in table(early, "Bereik", "Kenmerk"):
        assert line["31 dec 2014 tegenover 31 dec 2013"] == "geen vergelijking"


def test_a_period_before_all_registration_is_refused(town: Path, tmp_path: Path) -> None:
    """In 2011 no end was registered but a stray one of a year before."""
    said = grip("rapport", "--periode", "2011", "--uit", tmp_path, cwd=town)
    assert said.code == 2
    assert "2 januari 2012" in said.err


def test_without_a_figure_the_sentence_gives_the_reason(
    public: Path, early: dict[str, list[list[Any]]]
) -> None:
    books = (sheets(public), early)
    said = [str(cell) for book in books for row in book["Inhoud"] for cell in row]
    without = [f"{line}." for line in said if "niet te geven" in line]
    assert without
    assert not any("niet te geven" in str(row[0]) for book in books for row in book["Samenvatting"])
    reasons = ("een aantal is te klein om te tonen", "dit werd toen nog niet geregistreerd")
    for line in without:
        assert line.endswith(tuple(f": {reason}." for reason in reasons)), line


# --- the terminal ------------------------------------------------------------------------------


def test_rows_of_a_breakdown_are_said_in_words(town: Path) -> None:
    said = done("indicatoren", "stand_personen", "--per", "rol", "--per", "loonwaardeklasse",
                "--periode", "2020", cwd=town).out  # fmt: skip
    assert "Rol: cliënt, loonwaarde: 0 tot 40%" in said
    assert "client|" not in said
    mark = "VERTROUWELIJK | VOORBEELD: verzonnen personen"
    assert said.startswith(f"{mark}\nStand eind (personen)\n")
    assert "marge" not in said, "everybody is counted: a count has no margin"


def test_the_margin_of_a_share_is_explained(town: Path) -> None:
    said = done("indicatoren", "uitstroom_werk_aandeel", "--periode", "2020", cwd=town).out
    assert "46,2% - 65,0%" in said or re.search(r"\d+,\d% - \d+,\d%", said)
    assert "marge 95% = het gebied" in said


# --- a folder that cannot be written -----------------------------------------------------------


def test_what_cannot_be_written_is_said_before_the_work(town: Path, tmp_path: Path) -> None:
    """A path through a file: nothing is read, and the whole path is named."""
    wall = tmp_path / "bestand"
    wall.write_text("x")
    for command in (["rapport"], ["indicatoren", "instroom"], ["controleer"]):
        target = wall / ("uit" if command == ["rapport"] else "uit.csv")
        said = grip(*command, "--uit", target, cwd=town)
        assert said.code == 5, said.text
        assert "Inlezen" not in said.err
        assert f"Waar:     {wall}" in said.err
        assert "map" in said.err.split("Oplossen:")[1]
    assert wall.read_text() == "x"


def test_no_right_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest folder that exists is the one that somebody has to open."""
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    with pytest.raises(Exception, match="geen toegang") as caught:
        require_writable(tmp_path / "a" / "b")
    assert caught.value.where == str(tmp_path)  # type: ignore[attr-defined]
    require_writable(tmp_path.parent / "elders")

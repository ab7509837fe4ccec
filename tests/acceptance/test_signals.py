"""Signals, late registration, group pages and commentary, in reports of the sample."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.acceptance.running import Rows, done, rows_of, sheets_of, small_town

KEYS = ("indicator", "definitie", "periode_begin", "periode_eind", "dimensie", "categorie")


@pytest.fixture(scope="module")
def december(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal report of December 2021, the last month before the export of 14 January."""
    out = tmp_path_factory.mktemp("december")
    done("rapport", "--periode", "2021-12", "--uit", out, cwd=town)
    return out / "rapport-2021-12"


def cells(report: Path, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a sheet that hold anything."""
    return [row for row in sheets_of(report)[sheet].iter_rows(values_only=True) if any(row)]


def sheets(report: Path) -> list[str]:
    return list(sheets_of(report))


def figure(rows: Rows, **wanted: str) -> dict[str, str]:
    (found,) = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    return found


def test_signals_are_data_first(december: Path) -> None:
    """A row per series and month, with limits; the values are those of the result frame."""
    rows = rows_of(december / "signalen.csv")
    counted = {tuple(row[k] for k in KEYS[:4]): row["waarde"]
               for row in rows_of(december / "indicatoren.csv")
               if row["dimensie"] == "totaal"}  # fmt: skip
    assert {row["indicator"] for row in rows} >= {"instroom", "uitstroom", "meldingen"}
    for row in rows:
        assert row["waarde"] == counted[tuple(row[k] for k in KEYS[:4])]
    last = figure(rows, indicator="instroom", periode_begin="2021-12-01")
    assert (last["basis_begin"], last["basis_eind"], last["basis_punten"]) == (
        "2018-01-01", "2020-12-31", "36",
    )  # fmt: skip
    assert last["soort"] == "voorlopig"
    middle = [float(r["waarde"]) for r in rows
              if r["indicator"] == "instroom" and r["periode_begin"] < "2021"]  # fmt: skip
    assert float(last["midden"]) == pytest.approx(sum(middle) / 36)


def test_the_first_page_has_a_handful(december: Path) -> None:
    """One sentence with at most three signals, beside how many chance alone would give; on the
    first page only what is news."""
    (said,) = [str(row[0]) for row in cells(december, "Signalen") if "signalen in" in str(row[0])]
    assert "door toeval alleen zijn er ongeveer" in said
    assert said.count(";") <= 5
    assert not any("signalen in" in str(row[0]) for row in cells(december, "Samenvatting"))


def test_recent_months_are_completed(december: Path) -> None:
    """December is expected to be more than was counted; a year before nothing is added."""
    rows = rows_of(december / "indicatoren.csv")
    expected = [r for r in rows if r["definitie"].endswith("na=late_registratie")]
    assert {row["soort"] for row in expected} == {"prognose"}
    assert {row["periode_begin"][:4] for row in expected} == {"2021"}
    for id in ("instroom", "uitstroom"):
        last = figure(expected, indicator=id, periode_begin="2021-12-01")
        now = figure(rows, definitie=f"{id};eenheid=uitkeringen", periode_begin="2021-12-01",
                     periode_eind="2021-12-31", dimensie="totaal")  # fmt: skip
        assert float(now["waarde"]) < float(last["waarde"])
        assert float(now["waarde"]) <= float(last["ondergrens"]) < float(last["bovengrens"])
    table = cells(december, "Toets late registratie")
    assert any("Binnen het gebied" in str(cell) for row in table for cell in row)


def test_a_page_per_target_group(december: Path) -> None:
    """The page of a group says what the result frame says, beside the whole caseload."""
    pages = [name for name in sheets(december) if name.startswith("Groep ")]
    assert len(pages) >= 10
    rows = rows_of(december / "indicatoren.csv")
    stock = figure(rows, indicator="stand_personen", periode_begin="2021-12-01",
                   dimensie="doelgroep", categorie="jongeren")  # fmt: skip
    page = cells(december, "Groep Jongeren")
    (line,) = [row for row in page if row[1] == "Stand eind (personen)"]
    assert line[3] == float(stock["waarde"])
    (reach,) = [row for row in page if row[1] == "Bereik van voorzieningen"]
    share = figure(rows, indicator="bereik_pct", periode_begin="2021-12-01",
                   dimensie="doelgroep", categorie="jongeren")  # fmt: skip
    assert reach[3:6] == pytest.approx(
        [float(share[name]) for name in ("waarde", "ondergrens", "bovengrens")]
    )
    assert reach[6] == f"{share['teller']} van {share['noemer']}"
    lasting = sum(int(str(row[3])) for row in page if row[0] == "Duur tot nu toe")
    assert lasting == int(stock["teller"])


def test_the_funnel_adds_up(december: Path) -> None:
    """Application is decision plus open, of the same meldingen."""
    page = {str(row[0]): row[1] for row in cells(december, "Trechter")}
    assert page["Aanvraag gedaan"] == page["- waarvan besluit genomen"] + page["- waarvan nog open"]
    assert page["Meldingen"] >= page["Aanvraag gedaan"] >= page["Toegekend"]


def test_commentary_stands_with_its_figure(december: Path) -> None:
    """A text of this year stands on the sheets that show the figure, and one that nobody told is
    listed."""
    notes = [str(row[0]) for row in cells(december, "Kerncijfers")]
    assert any(n.startswith("Duiding bij 'Uitstroom naar werk': In de luchtvaart") for n in notes)
    assert not any("Duiding bij" in str(row[0]) for row in cells(december, "Termijnen"))
    untold = [row[2] for row in cells(december, "Zonder duiding")]
    assert "stand_eind" in untold
    assert "uitstroom_am_match" not in untold


def test_none_of_it_leaves_the_house(public: Path) -> None:
    """A public report has no commentary, group pages, signals or late registration."""
    names = sheets(public)
    kept = ("Groep ", "Duiding", "Zonder duiding", "Signalen", "Regelkaarten", "Na late", "Toets")
    assert [
        name for name in names if name.startswith(kept) and not name.startswith("Toetsing")
    ] == []
    text = (public / "indicatoren.csv").read_text("utf-8")
    assert "late_registratie" not in text
    assert "poortactie" not in text
    assert not (public / "signalen.csv").exists()


def test_without_days_of_entry_nothing_is_completed(tmp_path: Path) -> None:
    """An export without administrative dates gives the same report, without expectations."""
    folder = small_town(tmp_path / "klein")
    path = folder / "uitkeringen.csv"
    text = path.read_text("cp1252").replace("administratie_", "onbekende_")
    path.write_text(text, "cp1252")
    done("rapport", "--periode", "2020-12", "--uit", tmp_path / "uit", cwd=folder)
    report = tmp_path / "uit" / "rapport-2020-12"
    assert "Na late registratie" not in sheets(report)
    with (report / "indicatoren.csv").open(encoding="utf-8") as lines:
        assert not [row for row in csv.reader(lines) if "na=late_registratie" in row[1]]

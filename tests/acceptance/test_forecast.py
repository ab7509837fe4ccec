"""Looking ahead as a user does: `grip prognose`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from grip.errors import ConfigError
from grip.scenarios import load_scenarios
from tests.acceptance.running import DALFSEN, ROOT, done, grip

CBS = ROOT / "data" / "referentie" / "cbs" / "37789ksz-maanden.csv"
COLUMNS = "reeks,categorie,maand,p025,p05,p10,p25,p50,p75,p90,p95,p975,gemiddelde,scenario"


def test_a_series_of_the_statistics_office() -> None:
    said = done("prognose", "--reeks", CBS, "--kolom", "ioaw", "--horizon", 12)
    assert "Prognose van ioaw, januari 2020 t/m december 2020" in said.out
    assert "gelijk aan de laatste maand" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_the_file_holds_the_columns_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    done("prognose", "--reeks", CBS, "--kolom", "ioaw", "--uit", path, "--toets")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert ",".join(rows[0]) == COLUMNS
    assert len(rows) == 24
    track = list(csv.DictReader((tmp_path / "x-toets.csv").read_text("utf-8").splitlines()))
    assert {"naief", "seizoensnaief", "trends"} <= {row["model"] for row in track}


@pytest.mark.parametrize("ending", ["json", "parquet", "xlsx"])
def test_other_formats(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x.{ending}"
    done("prognose", "--reeks", CBS, "--kolom", "ioaw", "--uit", path)
    first = path.read_bytes()
    done("prognose", "--reeks", CBS, "--kolom", "ioaw", "--uit", path)
    assert path.read_bytes() == first


def test_for_a_machine() -> None:
    said = done("prognose", "--reeks", CBS, "--kolom", "bijstand_tot_aow", "--json")
    content = json.loads(said.out)
    assert content["schema"] == "grip/prognose/1"
    assert len(content["rijen"]) == 24
    assert content["fout_tegen_naief"] < 0.6


@pytest.mark.parametrize("horizon", [0, 61, -3])
def test_a_horizon_that_makes_no_sense(horizon: int) -> None:
    said = grip("prognose", "--reeks", CBS, "--kolom", "ioaw", "--horizon", horizon)
    assert said.code == 2
    assert "CLI-HORIZON" in said.err


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_record_is_no_picture(tmp_path: Path, ending: str) -> None:
    said = grip("prognose", "--toets", "--uit", tmp_path / f"x.{ending}")
    assert said.code == 2
    assert "CLI-TOETS" in said.err
    assert ".csv" in said.err
    assert not list(tmp_path.iterdir())


def test_a_scenario_is_not_called_as_the_base(tmp_path: Path) -> None:
    path = tmp_path / "plannen.toml"
    path.write_text('[scenario.basis]\nnaam = "Iets anders"\n', "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_scenarios(path)
    assert caught.value.code == "CFG-WAARDE"
    assert "een andere naam" in str(caught.value)


def test_a_series_that_is_refused_stops_with_its_code(tmp_path: Path) -> None:
    said = grip("prognose", "--reeks", CBS)
    assert said.code == 3
    assert "REEKS-KOLOM" in said.err
    assert "bijstand_tot_aow, ioaw" in said.err


# --- case data ----------------------------------------------------------------------------------

PLANS = """
[scenario.meer]
naam = "Instroom een vijfde hoger"
[[scenario.meer.instroom]]
vanaf = 2022-01-01
procent = 20

[scenario.traject]
naam = "Dertig trajecten erbij"
[[scenario.traject.instrument]]
vanaf = 2022-01-01
personen_per_jaar = 30
effect_pct = 10
effect_laag = 2
effect_hoog = 18
bron = "aanname van de gemeente"
"""


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict]:
    """What the forecast of Dalfsen says, on the screen and to a machine."""
    plans = tmp_path_factory.mktemp("plannen") / "plannen.toml"
    plans.write_text(PLANS, encoding="utf-8")
    asked = ("prognose", "--data", DALFSEN, "--profiel", "dalfsen", "--scenario", plans)
    asked = (*asked, "--periode", "2021", "--stil")
    return done(*asked).out, json.loads(done(*asked, "--json").out)


def test_the_forecast_of_a_caseload(looked: tuple[str, dict]) -> None:
    out, _ = looked
    lines = out.splitlines()
    assert lines[0] == "VERTROUWELIJK | VOORBEELD: verzonnen personen"
    assert max(map(len, lines)) <= 80
    for words in (
        "na december 2021", "gelijk aan de laatste maand", "Instroom een vijfde hoger",
        "aanname van de gemeente", "AOW-leeftijd", "nooit over een persoon",
    ):  # fmt: skip
        assert words in " ".join(out.split()), words


def test_a_scenario_stands_beside_the_base(looked: tuple[str, dict]) -> None:
    years = {(r["scenario"], r["reeks"], r["jaar"]): r["gemiddelde"] for r in looked[1]["jaren"]}
    more = years["meer", "instroom", 2022] / years["basis", "instroom", 2022]
    assert more == pytest.approx(1.2, abs=0.03)
    assert years["meer", "stand_eind", 2023] > years["basis", "stand_eind", 2023] + 15
    assert years["traject", "stand_eind", 2023] < years["basis", "stand_eind", 2023] - 1


def test_the_record_of_the_caseload_beats_naive(looked: tuple[str, dict]) -> None:
    content = looked[1]
    assert content["keren"] == 24
    assert content["fout_tegen_naief"] < 1
    assert {row["model"] for row in content["toets"]} >= {"naief", "stroommodel", "mengsel"}


def test_groups_add_up_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    asked = ("prognose", "--data", DALFSEN, "--profiel", "dalfsen", "--horizon", 3)
    done(*asked, "--uit", path)
    first = path.read_bytes()
    rows = list(csv.DictReader(first.decode().splitlines()))
    assert ",".join(rows[0]) == COLUMNS
    for month in {row["maand"] for row in rows}:
        stock = {
            row["categorie"]: float(row["gemiddelde"])
            for row in rows
            if row["maand"] == month and row["reeks"] == "stand_eind"
        }
        assert sum(stock.values()) == pytest.approx(2 * stock["totaal"])
    done(*asked, "--uit", path)
    assert path.read_bytes() == first


def test_a_forecast_from_cases_stays_in_the_house() -> None:
    said = grip("prognose", "--data", DALFSEN, "--publiek", "openbaar")
    assert said.code == 2
    assert "PROGNOSE-INTERN" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[scenario.x]\nnaam = 'x'\n[[scenario.x.instroom]]\nprocent = 5", "CFG-WAARDE"),
        ("[scenario.x]\nnaam = 'x'\ninstrom = []", "CFG-SLEUTEL"),
        ("[scenario", "CFG-LEZEN"),
        (None, "CFG-SCENARIO"),
    ],
)
def test_a_scenario_that_is_wrong(tmp_path: Path, text: str | None, code: str) -> None:
    path = tmp_path / "s.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    said = grip("prognose", "--data", DALFSEN, "--scenario", path)
    assert said.code == 6
    assert code in said.err


def test_a_group_of_a_scenario_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(
        "[scenario.x]\nnaam='x'\n[[scenario.x.uitstroom]]\nvanaf=2022-01-01\nprocent=-10\n"
        "groep='ioaw'\n",
        encoding="utf-8",
    )
    said = grip("prognose", "--data", DALFSEN, "--profiel", "dalfsen", "--scenario", path)
    assert said.code == 6
    assert "Bedoelde u 'IOAW'" in said.err


def test_too_short_a_past() -> None:
    said = grip("prognose", "--data", DALFSEN, "--profiel", "dalfsen", "--periode", "2013-06")
    assert said.code == 2
    assert "PROGNOSE-KORT" in said.err


# --- in the report ------------------------------------------------------------------------------


def test_the_report_looks_ahead_with_the_same_figures(internal: Path, town: Path) -> None:
    book = load_workbook(internal / "rapport.xlsx", read_only=True)
    rows = [row for row in book["Prognose"].iter_rows(values_only=True) if row[0]]
    told = {row[0]: row[1:4] for row in rows if str(row[0]).startswith(("jan ", "dec "))}
    said = json.loads(done("prognose", "--periode", "2020", "--json", cwd=town).out)
    for month, label in (("2021-01", "jan 2021"), ("2022-12", "dec 2022")):
        (row,) = (
            r
            for r in said["rijen"]
            if (r["maand"], r["reeks"], r["categorie"]) == (month, "stand_eind", "totaal")
        )
        assert told[label] == (row["p50"], row["p10"], row["p90"])
    kept = list(csv.DictReader((internal / "prognose.csv").read_text("utf-8").splitlines()))
    assert ",".join(kept[0]) == COLUMNS
    assert len(kept) == len(said["rijen"])
    assert {"Prognose per jaar", "Prognose oorzaken", "Prognose toets"} <= set(book.sheetnames)
    drawn = {path.name: path.read_text("utf-8") for path in internal.glob("grafieken/*.svg")}
    assert "prognose.svg" in drawn
    assert all("VERTROUWELIJK. VOORBEELD" in text for text in drawn.values())  # also copied apart


def test_the_public_report_looks_nowhere_ahead(public: Path) -> None:
    book = load_workbook(public / "rapport.xlsx", read_only=True)
    assert not (public / "prognose.csv").exists()
    assert not [name for name in book.sheetnames if name.startswith("Prognose")]
    assert not list((public / "grafieken").glob("prognose*"))
    drawn = [path.read_text("utf-8") for path in public.glob("grafieken/*.svg")]
    assert drawn
    assert not any("VERTROUWELIJK" in text for text in drawn)


# --- what is done with it -----------------------------------------------------------------------


def test_money_stands_beside_the_volume(looked: tuple[str, dict]) -> None:
    out, content = looked
    assert "kans op tekort" in out
    state = {
        (row["scenario"], row["jaar"]): row for row in content["geld"] if row["budget"] == "BUIG"
    }
    base, more = state["basis", 2022], state["meer", 2022]
    assert base["begroot"] == 3_540_000
    assert more["gemiddelde"] > base["gemiddelde"]
    assert base["eigen"] + base["vergoed"] >= -base["saldo"] - 1
    series = {row["reeks"] for row in content["rijen"]}
    assert {"buig_lasten", "lks_aantal", "lks_lasten"} <= series


def test_it_says_why_and_who_stays(looked: tuple[str, dict]) -> None:
    *parts, last = (row["effect"] for row in looked[1]["waarom"])
    assert sum(parts) == pytest.approx(last)
    kinds = {row["kenmerk"] for row in looked[1]["blijvers"]}
    assert {"totaal", "regeling", "duurklasse", "leeftijd"} <= kinds
    assert "CRPS" not in looked[0]


def test_a_picture_with_scenarios(tmp_path: Path) -> None:
    plans = tmp_path / "plannen.toml"
    plans.write_text(PLANS, encoding="utf-8")
    path = tmp_path / "waaier.svg"
    done("prognose", "--data", DALFSEN, "--profiel", "dalfsen", "--periode", "2021",
         "--horizon", 12, "--scenario", plans, "--uit", path)  # fmt: skip
    text = path.read_text("utf-8")
    assert "Instroom een vijfde hoger" in text
    assert "VERTROUWELIJK" in text
    assert "VOORBEELD" in text


def test_earlier_forecasts_are_held_against_what_came(internal: Path, town: Path) -> None:
    """The report over 2020 is the archive of who looks ahead half a year later."""
    asked = ("prognose", "--periode", "2021-06", "--extractiedatum", "2022-01-14", "--horizon", 3)
    said = done(*asked, "--geheugen", internal.parent, "--stil", cwd=town).out
    flat = " ".join(said.split())
    assert "Eerdere prognoses achteraf" in said
    assert "Na december 2020 werden eind juni 2021" in flat
    assert "van de 6 keer" in flat
    content = json.loads(done(*asked, "--geheugen", internal.parent, "--json", cwd=town).out)
    stock = [row for row in content["achteraf"] if row["reeks"] == "stand_eind"]
    assert [row["vooruit"] for row in stock] == [1, 2, 3, 4, 5, 6]


def test_the_report_has_a_sheet_for_the_budget(internal: Path) -> None:
    book = load_workbook(internal / "rapport.xlsx", read_only=True)
    rows = {row[0]: row[1:] for row in book["Prognose per jaar"].iter_rows(values_only=True)}
    number = rows["BUIG: gemiddeld aantal uitkeringen"][0]
    price = rows["BUIG: lasten per uitkering per jaar"][0]
    total, low, high = rows["BUIG: verwachte lasten"][:3]
    assert low < total < high
    assert total >= number * price - 1
    assert {"Prognose budget", "Prognose waarom", "Prognose duur"} <= set(book.sheetnames)

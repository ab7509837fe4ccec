"""The sample of Dalfsen: made again byte for byte, the size of its plan, with the mistakes in it.

Counted with plain loops over the cells of the workbook: this test must not share a mistake with
grip. Only the findings are those of grip, because they are what is promised.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from openpyxl import load_workbook

from grip.config import load_profile, shipped_profiles
from grip.findings import Severity
from grip.indicators.catalogue import register
from grip.ingest.load import Loaded, load
from grip.schema import TABLES, columns_of
from tests.acceptance.running import DALFSEN, ROOT, done, rows_of

SCRIPT = ROOT / "data" / "sample" / "make_dalfsen.py"
WORKBOOK = DALFSEN / "export-2022-01-14.xlsx"
ABSENT = {"belemmeringen"}  # health data
PERIODIC = ("PW", "IOAW", "IOAZ", "BBZ")
NEW_WORKFLOW, FILLED = date(2020, 8, 1), date(2020, 10, 1)
LAST_DAY = date(2021, 12, 31)

# What is wrong in the sample, by finding and table; README.md names the same list.
REFUSED = {
    ("RIJ-DATUM", "ontheffingen"): 1,
    ("RIJ-DATUM", "activiteiten"): 2,
    ("RIJ-LEEG-VELD", "inkomsten"): 2,
    ("RIJ-LEEG-VELD", "voorzieningen"): 1,
    ("RIJ-EINDE", "voorzieningen"): 2,
    ("RIJ-DUBBEL", "meldingen"): 2,
    ("RIJ-CODE", "toetsingen"): 1,
}
WARNED = {
    ("CEL-LEEG", "personen"): 1,
    ("CEL-LEEG", "voorzieningen"): 2,
    ("CODE-ONBEKEND", "uitkeringen"): 1,
    ("CODE-ONBEKEND", "voorzieningen"): 1,
    ("STAND-OVERLAP", "categorieen"): 1,
    ("RIJ-NUL", "uitkeringen"): 4,
    ("RIJ-REGELING", "uitkeringen"): 4,
    ("BLAD-ONBEKEND", ""): 1,
}

# The ids of the plan, as the contract of the targets fixes them.
TARGETS = {
    "toetsing_volledig": 100, "registratie_volledig": 100, "doorstroom_vooruit": None,
    "uitstroom_eerste_jaar": None, "ontheffing_benchmark": None,
    "tegenprestatie_bij_ontheffing": None, "inzet_doelgroepen": None, "ervaren_effect": None,
    "uitputting": None,
}  # fmt: skip

Row = dict[str, Any]


@pytest.fixture(scope="module")
def tables() -> dict[str, list[Row]]:
    """Every sheet of the workbook, each cell as Excel holds it; dates as dates."""
    book = load_workbook(WORKBOOK, read_only=True)
    found = {}
    for sheet in book.worksheets:
        header, *lines = sheet.iter_rows(values_only=True)
        found[sheet.title] = [
            {name: _plain(cell) for name, cell in zip(header, line, strict=False)} for line in lines
        ]
    book.close()
    return found


def _plain(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The sample as grip loads it."""
    return load(DALFSEN, load_profile("dalfsen").profile)


# --- the same bytes ----------------------------------------------------------------------------


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


@pytest.mark.parametrize("hash_seed", ["0", "2021"])
def test_the_script_writes_the_same_bytes(tmp_path: Path, hash_seed: str) -> None:
    """With any order of sets and dictionaries by hash: nothing in the sample may hang on it."""
    subprocess.run(
        [sys.executable, "-B", str(SCRIPT), str(tmp_path)],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        cwd=tmp_path,
        check=True,
    )
    made = tmp_path / WORKBOOK.name
    assert [path.name for path in tmp_path.iterdir()] == [WORKBOOK.name]
    different = [name for name, part in _parts(made).items() if part != _parts(WORKBOOK).get(name)]
    assert different == []
    assert made.read_bytes() == WORKBOOK.read_bytes()


def test_the_workbook_is_a_plausible_export() -> None:
    """A sheet per table and no clock; not so large that nobody would send it."""
    assert WORKBOOK.stat().st_size < 1_500_000
    with zipfile.ZipFile(WORKBOOK) as book:
        assert {info.date_time[:3] for info in book.infolist()} == {(1980, 1, 1)}
        assert b"2022-01-14T00:00:00Z" in book.read("docProps/core.xml")


def test_sheets_and_headers_are_canonical(tables: dict[str, list[Row]]) -> None:
    """Every table but the one with health data, and no column that is not in its schema."""
    assert set(tables) == (set(TABLES) - ABSENT) | {"toelichting"}
    for name, rows in tables.items():
        if name in TABLES:
            assert rows, name
            assert set(rows[0]) <= set(columns_of(TABLES[name])), name


# --- the size of the plan ----------------------------------------------------------------------


def _counted(tables: dict[str, list[Row]]) -> list[Row]:
    """The rows that count: periodic and not annulled."""
    return [
        row
        for row in tables["uitkeringen"]
        if row["regeling"] in PERIODIC and row["einddatum"] != row["ingangsdatum"]
    ]


def _running(rows: list[Row], on: date, begin: str = "begindatum") -> Iterator[Row]:
    """The rows that run at the end of a day; a date that was damaged runs on no day."""
    for row in rows:
        start, end = row[begin], row["einddatum"]
        if isinstance(start, date) and start <= on and (end is None or end > on):
            yield row


@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_about_360_persons_in_250_benefits(tables: dict[str, list[Row]], year: int) -> None:
    """The two numbers that the plan prints."""
    stock = list(_running(_counted(tables), date(year, 12, 31), "ingangsdatum"))
    assert len({row["uitkering_id"] for row in stock}) == pytest.approx(250, abs=10)
    assert len({row["persoon_id"] for row in stock}) == pytest.approx(360, abs=18)


def test_history_from_2012_to_2021(tables: dict[str, list[Row]]) -> None:
    """There is inflow and outflow in every year, and nothing after the export."""
    rows = _counted(tables)
    begun = Counter(row["ingangsdatum"].year for row in rows)
    ended = Counter(row["einddatum"].year for row in rows if row["einddatum"])
    assert all(begun[year] > 50 and ended[year] > 50 for year in range(2012, 2022))
    assert max(row["administratie_begin"] for row in rows) == date(2022, 1, 14)


# --- what the plan says about the caseload -----------------------------------------------------


def test_subcategory_and_perspective_come_with_the_new_workflow(
    tables: dict[str, list[Row]],
) -> None:
    """Empty before August 2020; by October nearly everybody who was there has been looked at."""
    rows = tables["categorieen"]
    before = [row for row in rows if row["begindatum"] < NEW_WORKFLOW]
    since = [row for row in rows if row["begindatum"] >= NEW_WORKFLOW]
    assert len(before) > 1000
    assert not any(row["subcategorie"] or row["perspectief"] for row in before)
    share = sum(bool(row["subcategorie"] and row["perspectief"]) for row in since) / len(since)
    assert 0.9 < share < 1
    left = [row for row in _running(before, FILLED) if row["categorie"]]
    assert left == []
    assert {row["categorie"] for row in rows} == {"Zorg", "Meedoen", "Werkfit"}
    assert {row["perspectief"] for row in since} - {None} == {
        "uitstroom", "doorstroom", "maximaal_bereikt", "onbekend",
    }  # fmt: skip


def test_subcategories_belong_to_their_category(tables: dict[str, list[Row]]) -> None:
    """A subcategory carries the name of its category and a number that orders it."""
    for row in tables["categorieen"]:
        if row["subcategorie"]:
            assert re.match(rf"{row['categorie']} [123] \w", row["subcategorie"])


def test_many_exemptions_then_fewer(tables: dict[str, list[Row]]) -> None:
    """More than the benchmark in the data, and falling since the guidelines of 2020."""
    shares = {}
    for year in (2019, 2021):
        on = date(year, 12, 31)
        stock = {row["persoon_id"] for row in _running(_counted(tables), on, "ingangsdatum")}
        exempt = {row["persoon_id"] for row in _running(tables["ontheffingen"], on)}
        shares[year] = 100 * len(stock & exempt) / len(stock)
    others = [
        row["waarde"]
        for row in tables["benchmark"]
        if row["indicator"] == "ontheffing_pct" and row["periode"] == "2021"
    ]
    assert len(others) == 3
    assert shares[2019] > shares[2021] > max(others)
    kinds = {row["soort"] for row in tables["ontheffingen"]}
    assert kinds == {"alleenstaande_ouder", "tijdelijk", "volledig_duurzaam"}
    duties = {duty for row in tables["ontheffingen"] for duty in row["verplichting"].split("+")}
    assert duties == {"arbeid", "re-integratie", "tegenprestatie"}


def test_most_outflow_is_in_the_first_year(tables: dict[str, list[Row]]) -> None:
    """The plan says so; and the chance of leaving falls year after year."""
    clients = [
        r for r in _counted(tables) if r["rol"] == "client" and r["ingangsdatum"].year > 2011
    ]
    left, at_risk = Counter(), Counter()
    for row in clients:
        years = ((row["einddatum"] or LAST_DAY) - row["ingangsdatum"]).days // 365
        left[years] += row["einddatum"] is not None
        at_risk.update(range(years + 1))
    hazards = [left[year] / at_risk[year] for year in range(3)]
    assert hazards[0] > 1.25 * hazards[1]
    assert hazards[1] > hazards[2] > 0
    assert left[0] == max(left.values())


def test_registration_is_about_two_weeks_late(tables: dict[str, list[Row]]) -> None:
    """The median over starts and ends; some are months late."""
    late = [
        (row[entered] - row[happened]).days
        for row in _counted(tables)
        for entered, happened in (
            ("administratie_begin", "ingangsdatum"),
            ("administratie_einde", "einddatum"),
        )
        if row[entered]
    ]
    assert 10 <= median(late) <= 20
    assert min(late) >= 0
    assert max(late) > 60


def _positions(tables: dict[str, list[Row]], on: date) -> dict[str, str]:
    """Where everybody was placed on a day."""
    return {row["persoon_id"]: row["categorie"] for row in _running(tables["categorieen"], on)}


def _helped(tables: dict[str, list[Row]], on: date) -> set[str]:
    """Who was on a track by a guide or at an employer, some weeks after its begin."""
    active = {"loopbaanbegeleiding", "workshop_werkfit", "werkervaringsplek", "scholing",
              "participatieplaats", "bemiddeling_netwerker", "empowerment"}  # fmt: skip
    return {
        row["persoon_id"]
        for row in tables["voorzieningen"]
        if row["instrument"] in active
        and on - timedelta(200) <= row["begindatum"] <= on - timedelta(45)
    }


def test_steps_up_are_likelier_with_help(tables: dict[str, list[Row]]) -> None:
    """The effect that later estimates must find again is in the data."""
    up: dict[bool, list[bool]] = {True: [], False: []}
    order = {"Zorg": 0, "Meedoen": 1, "Werkfit": 2}
    for year in range(2015, 2022):
        for month in (1, 4, 7, 10):
            on = date(year, month, 1)
            then = on + timedelta(92)
            now = {
                row["persoon_id"]: row["categorie"] for row in _running(tables["categorieen"], on)
            }
            later = {r["persoon_id"]: r["categorie"] for r in _running(tables["categorieen"], then)}
            helped = _helped(tables, on)
            for person in now.keys() & later.keys():
                if now[person] != "Werkfit":
                    step = order[later[person]] > order[now[person]]
                    up[person in helped].append(step)
    chance = {key: sum(found) / len(found) for key, found in up.items()}
    assert len(up[True]) > 150
    assert chance[True] > 1.6 * chance[False] > 0


def test_not_everything_is_checked_nor_answered(tables: dict[str, list[Row]]) -> None:
    """Checks stay below 100%, and not everybody says what an instrument did."""
    for year, least in ((2020, 70), (2021, 85)):
        taken = {r["besluit_id"] for r in tables["besluiten"] if r["datum"].year == year}
        checked = {row["besluit_id"] for row in tables["toetsingen"]} & taken
        assert least < 100 * len(checked) / len(taken) < 97
    ended = [
        row for row in tables["voorzieningen"] if row["einddatum"] and row["einddatum"].year == 2021
    ]
    for who in ("client", "consulent"):
        share = sum(row[f"ervaren_effect_{who}"] is not None for row in ended) / len(ended)
        assert 0.3 < share < 0.8


# --- nobody real, nothing loose ----------------------------------------------------------------


def test_references_point_to_a_row(tables: dict[str, list[Row]]) -> None:
    """Who or what a row refers to exists."""
    owners = {"persoon_id": "personen", "voorziening_id": "voorzieningen",
              "uitkering_id": "uitkeringen", "besluit_id": "besluiten"}  # fmt: skip
    for table, rows in tables.items():
        for column in owners.keys() & (rows[0].keys() if table in TABLES else set()):
            existing = {row[column] for row in tables[owners[column]]} | {None}
            assert {row[column] for row in rows} <= existing, (table, column)


def test_no_cell_looks_like_a_bsn(tables: dict[str, list[Row]]) -> None:
    """No run of eight or nine digits stands in any cell, so none that passes the 11-proef."""
    cells = (str(cell) for rows in tables.values() for row in rows for cell in row.values())
    assert not [cell for cell in cells if re.search(r"(?<![\d.])\d{8,9}(?!\d)", cell)]


# --- the findings that belong in it ------------------------------------------------------------


def test_the_refused_rows_are_those_that_were_damaged(loaded: Loaded) -> None:
    """Each mistake gives its finding, and no other row is refused."""
    refused = [f for f in loaded.findings if f.rule.severity is Severity.REFUSE]
    assert Counter((f.rule.code, f.table) for f in refused) == REFUSED
    assert sum(count.refused for count in loaded.counts) == sum(REFUSED.values())


def test_the_warnings_are_those_that_were_planted(loaded: Loaded) -> None:
    """Of every rule that the sample was made to meet: exactly so many."""
    codes = {code for code, _ in WARNED}
    warned = [f for f in loaded.findings if f.rule.code in codes]
    assert Counter((f.rule.code, f.table) for f in warned) == WARNED


def test_the_readme_names_every_mistake() -> None:
    text = (DALFSEN / "README.md").read_text("utf-8")
    planted = {code for code, _ in REFUSED | WARNED} - {"RIJ-NUL", "RIJ-REGELING", "BLAD-ONBEKEND"}
    assert [code for code in sorted(planted) if code not in text] == []


# --- the profile -------------------------------------------------------------------------------


def test_targets_and_goals_of_the_plan() -> None:
    """The fixed ids, a norm only where the plan has one, a goal for every point of its aims."""
    profile = load_profile("dalfsen").profile
    assert "dalfsen" in shipped_profiles()
    assert profile.gemeente.cbs_code == "GM0148"
    norms = {id: target.norm[0].waarde if target.norm else None
             for id, target in profile.doel.items()}  # fmt: skip
    assert norms == TARGETS
    goals = {goal.id for goal in profile.beleidsdoel}
    assert len(goals) == len(profile.beleidsdoel) == 8
    assert {post.beleidsdoel for post in profile.budgetpost.values()} == goals
    for goal in profile.beleidsdoel:
        assert goal.indicatoren or goal.ontbreekt, goal.id
        assert set(goal.budgetposten) <= set(profile.budgetpost)
        assert set(goal.doelgroepen) <= set(profile.doelgroep)


def test_profile_and_data_speak_of_the_same(tables: dict[str, list[Row]]) -> None:
    """Posts, goals and advisors in the data are those of the profile."""
    profile = load_profile("dalfsen").profile
    of_state = {*profile.buig.posten, *profile.buig.lks_posten}
    own = [row for row in tables["budgetten"] if row["budgetpost"] not in of_state]
    assert {row["budgetpost"] for row in tables["budgetten"]} == {*profile.budgetpost, *of_state}
    for row in own:
        assert profile.budgetpost[row["budgetpost"]].beleidsdoel == row["beleidsdoel"]
    paid_from = {row["budgetpost"] for row in tables["kosten"]} - {None, "BUIG"}
    assert paid_from == set(profile.budgetpost)
    advisors = {r["consulent"] for t in ("uitkeringen", "voorzieningen") for r in tables[t]}
    assert advisors - {None} == set(profile.teams)
    for table, columns in profile.registratie.items():
        assert set(columns) <= set(columns_of(TABLES[table]))


# --- whole runs --------------------------------------------------------------------------------


def test_the_commands_run(tmp_path: Path, without_charts: None) -> None:
    """Writing the example, checking it, and its report; from the folder and by its name."""
    town = tmp_path / "dalfsen"
    done("voorbeeld", town, "--profiel", "dalfsen")
    assert {path.name for path in town.iterdir()} == {path.name for path in DALFSEN.iterdir()}
    done("controleer", cwd=town)
    done("rapport", "--periode", "2021", "--uit", tmp_path / "uit", cwd=town)
    arguments = ("--data", DALFSEN, "--profiel", "dalfsen", "--periode", "2021")
    done("rapport", *arguments, "--uit", tmp_path / "twee")
    _every_chapter_in_one_piece(tmp_path / "twee" / "rapport-2021" / "rapport.xlsx")


def _every_chapter_in_one_piece(path: Path) -> None:
    """The contents name each chapter once: two tables of one id would swap theirs."""
    sheet = load_workbook(path, read_only=True)["Inhoud"]
    column = [row[0] for row in sheet.iter_rows(max_col=1, values_only=True) if row[0]]
    chapters = [chapter for chapter, _ in groupby(column)]
    assert len(chapters) > 10
    assert len(set(chapters)) == len(chapters)


def test_indicators_have_something_to_say(tmp_path: Path) -> None:
    """Every indicator that is computed has a total, and only what must be 0 is 0."""
    out = tmp_path / "cijfers.csv"
    done("indicatoren", "--periode", "2021", "--uit", out,
         "--data", DALFSEN, "--profiel", "dalfsen")  # fmt: skip
    rows = [row for row in rows_of(out) if row["dimensie"] == "totaal"]
    assert {row["indicator"] for row in rows} == {
        indicator.card.id for indicator in register(load_profile("dalfsen").profile)
    }
    empty = {row["indicator"] for row in rows if row["waarde"] in ("", "0", "0.0")}
    # No application was open for longer than 8 weeks on the last day of 2021.
    assert empty <= {"herindeling", "herindeling_personen", "besluit_open_na_8_weken"}


def test_grip_toml_says_what_to_read() -> None:
    """With it, `grip rapport` in the folder of the sample needs no options."""
    options = tomllib.loads((DALFSEN / "grip.toml").read_text("utf-8"))
    assert options == {"data": ".", "profiel": "dalfsen", "voorbeeld": True}

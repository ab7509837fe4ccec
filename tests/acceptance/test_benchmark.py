"""`grip benchmark` on both samples, and the chapter of the report."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from tests.acceptance.running import DALFSEN, SAMPLE, done

PLACES = {"uithoorn": SAMPLE, "dalfsen": DALFSEN}
ASKED = ("--periode", "2021", "--stil")


@pytest.fixture(scope="module", params=PLACES)
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the command says as json, for each sample."""
    name = request.param
    said = done("benchmark", "--data", PLACES[name], "--profiel", name, *ASKED, "--json")
    return json.loads(said.out)  # type: ignore[no-any-return]


def test_own_figures_stand_beside_published_ones(told: dict[str, Any]) -> None:
    rows = told["vergelijkingen"]
    assert {row["gebied_soort"] for row in rows} >= {"land", "grootteklasse", "eigen gemeente"}
    judged = [row for row in rows if row["verschil"] is not None]
    assert judged
    for row in judged:
        assert row["verschillen"] == ""
        assert row["verschil"] == pytest.approx(row["waarde"] - row["referentie"])
        assert row["ondergrens"] < row["referentie"] < row["bovengrens"]
        inside = row["ondergrens"] <= row["waarde"] <= row["bovengrens"]
        assert ("toeval zijn" in row["oordeel"]) == inside


def test_what_differs_is_not_subtracted(told: dict[str, Any]) -> None:
    apart = [row for row in told["vergelijkingen"] if row["verschillen"]]
    assert {row["bron"] for row in apart} >= {"cbs", "divosa"}
    assert all(row["verschil"] is None and row["ondergrens"] is None for row in apart)


def test_bridges_add_up(told: dict[str, Any]) -> None:
    assert len(told["aansluitingen"]) == 4
    for one in told["aansluitingen"]:
        assert sum(step["aantal"] for step in one["stappen"]) == one["gepubliceerd"]


def test_every_figure_has_a_passport(told: dict[str, Any]) -> None:
    known = {(one["bron"], one["indicator"]) for one in told["paspoorten"]}
    assert {(row["bron"], row["indicator"]) for row in told["vergelijkingen"]} == known


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_files_hold_the_same_rows(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"benchmark.{suffix}"
    done("benchmark", "--data", DALFSEN, "--profiel", "dalfsen", *ASKED, "--uit", path)
    if suffix == "csv":
        with path.open(encoding="utf-8") as file:
            values = [row["referentie"] for row in csv.DictReader(file)]
    elif suffix == "xlsx":
        rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
        values = [row[rows[0].index("referentie")] for row in rows[1:]]
    else:
        values = pl.read_parquet(path)["referentie"].to_list()
    assert len(values) > 50
    assert all(float(value) is not None for value in values)


def test_in_public_nothing_hidden_is_told() -> None:
    """Openbaar: geheim is geheim, ook in een verschil; en geen aansluiting."""
    said = done("benchmark", "--data", DALFSEN, "--profiel", "dalfsen", *ASKED,
                "--publiek", "openbaar", "--json")  # fmt: skip
    made = json.loads(said.out)
    hidden = [row for row in made["vergelijkingen"] if row["status"] == "onderdrukt"]
    assert hidden
    for row in hidden:
        told = {row[n] for n in ("waarde", "teller", "noemer", "verschil", "ondergrens")}
        assert told == {None}
    assert made["aansluitingen"] == []


def test_the_screen_says_why(tmp_path: Path) -> None:
    said = done("benchmark", "--data", SAMPLE, "--profiel", "uithoorn", *ASKED).out
    assert said.startswith("VERTROUWELIJK")
    for words in ("het verschil kan", "niet afgetrokken", "brug:", "Aansluiting:", "rest"):
        assert words in said, words

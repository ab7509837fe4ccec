"""Looking ahead as a user does: `grip prognose`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.acceptance.running import ROOT, done, grip

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


def test_a_series_that_is_refused_stops_with_its_code(tmp_path: Path) -> None:
    said = grip("prognose", "--reeks", CBS)
    assert said.code == 3
    assert "REEKS-KOLOM" in said.err
    assert "bijstand_tot_aow, ioaw" in said.err

"""The page on forecasts: its example can be loaded, and its figures are those of the benchmark."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import polars as pl
import pytest

from grip.notebook import load, look_ahead
from grip.scenarios import load_scenarios

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "prognose.md").read_text("utf-8")


def test_the_example_is_a_file_of_scenarios(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "plannen.toml"
    path.write_text(example, encoding="utf-8")
    found = load_scenarios(path)
    assert set(found) == {"meer_instroom", "statushouders", "plan", "wet"}
    assert found["plan"].groups == {"IOAW"}
    assert found["plan"].instrument[0].bron == "aanname"


def test_the_figures_of_the_national_series_are_measured() -> None:
    path = ROOT / "benchmarks" / "forecast_series.py"
    spec = importlib.util.spec_from_file_location("forecast_series", path)
    assert spec
    assert spec.loader
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    for name, title in (("bijstand_tot_aow", "Bijstand tot AOW"), ("ioaw", "IOAW")):
        ratio, held, _ = bench.judge(bench.national()[name])
        told = re.search(rf"^\| {title} \| (\d,\d\d) \| (\d+)% \| (\d+)% \|$", PAGE, re.MULTILINE)
        assert told
        assert float(told[1].replace(",", ".")) == pytest.approx(ratio, abs=0.006)
        assert int(told[2]) == pytest.approx(held[0.8], abs=0.6)
        assert int(told[3]) == pytest.approx(held[0.95], abs=0.6)


def test_the_table_of_uithoorn_as_of_2018_is_what_is_forecast() -> None:
    names = {"Instroom": "instroom", "Uitstroom": "uitstroom", "Stand eind": "stand_eind"}
    caseload = load(ROOT / "data" / "sample" / "uithoorn", "uithoorn")
    made = look_ahead(caseload, until="2018")
    base = {(row["reeks"], row["jaar"]): row for row in made.years.to_dicts()}
    december = {
        int(row["maand"][:4]): row
        for row in made.frame.filter(
            pl.col("reeks") == "stand_eind", pl.col("categorie") == "totaal",
            pl.col("maand").str.ends_with("-12"),
        ).to_dicts()
    }  # fmt: skip
    row = (
        r"^\| ([A-Za-z ]+) (2019|2020) \| (\d+) \| (\d+ - \d+) \| (\d+ - \d+|) ?\| (\d+) \| "
        r"([+-]\d+) \|$"
    )
    found = re.findall(row, PAGE, re.MULTILINE)
    assert len(found) == 6
    for title, year, expected, usual, wide, came, miss in found:
        forecast = base[names[title], int(year)]
        told = [int(part) for part in (expected, *usual.split(" - "))]
        assert told == pytest.approx([forecast[name] for name in ("p50", "p10", "p90")], abs=0.6)
        assert int(came) - int(expected) == int(miss)
        assert bool(wide) == (title == "Stand eind")
        if wide:
            ends = [december[int(year)][name] for name in ("p025", "p975")]
            assert [int(part) for part in wide.split(" - ")] == pytest.approx(ends, abs=0.6)

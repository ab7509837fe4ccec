"""The page on forecasts: its example can be loaded, and its figures are those of the benchmark."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

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
    row = r"^\| ([A-Za-z ]+) (2019|2020) \| (\d+) \| (\d+) - (\d+) \| .*\| (\d+) \| ([+-]\d+) \|$"
    found = re.findall(row, PAGE, re.MULTILINE)
    assert len(found) == 6
    for title, year, *told in found:
        expected, low, high, came, miss = map(int, told)
        forecast = base[names[title], int(year)]
        assert [expected, low, high] == pytest.approx(
            [forecast[name] for name in ("p50", "p10", "p90")], abs=0.6
        )
        assert came - expected == miss

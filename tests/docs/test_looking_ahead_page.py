"""The page on looking ahead: its ten lines of Python run, and its scenario can be loaded."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from grip.scenarios import load_scenarios

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "vooruitkijken.md").read_text("utf-8")


def test_the_notebook_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (lines,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len([line for line in lines.splitlines() if line.strip()]) <= 10
    monkeypatch.chdir(ROOT)
    names: dict = {}
    exec(lines, names)
    ahead, series = names["ahead"], names["series"]
    assert ahead.frame.filter(pl.col("reeks") == "stand_eind").height >= 24
    assert series.frame.height == 12
    assert "buig" in capsys.readouterr().out.lower()


def test_the_scenario_names_an_instrument(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "plannen.toml"
    path.write_text(example, encoding="utf-8")
    (one,) = load_scenarios(path)["werkplekken"].instrument
    assert one.instrument == "werkervaringsplek"
    assert one.effect_pct is None

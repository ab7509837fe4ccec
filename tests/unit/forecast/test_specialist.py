"""AutoETS and AutoARIMA beside grip's own models: where statsforecast is there, and where not."""

from __future__ import annotations

import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grip.commands.forecast import forecast_command
from grip.errors import UsageError
from grip.forecast.models import MODELS, History
from grip.forecast.scores import mase
from grip.forecast.series import forecast_series
from grip.forecast.specialist import KNOWN, models_with
from tests.unit.forecast.series import Real, air_passengers, walk

LAST = date(2021, 12, 1)
absent = pytest.mark.skipif(find_spec("statsforecast") is None, reason="an optional extra")


@pytest.fixture
def standing_in(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the seasons asked for by a stand-in: its AutoETS adds 1 a month, AutoARIMA fails."""
    asked: list[int] = []

    class Stand:
        def __init__(self, season_length: int) -> None:
            asked.append(season_length)

    class AutoETS(Stand):
        def forecast(self, values: Real, horizon: int) -> dict[str, Any]:
            return {"mean": values[-1] + np.arange(1, horizon + 1)}

    class AutoARIMA(Stand):
        def forecast(self, values: Real, horizon: int) -> dict[str, Any]:
            return {"mean": np.full(horizon, np.nan)}

    module = ModuleType("statsforecast.models")
    vars(module).update(AutoETS=AutoETS, AutoARIMA=AutoARIMA)
    monkeypatch.setitem(sys.modules, "statsforecast", ModuleType("statsforecast"))
    monkeypatch.setitem(sys.modules, "statsforecast.models", module)
    return asked


def test_they_are_tried_and_weighted_as_the_others_are(standing_in: list[int]) -> None:
    values = 100 + np.arange(60.0) + np.tile([0.0, 3.0, -3.0], 20)
    made = forecast_series("x", LAST, values, 6, models_with(["autoets"]))
    tried = made.track.get_column("model").unique().to_list()
    assert set(tried) == {*MODELS, "autoets", "gewogen"}
    other = forecast_series("x", LAST, values, 6)
    assert not made.frame.equals(other.frame)
    assert set(standing_in) == {12, 1}  # too short for a season at the first origin


@pytest.mark.usefixtures("standing_in")
def test_where_a_model_finds_nothing_the_last_month_goes_on() -> None:
    values = walk(60)
    assert KNOWN["autoarima"].forecast(History(values), 3).tolist() == [values[-1]] * 3


def test_without_the_package_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "statsforecast.models", None)
    with pytest.raises(UsageError) as caught:
        models_with(["autoets"])
    assert caught.value.code == "PROGNOSE-EXTRA"
    assert "pip install statsforecast" in caught.value.advice
    assert models_with([]) == tuple(MODELS)


def test_a_series_too_short_to_look_back_says_that_they_take_no_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is the package asked for, or said that it looks back."""
    monkeypatch.setitem(sys.modules, "statsforecast.models", None)
    months = [f"{year}-{month:02}" for year in (2020, 2021) for month in range(1, 13)]
    path = tmp_path / "kort.csv"
    path.write_text("maand;x\n" + "".join(f"{one};{at}\n" for at, one in enumerate(months)))
    forecast_command(series=str(path), models="autoets,autoarima")
    said = capsys.readouterr()
    both = "AutoETS van statsforecast en AutoARIMA van statsforecast doen niet mee"
    assert both in " ".join(said.out.split())
    assert "Terugkijken met" not in said.err
    forecast_command(series=str(path), models="autoets", out=str(tmp_path / "uit.csv"))
    assert "AutoETS van statsforecast doet niet mee" in capsys.readouterr().err
    with pytest.raises(UsageError):
        forecast_command(series=str(path), models="autoest")


def test_a_model_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        models_with(["autoest"])
    assert caught.value.code == "CLI-KEUZE"
    assert "Bedoelde u 'autoets'?" in caught.value.advice


@pytest.mark.parametrize("option", ["models", "column"])
def test_only_a_series_takes_them(option: str) -> None:
    with pytest.raises(UsageError) as caught:
        forecast_command(**{option: "autoets"})
    assert caught.value.code == "CLI-REEKS"


@absent
def test_the_real_one_is_better_than_the_same_month_of_last_year() -> None:
    """1960 from the years before: that naive has a MASE of 1.5709."""
    values = air_passengers()
    known, came = values[:-12], values[-12:]
    found = KNOWN["autoets"].forecast(History(known), 12)
    assert mase(came - found, known) < 1.3

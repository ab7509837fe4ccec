"""The season: found where there is one, and put back as it was taken out."""

from __future__ import annotations

import numpy as np
import pytest

from grip.forecast.season import Season
from tests.unit.forecast.series import air_passengers, walk


def test_a_season_is_found() -> None:
    season = Season.of(air_passengers())
    assert season.logarithmic
    assert season.effects.sum() == pytest.approx(0)
    assert int(np.argmax(season.effects)) == 6  # July
    assert int(np.argmin(season.effects)) == 10  # November
    assert np.exp(season.effects[6]) == pytest.approx(1.23, abs=0.06)


def test_a_walk_and_a_straight_line_have_no_season() -> None:
    found = [Season.of(walk(120, seed)).effects.any() for seed in range(60)]
    assert np.mean(found) <= 0.15  # the test is one-sided at 5%
    assert not Season.of(100.0 + np.arange(60)).effects.any()
    assert not Season.of(np.full(60, 5.0)).effects.any()


def test_a_short_series_has_no_season() -> None:
    assert not Season.of(walk(35, season=80)).effects.any()
    assert Season.of(walk(48, season=80)).effects.any()


@pytest.mark.parametrize("shift", [0.0, -400.0])
def test_taken_out_and_put_back_is_what_was_there(shift: float) -> None:
    values = walk(84, season=40) + shift
    season = Season.of(values)
    assert season.effects.any()
    assert season.logarithmic == (shift == 0)
    assert season.put_back(season.taken_out(values), 0) == pytest.approx(values)


def test_the_season_goes_on_in_the_right_month() -> None:
    values = walk(91, season=40)
    season = Season.of(values)
    level = np.full(12, 100.0)
    ahead = season.put_back(level, len(values))
    assert ahead == pytest.approx(100 * np.exp(season.effects[(91 + np.arange(12)) % 12]))

"""Where a flow stands: its level, season, noise and drift, from counts that are known."""

from __future__ import annotations

import numpy as np
import pytest

from grip.forecast.levels import USUAL_DRIFT, Level, level_of, opposition

MONTHS = 120


def flow(seed: int, mean: float = 20.0, drift: float = 0.0, season: float = 0.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = np.exp(rng.normal(0, drift, MONTHS).cumsum()) if drift else np.ones(MONTHS)
    factor = 1 + season * np.sin(np.arange(MONTHS) * np.pi / 6)
    return rng.poisson(mean * level * factor).astype(float)


def variance(found: Level) -> float:
    """Return the variance of the logarithm of the level now: within and between the grid."""
    return float(found.weight @ (found.spread[0] + (found.mean[0] - found.now) ** 2))


def test_the_level_of_a_steady_flow() -> None:
    found = [level_of(flow(seed), np.ones(MONTHS), 0) for seed in range(40)]
    assert np.exp(np.mean([f.now for f in found])) == pytest.approx(20, rel=0.02)
    z = [(f.now - np.log(20)) / np.sqrt(variance(f)) for f in found]
    assert np.mean(np.abs(z) < 1.96) > 0.85
    assert np.mean([f.drift for f in found]) < 1.5 * USUAL_DRIFT
    assert np.mean([f.dispersion for f in found]) < 1.2


def test_a_drifting_flow_is_followed() -> None:
    values = np.r_[flow(3)[:60], flow(4, mean=40.0)[:60]]
    assert np.exp(level_of(values, np.ones(MONTHS), 0).now) == pytest.approx(40, rel=0.15)


def test_a_flow_that_drifts_more_is_less_sure() -> None:
    steady, moving = (
        np.mean([level_of(flow(s, 60, d), np.ones(MONTHS), 0).drift for s in range(20)])
        for d in (0.0, 0.05)
    )
    assert moving > 1.4 * steady


def test_the_season_is_that_of_the_calendar() -> None:
    """With the first month in April the peak of the series, its fourth month, is July."""
    found = level_of(flow(5, 200, season=0.5), np.ones(MONTHS), 2010 * 12 + 3).season
    assert int(np.argmax(found)) == 6
    assert found.mean() == pytest.approx(1)
    assert found[6] == pytest.approx(1.45, abs=0.1)


def test_noise_beyond_chance_is_seen() -> None:
    rng = np.random.default_rng(6)
    wide = rng.poisson(20 * rng.gamma(5, 1 / 5, MONTHS)).astype(float)
    assert level_of(wide, np.ones(MONTHS), 0).dispersion > 3


def test_nothing_at_all_is_no_fault() -> None:
    found = level_of(np.zeros(30), np.ones(30), 0)
    assert np.isfinite([found.now, variance(found), found.drift]).all()
    assert np.exp(found.now) < 0.2


def test_flows_that_turned_against_each_other_are_opposed() -> None:
    up = np.repeat([20.0, 40.0, 20.0, 40.0, 20.0, 40.0], 12)
    down = 60 - up
    one, other = (level_of(v, np.ones(72), 0) for v in (up, down))
    assert opposition(one, other) == -0.9
    assert opposition(one, one) > 0

"""Where a flow stands: its level, season, noise and drift, from counts that are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grip.forecast.levels import OPPOSED, Level, level_of, opposition

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
    assert np.mean([f.drift for f in found]) < 0.045
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
    up = np.repeat([200.0, 400.0, 200.0, 400.0, 200.0, 400.0], 12)
    one, other = (level_of(v, np.ones(72), 0) for v in (up, 600 - up))
    assert opposition(one, other) < -0.85
    assert opposition(one, one) > 0.3


def test_few_counts_say_little_of_how_flows_are_opposed() -> None:
    """Two independent flows: of few a month what is usual is kept, of many they themselves tell."""
    few, many = (
        [opposition(level_of(flow(2 * s, mean, 0.04), np.ones(MONTHS), 0),
                    level_of(flow(2 * s + 1, mean, 0.04), np.ones(MONTHS), 0)) for s in range(12)]
        for mean in (2.0, 400.0)
    )  # fmt: skip
    assert np.mean(few) == pytest.approx(OPPOSED, abs=0.15)
    assert np.std(few) < 0.2
    assert -0.5 < np.mean(many) < 0.1


def test_a_year_in_which_very_many_came_counts_as_one_in_which_many_did() -> None:
    """A break is no drift: beyond two spreads a difference says no more."""
    one = level_of(flow(1, 400), np.ones(MONTHS), 0)
    assert one.turns.shape == (2, MONTHS // 12 - 1)

    def jumped(by: float) -> Level:
        turns = one.turns.copy()
        turns[0] = 0.0
        turns[0, 2] = by
        return replace(one, turns=turns)

    usual, many, very_many = (opposition(jumped(by), jumped(0.05)) for by in (0.0, 0.5, 5.0))
    assert usual < many == very_many

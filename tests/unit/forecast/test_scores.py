"""The scores beside values published or worked out elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from grip.forecast.models import MODELS, History
from grip.forecast.scores import coverage, crps, interval_score, mase, wis
from tests.unit.forecast.series import air_passengers


def test_crps_of_a_sample() -> None:
    assert crps([3, 5, 6, 8, 9], 7) == pytest.approx(0.8)


def test_crps_of_many_normal_draws_is_that_of_the_normal() -> None:
    draws = np.random.default_rng(3).normal(size=200_000)
    assert crps(draws, 0.3) == pytest.approx(0.2693329007, abs=2e-3)


def test_crps_of_many_poisson_draws_is_that_of_the_poisson() -> None:
    draws = np.random.default_rng(3).poisson(5, 200_000)
    assert crps(draws, 7) == pytest.approx(1.265481841, abs=1e-2)


def test_crps_of_many_negative_binomial_draws_is_that_of_the_negative_binomial() -> None:
    draws = np.random.default_rng(3).negative_binomial(3, 3 / 8, 200_000)
    assert crps(draws, 7) == pytest.approx(1.548266526, abs=1e-2)


def test_crps_does_not_need_an_order() -> None:
    assert crps([9, 3, 8, 5, 6], 7) == crps([3, 5, 6, 8, 9], 7)


def test_weighted_interval_score() -> None:
    assert wis(5, [(0.5, 4, 6), (0.1, 2, 9)], 7) == pytest.approx(1.14)


def test_interval_score_punishes_a_miss_by_its_distance() -> None:
    scores = interval_score([2, 2, 2], [9, 9, 9], [5, 11, 0], 0.2)
    assert scores.tolist() == [7, 7 + 10 * 2, 7 + 10 * 2]


def test_coverage_counts_both_ends() -> None:
    assert coverage([1, 1, 1, 1], [3, 3, 3, 3], [1, 3, 0, 4]) == 0.5


def test_mase_of_the_seasonal_naive_on_airline_passengers() -> None:
    values = air_passengers()
    known, came = values[:-12], values[-12:]
    errors = came - MODELS["seizoensnaief"].forecast(History(known), 12)
    assert mase(errors, known) == pytest.approx(1.570881226, abs=1e-9)
    assert np.sqrt(np.mean(errors**2)) == pytest.approx(50.70831621, abs=1e-8)


def test_airline_passengers_are_forecast_better_than_by_the_year_before() -> None:
    """R's ets gets 0.749 and auto.arima 0.608 on this year."""
    values = air_passengers()
    known, came = values[:-12], values[-12:]
    errors = came - MODELS["trends"].forecast(History(known), 12)
    assert mase(errors, known) < 0.8

"""The grid of exponential smoothing beside a plain loop over one combination."""

from __future__ import annotations

import numpy as np
import pytest

from grip.forecast.models import MODELS, History
from grip.forecast.smoothing import Smoothing
from tests.unit.forecast.series import Real, air_passengers, walk


def plain(values: Real, alpha: float, beta: float, phi: float) -> tuple[float, float, float]:
    """Return level, slope and the sum of squared errors by the formulas, one month at a time."""
    level = float(values[0])
    slope = float(values[6] - values[0]) / 6 if beta > 0 else 0.0
    squares = 0.0
    for month in range(1, len(values)):
        expected = level + phi * slope
        error = float(values[month]) - expected
        level = expected + alpha * error
        slope = phi * slope + alpha * beta * error
        if month > 6:
            squares += error**2
    return level, slope, squares


@pytest.mark.parametrize("values", [walk(60), air_passengers()])
def test_every_combination_is_that_of_the_plain_loop(values: Real) -> None:
    grid = Smoothing.of(values)
    for at in range(0, len(grid.alpha), 37):
        expected = plain(values, grid.alpha[at], grid.beta[at], grid.damping[at])
        got = grid.level[at], grid.slope[at], grid.squares[at]
        assert got == pytest.approx(expected)


def test_the_best_combination_is_taken() -> None:
    values = walk(80)
    grid = Smoothing.of(values)
    simple = grid.beta == 0
    at = int(np.flatnonzero(simple)[np.argmin(grid.squares[simple])])
    assert grid.simple_alpha == grid.alpha[at]
    assert grid.simple(3).tolist() == [grid.level[at]] * 3


def test_a_straight_line_goes_on() -> None:
    values = 50.0 + 2 * np.arange(40)
    assert Smoothing.of(values).holt(5) == pytest.approx([130, 132, 134, 136, 138])


def test_a_damped_trend_flattens() -> None:
    steps = np.diff(Smoothing.of(50.0 + 2 * np.arange(40)).damped(24))
    assert np.all(np.diff(steps) < 0)


def test_shortest_series() -> None:
    """Two months are enough for every model to say something finite."""
    for model in MODELS.values():
        ahead = model.forecast(History(np.array([3.0, 5.0])), 4)
        assert ahead.shape == (4,)
        assert np.isfinite(ahead).all()


def test_the_same_series_gives_the_same_forecast() -> None:
    once, again = (MODELS["trends"].forecast(History(walk(70)), 12) for _ in range(2))
    assert once.tolist() == again.tolist()


def test_a_model_goes_with_the_unit() -> None:
    """A thousand times as many is forecast as a thousand times as many."""
    values = air_passengers()
    for id in MODELS:
        once = MODELS[id].forecast(History(values), 12)
        large = MODELS[id].forecast(History(1000 * values), 12)
        assert large == pytest.approx(1000 * once)

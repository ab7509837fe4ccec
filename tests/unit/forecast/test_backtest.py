"""The back-test knows nothing of later months, and naive is always there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.forecast.backtest import TRAINING, backtest
from grip.forecast.models import MODELS, NAIVE
from tests.unit.forecast.series import air_passengers, walk


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(30, 70), st.floats(-500, 500))
def test_another_future_changes_no_earlier_forecast(seed: int, known: int, shock: float) -> None:
    values = walk(84, seed, season=20)
    changed = values.copy()
    changed[known:] += shock
    before, after = (backtest(v, origins=[known], horizon=12) for v in (values, changed))
    assert before is not None
    assert after is not None
    for model in MODELS:
        forecast = values[known : known + 12] - before.errors[model][0]
        again = changed[known : known + 12] - after.errors[model][0]
        assert again == pytest.approx(forecast)


def test_errors_are_what_came_minus_the_forecast() -> None:
    values = np.r_[walk(60), 500.0, 510.0]
    made = backtest(values, [NAIVE], origins=[60])
    assert made is not None
    assert made.errors[NAIVE][0, :2].tolist() == [500 - values[59], 510 - values[59]]
    assert np.isnan(made.errors[NAIVE][0, 2:]).all()


def test_naive_is_always_there() -> None:
    made = backtest(walk(60), ["theta"])
    assert made is not None
    assert made.errors.keys() == {"naief", "theta"}
    assert made.relative(NAIVE) == 1


def test_origins_leave_a_past_and_a_future() -> None:
    made = backtest(walk(200), [NAIVE])
    assert made is not None
    assert made.origins[-1] == 188
    assert len(made.origins) == 40
    assert set(np.diff(made.origins)) == {3}
    short = backtest(walk(TRAINING + 12), [NAIVE])
    assert short is not None
    assert short.origins == (TRAINING,)
    assert backtest(walk(TRAINING + 11), [NAIVE]) is None


def test_a_trend_is_forecast_better_than_by_standing_still() -> None:
    made = backtest(air_passengers())
    assert made is not None
    assert made.relative("trends") < 0.6

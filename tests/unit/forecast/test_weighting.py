"""All series models together: for each month ahead who was better there counts for more."""

from __future__ import annotations

import numpy as np
import pytest

from grip.forecast.backtest import Backtest, backtest
from grip.forecast.models import DEFAULT, MODELS, NAIVE, WEIGHTED, History
from grip.forecast.weighting import expected
from tests.unit.forecast.series import air_passengers, walk


def record(**sizes: list[float]) -> Backtest:
    """Return a back-test of which errors are as given, by model and month ahead."""
    months = len(next(iter(sizes.values())))
    errors = {id: np.tile(np.array(size), (6, 1)) for id, size in sizes.items()}
    return Backtest(tuple(range(30, 48, 3)), months, errors)


def test_the_better_model_counts_most_where_it_was_better() -> None:
    near, far = [1.0] * 6 + [9.0] * 6, [9.0] * 6 + [1.0] * 6
    told = expected(walk(60), 24, record(naief=near, theta=far))
    assert told.weights is not None
    assert told.weights[0, 0] > 0.99
    assert told.weights[1, 11:] == pytest.approx(1, abs=0.01)  # beyond the record as in its last
    assert told.weights.sum(axis=0) == pytest.approx(1)
    assert told.mean[0] == pytest.approx(walk(60)[-1], rel=1e-3)


def test_models_that_were_as_good_share() -> None:
    values = walk(60)
    told = expected(values, 3, record(naief=[2.0] * 3, theta=[2.0] * 3))
    one, other = (MODELS[id].forecast(History(values), 3) for id in ("naief", "theta"))
    assert told.mean == pytest.approx((one + other) / 2)


def test_the_record_of_the_whole_uses_no_later_origin() -> None:
    made = backtest(walk(120))
    assert made is not None
    told = expected(walk(120), 12, made)
    assert told.tried is not None
    changed = {id: errors.copy() for id, errors in made.errors.items()}
    for errors in changed.values():
        errors[-4:] *= np.linspace(1, 9, 12)
    other = expected(walk(120), 12, Backtest(made.origins, 12, changed))
    assert other.tried is not None
    one, same = (t.tried.errors[WEIGHTED] for t in (told, other))  # type: ignore[union-attr]
    first = np.flatnonzero(np.array(made.origins) - made.origins[0] >= 12)[0]
    assert one[first:-4] == pytest.approx(same[first:-4])


def test_without_a_record_the_usual_model_stands() -> None:
    told = expected(walk(20), 5, None)
    assert told.model == DEFAULT
    assert told.errors is None


def test_a_trend_is_forecast_better_than_by_standing_still() -> None:
    values = air_passengers()
    told = expected(values, 12, backtest(values))
    assert told.tried is not None
    assert told.tried.relative(WEIGHTED) < 0.6 * told.tried.relative(NAIVE)

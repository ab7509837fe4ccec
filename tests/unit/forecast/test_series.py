"""The forecast of a series: its frame, its bounds and its record."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from grip.forecast.frame import QUANTILES, SCHEMA
from grip.forecast.series import TRACK, SeriesForecast, forecast_series
from tests.unit.forecast.series import Real, air_passengers, walk


def made(values: Real, horizon: int = 24) -> SeriesForecast:
    return forecast_series("reeks", date(2021, 11, 1), values, horizon)


def test_the_frame_has_the_columns_of_the_contract() -> None:
    frame = made(walk(80)).frame
    assert dict(frame.schema) == SCHEMA
    assert frame.get_column("maand").to_list()[:2] == ["2021-12", "2022-01"]
    assert frame.height == 24
    assert set(frame.get_column("scenario")) == {"basis"}


@pytest.mark.parametrize("values", [walk(80), air_passengers(), walk(20), np.full(30, 4.0)])
def test_quantiles_stand_in_order(values: Real) -> None:
    frame = made(values).frame
    assert np.all(np.diff(frame.select(list(QUANTILES)).to_numpy(), axis=1) >= 0)


def test_counts_stay_counts() -> None:
    values = np.rint(np.maximum(walk(80) - 395, 0))
    numbers = made(values, 60).frame.select(list(QUANTILES)).to_numpy()
    assert (numbers >= 0).all()
    assert (numbers == np.floor(numbers)).all()


def test_what_was_below_zero_may_be_so_again() -> None:
    assert made(walk(80) - 400).frame.get_column("p025").min() < 0  # type: ignore[operator]


def test_the_record_stands_beside_it_with_naive() -> None:
    found = made(air_passengers())
    assert dict(found.track.schema) == TRACK
    naive = found.track.filter(pl.col("model") == "naief")
    assert naive.get_column("verhouding").to_list() == pytest.approx([1] * 12)
    own = found.track.filter(pl.col("model") == found.model)
    assert own.get_column("fout").sum() < naive.get_column("fout").sum()
    assert found.relative is not None
    assert found.relative < 1
    assert set(found.held) == {0.8, 0.95}
    assert 0.5 < found.held[0.8] <= found.held[0.95] <= 1


def test_a_short_series_says_that_it_has_no_record() -> None:
    found = made(walk(30))
    assert found.relative is None
    assert found.track.is_empty()
    assert found.frame.height == 24

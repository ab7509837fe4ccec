"""The estimators, beside what R gives on `lalonde`: 185 in job training and 429 who were not.

The rows are those of `lalonde` in R's MatchIt 4.5.1 (public records of the NSW experiment and the
PSID survey, put together by Dehejia and Wahba, 1999; facts, freely spread with many packages), the
values were computed with R 4.2.2 (glm, lm, ebal 0.1-8).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from grip.effects import estimators as by
from grip.effects.estimators import Array

_COVARIATES = ["age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75"]
CLOSE = 1e-6


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    """The 614 rows."""
    return pl.read_csv(Path(__file__).with_name("lalonde.csv"))


@pytest.fixture(scope="module")
def x(rows: pl.DataFrame) -> Array:
    """The eight covariates."""
    return rows.select(_COVARIATES).to_numpy().astype(float)


@pytest.fixture(scope="module")
def treated(rows: pl.DataFrame) -> Array:
    """Who was in training."""
    return rows.get_column("treat").to_numpy().astype(float)


@pytest.fixture(scope="module")
def y(rows: pl.DataFrame) -> Array:
    """Earnings in 1978."""
    return rows.get_column("re78").to_numpy()


@pytest.fixture(scope="module")
def e(x: Array, treated: Array) -> Array:
    """The chance to be in training."""
    return by.logistic(x, treated)


def near(value: float) -> object:
    return pytest.approx(value, rel=CLOSE)


def gap(weights: Array, treated: Array, y: Array) -> float:
    """Return the difference of the weighted means of both arms."""
    one, none = (np.average(y, weights=weights * arm) for arm in (treated, 1 - treated))
    return float(one - none)


def by_arm(x: Array, treated: Array, y: Array) -> tuple[Array, Array]:
    """Return what a regression in each arm expects of every row: m0 and m1."""
    none, one = (by.linear(x[treated == arm], y[treated == arm], x) for arm in (0, 1))
    return none, one


def test_naive(treated: Array, y: Array) -> None:
    assert gap(np.ones(614), treated, y) == near(-635.026212)


def test_logistic_regression(e: Array, treated: Array) -> None:
    likelihood = (treated * np.log(e) + (1 - treated) * np.log(1 - e)).sum()
    assert likelihood == near(-243.9219657)


def test_inverse_chances(e: Array, treated: Array, y: Array) -> None:
    up, down = treated / e, (1 - treated) / (1 - e)
    assert gap(up + down, treated, y) == near(224.6763083)  # Hájek
    assert np.mean(up * y - down * y) == near(-449.7869097)  # Horvitz and Thompson


def test_odds(e: Array, treated: Array, y: Array) -> None:
    weights = np.where(treated == 1, 1.0, e / (1 - e))
    assert gap(weights, treated, y) == near(1214.071221)
    assert gap(weights, treated, (y > 0) * 1.0) == near(0.01258303911)
    assert by.effective_size(weights[treated == 0]) == near(99.8153863)


def test_overlap(e: Array, treated: Array, y: Array) -> None:
    found = gap(np.where(treated == 1, 1 - e, e), treated, y)
    assert found == pytest.approx(1242.2006, abs=1e-3)


def test_doubly_robust(x: Array, e: Array, treated: Array, y: Array) -> None:
    m0, m1 = by_arm(x, treated, y)
    psi = m1 - m0 + treated * (y - m1) / e - (1 - treated) * (y - m0) / (1 - e)
    assert psi.mean() == near(469.639983)
    assert psi.std(ddof=1) / 614**0.5 == near(926.1550679)
    att = by.aipw_att(e, m0, treated, y)
    assert att == near(1226.543744)
    felt = (treated - (1 - treated) * e / (1 - e)) * (y - m0) - treated * att
    assert (felt**2).mean() ** 0.5 / treated.mean() / 614**0.5 == near(813.4162351)


def test_outcome_models_alone(x: Array, treated: Array, y: Array) -> None:
    m0, m1 = by_arm(x, treated, y)
    assert (m1 - m0).mean() == near(1074.908541)
    assert (m1 - m0)[treated == 1].mean() == near(1647.583252)


def test_entropy_balancing(x: Array, treated: Array, y: Array) -> None:
    weights = by.entropy_weights(x[treated == 0], x[treated == 1].mean(axis=0))
    assert weights is not None
    assert y[treated == 1].mean() - weights @ y[treated == 0] == near(1273.261814)
    assert by.effective_size(weights) == near(98.45783442)


def test_rows_that_are_alike_may_be_told_once(x: Array, treated: Array) -> None:
    controls, target = x[treated == 0], x[treated == 1].mean(axis=0)
    twice = by.entropy_weights(np.vstack([controls, controls]), target)
    once = by.entropy_weights(controls, target, np.full(len(controls), 2.0))
    assert twice is not None
    assert once is not None
    assert once == pytest.approx(twice[: len(controls)] * 2, rel=1e-5)


def test_no_weights_where_controls_lack_what_the_treated_have() -> None:
    assert by.entropy_weights(np.array([[0.0], [1.0]]), np.array([2.0])) is None


def test_balance(x: Array, treated: Array) -> None:
    ones, none = x[treated == 1], x[treated == 0]
    apart = (ones.mean(axis=0) - none.mean(axis=0)) / ones.std(axis=0, ddof=1)
    found = dict(zip(_COVARIATES, apart, strict=True))
    assert found["age"] == pytest.approx(-0.309445, abs=1e-6)
    assert found["black"] == pytest.approx(1.756775, abs=1e-6)
    assert found["re74"] == pytest.approx(-0.721084, abs=1e-6)
    balanced = by.entropy_weights(none, ones.mean(axis=0))
    assert balanced is not None
    assert np.abs((ones.mean(axis=0) - balanced @ none) / ones.std(axis=0)).max() < 1e-6


def test_separation_gives_an_answer() -> None:
    e = by.logistic(np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert e == pytest.approx([0, 0, 1, 1], abs=1e-3)


def test_e_value() -> None:
    assert by.e_value(2.0) == near(2 + 2**0.5)
    assert by.e_value(0.5) == near(2 + 2**0.5)
    assert by.e_value(1.0) == 1.0
    assert by.e_value(0.0) == float("inf")


def test_where_nothing_differs_there_is_nothing_to_weigh() -> None:
    """All in one cell: no covariate is left, and every control counts the same."""
    found = by.entropy_weights(np.zeros((2, 0)), np.zeros(0), np.array([1.0, 3.0]))
    assert found == pytest.approx([0.25, 0.75])

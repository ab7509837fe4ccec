"""Funnel limits and spread between areas, held beside published and independently made numbers."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from grip.benchmark.limits import (
    FAR,
    NO_SPREAD,
    USUAL,
    binomial_limits,
    growth_limits,
    share_limits,
    spread_of,
    winsorised,
)

HERE = Path(__file__).parent


def esoph() -> tuple[np.ndarray, np.ndarray]:
    """Cases and persons of 24 groups: Breslow and Day (1980), as in R (`datasets::esoph`)."""
    with (HERE / "esoph.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return (
        np.array([float(row["gevallen"]) for row in rows]),
        np.array([float(row["personen"]) for row in rows]),
    )


def test_spread_as_computed_in_r() -> None:
    """phi en tau van Spiegelhalter (2005) op gepubliceerde gegevens, nagerekend in R."""
    found = spread_of(*esoph())
    assert found.areas == 24
    assert found.dispersion == pytest.approx(10.12963812, abs=1e-8)
    assert found.between == pytest.approx(0.1984551455, abs=1e-10)


@pytest.mark.parametrize(("cover", "low", "high"), [(USUAL, 0.10, 0.32), (FAR, 0.04, 0.38)])
def test_exact_limits_for_fifty_cases(cover: float, low: float, high: float) -> None:
    """Bij n = 50 en 20%: 10% tot 32%, en 4% tot 38% (binomiale kwantielen gedeeld door n)."""
    assert binomial_limits(0.2, 50, cover) == pytest.approx((low, high))


@given(
    st.integers(1, 3000), st.floats(0.01, 0.99), st.sampled_from((USUAL, FAR)),
)  # fmt: skip
def test_limits_are_quantiles_of_the_binomial(size: int, target: float, cover: float) -> None:
    tail = (1 - cover) / 2
    low, high = binomial_limits(target, size, cover)
    assert round(low * size) == pytest.approx(binom.ppf(tail, size, target), abs=1e-6)
    assert round(high * size) == pytest.approx(binom.ppf(1 - tail, size, target), abs=1e-6)


def test_winsorising_draws_in_the_extremes() -> None:
    scores = np.array([-9.0, -1, -1, 0, 0, 0, 0, 1, 1, 9.0, 0.0])
    drawn = winsorised(scores)
    assert drawn.min() == -1
    assert drawn.max() == 1
    assert (drawn[1:9] == scores[1:9]).all()


SIZES = np.round(np.exp(np.linspace(np.log(60), np.log(40_000), 340)))


def alarms(between: float, cover: float, runs: int = 40) -> float:
    """The share of alarms in a country of 340 municipalities, over simulated years."""
    random = np.random.default_rng(20_26)
    outside = total = 0
    for _ in range(runs):
        rates = np.clip(0.2 + between * random.standard_normal(SIZES.size), 0.01, 0.6)
        counts = random.binomial(SIZES.astype(int), rates).astype(float)
        spread = spread_of(counts, SIZES)
        target = counts.sum() / SIZES.sum()
        for count, size in zip(counts, SIZES, strict=True):
            low, high = share_limits(target, size, spread, cover)
            outside += not low - 1e-12 <= count / size <= high + 1e-12
            total += 1
    return outside / total


@pytest.mark.parametrize(("cover", "stated"), [(USUAL, 0.05), (FAR, 0.002)])
def test_equal_municipalities_raise_no_more_alarms_than_stated(cover: float, stated: float) -> None:
    """Een land van 340 gelijke gemeenten: hoogstens het genoemde deel geeft alarm."""
    slack = 2 * (stated / (340 * 8)) ** 0.5  # chance in the simulation itself
    assert alarms(0.0, cover, runs=8) <= stated + slack


@pytest.mark.parametrize("between", [0.01, 0.02, 0.04])
def test_municipalities_that_really_differ_raise_few_alarms(between: float) -> None:
    """Verschillen gemeenten echt, dan telt dat mee: er komen nauwelijks meer alarmen."""
    assert alarms(between, USUAL, runs=8) <= 0.065


def test_without_the_spread_half_would_be_outliers() -> None:
    random = np.random.default_rng(7)
    rates = np.clip(0.2 + 0.03 * random.standard_normal(SIZES.size), 0.01, 0.6)
    counts = random.binomial(SIZES.astype(int), rates).astype(float)
    target = counts.sum() / SIZES.sum()
    limits = [share_limits(target, n, NO_SPREAD) for n in SIZES]
    shares = counts / SIZES
    outside = [not a <= y <= b for y, (a, b) in zip(shares, limits, strict=True)]
    assert np.mean(outside) > 0.4


def test_the_true_spread_is_found() -> None:
    """Herijkt komt de ware spreiding eruit; zoals gepubliceerd is de schatting half zo groot."""
    random = np.random.default_rng(11)
    found = []
    for _ in range(30):
        rates = np.clip(0.2 + 0.04 * random.standard_normal(SIZES.size), 0.01, 0.6)
        found.append(spread_of(random.binomial(SIZES.astype(int), rates).astype(float), SIZES))
    assert np.mean([one.recalibrated for one in found]) == pytest.approx(0.04, abs=0.004)
    assert np.mean([one.between for one in found]) < 0.03


def test_multiplicative_spread_scales_the_error() -> None:
    spread = spread_of(*esoph())
    low, high = share_limits(0.2, 400, spread, manner="multiplicatief")
    half = 1.959963984540054 * (0.16 / 400 * spread.dispersion) ** 0.5
    assert (low, high) == pytest.approx((0.2 - half, 0.2 + half))


def test_growth_moves_as_far_as_who_came_and_left() -> None:
    """Van 300 uitkeringen met 80 erbij en 70 eraf: plus of min 8% door toeval."""
    low, high = growth_limits(0.03, 300, 150)
    assert low == pytest.approx(0.03 - 1.959963984540054 * 150**0.5 / 300)
    assert high - 0.03 == pytest.approx(0.03 - low)


def test_nothing_to_see_in_one_area() -> None:
    assert spread_of(np.array([3.0]), np.array([10.0])) == NO_SPREAD
    assert spread_of(np.array([0.0, 0.0]), np.array([10.0, 20.0])) == NO_SPREAD

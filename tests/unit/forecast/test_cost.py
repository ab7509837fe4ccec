"""From volume to money: the price, how it moves, and who bears a shortage."""

from __future__ import annotations

import numpy as np
import pytest

from grip.forecast.cost import Price, price_of, resampled, safety_net
from grip.reckoning import shortage

MONTHS = 36
FLAT = np.ones(MONTHS)


def bills(price: tuple[float, float], noise: float = 0.0, seed: int = 1):
    """Return what was paid and the volume of two groups, of 200 and 10 benefits."""
    rng = np.random.default_rng(seed)
    volume = np.tile([200.0, 10.0], (MONTHS, 1))
    return volume * price * rng.normal(1, noise, size=(MONTHS, 1)), volume


def test_a_price_makes_up_what_was_paid() -> None:
    """A large group keeps its own price, a small one is drawn to that of all; the sum is kept."""
    paid, volume = bills((1000, 1400))
    made = price_of(paid, volume, FLAT)
    assert made is not None
    assert volume[-12:].sum(axis=0) @ made.level == pytest.approx(paid[-12:].sum())
    assert made.level[0] == pytest.approx(1000, rel=0.01)
    assert 1150 < made.level[1] < 1400
    assert made.noise == pytest.approx(0, abs=1e-9)


def test_the_price_is_in_norms_of_now() -> None:
    """Norms rose by 2% in a year and bills with them: the price is that of the last month."""
    index = 1.02 ** (np.arange(-MONTHS + 1, 1) / 12)
    paid, volume = bills((1000, 1000))
    made = price_of(paid * index[:, None], volume, index)
    assert made is not None
    assert made.level[0] == pytest.approx(1000, rel=1e-6)


def test_noise_and_drift_are_learned() -> None:
    paid, volume = bills((1000, 1000), noise=0.03)
    made = price_of(paid, volume, FLAT)
    assert made is not None
    assert 0.02 < made.noise < 0.045
    drawn = made.drawn(np.ones(24), 4000, np.random.default_rng(2))
    assert drawn.mean(axis=0) == pytest.approx(np.ones(24), abs=0.01)
    assert drawn[:, 23].std() > drawn[:, 0].std()


@pytest.mark.parametrize("late", [12, 20, 33])
def test_a_month_that_was_booked_with_the_next_is_no_noise(late: int) -> None:
    """Nothing booked in a month and double in the next: the year costs what it did."""
    paid, volume = bills((1000, 1000), noise=0.01)
    paid[late + 1] += paid[late]
    paid[late] = 0.0
    made = price_of(paid, volume, FLAT)
    assert made is not None
    year = made.drawn(np.ones(12), 4000, np.random.default_rng(2)).sum(axis=1) / 12
    assert made.noise < 0.1
    assert made.drift < 0.02
    assert year.mean() == pytest.approx(1, abs=0.03)
    assert np.quantile(year, 0.1) > 0.8


def test_wage_subsidies_that_are_booked_by_quarter() -> None:
    paid, volume = bills((1000, 1000))
    quarters = np.zeros_like(paid)
    quarters[2::3] = paid.reshape(-1, 3, 2).sum(axis=1)
    made = price_of(quarters, volume, FLAT)
    assert made is not None
    assert volume[-12:].sum(axis=0) @ made.level == pytest.approx(paid[-12:].sum())
    assert made.noise == pytest.approx(0, abs=1e-9)


def test_less_than_a_year_of_bills_is_no_price() -> None:
    paid, volume = bills((1000, 1000))
    assert price_of(paid[:11], volume[:11], FLAT[:11]) is None


def test_a_price_by_the_norm_has_no_margin() -> None:
    sure = Price(np.array([1000.0]), 0.0, 0.0, 12)
    index = np.array([1.0, 1.02])
    assert np.array_equal(sure.drawn(index, 3, np.random.default_rng(1)), np.tile(index, (3, 1)))


@pytest.mark.parametrize("spent", [900.0, 1050.0, 1075.0, 1100.0, 1125.0, 1300.0])
def test_the_safety_net_is_that_of_the_chain(spent: float) -> None:
    whole = shortage(100_000, round(100 * spent), 7.5, 12.5)
    made = safety_net(1000.0, np.array([spent]), 7.5, 12.5)
    assert made.own[0] == pytest.approx(whole.own / 100, abs=0.01)
    assert made.compensated[0] == pytest.approx(whole.compensated / 100, abs=0.01)


def test_months_are_drawn_for_all_posts_together() -> None:
    """Two posts that are paid in turns: in no month ahead are both or neither of them."""
    spent = np.array([[100.0, 0.0], [0.0, 100.0]] * 12)
    drawn = resampled(spent, 12, 2000, np.random.default_rng(1))
    assert ((drawn > 0).sum(axis=2) == 1).all()
    assert drawn.sum(axis=(1, 2)).mean() == pytest.approx(1200, rel=0.02)
    assert drawn.sum(axis=(1, 2)).std() > 60  # years differ, more than by the months drawn


@pytest.mark.parametrize("months", [14, 23])
def test_a_beginning_is_no_difference_between_years(months: int) -> None:
    """Half a year of almost nothing before it began says nothing of the spread of years."""
    spent = np.array([[100.0]] * 7 + [[20_000.0]] * (months - 7))
    ahead = resampled(spent, 12, 2000, np.random.default_rng(1)).sum(axis=(1, 2))
    low, high = np.quantile(ahead, (0.1, 0.9))
    assert high < 4 * low

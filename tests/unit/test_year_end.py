"""Where a target ends on 31 December: the formulas, against scipy and against drawing lots."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom
from scipy.stats import t as student

from grip.targets.judgement import Outcome
from grip.targets.year_end import as_in_earlier_years, at_this_pace, of_starts

CHANGES = [4.0, 7.0, 5.0, 8.0]


def share(top: int, bottom: int) -> Outcome:
    return Outcome(100 * top / bottom, top, bottom)


def test_earlier_years_give_mean_change_and_student_error() -> None:
    """The bar of 70% of 150 is 105: halfway 104 and 105 persons."""
    made = as_in_earlier_years(share(100, 150), 70, ">=", CHANGES, only_up=False)
    middle = 100 * 100 / 150 + 6
    assert made.value == pytest.approx(middle)
    step = 100 / 150
    spread = (np.sum((np.array(CHANGES) - 6) ** 2) + 2 * step * 6) / 5
    error = np.sqrt(spread * 1.25)
    assert made.high - made.value == pytest.approx(error * student(5).ppf(0.975))
    bar = 100 * 104.5 / 150
    assert made.chance == pytest.approx(100 * student(5).sf((bar - middle) / error))


def test_what_cannot_fall_is_met_once_it_is_met() -> None:
    reached = share(11, 100)
    assert as_in_earlier_years(reached, 10, ">=", CHANGES, only_up=True).chance == 100
    assert as_in_earlier_years(reached, 10, ">=", CHANGES, only_up=True).low >= 11
    assert as_in_earlier_years(reached, 10, "<=", CHANGES, only_up=True).chance == 0
    free = as_in_earlier_years(reached, 10, ">=", [-9.0, 9.0, -4.0, 4.0], only_up=False)
    assert 40 < (free.chance or 0) < 70


def test_a_value_without_parts_knows_the_years_only() -> None:
    made = as_in_earlier_years(Outcome(0.8, 80.0, None, "euro"), None, "<=", CHANGES, only_up=False)
    assert made.chance is None
    assert made.value == pytest.approx(6.8)


@pytest.mark.parametrize(("top", "start"), [(40, 10), (60, 40), (10, 10)])
def test_the_pace_of_a_share_is_what_drawing_gives(top: int, start: int) -> None:
    """Beta for the chance so far, binomial for the rest of the year."""
    rng, gone, bottom, norm = np.random.default_rng(1), 0.6, 100, 55
    made = at_this_pace(share(top, bottom), start, gone, norm, ">=")
    new, others = top - start, bottom - start
    so_far = rng.beta(new + 0.5, others - new + 0.5, size=200_000)
    rest = rng.binomial(bottom - top, 1 - (1 - so_far) ** ((1 - gone) / gone))
    assert made.value == pytest.approx(top + rest.mean(), abs=0.15)
    assert made.chance == pytest.approx(100 * (top + rest >= norm).mean(), abs=1)
    assert made.low == pytest.approx(np.quantile(top + rest, 0.025), abs=1)
    assert made.high == pytest.approx(np.quantile(top + rest, 0.975), abs=1)
    assert made.high <= 100


@pytest.mark.parametrize("norm", [20, 25, 40])
def test_the_pace_of_a_count_is_negative_binomial(norm: int) -> None:
    made = at_this_pace(Outcome(20, 20, None, "plaatsen"), 0, 0.5, norm, ">=")
    law = nbinom(20.5, 0.5)
    assert made.chance == pytest.approx(100 * law.sf(norm - 20 - 1))
    most = at_this_pace(Outcome(20, 20, None, "plaatsen"), 0, 0.5, norm, "<=")
    assert most.chance == pytest.approx(100 * law.cdf(norm - 20))


def test_starts_of_long_ago_weigh_less() -> None:
    """As many starts, but the one town had them long ago: it expects fewer."""
    outcome, rest = Outcome(2, 2, None, "plaatsen"), 0.5
    lately = of_starts(outcome, np.linspace(0.05, 1, 12), 4.0, rest, 8, ">=")
    before = of_starts(outcome, np.linspace(3, 3.95, 12), 4.0, rest, 8, ">=")
    assert lately.value > before.value + 2
    assert (lately.chance or 0) > (before.chance or 0)
    even = of_starts(outcome, np.arange(0.125, 4, 0.25), 4.0, rest, 8, ">=")
    assert even.value == pytest.approx(2 + 2, abs=0.25)  # four a year

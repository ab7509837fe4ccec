"""The adjusted comparison beside a plain one, row by row, without cells and sums by person."""

from __future__ import annotations

import numpy as np
import pytest

from grip.effects.adjust import LEAST_TESTED, compare, otherwise
from grip.effects.estimators import aipw_att, entropy_weights, linear, logistic
from grip.effects.trial import Trial

HORIZON = 12


def made_up(seed: int, rows: int = 600, shift: float = 0.0) -> Trial:
    """Return a trial of random rows: two yes-or-no covariates, persons with several rows."""
    rng = np.random.default_rng(seed)
    kinds = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    cell = rng.integers(0, 4, rows)
    started = (rng.random(rows) < 0.08 + 0.15 * kinds[cell, 0]).astype(float)
    chance = 0.1 + 0.2 * kinds[cell, 0] + shift * started
    month = np.where(rng.random(rows) < chance, rng.integers(1, HORIZON + 1, rows), 0)
    other = np.where((month == 0) & (rng.random(rows) < 0.05), 3, 0)
    person = np.where(started == 1, np.arange(rows), rng.integers(0, rows // 5, rows))
    return Trial(
        started, person, month, other, np.maximum(month, other), cell, kinds,
        (("a", "ja"), ("b", "ja")), rng.random(rows) * 60, HORIZON,
    )  # fmt: skip


def plainly(trial: Trial, month: int) -> tuple[float, float]:
    """Return difference and standard error, by rows."""
    x, y = trial.design[trial.cell], ((trial.work > 0) & (trial.work <= month)).astype(float)
    ones, none = trial.started == 1, trial.started == 0
    weights = entropy_weights(x[none], x[ones].mean(axis=0))
    assert weights is not None
    gap = y[ones].mean() - weights @ y[none]
    expected = linear(x[none], y[none], x, weights)
    influence = np.zeros(len(y))
    influence[ones] = (y[ones] - expected[ones] - gap) / ones.sum()
    influence[none] = -weights * (y[none] - expected[none])
    per_person = np.bincount(trial.person, influence)
    number = ones.sum()
    return gap, float(np.sqrt((per_person**2).sum() * number / (number - 1)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cells_and_sums_give_what_rows_give(seed: int) -> None:
    trial = made_up(seed)
    found = compare(trial)
    assert found is not None
    gap, error = plainly(trial, HORIZON)
    assert found.work.difference == pytest.approx(100 * gap, rel=1e-7)
    assert found.work.error == pytest.approx(100 * error, rel=1e-7)
    for month in (1, 6):
        gap, error = plainly(trial, month)
        gone = (trial.work[trial.started == 1] > 0) & (trial.work[trial.started == 1] <= month)
        if gone.sum() < LEAST_TESTED:
            assert found.curve[month - 1].error >= 99.999 * error
            continue
        assert found.curve[month - 1].difference == pytest.approx(100 * gap, rel=1e-6, abs=1e-7)
        assert found.curve[month - 1].error == pytest.approx(100 * error, rel=1e-6)


def test_another_way_of_weighing_gives_what_rows_give() -> None:
    """AIPW by cells, beside the same by rows; close to the estimate where both models hold."""
    trial = made_up(3, 3000)
    found, other = compare(trial), otherwise(trial)
    assert found is not None
    x, y, started = trial.design[trial.cell], (trial.work > 0).astype(float), trial.started
    e, none = logistic(x, started), started == 0
    plain = aipw_att(e, linear(x[none], y[none], x), started, y)
    assert other == pytest.approx(100 * plain, rel=1e-6)
    assert abs(other - found.work.difference) < found.work.error


def test_what_a_person_does_counts_once() -> None:
    """The same persons month after month make the interval wider than as many persons would."""
    trial = made_up(4)
    apart = compare(Trial(**{**vars(trial), "person": np.arange(len(trial.person))}))
    alike = compare(
        Trial(**{**vars(trial), "person": np.where(trial.started == 1, np.arange(600), 1000
                 + trial.work % 4)})
    )  # fmt: skip
    assert apart is not None
    assert alike is not None
    assert alike.work.difference == pytest.approx(apart.work.difference)
    assert alike.work.error > 1.2 * apart.work.error


def test_after_weighting_the_groups_are_alike() -> None:
    found = compare(made_up(5))
    assert found is not None
    *levels, months = found.balance
    assert max(abs(one.before) for one in levels) > 0.2
    assert max(abs(one.after) for one in levels) < 1e-6
    assert (months.covariate, months.level) == ("duur", "in maanden")


def test_the_band_holds_all_months_and_is_wider_than_one() -> None:
    found = compare(made_up(6))
    assert found is not None
    last = found.curve[-1]
    assert last.high - last.low > found.work.high - found.work.low
    assert last.difference == found.work.difference


def test_a_difference_is_found_and_its_strength_told() -> None:
    found = compare(made_up(7, 4000, shift=0.25))
    assert found is not None
    assert found.work.low < 25 < found.work.high
    assert found.work.chance < 1e-6
    assert found.explain > found.explain_bound > 1


def test_nothing_where_no_weights_make_them_alike() -> None:
    trial = made_up(8)
    only = np.where(trial.started == 1, 3, np.minimum(trial.cell, 2))
    assert compare(Trial(**{**vars(trial), "cell": only})) is None


def test_too_few_ends_that_cannot_react_are_not_tested() -> None:
    trial = made_up(9)
    none = compare(Trial(**{**vars(trial), "unmoved": np.zeros(600, dtype=np.int64)}))
    assert none is not None
    assert none.unmoved is None


def test_ends_that_cannot_react_are_counted_among_who_could_still_leave() -> None:
    """Where more leave for work fewer are left to move house; that is no difference of people."""
    rng = np.random.default_rng(10)
    rows = 60_000
    started = (np.arange(rows) < rows // 2).astype(float)
    work, moved = (np.zeros(rows, dtype=np.int64) for _ in range(2))
    for month in range(1, HORIZON + 1):
        there = (work == 0) & (moved == 0)
        works = there & (rng.random(rows) < np.where(started == 1, 0.2, 0.02))
        moves = there & (rng.random(rows) < 0.01)
        first = rng.random(rows) < 0.5  # of who would do both
        work[works & ~(moves & first)] = month
        moved[moves & ~(works & ~first)] = month
    trial = Trial(
        started, np.arange(rows), work, moved, np.maximum(work, moved),
        np.zeros(rows, dtype=np.int64), np.zeros((1, 1)), (("a", "ja"),), np.zeros(rows), HORIZON,
    )  # fmt: skip
    share = [(moved[started == group] > 0).mean() for group in (0, 1)]
    assert share[0] - share[1] > 0.05
    found = compare(trial)
    assert found is not None
    assert found.unmoved is not None
    assert abs(found.unmoved.difference) < 2.5 * found.unmoved.error
    assert 0.05 < found.unmoved.error < 0.5


def test_where_no_starter_has_left_yet_the_band_says_so() -> None:
    """None of twenty starters gone in a month in which two in a hundred go is no difference."""
    trial = made_up(11, 400)
    early = (trial.started == 1) & (trial.work <= 3)
    found = compare(Trial(**{**vars(trial), "work": np.where(early, 0, trial.work)}))
    assert found is not None
    first = found.curve[0]
    assert first.difference < 0
    assert first.high > 0

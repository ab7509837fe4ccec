"""Regression discontinuity: exact on lines and parabolas, and known truths."""

from __future__ import annotations

import numpy as np
import pytest

from grip.effects.threshold import bandwidth, density_jump, jump_at

GRID = np.linspace(-2, 2, 401)[np.abs(np.linspace(-2, 2, 401)) > 1e-9]


def people(seed: int, effect: float, number: int = 1500) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(-1, 6, number)
    chance = np.clip(0.25 + 0.008 * x + 0.0004 * x**2 - 0.00002 * x**3, 0.02, 0.9)
    return x, (rng.random(number) < chance + effect * (x >= 0)).astype(float)


def test_a_jump_between_two_lines_is_found_whole() -> None:
    y = 1 + 2 * GRID + (GRID >= 0) * (0.5 + 3 * GRID)
    found = jump_at(GRID, y, 1.0)
    assert found.lines == pytest.approx(0.5)
    assert found.parabolas == pytest.approx(0.5)


def test_parabolas_take_away_the_bias_that_lines_leave() -> None:
    y = GRID**2 * np.where(GRID >= 0, 1.0, -1.0) + (GRID >= 0) * 0.5
    found = jump_at(GRID, y, 1.0)
    assert found.parabolas == pytest.approx(0.5)
    assert abs(found.lines - 0.5) > 0.1


def test_lines_are_those_of_plain_weighted_least_squares() -> None:
    x, y = people(1, 0.1)
    width = 4.0
    levels = []
    for side in (x >= 0, x < 0):
        near = side & (np.abs(x) < width)
        root = np.sqrt(1 - np.abs(x[near]) / width)
        design = np.column_stack([np.ones(near.sum()), x[near]])
        levels.append(np.linalg.lstsq(design * root[:, None], y[near] * root, rcond=None)[0][0])
    assert jump_at(x, y, width).lines == pytest.approx(levels[0] - levels[1])


@pytest.mark.parametrize("effect", [0.0, 0.12])
def test_a_known_jump_lies_in_its_interval(effect: float) -> None:
    inside, jumps = [], []
    for seed in range(200):
        x, y = people(seed, effect)
        one = jump_at(x, y, bandwidth(x, y)).estimate()
        inside.append(one.low <= 100 * effect <= one.high)
        jumps.append(one.difference)
    assert 0.91 <= np.mean(inside) <= 0.99
    assert abs(np.mean(jumps) - 100 * effect) < 3 * np.std(jumps) / 200**0.5 + 0.5


def test_more_people_are_looked_at_from_nearer() -> None:
    near, far = (np.mean([bandwidth(*people(seed, 0.0, n)) for seed in range(20)])
                 for n in (8000, 500))  # fmt: skip
    assert near < far
    x, y = people(3, 0.0)
    assert bandwidth(10 * x, y) == pytest.approx(10 * bandwidth(x, y))


def test_crowding_on_one_side_is_noticed() -> None:
    rng = np.random.default_rng(4)
    fair = [density_jump(rng.uniform(-6, 6, 2000), 4.0, 0.25) for _ in range(100)]
    fired = np.mean([abs(one[0]) > 1.96 * one[1] for one in fair if one])
    assert fired < 0.12
    x = rng.uniform(-6, 6, 2000)
    moved = np.where((x < 0) & (x > -1) & (rng.random(2000) < 0.6), -x, x)
    crowd = density_jump(moved, 4.0, 0.25)
    assert crowd is not None
    assert crowd[0] > 1.96 * crowd[1]
    assert density_jump(np.abs(x), 4.0, 0.25) is None


def test_levels_are_those_at_the_threshold_and_make_up_the_jump() -> None:
    found = jump_at(GRID, 0.3 + 0.1 * GRID + (GRID >= 0) * 0.2, 1.0)
    assert found.levels == pytest.approx((0.5, 0.3))
    assert found.levels[0] - found.levels[1] == pytest.approx(found.lines)


def test_a_jump_outside_its_own_interval_is_noticed() -> None:
    """Of a parabola lines see no jump where there is one: then point and interval contradict."""
    bent = GRID**2 * np.where(GRID >= 0, 1.0, -1.0) + (GRID >= 0) * 0.5
    assert not jump_at(GRID, bent, 1.0).inside
    x, y = people(1, 0.1)
    assert jump_at(x, y, 4.0).inside


@pytest.mark.parametrize(
    ("width", "lines", "parabolas", "error"),
    [
        (4.0, 0.26428328591308775, 0.2299647279791741, 0.04166423554460775),
        (7.5, 0.28027827675840156, 0.2629659167447027, 0.03404165278263906),
    ],
)
def test_estimate_and_robust_error_are_those_of_rdrobust(
    width: float, lines: float, parabolas: float, error: float
) -> None:
    """rdrobust 2.1.1 for Python, by the authors of the method: p=1, q=2, h=b, triangular, hc3.

    Of the rows below: `coef` conventional and bias-corrected, `se` robust; the parabolas and their
    error also by WLS with HC3 of statsmodels 0.15.0, side by side.
    """
    i = np.arange(240)
    x = -9.9 + i * (19.9 / 239) + 0.013 * np.sin(i)
    y = 0.2 + 0.03 * x - 0.002 * x**2 + 0.3 * (x >= 0) + 0.1 * np.sin(7.0 * i)
    found = jump_at(x, y, width)
    assert found.lines == pytest.approx(lines, rel=1e-9)
    assert found.parabolas == pytest.approx(parabolas, rel=1e-9)
    assert found.error == pytest.approx(error, rel=1e-9)

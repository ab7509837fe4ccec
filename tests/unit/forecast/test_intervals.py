"""Intervals as wide as the misses were, and wide enough."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from grip.forecast.backtest import backtest
from grip.forecast.intervals import LEVELS, half_widths
from grip.forecast.weighting import expected
from tests.unit.forecast.series import walk


def test_wider_for_more_certainty_and_further_ahead() -> None:
    errors = np.random.default_rng(2).normal(0, 5, (40, 12)) * np.sqrt(np.arange(1, 13))
    widths = half_widths(errors, np.array([]), 36)
    for narrow, wide in pairwise(LEVELS):
        assert np.all(widths[narrow] <= widths[wide])
    for width in widths.values():
        assert width.shape == (36,)
        assert np.all(np.diff(width) >= 0)


def test_grow_as_the_misses_grow() -> None:
    rng = np.random.default_rng(4)
    steady = np.abs(rng.normal(0, 5, (400, 12)))
    root = half_widths(steady * np.sqrt(np.arange(1, 13)), np.array([]), 12)[0.8]
    line = half_widths(steady * np.arange(1, 13), np.array([]), 12)[0.8]
    assert root[11] / root[0] == pytest.approx(np.sqrt(12), rel=0.15)
    assert line[11] / line[0] == pytest.approx(12, rel=0.15)


def test_normal_misses_give_the_width_of_the_normal() -> None:
    errors = np.random.default_rng(5).normal(0, 5, (2000, 12)) * np.sqrt(np.arange(1, 13))
    widths = half_widths(errors, np.array([]), 12)
    assert widths[0.8][3] == pytest.approx(1.2816 * 10, rel=0.05)
    assert widths[0.95][3] == pytest.approx(1.96 * 10, rel=0.05)


def test_without_a_back_test_the_changes_stand_in() -> None:
    widths = half_widths(None, np.array([3.0, -3.0, 3.0]), 4)
    assert widths[0.95] == pytest.approx(1.96 * 3 * np.sqrt([1, 2, 3, 4]))
    assert half_widths(None, np.array([]), 2)[0.8].tolist() == [0, 0]


def test_a_series_that_never_missed_has_no_width_but_no_fault_either() -> None:
    widths = half_widths(np.zeros((5, 12)), np.array([0.0]), 12)
    assert all(np.isfinite(width).all() and (width < 1e-9).all() for width in widths.values())


def test_they_hold_what_comes_on_random_walks() -> None:
    """Of 120 walks the 80% interval holds 74 to 90%, the 95% interval 90 to 99%."""
    hits: dict[float, list[float]] = {0.8: [], 0.95: []}
    for seed in range(120):
        values = walk(96, 1000 + seed)
        known = values[:84]
        made = backtest(known)
        assert made is not None
        told = expected(known, 12, made)
        misses = np.abs(values[84:] - told.mean)
        widths = half_widths(told.errors, np.diff(known), 12)
        for level in hits:
            hits[level].append(float(np.mean(misses <= widths[level])))
    assert 0.74 <= np.mean(hits[0.8]) <= 0.90
    assert 0.90 <= np.mean(hits[0.95]) <= 0.99

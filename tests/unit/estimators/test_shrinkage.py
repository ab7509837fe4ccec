"""Shares with the whole weighed in: beside a fine sum over both unknowns, and their coverage."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.indicators.statistics.shrinkage import pooled, shrunk

SEED = 20261122


def by_fine_sum(top: list[int], bottom: list[int], nodes: int = 500) -> list[float]:
    """Return the posterior means, each unknown summed over evenly spread nodes."""
    from scipy.special import betaln

    even = (np.arange(nodes) + 0.5) / nodes
    mean, size = np.meshgrid(even, even / (1 - even), indexing="ij")
    a, b = mean * size, (1 - mean) * size
    logs = sum(betaln(x + a, n - x + b) - betaln(a, b) for x, n in zip(top, bottom, strict=True))
    weight = np.exp(logs - logs.max())
    return [
        float(((x + a) / (n + size) * weight).sum() / weight.sum())
        for x, n in zip(top, bottom, strict=True)
    ]


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        ([1, 0, 3, 20, 5], [2, 3, 4, 100, 12]),
        ([2, 1], [10, 5]),
        ([500, 100], [1000, 1000]),
        ([0, 0, 0], [4, 9, 2]),
        ([7] * 12, [10] * 12),
    ],
)
def test_beside_a_fine_sum(top: list[int], bottom: list[int]) -> None:
    mean, low, high = shrunk(np.array(top, float), np.array(bottom, float))
    assert mean == pytest.approx(by_fine_sum(top, bottom), abs=0.006)
    assert (low < mean).all() and (mean < high).all()


def test_more_than_all_counts_as_all() -> None:
    """What is counted twice in one group takes nothing from the shares of the others."""
    bottom = np.array([10.0, 20.0, 5.0])
    too_many, all_of_them = (shrunk(np.array([3.0, 11.0, top]), bottom) for top in (6.0, 5.0))
    assert np.array_equal(too_many, all_of_them)
    assert (too_many[0] > 0.1).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=8))
def test_a_group_moves_towards_the_others(groups: list[tuple[int, int]]) -> None:
    top = np.array([a for a, _ in groups], float)
    bottom = np.array([a + b for a, b in groups], float)
    if not bottom.sum():
        return
    mean, low, high = shrunk(top, bottom)
    some = bottom > 0
    own = top[some] / bottom[some]
    assert (mean[some] > min(own.min(), 0.5) - 1e-9).all()
    assert (mean[some] < max(own.max(), 0.5) + 1e-9).all()
    assert (low >= 0).all() and (high <= 1).all()


def test_small_groups_lend_and_large_ones_do_not() -> None:
    mean, low, high = shrunk(np.array([1.0, 300.0, 9.0]), np.array([1.0, 1000.0, 30.0]))
    assert mean[0] < 0.6 and high[0] - low[0] > 0.2
    assert mean[1] == pytest.approx(0.3, abs=0.002)


def test_intervals_cover_and_estimates_are_nearer() -> None:
    random, sizes = np.random.default_rng(SEED), np.array([4, 5, 6, 8, 10, 15, 20, 30, 60, 150])
    hits, near, far = [], 0.0, 0.0
    for _ in range(60):
        truth = random.beta(6, 14, len(sizes))
        top = random.binomial(sizes, truth).astype(float)
        mean, low, high = shrunk(top, sizes.astype(float))
        hits.extend((low <= truth) & (truth <= high))
        near += ((mean - truth) ** 2).sum()
        far += ((top / sizes - truth) ** 2).sum()
    assert 0.92 < np.mean(hits) < 0.99
    assert near < 0.6 * far


def test_the_total_keeps_its_own_share() -> None:
    counted = pl.DataFrame(
        {
            "periode": [0] * 4, "dimensie": ["totaal", "wijk", "wijk", "wijk"],
            "categorie": ["totaal", "a", "b", "c"], "teller": [5.0, 4.0, 1.0, 0.0],
            "noemer": [20.0, 15.0, 5.0, 0.0],
        }
    )  # fmt: skip
    made = pooled(counted)
    assert made["waarde"][0] == 25 and made["ondergrens"][0] is None
    assert made["waarde"][3] is None
    expected = [100 * share for share in by_fine_sum([4, 1], [15, 5])]
    assert made["waarde"].to_list()[1:3] == pytest.approx(expected, abs=0.6)

"""A level that may break: known soon, and no reason to believe that it always moves that fast."""

from __future__ import annotations

import numpy as np
import pytest

from grip.forecast import drifting
from grip.forecast.drifting import DRIFT, filtered

MONTHS = 96


def level(counts: np.ndarray, known: int = MONTHS) -> tuple[float, float]:
    """Return the level and the drift that are believed in."""
    months = np.array([known])
    ones = np.ones((1, len(counts)))
    weight, mean, _ = filtered(counts, ones, np.ones(1), months, set())
    return float(np.exp(weight[0] @ mean[0, 0])), float(weight[0] @ DRIFT)


def counts(seed: int, *stretches: tuple[int, float]) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(np.concatenate([np.full(n, mean) for n, mean in stretches])).astype(float)


def test_a_third_more_is_known_within_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [counts(seed, (84, 30.0), (12, 40.0)) for seed in range(12)]
    found = np.mean([level(one)[0] for one in seen])
    assert found > 37
    monkeypatch.setattr(drifting, "_SELDOM", 1e-12)
    assert np.mean([level(one)[0] for one in seen]) < found


def test_a_break_down_is_known_about_as_soon_as_one_up() -> None:
    up = [counts(seed, (84, 9.0), (12, 12.0)) for seed in range(30)]
    down = [counts(seed, (84, 12.0), (12, 9.0)) for seed in range(30)]
    late_up = np.log(12) - np.mean([np.log(level(one)[0]) for one in up])
    late_down = np.mean([np.log(level(one)[0]) for one in down]) - np.log(9)
    assert late_down < 0.11  # 0.13 by how likely a normal miss is
    assert abs(late_down - late_up) < 0.04


@pytest.mark.parametrize("mean", [0.3, 3.0])
def test_few_a_month_that_stay_the_same_are_no_wild_level(mean: float) -> None:
    drifts = [level(counts(seed, (96, mean)))[1] for seed in range(20)]
    assert np.mean(drifts) < 0.04  # 0.08 where a normal density is given to a count


def test_a_wave_that_is_over_leaves_no_wild_level(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [counts(seed, (78, 30.0), (12, 66.0), (6, 30.0)) for seed in range(8)]
    drifts = np.mean([level(one)[1] for one in seen])
    calm = np.mean([level(counts(seed, (96, 30.0)))[1] for seed in range(8)])
    monkeypatch.setattr(drifting, "_SELDOM", 1e-12)
    assert drifts < calm + (np.mean([level(one)[1] for one in seen]) - calm) / 2


def test_what_an_origin_knows_does_not_change_by_the_others() -> None:
    values = counts(3, (60, 20.0), (36, 28.0))
    alone = level(values[:70], 70)
    together = filtered(values, np.ones((3, MONTHS)), np.ones(3), np.array([40, 70, 96]), {50, 80})
    again = filtered(values[:70], np.ones((1, 70)), np.ones(1), np.array([70]), {50})
    for one, other in zip(together, again, strict=True):
        assert one[..., 1, :] == pytest.approx(other[..., 0, :])
    assert alone[0] != pytest.approx(
        float(np.exp(again[0][0] @ again[1][0, 0]))
    )  # a break declared

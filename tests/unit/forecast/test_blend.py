"""Which model is used for each month ahead, and how wide: the mixture, unless beyond chance."""

from __future__ import annotations

import numpy as np
import pytest

from grip.forecast.blend import (
    MIXTURE,
    SERIES,
    STOCK_FLOW,
    TITLES,
    UNTRIED,
    Blend,
    blend_of,
    blended,
    halves,
)
from grip.forecast.models import NAIVE

ORIGINS, MONTHS = 24, 12


def judged(score: dict[str, np.ndarray | float], miss: float = 1.0) -> dict[str, np.ndarray]:
    """Return what a back-test judged: misses of so many spreads, and the CRPS of each model."""
    rng = np.random.default_rng(1)
    found = {}
    for name in TITLES:
        part = np.zeros((ORIGINS, 6, MONTHS))
        part[:, 0] = miss * rng.choice([-1, 1], (ORIGINS, MONTHS))
        part[:, 1] = np.broadcast_to(score.get(name, 10.0), (ORIGINS, MONTHS))
        part[:, 4] = 1.0
        found[name] = part
    return found


def test_the_mixture_is_used_unless_another_was_better() -> None:
    assert set(blend_of(judged({}), 3).choice) == {MIXTURE}
    assert set(blend_of(judged({NAIVE: 9.7}), 3).choice) == {MIXTURE}  # not by a twentieth
    assert set(blend_of(judged({NAIVE: 9.0}), 3).choice) == {NAIVE}


def test_better_by_chance_is_not_better() -> None:
    """Better on the whole, but not at most origins."""
    wild = np.where(np.arange(ORIGINS)[:, None] % 4 == 0, -16.0, 18.0)
    assert set(blend_of(judged({STOCK_FLOW: wild}), 3).choice) == {MIXTURE}


def test_near_and_far_can_have_another_model() -> None:
    near = np.where(np.arange(MONTHS) < 6, 7.0, 12.0)
    found = blend_of(judged({STOCK_FLOW: near, SERIES: near[::-1]}), 3)
    assert found.choice[0] == STOCK_FLOW
    assert found.choice[-1] == SERIES
    assert found.reaching(24).choice[-1] == SERIES
    first, last, name = found.spans[0]
    assert (first, name) == (1, STOCK_FLOW)
    assert found.choice[last] != STOCK_FLOW
    assert found.told.startswith(f"Per maand vooruit: 1 tot en met {last}: stroommodel")
    assert Blend((SERIES,) * 5, np.ones(5)).told == ""
    assert found.reaching(24).scale[-1] == found.scale[-1]


def test_wider_where_it_missed_by_more_and_never_as_much_as_that() -> None:
    right, wide, narrow = (blend_of(judged({}, miss), 3).scale for miss in (1.0, 2.0, 0.5))
    assert right == pytest.approx(1, abs=1e-6)
    assert np.all((wide > 1.05) & (wide < 2))
    assert np.all((narrow < 0.95) & (narrow > 0.5))
    assert wide[0] > wide[-1]  # far ahead trials overlap, and say less


def test_numbers_of_the_model_that_was_chosen_in_the_order_of_the_flows() -> None:
    rng = np.random.default_rng(2)
    flows = rng.poisson(100, (200, 3))
    series = rng.poisson(300, (200, 3))
    drawn = {MIXTURE: halves(flows, series), STOCK_FLOW: flows, SERIES: series}
    same = blended(drawn, flows, Blend((STOCK_FLOW,) * 3, np.ones(3)))
    assert np.array_equal(same, flows)
    found = blended(drawn, flows, Blend((STOCK_FLOW, SERIES), np.array([1.0, 2.0])))
    assert np.array_equal(found[:, 0], flows[:, 0])
    order = np.argsort(flows[:, 1], kind="stable")
    assert np.all(np.diff(found[order, 1]) >= 0)
    assert found[:, 1].std() == pytest.approx(2 * series[:, 1].std(), rel=0.02)
    assert np.median(found[:, 2]) == pytest.approx(np.median(series[:, 2]))
    assert blended(drawn, flows, UNTRIED).mean() == pytest.approx(200, rel=0.02)

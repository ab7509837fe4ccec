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
    mixed,
    share_of,
    shares_then,
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


@pytest.mark.parametrize(("origins", "chosen"), [(1, MIXTURE), (5, MIXTURE), (6, NAIVE)])
def test_of_few_origins_none_is_better(origins: int, chosen: str) -> None:
    """The gain of one origin has no spread, so that anything would be beyond chance."""
    found = {name: part[:origins] for name, part in judged({NAIVE: 7.0}).items()}
    assert set(blend_of(found, 1).choice) == {chosen}


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
    assert Blend((SERIES,) * 5, np.ones(5), np.ones(5)).told == ""
    assert found.reaching(24).scale[-1] == found.scale[-1]


def test_wider_where_it_missed_by_more_and_never_as_much_as_that() -> None:
    right, wide, narrow = (blend_of(judged({}, miss), 3).scale for miss in (1.0, 2.0, 0.5))
    assert right == pytest.approx(1, abs=1e-6)
    assert np.all((wide > 1.05) & (wide < 2))
    assert np.all((narrow < 0.95) & (narrow > 0.5))
    assert wide[0] > wide[-1]  # far ahead trials overlap, and say less


def test_a_few_events_make_no_interval_wider() -> None:
    """As clear a third of all misses would: that the model is too narrow."""
    usual = judged({}, 1.0)
    events = {name: part.copy() for name, part in usual.items()}
    for part in events.values():
        part[:4, 0] *= 8
    assert blend_of(events, 3).scale == pytest.approx(blend_of(usual, 3).scale, abs=0.01)
    for part in events.values():
        part[:14, 0] = 8
    assert blend_of(events, 3).scale[0] > 1.5


def test_the_mixture_has_more_of_who_was_better_drawn_to_half() -> None:
    assert share_of(judged({}), 3) == pytest.approx(0.5)
    better, worse = (share_of(judged({STOCK_FLOW: at}), 3) for at in (8.0, 12.5))
    assert np.all((better > 0.6) & (better < 0.75))
    assert better + worse == pytest.approx(1.0)
    assert better[0] > better[-1]  # far ahead trials overlap, and say less
    assert np.all(share_of(judged({SERIES: 0.0}), 3) < 0.01)


def test_at_each_origin_the_mixture_is_made_by_what_had_come_by_then() -> None:
    """With three months between origins four have to pass before a year is known."""
    score = np.full((ORIGINS, 1), 10.0)
    score[8:] = 5.0
    found = shares_then(judged({STOCK_FLOW: score}), 3)
    assert len(found) == ORIGINS
    assert all(part == pytest.approx(0.5) for part in found[:12])
    assert np.all(found[12] > 0.5)
    assert found[-1][0] > 0.8


def test_numbers_of_the_model_that_was_chosen_in_the_order_of_the_flows() -> None:
    rng = np.random.default_rng(2)
    flows = rng.poisson(100, (200, 3))
    series = rng.poisson(300, (200, 3))
    drawn = {STOCK_FLOW: flows, SERIES: series}
    even = np.full(3, 0.5)
    same = blended(drawn, flows, Blend((STOCK_FLOW,) * 3, np.ones(3), even))
    assert np.array_equal(same, flows)
    found = blended(drawn, flows, Blend((STOCK_FLOW, SERIES), np.array([1.0, 2.0]), even))
    assert np.array_equal(found[:, 0], flows[:, 0])
    order = np.argsort(flows[:, 1], kind="stable")
    assert np.all(np.diff(found[order, 1]) >= 0)
    assert found[:, 1].std() == pytest.approx(2 * series[:, 1].std(), rel=0.02)
    assert np.median(found[:, 2]) == pytest.approx(np.median(series[:, 2]))
    assert blended(drawn, flows, UNTRIED).mean() == pytest.approx(200, rel=0.02)
    mostly = blended(drawn, flows, Blend((MIXTURE,), np.ones(1), np.full(1, 0.75)))
    assert (mostly < 200).mean() == pytest.approx(0.75)
    assert mixed(flows, series, np.ones(3)).mean() == flows.mean()


def test_a_stretch_of_one_month_is_told_as_that_month() -> None:
    found = Blend((STOCK_FLOW, MIXTURE, MIXTURE), np.ones(3), np.ones(3))
    assert found.told == (
        f"Per maand vooruit: 1: {TITLES[STOCK_FLOW]}; 2 tot en met 3: {TITLES[MIXTURE]}. "
        "Van beide samen komt 100% van de paden uit het stroommodel."
    )
    both = Blend((MIXTURE,) * 2, np.ones(2), np.array([0.5, 0.612]))
    assert both.told == "Van beide samen komt 50 tot 61% van de paden uit het stroommodel."

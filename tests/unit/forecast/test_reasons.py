"""Why the stock moves: parts that add up, and that point at what was changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng

from grip.forecast.cells import past_of
from grip.forecast.reasons import CHANGE, COUNTED, LEVEL, MORE_IN, MORE_PENSIONS, why_of
from grip.forecast.simulation import simulate
from grip.forecast.stock_flow import Paths, estimate
from tests.unit.forecast.towns import LAST, benefits


@pytest.fixture(scope="module")
def made():
    town = benefits()
    past = past_of(town)
    model = estimate(town, past, LAST, 12)
    return simulate(model, 12, 200, default_rng(1)), past, model


def test_the_parts_add_up(made) -> None:
    paths, past, model = made
    found = dict(why_of(paths, past, model).iter_rows())
    change = paths.stock[:, -1].sum(axis=1).mean() - paths.opening.sum(axis=1).mean()
    assert found[CHANGE] == pytest.approx(change)
    assert sum(found.values()) - found[CHANGE] == pytest.approx(found[CHANGE])
    last = past.stock[-1].sum() - past.stock[-13].sum()
    assert found[COUNTED] == pytest.approx(last)


@pytest.mark.parametrize(("flow", "cause", "sign"), [("inflow", MORE_IN, 1),
                                                     ("outflow", LEVEL, -1)])  # fmt: skip
def test_more_of_a_flow_is_said_of_that_flow(made, flow: str, cause: str, sign: int) -> None:
    """Five more in or out in the last month change nothing but their own part."""
    paths, past, model = made
    more = getattr(paths, flow).copy()
    more[:, -1, 0] += 5
    changed: Paths = replace(paths, **{flow: more})
    before, after = (dict(why_of(one, past, model).iter_rows()) for one in (paths, changed))
    moved = {name: after[name] - before[name] for name in before}
    assert moved[cause] == pytest.approx(5 * sign)
    assert {n for n, v in moved.items() if abs(v) > 1e-9} == {cause, CHANGE}
    assert moved[MORE_PENSIONS] == pytest.approx(0)


def test_less_than_a_year_says_nothing(made) -> None:
    paths, past, model = made
    short = Paths(*(
        part if name == "opening" else part[:, :6]
        for name, part in ((n, getattr(paths, n)) for n in paths.__dataclass_fields__)
    ))  # fmt: skip
    assert why_of(short, past, model).is_empty()
    assert np.isfinite(why_of(paths, past, model).get_column("effect").to_numpy()).all()

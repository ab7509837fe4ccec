"""Moves over the ladder, and who can still come in: what the model knows beside time."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from grip.forecast.ahead import ladder_of
from grip.forecast.cells import Benefits, Ladder, cells_at, past_of
from grip.forecast.changes import effects_of
from grip.forecast.entry import closing, shares_at
from grip.forecast.levels import level_of
from grip.forecast.rungs import rung_flows
from grip.forecast.simulation import simulate
from grip.forecast.stock_flow import Rules, StockFlow, estimate
from grip.scenarios import FlowChange, Scenario
from tests.unit.forecast.towns import FIRST, LAST, town

RUNGS = ("laag", "hoog", "onbekend")


def climbing(seed: int = 1, size: int = 1500) -> Benefits:
    """Return a town where all begin low, and half of who is there climbs after a year.

    Who climbed leaves at once in the next months: of those few are left.
    """
    frame = town(seed, size)
    rows = frame.with_row_index("rij")
    start = rows.select("rij", maand="begin", trede=pl.lit(0))
    up = rows.filter(pl.col("rij") % 2 == 0).select(
        "rij", maand=pl.col("begin") + 12, trede=pl.lit(1)
    )
    leaves = pl.col("rij") % 2 == 0, pl.col("begin") + 14
    ended = frame.with_row_index("rij").with_columns(
        einde=pl.when(leaves[0]).then(pl.min_horizontal("einde", leaves[1])).otherwise("einde")
    )
    ended = ended.with_columns(einde=pl.when(pl.col("einde") <= LAST).then("einde"))
    steps = (
        pl.concat([start, up])
        .join(ended.select("rij", "einde"), on="rij")
        .filter(
            pl.col("einde").is_null() | (pl.col("maand") <= pl.col("einde")),
            pl.col("maand") <= LAST,
        )
    )
    return Benefits.of(ended.drop("rij"), FIRST, LAST, Ladder(RUNGS, steps.drop("einde")))


@pytest.fixture(scope="module")
def made() -> Benefits:
    return climbing()


@pytest.fixture(scope="module")
def model(made: Benefits) -> StockFlow:
    return estimate(made, past_of(made), LAST, 24)


def test_moves_are_counted_of_who_stays(made: Benefits) -> None:
    past = past_of(made)
    assert past.moves[-24:, 0, 1].sum() > 100
    assert past.moves[:, 1, 0].sum() == past.moves[:, :, 2].sum() == 0
    there = made.end > LAST
    low = made.rungs_until(LAST)[there] == 0
    assert cells_at(made, LAST, 12).count[cells_at(made, LAST, 12).rung == 0].sum() == low.sum()


def test_who_stands_high_leaves_sooner(model: StockFlow) -> None:
    mean = model.hazards.mean
    assert np.all(mean[0, 1, 1] > 3 * mean[0, 1, 0])
    assert 0.005 < model.chain[0, 1] < 0.1
    assert model.chain.sum(axis=1) == pytest.approx(1)


def test_rungs_add_up_and_are_as_expected(model: StockFlow) -> None:
    paths = simulate(model, 24, 300, np.random.default_rng(1))
    assert np.array_equal(paths.rungs.sum(axis=2), paths.stock.sum(axis=2))
    flows = rung_flows(model, 24)
    share = paths.rungs[:, -1].mean(axis=0) / paths.stock[:, -1].sum(axis=1).mean()
    assert flows.stock[-1] / flows.stock[-1].sum() == pytest.approx(share, abs=0.03)


def test_in_out_and_moves_make_the_stock_of_each_rung(model: StockFlow) -> None:
    rows = ladder_of(model, RUNGS, 24)
    assert rows.height == 6
    for row in rows.iter_rows(named=True):
        change = row["instroom"] - row["uitstroom"] + row["erbij"] - row["eraf"]
        assert row["begin"] + change == pytest.approx(row["eind"])
    assert rows.get_column("erbij").sum() == pytest.approx(rows.get_column("eraf").sum())
    end = rows.filter(pl.col("jaar") == 1).get_column("eind").sum()
    assert rows.filter(pl.col("jaar") == 2).get_column("begin").sum() == pytest.approx(end)


def test_a_scenario_of_one_rung_leaves_the_others(made: Benefits, model: StockFlow) -> None:
    more = FlowChange(vanaf=date(2022, 1, 1), procent=-50, trede="hoog")
    plan = Scenario.model_validate({"naam": "x", "uitstroom": [more]})
    effects = effects_of(plan, made.groups, LAST, 12, 300, np.random.default_rng(1), made.rungs)
    base, other = (simulate(model, 12, 300, np.random.default_rng(1), *e) for e in ((), (effects,)))
    high, low = ((p.rungs[:, -1, 1].mean(), p.rungs[:, -1, 0].mean()) for p in (other, base))
    assert high[0] > 1.2 * low[0]
    assert high[1] == pytest.approx(low[1], rel=0.05)


def test_inflow_on_a_rung_is_refused() -> None:
    with pytest.raises(ValueError, match="trede"):
        Scenario.model_validate({"naam": "x", "instroom": [
            {"vanaf": date(2022, 1, 1), "procent": 5, "trede": "hoog"}]})  # fmt: skip


# --- who comes in -------------------------------------------------------------------------------


def test_who_comes_in_is_as_of_late() -> None:
    """In the last three years all are of the other scheme: so are who is to come."""
    frame = town(size=800).with_columns(
        groep=pl.when(pl.col("begin") > LAST - 36).then(pl.lit("IOAW")).otherwise(pl.lit("PW"))
    )
    made = Benefits.of(frame, FIRST, LAST)
    shares = shares_at(past_of(made), np.array([LAST - FIRST + 1]))[0].sum(axis=(1, 2))
    assert shares[made.groups.index("IOAW")] > 0.97 * shares.sum()


def test_a_closed_scheme_dies_out_by_year_of_birth() -> None:
    """All come in at 55 to 60, born before 1965: who is 55 in 2020 can be the last."""
    begin = np.repeat(np.arange(FIRST, LAST + 1), 4)
    rng = np.random.default_rng(1)
    born = np.minimum(begin - rng.integers(55 * 12, 61 * 12, len(begin)), 1965 * 12 - 1)
    frame = pl.DataFrame({
        "groep": "IOAW", "begin": begin, "einde": pl.Series([None] * len(begin), dtype=pl.Int64),
        "geboren": born, "aow": born + 67 * 12, "terug": False,
    })  # fmt: skip
    made = Benefits.of(frame, FIRST, LAST)
    found = closing(made, LAST, 60, {"IOAW": 1965 * 12, "BBZ": 1965 * 12})
    assert found is not None
    factor = found[:, 0]
    assert np.all(np.diff(factor) <= 1e-12)
    assert factor[0] > 0.5
    assert factor[-1] < 0.2 * factor[0]  # at the end of 2026 only who is 62 or over
    assert closing(made, LAST, 12, {}) is None


def test_no_one_comes_into_a_scheme_that_is_closed_to_all() -> None:
    frame = town(size=600)
    made = Benefits.of(frame, FIRST, LAST)
    model = estimate(made, past_of(made), LAST, 6, rules=Rules(closed={"IOAW": 1900 * 12}))
    paths = simulate(model, 6, 50, np.random.default_rng(1))
    group = made.groups.index("IOAW")
    assert paths.inflow[:, :, group].sum() == 0
    assert paths.inflow[:, :, 1 - group].sum() > 0


def test_a_declared_break_is_believed_sooner() -> None:
    rng = np.random.default_rng(3)
    counts = np.r_[rng.poisson(20, 90), rng.poisson(32, 6)].astype(float)
    plain, told = (level_of(counts, np.ones(96), 0, breaks) for breaks in ((), (90,)))
    assert np.exp(told.now) > np.exp(plain.now)
    assert np.exp(told.now) == pytest.approx(32, rel=0.15)
    long = told.weight @ told.mean[1]
    assert np.exp(long) > 26  # and it is not drawn back to before


def test_a_closed_scheme_of_unknown_ages_goes_on() -> None:
    """People came in and of none the birth date is known: nothing says when that ends."""
    begin = np.repeat(np.arange(FIRST, LAST + 1), 2)
    unknown = pl.Series([None] * len(begin), dtype=pl.Int64)
    frame = pl.DataFrame({
        "groep": "IOAW", "begin": begin, "einde": unknown, "geboren": unknown, "aow": unknown,
        "terug": False,
    })  # fmt: skip
    found = closing(Benefits.of(frame, FIRST, LAST), LAST, 12, {"IOAW": 1965 * 12})
    assert found is not None
    assert np.all(found == 1)

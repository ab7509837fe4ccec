"""Simulated futures: whole, coherent, true to what they are made of, and better than naive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.forecast.ahead import STAY_NAMES, drivers_of, frame_of, staying_of, years_of
from grip.forecast.backtest import backtest
from grip.forecast.blend import MIXTURE, SERIES, STOCK_FLOW, TITLES, UNTRIED
from grip.forecast.cells import Benefits, Past, past_of
from grip.forecast.changes import NO_CHANGES, effects_of
from grip.forecast.frame import SCHEMA
from grip.forecast.hazards import hazards_of
from grip.forecast.mixture import SeriesModel, staying, steered
from grip.forecast.models import NAIVE
from grip.forecast.rehearsal import (
    Rehearsal,
    _record,
    drawn_at,
    rehearse,
)
from grip.forecast.simulation import simulate
from grip.forecast.stock_flow import STAYS, Paths, StockFlow, estimate
from grip.scenarios import FlowChange, LegalBreak, MoreHelp, Scenario
from tests.unit.forecast.towns import FIRST, LAST, benefits, town

SIZE = 300


@cache
def model(horizon: int = 24, late: tuple[float, float] = (0.0, 0.0), size: int = SIZE) -> StockFlow:
    made = benefits(size=size)
    return estimate(made, past_of(made), LAST, horizon, late)


def paths(horizon: int = 24, count: int = 400, seed: int = 5, **more: object) -> Paths:
    return simulate(model(horizon, **more), horizon, count, np.random.default_rng(seed))  # type: ignore[arg-type]


def whole(made: Paths) -> None:
    before = np.concatenate([made.opening[:, None], made.stock[:, :-1]], axis=1)
    assert np.array_equal(before + made.inflow - made.outflow, made.stock)
    for part in (made.inflow, made.outflow, made.stock, made.stays, made.pension, made.rungs):
        assert part.min() >= 0
        assert part.dtype == np.int64
    assert (made.pension <= made.outflow).all()
    for part in (made.stays, made.rungs):
        assert np.array_equal(part.sum(axis=2), made.stock.sum(axis=2))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 99), st.integers(20, 400), st.integers(1, 30))
def test_begin_plus_in_minus_out_is_end_in_every_path(seed: int, size: int, horizon: int) -> None:
    made = benefits(seed, size)
    fitted = estimate(made, past_of(made), LAST, horizon, (2.0, 5.0))
    flows = simulate(fitted, horizon, 50, np.random.default_rng(seed))
    whole(flows)
    totals = np.random.default_rng(seed).poisson(size, (50, horizon))
    led = steered(flows, totals)
    whole(led)
    assert np.array_equal(led.stock.sum(axis=2), totals)


def test_a_steered_stock_may_fall_to_nothing_and_rise_again() -> None:
    flows = paths(6, 50)
    totals = np.tile([0, 900, 0, 0, 5, 100_000], (50, 1))
    led = steered(flows, totals)
    whole(led)
    assert np.array_equal(led.stock.sum(axis=2), totals)


def test_the_same_seed_gives_the_same_paths() -> None:
    assert np.array_equal(paths(6).stock, paths(6).stock)
    assert not np.array_equal(paths(6).stock, paths(6, seed=6).stock)


def test_a_town_in_a_steady_state_stays_about_as_it_is() -> None:
    past, made = past_of(benefits()), paths()
    now = past.stock[-1].sum()
    assert made.stock[:, -1].sum(axis=1).mean() == pytest.approx(now, rel=0.12)
    yearly = past.inflow[-48:].sum() / 4
    assert made.inflow[:, :12].sum(axis=(1, 2)).mean() == pytest.approx(yearly, rel=0.2)


def test_who_reaches_the_pension_age_leaves_then() -> None:
    made = model()
    drawn = simulate(made, 24, 2000, np.random.default_rng(1)).pension.sum(axis=(0, 2)) / 2000
    for month in range(24):
        there = made.cells.count[made.cells.pension == month + 1].sum()
        assert drawn[month] <= there + 0.5  # and a newcomer, once in a while
    assert drawn.sum() > 0.4 * (made.cells.pension > 0).dot(made.cells.count)


def factor(past: Past) -> np.ndarray:
    """The factor of every group on the hazards."""
    shape, rate = hazards_of(past).parts[1]
    return (shape / rate).ravel()


def test_hazards_are_those_of_the_town() -> None:
    """New benefits leave quicker; the groups do not differ, and are drawn to one."""
    past = past_of(benefits(size=3000))
    mean = hazards_of(past).mean
    assert mean[0, 1, 0, 2] > mean[0, 1, 0, 6] > mean[0, 1, 0, 8]
    assert factor(past) == pytest.approx([1, 1], abs=0.12)


def test_a_small_group_is_drawn_to_all() -> None:
    frame = town(size=3000)
    few = frame.filter(pl.col("einde").is_null(), pl.col("begin") < LAST - 12).head(5)
    frame = pl.concat([frame, few.with_columns(groep=pl.lit("BBZ"))])
    assert 0.7 < factor(past_of(Benefits.of(frame, FIRST, LAST)))[2] < 1  # of the five nobody left


def test_what_has_still_to_be_entered_is_in_the_opening() -> None:
    plain, late = paths(3, 2000), paths(3, 2000, late=(2.0, 30.0))
    change = late.opening.sum(axis=1).mean() - plain.opening.sum(axis=1).mean()
    assert change == pytest.approx(-28, abs=1)


def scenario(**parts: object) -> Scenario:
    return Scenario.model_validate({"naam": "x", **parts})


@cache
def unchanged(horizon: int, count: int) -> Paths:
    return simulate(model(horizon, size=2000), horizon, count, np.random.default_rng(9))


def changed(one: Scenario, horizon: int = 12, count: int = 1000) -> tuple[Paths, Paths]:
    made = model(horizon, size=2000)
    effects = effects_of(one, benefits().groups, LAST, horizon, count, np.random.default_rng(3))
    other = simulate(made, horizon, count, np.random.default_rng(9), effects)
    return unchanged(horizon, count), other


def test_a_fifth_more_inflow_from_a_month_on() -> None:
    more = FlowChange(vanaf=date(2022, 7, 1), procent=20)
    base, other = changed(scenario(instroom=[more]))
    ratio = other.inflow.sum(axis=(0, 2)) / base.inflow.sum(axis=(0, 2))
    assert ratio[:6] == pytest.approx([1] * 6)
    assert ratio[6:].mean() == pytest.approx(1.2, abs=0.02)


def test_so_many_more_a_month_for_a_while() -> None:
    """Twenty a month from March to May, of the group that is named; and then no more."""
    one = {"vanaf": date(2022, 3, 1), "tot": date(2022, 5, 31), "aantal_per_maand": 20}
    group = benefits().groups.index("IOAW")
    for named, share in ((None, None), ("IOAW", group)):
        base, other = changed(scenario(instroom=[FlowChange(**one, groep=named)]), 8)
        more = (other.inflow - base.inflow).mean(axis=0)
        assert more.sum(axis=1)[:5] == pytest.approx([0, 0, 20, 20, 20], abs=0.7)
        assert abs(more[5:].sum()) < 4  # some come back
        if share is not None:
            assert more[2:5, share].sum() == pytest.approx(60, abs=1.5)


def test_so_many_more_a_month_do_not_come_into_a_closed_group() -> None:
    """Twenty come, all of them into what is open; of a group that is named they do come in."""
    made, names = model(3, size=2000), benefits().groups
    closed = names.index("IOAW")
    made = replace(made, closing=np.array([[name != "IOAW" for name in names]] * 3, dtype=float))
    for named, into in ((None, 0), ("IOAW", 20)):
        more = FlowChange(vanaf=date(2022, 1, 1), aantal_per_maand=20, groep=named)
        effects = effects_of(
            scenario(instroom=[more]), names, LAST, 3, 500, np.random.default_rng(3)
        )
        base, other = (
            simulate(made, 3, 500, np.random.default_rng(9), one).inflow[:, 0].mean(axis=0)
            for one in (NO_CHANGES, effects)
        )
        assert (other - base).sum() == pytest.approx(20, abs=1)
        assert other[closed] == pytest.approx(into, abs=0.7)


def test_a_part_or_a_number_and_no_number_who_leave() -> None:
    day = date(2022, 1, 1)
    for wrong in ({}, {"procent": 5, "aantal_per_maand": 3}):
        with pytest.raises(ValueError, match="procent"):
            FlowChange.model_validate({"vanaf": day, **wrong})
    with pytest.raises(ValueError, match="aantal_per_maand"):
        scenario(uitstroom=[{"vanaf": day, "aantal_per_maand": 3}])


def test_less_outflow_of_one_group() -> None:
    less = FlowChange(vanaf=date(2022, 1, 1), procent=-50, groep="IOAW")
    base, other = changed(scenario(uitstroom=[less]), 3)
    ordinary = [(p.outflow - p.pension).sum(axis=(0, 1)) for p in (base, other)]
    group = benefits().groups.index("IOAW")
    assert ordinary[1][group] / ordinary[0][group] == pytest.approx(0.5, abs=0.05)
    assert ordinary[1][1 - group] / ordinary[0][1 - group] == pytest.approx(1, abs=0.03)


def test_thirty_more_people_a_year_with_an_effect_of_ten_in_a_hundred() -> None:
    """A year of starts, each spread over the year after: 30 x 10% x about a half in one year."""
    help = MoreHelp(vanaf=date(2022, 1, 1), personen_per_jaar=3000, effect_pct=10, bron="aanname")
    base, other = changed(scenario(instrument=[help]))
    fewer = base.stock[:, -1].sum(axis=1).mean() - other.stock[:, -1].sum(axis=1).mean()
    assert 80 < fewer < 150
    sure = MoreHelp(
        vanaf=date(2022, 1, 1), personen_per_jaar=3000, effect_pct=10, effect_laag=-10,
        effect_hoog=30, bron="aanname",
    )  # fmt: skip
    _, unsure = changed(scenario(instrument=[sure]))
    assert unsure.stock[:, -1].sum(axis=1).std() > 1.05 * other.stock[:, -1].sum(axis=1).std()


def test_a_law_by_which_a_quarter_leaves_at_once() -> None:
    law = LegalBreak(vanaf=date(2022, 3, 1), deel_pct=25)
    base, other = changed(scenario(wet=[law]), 4)
    ratio = other.stock.sum(axis=(0, 2)) / base.stock.sum(axis=(0, 2))
    assert ratio[:2] == pytest.approx([1, 1])
    assert ratio[2] == pytest.approx(0.75, abs=0.01)


def test_the_frame_is_that_of_the_contract() -> None:
    made = paths()
    frame = frame_of(made, benefits().groups, LAST)
    assert dict(frame.schema) == SCHEMA
    assert frame.get_column("maand").unique().len() == 24
    mean = frame.pivot("categorie", index=["reeks", "maand"], values="gemiddelde")
    groups = mean.filter(pl.col("reeks").is_in(["stand_eind", "instroom", "uitstroom"]))
    summed = groups.select(pl.sum_horizontal(benefits().groups)).to_series()
    assert summed.to_list() == pytest.approx(groups.get_column("totaal").to_list())
    assert len(STAY_NAMES) == len(STAYS)


def test_a_year_holds_what_was_counted_of_it() -> None:
    made = benefits()
    past = past_of(made)
    origin = LAST - 4
    fitted = estimate(made, past, origin, 24)
    drawn = simulate(fitted, 24, 200, np.random.default_rng(1))
    years = years_of(drawn, past, origin)
    inflow = years.filter(pl.col("reeks") == "instroom")
    assert inflow.get_column("jaar").to_list() == [2021, 2022]
    assert inflow.get_column("maanden").to_list() == [4, 12]
    assert inflow.get_column("geteld")[0] == past.inflow[-12:-4].sum()
    assert inflow.get_column("gemiddelde")[0] == pytest.approx(
        past.inflow[-12:-4].sum() + drawn.inflow[:, :4].sum() / 200
    )


def test_drivers_add_up() -> None:
    made = benefits()
    past = past_of(made)
    rows = drivers_of(paths(), past, LAST)
    for row in rows.iter_rows(named=True):
        left = row["uitstroom_aow"] + row["uitstroom_overig"]
        assert row["begin"] + row["instroom"] - left == pytest.approx(row["eind"])
    assert rows.get_column("eind")[0] == past.stock[-1].sum()


def test_who_stays_falls_with_the_years_and_small_groups_are_not_told() -> None:
    rows = staying_of(model(), benefits().groups, 30)
    first = rows.row(0, named=True)
    assert first["groep"] == "totaal"
    assert 100 > first["na_1_jaar"] > first["na_2_jaar"] > first["na_3_jaar"] > 0
    assert staying_of(model(), benefits().groups, 10_000).is_empty()


def test_the_stay_of_a_known_town_is_as_simulated() -> None:
    """A town that nobody enters: what is left after a year is what was told."""
    made = model(12, size=3000)
    told = staying_of(made, benefits().groups, 1).get_column("na_1_jaar")[0]
    drawn = simulate(made, 12, 500, np.random.default_rng(2))
    stayed = drawn.stays[:, -1, 1:].sum(axis=1).mean() / made.cells.count.sum()
    assert 100 * stayed == pytest.approx(told, abs=2)


def test_the_back_test_knows_nothing_of_later_months() -> None:
    frame = town()
    origin = LAST - 12
    later = (pl.col("einde") > origin).fill_null(True)
    changed = frame.filter(pl.col("begin") <= origin).with_columns(
        einde=pl.when(later).then(pl.lit(origin + 3)).otherwise("einde").cast(pl.Int64)
    )
    one, other = (Benefits.of(f, FIRST, LAST) for f in (frame, changed))
    (before,), (after,) = (list(drawn_at(b, past_of(b), [origin], 60, 1)) for b in (one, other))
    assert {*before, MIXTURE} == set(TITLES)
    for name in before:
        assert np.array_equal(before[name], after[name]), name


def test_the_record_of_a_town() -> None:
    made = benefits()
    found = rehearse(made, past_of(made), origins=6, paths=200)
    assert found is not None
    assert set(found.track.get_column("model")) == set(TITLES)
    assert found.origins == 6
    assert found.relative("naief") == 1
    assert found.blend.usual in (MIXTURE, STOCK_FLOW, SERIES, "naief")
    assert found.track.get_column("dekking_95").mean() > 0.7  # type: ignore[operator]
    assert rehearse(made, past_of(made).until(FIRST + 30)) is None


def test_the_series_model_of_a_short_past() -> None:
    drawn = SeriesModel.of(np.array([10.0, 12.0, 11.0]), 5).drawn(np.random.default_rng(1), 40)
    assert drawn.shape == (40, 5)
    assert drawn.min() >= 0


def test_the_series_is_told_who_will_reach_the_pension_age() -> None:
    """Nobody did until now, and a third will in the first year: about so many fewer are there."""
    frame = town(size=600).with_columns(geboren=FIRST - 35 * 12, aow=FIRST + 40 * 12)
    old = pl.col("begin") % 3 == 0
    soon = frame.with_columns(
        aow=pl.when(old).then(LAST + 1 + pl.col("begin") % 12).otherwise("aow"),
        geboren=pl.when(old).then(FIRST - 60 * 12).otherwise("geboren"),
    )
    found = []
    for one in (frame, soon):
        made = Benefits.of(one, FIRST, LAST)
        fitted = estimate(made, past_of(made), LAST, 24)
        flows = simulate(fitted, 24, 200, np.random.default_rng(1), ladder=False)
        found.append(staying(fitted, flows))
        leaving = flows.pension.sum(axis=2).mean(axis=0)
    usual, fewer = found
    assert usual == pytest.approx(np.zeros(24), abs=1e-9)
    assert leaving.sum() > 60
    assert -leaving[:12].sum() < fewer[11] < -0.6 * leaving[:12].sum()
    assert fewer[0] == pytest.approx(-leaving[0])
    assert fewer[23] > fewer[11]  # who left for their age would have left in the end


def test_as_many_at_the_pension_age_as_ever_change_nothing() -> None:
    fitted = model()
    flows = simulate(fitted, 24, 50, np.random.default_rng(1), ladder=False)
    as_ever = replace(flows, pension=np.full((50, 24, 1), 2))
    assert staying(replace(fitted, retired=2.0), as_ever) == pytest.approx(np.zeros(24))


def test_a_back_test_from_every_month_saves_time_and_changes_nothing() -> None:
    stock = past_of(benefits()).stock.sum(axis=1)
    tried = backtest(stock, origins=range(24, len(stock) - 11))
    for months in (len(stock), len(stock) - 7, 36, 30):
        one, other = (SeriesModel.of(stock[:months], 12, given) for given in (None, tried))
        assert one.model == other.model
        assert one.mean.tolist() == other.mean.tolist()
        assert one.spread == pytest.approx(other.spread)


def test_where_naive_made_no_error_nothing_is_divided_by_it() -> None:
    """A stock that never moved: as good as naive is 1, and worse than that has no ratio."""
    rows = [(NAIVE, 0.0), (SERIES, 0.0), (STOCK_FLOW, 2.0)]
    track = pl.DataFrame(rows, schema=["model", "crps"], orient="row")
    found = Rehearsal(track, UNTRIED, 1)
    assert [found.relative(name) for name, _ in rows] == [1, 1, None]
    judged = np.ones((3, 6, 2))
    told = _record({NAIVE: np.zeros_like(judged), SERIES: judged})
    assert told.get_column("verhouding").is_nan().all()


def test_how_many_leave_is_not_uncertain_twice() -> None:
    """The level of outflow is drawn elsewhere: hazards that are drawn only say who leaves."""
    hazards = hazards_of(past_of(benefits(size=250)))
    apart, _ = hazards.drawn(np.random.default_rng(1), 200)
    left = (hazards.at_risk * hazards.mean).ravel()
    assert apart @ left / left.sum() == pytest.approx(np.ones(200), rel=1e-4)
    assert apart.std(axis=0).max() > 0.1

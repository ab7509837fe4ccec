"""Kaplan-Meier and cumulative incidence beside R, the literature, and plain loops."""

from __future__ import annotations

from math import sqrt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.indicators.statistics.survival import (
    bounds,
    incidence,
    incidence_bounds,
    life_table,
    quantiles,
)
from tests.unit.estimators import by_hand, samples

BY = ["groep"]


def curve(rows: pl.DataFrame, *days: int) -> list[dict[str, float]]:
    table = life_table(rows, BY, days)
    return table.filter(pl.col("dagen").is_in(list(days))).rows(named=True)


def interval(share: float, error: float, scale: str) -> tuple[float, float]:
    return pl.select(
        *(
            b.alias(n)
            for n, b in zip("ab", bounds(pl.lit(share), pl.lit(error), scale), strict=True)
        )
    ).row(0)


def test_late_entry_as_in_r() -> None:
    """R 4, survfit(Surv(start, stop, event) ~ transplant, heart), transplant = 1."""
    rows = pl.DataFrame(
        [("a", a, b, died) for a, b, died, transplanted in samples.heart() if transplanted],
        schema=["groep", "intrede", "dagen", "gebeurd"], orient="row",
    )  # fmt: skip
    found = curve(rows, 60, 200, 730)
    shares = (0.7354214413, 0.4678754215, 0.3210952192)
    assert [row["s"] for row in found] == pytest.approx(shares, abs=1e-10)
    assert [row["risico"] for row in found] == [34, 40, 26]


def test_gehan_as_printed() -> None:
    """Kalbfleisch and Prentice (2002), Collett (2015) and R: the 6-MP group with its ties."""
    found = curve(samples.followed(samples.GEHAN_TREATED), 6, 7, 10, 13, 16, 22, 23)
    printed = (0.8571429, 0.8067227, 0.7529412, 0.6901961, 0.6274510, 0.5378151, 0.4481793)
    errors = (0.07636035, 0.08693529, 0.09634965, 0.10681471, 0.11405387, 0.12823375, 0.13459146)
    assert [row["s"] for row in found] == pytest.approx(printed, abs=1e-7)
    assert [row["fout"] for row in found] == pytest.approx(errors, abs=5e-6)
    assert [row["risico"] for row in found] == [21, 17, 15, 12, 11, 7, 6]


def test_the_intervals_that_r_prints() -> None:
    """survival::lung at day 365: by the default of survfit, and by log-log."""
    share, error = 0.4092416245, 0.03582363817
    assert interval(share, error, "log") == pytest.approx((0.3447215818, 0.4858376035), abs=1e-9)
    assert interval(share, error, "log-log") == pytest.approx(
        (0.3387142691, 0.4783807676), abs=1e-9
    )
    low, high = interval(share, error, "plain")
    assert (low + high) / 2 == pytest.approx(share)


def test_bounds_at_the_ends() -> None:
    """Nobody gone: certain. Nobody left: no upper bound, as in R."""
    assert interval(1.0, 0.0, "log-log") == (1.0, 1.0)
    assert interval(0.0, 0.0, "log-log") == (0.0, None)


def quantile(rows: list[tuple[int, bool]], share: float, scale: str) -> tuple[float, ...]:
    table = life_table(samples.followed(rows), BY)
    row = quantiles(table, BY, share, scale).row(0, named=True)
    return row["waarde"], row["ondergrens"], row["bovengrens"]


def test_quantiles_that_r_prints() -> None:
    """survfit(Surv(time, cens) ~ treat, gehan): 23 (16, NA) and 8 (4, 12); aml: 31 (18, NA)."""
    assert quantile(samples.GEHAN_TREATED, 0.5, "log") == (23, 16, None)
    assert quantile(samples.GEHAN_PLACEBO, 0.5, "log") == (8, 4, 12)
    assert quantile(samples.AML_MAINTAINED, 0.5, "log") == (31, 18, None)


def test_a_level_stretch_gives_its_middle() -> None:
    """As in R: where the curve is exactly at the share, halfway; at the end up to the last day."""
    assert quantile([(1, True), (5, True)], 0.5, "log")[0] == 3
    assert quantile([(1, True), (7, False)], 0.5, "log")[0] == 4
    assert quantile([(1, True), (5, True), (9, True)], 0.5, "log")[0] == 5
    assert quantile([(1, True), (7, False), (7, False)], 0.5, "log")[0] is None


def test_the_interval_of_an_incidence_that_r_prints() -> None:
    """UnempDur, full-time work within 10: F and its standard error give this interval."""
    low, high = incidence_bounds(pl.lit(0.31545692570), pl.lit(0.008891595199))
    assert pl.select(low.alias("a"), high.alias("b")).row(0) == pytest.approx(
        (0.2981014352, 0.3329408013), abs=1e-8
    )


causes = st.sampled_from(["a", "b", "c", None])
stretches = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 9), causes).map(
        lambda r: (r[0], r[0] + r[1], r[2])
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def frame(groups: dict[str, list[by_hand.Row]]) -> pl.DataFrame:
    rows = [(g, a, b, c is not None, c) for g, own in groups.items() for a, b, c in own]
    names = {"groep": pl.String, "intrede": pl.Int64, "dagen": pl.Int64, "gebeurd": pl.Boolean,
             "oorzaak": pl.String}  # fmt: skip
    return pl.DataFrame(rows, schema=names, orient="row")


@settings(max_examples=60, deadline=None)
@given(stretches, stretches, st.randoms())
def test_many_groups_at_once_as_each_by_hand(one, two, random) -> None:
    """Late entry, ties and several groups, whatever the order of the rows."""
    rows = frame({"x": one, "y": two}).sample(
        fraction=1, shuffle=True, seed=random.randint(0, 1000)
    )
    table = life_table(rows, BY, [4, 8, 30])
    for group, own in (("x", one), ("y", two)):
        for line in table.filter(pl.col("groep") == group).rows(named=True):
            share, variance = by_hand.kaplan_meier(own, line["dagen"])
            assert line["s"] == pytest.approx(float(share), abs=1e-12)
            assert line["risico"] == by_hand.at_risk(own, line["dagen"])
            if share > 0:
                assert line["fout"] == pytest.approx(sqrt(variance), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(stretches)
def test_causes_add_up_and_are_as_by_hand(rows) -> None:
    made = frame({"x": rows})
    table = life_table(made, BY, [4, 8, 30])
    found = incidence(made, BY, [4, 8, 30])
    keys = [*BY, "oorzaak", "dagen"]
    assert found.sort(keys).equals(incidence(made, BY, [4, 8, 30], table=table).sort(keys))
    for day in (4, 8, 30):
        own = found.filter(pl.col("dagen") == day)
        gone = 1 - table.filter(pl.col("dagen") == day).get_column("s")[0]
        assert own.get_column("kans").sum() == pytest.approx(gone, abs=1e-12)
        for line in own.rows(named=True):
            share, variance = by_hand.cumulative_incidence(rows, line["oorzaak"], day)
            assert line["kans"] == pytest.approx(float(share), abs=1e-12)
            assert line["fout"] == pytest.approx(sqrt(variance), abs=1e-7)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.integers(1, 31))
def test_without_censoring_it_is_the_share_that_lasts_longer(days, day) -> None:
    rows = samples.followed([(d, True) for d in days])
    longer = sum(d > day for d in days) / len(days)
    (row,) = curve(rows, day)
    assert row["s"] == pytest.approx(longer, abs=1e-12)
    if longer:
        assert row["fout"] == pytest.approx(sqrt(longer * (1 - longer) / len(days)), abs=1e-12)


def test_with_one_cause_the_incidence_is_what_is_gone() -> None:
    rows = samples.followed(samples.GEHAN_TREATED).with_columns(
        oorzaak=pl.when("gebeurd").then(pl.lit("a"))
    )
    (gone,) = incidence(rows, BY, [16]).rows(named=True)
    (left,) = curve(rows, 16)
    assert gone["kans"] == pytest.approx(1 - left["s"])
    assert gone["fout"] == pytest.approx(left["fout"])
    assert gone["gevallen"] == 7

"""Medians, means and waiting times, beside counts by hand and figures from the literature."""

from __future__ import annotations

from datetime import date, timedelta
from math import comb

import polars as pl
import pytest

from grip.indicators.statistics.intervals import median_rank, student
from grip.indicators.statistics.waiting import fates, followed, median_wait
from grip.results import TOTAL

# Gehan (1965): remission in weeks of 21 patients on 6-MP.
RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STILL_WELL = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)


def rank_by_hand(n: int) -> int:
    """The largest k with P(X < k) <= 0.025, for X binomial(n, 1/2), in whole numbers."""
    below, k = 0, 0
    while 40 * (below + comb(n, k)) <= 2**n:
        below += comb(n, k)
        k += 1
    return k


@pytest.mark.parametrize("n", [1, 2, 5, 6, 7, 8, 10, 20, 25, 99, 100, 1000])
def test_the_rank_of_the_interval_of_a_median(n: int) -> None:
    assert median_rank(pl.Series([n])).to_list() == [rank_by_hand(n)]


def test_published_ranks() -> None:
    """Five cases are too few; 6 to 8 run from the first to the last; Conover: n = 20 from 6."""
    ranks = median_rank(pl.Series([0, 5, 6, 8, 20]))
    assert ranks.to_list() == [0, 0, 1, 1, 6]


def test_half_widths_of_a_mean() -> None:
    """t(0.975; 1) = 12.706, t(0.975; 9) = 2.262."""
    widths = student(pl.Series([0.0, 1.0, 2.0, 10.0])).to_list()
    assert widths[:2] == [None, None]
    assert widths[2] == pytest.approx(12.7062 / 2**0.5, abs=1e-3)
    assert widths[3] == pytest.approx(2.26216 / 10**0.5, abs=1e-4)


def waits(rows: list[tuple[int, bool]]) -> pl.DataFrame:
    """Return one cell of who waited so many days, and whether it happened then."""
    cell = {"periode": [0], "dimensie": ["totaal"], "categorie": ["totaal"]}
    schema = pl.List(pl.Struct({"dagen": pl.Int64, "gebeurd": pl.Boolean}))
    listed = [[{"dagen": days, "gebeurd": done} for days, done in rows]]
    return pl.DataFrame(cell).with_columns(pl.Series("wachtenden", listed, dtype=schema))


def test_the_median_of_gehans_patients() -> None:
    """The Kaplan-Meier median of this well-known series is 23 weeks, of 21 with 9 events; with
    the log-log interval (survival in R) from 13 up to what is not reached."""
    rows = [(weeks, True) for weeks in RELAPSED] + [(weeks, False) for weeks in STILL_WELL]
    row = median_wait(waits(rows)).row(0, named=True)
    assert (row["teller"], row["noemer"], row["waarde"]) == (9, 21, 23)
    assert (row["ondergrens"], row["bovengrens"]) == (13, None)


def test_without_censoring_it_is_the_median_as_everybody_knows_it() -> None:
    """Of an even number the middle of the two in the middle, as in R."""
    row = median_wait(waits([(4, True), (1, True), (9, True), (7, True)])).row(0, named=True)
    assert row["waarde"] == 5.5
    row = median_wait(waits([(4, True), (1, True), (9, True)])).row(0, named=True)
    assert row["waarde"] == 4


def test_not_reached_has_no_bounds() -> None:
    row = median_wait(waits([(1, True), (9, False), (9, False)])).row(0, named=True)
    assert (row["waarde"], row["ondergrens"], row["bovengrens"]) == (None, None, None)
    assert (row["teller"], row["noemer"]) == (1, 3)


def test_who_is_followed() -> None:
    """What happens after the extraction has not happened; who starts after it is not followed."""
    day = date(2024, 1, 1)
    rows = [
        (day, day + timedelta(10)), (day, day + timedelta(31)), (day, None),
        (day + timedelta(40), None), (None, day),
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema={"van": pl.Date, "tot": pl.Date}, orient="row")
    known = frame.with_columns(extractie=pl.lit(day + timedelta(30)))
    found = known.select(followed("van", "tot").alias("w")).unnest("w").rows()
    assert found == [(10, True), (30, False), (30, False)]


def test_bounds_of_what_becomes_of_applications() -> None:
    """A chance of 0 or 1 has no bounds, whichever the outcome; the others have theirs."""
    rows = [(10, True, "a", 90)] * 3 + [(50, True, "a", 90), (50, True, "b", 90)]
    cell = pl.DataFrame({"periode": [0], "dimensie": [TOTAL], "categorie": [TOTAL]}).with_columns(
        wachtenden=pl.lit(
            pl.DataFrame(rows, ["dagen", "gebeurd", "oorzaak", "te_zien"], orient="row")
            .to_struct().implode()
        )
    )  # fmt: skip
    made = fates(cell, (1, 2, 8), ("a", "b"), 8, "weken")
    found = {row["categorie"]: row for row in made.iter_rows(named=True)}
    bare = {name for name, row in found.items()
            if row["ondergrens"] is None and row["bovengrens"] is None}  # fmt: skip
    assert bare == {"1|a", "1|b", "1|open", "2|b", "8|open", TOTAL}
    assert {found[name]["waarde"] for name in bare} == {0, 100}
    for name in set(found) - bare:
        assert 0 < found[name]["ondergrens"] < found[name]["waarde"] < found[name]["bovengrens"]
    soon = fates(cell, (1, 2, 8), ("a", "b"), 2, "weken").row(0, named=True)
    of_open = [100 - found["2|open"][bound] for bound in ("bovengrens", "ondergrens")]
    assert (soon["teller"], soon["noemer"], soon["waarde"]) == (3, 5, pytest.approx(60))
    assert [soon["ondergrens"], soon["bovengrens"]] == pytest.approx(of_open)

"""Money identities hold to the cent, whatever the amounts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.indicators.counting.summaries import summed_up
from grip.reckoning import Purchase, Reasons, expected, planned_until, reasons, shortage

CENTS = st.integers(-(10**11), 10**11)
POSITIVE = st.integers(0, 10**11)
NUMBERS = st.integers(0, 10**6)
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
PURCHASES = st.builds(Purchase, CENTS, NUMBERS, CENTS)


@given(PURCHASES, PURCHASES)
def test_volume_price_and_rest_are_the_whole_difference(before: Purchase, after: Purchase) -> None:
    why = reasons(before, after)
    assert why.volume + why.price + why.rest == after.amount - before.amount


@given(PURCHASES, PURCHASES)
def test_the_rest_is_what_belongs_to_nothing_counted(before: Purchase, after: Purchase) -> None:
    if before.volume or after.volume:
        assert reasons(before, after).rest == after.loose - before.loose


@given(st.integers(1, 10**5), st.integers(1, 10**5), st.integers(1, 10**6))
def test_at_one_price_all_is_volume(before: int, after: int, price: int) -> None:
    why = reasons(Purchase(before * price, before), Purchase(after * price, after))
    assert (why.price, why.rest) == (0, 0)


@given(st.integers(1, 10**5), POSITIVE, POSITIVE)
def test_at_one_volume_all_is_price(volume: int, before: int, after: int) -> None:
    why = reasons(Purchase(before, volume), Purchase(after, volume))
    assert (why.volume, why.price) == (0, after - before)


def test_worked_by_hand() -> None:
    """100 times 10 euro became 120 times 12,50; 30 euro of a contract became 45."""
    why = reasons(Purchase(100_000 + 3_000, 100, 3_000), Purchase(150_000 + 4_500, 120, 4_500))
    assert (why.volume, why.price, why.rest) == (20_000, 30_000, 1_500)


@given(POSITIVE, NUMBERS, PURCHASES, DAYS)
def test_a_budget_so_far_is_explained_to_the_cent(
    budget: int, number: int, came: Purchase, day: date
) -> None:
    plan = planned_until(budget, number, day)
    why = reasons(plan, came)
    assert why.volume + why.price + why.rest == came.amount - plan.amount
    assert 0 <= plan.amount <= budget and 0 <= plan.volume <= number
    assert planned_until(budget, number, date(day.year, 12, 31)) == Purchase(budget, number)


def test_a_budget_for_a_number_by_hand() -> None:
    """3720 months at 10 euro, 73 of 365 days gone: 744 months, 7440 euro; 800 came at 9 euro."""
    plan = planned_until(3_720_000, 3720, date(2021, 3, 14))
    assert plan == Purchase(744_000, 744)
    why = reasons(plan, Purchase(720_000 + 5_000, 800, 5_000))
    assert (why.volume, why.price, why.rest) == (56_000, -80_000, 5_000)


@given(st.integers(1, 10**5), st.integers(1, 10**5), st.integers(0, 10**5), DAYS)
def test_the_price_of_a_budget_is_that_of_the_whole_year(
    price: int, number: int, came: int, day: date
) -> None:
    """Whatever the day: at the price of the budget nothing is due to price, but for roundings."""
    why = reasons(planned_until(price * number, number, day), Purchase(price * came, came))
    assert abs(why.price) <= 1 or not came


def test_a_number_that_does_not_divide_by_hand() -> None:
    """7 for 1000 euro, a day gone: 0,019 for 2,74 euro, not 0; 2 came, at 142,86 each."""
    plan = planned_until(100_000, 7, date(2021, 1, 1))
    assert (plan.amount, plan.volume, plan.price) == (
        274, Fraction(7, 365), Fraction(100_000, 7),
    )  # fmt: skip
    assert reasons(plan, Purchase(30_000, 2)) == Reasons(28_297, 1_429, 0)


@given(POSITIVE, POSITIVE, DAYS)
def test_expected_is_at_least_what_is_bound(realised: int, committed: int, day: date) -> None:
    found = expected(realised, committed, day)
    assert found >= realised + committed
    if (day.month, day.day) == (12, 31):
        assert found == realised + committed


def test_expected_by_hand() -> None:
    """After 73 of 365 days 100 euro: 400 more at this pace, of which 150 is committed already."""
    assert expected(10_000, 0, date(2021, 3, 14)) == 50_000
    assert expected(10_000, 15_000, date(2021, 3, 14)) == 50_000
    assert expected(10_000, 50_000, date(2021, 3, 14)) == 60_000


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), CENTS, CENTS), min_size=1, max_size=6), DAYS)
def test_the_engine_says_the_same(rows: list[tuple[str, int, int]], day: date) -> None:
    from grip.indicators.themes.budgets import BUDGETS

    (formula,) = [one.formula for one in BUDGETS if one.id == "budget_verwacht"]
    parts = [
        {"persoon_id": None, "deel": post, "betaald": paid, "vast": owed}
        for post, paid, owed in rows
    ]
    cells = pl.DataFrame(
        {"periode": [0], "dimensie": ["totaal"], "categorie": ["totaal"], "delen": [parts],
         "dag": [day]},
        schema_overrides={"dag": pl.Date, "delen": pl.List(pl.Struct(
            {"persoon_id": pl.String, "deel": pl.String, "betaald": pl.Int64, "vast": pl.Int64}))},
    )  # fmt: skip
    posts = {post for post, _, _ in rows}
    whole = sum(
        expected(
            sum(paid for post, paid, _ in rows if post == one),
            sum(owed for post, _, owed in rows if post == one),
            day,
        )
        for one in posts
    )
    assert round(100 * summed_up(formula, cells)["teller"][0]) == whole


@given(POSITIVE, POSITIVE)
def test_a_shortage_is_borne_by_somebody(budget: int, spent: int) -> None:
    found = shortage(budget, spent, 7.5, 12.5)
    assert found.own + found.compensated == max(0, -found.result)
    assert found.result == budget - spent
    assert found.own >= 0
    assert found.compensated >= 0


def test_the_steps_of_the_safety_net_by_hand() -> None:
    """Of 1000 euro: 75 own, then half of 50, then nothing."""
    assert [shortage(100_000, spent, 7.5, 12.5).own for spent in (90_000, 105_000, 107_500)] == [
        0, 5_000, 7_500,
    ]  # fmt: skip
    assert shortage(100_000, 110_000, 7.5, 12.5).own == 7_500 + 1_250
    assert shortage(100_000, 120_000, 7.5, 12.5).own == 7_500 + 2_500
    assert shortage(100_000, 120_000, 7.5, 12.5).compensated == 10_000

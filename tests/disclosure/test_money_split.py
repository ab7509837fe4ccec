"""Wat per beleidsdoel is uitgegeven: getoond waar het over genoeg mensen gaat, anders niet."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import pytest

from grip.disclosure import protect
from grip.results import Audience, Makeup, Results, Status
from tests.disclosure.tables import frame_of, results_of

PAID, EXPECTED = "budget_gerealiseerd;eenheid=euro", "budget_verwacht;eenheid=euro"
Money = Mapping[str, tuple[float, float]]  # goal -> amount, persons
MANY: Money = {
    "a": (9000.0, 60), "b": (7000.0, 40), "c": (500.0, 12), "d": (800.0, 3), "e": (2500.0, 25),
}  # fmt: skip


def amounts(goals: Money, name: str = PAID) -> pl.DataFrame:
    rows = [("totaal", "totaal", sum(amount for amount, _ in goals.values()))]
    rows += [("beleidsdoel", goal, amount) for goal, (amount, _) in goals.items()]
    people = [float(sum(n for _, n in goals.values())), *(float(n) for _, n in goals.values())]
    return frame_of(rows, name=name, unit="euro").with_columns(noemer=pl.Series(people))


def raw(*frames: pl.DataFrame) -> Results:
    own = Makeup("euro", (("bedrag", "periode", 1.0),), (), "eigen")
    return results_of(*frames, makeup=dict.fromkeys((PAID, EXPECTED), own))


def shown(results: Results, name: str = PAID) -> dict[str, float]:
    frame = protect(results, Audience.PUBLIC, 10).frame.filter(
        pl.col("definitie") == name, pl.col("status") == Status.SHOWN.value
    )
    return dict(frame.select("categorie", "waarde").iter_rows())


def test_large_amounts_stay_and_the_rest_is_about_enough_people() -> None:
    """d gaat over drie mensen; c gaat mee, zodat wat er weg is over minstens twaalf gaat."""
    told = shown(raw(amounts(MANY)))
    assert told.keys() == {"totaal", "a", "b", "e"}
    left = told["totaal"] - sum(told[goal] for goal in ("a", "b", "e"))
    assert left == MANY["c"][0] + MANY["d"][0], "all that follows is a sum"
    assert MANY["c"][1] >= 10


def test_nothing_is_hidden_where_every_amount_is_about_enough() -> None:
    goals = {goal: money for goal, money in MANY.items() if goal != "d"}
    assert shown(raw(amounts(goals))).keys() == {"totaal", *goals}


def test_with_too_little_left_to_show_all_is_hidden() -> None:
    goals = {"a": (9000.0, 60.0), "b": (10.0, 2.0), "c": (20.0, 14.0)}
    assert shown(raw(amounts(goals))).keys() == {"totaal"}


def test_what_is_expected_does_not_give_away_what_was_paid() -> None:
    """Verwacht is gerealiseerd en verplicht samen; het blijft weg als gerealiseerd dat deels is."""
    grown = {goal: (amount + 100, people + 20) for goal, (amount, people) in MANY.items()}
    results = raw(amounts(MANY), amounts(grown, EXPECTED))
    assert shown(results).keys() == {"totaal", "a", "b", "e"}
    assert shown(results, EXPECTED).keys() == {"totaal"}


@pytest.mark.parametrize("seed", range(20))
def test_no_small_amount_follows_from_what_is_shown(seed: int) -> None:
    """Wie alles optelt, vindt van de verborgen bedragen alleen de som, over tien mensen of meer."""
    from random import Random

    draw = Random(seed)
    goals = {
        f"g{n}": (round(draw.uniform(1, 9000), 2), float(draw.choice((0, 1, 4, 9, 10, 30, 80))))
        for n in range(draw.randint(3, 9))
    }
    told = shown(raw(amounts(goals)))
    hidden = goals.keys() - told.keys()
    assert all(goals[goal][1] >= 10 for goal in goals.keys() & told.keys())
    if hidden and len(hidden) < len(goals):
        assert len(hidden) >= 2
        assert max(goals[goal][1] for goal in hidden) >= 10

"""What may be said: the rule, the smallest difference, many looks at once."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest

from grip.effects.adjust import Balance, Comparison, Estimate
from grip.effects.verdict import (
    Verdict,
    holm,
    judged,
    pooled,
    smallest_difference,
    smallest_found,
)


def estimate(difference: float, error: float, chance: float) -> Estimate:
    return Estimate(difference, error, difference - 2 * error, difference + 2 * error, chance)


SOUND = Comparison(
    starters=60, events=15, others=300, size=200.0, outside=0, shares=((0.25, 0.1),), curve=(),
    work=estimate(15.0, 5.0, 0.003), raw=20.0, unmoved=estimate(0.5, 1.0, 0.6),
    placebo=estimate(1.0, 2.0, 0.6), balance=(Balance("a", "b", 0.5, 0.01),), ratio=2.5,
    explain=4.4, explain_bound=2.0,
)  # fmt: skip


def test_an_indication() -> None:
    assert judged(SOUND).verdict is Verdict.SIGNAL


def test_no_indication_where_it_can_be_chance() -> None:
    found = judged(replace(SOUND, work=estimate(5.0, 5.0, 0.32)))
    assert found.verdict is Verdict.NO_SIGNAL
    assert found.reasons == ("het verschil kan toeval zijn",)


def test_many_looks_make_one_difference_ordinary() -> None:
    found = judged(SOUND, chance=0.06)
    assert found.verdict is Verdict.NO_SIGNAL
    assert "zoveel vergeleken instrumenten" in found.reasons[0]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"starters": 14}, "14 starters"),
        ({"events": 4}, "4 starters met uitstroom"),
        ({"size": 29.0}, "effectief"),
        ({"balance": (Balance("a", "b", 0.5, 0.11),)}, "niet gelijk genoeg"),
        ({"unmoved": estimate(5.0, 1.0, 0.0001)}, "AOW"),
        ({"placebo": estimate(20.0, 4.0, 0.0001)}, "jaar voor de start"),
    ],
)
def test_no_statement(change: dict[str, object], word: str) -> None:
    found = judged(replace(SOUND, **change))  # type: ignore[arg-type]
    assert found.verdict is Verdict.NONE
    assert word in " ".join(found.reasons)


@pytest.mark.parametrize(
    ("treated", "others", "points"),
    [(15, 345, 36), (30, 330, 26), (60, 300, 19), (100, 260, 16), (1000, 9000, 4)],
)
def test_the_smallest_difference_that_can_be_shown(treated: int, others: int, points: int) -> None:
    """80% power at a share of 20% of the others."""
    assert smallest_difference(treated, others) == pytest.approx(points, abs=1)


def test_with_next_to_nobody_no_difference_can_be_shown() -> None:
    assert isnan(smallest_difference(4, 100))
    assert isnan(smallest_difference(100, 0))


def test_of_a_comparison_it_follows_from_its_error() -> None:
    assert smallest_found(SOUND.work) == pytest.approx(14.0, abs=0.02)


def test_holm() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.6]) == [1.0, 1.0]
    assert holm([]) == []


def test_pooling_draws_the_uncertain_ones_most() -> None:
    sure, unsure = estimate(10.0, 1.0, 0.0), estimate(30.0, 10.0, 0.003)
    drawn = pooled([sure, unsure, estimate(2.0, 1.0, 0.04)])
    assert abs(drawn[0].difference - 10) < 1
    assert 5 < drawn[1].difference < 25
    assert drawn[1].high - drawn[1].low < unsure.high - unsure.low


def test_pooling_of_what_does_not_differ_gives_the_mean() -> None:
    drawn = pooled([estimate(5.0, 4.0, 0.2), estimate(6.0, 4.0, 0.1), estimate(4.0, 4.0, 0.3)])
    assert [one.difference for one in drawn] == pytest.approx([5.0, 5.0, 5.0])


def test_two_are_left_as_they_are() -> None:
    two = [estimate(5.0, 4.0, 0.2), estimate(50.0, 4.0, 0.0)]
    assert pooled(two) == two

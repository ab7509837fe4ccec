"""What keeps level 3 honest: each safeguard where it alone is the reason to say nothing, or less.

Analyses are fed rows of which the truth is plain; that rows are made well is tested elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import polars as pl
import pytest

from grip.config import validated
from grip.effect_door import ProtectedEffects
from grip.effects import designs as designs_module
from grip.effects import offered as offered_module
from grip.effects import over as over_module
from grip.effects import queue as queue_module
from grip.effects import stories
from grip.effects.adjust import Balance, Comparison, Estimate
from grip.effects.arrays import Array
from grip.effects.designs import Told, designs_of
from grip.effects.panel import Panel, panel_of
from grip.effects.tried import (
    _FIRED,
    ALIKE,
    BEFORE,
    DENSITY,
    LEAST_EVENTS,
    LEAST_PERSONS,
    TRAIT,
    UNMOVED,
    Tried,
)
from grip.indicators.views.caseload import Caseload
from grip.periods import shift_months
from grip.plan import Design
from grip.reports.design_words import design_rests_on
from grip.reports.effect_answers import how_sure
from grip.reports.effect_words import Story
from tests.unit.effects.test_adjust import made_up
from tests.unit.effects.test_designs import LAST, OFFER, PILOT, WAITING, town
from tests.unit.effects.test_verdict import SOUND, estimate

AT_45 = {"id": "d", "naam": "D", "soort": "drempel", "instrument": "scholing", "vanaf": OFFER,
         "grens": 45}  # fmt: skip
NOBODY = cast(Caseload, None)  # rows are given: the analyses ask nothing of the municipality
ENOUGH = Tried(
    estimate(10.0, 4.0, 0.012), 40, 40, 12, 8, 30.0, 20.0, 90.0, 0.0,
    {BEFORE: estimate(0.0, 1.0, 1.0)},
)  # fmt: skip


def design(of: dict[str, Any], **change: Any) -> Design:
    return validated(Design, {**of, **change}, "test")


def of_enough(side: str, number: int) -> Tried:
    change: dict[str, Any] = {side: number}
    return replace(ENOUGH, **change)


def fired(*names: str) -> tuple[str, ...]:
    return tuple(_FIRED[name] for name in names)


# --- several designs, and how many persons -------------------------------------------------------


@pytest.mark.parametrize(
    ("chances", "found"),
    [
        ([0.04], [True]),
        ([0.04, 0.5, 0.6, 0.7], [False] * 4),
        ([0.001] * 4, [True] * 4),
        ([0.5, 0.01, 0.6, 0.04], [False, True, False, False]),
    ],
)
def test_one_of_four_designs_just_below_the_bound_is_chance(
    chances: list[float], found: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = iter([replace(ENOUGH, effect=estimate(10.0, 5.0, one)) for one in chances])
    monkeypatch.setattr(designs_module, "_ANALYSES", {"pilot": lambda *_: next(shown)})
    declared = [design(PILOT, id=f"p{n}") for n in range(len(chances))]
    made = cast(Caseload, SimpleNamespace(profile=SimpleNamespace(opzet=declared)))
    told = designs_of(made, cast(Panel, None))
    assert all(one.speaks for one in told)
    assert [one.found for one in told] == found


@pytest.mark.parametrize("side", ["offered", "others"])
def test_with_one_person_less_nothing_is_said(side: str) -> None:
    assert of_enough(side, LEAST_PERSONS).reasons() == ()
    (reason,) = of_enough(side, 29).reasons()
    assert "29 personen" in reason


@pytest.mark.parametrize("side", ["events", "events_beside"])
def test_with_one_outcome_less_nothing_is_said(side: str) -> None:
    assert of_enough(side, LEAST_EVENTS).reasons() == ()
    assert len(of_enough(side, 4).reasons()) == 1


# --- a threshold ---------------------------------------------------------------------------------

EVEN = np.arange(-5.995, 6.0, 0.01)


def crossed(
    monkeypatch: pytest.MonkeyPatch, x: Array, y: Array | None = None, trait: float = 0.0
) -> Tried:
    """Return what a threshold shows: 30% of who is under it leaves and 60% of who is over it."""
    number, over = np.arange(len(x)), x >= 0
    left = (number * 7 % 10 < np.where(over, 6, 3)).astype(float) if y is None else y
    rows = pl.DataFrame({
        "x": x, "werk": left, "nam": over, "eerder": number * 3 % 10 < 3 + 10 * trait * over,
    })  # fmt: skip
    monkeypatch.setattr(over_module, "_rows", lambda *_: rows)
    return over_module.over(NOBODY, cast(Panel, None), design(AT_45))


def test_a_threshold_at_which_only_the_outcome_jumps_speaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = crossed(monkeypatch, EVEN)
    assert found.reasons() == ()
    assert set(found.tests) == {DENSITY, TRAIT}
    assert found.effect is not None
    assert found.effect.low > 0
    assert found.share == pytest.approx(60, abs=5)
    assert found.without == pytest.approx(30, abs=5)
    assert (found.taken_up, found.elsewhere) == (100.0, 0.0)
    assert found.events == pytest.approx(0.6 * found.offered, abs=3)
    assert found.events_beside == pytest.approx(0.3 * found.others, abs=3)


def test_a_crowd_just_over_the_threshold_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = np.where((EVEN > -1.5) & (EVEN < 0) & (np.arange(len(EVEN)) % 3 > 0), -EVEN, EVEN)
    assert crossed(monkeypatch, moved).reasons() == fired(DENSITY)


def test_what_was_fixed_before_and_jumps_too_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert crossed(monkeypatch, EVEN, trait=0.4).reasons() == fired(TRAIT)


def test_a_jump_that_lines_and_parabolas_see_otherwise_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(over_module, "bandwidth", lambda *_: 4.0)
    bent = 0.5 + np.sign(EVEN) * (0.2 - EVEN**2 / 80)
    (reason,) = crossed(monkeypatch, EVEN, bent).reasons()
    assert "gebogen" in reason


def test_who_comes_after_the_last_day_of_the_offer_does_not_stand_at_the_threshold() -> None:
    people = [
        {"geboren": date(1970, 1, 1), "van": date(2014, 1, 1) if number < 30 else date(2017, 6, 1),
         "tot": date(2017, 12, 1) if number % 3 else date(2014 + number % 4, 8, 1)}
        for number in range(40)
    ]  # fmt: skip
    made = town([one for one in people if one["tot"] > one["van"]])
    panel = panel_of(made, LAST)
    assert panel is not None
    late = date(2017, 3, 1)
    found = [over_module._rows(made, panel, design(AT_45, tot=tot))["persoon"]
             for tot in (None, late)]  # fmt: skip
    of_late = panel.spells.filter(pl.col("van") > late)["persoon"]
    assert len(of_late) > 4
    assert set(found[0]) - set(found[1]) == set(of_late)
    assert len(found[1]) > 4


# --- a pilot -------------------------------------------------------------------------------------


def piloted(
    monkeypatch: pytest.MonkeyPatch, group: list[float], beside: list[float], **change: Any
) -> Tried:
    """Return what a pilot shows, half-year by half-year, of as many that begin with its third."""
    days = [shift_months(OFFER, 6 * (number - 3)) for number in range(len(group))]
    asked = {name: dict(zip(days, line, strict=True))
             for name, line in (("45_54", group), ("ernaast", beside))}  # fmt: skip

    def rows(*given: Any) -> pl.DataFrame:
        said = [(name, day, float(number < 100 * asked[name][day]), name == "45_54")
                for name, day, number in product(asked, given[-1], range(100))]  # fmt: skip
        return pl.DataFrame(said, ["wie", "dag", "werk", "nam"], orient="row").with_row_index(
            "persoon"
        )

    monkeypatch.setattr(offered_module, "_rows", rows)
    until = shift_months(OFFER, 6 * (len(group) - 3))
    panel = cast(Panel, SimpleNamespace(begin=date(2015, 6, 30), end=until))
    return offered_module.offered(NOBODY, panel, design(PILOT, **change))


def test_a_pilot_beside_who_moved_alike_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    found = piloted(monkeypatch, [0.3, 0.3, 0.3, 0.6], [0.3] * 4)
    assert found.reasons() == ()
    assert set(found.tests) == {BEFORE}
    assert found.share == pytest.approx(60)
    assert found.without == pytest.approx(30)
    assert (found.events, found.events_beside) == (60, 30)
    assert (found.taken_up, found.elsewhere) == (100.0, 0.0)


def test_a_pilot_that_drifted_away_before_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = piloted(monkeypatch, [0.2, 0.3, 0.4, 0.7], [0.3] * 4)
    assert found.reasons() == fired(BEFORE)


def test_a_pilot_that_ended_halfway_offers_nothing_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half-years that begin after its last day do not count: 20 points more, then 60."""
    shares = [0.3, 0.3, 0.3, 0.5, 0.9], [0.3] * 5
    whole, half = (piloted(monkeypatch, *shares, tot=tot) for tot in (None, date(2017, 5, 1)))
    assert whole.effect is not None
    assert half.effect is not None
    assert whole.effect.difference == pytest.approx(40.0)
    assert half.effect.difference == pytest.approx(20.0)
    assert (whole.offered, half.offered) == (200, 100)


# --- a waiting list ------------------------------------------------------------------------------


def waited(
    monkeypatch: pytest.MonkeyPatch, found: Comparison, **change: Any
) -> tuple[Tried, list[bool]]:
    """Return what a list shows of a comparison, and which rows were compared.

    Six of twenty who began left for work, and ten of forty who waited.
    """
    inside: list[bool] = []

    def trial(*given: Any) -> Any:
        inside.extend(given[-1].tolist())
        person = np.arange(60)
        return SimpleNamespace(
            person=person, started=(person < 20).astype(float),
            work=np.where((person < 6) | (person >= 50), 3, 0),
        )  # fmt: skip

    days = [(day - date(1970, 1, 1)).days for day in (date(2016, 1, 1), OFFER, LAST)]
    stage = SimpleNamespace(day=np.array(days * 2))
    monkeypatch.setattr(queue_module, "_days_waited", lambda *_: np.array([0, 9, 9, -1, -1, -1]))
    monkeypatch.setattr(queue_module, "_with_waiting", lambda stage, _: stage)
    monkeypatch.setattr(queue_module, "trial_within", trial)
    monkeypatch.setattr(queue_module, "compare", lambda _: found)
    panel = cast(Panel, SimpleNamespace(stage=stage))
    return queue_module.queued(NOBODY, panel, design(WAITING, **change)), inside


@pytest.mark.parametrize(
    ("window", "rows"),
    [({}, [1, 1, 1]), ({"vanaf": OFFER}, [0, 1, 1]), ({"tot": OFFER}, [1, 1, 0])],
)
def test_of_a_list_who_is_on_it_while_the_offer_lasts_is_compared(
    window: dict[str, date], rows: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, inside = waited(monkeypatch, SOUND, **window)
    assert inside == [*map(bool, rows), False, False, False]


def test_who_began_and_who_waited_are_told_each_with_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alike = replace(SOUND, balance=(Balance("a", "b", 0.01, 0.01),))
    found, _ = waited(monkeypatch, alike)
    assert found.reasons() == ()
    assert set(found.tests) == {ALIKE, UNMOVED}
    assert (found.share, found.without) == (25.0, 10.0)
    assert (found.offered, found.others) == (60, 300)
    assert (found.events, found.events_beside) == (6, 10)


@pytest.mark.parametrize(
    ("change", "word"),
    [({"size": 29.0}, "effectief"), ({"starters": 14}, "14 starters"),
     ({"balance": (Balance("a", "b", 0.01, 0.11),)}, "gelijk genoeg")],
)  # fmt: skip
def test_a_list_of_which_too_little_can_be_compared_says_nothing(
    change: dict[str, Any], word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alike = replace(SOUND, balance=(Balance("a", "b", 0.01, 0.01),))
    found, _ = waited(monkeypatch, replace(alike, **change))
    assert found.events >= LEAST_EVENTS
    (reason,) = found.reasons()
    assert word in reason


# --- what the pages say of tests and of another weighing -----------------------------------------


def page(monkeypatch: pytest.MonkeyPatch, found: Comparison) -> str:
    """Return how sure the page of an instrument is, from its comparison on."""
    panel = SimpleNamespace(stage=SimpleNamespace(starts=["scholing"]))
    looked = stories._Looked("scholing", found, None, found.starters, found.others)
    monkeypatch.setattr(stories, "_look", lambda *_: looked)
    monkeypatch.setattr(stories, "by_group", lambda *_: [])
    monkeypatch.setattr(stories, "trial_of", lambda *_: made_up(3))
    rows = stories._framed(stories._looked_at(cast(Panel, panel))).to_dicts()
    return how_sure(story(rows))


def story(rows: list[dict[str, Any]], *told: Told) -> Story:
    given = SimpleNamespace(names={"scholing": "Scholing"}, rows_of=lambda _: rows, designs=told,
                            levels={"scholing": (3 if told else 2, "")})  # fmt: skip
    return Story(cast(ProtectedEffects, given), "scholing")


WORDS = {"unmoved": "niet kan reageren", "placebo": "verzonnen"}


def test_tests_that_found_nothing_are_told_as_made(monkeypatch: pytest.MonkeyPatch) -> None:
    said = page(monkeypatch, SOUND)
    assert "Niet te toetsen" not in said
    made = said.partition("Getoetst")[2]
    assert all(word in made for word in WORDS.values())


@pytest.mark.parametrize("lacking", [("unmoved",), ("placebo",), ("unmoved", "placebo")])
def test_a_test_that_could_not_be_made_is_not_told_as_passed(
    lacking: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    none: dict[str, Any] = dict.fromkeys(lacking)
    said = page(monkeypatch, replace(SOUND, **none))
    before, _, after = said.partition("Niet te toetsen")
    for name, word in WORDS.items():
        assert (word in after) == (name in lacking)
        assert (word in before) == (name not in lacking)
    assert ("Getoetst" in before) == (len(lacking) < 2)


def test_beside_an_indication_stands_what_another_weighing_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stories, "otherwise", lambda _: 12.3)
    assert "+12,3" in page(monkeypatch, SOUND).lower().partition("anders gewogen")[2]
    chance = replace(SOUND, work=estimate(5.0, 5.0, 0.32))
    assert "anders gewogen" not in page(monkeypatch, chance).lower()


@pytest.mark.parametrize(
    ("kind", "names"),
    [(PILOT, (BEFORE,)), (AT_45, (TRAIT, DENSITY)), (WAITING, (ALIKE, UNMOVED))],
)
def test_of_a_design_every_test_that_was_made_is_told(
    kind: dict[str, Any], names: tuple[str, ...]
) -> None:
    tests: dict[str, Estimate] = {name: estimate(0.0, 1.0, 0.9) for name in names}
    told = Told(design(kind), replace(ENOUGH, tests=tests))
    said = [design_rests_on(replace(told, tried=replace(told.tried, tests=some)))
            for some in ({}, *({name: tests[name]} for name in names), tests)]  # fmt: skip
    assert len(set(said)) == len(names) + 1 + (len(names) > 1)
    assert "Getoetst" not in said[0]
    assert all("Getoetst" in one and len(one) > len(said[0]) + 30 for one in said[1:])
    assert said[-1] in how_sure(story([], told))

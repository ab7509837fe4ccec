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
from grip.effects import designs as designs_module
from grip.effects import offered as offered_module
from grip.effects import over as over_module
from grip.effects import queue as queue_module
from grip.effects.adjust import Balance, Comparison
from grip.effects.arrays import Array
from grip.effects.designs import designs_of
from grip.effects.panel import Panel, panel_of
from grip.effects.tried import (
    _FIRED,
    ALIKE,
    BEFORE,
    DENSITY,
    LEAST_EVENTS,
    LEAST_PERSONS,
    NOTHING,
    TRAIT,
    UNMOVED,
    Tried,
)
from grip.indicators.views.caseload import Caseload
from grip.periods import DAY, shift_months
from grip.plan import Design
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


@pytest.mark.parametrize("few", [-EVEN[570:589], EVEN[570:589]])
def test_a_threshold_with_too_few_on_one_side_says_nothing(
    few: Array, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = EVEN[EVEN >= 0] * -np.sign(few[0])
    found = crossed(monkeypatch, np.concatenate([few, many]))
    assert found.effect is None
    assert "nodig 20" in found.reasons()[0]


def test_who_comes_after_the_last_day_of_the_offer_does_not_stand_at_the_threshold() -> None:
    people: list[dict[str, Any]] = [
        {"geboren": date(1970, 1, 1), "van": date(2018, 3, 1), "tot": date(2018, 8, 1)},
        {"geboren": date(1970, 1, 1), "van": date(2014, 1, 1), "tot": date(2017, 8, 1),
         "begint": date(2014, 5, 1)},
    ]  # fmt: skip
    people += [
        {"geboren": date(1970, 1, 1), "van": date(2014, 1, 1) if number < 30 else date(2017, 6, 1),
         "tot": date(2017, 12, 1) if number % 3 else date(2014 + number % 4, 8, 1)}
        for number in range(40)
    ]  # fmt: skip
    made = town([one for one in people if one["tot"] > one["van"]])
    panel = panel_of(made, LAST)
    assert panel is not None
    late = date(2017, 3, 1)
    rows = [over_module._rows(made, panel, design(AT_45, tot=tot)) for tot in (None, late)]
    assert rows[0].filter("eerder")["persoon"].to_list() == [1]
    assert 0 not in rows[0]["persoon"]  # of whom a year cannot be followed
    found = [one["persoon"] for one in rows]
    of_late = panel.spells.filter(pl.col("van") > late, pl.col("persoon") > 0)["persoon"]
    assert len(of_late) > 4
    assert set(found[0]) - set(found[1]) == set(of_late)
    assert len(found[1]) > 4


# --- a pilot -------------------------------------------------------------------------------------


def piloted(
    monkeypatch: pytest.MonkeyPatch, group: list[float], beside: list[float], before: int = 3,
    **change: Any,
) -> Tried:  # fmt: skip
    """Return what a pilot shows, half-year by half-year, of which so many lie before it."""
    days = [shift_months(OFFER, 6 * (number - before)) for number in range(len(group))]
    asked = {name: dict(zip(days, line, strict=True))
             for name, line in (("45_54", group), ("ernaast", beside))}  # fmt: skip

    def rows(*given: Any) -> pl.DataFrame:
        said = [(name, day, float(number < 100 * asked[name][day]), name == "45_54")
                for name, day, number in product(asked, given[-1], range(100))]  # fmt: skip
        return pl.DataFrame(said, ["wie", "dag", "werk", "nam"], orient="row").with_row_index(
            "persoon"
        )

    monkeypatch.setattr(offered_module, "_rows", rows)
    end = shift_months(OFFER, 6 * (len(group) - before))
    panel = cast(Panel, SimpleNamespace(begin=days[0] - DAY, end=end))
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


def test_a_pilot_of_which_nobody_can_see_what_was_before_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (one,) = piloted(monkeypatch, [0.3, 0.6], [0.3] * 2, before=1).reasons()
    assert "nodig 2" in one
    (none,) = piloted(monkeypatch, [0.6, 0.6], [0.3] * 2, before=0).reasons()
    assert none not in {NOTHING, one}


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


def test_persons_and_not_the_calendar_are_held_against_each_other() -> None:
    """Where there is room decides when; and of ten things one differs by chance."""
    when = tuple(Balance(name, "x", 0.9, 0.0) for name in ("duur", "kalender", "wachttijd"))
    assert queue_module._unlike(replace(SOUND, balance=when)).chance == 1.0
    error = (1 / SOUND.starters + 1 / SOUND.others) ** 0.5
    ten = tuple(Balance("a", str(level), 2.3 * error * (level == 4), 0.0) for level in range(10))
    assert queue_module._unlike(replace(SOUND, balance=(*when, *ten))).chance > 0.2
    assert queue_module._unlike(replace(SOUND, balance=(*when, ten[4]))).chance < 0.05


def test_who_has_left_the_list_does_not_wait() -> None:
    on, off = date(2017, 1, 1), date(2017, 3, 1)
    lists = pl.DataFrame({"instrument": ["x", "y"], "persoon_id": ["A", "A"],
                          "begindatum": [on, on], "einddatum": [off, None]})  # fmt: skip
    days = pl.DataFrame({"persoon": [0] * 4, "dag": [on, on + DAY, off + DAY, off + 2 * DAY]},
                        schema_overrides={"persoon": pl.UInt32})  # fmt: skip
    made = cast(Caseload, SimpleNamespace(table=lambda _: lists))
    spells = pl.DataFrame({"persoon_id": ["A"], "persoon": [0]})
    panel = cast(Panel, SimpleNamespace(spells=spells, months=days, starts=days.clear()))
    assert queue_module._days_waited(made, panel, "x").tolist() == [-1, 0, 59, -1]

"""What the pages say of tests that were made or not, of another weighing, and of silent designs."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from grip.effect_door import ProtectedEffects
from grip.effects import stories
from grip.effects.adjust import Comparison, Estimate
from grip.effects.designs import Told
from grip.effects.panel import Panel
from grip.effects.tried import ALIKE, BEFORE, DENSITY, TRAIT, UNMOVED
from grip.reports.design_words import design_in_words, design_rests_on
from grip.reports.effect_answers import does_it_help, how_sure
from grip.reports.effect_words import Story
from tests.unit.effects.test_adjust import made_up
from tests.unit.effects.test_designs import PILOT, WAITING
from tests.unit.effects.test_safeguards import AT_45, ENOUGH, design
from tests.unit.effects.test_verdict import SOUND, estimate


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
                            elsewhere=(), levels={"scholing": (3 if told else 2, "")})  # fmt: skip
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


def test_a_silent_design_shows_no_figure_and_lifts_nothing() -> None:
    silent = Told(design(PILOT), ENOUGH, reasons=("daarom niet",))
    rows = {row["maat"]: row for row in stories._designed([silent])}
    assert "opzet_verschil" not in rows
    assert rows["opzet_oordeel"]["waarde"] is None
    spoken = replace(silent, reasons=())
    for told, level in ((silent, 0), (spoken, 3)):
        frame = stories._framed([])
        effects = SimpleNamespace(frame=frame, names={"scholing": "Scholing"}, designs=[told])
        assert stories.levels_of(cast(stories.Effects, effects))["scholing"][0] == level
        page = story([], told)
        assert ("daarom niet" in how_sure(page)) == (level == 0)
        assert (design_in_words(told) in does_it_help(page)) == (level == 3)


@pytest.mark.parametrize("kind", [PILOT, AT_45, WAITING])
def test_a_design_is_never_told_without_what_it_takes_for_granted(kind: dict[str, Any]) -> None:
    said = [design_in_words(Told(design(kind), ENOUGH, found)) for found in (True, False)]
    assert said[0] != said[1]
    assert "niet aangetoond" in said[1]
    assert all("Dat geldt" in one for one in said)

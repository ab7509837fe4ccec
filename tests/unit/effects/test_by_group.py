"""Instruments within groups: trials of the group alone, drawn together, counted as looks."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from grip.effects import by_group as module
from grip.effects.by_group import by_group
from grip.effects.panel import Panel, panel_of
from grip.effects.trial import trial_of
from grip.effects.verdict import Verdict
from tests.unit.effects.towns import LAST, benefit, municipality, random_municipality, support

HORIZON = 12


@pytest.fixture(scope="module")
def panel() -> Panel:
    """A random municipality in which many start."""
    made = panel_of(random_municipality(21, 900), LAST)
    assert made is not None
    return made


def test_a_trial_of_a_group_holds_that_group_only(panel: Panel) -> None:
    whole = trial_of(panel, "scholing", HORIZON)
    parts = [
        trial_of(panel, "scholing", HORIZON, ("categorie", level))
        for level in ("Zorg", "Meedoen", "Werkfit")
    ]
    assert whole is not None
    assert sum(one.started.sum() + one.outside for one in parts if one) == (
        whole.started.sum() + whole.outside
    )
    zorg = panel.starts.filter(pl.col("categorie").cast(pl.String) == "Zorg")
    assert parts[0] is not None
    assert set(parts[0].person[parts[0].started == 1]) <= set(zorg.get_column("persoon"))


def test_a_target_group_is_known_the_evening_before(panel: Panel) -> None:
    """Everybody was born on 1 January 1980: nobody is under 27 or 45; who stays gets there."""
    members = panel.stage.members
    assert not members["jongeren"].any()
    assert not members["45_54"].any()
    assert not members["langdurig"].any()
    old = panel_of(
        municipality([benefit("A", date(2008, 6, 15)),
                      benefit("B", date(2008, 1, 1), date(2016, 1, 31), "11"),
                      benefit("C", date(2008, 1, 1), date(2017, 1, 31), "11"),
                      benefit("D", date(2008, 1, 1), date(2018, 1, 31), "11")],
                     [support("A", date(2017, 3, 1))]), LAST,
    )  # fmt: skip
    assert old is not None
    assert old.stage.members["langdurig"].all()


def test_groups_are_drawn_towards_each_other(panel: Panel) -> None:
    found = [one for one in by_group(panel, ["scholing"], HORIZON) if one.speaks]
    assert len(found) > 2
    apart = [one.found.work.difference for one in found]
    drawn = [one.drawn.difference for one in found if one.drawn]
    assert len(drawn) == len(apart)
    assert np.std(drawn) <= np.std(apart)
    assert min(apart) <= min(drawn) <= max(drawn) <= max(apart)


def test_every_group_is_a_look(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chance that would do for one look does not do for all of them."""
    seen: list[int] = []

    def counted(chances: list[float]) -> list[float]:
        seen.append(len(chances))
        return [1.0] * len(chances)

    monkeypatch.setattr(module, "holm", counted)
    found = by_group(panel, ["scholing"], HORIZON)
    assert seen == [sum(one.speaks for one in found)]
    assert all(one.judged.verdict is not Verdict.SIGNAL for one in found)


def test_small_groups_are_not_tried(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAST_STARTERS", 10**6)
    assert by_group(panel, ["scholing"], HORIZON) == []

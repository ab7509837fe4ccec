"""What titles and notes say is what was counted: of whom, from how many on, and if judged."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from grip.benchmark import compare as words
from grip.commands.voice import deliver
from grip.reports import formats
from grip.reports.appendix.draft import unseen
from grip.reports.appendix.money_lines import _scope
from grip.reports.appendix.review import _FIGURES
from grip.reports.chapters.benchmark import _figure
from grip.reports.effect_answers import what_it_costs
from grip.reports.terminal.effects import _line


def test_a_series_of_a_part_is_not_called_as_the_whole() -> None:
    """The name of a series stands alone in the title of a chart: it says of whom it is."""
    of_whom: dict[str, set[Any]] = {}
    for *_, drawn in _FIGURES:
        for name, figure in drawn.series:
            of_whom.setdefault(name, set()).add((figure, drawn.key))
    assert {name for name, found in of_whom.items() if len(found) > 1} == set()


@pytest.mark.parametrize(("verdict", "said"), [
    (words.NO_LIMITS, ""), (words.TOO_FEW, ""),
    (words.CHANCE, ": elk jaar binnen wat toeval verklaart"),
    (words.FAR_BELOW, ": in 2020 en 2021 een groter verschil dan toeval verklaart"),
])  # fmt: skip
def test_outside_chance_is_only_what_was_judged_so(verdict: str, said: str) -> None:
    profile = SimpleNamespace(gemeente=SimpleNamespace(naam="Dorp"))
    frame = pl.DataFrame([
        {"vergelijking": "groei", "gebied_soort": "land", "periode_begin": date(year, 1, 1),
         "periode_eind": date(year, 12, 31), "waarde": 1.0, "referentie": 2.0, "ondergrens": None,
         "bovengrens": None, "oordeel": verdict}
        for year in (2020, 2021)
    ])  # fmt: skip
    look: Any = SimpleNamespace(profile=profile)
    (figure,) = _figure(look, frame)
    assert figure.title == f"Groei van het bestand naast het land{said}"
    assert ("een groter verschil" in figure.alt) == (verdict == words.FAR_BELOW)


def test_from_how_many_on_an_amount_is_told_is_that_of_the_profile() -> None:
    settings = SimpleNamespace(minimum_cel=25)
    draft: Any = SimpleNamespace(
        look=SimpleNamespace(profile=SimpleNamespace(instellingen=settings))
    )
    assert "minder dan 25 personen" in _scope(draft)


@pytest.mark.parametrize(("value", "said"), [
    (None, "-"), (0, "<1%"), (0.9, "<1%"), (1, "1%"), (49.6, "50%"), (99, "99%"), (100, ">99%"),
])  # fmt: skip
def test_no_chance_is_certain(value: float | None, said: str) -> None:
    assert formats.chance(value) == said


def test_what_cannot_be_computed_is_not_called_secret() -> None:
    standings = ("behaald", "onderdrukt", "te_weinig_gegevens", "niet_berekend", "geen_norm")
    rows = [{"status": one, "norm": None if one == "geen_norm" else 1.0} for one in standings]
    assert unseen(rows) == (
        "Van 2 van de 4 doelen is de uitkomst geheim of te klein om te beoordelen; die tellen niet "
        "mee.",
        "Van 1 van de 4 doelen is de uitkomst niet te berekenen (gegevens ontbreken); dat telt "
        "niet mee.",
    )
    assert unseen(rows[:1]) == ()


@pytest.mark.parametrize(("priced", "said"), [
    (True, "tot en met 14 oktober 2021 zijn geëindigd, staan geen gerealiseerde kosten"),
    (False, "is uit deze gegevens niet te zeggen"),
])  # fmt: skip
def test_that_ended_ones_cost_nothing_is_not_that_nothing_was_spent(
    priced: bool, said: str
) -> None:
    effects = SimpleNamespace(priced=priced, until=date(2021, 10, 14))
    story: Any = SimpleNamespace(effects=effects, row=lambda *_: None)
    assert said in what_it_costs(story)


def test_a_verdict_in_the_overview_is_never_cut_to_its_opposite() -> None:
    """Not shown is not the same as not there."""
    story: Any = SimpleNamespace(
        name="Pilot", level=3, outcome="geen verschil aangetoond", estimate=None,
        row=lambda *_: None, cell=lambda *_: 0,
    )  # fmt: skip
    assert _line(story)[-1] == "3 geen verschil aangetoond"


@pytest.mark.parametrize(("internal", "sample", "first"), [
    (True, True, "VERTROUWELIJK | VOORBEELD: verzonnen personen\n"), (True, False,
    "VERTROUWELIJK\n"), (False, True, "VOORBEELD: verzonnen personen\n"), (False, False, ""),
])  # fmt: skip
def test_every_screen_begins_with_its_marks(
    internal: bool, sample: bool, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver(
        1, None, as_json=False, write=lambda _: None, text=str,
        show=lambda screen: screen.print("cijfers"), internal=internal, sample=sample,
    )  # fmt: skip
    assert capsys.readouterr().out == f"{first}cijfers\n"

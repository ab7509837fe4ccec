"""What titles and notes say is what was counted: of whom, from how many on, and if judged."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from grip.benchmark import compare as words
from grip.reports import formats
from grip.reports.appendix.draft import unseen
from grip.reports.appendix.money_lines import _scope
from grip.reports.appendix.review import _FIGURES
from grip.reports.chapters.benchmark import _figure


def test_a_series_of_a_part_is_not_called_as_the_whole() -> None:
    """The name of a series stands alone in the title of a chart: it says of whom it is."""
    of_whom: dict[str, set[Any]] = {}
    for *_, drawn in _FIGURES:
        for name, figure in drawn.series:
            of_whom.setdefault(name, set()).add((figure, drawn.key))
    assert {name for name, found in of_whom.items() if len(found) > 1} == set()


@pytest.mark.parametrize(("verdict", "said"), [
    (words.NO_LIMITS, ""), (words.TOO_FEW, ""), (words.CHANCE, ": elk jaar binnen toeval"),
    (words.FAR_BELOW, ": buiten toeval in 2020 en 2021"),
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
    assert ("toeval in" in figure.alt) == (verdict == words.FAR_BELOW)


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

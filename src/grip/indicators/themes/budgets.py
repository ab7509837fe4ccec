"""The chain of the budget: what was decided, committed and paid, and where the year ends."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.indicators.model import YEAR, Distinct, Formula, Indicator, Sum, YearEnd
from grip.results import Card

_THEME = "Geld"
_UNIT, _DAY = "begroting", "datum"
_CHAIN = ("beleidsdoel", "budgetpost")
_NEEDS = ("kosten", "budgetten", "uitkeringen")
_SCOPE = (
    "Van kosten telt wat is geboekt op een post met budget in dat jaar, en wat geen post heeft; "
    "die kosten zijn toegerekend aan een doel: voor de eerste uitkering van de persoon aan "
    "instroom beperken, anders aan uitstroom bevorderen. De posten van de BUIG staan apart."
)
_SO_FAR = "van 1 januari van het jaar van de peildatum tot en met de peildatum, in euro"
RUN_RATE = (
    "Verwacht op 31 december = gerealiseerd + verplicht + tempo. Tempo = gerealiseerd, maal de "
    "dagen die nog komen, gedeeld door de dagen die voorbij zijn, min wat al is verplicht, en "
    "nooit onder 0; per budgetpost berekend en daarna opgeteld."
)


def _planned(id: str, title: str, words: str, column: str) -> Indicator:
    value = pl.col(column)
    return Indicator(
        Card(
            id, _THEME, title, f"{words} van het jaar van de peildatum, in euro.", "euro",
            numerator="begrote bedragen in euro",
            denominator="(geen)",
            source="nota Uithoorn, hoofdstuk 5", caveat="De posten van de BUIG staan apart.",
            exact=True,
        ),
        Sum(_UNIT, _DAY, value, since=YEAR), _CHAIN, {"eenheid": "begroting"},
        ("budgetten", "kosten", "uitkeringen"), "eigen",
    )  # fmt: skip


def _used(id: str, title: str, words: str, formula: Formula, *more: str) -> Indicator:
    return Indicator(
        Card(
            id, _THEME, title, words, "euro", numerator="kosten in euro",
            denominator="personen voor wie de kosten zijn (telt niet mee in de som)",
            source="nota Uithoorn, hoofdstuk 5", caveat=_SCOPE, exact=True,
        ),
        formula, (*_CHAIN, *more), {"eenheid": "euro"}, _NEEDS, "eigen",
    )  # fmt: skip


def _chain() -> Iterator[Indicator]:
    yield _planned(
        "budget_oorspronkelijk", "Budget: oorspronkelijk",
        "Het budget zoals het bij de begroting is vastgesteld,", "oorspronkelijk",
    )  # fmt: skip
    yield _planned(
        "budget_geldend", "Budget: na wijziging",
        "Het budget dat nu geldt, per post de laatste versie,", "begroot",
    )  # fmt: skip
    paid, owed = pl.col("gerealiseerd"), pl.col("verplicht")
    yield _used(
        "budget_gerealiseerd", "Budget: gerealiseerd",
        f"De kosten die op het budget drukken en zijn betaald, {_SO_FAR}.",
        Sum(_UNIT, _DAY, paid, since=YEAR), "instrument", "doelgroep", "consulent",
    )  # fmt: skip
    yield _used(
        "budget_verplicht", "Budget: verplicht",
        f"De kosten die op het budget drukken, zijn vastgelegd en nog niet betaald, {_SO_FAR}.",
        Sum(_UNIT, _DAY, owed, since=YEAR), "instrument", "doelgroep", "consulent",
    )  # fmt: skip
    yield _used(
        "budget_verwacht", "Budget: verwacht op 31 december", RUN_RATE,
        YearEnd(_UNIT, _DAY, "budgetpost", paid, owed),
    )  # fmt: skip


BUDGETS = tuple(_chain())

VOLUME = Indicator(
    Card(
        "kosten_aantal", _THEME, "Waarvoor is betaald",
        "Hoeveel maanden uitkering of loonkostensubsidie, en hoeveel voorzieningen (zonder "
        "voorziening: personen), waarvoor in de periode kosten zijn gerealiseerd.",
        "maanden of voorzieningen", numerator="betaalde maanden en voorzieningen",
        source="grip, definities",
        caveat="Een maand en een voorziening zijn niet op te tellen: lees dit cijfer per soort "
        "kosten of per instrument.",
    ),
    Distinct("kosten", "datum", pl.when(pl.col("gerealiseerd") != 0).then("gekocht")),
    ("soort", "beleidsdoel", "budgetpost", "instrument"), {"eenheid": "gekocht"},
    ("kosten", "uitkeringen"), "",
)  # fmt: skip

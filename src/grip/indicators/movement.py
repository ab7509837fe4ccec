"""Movement within the caseload: who was where on the ladder, and where are they now."""

from __future__ import annotations

import polars as pl

from grip.config import Ladder
from grip.indicators.flow import STOCK, TRAITS_OF_PERSON
from grip.indicators.ladders import category_state
from grip.indicators.model import END, Balance, Events, Indicator, Matrix, Measure
from grip.indicators.traits import OfState
from grip.results import Better, Card

_THEME = "Doorstroom"
_PLAN = "uitvoeringsplan Dalfsen 1.B"


def movement(ladder: Ladder) -> tuple[Indicator, ...]:
    """Return the chapter *Doorstroom*, for the ladder of the profile."""
    return (_matrix(ladder), *_steps(ladder), _at_their_best(ladder))


def _matrix(ladder: Ladder) -> Indicator:
    return Indicator(
        Card(
            "doorstroom", _THEME, "Doorstroom op de ladder",
            "Personen naar hun plaats op de ladder aan het begin en aan het eind van de "
            "periode; wie aan het begin niet in de bijstand was, staat bij instroom, wie aan "
            "het eind niet meer, bij uitstroom. Het totaal is wie op beide momenten in de "
            "bijstand was.",
            "personen", numerator="personen", source=_PLAN,
            caveat="Vergelijkt twee momenten: wie tussendoor weg was of van plaats wisselde "
            "en terugkwam, is hier niet te zien.",
        ),
        Matrix("personen"), ("van|naar",), {"eenheid": "personen", "ladder": ladder.bron},
        ("uitkeringen", ladder.bron),
    )  # fmt: skip


def _steps(ladder: Ladder) -> tuple[Indicator, ...]:
    """Declare the steps up and down: each change of position of who is in stock that day."""
    by_value = ("arbeidsvermogen.loonwaarde_pct",) if ladder.bron == "arbeidsvermogen" else ()
    return tuple(
        Indicator(
            Card(
                id, _THEME, f"Stappen {way} op de ladder",
                f"Aantal keren dat een persoon in de bijstand in de periode een {place} plaats op "
                "de ladder kreeg: op die dag begint een rij, en de plaats op die dag en de dag "
                "ervoor zijn bekend en verschillen.",
                "stappen", numerator=f"stappen {way}", better=better, source=_PLAN,
                caveat="Telt veranderingen, geen personen: wie heen en terug gaat, telt in beide "
                "richtingen. De groep is die van de dag zelf, dus die van de nieuwe plaats.",
            ),
            Events("stappen", "stapdatum", where), TRAITS_OF_PERSON,
            {"eenheid": "stappen", "ladder": ladder.bron},
            ("uitkeringen", ladder.bron, *by_value),
        )
        for id, way, place, where, better in (
            ("doorstroom_vooruit", "vooruit", "hogere", pl.col("vooruit"), Better.HIGHER),
            ("doorstroom_terug", "terug", "lagere", ~pl.col("vooruit"), Better.LOWER),
        )
    )  # fmt: skip


def _at_their_best(ladder: Ladder) -> Indicator:
    state = category_state(ladder, pl.col("perspectief"))
    is_best = pl.col("vooruitzicht") == "maximaal_bereikt"
    best = Measure("maximaal_bereikt", pl.col("teken") * is_best)
    return Indicator(
        Card(
            "maximaal_bereikt_aandeel", _THEME, "Maximaal haalbare bereikt",
            "Van de personen in de bijstand aan het eind van de periode: het aandeel met als "
            "perspectief maximaal_bereikt.",
            "procent", numerator="personen met als perspectief maximaal_bereikt",
            denominator="personen in de bijstand", source=_PLAN,
            caveat="Wie geen perspectief heeft, telt mee in de noemer.", at_end=True,
        ),
        Balance(
            "personen", best.at(END), (best, STOCK), STOCK.at(END),
            {"vooruitzicht": OfState(state.table, state.value, state.rank)},
        ),
        TRAITS_OF_PERSON, {"eenheid": "personen"},
        ("uitkeringen", "categorieen.perspectief"), "aandeel",
    )  # fmt: skip

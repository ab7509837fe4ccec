"""Movement within the caseload: who was where on the ladder, and where are they now."""

from __future__ import annotations

from grip.indicators.model import Indicator, Matrix
from grip.results import Card


def movement(ladder_source: str) -> tuple[Indicator, ...]:
    """Return the chapter *Doorstroom*, for the ladder of the profile."""
    return (
        Indicator(
            Card(
                "doorstroom", "Doorstroom", "Doorstroom op de ladder",
                "Personen naar hun plaats op de ladder aan het begin en aan het eind van de "
                "periode; wie aan het begin niet in de bijstand was, staat bij instroom, wie aan "
                "het eind niet meer, bij uitstroom. Het totaal is wie op beide momenten in de "
                "bijstand was.",
                "personen", numerator="personen", source="uitvoeringsplan Dalfsen 1.B",
                caveat="Vergelijkt twee momenten: wie tussendoor weg was of van plaats wisselde "
                "en terugkwam, is hier niet te zien.",
            ),
            Matrix("personen"), ("van|naar",), {"eenheid": "personen", "ladder": ladder_source},
            ("uitkeringen", ladder_source),
        ),
    )  # fmt: skip

"""Legality: which decisions were checked, and which were right at once."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import Events, Indicator
from grip.results import Better, Card

_THEME = "Rechtmatigheid"
_DIMENSIONS = ("doelgroep", "soort")

LEGALITY = (
    Indicator(
        Card(
            "toetsing_pct", _THEME, "Getoetste besluiten",
            "Van de besluiten met een datum in de periode: het aandeel dat ten minste een keer is "
            "getoetst.",
            "procent", numerator="getoetste besluiten", denominator="besluiten",
            better=Better.HIGHER, source="uitvoeringsplan Dalfsen 1.B",
            caveat="Een toets kan later komen dan het besluit; van de laatste maanden is het "
            "aandeel daarom nog te laag.",
        ),
        Events("besluiten", "datum", pl.col("getoetst"), pl.lit(True)), _DIMENSIONS,
        {"eenheid": "besluiten"}, ("besluiten", "toetsingen.besluit_id"), "aandeel",
    ),
    Indicator(
        Card(
            "toetsing_akkoord_pct", _THEME, "In een keer akkoord",
            "Van de toetsingen met een datum in de periode: het aandeel met als oordeel akkoord. "
            "Hersteld telt niet als akkoord.",
            "procent", numerator="toetsingen akkoord", denominator="toetsingen",
            better=Better.HIGHER, source="uitvoeringsplan Dalfsen 1.B",
            caveat="Niet alle besluiten worden getoetst; zijn ze niet willekeurig gekozen, dan "
            "zegt dit aandeel niets over de andere.",
        ),
        Events("toetsingen", "datum", pl.col("oordeel") == "akkoord", pl.lit(True)), _DIMENSIONS,
        {"eenheid": "toetsingen"}, ("toetsingen", "besluiten"), "aandeel",
    ),
)  # fmt: skip

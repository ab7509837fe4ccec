"""Instruments in use (voorzieningen): how many run, how many start, and how far they reach."""

from __future__ import annotations

import polars as pl

from grip.indicators.flow import INFLOW, STOCK, TRAITS_OF_PERSON
from grip.indicators.model import END, Balance, Indicator, Measure
from grip.indicators.traits import OfRunningSupport
from grip.results import Better, Card

_DIMENSIONS = (
    "doelgroep", "instrument", "aanbieder", "branche", "geslacht", "leeftijdsgroep", "regeling",
    "loonwaardeklasse", "categorie", "statushouder",
)  # fmt: skip
_THEME = "Voorzieningen"
REACHED = Measure("bereikt", pl.col("teken") * (pl.col("met_voorziening") == "ja"))

SUPPORT = (
    Indicator(
        Card(
            "voorzieningen_lopend", _THEME, "Lopende voorzieningen",
            "Aantal voorzieningen dat loopt aan het einde van de laatste dag van de periode, ook "
            "van personen zonder uitkering.",
            "voorzieningen", numerator="lopende voorzieningen", source="CBS, SRG", moment=True,
        ),
        Balance("voorzieningen", STOCK.at(END), (STOCK,)),
        _DIMENSIONS, {"eenheid": "voorzieningen"}, ("voorzieningen",),
    ),
    Indicator(
        Card(
            "voorzieningen_gestart", _THEME, "Gestarte voorzieningen",
            "Aantal voorzieningen met een begindatum in de periode, ook van personen zonder "
            "uitkering.",
            "voorzieningen", numerator="gestarte voorzieningen", source="CBS, SRG",
        ),
        Balance("voorzieningen", INFLOW.during(), (INFLOW,)),
        _DIMENSIONS, {"eenheid": "voorzieningen"}, ("voorzieningen",),
    ),
    Indicator(
        Card(
            "bereik_pct", _THEME, "Bereik van voorzieningen",
            "Van de personen in de bijstand aan het eind van de periode: het aandeel met minstens "
            "een lopende voorziening.",
            "procent", numerator="personen met een lopende voorziening",
            denominator="personen in de bijstand", better=Better.HIGHER, source="CBS 83747NED",
            at_end=True,
        ),
        Balance(
            "personen", REACHED.at(END), (REACHED, STOCK), STOCK.at(END),
            {"met_voorziening": OfRunningSupport()},
        ),
        TRAITS_OF_PERSON, {"eenheid": "personen"}, ("uitkeringen", "voorzieningen"), "aandeel",
    ),
)  # fmt: skip

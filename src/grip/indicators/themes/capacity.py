"""Work capacity (loonwaarde): of how many it is known, and how it was established."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import END, Balance, Indicator, Measure
from grip.indicators.themes.flow import STOCK, TRAITS_OF_PERSON
from grip.indicators.views.ladders import WAGE_CLASS, WAGE_RANK
from grip.indicators.views.traits import OfState
from grip.results import EXECUTIVE, UNKNOWN, Better, Card

_VERDICT = (
    pl.when(WAGE_CLASS.is_null()).then(None)
    .when(pl.col("door_keuring")).then(pl.lit("keuring"))
    .otherwise(pl.lit("bekend"))
)  # fmt: skip
_CAPACITY = {"loonwaarde": OfState("arbeidsvermogen", _VERDICT, WAGE_RANK)}
KNOWN = Measure("loonwaarde_bekend", pl.col("teken") * (pl.col("loonwaarde") != UNKNOWN))
EXAMINED = Measure("loonwaarde_keuring", pl.col("teken") * (pl.col("loonwaarde") == "keuring"))

CAPACITY = (
    Indicator(
        Card(
            "loonwaarde_bekend_pct", "Arbeidsvermogen", "Loonwaarde bekend",
            "Van de personen in de bijstand aan het eind van de periode: het aandeel met een "
            "bekende loonwaarde.",
            "procent", numerator="personen met een bekende loonwaarde",
            denominator="personen in de bijstand", better=Better.HIGHER,
            source="nota Uithoorn, figuur 6",
            readers=EXECUTIVE, at_end=True,
        ),
        Balance("personen", KNOWN.at(END), (KNOWN, STOCK), STOCK.at(END), _CAPACITY),
        TRAITS_OF_PERSON, {"eenheid": "personen"},
        ("uitkeringen", "arbeidsvermogen.loonwaarde_pct"), "aandeel",
    ),
    Indicator(
        Card(
            "keuring_pct", "Arbeidsvermogen", "Loonwaarde vastgesteld door keuring",
            "Van de personen in de bijstand met een bekende loonwaarde aan het eind van de "
            "periode: het aandeel bij wie die door een keuring is vastgesteld.",
            "procent", numerator="loonwaarde door keuring vastgesteld",
            denominator="personen met een bekende loonwaarde", source="nota Uithoorn, figuur 6",
            readers=EXECUTIVE, at_end=True,
        ),
        Balance("personen", EXAMINED.at(END), (EXAMINED, KNOWN), KNOWN.at(END), _CAPACITY),
        TRAITS_OF_PERSON, {"eenheid": "personen"},
        ("uitkeringen", "arbeidsvermogen.loonwaarde_pct", "arbeidsvermogen.door_keuring"),
        "aandeel",
    ),
)  # fmt: skip

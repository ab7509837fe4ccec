"""Timeliness: how long after the day itself a start or an end was entered."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import Indicator, Median
from grip.results import EXECUTIVE, Better, Card

TIMELINESS = (
    Indicator(
        Card(
            "tijdigheid_dagen", "Registratie", "Dagen tot invoer",
            "Mediaan van het aantal dagen tussen de begin- of einddatum in een rij van de tabel "
            "uitkeringen en de dag waarop die is ingevoerd, van wat in de periode is ingevoerd.",
            "dagen", numerator="dagen tot invoer", denominator="ingevoerde begin- en einddata",
            better=Better.LOWER, source="uitvoeringsplan Dalfsen 1.B", readers=EXECUTIVE,
            caveat="Vooraf ingevoerd geeft een getal onder 0. Wat nog moet worden ingevoerd, is "
            "niet te zien.",
        ),
        Median("invoer", "ingevoerd", (pl.col("ingevoerd") - pl.col("dag")).dt.total_days()),
        ("team", "consulent"), {"eenheid": "rijen"},
        ("uitkeringen.administratie_begin", "uitkeringen.administratie_einde"), "eigen",
    ),
)  # fmt: skip

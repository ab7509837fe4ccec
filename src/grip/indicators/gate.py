"""The gate: who reports, who applies, who is granted, and who is helped before that."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import Events, Indicator
from grip.results import Better, Card

_DIMENSIONS = (
    "doelgroep", "geslacht", "leeftijdsgroep", "regeling", "loonwaardeklasse", "categorie",
    "statushouder",
)  # fmt: skip
_THEME = "Poort"
_UNIT = "meldingen"


def _events(
    id: str, title: str, definition: str, unit: str, formula: Events, needs: tuple[str, ...],
    *, better: Better = Better.NEITHER, numerator: str = "", denominator: str = "",
    interval: str = "telling", caveat: str = "", source: str = "nota Uithoorn, figuur 1",
) -> Indicator:  # fmt: skip
    card = Card(
        id, _THEME, title, definition, unit, numerator or title.lower(), denominator, better,
        source, caveat=caveat,
    )  # fmt: skip
    return Indicator(
        card, formula, _DIMENSIONS, {"eenheid": _UNIT}, ("meldingen", *needs), interval
    )


GATE = (
    _events(
        "meldingen", "Meldingen", "Aantal meldingen met een meldingsdatum in de periode.",
        "meldingen", Events(_UNIT, "meldingsdatum"), (),
    ),
    _events(
        "aanvragen", "Aanvragen", "Aantal meldingen met een aanvraagdatum in de periode.",
        "aanvragen", Events(_UNIT, "aanvraagdatum"), ("meldingen.aanvraagdatum",),
    ),
    _events(
        "toekenningen", "Toekenningen",
        "Aantal meldingen met als besluit toegekend en een besluitdatum in de periode.",
        "toekenningen", Events(_UNIT, "besluitdatum", pl.col("besluit") == "toegekend"),
        ("meldingen.besluitdatum", "meldingen.besluit"),
    ),
    _events(
        "preventie_pct", "Meldingen zonder aanvraag",
        "Van de meldingen in de periode: het aandeel zonder aanvraagdatum op of voor het eind van "
        "de periode.",
        "procent",
        Events(
            _UNIT,
            "meldingsdatum",
            where=~(pl.col("aanvraagdatum") <= pl.col("e")).fill_null(False),
            among=pl.lit(True),
        ),
        ("meldingen.aanvraagdatum",), better=Better.HIGHER, interval="aandeel",
        numerator="meldingen zonder aanvraag", denominator="meldingen",
        source="nota Uithoorn, tabel 4.3",
        caveat="Voorlopig en te gunstig voor korte periodes: wie zich aan het eind meldde, kan "
        "nog aanvragen. Niet aanvragen kan ook niet-gebruik zijn.",
    ),
)  # fmt: skip

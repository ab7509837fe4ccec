"""The gate: who reports, who applies, who is granted, and who is helped before that."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import Events, Indicator
from grip.results import Better, Card

GATE_DIMENSIONS = (
    "doelgroep", "geslacht", "leeftijdsgroep", "regeling", "loonwaardeklasse", "categorie",
    "statushouder", "poortactie",
)  # fmt: skip
_THEME = "Poort"
_UNIT = "meldingen"

RIPE_DAYS = 60
_RIPE_ON = pl.col("meldingsdatum") + pl.duration(days=RIPE_DAYS)
_RIPE = pl.col("extractie") >= _RIPE_ON
_APPLIED_SOON = (pl.col("aanvraagdatum") <= _RIPE_ON).fill_null(False)


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
        card, formula, GATE_DIMENSIONS, {"eenheid": _UNIT}, ("meldingen", *needs), interval
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
    _events(
        "preventie_rijp_pct", "Na 60 dagen geen aanvraag",
        "Van de meldingen in de periode van ten minste 60 dagen voor de extractiedatum: het "
        "aandeel zonder aanvraag binnen 60 dagen na de melding.",
        "procent",
        Events(_UNIT, "meldingsdatum", where=~_APPLIED_SOON, among=_RIPE),
        ("meldingen.aanvraagdatum",), better=Better.HIGHER, interval="aandeel",
        numerator="meldingen zonder aanvraag binnen 60 dagen",
        denominator="meldingen van ten minste 60 dagen voor de extractiedatum",
        source="nota Uithoorn, tabel 4.3",
        caveat="Niet aanvragen kan niet-gebruik zijn: iemand met recht die het niet vraagt. Alleen "
        "voor wie jonger is dan 27 geldt een zoektermijn.",
    ),
)  # fmt: skip

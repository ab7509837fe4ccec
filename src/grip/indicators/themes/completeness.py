"""Completeness: which of the fields that the profile asks for are filled, record by record."""

from __future__ import annotations

import polars as pl

from grip.indicators.model import LAST, Indicator, Presence
from grip.indicators.views.caseload import Caseload
from grip.results import Better, Card


def left_out(caseload: Caseload) -> str:
    """Return, in Dutch, which fields of the profile the export does not have."""
    counted = caseload.registered_fields
    absent = [
        f"{table}.{field}"
        for table, fields in caseload.profile.registratie.items()
        for field in fields
        if field not in counted.get(table, ())
    ]
    return f"niet in de export: {', '.join(absent)}" if absent else ""


COMPLETENESS = (
    Indicator(
        Card(
            "volledigheid_pct", "Registratie", "Volledigheid van de registratie",
            "Van de velden die het profiel noemt bij [registratie], van de dossiers die lopen aan "
            "het eind van de periode of in de periode eindigden: het aandeel dat is ingevuld.",
            "procent", numerator="ingevulde velden",
            denominator="velden die ingevuld horen te zijn", better=Better.HIGHER,
            source="uitvoeringsplan Dalfsen 1.A",
            readers=("college", "management", "uitvoering"),
            caveat="Een persoon telt als een dossier, ook na een onderbreking. 'Onbekend' als "
            "antwoord is ingevuld. Een veld dat niet in de export staat, telt niet mee en wordt "
            "genoemd bij het oordeel.",
        ),
        Presence(
            "velden", pl.col("gevuld"), pl.col("velden"), record="dossier", day=LAST,
            remark=left_out,
        ),
        ("team", "consulent"), {"eenheid": "velden"}, ("uitkeringen",), "aandeel",
    ),
)  # fmt: skip

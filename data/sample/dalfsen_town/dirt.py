"""What goes wrong in a real export: a few rows of each kind, so that each meets its finding.

It damages the finished rows, just before they are written: no other step may see them.
"""

from __future__ import annotations

from random import Random
from typing import Any

Rows = dict[str, list[dict[str, Any]]]

# The finding that it must meet, the table, what is put in a row of it, and in how many.
REFUSED = (
    ("RIJ-DATUM", "ontheffingen", {"begindatum": "31-02-2019"}, 1),
    ("RIJ-DATUM", "activiteiten", {"begindatum": "31-06-2018"}, 2),
    ("RIJ-LEEG-VELD", "inkomsten", {"bedrag": None}, 2),
    ("RIJ-LEEG-VELD", "voorzieningen", {"instrument": None}, 1),
    ("RIJ-CODE", "toetsingen", {"oordeel": "in orde"}, 1),
)
EMPTIED = (
    ("CEL-LEEG", "personen", {"geslacht": "X"}, 1),
    ("CEL-LEEG", "voorzieningen", {"ervaren_effect_client": 6}, 2),
)
UNKNOWN = (
    ("CODE-ONBEKEND", "uitkeringen", {"reden_uitstroom": "88"}, 3),
    ("CODE-ONBEKEND", "voorzieningen", {"instrument": "budgetcoach"}, 4),
)


def soil(rng: Random, tables: Rows) -> None:
    """Damage some rows: the same ones for the same generator."""
    for _, table, damage, count in (*REFUSED, *EMPTIED, *UNKNOWN):
        for row in rng.sample(_sound(tables[table], damage), count):
            row |= damage | {"_vuil": True}
    _turned_around(rng, tables["voorzieningen"])
    _doubled(rng, tables["meldingen"])
    _overlapping(rng, tables["categorieen"])
    for rows in tables.values():
        for row in rows:
            row.pop("_vuil", None)


def _sound(rows: list[dict[str, Any]], damage: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that are undamaged so far, and filled where the damage will be."""
    return [
        row
        for row in rows
        if "_vuil" not in row and all(row.get(column) not in (None, "") for column in damage)
    ]


def _turned_around(rng: Random, rows: list[dict[str, Any]]) -> None:
    """Two instruments end before they begin: a typing error in the year."""
    for row in rng.sample(_sound(rows, {"einddatum": None}), 2):
        begin = row["begindatum"]
        row["einddatum"] = begin.replace(year=begin.year - 1, day=min(begin.day, 28))


def _doubled(rng: Random, rows: list[dict[str, Any]]) -> None:
    """Two meldingen are in the export twice."""
    rows += [dict(row) for row in rng.sample(_sound(rows, {"melding_id": None}), 2)]


def _overlapping(rng: Random, rows: list[dict[str, Any]]) -> None:
    """One person was placed twice on the same day."""
    row = rng.choice(_sound(rows, {"perspectief": None, "einddatum": None}))
    rows.append(row | {"categorie": "Zorg", "subcategorie": "Zorg 1 stabiliseren"})

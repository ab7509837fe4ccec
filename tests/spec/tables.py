"""Tiny tables written in a spec as text with pipes, read as plain rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from grip.schema import TABLES, Column, columns_of

# What a spec does not say because it does not matter there; ids are then the number of the row.
DEFAULTS: dict[tuple[str, str], object] = {
    ("uitkeringen", "regeling"): "PW",
    ("personen", "geboortedatum"): date(1980, 6, 15),
    ("voorzieningen", "instrument"): "scholing",
    ("categorieen", "categorie"): "Meedoen",
    ("inkomsten", "soort"): "11",
    ("kosten", "soort"): "voorziening",
    ("besluiten", "soort"): "toekenning",
}
IDS = (
    "uitkering_id", "persoon_id", "melding_id", "voorziening_id", "besluit_id", "toetsing_id",
)  # fmt: skip


def cells(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a table of text, as it was written."""
    header, *rows = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
    ]
    return header, rows


def rows_of(table: str, text: str) -> list[dict[str, Any]]:
    """Return a table of text as rows of values; an empty cell is an empty value.

    Raises:
        ValueError: a column that the table does not have, or a row of another width.
    """
    columns = columns_of(TABLES[table])
    header, lines = cells(text)
    if unknown := set(header) - set(columns):
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
    return [
        _silent(table, number)
        | {name: _value(columns[name], cell) for name, cell in zip(header, line, strict=True)}
        for number, line in enumerate(lines, 1)
    ]


def _silent(table: str, number: int) -> dict[str, object]:
    """Return what a row holds where the spec is silent."""
    own = columns_of(TABLES[table])
    # An id that may be empty is: who reports, say, need not be known yet.
    ids: dict[str, object] = {
        name: str(number) for name in IDS if name in own and own[name].required
    }
    return ids | {name: value for (of, name), value in DEFAULTS.items() if of == table}


def _value(column: Column, cell: str) -> object:
    if not cell:
        return None
    if column.kind == "datum":
        return date.fromisoformat(cell)
    if column.kind == "ja/nee":
        return {"ja": True, "nee": False}[cell]
    if column.kind in ("decimaal", "bedrag"):
        return float(cell.replace(",", "."))
    if column.kind == "getal":
        return int(cell)
    return cell

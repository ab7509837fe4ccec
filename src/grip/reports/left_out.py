"""What a public report leaves out, and that it says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from grip.reports.document import Mark, Section, Table

ESTIMATES = (
    "schattingen (hoe lang uitkeringen duren, kansen op uitstroom en doorstroom, wat er na een "
    "jaar van mensen werd), het hoofdstuk over instrumenten, en tellingen die korte "
    "onderbrekingen overslaan: daarvan is niet na te gaan of zij een klein aantal verraden"
)


def without_silent(sections: Iterable[Section]) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """Return the chapters without the tables in which every figure is hidden, and their sheets."""
    kept: list[Section] = []
    gone: list[str] = []
    for section in sections:
        gone.extend(table.sheet for table in section.tables if is_silent(table))
        tables = tuple(table for table in section.tables if not is_silent(table))
        kept.append(replace(section, tables=tables))
    return tuple(kept), tuple(gone)


def is_silent(table: Table) -> bool:
    """Tell whether a table has figures and all of them are hidden."""
    cells = [cell for row in table.rows for cell in row]
    return Mark.HIDDEN in cells and not any(isinstance(cell, int | float) for cell in cells)


def left_out(sheets: Iterable[str]) -> str:
    """Return what the cover says of it."""
    named = ", ".join(f"'{sheet}'" for sheet in sheets)
    if not named:
        return ESTIMATES
    return f"{ESTIMATES}; en tabellen waarin elk cijfer geheim is: {named}"

"""Personal data within a sentence: commentary is written by hand, and stands in the report.

A column of personal data is refused as a whole (`grip.ingest.privacy`). Commentary is a column of
sentences: there what can be told by its shape is taken out of the sentence, and that is said.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from grip.findings import RULES, Finding, Place
from grip.ingest.mapping import MappedSheet
from grip.ingest.personal import FIRST_NAMES, STREETS

SENTENCES = {"duiding": ("tekst", "rol")}
"""The columns of sentences, by table."""

_SHAPES = {
    "[e-mailadres]": r"[^\s@,;:<>()]+@[^\s@]+\.[A-Za-z]{2,}",
    "[rekeningnummer]": r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b",
    "[telefoonnummer]": r"(?:\+31|\b0031|\b0)[ -]?(?:6|[1-9]\d{1,2})[ -]?\d(?:[ -]?\d){5,7}\b",
    "[nummer]": r"\b(?:\d{9}|\d{3}[. ]\d{3}[. ]\d{3}|\d{4}\.\d\d\.\d{3})\b",
    "[adres]": rf"\p{{Lu}}[\p{{L}}'’-]*(?:{STREETS}) \d{{1,5}}[a-zA-Z]?\b"
    r"(?:,? \d{4} ?[A-Z]{2}\b)?",
    "[naam]": r"\b(?:\p{Lu}\.){1,5} ?(?:[a-z']+ ){0,3}\p{Lu}[\p{L}'’-]+"
    rf"|\b(?:{FIRST_NAMES}) (?:(?:van|de|der|den|het|ten|ter|el) ){{0,3}}\p{{Lu}}[\p{{L}}'’-]+",
}


def without_persons(mapped: MappedSheet) -> tuple[MappedSheet, list[Finding]]:
    """Return the sheet with the persons taken out of its sentences, and what was taken out."""
    frame, found = mapped.sheet.frame, []
    for name in SENTENCES.get(mapped.table, ()):
        cells = mapped.columns.get(name)
        if cells is None:
            continue
        text = pl.col(cells)
        for word, shape in _SHAPES.items():
            text = text.str.replace_all(shape, word)
        changed = frame.select((text != pl.col(cells)).sum()).item()
        if changed:
            frame = frame.with_columns(text.alias(cells))
            place = Place(mapped.sheet.file, mapped.sheet.sheet, None, name)
            found.append(Finding(RULES["PRIV-TEKST"], mapped.table, place, {"aantal": changed}))
    if not found:
        return mapped, []
    sheet = mapped.sheet.with_cells(mapped.sheet.header, frame, mapped.sheet.letters)
    return replace(mapped, sheet=sheet), found

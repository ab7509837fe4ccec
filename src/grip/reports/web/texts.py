"""Text as it can stand in a page: whatever was typed, it stays text."""

from __future__ import annotations

from html import escape

from grip.reports.workbook.style import clean


def text(words: str) -> str:
    """Return words as the content of an element; an amount stays with its sign."""
    return escape(clean(words), quote=False).replace("€ ", "€\N{NO-BREAK SPACE}")


def attribute(words: str) -> str:
    """Return words as the value of an attribute between double quotes."""
    return escape(" ".join(clean(words).split()))

"""Row counts and definitions on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from grip.findings import RowCount
from grip.reports import formats
from grip.reports.terminal.text import cell, say, table
from grip.results import Card

if TYPE_CHECKING:
    from rich.console import Console


def print_counts(counts: Sequence[RowCount], console: Console) -> None:
    """Print how the rows of every table were used; each line adds up."""
    heads = [("tabel", False), ("gelezen", True), ("geladen", True), ("geweigerd", True)]
    shown = table(console, [*heads, ("apart", True)])
    for count in counts:
        numbers = (count.read, count.loaded, count.refused, count.set_apart)
        shown.add_row(cell(console, count.table), *(formats.count(number) for number in numbers))
    console.print(shown)
    say(console, "gelezen = geladen + geweigerd + apart gezet (telt niet mee in het bestand)")
    say(console, "")


def print_cards(cards: Iterable[Card], console: Console) -> None:
    """Print the register: id and title, chapter by chapter."""
    theme = ""
    for card in cards:
        if card.theme != theme:
            theme = card.theme
            say(console, "")
            say(console, theme, style="bold")
        say(console, f"  {card.id:<32}{card.title}", hang=34)
    say(console, "")
    say(console, "Meer over een cijfer: grip definities ID")


def print_card(card: Card, dimensions: Sequence[str], console: Console) -> None:
    """Print all that is to be known of one indicator."""
    say(console, f"{card.title} ({card.id})", style="bold")
    say(console, "")
    lines = (
        ("Definitie", card.definition),
        ("Eenheid", card.unit),
        ("Teller", card.numerator),
        ("Noemer", card.denominator),
        ("Beter is", card.better.value),
        ("Naar", ", ".join(dimensions)),
        ("Let op", card.caveat),
        ("Bron", card.source),
    )
    for name, text in lines:
        if text:
            say(console, f"  {name + ':':<12}{text}", hang=14)

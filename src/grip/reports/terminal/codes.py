"""The codes of errors and findings on a terminal, with what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from grip.reports.terminal.text import say

if TYPE_CHECKING:
    from rich.console import Console

    from grip.codebook import CodeEntry


def print_codes(entries: Iterable[CodeEntry], console: Console) -> None:
    """Print the list of codes, group by group."""
    group = ""
    for entry in entries:
        if entry.group != group:
            group = entry.group
            say(console, "")
            say(console, group, style="bold")
        say(console, f"  {entry.code:<26}{entry.message}", hang=28)
    say(console, "")
    say(console, "Meer over een code: grip leg-uit CODE")


def print_code(entry: CodeEntry, console: Console) -> None:
    """Print all that is to be known of one code."""
    say(console, f"{entry.code} ({entry.severity})", style="bold")
    say(console, entry.group)
    say(console, "")
    say(console, f"  Wat:      {entry.message}", hang=12)
    say(console, f"  Waarom:   {entry.why}", hang=12)
    say(console, f"  Oplossen: {entry.remedy}", hang=12)
    if not entry.good:
        say(console, f"  Voorbeeld: {entry.bad[0]}" if entry.bad else "", hang=13)
        return
    for name, rows in (("Goed", entry.good), ("Fout", entry.bad)):
        say(console, "")
        say(console, f"  {name}:")
        for row in rows:
            say(console, f"    {row}", hang=6)

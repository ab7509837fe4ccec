"""The checks of `grip zelftest` on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grip.reports.terminal.text import say

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 22


def print_check(what: str, level: str, found: str, advice: str, console: Console) -> None:
    """Print how one thing is, and what to do where it is not in order."""
    say(console, f"{level.capitalize():<8}{what:<14}{found}", hang=_WIDE)
    if advice:
        say(console, f"{' ' * _WIDE}{advice}", hang=_WIDE)

"""Findings on a terminal: a line per rule, then what, where and how to solve it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grip.findings import Severity
from grip.reports import formats
from grip.reports.terminal.text import cell, say, table

if TYPE_CHECKING:
    from polars import DataFrame
    from rich.console import Console

# How a severity is called at one finding, and counted at the end, once and more often.
_WORDS = {
    Severity.STOP: ("Fout", "blokkerende bevinding", "blokkerende bevindingen"),
    Severity.REFUSE: ("Geweigerd", "weigering", "weigeringen"),
    Severity.WARN: ("Waarschuwing", "waarschuwing", "waarschuwingen"),
    Severity.NOTICE: ("Ter info", "ter info", "ter info"),
}

Row = dict[str, Any]


def print_findings(frame: DataFrame, console: Console, limit: int = 3) -> None:
    """Print the findings by rule: first how many of each, then the first few places of each."""
    groups = _by_code(frame)
    if groups:
        _print_overview(groups, console)
    for code, rows in groups.items():
        word = _WORDS[Severity(rows[0]["ernst"])][0]
        say(console, f"{word} {code}: {formats.count(len(rows))} keer", style="bold")
        _print_group(rows, console, limit)
        say(console, "")
    say(console, tally(frame.get_column("ernst").to_list()))
    if groups:
        say(console, "Alle plaatsen: grip controleer --uit bevindingen.csv (of --uitgebreid)")
        say(console, f"Uitleg met een voorbeeld: grip leg-uit {next(iter(groups))}")


def _by_code(frame: DataFrame) -> dict[str, list[Row]]:
    """Return the findings by code: the worst severity first, then what there is most of."""
    groups: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        groups.setdefault(row["code"], []).append(row)
    rank = {str(severity): number for number, severity in enumerate(Severity)}
    ordered = sorted(groups.items(), key=lambda item: (rank[item[1][0]["ernst"]], -len(item[1])))
    return dict(ordered)


def _print_overview(groups: dict[str, list[Row]], console: Console) -> None:
    shown = table(console, [("regel", False), ("ernst", False), ("aantal", True), ("in", False)])
    for code, rows in groups.items():
        word = _WORDS[Severity(rows[0]["ernst"])][0]
        names = ", ".join(dict.fromkeys(row["tabel"] or row["bestand"] for row in rows))
        line = (code, word.lower(), formats.count(len(rows)), names)
        shown.add_row(*(cell(console, text) for text in line))
    console.print(shown)
    say(console, "")


def _print_group(rows: list[Row], console: Console, limit: int) -> None:
    """Print one rule: every different message once, with its first places."""
    messages: dict[str, list[Row]] = {}
    for row in rows:
        messages.setdefault(row["melding"], []).append(row)
    remedies = {row["oplossing"] for same in list(messages.values())[:limit] for row in same}
    for message, same in list(messages.items())[:limit]:
        say(console, f"  Wat:      {message}", hang=12)
        more = len(same) - limit
        tail = f" (en nog {formats.count(more)})" if more > 0 else ""
        say(console, f"  Waar:     {'; '.join(_places(same[:limit]))}{tail}", hang=12)
        if len(remedies) > 1:
            say(console, f"  Oplossen: {same[0]['oplossing']}", hang=12)
    left = len(messages) - limit
    if left > 0:
        more_of = "andere melding" if left == 1 else "andere meldingen"
        say(console, f"  En nog {formats.count(left)} {more_of} met deze code.", hang=12)
    if len(remedies) == 1:
        say(console, f"  Oplossen: {remedies.pop()}", hang=12)


def _places(rows: Sequence[Row]) -> list[str]:
    """Return the places, with cells or rows of the same file, sheet and column together."""
    together: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = (row["bestand"] or "", row["blad"] or "", row["kolom"] or "")
        together.setdefault(key, []).append(row)
    texts = []
    for (file, sheet, column), same in together.items():
        parts = (file, f"blad '{sheet}'" if sheet else "", _cells(column, same))
        texts.append(", ".join(filter(None, parts)) or f"tabel {same[0]['tabel']}")
    return texts


def _cells(column: str, rows: Sequence[Row]) -> str:
    """Return the cells as Excel calls them, and the name of their column."""
    numbers = [str(row["rij"]) for row in rows if row["rij"] is not None]
    cells = [row["cel"] for row in rows if row["cel"]]
    name = f"kolom '{column}'" if column else ""
    if not numbers:
        return f"kolom {cells[0]} ('{column}')" if cells and column else name
    if len(cells) < len(numbers):
        return ", ".join(filter(None, (_one("rij", "rijen", numbers), name)))
    return _one("cel", "cellen", cells) + (f" ({name})" if name else "")


def _one(word: str, words: str, numbers: Sequence[str]) -> str:
    return f"{word if len(numbers) == 1 else words} {_listed(numbers)}"


def _listed(words: Sequence[str]) -> str:
    """Return words as Dutch lists them: `18, 44 en 102`."""
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def print_skipped(findings: DataFrame, console: Console) -> None:
    """Name the columns that were passed over and look like one that is missing.

    A slip of the pen in one header makes wrong figures, and drowns in a thousand warnings.
    """
    for file, text in findings.filter(code="KOLOM-LIJKT").select("bestand", "melding").iter_rows():
        say(console, f"            {file}: {text}", hang=12)


def tally(severities: Sequence[str]) -> str:
    """Return how many findings there are, by severity: `Bevindingen: 9 waarschuwingen.`"""
    counts = [
        f"{formats.count(number)} {one if number == 1 else more}"
        for severity, (_, one, more) in _WORDS.items()
        if (number := severities.count(severity))
    ]
    if not counts:
        return "Geen bevindingen."
    name = "Bevinding" if len(severities) == 1 else "Bevindingen"
    return f"{name}: {_listed(counts)}."

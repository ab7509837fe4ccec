"""Registration discipline on a terminal: what is empty, what is late, what that means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from grip.discipline.overview import Discipline
from grip.reports import formats
from grip.reports.chapters.registration import (
    doubts_table,
    fields_table,
    months_table,
    registration_message,
    teams_table,
)
from grip.reports.document import Cell, Kind, Mark, Table
from grip.reports.terminal.text import cell, say, table

if TYPE_CHECKING:
    from rich.console import Console

_FEW = 5


def print_registration(kept: Discipline, console: Console, *, verbose: bool = False) -> None:
    """Print the gaps, the trend, the teams and the figures that rest on most doubtful rows."""
    say(console, "Registratie", style="bold")
    for sentence in registration_message(kept):
        say(console, sentence)
    say(console, "")
    ends = (kept.months[0], kept.months[-1])
    first, last = (formats.month_label(month.begin, short=True) for month in ends)
    fields = fields_table(kept)
    gaps = [row for row in fields.rows if row[3] != 0 and row[4] != 100.0]
    shown = gaps if verbose else gaps[: 2 * _FEW]
    heads = {"veld": "veld", "velden": "hoort", "gevuld": "gevuld", "nu": last, "toen": first}
    _print(fields, shown, heads, console)
    full = sum(row[4] == 100.0 for row in fields.rows)
    _print_rest(len(gaps) - len(shown), full, console)
    if absent := sum(not field.present for field in kept.fields):
        say(console, f"Niet in de export: {formats.count(absent)} velden.")
    say(console, "")
    soon = f"<= {kept.soon} dgn"
    speed = {"invoer": "ingevoerd", "dagen": "dagen", "op_tijd": soon}
    months = months_table(kept)
    heads = {"maand": "maand", "pct": "gevuld", "codes": "onbekende codes", **speed}
    _print(months, months.rows, heads, console)
    teams = teams_table(kept)
    if len(teams.rows) > 1:
        _print(teams, teams.rows, {"team": "team", "nu": f"gevuld {last}", **speed}, console)
    doubts = doubts_table(kept)
    worst = [row for row in doubts.rows if row[6]][: None if verbose else _FEW]
    heads = {"cijfers": "cijfers die rusten op twijfelachtige rijen", "rijen": "rijen",
             "twijfel": "twijfel", "pct": "aandeel"}  # fmt: skip
    _print(doubts, worst, heads, console)


def _print_rest(more: int, full: int, console: Console) -> None:
    if more > 0:
        say(console, f"En nog {formats.count(more)} velden met gaten (--uitgebreid toont ze).")
    if full:
        say(console, f"Helemaal gevuld: {formats.count(full)} velden.")


def _short(value: Cell, kind: Kind) -> str:
    """Return a cell as text; where there is nothing to say stands a dash."""
    return "-" if value in (None, Mark.NOT_APPLICABLE) else formats.cell(value, kind)


def _print(
    made: Table, rows: Iterable[Sequence[Cell]], heads: Mapping[str, str], console: Console
) -> None:
    """Print some columns of a table of the report, each under a short head."""
    places = {column.key: n for n, column in enumerate(made.columns) if column.key in heads}
    chosen = [(places[key], head) for key, head in heads.items()]
    shown = table(console, [(head, made.columns[n].kind is not Kind.TEXT) for n, head in chosen])
    for row in rows:
        cells = (_short(row[n], made.columns[n].kind) for n, _ in chosen)
        shown.add_row(*(cell(console, text) for text in cells))
    console.print(shown)
    say(console, "")

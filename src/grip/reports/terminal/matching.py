"""What grip koppel proposes, on a terminal: per sheet its table, columns and codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grip.reports import formats
from grip.reports.terminal.text import cell, say, table

if TYPE_CHECKING:
    from rich.console import Console

_CODES = 8  # codes that are shown of one column

Row = dict[str, Any]


def print_proposals(rows: Sequence[Row], console: Console) -> None:
    """Print every sheet with what is proposed for it, and what could not be placed."""
    for row in rows:
        say(console, _title(row), style="bold")
        if row["bekend"]:
            say(console, "  grip leest dit blad zonder bronprofiel.")
        elif row["tabel"]:
            _print_columns(row["kolommen"], console)
            _print_left(row, console)
        say(console, "")


def _title(row: Row) -> str:
    place = f"{row['bestand']}, blad {row['blad']}" if row["blad"] else row["bestand"]
    amount = f"{place} ({formats.count(row['rijen'])} rijen)"
    if not row["tabel"]:
        return f"{amount}: niet geplaatst, dit lijkt op geen enkele tabel"
    return f"{amount}: tabel {row['tabel']}, {row['zekerheid']}"


def _print_columns(columns: Sequence[Row], console: Console) -> None:
    heads = ("kop", "kolom", "zekerheid", "betekenis")
    shown = table(console, [(head, False) for head in heads])
    for one in columns:
        line = (one["kop"], one["kolom"], one["zekerheid"], _meaning(one))
        shown.add_row(*(cell(console, text) for text in line))
    console.print(shown)


def _meaning(one: Row) -> str:
    parts = [f"{value} ({one['zekerheid_instellingen']})" if value != "cbs" else
             f"CBS-codes ({one['zekerheid_instellingen']})"
             for value in one["instellingen"].values()]  # fmt: skip
    if one["kolom"] == "einddatum" and not parts:
        parts.append(f"laatste dag ({one['zekerheid_instellingen'] or 'onzeker'})")
    parts += [f"{code} = {told}" for code, told in list(one["codes"].items())[:_CODES]]
    more = len(one["codes"]) - _CODES
    return ", ".join([*parts, *([f"en nog {formats.count(more)} codes"] if more > 0 else [])])


def _print_left(row: Row, console: Console) -> None:
    if row["ontbreekt"]:
        names = ", ".join(row["ontbreekt"])
        say(console, f"  Zonder {names} kan grip deze tabel niet laden; zij wordt overgeslagen.",
            hang=2)  # fmt: skip
    if row["niet_geplaatst"]:
        names = ", ".join(f"'{name}'" for name in row["niet_geplaatst"])
        say(console, f"  Niet geplaatst: {names}.", hang=2)
    for one in row["kolommen"]:
        unknown = one["codes_zonder_betekenis"]
        if unknown:
            codes = ", ".join(
                f"{c} ({formats.count(n)})" for c, n in list(unknown.items())[:_CODES]
            )
            more = len(unknown) - _CODES
            tail = f" en nog {formats.count(more)}" if more > 0 else ""
            say(console, f"  Codes zonder betekenis in '{one['kop']}': {codes}{tail}.", hang=2)

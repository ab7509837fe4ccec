"""Attainment on a terminal: what was reached, against which norm, and what is still to go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grip.periods import Period
from grip.reports import formats
from grip.reports import target_words as words
from grip.reports.document import LEGEND, Mark
from grip.reports.terminal.text import cell, say, table
from grip.targets.judgement import Standing

if TYPE_CHECKING:
    from rich.console import Console

    from grip.target_door import ProtectedTargets

_HEADS = (
    ("doel", False), ("uitkomst", True), ("norm", False), ("te gaan", False),
    ("kans", True), ("oordeel", False),
)  # fmt: skip
_FOLD = ("uitkomst", "te gaan")
_NAME, _GAP = 16, 3  # so wide a name is at least, and the room between two columns
_BESIDE_HEADS = (("ernaast, zonder norm", False), ("uitkomst", True), ("vorig jaar", True))


def print_targets(targets: ProtectedTargets, console: Console) -> None:
    """Print a line per target, what stands beside it, and what needs a word."""
    rows = list(targets.frame.iter_rows(named=True))
    if not rows:
        say(console, "Dit profiel heeft geen doelen; docs/doelen.md zegt hoe u ze opgeeft.")
        return
    period = Period(rows[0]["periode_begin"], rows[0]["periode_eind"])
    standing = f" ({rows[0]['soort']}: kan nog veranderen)" if words.provisional(rows) else ""
    say(console, f"Doelen, {period.label}{standing}", style="bold")
    say(console, "")
    mains = [row for row in rows if not row["naast"]]
    lines = [
        (row["naam"], _outcome(row), words.norm_short(row), words.to_go(row), words.chance(row),
         words.said(row))
        for row in mains
    ]  # fmt: skip
    _print_table(_HEADS, lines, console)
    if besides := [row for row in rows if row["naast"]]:
        say(console, "")
        more = [(row["naam"], _outcome(row), words.last_year(row)) for row in besides]
        _print_table(_BESIDE_HEADS, more, console)
    say(console, "")
    remarks: dict[str, list[str]] = {}
    for row in rows:
        if remark := words.remark(row):
            remarks.setdefault(remark, []).append(row["naam"])
    for remark, names in remarks.items():
        say(console, f"- {'; '.join(names)}: {remark}", hang=2)
    if period.end.year in targets.unknown:
        count = targets.unknown[period.end.year]
        say(console, f"- {words.unknown_note(period.end.year, count)}", hang=2)
    _print_legend(rows, period, console)


def _print_table(
    heads: Sequence[tuple[str, bool]], lines: Sequence[Sequence[str]], console: Console
) -> None:
    """Print a table without its empty columns; where it is too wide, cells fold between words."""
    kept = [at for at in range(len(heads)) if any(line[at] not in ("", "-") for line in lines)]
    shown = table(console, [heads[at] for at in kept])
    columns = [[heads[at][0], *(line[at] for line in lines)] for at in kept]
    wide = [max(map(len, texts)) for texts in columns]
    gaps = _GAP * (len(kept) - 1)
    if console.width // 4 + sum(wide[1:]) + gaps > console.width:
        for place, texts in enumerate(columns):
            if texts[0] in _FOLD:
                wide[place] = max(len(word) for text in texts for word in text.split())
    wide[0] = min(wide[0], max(_NAME, console.width - sum(wide[1:]) - gaps))
    for column, width in zip(shown.columns, wide, strict=True):
        column.width = width
    for line in lines:
        shown.add_row(*(cell(console, line[at]) for at in kept))
    console.print(shown)


def _outcome(row: words.Row) -> str:
    text = words.value_in_full(row)
    return text.partition(" (")[0] if "€" in text else text.replace(" van ", "/")


def _print_legend(rows: list[words.Row], period: Period, console: Console) -> None:
    judged = [row for row in rows if words.standing_of(row) in words.JUDGED]
    if judged and (period.end.month, period.end.day) != (12, 31):
        gone = formats.percent(100 * rows[0]["deel_van_jaar"], 0)
        say(console, "Op koers: minstens de norm maal het deel van het jaar dat voorbij is "
            f"({gone}).")  # fmt: skip
        whole = [row["naam"] for row in judged if not row["cumulatief"]]
        if whole:
            say(console, f"Tegen de hele norm: {'; '.join(whole)}.", hang=2)
    for line in words.chance_notes(rows):
        say(console, line)
    used = {words.standing_of(row) for row in rows}
    for standing, mark in ((Standing.HIDDEN, Mark.HIDDEN), (Standing.TOO_FEW, Mark.TOO_FEW)):
        if standing in used:
            say(console, f"{mark.value} = {LEGEND[mark]}")

"""What is known of instruments on a terminal: an overview, and a page for those that are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grip.effects.frame import COMPARED, HORIZON
from grip.reports import effect_words as words
from grip.reports import formats
from grip.reports.document import Cell, Kind, Mark
from grip.reports.effect_words import Story
from grip.reports.terminal_text import cell, say, table

if TYPE_CHECKING:
    from rich.console import Console

    from grip.effect_door import ProtectedEffects

_HEADS = (
    ("instrument", False), ("gestart", True), ("werk na 12 mnd", True), ("gewogen verschil", True),
    ("niveau", True), ("oordeel", False),
)  # fmt: skip
_PLAIN = {Mark.NOT_APPLICABLE: "-", Mark.TOO_FEW: "te weinig"}


def print_effects(effects: ProtectedEffects, console: Console, *, whole: bool) -> None:
    """Print a line per instrument; with `whole` also its page in questions and answers."""
    stories = [Story(effects, id) for id in effects.names]
    say(console, "VERTROUWELIJK", style="bold")
    say(console, f"Instrumenten, {effects.window.label}", style="bold")
    say(console, "")
    if not stories:
        say(console, "Er is geen enkele voorziening uit de catalogus gestart.")
        return
    if not whole:
        say(console, words.message(stories))
        say(console, "")
    shown = table(console, _HEADS)
    for story in stories:
        shown.add_row(*(cell(console, text) for text in _line(story)))
    console.print(shown)
    for story in stories if whole else ():
        _print_page(story, console)
    say(console, "")
    for note in _notes(effects, stories, whole=whole):
        say(console, f"- {note}", hang=2)


def _line(story: Story) -> tuple[str, ...]:
    work = words.shown(story.row("uitstroom_werk", HORIZON))
    return (
        story.name,
        _said(story.cell("gestart"), Kind.COUNT),
        _between(work, Kind.PERCENT) if work else _said(
            story.cell("uitstroom_werk", HORIZON), Kind.PERCENT),
        _between(story.row("verschil"), Kind.DECIMAL) if story.level == COMPARED else "-",
        str(story.level),
        story.verdict,
    )  # fmt: skip


def _said(value: Cell, kind: Kind) -> str:
    return _PLAIN.get(value, "-") if isinstance(value, Mark) else formats.cell(value, kind)


def _between(row: words.Row | None, kind: Kind) -> str:
    if row is None or row["waarde"] is None:
        return "-"
    value = (
        words.points(row["waarde"]) if kind is Kind.DECIMAL else formats.cell(row["waarde"], kind)
    )
    if row["ondergrens"] is None:
        return value
    low, high = (formats.decimal(row[name]) for name in ("ondergrens", "bovengrens"))
    return f"{value} ({low} tot {high})"


def _print_page(story: Story, console: Console) -> None:
    say(console, "")
    say(console, story.name, style="bold")
    for question, answer in words.QUESTIONS:
        say(console, f"  {question}", style="bold")
        say(console, f"    {answer(story)}", hang=4)
    say(console, f"  Niveau {words.LEVELS[story.level]}. Niet hoger: {story.why}.", hang=2)


def _notes(effects: ProtectedEffects, stories: list[Story], *, whole: bool) -> list[str]:
    notes = [words.LEVEL_NOTE]
    if effects.since is not None:
        notes.append(
            f"Starters zijn gevolgd van {formats.day(effects.since)} tot en met "
            f"{formats.day(effects.until)}; tussen haakjes het gebied van 95%."
        )
    if any(story.level == COMPARED for story in stories):
        notes.append(f"Vergeleken op: {', '.join(effects.covariates)}. {words.RESERVATION}")
    if not whole:
        notes.append("Meer over een instrument: grip instrumenten ID, bijvoorbeeld "
                     f"grip instrumenten {stories[0].id}")  # fmt: skip
    return notes

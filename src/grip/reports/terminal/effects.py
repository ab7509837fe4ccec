"""What is known of instruments on a terminal: an overview, and a page for those that are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grip.effects.frame import HORIZON
from grip.reports import effect_words as words
from grip.reports import formats
from grip.reports.document import Cell, Kind, Mark
from grip.reports.effect_answers import QUESTIONS
from grip.reports.effect_words import Story
from grip.reports.terminal.text import cell, say, table

if TYPE_CHECKING:
    from rich.console import Console

    from grip.effect_door import ProtectedEffects

_HEADS = (
    ("instrument", False), ("start", True), ("% na jaar", True), ("verschil", True),
    ("niveau en oordeel", False),
)  # fmt: skip
_PLAIN = {Mark.NOT_APPLICABLE: "-", Mark.TOO_FEW: "te weinig"}
_VERDICT = len("aangetoond")  # so narrow the verdict may become, and no word of it is cut
_NAME = 24  # so wide a name may be before it is broken


def print_effects(effects: ProtectedEffects, console: Console, *, whole: bool) -> None:
    """Print a line per instrument; with `whole` also its page in questions and answers.

    Args:
        effects: what may be shown.
        console: where to print.
        whole: also the pages.
    """
    stories = [Story(effects, id) for id in effects.names]
    say(console, f"Instrumenten, {effects.window.label}", style="bold")
    say(console, "")
    if not stories:
        say(console, "Niet berekend: de tabel voorzieningen ontbreekt, of er is geen enkele start "
            "van een instrument uit de catalogus in.")  # fmt: skip
        return
    if not whole:
        say(console, words.message(stories))
        say(console, "")
    shown = table(console, _HEADS)
    for story in stories:
        shown.add_row(*(cell(console, text) for text in _line(story)))
    words_shown = [_HEADS[0][0], *(word for story in stories for word in story.name.split())]
    longest = max(map(len, words_shown))
    shown.columns[0].width = min(longest, _NAME)
    shown.columns[-1].min_width = _VERDICT
    for column in shown.columns[2:-1]:
        column.no_wrap = True  # a figure and its interval stay together
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
        _between(work, "-") if work else _said(
            story.cell("uitstroom_werk", HORIZON), Kind.PERCENT),
        _between(story.estimate),
        f"{story.level} {story.outcome}",
    )  # fmt: skip


def _said(value: Cell, kind: Kind) -> str:
    return _PLAIN.get(value, "-") if isinstance(value, Mark) else formats.cell(value, kind)


def _between(row: words.Row | None, link: str = " tot ") -> str:
    """Return a figure with its interval, whole: certainty takes no decimals."""
    if row is None or row["waarde"] is None:
        return "-"
    value, low, high = (
        formats.decimal(row[name], 0) for name in ("waarde", "ondergrens", "bovengrens")
    )
    return f"{value} ({low}{link}{high})"


def _print_page(story: Story, console: Console) -> None:
    say(console, "")
    say(console, story.name, style="bold")
    for question, answer in QUESTIONS:
        say(console, f"  {question}", style="bold")
        say(console, f"    {answer(story)}", hang=4)
    say(console, f"  Niveau {words.LEVELS[story.level]}. Niet hoger: {story.why}.", hang=2)


def _notes(effects: ProtectedEffects, stories: list[Story], *, whole: bool) -> list[str]:
    notes = [words.LEVEL_NOTE, "% na jaar: hoeveel procent van de starters binnen twaalf maanden "
             "uitstroomde naar werk. Verschil: in procentpunt, met wie op hen lijkt; bij een opzet "
             "dat van het aanbod."]  # fmt: skip
    if effects.since is not None:
        notes.append(
            f"Starters zijn gevolgd van {formats.day(effects.since)} tot en met "
            f"{formats.day(effects.until)}; tussen haakjes het gebied van 95%."
        )
    if any(story.compared for story in stories):
        notes.append(f"Vergeleken op: {', '.join(effects.covariates)}. {words.RESERVATION}")
    if not whole:
        notes.append("Meer over een instrument: grip instrumenten ID, bijvoorbeeld "
                     f"grip instrumenten {stories[0].id}")  # fmt: skip
    return notes

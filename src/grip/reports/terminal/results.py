"""Results and summary on a terminal: 80 columns, no colour needed, any encoding.

Names that come from files and profiles are printed as they are: markup is off, control
characters are gone, and what the stream cannot say becomes a question mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grip.periods import Period
from grip.reports import formats
from grip.reports.document import LEGEND, Cell, Document, Kind, Mark
from grip.reports.terminal.text import cell, say, table

if TYPE_CHECKING:
    from rich.console import Console

    from grip.config import Profile
    from grip.disclosure import ProtectedResults
    from grip.results import Card

_SMALL = 60
_SIGNS = {
    "[v]": "voorlopig: kan nog veranderen",
    "[p]": "prognose",
    "[a]": "afgerond",
} | {mark.value: words for mark, words in LEGEND.items()}
_SPREAD = "marge 95% = het gebied waarbinnen het percentage door toeval kan liggen"

Row = dict[str, Any]


def print_results(
    protected: ProtectedResults, console: Console, profile: Profile | None = None
) -> None:
    """Print a table per indicator, with the categories below each other.

    The profile gives categories the names that the municipality uses.
    """
    said: list[str] = []
    spread = False
    for (indicator, definition), group in protected.frame.group_by(
        "indicator", "definitie", maintain_order=True
    ):
        card = protected.cards.get(str(indicator))
        rows = list(group.iter_rows(named=True))
        say(console, _title(card, rows[0]["eenheid"] or "", str(indicator)), style="bold")
        if str(definition) not in ("", str(indicator)):
            say(console, str(definition), style="dim")
        cells = _print_indicator(rows, console, profile)
        spread = spread or any(line[-1] for line in cells)
        said += [text for line in cells for text in line]
        say(console, "")
    for sign, words in _SIGNS.items():
        if any(sign in text for text in said):
            say(console, f"{sign} = {words}")
    if spread:
        say(console, _SPREAD)


def _title(card: Card | None, unit: str, indicator: str) -> str:
    """Return the title with its unit, unless it names that already."""
    if card is None:
        return indicator
    return card.title if not unit or card.title.endswith(f"({unit})") else f"{card.title} ({unit})"


def _print_indicator(
    rows: list[Row], console: Console, profile: Profile | None
) -> list[tuple[str, ...]]:
    """Print the rows of one indicator and return its cells."""
    kind = formats.unit_kind(rows[0]["eenheid"] or "", (row["waarde"] for row in rows))
    cells = [_cells(row, kind, profile) for row in rows[:_SMALL]]
    names = ("categorie", "periode", "waarde", "teller", "noemer", "marge 95%")
    kept = [
        i for i in range(len(names)) if i < 3 or any(line[i] not in ("", "[g]") for line in cells)
    ]
    shown = table(console, [(names[i], i >= 2) for i in kept])
    for line in cells:
        shown.add_row(*(cell(console, line[i]) for i in kept))
    console.print(shown)
    if len(rows) > _SMALL:
        say(
            console,
            f"... en nog {formats.count(len(rows) - _SMALL)} regels; schrijf alles met --uit.",
        )
    return cells


def _hidden(status: str) -> Mark | None:
    """Return the mark that stands for a figure of this status, None when it is shown."""
    from grip.results import Status

    marks = {
        Status.HIDDEN: Mark.HIDDEN,
        Status.TOO_FEW: Mark.TOO_FEW,
        Status.NOT_COMPUTED: Mark.NOT_COMPUTED,
    }
    return marks.get(Status(status))


def _cells(row: Row, kind: Kind, profile: Profile | None) -> tuple[str, ...]:
    from grip.reports.terminal.words import group_name

    period = Period(row["periode_begin"], row["periode_eind"]).label
    hidden = _hidden(row["status"])
    value = formats.cell(hidden if hidden else _known(row["waarde"]), kind)
    signs = {"voorlopig": " [v]", "prognose": " [p]"}.get(row["soort"], "")
    rounded = " [a]" if row["status"] == "afgerond_op" else ""
    parts = (_part(row[name], hidden) for name in ("teller", "noemer"))
    group = group_name(profile, row["dimensie"], row["categorie"])
    return (group, period, value + signs + rounded, *parts, _interval(row, kind))


def _known(value: float | None) -> Cell:
    return Mark.UNKNOWN if value is None else value


def _part(value: float | None, hidden: Mark | None) -> str:
    """Return a numerator or denominator; a hidden figure hides its missing parts by name."""
    if value is None:
        return hidden.value if hidden is Mark.HIDDEN else ""
    return formats.count(value) if float(value).is_integer() else formats.decimal(value)


def _interval(row: Row, kind: Kind) -> str:
    """Return the margin of a share; that of a count says nothing to who counts everybody."""
    low, high = row["ondergrens"], row["bovengrens"]
    if low is None or high is None or kind is not Kind.PERCENT:
        return ""
    return f"{formats.cell(low, kind)} - {formats.cell(high, kind)}"


def print_summary(document: Document, console: Console) -> None:
    """Print the messages and the key figures of a report."""
    for mark in (document.mark, document.sample):
        if mark:
            say(console, mark, style="bold")
    say(console, document.title, style="bold")
    say(console, document.subtitle)
    say(console, "")
    for message in document.messages:
        say(console, f"- {message}", hang=2)
    if document.reservation:
        say(console, f"- {document.reservation}", hang=2)
    if not document.key_figures:
        return
    say(console, "")
    heads = [("kerncijfer", False), ("uitkomst", True), ("jaar eerder", True)]
    shown = table(console, [*heads, ("verandering", False), ("oordeel", False)])
    for figure in document.key_figures:
        name = f"{figure.title}, {figure.about}" if figure.about else figure.title
        value, was = (formats.cell(v, figure.kind) for v in (figure.value, figure.before))
        line = (name, value, was, figure.change, figure.tone.value)
        shown.add_row(*(cell(console, text) for text in line))
    console.print(shown)
    used = {
        formats.shown(v) for figure in document.key_figures for v in (figure.value, figure.before)
    }
    for mark in Mark:
        if mark in used:
            say(console, f"{mark.value} = {LEGEND[mark]}")

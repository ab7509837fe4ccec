"""Parts of sentences that several chapters need: why a figure is not given, shares, changes."""

from __future__ import annotations

from collections.abc import Iterable

from grip.periods import Period
from grip.reports import formats
from grip.reports.document import LEGEND, Cell, Mark
from grip.reports.lookup import WHOLE, Key, Lookup, short
from grip.results import UNKNOWN

_REASONS = {
    Mark.HIDDEN: "een aantal is te klein om te tonen",
    Mark.TOO_FEW: "er zijn te weinig gevallen",
    Mark.NOT_COMPUTED: "in de export ontbreekt wat ervoor nodig is (zie blad 'Niet berekend')",
    Mark.NOT_KEPT: "dit werd toen nog niet geregistreerd",
}


def not_given(what: str, cells: Iterable[Cell]) -> str:
    """Return the sentence that a figure is not given, with the reason that its cells name."""
    reasons = [_REASONS[cell] for cell in cells if isinstance(cell, Mark) and cell in _REASONS]
    return f"{what} niet te geven: {reasons[0] if reasons else 'er is niets om te tellen'}."


def marks_in(cells: Iterable[Cell]) -> str:
    """Return the legend of the marks among cells, for the note below a figure."""
    used = set(cells)
    return " ".join(f"{mark.value} = {LEGEND[mark]}." for mark in Mark if mark in used)


def source_of(look: Lookup) -> str:
    """Return where the figures come from, as it stands below a chart."""
    return f"Bron: cliëntsysteem {look.profile.gemeente.naam}."


def parts_of(look: Lookup, indicator: str, period: Period, key: Key = WHOLE) -> list[Cell]:
    """Return numerator, denominator and value of a share."""
    return [look.cell(indicator, period, key, part) for part in ("teller", "noemer", "waarde")]


def share_words(cells: list[Cell]) -> str:
    """Return the numerator of a share as `29 (31%)`, without percentage where they are few."""
    top, _, value = cells
    said = count_words(top)
    return f"{said} ({formats.percent(value, 0)})" if isinstance(value, int | float) else said


def count_words(cell: Cell) -> str:
    """Return a count as it stands in a sentence."""
    return formats.count(cell) if isinstance(cell, int | float) else str(cell)


def counted(cells: list[Cell]) -> bool:
    """Tell whether numerator and denominator of a share are there, and count somebody."""
    return all(isinstance(cell, int | float) for cell in cells[:2]) and cells[1] != 0


def verb(number: Cell, one: str, more: str) -> str:
    """Return the form of a verb that goes with a number."""
    return one if number == 1 else more


def more_or_less(change: float) -> str:
    """Return a change of a count as it stands before a comparison: `14 meer dan`."""
    if change == 0:
        return "evenveel als"
    return f"{formats.count(abs(change))} {'meer' if change > 0 else 'minder'} dan"


def gap_note(look: Lookup) -> str:
    """Say which break between two spells the profile takes for no departure."""
    days = look.profile.instellingen.onderbreking_dagen
    if not days:
        return "Alleen wie de dag na het einde weer een uitkering heeft, is niet vertrokken."
    return f"Wie binnen {days + 1} dagen na het einde weer een uitkering heeft, is niet vertrokken."


def about(look: Lookup, indicator: str, period: Period) -> str:
    """Return what a figure of a period is really about: a day, a cohort or the period itself."""
    card = look.results.cards[indicator]
    if card.followed:
        return f"cohort {short(period.cohort_window())}"
    if card.moment or card.at_end:
        return formats.day(period.end) + (" [v]" if look.is_provisional(period) else "")
    return look.label(period)


def extremes(
    look: Lookup, indicator: str, period: Period, dimension: str
) -> tuple[tuple[str, float], tuple[str, float]] | None:
    """Return the highest and the lowest category with their figures, where chance cannot tell it.

    None where the interval of either meets that of another, or fewer than two can be shown: then
    there is no most and no least.
    """
    known = []
    for category in look.categories(indicator, dimension):
        key = (dimension, category)
        value, low, high = (
            look.cell(indicator, period, key, part)
            for part in ("waarde", "ondergrens", "bovengrens")
        )
        if not isinstance(value, int | float) or category == UNKNOWN:
            continue
        if isinstance(low, int | float) and isinstance(high, int | float):
            known.append((value, low, high, category))
    if len(known) < 2:
        return None
    least, *_, most = known = sorted(known)
    clear = most[1] > max(high for _, _, high, _ in known[:-1])
    clear &= least[2] < min(low for _, low, _, _ in known[1:])
    return ((most[3], most[0]), (least[3], least[0])) if clear else None

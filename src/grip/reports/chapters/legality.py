"""Chapter: which decisions were checked on legality, and how many were right at once."""

from __future__ import annotations

from grip.reports.chapters.parts import view_table
from grip.reports.chapters.sentences import (
    count_words,
    counted,
    not_given,
    parts_of,
    share_words,
    verb,
)
from grip.reports.document import Cell, Column, Kind, Section, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.terminal.words import category_name

_CHECKED, _RIGHT = "toetsing_pct", "toetsing_akkoord_pct"


def legality_chapter(look: Lookup) -> Section:
    """Return the chapter on legality."""
    return Section(
        "rechtmatigheid", "Rechtmatigheid", (legality_message(look),), (_view(look), _kinds(look))
    )


def legality_message(look: Lookup) -> str:
    """Say how many decisions were checked and how many checks were right at once."""
    period = look.scope.to_date
    checked, right = (parts_of(look, id, period) for id in (_CHECKED, _RIGHT))
    if not counted(checked):
        return not_given(f"Over {period.phrase} zijn de toetsingen", checked)
    said = (
        f"Van de {count_words(checked[1])} besluiten in {period.phrase} "
        f"{verb(checked[0], 'is', 'zijn')} er {share_words(checked)} getoetst"
    )
    if not counted(right):
        return f"{said}."
    return (
        f"{said}; van de {count_words(right[1])} toetsingen "
        f"{verb(right[0], 'was', 'waren')} er {share_words(right)} in een keer akkoord."
    )


def _view(look: Lookup) -> Table:
    cards = look.results.cards
    lines = [(cards[id].title, id, WHOLE, "") for id in (_CHECKED, _RIGHT) if look.computed(id)]
    return view_table(
        look, "toetsing", "Toetsing", legality_message(look).rstrip("."),
        "Welk deel van de besluiten is getoetst, en welk deel van de toetsingen meteen goed was.",
        Kind.PERCENT, lines, tuple(f"{name}: {cards[id].caveat}" for name, id, _, _ in lines),
        interval=True,
    )  # fmt: skip


def _kinds(look: Lookup) -> Table:
    period = look.scope.to_date
    columns = (
        Column("soort", "Soort besluit", Kind.TEXT),
        Column("getoetst", "Getoetste besluiten"),
        Column("besluiten", "Besluiten"),
        Column("aandeel", "Getoetst (%)", Kind.PERCENT, "{getoetst}/{besluiten}*100"),
        Column("akkoord", "Toetsingen akkoord"),
        Column("toetsingen", "Toetsingen"),
        Column("goed", "Akkoord (%)", Kind.PERCENT, "{akkoord}/{toetsingen}*100"),
    )

    def cells(key: Key) -> tuple[Cell, ...]:
        parts = ("teller", "noemer", "waarde")
        return tuple(look.cell(id, period, key, p) for id in (_CHECKED, _RIGHT) for p in parts)

    kinds = [("soort", kind) for kind in look.categories(_CHECKED, "soort")]
    found = [(category_name(look.profile, *key).capitalize(), cells(key)) for key in kinds]
    rows = [("Alle besluiten", *cells(WHOLE))]
    rows += [(name, *row) for name, row in found if row[1] != 0 or row[4] != 0]
    return Table(
        "toetsing_soort", "Toetsing naar soort", f"Toetsing naar soort besluit, {period.label}",
        "Besluiten tellen op de dag van het besluit, toetsingen op de dag van de toets.",
        columns, tuple(rows),
        ("Een besluit dat twee keer is getoetst, telt een keer als getoetst besluit en twee keer "
         "als toetsing.",),
    )  # fmt: skip

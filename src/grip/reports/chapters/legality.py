"""Chapter: which decisions were checked on legality, and how many were right at once."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import view_table
from grip.reports.document import Cell, Column, Kind, Section, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.words import category_name

_CHECKED, _RIGHT = "toetsing_pct", "toetsing_akkoord_pct"


def legality_chapter(look: Lookup) -> Section:
    """Return the chapter on legality."""
    return Section(
        "rechtmatigheid", "Rechtmatigheid", (legality_message(look),), (_view(look), _kinds(look))
    )


def legality_message(look: Lookup) -> str:
    """Say how many decisions were checked and how many checks were right at once."""
    period = look.scope.to_date
    checked, right = look.row(_CHECKED, period), look.row(_RIGHT, period)
    if checked is None or checked["waarde"] is None:
        return f"Over {period.phrase} zijn de toetsingen niet te geven."
    said = (
        f"Van de {formats.count(checked['noemer'])} besluiten in {period.phrase} zijn er "
        f"{formats.count(checked['teller'])} getoetst ({formats.percent(checked['waarde'], 0)})."
    )
    if right is None or right["waarde"] is None:
        return said
    return (
        f"{said} Van de {formats.count(right['noemer'])} toetsingen was "
        f"{formats.percent(right['waarde'], 0)} in een keer akkoord."
    )


def _view(look: Lookup) -> Table:
    cards = look.results.cards
    lines = [(cards[id].title, id, WHOLE, "") for id in (_CHECKED, _RIGHT) if look.computed(id)]
    return view_table(
        look, "toetsing", "Toetsing", "Toetsing van besluiten op rechtmatigheid",
        "Welk deel van de besluiten is getoetst, en welk deel van de toetsingen meteen goed was.",
        Kind.PERCENT, lines, tuple(cards[id].caveat for _, id, _, _ in lines), interval=True,
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

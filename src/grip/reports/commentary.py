"""Telling beside counting: what people say of a figure stands with it, and what nobody told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grip.periods import Period
from grip.reports import formats
from grip.reports.beside import Told
from grip.reports.document import Cell, Column, KeyFigure, Kind, Section, Table
from grip.reports.lookup import Lookup
from grip.target_door import ProtectedTargets

_NOT_KNOWN = "(geen cijfer of doel van dit rapport)"
_NO_PERIOD = "(periode niet leesbaar)"


def with_commentary(
    look: Lookup, sections: Sequence[Section], told: Sequence[Told]
) -> tuple[Section, ...]:
    """Return the chapters with, under every table, what is told of the figures that it shows.

    Texts of this year and the year before stand with the table; older ones on the sheet Duiding.
    """
    recent = [one for one in told if _is_recent(one, look.scope.to_date)]
    return tuple(
        replace(section, tables=tuple(_with_notes(look, table, recent) for table in section.tables))
        for section in sections
    )


def _is_recent(one: Told, year: Period) -> bool:
    since = year.shifted(-12).begin
    return one.period is not None and one.period.end >= since and one.period.begin <= year.end


def _with_notes(look: Lookup, table: Table, told: Sequence[Told]) -> Table:
    """Add notes to a table; a table of targets has its commentary in its own column."""
    shows = {*table.shows, *(column.key for column in table.columns)}
    cards = look.results.cards
    notes = [
        f"Duiding bij '{cards[one.about].title}': {one.words}."
        for one in told
        if one.about in shows and one.about in cards
    ]
    return replace(table, notes=(*table.notes, *notes)) if notes else table


def commentary_table(look: Lookup, targets: ProtectedTargets | None, told: Sequence[Told]) -> Table:
    """Return every text beside what it is about, the newest first."""
    named = {**_names(targets), **{id: card.title for id, card in look.results.cards.items()}}
    columns = (
        Column("cijfer", "Cijfer of doel", Kind.TEXT),
        Column("periode", "Periode", Kind.TEXT),
        Column("uitkomst", "Uitkomst", Kind.TEXT),
        Column("tekst", "Duiding", Kind.TEXT),
        Column("rol", "Wie het zegt", Kind.TEXT),
    )
    rows = tuple(
        (
            named.get(one.about, f"{one.about} {_NOT_KNOWN}"),
            one.period.label if one.period else _NO_PERIOD,
            _outcome(look, targets, one), one.text, one.who or "-",
        )
        for one in reversed(told)
    )  # fmt: skip
    return Table(
        "duiding", "Duiding", "Tellen en vertellen: wat er bij de cijfers wordt gezegd",
        "De teksten uit de tabel duiding, de nieuwste bovenaan.", columns, rows,
        ("Uitkomst: het cijfer over precies die periode, als het in dit rapport staat.",
         "Een tekst is een verklaring van wie hem schreef; het cijfer bewijst hem niet."),
    )  # fmt: skip


def _outcome(look: Lookup, targets: ProtectedTargets | None, one: Told) -> Cell:
    if one.period is None or not look.kept(one.about, one.period):
        return "-"
    row = look.row(one.about, one.period) or _attained(targets, one)
    if row is None or row["waarde"] is None:
        return "-"
    kind = Kind.PERCENT if row["eenheid"] == "procent" else Kind.COUNT
    whole = float(row["waarde"]).is_integer()
    return formats.cell(row["waarde"], kind if kind is Kind.PERCENT or whole else Kind.DECIMAL)


def _attained(targets: ProtectedTargets | None, one: Told) -> Mapping[str, Any] | None:
    """Return the outcome of a target in the year that a text is about, if that is at hand."""
    if targets is None or one.period is None:
        return None
    for frame in (targets.frame, targets.before):
        for row in frame.iter_rows(named=True):
            if row["doel_id"] == one.about and row["periode_eind"].year == one.period.end.year:
                return row
    return None


def untold_table(
    look: Lookup, key_figures: Iterable[tuple[str, KeyFigure]], targets: ProtectedTargets | None,
    told: Sequence[Told],
) -> Table:  # fmt: skip
    """Return the key figures and targets of which nobody told anything for this year."""
    year = look.scope.to_date
    about = {one.about for one in told if one.period and _touches(one.period, year)}
    rows: list[tuple[Cell, ...]] = [
        ("Kerncijfer", figure.title, id) for id, figure in key_figures if id not in about
    ]
    rows += [("Doel", name, id) for id, name in _names(targets).items() if id not in about]
    return Table(
        "zonder_duiding", "Zonder duiding",
        f"{len(rows)} kerncijfers en doelen zonder duiding over {year.end.year}",
        "Tellen en vertellen: bij deze cijfers ontbreekt het verhaal.",
        (Column("soort", "Soort", Kind.TEXT), Column("naam", "Naam", Kind.TEXT),
         Column("id", "Naam in tabel duiding", Kind.TEXT)),
        tuple(rows),
        ("Voeg in de tabel duiding een regel toe met deze naam, de periode, de tekst en wie het "
         "zegt.",),
    )  # fmt: skip


def _touches(period: Period, year: Period) -> bool:
    return period.begin <= year.end and period.end >= year.begin


def _names(targets: ProtectedTargets | None) -> dict[str, str]:
    """Return the targets by their id; lines beside a target share its commentary."""
    if targets is None:
        return {}
    found: dict[str, str] = {}
    for row in targets.frame.iter_rows(named=True):
        if not row["naast"]:
            found.setdefault(row["doel_id"], row["naam"])
    return found

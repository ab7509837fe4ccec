"""What a public report leaves out because little of it may be seen, and that it says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from grip.reports.chapters.parts import (
    PERIOD,
    PERIOD_BEFORE,
    TO_DATE,
    is_period,
    without_named_periods,
)
from grip.reports.document import Figure, Kind, Mark, Section, Table

ESTIMATES = (
    "schattingen (hoe lang uitkeringen duren, kansen op uitstroom en doorstroom, wat er na een "
    "jaar van mensen werd), het hoofdstuk over instrumenten, en tellingen die korte "
    "onderbrekingen overslaan: daarvan is niet na te gaan of zij een klein aantal verraden"
)
_MOSTLY = 0.6  # a table with more than this part of its figures hidden tells too little
_REASONS = (Mark.HIDDEN, Mark.NOT_KEPT)
_FIGURES = (Kind.COUNT, Kind.DECIMAL, Kind.PERCENT, Kind.EURO)
EMPTY = "tabellen zonder cijfers over deze periode"
_NAMED = 8  # lines that a note names; of more it says how many


def without_silent(sections: Iterable[Section]) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """Return the chapters without what is mostly hidden, and the sheets that are left out."""
    kept: list[Section] = []
    gone: list[str] = []
    for section in sections:
        seen = [without_hidden_periods(table) for table in section.tables]
        told = [table for table in seen if not is_silent(table)]
        gone.extend(table.sheet for table in seen if is_silent(table))
        kept.append(replace(section, tables=tuple(_without_hidden_parts(table) for table in told)))
    return tuple(kept), tuple(gone)


def without_empty(sections: Iterable[Section]) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """Return the chapters without tables that have no figure at all, and their sheets."""
    made = tuple(sections)
    gone = tuple(table.sheet for s in made for table in s.tables if is_empty(table))
    kept = tuple(
        replace(s, tables=tuple(table for table in s.tables if not is_empty(table))) for s in made
    )
    return kept, gone


def is_empty(table: Table) -> bool:
    """Tell whether a table for figures has none; that something was not kept yet is told."""
    cells = [cell for row in table.rows for cell in row]
    told = any(isinstance(cell, int | float) or cell in _REASONS for cell in cells)
    return not table.whole and any(c.kind in _FIGURES for c in table.columns) and not told


def is_silent(table: Table) -> bool:
    """Tell whether most figures of a table are hidden; of targets and the like, whether all are.

    Of money the total says what lines that may not be seen add up to: there only the lines count
    of which something may be seen.
    """
    money = any(column.kind is Kind.EURO for column in table.columns)
    hidden, shown = _counted((without_hidden_lines(table) if money else table).rows)
    most = 1.0 if table.whole else _MOSTLY
    return hidden > 0 and (shown == 0 or hidden > most * (hidden + shown))


def _counted(rows: Iterable[Sequence[object]]) -> tuple[int, int]:
    """Return how many figures are hidden and how many may be seen."""
    cells = [cell for row in rows for cell in row]
    return cells.count(Mark.HIDDEN), sum(isinstance(cell, int | float) for cell in cells)


def without_hidden_lines(table: Table) -> Table:
    """Return a table without the lines of which no figure may be seen, and say which they were."""
    if table.whole:
        return table
    counted = [_counted([row]) for row in table.rows]
    keep = [not hidden or shown > 0 for hidden, shown in counted]
    if all(keep) or not any(keep):
        return table
    heads = next((i for i, c in enumerate(table.columns) if c.kind is not Kind.TEXT), 1)
    names = [
        " - ".join(str(cell) for cell in row[:heads])
        for row, kept in zip(table.rows, keep, strict=True)
        if not kept
    ]
    kinds = [kind for kind, kept in zip(table.row_kinds, keep, strict=False) if kept]
    return replace(
        table,
        rows=tuple(row for row, kept in zip(table.rows, keep, strict=True) if kept),
        row_kinds=tuple(kinds),
        notes=(*table.notes, _lines_note(names)),
    )


def without_hidden_periods(table: Table) -> Table:
    """Return a monthly view without the periods of which most figures are hidden.

    The year so far stays: what is said of other periods would miss what the report is about.
    """
    periods = [i for i, column in enumerate(table.columns) if is_period(column)]
    gone = [
        place
        for place in periods
        if table.columns[place].key != TO_DATE
        for hidden, shown in [_counted([row[place]] for row in table.rows)]
        if hidden > _MOSTLY * (hidden + shown)
    ]
    keys = {table.columns[place].key: place for place in periods}
    if keys.get(PERIOD) in gone and keys.get(PERIOD_BEFORE, gone[0]) not in gone:
        gone.append(keys[PERIOD_BEFORE])  # what it was says nothing without what it is
    if not gone:
        return table

    def kept(line: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(item for place, item in enumerate(line) if place not in gone)

    titles = [table.columns[place].title for place in gone]
    said = f"Weggelaten, omdat de meeste cijfers geheim zijn: de kolommen {', '.join(titles)}."
    places = [periods.index(place) for place in gone]
    notes = [without_named_periods(note, places) for note in table.notes]
    return replace(
        table,
        columns=kept(table.columns),
        rows=tuple(kept(row) for row in table.rows),
        notes=(*filter(None, notes), said),
    )


def _lines_note(names: list[str]) -> str:
    if len(names) > _NAMED:
        return f"{len(names)} regels zijn weggelaten: elk cijfer ervan is geheim."
    return f"Weggelaten, omdat elk cijfer geheim is: {'; '.join(names)}."


def _without_hidden_parts(table: Table) -> Table:
    """Return a table without lines of which all, and charts of which most is hidden."""
    figures = tuple(figure for figure in table.figures if _tells(figure))
    return replace(without_hidden_lines(table), figures=figures)


def _tells(figure: Figure) -> bool:
    points = [value for series in figure.series for value in series.values]
    return points.count(None) <= _MOSTLY * len(points)


def left_out(sheets: Iterable[str]) -> str:
    """Return what the cover says of it."""
    named = ", ".join(f"'{sheet}'" for sheet in sheets)
    if not named:
        return ESTIMATES
    return f"{ESTIMATES}; en tabellen waarin de meeste cijfers geheim zijn: {named}"

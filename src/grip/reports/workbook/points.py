"""Where the points of native charts stand: in their table, or on the sheet with chart data.

A cell with a mark is text, and Excel draws text as zero. A figure with a gap, or one that does
not match its table row by row, therefore points at the sheet with chart data, where a gap is
an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grip.reports import figure_style, formats
from grip.reports.document import Cell, Column, Figure, Kind, Series, Table
from grip.reports.workbook.table import (
    Sheet,
    set_up_print,
    write_cell,
    write_header,
    write_top,
)
from grip.reports.workbook.widths import column_widths

DATA_SHEET = "Grafiekgegevens"
CHART_DATA = "grafiekgegevens"
Point = tuple[Figure, Series, str, float | None]


@dataclass(frozen=True)
class Source:
    """Where a series stands: sheet, first and last row, columns of the labels and the values."""

    sheet: str
    first: int
    last: int
    labels: int
    values: int
    labels_are_days: bool = False

    def at(self, column: int) -> list[str | int]:
        return [self.sheet, self.first, column, self.last, column]


def in_table(figure: Figure, table: Table) -> tuple[int, list[int]] | None:
    """Return the first row and the columns of a figure in its table, None if it does not match."""
    labels = [_as_label(row[0], table.columns[0].kind) for row in table.rows]
    width, keys = len(figure.labels), [column.key for column in table.columns]
    if any(series.key not in keys for series in figure.series):
        return None
    columns = [keys.index(series.key) for series in figure.series]
    for first in range(len(labels) - width + 1):
        rows = table.rows[first : first + width]
        named = zip(figure.labels, labels[first : first + width], strict=True)
        if all(label in said for label, said in named) and all(
            all(formats.is_number(row[column]) and row[column] == value
                for row, value in zip(rows, series.values, strict=True))
            for column, series in zip(columns, figure.series, strict=True)
        ):  # fmt: skip
            return first, columns
    return None


def _as_label(value: Cell, kind: Kind) -> tuple[str, ...]:
    """Return the ways in which a figure may write the first cell of a row."""
    said = formats.cell(value, kind)
    if not isinstance(value, date):
        return (said,)
    return (said, formats.month_label(value), formats.month_label(value, short=True))


def data_rows(tables: Iterable[Table]) -> list[Point]:
    """Return the points of every figure that does not match its table."""
    return [
        (figure, series, label, value)
        for table in tables
        for figure in figure_style.drawn(table)
        if in_table(figure, table) is None
        for series in figure.series
        for label, value in zip(figure.labels, series.values, strict=True)
    ]


def data_table(points: list[Point]) -> Table:
    """Return those points as one long table."""
    columns = (
        Column("figuur", "Grafiek", Kind.TEXT), Column("reeks", "Reeks", Kind.TEXT),
        Column("label", "Punt", Kind.TEXT), Column("waarde", "Waarde", Kind.DECIMAL),
    )  # fmt: skip
    rows = tuple((f.title, series.name, label, value) for f, series, label, value in points)
    return Table(
        CHART_DATA, DATA_SHEET, "Gegevens achter de grafieken",
        "Grafieken met een gat lezen hun cijfers hier. Een lege waarde is een cijfer dat niet "
        "getoond wordt of er niet is, en nooit een nul.", columns, rows,
    )  # fmt: skip


def write_data(sheet: Sheet, points: list[Point]) -> None:
    """Write the sheet with chart data, where a gap is really empty."""
    sheet.widths = column_widths(sheet.table)
    sheet.header_row = write_top(sheet, ())
    write_header(sheet)
    for row, (figure, series, label, value) in enumerate(points, start=sheet.first_row):
        kind = figure_style.kind_of(figure)
        for column, text in enumerate((figure.title, series.name, label)):
            write_cell(sheet, row, column, text, Kind.TEXT)
        if formats.is_number(value):
            write_cell(sheet, row, 3, value, kind)
        else:
            sheet.page.write_blank(row, 3, None, sheet.styles.body(right=True))
    set_up_print(sheet)


def sources(sheets: list[Sheet], data: Sheet | None) -> dict[tuple[str, str], list[Source]]:
    """Return for every figure (table id, figure id) where its series stand."""
    found: dict[tuple[str, str], list[Source]] = {}
    row = data.first_row if data else 0
    for sheet in sheets:
        for figure in figure_style.drawn(sheet.table):
            place, length = in_table(figure, sheet.table), len(figure.labels)
            if place is not None:
                first = sheet.first_row + place[0]
                days = sheet.table.columns[0].kind is Kind.DAY
                last = first + length - 1
                made = [Source(sheet.name, first, last, 0, c, days) for c in place[1]]
            else:
                starts = [row + i * length for i in range(len(figure.series))]
                made = [Source(data.name if data else "", r, r + length - 1, 2, 3) for r in starts]
                row += length * len(figure.series)
            found[sheet.table.id, figure.id] = made
    return found

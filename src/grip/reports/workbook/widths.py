"""How wide columns are: for their cells, a header of a few lines, and a page that can be read."""

from __future__ import annotations

from collections.abc import Sequence

from grip.reports import figure_style, formats
from grip.reports.document import Cell, Column, Table
from grip.reports.workbook import style

_WIDEST = 60.0
_READABLE = 1.25  # times the width of the paper: what is printed smaller cannot be read
_NARROWEST_TEXT = 16.0
_WIDEST_BESIDE = 36.0  # beside a chart, so that the page is not printed too small
ROOM_BESIDE = 800  # pixels: a wider table has its charts below it


def column_widths(table: Table) -> list[float]:
    """Return a width per column that fits its cells and folds a long header or text."""
    fixed = [column.width for column in table.columns if column.width is not None]
    if len(fixed) == len(table.columns):
        return fixed

    def widths(widest: float) -> list[float]:
        return [
            column.width or _width(column, [row[i] for row in table.rows], widest)
            for i, column in enumerate(table.columns)
        ]

    if figure_style.drawn(table):
        narrow = widths(_WIDEST_BESIDE)
        if style.pixels(narrow) <= ROOM_BESIDE:
            return narrow
    return _fitted(table, widths(_WIDEST))


def _fitted(table: Table, widths: list[float]) -> list[float]:
    """Return the widths, the wide ones narrower where print on one page would be unreadable.

    What room there is above the longest word goes to the columns with the most text.
    """
    room = style.PAGE * _READABLE / style.DIGIT
    if sum(widths) <= room:
        return widths
    texts = [[formats.cell(row[i], c.kind) for row in table.rows]
             for i, c in enumerate(table.columns)]  # fmt: skip
    floor = [
        min(width, max(_longest_word(cells), _NARROWEST_TEXT))
        for width, cells in zip(widths, texts, strict=True)
    ]
    spare = max(0.0, room - sum(floor))
    sizes = [
        sum(map(len, cells)) if width > low else 0
        for width, low, cells in zip(widths, floor, texts, strict=True)
    ]
    whole = sum(sizes) or 1
    return [
        round(min(width, low + spare * size / whole), 1)
        for width, low, size in zip(widths, floor, sizes, strict=True)
    ]


def _longest_word(cells: Sequence[str]) -> float:
    words = {word for text in cells for word in text.split()}
    return (style.widest_pixels(words, bold=True) + 28) / style.DIGIT


def _width(column: Column, cells: Sequence[Cell], widest: float) -> float:
    title = style.one_line(column.title)
    longest = style.widest_pixels({formats.cell(cell, column.kind) for cell in cells})
    words = style.widest_pixels(title.split(), bold=True)
    header = max(words, style.text_pixels(title, bold=True) / 2.1)  # over two or three lines
    wanted = max(header, min(longest, widest * style.DIGIT), 45)
    return round((min(wanted, widest * style.DIGIT) + 28) / style.DIGIT, 1)

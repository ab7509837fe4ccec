"""One sheet with one table: title, description, notes, and then the table to the last row."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from grip.reports import figure_style, formats
from grip.reports.document import (
    LEGEND,
    Cell,
    Column,
    Figure,
    Kind,
    Light,
    Link,
    Mark,
    Shape,
    Table,
)
from grip.reports.workbook import style
from grip.reports.workbook.widths import ROOM_BESIDE, column_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CONTENTS = "Inhoud"
CHART_WIDTH, CHART_HEIGHT, CHART_GAP = 640, 360, 24
PAIRED_WIDTH = (style.PAGE - CHART_GAP) // 2
_REFERENCE = re.compile(r"\{(\w+)\}")
_FIRST_EXCEL_DAY = date(1900, 3, 1)
_FREEZE_FROM = 30
_SLIGHTLY_OVER = 1.3  # pages: rather a little smaller than a few rows on a second page
_HIGHEST = 540  # pixels: Excel has no higher rows
_MARKED = (Mark, float)  # what can be a mark, besides nothing at all
_PLAIN = (str, int, float)
_CELL = 64  # width in pixels of a column that nobody set


@dataclass
class Sheet:
    """A sheet in the making: where its table stands and how wide it is."""

    table: Table
    page: Worksheet
    styles: style.Styles
    mark: str = ""
    sample: str = ""
    table_name: str = ""
    home: str = CONTENTS
    header_row: int = 0
    charts_row: int = 0
    widths: list[float] = field(default_factory=list)
    forms: dict[tuple[Kind, bool, bool, bool], Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.page.get_name())

    @property
    def filtered(self) -> bool:
        """Whether it gets a filter and a header that stays: long tables of internal products."""
        return bool(self.mark) and len(self.table.rows) > _FREEZE_FROM

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        return self.header_row + max(1, len(self.table.rows))


def write_table(sheet: Sheet) -> None:
    """Write the whole sheet, charts excepted."""
    table = sheet.table
    sheet.widths = column_widths(table)
    told = " ".join(table.notes)
    legend = legend_lines(cell for row in table.rows for cell in row)
    notes = (*table.notes, *(line for line in legend if line.split(" = ", 1)[1] not in told))
    sheet.header_row = sheet.charts_row = write_top(sheet, notes)
    if charts_ahead(sheet):
        sheet.header_row += charts_rows(sheet) + 1
    write_header(sheet)
    _write_rows(sheet)
    set_up_print(sheet)


def write_top(sheet: Sheet, notes: Sequence[str], messages: Sequence[str] = ()) -> int:
    """Write title, description, messages and notes and return the row that comes next."""
    page, styles = sheet.page, sheet.styles
    for index, width in enumerate(sheet.widths):
        page.set_column(index, index, width, styles.get())
    row = _write_title(sheet)
    row = _write_lines(sheet, row, (sheet.table.description,), styles.get(), style.SIZE)
    if messages:
        page.set_row_pixels(row - 1, style.LINE + 9)
    row = _write_lines(sheet, row, messages, styles.get(font_size=12), 12)
    row = _write_lines(sheet, row, notes, styles.note(), style.SIZE)
    if sheet.name != sheet.home:
        back = f"Terug naar {sheet.home}"
        page.write_url(row, 0, f"internal:'{sheet.home}'!A1", styles.way_back(), back)
        row += 1
    page.set_row_pixels(row - 1, style.LINE + 9)
    return row


def _write_title(sheet: Sheet) -> int:
    """Write the title, a long one over two rows, and return the row that comes next."""
    room = page_pixels(sheet) * 0.97
    lines = style.fold(style.one_line(sheet.table.title), room, bold=True, size=14)
    for row, line in enumerate(lines):
        sheet.page.set_row_pixels(row, 26)
        sheet.page.write_string(row, 0, line, sheet.styles.title())
    return len(lines)


def _write_lines(sheet: Sheet, row: int, texts: Iterable[str], form: Any, size: int) -> int:
    """Write texts below each other, a long one over several rows, since no cell is that wide."""
    height = style.LINE * size // style.SIZE
    for text in texts:
        lines = style.fold(style.clean(text), page_pixels(sheet) * 0.97, size=size)
        for number, line in enumerate(lines, start=1):
            last = number == len(lines) and size > style.SIZE
            sheet.page.set_row_pixels(row, height + 6 * last)
            sheet.page.write_string(row, 0, line, form)
            row += 1
    return row


def legend_lines(cells: Iterable[Cell]) -> list[str]:
    """Return a line for every mark among the cells, in the order of the legend."""
    used = {formats.shown(cell) for cell in cells if cell is None or type(cell) in _MARKED}
    return [f"{mark.value} = {LEGEND[mark]}" for mark in Mark if mark in used]


def titles(table: Table) -> list[str]:
    """Return the column headers: one line, never empty, each different."""
    named = (style.one_line(c.title) or f"Kolom {i}" for i, c in enumerate(table.columns, start=1))
    return style.unique(named)


def write_header(sheet: Sheet) -> None:
    """Write the header row and mark the table up, with filters on long internal tables only."""
    long = sheet.filtered
    headers: list[dict[str, Any]] = []
    lines = 1
    for column, title, width in zip(
        sheet.table.columns, titles(sheet.table), sheet.widths, strict=True
    ):
        right = _right(column.kind, len(headers))
        form = sheet.styles.header(right=right, first=not headers, high=long)
        headers.append({"header": title, "header_format": form})
        lines = max(lines, style.lines_in(title, width, bold=True, inset=4))
    room = 23 if long else 6  # the button of a filter stands below the words
    sheet.page.set_row_pixels(sheet.header_row, lines * style.LINE + room)
    name = sheet.table_name or style.table_name(sheet.table.id)
    look = {"name": name, "columns": headers, "style": None, "autofilter": long}
    sheet.page.ignore_errors({"number_stored_as_text": _area(sheet)})  # a year that is a name
    sheet.page.add_table(sheet.header_row, 0, sheet.last_row, len(headers) - 1, look)
    if long and sheet.header_row < 14:
        sheet.page.freeze_panes(sheet.first_row, 0)


def _area(sheet: Sheet) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(sheet.first_row, 0, sheet.last_row, len(sheet.table.columns) - 1))


def _write_rows(sheet: Sheet) -> None:
    columns, widths, kinds = sheet.table.columns, sheet.widths, sheet.table.row_kinds
    told = [(column.kind is Kind.TEXT, bool(column.formula)) for column in columns]
    for row, cells in enumerate(sheet.table.rows or (_no_rows(sheet.table),), sheet.first_row):
        total = isinstance(cells[0], str) and cells[0].casefold().startswith("totaal")
        lines = 1
        for index, value in enumerate(cells):
            kind = columns[index].kind
            if kinds:
                kind = _kind(sheet.table, columns[index], row - sheet.first_row)
            in_words, computed = told[index]
            formula = _formula(sheet.table, row, index, cells) if computed else ""
            if formula:
                form = _number_form(sheet, kind, index, total)
                sheet.page.write_formula(row, index, formula, form, value)
            else:
                write_cell(sheet, row, index, value, kind, total=total)
            if in_words and isinstance(value, str):
                lines = max(lines, style.lines_in(value, widths[index], bold=total))
        if lines > 1:
            sheet.page.set_row_pixels(row, min(lines * style.LINE + 3, _HIGHEST))


def _kind(table: Table, column: Column, row: int) -> Kind:
    """Return how a cell is written: as its column says, or its row where rows differ in unit."""
    own = column.kind is Kind.DECIMAL and row < len(table.row_kinds)
    kind = table.row_kinds[row] if own else column.kind
    return Kind.POINTS if column.difference and kind is Kind.PERCENT else kind


def _no_rows(table: Table) -> tuple[Cell, ...]:
    return ("geen gegevens", *(Mark.NOT_APPLICABLE for _ in table.columns[1:]))


def write_cell(
    sheet: Sheet,
    row: int,
    column: int,
    value: Cell,
    kind: Kind,
    *,
    total: bool = False,
    **look: Any,
) -> None:
    """Write one cell: a number as a number, a day as a day, text never as anything else."""
    value = formats.shown(value)
    if not look and type(value) in _PLAIN:  # most cells, and there are tens of thousands
        form = _form(sheet, kind, column == 0, total, type(value) is not str)
        if isinstance(value, str):
            sheet.page.write_string(row, column, style.clean(value), form)
        else:
            sheet.page.write_number(row, column, value, form)
    elif isinstance(value, date) and value >= _FIRST_EXCEL_DAY:
        form = _number_form(sheet, Kind.DAY, column, total, **look)
        sheet.page.write_datetime(row, column, value, form)
    elif isinstance(value, str | date):
        right = _right(kind, column)
        if isinstance(value, Light):
            look |= style.light(value.level)
        form = sheet.styles.body(right=right, first=column == 0, total=total, **look)
        text = style.clean(formats.cell(value, kind))
        # A sheet holds so many links and no more: the others are text.
        if not isinstance(value, Link) or sheet.page.write_url(
            row, column, value.target, form, text
        ):
            sheet.page.write_string(row, column, text, form)
    else:
        sheet.page.write_number(
            row, column, value, _number_form(sheet, kind, column, total, **look)
        )


def _form(sheet: Sheet, kind: Kind, first: bool, total: bool, number: bool) -> Any:
    """Return the format of a plain cell, made once."""
    key = kind, first, total, number
    if key not in sheet.forms:
        right = _right(kind, 0 if first else 1)
        look = {"num_format": formats.EXCEL[kind]} if number else {}
        sheet.forms[key] = sheet.styles.body(right=right, first=first, total=total, **look)
    return sheet.forms[key]


def _number_form(sheet: Sheet, kind: Kind, column: int, total: bool, **look: Any) -> Any:
    look["num_format"] = formats.EXCEL[kind]
    return sheet.styles.body(right=_right(kind, column), first=column == 0, total=total, **look)


def _right(kind: Kind, column: int) -> bool:
    """Tell whether cells align right: numbers do, and days unless they head the row."""
    return kind is not Kind.TEXT and not (kind is Kind.DAY and column == 0)


def _formula(table: Table, row: int, index: int, cells: Sequence[Cell]) -> str:
    """Return the formula of a cell, empty when it or a cell that it needs is not a number."""
    formula, value = table.columns[index].formula, cells[index]
    if not formula or not (formats.is_number(value) or type(value) is str):
        return ""
    from xlsxwriter.utility import xl_rowcol_to_cell

    places = {column.key: i for i, column in enumerate(table.columns)}
    needed = [places.get(key) for key in _REFERENCE.findall(formula)]
    if not all(place is not None and formats.is_number(cells[place]) for place in needed):
        return ""
    filled = _REFERENCE.sub(lambda key: xl_rowcol_to_cell(row, places[key[1]]), formula)
    return f"={filled.removeprefix('=')}"


def charts_beside(sheet: Sheet) -> bool:
    """Tell whether charts stand beside the table; beside a wide one they would be off the page."""
    return style.pixels(sheet.widths) <= ROOM_BESIDE


def charts_ahead(sheet: Sheet) -> bool:
    """Tell whether charts stand above the table: below a long one nobody would find them."""
    long = len(sheet.table.rows) > _FREEZE_FROM
    return long and bool(figure_style.drawn(sheet.table)) and not charts_beside(sheet)


def charts_paired(sheet: Sheet) -> bool:
    """Tell whether charts stand in pairs: more than one, and not beside the table."""
    return len(_chart_heights(sheet)) > 1 and not charts_beside(sheet)


def _chart_heights(sheet: Sheet) -> list[int]:
    figures = figure_style.drawn(sheet.table)
    parts = [f for f in figures for _ in range(1 + figure_style.apart(f))]
    paired = len(parts) > 1 and not charts_beside(sheet)
    return [chart_height(f, paired=paired) + CHART_GAP for f in parts]


def charts_rows(sheet: Sheet) -> int:
    """Return how many rows the charts take: below each other, or in pairs."""
    return math.ceil(sum(_chart_heights(sheet)[:: 1 + charts_paired(sheet)]) / style.LINE)


def page_pixels(sheet: Sheet) -> int:
    """Return how wide the page is: the table with its charts, or a full sheet of paper."""
    beside = figure_style.drawn(sheet.table) and charts_beside(sheet)
    charts = CHART_GAP + CHART_WIDTH if beside else 0
    return max(style.pixels(sheet.widths) + charts, style.PAGE)


def chart_width(figure: Figure) -> int:
    """Return the width of a chart in pixels; targets have long names next to each other."""
    return style.PAGE if figure.shape is Shape.BULLET else CHART_WIDTH


def chart_height(figure: Figure, *, paired: bool = False) -> int:
    """Return the height of a chart in pixels; many bars need more, half a figure or width less."""
    if figure_style.apart(figure) or paired:
        return CHART_HEIGHT * (4 if paired else 5) // (5 if paired else 6)
    bars = 24 * len(figure.labels) + 110 if figure.shape is Shape.BARS else 0
    return max(CHART_HEIGHT, bars)


def set_up_print(sheet: Sheet) -> None:
    """Set A4 on its side, one page wide, the header row on every page, title and page number."""
    spare = page_pixels(sheet) - style.pixels(sheet.widths)
    last_column = len(sheet.widths) - 1 + math.ceil(spare / _CELL)
    charts, beside, ahead = charts_rows(sheet), charts_beside(sheet), charts_ahead(sheet)
    from_row = sheet.header_row if beside else sheet.last_row + 1
    last_row = max(sheet.last_row, from_row + charts) if charts and not ahead else sheet.last_row
    sheet.page.print_area(0, 0, last_row, last_column)
    sheet.page.repeat_rows(sheet.header_row)
    set_up_paper(sheet.page, sheet.table.title, sheet.mark, sheet.sample)
    page = page_pixels(sheet) * style.PAGE_SHAPE / style.LINE  # in lines
    pages = (last_row + 4) / page
    if pages < _SLIGHTLY_OVER:
        pages += _folded(sheet) / page
    if charts and not beside and not ahead and pages >= _SLIGHTLY_OVER:  # a chart is not cut in two
        sheet.page.set_h_pagebreaks([sheet.last_row + 1])
    elif 1 < pages < _SLIGHTLY_OVER:
        sheet.page.fit_to_pages(1, 1)


def _folded(sheet: Sheet) -> int:
    """Return how many lines the rows of the table take besides one each."""
    texts = [i for i, column in enumerate(sheet.table.columns) if column.kind is Kind.TEXT]
    return sum(
        max((style.lines_in(str(row[i]), sheet.widths[i]) for i in texts), default=1) - 1
        for row in sheet.table.rows
    )


def set_up_paper(page: Worksheet, title: str, mark: str, sample: str = "") -> None:
    """Set the paper of any sheet; the header only repeats what stands on the sheets."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    page.fit_to_pages(1, 0)
    marks = " - ".join(filter(None, (sample[:40], mark[:40])))
    short = textwrap.shorten(style.one_line(title), 90, placeholder=" ...")
    left, right = (style.one_line(text).replace("&", "&&") for text in (short, marks))
    page.set_header(f"&L&8 {left}&R&8 {right}")
    page.set_footer("&R&8 Pagina &P van &N")

"""The first three sheets of the workbook: cover, contents and summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grip.reports.document import Column, Document, KeyFigure, Kind, Table
from grip.reports.workbook import style
from grip.reports.workbook.points import CHART_DATA
from grip.reports.workbook.table import (
    CONTENTS,
    Sheet,
    legend_lines,
    set_up_paper,
    set_up_print,
    write_cell,
    write_header,
    write_top,
)
from grip.reports.workbook.widths import column_widths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

COVER, SUMMARY = "Voorblad", "Samenvatting"
_KEY_FIGURES = "kerncijfers"
_REFERENCE, _ACCOUNT = "Naslag", "Verantwoording"
_LABEL, _TEXT = 24, 104

Entry = tuple[str, str, str]  # chapter, name of the sheet, title


def write_cover(page: Worksheet, document: Document, styles: style.Styles) -> None:
    """Write title, mark, facts and reading guide in two columns."""
    page.hide_gridlines(2)
    page.set_column(0, 0, _LABEL, styles.get())
    page.set_column(1, 1, _TEXT, styles.get())
    page.set_row_pixels(0, 44)
    page.write_string(0, 0, style.one_line(document.title), styles.title(22))
    page.set_row_pixels(1, 30)
    page.write_string(1, 0, style.one_line(document.subtitle), styles.get(font_size=12))
    row = 2
    stamps = [(0, document.mark, "center"), (1, document.sample, "left")]
    for column, text, align in stamps:
        if text:
            stamp = styles.get(
                bold=True, font_size=12, font_color="#FFFFFF", bg_color=style.WARNING,
                align=align, valign="vcenter",
            )  # fmt: skip
            page.set_row_pixels(row, 26)
            page.write_string(row, column, style.one_line(text), stamp)
    row += any(text for _, text, _ in stamps)
    row = _pairs(page, styles, row, document.facts, ruled=True)
    guide = tuple(("Leeswijzer" if i == 0 else "", t) for i, t in enumerate(document.reading))
    row = _pairs(page, styles, row, guide, ruled=False)
    page.print_area(0, 0, max(row - 1, 2), 1)
    set_up_paper(page, document.title, document.mark, document.sample)
    page.fit_to_pages(1, 1)


def _pairs(
    page: Worksheet,
    styles: style.Styles,
    row: int,
    pairs: tuple[tuple[str, str], ...],
    *,
    ruled: bool,
) -> int:
    """Write pairs of label and text; the first stands lower, to set the block apart."""
    rule = {"bottom": 1, "bottom_color": style.RULE} if ruled else {}
    for index, (label, text) in enumerate(pairs):
        place = {"valign": "bottom" if index == 0 else "vcenter"}
        lines = style.lines_in(style.clean(text), _TEXT)
        page.set_row_pixels(row, lines * style.LINE + (26 if index == 0 else 5))
        name = styles.get(bold=True, font_color=style.ACCENT, **place, **rule)
        if label:
            page.write_string(row, 0, style.one_line(label), name)
        page.write_string(row, 1, style.clean(text), styles.get(text_wrap=True, **place, **rule))
        row += 1
    return row


def chapters_of(document: Document) -> dict[str, str]:
    """Return the name of its chapter for every table."""
    parts = [(section.title, section.tables) for section in document.sections]
    parts += [(_REFERENCE, document.definitions), (_ACCOUNT, document.accountability)]
    named = {table.id: title for title, tables in parts for table in tables}
    return {_KEY_FIGURES: SUMMARY, CHART_DATA: _ACCOUNT} | named


def write_contents(sheet: Sheet, others: list[Entry]) -> None:
    """Write a link to every sheet with what it holds, chapter by chapter."""
    sheet.page.hide_gridlines(2)
    first, second, _ = column_widths(sheet.table)
    sheet.widths = [first, second, 96.0]
    _start(sheet, ())
    before = ""
    for row, (chapter, name, title) in enumerate(others, start=sheet.first_row):
        lines = style.lines_in(title, sheet.widths[2])
        sheet.page.set_row_pixels(row, lines * style.LINE + 4)
        new = {"bold": True} if chapter != before else {"font_color": style.GREY}
        write_cell(sheet, row, 0, chapter, Kind.TEXT, valign="vcenter", **new)
        _write_link(sheet, row, 1, name)
        write_cell(sheet, row, 2, title, Kind.TEXT, valign="vcenter")
        before = chapter


def contents_table(others: list[Entry]) -> Table:
    """Return the contents as a table, for its shape and widths."""
    return Table(
        "inhoudsopgave", CONTENTS, "Inhoud",
        "Klik op de naam van een blad om erheen te gaan.",
        (
            Column("hoofdstuk", "Hoofdstuk", Kind.TEXT), Column("blad", "Blad", Kind.TEXT),
            Column("inhoud", "Wat er staat", Kind.TEXT),
        ),
        tuple(others),
    )  # fmt: skip


def summary_table(document: Document) -> Table:
    """Return the key figures as a table."""
    names = (
        ("kerncijfer", "Kerncijfer"), ("waarde", "Uitkomst"), ("over", "Over"),
        ("eerder", "Een jaar eerder"), ("vergeleken", "Vergeleken met"),
        ("verandering", "Verandering"), ("oordeel", "Oordeel"), ("blad", "Meer op blad"),
    )  # fmt: skip
    kinds = {"waarde": Kind.COUNT, "eerder": Kind.COUNT}
    columns = tuple(Column(key, title, kinds.get(key, Kind.TEXT)) for key, title in names)
    rows = tuple(
        (
            kf.title, kf.value, kf.about or "-", kf.before, kf.before_label, kf.change,
            kf.tone.value, kf.sheet,
        )
        for kf in document.key_figures
    )  # fmt: skip
    told = ("De belangrijkste uitkomsten in zinnen, daaronder in cijfers.", document.reservation)
    return Table(
        _KEY_FIGURES, SUMMARY, f"Samenvatting: {document.subtitle}", " ".join(filter(None, told)),
        columns, rows,
    )  # fmt: skip


def write_summary(
    sheet: Sheet, book: Workbook, document: Document, names: Mapping[str, str]
) -> None:
    """Write the messages and the key figures; `names` maps sheets as asked to as written."""
    sheet.page.hide_gridlines(2)
    sheet.widths = [max(width, 14.0) for width in column_widths(sheet.table)]
    sheet.widths[0] = max(sheet.widths[0], 36.0)
    cells = (cell for kf in document.key_figures for cell in (kf.value, kf.before))
    _start(sheet, legend_lines(cells), document.messages)
    defined = style.unique_words(
        f"kern_{style.identifier(kf.title)}" for kf in document.key_figures
    )
    for row, figure in enumerate(document.key_figures, start=sheet.first_row):
        _write_key_figure(sheet, row, figure, names)
        book.define_name(defined[row - sheet.first_row], f"={SUMMARY}!$B${row + 1}")
    if not document.key_figures:
        write_cell(sheet, sheet.first_row, 0, "geen kerncijfers", Kind.TEXT)


def _write_key_figure(sheet: Sheet, row: int, figure: KeyFigure, names: Mapping[str, str]) -> None:
    sheet.page.set_row_pixels(row, 25)
    texts = (
        (0, figure.title),
        (2, figure.about or "-"),
        (4, figure.before_label),
        (5, figure.change),
    )
    for column, text in texts:
        write_cell(sheet, row, column, text, Kind.TEXT, valign="vcenter", bold=column == 0)
    write_cell(sheet, row, 1, figure.value, figure.kind, valign="vcenter", bold=True, font_size=12)
    write_cell(sheet, row, 3, figure.before, figure.kind, valign="vcenter")
    tone: dict[str, Any] = {"bold": True, "font_color": style.TONES[figure.tone]}
    write_cell(sheet, row, 6, figure.tone.value, Kind.TEXT, valign="vcenter", **tone)
    if figure.sheet in names:
        _write_link(sheet, row, 7, names[figure.sheet])
    else:
        write_cell(sheet, row, 7, figure.sheet, Kind.TEXT)


def _start(sheet: Sheet, notes: list[str] | tuple[()], messages: tuple[str, ...] = ()) -> None:
    sheet.header_row = write_top(sheet, notes, messages)
    write_header(sheet)
    set_up_print(sheet)


def _write_link(sheet: Sheet, row: int, column: int, name: str) -> None:
    quoted = name.replace("'", "''")
    form = sheet.styles.link(valign="vcenter", indent=0 if column == 0 else 1)
    sheet.page.write_url(row, column, f"internal:'{quoted}'!A1", form, name)

"""The workbook: cover, contents, summary, and one sheet for every table of the document.

The same document gives the same bytes: no clock, no user name, no path.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from grip.reports.document import Document, Table
from grip.reports.workbook import charts as workbook_charts
from grip.reports.workbook import front as workbook_front
from grip.reports.workbook import points as workbook_points
from grip.reports.workbook import style
from grip.reports.workbook.table import Sheet, write_table

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook


def write_workbook(document: Document, path: Path) -> None:
    """Write the document as a workbook at `path`."""
    from xlsxwriter import Workbook

    whole = io.BytesIO()  # in memory first: a full disk then meets one plain write
    book = Workbook(whole, _options())
    _set_properties(book, document)
    styles = style.Styles(book)
    cover, contents, *others = _sheets(book, styles, document)
    chapters = workbook_front.chapters_of(document)
    titles = [(chapters[sheet.table.id], sheet.name, sheet.table.title) for sheet in others]
    sheets = others[1:] if document.has_summary else others
    contents.table = workbook_front.contents_table(titles)
    workbook_front.write_cover(cover.page, document, styles)
    workbook_front.write_contents(contents, titles)
    names = {sheet.table.sheet: sheet.name for sheet in reversed(sheets)}
    if document.has_summary:
        workbook_front.write_summary(others[0], book, document, names)
    _write_tables(book, sheets)
    cover.page.activate()
    cover.page.set_first_sheet()
    book.close()
    path.write_bytes(whole.getvalue())


def _options() -> dict[str, object]:
    """Return the options of a workbook; made anew, because XlsxWriter writes in them."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_row_height": style.LINE,
        "default_format_properties": {
            "font_name": style.FONT, "font_size": style.SIZE, "font_scheme": False,
        },
    }  # fmt: skip


def _sheets(book: Workbook, styles: style.Styles, document: Document) -> list[Sheet]:
    """Add every sheet, in order, with names that Excel takes."""
    empty = Table("", workbook_front.COVER, document.title, "", (), ())
    contents = workbook_front.contents_table([])
    summary = [workbook_front.summary_table(document)] if document.has_summary else []
    tables = [empty, contents, *summary, *document.tables()]
    if points := workbook_points.data_rows(document.tables()):
        tables.append(workbook_points.data_table(points))
    names = style.sheet_names(table.sheet for table in tables)
    marked_up = style.unique_words(style.table_name(table.id) for table in tables)
    return [
        Sheet(table, book.add_worksheet(name), styles, document.mark, document.sample, marked_up[i])
        for i, (table, name) in enumerate(zip(tables, names, strict=True))
    ]


def _write_tables(book: Workbook, sheets: list[Sheet]) -> None:
    """Write the tables, then the chart data, then the charts that point at both."""
    points = workbook_points.data_rows(sheet.table for sheet in sheets)
    data = sheets[-1] if points else None
    tables = sheets[:-1] if points else sheets
    for sheet in tables:
        write_table(sheet)
    if data:
        workbook_points.write_data(data, points)
    places = workbook_points.sources(tables, data)
    for sheet in tables:
        workbook_charts.write_charts(book, sheet, places)


def _set_properties(book: Workbook, document: Document) -> None:
    book.set_properties(
        {
            "title": document.title,
            "subject": document.subtitle,
            "company": _municipality(document),
            "author": "",
            "keywords": document.mark,
            "created": _created(document),
        }
    )
    book.set_custom_property("Taal", "nl-NL", "text")


def _municipality(document: Document) -> str:
    facts = {label.casefold(): text for label, text in document.facts}
    return document.properties.get("gemeente") or facts.get("gemeente", "")


def _created(document: Document) -> datetime:
    """Return the date of the report; never the clock."""
    try:
        day = date.fromisoformat(document.properties.get("datum", "")[:10])
    except ValueError:
        day = date(2000, 1, 1)
    return datetime(day.year, day.month, day.day)

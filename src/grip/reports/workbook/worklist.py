"""The worklist as a workbook: people fill in its last columns, and the next run reads them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

from grip.discipline.overview import Discipline
from grip.reports.document import CONFIDENTIAL, Kind, Table
from grip.reports.workbook import style
from grip.reports.workbook.table import Sheet, write_cell, write_table
from grip.reports.workbook.worklist_tables import INPUT_KEYS, worklist_tables
from grip.worklist.items import Item

_INPUT = "#FFF8E1"


def worklist_bytes(
    items: Sequence[Item], discipline: Discipline, day: date, municipality: str, sample: str = ""
) -> bytes:
    """Return the worklist as a workbook; the same items give the same bytes."""
    tables = worklist_tables(items, discipline, day)
    return tables_bytes(tables, "Werklijst", day, municipality, sample)


def tables_bytes(
    tables: Sequence[Table], title: str, day: date, municipality: str = "", sample: str = ""
) -> bytes:
    """Return a workbook for internal use with a sheet per table, dated by the day of the data."""
    from xlsxwriter import Workbook

    whole = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "default_row_height": style.LINE,
    }  # fmt: skip
    book = Workbook(whole, options)
    made = datetime(day.year, day.month, day.day)
    book.set_properties(
        {
            "title": title,
            "company": municipality,
            "keywords": CONFIDENTIAL,
            "created": made,
            "author": "",
        }
    )
    styles = style.Styles(book)
    names = style.sheet_names(table.sheet for table in tables)
    for table, name in zip(tables, names, strict=True):
        page = book.add_worksheet(name)
        sheet = Sheet(table, page, styles, CONFIDENTIAL, sample, table.id, home=names[0])
        write_table(sheet)
        page.fit_to_pages(1, 0)  # long lists with folded texts
        _open_for_input(sheet, table)
    book.close()
    return whole.getvalue()


def _open_for_input(sheet: Sheet, table: Table) -> None:
    """Show which cells are to be filled in, and say what fits in them."""
    places = [n for n, column in enumerate(table.columns) if column.key in INPUT_KEYS]
    if not places or not table.rows:
        return
    for row, cells in enumerate(table.rows, sheet.first_row):
        for place in places:
            kind = table.columns[place].kind
            write_cell(sheet, row, place, cells[place], kind, bg_color=_INPUT)
            if cells[place] == "":  # really empty, so that a filter calls it so
                look = sheet.styles.body(right=kind is Kind.DAY, bg_color=_INPUT)
                sheet.page.write_blank(row, place, None, look)
    first, last = sheet.first_row, sheet.last_row
    sheet.page.print_area(0, 0, last, places[-1])  # code and name are for the screen
    agreed, _, _, until = places
    sheet.page.data_validation(
        first, agreed, last, agreed,
        {"validate": "list", "source": ["ja"], "error_title": "Akkoord",
         "error_message": "Kies ja of laat de cel leeg."},
    )  # fmt: skip
    sheet.page.data_validation(
        first, until, last, until,
        {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1),
         "error_title": "Tot en met", "error_message": "Vul een datum in, zoals 31-12-2022."},
    )  # fmt: skip

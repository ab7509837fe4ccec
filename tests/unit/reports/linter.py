"""A small linter for the workbooks that grip makes (requirement XL-13).

`lint` returns the names of the rules that a workbook breaks, with the place.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

FUNCTIONS = {
    "SUM", "SUMIFS", "COUNTIFS", "AVERAGE", "ROUND", "IF", "IFERROR", "INDEX", "MATCH", "AND",
}  # fmt: skip
MARKS = {"[g]", "[o]", "[n.v.t.]", "[te weinig]", "[nog niet]", "[niet berekend]"}
GAPS_ALLOWED = {"grafiekgegevens"}
_NUMBER = re.compile(r"(?!(19|20)\d\d$)-?[\d.]*\d(,\d+)?%?")  # a year may be a name
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"


def lint(path: Path, *, public: bool = False) -> list[str]:
    """Return a line per breach, `rule: place`, empty for a good workbook."""
    book, values = load_workbook(path), load_workbook(path, data_only=True)
    found = [*_lint_book(book, path)]
    for sheet in book.worksheets:
        found += [f"{rule}: {sheet.title}" for rule in _lint_sheet(sheet, public)]
        if sheet.title != "Voorblad":
            found += [f"{rule}: {sheet.title}" for rule in _lint_top(sheet)]
        for table in sheet.tables.values():
            area = range_boundaries(table.ref)
            cached = values[sheet.title]
            found += [f"{rule}: {sheet.title}" for rule in _lint_table(sheet, area, table.name)]
            found += [f"{rule}: {sheet.title}" for rule in _lint_cells(sheet, cached, area)]
    return found


def _lint_book(book: Workbook, path: Path) -> Iterator[str]:
    if book.active is not book.worksheets[0] or book.worksheets[0].title != "Voorblad":
        yield "opens-on-cover: book"
    if book.worksheets[0].sheet_view.selection[0].activeCell not in (None, "A1"):
        yield "opens-on-cover: cell"
    if not book.properties.title:
        yield "title-property: book"
    if book.properties.creator:
        yield "no-user-name: book"
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/externalLinks"):
                yield f"external-link: {name}"
            if name.startswith("xl/drawings/drawing"):
                for shape in ElementTree.fromstring(archive.read(name)).iter(_DRAWING):
                    if len(shape.get("descr", "")) < 20:
                        yield f"alt-text: {name}"


def _lint_sheet(sheet: Worksheet, public: bool) -> Iterator[str]:
    if sheet.merged_cells.ranges:
        yield "merged"
    if re.fullmatch(r"(sheet|blad|werkblad)\s*\d+", sheet.title, re.IGNORECASE):
        yield "default-name"
    if sheet.sheet_state != "visible":
        yield "hidden-sheet"
    if sheet.page_setup.orientation != "landscape" or sheet.page_setup.paperSize != 9:
        yield "paper"
    if not sheet.sheet_properties.pageSetUpPr or sheet.page_setup.fitToHeight not in (0, None, 1):
        yield "one-page-wide"
    if public and (sheet.freeze_panes or any(t.autoFilter for t in sheet.tables.values())):
        yield "public-plain"


def _lint_top(sheet: Worksheet) -> Iterator[str]:
    if not sheet["A1"].value:
        yield "sheet-title"
    if not sheet["A2"].value:
        yield "sheet-description"
    if len(sheet.tables) != 1:
        yield "one-table"
    if not sheet.print_title_rows:
        yield "print-titles"


def _lint_table(sheet: Worksheet, area: tuple[int, ...], name: str) -> Iterator[str]:
    left, top, right, bottom = area
    if re.fullmatch(r"(table|tabel)\d+", name, re.IGNORECASE):
        yield "table-name"
    if left != 1:
        yield "from-column-a"
    headers = [sheet.cell(top, column).value for column in range(left, right + 1)]
    if not all(isinstance(h, str) and h.strip() for h in headers) or len(set(headers)) < len(
        headers
    ):
        yield "header"
    if any(not sheet.cell(row, 1).value for row in range(1, top)):
        yield "blank-row"
    if sheet.max_row > bottom or sheet.max_column > right:
        yield "outside-table"
    if name not in GAPS_ALLOWED and any(
        cell.value in (None, "") for row in _cells(sheet, area) for cell in row
    ):
        yield "blank-cell"


def _lint_cells(sheet: Worksheet, cached: Worksheet, area: tuple[int, ...]) -> Iterator[str]:
    for row in _cells(sheet, area):
        for cell in row:
            value = cached[cell.coordinate].value
            right = cell.alignment.horizontal == "right" or cell.column == 1
            if isinstance(value, str) and cell.column > 1 and _NUMBER.fullmatch(value):
                yield "number-as-text"
            if isinstance(value, int | float) and not right:
                yield "number-right"
            if value in MARKS and cell.alignment.horizontal != "right":
                yield "mark-right"
            if cell.data_type == "f":
                yield from _lint_formula(str(cell.value), value)
            elif cell.data_type == "e":
                yield "error-value"


def _lint_formula(formula: str, value: object) -> Iterator[str]:
    if value in (None, ""):
        yield "cached-value"
    if isinstance(value, str) and value.startswith("#"):
        yield "error-value"
    if set(re.findall(r"([A-Z][A-Z.]+)\(", formula)) - FUNCTIONS or "[" in formula:
        yield "formula"


def _cells(sheet: Worksheet, area: tuple[int, ...]) -> Iterator[tuple]:  # type: ignore[type-arg]
    left, top, right, bottom = area
    return sheet.iter_rows(top + 1, bottom, left, right)

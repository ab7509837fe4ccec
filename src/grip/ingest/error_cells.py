"""Cells of a workbook with an error (#N/B, #DEEL/0!): the parser gives them as empty.

An end date that is an error would then be read as "still running". So they are looked up in the
workbook itself and put back as text, which no date, number or code will accept. A formula that was
never computed (written by a program, not by Excel) is empty in the same way.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from xml.etree import ElementTree

import polars as pl

from grip.ingest.sheet_xml import column_number

ERROR_TEXT = "#N/B"
ERROR_SHAPE = (
    r"^#(?:N/A|N/B|DIV/0!|DEEL/0!|REF!|VERW!|VALUE!|WAARDE!|NAME\?|NAAM\?|NUM!|GETAL!|NULL!|LEEG!)$"
)
ERROR_MARK = b't="e"'
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*? t="e"')
UNCOMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:(?! t="str")[^<>])*>'
    rb"<f(?:/>|(?: [^<>]*)?>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>"
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Cells = dict[int, list[int]]
"""Per column the rows with an error, both counted from 0."""


def find_error_cells(data: bytes) -> dict[str, Cells]:
    """Return, per sheet that has them, the cells in error or not computed in an xlsx workbook."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, part in sheet_parts(archive).items():
            content = archive.read(part)
            if cells := _cells(content):
                found[name] = cells
    return found


def put_back(grid: pl.DataFrame, cells: Cells, first_column: int) -> pl.DataFrame:
    """Return the grid with the error cells as text; `first_column` is the column it starts at."""
    columns = [
        grid.to_series(column - first_column).scatter(rows, ERROR_TEXT)
        for column, rows in cells.items()
    ]
    return grid.with_columns(columns)


def _cells(content: bytes) -> Cells:
    cells: defaultdict[int, list[int]] = defaultdict(list)
    for column, row in (*_CELL.findall(content), *UNCOMPUTED.findall(content)):
        cells[column_number(column) - 1].append(int(row) - 1)
    return cells


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the archive that holds each sheet, by the name of the sheet."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    parts = set(archive.namelist())
    sheets = {
        sheet.get("name", ""): posixpath.join("/xl", target.get(sheet.get(_RELATION), ""))[1:]
        for sheet in book.iter(f"{_MAIN}sheet")
    }
    return {name: part for name, part in sheets.items() if part in parts}

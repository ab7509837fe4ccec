"""One export in every kind of file: a table of text, written as a municipality may have it.

The ods and xlsb writers here are just enough of those formats for one sheet of text per table, so
that the tests do not lean on a program that need not be there.
"""

from __future__ import annotations

import csv
import io
import random
import struct
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl
import xlsxwriter

Table = list[list[str]]
Town = dict[str, Table]


def messy(town: Town, seed: int) -> Town:
    """The same town as someone prints it: shuffled, with a title, an empty column and totals."""
    draw = random.Random(seed)
    found = {}
    for name, (header, *rows) in town.items():
        order = list(range(len(header)))
        draw.shuffle(order)
        draw.shuffle(rows)
        shuffled = [["", *(row[at] for at in order), ""] for row in (header, *rows)]
        half = len(shuffled) // 2
        total = ["", "Totaal", *[""] * (len(header) - 1), ""]
        blank = [""] * (len(header) + 2)
        title = [["", f"Export {name}", *blank[2:]], ["", "Afgedrukt door de applicatie",
                                                     *blank[2:]]]  # fmt: skip
        found[name] = [*title, blank, *shuffled[:half], blank, shuffled[0], *shuffled[half:], total]
    return found


def as_csv(town: Town, folder: Path, delimiter: str, encoding: str, *, told: bool = False) -> None:
    for name, rows in town.items():
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        start = f"sep={delimiter}\r\n" if told else ""
        (folder / f"{name}.csv").write_bytes((start + text.getvalue()).encode(encoding))


def as_workbook(town: Town, folder: Path, suffix: str = "xlsx", *, typed: bool = False) -> Path:
    """One workbook with a sheet per table; `typed` writes dates and numbers as such."""
    path = folder / f"export.{suffix}"
    with xlsxwriter.Workbook(path) as book:
        form = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, rows in town.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, text in enumerate(row):
                    day = _day(text) if typed else None
                    if day:
                        sheet.write_datetime(at, column, day, form)
                    elif text:
                        sheet.write_string(at, column, text)
    return path


def as_parquet(town: Town, folder: Path) -> None:
    for name, (header, *rows) in town.items():
        frame = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
        dated = [c for c in header if frame.get_column(c).str.contains(r"^\d\d-\d\d-\d{4}$").any()]
        frame = frame.with_columns(
            pl.col(c).str.to_date("%d-%m-%Y", strict=False) for c in dated
        ).with_columns(pl.col(pl.String).replace("", None))
        frame.write_parquet(folder / f"{name}.parquet")


def as_ods(town: Town, folder: Path) -> None:
    sheets = []
    for name, rows in town.items():
        lines = "".join(
            "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>"
            for row in rows
        )
        sheets.append(f'<table:table table:name="{name}">{lines}</table:table>')
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    body = "".join(sheets)
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    with zipfile.ZipFile(folder / "export.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", listed)
        archive.writestr("content.xml", content)


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    inner = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'


def as_xlsb(town: Town, folder: Path) -> None:
    """The binary workbook of Excel: records of a number, a length and what is in them."""
    office = "http://schemas.openxmlformats.org"
    sheet_kind = f"{office}/officeDocument/2006/relationships/worksheet"
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{sheet_kind}" Target="worksheets/sheet{n}.bin"/>'
        for n, _ in enumerate(town, 1)
    )
    relations = f'<Relationships xmlns="{office}/package/2006/relationships">{links}'
    bundle = b"".join(
        _record(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name))
        for n, name in enumerate(town, 1)
    )
    book = _record(131) + _record(143) + bundle + _record(144) + _record(132)
    with zipfile.ZipFile(folder / "export.xlsb", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{office}/package/2006/x"/>')
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", f"{relations}</Relationships>")
        for number, rows in enumerate(town.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", _xlsb_sheet(rows))


def _xlsb_sheet(rows: Table) -> bytes:
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    cells = []
    for at, row in enumerate(rows):
        cells.append(_record(0, struct.pack("<II", at, 0) + b"\0" * 9))
        cells += [
            _record(6, struct.pack("<II", column, 0) + _wide(text))
            for column, text in enumerate(row)
            if text
        ]
    inner = _record(148, size) + _record(145) + b"".join(cells) + _record(146)
    return _record(129) + inner + _record(130)


def _record(number: int, content: bytes = b"") -> bytes:
    kind = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = len(content), b""
    while True:
        size, part = size >> 7, size & 0x7F
        length += bytes([part | 0x80 if size else part])
        if not size:
            return kind + length + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def as_xls(town: Town, folder: Path, office: str) -> None:
    """The old workbook of Excel, by LibreOffice."""
    source = as_workbook(town, folder)
    home = f"-env:UserInstallation=file://{folder.parent}/lo"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "xls", source.name],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    source.unlink()


def _day(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%d-%m-%Y")
    except ValueError:
        return None


Writer = Callable[[Town, Path], object]
WRITERS: dict[str, Writer] = {
    "csv utf-8 puntkomma": lambda town, folder: as_csv(town, folder, ";", "utf-8"),
    "csv utf-8 met BOM": lambda town, folder: as_csv(town, folder, ";", "utf-8-sig"),
    "csv cp1252 komma": lambda town, folder: as_csv(town, folder, ",", "cp1252"),
    "csv utf-16 tab": lambda town, folder: as_csv(town, folder, "\t", "utf-16"),
    "csv streep met sep=": lambda town, folder: as_csv(town, folder, "|", "utf-8", told=True),
    "xlsx tekst": as_workbook,
    "xlsx met datumcellen": lambda town, folder: as_workbook(town, folder, typed=True),
    "xlsm": lambda town, folder: as_workbook(town, folder, "xlsm"),
    "ods": as_ods,
    "xlsb": as_xlsb,
}

"""A workbook that no reader can lay out: which cell makes it so."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from grip.errors import InputError
from grip.ingest.furthest import furthest_cell
from grip.ingest.kinds import Kind
from grip.ingest.read import read_sheets
from tests.acceptance.formats import as_ods, as_xlsb

TABLE = [["a", "b"], ["1", "2"], ["3", ""]]
EMPTY_TO_END = '<table:table-cell table:number-columns-repeated="16383"/>'
ODS_FAR = (
    '<table:table-row table:number-rows-repeated="1048572"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row><table:table-row>'
    f"{EMPTY_TO_END}<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
)
ODS_CELL = "<table:table-cell><text:p>x</text:p></table:table-cell>"
ODS_ENDS = (
    f"<table:table-row>{EMPTY_TO_END}</table:table-row>"
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def changed(path: Path, part: str, old: bytes, new: bytes) -> bytes:
    """The file with something else at the last place where `old` stands in a part."""
    body = io.BytesIO()
    with zipfile.ZipFile(path) as was, zipfile.ZipFile(body, "w") as now:
        for name in was.namelist():
            content = was.read(name)
            if name == part:
                before, found, after = content.rpartition(old)
                assert found
                content = before + new + after
            now.writestr(name, content)
    return body.getvalue()


def ods(folder: Path, added: str) -> bytes:
    as_ods({"een": TABLE, "twee": TABLE}, folder)
    end = b"</table:table>"
    return changed(folder / "export.ods", "content.xml", end, added.encode() + end)


def xlsb(folder: Path, row: int, column: int) -> bytes:
    as_xlsb({"een": TABLE, "twee": TABLE}, folder)
    number, text = struct.pack("<II", row - 1, 0) + b"\0" * 9, b"\1\0\0\0x\0"
    cell = struct.pack("<II", column - 1, 0) + text
    added = b"\x00" + bytes([len(number)]) + number + b"\x06" + bytes([len(cell)]) + cell
    end = b"\x92\x01\x00"  # record 146: here the rows end
    return changed(folder / "export.xlsb", "xl/worksheets/sheet2.bin", end, added + end)


def xls(row: int, column: int, *, whole: bool = True) -> bytes:
    """The records of two sheets, as far as they matter."""
    begin = struct.pack("<4H", 0x809, 16, 0x600, 0x10) + b"\0" * 12
    cells = [struct.pack("<2H3HI", 0xFD, 10, at - 1, 0, 0, 0) for at in (1, 2, row)]
    far = struct.pack("<2H3HI", 0xFD, 10, row - 1, column - 1, 0, 0)
    end = struct.pack("<2H", 0x0A, 0) if whole else struct.pack("<2H", 0x3C, 9000)
    sheets = begin + cells[0] + cells[1] + end + begin + b"".join(cells) + far + end
    return b"\0" * 512 + sheets + b"\0" * 512


def test_the_last_corner(tmp_path: Path) -> None:
    assert furthest_cell(ods(tmp_path, ODS_FAR), Kind.ODS) == "XFD1048576"
    assert furthest_cell(xlsb(tmp_path, 1_048_576, 16_384), Kind.XLSB) == "XFD1048576"
    assert furthest_cell(xls(65_536, 256), Kind.XLS) == "IV65536"


def test_a_table_without_such_a_cell(tmp_path: Path) -> None:
    """Also one with empty cells and rows up to the end, as LibreOffice writes them."""
    assert furthest_cell(ods(tmp_path, ODS_ENDS), Kind.ODS) == ""
    assert furthest_cell(xlsb(tmp_path, 4, 3), Kind.XLSB) == ""
    assert furthest_cell(xls(3, 256), Kind.XLS) == ""


def test_every_sheet_is_looked_at_by_itself(tmp_path: Path) -> None:
    """A wide sheet and a long one are no sheet that is wide and long."""
    assert furthest_cell(xls(2, 256) + xls(65_536, 1), Kind.XLS) == ""
    assert furthest_cell(xls(2, 256) + xls(65_536, 250), Kind.XLS) == "IP65536"
    end = "</table:table-row>"
    wide = '<table:table-cell table:number-columns-repeated="16383"/>' + ODS_CELL
    tall = '<table:table-row table:number-rows-repeated="900000"><table:table-cell/>' + end
    long = f"{tall}<table:table-row>{ODS_CELL}{end}"
    sheets = f"<table:table-row>{wide}{end}</table:table><table:table >{long}"
    assert furthest_cell(ods(tmp_path, sheets), Kind.ODS) == ""
    sheets = f"<table:table-row>{wide}{end}{long}"
    assert furthest_cell(ods(tmp_path, sheets), Kind.ODS) == "A900005"


def test_the_search_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All parts together have so many records: a small file may hold any number of them."""
    far = {
        Kind.XLS: xls(65_536, 256), Kind.ODS: ods(tmp_path, ODS_FAR),
        Kind.XLSB: xlsb(tmp_path, 1_048_576, 16_384),
    }  # fmt: skip
    assert all(furthest_cell(data, kind) for kind, data in far.items())
    monkeypatch.setattr("grip.ingest.furthest._MOST_RECORDS", 9)
    assert not any(furthest_cell(data, kind) for kind, data in far.items())


def test_of_a_damaged_file_nothing_is_said(tmp_path: Path) -> None:
    data = xlsb(tmp_path, 1_048_576, 16_384)
    assert furthest_cell(data[:-40], Kind.XLSB) == ""
    assert furthest_cell(xls(65_536, 256, whole=False), Kind.XLS) == ""
    assert furthest_cell(b"", Kind.XLSX) == ""


@pytest.mark.parametrize("code", ["IN-OMVANG", "IN-STUK"])
def test_the_message_names_the_cell(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the reader apart says when it gives up depends on the kind of file."""

    def give_up(data: bytes, file: str, how: str) -> None:
        raise InputError(code, where=file)

    monkeypatch.setattr("grip.ingest.workbooks.read_apart", give_up)
    path = tmp_path / "t.xlsb"
    path.write_bytes(xlsb(tmp_path, 1_048_576, 16_384))
    with pytest.raises(InputError, match=r"IN-CEL-VER.*XFD1048576") as caught:
        list(read_sheets(path))
    assert caught.value.where == "t.xlsb"
    assert "als .xlsx" in caught.value.advice
    path.write_bytes(xlsb(tmp_path, 5, 3))
    with pytest.raises(InputError, match=code):
        list(read_sheets(path))

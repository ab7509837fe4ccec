"""Reading: every format and dialect gives the same cells, with the row as Excel shows it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time

import polars as pl
import pytest

from grip.errors import InputError
from grip.ingest.error_cells import Cells
from grip.ingest.grids import Grids, grids_of
from grip.ingest.preflight import check_workbook
from grip.ingest.read import find_sources, read_sheets, unread_files
from grip.ingest.sheet_xml import with_parts
from grip.ingest.sheets import RawSheet

from .files import write_csv, write_xlsx

ROWS = [["naam", "waarde"], ["é€", "1"], ["b", ""]]
CELLS = [("é€", "1", 2), ("b", None, 3)]


def only(path: Path) -> RawSheet:
    (sheet,) = read_sheets(path)
    return sheet


def cells(path: Path) -> list[tuple[object, ...]]:
    frame = only(path).frame
    return [tuple(cell or None for cell in row) for row in frame.iter_rows()]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_dialect_of_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = write_csv(tmp_path / "t.csv", ROWS, delimiter, encoding)
    assert only(path).header == ("naam", "waarde")
    assert cells(path) == CELLS


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_line_end(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(ends.join(["naam;waarde", "é€;1", "b;"]).encode())
    assert cells(path) == CELLS


def test_quotes_embedded_newlines_and_delimiters_outside_quotes_only(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('"a;b;c;d",n\n"x\ny","2 ""q"""\nz,3\n')
    assert only(path).header == ("a;b;c;d", "n")
    assert cells(path) == [("x\ny", '2 "q"', 2), ("z", "3", 3)]


def test_a_line_not_quoted_as_a_whole_stays_whole_among_lines_that_are(tmp_path: Path) -> None:
    path = tmp_path / "personen.csv"
    lines = [f'"P{n:04d};PW;01-01-2020"' for n in range(60)]
    lines[55] = "P0055;PW;01-01-2020"
    path.write_text("\r\n".join(['"persoon_id;regeling;begindatum"', *lines]), encoding="utf-8")
    assert cells(path) == [(f"P{n:04d}", "PW", "01-01-2020", n + 2) for n in range(60)]


def test_blank_lines_are_no_rows_but_keep_their_number(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n;\na;b\n1;2\n\n ;\u00a0\n3;4\n\n")
    assert only(path).header == ("a", "b")
    assert cells(path) == [("1", "2", 4), ("3", "4", 7)]
    assert only(path).read == 2


def test_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a;b\n1;2;3\n4\n5;6;;;\n7;8;" + ";" * 40 + "x\n")
    sheet = only(path)
    assert sheet.too_wide == (2, 5)
    assert cells(path) == [("4", None, 3), ("5", "6", 4)]
    assert sheet.read == 4


def test_everything_stays_text(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", [["a"], ["007"], ["1e5"], ["true"]])
    assert [row[0] for row in cells(path)] == ["007", "1e5", "true"]


@pytest.mark.parametrize("top", [0, 3])
def test_workbook_rows_are_the_rows_of_excel(tmp_path: Path, top: int) -> None:
    day = date(2020, 3, 1)
    rows = [["a", "b", "c"], ["007", 7, day], [None], [7.25, True, "x"]]
    path = write_xlsx(tmp_path / "t.xlsx", {"Blad1": rows}, top)
    assert only(path).header == ("a", "b", "c")
    assert cells(path) == [
        ("007", "7", "2020-03-01 00:00:00", top + 2),
        ("7.25", "true", "x", top + 4),
    ]


def test_sheets_of_a_workbook(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", {"x": [["a"]], "leeg": [], "y": [["b"], [1]]})
    found = [(s.sheet, s.header, s.read, s.origin.sole) for s in read_sheets(path)]
    assert found == [("x", ("a",), 0, False), ("leeg", (), 0, False), ("y", ("b",), 1, False)]


def test_parquet_becomes_canonical_text(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "d": [date(2020, 3, 1), None],
            "t": [datetime(2020, 3, 1), None],
            "j": [True, False],
            "i": [7, None],
            "f": [12.5, 12.0],
            "g": [float("nan"), 100.0],
            "c": [Decimal("1.50"), Decimal("100.00")],
            "s": ["x", ""],
            "k": pl.Series(["a", "b"], dtype=pl.Categorical),
        }
    )
    frame.write_parquet(tmp_path / "t.parquet")
    assert cells(tmp_path / "t.parquet") == [
        ("2020-03-01", "2020-03-01 00:00:00", "ja", "7", "12.5", None, "1.5", "x", "a", 2),
        (None, None, "nee", None, "12", "100", "100", None, "b", 3),
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"naam;x\nKANARIE\x00;1\n", "IN-LEZEN"),
        ("b.csv", b"naam\nKANARIE\x81\n", "IN-LEZEN"),
        ("c.csv", b'naam;x\n1;"KANARIE\n2;x\n', "IN-LEZEN"),
        ("d.xlsx", b"KANARIE", "IN-SOORT"),
        ("e.xlsx", b"", "IN-NUL"),
        ("f.xlsx", b"PK\x03\x04KANARIE", "IN-STUK"),
        ("g.parquet", b"PAR1KANARIEPAR1", "IN-LEZEN"),
        ("h.parquet", b"", "IN-NUL"),
        ("i.pdf", b"KANARIE", "IN-LEZEN"),
        ("j.xls", b"\n <HTML><table>KANARIE", "IN-HTML"),
        ("k.csv", b"PAR1KANARIE", "IN-SOORT"),
    ],
)
def test_unreadable_files_have_our_words(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        list(read_sheets(tmp_path / name))
    error = caught.value
    assert (error.code, error.where) == (code, name)
    assert error.__cause__ is None
    assert "KANARIE" not in f"{error} {error.advice}"


def test_nested_parquet_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"a": [[1, 2]]}).write_parquet(tmp_path / "t.parquet")
    with pytest.raises(InputError, match="IN-LEZEN"):
        list(read_sheets(tmp_path / "t.parquet"))


def test_error_cells_are_not_read_as_empty(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    book.add_worksheet("leeg")
    sheet = book.add_worksheet("a & b")
    sheet.write_row(2, 1, ["x", "y"])
    sheet.write_row(3, 1, ["1", "2"])
    sheet.write_formula(4, 2, "=NA()", None, "#N/A")
    book.close()
    frame = list(read_sheets(tmp_path / "t.xlsx"))[1].frame
    assert frame.rows() == [("1", "2", 4), (None, "#N/B", 5)]


def test_a_chart_sheet_is_an_empty_sheet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    book.add_worksheet("x").write_row(0, 0, ["a"])
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=x!$A$1:$A$2"})
    book.add_chartsheet("grafiek").set_chart(chart)
    book.close()
    assert [sheet.header for sheet in read_sheets(tmp_path / "t.xlsx")] == [("a",), ()]
    assert capfd.readouterr() == ("", "")


def far_apart(path: Path, *, many: bool) -> Path:
    """A sheet with next to nothing in it, up to its last corner."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})  # else it writes every row
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    for row in reversed(range(200 if many else 1)):
        sheet.write(1_048_575 - row, 16_383, "b")
    book.close()
    return path


def test_a_cell_far_away_is_taken_out_before_the_parser_sees_it(tmp_path: Path) -> None:
    sheet = only(far_apart(tmp_path / "t.xlsx", many=False))
    assert (sheet.header, sheet.read, sheet.aside) == (("a",), 1, ((1_048_576, "RIJ-VER"),))


def test_many_cells_far_apart_are_refused_before_the_parser_sees_them(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"IN-CEL-VER.*XFD1048576") as caught:
        only(far_apart(tmp_path / "t.xlsx", many=True))
    assert ".xlsx" not in caught.value.advice  # it is one


def sheet_of(*rows: str) -> bytes:
    """As much of a workbook as the look beforehand needs, with the rows of its one sheet."""
    body = io.BytesIO()
    xmlns = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{xmlns}/package/2006/relationships"><Relationship Id="r1" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{xmlns}/spreadsheetml/2006/main" xmlns:r="{xmlns}/officeDocument/'
            '2006/relationships"><sheets><sheet name="x" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>",
        )
    return body.getvalue()


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ('<c r="B2" s="1" t="str">', True),
        ('<c r="XFD2">', True),
        ('<c r="A1048576"/>', True),
        ('<c r="A1050000"/>', False),
        ('<c r="AA9999999"/>', False),
        ('<c r="XFD01048576">', False),
        ('<c r="A02">', False),
        ('<c r="A10485760">', False),
        ('<c r="XFD10485760">', False),
        ('<c r="AAAA1">', False),
        ('<c r="XFD1 ">', False),
        (f'<c r="XFD1048576" cm="1"{" " * 80}>', False),
    ],
)
def test_a_cell_written_in_another_way_is_not_read_in_this_process(cell: str, plain: bool) -> None:
    row = f'<row r="2">{cell}<v>1</v></c></row>'
    assert check_workbook(sheet_of(row), "t.xlsx").plain is plain


def test_rows_that_end_in_a_cell_with_only_a_format_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grip.ingest.preflight._CHUNK", 200)
    wide = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>'
    filled_row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="Z{0}" s="2"/></row>'.format
    between = "".join(map(filled_row, range(2, 22)))
    last = '<row r="{0}"><c r="A{0}">{1}<c r="Z{0}" s="2"/></row>'.format
    filled = sheet_of(wide, between, last(1_000_000, "<v>1</v></c>"), " " * 200)
    assert check_workbook(filled, "t.xlsx").far == {"xl/worksheets/sheet1.xml": "A1000000"}
    empty = sheet_of(wide, between, '<row r="1000000"><c r="Z1000000" s="2"/></row>', " " * 200)
    assert check_workbook(empty, "t.xlsx").far == {}


def test_a_row_far_away_in_the_middle_of_a_piece_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows need not be in order: the wide cell and the far row may each be anywhere."""
    monkeypatch.setattr("grip.ingest.preflight._CHUNK", 200)
    row = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'.format
    rows = [row(2, "XFD"), row(3, "A"), " " * 400, row(1_048_576, "A"), row(4, "A"), " " * 400]
    assert check_workbook(sheet_of(*rows), "t.xlsx").far == {"xl/worksheets/sheet1.xml": "A1048576"}
    assert check_workbook(sheet_of(row(2, "Z"), *rows[1:]), "t.xlsx").far == {}


@pytest.mark.parametrize("size", [60, 150, 1 << 20])
def test_two_rows_with_one_number_are_refused(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser would keep one of them, and nobody would know that the other was there."""
    monkeypatch.setattr("grip.ingest.preflight._CHUNK", size)
    rows = [f'<row r="{n}" s="1"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 30)]
    check_workbook(sheet_of(*rows), "t.xlsx")
    check_workbook(sheet_of(*reversed(rows)), "t.xlsx")  # in another order all are there
    with pytest.raises(InputError, match="IN-RIJ-TWEE") as caught:
        check_workbook(sheet_of(*rows, rows[6]), "t.xlsx")
    assert "(7)" in str(caught.value)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="3"><c t="str" r="A3"><v>1</v></c></row>',
        '<row spans="1:2"  r="3"><c  r="A3"><v>1</v></c></row>',
        "<row r='3'><c r='A3'><v>1</v></c></row>",
        '<row r="3"><!-- --><c r="A3"><v>1</v></c></row>',
        '<row\nr = "3"><c><v>1</v></c></row>',
        '<row><c r="A3"><v>1</v></c></row>',
        '<x:row r="3"><x:c r="A3"><x:v>1</x:v></x:c></x:row>',
        '<x:row r="4"><x:c r="A3"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_double_row_is_seen_however_it_is_written(
    row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grip.ingest.preflight._CHUNK", 130)  # the second may be cut
    other = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'.format
    for between in range(0, 100, 9):
        rows = [other(2), row, " " * between, other(5)]
        check_workbook(sheet_of(*rows), "t.xlsx")
        with pytest.raises(InputError, match=r"IN-RIJ-TWEE.*\(3\)"):
            check_workbook(sheet_of(*rows, row), "t.xlsx")


def test_tags_without_an_end_take_no_time() -> None:
    """It took hours where each tag was looked for up to the end of the piece."""
    unit = '<row r="1" <col <c r="A1" '
    began = process_time()
    check_workbook(sheet_of(unit * 20_000, "<f"), "t.xlsx")
    assert process_time() - began < 5


def test_rows_without_a_number_are_not_taken_for_one() -> None:
    without = "<row><c><v>1</v></c></row>", '<row r="1" s="1"/>', '<rowBreaks r="1"></rowBreaks>'
    check_workbook(sheet_of(*without, *without), "t.xlsx")


def test_a_large_sheet_is_read_in_halves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The halves have their own empty columns, rows and kinds of cells."""
    rows: list[list[object]] = [["", "a", "", "b"], ["", 1, "", "x"], ["", "", "", ""],
                                ["", 2.5, "", "y"], ["z", "", "", date(2020, 3, 1)],
                                ["", "", "", ""], ["", True, "", "", "e"],
                                ["", "007", "", ""]]  # fmt: skip
    path = write_xlsx(tmp_path / "t.xlsx", {"klein": [["c"]], "groot": rows, "leeg": []})
    whole = [(s.sheet, s.header, s.letters, s.frame.rows()) for s in read_sheets(path)]
    monkeypatch.setattr("grip.ingest.sheet_xml._LARGE", 1)
    monkeypatch.setattr("grip.ingest.preflight._CHUNK", 300)  # a large sheet comes in pieces
    monkeypatch.setattr("grip.ingest.workbooks.has_spare_core", lambda: True)
    pieces: list[int] = []
    monkeypatch.setattr("grip.ingest.workbooks.grids_of", lambda *of, **more: (
        pieces.append(len(of)), grids_of(*of, **more)
    )[1])  # fmt: skip
    halved = [(s.sheet, s.header, s.letters, s.frame.rows()) for s in read_sheets(path)]
    assert (halved, pieces) == (whole, [2])
    assert whole[1][2] == ("A", "B", "C", "D", "E")
    monkeypatch.setattr("grip.ingest.sheet_xml._MOST_TWICE", 100)  # the texts, styles and so on
    assert [(s.sheet, s.header, s.letters, s.frame.rows()) for s in read_sheets(path)] == whole
    assert pieces == [2, 1]


@pytest.mark.parametrize(
    ("head", "in_row", "halfway"),
    [
        ("", "", ""),
        ("<!-- <sheetData> -->", "", "<sheetData>"),
        ("", "<!-- </row> -->", ""),
        ("", "<?x </row> ?>", ""),
        ("", "<v><![CDATA[</row>]]></v>", ""),
    ],
)
def test_a_sheet_with_comments_loses_no_row_in_halves(
    head: str, in_row: str, halfway: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The halves of a sheet are cut at what looks like the end of a row."""
    numbers = range(1, 60)
    rows = [f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>{in_row}</row>' for n in numbers]
    rows.insert(40, halfway)
    write_xlsx(tmp_path / "t.xlsx", {"x": [["a"]]})
    begin, end = f"<worksheet>{head}<sheetData>", "</sheetData></worksheet>"
    sheet = (f"{begin}{''.join(rows)}{end}".encode(),)
    data = with_parts((tmp_path / "t.xlsx").read_bytes(), {"xl/worksheets/sheet1.xml": sheet})
    (tmp_path / "t.xlsx").write_bytes(data)
    monkeypatch.setattr("grip.ingest.sheet_xml._LARGE", 1)
    monkeypatch.setattr("grip.ingest.preflight._CHUNK", 300)
    monkeypatch.setattr("grip.ingest.workbooks.has_spare_core", lambda: True)
    pieces: list[int] = []
    monkeypatch.setattr("grip.ingest.workbooks.grids_of", lambda *of, **more: (
        pieces.append(len(of)), grids_of(*of, **more)
    )[1])  # fmt: skip
    assert [row[0] for row in cells(tmp_path / "t.xlsx")] == [str(n) for n in numbers[1:]]
    assert pieces == [1 if head or in_row else 2]


def test_what_cannot_be_read_in_halves_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", {"x": [["a"], *([n] for n in range(60))]})
    whole = cells(path)

    def read(*pieces: bytes, errors: Mapping[str, Cells] | None = None) -> Grids:
        if len(pieces) > 1:
            raise RuntimeError("KANARIE")
        return grids_of(*pieces, errors=errors)

    monkeypatch.setattr("grip.ingest.sheet_xml._LARGE", 1)
    monkeypatch.setattr("grip.ingest.preflight._CHUNK", 300)
    monkeypatch.setattr("grip.ingest.workbooks.has_spare_core", lambda: True)
    monkeypatch.setattr("grip.ingest.workbooks.grids_of", read)
    assert (cells(path), len(whole)) == (whole, 60)


def test_sources_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.csv", "a.XLSX", "~$a.xlsx", "grip.toml", "README.csv", "c.parquet", "x.json"):
        (tmp_path / name).write_text("")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.csv").write_text("")
    assert [path.name for path in find_sources(tmp_path)] == ["a.XLSX", "b.csv", "c.parquet"]
    assert [path.name for path in unread_files(tmp_path)] == ["x.json"]
    assert find_sources(tmp_path / "b.csv") == [tmp_path / "b.csv"]


def test_missing_and_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="IN-MAP"):
        find_sources(tmp_path / "weg")
    with pytest.raises(InputError, match="IN-LEEG"):
        find_sources(tmp_path)

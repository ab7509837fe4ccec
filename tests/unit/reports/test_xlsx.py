"""The workbook read back: what stands in it is what the document says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import fastexcel
import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from grip.reports import formats
from grip.reports.document import Column, Document, Kind, Mark, Section, Table
from grip.reports.workbook import style
from grip.reports.workbook.xlsx import write_workbook

from .conftest import child_environment
from .linter import lint


@pytest.fixture
def path(document: Document, tmp_path: Path) -> Path:
    write_workbook(document, tmp_path / "rapport.xlsx")
    return tmp_path / "rapport.xlsx"


def expected(value: object) -> object:
    value = formats.shown(value)  # type: ignore[arg-type]
    if isinstance(value, Mark):
        return value.value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value


def tables_by_name(path: Path, **options: Any) -> dict[str, tuple[Any, tuple[int, ...]]]:
    return {
        table.name: (sheet, range_boundaries(table.ref))
        for sheet in load_workbook(path, **options).worksheets
        for table in sheet.tables.values()
    }


def test_the_linter_finds_nothing(document: Document, public: Document, tmp_path: Path) -> None:
    write_workbook(document, tmp_path / "intern.xlsx")
    write_workbook(public, tmp_path / "openbaar.xlsx")
    assert lint(tmp_path / "intern.xlsx") == []
    assert lint(tmp_path / "openbaar.xlsx", public=True) == []


def test_sheets_stand_in_order(path: Path) -> None:
    names = load_workbook(path).sheetnames
    assert names[:4] == ["Voorblad", "Inhoud", "Samenvatting", "Bestand per jaar"]
    assert names[-3:] == ["Definities", "Controle", "Grafiekgegevens"]
    assert "Budget in uit" in names


def test_openpyxl_reads_the_document_back(document: Document, path: Path) -> None:
    found = tables_by_name(path, data_only=True)
    for table in document.tables():
        sheet, (left, top, right, bottom) = found[table.id]
        rows = list(sheet.iter_rows(top, bottom, left, right, values_only=True))
        assert [column.title for column in table.columns] == list(rows[0])
        for row, cells in zip(rows[1:], table.rows, strict=True):
            assert [expected(cell) for cell in cells] == list(row)
        text = " ".join(str(sheet.cell(row, 1).value) for row in range(1, top))
        assert text.startswith(table.title)
        assert all(part in text for part in (table.description, *table.notes))


def test_calamine_reads_the_same_values_uncalculated(document: Document, path: Path) -> None:
    reader = fastexcel.read_excel(path)
    tops = {name: area[1] for name, (_, area) in tables_by_name(path).items()}
    table = document.tables()[0]
    sheet = reader.load_sheet("Bestand per jaar", header_row=tops[table.id] - 1)
    assert [list(row) for row in sheet.to_polars().rows()] == [list(row) for row in table.rows]


def test_formulas_are_live_and_refer_to_their_own_row(path: Path) -> None:
    sheet, (_, top, _, _) = tables_by_name(path)["bestand_jaar"]
    row = top + 1
    assert sheet.cell(row, 7).value == f"=B{row}+D{row}-E{row}"
    assert load_workbook(path, data_only=True)[sheet.title].cell(row, 7).value == 303


def test_a_formula_over_a_mark_is_a_plain_value(path: Path) -> None:
    sheet, (_, top, _, bottom) = tables_by_name(path)["budget"]
    assert str(sheet.cell(top + 1, 4).value).startswith("=B")
    assert sheet.cell(bottom, 4).value == "[niet berekend]"


def test_text_never_becomes_a_formula_or_a_link(tmp_path: Path, document: Document) -> None:
    nasty = (
        "=1+1",
        "@x",
        "+31",
        "-2+3",
        "http://example.nl",
        "{=A1}",
        "[/x]",
        "a\x07b",
        "mailto:a@b",
    )
    table = Table(
        "gevaar", "=blad", "=titel", "@uitleg", (Column("a", "=kop", Kind.TEXT),),
        tuple((text,) for text in nasty), notes=("=noot",),
    )  # fmt: skip
    made = replace(document, title="=rapport", sections=(Section("x", "=x", (), (table,)),))
    write_workbook(made, tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    sheet = book["=blad"]
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)
    assert links(tmp_path / "x.xlsx", "=blad") == {HOME}
    formulas = [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert {cell.parent.title for cell in formulas} <= {"Controle"}


HOME = "'Inhoud'!A1"


def links(path: Path, name: str) -> set[str]:
    cells = (cell for row in load_workbook(path)[name].iter_rows() for cell in row)
    return {cell.hyperlink.location for cell in cells if cell.hyperlink}


def test_every_sheet_is_one_click_away(path: Path) -> None:
    book = load_workbook(path)
    targets = links(path, "Inhoud")
    assert targets == {f"'{name}'!A1" for name in book.sheetnames[2:]}
    assert links(path, "Samenvatting") <= targets | {HOME}
    for name in book.sheetnames[2:]:
        assert HOME in links(path, name), name


def test_the_contents_name_the_chapter_of_every_sheet(path: Path) -> None:
    sheet, (first, top, _, bottom) = tables_by_name(path)["inhoudsopgave"]
    chapters = [sheet.cell(row, first).value for row in range(top + 1, bottom + 1)]
    assert all(chapters)
    assert chapters[0] == "Samenvatting"
    assert sorted(chapters, key=chapters.index) == chapters  # the sheets of one stand together


def test_key_figures_have_names(path: Path) -> None:
    book = load_workbook(path, data_only=True)
    place = book.defined_names["kern_bestand_op_31_december_2020"].attr_text
    assert place.startswith("Samenvatting!$B$")
    assert book["Samenvatting"][place.split("!")[1].replace("$", "")].value == 336


def test_marks_are_explained_where_they_are_used(path: Path) -> None:
    for sheet in load_workbook(path).worksheets[2:]:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        used = {mark for mark in Mark if mark.value in texts}
        explained = {mark for mark in Mark if any(t.startswith(f"{mark} = ") for t in texts)}
        assert used == explained, sheet.title


def test_the_mark_is_on_the_cover_and_on_every_page(path: Path) -> None:
    book = load_workbook(path)
    assert book["Voorblad"]["A3"].value == "VERTROUWELIJK"
    assert all("VERTROUWELIJK" in (sheet.oddHeader.right.text or "") for sheet in book)
    assert all("Pagina &P van &N" in (sheet.oddFooter.right.text or "") for sheet in book)


def test_filters_only_on_long_internal_tables(path: Path, public: Document, tmp_path: Path) -> None:
    book = load_workbook(path)
    assert [s.title for s in book if s.freeze_panes] == ["Bestand per maand", "Grafiekgegevens"]
    write_workbook(public, tmp_path / "openbaar.xlsx")
    assert not any(s.freeze_panes for s in load_workbook(tmp_path / "openbaar.xlsx"))


def test_charts_are_native_and_a_gap_is_never_a_zero(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n]
    assert len(charts) == 6  # year, month (stock and flows apart), reasons, lines, targets
    assert all('<c:dispBlanksAs val="gap"/>' in c for c in charts) or all(
        "dispBlanksAs" not in c for c in charts
    )
    refs = {ref for chart in charts for ref in re.findall(r"<c:f>([^<]*)</c:f>", chart)}
    assert any(ref.startswith("'Bestand per jaar'!") for ref in refs)
    assert any(ref.startswith("Grafiekgegevens!") for ref in refs)
    book = load_workbook(path, data_only=True)
    for ref in refs:
        sheet, area = ref.replace("'", "").replace("$", "").split("!")
        cells = [cell.value for row in book[sheet][area] for cell in row]
        assert not any(value in {m.value for m in Mark} for value in cells)


def test_a_row_may_have_a_unit_of_its_own(path: Path) -> None:
    """Shares and counts in one column: each is written as its row says."""
    sheet = load_workbook(path, data_only=True)["Doelen"]
    found = {row[0].value: row[1:] for row in sheet.iter_rows() if row[0].value}
    share, count = found["Doet mee"], found["Nieuwe plaatsen"]
    assert [cell.number_format for cell in share if cell.value is not None] == ['0.0"%"'] * 3
    assert [cell.number_format for cell in count if cell.value is not None] == ["#,##0"] * 3


def test_the_same_document_gives_the_same_bytes(document: Document, tmp_path: Path) -> None:
    for name in ("een.xlsx", "twee.xlsx"):
        write_workbook(document, tmp_path / name)
    assert (tmp_path / "een.xlsx").read_bytes() == (tmp_path / "twee.xlsx").read_bytes()


def test_fresh_processes_and_this_one_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.unit.reports.conftest import make_document\n"
        "from grip.reports.workbook.xlsx import write_workbook\n"
        "for name in sys.argv[1:]: write_workbook(make_document(), Path(name))\n"
    )
    names = [str(tmp_path / "een.xlsx"), str(tmp_path / "twee.xlsx")]
    environment = child_environment(PYTHONHASHSEED="7", TZ="Asia/Tokyo")
    subprocess.run([sys.executable, "-c", script, *names], check=True, env=environment)
    assert {Path(name).read_bytes() for name in names} == {path.read_bytes()}


def test_the_font_is_the_one_of_the_house_and_not_of_the_theme(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert set(re.findall(r'<name val="([^"]*)"', styles)) == {style.FONT}
    assert "<scheme" not in styles


def test_properties_hold_no_clock(document: Document, path: Path, tmp_path: Path) -> None:
    properties = load_workbook(path).properties
    assert (properties.title, properties.subject) == (document.title, document.subtitle)
    assert properties.created == datetime(2021, 2, 1)
    write_workbook(replace(document, properties={}), tmp_path / "x.xlsx")
    assert load_workbook(tmp_path / "x.xlsx").properties.created == datetime(2000, 1, 1)


def test_an_empty_document_and_an_empty_table_still_open(
    document: Document, tmp_path: Path
) -> None:
    table = replace(document.tables()[0], rows=(), figures=())
    bare = replace(
        document, sections=(Section("x", "x", (), (table,)),), key_figures=(), messages=(),
        facts=(), reading=(), definitions=(), accountability=(), mark="",
    )  # fmt: skip
    write_workbook(bare, tmp_path / "leeg.xlsx")
    sheet, (_, top, _, bottom) = tables_by_name(tmp_path / "leeg.xlsx")["bestand_jaar"]
    assert sheet.cell(bottom, 1).value == "geen gegevens"
    assert bottom == top + 1


def test_names_of_sheets_and_tables_are_what_excel_takes() -> None:
    names = style.sheet_names(
        ["Bestand", "bestand", "a/b:c*d?e[f]\\", "'x'", "History", "", "y" * 40, "Y" * 40]
    )
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert names[0] == "Bestand"
    assert "history" not in [name.casefold() for name in names]
    assert style.table_name("AB12") == "tabel_AB12"
    assert style.table_name("r") == "tabel_r"
    assert style.table_name("bestand_jaar") == "bestand_jaar"
    assert style.identifier("Uitstroom naar werk (%)") == "uitstroom_naar_werk"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_recalculates_to_the_same_values(
    document: Document, path: Path, tmp_path: Path
) -> None:
    home = tmp_path / "office"
    (home / "user").mkdir(parents=True)
    (home / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
        '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>'
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "uit"), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    ours, theirs = (load_workbook(p, data_only=True) for p in (path, tmp_path / "uit" / path.name))
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                assert theirs[sheet.title][cell.coordinate].value == cell.value

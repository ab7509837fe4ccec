"""Names: which sheet is which table, which header is which column."""

from __future__ import annotations

from pathlib import Path

import pytest

from grip.errors import InputError
from grip.ingest.load import load
from grip.ingest.names import fold, header_label
from grip.schema import TABLES, columns_of

from .files import BENEFIT_HEADER, LENIENT, benefit, codes, load_rows, write_csv, write_xlsx


def test_no_two_names_fold_alike() -> None:
    assert len({fold(table) for table in TABLES}) == len(TABLES)
    for row_model in TABLES.values():
        names = columns_of(row_model)
        assert len({fold(name) for name in names}) == len(names)


def test_headers_are_read_generously(tmp_path: Path) -> None:
    header = ["Uitkering ID", "\u00a0PERSOON_ID ", "rol", "régeling", "Ingangs datum", "Eind-datum"]
    loaded = load_rows(tmp_path, uitkeringen=[header, benefit()])
    assert loaded.findings == ()
    assert loaded.columns["uitkeringen"] == frozenset(BENEFIT_HEADER)


@pytest.mark.parametrize("file", ["Uitkeringen.csv", "UITKERINGEN.CSV"])
def test_file_name_is_the_table(tmp_path: Path, file: str) -> None:
    write_csv(tmp_path / file, [BENEFIT_HEADER, benefit()])
    assert load(tmp_path, LENIENT).tables["uitkeringen"].height == 1


@pytest.mark.parametrize(
    ("file", "sheet"), [("uitkeringen.xlsx", "Blad1"), ("export2021.xlsx", "Uitkeringen")]
)
def test_workbook_and_sheet_names(tmp_path: Path, file: str, sheet: str) -> None:
    path = write_xlsx(tmp_path / file, {sheet: [BENEFIT_HEADER, benefit()]})
    assert load(path, LENIENT).tables["uitkeringen"].height == 1


def test_unknown_sheets_and_columns_are_named(tmp_path: Path) -> None:
    header = [*BENEFIT_HEADER, "leefvrm", "", ""]
    row = [*benefit(), "x", "y", ""]
    loaded = load_rows(tmp_path, uitkeringen=[header, row], iets=[["a"], ["1"]])
    assert codes(loaded.findings) == [
        ("BLAD-ONBEKEND", None, ""),
        ("KOLOM-LIJKT", None, "leefvrm"),
        ("KOLOM-ONBEKEND", None, "kolom 8 (zonder kop)"),
    ]
    assert any("'leefvorm'" in found.message for found in loaded.findings)


def test_a_format_that_is_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "personen.json").write_bytes(b"")
    loaded = load_rows(tmp_path)
    assert [found.place.file for found in loaded.findings] == ["personen.json"]


def test_empty_sheet_without_a_table_name_is_nothing(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "x.xlsx", {"Uitkeringen": [BENEFIT_HEADER, benefit()], "Blad2": []}
    )
    assert load(path, LENIENT).findings == ()


def test_health_data_is_left_out_and_said(tmp_path: Path) -> None:
    loaded = load_rows(tmp_path, belemmeringen=[["persoon_id", "soort", "begindatum"]])
    assert codes(loaded.findings) == [("TABEL-UIT", None, "")]
    assert "belemmeringen" not in loaded.tables


def test_table_twice(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "uitkeringen.xlsx", {"Blad1": [BENEFIT_HEADER]})
    with pytest.raises(InputError, match="IN-DUBBEL") as caught:
        load_rows(tmp_path)
    assert "uitkeringen.csv" in caught.value.where
    assert "uitkeringen.xlsx, blad Blad1" in caught.value.where


def test_column_twice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="IN-KOLOM-DUBBEL"):
        load_rows(tmp_path, uitkeringen=[[*BENEFIT_HEADER, "Eind datum"], [*benefit(), ""]])


def test_required_column_missing_names_the_nearest_header(tmp_path: Path) -> None:
    header = [name.replace("regeling", "regelingen") for name in BENEFIT_HEADER]
    with pytest.raises(InputError, match="IN-KOLOM") as caught:
        load_rows(tmp_path, uitkeringen=[header, benefit()])
    assert "'regelingen'" in caught.value.advice


def test_without_a_header_nothing_of_the_data_is_shown(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="IN-KOLOM") as caught:
        load_rows(tmp_path, activiteiten=[["P1", "noort", "2020-01-01"]])
    assert "noort" not in f"{caught.value} {caught.value.advice}"
    assert header_label("123456782", 3) == "kolom 3 (zonder kop)"


def test_required_table_missing(tmp_path: Path) -> None:
    write_csv(tmp_path / "personen.csv", [["persoon_id", "geboortedatum"]])
    with pytest.raises(InputError, match="IN-VERPLICHT"):
        load(tmp_path, LENIENT)

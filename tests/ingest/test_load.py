"""The whole way: order and format do not matter, nothing is lost, nothing is quoted."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.errors import InputError, PrivacyError
from grip.findings import findings_frame
from grip.ingest.load import Loaded, RefusedShareError, load
from grip.schema import TABLES, columns_of

from .files import (
    BENEFIT_HEADER,
    LENIENT,
    benefit,
    load_rows,
    profile,
    sample_frames,
    spoken,
    write_csv,
    write_xlsx,
)

Writer = Callable[[Path, dict[str, pl.DataFrame]], None]


def as_text(value: object) -> str:
    """One cell of a canonical csv file, quoted where needed."""
    if value is None:
        return ""
    text = ("nee", "ja")[value] if isinstance(value, bool) else str(value)
    return '"' + text.replace('"', '""') + '"' if set(text) & set('";,') else text


def table_of(frame: pl.DataFrame) -> list[list[str]]:
    return [frame.columns, *([as_text(value) for value in row] for row in frame.iter_rows())]


def to_csv(encoding: str, delimiter: str) -> Writer:
    def write(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
        for name, frame in frames.items():
            write_csv(folder / f"{name}.csv", table_of(frame), delimiter, encoding)

    return write


def to_dutch_csv(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
    """Dates as dd-mm-jjjj, decimal commas, quotes around every field, windows line ends."""
    for name, frame in frames.items():
        dutch = frame.with_columns(
            pl.col(pl.Date).dt.strftime("%d-%m-%Y"),
            pl.col(pl.Float64).cast(pl.String).str.replace(".", ",", literal=True),
        )
        dutch.write_csv(
            folder / f"{name.title()}.csv",
            separator=";",
            quote_style="always",
            line_terminator="\r\n",
        )


def to_workbook(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
    sheets = {name: [frame.columns, *frame.iter_rows()] for name, frame in frames.items()}
    write_xlsx(folder / "export.xlsx", sheets)


def to_workbooks_from_row_4(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
    for name, frame in frames.items():
        write_xlsx(folder / f"{name}.xlsx", {"Blad1": [frame.columns, *frame.iter_rows()]}, top=3)


def to_parquet(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")


def shuffled(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
    draw = random.Random(7)
    mixed = {}
    for name, frame in frames.items():
        columns = draw.sample(frame.columns, len(frame.columns))
        mixed[name] = frame.select(columns).sample(fraction=1, shuffle=True, seed=3)
    to_csv("utf-8", ";")(folder, mixed)


WRITERS: dict[str, Writer] = {
    "csv-utf8-tab": to_csv("utf-8", "\t"),
    "csv-cp1252": to_csv("cp1252", ";"),
    "csv-utf16": to_csv("utf-16", ","),
    "csv-dutch": to_dutch_csv,
    "workbook": to_workbook,
    "workbooks": to_workbooks_from_row_4,
    "parquet": to_parquet,
    "shuffled": shuffled,
}


def facts(loaded: Loaded) -> object:
    counts = [(c.table, c.read, c.loaded, c.refused, c.set_apart) for c in loaded.counts]
    return counts, loaded.columns, sorted(f.rule.code for f in loaded.findings)


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS.keys())
def test_format_and_order_do_not_matter(tmp_path: Path, writer: Writer) -> None:
    frames = sample_frames()
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    to_csv("utf-8", ";")(tmp_path / "a", frames)
    writer(tmp_path / "b", frames)
    expected, other = load(tmp_path / "a", LENIENT), load(tmp_path / "b", LENIENT)
    assert facts(expected) == facts(other)
    for name, table in expected.tables.items():
        assert table.equals(other.tables[name]), name
        assert table.schema == other.tables[name].schema
    assert sum(c.loaded for c in expected.counts) == sum(f.height for f in frames.values())


def test_tables_have_all_columns_in_order_with_their_types(tmp_path: Path) -> None:
    loaded = load_rows(tmp_path, personen=[["geboortedatum", "persoon_id"], ["1960", "P1"]])
    for name, table in loaded.tables.items():
        columns = columns_of(TABLES[name])
        assert dict(table.schema) == {n: c.dtype() for n, c in columns.items()}


def test_tables_are_sorted_by_person_and_begin(tmp_path: Path) -> None:
    rows = [benefit(3), benefit(1, ingangsdatum="2021-01-01"), benefit(2, persoon_id="P1")]
    table = load_rows(tmp_path, uitkeringen=[BENEFIT_HEADER, *rows]).tables["uitkeringen"]
    assert table.get_column("uitkering_id").to_list() == ["U2", "U1", "U3"]


def test_too_many_refused_rows_stop_the_load_with_all_findings(tmp_path: Path) -> None:
    rows = [benefit(1, regeling="WW"), *(benefit(n) for n in range(2, 9))]
    tables = {"uitkeringen": [BENEFIT_HEADER, *rows], "iets": [["a"]]}
    assert load_rows(tmp_path, profile(max_geweigerd_pct=12.5), **tables).counts[0].refused == 1
    with pytest.raises(RefusedShareError, match="IN-GRENS") as caught:
        load_rows(tmp_path, profile(max_geweigerd_pct=12.0), **tables)
    assert sorted(f.rule.code for f in caught.value.findings) == ["BLAD-ONBEKEND", "RIJ-CODE"]
    assert "12,5%" in caught.value.title
    assert caught.value.counts[0].refused == 1
    assert isinstance(caught.value, InputError)


def test_rows_set_apart_do_not_count_as_refused(tmp_path: Path) -> None:
    rows = [benefit(1, regeling="TOZO"), benefit(2, einddatum="2020-01-01")]
    loaded = load_rows(
        tmp_path, profile(max_geweigerd_pct=0.0), uitkeringen=[BENEFIT_HEADER, *rows]
    )
    assert (loaded.counts[0].refused, loaded.counts[0].set_apart) == (0, 2)


def test_hash_and_place_of_the_source(tmp_path: Path) -> None:
    import hashlib

    loaded = load_rows(tmp_path, uitkeringen=[BENEFIT_HEADER, benefit()])
    data = (tmp_path / "uitkeringen.csv").read_bytes()
    assert loaded.counts[0].sha256 == hashlib.sha256(data).hexdigest()
    assert (loaded.counts[0].file, loaded.counts[0].sheet) == ("uitkeringen.csv", "")


DIRT = st.sampled_from(
    [
        "",
        " ",
        "x",
        "P1",
        "U1",
        "client",
        "PW",
        "TOZO",
        "2020-01-01",
        "2019-01-01",
        "9999-12-31",
        "1;2",
    ]
)
DIRTY_ROWS = st.lists(st.lists(DIRT, min_size=0, max_size=8), max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows=DIRTY_ROWS)
def test_read_is_loaded_and_refused_and_set_apart(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("vuil")
    loaded = load_rows(folder, uitkeringen=[BENEFIT_HEADER, *rows])
    (count,) = loaded.counts
    filled = [row for row in rows if any(cell.strip("; ") for cell in row)]
    assert count.read == len(filled) == count.loaded + count.refused + count.set_apart
    assert loaded.tables["uitkeringen"].height == count.loaded
    listed = {
        f.place.row for f in loaded.findings if f.rule.severity == "weiger" or f.rule.sets_apart
    }
    assert len(listed) == count.refused + count.set_apart


CANARY, NUMBER = "Jansen-KANARIE", "123456782"


@pytest.mark.parametrize("planted", [CANARY, NUMBER])
@pytest.mark.parametrize("table", [name for name in TABLES if name != "belemmeringen"])
def test_no_cell_is_ever_quoted(tmp_path: Path, table: str, planted: str) -> None:
    columns = columns_of(TABLES[table])
    good = {"datum": "2020-01-01", "getal": "2000", "decimaal": "1", "bedrag": "1",
            "maand": "2020-01", "ja/nee": "ja", "tekst": "x"}  # fmt: skip
    row = {n: c.choices[0] if c.choices else good[c.kind] for n, c in columns.items()}
    # An unknown code is named by contract (a name in such a column would be a code of the export).
    named = {"reden_instroom", "reden_uitstroom", "instrument", "categorie"}
    targets = [n for n in columns if planted == NUMBER or n not in named]
    rows = [list(columns), *([*{**row, n: planted}.values()] for n in targets)]
    rows.append([planted] * (len(columns) + 1))
    loaded = load_rows(tmp_path, **{table: rows})
    text = spoken(loaded.findings) + repr(findings_frame(loaded.findings).rows())
    assert "Jansen" not in text
    assert NUMBER not in text
    with_limit = profile(max_geweigerd_pct=0.0)
    with pytest.raises(InputError) as caught:
        load(tmp_path, with_limit)
    assert not {"Jansen", NUMBER} & set(f"{caught.value} {caught.value.advice}".split())


def test_no_header_is_quoted_where_the_header_is_data(tmp_path: Path) -> None:
    numbers = ["111222333", "123456782", "010464554", "270590791", "999990019", "100000009"]
    with pytest.raises(PrivacyError) as caught:
        load_rows(tmp_path, klanten=[[number] for number in numbers])
    assert numbers[0] not in f"{caught.value} {caught.value.advice}"

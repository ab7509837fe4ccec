"""The sample of Uithoorn: made again byte for byte, equal to the note, safe and whole.

Counted with plain loops over the csv files: this test must not share a mistake with grip.
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample" / "uithoorn"
SCRIPT = ROOT / "data" / "sample" / "make_uithoorn.py"
NAMES = sorted(path.name for path in SAMPLE.glob("*.csv"))

LAST_DAY_OF_2020 = date(2020, 12, 31)
PERIODIC = ("PW", "IOAW", "IOAZ", "BBZ")
CLASSES = (("0-40", 0), ("40-70", 40), ("70-100", 70), ("100+", 100))

# Per table: columns that refer to another table, the table, and whether a row may leave it empty.
ALWAYS, PERHAPS = True, False
REFERENCES = [
    ("uitkeringen", "persoon_id", "personen", ALWAYS),
    ("arbeidsvermogen", "persoon_id", "personen", ALWAYS),
    ("voorzieningen", "persoon_id", "personen", ALWAYS),
    ("activiteiten", "persoon_id", "personen", ALWAYS),
    ("ontheffingen", "persoon_id", "personen", ALWAYS),
    ("inkomsten", "persoon_id", "personen", ALWAYS),
    ("maatregelen", "persoon_id", "personen", ALWAYS),
    ("besluiten", "persoon_id", "personen", ALWAYS),
    ("toetsingen", "besluit_id", "besluiten", ALWAYS),
    ("meldingen", "persoon_id", "personen", PERHAPS),
    ("meldingen", "uitkering_id", "uitkeringen", PERHAPS),
    ("kosten", "persoon_id", "personen", PERHAPS),
    ("kosten", "voorziening_id", "voorzieningen", PERHAPS),
    ("kosten", "uitkering_id", "uitkeringen", PERHAPS),
]

Table = list[dict[str, str]]
Tables = dict[str, Table]


@pytest.fixture(scope="module")
def tables() -> Tables:
    """All csv files of the sample, every cell as text."""
    return {path.stem: _rows(path, "cp1252", ";") for path in SAMPLE.glob("*.csv")}


def _rows(path: Path, encoding: str, delimiter: str) -> Table:
    text = path.read_bytes().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _published(figure: str) -> Table:
    return _rows(ROOT / "data" / "published" / f"uithoorn-{figure}.csv", "utf-8", ",")


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d-%m-%Y").date() if text else None


# --- the same bytes ----------------------------------------------------------------------------


@pytest.mark.parametrize("hash_seed", ["0", "2021"])
def test_the_script_writes_the_same_bytes(tmp_path: Path, hash_seed: str) -> None:
    """With any order of sets and dictionaries by hash: nothing in the sample may hang on it."""
    subprocess.run(
        [sys.executable, "-B", str(SCRIPT), str(tmp_path)],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        cwd=tmp_path,
        check=True,
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES
    different = [
        name for name in NAMES if (tmp_path / name).read_bytes() != (SAMPLE / name).read_bytes()
    ]
    assert different == []


# --- the published figures ---------------------------------------------------------------------


def _benefits(tables: Tables) -> Table:
    """The rows that count: periodic and not annulled, with the dates read."""
    return [
        row | {"begin": _day(row["ingangsdatum"]), "end": _day(row["einddatum"])}
        for row in tables["uitkeringen"]
        if row["regeling"] in PERIODIC and row["einddatum"] != row["ingangsdatum"]
    ]


def _in_stock(row: dict, on: date) -> bool:
    """Entitled by the end of that day, and still the next day."""
    return row["begin"] <= on and (row["end"] is None or row["end"] > on)


def test_figure_1_is_exact(tables: Tables) -> None:
    """Stock, reports, inflow and outflow of every year, counted in benefits."""
    clients = [row for row in _benefits(tables) if row["rol"] == "client"]
    reports = Counter(row["meldingsdatum"][-4:] for row in tables["meldingen"])
    for line in _published("fig1"):
        year = int(line["jaar"])
        counted = {
            "jaar": year,
            "stand_1_januari": sum(_in_stock(row, date(year - 1, 12, 31)) for row in clients),
            "meldingen": reports[line["jaar"]],
            "instroom": sum(row["begin"].year == year for row in clients),
            "uitstroom": sum(row["end"] is not None and row["end"].year == year for row in clients),
            "stand_31_december": sum(_in_stock(row, date(year, 12, 31)) for row in clients),
        }
        assert counted == {column: int(value) for column, value in line.items()}


def _capacity(tables: Tables, on: date) -> dict[str, tuple[str, bool]]:
    """Per person the class of loonwaarde on a day and whether an examination settled it."""
    found = {}
    for row in tables["arbeidsvermogen"]:
        begin, end = _day(row["begindatum"]), _day(row["einddatum"])
        if begin <= on and (end is None or end >= on) and row["loonwaarde_pct"]:
            value = float(row["loonwaarde_pct"].replace(",", "."))
            label = [name for name, low in CLASSES if value >= low][-1]
            assert row["persoon_id"] not in found, "two values on one day"
            found[row["persoon_id"]] = (label, row["door_keuring"] == "ja")
    return found


def test_figure_6_is_exact(tables: Tables) -> None:
    """Clients and partners at the end of 2020, by class, and how many were examined."""
    capacity = _capacity(tables, LAST_DAY_OF_2020)
    counts: Counter[tuple[str, str]] = Counter()
    for row in _benefits(tables):
        if _in_stock(row, LAST_DAY_OF_2020):
            label, examined = capacity.get(row["persoon_id"], ("onbekend", False))
            for line in (label, "totaal"):
                counts[line, row["rol"]] += 1
                counts[line, "eindtotaal"] += 1
                counts[line, "door_keuring_vastgesteld"] += examined
    for line in _published("fig6"):
        label = line.pop("klasse")
        assert {column: counts[label, column] for column in line} == {
            column: int(value) for column, value in line.items()
        }, label


def test_the_budgets_add_up_to_chapter_5(tables: Tables) -> None:
    """The division over posts is invented; the total of a goal in a year is not."""
    totals: Counter[tuple[str, str]] = Counter()
    for row in tables["budgetten"]:
        cents = int(row["bedrag"].replace(",", ""))
        totals[row["beleidsdoel"].replace("_", " "), row["jaar"]] += cents
    for line in _published("hst5-budget"):
        goal = line.pop("beleidsdoel")
        assert {year: totals[goal, year] for year in line} == {
            year: int(amount) * 100 for year, amount in line.items()
        }


# --- nobody real -------------------------------------------------------------------------------


def _passes_11_test(digits: str) -> bool:
    """The 11-proef: nine digits weighed 9 to 2 and -1; a BSN of eight has lost its zero."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(w * int(digit) for w, digit in zip(weights, digits.zfill(9), strict=True))
    return total % 11 == 0


def _looks_like_bsn(cell: str) -> bool:
    """A run of eight or nine digits that passes, also when written with points or spaces."""
    runs = re.findall(r"(?<!\d)\d{8,9}(?!\d)", re.sub(r"(?<=\d)[. ](?=\d)", "", cell))
    return any(_passes_11_test(run) for run in runs)


def test_the_search_for_bsns_finds_one() -> None:
    """A search that never finds anything proves nothing."""
    assert _looks_like_bsn("111222333")
    assert _looks_like_bsn("bsn 1112.22.333")
    assert not _looks_like_bsn("111222334")
    assert not _looks_like_bsn("1112223330")


def test_no_cell_looks_like_a_bsn(tables: Tables) -> None:
    """Neither an id, nor an amount, nor a number inside a text."""
    suspects = [
        (name, row_number, column)
        for name, rows in tables.items()
        for row_number, row in enumerate(rows, 2)
        for column, cell in row.items()
        if _looks_like_bsn(cell)
    ]
    assert suspects == []


# --- whole -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "column", "other", "always"), REFERENCES)
def test_references_point_to_a_row(
    tables: Tables, table: str, column: str, other: str, always: bool
) -> None:
    """Who or what a row refers to exists, and only some rows may refer to nothing."""
    existing = {row[column] for row in tables[other]} | (set() if always else {""})
    assert {row[column] for row in tables[table]} <= existing


def test_costs_belong_to_the_person_of_what_they_pay_for(tables: Tables) -> None:
    """An invoice names an instrument and its person, or a benefit and its client."""
    instruments = {row["voorziening_id"]: row["persoon_id"] for row in tables["voorzieningen"]}
    benefits = {
        row["uitkering_id"]: row["persoon_id"]
        for row in tables["uitkeringen"]
        if row["rol"] == "client"
    }
    for row in tables["kosten"]:
        owner = instruments.get(row["voorziening_id"]) or benefits.get(row["uitkering_id"], "")
        assert row["persoon_id"] == owner


def test_ids_are_unique(tables: Tables) -> None:
    """A benefit has one row per person in it; everything else has one row per id."""
    keys = {
        "personen": ["persoon_id"],
        "uitkeringen": ["uitkering_id", "persoon_id"],
        "meldingen": ["melding_id"],
        "voorzieningen": ["voorziening_id"],
        "besluiten": ["besluit_id"],
        "toetsingen": ["toetsing_id"],
    }
    for table, columns in keys.items():
        found = [tuple(row[column] for column in columns) for row in tables[table]]
        assert all(all(key) for key in found), table
        assert len(set(found)) == len(found), table


# --- the files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_file_is_a_dutch_export(name: str) -> None:
    """Windows-1252, CRLF on every line, and as many semicolons as the header promises."""
    data = (SAMPLE / name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    text = data.decode("cp1252")
    header, *lines = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    assert len(header) > 1
    assert {len(line) for line in lines} == {len(header)}


def test_grip_toml_says_what_to_read() -> None:
    """With it, `grip rapport` in the folder of the sample needs no options."""
    options = tomllib.loads((SAMPLE / "grip.toml").read_text("utf-8"))
    assert options == {"data": ".", "profiel": "uithoorn", "voorbeeld": True}
    assert (SAMPLE / options["data"]).resolve() == SAMPLE
    assert (ROOT / "config" / f"{options['profiel']}.toml").is_file()

"""The samples with the headers and names of somebody else, and what each of them really is."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from grip.ingest.read import find_sources, read_sheets
from grip.ingest.sheets import Origin, RawSheet
from grip.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "sample"
STYLES = ("systeem", "kantoor", "derde")


@dataclass(frozen=True)
class Renamed:
    """A sheet under another name with other headers; `truth` gives their canonical columns."""

    sheet: RawSheet
    table: str
    truth: dict[str, str]


@cache
def names(style: str) -> dict[tuple[str, str], str]:
    """The names of a style by table and column; the column is empty for the sheet."""
    path = Path(__file__).with_name("renamed_headers.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter=";")
        return {(row["tabel"], row["kolom"]): row[style] for row in rows}


@cache
def sample(town: str) -> tuple[RawSheet, ...]:
    """The sheets of a sample that are tables."""
    sheets = [s for source in find_sources(SAMPLES / town) for s in read_sheets(source)]
    return tuple(s for s in sheets if (s.sheet or Path(s.file).stem) in TABLES)


def renamed(town: str, style: str) -> list[Renamed]:
    """The sheets of a sample in a style."""
    words, found = names(style), []
    for sheet in sample(town):
        table = sheet.sheet or Path(sheet.file).stem
        truth = {words[table, name]: name for name in sheet.header}
        assert len(truth) == len(sheet.header)
        origin = Origin(f"{words[table, '']}.csv", sheet.sha256)
        found.append(Renamed(replace(sheet, origin=origin, header=tuple(truth)), table, truth))
    return found

"""The findings and the registration as a file: csv with the findings, or a workbook with both."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grip.discipline.overview import Discipline
from grip.errors import OutputError
from grip.reports.chapters.registration import discipline_chapter
from grip.reports.document import Column, Kind, Table
from grip.reports.files.folder import write_whole
from grip.reports.files.tabular import csv_bytes
from grip.reports.workbook.worklist import tables_bytes

if TYPE_CHECKING:
    from polars import DataFrame

SUFFIXES = (".csv", ".xlsx")


def refuse_other_suffix(out: str) -> None:
    """Raise an OutputError for a file that is neither csv nor xlsx."""
    if not out.lower().endswith(SUFFIXES):
        wrong = OutputError("UIT-SOORT", where=out)
        wrong.advice = "Gebruik .csv of .xlsx."
        raise wrong


def write_findings(frame: DataFrame, path: Path, kept: Discipline | None) -> None:
    """Write the findings as csv, or as a workbook with a sheet per table of the registration."""
    if path.suffix.lower() == ".csv":
        write_whole(path, csv_bytes(frame))
    else:
        chapter = discipline_chapter(kept).tables if kept is not None else ()
        day = kept.last if kept is not None else date(2000, 1, 1)  # never the clock
        write_whole(path, tables_bytes([_findings(frame), *chapter], "Bevindingen", day))


def registration_rows(kept: Discipline) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of the registration for a machine, by the key of each column."""
    return {
        table.id.removeprefix("registratie_"): [
            dict(zip((c.key for c in table.columns), row, strict=True)) for row in table.rows
        ]
        for table in discipline_chapter(kept).tables
    }


def _findings(frame: DataFrame) -> Table:
    numbers = {"rij"}
    columns = tuple(
        Column(name, name.capitalize(), Kind.COUNT if name in numbers else Kind.TEXT)
        for name in frame.columns
    )
    rows = tuple(tuple("" if cell is None else cell for cell in row) for row in frame.iter_rows())
    return Table(
        "bevindingen", "Bevindingen", "Bevindingen", "Wat er aan de gegevens mankeert, waar, en "
        "hoe het op te lossen is.", columns, rows,
    )  # fmt: skip

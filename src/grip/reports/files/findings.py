"""The findings and the registration as a file: csv with the findings, or a workbook with both."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grip.discipline.overview import Discipline
from grip.errors import OutputError
from grip.reports.chapters.registration import discipline_chapter
from grip.reports.document import Column, Kind, Link, Table
from grip.reports.files.folder import write_whole
from grip.reports.files.tabular import csv_bytes
from grip.reports.workbook.worklist import tables_bytes

if TYPE_CHECKING:
    from polars import DataFrame

_WIDTHS = (22, 11, 14, 24, 14, 8, 18, 10, 46, 46)
SUFFIXES = (".csv", ".xlsx")


def refuse_other_suffix(out: str) -> None:
    """Raise an OutputError for a file that is neither csv nor xlsx."""
    if not out.lower().endswith(SUFFIXES):
        wrong = OutputError("UIT-SOORT", where=out)
        wrong.advice = "Gebruik .csv of .xlsx."
        raise wrong


def write_findings(frame: DataFrame, path: Path, kept: Discipline | None, data: Path) -> None:
    """Write the findings as csv, or as a workbook with a sheet per table of the registration.

    In the workbook every cell that is named leads to that cell in the exports in `data`.
    """
    if path.suffix.lower() == ".csv":
        write_whole(path, csv_bytes(frame))
    else:
        chapter = discipline_chapter(kept).tables if kept is not None else ()
        day = kept.last if kept is not None else date(2000, 1, 1)  # never the clock
        write_whole(
            path, tables_bytes([_findings(frame, _way(path, data)), *chapter], "Bevindingen", day)
        )


def registration_rows(kept: Discipline) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of the registration for a machine, by the key of each column."""
    return {
        table.id.removeprefix("registratie_"): [
            dict(zip((c.key for c in table.columns), row, strict=True)) for row in table.rows
        ]
        for table in discipline_chapter(kept).tables
    }


def _way(path: Path, data: Path) -> str:
    """Return the way from the folder of a file to that of the exports."""
    folder = data if data.is_dir() else data.parent
    try:
        return Path(os.path.relpath(folder, path.parent)).as_posix()
    except ValueError:  # on another disk
        return folder.resolve().as_posix()


def _findings(frame: DataFrame, way: str) -> Table:
    columns = tuple(
        Column(name, name.capitalize(), Kind.COUNT if name == "rij" else Kind.TEXT, width=width)
        for name, width in zip(frame.columns, _WIDTHS, strict=True)
    )
    rows = tuple(
        tuple(
            _link(row, way) if name == "cel" else "" if cell is None else cell
            for name, cell in row.items()
        )
        for row in frame.iter_rows(named=True)
    )
    return Table(
        "bevindingen", "Bevindingen", "Bevindingen", "Wat er aan de gegevens mankeert, waar, en "
        "hoe het op te lossen is. Klik op een cel om haar in de export te openen.", columns, rows,
    )  # fmt: skip


def _link(row: Mapping[str, Any], way: str) -> str:
    """Return the name of a cell, or of a row or column where that is all, that leads to it."""
    number, cell = row["rij"], row["cel"] or ""
    if number is None:
        where, name = f"{cell or 'A'}1", f"kolom {cell}" if cell else "openen"
    else:
        where, name = cell or f"A{number}", cell or f"rij {number}"
    if not row["bestand"]:
        return cell
    sheet = (row["blad"] or "").replace("'", "''")
    anchor = f"#'{sheet}'!{where}" if sheet else ""
    return Link(name, f"external:{way}/{row['bestand']}{anchor}")

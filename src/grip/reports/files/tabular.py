"""Machine formats: the result frame and the findings as csv, json, parquet or xlsx.

csv has commas, dots, utf-8 and unrounded numbers. Text that a spreadsheet would take for a formula
gets an apostrophe in front.
"""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl

from grip.disclosure import ProtectedResults
from grip.errors import OutputError
from grip.reports.files.folder import write_whole

_TRIGGERS = r"^[=+\-@\t\r\x00]"
SUFFIXES = (".csv", ".json", ".parquet", ".xlsx")


def write_results(results: ProtectedResults, path: Path) -> None:
    """Write the result frame to a file; its ending says which format.

    Raises:
        OutputError: the ending is none of csv, json, parquet, xlsx.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise OutputError("UIT-SOORT", where=path.name)
    write_whole(path, _bytes(results, suffix))


def _bytes(results: ProtectedResults, suffix: str) -> bytes:
    if suffix == ".json":
        return results_json(results).encode()
    if suffix == ".csv":
        return csv_bytes(results.frame)
    if suffix == ".xlsx":
        return sheet_bytes(results.frame, "indicatoren")
    buffer = io.BytesIO()
    results.frame.write_parquet(buffer)
    return buffer.getvalue()


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """Return a frame as csv; whole numbers are written without a decimal point."""
    text = pl.col(pl.String)
    safe = frame.with_columns(
        pl.when(text.str.contains(_TRIGGERS)).then("'" + text).otherwise(text).name.keep()
    )
    return safe.with_columns(_plain(name) for name in _floats(frame)).write_csv().encode()


def results_json(results: ProtectedResults) -> str:
    """Return the result frame as json, with the version of its form."""
    rows = results.frame.to_dicts()
    return as_json({"schema": "grip/resultaten/1", "rijen": rows})


def as_json(content: Any) -> str:
    """Return json as grip always writes it: utf-8, indented, dates as text."""
    return json.dumps(content, ensure_ascii=False, indent=1, default=_text) + "\n"


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _floats(frame: pl.DataFrame) -> list[str]:
    return [name for name, dtype in frame.schema.items() if dtype == pl.Float64]


def _plain(name: str) -> pl.Expr:
    """Write 336.0 as 336, and every other number in full."""
    value = pl.col(name)
    whole = value == value.floor()
    return (
        pl.when(whole.fill_null(False))
        .then(value.cast(pl.Int64, strict=False).cast(pl.String))
        .otherwise(value.cast(pl.String))
        .alias(name)
    )


def sheet_bytes(frame: pl.DataFrame, name: str) -> bytes:
    """Return a frame as a workbook of one sheet, dated by its last period, not by the clock."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    last = frame.get_column("periode_eind").max() if "periode_eind" in frame.columns else None
    made = last if isinstance(last, date) else date(2000, 1, 1)  # never the clock
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime.combine(made, time())})
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, frame.columns)
        for number, name in enumerate(frame.columns):
            form = day if frame.schema[name] == pl.Date else None
            sheet.write_column(1, number, frame.get_column(name).to_list(), form)
        sheet.autofit()
    return buffer.getvalue()

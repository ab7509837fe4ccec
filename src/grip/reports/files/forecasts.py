"""A forecast in machine formats: csv, json, parquet or xlsx, unrounded."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from grip.archive import FORECAST as FORECAST
from grip.errors import OutputError
from grip.reports.files.folder import write_whole
from grip.reports.files.tabular import SUFFIXES, as_json, csv_bytes, sheet_bytes

if TYPE_CHECKING:
    from grip.forecast.series import SeriesForecast
    from grip.foresight import Outlook

SCHEMA = "grip/prognose/1"


def series_json(made: SeriesForecast) -> dict[str, Any]:
    """Return the forecast of one series for a machine, with its track record."""
    return {
        "schema": SCHEMA,
        "model": made.model,
        "fout_tegen_naief": made.relative,
        "keren": made.origins,
        "dekking": {f"{100 * level:.0f}": share for level, share in made.held.items()},
        "toets": made.track.fill_nan(None).to_dicts(),
        "rijen": made.frame.to_dicts(),
    }


def outlook_json(made: Outlook) -> dict[str, Any]:
    """Return the forecast of a caseload for a machine, with its track record."""
    record = made.rehearsal
    return {
        "schema": SCHEMA,
        "model": made.model,
        "model_per_maand": list(made.blend.choice),
        "fout_tegen_naief": None if record is None else record.relative(made.model),
        "keren": 0 if record is None else record.origins,
        "nog_in_te_voeren": {"instroom": made.late[0], "uitstroom": made.late[1]},
        "toets": [] if record is None else record.track.fill_nan(None).to_dicts(),
        "scenarios": dict(made.scenarios),
        "jaren": made.years.to_dicts(),
        "geld": made.money.to_dicts(),
        "prijs_uit": made.priced,
        "oorzaken": made.drivers.to_dicts(),
        "waarom": made.why.to_dicts(),
        "blijvers": made.staying.to_dicts(),
        "ladder": made.ladder.to_dicts(),
        "achteraf": [] if made.record is None else made.record.summary.to_dicts(),
        "rijen": made.frame.to_dicts(),
    }


def write_forecast(frame: pl.DataFrame, path: Path) -> None:
    """Write the frame of a forecast, or of its record, to a file; its ending says which format.

    Raises:
        OutputError: the ending is none of csv, json, parquet, xlsx.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise OutputError("UIT-SOORT", where=path.name)
    write_whole(path, _bytes(frame, suffix))


def _bytes(frame: pl.DataFrame, suffix: str) -> bytes:
    if suffix == ".json":
        return as_json({"schema": SCHEMA, "rijen": frame.fill_nan(None).to_dicts()}).encode()
    if suffix == ".csv":
        return csv_bytes(frame)
    if suffix == ".xlsx":
        return sheet_bytes(frame, "prognose")
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()

"""Attainment in machine formats: csv, json, parquet or xlsx, unrounded."""

from __future__ import annotations

import io
from pathlib import Path

from grip.errors import OutputError
from grip.reports.files.folder import write_whole
from grip.reports.files.tabular import SUFFIXES, as_json, csv_bytes, sheet_bytes
from grip.target_door import ProtectedTargets

_MORE = ("naam", "eenheid", "nog", "prognose", "vorig_jaar", "richting", "reden", "kans_uitleg")


def write_targets(targets: ProtectedTargets, path: Path) -> None:
    """Write attainment to a file; its ending says which format.

    Raises:
        OutputError: the ending is none of csv, json, parquet, xlsx.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise OutputError("UIT-SOORT", where=path.name)
    write_whole(path, _bytes(targets, suffix))


def targets_json(targets: ProtectedTargets) -> str:
    """Return attainment as json, with the version of its form.

    Beside the columns of the csv every line has its short name, its unit, how many are still to
    go, where the pace leads to, the year before, and the reason where nothing was computed.
    """
    plain = targets.file_frame().with_columns(
        targets.frame.select("omschrijving", *_MORE).get_columns()
    )
    unknown = {str(year): count for year, count in targets.unknown.items()}
    return as_json(
        {"schema": "grip/doelen/1", "klasse_onbekend": unknown, "doelen": plain.to_dicts()}
    )


def _bytes(targets: ProtectedTargets, suffix: str) -> bytes:
    frame = targets.file_frame()
    if suffix == ".json":
        return targets_json(targets).encode()
    if suffix == ".csv":
        return csv_bytes(frame)
    if suffix == ".xlsx":
        return sheet_bytes(frame, "doelen")
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()

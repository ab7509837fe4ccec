"""Earlier runs and their differences in machine formats: csv, json, parquet or xlsx."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from grip.errors import OutputError
from grip.reports.files.folder import require_file, write_whole, writing
from grip.reports.files.tabular import SUFFIXES, as_json, csv_bytes, sheet_bytes

if TYPE_CHECKING:
    import polars as pl

    from grip.runs.compare import RunDifference
    from grip.runs.past import RunHistory


def write_history(history: RunHistory, path: Path) -> tuple[Path, ...]:
    """Write the runs to a file, and the record of forecasts beside it; return what was written.

    The ending says which format; json holds both.

    Raises:
        OutputError: the ending is none of csv, json, parquet, xlsx.
    """
    return _write({"": history.frame, "-prognoses": history.track}, history_json(history), path)


def history_json(history: RunHistory) -> str:
    """Return runs and record as json, with the version of its form."""
    return as_json(
        {
            "schema": "grip/historie/1",
            "runs": history.frame.to_dicts(),
            "prognoses": history.track.to_dicts(),
        }
    )


def write_difference(made: RunDifference, path: Path) -> tuple[Path, ...]:
    """Write the figures that changed to a file, and beside it what changed them; return the files.

    The ending says which format; json holds all.

    Raises:
        OutputError: the ending is none of csv, json, parquet, xlsx.
    """
    frames = {
        "": made.figures.changed,
        "-invoer": made.causes,
        "-waardoor": explained_frame(made),
        "-rijen": made.rows,
    }
    return _write(frames, difference_json(made), path)


def difference_json(made: RunDifference) -> str:
    """Return the comparison of two runs as json, with the version of its form."""
    return as_json(
        {
            "schema": "grip/verschil/1",
            "vertrouwelijk": made.internal,
            "oud": {"map": made.before.name, "run": made.before.id},
            "nieuw": {"map": made.after.name, "run": made.after.id},
            "vergeleken": made.figures.both,
            "veranderd": made.figures.changed.height,
            "verborgen": made.figures.hidden,
            "niet_nagerekend": None if made.untold is None else made.untold.value,
            "exports_ontbreken": list(made.without),
            "invoer": made.causes.to_dicts(),
            "cijfers": made.figures.changed.to_dicts(),
            "waardoor": explained_frame(made).to_dicts(),
            "rijen": made.rows.to_dicts(),
        }
    )


def explained_frame(made: RunDifference) -> pl.DataFrame:
    """Return what made figures change, each part with the figure that it is of."""
    from grip.runs.figures import WHICH

    named = made.explained.select("nummer", *WHICH)
    return made.parts.join(named, on="nummer", how="left", maintain_order="left").select(
        *WHICH, "oorzaak", "tabel", "kolom", "rijen", "verschil"
    )


def _write(frames: Mapping[str, pl.DataFrame], text: str, path: Path) -> tuple[Path, ...]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise OutputError("UIT-SOORT", where=path.name)
    if suffix == ".json":
        write_whole(path, text.encode())
        return (path,)
    made: dict[Path, bytes] = {}
    for addition, frame in frames.items():
        target = path.with_name(f"{path.stem}{addition}{path.suffix}")
        if addition and frame.is_empty() and not target.exists():
            continue
        require_file(target)
        made[target] = _bytes(frame, suffix, addition.lstrip("-") or "lijst")
    for target, content in made.items():
        with writing(target):
            write_whole(target, content)
    return tuple(made)


def _bytes(frame: pl.DataFrame, suffix: str, name: str) -> bytes:
    if suffix == ".csv":
        return csv_bytes(frame)
    if suffix == ".xlsx":
        return sheet_bytes(frame, name)
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()

"""The archive of forecasts: what earlier runs expected, as it lies in their folders.

There is one store: the run folders themselves. A report leaves `prognose.csv` beside its
`manifest.json`, which says of which run it is, of which municipality and of which export. Nothing
is written twice and nothing is changed afterwards.

A run reads what was there before it: forecasts made after an earlier month, from an export that is
not newer than its own. Of a month only the first that was published counts: what a rerun says of it
later, knew more. So a rerun of a month gives the same as before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from grip.forecast.frame import SCHEMA
from grip.forecast.verdict import Record, record_of
from grip.periods import DAY

FORECAST = "prognose.csv"
"""The file in a run folder: what was expected when the report was made."""
MANIFEST = "manifest.json"
"""The file that says what a run is, and by which a folder is one."""
_KEPT_ASIDE = re.compile(r".+\.v(?P<number>\d+)")


@dataclass(frozen=True)
class Published:
    """A forecast as it was published.

    Attributes:
        after: the last month that was counted, `jjjj-mm`.
        run: the id of the run.
        extraction: the day of its export.
        digest: sha256 of the file.
        frame: in the shape of `grip.forecast.frame.SCHEMA`.
    """

    after: str
    run: str
    extraction: date
    digest: str
    frame: pl.DataFrame


@dataclass(frozen=True)
class Archive:
    """The forecasts that a run may know of, oldest first."""

    forecasts: tuple[Published, ...] = ()

    @property
    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Their names and hashes, for the manifest."""
        return tuple((f"prognose na {one.after}", one.digest) for one in self.forecasts)

    def record(self, history: pl.DataFrame) -> Record | None:
        """Return how they turned out, with what is counted now."""
        return record_of(((one.after, one.run, one.frame) for one in self.forecasts), history)


def recall_forecasts(
    places: Sequence[Path], municipality: str, last: date, extraction: date, *, sample: bool = False
) -> Archive:
    """Return the forecasts in run folders in `places` that were published before this run.

    What cannot be read as a forecast of grip, or was changed since it was written, is none.

    Args:
        places: folders that hold run folders.
        municipality: whose forecasts.
        last: the last day of the period of this run.
        extraction: the day of its export.
        sample: whether it is a run on sample data; forecasts of real data are no part of it, nor
            the other way round.
    """
    found: dict[str, tuple[tuple[date, float], Published]] = {}
    whole = _month_before((last + DAY).isoformat())  # the last month that is over
    for folder in _folders(places):
        one = _read(folder, municipality, sample=sample)
        if one is None or one.after >= whole or one.extraction > extraction:
            continue
        rank = (one.extraction, version_of(folder))
        if one.after not in found or rank < found[one.after][0]:
            found[one.after] = rank, one
    return Archive(tuple(found[after][1] for after in sorted(found)))


def _folders(places: Sequence[Path]) -> list[Path]:
    found = (path.parent for place in dict.fromkeys(places) for path in place.glob(f"*/{FORECAST}"))
    return sorted(path for path in found if not path.name.startswith("."))


def version_of(folder: Path) -> float:
    """Return the number of a folder that a rerun kept aside; that of now comes last."""
    aside = _KEPT_ASIDE.fullmatch(folder.name)
    return float(aside["number"]) if aside else float("inf")


def _read(folder: Path, municipality: str, *, sample: bool) -> Published | None:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        content = (folder / FORECAST).read_bytes()
        digest = sha256(content).hexdigest()
        whose = manifest["configuratie"]["gemeente.naam"]["waarde"]
        if (manifest.get("opdracht", {}).get("voorbeeld") == "ja") != sample:
            return None
        if whose != municipality or manifest["uitvoer"][FORECAST] != digest:
            return None
        frame = pl.read_csv(content, schema_overrides=SCHEMA)
        made = date.fromisoformat(manifest["extractiedatum"])
        after = _month_before(str(frame.get_column("maand").min()))
        return Published(after, str(manifest["run"]), made, digest, frame.select(*SCHEMA))
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        return None


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year - (number == 1):04d}-{(number - 2) % 12 + 1:02d}"

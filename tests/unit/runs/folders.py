"""Run folders as `grip rapport` leaves them, with few figures in them and made in no time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from grip.config import load_profile
from grip.periods import Period
from grip.pipeline import indicators, manifest_for, open_source, seal, targets
from grip.reports.files.folder import run_folder
from grip.reports.files.tabular import csv_bytes, write_results
from grip.reports.files.targets import write_targets
from grip.results import SCHEMA, TOTAL, Audience
from grip.runs.shelf import Run, read_run
from grip.sources import traced

DAY = date(2022, 1, 14)
FIGURES = ("stand_eind", "instroom", "uitstroom", "instroom_pct", "uitstroom_pct")
PERSONS = "persoon_id;geboortedatum;geslacht\n" + "".join(
    f"P{n};{1960 + n}-03-01;vrouw\n" for n in range(1, 31)
)
BENEFITS = "uitkering_id;persoon_id;regeling;ingangsdatum;einddatum;reden_uitstroom\n" + "".join(
    f"U{n};P{n};PW;2020-{1 + n % 12:02d}-01;;\n" for n in range(1, 25)
)


def exports(folder: Path, benefits: str = BENEFITS, **others: str) -> Path:
    """Write an export: persons, benefits and what else is given, a table per file."""
    folder.mkdir(parents=True)
    for table, text in {"personen": PERSONS, "uitkeringen": benefits, **others}.items():
        (folder / f"{table}.csv").write_text(text, "utf-8")
    return folder


def report(
    data: Path, out: Path, profile: str = "standaard", audience: Audience = Audience.INTERNAL,
    *, names: Sequence[str] = FIGURES, period: str = "2021", day: date = DAY,
    dims: Sequence[str] = (),
) -> Run:  # fmt: skip
    """Leave a run folder with the figures of an export, and its manifest."""
    source = open_source(data, traced(load_profile(profile)), Period.parse(period), day)
    made = indicators(source, names, dims, audience)
    options = {"periode": period, "publiek": audience.value, "voor": "alle"}
    name = f"rapport-{source.period.slug}"
    with run_folder(out, name) as folder:
        write_results(made, folder / "indicatoren.csv")
        write_targets(targets(source, audience), folder / "doelen.csv")
        seal(folder, manifest_for(source, "rapport", options))
    return run_in(out / name)


def run_in(folder: Path) -> Run:
    """Return the run in a folder, which must be one."""
    found = read_run(folder)
    assert isinstance(found, Run), found
    return found


def published(
    folder: Path, rows: Sequence[Mapping[str, Any]], *, audience: str = "openbaar",
    files: Mapping[str, bytes] | None = None, **changed: Any,
) -> Run:  # fmt: skip
    """Leave a run folder with just these figures, and a manifest with a few things changed."""
    folder.mkdir(parents=True)
    usual = {
        "definitie": "stand_eind;eenheid=uitkeringen", "indicator": "stand_eind",
        "periode_begin": date(2021, 1, 1), "periode_eind": date(2021, 12, 31), "dimensie": TOTAL,
        "categorie": TOTAL, "eenheid": "uitkeringen", "soort": "gemeten", "status": "getoond",
    }  # fmt: skip
    frame = pl.DataFrame([dict.fromkeys(SCHEMA) | usual | dict(r) for r in rows], schema=SCHEMA)
    contents = {"indicatoren.csv": csv_bytes(frame), **(files or {})}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    manifest = {
        "run": changed.pop("run", folder.name), "schema": "grip/manifest/1", "versie": "0.4.0",
        "opdracht": {"naam": "rapport", "periode": "2021", "publiek": audience},
        "extractiedatum": DAY.isoformat(),
        "configuratie": {"gemeente.naam": {"waarde": "Dorp", "laag": "dorp.toml"}},
        "invoer": [], "uitvoer": {n: sha256(c).hexdigest() for n, c in contents.items()},
    } | changed  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return run_in(folder)

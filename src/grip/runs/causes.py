"""What differs between two runs by their manifests: exports, settings, what was asked, version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import polars as pl

from grip.config import Profile, names_persons, validated
from grip.errors import ConfigError
from grip.runs.past import changed_settings, changed_tables
from grip.runs.shelf import COUNTED, NAME_OF, Run
from grip.sources import TRACED, source_hashes

CAUSES: dict[str, Any] = {
    "soort": pl.String,
    "onderwerp": pl.String,
    "oud": pl.String,
    "nieuw": pl.String,
    "toelichting": pl.String,
}
"""A row per thing that differs. `soort` is one of `KINDS`; `toelichting` says what happened to a
file, or from which layers a setting came."""

EXPORT, ROWS, SETTING, ASKED, DAY, PROGRAM, FINDING, MEMORY, DEFINITION, SPAN = KINDS = (
    "export", "rijen", "instelling", "opdracht", "extractiedatum", "versie", "bevindingen",
    "geheugen", "definitie", "cijfers",
)  # fmt: skip
_NO_CHOICE = ("naam", "voorbeeld")  # of what was asked: the command, and a mark of the data
_ONLY_NAMES = ("naam", "basis", NAME_OF)

Cause = tuple[str, str, str | None, str | None, str]


def causes_of(before: Run, after: Run) -> pl.DataFrame:
    """Return what differs between two runs by their manifests (`CAUSES`)."""
    found = [
        *_of_program(before, after),
        *_of_inputs(before, after),
        *_of_rows(before, after),
        *_of_settings(before, after),
        *_of_findings(before, after),
    ]
    return pl.DataFrame(found, schema=CAUSES, orient="row")


def _of_program(before: Run, after: Run) -> Iterator[Cause]:
    asked = before.manifest["opdracht"].keys() | after.manifest["opdracht"].keys()
    for name in sorted(asked - {*_NO_CHOICE}):
        if before.option(name) != after.option(name):
            yield ASKED, name, before.option(name) or None, after.option(name) or None, ""
    for kind, was, now in (
        (PROGRAM, before.program, after.program),
        (DAY, before.extraction.isoformat(), after.extraction.isoformat()),
    ):
        if was != now:
            yield kind, kind, was, now, ""


def _of_inputs(before: Run, after: Run) -> Iterator[Cause]:
    was, now = _files(before), _files(after)
    for table in changed_tables(before, after):
        told = "nieuw" if table not in was else "vervallen" if table not in now else "ander bestand"
        yield EXPORT, table, was.get(table), now.get(table), told
    was, now = before.memory, after.memory
    for name in {**was, **now}:
        if was.get(name) != now.get(name):
            told = "nieuw" if name not in was else "vervallen" if name not in now else "anders"
            yield MEMORY, name, None, None, told


def _files(run: Run) -> dict[str, str]:
    """Return per table which files it was read from, with their sheets."""
    found: dict[str, list[str]] = {}
    for one in run.inputs:
        said = f"{one['bestand']}, blad {one['blad']}" if one["blad"] else one["bestand"]
        found.setdefault(one["tabel"], []).append(said)
    return {table: "; ".join(names) for table, names in found.items()}


def _of_rows(before: Run, after: Run) -> Iterator[Cause]:
    """Yield how many rows of a table were read and used; a public run does not say it."""
    if before.public or after.public:
        return
    was, now = _counts(before), _counts(after)
    for table in changed_tables(before, after):
        for at in COUNTED:
            old, new = was.get((table, at), 0), now.get((table, at), 0)
            if old != new:
                yield ROWS, f"{table} {at}", str(old), str(new), ""


def _counts(run: Run) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for one in run.inputs:
        for at in COUNTED:
            key = one["tabel"], at
            found[key] = found.get(key, 0) + int(one.get(f"rijen_{at}", 0))
    return found


def _of_settings(before: Run, after: Run) -> Iterator[Cause]:
    changed = changed_settings(before, after)
    persons = Counter(_section(key) for key in changed if names_persons(key))
    for section, number in persons.items():
        yield SETTING, section, None, None, f"{number} gewijzigd"
    for key in changed:
        if names_persons(key):
            continue
        if key.startswith(TRACED):
            told = ("nieuw" if before.setting(key) is None else
                    "vervallen" if after.setting(key) is None else "gewijzigd")  # fmt: skip
            yield SETTING, key.replace(".", " ", 1), None, None, told
            continue
        was, now = _leaves(key, before.setting(key)), _leaves(key, after.setting(key))
        layers = " en ".join(dict.fromkeys(
            run.manifest["configuratie"][key]["laag"]
            for run in (before, after) if key in run.manifest["configuratie"]
        ))  # fmt: skip
        for leaf in {**was, **now}:
            if was.get(leaf) != now.get(leaf):
                yield SETTING, leaf, was.get(leaf), now.get(leaf), layers


def _leaves(key: str, value: Any) -> dict[str, str]:
    """Return a setting as its smallest parts: of a list of tables every key of every table."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return {leaf: text for part, inner in value.items()
                for leaf, text in _leaves(f"{key}.{part}", inner).items()}  # fmt: skip
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return {leaf: text for number, inner in enumerate(value, 1)
                for leaf, text in _leaves(f"{key}.{number}", inner).items()}  # fmt: skip
    if isinstance(value, list):
        return {key: ", ".join(map(str, value))}
    return {key: ("ja" if value else "nee") if isinstance(value, bool) else str(value)}


def _of_findings(before: Run, after: Run) -> Iterator[Cause]:
    if before.public or after.public:
        return
    was, now = before.findings, after.findings
    for code in sorted(was.keys() | now.keys()):
        if was.get(code, 0) != now.get(code, 0):
            yield FINDING, code, str(was.get(code, 0)), str(now.get(code, 0)), ""


def profile_of(run: Run) -> Profile | None:
    """Return the profile that a run was made with; None where this version cannot read it."""
    return _profile({key: one["waarde"] for key, one in run.manifest["configuratie"].items()})


def same_sources(before: Run, after: Run) -> bool:
    """Tell whether two runs were read with the source profiles that are still there now."""
    return _sources(before) == _sources(after) and all(map(_has_its_sources, (before, after)))


def _sources(run: Run) -> dict[str, str]:
    keys = run.manifest["configuratie"].keys()
    return {key: run.setting(key) for key in keys if key.startswith(TRACED)}


def _has_its_sources(run: Run) -> bool:
    profile = profile_of(run)
    try:
        return profile is None or source_hashes(profile.bron) == _sources(run)
    except (ConfigError, OSError):
        return False


def profiles_between(before: Run, after: Run) -> Iterator[tuple[str, Profile]]:
    """Yield the settings that differ one by one, each with the profile when it is put in too.

    Settings that only go together come together.
    """
    values = {key: one["waarde"] for key, one in before.manifest["configuratie"].items()}
    waiting: list[str] = []
    keys = [key for key in changed_settings(before, after)
            if not key.startswith(TRACED) and key not in _ONLY_NAMES]  # fmt: skip
    for said, together in groupby(keys, lambda key: _section(key) if names_persons(key) else key):
        for key in together:
            now = after.setting(key)
            values = {**values, key: now} if now is not None else _without(values, key)
        waiting.append(said)
        if (profile := _profile(values)) is not None:
            yield ", ".join(waiting), profile
            waiting = []


def _section(key: str) -> str:
    return key.partition(".")[0]


def _without(values: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != key}


def _profile(values: dict[str, Any]) -> Profile | None:
    tree: dict[str, Any] = {}
    for key, value in values.items():
        if key.startswith(TRACED):
            continue
        *path, last = key.split(".", 1) if names_persons(key) else key.split(".")
        place = tree
        for part in path:
            place = place.setdefault(part, {})
        place[last] = value
    try:
        return validated(Profile, tree, where="")
    except ConfigError:
        return None

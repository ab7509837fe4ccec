"""The exports of a run, where they are still at hand, and which of their rows changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from grip.config import PersonalData, Profile
from grip.errors import InputError
from grip.indicators.views.caseload import Caseload
from grip.ingest.load import Loaded, load
from grip.runs.causes import profile_of
from grip.runs.shelf import Run, sha256_of
from grip.schema import TABLES, columns_of, order_of

GONE, NEW, CHANGED = "vervallen", "nieuw", "gewijzigd"
ROWS: dict[str, Any] = {
    "tabel": pl.String,
    "wijziging": pl.String,
    "bestand": pl.String,
    "blad": pl.String,
    "rij_oud": pl.Int64,
    "rij_nieuw": pl.Int64,
    "kolommen": pl.String,
}
"""A row per row of an export that came, went or changed, by its number and never by what is in
it. `bestand` and `blad` are those of the newest export in which the row counts. A row that went or
came and stands in the other export too does not count there: it was refused or set apart."""

_ROW, _TIME = "_rij", "_keer"


@dataclass(frozen=True)
class Exports:
    """The exports of a run as they were loaded then."""

    run: Run
    profile: Profile
    loaded: Loaded

    @property
    def caseload(self) -> Caseload:
        return Caseload(self.loaded.tables, self.profile, self.loaded.columns)

    def table(self, name: str) -> pl.DataFrame:
        """Return a table with the row numbers of the export; empty where there is none."""
        if name not in self.loaded.tables:
            schema = {c.name: c.dtype for c in columns_of(TABLES[name]).values()}
            return pl.DataFrame(schema=schema | {_ROW: pl.Int64})
        numbers = self.loaded.rows[name].cast(pl.Int64).alias(_ROW)
        return self.loaded.tables[name].with_columns(numbers)

    @cached_property
    def places(self) -> dict[str, tuple[str, str]]:
        """The file and sheet of every table; of a table from several, all their names."""
        found: dict[str, list[tuple[str, str]]] = {}
        for one in self.loaded.counts:
            found.setdefault(one.table, []).append((one.file, one.sheet))
        return {
            table: (_listed(file for file, _ in names), _listed(sheet for _, sheet in names))
            for table, names in found.items()
        }


def _listed(names: Iterable[str]) -> str:
    return " of ".join(dict.fromkeys(filter(None, names)))


def holds(data: Path, run: Run) -> bool:
    """Tell whether the exports of a run are in a folder as they were, or are that one file.

    What cannot be read does not hold them.
    """
    try:
        return _holds(data, run)
    except (OSError, ValueError):
        return False


def _holds(data: Path, run: Run) -> bool:
    wanted = {(one["bestand"], one["sha256"]) for one in run.inputs}
    for name, digest in wanted:
        path = data if data.is_file() else data / name
        if path.name != name or not path.is_file() or sha256_of(path) != digest:
            return False
    return bool(wanted)


def refuse_other(run: Run, data: Path) -> None:
    """Refuse a folder that does not hold the exports of a run.

    Raises:
        InputError: it is not there, cannot be read, or holds something else.
    """
    if not os.path.exists(data):
        error = InputError("IN-MAP", where=str(data))
        error.advice = "Controleer het pad bij --data-a (oud) of --data-b (nieuw)."
        raise error
    try:
        found = _holds(data, run)
    except (OSError, ValueError):
        raise InputError("RUN-LEZEN", where=str(data)) from None
    if not found:
        raise InputError("RUN-DATA", where=str(data), map=run.name)


def open_exports(run: Run, data: Path, personal: PersonalData | None) -> Exports | None:
    """Load the exports of a run with its profile; None where this version cannot read that.

    Its source profiles must be those of then: see `grip.runs.causes.same_sources`.

    Raises:
        InputError: these are not the exports of the run, or are refused.
        PrivacyError: they hold what must not come in.
    """
    refuse_other(run, data)
    profile = profile_of(run)
    if profile is None:
        return None
    loaded = load(data, profile, run.extraction, personal)
    read = {(one.table, one.file, one.sheet, one.sha256) for one in loaded.counts}
    known = {(o["tabel"], o["bestand"], o["blad"], o["sha256"]) for o in run.inputs}
    if read != known:
        raise InputError("RUN-DATA", where=str(data), map=run.name)
    return Exports(run, profile, loaded)


@dataclass(frozen=True)
class TableChange:
    """The rows of a table that are in both exports, went, came, or changed.

    `was` and `now` are the changed rows, in the same order; `columns` are those that differ.
    """

    table: str
    common: pl.DataFrame
    gone: pl.DataFrame
    came: pl.DataFrame
    was: pl.DataFrame
    now: pl.DataFrame

    @cached_property
    def columns(self) -> tuple[str, ...]:
        names = [name for name in self.was.columns if name != _ROW]
        return tuple(name for name in names if self.differing(name).any())

    def differing(self, column: str) -> pl.Series:
        """Return which of the changed rows differ in a column."""
        return self.was.get_column(column).ne_missing(self.now.get_column(column))

    def at(self, *, removed: bool, added: bool, columns: tuple[str, ...]) -> pl.DataFrame:
        """Return the table when so much of the change has been put in."""
        partly = self.was.with_columns(self.now.get_column(name) for name in columns)
        parts = [self.common, partly, *([] if removed else [self.gone]), *([self.came] * added)]
        frame = pl.concat(parts).drop(_ROW)
        order = pl.arg_sort_by(order_of(TABLES[self.table]), nulls_last=True)
        return frame[frame.select(order).to_series()]

    def __bool__(self) -> bool:
        return bool(self.gone.height or self.came.height or self.was.height)


def changes_between(before: Exports, after: Exports) -> dict[str, TableChange]:
    """Return per table which rows changed, for tables in which any did."""
    names = [t for t in TABLES if t in before.loaded.tables or t in after.loaded.tables]
    found = {name: change_of(name, before.table(name), after.table(name)) for name in names}
    return {name: change for name, change in found.items() if change}


def change_of(table: str, old: pl.DataFrame, new: pl.DataFrame) -> TableChange:
    """Return which rows of a table changed; a row is known by its key, or by person and begin.

    Where no key tells which row became which, a changed row is one that went and one that came.
    """
    names = [name for name in old.columns if name != _ROW]
    old, new = (
        frame.with_columns(pl.int_range(pl.len()).over(names).alias(_TIME)) for frame in (old, new)
    )
    same = [*names, _TIME]
    keep: Any = {"on": same, "nulls_equal": True, "maintain_order": "left"}
    left, came = old.join(new, how="anti", **keep), new.join(old, how="anti", **keep)
    common = old.join(new, how="semi", **keep).drop(_TIME)
    left, came = left.drop(_TIME), came.drop(_TIME)
    key = _key_of(table)
    if not key:
        return TableChange(table, common, left, came, left.clear(), came.clear())
    known = [
        frame.filter(pl.struct(key).is_unique(), *(pl.col(k).is_not_null() for k in key))
        for frame in (left, came)
    ]
    was, now = (
        one.join(other, on=key, how="semi").sort(key) for one, other in (known, reversed(known))
    )
    rest = [
        frame.join(was, on=key, how="anti", nulls_equal=True, maintain_order="left")
        for frame in (left, came)
    ]
    return TableChange(table, common, rest[0], rest[1], was, now)


def _key_of(table: str) -> list[str]:
    row = TABLES[table]
    if row.key:
        return list(row.key)
    names = columns_of(row)
    return ["persoon_id", row.begin] if row.begin and "persoon_id" in names else []


def rows_of(changes: Mapping[str, TableChange], before: Exports, after: Exports) -> pl.DataFrame:
    """Return the rows that came, went or changed (`ROWS`)."""
    parts = [part for change in changes.values() for part in _rows(change, before, after)]
    return pl.concat([pl.DataFrame(schema=ROWS), *parts])


def _rows(change: TableChange, before: Exports, after: Exports) -> Iterator[pl.DataFrame]:
    number, none = pl.col(_ROW), pl.lit("")
    names = [pl.when(change.differing(name)).then(pl.lit(name)) for name in change.columns]
    told = pl.concat_str(names, separator=", ", ignore_nulls=True) if names else none
    now = change.now.get_column(_ROW)
    refused, accepted = _apart(change.gone, change, after), _apart(change.came, change, before)
    for frame, kind, source, old, new, columns in (
        (change.gone, GONE, before, number, pl.lit(refused), none),
        (change.came, NEW, after, pl.lit(accepted), number, none),
        (change.was, CHANGED, after, number, pl.lit(now), told),
    ):
        file, sheet = source.places.get(change.table, ("", ""))
        yield frame.select(
            tabel=pl.lit(change.table), wijziging=pl.lit(kind), bestand=pl.lit(file),
            blad=pl.lit(sheet), rij_oud=old, rij_nieuw=new, kolommen=columns,
        ).sort("rij_nieuw", "rij_oud")  # fmt: skip


def _apart(rows: pl.DataFrame, change: TableChange, other: Exports) -> pl.Series:
    """Return where rows stand in the other export without counting there; null where they do not.

    They were refused or set apart there.
    """
    key, found = _key_of(change.table), other.loaded.left_out.get(change.table)
    if found is None or not key:
        return pl.repeat(None, rows.height, dtype=pl.Int64, eager=True)
    single = found.filter(pl.struct(key).is_unique(), *(pl.col(k).is_not_null() for k in key))
    known = single.select(*key, _elders=pl.col(_ROW).cast(pl.Int64))
    return rows.join(known, on=key, how="left", maintain_order="left").get_column("_elders")

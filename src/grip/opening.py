"""The data of one run: loaded, checked, and placed in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from grip.benchmark.run import drift_of
from grip.config import LoadedProfile, PersonalData, is_sample
from grip.effects.declared import check_design_groups, check_designs
from grip.effects.guideline import check_guideline
from grip.errors import InputError
from grip.findings import RULES, Finding, Place
from grip.indicators.lacking import lacking
from grip.indicators.views.caseload import Caseload
from grip.ingest.extraction import extraction_of
from grip.ingest.load import REQUIRED_TABLES, EmptyTableError, Loaded, load
from grip.periods import Period
from grip.reports import formats
from grip.signals.watch import check_breaks
from grip.targets.check import check_targets


@dataclass(frozen=True)
class Source:
    """The data of one run, loaded and checked, with the moments that everything hangs on."""

    profile: LoadedProfile
    loaded: Loaded
    caseload: Caseload
    findings: tuple[Finding, ...]
    extraction: date
    period: Period
    sample: bool = False

    @property
    def settings(self) -> Any:
        return self.profile.profile.instellingen


def open_source(
    data: Path, profile: LoadedProfile, period: Period | None, extraction: date | None,
    personal: PersonalData | None = None,
) -> Source:  # fmt: skip
    """Load and check the exports in `data`, and fix extraction date and period.

    Raises:
        InputError: the data are refused; PrivacyError: they hold what must not come in.
        ConfigError: a target of the profile names what does not exist.
    """
    check_targets(profile.profile, profile.profile.naam)
    check_breaks(profile.profile.beleidsbreuk, profile.profile.naam)
    check_guideline(profile.profile, profile.profile.naam)
    check_designs(profile.profile, profile.profile.naam)
    loaded = load(data, profile.profile, extraction, personal)
    _refuse_nothing(loaded)
    findings = list(loaded.findings)
    if extraction is None:
        extraction, derived = _extraction(loaded.tables)
        if derived:
            findings.append(Finding(RULES["EXTRACTIE-AFGELEID"], "uitkeringen", Place()))
    caseload = Caseload(loaded.tables, profile.profile, loaded.columns)
    check_design_groups(caseload, profile.profile.naam)
    findings += _absent(caseload, loaded)
    findings += drift_of(caseload, extraction)
    chosen = period or Period.month_before(extraction)
    return Source(
        profile, loaded, caseload, tuple(findings), extraction, chosen, is_sample(data)
    )  # fmt: skip


def _refuse_nothing(loaded: Loaded) -> None:
    """Refuse an export in which not a single benefit counts: every figure would be a zero."""
    for table in REQUIRED_TABLES:
        if loaded.tables[table].is_empty():
            raise EmptyTableError(table, loaded)


def _absent(caseload: Caseload, loaded: Loaded) -> Iterator[Finding]:
    """Tell once of every table and column that the export lacks and figures need."""
    places = {count.table: Place(count.file, count.sheet) for count in loaded.counts}
    for need, (figures, splits) in lacking(caseload).items():
        table, _, column = need.partition(".")
        found = places.get(table, Place())
        off: dict[str, object] = {"weg": _counted(figures, splits)}
        if column:
            place = replace(found, column=column)
            yield Finding(RULES["KOLOM-ONTBREEKT"], table, place, off)
        else:
            yield Finding(RULES["TABEL-ONTBREEKT"], table, found, off)


def _counted(figures: int, splits: int) -> str:
    counts = (figures, "cijfer", "cijfers"), (splits, "uitsplitsing", "uitsplitsingen")
    return " en ".join(
        f"{formats.count(number)} {one if number == 1 else more}"
        for number, one, more in counts
        if number
    )


def _extraction(tables: dict[str, pl.DataFrame]) -> tuple[date, bool]:
    """Return the day of the export from the dates in it, and whether it rests on a poor date."""
    found = extraction_of(tables)
    if found is None:
        raise InputError("IN-DATUMLOOS")
    return found

"""The table of contents of a run: load, check, count, protect, build, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from grip import __version__
from grip.config import LoadedProfile, Profile
from grip.disclosure import ProtectedResults, protect
from grip.errors import InputError, UsageError
from grip.findings import RULES, Finding, Place, findings_frame
from grip.indicators.caseload import Caseload
from grip.indicators.catalogue import defaults, find, register
from grip.indicators.engine import compute
from grip.indicators.model import Indicator
from grip.ingest.load import Loaded, load
from grip.manifest import manifest_of
from grip.periods import Period
from grip.reports import formats
from grip.reports.build import Background, build
from grip.reports.document import Document
from grip.reports.folder import MANIFEST, run_folder, sha256_of, write_whole
from grip.reports.lookup import Lookup, Scope
from grip.reports.press import Press
from grip.reports.tabular import as_json, csv_bytes, write_results
from grip.results import Audience, Results

Say = Callable[[str], None]
_START_COLUMNS = ("ingangsdatum", "begindatum", "meldingsdatum", "einddatum")
_ADMINISTRATIVE = ("administratie_begin", "administratie_einde")
_PERSONAL = frozenset({"consulent"})


@dataclass(frozen=True)
class Source:
    """The data of one run, loaded and checked, with the moments that everything hangs on."""

    profile: LoadedProfile
    loaded: Loaded
    caseload: Caseload
    findings: tuple[Finding, ...]
    extraction: date
    period: Period

    @property
    def settings(self) -> Any:
        return self.profile.profile.instellingen


@dataclass(frozen=True)
class RunFolder:
    """What a run has written."""

    path: Path
    run: str
    document: Document
    findings: pl.DataFrame
    files: tuple[str, ...]


def open_source(
    data: Path, profile: LoadedProfile, period: Period | None, extraction: date | None
) -> Source:
    """Load and check the exports in `data`, and fix extraction date and period.

    Raises:
        InputError: the data are refused; PrivacyError: they hold what must not come in.
    """
    loaded = load(data, profile.profile)
    findings = list(loaded.findings)
    if extraction is None:
        extraction, derived = _extraction(loaded.tables)
        if derived:
            findings.append(Finding(RULES["EXTRACTIE-AFGELEID"], "uitkeringen", Place()))
    caseload = Caseload(loaded.tables, profile.profile, loaded.columns)
    chosen = period or Period.month_before(extraction)
    return Source(profile, loaded, caseload, tuple(findings), extraction, chosen)


def _extraction(tables: dict[str, pl.DataFrame]) -> tuple[date, bool]:
    """Return the latest administrative date, else the latest date at all (and that it is so)."""
    for columns, derived in ((_ADMINISTRATIVE, False), (_START_COLUMNS, True)):
        days = [
            frame.get_column(name).max()
            for frame in tables.values()
            for name in columns
            if name in frame.columns
        ]
        known = [day for day in days if isinstance(day, date)]
        if known:
            return max(known), derived
    raise InputError("IN-DATUMLOOS")


def indicators(
    source: Source,
    names: Sequence[str] = (),
    per: Sequence[str] = (),
    audience: Audience = Audience.INTERNAL,
    reader: str | None = None,
    *,
    totals_only: bool = False,
) -> ProtectedResults:
    """Compute indicators for the period of the source; all of the register when none is named.

    Without `per` and without names every dimension and target group is made (unless only the
    totals are wanted); with `per` that one split (of one or two dimensions); with names alone
    only the total.
    """
    profile = source.profile.profile
    chosen = [find(profile, name) for name in names] or list(defaults(profile))
    if reader:
        chosen = [indicator for indicator in chosen if reader in indicator.card.readers]
    if audience is Audience.PUBLIC:
        _refuse_personal(per, chosen)
    if per:
        split = tuple(per)
        if not names:
            # Where none can be split so, the engine says what can.
            able = [i for i in chosen if all(d in i.dimensions for d in split)]
            chosen = able or chosen
        splits: Sequence[tuple[str, ...]] | None = [split]
    else:
        splits = [()] if names or totals_only else None
    raw = compute(
        source.caseload, chosen, [source.period], per=splits, extraction=source.extraction,
        run=_manifest(source, "indicatoren", {})["run"],
    )  # fmt: skip
    settings = source.settings
    return protect(raw, audience, settings.minimum_cel, settings.minimum_noemer)


def _refuse_personal(per: Sequence[str], chosen: Sequence[Indicator]) -> None:
    """Refuse a split whose categories are persons in what leaves the house."""
    for dimension in _PERSONAL.intersection(per):
        allowed = {d for one in chosen for d in one.dimensions} - _PERSONAL
        raise UsageError(
            "CLI-DIMENSIE", waarde=dimension, indicator="--publiek openbaar",
            keuzes=", ".join(sorted(allowed)),
        )  # fmt: skip


def report(
    source: Source,
    out: Path,
    audience: Audience = Audience.INTERNAL,
    reader: str | None = None,
    say: Say = lambda text: None,
    press: Press | None = None,
) -> RunFolder:
    """Make the report of one period and publish its folder whole.

    `press` draws the charts; who has it open since before the loading saves its warming up.

    Raises:
        OutputError, LockedError: it cannot be written; what was there stays as it was.
    """
    with _report(source, audience, reader, say) as (document, results, manifest, found):
        name = f"rapport-{source.period.slug}"
        say("Wegschrijven")
        with run_folder(out, name) as folder:
            with press or Press() as ready:
                ready.start(document.figures(), folder / "grafieken")
                _write_tables(folder, document, results, found)
                ready.finish()
            _seal(folder, manifest)
        files = tuple(sorted(str(p.relative_to(out / name).as_posix())
                             for p in (out / name).rglob("*") if p.is_file()))  # fmt: skip
        return RunFolder(out / name, manifest["run"], document, found, files)


def rehearse(source: Source, audience: Audience, reader: str | None, say: Say) -> list[str]:
    """Do all of `report` but the writing; return the names of the files that it would write."""
    with _report(source, audience, reader, say) as (document, _, _, _):
        charts = [f"grafieken/{f.id}.{end}" for f in document.figures() for end in ("png", "svg")]
        extra = ["bevindingen.csv"] if audience is Audience.INTERNAL else []
        return sorted([*charts, *extra, "indicatoren.csv", MANIFEST, "rapport.xlsx"])


@contextmanager
def _report(
    source: Source, audience: Audience, reader: str | None, say: Say
) -> Iterator[tuple[Document, ProtectedResults, dict[str, Any], pl.DataFrame]]:
    """Compute, protect and build; nothing is written here."""
    profile = source.profile.profile
    scope = Scope(source.period, _first_day(source), source.extraction)
    if not scope.months:
        raise _too_early(scope)
    found = findings_frame(source.findings)
    options = {"periode": source.period.slug, "publiek": audience.value, "voor": reader or "alle"}
    manifest = _manifest(source, "rapport", options)
    say("Rekenen")
    raw = _computed(source, profile, scope, manifest["run"], reader)
    settings = source.settings
    results = protect(raw, audience, settings.minimum_cel, settings.minimum_noemer)
    say("Opmaken")
    # How many rows were set apart or refused is a count of persons, and none of the public's.
    counts = () if audience is Audience.PUBLIC else source.loaded.counts
    background = Background(__version__, manifest["run"], counts, found, _origins(source.profile))
    yield build(Lookup(results, profile, scope), background), results, manifest, found


def _computed(
    source: Source, profile: Profile, scope: Scope, run: str, reader: str | None
) -> Results:
    """Compute once for the whole report: series of totals, all splits of the view, and pairs."""
    every = [i for i in register(profile) if reader is None or reader in i.card.readers]
    usual = [i for i in every if i.by_default]
    capacity = [i for i in usual if i.id in ("stand_personen", "keuring_pct")]

    def go(chosen: Sequence[Any], periods: Sequence[Period], per: Any) -> Results:
        return compute(
            source.caseload, chosen, periods, per=per, extraction=source.extraction, run=run
        )

    orders = (
        (usual, scope.view, None),
        (every, scope.all, [()]),
        (capacity, [scope.period], [("rol", "loonwaardeklasse")]),
    )
    # polars counts outside the interpreter's lock, so that the orders fill each other's waits.
    with ThreadPoolExecutor() as pool:
        return Results.joined(list(pool.map(lambda order: go(*order), orders)))


def _too_early(scope: Scope) -> UsageError:
    first = formats.day(scope.first)
    said = f"De periode {scope.period.label} ligt voor de eerste registratie ({first})."
    error = UsageError("CLI-GEBRUIK", melding=said)
    error.advice = "Kies met --periode een latere periode."
    return error


def _first_day(source: Source) -> date:
    """The first day on which an end was registered: from there on the flows are complete."""
    ends = source.caseload.rows.get_column("einddatum").min()
    return ends if isinstance(ends, date) else source.period.begin


def _manifest(source: Source, command: str, options: dict[str, str]) -> dict[str, Any]:
    per_code: dict[str, int] = {}
    for finding in source.findings:
        per_code[finding.rule.code] = per_code.get(finding.rule.code, 0) + 1
    return manifest_of(
        command, options, source.profile, source.loaded.counts, per_code, source.extraction,
        public=options.get("publiek") == Audience.PUBLIC.value,
    )  # fmt: skip


def _origins(profile: LoadedProfile) -> list[tuple[str, str, str]]:
    shown = ("gemeente.", "instellingen.", "ladder.")
    return [
        (key, _in_words(value), profile.origins[key])
        for key, value in sorted(profile.values.items())
        if key.startswith(shown)
    ]


def _in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _write_tables(
    folder: Path, document: Document, results: ProtectedResults, found: pl.DataFrame
) -> None:
    from grip.reports.xlsx import write_workbook

    write_workbook(document, folder / "rapport.xlsx")
    write_results(results, folder / "indicatoren.csv")
    if results.audience is Audience.INTERNAL:
        (folder / "bevindingen.csv").write_bytes(csv_bytes(found))


def _seal(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest, last of all, since it is the mark of a whole folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    outputs = {str(path.relative_to(folder).as_posix()): sha256_of(path) for path in files}
    write_whole(folder / MANIFEST, as_json({**manifest, "uitvoer": outputs}).encode())

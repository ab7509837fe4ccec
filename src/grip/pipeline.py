"""The table of contents of a run: load, check, count, protect, build, write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from grip import __version__
from grip.apart import Apart, made_apart
from grip.archive import Archive, recall_forecasts
from grip.assemble import (
    aims,
    beside,
    counted,
    in_appendix,
    instruments,
    series_step,
    too_early,
)
from grip.discipline.overview import Discipline, discipline_of
from grip.disclosure import ProtectedResults, protect
from grip.effect_door import ProtectedEffects
from grip.errand import Errand
from grip.errors import UsageError
from grip.findings import findings_frame
from grip.indicators.catalogue import defaults, find, register
from grip.indicators.engine import compute
from grip.indicators.model import Indicator
from grip.indicators.registered import ends_registered_since, registered_since
from grip.manifest import choices_of, manifest_of
from grip.opening import Source as Source
from grip.opening import open_source as open_source
from grip.reports.arrangement import BACKGROUND, REPORT
from grip.reports.beside import Beside
from grip.reports.build import Background, build
from grip.reports.charts.draw import file_stem
from grip.reports.charts.press import Press
from grip.reports.document import SAMPLE, Document
from grip.reports.files.folder import MANIFEST, run_folder, sha256_of, write_whole
from grip.reports.files.forecasts import FORECAST, write_forecast
from grip.reports.files.signals import write_signals
from grip.reports.files.tabular import as_json, csv_bytes, write_results
from grip.reports.files.targets import write_targets
from grip.reports.lookup import Lookup, Scope
from grip.reports.web.html import write_html
from grip.results import Audience, Results
from grip.target_door import ProtectedTargets, protect_targets
from grip.targets.attain import attain
from grip.weekly import WORKLIST, recalled, worklist_files, write_files
from grip.worklist.items import Item
from grip.worklist.memory import Memory

Say = Callable[[str], None]
_PERSONAL = frozenset({"consulent"})
_NOTHING = Memory()


@dataclass(frozen=True)
class _Made:
    """What a report is made of, before anything is written."""

    document: Document
    results: ProtectedResults
    manifest: dict[str, Any]
    findings: pl.DataFrame
    targets: ProtectedTargets
    beside: Beside
    kept: Discipline | None


@dataclass(frozen=True)
class RunFolder:
    """What a run has written."""

    path: Path
    run: str
    document: Document
    findings: pl.DataFrame
    files: tuple[str, ...]


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
        chosen = [indicator for indicator in chosen if not indicator.for_the_house]
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
        run=manifest_for(source, "indicatoren", {})["run"],
    )  # fmt: skip
    settings = source.settings
    return protect(raw, audience, settings.minimum_cel, settings.minimum_noemer)


def targets(
    source: Source,
    audience: Audience = Audience.INTERNAL,
    reader: str | None = None,
    known: Results | None = None,
    beside: ProtectedResults | None = None,
) -> ProtectedTargets:
    """Compute the attainment of the profile's targets, for the year up to the reference date.

    `known` are figures that need not be computed again, `beside` those that are published too.
    """
    raw = attain(
        source.caseload, source.period.end, reader=reader, extraction=source.extraction,
        known=known,
    )  # fmt: skip
    settings = source.settings
    return protect_targets(raw, audience, settings.minimum_cel, settings.minimum_noemer, beside)


def effects(
    source: Source, chosen: Sequence[str] = (), audience: Audience = Audience.INTERNAL
) -> ProtectedEffects:
    """Return what is known of instruments at the end of the period; for colleagues only."""
    return instruments(source.caseload, source.period.end, source.extraction, chosen, audience)


def _refuse_personal(per: Sequence[str], chosen: Sequence[Indicator]) -> None:
    """Refuse a split whose categories are persons in what leaves the house."""
    for dimension in _PERSONAL.intersection(per):
        allowed = {d for one in chosen for d in one.dimensions} - _PERSONAL
        raise UsageError(
            "CLI-DIMENSIE", waarde=dimension, indicator="--publiek openbaar",
            keuzes=", ".join(sorted(allowed)),
        )  # fmt: skip


def discipline(source: Source) -> Discipline:
    """Return how well the records are kept, over the twelve months that end with the period."""
    return discipline_of(
        source.caseload, source.findings, source.loaded.rows, source.period, source.extraction
    )


def worklist(
    source: Source, out: Path, kept: Discipline, memory: Path | None = None
) -> tuple[Path, list[Item]]:
    """Make the worklist of this export in a folder of its own in `out`; return it and its items.

    Earlier worklists are read from `out`, and from the folder `memory`.

    Raises:
        InputError: an earlier worklist cannot be read.
        OutputError, LockedError: it cannot be written; what was there stays as it was.
    """
    name = f"werklijst-{source.extraction.isoformat()}"
    before = recalled(out, name, memory, source.extraction)
    items, files = _worklist(source, before, kept)
    with run_folder(out, name) as folder:
        write_files(folder, files)
        seal(folder, manifest_for(source, "controleer", {"werklijst": "ja"}, before))
    return out / name, items


def _worklist(
    source: Source, before: Memory, kept: Discipline
) -> tuple[list[Item], dict[str, bytes]]:
    name = source.profile.profile.gemeente.naam
    return worklist_files(
        source.caseload, source.loaded, source.findings, source.extraction, before, kept, name,
        SAMPLE if source.sample else "",
    )  # fmt: skip


def report(
    source: Source,
    out: Path,
    audience: Audience = Audience.INTERNAL,
    reader: str | None = None,
    say: Say = lambda text: None,
    press: Press | None = None,
    errand: Errand | None = None,
    memory: Path | None = None,
    without: frozenset[str] = frozenset(),
) -> RunFolder:
    """Make the report of one period and publish its folder whole.

    `press` draws the charts, `errand` makes what stands apart from the count: open since before
    the loading they save their warming up. The worklist and the forecast of an internal report
    read earlier ones from `out` and `memory`. `without` names parts that are left out: benchmark,
    instrumenten, prognose.

    Raises:
        OutputError, LockedError: it cannot be written; what was there stays as it was.
    """
    name = f"rapport-{source.period.slug}"
    before, archive = Memory(), Archive()
    if audience is Audience.INTERNAL:
        before = recalled(out, name, memory, source.extraction)
        if "prognose" not in without:
            archive = forecasts_before(source, [out, memory])
            before = replace(before, inputs=(*before.inputs, *archive.inputs))
    made = _made(source, audience, reader, say, before, without, archive, errand)
    say("Wegschrijven")
    with run_folder(out, name) as folder:
        with press or Press() as ready:
            ready.start(made.document.figures(), folder / "grafieken")
            _write_tables(folder, made)
            if made.kept is not None:
                write_files(folder, _worklist(source, before, made.kept)[1])
            ready.finish()
        write_html(made.document, folder / "rapport.html", folder / "grafieken")
        seal(folder, made.manifest)
    files = tuple(sorted(str(p.relative_to(out / name).as_posix())
                         for p in (out / name).rglob("*") if p.is_file()))  # fmt: skip
    return RunFolder(out / name, made.manifest["run"], made.document, made.findings, files)


def rehearse(
    source: Source,
    audience: Audience,
    reader: str | None,
    say: Say,
    without: frozenset[str] = frozenset(),
) -> list[str]:
    """Do all of `report` but the writing; return the names of the files that it would write."""
    made = _made(source, audience, reader, say, Memory(), without, Archive())
    charts = [
        f"grafieken/{file_stem(f)}.{e}" for f in made.document.figures() for e in ("png", "svg")
    ]
    tables = ["doelen.csv", "indicatoren.csv", MANIFEST, "rapport.html", REPORT]
    if made.document.behind:
        tables.append(BACKGROUND)
    if audience is Audience.INTERNAL:
        tables += ["bevindingen.csv", "signalen.csv", *WORKLIST]
    if made.beside.outlook is not None:
        tables.append(FORECAST)
    return sorted([*charts, *tables])


def _made(
    source: Source,
    audience: Audience,
    reader: str | None,
    say: Say,
    before: Memory,
    without: frozenset[str],
    archive: Archive,
    errand: Errand | None = None,
) -> _Made:
    """Compute, protect and build; nothing is written here."""
    profile = source.profile.profile
    since = registered_since(source.caseload, register(profile))
    step = 1 if audience is Audience.INTERNAL else series_step(
        source.caseload, source.period, source.extraction, source.settings.minimum_cel
    )  # fmt: skip
    scope = Scope(source.period, first_day(source), source.extraction, since, step)
    if not scope.months:
        raise too_early(scope)
    options = {"periode": source.period.slug, "publiek": audience.value, "voor": reader or "alle"}
    if without:
        options["zonder"] = ", ".join(sorted(without))
    manifest = manifest_for(source, "rapport", options, before)
    say("Rekenen")
    errand = errand or Errand()
    if audience is Audience.INTERNAL:
        day = source.period.end
        errand.begin(partial(made_apart, source.caseload, day, source.extraction, without))
    raw = counted(source.caseload, scope, reader, manifest["run"], audience)
    settings = source.settings
    apart = None if audience is Audience.INTERNAL else in_appendix(source.caseload, scope, "")
    results = protect(raw, audience, settings.minimum_cel, settings.minimum_noemer, apart)
    aimed = targets(source, audience, reader, raw, results)
    say("Opmaken")
    # How many rows were set apart or refused is a count of persons, and none of the public's.
    counts = () if audience is Audience.PUBLIC else source.loaded.counts
    kept = None if audience is Audience.PUBLIC else discipline(source)
    found = findings_frame(source.findings)
    background = Background(
        __version__, manifest["run"], counts, found, choices_of(source.profile), source.sample, kept
    )
    more = beside(source.caseload, results, scope, _fetched(errand, archive))
    look = Lookup(results, profile, scope, aims(profile, source.period.end))
    document = build(look, background, aimed, more)
    return _Made(document, results, manifest, found, aimed, more, kept)


def _fetched(errand: Errand, archive: Archive) -> Apart:
    """Return what the errand made, the forecast beside those of before; nothing if it had none."""
    apart: Apart = errand.finish() or Apart()
    if apart.outlook is None:
        return apart
    record = archive.record(apart.outlook.history)
    return replace(apart, outlook=replace(apart.outlook, record=record))


def forecasts_before(source: Source, places: Sequence[Path | None]) -> Archive:
    """Return the forecasts of this municipality in `places` that a run on this source may know."""
    name = source.profile.profile.gemeente.naam
    folders = [place for place in places if place is not None]
    return recall_forecasts(
        folders, name, source.period.end, source.extraction, sample=source.sample
    )


def first_day(source: Source) -> date:
    """The day from which ends were registered: from there on the flows are complete."""
    return ends_registered_since(source.caseload) or source.period.begin


def manifest_for(
    source: Source, command: str, options: dict[str, str], before: Memory | None = None
) -> dict[str, Any]:
    """Return the manifest of a command on this source, with the id of the run."""
    per_code = Counter(finding.rule.code for finding in source.findings)
    if source.sample:
        options = {**options, "voorbeeld": "ja"}
    if source.loaded.key_id:  # by which key, never the key itself
        options = {**options, "sleutel": source.loaded.key_id}
    return manifest_of(
        command, options, source.profile, source.loaded.counts, per_code, source.extraction,
        public=options.get("publiek") == Audience.PUBLIC.value,
        memory=before.inputs if before is not None else (),
    )  # fmt: skip


def _write_tables(folder: Path, made: _Made) -> None:
    from grip.reports.workbook.xlsx import write_workbook

    write_workbook(made.document, folder / REPORT)
    if made.document.behind:
        write_workbook(made.document.background(), folder / BACKGROUND)
    write_results(made.results, folder / "indicatoren.csv")
    write_targets(made.targets, folder / "doelen.csv")
    if made.results.audience is Audience.INTERNAL:
        write_signals(made.beside.signals, folder / "signalen.csv")
        (folder / "bevindingen.csv").write_bytes(csv_bytes(made.findings))
    if made.beside.outlook is not None:
        write_forecast(made.beside.outlook.frame, folder / FORECAST)


def seal(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest, last of all, since it is the mark of a whole folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    outputs = {str(path.relative_to(folder).as_posix()): sha256_of(path) for path in files}
    write_whole(folder / MANIFEST, as_json({**manifest, "uitvoer": outputs}).encode())

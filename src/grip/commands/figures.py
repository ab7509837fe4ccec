"""`grip indicatoren`, `grip doelen` and `grip benchmark`: figures on the screen or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from grip.commands.options import Asked
from grip.commands.parameters import (
    AudienceName,
    Data,
    Extraction,
    Json,
    PeriodText,
    Personal,
    ProfileName,
    Quiet,
    Reader,
    Strict,
    ToFile,
    Verbose,
)
from grip.commands.voice import deliver, progress
from grip.errors import UsageError
from grip.reports.files.folder import require_writable


def indicators_command(
    ids: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this at run time
        typer.Argument(
            metavar="[ID]",
            help="Welke cijfers, bijvoorbeeld instroom of 'instroom_pct;noemer=begin'. Zonder ID: "
            "alle cijfers.",
        ),
    ] = None,
    per: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--per", metavar="KENMERK", help="Splits uit; twee keer mag ook."),
    ] = None,
    data: Data = None,
    profile: ProfileName = None,
    period: PeriodText = None,
    extraction: Extraction = None,
    out: ToFile = None,
    audience: AudienceName = None,
    reader: Reader = None,
    personal: Personal = None,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Bereken cijfers over een periode, in totaal of naar groepen.

    Zonder ID en zonder --per komen met --uit alle cijfers, in totaal en naar elk kenmerk en elke
    doelgroep; op het scherm alleen de totalen.

    Voorbeelden:
    grip indicatoren instroom uitstroom --periode 2020
    grip indicatoren stand_personen --per rol --per geslacht --periode 2020
    grip indicatoren --uit cijfers.csv
    """
    from grip import pipeline
    from grip.reports.files.tabular import results_json, write_results
    from grip.reports.terminal.results import print_results

    asked = Asked(
        data, profile, period, extraction, out, audience, reader, strict, personal=personal
    ).filled()
    if out:
        require_writable(Path(out))
    if len(per or []) > 2 or len(set(per or [])) < len(per or []):
        raise UsageError("CLI-GEBRUIK", melding="--per kan hoogstens twee keer, steeds anders.")
    source = asked.open(progress(quiet or as_json), verbose)
    shown_only = not (ids or per or out or as_json)
    results = pipeline.indicators(
        source, ids or [], per or [], asked.public(), asked.reader, totals_only=shown_only
    )
    deliver(
        results.frame.height,
        out,
        as_json=as_json,
        write=lambda path: write_results(results, path),
        text=lambda: results_json(results),
        show=lambda screen: print_results(results, screen, source.profile.profile),
        internal=asked.inside,
        sample=source.sample,
    )


def targets_command(
    data: Data = None,
    profile: ProfileName = None,
    period: PeriodText = None,
    extraction: Extraction = None,
    out: ToFile = None,
    audience: AudienceName = None,
    reader: Reader = None,
    personal: Personal = None,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Laat zien wat er van de doelen uit het beleidsplan terechtkomt, tegen hun norm.

    De periode van een doel is altijd 1 januari tot en met de laatste dag van --periode. Op 31
    december is een doel behaald of niet; daarvoor is het op koers of achter.

    Voorbeelden:
    grip doelen --periode 2021
    grip doelen --periode 2021-08 --uit doelen.csv
    """
    from grip import pipeline
    from grip.reports.files.targets import targets_json, write_targets
    from grip.reports.terminal.targets import print_targets

    asked = Asked(
        data, profile, period, extraction, out, audience, reader, strict, personal=personal
    ).filled()
    if out:
        require_writable(Path(out))
    source = asked.open(progress(quiet or as_json), verbose)
    targets = pipeline.targets(source, asked.public(), asked.reader)
    deliver(
        targets.frame.height,
        out,
        as_json=as_json,
        write=lambda path: write_targets(targets, path),
        text=lambda: targets_json(targets),
        show=lambda screen: print_targets(targets, screen),
        internal=asked.inside,
        sample=source.sample,
    )


def benchmark_command(
    data: Data = None,
    profile: ProfileName = None,
    period: PeriodText = None,
    extraction: Extraction = None,
    out: ToFile = None,
    audience: AudienceName = None,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Zet eigen cijfers naast die van land, grootteklasse, regio en gelijkende gemeenten.

    Elk gepubliceerd cijfer staat naast het eigen cijfer over dezelfde periode, tot en met
    --periode. Verschilt wat er geteld wordt, dan trekt grip ze niet van elkaar af. Onderaan staat
    hoe de eigen telling in stappen op de gepubliceerde aansluit (alleen intern). Met --uitgebreid
    komen alle perioden.

    Voorbeelden:
    grip benchmark --periode 2020
    grip benchmark --uit benchmark.xlsx
    """
    from grip.benchmark.run import side_by_side
    from grip.reports.files.benchmark import benchmark_json, write_benchmark
    from grip.reports.terminal.benchmark import print_benchmark

    asked = Asked(data, profile, period, extraction, out, audience, None, strict).filled()
    if out:
        require_writable(Path(out))
    source = asked.open(progress(quiet or as_json), verbose)
    made, crossings = side_by_side(
        source.caseload, source.period.end, source.extraction, asked.public()
    )
    deliver(
        made.frame.height,
        out,
        as_json=as_json,
        write=lambda path: write_benchmark(made, path, crossings),
        text=lambda: benchmark_json(made, crossings),
        show=lambda screen: print_benchmark(made, screen, crossings, verbose=verbose),
        internal=asked.inside,
        sample=source.sample,
    )

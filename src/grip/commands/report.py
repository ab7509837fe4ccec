"""`grip rapport`: the main job, all of it for one period."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from grip.commands.options import Asked
from grip.commands.parameters import (
    AudienceName,
    Data,
    Extraction,
    Json,
    MemoryFolder,
    PeriodText,
    Personal,
    ProfileName,
    Quiet,
    Reader,
    Strict,
    ToFolder,
    Verbose,
    Without,
)
from grip.commands.voice import console, print_json, progress, say_line
from grip.errand import Errand
from grip.reports.charts.press import Press
from grip.reports.files.folder import require_writable

_APART = "from grip.apart import make_ready; make_ready()"


def report_command(
    data: Data = None,
    profile: ProfileName = None,
    period: PeriodText = None,
    extraction: Extraction = None,
    out: ToFolder = None,
    audience: AudienceName = None,
    reader: Reader = None,
    without: Without = None,
    personal: Personal = None,
    strict: Strict = False,
    rehearsal: Annotated[
        bool, typer.Option("--proef", help="Schrijf niets, zeg wat er zou komen.")
    ] = False,
    memory: MemoryFolder = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Maak de maandrapportage: rapport.xlsx, grafieken, indicatoren.csv en manifest.json.

    Alles komt in een map rapport-PERIODE. Dezelfde invoer geeft precies dezelfde bestanden; met
    andere invoer blijft de vorige map bewaard.

    Voorbeelden:
    grip rapport --data map-met-exports --profiel uithoorn
    grip rapport --periode 2020 --publiek openbaar --uit jaarverslag
    """
    asked = Asked(
        data, profile, period, extraction, out, audience, reader, strict, memory, personal=personal
    ).filled()
    left_out = asked.left_out(without or ())
    say = progress(quiet or as_json)
    out_folder = Path(asked.out or "uitvoer")
    if rehearsal:
        from grip import pipeline

        source = asked.open(say, verbose)
        files = pipeline.rehearse(source, asked.public(), asked.reader, say, left_out)
        _rehearsed(f"rapport-{source.period.slug}", files, as_json=as_json)
        return
    require_writable(out_folder)
    # Each loads what it takes in a process of its own, while this one loads and counts.
    with Press() as press, Errand(_APART) if asked.inside else nullcontext() as errand:
        from grip import pipeline

        source = asked.open(say, verbose)
        made = pipeline.report(
            source, out_folder, asked.public(), asked.reader, say, press, errand,
            asked.memory_folder(), left_out,
        )  # fmt: skip
    if as_json:
        print_json(
            {
                "schema": "grip/rapport/1",
                "map": made.path.as_posix(),
                "run": made.run,
                "periode": source.period.slug,
                "bestanden": list(made.files),
                "bevindingen": made.findings.height,
            }
        )
        return
    from grip.reports.terminal.results import print_summary

    screen = console()
    print_summary(made.document, screen)
    say_line(screen, "")
    say_line(screen, f"Geschreven: {made.path.as_posix()} ({len(made.files)} bestanden)")
    say_line(screen, f"Begin met:  {(made.path / 'rapport.xlsx').as_posix()}")
    if made.findings.height:
        from grip.reports.terminal.findings import print_skipped, tally

        said = tally(made.findings.get_column("ernst").to_list()).rstrip(".")
        say_line(screen, f"Let op:     {said}; bekijk ze met grip controleer")
        print_skipped(made.findings, screen)


def _rehearsed(name: str, files: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "grip/proef/1", "map": name, "bestanden": files})
        return
    typer.echo(f"Proef: er is niets geschreven. In {name} zouden komen:")
    for file in files:
        typer.echo(f"  {file}")

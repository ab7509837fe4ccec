"""The entrance: parse, one call into the pipeline, show. Mistakes are spoken here, once."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional

import typer
from typer.main import get_command

from grip import __version__
from grip.appendix import appendix_command
from grip.errors import GripError, InternalError, OutputError, UsageError
from grip.instruments import instruments_command
from grip.intake import check_command, couple_command
from grip.options import Asked, choice
from grip.outlook import forecast_command
from grip.parameters import (
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
    Text,
    ToFile,
    ToFolder,
    Verbose,
    Without,
)
from grip.reports.charts.press import Press
from grip.reports.files.folder import require_writable
from grip.usage import START, DutchCommand, DutchGroup, translated
from grip.voice import console, crashed, print_json, progress, say_line, speak

if TYPE_CHECKING:
    pass


_STOPPED = 130

app = typer.Typer(
    cls=DutchGroup,
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--versie", help="Toon de versie.")] = False,
) -> None:
    """Say what grip is to who types nothing more."""
    if version:
        typer.echo(f"grip {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(START, nl=False)


@app.command("rapport", cls=DutchCommand)
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
    with Press() as press:  # warms up in a process of its own, while this one loads and counts
        from grip import pipeline

        source = asked.open(say, verbose)
        made = pipeline.report(
            source, out_folder, asked.public(), asked.reader, say, press, asked.memory_folder(),
            left_out,
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
        from grip.reports.terminal.findings import tally

        said = tally(made.findings.get_column("ernst").to_list()).rstrip(".")
        say_line(screen, f"Let op:     {said}; bekijk ze met grip controleer")


@app.command("indicatoren", cls=DutchCommand)
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
    from grip.reports.files.folder import writing
    from grip.reports.files.tabular import results_json, write_results

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
    if out:
        with writing(Path(out)):
            write_results(results, Path(out))
        say_line(console(stderr=True), f"Geschreven: {out} ({results.frame.height} regels)")
    if as_json:
        typer.echo(results_json(results), nl=False)
    elif not out:
        from grip.reports.terminal.results import print_results

        print_results(results, console(), source.profile.profile)


@app.command("doelen", cls=DutchCommand)
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
    from grip.reports.files.folder import writing
    from grip.reports.files.targets import targets_json, write_targets

    asked = Asked(
        data, profile, period, extraction, out, audience, reader, strict, personal=personal
    ).filled()
    source = asked.open(progress(quiet or as_json), verbose)
    targets = pipeline.targets(source, asked.public(), asked.reader)
    if out:
        with writing(Path(out)):
            write_targets(targets, Path(out))
        say_line(console(stderr=True), f"Geschreven: {out} ({targets.frame.height} regels)")
    if as_json:
        typer.echo(targets_json(targets), nl=False)
    elif not out:
        from grip.reports.terminal.targets import print_targets

        print_targets(targets, console())


app.command("instrumenten", cls=DutchCommand)(instruments_command)


@app.command("benchmark", cls=DutchCommand)
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
    from grip.reports.files.folder import writing

    asked = Asked(data, profile, period, extraction, out, audience, None, strict).filled()
    if out:
        require_writable(Path(out))
    source = asked.open(progress(quiet or as_json), verbose)
    made, crossings = side_by_side(
        source.caseload, source.period.end, source.extraction, asked.public()
    )
    if out:
        with writing(Path(out)):
            write_benchmark(made, Path(out), crossings)
        say_line(console(stderr=True), f"Geschreven: {out} ({made.frame.height} regels)")
    if as_json:
        typer.echo(benchmark_json(made, crossings), nl=False)
    elif not out:
        from grip.reports.terminal.benchmark import print_benchmark

        print_benchmark(made, console(), crossings, verbose=verbose)


app.command("prognose", cls=DutchCommand)(forecast_command)


app.command("controleer", cls=DutchCommand)(check_command)


@app.command("definities", cls=DutchCommand)
def definitions_command(
    id: Annotated[
        Text, typer.Argument(metavar="[ID]", help="Eén cijfer; zonder ID komt de hele lijst.")
    ] = None,
    profile: ProfileName = None,
    as_json: Json = False,
) -> None:
    """Zeg wat elk cijfer precies telt: definitie, eenheid, teller, noemer en waar u op let.

    Voorbeelden:
    grip definities
    grip definities instroom_pct
    """
    from grip.indicators.catalogue import defaults, find
    from grip.reports.terminal.lists import print_card, print_cards

    asked = Asked(profile=profile).filled()
    choices = asked.load_profile().profile
    cards = [find(choices, id).card] if id else [i.card for i in defaults(choices)]
    if as_json:
        rows = [dict(vars(card)) for card in cards]
        print_json({"schema": "grip/definities/1", "definities": rows})
    elif id:
        print_card(cards[0], find(choices, id).dimensions, console())
    else:
        print_cards(cards, console())


@app.command("leg-uit", cls=DutchCommand)
def explain_command(
    code: Annotated[
        Text,
        typer.Argument(
            metavar="[CODE]", help="Een code uit een melding; zonder code komt de hele lijst."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Leg een code uit een melding uit: wat er is, waarom het telt en wat u kunt doen.

    Voorbeelden:
    grip leg-uit
    grip leg-uit UIT-OVERLAP
    """
    from grip.codebook import codebook, find_code
    from grip.reports.terminal.codes import print_code, print_codes

    entries = [find_code(code)] if code is not None else list(codebook())
    if as_json:
        rows = [entry.as_dict() for entry in entries]
        print_json({"schema": "grip/codes/1", "codes": rows})
    elif code is not None:
        print_code(entries[0], console())
    else:
        print_codes(entries, console())


@app.command("voorbeeld", cls=DutchCommand)
def example_command(
    folder: Annotated[str, typer.Argument(metavar="MAP", help="Nieuwe map voor het voorbeeld.")],
    profile: ProfileName = None,
    quiet: Quiet = False,
) -> None:
    """Schrijf een complete voorbeeldgemeente: exports en grip.toml, klaar voor grip rapport.

    Alle personen zijn verzonnen; de totalen van Uithoorn zijn die uit de gepubliceerde nota, de
    omvang van Dalfsen is die uit het uitvoeringsplan.

    Voorbeelden:
    grip voorbeeld mijn-voorbeeld
    grip voorbeeld mijn-voorbeeld --profiel dalfsen
    """
    from grip.example import example_names, write_example

    known = example_names()
    name = choice(profile or "uithoorn", known, "--profiel")
    write_example(Path(folder), str(name))
    if not quiet:
        screen = console(stderr=True)
        say_line(screen, f"Geschreven: voorbeeldgemeente {name} in {folder}")
        say_line(screen, f"Ga verder met: cd {folder} en dan grip rapport")


app.command("bijlage", cls=DutchCommand)(appendix_command)
app.command("koppel", cls=DutchCommand)(couple_command)


def _rehearsed(name: str, files: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "grip/proef/1", "map": name, "bestanden": files})
        return
    typer.echo(f"Proef: er is niets geschreven. In {name} zouden komen:")
    for file in files:
        typer.echo(f"  {file}")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run grip and end with the exit code that belongs to what happened."""
    # The matrices of grip are small; threads that wait for each other make them slower.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # redirected output on Windows is cp1252
            stream.reconfigure(errors="replace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        args = list(arguments) if arguments is not None else None
        code = get_command(app).main(args, prog_name="grip", standalone_mode=False)
        sys.stdout.flush()
        if code == _STOPPED:  # Typer catches Ctrl-C and returns this
            raise KeyboardInterrupt
    except GripError as error:
        speak(error)
        return error.exit_code
    except typer.TyperException as error:
        speak(translated(error))
        return UsageError.exit_code
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("Afgebroken; er is niets gewijzigd.", err=True)
        return _STOPPED
    except BrokenPipeError:
        sys.stderr.close()
        return OutputError.exit_code
    except Exception as error:  # the one place where everything else ends
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:  # stdout is a full disk
            speak(OutputError("UIT-SCHRIJVEN", reden="schijf vol"))
            return OutputError.exit_code
        speak(crashed(error))
        return InternalError.exit_code
    return 0

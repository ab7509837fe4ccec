"""The command that makes the products of the planning and control cycle, always for the public."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grip.commands.options import Asked, choice, read_period
from grip.commands.parameters import (
    Data,
    Extraction,
    Json,
    PeriodText,
    ProfileName,
    Quiet,
    Strict,
    Text,
    ToFolder,
    Verbose,
)
from grip.commands.voice import console, print_json, progress, say_line
from grip.errors import UsageError
from grip.reports.files.folder import require_writable

_NAMES = ("begroting", "berap", "halfjaar", "jaarstukken", "evaluatie")


def appendix_command(
    product: Annotated[
        Text,
        typer.Option("--product", metavar="STUK", help=f"Welk stuk: {', '.join(_NAMES)} (berap)."),
    ] = None,
    template: Annotated[
        Text,
        typer.Option("--sjabloon", metavar="BESTAND", help="Word-bestand met uw huisstijl."),
    ] = None,
    data: Data = None,
    profile: ProfileName = None,
    period: PeriodText = None,
    extraction: Extraction = None,
    out: ToFolder = None,
    strict: Strict = False,
    rehearsal: Annotated[
        bool, typer.Option("--proef", help="Schrijf niets, zeg wat er zou komen.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Maak de bijlage voor een stuk van de planning- en controlcyclus, in Word en in Excel.

    De bijlage is altijd openbaar: kleine aantallen staan er niet in. Teksten komen uit het profiel
    en uit de tabel duiding; wat er niet is, wordt niet bedacht maar staat achterin als open plaats.

    Een begroting gaat over het jaar van --periode en laat de twee jaren ervoor zien. De andere
    stukken gaan over de periode zelf; standaard de laatste die voorbij is.

    Voorbeelden:
    grip bijlage --product begroting --periode 2022
    grip bijlage --product berap --periode 2021-08
    grip bijlage --product jaarstukken --periode 2021
    """
    name = str(choice(product or "berap", _NAMES, "--product"))
    asked = Asked(data, profile, period, extraction, out, None, None, strict).filled()
    layout = _template(template)
    out_folder = Path(asked.out or "uitvoer")
    require_writable(out_folder)
    say = progress(quiet or as_json)
    source = asked.open(say, verbose)
    from grip import cycle

    made = cycle.make(source, name, read_period(asked.period) if asked.period else None)
    files = cycle.FILES
    if rehearsal:
        typer.echo(f"Proef: er is niets geschreven. In {made.folder} zouden komen:")
        for file in files:
            typer.echo(f"  {file}")
        return
    say("Opmaken")
    path = cycle.write(made, out_folder, layout)
    blanks = made.blanks
    if as_json:
        print_json(
            {
                "schema": "grip/bijlage/1",
                "product": name,
                "map": path.as_posix(),
                "run": made.manifest["run"],
                "periode": made.period.slug,
                "bestanden": list(files),
                "open_plaatsen": blanks,
            }
        )
        return
    screen = console()
    say_line(screen, f"Geschreven: {path.as_posix()} ({len(files)} bestanden)")
    say_line(screen, f"Begin met:  {(path / 'bijlage.docx').as_posix()}")
    if blanks:
        where = "achterin het stuk staat welke"
        say_line(screen, f"Let op:     {blanks} plaatsen zijn nog in te vullen; {where}")


def _template(name: str | None) -> Path | None:
    if name is None:
        return None
    path = Path(name)
    if not path.is_file():
        raise UsageError("CLI-SJABLOON", where=path.name, reden="er is geen bestand met deze naam")
    return path

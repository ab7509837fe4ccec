"""The commands that look at exports: what is wrong in them, and what an unknown one holds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from grip.commands.options import Asked
from grip.commands.parameters import (
    AudienceName,
    Data,
    Extraction,
    Json,
    MemoryFolder,
    Personal,
    ProfileName,
    Quiet,
    Strict,
    Text,
    Verbose,
)
from grip.commands.voice import console, marked, print_json, progress, say_line
from grip.errors import GripError, OutputError, StrictError, UsageError
from grip.reports.files.folder import require_writable

if TYPE_CHECKING:
    from grip.pipeline import Source


def check_command(
    data: Data = None,
    profile: ProfileName = None,
    extraction: Extraction = None,
    out: Annotated[
        Text,
        typer.Option(
            "--uit",
            metavar="BESTAND",
            help="Schrijf de bevindingen als .csv, of met de registratie erbij als .xlsx.",
        ),
    ] = None,
    lists: Annotated[
        Text,
        typer.Option(
            "--werklijst",
            metavar="MAP",
            help="Schrijf een werklijst per team en consulent in deze map; wat er al staat, wordt "
            "onthouden.",
        ),
    ] = None,
    memory: MemoryFolder = None,
    audience: AudienceName = None,
    personal: Personal = None,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Laat zien wat er aan de gegevens mankeert, hoe er wordt geregistreerd en wat dat betekent.

    Elke gelezen rij is geladen, geweigerd of apart gezet; de aantallen tellen op. De regels kijken
    binnen een rij, tussen rijen, tussen tabellen en over de tijd; grip leg-uit legt ze uit. Met
    --streng is elke bevinding een fout, behalve wat ter info is.

    Met --werklijst komt er een werkmap voor het weekoverleg: per team en consulent wat er te doen
    is. De volgende keer weet grip wat nieuw is, wat nog openstaat, wat is opgelost en waarvan u
    hebt ingevuld dat het bekend en akkoord is.

    Voorbeelden:
    grip controleer --data map-met-exports
    grip controleer --data map-met-exports --uit bevindingen.xlsx
    grip controleer --werklijst werklijsten
    """
    from grip.config import is_sample
    from grip.findings import faults_in, findings_frame
    from grip.reports.files.findings import (
        refuse_other_suffix,
        registration_rows,
        write_findings,
    )
    from grip.reports.files.folder import writing
    from grip.results import Audience

    if out:
        refuse_other_suffix(out)
    for place in filter(None, (out, lists)):
        require_writable(Path(place))
    asked = Asked(
        data, profile, None, extraction, None, audience, None, strict, memory, personal=personal,
        written=(out, lists),
    ).filled()  # fmt: skip
    if lists and asked.public() is Audience.PUBLIC:
        raise UsageError("CLI-INTERN", where="--werklijst", wat="Een werklijst")
    found, counts, refusal, source = _checked(asked, progress(quiet or as_json))
    frame = findings_frame(found)
    kept = None
    if source is not None:
        from grip import pipeline

        kept = pipeline.discipline(source)
    if out:
        with writing(Path(out)):
            write_findings(frame, Path(out), kept, Path(asked.data or "."))
    if lists and source is not None and kept is not None:
        folder, items = pipeline.worklist(source, Path(lists), kept, asked.memory_folder())
        states = [str(item.state) for item in items]
        said = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
        beside = console(stderr=True)
        say_line(beside, f"Werklijst: {(folder / 'werklijst.xlsx').as_posix()} ({said})")
    if as_json:
        print_json(
            {
                "schema": "grip/bevindingen/1",
                "rijen": [count.as_dict() for count in counts],
                "bevindingen": frame.to_dicts(),
                "registratie": registration_rows(kept) if kept is not None else {},
            }
        )
    else:
        from grip.reports.terminal.findings import print_findings
        from grip.reports.terminal.lists import print_counts
        from grip.reports.terminal.registration import print_registration

        screen = marked(internal=asked.inside, sample=is_sample(Path(asked.data or ".")))
        print_counts(counts, screen)
        if kept is not None:
            print_registration(kept, screen, verbose=verbose)
        print_findings(frame, screen, limit=10 if verbose else 3)
    if refusal:
        raise refusal
    faults = faults_in(found)
    if asked.strict and faults:
        raise StrictError("STRENG", aantal=faults)


def couple_command(
    files: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="[BESTAND]",
            help="Exports, of een map met exports; zonder BESTAND de map van grip.toml.",
        ),
    ] = None,
    yes: Annotated[
        bool,
        typer.Option("--ja", help="Neem alles over wat zeker of waarschijnlijk is, zonder vragen."),
    ] = False,
    out: Annotated[
        Text,
        typer.Option("--uit", metavar="BESTAND", help="Waar het bronprofiel komt (bron.toml)."),
    ] = None,
    profile: ProfileName = None,
    personal: Personal = None,
    as_json: Json = False,
) -> None:
    """Maak een bronprofiel voor een onbekende export: welk blad, welke kop, welke code is wat.

    grip kijkt naar de koppen en naar de inhoud, en zegt van elk voorstel hoe zeker het is. U
    bevestigt per blad, of neemt met --ja alles over wat niet onzeker is. Wat niet te plaatsen is,
    staat erbij en komt als opmerking in het bronprofiel. Zonder antwoord wordt er niets geschreven.

    Voorbeelden:
    grip koppel onbekende-exports
    grip koppel onbekende-exports --ja --uit gws.toml
    """
    from grip.matching.couple import accept, couple, draft, rows_of
    from grip.reports.files.folder import write_whole, writing

    target = Path(out or "bron.toml")
    if target.suffix.lower() != ".toml":
        wrong = OutputError("UIT-SOORT", where=str(target))
        wrong.advice = "Gebruik .toml."
        raise wrong
    require_writable(target)
    asked = Asked(profile=profile, personal=personal, written=(out,)).filled()
    coupling = couple(
        map(Path, files or [asked.data or "."]),
        asked.load_profile().profile,
        asked.personal_data(),
    )
    if as_json:
        print_json({"schema": "grip/koppel/1", "bladen": rows_of(coupling)})
    else:
        from grip.reports.terminal.matching import print_proposals

        print_proposals(rows_of(coupling), console())
    screen = console(stderr=True)
    if not yes and not sys.stdin.isatty():
        say_line(screen, "Niets geschreven: neem het voorstel over met --ja.")
        return
    accepted = accept(coupling, None if yes else _agreed)
    if not accepted:
        say_line(screen, "Niets geschreven: er is geen blad overgenomen.")
        return
    if target.exists() and not yes and not _agreed(f"{target} bestaat al. Vervangen?"):
        say_line(screen, "Niets geschreven.")
        return
    with writing(target):
        write_whole(target, draft(target.stem, accepted, coupling).encode())
    say_line(screen, f"Geschreven: {target} ({len(accepted)} van {len(coupling.sheets)} bladen)")
    say_line(screen, f'Ga verder met: zet bron = "{target.as_posix()}" in grip.toml, en dan grip '
             "controleer")  # fmt: skip


def _agreed(question: str) -> bool:
    """Ask on the terminal; anything but yes is no."""
    typer.echo(f"{question} [j/n] ", err=True, nl=False)
    return sys.stdin.readline().strip().casefold() in ("j", "ja")


def _checked(
    asked: Asked, say: Callable[[str], None]
) -> tuple[Any, Any, GripError | None, Source | None]:
    """Return findings and row counts, also when so much was refused that the run must stop."""
    from grip.ingest.load import EmptyTableError, RefusedShareError

    try:
        source = asked.open(say, verbose=False) if not asked.strict else replace(
            asked, strict=False
        ).open(say, verbose=False)  # fmt: skip
    except (EmptyTableError, RefusedShareError) as refusal:
        return refusal.findings, refusal.counts, refusal, None
    return source.findings, source.loaded.counts, None, source

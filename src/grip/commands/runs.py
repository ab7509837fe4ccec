"""`grip historie` and `grip verschil`: earlier runs, and why a number changed between two."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Optional

import typer

from grip.commands.options import Asked
from grip.commands.parameters import Json, MemoryFolder, Personal, Quiet, Text
from grip.commands.voice import console, deliver, progress, say_line
from grip.errors import UsageError
from grip.reports.files.folder import require_writable

ToPlace = Annotated[
    Text,
    typer.Option(
        "--uit",
        metavar="PAD",
        help="De map met runs (uitvoer), of een bestand .csv, .json, .parquet of .xlsx om naar te "
        "schrijven.",
    ),
]
Longer = Annotated[bool, typer.Option("--uitgebreid", help="Toon meer op het scherm.")]


def history_command(
    folder: Annotated[
        Text,
        typer.Argument(metavar="[MAP]", help="De map met runs; zonder MAP die van --uit."),
    ] = None,
    out: ToPlace = None,
    memory: MemoryFolder = None,
    as_json: Json = False,
    verbose: Longer = False,
) -> None:
    """Laat zien welke runs er zijn, wat er anders is dan in de vorige, en wat hun prognoses deden.

    Van elke run: periode, export, publiek, profiel, versie, nummer, en of alle bestanden er nog
    zijn zoals grip ze schreef. Van elke prognose die in een rapport stond: wat er verwacht werd,
    wat er kwam, en of dat binnen de marge lag.

    Voorbeelden:
    grip historie
    grip historie uitvoer --uit historie.csv
    """
    from grip.reports.files.runs import history_json, write_history
    from grip.reports.terminal.runs import print_history
    from grip.runs.past import history_in

    places, file = _places(out, folder, memory)
    if file:
        require_writable(Path(file))
    history = history_in(places)
    deliver(
        history.frame.height,
        file,
        as_json=as_json,
        write=lambda path: _tell(write_history(history, path)),
        text=lambda: history_json(history),
        show=lambda screen: print_history(history, screen, whole=verbose),
        internal=history.internal,
        sample=history.sample,
    )


def difference_command(
    before: Annotated[
        Text,
        typer.Argument(
            metavar="[RUN_A]",
            help="De oude run: een map, of een run uit grip historie. Zonder: wat opnieuw is "
            "gemaakt en de versie ervoor.",
        ),
    ] = None,
    after: Annotated[Text, typer.Argument(metavar="[RUN_B]", help="De nieuwe run.")] = None,
    ids: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this at run time
        typer.Argument(
            metavar="[ID]", help="Welke cijfers, ook naar groepen. Zonder ID: alle cijfers."
        ),
    ] = None,
    data_before: Annotated[
        Text,
        typer.Option("--data-a", metavar="MAP", help="Waar de exports van RUN_A nog staan."),
    ] = None,
    data_after: Annotated[
        Text,
        typer.Option("--data-b", metavar="MAP", help="Waar de exports van RUN_B nog staan."),
    ] = None,
    out: ToPlace = None,
    personal: Personal = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Longer = False,
) -> None:
    """Zeg waarom een cijfer anders is dan in een eerdere run: exports, instellingen of versie.

    Zijn de exports van beide runs er nog, dan rekent grip na wat elke wijziging deed: vervallen,
    nieuwe en gewijzigde rijen, per tabel en kolom. De delen tellen op tot het verschil. Een rij
    wordt genoemd met bestand en nummer, nooit met wat erin staat.

    Van twee openbare rapporten komen alleen verschillen die niets over weinig personen zeggen.

    Voorbeelden:
    grip verschil
    grip verschil rapport-2021-12.v1 rapport-2021-12 --data-a map-met-exports
    grip verschil rapport-2021-12.v1 rapport-2021-12 stand_eind --uit verschil.csv
    """
    from grip.reports.files.runs import difference_json, write_difference
    from grip.reports.terminal.difference import print_difference
    from grip.runs.compare import DataOf, compare
    from grip.runs.shelf import find_run, last_two

    places, file = _places(out, None, None)
    if file:
        require_writable(Path(file))
    asked = Asked(personal=personal, written=(file,)).filled()
    if before is not None and after is None:
        raise UsageError("CLI-GEBRUIK", melding="Er ontbreekt iets: RUN_B.")
    named = [find_run(name, places) for name in (before, after) if name is not None]
    runs = named or last_two(places)
    said = [Path(one) if one else None for one in (data_before, data_after)]
    data = DataOf(said[0], said[1], Path(asked.data or "."), asked.personal_data())
    made = compare(runs[0], runs[1], ids or (), data, progress(quiet or as_json))
    deliver(
        made.figures.changed.height,
        file,
        as_json=as_json,
        write=lambda path: _tell(write_difference(made, path)),
        text=lambda: difference_json(made),
        show=lambda screen: print_difference(made, screen, whole=verbose),
        internal=made.internal,
        sample=made.sample,
    )


def _tell(written: Sequence[Path]) -> None:
    """Say which files came beside the one that was asked for."""
    if beside := written[1:]:
        names = ", ".join(path.name for path in beside)
        say_line(console(stderr=True), f"Ernaast: {names}")


def _places(
    out: str | None, folder: str | None, memory: str | None
) -> tuple[list[Path], str | None]:
    """Return the folders in which runs lie, and the file to write to, where one was named."""
    from grip.reports.files.tabular import SUFFIXES

    file = out if out and Path(out).suffix.lower() in SUFFIXES else None
    asked = Asked(out=None if file else out, memory=memory).filled()
    said = folder or (None if file else out)
    place = Path(said or asked.out or "uitvoer")
    kept = asked.memory_folder()
    # What was named must be there; that nothing has run yet is no mistake.
    found = [place] if said or os.path.isdir(place) else []
    return found + ([kept] if kept is not None and os.path.isdir(kept) else []), file

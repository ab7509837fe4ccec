"""The command on instruments: who gets what, what happened after, and how sure that is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from grip.commands.options import Asked, choice
from grip.commands.parameters import (
    AudienceName,
    Data,
    Extraction,
    Json,
    PeriodText,
    ProfileName,
    Quiet,
    Strict,
    ToFile,
    Verbose,
)
from grip.commands.voice import deliver, progress
from grip.reports.files.folder import require_writable


def instruments_command(
    ids: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this at run time
        typer.Argument(
            metavar="[ID]",
            help="Welke instrumenten, bijvoorbeeld scholing. Zonder ID: een overzicht van alle.",
        ),
    ] = None,
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
    """Laat zien wie welk instrument krijgt, wat er daarna gebeurt, en hoe zeker dat is.

    Elk cijfer heeft een niveau: 0 wie krijgt wat, 1 wat er na de start gebeurde, 2 hetzelfde
    vergeleken met wie op de starters lijkt en toen niet begon, 3 een opzet van het beleid zelf uit
    het profiel, zoals een pilot. Zijn er te weinig starters, dan zegt grip dat, met het kleinste
    verschil dat dit bestand had kunnen laten zien. Alleen intern.

    Voorbeelden:
    grip instrumenten
    grip instrumenten scholing jobcoach --periode 2021
    grip instrumenten --uit instrumenten.csv
    """
    from grip import pipeline
    from grip.reports.files.effects import effects_json, ending_of, write_effects
    from grip.reports.terminal.effects import print_effects

    asked = Asked(data, profile, period, extraction, out, audience, None, strict).filled()
    if out:
        require_writable(Path(out))
        ending_of(Path(out))
    known = tuple(asked.load_profile().profile.instrument)
    for id in ids or []:
        choice(id, known, "ID")
    source = asked.open(progress(quiet or as_json), verbose)
    effects = pipeline.effects(source, ids or (), asked.public())
    deliver(
        effects.frame.height,
        out,
        as_json=as_json,
        write=lambda path: write_effects(effects, path),
        text=lambda: effects_json(effects),
        show=lambda screen: print_effects(effects, screen, whole=bool(ids)),
        internal=asked.inside,
        sample=source.sample,
    )

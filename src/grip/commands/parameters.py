"""The options that commands share, each with its help, in one place."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

Text = Optional[str]  # noqa: UP045 - typer reads this at run time
Data = Annotated[Text, typer.Option("--data", metavar="MAP", help="Map of werkmap met de exports.")]
ProfileName = Annotated[
    Text,
    typer.Option("--profiel", metavar="NAAM", help="Naam van een profiel, of een bestand .toml."),
]
PeriodText = Annotated[
    Text,
    typer.Option(
        "--periode",
        metavar="PERIODE",
        help="2020, 2020-H2, 2020-Q4, 2020-12 of 2020-01-01..2020-08-31. Standaard de laatste "
        "volle maand voor de extractie.",
    ),
]
Extraction = Annotated[
    Text,
    typer.Option(
        "--extractiedatum",
        metavar="DATUM",
        help="Dag waarop de export is gemaakt (jjjj-mm-dd). Standaard de laatste "
        "administratieve datum in de gegevens.",
    ),
]
AudienceName = Annotated[
    Text, typer.Option("--publiek", metavar="SOORT", help="intern (standaard) of openbaar.")
]
Reader = Annotated[
    Text,
    typer.Option("--voor", metavar="LEZER", help="Alleen wat raad, college, management of "
                 "uitvoering leest."),
]  # fmt: skip
Personal = Annotated[
    Text,
    typer.Option(
        "--persoonsgegevens",
        metavar="HOE",
        help="Kolommen met een BSN, naam, adres en dergelijke: weglaten of pseudoniem. Standaard "
        "weigert grip het bestand.",
    ),
]
ToFolder = Annotated[
    Text, typer.Option("--uit", metavar="MAP", help="Map voor de uitvoer (uitvoer).")
]
ToFile = Annotated[
    Text,
    typer.Option("--uit", metavar="BESTAND", help="Schrijf naar .csv, .json, .parquet, .xlsx."),
]
MemoryFolder = Annotated[
    Text,
    typer.Option(
        "--geheugen",
        metavar="MAP",
        help="Map met eerdere werklijsten, als die niet in de map voor de uitvoer staan.",
    ),
]
Without = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--zonder",
        metavar="DEEL",
        help="Laat een deel weg: benchmark, instrumenten of prognose; mag vaker.",
    ),
]
Strict = Annotated[bool, typer.Option("--streng", help="Waarschuwingen gelden als fout (code 4).")]
Json = Annotated[bool, typer.Option("--json", help="Uitkomst als json op stdout.")]
Quiet = Annotated[bool, typer.Option("--stil", help="Geen voortgang.")]
Verbose = Annotated[bool, typer.Option("--uitgebreid", help="Meer voortgang: rijen per tabel.")]

"""`grip definities`, `grip leg-uit` and `grip voorbeeld`: what needs no data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grip.commands.options import Asked, choice
from grip.commands.parameters import (
    Json,
    ProfileName,
    Quiet,
    Text,
)
from grip.commands.voice import console, print_json, say_line


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

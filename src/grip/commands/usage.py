"""Typer in Dutch: help pages, and what is said when the command line is wrong.

Typer's own texts are English and cannot be translated since it left click. Help is therefore
written here, from the declared parameters, and its few usage errors are mapped by their kind.
"""

from __future__ import annotations

import re
import textwrap
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from grip.errors import UsageError, suggestion

_WIDTH = 80

START = """\
grip: van de export van het cliëntsysteem naar grip op re-integratie.
Begin met een voorbeeld (verzonnen personen, gepubliceerde totalen):
  grip voorbeeld mijn-voorbeeld
  cd mijn-voorbeeld
  grip rapport
Met uw eigen exports (csv, Excel of parquet; een bestand of blad per tabel):
  grip rapport --data map-met-exports --profiel uithoorn
Opdrachten (meer over een opdracht: grip rapport --help):
  voorbeeld     schrijf een complete voorbeeldgemeente in een map
  koppel        maak een bronprofiel voor een onbekende export
  controleer    wat er aan de gegevens en de registratie mankeert; werklijst
  rapport       maak de maandrapportage: Excel, grafieken en cijfers
  indicatoren   bereken cijfers, naar groepen, als tabel of bestand
  doelen        wat er van de doelen uit het beleidsplan terechtkwam
  benchmark     eigen cijfers naast die van anderen, en waarom zij verschillen
  bijlage       begroting, berap, jaarstukken of evaluatie in Word en Excel
  prognose      wat er komt: bestand en stromen, of een eigen maandreeks
  instrumenten  wie wat krijgt, wat erna gebeurt en hoe zeker dat is
  verschil      waarom een cijfer anders is dan in een eerdere run
  historie      welke runs er zijn, en wat hun prognoses waard waren
  definities    wat elk cijfer precies telt
  leg-uit       wat een code uit een melding betekent
  taak          de regel waarmee grip elke maand zelf draait
  zelftest      of hier alles in orde is
"""


class DutchCommand(TyperCommand):
    """A command whose help page is in Dutch."""

    def get_help(self, ctx: Any) -> str:
        return _page(self, ctx)


class DutchGroup(TyperGroup):
    """The group of commands; its help page is the page for who starts."""

    def get_help(self, ctx: Any) -> str:
        return START


def translated(error: typer.TyperException) -> UsageError:
    """Return what Typer complains about as one of our own errors."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    name = getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        known = [o for p in context.command.params for o in p.opts] if context else []
        return _usage(f"De optie {name} bestaat niet.{suggestion(name, known)}", context)
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        missing = getattr(parameter, "metavar", None) or getattr(parameter, "name", "?")
        return _usage(f"Er ontbreekt iets: {missing}.", context)
    if kind == "BadOptionUsage":
        needs = "requires" in str(getattr(error, "message", ""))
        words = "heeft een waarde nodig" if needs else "heeft geen waarde"
        return _usage(f"De optie {name} {words}.", context)
    if found := re.match(r"No such command '([^']*)'", str(getattr(error, "message", ""))):
        known = list(getattr(getattr(context, "command", None), "commands", {}))
        text = f"De opdracht '{found[1]}' bestaat niet.{suggestion(found[1], known)}"
        return _usage(text, context)
    if "unexpected extra" in str(getattr(error, "message", "")):
        return _usage("Er staat meer op de regel dan deze opdracht aanneemt.", context)
    return _usage("De opdracht is niet te begrijpen.", context)


def _usage(text: str, context: Any) -> UsageError:
    path = getattr(context, "command_path", "grip")
    error = UsageError("CLI-GEBRUIK", melding=text)
    error.advice = f"Bekijk de mogelijkheden met: {path} --help"
    return error


def _page(command: TyperCommand, ctx: Any) -> str:
    """Return the help page of one command: what it does, how to call it, options, examples."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.get_params(ctx) if p.param_type_name == "option"]
    call = " ".join([ctx.command_path, *(_metavar(a) for a in arguments), "[OPTIES]"])
    about, _, examples = (command.help or "").partition("Voorbeelden:")
    lines = [f"Gebruik: {call}", "", *_wrapped(about.strip()), ""]
    if arguments:
        lines += ["Wat u opgeeft:", ""]
        lines += [line for a in arguments for line in _entry(_metavar(a), getattr(a, "help", ""))]
        lines.append("")
    lines += ["Opties:", ""]
    for option in options:
        lines += _entry(_option_name(option), _option_help(option))
    if examples:
        lines += ["", "Voorbeelden:", "", *(f"  {line.strip()}" for line in
                                            examples.strip().splitlines())]  # fmt: skip
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    return [
        line
        for part in text.split("\n\n")
        for line in textwrap.wrap(" ".join(part.split()), _WIDTH)
    ]


def _metavar(parameter: Any) -> str:
    name = parameter.metavar or parameter.name.upper()
    return f"{name}..." if parameter.nargs == -1 else name


def _option_name(option: Any) -> str:
    value = "" if getattr(option, "is_flag", False) or option.name == "help" else option.metavar
    names = ", ".join(sorted(option.opts, key=len))  # Typer keeps them in a set, without order
    return " ".join(filter(None, (names, value)))


def _option_help(option: Any) -> str:
    return "Deze uitleg." if option.name == "help" else option.help or ""


def _entry(name: str, text: str) -> list[str]:
    """Return a name with its explanation beside it, or below it where the name is long."""
    indent = 26
    body = textwrap.wrap(text, _WIDTH - indent) or [""]
    if len(name) + 3 > indent:
        return [f"  {name}", *(" " * indent + line for line in body)]
    return [f"  {name}".ljust(indent) + body[0], *(" " * indent + line for line in body[1:])]

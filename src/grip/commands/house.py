"""`grip zelftest` and `grip taak`: is everything in order here, and how it runs by itself."""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer

from grip.commands.options import Asked, choice
from grip.commands.parameters import Data, Json, ProfileName, Text, ToFolder
from grip.commands.voice import console, print_json, say_line
from grip.errors import GripError, UsageError

_SYSTEMS = ("windows", "cron")
# What grip does by itself: these ask nothing and need no second look.
_ALONE = ("rapport", "bijlage", "controleer", "indicatoren", "doelen", "instrumenten", "benchmark",
          "prognose")  # fmt: skip


def check_up_command(
    data: Data = None,
    profile: ProfileName = None,
    out: ToFolder = None,
    as_json: Json = False,
) -> None:
    """Kijk of alles in orde is: programma, instellingen, mappen, en een proef op de som.

    De proef telt het meegeleverde voorbeeld na tegen de cijfers die de gemeente Uithoorn
    publiceerde. Wat niet in orde is, staat er met wat u kunt doen.

    Voorbeelden:
    grip zelftest
    grip zelftest --profiel uithoorn --json
    """
    from grip.reports.terminal.checks import print_check
    from grip.selftest import checks, worst

    asked, wrong = Asked(data, profile, out=out), None
    try:
        asked = asked.filled()
    except GripError as error:
        wrong = error
    screen = console()
    found = []
    for check in checks(
        Path(), asked.profile or "standaard", Path(asked.data or "."), Path(asked.out or "uitvoer"),
        screen.encoding, wrong,
    ):  # fmt: skip
        found.append(check)
        if not as_json:
            print_check(check.what, check.level, check.found, check.advice, screen)
    if as_json:
        print_json({"schema": "grip/zelftest/1", "proeven": [check.as_dict() for check in found]})
    if code := worst(found):
        raise typer.Exit(code)


def task_command(
    ctx: typer.Context,
    command: Annotated[
        str,
        typer.Argument(metavar="[OPDRACHT]", help="Wat grip dan doet (rapport), met opties."),
    ] = "rapport",
    day: Annotated[int, typer.Option("--dag", metavar="DAG", help="Dag van de maand (5).")] = 5,
    time: Annotated[
        str, typer.Option("--tijd", metavar="UU:MM", help="Tijdstip (07:00).")
    ] = "07:00",
    system: Annotated[
        Text,
        typer.Option("--soort", metavar="SOORT", help="windows of cron; standaard wat hier past."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Geef de regel waarmee Taakplanner (Windows) of cron een opdracht elke maand zelf doet.

    grip plant zelf niets: u plakt de regel. De taak werkt in de map waar u nu staat, met de
    grip.toml en de exports die daar dan zijn, en schrijft in grip-taak.log wat anders op het scherm
    kwam en hoe het afliep.

    Voorbeelden:
    grip taak
    grip taak "bijlage --product berap" --dag 10 --tijd 06:30 --soort cron
    """
    from grip.schedule import LAST_DAY, LOG, Task, cron_line, windows_arguments, windows_line

    if not 1 <= day <= LAST_DAY or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", time):
        wrong = "--tijd" if 1 <= day <= LAST_DAY else "--dag"
        raise UsageError("CLI-TAAK", optie=wrong, laatste=LAST_DAY)
    words = _checked(ctx, command)
    kind = choice(system, _SYSTEMS, "--soort") or ("windows" if sys.platform == "win32" else "cron")
    task = Task(words, Path().resolve(), day, time)
    line = cron_line(task) if kind == "cron" else windows_line(task)
    if as_json:
        print_json(
            {"schema": "grip/taak/1", "soort": kind, "regel": line, "programma": task.program,
             "argumenten": windows_arguments(task), "map": str(task.folder), "logboek": LOG}
        )  # fmt: skip
        return
    aside = console(stderr=True)
    where = "crontab -e" if kind == "cron" else "de Opdrachtprompt"
    say_line(aside, f"Elke maand op dag {day} om {time}, in {task.folder}.")
    if line is None:
        say_line(aside, "Het pad is te lang of heeft tekens die de Opdrachtprompt zelf gebruikt.")
    else:
        say_line(aside, f"Plak dit in {where}:")
        typer.echo(line)
    if kind == "windows":
        say_line(aside, "Of vul in bij Taakplanner, Taak maken, Acties, Een programma starten:")
        say_line(aside, f"  Programma:  {task.program}")
        say_line(aside, f"  Parameters: {windows_arguments(task)}")
    say_line(aside, f"Hoe het afliep staat daarna in {task.folder / LOG}; code 0 is goed.")
    if not (task.folder / "grip.toml").is_file():
        say_line(aside, "Let op: hier staat geen grip.toml, dus gelden de standaardwaarden.")


def _checked(ctx: typer.Context, command: str) -> tuple[str, ...]:
    """Return the words of a command, after trying whether grip would take them."""
    reader = shlex.shlex(command, posix=True, punctuation_chars=False)
    reader.whitespace_split, reader.escape, reader.commenters = True, "", ""
    try:
        words = tuple(reader)
    except ValueError:
        raise UsageError("CLI-GEBRUIK", melding="Er staat een aanhalingsteken te veel.") from None
    name = str(choice(words[0] if words else "", _ALONE, "OPDRACHT"))
    root: Any = ctx.find_root()
    tried = root.command.commands[name].make_context(name, list(words[1:]), parent=root)
    known = {field.name for field in fields(Asked)}
    Asked(**{name: told for name, told in tried.params.items() if name in known}).filled()
    return words if tried.params["quiet"] else (*words, "--stil")

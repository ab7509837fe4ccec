"""How grip speaks to who runs it: progress and mistakes on stderr, results on stdout."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from grip.errors import GripError, InternalError

if TYPE_CHECKING:
    from rich.console import Console


def progress(quiet: bool) -> Callable[[str], None]:
    """Return a function that says on stderr how far the run is, or says nothing."""

    def say(text: str) -> None:
        if not quiet:
            typer.echo(text if text.startswith(" ") else f"{text} ...", err=True)

    return say


def console(*, stderr: bool = False) -> Console:
    """Return the screen to print tables on."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=False)


def marked(*, internal: bool, sample: bool) -> Console:
    """Return the screen, with what every result on it must say first: the one place for it."""
    from grip.reports.document import CONFIDENTIAL, SAMPLE

    screen = console()
    if marks := [CONFIDENTIAL] * internal + [SAMPLE] * sample:
        screen.print(" | ".join(marks), style="bold", markup=False)
    return screen


def say_line(screen: Console, text: str) -> None:
    """Print one line as it is, however long."""
    screen.print(text, markup=False, soft_wrap=True)


def print_json(content: Any) -> None:
    """Print what a machine will read, on stdout."""
    from grip.reports.files.tabular import as_json

    typer.echo(as_json(content), nl=False)


def deliver(
    rows: int, out: str | None, *, as_json: bool,
    write: Callable[[Path], None], text: Callable[[], str], show: Callable[[Console], None],
    internal: bool, sample: bool,
) -> None:  # fmt: skip
    """Write a result of so many rows to the file that was asked for, else show it.

    With --json a machine reads it on stdout as well, or instead of the screen.
    """
    if out:
        from grip.reports.files.folder import writing

        with writing(Path(out)):
            write(Path(out))
        say_line(console(stderr=True), f"Geschreven: {out} ({rows} regels)")
    if as_json:
        typer.echo(text(), nl=False)
    elif not out:
        show(marked(internal=internal, sample=sample))


def speak(error: GripError) -> None:
    """Say on stderr what is wrong, where, and how to go on."""
    lines = [f"Fout {error.code}: {error.title}"]
    if error.where:
        lines.append(f"  Waar:     {error.where}")
    for line in (*lines, f"  Oplossen: {error.advice}"):
        # Names of files, sheets and columns are not ours: no control characters on a terminal.
        typer.echo("".join(c if c.isprintable() else " " for c in line), err=True)


def crashed(error: BaseException) -> InternalError:
    """Return that grip itself failed: the kind of fault and our own lines, and no content."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "grip" in Path(f.filename).parts]
    where = ", ".join(f"{Path(f.filename).name} regel {f.lineno}" for f in own[-3:])
    return InternalError("GRIP-INTERN", where=where, soort=type(error).__name__)

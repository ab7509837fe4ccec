"""The entrance: the list of commands. Mistakes are spoken here, once."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from grip import __version__
from grip.commands.appendix import appendix_command
from grip.commands.figures import benchmark_command, indicators_command, targets_command
from grip.commands.forecast import forecast_command
from grip.commands.house import check_up_command, task_command
from grip.commands.instruments import instruments_command
from grip.commands.intake import check_command, couple_command
from grip.commands.lists import definitions_command, example_command, explain_command
from grip.commands.logbook import Logbook
from grip.commands.parameters import Text
from grip.commands.report import report_command
from grip.commands.runs import difference_command, history_command
from grip.commands.usage import START, DutchCommand, DutchGroup, translated
from grip.commands.voice import crashed, speak
from grip.errors import GripError, InternalError, OutputError, UsageError

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
    folder: Annotated[
        Text, typer.Option("--werkmap", help="Doe alsof u in deze map staat.")
    ] = None,
    log: Annotated[
        Text, typer.Option("--logboek", help="Schrijf achteraan in dit bestand, niet op scherm.")
    ] = None,
) -> None:
    """Say what grip is to who types nothing more; a command that runs by itself says where."""
    if folder is not None:
        try:
            os.chdir(folder)
        except (OSError, ValueError):
            raise UsageError("CLI-WERKMAP", where=folder) from None
    if log is not None:
        ctx.ensure_object(Logbook).keep(Path(log))
    if version:
        typer.echo(f"grip {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(START, nl=False)


COMMANDS: dict[str, Callable[..., None]] = {
    "rapport": report_command,
    "indicatoren": indicators_command,
    "doelen": targets_command,
    "instrumenten": instruments_command,
    "benchmark": benchmark_command,
    "prognose": forecast_command,
    "controleer": check_command,
    "definities": definitions_command,
    "leg-uit": explain_command,
    "voorbeeld": example_command,
    "bijlage": appendix_command,
    "koppel": couple_command,
    "zelftest": check_up_command,
    "taak": task_command,
    "historie": history_command,
    "verschil": difference_command,
}
for _name, _command in COMMANDS.items():
    app.command(_name, cls=DutchCommand)(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run grip and end with the exit code that belongs to what happened."""
    # The matrices of grip are small; threads that wait for each other make them slower.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A run makes few circles; to look for them costs more than to leave a million be.
    gc.set_threshold(1_000_000)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # redirected output on Windows is cp1252
            stream.reconfigure(errors="replace")
    code = _run(arguments)
    if arguments is None:  # nothing comes after it in this process
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> NoReturn:
    """End at once: to take a million objects apart, one by one, takes a twentieth of a run."""
    with contextlib.suppress(OSError, ValueError):  # a pipe that nobody reads any more, closed
        _flush()
    os._exit(code)


def _flush() -> None:
    if sys.stdout is not None:  # a scheduler may give none
        sys.stdout.flush()


def _run(arguments: Sequence[str] | None) -> int:
    log = Logbook()
    try:
        code = _done(arguments, log)
        log.end(code)
    except OSError:
        log.close()
        speak(OutputError("UIT-SCHRIJVEN", reden="het logboek is niet te schrijven"))
        return OutputError.exit_code
    return code


def _done(arguments: Sequence[str] | None, log: Logbook) -> int:
    try:
        args = list(arguments) if arguments is not None else None
        code = get_command(app).main(args, prog_name="grip", standalone_mode=False, obj=log)
        _flush()
        if code == _STOPPED:  # Typer catches Ctrl-C and returns this
            raise KeyboardInterrupt
        return code or 0
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

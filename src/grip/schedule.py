"""A command that runs by itself every month: the line for cron or for Windows' Task Scheduler."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LOG = "grip-taak.log"
LAST_DAY = 28  # every month has it
LONGEST = 261  # characters that schtasks takes for what is to run
_UNSAFE = frozenset('&|<>^%!"')  # the command prompt would act upon them


@dataclass(frozen=True)
class Task:
    """A command of grip (`words`) in a folder, on a day of every month at a time (`uu:mm`)."""

    words: tuple[str, ...]
    folder: Path
    day: int
    time: str

    @property
    def name(self) -> str:
        """Return what the task is called."""
        return f"grip {self.words[0]}"

    @property
    def program(self) -> str:
        """Return the Python that grip stands in; a task knows no PATH to look it up on."""
        return sys.executable

    @property
    def arguments(self) -> tuple[str, ...]:
        """Return what the program is told; a task of its own starts in some other folder."""
        return ("-P", "-m", "grip", "--werkmap", str(self.folder), "--logboek", LOG, *self.words)


def cron_line(task: Task) -> str:
    """Return the line for `crontab -e`."""
    hour, minute = (int(part) for part in task.time.split(":"))
    command = shlex.join([task.program, *task.arguments])
    # To cron a bare % is the end of the command.
    return f"{minute} {hour} {task.day} * * {command.replace('%', chr(92) + '%')}"


def windows_arguments(task: Task) -> str:
    """Return the arguments as the Task Scheduler wants them in its field."""
    return subprocess.list2cmdline(task.arguments)


def windows_line(task: Task) -> str | None:
    """Return the line for the command prompt, or None where the prompt cannot take it."""
    action = subprocess.list2cmdline([task.program, *task.arguments])
    if len(action) > LONGEST or _UNSAFE.intersection("".join([task.program, *task.arguments])):
        return None
    return subprocess.list2cmdline(
        ["schtasks", "/Create", "/TN", task.name, "/SC", "MONTHLY", "/D", str(task.day),
         "/ST", task.time, "/TR", action]
    )  # fmt: skip

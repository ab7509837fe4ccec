"""The log of runs that nobody watches: what would be on the screen, when, and how it ended."""

from __future__ import annotations

import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout, suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO


class Logbook:
    """Takes over what is printed, from when a file is named until the end of the command."""

    def __init__(self) -> None:
        self._until = ExitStack()
        self._file: TextIO | None = None

    def keep(self, path: Path) -> None:
        """Print from now on at the end of this file, and on no screen.

        Raises:
            OutputError: the file cannot be written.
        """
        from grip.reports.files.folder import writing

        with writing(path):
            self._file = self._until.enter_context(path.open("a", encoding="utf-8"))
            self._file.write(f"{_now()} grip {' '.join(sys.argv[1:])}\n")
            self._file.flush()
        self._until.enter_context(redirect_stdout(self._file))
        self._until.enter_context(redirect_stderr(self._file))

    def end(self, code: int) -> None:
        """Note the exit code of the command, and print where it was printed before.

        Raises:
            OSError: the file cannot be written any more.
        """
        with self._until:
            if self._file is not None:
                self._file.write(f"{_now()} klaar, code {code}\n")

    def close(self) -> None:
        """Print where it was printed before, whatever becomes of the file."""
        with suppress(OSError):
            self._until.close()


def _now() -> str:
    return datetime.now().isoformat(" ", "minutes")

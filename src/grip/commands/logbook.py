"""The log of runs that nobody watches: what would be on the screen, when, and how it ended."""

from __future__ import annotations

import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO


class Logbook:
    """Takes over what is printed, once a file is named; use as a context around the command."""

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
        self._until.enter_context(redirect_stdout(self._file))
        self._until.enter_context(redirect_stderr(self._file))

    def end(self, code: int) -> None:
        """Note the exit code of the command."""
        if self._file is not None:
            self._file.write(f"{_now()} klaar, code {code}\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._until.close()


def _now() -> str:
    return datetime.now().isoformat(" ", "minutes")

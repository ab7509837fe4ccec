"""An errand: one job done by a process of its own, while the first one goes on.

Python works on one core; a report has more to do than one core can in a few seconds.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

Job = Callable[[], Any]


class Errand:
    """Has one job done elsewhere; use as a context, from before the job is known.

    Where no process can be had, or it fails, the job is done here after all: slower, with the
    same outcome. A fault in the job itself so comes to light here, as it always did.
    """

    def __init__(self, ready: str = "") -> None:
        """`ready` is what Python does there first, to have loaded what the job takes."""
        self._ready = ready
        self._process: subprocess.Popen[bytes] | None = None
        self._here: Job = _nothing
        self._handed = False

    def __enter__(self) -> Self:
        if self._process is None:  # else it is under way already, since before the loading
            with contextlib.suppress(OSError):
                self._process = _worker(self._ready)
        return self

    def begin(self, job: Job, here: Job | None = None) -> None:
        """Hand the job over; `here` is how it would be done in this process, if not likewise."""
        self._here = here or job
        try:
            if self._process is not None and self._process.stdin is not None:
                with self._process.stdin as way:
                    pickle.dump(job, way)
                self._handed = True
        except OSError:
            self._stop()

    def finish(self) -> Any:
        """Wait for the job and return what came of it."""
        if self._handed and self._process is not None and self._process.stdout is not None:
            with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
                return pickle.load(self._process.stdout)
        return self._here()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._process is not None:
            with contextlib.suppress(OSError), self._process as process:
                process.terminate()
            self._process = None


def _nothing() -> None:
    """Do nothing: no job was handed over."""


def _worker(ready: str) -> subprocess.Popen[bytes]:
    # -P: no module is taken from the folder that the user happens to work in.
    return subprocess.Popen(
        [sys.executable or "", "-P", "-c",
         f"from grip.errand import prepare, serve; prepare()\n{ready}\nserve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def prepare() -> None:
    """Make this process one that runs errands: it lives for one job and may be stopped."""
    gc.disable()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # takes the forks along


def serve() -> None:
    """Do the job that comes over stdin, if one comes, and give the outcome over stdout."""
    with contextlib.suppress(EOFError):
        job = pickle.load(sys.stdin.buffer)
        outcome = job()
        with sys.stdout.buffer as way:
            pickle.dump(outcome, way)
        os._exit(0)  # who waits has it; what was loaded need not be taken apart

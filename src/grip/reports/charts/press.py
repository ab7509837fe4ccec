"""The press: a process that loads matplotlib and draws, while the first one reads and counts.

Loading matplotlib and drawing take about as long as all the rest of a run, so on two cores they go
side by side. Where no other process can be had, or it fails, the charts are drawn here after all:
slower, the same bytes.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grip.reports.document import Figure, Series, Shape

_SERVE = "from grip.reports.charts.press import serve; serve()"


class Press:
    """Draws figures in a process of its own; use as a context, from before the counting."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._job: tuple[tuple[Figure, ...], Path] = ((), Path())

    def __enter__(self) -> Self:
        if self._process is None:  # else it is open already, since before the loading
            with contextlib.suppress(OSError):
                self._process = _worker()
        return self

    def start(self, figures: Sequence[Figure], folder: Path) -> None:
        """Begin to draw; `finish` waits for it."""
        self._job = tuple(figures), folder
        try:
            if self._process is not None:
                _hand_over(self._process, figures, folder)
        except OSError:
            self._stop()

    def finish(self) -> None:
        """Wait until every chart is drawn."""
        if self._process is None or self._process.wait():
            from grip.reports.charts.draw import write_charts

            write_charts(*self._job)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(OSError):
                self._process.communicate()
            self._process = None


def _worker() -> subprocess.Popen[bytes]:
    # -P: no module is taken from the folder that the user happens to work in.
    return subprocess.Popen(
        [sys.executable or "", "-P", "-c", _SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _hand_over(process: subprocess.Popen[bytes], figures: Sequence[Figure], folder: Path) -> None:
    task = {"map": str(folder.resolve()), "figuren": [asdict(figure) for figure in figures]}
    if process.stdin is not None:
        process.stdin.write(json.dumps(task).encode())
        process.stdin.close()


def serve() -> None:
    """Load what drawing needs and draw one chart to nowhere; then draw what stdin asks for."""
    gc.disable()  # it lives for a few drawings only
    from multiprocessing import get_all_start_methods, get_context

    from grip.reports.charts.draw import warm_up

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # takes the forks along
    warm_up()
    fork = get_context("fork") if "fork" in get_all_start_methods() else None
    text = sys.stdin.buffer.read()
    if text:
        task = json.loads(text)
        _draw([_figure(content) for content in task["figuren"]], Path(task["map"]), fork)


def _draw(figures: Sequence[Figure], folder: Path, fork: Any) -> None:
    """Draw, dealt out over the cores: a fork has all that is loaded, so that it starts at once."""
    from grip.reports.charts.draw import write_charts

    cores = (os.cpu_count() or 1) if fork else 1
    shares = [figures[number::cores] for number in range(cores)]
    hands = [
        fork.Process(target=write_charts, args=(share, folder), daemon=True) for share in shares[1:]
    ]
    for hand in hands:
        hand.start()
    write_charts(shares[0], folder)
    for hand in hands:
        hand.join()
    if any(hand.exitcode for hand in hands):
        sys.exit(1)


def _figure(content: dict[str, Any]) -> Figure:
    series = tuple(Series(**{**s, "values": tuple(s["values"])}) for s in content["series"])
    return Figure(**{
        **content, "shape": Shape(content["shape"]), "labels": tuple(content["labels"]),
        "series": series,
    })  # fmt: skip

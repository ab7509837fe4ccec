"""The press: processes that load matplotlib and draw, while the first one reads and counts.

Loading matplotlib and drawing take about as long as all the rest of a run, so on two cores they go
side by side. Where no other process can be had, or one fails, the charts are drawn here after all:
slower, the same bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grip.reports.document import Figure, Series, Shape

_WORKERS = max(1, min(3, (os.cpu_count() or 2) - 1))  # one core stays with the counting
_SERVE = "from grip.reports.press import serve; serve()"


class Press:
    """Draws figures in processes of its own; use as a context, from before the counting."""

    def __init__(self) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        self._job: tuple[tuple[Figure, ...], Path] = ((), Path())

    def __enter__(self) -> Self:
        if not self._processes:  # else it is open already, since before the loading
            try:
                self._processes = [_worker() for _ in range(_WORKERS)]
            except OSError:
                self._stop()
        return self

    def start(self, figures: Sequence[Figure], folder: Path) -> None:
        """Begin to draw, the figures dealt out over the processes; `finish` waits for them."""
        self._job = tuple(figures), folder
        try:
            for number, process in enumerate(self._processes):
                _hand_over(process, figures[number :: len(self._processes)], folder)
        except OSError:
            self._stop()

    def finish(self) -> None:
        """Wait until every chart is drawn."""
        codes = [process.wait() for process in self._processes]
        if not codes or any(codes):
            from grip.reports.charts import write_charts

            write_charts(*self._job)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        for process in self._processes:
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()
        self._processes = []


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
    from grip.reports.charts import warm_up, write_charts

    warm_up()
    text = sys.stdin.buffer.read()
    if text:
        task = json.loads(text)
        write_charts([_figure(content) for content in task["figuren"]], Path(task["map"]))


def _figure(content: dict[str, Any]) -> Figure:
    series = tuple(Series(**{**s, "values": tuple(s["values"])}) for s in content["series"])
    return Figure(**{
        **content, "shape": Shape(content["shape"]), "labels": tuple(content["labels"]),
        "series": series,
    })  # fmt: skip

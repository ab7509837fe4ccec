"""The press: a second process that loads matplotlib and draws, while the first reads and counts.

Loading matplotlib and drawing take about as long as all the rest of a run, so on two cores they go
side by side. Where no second process can be had, or it fails, the charts are drawn here after all:
slower, the same bytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grip.reports.document import Figure, Series, Shape

_SERVE = "from grip.reports.press import serve; serve()"


class Press:
    """Draws figures in a process of its own; use as a context, from before the counting."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._job: tuple[tuple[Figure, ...], Path] = ((), Path())

    def __enter__(self) -> Self:
        if self._process is not None:  # already open, since before the loading
            return self
        try:
            # -P: no module is taken from the folder that the user happens to work in.
            self._process = subprocess.Popen(
                [sys.executable or "", "-P", "-c", _SERVE],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            self._process = None
        return self

    def start(self, figures: Sequence[Figure], folder: Path) -> None:
        """Begin to draw; `finish` waits for the result."""
        self._job = tuple(figures), folder
        if self._process is not None and self._process.stdin is not None:
            task = {"map": str(folder.resolve()), "figuren": [asdict(figure) for figure in figures]}
            try:
                self._process.stdin.write(json.dumps(task).encode())
                self._process.stdin.close()
            except OSError:
                self._stop()

    def finish(self) -> None:
        """Wait until every chart is drawn."""
        if self._process is not None and self._process.wait() == 0:
            return
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
        if self._process is None:
            return
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._process = None


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

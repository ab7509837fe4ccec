"""The press: an errand that loads matplotlib and draws, while the first process goes on.

Loading matplotlib and drawing take about as long as half of the rest of a run. Where no other
process can be had, or it fails, the charts are drawn here after all: slower, the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from signal import SIG_DFL, SIGTERM, signal

from grip.errand import Errand
from grip.reports.document import Figure

_READY = "from grip.reports.charts.draw import warm_up; warm_up()"


class Press(Errand):
    """Draws figures in a process of its own; use as a context, from before the counting."""

    def __init__(self) -> None:
        super().__init__(_READY)

    def start(self, figures: Sequence[Figure], folder: Path) -> None:
        """Begin to draw; `finish` waits for it."""
        whole = folder.resolve()
        self.begin(partial(_deal_out, figures, whole), partial(_draw, figures, whole))


def _draw(figures: Sequence[Figure], folder: Path) -> None:
    from grip.reports.charts.draw import write_charts

    write_charts(figures, folder)


def _deal_out(figures: Sequence[Figure], folder: Path) -> None:
    """Draw, dealt out over the cores: a fork has all that is loaded, so that it starts at once."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    if "fork" not in get_all_start_methods():
        _draw(figures, folder)
        return
    # Where one is killed, this pool says so (`multiprocessing.Pool` would wait for ever). A fork
    # that waits for a lock may not see a signal that Python handles: it is to die of it instead.
    with ProcessPoolExecutor(
        mp_context=get_context("fork"), initializer=signal, initargs=(SIGTERM, SIG_DFL)
    ) as hands:
        list(hands.map(partial(_draw, folder=folder), [(figure,) for figure in figures]))

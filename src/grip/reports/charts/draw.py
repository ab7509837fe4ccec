"""Charts as files: every figure of a document as svg and png.

No pyplot and no global state: the settings hold while the charts are drawn and are put back
after it. The same document gives the same bytes.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grip.reports.document import Figure, Series, Shape

if TYPE_CHECKING:
    from grip.reports.charts.frame import Frame

_SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "text.parse_math": False,
    "svg.hashsalt": "grip",
    "axes.formatter.use_locale": False,
    "hatch.linewidth": 1.0,
}
_NO_DATA = "Er zijn geen gegevens om te tekenen."
_ALL_HIDDEN = "Geen van deze cijfers kan getoond worden."


def write_charts(figures: Sequence[Figure], folder: Path) -> list[Path]:
    """Write `<id>.svg` and `<id>.png` of every figure in `folder` and return their paths."""
    if not figures:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with house_settings():
        for figure in figures:
            written += _write(figure, folder / file_stem(figure))
    return written


def write_chart(figure: Figure, path: Path) -> None:
    """Write one figure to a file, as `.svg` or `.png` by its ending."""
    from grip.reports.files.folder import write_whole

    with house_settings(), tempfile.TemporaryDirectory() as folder:
        made = {one.suffix: one for one in _write(figure, Path(folder) / "grafiek")}
        write_whole(path, made[path.suffix.lower()].read_bytes())


def file_stem(figure: Figure) -> str:
    """Return the name of the files of a figure, without ending."""
    return re.sub(r"\W+", "_", figure.id)


def warm_up() -> None:
    """Draw a small chart to nowhere, so that fonts and backends are ready for the real ones."""
    series = (Series("a", "a", (1.0, 2.0)), Series("b", "b", (2.0, 1.0), line=True))
    sample = Figure("a", Shape.FLOW, "A", "a", ("jan 2020", "feb 2020"), series, "a", "a")
    with house_settings(), tempfile.TemporaryDirectory() as folder:
        _write(sample, Path(folder) / "a")


@contextmanager
def house_settings() -> Iterator[None]:
    """Let matplotlib draw by the settings of the house, whatever the user's own are."""
    _find_a_place_for_the_font_cache()
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)  # type: ignore[arg-type]
        yield


def _find_a_place_for_the_font_cache() -> None:
    """Give matplotlib a folder that it may write, where the user's own is closed to it."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~").expanduser())
    if "MPLCONFIGDIR" not in os.environ and not os.access(home, os.W_OK):
        os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="grip-matplotlib-")


def _write(figure: Figure, stem: Path) -> list[Path]:
    from grip.reports.charts.canvas import write_png, write_svg

    drawing = draw(figure).drawing
    svg, png = stem.with_suffix(".svg"), stem.with_suffix(".png")
    about = {"Title": figure.title, "Description": figure.alt}
    write_svg(drawing, svg, {**about, "Date": None, "Creator": "grip", "Language": "nl"})
    _describe(svg, figure)
    write_png(drawing, png, about)
    return [svg, png]


def draw(figure: Figure) -> Frame:
    """Draw one figure, within `house_settings`, also when there is little or nothing to draw."""
    from grip.reports.charts.bars import bars_height, draw_bars
    from grip.reports.charts.bullets import bullets_height, draw_bullets
    from grip.reports.charts.frame import HEIGHT, Frame
    from grip.reports.charts.intervals import draw_intervals, intervals_height
    from grip.reports.charts.matrix import draw_matrix, matrix_height
    from grip.reports.charts.time import draw_times

    heights = {
        Shape.BARS: bars_height, Shape.BULLET: bullets_height, Shape.MATRIX: matrix_height,
        Shape.INTERVALS: intervals_height,
    }  # fmt: skip
    frame = Frame(figure, heights[figure.shape](figure) if figure.shape in heights else HEIGHT)
    frame.write_head()
    values = [value for series in figure.series for value in series.values]
    if not figure.labels or not values:
        frame.write_foot()
        frame.say_nothing(_NO_DATA)
    elif all(value is None for value in values):
        frame.write_foot()
        frame.say_nothing(_ALL_HIDDEN)
    else:
        ways = {
            Shape.BARS: draw_bars, Shape.BULLET: draw_bullets, Shape.MATRIX: draw_matrix,
            Shape.INTERVALS: draw_intervals,
        }  # fmt: skip
        ways.get(figure.shape, draw_times)(frame)
    return frame


def _describe(path: Path, figure: Figure) -> None:
    """Tell screen readers that the svg is an image, with its text alternative."""
    text = path.read_text(encoding="utf-8")
    text = text.replace("<svg ", '<svg role="img" lang="nl" ', 1)
    text = text.replace(
        "</title>", f"</title>\n <desc>{escape(_printable(figure.alt), quote=False)}</desc>", 1
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)

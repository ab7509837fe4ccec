"""Bullet bars: what was reached as a bar, and across it a mark for what should be.

The first series is the wide bar, a second one (the year before) a thin bar below it; the series
that is a line is the mark. Everything is told apart by size and form, so that it reads in grey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grip.reports import figure_style as style
from grip.reports.charts.axes import present
from grip.reports.charts.frame import HEIGHT, MARGIN, SMALL, WIDTH, Frame, number
from grip.reports.charts.time import fill
from grip.reports.document import Figure, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.56  # height of a target with the space around it
_WIDEST_LABEL = 2.9
_WIDE, _THIN, _BELOW = 0.4, 0.16, 0.38
_MARK = 0.25  # half the length of the mark
_PALE = "#8C8C8C"  # 3:1 on white


def bullets_height(figure: Figure) -> float:
    """Return the height of the drawing: many targets need more."""
    return max(HEIGHT, _ROW * len(figure.labels) + 2.0)


def draw_bullets(frame: Frame) -> None:
    """Draw a figure of shape BULLET."""
    figure, kind = frame.figure, style.kind_of(frame.figure)
    frame.write_foot()
    _write_legend(frame)
    values = present(figure.series)
    labels = [frame.over_lines(label, _WIDEST_LABEL) for label in figure.labels]
    left = MARGIN + max(frame.width_of(line) for label in labels for line in label) + 0.12
    axes = frame.axes(left, WIDTH - MARGIN, frame.bottom, frame.top)
    widest = max(frame.width_of(number(value, kind)) for value in values) + 0.2
    room = min(0.35, widest / (WIDTH - MARGIN - left))
    low, high = min(0.0, *values), max(0.0, *values)
    span = ((high - low) or 1.0) / (1 - room * (2 if low < 0 else 1))
    axes.set_xlim(low - (span * room if low < 0 else 0.0), high + span * room)
    axes.set_ylim(len(labels) - 0.35, -0.6)
    axes.set_yticks(range(len(labels)), ["\n".join(label) for label in labels])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=style.AXIS, linewidth=1.2, zorder=4)
    bars = [series for series in figure.series if not series.line]
    for at in range(len(labels)):
        _draw_row(frame, axes, bars, at)
    for series in figure.series:
        if series.line:
            _draw_marks(axes, series)


def _draw_row(frame: Frame, axes: Axes, bars: list[Series], at: int) -> None:
    """Draw the bar of one target with its number, and the thin one of the year before."""
    figure, kind = frame.figure, style.kind_of(frame.figure)
    hollow = at >= len(figure.labels) - style.late(figure)
    marks = present(Series("", "", (s.values[at],)) for s in figure.series if s.line)
    for place, series in enumerate(bars[:2]):
        value, middle = series.values[at], at + place * _BELOW
        if value is not None and place:
            axes.barh(middle, value, _THIN, zorder=2, facecolor=_PALE, edgecolor=_PALE)
        elif value is not None:
            axes.barh(middle, value, _WIDE, zorder=2, **fill(0, hollow=hollow))
        text = style.gap_mark(figure) if value is None else number(value, kind)
        end = value or 0.0
        reach = _in_values(frame, axes, frame.width_of(text) + 0.15)
        # A mark that would run through the number pushes it to its other side.
        end = max([end, *(mark for mark in marks if end <= mark <= end + reach)])
        axes.annotate(
            text, (end, middle), xytext=(-5 if end < 0 else 5, 0), va="center",
            textcoords="offset points", ha="right" if end < 0 else "left",
            fontsize=SMALL, annotation_clip=False,
            color=style.SOFT if value is None or place else style.TEXT,
        )  # fmt: skip


def _in_values(frame: Frame, axes: Axes, inches: float) -> float:
    """Return a width on paper as a difference of values."""
    low, high = axes.get_xlim()
    return inches / (axes.get_position().width * WIDTH) * (high - low)


def _draw_marks(axes: Axes, series: Series) -> None:
    for at, value in enumerate(series.values):
        if value is not None:
            for color, width in (("white", 7), (style.TEXT, 3)):  # seen on a dark bar too
                axes.plot(
                    [value, value], [at - _MARK, at + _MARK], color=color, linewidth=width,
                    solid_capstyle="butt", zorder=5,
                )  # fmt: skip


def _write_legend(frame: Frame) -> None:
    """Write which form is what, from left to right."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    x, y = MARGIN, frame.top
    bars = [series for series in frame.figure.series if not series.line]
    for series in frame.figure.series:
        text = frame.clip(series.name, WIDTH / 2)
        low = (y - 0.15) / frame.height
        if series.line:
            middle, top = (x + 0.13) / WIDTH, (y - 0.01) / frame.height
            mark = Line2D((middle, middle), (low, top), color=style.TEXT, linewidth=3)
            frame.drawing.add_artist(mark)
        elif series is bars[0]:
            box = Rectangle((x / WIDTH, low), 0.26 / WIDTH, 0.13 / frame.height, **fill(0))
            frame.drawing.add_artist(box)
        else:
            place = (x / WIDTH, low + 0.04 / frame.height)
            thin = {"facecolor": _PALE, "edgecolor": _PALE}
            frame.drawing.add_artist(
                Rectangle(place, 0.26 / WIDTH, 0.06 / frame.height, **thin)  # type: ignore[arg-type]
            )
        frame.write(x + 0.36, y - 0.085, text, SMALL, va="center")
        x += 0.36 + frame.width_of(text) + 0.3
    frame.top = y - 0.26

"""Horizontal bars: one per category, in the order of the figure, with the number at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grip.reports import figure_style as style
from grip.reports.charts.axes import present
from grip.reports.charts.frame import HEIGHT, MARGIN, SMALL, WIDTH, Frame, number
from grip.reports.charts.time import fill, write_legend
from grip.reports.document import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.34  # height of a bar with the space around it
_WIDEST_LABEL = 3.3


def bars_height(figure: Figure) -> float:
    """Return the height of the drawing: many bars need more."""
    return max(HEIGHT, _ROW * len(figure.labels) * (1 + 0.6 * (len(figure.series) - 1)) + 1.9)


def draw_bars(frame: Frame) -> None:
    """Draw a figure of shape BARS."""
    figure, kind = frame.figure, style.kind_of(frame.figure)
    frame.write_foot()
    if len(figure.series) > 1:
        entries = list(enumerate(figure.series))
        frame.top = write_legend(frame, frame.top, entries, bars=entries)
    values = present(figure.series)
    texts = [number(value, kind) for value in values] + [style.gap_mark(figure)]
    labels = [_label(frame, i) for i in range(len(figure.labels))]
    left = MARGIN + max(frame.width_of(line) for label in labels for line in label) + 0.12
    axes = frame.axes(left, WIDTH - MARGIN, frame.bottom, frame.top)
    reach = max(frame.width_of(text) for text in texts) + 0.15
    _set_axes(axes, labels, min(values, default=0.0), max(values, default=0.0),
              reach / (WIDTH - MARGIN - left))  # fmt: skip
    _draw(frame, axes)


def _label(frame: Frame, index: int) -> list[str]:
    """Return the name of a bar, over two lines where it is long."""
    late = index >= len(frame.figure.labels) - style.late(frame.figure)
    *first, last = frame.over_lines(frame.figure.labels[index], _WIDEST_LABEL)
    return [*first, f"{last} [v]" if late else last]


def _set_axes(axes: Axes, labels: list[list[str]], low: float, high: float, room: float) -> None:
    """Set the axes; `room` is the share of the width that a number at the end takes."""
    low, high, room = min(low, 0.0), max(high, 0.0), min(room, 0.35)
    ends = (room if low < 0 else 0.0, room if high > 0 or low == 0 else 0.0)
    span = ((high - low) or 1.0) / (1 - sum(ends))
    axes.set_xlim(low - span * ends[0], max(high, low + 1e-9) + span * ends[1])
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), ["\n".join(label) for label in labels])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=style.AXIS, linewidth=1.2, zorder=4)


def _draw(frame: Frame, axes: Axes) -> None:
    figure, kind = frame.figure, style.kind_of(frame.figure)
    from_late = len(figure.labels) - style.late(figure)
    height = 0.72 / max(1, len(figure.series))
    for index, series in enumerate(figure.series):
        shift = (index - (len(figure.series) - 1) / 2) * height
        for at, value in enumerate(series.values):
            if value is not None:
                axes.barh(
                    at + shift,
                    value,
                    height * 0.94,
                    zorder=2,
                    **fill(style.slot(figure, index), hollow=at >= from_late),
                )
            text = style.gap_mark(figure) if value is None else number(value, kind)
            left = value is not None and value < 0
            axes.annotate(
                text, (value or 0.0, at + shift), xytext=(-5 if left else 5, 0),
                textcoords="offset points", va="center", ha="right" if left else "left",
                fontsize=SMALL, annotation_clip=False,
                color=style.SOFT if value is None else style.TEXT,
            )  # fmt: skip

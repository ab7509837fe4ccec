"""Intervals: every estimate as a dot with the stretch in which it can lie, across the line of zero.

Three series: the estimate, its lower and its upper bound. The stretch is drawn heavier than the
dot, so that how sure it is meets the eye before the number does.
"""

from __future__ import annotations

from grip.reports import figure_style as style
from grip.reports.charts.axes import present
from grip.reports.charts.frame import HEIGHT, MARGIN, SMALL, WIDTH, Frame, number
from grip.reports.document import Figure

_ROW = 0.36
_WIDEST_LABEL = 2.9
_PALE = "#8C8C8C"  # 3:1 on white


def intervals_height(figure: Figure) -> float:
    """Return the height of the drawing: many lines need more."""
    return max(HEIGHT, _ROW * len(figure.labels) + 2.0)


def draw_intervals(frame: Frame) -> None:
    """Draw a figure of shape INTERVALS."""
    figure, kind = frame.figure, style.kind_of(frame.figure)
    frame.write_foot()
    middle, low, high = (series.values for series in figure.series[:3])
    labels = [_label(frame, at) for at in range(len(figure.labels))]
    left = MARGIN + max(frame.width_of(label) for label in labels) + 0.15
    values = [0.0, *present(figure.series)]
    texts = [style.gap_mark(figure) if value is None else number(value, kind) for value in middle]
    widest = max(map(frame.width_of, texts)) + 0.2
    axes = frame.axes(left, WIDTH - MARGIN - widest, frame.bottom, frame.top)
    span = (max(values) - min(values)) or 1.0
    axes.set_xlim(min(values) - 0.03 * span, max(values) + 0.03 * span)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=style.AXIS, linewidth=1.2, zorder=4)
    for at, (value, lower, upper) in enumerate(zip(middle, low, high, strict=True)):
        # Without an estimate no stretch either: its middle would tell what is kept back.
        if value is not None and lower is not None and upper is not None:
            axes.plot([lower, upper], [at, at], color=_PALE, linewidth=6, zorder=2,
                      solid_capstyle="butt")  # fmt: skip
        if value is not None:
            axes.plot([value], [at], "o", color=style.COLORS[0], markersize=6, zorder=5)
        axes.annotate(
            texts[at], (max(values) + 0.03 * span, at), xytext=(6, 0), va="center",
            textcoords="offset points", ha="left", fontsize=SMALL, annotation_clip=False,
            color=style.SOFT if value is None else style.TEXT,
        )  # fmt: skip


def _label(frame: Frame, at: int) -> str:
    late = at >= len(frame.figure.labels) - style.late(frame.figure)
    text = frame.clip(frame.figure.labels[at], _WIDEST_LABEL)
    return f"{text} [v]" if late else text

"""Scales and labels of a chart over time: ticks that are whole, labels that do not touch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grip.reports import figure_style as style
from grip.reports.charts.frame import MARGIN, SMALL, WIDTH, Frame, tick_texts
from grip.reports.document import Figure, Kind, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

_LONG = 10  # characters: a longer label is folded where there are few
LABEL_STEP = 0.19  # least distance between the labels at line ends


@dataclass(frozen=True)
class Scale:
    """The vertical axis: its ticks, the first and last of which are its ends."""

    ticks: tuple[float, ...]
    from_zero: bool

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]


def present(series: Iterable[Series]) -> list[float]:
    """Return the values that are there."""
    return [v for one in series for v in one.values if v is not None and math.isfinite(v)]


def scale(values: Sequence[float], kind: Kind, *, zero: bool, most: int = 6) -> Scale:
    """Return a scale for the values, from zero unless a line varies far from it."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if not zero and low > 0 and high - low < 0.4 * high:
        middle, reach = (low + high) / 2, max(high - low, 0.1 * high) * 0.6
        low, high = max(0.0, middle - reach), middle + reach
    else:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    step = _step(low, high, most, whole=kind is Kind.COUNT)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Scale(tuple(round(i * step, 10) for i in range(first, last + 1)), first <= 0)


def _step(low: float, high: float, most: int, *, whole: bool) -> float:
    """Return the smallest round step that needs at most `most` ticks."""
    exponent = math.floor(math.log10((high - low) / most))
    exponent = max(0, exponent) if whole else exponent
    steps = (
        part * 10.0**power for power in range(exponent, exponent + 3) for part in (1, 2, 2.5, 5)
    )
    for step in steps:
        ticks = math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9) + 1
        if ticks <= most and not (whole and step != int(step)):
            return step
    return high - low


def set_scale(frame: Frame, axes: Axes, chosen: Scale, kind: Kind) -> None:
    """Set the vertical axis with a light grid; a zero line that is not the bottom shows."""
    axes.set_ylim(chosen.low, chosen.high)
    axes.set_yticks(chosen.ticks, tick_texts(chosen.ticks, kind))
    axes.grid(axis="y", color=style.GRID, linewidth=0.8)
    if chosen.low < 0:
        axes.axhline(0, color=style.AXIS, linewidth=1)
        axes.spines["bottom"].set_visible(False)
    if not chosen.from_zero:
        _mark_cut(frame, axes)


def _mark_cut(frame: Frame, axes: Axes) -> None:
    """Draw a zigzag where the axis is cut off."""
    area = axes.get_position()
    wide, high = 0.05 / (area.width * WIDTH), 0.06 / (area.height * frame.height)
    x, y = [i * wide for i in range(5)], [0, high, -high, high, 0]
    axes.plot(
        x, y, transform=axes.transAxes, color=style.TEXT, linewidth=1.3, clip_on=False, zorder=5
    )


def tick_room(frame: Frame, chosen: Scale, kind: Kind) -> float:
    """Return the left edge that leaves room for the numbers of the vertical axis."""
    return MARGIN + max(frame.width_of(text) for text in tick_texts(chosen.ticks, kind)) + 0.1


def label_times(frame: Frame, axes: Axes, room: float) -> None:
    """Label the horizontal axis: at most nine labels that do not touch, the last one always."""
    labels = frame.figure.labels
    axes.set_xlim(-0.5, len(labels) - 0.5)
    slot = room / len(labels)
    most = 1 + _folds(frame.figure)
    texts = ["\n".join(frame.over_lines(label, slot if most > 1 else room / 2 - 0.1, most))
             for label in labels]  # fmt: skip
    widest = max(frame.width_of(line) for text in texts for line in text.split("\n"))
    widest += 0.15 if most == 1 else 0.03
    step = max(math.ceil(len(labels) / style.MOST_LABELS), math.ceil(widest / slot))
    chosen = range((len(labels) - 1) % step, len(labels), step)
    first_late = len(labels) - style.late(frame.figure)
    if chosen[0] == 0 and most == 1:  # the first label has only the margin to its left
        texts[0] = frame.clip(texts[0], 2 * (axes.get_position().x0 * WIDTH + slot / 2 - 0.1))
    axes.set_xticks(
        list(chosen), [f"{texts[i]}\n[v]" if i >= first_late else texts[i] for i in chosen]
    )


def _folds(figure: Figure) -> bool:
    """Tell whether a few long labels go over two lines, so that none has to be left out."""
    few = len(figure.labels) <= style.MOST_LABELS
    return few and any(len(label) > _LONG and " " in label for label in figure.labels)


def time_label_height(figure: Figure) -> float:
    """Return the room that the labels of the horizontal axis take."""
    return (0.44 if style.late(figure) else 0.27) + 0.05 + 0.17 * _folds(figure)


@dataclass
class EndLabel:
    """A label to the right of the last point of a line."""

    text: str
    color: str
    at: float
    point: tuple[float, float]


def spread(places: Sequence[float], low: float, high: float, step: float) -> list[float]:
    """Return the places moved as little as needed to stand `step` apart between two ends."""
    order = sorted(range(len(places)), key=lambda i: (places[i], i))
    made = list(places)
    floor = low
    for i in order:
        made[i] = floor = max(made[i], floor)
        floor += step
    ceiling = high
    for i in reversed(order):
        made[i] = ceiling = min(made[i], ceiling)
        ceiling -= step
    return made


def write_end_labels(
    frame: Frame, axes: Axes, labels: Sequence[EndLabel], edges: tuple[float, float, float]
) -> None:
    """Write the labels of lines at their ends, apart; `edges` are right, bottom and top."""
    right, bottom, top = edges
    low, high = axes.get_ylim()
    inches = [bottom + (one.at - low) / (high - low) * (top - bottom) for one in labels]
    placed = spread(inches, bottom + 0.08, top, LABEL_STEP)
    for one, wished, y in zip(labels, inches, placed, strict=True):
        if abs(wished - y) > 0.06:
            axes.annotate(
                "", xy=one.point, xytext=((right + 0.07) / WIDTH, y / frame.height),
                textcoords="figure fraction", annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": style.AXIS, "linewidth": 0.7},
            )  # fmt: skip
        frame.write(right + 0.1, y, one.text, SMALL, va="center", color=one.color, weight="bold")

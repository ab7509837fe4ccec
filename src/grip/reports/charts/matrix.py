"""A matrix: from the classes in the rows to the classes in the columns, numbers in the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grip.reports import figure_style as style
from grip.reports.charts.axes import present
from grip.reports.charts.frame import BODY, HEIGHT, MARGIN, SMALL, WIDTH, Frame, number
from grip.reports.document import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW, _HEADER, _LINE = 0.44, 0.62, 0.175
_WIDEST_LABEL = 2.4
_DIAGONAL = "Omlijnd: begin en eind zijn gelijk."
_DARK = (0x12, 0x43, 0x6D)


def matrix_height(figure: Figure) -> float:
    """Return the height of the drawing: many rows need more."""
    return max(HEIGHT, _ROW * len(figure.labels) + _HEADER + 1.7)


def draw_matrix(frame: Frame) -> None:
    """Draw a figure of shape MATRIX."""
    figure = frame.figure
    square = any(_same(figure, row, column) for row, column in _cells(figure))
    frame.write_foot(*([_DIAGONAL] if square else []))
    labels = [frame.clip(label, _WIDEST_LABEL, BODY) for label in figure.labels]
    left = _left(frame, labels)
    headers = _headers(frame, (WIDTH - MARGIN - left) / len(figure.series))
    if any(line.endswith("…") for lines in headers for line in lines) and _square(figure):
        labels = [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
        left = _left(frame, labels)
        headers = [[f"{number}."] for number in range(1, len(labels) + 1)]
    top = frame.top - 0.12 - _LINE * max(map(len, headers))
    bottom = max(frame.bottom, top - 0.62 * len(labels))
    axes = frame.axes(left, WIDTH - MARGIN, bottom, top)
    axes.set_xlim(-0.5, len(figure.series) - 0.5)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels, fontsize=BODY)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    _write_headers(frame, headers, left, top)
    _draw_cells(frame, axes)


def _left(frame: Frame, labels: list[str]) -> float:
    return MARGIN + max(frame.width_of(label, BODY) for label in labels) + 0.15


def _square(figure: Figure) -> bool:
    """Tell whether rows and columns are the same classes, so that numbers can stand for names."""
    return figure.labels == tuple(series.name for series in figure.series)


def _headers(frame: Frame, slot: float) -> list[list[str]]:
    """Return the headers of the columns, each over at most two lines."""
    return [
        [frame.clip(line, slot - 0.06) for line in _fold(frame, series.name, slot - 0.08)]
        for series in frame.figure.series
    ]


def _fold(frame: Frame, name: str, room: float) -> list[str]:
    lines = frame.fold(style.short(name), room, SMALL)
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]


def _write_headers(frame: Frame, headers: list[list[str]], left: float, top: float) -> None:
    slot = (WIDTH - MARGIN - left) / len(headers)
    for column, lines in enumerate(headers):
        for at, line in enumerate(reversed(lines)):
            x, y = left + (column + 0.5) * slot, top + 0.08 + at * _LINE
            frame.write(x, y, line, SMALL, ha="center", va="bottom")
    if left - MARGIN > 0.9:
        corner = {"ha": "right", "va": "bottom", "color": style.SOFT}
        frame.write(left - 0.15, top + 0.08, "van ↓  naar →", 9, **corner)


def _draw_cells(frame: Frame, axes: Axes) -> None:
    from matplotlib.patches import Rectangle

    figure, kind = frame.figure, style.kind_of(frame.figure)
    largest = max(map(abs, present(figure.series)), default=0.0) or 1.0
    for row, column in _cells(figure):
        value = figure.series[column].values[row]
        shade = 0.0 if value is None else min(1.0, abs(value) / largest) ** 0.75
        look: dict[str, Any] = {"facecolor": _tint(shade), "edgecolor": "white", "linewidth": 2.0}
        if value is None:
            look |= {"hatch": "////", "edgecolor": "#E3E3E3", "linewidth": 0.0}
        axes.add_patch(Rectangle((column - 0.49, row - 0.48), 0.98, 0.96, zorder=1, **look))
        if _same(figure, row, column):
            outline: dict[str, Any] = {"fill": False, "edgecolor": style.TEXT, "linewidth": 1.6}
            axes.add_patch(Rectangle((column - 0.47, row - 0.46), 0.94, 0.92, zorder=3, **outline))
        text = style.gap_mark(figure) if value is None else number(value, kind)
        ink = "white" if _dark(shade) else style.SOFT if value is None else style.TEXT
        axes.text(column, row, text, ha="center", va="center", fontsize=BODY, color=ink, zorder=4)


def _cells(figure: Figure) -> list[tuple[int, int]]:
    return [
        (row, column) for row in range(len(figure.labels)) for column in range(len(figure.series))
    ]


def _same(figure: Figure, row: int, column: int) -> bool:
    return figure.labels[row].casefold() == figure.series[column].name.casefold()


def _mix(share: float) -> list[int]:
    """Return red, green and blue between almost white and the accent colour."""
    light = (0xF2, 0xF5, 0xF9)
    return [round(a + (b - a) * share) for a, b in zip(light, _DARK, strict=True)]


def _tint(share: float) -> str:
    return "#" + "".join(f"{part:02X}" for part in _mix(share))


def _dark(share: float) -> bool:
    """Tell whether white reads better than dark on this shade (relative luminance, WCAG)."""
    red, green, blue = (((part / 255 + 0.055) / 1.055) ** 2.4 for part in _mix(share))
    return bool(0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.2)

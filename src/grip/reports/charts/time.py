"""Charts over time: flows with their stock, and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grip.reports import figure_style as style
from grip.reports.charts import axes as scales
from grip.reports.charts.frame import MARGIN, SMALL, WIDTH, Frame, number
from grip.reports.document import Kind, Series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

HATCHES = ("", "////", "xxxx", "\\\\\\\\", "....", "++")
_DASHES: tuple[Any, ...] = (
    "solid", (0, (6, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)), "solid", (0, (10, 3)),
)  # fmt: skip
_MARKERS = "os^DoP"
_MOST_DIRECT, _MOST_IN_FAN = 4, 8
_MOST_HATCHED = 40
_CUT = "De verticale as van de lijn begint niet bij 0."


@dataclass
class Panel:
    """One set of axes: its series with their place in the figure, and its scale."""

    lines: list[tuple[int, Series]]
    bars: list[tuple[int, Series]]
    scale: scales.Scale
    bottom: float = 0.0
    top: float = 0.0


def draw_times(frame: Frame) -> None:
    """Draw a figure of shape FLOW or LINES."""
    panels = _panels(frame)
    frame.write_foot(*([_CUT] if not all(panel.scale.from_zero for panel in panels) else []))
    lines = [pair for panel in panels for pair in panel.lines]
    most = _MOST_IN_FAN if frame.figure.expected else _MOST_DIRECT
    ends = {i: _end_text(frame, s) for i, s in lines if len(lines) <= most}
    kind = style.kind_of(frame.figure)
    left = max(scales.tick_room(frame, panel.scale, kind) for panel in panels)
    reach = max((frame.width_of(text, bold=True) + 0.12 for text in ends.values()), default=0.0)
    right = WIDTH - MARGIN - reach
    _place(frame, panels, direct=bool(ends))
    for panel in panels:
        axes = frame.axes(left, right, panel.bottom, panel.top)
        scales.label_times(frame, axes, right - left)
        axes.tick_params(labelbottom=panel is panels[-1])
        scales.set_scale(frame, axes, panel.scale, kind)
        _draw_bars(frame, axes, panel)
        _draw_lines(frame, axes, panel)
        labels = [
            _end_label(style.slot(frame.figure, i), s, ends[i])
            for i, s in panel.lines
            if i in ends and _shown(s)
        ]
        scales.write_end_labels(frame, axes, labels, (right, panel.bottom, panel.top))


def _panels(frame: Frame) -> list[Panel]:
    """Return one panel, or stock and flows apart when they differ much in size."""
    figure, kind = frame.figure, style.kind_of(frame.figure)
    lines = [(i, s) for i, s in enumerate(figure.series) if style.is_line(figure, s)]
    bars = [(i, s) for i, s in enumerate(figure.series) if not style.is_line(figure, s)]
    split = style.apart(figure)
    made = []
    for some_lines, some_bars in [(lines, []), ([], bars)] if split else [(lines, bars)]:
        shown = [series for _, series in (*some_lines, *some_bars)]
        counted = kind is Kind.DECIMAL and any(map(style.counts, shown))
        chosen = scales.scale(
            scales.present(shown), Kind.COUNT if counted else kind,
            zero=bool(some_bars), most=5 if split else 6,
        )  # fmt: skip
        made.append(Panel(some_lines, some_bars, chosen))
    return made


def _place(frame: Frame, panels: list[Panel], *, direct: bool) -> None:
    """Give every panel its room, and write the legend above the first panel that needs one."""
    floor = frame.bottom + scales.time_label_height(frame.figure)
    share = (frame.top - floor) * 0.45 if len(panels) > 1 else 0.0
    ceiling = frame.top
    for index, panel in enumerate(panels):
        legend = [*([] if direct else panel.lines), *panel.bars]
        ceiling = write_legend(frame, ceiling, legend, bars=panel.bars)
        panel.top = ceiling - 0.12
        panel.bottom = floor if index == len(panels) - 1 else frame.top - share
        ceiling = panel.bottom - 0.25


def write_legend(
    frame: Frame,
    y: float,
    entries: list[tuple[int, Series]],
    *,
    bars: list[tuple[int, Series]],
) -> float:
    """Write the legend from left to right and return what is left of the height."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    x, size = MARGIN, (0.26 / WIDTH, 0.13 / frame.height)
    for index, series in entries:
        text = frame.clip(series.name, WIDTH / 2)
        if x > MARGIN and x + 0.36 + frame.width_of(text) > WIDTH - MARGIN:
            x, y = MARGIN, y - 0.24
        place = (x / WIDTH, (y - 0.15) / frame.height)
        if (index, series) in bars:
            dense = len(bars) * len(frame.figure.labels) > _MOST_HATCHED
            look = fill(style.slot(frame.figure, index), plain=dense)
            frame.drawing.add_artist(Rectangle(place, *size, **look))
        else:
            middle = place[1] + size[1] / 2
            look = _stroke(style.slot(frame.figure, index), series) | {"markevery": None}
            frame.drawing.add_artist(Line2D((place[0], place[0] + size[0]), (middle,) * 2, **look))
        frame.write(x + 0.36, y - 0.085, text, SMALL, va="center")
        x += 0.36 + frame.width_of(text) + 0.3
    return y - 0.26 if entries else y


def fill(index: int, *, hollow: bool = False, plain: bool = False) -> dict[str, Any]:
    """Return the look of a bar; a hollow one can still change, a plain one has no hatch."""
    color, hatch = style.COLORS[index], "" if plain else HATCHES[index]
    if hollow:
        line = 0.8 if plain else 1.3
        return {"facecolor": "white", "edgecolor": color, "hatch": hatch, "linewidth": line}
    edge = "white" if hatch else color
    return {"facecolor": color, "edgecolor": edge, "hatch": hatch, "linewidth": 0.0}


def _stroke(index: int, series: Series) -> dict[str, Any]:
    color, dash = style.COLORS[index], "--" if series.ahead else _DASHES[index]
    if series.level:
        return {"color": color, "linestyle": dash, "linewidth": 1.4}
    return {
        "color": color, "linestyle": dash, "linewidth": 2.2,
        "marker": _MARKERS[index], "markersize": 6, "markerfacecolor": color,
    }  # fmt: skip


def _draw_bars(frame: Frame, axes: Axes, panel: Panel) -> None:
    from_late = len(frame.figure.labels) - style.late(frame.figure)
    width = 0.76 / max(1, len(panel.bars))
    dense = len(panel.bars) * len(frame.figure.labels) > _MOST_HATCHED
    numbered = len(frame.figure.labels) <= 8 and len(panel.bars) <= 2 and _clear(panel)
    kind = style.kind_of(frame.figure)
    for place, (at_index, series) in enumerate(panel.bars):
        index = style.slot(frame.figure, at_index)
        shift = (place - (len(panel.bars) - 1) / 2) * width
        for at, value in enumerate(series.values):
            if value is None:
                continue
            look = fill(index, hollow=at >= from_late, plain=dense)
            axes.bar(at + shift, value, width * 0.92, zorder=2, **look)
            if numbered:
                _number_bar(axes, at + shift, value, number(value, kind))
        for gap in _gaps(series, each=not dense):
            _mark_gap(frame, axes, gap + shift, max(panel.scale.low, 0.0), index, va="bottom")


def _clear(panel: Panel) -> bool:
    """Tell whether numbers above the bars stay clear of the lines."""
    lines = scales.present(series for _, series in panel.lines)
    bars = scales.present(series for _, series in panel.bars)
    return not lines or not bars or min(lines) > max(bars) + 0.1 * panel.scale.high


def _number_bar(axes: Axes, x: float, value: float, text: str) -> None:
    axes.annotate(
        text, (x, value), xytext=(0, 2 if value >= 0 else -2), textcoords="offset points",
        ha="center", va="bottom" if value >= 0 else "top", fontsize=9, color=style.TEXT,
        annotation_clip=False,
    )  # fmt: skip


def _draw_fan(frame: Frame, axes: Axes, panel: Panel) -> None:
    """Draw what was counted solid and what is expected dashed, with a band between two levels."""
    last = len(frame.figure.labels) - frame.figure.expected - 1
    ahead = list(range(last, len(frame.figure.labels)))
    drawn = {place: [v if v is not None else float("nan") for v in series.values]
             for place, series in panel.lines}  # fmt: skip
    bounds = [drawn[place][last:] for place, series in panel.lines if series.level]
    for low, high in zip(bounds[::2], bounds[1::2], strict=True):
        axes.fill_between(ahead, low, high, color=style.COLORS[0], alpha=0.12, linewidth=0)
    axes.axvline(last, color=style.GRID, linewidth=1.2, zorder=1)
    for place, series in panel.lines:
        slot, y = style.slot(frame.figure, place), drawn[place]
        look = _stroke(slot, series)
        if series.level:
            look |= {"linewidth": 0.7, "linestyle": "-"}
        elif slot == 0:
            counted = look | {"markevery": [last], "linestyle": "-"}
            axes.plot(range(last + 1), y[: last + 1], zorder=4, clip_on=False, **counted)
            look |= {"marker": "", "linestyle": "--"}
        else:
            look |= {"marker": ""}
        axes.plot(ahead, y[last:], zorder=3, clip_on=False, **look)


def _draw_lines(frame: Frame, axes: Axes, panel: Panel) -> None:
    if frame.figure.expected:
        _draw_fan(frame, axes, panel)
        return
    count = len(frame.figure.labels)
    late = style.late(frame.figure)
    every = max(1, count // 12)
    for place, series in panel.lines:
        x, index = range(count), style.slot(frame.figure, place)
        y = [float("nan") if value is None else value for value in series.values]
        some = (index % every, every) if series.marked is None else list(series.marked)
        axes.plot(x, y, zorder=3, markevery=some, clip_on=False, **_stroke(index, series))
        hollow = {**_stroke(index, series), "linestyle": "none", "markerfacecolor": "white"}
        if late and not series.level and series.marked is None:
            axes.plot(x[-late:], y[-late:], zorder=4, markeredgewidth=1.5, clip_on=False, **hollow)
        for at in () if series.ahead else _gaps(series):
            _mark_gap(frame, axes, at, _beside(series, at, panel.scale), index, va="center")
    if len(panel.lines) == 1 and count <= 8:
        _number_line(frame, axes, panel.lines[0][1], panel.scale.low)


def _number_line(frame: Frame, axes: Axes, series: Series, lowest: float) -> None:
    """Write the value at every point of a short line but the last, which has its label."""
    kind = style.kind_of(frame.figure)
    for at, value in enumerate(series.values[: _last(series)]):
        if value is None:
            continue
        beside = [v for v in (*series.values[max(0, at - 1) : at], series.values[at + 1]) if v]
        below = value > lowest and bool(beside) and value < min(beside)
        axes.annotate(
            number(value, kind), (at, value), xytext=(0, -7 if below else 7),
            textcoords="offset points", ha="center", va="top" if below else "bottom",
            fontsize=9, color=style.TEXT, annotation_clip=False,
        )  # fmt: skip


def _mark_gap(frame: Frame, axes: Axes, x: float, y: float, index: int, *, va: str) -> None:
    axes.annotate(
        style.gap_mark(frame.figure), (x, y), ha="center", va=va, fontsize=9, zorder=5,
        color=style.INKS[index], annotation_clip=False, xytext=(0, 2 if va == "bottom" else 0),
        textcoords="offset points",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
    )  # fmt: skip


def _gaps(series: Series, *, each: bool = False) -> Iterator[float]:
    """Yield every gap, or the middle of every stretch of gaps."""
    if each:
        yield from (at for at, value in enumerate(series.values) if value is None)
        return
    start: int | None = None
    for at, value in enumerate((*series.values, 0.0)):
        if value is None and start is None:
            start = at
        elif value is not None and start is not None:
            yield (start + at - 1) / 2
            start = None


def _beside(series: Series, at: float, scale: scales.Scale) -> float:
    """Return the height of a mark: between the points around the gap, else in the middle."""
    before = [v for i, v in enumerate(series.values) if i < at and v is not None][-1:]
    after = [v for i, v in enumerate(series.values) if i > at and v is not None][:1]
    around = [*before, *after]
    return sum(around) / len(around) if around else (scale.low + scale.high) / 2


def _last(series: Series) -> int:
    return max((i for i, value in enumerate(series.values) if value is not None), default=0)


def _shown(series: Series) -> bool:
    return any(value is not None for value in series.values)


def _end_text(frame: Frame, series: Series) -> str:
    value = series.values[_last(series)] if series.values else None
    name, kind = frame.clip(series.name, 2.1), style.kind_of(frame.figure)
    if kind is Kind.DECIMAL and style.counts(series):
        kind = Kind.COUNT
    return name if value is None else f"{name} {number(value, kind)}"


def _end_label(index: int, series: Series, text: str) -> scales.EndLabel:
    at = _last(series)
    value = series.values[at] or 0.0
    return scales.EndLabel(text, style.INKS[index], value, (at, value))

"""Native charts, editable in Excel: they point at the cells of the table beside them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grip.reports import figure_style, formats
from grip.reports.document import Figure, Kind, Series, Shape
from grip.reports.workbook import style
from grip.reports.workbook.points import Source
from grip.reports.workbook.table import (
    CHART_GAP,
    PAIRED_WIDTH,
    Sheet,
    chart_height,
    chart_width,
    charts_ahead,
    charts_beside,
    charts_paired,
)

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook

_NEAR_ALL = 80  # percent: from there on an axis of shares ends at 100
_DASHES = ("solid", "dash", "round_dot", "dash_dot", "solid", "long_dash")
_MARKERS = ("circle", "square", "triangle", "diamond", "circle", "x")
_PATTERNS = (None, "wide_upward_diagonal", "small_grid", "wide_downward_diagonal", None, None)


def write_charts(book: Workbook, sheet: Sheet, places: dict[tuple[str, str], list[Source]]) -> None:
    """Put the charts of a table to the right of it, below a wide one, or above a long one."""
    beside, ahead = charts_beside(sheet), charts_ahead(sheet)
    below = sheet.charts_row if ahead else sheet.last_row + 2
    row, column = (sheet.first_row, len(sheet.table.columns)) if beside else (below, 0)
    parts = [
        part
        for figure in figure_style.drawn(sheet.table)
        for part in _parts(figure, places[sheet.table.id, figure.id])
    ]
    paired = charts_paired(sheet)
    across, down = CHART_GAP if beside else 0, 0
    for index, (figure, where) in enumerate(parts):
        chart = _chart(book, figure, where)
        width, height = (
            PAIRED_WIDTH if paired else chart_width(figure),
            chart_height(figure, paired=paired),
        )
        chart.set_size({"width": width, "height": height})
        options = {
            "x_offset": across + (width + CHART_GAP) * (paired and index % 2), "y_offset": down,
            "object_position": 2, "description": _alt(figure),
        }  # fmt: skip
        sheet.page.insert_chart(row, column, chart, options)
        down += (height + CHART_GAP) * (not paired or index % 2)


def _parts(figure: Figure, places: list[Source]) -> list[tuple[Figure, list[Source]]]:
    """Return the figure as one chart, or stock and flows each on a scale of its own."""
    if not figure_style.apart(figure):
        return [(figure, places)]
    both = list(zip(figure.series, places, strict=True))
    parts = []
    for line in (True, False):
        chosen = [(series, place) for series, place in both if series.line is line]
        series = tuple(series for series, _ in chosen)
        names = " en ".join(_mid(one.name) for one in series)
        title = figure.title if line else names[:1].upper() + names[1:]
        parts.append((replace(figure, title=title, series=series), [place for _, place in chosen]))
    return parts


def _mid(name: str) -> str:
    """Return a name as it stands inside a sentence; an abbreviation keeps its capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _alt(figure: Figure) -> str:
    alt = style.one_line(figure.alt)
    return alt if len(alt) >= 20 else f"Grafiek: {figure.title}. {figure.subtitle}"


def _chart(book: Workbook, figure: Figure, places: list[Source]) -> Chart:
    kinds = {Shape.FLOW: "column", Shape.BARS: "bar", Shape.BULLET: "column",
             Shape.LINES: "line"}  # fmt: skip
    kind = kinds[figure.shape]
    chart = book.add_chart({"type": kind})
    mixed = figure.shape in (Shape.FLOW, Shape.BULLET)
    lines = book.add_chart({"type": "line"}) if mixed else chart
    for index, (series, place) in enumerate(zip(figure.series, places, strict=True)):
        as_line = figure_style.is_line(figure, series)
        slot = figure_style.slot(figure, index)
        if as_line and figure.shape is Shape.BULLET:
            look = _norm_look()
        else:
            look = (_line_look if as_line else _bar_look)(slot, figure)
            if series.level:
                look = _level_look(slot, index)
            if series.ahead:
                look["line"]["dash_type"] = "dash"
            if series.marked is not None:
                look |= _dots(slot, series)
        options = {
            "name": _literal(series.name), "categories": place.at(place.labels),
            "values": place.at(place.values), **look,
        }  # fmt: skip
        (lines if as_line else chart).add_series(options)
    if lines is not chart and any(series.line for series in figure.series):
        if all(series.line for series in figure.series):
            chart = lines
        else:
            chart.combine(lines)
    days = [place.labels_are_days for place in places[:1]]
    _dress(chart, figure, "mmm yyyy" if any(days) else "General")
    return chart


def _literal(text: str) -> str:
    """Return text that XlsxWriter does not take for a formula."""
    text = style.one_line(text)
    return f" {text}" if text.startswith("=") else text or " "


def _bar_look(index: int, figure: Figure) -> dict[str, Any]:
    color, pattern = figure_style.COLORS[index], _PATTERNS[index]
    look: dict[str, Any] = {"border": {"color": color}, "gap": 45, "overlap": -5}
    if pattern and len(figure.labels) <= 12:  # narrow bars are told apart by dark and light
        look["pattern"] = {"pattern": pattern, "fg_color": color, "bg_color": "#FFFFFF"}
    else:
        look["fill"] = {"color": color}
    hollow = {"fill": {"color": "#FFFFFF"}, "border": {"color": color, "width": 1.5}}
    if figure.shape is not Shape.BULLET or index == 0:  # the rest is of before, or a norm
        look["points"] = _provisional(figure, hollow)
    few = len(figure.labels) <= 8 and figure.shape is not Shape.BULLET  # a norm crosses there
    if few or figure.shape is Shape.BARS:
        font = {"name": style.FONT, "size": 9, "color": "#3D3D3D"}
        code = formats.EXCEL[figure_style.kind_of(figure)]
        look["data_labels"] = {"value": True, "font": font, "num_format": code}
    return look


def _norm_look() -> dict[str, Any]:
    """Return the look of a norm: a dash across each bar, and no line between them."""
    dark = {"color": "#262626"}
    return {
        "line": {"none": True},
        "marker": {"type": "long_dash", "size": 22, "fill": dark, "border": dark},
    }


def _line_look(index: int, figure: Figure) -> dict[str, Any]:
    color = figure_style.COLORS[index]
    marker = {
        "type": _MARKERS[index], "size": 6,
        "fill": {"color": color}, "border": {"color": color},
    }  # fmt: skip
    dotted = {"line": {"color": color, "width": 2.25, "dash_type": "square_dot"}}
    line = {"color": color, "width": 2.25, "dash_type": _DASHES[index]}
    if figure.expected:  # many months: the line itself says where they are
        marker = {"type": "none"}
    return {"line": line, "marker": marker, "points": _provisional(figure, dotted)}


def _level_look(slot: int, index: int) -> dict[str, Any]:
    """Return the look of a line that stays at its level: thin, without points."""
    color, dash = figure_style.COLORS[slot], _DASHES[index % len(_DASHES)]
    line = {"color": color, "width": 1.25, "dash_type": dash}
    return {"line": line, "marker": {"type": "none"}}


def _dots(slot: int, series: Series) -> dict[str, Any]:
    """Return the look of a line with a point only where it says something.

    A marker of one point cannot be left out in every program; a label of one point can.
    """
    shown = {"value": "●"}
    labels = [shown if at in (series.marked or ()) else {"delete": True}
              for at in range(len(series.values))]  # fmt: skip
    font = {"color": figure_style.COLORS[slot], "size": 12}
    dots = {"value": True, "position": "center", "font": font, "custom": labels}
    return {"marker": {"type": "none"}, "points": None, "data_labels": dots}


def _provisional(figure: Figure, look: dict[str, Any]) -> list[dict[str, Any] | None] | None:
    """Return the points with a look of their own: the last, that can change or are expected."""
    late = figure_style.late(figure) or figure.expected
    return [None] * (len(figure.labels) - late) + [look] * late if late else None


def _floor(figure: Figure) -> float:
    """Return where the axis begins: at 0, but below a forecast that stays far from it."""
    drawn = [value for series in figure.series for value in series.values if value is not None]
    if not figure.expected or not drawn:
        return 0
    room = max(drawn) - min(drawn)
    step = 10 ** math.floor(math.log10(room)) if room > 0 else 1
    lowest = step * math.floor((min(drawn) - room / 4) / step)
    return lowest if lowest > max(drawn) / 4 else 0


def _ceiling(figure: Figure) -> dict[str, Any]:
    """Return where the axis ends for shares that come near 100%: there, and not at 120%."""
    drawn = [value for series in figure.series for value in series.values if value is not None]
    whole = figure.unit == "procent" and drawn and _NEAR_ALL <= max(drawn) <= 100
    return {"max": 100} if whole else {}


def _axis_format(figure: Figure) -> str:
    """Return the number format of the axis: no decimals where its steps are whole percents."""
    kind = figure_style.kind_of(figure)
    largest = max((abs(v) for s in figure.series for v in s.values if v is not None), default=0)
    return '0"%"' if kind is Kind.PERCENT and largest >= 10 else formats.EXCEL[kind]


def _dress(chart: Chart, figure: Figure, label_format: str) -> None:
    """Set title, axes, legend and gaps; the subtitle stands along the axis."""
    small = {"name": style.FONT, "size": 9, "color": "#3D3D3D", "bold": False}
    caption = {**small, "color": style.GREY}
    bars = figure.shape is Shape.BARS
    every = bars or figure.shape is Shape.BULLET
    chart.set_title(
        {
            "name": _literal(figure.title), "overlay": False,
            "name_font": {"name": style.FONT, "size": 12, "bold": True, "color": style.ACCENT},
        }
    )  # fmt: skip
    labels: dict[str, Any] = {
        "num_font": {**small, "rotation": 360}, "num_format": label_format, "text_axis": True,
        "line": {"color": "#7F7F7F"},
        "major_tick_mark": "none", "label_position": "low", "reverse": bars,
        "interval_unit": 1 if every else max(1, math.ceil(len(figure.labels) / 10)),
    }  # fmt: skip
    values: dict[str, Any] = {
        "num_font": small, "num_format": _axis_format(figure),
        "line": {"none": True}, "major_tick_mark": "none",
        "major_gridlines": {"visible": not bars, "line": {"color": "#D9D9D9", "width": 0.75}},
    }  # fmt: skip
    if not any(v < 0 for series in figure.series for v in series.values if v is not None):
        values["min"] = _floor(figure)
    values |= _ceiling(figure)
    words = {"name": _literal(figure_style.caption(figure)), "name_font": caption}
    if bars:
        values |= {"visible": False}
        chart.set_y_axis(labels)
        chart.set_x_axis({**values, **words})
    else:
        chart.set_x_axis({**labels, **words})
        chart.set_y_axis(values)
    one = len(figure.series) == 1
    chart.set_legend({"none": True} if one else {"position": "top", "font": small})
    chart.set_chartarea({"border": {"color": style.RULE}})
    chart.show_blanks_as("gap")

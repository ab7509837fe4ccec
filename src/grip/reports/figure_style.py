"""What every drawing of a figure shares, in Excel and in a picture: colours, kinds, captions."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.document import Figure, Kind, Mark, Series, Shape, Table

COLORS = ("#12436D", "#F46A25", "#28A197", "#801650", "#3D3D3D", "#A285D1")
"""Categorical palette of the UK Analysis Function: 3:1 on white and against the next."""

INKS = ("#12436D", "#B5460F", "#1B7468", "#801650", "#3D3D3D", "#7A52B3")
"""The same colours, dark enough for text: 4.5:1 on white."""

TEXT, SOFT, GRID, AXIS = "#262626", "#595959", "#D9D9D9", "#7F7F7F"
ACCENT = COLORS[0]
MOST_LABELS = 9
LONGEST_LABEL = 40
_PROVISIONAL = "[v] voorlopig: kan nog veranderen."
_APART_FROM = 4
_STOCK = 4


def kind_of(figure: Figure) -> Kind:
    """Return how the numbers of a figure are written."""
    return formats.unit_kind(figure.unit, (v for series in figure.series for v in series.values))


def counts(series: Series) -> bool:
    """Tell whether a series has whole numbers only, beside others that are expected or a mean."""
    known = [value for value in series.values if value is not None]
    return bool(known) and all(float(value).is_integer() for value in known)


def short(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return a label on one line, cut off with an ellipsis when it is long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def drawn(table: Table) -> list[Figure]:
    """Return the figures that become a native chart; a matrix and intervals are their table."""
    own = (Shape.MATRIX, Shape.INTERVALS)
    return [f for f in table.figures if f.shape not in own and f.labels and f.series]


def is_line(figure: Figure, series: Series) -> bool:
    """Tell whether a series is drawn as a line."""
    mixed = figure.shape in (Shape.FLOW, Shape.BULLET)
    return figure.shape is Shape.LINES or (mixed and series.line)


def slot(figure: Figure, index: int) -> int:
    """Return which colour, dash, marker and hatch a series has; a stock stands out from flows."""
    if figure.expected:  # margins look as what they are the margin of
        own = figure.series[index]
        return 0 if own.level else sum(not s.level for s in figure.series[:index]) % len(COLORS)
    if figure.shape is not Shape.FLOW:
        return index % len(COLORS)
    before = sum(series.line for series in figure.series[:index])
    place = _STOCK + before if figure.series[index].line else index - before
    return place % len(COLORS)


def apart(figure: Figure) -> bool:
    """Tell whether stock and flows differ so much in size that each needs a scale of its own."""
    if figure.shape is not Shape.FLOW:
        return False
    lines = [v for s in figure.series if s.line for v in s.values if v is not None]
    bars = [v for s in figure.series if not s.line for v in s.values if v is not None]
    if not lines or not bars:
        return False
    return max(map(abs, lines)) > _APART_FROM * max(map(abs, bars))


def late(figure: Figure) -> int:
    """Return how many of the last points are provisional."""
    return max(0, min(figure.provisional, len(figure.labels)))


def gap_mark(figure: Figure) -> str:
    """Return what to write at a gap: the one mark that the note explains."""
    named = [mark.value for mark in Mark if mark.value in figure.note]
    return named[0] if len(named) == 1 else "geen cijfer"


def footnote(figure: Figure, *more: str) -> str:
    """Return the note below a figure, with what provisional points look like."""
    parts = [figure.note.strip(), *more]
    if late(figure) and "[v]" not in figure.note:
        parts.insert(0, _PROVISIONAL)
    return " ".join(_sentence(part) for part in parts if part)


def caption(figure: Figure) -> str:
    """Return subtitle and note as one text."""
    return " ".join(filter(None, (_sentence(figure.subtitle), footnote(figure))))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."

"""The page around a chart: title, subtitle and note in place, and how wide words are.

All measures are in inches, from the lower left corner.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from grip.reports import figure_style as style
from grip.reports.document import Figure, Kind
from grip.reports.formats import decimal, euro, percent, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

WIDTH, HEIGHT, DPI = 9.0, 5.0, 150
MARGIN = 0.35
TITLE, BODY, SMALL = 14, 10.5, 9.5
FONT = "DejaVu Sans"


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the characters that the font can draw."""
    from matplotlib.font_manager import get_font

    return frozenset(map(chr, get_font(_file(False)).get_charmap()))


def plain(text: str) -> str:
    """Return text on one line, in characters that the font can draw."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return "".join(c if c in _known() else "?" for c in line)


@lru_cache(maxsize=1024)
def _advance(character: str, bold: bool) -> float:
    """Return how far a character takes the pen, in a font of size 1."""
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import LoadFlags

    font = get_font(_file(bold))
    font.set_size(_FINE, 72)
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / _FINE


_FINE = 100.0


@lru_cache(maxsize=2)
def _file(bold: bool) -> str:
    from matplotlib.font_manager import FontProperties, findfont

    return str(findfont(FontProperties(family=FONT, weight="bold" if bold else "normal")))


class Frame:
    """One drawing in the making; `top` and `bottom` bound what is still free."""

    def __init__(self, figure: Figure, height: float = HEIGHT) -> None:
        from matplotlib.figure import Figure as Drawing

        self.figure = figure
        self.height = height
        self.drawing: Drawing = Drawing(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
        self.top, self.bottom = height - 0.3, 0.25

    def width_of(self, text: str, size: float = SMALL, *, bold: bool = False) -> float:
        """Return how wide a text is."""
        return sum(_advance(character, bold) for character in text) * size / 72

    def fold(self, text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
        """Return the text as lines that fit in `room`."""
        space = self.width_of("n n", size, bold=bold) - self.width_of("nn", size, bold=bold)
        lines: list[list[str]] = [[]]
        used = 0.0
        for word in words(plain(text)):
            width = self.width_of(word, size, bold=bold)
            if lines[-1] and used + space + width > room:
                lines.append([])
                used = 0.0
            used += width + (space if lines[-1] else 0.0)
            lines[-1].append(word)
        return [" ".join(line) for line in lines if line != [""]]

    def _balanced(self, title: str, room: float) -> list[str]:
        """Return the title over as few lines as it needs, none of them a lost word."""
        lines = self.fold(title, room, TITLE, bold=True)
        while len(lines) > 1 and len(lines[-1]) < 0.5 * len(lines[0]):
            room *= 0.92
            narrower = self.fold(title, room, TITLE, bold=True)
            if len(narrower) > len(lines):
                break
            lines = narrower
        return lines

    def clip(self, text: str, room: float, size: float = SMALL) -> str:
        """Return a label, cut off with an ellipsis when it is long or does not fit."""
        label = style.short(plain(text))
        while len(label) > 2 and self.width_of(label, size) > room:
            label = f"{label[:-2].rstrip()}…"
        return label

    def over_lines(self, label: str, room: float, most: int = 2) -> list[str]:
        """Return a label over a few lines that fit in `room`, the last cut off if it must be."""
        lines = self.fold(label, room, SMALL) or [""]
        kept = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
        fits = [self.width_of(line, SMALL) <= room for line in kept]
        return [x if fit else self.clip(x, room) for x, fit in zip(kept, fits, strict=True)]

    def write(self, x: float, y: float, text: str, size: float = SMALL, **look: object) -> None:
        """Write a text with its upper left corner at a place."""
        look = {"va": "top", "ha": "left", "color": style.TEXT, **look}
        self.drawing.text(x / WIDTH, y / self.height, text, fontsize=size, **look)  # type: ignore[arg-type]

    def write_head(self) -> None:
        """Write title and subtitle at the top."""
        room = WIDTH - 2 * MARGIN
        for line in self._balanced(self.figure.title, room):
            self.write(MARGIN, self.top, line, TITLE, weight="bold", color=style.ACCENT)
            self.top -= TITLE * 1.35 / 72
        self.top -= 0.04
        for line in self.fold(self.figure.subtitle, room, BODY):
            self.write(MARGIN, self.top, line, BODY, color=style.SOFT)
            self.top -= BODY * 1.4 / 72
        self.top -= 0.08

    def write_foot(self, *more: str) -> None:
        """Write the note at the bottom."""
        lines = self.fold(style.footnote(self.figure, *more), WIDTH - 2 * MARGIN, SMALL)
        for line in reversed(lines):
            self.write(MARGIN, self.bottom, line, SMALL, va="bottom", color=style.SOFT)
            self.bottom += SMALL * 1.4 / 72
        self.bottom += 0.1 if lines else 0.0

    def axes(self, left: float, right: float, bottom: float, top: float) -> Axes:
        """Return bare axes with their edges at these places."""
        area = (
            left / WIDTH,
            bottom / self.height,
            (right - left) / WIDTH,
            (top - bottom) / self.height,
        )
        axes = self.drawing.add_axes(area)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(style.AXIS)
        axes.tick_params(length=0, labelsize=SMALL, labelcolor=style.TEXT, pad=5)
        axes.set_axisbelow(True)
        for axis in (axes.xaxis, axes.yaxis):  # no names: else their place is sought in each format
            axis.set_label_coords(0, 0)
        return axes

    def say_nothing(self, words: str) -> None:
        """Write why there is nothing to see."""
        self.write(
            WIDTH / 2, (self.top + self.bottom) / 2, words, BODY,
            ha="center", va="center", color=style.SOFT,
        )  # fmt: skip


def number(value: float, kind: Kind, digits: int | None = None) -> str:
    """Return a number as it stands in a chart; `digits` fixes the decimals."""
    if kind is Kind.PERCENT:
        return percent(value, 1 if digits is None else digits)
    if kind is Kind.EURO:
        return euro(value, digits or 0)
    return decimal(value, (0 if kind is Kind.COUNT else 1) if digits is None else digits)


def tick_texts(ticks: Sequence[float], kind: Kind) -> list[str]:
    """Return the ticks as text, with as few decimals as tell them apart."""
    digits = next((d for d in range(4) if all(abs(t - round(t, d)) < 1e-9 for t in ticks)), 4)
    return [number(tick, kind, digits) for tick in ticks]

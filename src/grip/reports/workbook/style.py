"""How the workbook looks: one font, one accent colour, few sizes; and names that Excel accepts."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from grip.reports import formats
from grip.reports.document import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT = "Arial"
SIZE = 10
ACCENT = "#12436D"
GREY = "#595959"
RULE = "#BFBFBF"
WARNING = "#801650"
TONES = {Tone.NEUTRAL: "#3D3D3D", Tone.GOOD: "#1B6E65", Tone.BAD: "#801650"}

# Ground and letters of a traffic light, from good to bad; the letter itself says it too.
LIGHTS = (("#1B6E65", "#FFFFFF"), ("#F2C14E", "#1F1F1F"), ("#A3162A", "#FFFFFF"))

LINE = 17  # height in pixels of a line of text
DIGIT = 7.0  # width in pixels of a digit: the unit of a column width
PAGE = 1000  # width in pixels of an A4 page on its side
PAGE_SHAPE = 0.63  # its height for that width, margins taken off
MAX_TEXT = 32_767
_RESERVED = {"history", "geschiedenis"}


def light(level: int) -> dict[str, Any]:
    """Return how the cell of a traffic light looks."""
    ground, letters = LIGHTS[level]
    return {"bg_color": ground, "font_color": letters, "bold": True, "align": "center"}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._bodies: dict[tuple[object, ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """Return the format with these properties on top of the house font."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": SIZE, "font_scheme": False, "valign": "top"}
            self._made[key] = self._book.add_format({**base, **properties})
        return self._made[key]

    def title(self, size: int = 14) -> Format:
        return self.get(bold=True, font_size=size, font_color=ACCENT)

    def note(self) -> Format:
        return self.get(font_color=GREY)

    def link(self, **extra: Any) -> Format:
        return self.get(font_color=ACCENT, underline=1, bottom=1, bottom_color=RULE, **extra)

    def way_back(self) -> Format:
        return self.get(font_color=ACCENT, underline=1)

    def header(self, *, right: bool, first: bool, high: bool = False) -> Format:
        """Return the format of a column header; a high one leaves room below its words."""
        return self.get(
            bold=True, font_color=ACCENT, text_wrap=True, valign="top" if high else "bottom",
            align="right" if right else "left", indent=0 if first or right else 1,
            top=2, top_color=ACCENT, bottom=1, bottom_color=ACCENT,
        )  # fmt: skip

    def body(
        self, *, right: bool, first: bool = False, total: bool = False, **extra: Any
    ) -> Format:
        """Return the format of a cell; the first column stands flush with the title."""
        key = (right, first, total, *sorted(extra.items()))
        if key not in self._bodies:
            ruled = {"bottom": 1, "bottom_color": RULE}
            if total:
                ruled |= {"bold": True, "top": 1, "top_color": ACCENT}
            align = {"align": "right"} if right else {"align": "left", "text_wrap": True}
            look = {**ruled, **align, "indent": 0 if first or right else 1, **extra}
            self._bodies[key] = self.get(**look)
        return self._bodies[key]


def clean(text: str) -> str:
    """Return text that fits in a cell: no control characters, not longer than Excel can hold."""
    kept = text if text.isprintable() else "".join(map(_visible, text))
    return kept if len(kept) <= MAX_TEXT else kept[: MAX_TEXT - 1] + "…"


_UNSEEN = {"Cc", "Cs", "Cn"}


def _visible(character: str) -> str:
    seen = character == "\n" or unicodedata.category(character) not in _UNSEEN
    return character if seen else " "


def one_line(text: str) -> str:
    """Return text on one line, for headers and names."""
    return " ".join(clean(text).split())


def unique(names: Iterable[str], longest: int = 255, tail: str = " ({})") -> list[str]:
    """Return the names, each at most `longest` and different whatever the case."""
    taken: set[str] = set()
    made: list[str] = []
    for name in names:
        candidate, number = name[:longest].rstrip(), 1
        while candidate.casefold() in taken:
            number += 1
            end = tail.format(number)
            candidate = name[: longest - len(end)].rstrip() + end
        taken.add(candidate.casefold())
        made.append(candidate)
    return made


def unique_words(names: Iterable[str]) -> list[str]:
    """Return the names, different whatever the case and still words: for tables and cells."""
    return unique(names, tail="_{}")


def sheet_names(names: Iterable[str]) -> list[str]:
    """Return the names as Excel takes them for sheets."""
    cleaned = (re.sub(r"[\[\]:*?/\\]", " ", one_line(name)) for name in names)
    tidy = (re.sub(r"\s+", " ", name).strip(" '") for name in cleaned)
    named = (name if name.casefold() not in _RESERVED else f"{name} blad" for name in tidy)
    return [name.strip(" '") for name in unique((name or "Blad" for name in named), 31)]


def identifier(text: str) -> str:
    """Return text as an ASCII word of letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "_", plain).strip("_").lower() or "naamloos"


def table_name(text: str) -> str:
    """Return the name of a table: what Excel could read as the name of a cell gets a prefix."""
    name = re.sub(r"\W", "_", text, flags=re.ASCII)
    cell_like = re.fullmatch(r"[a-z]{1,3}\d+|[rc]|r\d*c\d*|", name, re.IGNORECASE)
    return f"tabel_{name}" if cell_like or name[:1].isdigit() else name


class _Advances(dict[str, int]):
    """Widths of Arial in thousandths of its size; other capitals 722, everything else 556."""

    def __missing__(self, character: str) -> int:
        self[character] = width = 722 if character.isupper() else 556
        return width


_ADVANCES = _Advances(
    (character, width)
    for width, characters in {
        222: "ijl'|", 278: " .,:;ft/!I[]\\", 333: "r-()`", 500: "ckJsvxyz", 556: "L€",
        667: "ABEKPSVXY", 722: "w", 833: "mM", 889: "%", 944: "W", 1015: "@",
    }.items()
    for character in characters
)  # fmt: skip


def text_pixels(text: str, *, bold: bool = False, size: int = SIZE) -> float:
    """Return about how wide a line of text is, on the generous side."""
    return _pixels(_advance(text), bold, size)


def widest_pixels(texts: Iterable[str], *, bold: bool = False) -> float:
    """Return about how wide the widest line is; nothing where there is none."""
    return _pixels(max(map(_advance, texts), default=0), bold, SIZE)


@lru_cache(maxsize=8192)
def _advance(text: str) -> int:
    return sum(map(_ADVANCES.__getitem__, text))


def _pixels(advance: int, bold: bool, size: int) -> float:
    return advance / 1000 * size * 4 / 3 * (1.08 if bold else 1.03)


def fold(text: str, room: float, *, bold: bool = False, size: int = SIZE) -> list[str]:
    """Return the text as lines that fit in a width in pixels; a long word keeps its own line."""
    space = _advance(" ")
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in formats.words(paragraph):
            own = _advance(word)
            if line and _pixels(used + space + own, bold, size) > room:
                lines.append(line)
                line = ""
            line, used = (f"{line} {word}", used + space + own) if line else (word, own)
        lines.append(line)
    return lines


@lru_cache(maxsize=8192)
def lines_in(text: str, width: float, *, bold: bool = False, inset: int = 12) -> int:
    """Return over how many lines a text runs in a column of `width` characters."""
    room = width * DIGIT - inset  # the indent and the padding
    return sum(
        max(1, math.ceil(text_pixels(line, bold=bold) / room))
        for line in fold(text, room, bold=bold)
    )


def pixels(widths: Iterable[float]) -> int:
    """Return how many pixels columns of these widths take."""
    return sum(math.floor(width * DIGIT) + 5 for width in widths)

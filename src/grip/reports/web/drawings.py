"""Charts in the page itself: the vector files of a run, with names that occur once.

The letters of a chart are shapes that every chart brings along; here they stand in the page once.
"""

from __future__ import annotations

import re
from pathlib import Path

from grip.reports.charts.draw import file_stem
from grip.reports.document import Figure
from grip.reports.web.texts import attribute

_HEAD = re.compile(r"<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>")
_TOLD = re.compile(
    r"<(title|desc|metadata)>.*?</\1>\s*|<!--.*?-->\s*|<defs>\s*<style[^>]*>.*?</style>\s*</defs>",
    re.S,
)
_LETTER = re.compile(r'<path id="(DejaVu[^"]*)" d="([^"]*)"/>\s*')
_EMPTY = re.compile(r"<defs>\s*</defs>\s*")
_ID = re.compile(r'\bid="([^"]+)"')
_USED = re.compile(r'(xlink:href="#|url\(#)([^")]+)')
_SPACE = re.compile(r"\s*\n\s*")
_STYLE = "stroke-linejoin:round;stroke-linecap:butt"


class Drawings:
    """The charts of one page.

    Args:
        folder: where the vector files of the run stand; without one there are no charts.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._letters: dict[str, str] = {}
        self._number = 0

    def of(self, figure: Figure) -> str:
        """Return a chart as an element that says what can be seen; empty where there is none."""
        path = self._folder / f"{file_stem(figure)}.svg" if self._folder else None
        if path is None or not path.is_file():
            return ""
        self._number += 1
        text = _TOLD.sub("", path.read_text("utf-8"))
        for name, shape in _LETTER.findall(text):
            self._letters[name] = shape
        text = _EMPTY.sub("", _LETTER.sub("", text))
        head = _HEAD.search(text)
        if head is None:
            return ""
        inside = _SPACE.sub("\n", self._renamed(text[head.end() :]))
        told = f'role="img" aria-label="{attribute(figure.alt or figure.title)}"'
        return (
            f'<figure><svg {told} viewBox="{head[1]}" style="{_STYLE}" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</figure>\n'
        )

    def _renamed(self, text: str) -> str:
        """Give what a chart points at a name of its own in the page, and take off other names."""
        used = {name for _, name in _USED.findall(text)}
        own = {name: f"g{self._number}-{name}" for name in used - self._letters.keys()}

        def named(found: re.Match[str]) -> str:
            return f'id="{own[found[1]]}"' if found[1] in own else ""

        def pointed(found: re.Match[str]) -> str:
            return found[1] + own.get(found[2], found[2])

        return _USED.sub(pointed, _ID.sub(named, text))

    def letters(self) -> str:
        """Return the shapes of all letters, for once in the page."""
        if not self._letters:
            return ""
        shapes = "".join(f'<path id="{n}" d="{d}"/>' for n, d in sorted(self._letters.items()))
        return (
            '<svg width="0" height="0" aria-hidden="true" focusable="false" '
            f'style="position:absolute"><defs>{shapes}</defs></svg>\n'
        )

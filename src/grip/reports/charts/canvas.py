"""What charts are drawn on: words are outlined once, for pixels and for vectors alike.

matplotlib itself lays every text out anew for each format, and measures it apart: more than half
of the time of a chart.
"""

# mypy: disable-error-code="no-untyped-call"
# matplotlib has no types for its renderers.
from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.image import imsave
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure as Drawing

_EM = text_to_path.FONT_SCALE
_PATH = {Outline.MOVETO: ("M", 1), Outline.LINETO: ("L", 1), Outline.CURVE3: ("Q", 2),
         Outline.CURVE4: ("C", 3), Outline.CLOSEPOLY: ("Z", 0)}  # fmt: skip

Measures = tuple[float, float, float]


class Words(NamedTuple):
    """A line of text of 1 em: width, height and descent, its letters by place, and its outline."""

    measures: Measures
    letters: tuple[tuple[str, float], ...]
    outline: Outline


@lru_cache(maxsize=4096)
def _words(text: str, weight: str | int) -> Words:
    font = get_font(findfont(FontProperties(weight=weight)))
    font.set_size(_EM, 72)
    placed, shapes, _ = text_to_path.get_glyphs_with_font(font, text, _SHAPES)
    parts = [(shapes[name][0] + (x, y), shapes[name][1]) for name, x, y, _ in placed]
    points = np.concatenate([np.empty((0, 2)), *(points for points, _ in parts)])
    codes = np.concatenate([np.empty(0, Outline.code_type), *(codes for _, codes in parts)])
    width, top = points.max(axis=0, initial=0.0)
    descent = -points[:, 1].min(initial=0.0)
    letters = tuple((name, x) for name, x, _, _ in placed)
    return Words((width, top + descent, descent), letters, Outline(points, codes))


_SHAPES: dict[str, tuple[np.ndarray, np.ndarray]] = {}


@lru_cache(maxsize=4096)
def _letter(name: str) -> str:
    """Return the shape of a letter as the path of an svg."""
    points, codes = _SHAPES[name]
    path, at = [], 0
    while at < len(codes):
        sign, number = _PATH[codes[at]]
        path.append(sign + " ".join(f"{x:.2f} {y:.2f}" for x, y in points[at : at + number]))
        at += max(1, number)
    return "".join(path)


def _measured(text: str, font: FontProperties, dpi: float) -> Measures:
    """Return width, height and descent of a line of text in dots."""
    width, height, descent = _words(text, font.get_weight()).measures
    scale = font.get_size_in_points() * dpi / 72 / _EM
    return width * scale, height * scale, descent * scale


class _Pixels(RendererAgg):
    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Measures:
        return _measured(s, prop, self.dpi)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float,
        ismath: Any = False, mtext: Any = None,
    ) -> None:  # fmt: skip
        scale = prop.get_size_in_points() * self.dpi / 72 / _EM
        place = Affine2D.from_values(scale, 0, 0, scale, x, self.height - y)
        gc.set_linewidth(0)
        gc.set_snap(False)
        self.draw_path(gc, _words(s, prop.get_weight()).outline, place, gc.get_rgb())


class _Vectors(RendererSVG):
    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._defined: set[str] = set()

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Measures:
        return _measured(s, prop, 72)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float,
        ismath: Any = False, mtext: Any = None,
    ) -> None:  # fmt: skip
        letters = _words(s, prop.get_weight()).letters
        self._define(dict.fromkeys(name for name, _ in letters))
        self.writer.comment(s)
        scale = prop.get_size_in_points() / _EM
        place = f"translate({x:.3f} {y:.3f}) scale({scale:.4f} {-scale:.4f})"
        self.writer.start("g", fill=to_hex(gc.get_rgb()), transform=place)
        for name, at in letters:
            self.writer.element("use", x=f"{at:.2f}", attrib={"xlink:href": f"#{name}"})
        self.writer.end("g")

    def _define(self, names: dict[str, None]) -> None:
        """Write the shapes of letters that this drawing did not have before."""
        new = [name for name in names if name not in self._defined]
        if new:
            self._defined.update(new)
            self.writer.start("defs")
            for name in new:
                self.writer.element("path", id=name, d=_letter(name))
            self.writer.end("defs")


def write_svg(drawing: Drawing, path: Path, metadata: dict[str, Any]) -> None:
    """Write a drawing as vectors."""
    dots = drawing.dpi
    drawing.dpi = 72
    with path.open("w", encoding="utf-8", newline="\n") as file:
        size = drawing.get_size_inches() * 72
        renderer = _Vectors(*size, file, image_dpi=dots, metadata=metadata)
        drawing.draw(renderer)
        renderer.finalize()
    drawing.dpi = dots


def write_png(drawing: Drawing, path: Path, metadata: dict[str, Any]) -> None:
    """Write a drawing as pixels."""
    wide, high = FigureCanvasAgg(drawing).get_width_height()
    renderer = _Pixels(wide, high, drawing.dpi)
    drawing.draw(renderer)
    # Level 1 is faster than the usual 6 and a few per cent larger.
    imsave(
        path, renderer.buffer_rgba(), format="png", dpi=drawing.dpi, metadata=metadata,
        pil_kwargs={"compress_level": 1},
    )  # fmt: skip

"""Charts: well formed, the same twice, honest with little data, and with labels that fit."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.reports import figure_style
from grip.reports.charts import axes as chart_axes
from grip.reports.charts.draw import draw, house_settings, write_charts
from grip.reports.document import Document, Figure, Kind, Section, Series, Shape

from .conftest import child_environment, make_document

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = tuple(f"mrt {2000 + i}" for i in range(60))
Case = tuple[tuple[object, ...], ...]  # labels, and the values of every series


def figure(shape: Shape, labels: tuple[str, ...], *values: tuple[float | None, ...]) -> Figure:
    names = ("Instroom", "Uitstroom", "Stand", "Regio", "Land", "Wereld")
    series = tuple(
        Series(name.lower(), name, tuple(v), line=name == "Stand")
        for name, v in zip(names, values, strict=False)
    )
    return Figure(
        "proef", shape, "Regeling $A_{x$ <b> & 'zo'", "uitkeringen, 2020", labels, series,
        "uitkeringen", "Een figuur om te proberen of alles goed gaat", 1, "[g] geheim",
    )  # fmt: skip


def only(document: Document, *figures: Figure) -> Document:
    table = replace(document.tables()[0], figures=figures)
    return replace(document, sections=(Section("x", "x", (), (table,)),))


EDGES = {
    "no labels": ((), ()),
    "no series": (("a",),),
    "one point": (("a",), (3.0,)),
    "two points": (("a", "b"), (3.0, 5.0), (2.0, 2.0), (9.0, 12.0)),
    "all equal": (("a", "b", "c"), (5.0,) * 3),
    "all zero": (("a", "b", "c"), (0.0,) * 3, (0.0,) * 3, (0.0,) * 3),
    "all hidden": (("a", "b"), (None, None), (None, None)),
    "gaps": (("a", "b", "c"), (None, 2.0, None), (1.0, None, 3.0), (9.0, None, 11.0)),
    "negative": (("a", "b", "c"), (-5.0, 3.5, -2.0), (1.0, -1.0, 0.0)),
    "all negative": (("a", "b"), (-5.0, -3.0)),
    "huge": (("a", "b"), (1e9, 1.2e9), (3.0, 4.0)),
    "sixty": (MONTHS, tuple(float(i) for i in range(60)), tuple(60.0 - i for i in range(60))),
    "six lines": (("a", "b"), *((float(i), i + 1.0) for i in range(6))),
    "long and strange": (
        ("x" * 90, "[/x] $A_{x$ =1+1", "tab\there \x1b[31m", "日本 😀"), (1.0, 2.0, 3.0, 4.0)
    ),
}  # fmt: skip

# An interval has three series: the estimate, its lower and its upper bound.
INTERVALS = {
    "no labels": ((), (), (), ()),
    "no series": (("a",),),
    "one point": (("a",), (3.0,), (1.0,), (5.0,)),
    "two points": (("a", "b"), (3.0, 5.0), (2.0, 2.0), (9.0, 12.0)),
    "all equal": (("a", "b", "c"), (5.0,) * 3, (5.0,) * 3, (5.0,) * 3),
    "all zero": (("a", "b", "c"), (0.0,) * 3, (0.0,) * 3, (0.0,) * 3),
    "all hidden": (("a", "b"), (None, None), (None, None), (None, None)),
    "only bounds": (("a", "b"), (None, None), (1.0, 2.0), (3.0, 4.0)),
    "only estimates": (("a", "b"), (1.0, 2.0), (None, None), (None, None)),
    "gaps": (("a", "b", "c"), (None, 2.0, 4.0), (1.0, None, 3.0), (9.0, 5.0, None)),
    "negative": (("a", "b", "c"), (-5.0, 3.5, -2.0), (-9.0, -1.0, -2.5), (-1.0, 8.0, 0.0)),
    "all negative": (("a", "b"), (-5.0, -3.0), (-9.0, -4.0), (-2.0, -1.0)),
    "huge": (("a", "b"), (1e9, 1.2e9), (-1e9, 3.0), (2e9, 4e9)),
    "sixty": (MONTHS, *(tuple(float(i + by) for i in range(60)) for by in (0, -30, 30))),
    "long and strange": (
        EDGES["long and strange"][0], (1.0, 2.0, 3.0, 4.0), (0.0, -1.0, -2.0, -3.0),
        (2.0, 5.0, 8.0, 11.0),
    ),
}  # fmt: skip

CASES = [
    pytest.param(shape, case, id=f"{edge}-{shape}")
    for shape in Shape
    for edge, case in (INTERVALS if shape is Shape.INTERVALS else EDGES).items()
]


@pytest.mark.parametrize(("shape", "case"), CASES)
def test_every_shape_draws_something_honest(
    tmp_path: Path, document: Document, shape: Shape, case: Case
) -> None:
    labels, *values = case
    made = figure(shape, labels, *values)  # type: ignore[arg-type]
    svg, png = write_charts(only(document, made).figures(), tmp_path)
    root = ElementTree.fromstring(svg.read_text(encoding="utf-8"))
    assert root.findtext(f"{SVG}title") == made.title
    assert root.findtext(f"{SVG}desc") == made.alt
    assert png.read_bytes().startswith(b"\x89PNG")
    assert png.stat().st_size > 5_000


@pytest.mark.parametrize(("shape", "case"), CASES)
def test_no_text_leaves_the_canvas_or_is_small(shape: Shape, case: Case) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    labels, *values = case
    made = replace(figure(shape, labels, *values), title="Een titel")  # type: ignore[arg-type]
    with house_settings():
        frame = draw(made)
        canvas = FigureCanvasAgg(frame.drawing)
        canvas.draw()
    wide, high = canvas.get_width_height()
    for text in frame.drawing.findobj(Text):
        if text.get_visible() and text.get_text():
            box = text.get_window_extent(canvas.get_renderer())
            assert text.get_fontsize() >= 9
            assert text.get_rotation() == 0
            assert box.x0 >= -1 and box.x1 <= wide + 1, text.get_text()
            assert box.y0 >= -1 and box.y1 <= high + 1, text.get_text()


def test_an_axis_of_counts_has_no_halves_beside_an_expectation() -> None:
    """Of what can only be whole the ticks are whole, and a bound is written as the count it is."""
    made = figure(Shape.FLOW, ("okt", "nov", "dec"), (5.0, 11.0, 3.0), (1.0, 2.0, 2.0))
    lines = (Series("hoog", "Bovengrens", (None, 12.0, 7.0), line=True),
             Series("verwacht", "Verwacht", (None, 11.4, 4.1), line=True))  # fmt: skip
    with house_settings():
        frame = draw(replace(made, series=(*made.series, *lines)))
    axes = frame.drawing.axes[0]
    assert {tick % 1 for tick in axes.get_yticks()} == {0}
    assert "," not in "".join(label.get_text() for label in axes.get_yticklabels())
    written = [text.get_text() for text in frame.drawing.texts]
    assert {"Bovengrens 7", "Verwacht 4,1"} <= set(written)


def test_every_figure_gives_two_files(document: Document, tmp_path: Path) -> None:
    names = [path.name for path in write_charts(document.figures(), tmp_path / "grafieken")]
    ids = [one.id for one in document.figures()]
    assert names == [f"{one}.{ending}" for one in ids for ending in ("svg", "png")]


def test_the_same_document_gives_the_same_bytes(document: Document, tmp_path: Path) -> None:
    first, second = (write_charts(document.figures(), tmp_path / name) for name in "ab")
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_a_fresh_process_gives_the_same_bytes(document: Document, tmp_path: Path) -> None:
    here = write_charts(document.figures()[:1], tmp_path / "hier")
    script = (
        "import sys; from pathlib import Path\n"
        "from dataclasses import replace\n"
        "from tests.unit.reports.conftest import make_document\n"
        "from tests.unit.reports.test_charts import only\n"
        "from grip.reports.charts.draw import write_charts\n"
        "d = make_document(); write_charts(d.figures()[:1], Path(sys.argv[1]))\n"
    )
    environment = child_environment(PYTHONHASHSEED="7")
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "daar")], check=True, env=environment
    )
    for path in here:
        assert path.read_bytes() == (tmp_path / "daar" / path.name).read_bytes()


def test_settings_are_put_back_and_pyplot_stays_away(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "import matplotlib as mpl\n"
        "mpl.rcParams['font.size'] = 31\n"
        "def now(): return {k: mpl.rcParams[k] for k in mpl.rcParams if k != 'backend'}\n"
        "before = now()\n"
        "from tests.unit.reports.conftest import make_document\n"
        "from grip.reports.charts.draw import write_charts\n"
        "write_charts(make_document().figures(), Path(sys.argv[1]))\n"
        "assert now() == before\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=True, env=child_environment()
    )


@pytest.mark.parametrize(
    "name", ["workbook.xlsx", "charts.draw", "terminal.results", "formats", "workbook.charts"]
)
def test_importing_a_writer_is_cheap(name: str) -> None:
    heavy = "xlsxwriter matplotlib openpyxl rich.console polars numpy"
    script = (
        f"import sys, grip.reports.{name}\n"
        f"assert not set({heavy!r}.split()) & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=child_environment())


def texts_of(made: Figure) -> list[str]:
    from matplotlib.text import Text

    with house_settings():
        return [text.get_text() for text in draw(made).drawing.findobj(Text)]


def test_provisional_points_and_gaps_say_so() -> None:
    made = figure(Shape.FLOW, ("a", "b", "c"), (4.0, None, 3.0), (1.0, 2.0, 3.0), (9.0, 9.0, 9.0))
    texts = texts_of(made)
    assert "[g]" in texts
    assert any(text.startswith("c") and "[v]" in text for text in texts)
    assert any("[v] voorlopig" in text for text in texts)


def lines_of(made: Figure) -> dict[str, list[object]]:
    """Return how every line of a figure is drawn: its dash, its points, its first month."""
    with house_settings():
        axes = draw(made).drawing.axes[0]
    return {f"{len(line.get_xdata())}": [line.get_linestyle(), line.get_markevery()]  # type: ignore[arg-type]
            for line in axes.lines}  # fmt: skip


def test_a_point_stands_only_where_something_is_to_be_seen() -> None:
    made = figure(Shape.LINES, MONTHS, tuple(float(at % 7) for at in range(60)))
    control = replace(made, series=(replace(made.series[0], marked=(25, 59)),))
    assert lines_of(control) == {"60": ["-", [25, 59]]}


def test_what_is_expected_is_dashed_and_missing_nowhere() -> None:
    made = figure(Shape.FLOW, ("a", "b", "c"), (4.0, 4.0, 3.0), (), (None, None, 5.0))
    line = Series("hoog", "Bovengrens", (None, None, 5.0), line=True, ahead=True)
    made = replace(made, note="", series=(made.series[0], line))
    assert "geen cijfer" not in texts_of(made)
    assert lines_of(made)["3"][0] == "--"
    gap = replace(made, series=(made.series[0], replace(line, ahead=False)))
    assert "geen cijfer" in texts_of(gap)


def test_the_name_of_a_bar_is_whole() -> None:
    name = "Uitstroom - diagnose en belastbaarheidsonderzoek"
    made = figure(Shape.BARS, (name, "Kort"), (4.0, 3.0))
    assert name in {text.replace("\n", " ") for text in texts_of(made)}


def test_an_interval_runs_between_its_bounds_and_a_hidden_one_is_not_drawn() -> None:
    made = figure(Shape.INTERVALS, ("a", "b", "c"), (2.0, None, 4.0), (1.0, 5.0, None), (9.0,) * 3)
    with house_settings():
        axes = draw(made).drawing.axes[0]
    drawn = [[(float(x), float(y)) for x, y in line.get_xydata()] for line in axes.lines[1:]]  # type: ignore[union-attr]
    assert drawn == [[(1.0, 0.0), (9.0, 0.0)], [(2.0, 0.0)], [(4.0, 2.0)]]
    assert [text.get_text() for text in axes.texts] == ["2", "[g]", "4"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b", "c [v]"]


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    made = figure(Shape.LINES, ("a", "b"), (300.0, 310.0))
    texts = texts_of(made)
    assert any("begint niet bij 0" in text for text in texts)


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_colours_have_contrast() -> None:
    on_white = {c: 1.05 / (luminance(c) + 0.05) for c in (*figure_style.COLORS, *figure_style.INKS)}
    assert all(on_white[color] >= 2.995 for color in figure_style.COLORS)
    assert all(on_white[ink] >= 4.5 for ink in figure_style.INKS)
    assert 1.05 / (luminance(figure_style.SOFT) + 0.05) >= 4.5


NUMBERS = st.lists(st.floats(-1e9, 1e9).filter(lambda v: v == 0 or abs(v) > 1e-3), min_size=1)


@given(NUMBERS, st.booleans(), st.sampled_from([Kind.COUNT, Kind.DECIMAL]))
@settings(max_examples=200)
def test_a_scale_holds_every_value_in_few_round_ticks(
    values: list[float], zero: bool, kind: Kind
) -> None:
    scale = chart_axes.scale(values, kind, zero=zero)
    slack = 1e-6 * max(1.0, abs(scale.low), abs(scale.high))
    assert scale.low - slack <= min(values) and max(values) <= scale.high + slack
    assert 2 <= len(scale.ticks) <= 7
    if zero:
        assert scale.low <= 0 <= scale.high
    if kind is Kind.COUNT:
        assert all(math.isclose(tick, round(tick)) for tick in scale.ticks)


@given(st.lists(st.floats(0, 3), min_size=1, max_size=4))
def test_labels_at_line_ends_do_not_touch(places: list[float]) -> None:
    made = sorted(chart_axes.spread(places, 0.0, 3.0, 0.19))
    assert all(b - a >= 0.19 - 1e-9 for a, b in pairwise(made))
    assert made[0] >= -1e-9 and made[-1] <= 3.0 + 1e-9


def test_the_fixture_has_every_shape() -> None:
    assert {one.shape for one in make_document().figures()} == set(Shape)

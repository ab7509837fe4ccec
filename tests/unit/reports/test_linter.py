"""The linter itself: a good workbook passes, and every rule has a workbook that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from .linter import lint

ALT = "Lijndiagram van het bestand, dat stijgt van 1 naar 2"


def build(path: Path, **flaws: Any) -> list[str]:
    """Write a small good workbook, but for the flaws."""
    book = Workbook(str(path))
    book.set_properties(
        {"title": flaws.get("title", "Rapport"), "author": flaws.get("author", ""),
         "created": datetime(2021, 1, 1)}
    )  # fmt: skip
    right = book.add_format({"align": "right"})
    cover = book.add_worksheet("Voorblad")
    page = book.add_worksheet(flaws.get("sheet", "Bestand"))
    cover.write_string(0, 0, "Rapport")
    page.write_string(0, 0, flaws.get("heading", "Bestand per jaar"))
    page.write_string(1, 0, flaws.get("description", "Een tabel."))
    left = flaws.get("left", 0)
    headers = flaws.get("headers", ["Jaar", "Stand"])
    page.add_table(
        2, left, 4, left + 1,
        {"name": flaws.get("name", "bestand"), "columns": [{"header": h} for h in headers],
         "autofilter": flaws.get("filter", False)},
    )  # fmt: skip
    for row, year in enumerate((2019, 2020), start=3):
        page.write_number(row, left, year)
        page.write_number(row, left + 1, year - 2018, flaws.get("align", right))
    for sheet in (cover, page):
        sheet.set_landscape() if flaws.get("landscape", True) else None
        sheet.set_paper(9)
        sheet.fit_to_pages(1, flaws.get("pages", 0))
    if flaws.get("repeat", True):
        page.repeat_rows(2)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": [page.get_name(), 3, 1, 4, 1]})
    page.insert_chart(2, 3, chart, {"description": flaws.get("alt", ALT)})
    if "extra" in flaws:
        flaws["extra"](page, right)
    if flaws.get("opens", True):
        cover.activate()
    else:
        page.activate()
    book.close()
    return [line.split(":")[0] for line in lint(path, public=flaws.get("public", False))]


def test_a_good_workbook_passes(tmp_path: Path) -> None:
    assert build(tmp_path / "good.xlsx", public=True) == []


FLAWS: list[tuple[str, dict[str, Any]]] = [
    ("opens-on-cover", {"opens": False}),
    ("title-property", {"title": ""}),
    ("no-user-name", {"author": "P. Jansen"}),
    ("alt-text", {"alt": "grafiek"}),
    ("merged", {"extra": lambda page, f: page.merge_range("D1:E1", "x")}),
    ("default-name", {"sheet": "Blad1"}),
    ("hidden-sheet", {"extra": lambda page, f: page.hide()}),
    ("paper", {"landscape": False}),
    ("one-page-wide", {"pages": 3}),
    ("public-plain", {"filter": True, "public": True}),
    ("public-plain", {"public": True, "extra": lambda page, f: page.freeze_panes(3, 0)}),
    ("sheet-title", {"heading": ""}),
    ("sheet-description", {"description": ""}),
    ("print-titles", {"repeat": False}),
    ("table-name", {"name": "Tabel1"}),
    ("from-column-a", {"left": 1}),
    ("header", {"headers": ["Jaar", " "]}),
    ("outside-table", {"extra": lambda page, f: page.write_string(8, 0, "Bron: CBS")}),
    ("blank-cell", {"extra": lambda page, f: page.write_blank(3, 1, None, f)}),
    ("blank-row", {"description": ""}),
    ("number-as-text", {"extra": lambda page, f: page.write_string(3, 1, "1.234,5", f)}),
    ("number-right", {"align": None}),
    ("mark-right", {"extra": lambda page, f: page.write_string(3, 1, "[g]")}),
    ("cached-value", {"extra": lambda page, f: page.write_formula(3, 1, "=A4+1", f, "")}),
    ("formula", {"extra": lambda page, f: page.write_formula(3, 1, "=OFFSET(A4,0,0)", f, 1)}),
    ("error-value", {"extra": lambda page, f: page.write_formula(3, 1, "=1/0", f, "#DIV/0!")}),
    ("one-table", {"extra": lambda page, f: page.add_table("G1:H3", {"name": "tweede"})}),
]


@pytest.mark.parametrize(
    ("rule", "flaw"), FLAWS, ids=[f"{r}-{i}" for i, (r, _) in enumerate(FLAWS)]
)
def test_every_rule_is_broken_by_its_fixture(
    tmp_path: Path, rule: str, flaw: dict[str, Any | Callable[..., Any]]
) -> None:
    assert rule in build(tmp_path / "flawed.xlsx", **flaw)

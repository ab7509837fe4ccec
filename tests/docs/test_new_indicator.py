"""`docs/nieuwe-indicator.md` works: its two blocks of code are executed as they stand there."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from types import ModuleType

import pytest

from grip.indicators.catalogue import register
from grip.indicators.model import Indicator
from grip.indicators.themes import flow
from tests.spec.manual import Chapter, chapter
from tests.spec.statement import check
from tests.spec.test_completeness import FEWEST
from tests.support import profile

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "nieuwe-indicator.md").read_text("utf-8")
DECLARATION, SPECS = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def declared() -> Indicator:
    """The indicator of the page, declared where the page says: within the module of its theme."""
    names = dict(vars(flow))
    exec(compile(DECLARATION, "nieuwe-indicator.md", "exec"), names)
    (new,) = [
        value
        for name, value in names.items()
        if isinstance(value, Indicator) and name not in vars(flow)
    ]
    return new


@pytest.fixture
def told() -> Chapter:
    """The specs of the page, read as a chapter."""
    module = ModuleType("test_page", "Hoofdstuk\n\nInleiding.")
    exec(compile(SPECS, "nieuwe-indicator.md", "exec"), vars(module))
    return chapter(module)


def test_the_specs_of_the_page_hold(declared: Indicator, told: Chapter) -> None:
    statements = [s for paragraph in told.paragraphs for s in paragraph.statements]
    assert {s.indicator for s in statements} == {declared.id}
    for statement in statements:
        check(statement, declared)


def test_the_page_has_as_many_specs_as_an_indicator_needs(told: Chapter) -> None:
    assert len(told.paragraphs) == FEWEST


def test_the_indicator_would_stand_among_the_definitions(
    declared: Indicator, told: Chapter
) -> None:
    generator = runpy.run_path(str(ROOT / "docs" / "make_definities.py"))
    page = generator["page"]([*register(profile("standaard")), declared], [], [told])
    _, _, section = page.partition(f"#### {declared.card.title}\n")
    assert section.startswith(f"\n`{declared.id}`: {declared.card.definition}\n")
    assert f"**Voorbeeld.** {told.paragraphs[0].text}" in section


def test_the_indicator_is_really_new(declared: Indicator) -> None:
    assert declared.id not in {i.id for i in register(profile("standaard"))}


def test_the_files_that_the_page_names_exist() -> None:
    for name in re.findall(r"`((?:src|tests|docs)/[\w/.]+\.\w+)`", PAGE):
        assert (ROOT / name).is_file(), name
    assert "_FIXED" in vars(flow)

"""The manual is complete: every module is a chapter, every indicator has its specs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grip.indicators.catalogue import find, register
from tests.spec import toc
from tests.spec.manual import Paragraph, chapter
from tests.support import profile

HERE = Path(__file__)
CHAPTERS = (*toc.CONVENTIONS, *toc.INDICATORS)
PROFILES = ("standaard", "dalfsen", "uithoorn")
FEWEST = 3  # the plain case, one on the border, one of nothing


def paragraphs() -> Iterator[Paragraph]:
    for module in CHAPTERS:
        yield from chapter(module).paragraphs


def test_every_module_is_a_chapter() -> None:
    chapters = {module.__name__.rpartition(".")[2] for module in CHAPTERS}
    modules = {path.stem for path in HERE.parent.glob("test_*.py")}
    assert modules - chapters == {HERE.stem}


def test_every_indicator_has_specs_of_its_own() -> None:
    own = [p for module in toc.INDICATORS for p in chapter(module).paragraphs]
    ids = {i.id for name in PROFILES for i in register(profile(name))}
    too_few = {id for id in ids if sum(bool(p.about(id)) for p in own) < FEWEST}
    assert not too_few, f"fewer than {FEWEST} specs: {sorted(too_few)}"


def test_every_indicator_has_an_example_that_opens_with_it() -> None:
    """That paragraph is its example on the page."""
    opened = {p.statements[0].indicator.partition(";")[0] for m in toc.INDICATORS
              for p in chapter(m).paragraphs}  # fmt: skip
    assert not {i.id for i in register(profile("standaard"))} - opened


def test_every_variant_has_a_spec() -> None:
    of = profile("standaard")
    named = {find(of, s.indicator).definition_id for p in paragraphs() for s in p.statements}
    assert not {i.definition_id for i in register(of)} - named


def test_every_dimension_has_a_spec() -> None:
    of = profile("standaard")
    named = {
        name for p in paragraphs() for s in p.statements for name in (s.per, *s.per.split("|"))
    }
    dimensions = {name for i in register(of) for name in i.dimensions}
    assert not dimensions - named


def test_every_target_group_has_a_spec() -> None:
    named = {s.categorie for p in paragraphs() for s in p.statements if s.per == "doelgroep"}
    assert not set(profile("standaard").doelgroep) - named


def test_every_chapter_and_paragraph_has_its_text() -> None:
    for module in CHAPTERS:
        read = chapter(module)
        assert read.title and read.introduction, module.__name__
        for paragraph in read.paragraphs:
            assert paragraph.text.endswith("."), paragraph
            assert paragraph.statements, paragraph


def test_no_paragraph_replaces_another() -> None:
    """A name used twice in a module would silently drop the first."""
    for path in HERE.parent.glob("test_*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        assert len(names) == len(set(names)), path.name

"""The reference pages say what the code says (`python docs/make_reference.py` makes them so)."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from grip import errors
from grip.config import Profile, RunOptions, Section

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAMES = ("gegevens.md", "begrippen.md", "opdrachten.md", "profiel.md", "meldingen.md")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that writes the pages."""
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_page_is_made(maker: ModuleType) -> None:
    assert tuple(maker.pages()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_page_is_current(maker: ModuleType, name: str) -> None:
    written = (DOCS / name).read_text("utf-8")
    assert written == maker.pages()[name], "run: python docs/make_reference.py"
    assert "docs/make_reference.py" in written.splitlines()[2]


def _models(maker: ModuleType, model: type[Section]) -> Iterator[type[Section]]:
    yield model
    for field in model.model_fields.values():
        inner = maker._section_of(field.annotation)
        if inner is not None:
            yield from _models(maker, inner)


def test_every_key_is_explained(maker: ModuleType) -> None:
    models = {*_models(maker, Profile), *_models(maker, RunOptions)}
    silent = [
        f"{model.__name__}.{name}"
        for model in models
        for name, field in model.model_fields.items()
        if maker._section_of(field.annotation) is None and not maker.meaning(model, name)
    ]
    assert sorted(silent) == []
    keys = {f"{model.__name__}.{name}" for model in models for name in model.model_fields}
    assert maker.MEANINGS.keys() <= keys, "an explanation of a key that does not exist"


def test_every_exit_code_is_explained(maker: ModuleType) -> None:
    families = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    given = {kind.exit_code for kind in families if issubclass(kind, errors.GripError)}
    assert given <= maker.EXIT_CODES.keys()


@pytest.mark.parametrize("name", [*NAMES, "README.md", "ontwerp.md", "doelen.md", "bronnen.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    missing = [
        link
        for link in _LINK.findall(text)
        if "://" not in link and not (DOCS / link).resolve().exists()
    ]
    assert missing == []

"""`docs/definities.md` is what the register and the specs say today."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
GENERATOR = runpy.run_path(str(ROOT / "docs" / "make_definities.py"))


def test_the_page_is_current() -> None:
    written = (ROOT / "docs" / "definities.md").read_bytes().decode("utf-8")
    assert written == GENERATOR["current"](), f"run: {GENERATOR['COMMAND']}"


def test_the_page_is_the_same_every_time() -> None:
    assert GENERATOR["current"]() == GENERATOR["current"]()


def test_every_indicator_has_its_place_and_its_example() -> None:
    page = GENERATOR["current"]()
    sections = page.split("\n#### ")[1:]
    ids = dict.fromkeys(i.id for i in GENERATOR["register"](GENERATOR["profile"]("standaard")))
    assert [section.split("`")[1] for section in sections] == sorted(
        ids, key=lambda id: page.index(f"\n`{id}`: ")
    )
    assert all("**Voorbeeld.**" in section for section in sections)
    assert len(sections) == len(ids)

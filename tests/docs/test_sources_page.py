"""The page about sources names every key, every shipped source, and an example that is right."""

from __future__ import annotations

import re
from pathlib import Path

from grip.sources import SourceColumn, SourcePart, load_source, shipped_sources

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "bronnen.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def _part(title: str) -> str:
    return PAGE.split(f"### {title}\n", 1)[1].split("\n#", 1)[0]


def test_every_key_is_on_the_page() -> None:
    for model, title in ((SourcePart, "Een deel"), (SourceColumn, "Een kolom")):
        told = set(re.findall(r"`(\w+)`", _part(title)))
        assert set(model.model_fields) <= told, title


def test_every_shipped_source_is_on_the_page() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) >= set(shipped_sources())


def test_the_examples_are_right(tmp_path: Path) -> None:
    whole = [text for text in EXAMPLES if text.startswith("naam = ")]
    assert len(whole) == 2
    for number, text in enumerate(whole):
        path = tmp_path / f"{number}.toml"
        path.write_text(text, "utf-8")
        assert load_source(str(path)).deel

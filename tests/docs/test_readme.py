"""The README is executed: its walk with the example, command by command, and its Python."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from grip.cli import _run

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """Return the code blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", TEXT, flags=re.DOTALL)


def test_the_walk_with_the_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    walked = [shlex.split(line) for line in lines if line.startswith(("grip ", "cd "))]
    assert len(walked) >= 8
    said = ""
    for words in walked:
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        else:
            assert _run(words[1:]) == 0, words
            said += capsys.readouterr().out
    assert re.search(r"136\b", said) and re.search(r"104\b", said)  # figure 1 of the note, 2020
    assert (tmp_path / "mijn-voorbeeld/uitvoer/rapport-2021-12/rapport.xlsx").is_file()


def test_the_python_example(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert "leeftijdsgroep" not in capsys.readouterr().err


def test_the_two_commands_exist() -> None:
    targets = (ROOT / "Makefile").read_text("utf-8")
    for name in ("rapport", "test"):
        assert f"make {name}" in TEXT
        assert re.search(rf"^{name}:", targets, flags=re.MULTILINE)

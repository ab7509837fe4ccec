"""The examples of `docs/doelen.md` are a profile that works."""

from __future__ import annotations

import re
from pathlib import Path

from grip.config import load_profile
from grip.plan import Beside, Counting, Selection, Target
from grip.targets.check import check_targets
from grip.targets.judgement import Standing
from grip.targets.lines import lines_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "doelen.md"
HEAD = 'naam = "eigen"\n[gemeente]\nnaam = "X"\n'


def test_the_examples_are_one_profile(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "eigen.toml"
    path.write_text(HEAD + "\n".join(blocks), encoding="utf-8")
    profile = load_profile(str(path)).profile
    check_targets(profile, "eigen.toml")
    ids = [line.id for line in lines_of(profile)]
    assert "overigen_in_begeleiding;cohort=vorig_jaar" in ids
    assert ids.count("bereik_doelgroepen") == 2
    assert len(profile.beleidsdoel) == 2


def test_the_page_names_every_key_and_status() -> None:
    text = PAGE.read_text("utf-8")
    keys = {name for model in (Target, Beside, Counting, Selection) for name in model.model_fields}
    assert {key for key in keys if f"{key} =" not in text and f"`{key}`" not in text} == set()
    assert {s.value for s in Standing if f"`{s.value}`" not in text} == set()

"""The press draws in processes of its own what would be drawn in place, to the same bytes."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from grip.errand import Errand
from grip.reports.charts import press as of_press
from grip.reports.charts.draw import write_charts
from grip.reports.charts.press import Press
from grip.reports.document import Document


def drawn(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_press_draws_the_same_bytes(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grip.reports.charts.draw.write_charts", None)  # not in this process
    figures = document.figures()
    with Press() as press:
        press.start(figures, tmp_path / "pers")
        press.finish()
    write_charts(figures, tmp_path / "hier")
    assert drawn(tmp_path / "pers") == drawn(tmp_path / "hier")
    assert len(drawn(tmp_path / "pers")) == 2 * len(figures)


def test_where_no_process_can_be_had_it_draws_in_place(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nergens"))
    with Press() as press:
        press.start(document.figures(), tmp_path / "pers")
        press.finish()
    assert len(drawn(tmp_path / "pers")) == 2 * len(document.figures())


def test_a_hand_that_is_killed_is_noticed(document: Document, tmp_path: Path) -> None:
    dying = "draw.write_charts = lambda *a: os._exit(9)"
    ready = f"import os; from grip.reports.charts import draw; {dying}"
    with Errand(ready) as press:
        job = partial(of_press._deal_out, document.figures(), tmp_path)
        press.begin(job, here=partial(max, 1, 2))
        assert press.finish() == 2

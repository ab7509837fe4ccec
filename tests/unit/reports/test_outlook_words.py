"""What the titles of the chapter on what is coming say: no more than was measured."""

from __future__ import annotations

from io import StringIO
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import polars as pl
import pytest
from rich.console import Console

from grip.forecast.blend import MIXTURE, SERIES, STOCK_FLOW, UNTRIED
from grip.forecast.frame import BASE
from grip.forecast.models import NAIVE
from grip.forecast.rehearsal import Rehearsal, _record
from grip.reports.chapters import outlook_money
from grip.reports.chapters.outlook import _model
from grip.reports.chapters.outlook import _record as record_table
from grip.reports.document import Table
from grip.reports.terminal.forecast import beside_naive
from grip.reports.terminal.outlook import _print_record
from grip.spending import OWN

SIZES = {MIXTURE: 1.09, STOCK_FLOW: 1.2, SERIES: 1.08, NAIVE: 1.0}


def record(model: str) -> Table:
    track = _record({name: np.full((4, 6, 12), size) for name, size in SIZES.items()})
    made = SimpleNamespace(model=model, rehearsal=Rehearsal(track, UNTRIED, 4))
    return record_table(cast("Any", made))


def test_the_title_of_the_record_says_that_standing_still_was_better() -> None:
    table = record(MIXTURE)
    assert "9% groter dan die van 'gelijk aan de laatste maand'" in table.title
    assert any("minstens 5% beter" in note for note in table.notes)  # 1.08 is no reason
    assert record(NAIVE).title == "Hoe goed zulke prognoses eerder waren"


@pytest.mark.parametrize(
    ("relative", "said"),
    [(0.996, "even groot als die"), (1.004, "even groot als die"), (1.0, "even groot als die"),
     (0.99, "1% kleiner dan die"), (1.01, "1% groter dan die")],
)  # fmt: skip
def test_an_error_is_no_0_percent_smaller(relative: float, said: str) -> None:
    assert beside_naive(relative) == f"{said} van 'gelijk aan de laatste maand'"


def test_what_the_mixture_is_made_of_is_told_without_a_back_test() -> None:
    made = cast("Any", SimpleNamespace(model=MIXTURE, rehearsal=None, blend=UNTRIED))
    shown = Console(file=StringIO(), width=200)
    _print_record(made, shown, whole_record=False)
    for text in (_model(made), cast("StringIO", shown.file).getvalue()):
        assert "te kort" in text
        assert text.strip().endswith(UNTRIED.told)
    assert "50% van de paden uit het stroommodel" in UNTRIED.told


@pytest.mark.parametrize(
    ("chances", "said"),
    [([49], "geen enkele budgetpost"), ([50, 3], "1 budgetpost"), ([80, 90], "2 budgetposten")],
)
def test_how_many_posts_are_likely_short(
    chances: list[int], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlook_money, "_names", lambda *_: ("doel", "post"))
    amounts = dict.fromkeys(("begroot", "geteld", "gemiddelde", "p10", "p90", "saldo"), 1.0)
    rows = [{"scenario": BASE, "budget": OWN, "jaar": 2022, "beleidsdoel": "a",
             "budgetpost": str(at), "kans_tekort": chance, **amounts}
            for at, chance in enumerate(chances)]  # fmt: skip
    made = SimpleNamespace(money=pl.DataFrame(rows))
    table = outlook_money.posts_table(cast("Any", None), cast("Any", made))
    assert table is not None
    assert table.title == f"Bij {said} is de kans op een tekort 50% of meer"

"""Counting in batches: what is worked on at once stays in bounds, and the figures are the same."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grip.indicators.catalogue import defaults
from grip.indicators.engine import compute
from grip.indicators.views import pieces
from grip.indicators.views.pieces import batches
from grip.periods import Period
from tests.reference.caseloads import random_caseload
from tests.support import caseload, profile

PERIODS = [Period.parse(text) for text in ("2020", "2019-H2", "2020-02")]


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 20))
def test_batches_are_in_bounds_and_leave_nothing_out(sizes: list[int], most: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pieces, "MOST", most)
        runs = list(batches(np.array(sizes, dtype=np.int64)))
    assert runs
    assert [size for run in runs for size in sizes[run]] == sizes
    for run in runs:
        assert sum(sizes[run]) <= most or run.stop - run.start == 1
    for run, following in pairwise(runs):
        assert sum(sizes[run.start : following.start + 1]) > most  # no batch ends too soon


def figures(most: int, per: list[tuple[str, ...]] | None) -> pl.DataFrame:
    """Return all figures that can be split so, with a bound on the pieces worked on at once."""
    of = profile("dalfsen")
    needed = {dimension for split in per or () for dimension in split}
    asked = [i for i in defaults(of) if needed <= set(i.dimensions)]
    assert len(asked) > 20
    data = caseload(random_caseload(5), of)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pieces, "MOST", most)
        return compute(data, asked, PERIODS, per=per, extraction=date(2021, 6, 15)).frame


@pytest.mark.parametrize("per", [None, [(), ("geslacht", "doelgroep"), ("leeftijdsgroep", "wijk")]])
def test_figures_are_the_same_in_small_batches(per: list[tuple[str, ...]] | None) -> None:
    """A few dimensions, books, periods or lines at a time, beside all in one go."""
    whole = figures(10**9, per)
    assert whole.get_column("teller").sum() > 0
    assert whole.equals(figures(150, per))

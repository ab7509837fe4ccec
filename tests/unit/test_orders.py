"""Several orders in one go: the rows of each, one after the other, as if asked one by one."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from grip.indicators.catalogue import register
from grip.indicators.engine import Order, compute, compute_all
from grip.indicators.views.pieces import distinct
from grip.periods import Period
from tests.reference.caseloads import random_caseload
from tests.support import caseload, profile

EXTRACTION = date(2021, 6, 15)


def test_orders_are_computed_as_one_by_one() -> None:
    """Shares, waiting times, what cannot be computed and grids, for periods of their own."""
    of = profile("dalfsen")
    asked = list(register(of))
    year, half, month = (Period.parse(text) for text in ("2020", "2019-H2", "2020-02"))
    orders = [
        Order([i for i in asked if i.by_default], [year, month], [()]),
        Order([], [year]),
        Order([i for i in asked if i.pooled], [year]),
        Order([i for i in asked if i.in_series], [half, year, month], [()]),
        Order([i for i in asked if i.by_default][:3], []),
        Order([i for i in asked if "leeftijdsgroep" in i.dimensions][::5], [half]),
    ]
    tables = {name: rows for name, rows in random_caseload(5).items() if name != "toetsingen"}
    data = caseload(tables, of)
    together = compute_all(data, orders, extraction=EXTRACTION, run="abc")
    each = [
        compute(data, order.indicators, order.periods, per=order.per, extraction=EXTRACTION,
                run="abc")
        for order in orders
        if order.indicators and order.periods
    ]  # fmt: skip
    frame = together.frame
    assert frame.equals(pl.concat([one.frame for one in each]))
    assert len(frame) > 1000
    assert set(frame.get_column("status")) == {"getoond", "te_weinig_gegevens", "niet_berekend"}
    for one in each:
        assert one.cards.keys() <= together.cards.keys()
        assert all(together.makeup[id] == made for id, made in one.makeup.items())


@given(st.lists(st.integers(-5, 5)))
def test_distinct_numbers_stand_in_order(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))

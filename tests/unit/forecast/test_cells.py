"""Benefits counted by month, beside a plain count."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from grip.forecast.cells import BANDS, Benefits, cells_at, past_of
from grip.indicators.stock_cells import benefit_months, month_number
from tests.support import caseload, profile
from tests.unit.forecast.towns import FIRST, LAST, benefits, town

TINY = pl.DataFrame(
    {
        "groep": ["PW", "PW", "PW", "IOAW"],
        "begin": [FIRST - 30, FIRST, FIRST + 1, FIRST - 5],
        "einde": [FIRST + 2, FIRST, None, FIRST + 1],
        "geboren": [FIRST - 480, None, FIRST - 300, FIRST + 1 - 66 * 12],
        "aow": [FIRST + 312, None, FIRST + 492, FIRST + 1],
        "terug": [False, False, True, False],
    }
)


def test_a_tiny_town_by_hand() -> None:
    past = past_of(Benefits.of(TINY, FIRST, FIRST + 3))
    assert past.inflow.tolist() == [[1, 0], [1, 0], [0, 0], [0, 0]]
    assert past.outflow.tolist() == [[1, 0], [0, 1], [1, 0], [0, 0]]
    assert past.stock.tolist() == [[1, 1], [2, 0], [1, 0], [1, 0]]
    assert past.again.sum(axis=(1, 2, 3)).tolist() == [0, 1, 0, 0]
    assert past.reached.tolist() == past.retired.tolist() == [0, 1, 0, 0]
    # Who reached the pension age is in neither risk nor exits of that month.
    assert past.at_risk.sum(axis=(1, 2, 3, 4)).tolist() == [3, 2, 2, 1]
    assert past.left.sum(axis=(1, 2, 3, 4)).tolist() == [1, 0, 1, 0]
    band = np.searchsorted(BANDS, 32, side="right") - 1
    assert past.left[2, 0, 1, 0, band] == 1


def test_who_reaches_the_pension_age_on_the_first_leaves_the_month_before() -> None:
    """The last day of entitlement is the day before that age: 66 years and 4 months in 2021."""
    born = {"een": date(1954, 11, 1), "twee": date(1954, 11, 2)}  # so on 1 and 2 March 2021
    last = {"een": date(2021, 2, 28), "twee": date(2021, 3, 1)}
    of = caseload(
        {
            "personen": [{"persoon_id": id, "geboortedatum": day} for id, day in born.items()],
            "uitkeringen": [
                {"uitkering_id": id, "persoon_id": id, "rol": "client", "regeling": "PW",
                 "ingangsdatum": date(2020, 1, 1), "einddatum": day}
                for id, day in last.items()
            ],
        },
        profile("standaard"),
    )  # fmt: skip
    made = benefit_months(of)
    assert made.get_column("aow").to_list() == made.get_column("einde").to_list()
    march = month_number(date(2021, 3, 1))
    past = past_of(Benefits.of(made, march - 2, march))
    assert past.reached.tolist() == past.retired.tolist() == [0, 1, 1]


def test_stock_is_the_stock_before_plus_in_minus_out() -> None:
    past = past_of(benefits())
    assert np.array_equal(np.diff(past.stock, axis=0), (past.inflow - past.outflow)[1:])


def test_stock_is_a_straight_count() -> None:
    frame, past = town(), past_of(benefits())
    for month in (FIRST, FIRST + 40, LAST):
        there = frame.filter(
            pl.col("begin") <= month, pl.col("einde").is_null() | (pl.col("einde") > month)
        )
        assert past.stock[month - FIRST].sum() == there.height


def test_cells_hold_the_stock() -> None:
    made = benefits()
    cells = cells_at(made, LAST, 24)
    past = past_of(made)
    for group in range(len(made.groups)):
        assert cells.count[cells.group == group].sum() == past.stock[-1, group]
    assert len(cells.count) < cells.count.sum()
    ahead = made.pension[made.end > LAST] - LAST
    soon = (ahead >= 1) & (ahead <= 24)
    assert cells.count[cells.pension > 0].sum() == soon.sum()


def test_steps_of_stay_cross_no_class() -> None:
    from grip.forecast.cells import _coarse
    from grip.forecast.stock_flow import STAYS

    stay = np.arange(0, 200)
    of = np.searchsorted(STAYS, stay, side="right")
    assert np.array_equal(np.searchsorted(STAYS, _coarse(stay), side="right"), of)
    assert len(np.unique(_coarse(stay))) < 25


@pytest.mark.parametrize("month", [FIRST + 30, FIRST + 50])
def test_what_was_known_then_does_not_change_by_what_came(month: int) -> None:
    """Only ends of later months differ: past and cells of the month stay the same."""
    frame = town()
    later = (pl.col("einde") > month).fill_null(True)
    changed = frame.with_columns(
        einde=pl.when(later).then(pl.lit(month + 1)).otherwise("einde").cast(pl.Int64)
    )
    before, after = (Benefits.of(f, FIRST, LAST) for f in (frame, changed))
    one, other = (past_of(b).until(month) for b in (before, after))
    assert np.array_equal(one.stock, other.stock)
    assert np.array_equal(one.left, other.left)
    assert np.array_equal(cells_at(before, month, 12).count, cells_at(after, month, 12).count)

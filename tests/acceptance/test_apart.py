"""What is made apart from the count is made elsewhere: the way there and back loses nothing."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from grip.apart import Apart, made_apart
from grip.errand import Errand
from grip.indicators.views.caseload import Caseload
from grip.notebook import load
from tests.acceptance.running import SAMPLE

END, EXTRACTION = date(2020, 12, 31), date(2022, 1, 14)


@pytest.fixture(scope="module")
def caseload() -> Caseload:
    return load(SAMPLE, profile="uithoorn")


def apart(caseload: Caseload, *without: str) -> Apart:
    def never() -> None:
        raise AssertionError("the errand came back with empty hands")

    with Errand("import grip.apart") as errand:
        errand.begin(partial(made_apart, caseload, END, EXTRACTION, frozenset(without)), here=never)
        made: Apart = errand.finish()
    return made


def test_it_all_comes_back(caseload: Caseload) -> None:
    made = apart(caseload)
    assert made.late_test is not None
    assert made.peers is not None
    assert made.outlook is not None
    assert made.effects is not None
    again = made_apart(caseload, END, EXTRACTION, frozenset({"prognose", "instrumenten"}))
    assert again.peers is not None
    assert made.peers[0].frame.equals(again.peers[0].frame)
    assert made.peers[1] == again.peers[1]
    assert made.late_test.equals(again.late_test)
    assert (again.outlook, again.effects) == (None, None)


def test_what_was_made_of_the_records_stays_behind(caseload: Caseload) -> None:
    caseload.unit("personen")
    make, (tables, profile, columns) = caseload.__reduce__()
    there = make(tables, profile, columns)
    assert there._units == {}
    assert there.unit("personen").equals(caseload.unit("personen"))

"""What is made apart from the count is made elsewhere: the way there and back loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial

import polars as pl
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


def never() -> None:
    raise AssertionError("the errand came back with empty hands")


def told(value: object) -> str:
    """All that a value holds, in text: frames and what is not a number have no equal."""
    if isinstance(value, pl.DataFrame):
        return f"{value.schema}{value.rows()}"
    if is_dataclass(value):
        return told({part.name: getattr(value, part.name) for part in fields(value)})
    if isinstance(value, Mapping):
        return str([(told(key), told(held)) for key, held in value.items()])
    if isinstance(value, frozenset):
        return str(sorted(map(told, value)))
    if isinstance(value, list | tuple):
        return str([told(part) for part in value])
    return repr(value)


def test_it_all_comes_back(caseload: Caseload) -> None:
    job = partial(made_apart, caseload, END, EXTRACTION, frozenset())
    with Errand("import grip.apart") as errand:
        errand.begin(job, here=never)
        here = job()  # at the same time
        there: Apart = errand.finish()
    for part in fields(Apart):
        made = getattr(there, part.name)
        assert made is not None, part.name
        assert told(made) == told(getattr(here, part.name)), part.name


def test_what_is_not_asked_for_is_left_out(caseload: Caseload) -> None:
    without = frozenset({"prognose", "instrumenten", "benchmark"})
    made = made_apart(caseload, END, EXTRACTION, without)
    assert (made.outlook, made.effects, made.peers) == (None, None, None)
    assert made.late_test is not None


def test_what_was_made_of_the_records_stays_behind(caseload: Caseload) -> None:
    caseload.unit("personen")
    make, (tables, profile, columns) = caseload.__reduce__()
    there = make(tables, profile, columns)
    assert there._units == {}
    assert there.unit("personen").equals(caseload.unit("personen"))

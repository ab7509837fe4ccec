"""Dutch numbers and dates: examples, and the way back from text to number."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grip.reports import formats
from grip.reports.document import Kind, Mark
from grip.reports.workbook import style


def parse(text: str) -> Decimal:
    """Read a Dutch number back: the inverse that the formats must have."""
    bare = text.removeprefix("€ ").removesuffix("%")
    return Decimal(bare.replace(".", "").replace(",", "."))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (formats.count(1234), "1.234"),
        (formats.count(1_234_567), "1.234.567"),
        (formats.count(-999), "-999"),
        (formats.count(0.4), "0"),
        (formats.count(-0.4), "0"),
        (formats.decimal(1234.25), "1.234,3"),
        (formats.decimal(-0.04), "0,0"),
        (formats.decimal(2.675, 2), "2,68"),
        (formats.percent(23.64), "23,6%"),
        (formats.percent(12.5, 0), "13%"),
        (formats.euro(50_000), "€ 50.000"),
        (formats.euro(-1234.5, 2), "€ -1.234,50"),
        (formats.day(date(2026, 3, 1)), "1 maart 2026"),
        (formats.day_short(date(2026, 3, 1)), "01-03-2026"),
        (formats.month_label(date(2026, 3, 31)), "maart 2026"),
        (formats.month_label(date(2026, 3, 31), short=True), "mrt 2026"),
    ],
)
def test_examples(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (1310, Kind.COUNT, "1.310"),
        (1310.0, Kind.COUNT, "1.310"),
        (2014, Kind.TEXT, "2014"),
        (4.25, Kind.TEXT, "4,3"),
        (39.4, Kind.PERCENT, "39,4%"),
        (-11_500, Kind.EURO, "€ -11.500"),
        (date(2021, 1, 15), Kind.DAY, "15-01-2021"),
        (Mark.HIDDEN, Kind.COUNT, "[g]"),
        (None, Kind.COUNT, "[n.v.t.]"),
        (float("nan"), Kind.DECIMAL, "[o]"),
        (float("inf"), Kind.PERCENT, "[o]"),
        (True, Kind.COUNT, "ja"),
        ("=1+1", Kind.COUNT, "=1+1"),
    ],
)
def test_any_cell_as_text(value: object, kind: Kind, expected: str) -> None:
    said = formats.cell(value, kind)  # type: ignore[arg-type]
    assert said == expected
    assert type(said) is str


NUMBERS = st.floats(-1e12, 1e12, allow_nan=False) | st.integers(-(10**12), 10**12)


@given(NUMBERS, st.integers(0, 4))
def test_a_number_reads_back_as_it_was_rounded(value: float, digits: int) -> None:
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert parse(formats.decimal(value, digits)) == exact
    assert parse(formats.percent(value, digits)) == exact
    assert parse(formats.euro(value, digits)) == exact


@given(NUMBERS)
def test_no_number_is_minus_nothing(value: float) -> None:
    text = formats.count(value)
    assert text != "-0"
    assert text.count(",") == 0
    assert all(len(part) == 3 for part in text.lstrip("-").split(".")[1:])


@given(st.dates())
def test_days_read_back(value: date) -> None:
    assert datetime.strptime(formats.day_short(value), "%d-%m-%Y").date() == value
    assert formats.day(value).endswith(formats.month_label(value))


def test_units_decide_how_figures_are_written() -> None:
    assert formats.unit_kind("procent", [1.0]) is Kind.PERCENT
    assert formats.unit_kind("euro per jaar", [1.0]) is Kind.EURO
    assert formats.unit_kind("uitkeringen", [1.0, None, Mark.HIDDEN]) is Kind.COUNT
    assert formats.unit_kind("maanden", [1.5]) is Kind.DECIMAL


def test_every_kind_has_a_number_format_without_words_of_a_language() -> None:
    assert set(formats.EXCEL) == set(Kind)
    assert not any(word in code for code in formats.EXCEL.values() for word in ("j", "[Red]"))


def test_a_publisher_is_called_by_its_name() -> None:
    names = [formats.publisher(id) for id in ("cbs", "divosa", "bbv", "regio")]
    assert names == ["CBS", "Divosa", "BBV", "regio"]


def test_no_line_ends_between_a_sign_and_its_amount() -> None:
    """Whatever the width, on a sheet and in a chart: the sign never stands last."""
    text = f'In 2021 was {formats.euro(580332)} uitgegeven, "(x € 1.000)" en € -5'
    assert formats.words(text)[-2:] == ["en", "€ -5"]
    assert formats.words("geen  bedrag") == ["geen", "", "bedrag"]
    for room in range(20, 600, 10):
        lines = style.fold(text, room)
        assert " ".join(lines) == text
        assert not any(line.endswith("€") for line in lines)

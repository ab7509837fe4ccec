"""Text to types: every notation that is read, and the shape of what is not."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.ingest.parse import parse_column, pattern_of
from grip.ingest.plain import plain_columns, plain_values
from grip.schema import TABLES, Column, columns_of


def column(table: str, name: str) -> Column:
    return columns_of(TABLES[table])[name]


def parse(values: list[str | None], table: str, name: str) -> list[object]:
    series = pl.Series(values, dtype=pl.String)
    parsed = parse_column(series, column(table, name), table)
    assert parsed.dtype == column(table, name).dtype
    return parsed.to_list()


DAY = date(2020, 3, 1)
ONE_OF_EACH_KIND = [
    ("personen", "geboortedatum"), ("uitkeringen", "einddatum"), ("inkomsten", "maand"),
    ("kosten", "bedrag"), ("bevolking", "aantal"), ("benchmark", "waarde"),
    ("personen", "statushouder"), ("uitkeringen", "leefvorm"), ("uitkeringen", "reden_uitstroom"),
    ("personen", "wijk"),
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "2020-03-01", "2020-3-1", "2020-03-01 00:00:00", "2020-03-01T00:00:00", "01-03-2020",
        "1-3-2020", "01/03/2020", "1/3/2020", "20200301", "43891", "43891.0", " 2020-03-01\u00a0",
        "01-03-2020 00:00", "\u200b2020-03-01\ufeff", "2020-03-01 00:00:00.000",
        "2020-03-01T00:00:00Z", "2020-03-01T00:00:00.0000000+01:00", "2020-03-01 00:00:00+0200",
    ],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert parse([text], "kosten", "datum") == [DAY]


@pytest.mark.parametrize(
    "text",
    [
        "30-02-2020", "2020-13-01", "gisteren", "2020", "4389", "99999", "73416",
        "0202-01-01", "2020-03-01 13:05:00", "43891.5", "2020-03", "9999-12-31",
        "2020-02-29T23:00:00Z",
    ],
)  # fmt: skip
def test_no_dates(text: str) -> None:
    assert parse([text], "kosten", "datum") == [None]


@pytest.mark.parametrize(
    "text", ["9999-12-31", "31-12-9999", "99991231", "9999-12-31 00:00:00", "9999-01-01", "2958465"]
)
@pytest.mark.parametrize(
    ("table", "name"),
    [("uitkeringen", "einddatum"), ("voorzieningen", "verwachte_einddatum"),
     ("personen", "nugger_tot"), ("uitkeringen", "administratie_einde")],
)  # fmt: skip
def test_open_end(text: str, table: str, name: str) -> None:
    assert parse([text], table, name) == [None]


def test_bare_birth_year_is_the_first_of_july() -> None:
    assert parse(["1960", "1960.0"], "personen", "geboortedatum") == [date(1960, 7, 1)] * 2
    assert parse(["1960"], "meldingen", "geboortedatum") == [None]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200), ("12,5", 1250), ("12.5", 1250), ("1.234,50", 123450), ("1,234.50", 123450),
        ("€ 1.234,50", 123450), ("EUR 12", 1200), ("12-", -1200), ("-12,50", -1250),
        ("- 12", -1200),
        ("€ -12", -1200), ("100,-", 10000), ("1 234,50", 123450), ("1\u00a0234 567,5", 123456750),
        ("12.0", 1200), ("12,500000", 1250), ("1.234.567", 123456700), ("1,234,567", 123456700),
        ("0.10", 10), (".5", 50), (",05", 5), ("1234.560", 123456), ("+5", 500), ("0", 0),
        ("\u221212", -1200), ("0,29", 29), ("1.234.567,89", 123456789), ("0.500", 50),
    ],
)  # fmt: skip
def test_money_is_exact_cents(text: str, cents: int) -> None:
    assert parse([text], "kosten", "bedrag") == [cents]


@pytest.mark.parametrize(
    "text",
    ["12,345", "0,001", "1.234", "1.500", "1,500", "twaalf", "1.2.3", "12,3,4", "-5-", "--5", "1e5",
     "€", "12 34", "9" * 30, "1.23,45", "+-5"],
)  # fmt: skip
def test_no_money(text: str) -> None:
    assert parse([text], "kosten", "bedrag") == [None]


def test_the_column_settles_what_can_be_read_two_ways() -> None:
    assert parse(["1.234", "2,50"], "kosten", "bedrag") == [123400, 250]
    assert parse(["1.500", "2.50"], "kosten", "bedrag") == [150, 250]
    assert parse(["1,500", "2.50"], "kosten", "bedrag") == [150000, 250]
    assert parse(["1,500", "2,50"], "kosten", "bedrag") == [150, 250]
    assert parse(["1.234", "1,5"], "benchmark", "waarde") == [1234.0, 1.5]
    assert parse(["1.234", "1.5"], "benchmark", "waarde") == [1.234, 1.5]
    assert parse(["1.234"], "benchmark", "waarde") == [1.234]
    assert parse(["1,234"], "benchmark", "waarde") == [1.234]


def test_whole_numbers() -> None:
    texts = ["12", "12.0", "12,00", "-3", "1.234", "18.000", "12.5", "x", " 7 "]
    expected = [12, 12, 12, -3, 1234, 18000, None, None, 7]
    assert parse(texts, "bevolking", "aantal") == expected


def test_decimals() -> None:
    texts = ["12,5", "12.5", "1.234,5", "0.001", "1e-05", "x", "NaN", "inf", "-0"]
    expected = [12.5, 12.5, 1234.5, 0.001, 0.00001, None, None, None, 0.0]
    assert parse(texts, "benchmark", "waarde") == expected


def test_yes_and_no() -> None:
    yes = ["ja", "J", "TRUE", "Waar", "1", "1.0"]
    no = ["Nee", "n", "false", "ONWAAR", "0", " nee "]
    assert parse(yes, "personen", "statushouder") == [True] * 6
    assert parse(no, "personen", "statushouder") == [False] * 6
    assert parse(["misschien", "", None], "personen", "statushouder") == [None] * 3


def test_codes_get_their_zero_back() -> None:
    texts = ["1", "01", "11", "1.0", "W1", "", None]
    expected = ["01", "01", "11", "01", "W1", None, None]
    assert parse(texts, "uitkeringen", "reden_uitstroom") == expected


def test_choices_are_matched_generously() -> None:
    texts = [" Alleenstaande Ouder", "SAMENWONEND", "alleenstaande-ouder", "vreemd"]
    expected = ["alleenstaande_ouder", "samenwonend", "alleenstaande_ouder", "vreemd"]
    assert parse(texts, "uitkeringen", "leefvorm") == expected
    assert parse(["1.0", "2"], "voorzieningen", "reden_einde") == ["1", "2"]


def test_months() -> None:
    texts = ["2020-03", "202003", "2020-03-15", "15-03-2020", "202013", "2020-00", "maart"]
    expected = ["2020-03"] * 4 + [None] * 3
    assert parse(texts, "inkomsten", "maand") == expected
    written = ["mrt 2020", "Maart 2020", "3-2020", "03/2020", "2020MM03", "2020-3", "1 maart 2020"]
    assert parse(written, "inkomsten", "maand") == ["2020-03"] * 7
    assert parse(["13-2020", "mrt-20", "2020MM13"], "inkomsten", "maand") == [None] * 3


def test_text_is_trimmed_and_empty_is_null() -> None:
    texts = ["\u00a0007\u200b ", "", " \ufeff", None]
    assert parse(texts, "personen", "persoon_id") == ["007", None, None, None]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("31/02/2020", "99/99/9999"), ("Jansen-KANARIE", "letters-letters"),
        ("Pietje", "letters"), ("12 mrt 2020", "99 letters 9999"), ("a" * 50, "letters"),
        ("1" * 50, "9" * 20), ("Ü é", "letters letters"), ("x☂", "letters?"),
    ],
)  # fmt: skip
def test_pattern_shows_the_shape_only(text: str, shape: str) -> None:
    assert pl.DataFrame({"t": [text]}).select(pattern_of(pl.col("t"))).item() == shape


@settings(deadline=None)
@given(st.integers(-(10**13), 10**13))
def test_every_amount_of_cents_survives_dutch_notation(cents: int) -> None:
    euros, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    dutch = f"{sign}{euros:,}".replace(",", ".") + f",{rest:02d}"
    assert parse([dutch, f"{sign}{euros}.{rest:02d}"], "kosten", "bedrag") == [cents, cents]


@settings(deadline=None)
@given(st.dates(date(1927, 5, 18), date(2100, 12, 31)))
def test_every_date_survives_every_notation(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    forms = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%Y-%m-%d 00:00:00"]
    texts = [day.strftime(form) for form in forms] + [
        str(serial),
        f"{day.day}-{day.month}-{day.year}",
    ]
    assert parse(texts, "kosten", "datum") == [day] * len(texts)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=5))
def test_any_text_is_read_or_is_null_and_never_breaks(texts: list[str]) -> None:
    clean: list[str | None] = [text.encode(errors="ignore").decode() for text in texts]
    for table, name in ONE_OF_EACH_KIND:
        assert len(parse(clean, table, name)) == len(clean)


_CELLS = st.sampled_from(
    [
        "01-02-2020", "2020-02-01", "31-02-2020", "31-12-9999", "1-2-2020", "1960", "2020-03",
        "202003", "12", "007", "-3", "12,50", "12.50", "1.234,50", "1.234", "12,5", "0,125",
        "ja", "nee", "J", "alleenstaande", "Samenwonend", "01", "1", "W1", "#N/B", "#tag",
        "wijk", " wijk ", "", " ", None,
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ONE_OF_EACH_KIND), st.lists(_CELLS, min_size=1, max_size=4))
def test_the_quick_reading_of_plain_cells_gives_what_the_full_one_gives(
    place: tuple[str, str], texts: list[str | None]
) -> None:
    table, name = place
    wanted = column(table, name)
    frame = pl.DataFrame({"c0": texts}, schema={"c0": pl.String})
    columns = plain_columns(frame, {name: "c0"}, {name: wanted}).values()
    different = plain_values(frame.to_series(), wanted)
    assert (different is not None) == bool(columns)
    for values in (*columns, *([different] if different is not None else [])):
        assert values.dtype == wanted.dtype
        assert values.to_list() == parse(texts, table, name)


def test_plain_cells_are_read_quickly() -> None:
    frame = pl.DataFrame({"c0": ["01-02-2020", "", None, "2020-02-01"]})
    name, wanted = "einddatum", column("uitkeringen", "einddatum")
    assert list(plain_columns(frame, {name: "c0"}, {name: wanted})) == [name]

"""Tests of the reference evaluator itself: tiny cases worked out by hand, and identities.

The identities run over random caseloads; the person counts are held against sets of days, a
third way of counting that knows no spells at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from .casefiles import STANDARD, aow_date, cohort_window, completed_years, merge, open_files
from .caseloads import FIRST, random_caseload, write_csv
from .counting import MEDIANS
from .evaluator import evaluate
from .register import WATCHED, half_year_after

DAY = timedelta(days=1)
YEAR_2020 = (date(2020, 1, 1), date(2020, 12, 31))
PERIODS = [
    YEAR_2020,
    (date(2019, 1, 1), date(2019, 12, 31)),
    (date(2020, 2, 1), date(2020, 2, 29)),
    (date(2018, 7, 1), date(2020, 6, 30)),
    (date(2020, 3, 1), date(2020, 3, 1)),
]
TOTAL = ("totaal", "totaal")


def d(text: str) -> date:
    return date.fromisoformat(text)


def benefit(who: str, start: str, end: str | None = None, **more) -> dict:
    """A row of uitkeringen; the id is the person and the start unless it is given."""
    row = {
        "uitkering_id": f"U-{who}-{start}",
        "persoon_id": who,
        "rol": "client",
        "regeling": "PW",
        "leefvorm": "alleenstaande",
        "ingangsdatum": d(start),
        "einddatum": d(end) if end else None,
        "reden_instroom": None,
        "reden_uitstroom": None,
    }
    return row | more


def person(who: str, birth: str = "1980-05-05", **more) -> dict:
    row = {"persoon_id": who, "geboortedatum": d(birth), "geslacht": "vrouw"}
    return row | {"statushouder": None, "wijk": None} | more


def level(who: str, categorie: str, start: str, end: str | None = None, **more) -> dict:
    row = {"persoon_id": who, "categorie": categorie, "begindatum": d(start)}
    return row | {"einddatum": d(end) if end else None} | more


def year_2020(*rows: dict, rules=STANDARD, **tables) -> dict:
    """All figures of 2020 for these rows of uitkeringen and these other tables."""
    return evaluate({"personen": [], "uitkeringen": list(rows), **tables}, *YEAR_2020, rules)


def totals(figures: dict, *names: str) -> list:
    return [figures[name, *TOTAL][0] for name in names]


FLOW = ("stand_begin", "instroom", "uitstroom", "stand_eind")
PERSON_FLOW = ("stand_begin_personen", "instroom_personen", "uitstroom_personen", "stand_personen")


# --- boundary days -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-01-01", "2020-12-31", [0, 1, 1, 0]),
        ("2019-12-31", "2021-01-01", [1, 0, 0, 1]),
        ("2019-01-01", "2019-12-31", [0, 0, 0, 0]),
        ("2019-01-01", "2020-01-01", [1, 0, 1, 0]),
        ("2020-12-31", None, [0, 1, 0, 1]),
        ("2021-01-01", None, [0, 0, 0, 0]),
        ("2020-06-01", "2020-06-01", [0, 0, 0, 0]),  # annulled
        ("2019-06-01", "9999-12-31", [1, 0, 0, 1]),
    ],
)
def test_boundary_days_of_stock_and_flow(start, end, expected):
    figures = year_2020(benefit("p", start, end))
    assert totals(figures, *FLOW) == expected
    assert totals(figures, *PERSON_FLOW) == expected


def test_other_schemes_are_left_out_and_do_not_join_spells():
    rows = [
        benefit("p", "2019-01-01", "2020-03-31"),
        benefit("p", "2020-04-01", "2020-05-31", regeling="TOZO"),
        benefit("p", "2020-06-01"),
    ]
    figures = year_2020(*rows)
    assert totals(figures, *FLOW) == [1, 1, 1, 1]
    assert totals(figures, *PERSON_FLOW) == [1, 1, 1, 1]


def test_an_annulled_row_does_not_join_spells():
    rows = [
        benefit("p", "2019-01-01", "2020-03-31"),
        benefit("p", "2020-04-01", "2020-04-01"),
        benefit("p", "2020-04-02"),
    ]
    assert totals(year_2020(*rows), *PERSON_FLOW) == [1, 1, 1, 1]


# --- units -------------------------------------------------------------------------------


def test_next_day_restart_is_two_benefits_and_one_person_spell():
    figures = year_2020(benefit("p", "2019-01-01", "2020-06-30"), benefit("p", "2020-07-01"))
    assert totals(figures, *FLOW) == [1, 1, 1, 1]
    assert totals(figures, *PERSON_FLOW) == [1, 0, 0, 1]


def test_one_day_without_benefit_is_an_end_and_a_start():
    figures = year_2020(benefit("p", "2019-01-01", "2020-06-30"), benefit("p", "2020-07-02"))
    assert totals(figures, *PERSON_FLOW) == [1, 1, 1, 1]


def test_a_restart_across_the_end_of_the_period_is_no_outflow_of_a_person():
    figures = year_2020(benefit("p", "2019-01-01", "2020-12-31"), benefit("p", "2021-01-01"))
    assert totals(figures, *FLOW) == [1, 0, 1, 0]
    assert totals(figures, *PERSON_FLOW) == [1, 0, 0, 1]


def test_merging_keeps_the_longest_end_of_a_spell_within_a_spell():
    rows = [
        benefit("p", "2019-01-01", "2020-06-30"),
        benefit("p", "2019-03-01", "2019-04-01"),
        benefit("p", "2020-07-01", "2020-08-31"),
        benefit("p", "2020-10-01", None),
    ]
    spells = [(s.start, s.end) for s in merge(rows, 0)]
    assert spells == [(d("2019-01-01"), d("2020-08-31")), (d("2020-10-01"), None)]
    assert len(merge(rows, 29)) == 2  # 30 days without benefit
    assert len(merge(rows, 30)) == 1


def test_a_couple_is_one_benefit_and_two_persons():
    rows = [
        benefit("a", "2019-01-01", uitkering_id="U"),
        benefit("b", "2020-02-01", uitkering_id="U", rol="partner"),
    ]
    figures = year_2020(*rows)
    assert totals(figures, *FLOW) == [1, 0, 0, 1]
    assert totals(figures, *PERSON_FLOW) == [1, 1, 0, 2]
    assert figures["stand_personen", "rol", "partner"] == (1, None)
    assert figures["stand_personen", "rol", "onbekend"] == (0, None)


def test_without_client_or_with_two_the_earliest_then_the_lowest_person_counts():
    partners = [
        benefit("b", "2019-01-01", uitkering_id="U", rol="partner", leefvorm="anders"),
        benefit("a", "2019-01-01", uitkering_id="U", rol="partner", leefvorm="samenwonend"),
        benefit("0", "2019-01-02", uitkering_id="U", rol="partner"),
    ]
    assert year_2020(*partners)["stand_eind", "leefvorm", "samenwonend"] == (1, None)
    clients = [
        benefit("b", "2018-12-31", "2020-05-01", uitkering_id="U"),
        benefit("a", "2019-01-01", uitkering_id="U"),
        benefit("0", "2017-01-01", uitkering_id="U", rol="partner"),
    ]
    assert totals(year_2020(*clients), *FLOW) == [1, 0, 1, 0]


def test_two_open_benefits_of_one_person_are_two_benefits_and_one_person():
    figures = year_2020(benefit("p", "2019-01-01"), benefit("p", "2020-03-01", regeling="IOAW"))
    assert totals(figures, *FLOW) == [1, 1, 0, 2]
    assert totals(figures, *PERSON_FLOW) == [1, 0, 0, 1]
    assert figures["stand_personen", "regeling", "IOAW"] == (1, None)  # latest ingangsdatum
    assert figures["herindeling_personen", "regeling", "IOAW"] == (1, None)
    assert figures["herindeling_personen", "regeling", "PW"] == (-1, None)
    assert figures["herindeling", "regeling", "IOAW"] == (0, None)


def test_a_persons_values_prefer_the_client_row_over_a_later_partner_row():
    rows = [
        benefit("p", "2019-01-01", leefvorm="anders"),
        benefit("p", "2019-06-01", rol="partner", leefvorm="samenwonend"),
    ]
    figures = year_2020(*rows)
    assert figures["stand_personen", "rol", "client"] == (1, None)
    assert figures["stand_personen", "leefvorm", "anders"] == (1, None)


# --- reasons -----------------------------------------------------------------------------


def couple_that_ends(client_code, *partner_rows) -> dict:
    rows = [benefit("a", "2019-01-01", "2020-06-30", uitkering_id="U", reden_uitstroom=client_code)]
    for who, end, code in partner_rows:
        more = {"uitkering_id": "U", "rol": "partner", "reden_uitstroom": code}
        rows.append(benefit(who, "2019-01-01", end, **more))
    return year_2020(*rows)


@pytest.mark.parametrize(
    ("client", "partners", "group"),
    [
        ("97", [("b", "2020-06-30", "11")], "werk"),
        ("97", [("b", "2020-06-29", "11")], "partner"),  # another last day
        ("97", [("b", "2020-06-30", "97")], "partner"),
        ("97", [("b", "2020-06-30", None)], "partner"),
        ("97", [("c", "2020-06-30", "11"), ("b", "2020-06-30", "06")], "handhaving"),
        ("97", [("c", "2020-06-30", "11"), ("b", "2020-06-30", None)], "werk"),
        ("97", [("b", "2020-06-30", "88")], "onbekend"),
        ("01", [("b", "2020-06-30", "11")], "onderwijs"),
        (None, [("b", "2020-06-30", "11")], "onbekend"),
        ("97", [], "partner"),
    ],
)
def test_a_clients_97_gives_way_to_the_partners_reason(client, partners, group):
    figures = couple_that_ends(client, *partners)
    for name in ("uitstroom_naar_reden", "uitstroom"):
        assert figures[name, "reden_uitstroom", group] == (1, None)
        assert figures[name, "reden_uitstroom", "overig"] == (0, None)


def test_for_persons_a_clients_97_is_replaced_and_a_partners_97_stays():
    figures = couple_that_ends("97", ("b", "2020-06-30", "11"))
    assert figures["uitstroom_naar_reden_personen", "reden_uitstroom", "partner"] == (0, None)
    assert figures["uitstroom_naar_reden_personen", "reden_uitstroom", "werk"] == (2, None)
    figures = couple_that_ends("11", ("b", "2020-06-30", "97"))
    assert figures["uitstroom_naar_reden_personen", "reden_uitstroom", "partner"] == (1, None)
    assert figures["uitstroom_werk_personen", *TOTAL] == (1, None)
    assert figures["uitstroom_werk", *TOTAL] == (1, None)


def test_a_persons_reason_is_that_of_the_row_that_ends_the_merged_spell():
    rows = [
        benefit("p", "2019-01-01", "2020-06-30", reden_uitstroom="11"),
        benefit("p", "2020-01-01", "2020-08-31", reden_uitstroom="06"),
        benefit("p", "2020-02-01", "2020-08-31", reden_uitstroom="01", rol="partner"),
    ]
    figures = year_2020(*rows)
    assert totals(figures, "uitstroom_personen", "uitstroom_handhaving_personen") == [1, 1]
    assert totals(figures, "uitstroom", "uitstroom_werk") == [3, 1]
    assert figures["uitstroom_werk_aandeel", *TOTAL] == (1, 3)


# --- ages, durations and groups ----------------------------------------------------------


def test_completed_years_of_29_february():
    assert completed_years(d("1992-02-29"), d("2019-02-28")) == 26
    assert completed_years(d("1992-02-29"), d("2019-03-01")) == 27
    assert completed_years(d("1992-02-29"), d("2020-02-29")) == 28


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("1947-06-15", "2012-06-15"),  # before the table: 65
        ("1948-01-01", "2013-02-01"),
        ("1950-10-01", "2016-04-01"),  # 65+3 would be in 2016, where 65+6 holds
        ("1952-08-31", "2018-08-31"),
        ("1953-10-31", "2020-03-01"),  # 29 February exists, 31 February does not
        ("1953-10-29", "2020-02-29"),
        ("1955-09-01", "2022-04-01"),  # 66+4 would be 2022-01-01
        ("1955-08-31", "2021-12-31"),
        ("1957-03-15", "2024-03-15"),
    ],
)
def test_aow_date_is_the_age_valid_on_that_very_day(birth, expected):
    assert aow_date(d(birth), STANDARD) == d(expected)


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        ("1994-01-01", "<27"),
        ("1993-12-31", "27-44"),
        ("1976-01-01", "27-44"),
        ("1975-12-31", "45-54"),
        ("1965-12-31", "55-AOW"),
        ("1954-09-01", "55-AOW"),  # AOW on 1 January 2021
        ("1954-08-31", "AOW+"),  # AOW on 31 December 2020
    ],
)
def test_age_band_at_the_end_of_the_year(birth, band):
    figures = year_2020(benefit("p", "2019-01-01"), personen=[person("p", birth)])
    assert figures["stand_eind", "leeftijdsgroep", band] == (1, None)
    assert figures["stand_personen", "leeftijdsgroep", band] == (1, None)


def test_unknown_person_is_onbekend_and_in_no_group_of_age():
    figures = year_2020(benefit("p", "2019-01-01"))
    for dimension in ("leeftijdsgroep", "geslacht", "statushouder", "wijk"):
        assert figures["stand_eind", dimension, "onbekend"] == (1, None)
    assert figures["stand_eind", "doelgroep", "50_plus"] == (0, None)


def test_each_value_has_the_date_of_its_figure_and_herindeling_closes_the_sum():
    people = [person("p", "1975-06-01")]  # 45 in the summer
    figures = year_2020(benefit("p", "2019-01-01"), personen=people)
    assert figures["stand_begin", "leeftijdsgroep", "27-44"] == (1, None)
    assert figures["stand_eind", "leeftijdsgroep", "45-54"] == (1, None)
    assert figures["herindeling", "leeftijdsgroep", "27-44"] == (-1, None)
    assert figures["herindeling", "leeftijdsgroep", "45-54"] == (1, None)
    assert figures["herindeling", "doelgroep", "45_54"] == (1, None)
    assert figures["herindeling", *TOTAL] == (0, None)


def test_duration_counts_from_the_benefit_or_from_the_merged_spell():
    rows = [benefit("p", "2015-12-31", "2020-06-30"), benefit("p", "2020-07-01")]
    figures = year_2020(*rows)
    assert figures["stand_begin", "duurklasse", "3-5"] == (1, None)  # a day short of 4 years
    assert figures["stand_eind", "duurklasse", "<1"] == (1, None)
    assert figures["stand_personen", "duurklasse", "5-10"] == (1, None)  # 5 years that day
    assert figures["stand_personen", "doelgroep", "langdurig"] == (1, None)
    assert figures["stand_eind", "doelgroep", "langdurig"] == (0, None)


def test_ex_zelfstandigen_follow_the_start_of_benefit_or_spell():
    rows = [
        benefit("p", "2019-01-01", "2020-06-30", reden_instroom="13"),
        benefit("p", "2020-07-01", reden_instroom="01"),
    ]
    figures = year_2020(*rows)
    assert figures["stand_begin", "doelgroep", "ex_zelfstandigen"] == (1, None)
    assert figures["stand_eind", "doelgroep", "ex_zelfstandigen"] == (0, None)
    assert figures["stand_personen", "doelgroep", "ex_zelfstandigen"] == (1, None)
    assert figures["instroom_naar_reden", "reden_instroom", "onderwijs"] == (1, None)
    assert figures["instroom_naar_reden_personen", "reden_instroom", "onderwijs"] == (0, None)


def test_status_groups_inburgering_and_part_time_income():
    people = [
        person("p", statushouder=True, inburgering_vanaf=d("2018-01-01"), inburgering_tot=None),
        person("q", statushouder=False, inburgering_vanaf=d("2018-01-01"))
        | {"inburgering_tot": d("2020-12-30")},
        person("r", inburgering_vanaf=d("2018-01-01"), inburgering_tot=d("2020-12-31")),
    ]
    income = [
        {"persoon_id": "p", "maand": "2020-12", "soort": "11", "bedrag": 100.0},
        {"persoon_id": "q", "maand": "2020-12", "soort": "11", "bedrag": 100.0},
        {"persoon_id": "q", "maand": "2020-12", "soort": "11", "bedrag": -100.0},
        {"persoon_id": "r", "maand": "2020-12", "soort": "17", "bedrag": 100.0},
        {"persoon_id": "r", "maand": "2020-11", "soort": "11", "bedrag": 100.0},
    ]
    rows = [benefit(who, "2019-01-01") for who in "pqr"]
    figures = year_2020(*rows, personen=people, inkomsten=income)
    group = {key[2]: figures[key][0] for key in figures if key[:2] == ("stand_eind", "doelgroep")}
    assert group["statushouders"] == group["vrouwelijke_statushouders"] == 1
    assert group["inburgeraars"] == 2
    assert group["parttime_werkenden"] == 1
    status = [figures["stand_eind", "statushouder", x][0] for x in ("ja", "nee", "onbekend")]
    assert status == [1, 1, 1]


# --- states ------------------------------------------------------------------------------


def level_at_end(*rows: dict) -> str:
    figures = year_2020(benefit("p", "2019-01-01"), categorieen=list(rows))
    found = [k[2] for k, v in figures.items() if k[:2] == ("stand_personen", "categorie") and v[0]]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "onbekend"),
        ([level("p", "Zorg", "2020-01-01", "2020-12-31")], "Zorg"),  # last day included
        ([level("p", "Zorg", "2020-01-01", "2020-12-30")], "onbekend"),  # not carried on
        ([level("p", "Zorg", "2020-12-31", "2020-12-31")], "Zorg"),  # one day is real
        ([level("p", "Zorg", "2020-01-01"), level("p", "Werkfit", "2019-01-01")], "Zorg"),
        (
            [level("p", "Zorg", "2020-01-01"), level("p", "Werkfit", "2020-01-01", "2021-01-01")],
            "Zorg",
        ),
        ([level("p", "Werkfit", "2020-01-01"), level("p", "Meedoen", "2020-01-01")], "Meedoen"),
        ([level("p", "Overig", "2020-06-01"), level("p", "Werkfit", "2019-01-01")], "onbekend"),
        ([level("q", "Zorg", "2020-01-01")], "onbekend"),
    ],
)
def test_the_state_that_wins(rows, expected):
    assert level_at_end(*rows) == expected
    assert level_at_end(*rows[::-1]) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0-40"),
        (39.9, "0-40"),
        (40.0, "40-70"),
        (70, "70-100"),
        (99.9, "70-100"),
        (100.0, "100+"),
        (None, "onbekend"),
    ],
)
def test_wage_class_includes_its_lower_bound(value, expected):
    older = {"persoon_id": "p", "begindatum": d("2018-01-01"), "loonwaarde_pct": 50.0}
    newer = {"persoon_id": "p", "begindatum": d("2020-02-01"), "loonwaarde_pct": value}
    rows = [older | {"door_keuring": False}, newer | {"door_keuring": True}]
    figures = year_2020(benefit("p", "2019-01-01"), arbeidsvermogen=rows)
    known = 0 if value is None else 1
    assert figures["stand_begin", "loonwaardeklasse", "40-70"] == (1, None)
    assert figures["stand_eind", "loonwaardeklasse", expected] == (1, None)
    assert figures["stand_eind", "door_keuring", "ja"] == (1, None)
    assert figures["loonwaarde_bekend_pct", *TOTAL] == (known, 1)
    assert figures["keuring_pct", *TOTAL] == (known, known)


def test_doorstroom_has_a_diagonal_unknowns_and_borders():
    rows = [
        benefit("a", "2019-01-01"),
        benefit("b", "2019-01-01"),
        benefit("c", "2019-01-01", "2020-05-31"),
        benefit("d", "2020-05-01"),
        benefit("e", "2019-01-01", "2020-05-31"),
        benefit("e", "2020-08-01"),  # left and came back: net of it
    ]
    levels = [
        level("a", "Zorg", "2019-01-01", "2020-06-30"),
        level("a", "Meedoen", "2020-07-01"),
        level("c", "Werkfit", "2019-01-01"),
        level("d", "Zorg", "2020-12-31"),
        level("e", "Meedoen", "2019-01-01"),
    ]
    figures = year_2020(*rows, categorieen=levels)
    cells = {k[2]: v[0] for k, v in figures.items() if k[:2] == ("doorstroom", "van|naar") and v[0]}
    assert cells == {
        "Zorg|Meedoen": 1,
        "onbekend|onbekend": 1,
        "Werkfit|uitstroom": 1,
        "instroom|Zorg": 1,
        "Meedoen|Meedoen": 1,
    }
    assert figures["doorstroom", *TOTAL] == (3, None)


def test_doorstroom_over_the_ladder_of_loonwaarde():
    wages = ("0-40", "40-70", "70-100", "100+")
    rules = replace(STANDARD, ladder_source="arbeidsvermogen", ladder=wages)
    rows = [
        {"persoon_id": "p", "begindatum": d("2019-01-01"), "loonwaarde_pct": 39.0},
        {"persoon_id": "p", "begindatum": d("2020-12-31"), "loonwaarde_pct": 100.0},
    ]
    figures = year_2020(benefit("p", "2019-01-01"), rules=rules, arbeidsvermogen=rows)
    assert figures["doorstroom", "van|naar", "0-40|100+"] == (1, None)


# --- shares ------------------------------------------------------------------------------


def test_the_four_denominators_are_four_numbers():
    rows = [
        benefit("a", "2019-01-01", "2020-06-30"),
        benefit("b", "2019-01-01"),
        benefit("c", "2020-03-31"),
        benefit("d", "2020-04-01", "2020-04-30"),
    ]
    figures = year_2020(*rows)
    assert figures["instroom_pct", *TOTAL] == (2, 4)
    assert figures["instroom_pct;noemer=begin", *TOTAL] == (2, 2)
    assert figures["uitstroom_pct;noemer=ultimo", *TOTAL] == (2, 2)
    # month ends: 2 2 3 3 3 2 2 2 2 2 2 2 (d is gone at the end of 30 April)
    assert figures["uitstroom_pct;noemer=gemiddeld", *TOTAL] == (2, Fraction(27, 12))
    assert figures["volume_pct", *TOTAL] == (0, 2)


@pytest.mark.parametrize(
    ("end", "first", "last"),
    [
        ("2020-12-31", "2019-01-01", "2019-12-31"),
        ("2021-02-28", "2019-03-01", "2020-02-29"),
        ("2020-02-29", "2018-03-01", "2019-02-28"),
        ("2020-02-28", "2018-03-01", "2019-02-28"),
        ("2021-02-27", "2019-02-28", "2020-02-27"),
        ("2022-02-28", "2020-03-01", "2021-02-28"),
        ("2020-11-30", "2018-12-01", "2019-11-30"),
        ("2020-06-15", "2018-06-16", "2019-06-15"),
    ],
)
def test_cohort_window(end, first, last):
    assert cohort_window(d(end)) == (d(first), d(last))


def test_out_within_the_first_year_is_365_days_at_most():
    rows = [
        benefit("a", "2019-01-01", "2020-01-01"),  # 365 days
        benefit("b", "2019-01-01", "2020-01-02"),  # 366
        benefit("c", "2019-12-31", "2020-12-30"),  # 365
        benefit("d", "2018-12-31", "2019-02-01"),  # before the window
        benefit("e", "2020-01-01", "2020-02-01"),  # after it
        benefit("f", "2019-06-01"),
    ]
    assert year_2020(*rows)["uitstroom_eerste_jaar", *TOTAL] == (2, 4)


@pytest.mark.parametrize(
    ("back", "gap_days", "expected"),
    [
        ("2019-04-01", 0, (0, 0)),  # the next day: one spell, no end
        ("2019-04-02", 0, (1, 1)),
        ("2019-04-30", 0, (1, 1)),
        ("2019-04-30", 30, (0, 0)),  # 29 days without: joined
        ("2019-05-01", 30, (0, 0)),  # 30 days without: joined
        ("2019-05-02", 30, (1, 1)),
        ("2020-03-30", 0, (1, 1)),  # 365 days after the end
        ("2020-03-31", 0, (0, 1)),
    ],
)
def test_returns_within_a_year(back, gap_days, expected):
    rows = [benefit("p", "2018-01-01", "2019-03-31", reden_uitstroom="11"), benefit("p", back)]
    figures = year_2020(*rows, rules=replace(STANDARD, gap_days=gap_days))
    again, ends = expected
    assert figures["herinstroom_12m", *TOTAL] == (again, ends)
    assert figures["duurzame_uitstroom_werk", *TOTAL] == (ends - again, ends)
    if back >= "2020":
        assert figures["herinstroom_aandeel", *TOTAL] == (again, 1)


def test_returns_without_those_who_cannot_return():
    rows = [
        benefit("a", "2018-01-01", "2019-03-31", reden_uitstroom="04"),
        benefit("b", "2018-01-01", "2019-03-31", reden_uitstroom="32"),
        benefit("b", "2019-10-01"),
        benefit("c", "2018-01-01", "2019-03-31"),
    ]
    figures = year_2020(*rows)
    assert figures["herinstroom_12m", *TOTAL] == (1, 3)
    assert figures["herinstroom_12m;uitgezonderd=overlijden,aow,verhuizing", *TOTAL] == (0, 1)


# --- gate and instruments ----------------------------------------------------------------


def melding(who: str | None, day: str, applied: str | None = None, **more) -> dict:
    row = {"persoon_id": who, "geboortedatum": None, "meldingsdatum": d(day)}
    return row | {"aanvraagdatum": d(applied) if applied else None} | more


def test_the_gate():
    rows = [
        melding("p", "2020-01-01", "2020-12-31", besluit="toegekend", besluitdatum=d("2021-01-01")),
        melding("p", "2020-12-31", "2021-01-01"),
        melding(None, "2020-05-01", geboortedatum=d("2000-01-01")),
        melding("p", "2019-12-31", "2020-01-01", besluit="toegekend", besluitdatum=d("2020-02-01")),
        melding("p", "2021-01-01"),
    ]
    people = [person("p", "1993-12-31")]
    figures = year_2020(benefit("p", "2019-01-01", "2020-01-01"), personen=people, meldingen=rows)
    assert totals(figures, "meldingen", "aanvragen", "toekenningen") == [3, 2, 1]
    assert figures["preventie_pct", *TOTAL] == (2, 3)
    assert figures["meldingen", "regeling", "PW"] == (1, None)  # 1 January: the last day counts
    assert figures["meldingen", "regeling", "onbekend"] == (2, None)
    assert figures["meldingen", "leeftijdsgroep", "<27"] == (2, None)
    assert figures["meldingen", "leeftijdsgroep", "27-44"] == (1, None)
    assert figures["toekenningen", "leeftijdsgroep", "<27"] == (1, None)
    assert figures["meldingen", "geslacht", "onbekend"] == (1, None)


def voorziening(who: str, start: str, end: str | None, **more) -> dict:
    row = {"persoon_id": who, "instrument": "lks", "aanbieder": None, "begindatum": d(start)}
    return row | {"einddatum": d(end) if end else None} | more


def test_instruments_run_at_the_end_of_the_day_and_reach_counts_persons():
    rows = [
        voorziening("p", "2020-12-31", "2020-12-31"),  # one day: started, not running
        voorziening("p", "2019-01-01", None),
        voorziening("p", "2020-01-01", "2021-01-01", instrument="wmo", aanbieder="WSP"),
        voorziening("q", "2020-03-01", "9999-12-31"),  # no benefit
        voorziening("r", "2020-03-01", "2020-12-31"),
    ]
    stock = [benefit("p", "2019-01-01"), benefit("r", "2019-01-01")]
    figures = year_2020(*stock, voorzieningen=rows)
    assert totals(figures, "voorzieningen_lopend", "voorzieningen_gestart") == [3, 4]
    assert figures["bereik_pct", *TOTAL] == (1, 2)
    assert figures["voorzieningen_lopend", "instrument", "wmo"] == (1, None)
    assert figures["voorzieningen_lopend", "aanbieder", "onbekend"] == (2, None)
    assert figures["voorzieningen_lopend", "regeling", "onbekend"] == (1, None)


def test_an_absent_table_switches_off_only_what_needs_it():
    figures = year_2020(benefit("p", "2019-01-01"))
    names = {key[0] for key in figures}
    assert not names & {"meldingen", "voorzieningen_lopend", "bereik_pct", "doorstroom"}
    assert {"stand_eind", "herinstroom_12m"} <= names
    assert not {key[1] for key in figures} & {"categorie", "loonwaardeklasse"}
    assert ("stand_eind", "doelgroep", "parttime_werkenden") not in figures


# --- random caseloads --------------------------------------------------------------------

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_identities_on_random_caseloads(seed):
    tables = random_caseload(seed)
    for begin, end in PERIODS:
        figures = evaluate(tables, begin, end)
        for tail, closing in (("", "stand_eind"), ("_personen", "stand_personen")):
            for key in [key for key in figures if key[0] == "stand_begin" + tail]:
                place = key[1:]
                names = ("stand_begin" + tail, "instroom" + tail, "uitstroom" + tail)
                opening, came, left = (figures[name, *place][0] for name in names)
                moved = figures["herindeling" + tail, *place][0]
                assert opening + came - left + moved == figures[closing, *place][0]
                if place[0] in ("totaal", "geslacht", "statushouder", "wijk"):
                    assert moved == 0
                if not tail and place[0] in ("regeling", "leefvorm"):
                    assert moved == 0


# A person can have two exemptions, and an exemption is of several duties.
OVERLAP = {
    (name, dimension)
    for name in ("ontheffing_pct", "tegenprestatie_bij_ontheffing_pct")
    for dimension in ("soort", "verplichting")
}


# What is toegerekend; persons in two categories.
NOT_ADDED = {
    "uitputting_pct", "kosten", "kosten_aantal", "budget_verwacht", "budget_gerealiseerd",
    "budget_verplicht",
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_categories_add_up_to_the_total(seed):
    figures = evaluate(random_caseload(seed), *YEAR_2020)
    sums: Counter = Counter()
    for (name, dimension, _), (numerator, denominator) in figures.items():
        if name.partition(";")[0] in MEDIANS | NOT_ADDED or (name, dimension) in OVERLAP:
            continue
        if dimension not in ("totaal", "van|naar", "score") and "doelgroep" not in dimension:
            sums[name, dimension, "teller"] += numerator
            sums[name, dimension, "noemer"] += denominator or 0
    for (name, _, part), value in sums.items():
        total = figures[name, *TOTAL]
        assert value == (total[0] if part == "teller" else total[1] or 0), name


@pytest.mark.parametrize("seed", SEEDS)
def test_persons_against_sets_of_days(seed):
    """Stock, inflow and outflow of persons, counted day by day without any spell."""
    tables = random_caseload(seed)
    for begin, end in PERIODS:
        days: dict[str, set[date]] = {}
        for row in open_files(tables, STANDARD).tables["uitkeringen"]:
            first = max(row["ingangsdatum"], begin - DAY)
            last = min(row["einddatum"] or date.max, end + DAY)
            entitled = {first + n * DAY for n in range((last - first).days + 1)}
            days.setdefault(row["persoon_id"], set()).update(entitled)
        period = [begin + n * DAY for n in range((end - begin).days + 1)]
        stock = [sum(x in s and x + DAY in s for s in days.values()) for x in (begin - DAY, end)]
        came = sum(x in s and x - DAY not in s for s in days.values() for x in period)
        left = sum(x in s and x + DAY not in s for s in days.values() for x in period)
        figures = evaluate(tables, begin, end)
        assert totals(figures, *PERSON_FLOW) == [stock[0], came, left, stock[1]]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_matrix_adds_up_to_the_stands(seed):
    figures = evaluate(random_caseload(seed), *YEAR_2020)
    matrix = {k: v for k, v in figures.items() if k[:2] == ("doorstroom", "van|naar")}
    cells = [(*k[2].split("|"), v[0]) for k, v in matrix.items()]
    for place in ("Zorg", "Meedoen", "Werkfit", "onbekend"):
        row = sum(number for before, _, number in cells if before == place)
        column = sum(number for _, after, number in cells if after == place)
        assert row == figures["stand_begin_personen", "categorie", place][0]
        assert column == figures["stand_personen", "categorie", place][0]


@pytest.mark.parametrize("seed", SEEDS)
def test_row_order_and_rows_that_do_not_count_change_nothing(seed):
    tables = random_caseload(seed)
    shuffled = {name: Random(seed).sample(rows, len(rows)) for name, rows in tables.items()}
    shuffled["uitkeringen"] = [
        row
        for row in shuffled["uitkeringen"]
        if row["regeling"] != "TOZO" and row["einddatum"] != row["ingangsdatum"]
    ]
    rules = replace(STANDARD, gap_days=30)
    assert evaluate(tables, *YEAR_2020, rules) == evaluate(shuffled, *YEAR_2020, rules)


def test_a_caseload_is_reproducible_and_sound():
    assert random_caseload(3) == random_caseload(3) != random_caseload(4)
    for seed in SEEDS:
        tables = random_caseload(seed)
        keys = [(row["uitkering_id"], row["persoon_id"]) for row in tables["uitkeringen"]]
        assert len(keys) == len(set(keys))
        for rows in tables.values():
            for row in rows:
                start = row.get("ingangsdatum") or row.get("begindatum")
                end = row.get("einddatum")
                assert start is None or end is None or end >= start


def test_caseloads_hold_every_edge():
    """Each of the twenty caseloads is small; together they hold what a convention breaks on."""
    seen = set()
    for seed in SEEDS:
        tables = random_caseload(seed)
        known = {row["persoon_id"] for row in tables["personen"]}
        in_benefit = {row["persoon_id"] for row in tables["uitkeringen"]}
        for row in tables["uitkeringen"]:
            start, end = row["ingangsdatum"], row["einddatum"]
            seen |= {f"start {start:%d-%m}", f"end {end:%d-%m}" if end else "open"}
            seen |= {f"out {row['reden_uitstroom']}", f"in {row['reden_instroom']}"}
            seen |= {row["regeling"], "annulled" if start == end else "real"}
            seen |= {"known" if row["persoon_id"] in known else "missing person"}
        for row in tables["arbeidsvermogen"]:
            seen.add(f"loonwaarde {row['loonwaarde_pct']}")
        for row in tables["voorzieningen"]:
            seen.add("one day" if row["begindatum"] == row["einddatum"] else "longer")
            seen.add("own" if row["persoon_id"] in in_benefit else "without benefit")
        seen |= {"nobody" if row["persoon_id"] is None else "body" for row in tables["meldingen"]}
        seen |= {f"born {row['geboortedatum']:%d-%m}" for row in tables["personen"]}
        seen |= around_the_benefit(tables)
    wanted = "annulled, open, TOZO, missing person, one day, without benefit, nobody, out 97, "
    wanted += (
        "out None, out 88, in 77, start 01-01, end 31-12, start 29-02, end 29-02, born 29-02, "
    )
    wanted += "loonwaarde None, loonwaarde 40.0, loonwaarde 70.0, loonwaarde 100.0"
    wanted += ", 9999 voorzieningen, 9999 ontheffingen, 9999 activiteiten, 9999 categorieen"
    wanted += ", exemptions at once, duties +, duties None, activity of one day, nugger in benefit"
    wanted += ", cost None, cost of nobody, cost before benefit, committed, paid back, check None"
    wanted += ", check of what is not there, check before, decided before applied, no besluitdatum"
    wanted += ", no besluit, suspended, no score, on time, instrument before benefit, AM Match"
    wanted += ", waits 56, waits 57, due on an edge, out after half a year, out a day later"
    wanted += ", instrument of no catalogue, sanction after benefit, two versions, nugger"
    assert set(wanted.split(", ")) <= seen


def around_the_benefit(tables: dict) -> set[str]:
    """What of the rest of the register is in a caseload."""
    first, seen = {}, set()
    for row in tables["uitkeringen"]:
        who = row["persoon_id"]
        first[who] = min(first.get(who, row["ingangsdatum"]), row["ingangsdatum"])
    for name, rows in tables.items():
        seen |= {f"9999 {name}" for row in rows if row.get("einddatum") == date(9999, 12, 31)}
    for row in tables["ontheffingen"]:
        seen.add("duties +" if "+" in (row["verplichting"] or "") else f"duties {row['soort']}")
        seen.add(f"duties {row['verplichting']}")
        others = [o for o in tables["ontheffingen"] if o["persoon_id"] == row["persoon_id"]]
        if any(o["soort"] != row["soort"] and overlap(o, row) for o in others):
            seen.add("exemptions at once")
    for row in tables["activiteiten"]:
        seen.add("activity of one day" if row["begindatum"] == row["einddatum"] else "longer")
    for row in tables["personen"]:
        if row["nugger_vanaf"]:
            seen.add("nugger in benefit" if row["persoon_id"] in first else "nugger")
    for row in tables["maatregelen"]:
        ends = [u["einddatum"] for u in tables["uitkeringen"] if same_person(u, row)]
        if ends and None not in ends and max(ends) < row["begindatum"]:
            seen.add("sanction after benefit")
    versions = Counter((row["jaar"], row["budgetpost"]) for row in tables["budgetten"])
    seen |= {"two versions"} if max(versions.values()) > 1 else set()
    return seen | money_and_decisions(tables, first) | gate_and_instruments(tables, first)


def overlap(left: dict, right: dict) -> bool:
    ends = [row["einddatum"] or date.max for row in (left, right)]
    return left["begindatum"] <= ends[1] and right["begindatum"] <= ends[0]


def same_person(left: dict, right: dict) -> bool:
    return left["persoon_id"] == right["persoon_id"]


def money_and_decisions(tables: dict, first: dict) -> set[str]:
    seen = set()
    for row in tables["kosten"]:
        who = row["persoon_id"]
        seen |= {f"cost {row['budgetpost']}", "committed" if row["status"] == "verplicht" else ""}
        seen |= {"paid back" if row["bedrag"] < 0 else "", "cost of nobody" if who is None else ""}
        seen.add("cost before benefit" if who in first and row["datum"] < first[who] else "")
    decided = {row["besluit_id"]: row["datum"] for row in tables["besluiten"]}
    for row in tables["toetsingen"]:
        day = decided.get(row["besluit_id"])
        seen |= {f"check {row['besluit_id']}", "check before" if day and row["datum"] < day else ""}
        seen.add("check of what is not there" if row["besluit_id"] and not day else "")
    return seen


def gate_and_instruments(tables: dict, first: dict) -> set[str]:
    seen = set()
    for row in tables["meldingen"]:
        applied, decided = row["aanvraagdatum"], row["besluitdatum"]
        seen.add("decided before applied" if decided and decided < applied else "")
        seen.add("no besluitdatum" if row["besluit"] and not decided else "")
        seen.add("no besluit" if decided and not row["besluit"] else "")
        seen.add("suspended" if row["opschorting_dagen"] else "")
        for edge in WATCHED:
            if applied and (decided is None or decided > edge):
                seen.add(f"waits {(edge - applied).days - (row['opschorting_dagen'] or 0)}")
                seen.add("due on an edge" if (edge - applied).days == 28 else "")
    for row in tables["voorzieningen"]:
        who, end = row["persoon_id"], row["einddatum"]
        seen |= {row["aanbieder"], "no score" if row["ervaren_effect_client"] is None else ""}
        seen.add("on time" if end and end == row["verwachte_einddatum"] else "")
        seen.add("instrument before benefit" if row["begindatum"] < first.get(who, FIRST) else "")
        if end and end != date(9999, 12, 31):
            late = half_year_after(end)
            ends = {u["einddatum"] for u in tables["uitkeringen"] if same_person(u, row)}
            seen.add("out after half a year" if late in ends else "")
            seen.add("out a day later" if late + DAY in ends else "")
        known = row["instrument"] in STANDARD.instruments
        seen.add("instrument of no catalogue" if not known else "")
    return seen


@pytest.mark.parametrize("seed", SEEDS)
def test_costs_add_up_by_every_dimension(seed):
    figures = evaluate(random_caseload(seed), *YEAR_2020)
    for name in ("kosten", "kosten;status=verplicht"):
        for dimension in ("soort", "budgetpost", "beleidsdoel", "instrument", "geslacht"):
            parts = [f[0] for key, f in figures.items() if key[:2] == (name, dimension)]
            assert sum(parts) == figures[name, *TOTAL][0], dimension


def test_csv_is_written_the_dutch_way(tmp_path):
    tables = random_caseload(5)
    tables["arbeidsvermogen"] = [
        {"persoon_id": "007", "begindatum": d("2020-02-29"), "einddatum": None}
        | {"loonwaarde_pct": 39.5, "door_keuring": True}
    ]
    write_csv(tables, tmp_path / "nieuw")
    lines = (tmp_path / "nieuw" / "arbeidsvermogen.csv").read_text("cp1252").splitlines()
    assert lines == [
        "persoon_id;begindatum;einddatum;loonwaarde_pct;door_keuring",
        "007;29-02-2020;;39,5;ja",
    ]
    for name, rows in tables.items():
        text = (tmp_path / "nieuw" / f"{name}.csv").read_text("cp1252")
        assert len(text.splitlines()) == len(rows) + 1
    assert "Coöperatiehof" in (tmp_path / "nieuw" / "personen.csv").read_text("cp1252")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_on_adds_up_to_the_stands_and_to_the_chances(seed):
    figures = evaluate(random_caseload(seed), *YEAR_2020)
    stand = figures["stand_begin_personen", *TOTAL][0]
    became = [v[0] for k, v in figures.items() if k[:2] == ("na_een_jaar", "uitkomst")]
    assert figures["na_een_jaar", *TOTAL][0] == sum(became) == stand
    gone = sum(figures["na_een_jaar", "uitkomst", c][0] for c in ("werk_of_school", "anders_uit"))
    assert figures["overgangskans", *TOTAL] == (gone, stand)


def test_steps_of_the_funnel_are_parts_of_the_one_before():
    figures = evaluate(random_caseload(3), *YEAR_2020)
    applied, decided, still_open, granted = (
        figures[f"trechter_{step}_pct", *TOTAL][0]
        for step in ("aanvraag", "besluit", "open", "toekenning")
    )
    assert applied == decided + still_open and decided >= granted > 0
    old = [figures[f"aanvraag_8_weken_{n}_pct", *TOTAL] for n in ("toegekend", "anders", "open")]
    assert sum(number for number, _ in old) == old[0][1]

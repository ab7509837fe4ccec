"""Tests of the reference evaluator beyond stock and flow: tiny cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from .casefiles import STANDARD, extraction_date, open_files
from .caseloads import random_caseload
from .counting import median, worth
from .evaluator import evaluate
from .leadtimes import halfway
from .support import six_months_after
from .targets import NORMS, evaluate_targets, judge
from .test_evaluator import benefit, d, level, melding, person, voorziening, year_2020

TOTAL = ("totaal", "totaal")
LOONWAARDE = ("0-40", "40-70", "70-100", "100+")
SEEDS = range(20)


def spell_of(who: str, soort: str, start: str, end: str | None = None, **more) -> dict:
    """A row of activiteiten or ontheffingen."""
    row = {"persoon_id": who, "soort": soort, "begindatum": d(start)}
    return row | {"einddatum": d(end) if end else None} | more


def wage(who: str, value: float | None, start: str = "2019-01-01") -> dict:
    return {"persoon_id": who, "begindatum": d(start), "loonwaarde_pct": value}


def figure(figures: dict, name: str, dimension: str = "totaal", category: str = "totaal") -> tuple:
    return figures[name, dimension, category]


# --- exemptions, sanctions, work ---------------------------------------------------------


def test_exemptions_by_kind_and_duty_overlap():
    exemptions = [
        spell_of("a", "tijdelijk", "2020-01-01", verplichting="arbeid+re-integratie"),
        spell_of("a", "alleenstaande_ouder", "2020-01-01", "2021-01-01", verplichting="arbeid"),
        spell_of("b", "volledig_duurzaam", "2020-01-01", "9999-12-31", verplichting=None),
        spell_of("c", "tijdelijk", "2020-01-01", "2020-12-31", verplichting="arbeid"),  # over
        spell_of("z", "tijdelijk", "2020-01-01", verplichting="arbeid"),  # no benefit
    ]
    doing = [
        spell_of("a", "tegenprestatie", "2020-12-31"),
        spell_of("b", "zorgtraject", "2020-01-01"),
        spell_of("c", "vrijwilligerswerk", "2020-01-01"),
    ]
    rows = [benefit(who, "2019-01-01") for who in "abcd"]
    figures = year_2020(*rows, ontheffingen=exemptions, activiteiten=doing)
    assert figure(figures, "ontheffing_pct") == (2, 4)
    in_return = "tegenprestatie_bij_ontheffing_pct"
    assert figure(figures, in_return) == (1, 2)
    for dimension, category, exempt, active in (
        ("soort", "tijdelijk", 1, 1),
        ("soort", "alleenstaande_ouder", 1, 1),
        ("soort", "volledig_duurzaam", 1, 0),
        ("verplichting", "arbeid", 1, 1),
        ("verplichting", "re-integratie", 1, 1),
        ("verplichting", "tegenprestatie", 0, 0),
        ("verplichting", "onbekend", 1, 0),
    ):
        assert figure(figures, "ontheffing_pct", dimension, category) == (exempt, 4)
        assert figure(figures, in_return, dimension, category) == (active, exempt)
    assert figure(figures, "participatie_pct") == (3, 4)


def test_an_activity_of_one_day_does_not_run_at_the_end_of_it():
    rows = [spell_of("a", "vrijwilligerswerk", "2020-12-31", "2020-12-31")]
    figures = year_2020(benefit("a", "2019-01-01"), activiteiten=rows)
    assert figure(figures, "participatie_pct") == (0, 1)


def test_a_sanction_counts_once_for_who_was_there_or_came_in():
    rows = [
        benefit("a", "2019-01-01", "2020-03-31"),
        benefit("a", "2020-06-01"),  # there at vorig, and in again: one person
        benefit("b", "2020-12-31"),
        benefit("c", "2019-01-01", "2019-12-31"),  # gone at the end of vorig
    ]
    sanctions = [
        {"persoon_id": "a", "begindatum": d("2020-05-01")},
        {"persoon_id": "a", "begindatum": d("2020-07-01")},
        {"persoon_id": "b", "begindatum": d("2021-01-01")},
        {"persoon_id": "c", "begindatum": d("2020-01-01")},
    ]
    figures = year_2020(*rows, maatregelen=sanctions)
    assert figure(figures, "maatregel_pct") == (1, 2)


def test_part_time_income_of_the_month_of_the_end():
    income = [
        {"persoon_id": "a", "maand": "2020-12", "soort": "11", "bedrag": 100.1},
        {"persoon_id": "a", "maand": "2020-12", "soort": "11", "bedrag": 0.2},
        {"persoon_id": "a", "maand": "2020-12", "soort": None, "bedrag": 7.0},
        {"persoon_id": "b", "maand": "2020-11", "soort": "11", "bedrag": 100.0},
        {"persoon_id": "c", "maand": "2020-12", "soort": "11", "bedrag": 50.0},
        {"persoon_id": "c", "maand": "2020-12", "soort": "11", "bedrag": -50.0},
    ]
    figures = year_2020(*[benefit(who, "2019-01-01") for who in "abc"], inkomsten=income)
    assert figure(figures, "parttime_pct") == (1, 3)
    assert figure(figures, "parttime_bedrag") == (Fraction("100.3"), 1)
    assert worth(("parttime_bedrag", *TOTAL), (Fraction("100.3"), 1)) == Fraction("100.3")


def test_per_10000_takes_the_year_or_the_latest_earlier_one():
    people = [
        {"jaar": 2018, "groep": "18+", "aantal": 100},
        {"jaar": 2019, "groep": "18+", "aantal": 200},
        {"jaar": 2021, "groep": "18+", "aantal": 300},
        {"jaar": 2021, "groep": "15-64", "aantal": 50},
    ]
    figures = year_2020(
        benefit("a", "2019-01-01"),
        bevolking=people,
        voorzieningen=[voorziening("b", "2020-01-01", None)],
    )
    assert figure(figures, "bijstand_per_10000") == (1, 200)
    assert worth(("bijstand_per_10000", *TOTAL), (1, 200)) == 50
    assert ("voorzieningen_per_10000", *TOTAL) not in figures  # only known for later


# --- the ladder and the register ---------------------------------------------------------


def test_steps_up_and_down_need_two_known_positions_and_a_benefit():
    rows = [benefit("a", "2019-01-01", "2020-10-01"), benefit("b", "2020-03-01")]
    levels = [
        level("a", "Zorg", "2019-01-01", "2020-01-31"),
        level("a", "Werkfit", "2020-02-01", "2020-03-31"),  # up, two rungs: one step
        level("a", "Werkfit", "2020-04-01", "2020-04-30"),  # the same place
        level("a", "Meedoen", "2020-05-01", "2020-05-31"),  # down
        level("a", "Zorg", "2020-07-01", "2020-09-30"),  # June is unknown
        level("a", "Werkfit", "2020-10-01"),  # last day of the benefit: not in stock any more
        level("b", "Zorg", "2019-01-01", "2020-02-29"),
        level("b", "Meedoen", "2020-03-01", perspectief="maximaal_bereikt"),  # first day
    ]
    figures = year_2020(*rows, categorieen=levels)
    assert figure(figures, "doorstroom_vooruit") == (2, None)
    assert figure(figures, "doorstroom_terug") == (1, None)
    assert figure(figures, "maximaal_bereikt_aandeel") == (1, 1)
    assert figure(figures, "maximaal_bereikt_aandeel", "categorie", "Zorg") == (0, 0)


def test_steps_over_the_ladder_of_loonwaarde():
    rules = replace(STANDARD, ladder_source="arbeidsvermogen", ladder=LOONWAARDE)
    rows = [wage("p", 39.0), wage("p", 45.0, "2020-01-01"), wage("p", 50.0, "2020-02-01")]
    figures = year_2020(benefit("p", "2019-01-01"), rules=rules, arbeidsvermogen=rows)
    assert figure(figures, "doorstroom_vooruit") == (1, None)


def test_filled_fields_of_records_in_stock_or_ended():
    rules = replace(STANDARD, registration={"personen": ("wijk",), "uitkeringen": ("leefvorm",)})
    rows = [
        benefit("a", "2019-01-01", "2020-01-01", leefvorm=None),  # ended
        benefit("b", "2020-12-31"),
        benefit("c", "2019-01-01", "2019-12-31"),  # gone
        benefit("d", "2021-01-01"),  # not yet
    ]
    people = [person(who, wijk="Centrum" if who == "a" else None) for who in "abcd"]
    figures = year_2020(*rows, personen=people, rules=rules)
    assert figure(figures, "volledigheid_pct") == (2, 4)


def test_timely_entry_by_the_day_of_entry():
    rows = [
        benefit("a", "2019-12-20", administratie_begin=d("2020-01-01")),  # 12 days
        benefit("b", "2020-01-10", administratie_begin=d("2020-01-08")),  # -2
        benefit("c", "2019-01-01", "2020-12-30", administratie_einde=d("2020-12-31")),  # 1
        benefit("e", "2020-12-01", administratie_begin=d("2021-01-01")),  # next year
        benefit("f", "2019-01-01", administratie_einde=d("2020-05-01")),  # no end to enter
    ]
    assert figure(year_2020(*rows), "tijdigheid_dagen") == (1, 3)


def test_the_date_of_the_export():
    rows = [benefit("a", "2019-01-01", "2020-12-30", administratie_einde=d("2020-11-01"))]
    tables = {"uitkeringen": rows, "meldingen": [melding("a", "2021-02-01")]}
    assert extraction_date(open_files(tables, STANDARD)) == d("2020-11-01")
    rows[0]["administratie_einde"] = None
    assert extraction_date(open_files(tables, STANDARD)) == d("2021-02-01")
    given = replace(STANDARD, extraction=d("2021-03-01"))
    assert extraction_date(open_files(tables, given)) == d("2021-03-01")


# --- lead times --------------------------------------------------------------------------


def test_median():
    assert median([3, 1, 2]) == 2
    assert median([4, 1]) == Fraction(5, 2)
    assert median([]) is None


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ([], None),
        ([(5, True)], 5),
        ([(5, False)], None),
        ([(5, True), (9, True)], 5),  # half is enough
        ([(5, True), (9, False)], 5),
        ([(3, False), (5, True), (9, True)], 5),  # the censored one left before
        ([(5, False), (5, True), (9, True)], 9),  # censored that day: still at risk
        ([(0, True), (0, True), (7, False)], 0),
        ([(5, True), (6, False), (7, False)], None),
    ],
)
def test_kaplan_meier_median(waits, expected):
    assert halfway(waits) == expected


def test_prevention_that_is_ripe():
    rows = [
        melding("p", "2020-01-01", "2020-03-01"),  # 60 days
        melding("p", "2020-01-01", "2020-03-02"),  # 61: not within
        melding("p", "2020-01-02"),
        melding("p", "2020-01-03"),  # less than 60 days before the export
    ]
    rules = replace(STANDARD, extraction=d("2020-03-02"))
    figures = year_2020(benefit("p", "2019-01-01"), meldingen=rows, rules=rules)
    assert figure(figures, "preventie_rijp_pct") == (2, 3)


def applied(day: str, decided: str | None = None, suspended: int | None = None, **more) -> dict:
    row = melding("p", day, day, besluitdatum=d(decided) if decided else None)
    return row | {"opschorting_dagen": suspended} | more


def test_days_to_a_decision_are_net_of_suspension():
    rows = [
        applied("2020-01-01", "2020-02-26"),  # 56
        applied("2020-01-01", "2020-02-27"),  # 57
        applied("2020-01-01", "2020-03-11", 14),  # 70 less 14
        applied("2019-12-31", "2020-01-01"),  # 1, applied the year before
        applied("2020-12-31", "2021-01-01"),  # decided later
        melding("p", "2020-01-01", besluitdatum=d("2020-02-01")),  # never applied
    ]
    figures = year_2020(benefit("p", "2019-01-01"), meldingen=rows)
    assert figure(figures, "doorlooptijd_besluit") == (56, 4)
    assert figure(figures, "besluit_binnen_8_weken_pct") == (3, 4)
    assert figure(figures, "doorlooptijd_melding_aanvraag") == (0, 4)


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        (applied("2020-11-04"), 1),  # 57 days at the end
        (applied("2020-11-05"), 0),  # 56
        (applied("2020-11-04", None, 1), 0),
        (applied("2020-01-01", "2020-12-31"), 0),
        (applied("2020-01-01", "2021-01-01"), 1),  # not by the end
    ],
)
def test_open_after_eight_weeks(row, waits):
    figures = year_2020(benefit("p", "2019-01-01"), meldingen=[row])
    assert figure(figures, "besluit_open_na_8_weken") == (waits, None)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (applied("2019-12-04", voorschotdatum=d("2020-01-01")), (1, 1)),  # paid on day 28
        (applied("2019-12-03", voorschotdatum=d("2020-01-01")), (0, 0)),  # due last year
        (applied("2020-12-03", voorschotdatum=d("2021-01-01")), (0, 1)),  # a day late
        (applied("2020-12-04"), (0, 0)),  # due next year
        (applied("2020-03-01", "2020-03-29"), (0, 0)),  # decided by then
        (applied("2020-03-01", "2020-03-30"), (0, 1)),
    ],
)
def test_advance_within_four_weeks(row, expected):
    figures = year_2020(benefit("p", "2019-01-01"), meldingen=[row])
    assert figure(figures, "voorschot_binnen_4_weken_pct") == expected


def test_time_to_the_first_instrument_is_censored_at_the_export():
    rows = [
        benefit("a", "2020-01-01", uitkering_id="A"),
        benefit("b", "2020-01-01", uitkering_id="B"),
        benefit("c", "2020-12-31", uitkering_id="C"),
        benefit("d", "2019-12-31"),  # no inflow of the year
    ]
    instruments = [
        voorziening("a", "2019-12-31", None),  # before the benefit: not the first of it
        voorziening("a", "2020-01-11", None),
        voorziening("b", "2020-04-10", None),  # 100 days
        voorziening("c", "2021-03-01", None),  # after the export
    ]
    decided = [applied("2020-01-05", "2020-01-10", uitkering_id="A")]
    rules = replace(STANDARD, extraction=d("2021-01-31"))
    tables = {"voorzieningen": instruments, "meldingen": decided}
    figures = year_2020(*rows, rules=rules, **tables)
    assert figure(figures, "doorlooptijd_start") == (100, 3)  # c still waited on day 31
    assert figure(figures, "doorlooptijd_start;vanaf=besluitdatum") == (1, 1)


def test_decisions_checked_and_checks_found_right():
    decisions = [
        {"besluit_id": number, "datum": d(day), "soort": "toekenning", "persoon_id": None}
        for number, day in (("1", "2020-01-01"), ("2", "2020-12-31"), ("3", "2021-01-01"))
    ]
    checks = [
        {"besluit_id": "1", "datum": d("2021-05-01"), "oordeel": "akkoord"},  # checked later
        {"besluit_id": "1", "datum": d("2020-05-01"), "oordeel": "hersteld"},
        {"besluit_id": None, "datum": d("2020-06-01"), "oordeel": "akkoord"},
        {"besluit_id": "3", "datum": d("2020-06-01"), "oordeel": "niet_akkoord"},
    ]
    figures = year_2020(benefit("p", "2019-01-01"), besluiten=decisions, toetsingen=checks)
    assert figure(figures, "toetsing_pct") == (1, 2)
    assert figure(figures, "toetsing_pct", "soort", "toekenning") == (1, 2)
    assert figure(figures, "toetsing_akkoord_pct") == (1, 3)


# --- instruments and money ---------------------------------------------------------------


def test_wage_subsidy_counts_voorzieningen_beside_benefits():
    rows = [
        voorziening("p", "2020-01-01", None, loonwaarde_pct=40.0),
        voorziening("p", "2020-01-01", "2021-01-01", instrument="lks_tijdelijk"),
        voorziening("x", "2020-01-01", None, loonwaarde_pct=60.0),  # no benefit
        voorziening("p", "2020-01-01", "2020-12-31", loonwaarde_pct=90.0),
        voorziening("p", "2020-01-01", None, instrument="jobcoach", loonwaarde_pct=90.0),
    ]
    stock = [benefit("p", "2019-01-01"), benefit("q", "2019-01-01")]
    figures = year_2020(*stock, voorzieningen=rows)
    assert figure(figures, "lks_aantal") == (3, None)
    assert figure(figures, "lks_loonwaarde") == (100, 2)
    assert figure(figures, "lks_pct") == (3, 2)


def test_six_months_after():
    assert six_months_after(d("2020-03-31")) == d("2020-09-30")
    assert six_months_after(d("2019-08-31")) == d("2020-02-29")
    assert six_months_after(d("2020-06-15")) == d("2020-12-15")
    assert six_months_after(d("2020-07-15")) == d("2021-01-15")


@pytest.mark.parametrize(
    ("changes", "left", "expected"),
    [
        ({}, "2020-09-30", 1),
        ({}, "2020-10-01", 0),
        ({}, "2020-04-01", 1),
        ({}, "2020-03-31", 0),  # not after it
        ({"verwachte_einddatum": d("2020-04-01")}, "2020-09-30", 0),
        ({"resultaat": "werk"}, "2020-09-30", 0),
    ],
)
def test_just_too_short(changes, left, expected):
    row = voorziening("p", "2020-01-01", "2020-03-31", verwachte_einddatum=d("2020-03-31"))
    figures = year_2020(benefit("p", "2019-01-01", left), voorzieningen=[row | changes])
    assert figure(figures, "overschrijding_pct") == (expected, 1)


def test_completed_and_experienced():
    rows = [
        voorziening("p", "2020-01-01", "2020-12-31", reden_einde="1", ervaren_effect_client=5),
        voorziening("p", "2020-12-31", "2020-12-31", reden_einde="3", ervaren_effect_client=2),
        voorziening("p", "2020-01-01", "2020-01-01", reden_einde=None),
        voorziening("p", "2020-01-01", "2021-01-01", reden_einde="1", ervaren_effect_client=1),
    ]
    figures = year_2020(benefit("p", "2019-01-01"), voorzieningen=rows)
    assert figure(figures, "afgerond_pct") == (1, 3)
    assert figure(figures, "ervaren_effect_client") == (7, 2)
    assert figure(figures, "ervaren_effect_client", "score", "5") == (1, 2)
    assert figure(figures, "respons_client_pct") == (2, 3)
    assert figure(figures, "respons_consulent_pct") == (0, 3)


def cost(day: str, amount: float, **more) -> dict:
    return {"datum": d(day), "bedrag": amount, "soort": "voorziening"} | more


def budget(year: int, goal: str, amount: float, version: str = "begroting") -> dict:
    post = f"re_integratie_{goal}"
    row = {"jaar": year, "beleidsdoel": goal, "budgetpost": post, "bedrag": amount}
    return row | {"versie": version}


def test_costs_and_budget():
    promote = "re_integratie_uitstroom_bevorderen"
    rows = [
        cost("2020-01-01", 100.1, budgetpost=promote),
        cost("2020-12-31", 0.2, budgetpost=promote),
        cost("2020-06-01", 1000.0, budgetpost=promote, status="verplicht"),
        cost("2021-01-01", 5.0, budgetpost=promote),
        cost("2020-06-01", 7.0, persoon_id="p"),  # before p's first day of benefit
        cost("2020-08-01", 11.0, persoon_id="p"),  # later
        cost("2020-08-01", -1.5, soort="overig"),  # nobody's
    ]
    budgets = [
        budget(2020, "uitstroom_bevorderen", 50.0),
        budget(2020, "uitstroom_bevorderen", 200.0, "gewijzigd"),
        budget(2020, "instroom_beperken", 70.0),
        budget(2019, "instroom_beperken", 9.0, "definitief"),
    ]
    figures = year_2020(benefit("p", "2020-07-01"), kosten=rows, budgetten=budgets)
    assert figure(figures, "kosten") == (Fraction("116.8"), 1)
    assert figure(figures, "kosten", "soort", "overig") == (Fraction("-1.5"), 0)
    assert figure(figures, "kosten", "budgetpost", promote) == (Fraction("100.3"), 0)
    used = {k[1:]: v for k, v in figures.items() if k[0] == "uitputting_pct"}
    assert used["budgetpost", promote] == (Fraction("100.3"), 200)
    assert used["beleidsdoel", "uitstroom_bevorderen"] == (Fraction("111.3"), 200)
    assert used["beleidsdoel", "instroom_beperken"] == (7, 70)
    assert used["budgetpost", "toegerekend"] == (18, 0)
    assert used["budgetpost", "onbekend"] == used["beleidsdoel", "onbekend"] == (-1.5, 0)
    assert used["versie", "gewijzigd"] == (Fraction("100.3"), 200)
    assert used[TOTAL] == (Fraction("116.8"), 270)
    committed = figure(figures, "uitputting_pct;status=verplicht")
    assert committed == (1000, 270)


# --- targets -----------------------------------------------------------------------------


def targets_2020(*rows: dict, end: str = "2020-12-31", **tables) -> dict:
    empty = {"voorzieningen": [], "activiteiten": [], "arbeidsvermogen": [], "meldingen": []}
    return evaluate_targets({"uitkeringen": list(rows)} | empty | tables, d(end))


def test_the_population_is_that_of_31_december_with_the_class_of_then():
    rows = [
        benefit("a", "2019-01-01", "2020-02-01"),
        benefit("b", "2020-01-01"),  # not yet
        benefit("c", "2019-01-01", "2019-12-31"),  # not any more
        benefit("d", "2019-01-01"),
    ]
    wages = [wage(who, 30.0) for who in "abc"] + [wage("d", 30.0), wage("d", 80.0, "2020-01-01")]
    doing = [spell_of(who, "zorgtraject", "2019-01-01", "2020-01-01") for who in "abc"]
    found = targets_2020(*rows, arbeidsvermogen=wages, activiteiten=doing)
    assert found["participatie_0_40"] == (1, 2)
    assert found["werk_school_70_100"] == (0, 0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("am_match", None, "2020-05-01")], (1, 1)),
        ([("am_match", None, "2020-06-30")], (1, 1)),  # the very day
        ([("am_match", None, "2020-07-01")], (0, 1)),  # referred after leaving
        ([("jobcoach", "AM Match", "2019-05-01")], (1, 1)),
        ([("am_match", None, "2020-07-01"), ("wmo", "AM Match", "2020-06-01")], (1, 1)),
        ([("jobcoach", "WSP", "2020-05-01")], (0, 0)),
        ([("am_match", None, "2021-01-01")], (0, 0)),  # next year
    ],
)
def test_out_to_work_after_a_referral(rows, expected):
    instruments = [
        voorziening("p", start, None, instrument=name, aanbieder=provider)
        for name, provider, start in rows
    ]
    found = targets_2020(
        benefit("p", "2019-01-01", "2020-06-30", reden_uitstroom="11"),
        benefit("p", "2020-09-01"),  # comes back: still left
        arbeidsvermogen=[wage("p", 40.0)],
        voorzieningen=instruments,
    )
    assert found["uitstroom_am_match"] == expected
    assert found["begeleiding_40_70"][1] == 1 - expected[1]


def test_work_or_school_and_guidance_of_the_rest():
    rows = [
        benefit("a", "2019-01-01", "2020-06-30", reden_uitstroom="01"),
        benefit("b", "2019-01-01"),
        benefit("c", "2019-01-01"),
        benefit("d", "2019-01-01", "2020-06-30", reden_uitstroom="31"),
        benefit("e", "2019-01-01"),
    ]
    doing = [
        spell_of("b", "school", "2020-12-31"),
        spell_of("c", "betaald_werk", "2020-01-01", "2020-12-31"),  # over at the end
        spell_of("e", "parttime_werk", "2020-01-01"),
    ]
    instruments = [
        voorziening("a", "2020-01-01", None, instrument="scholing"),
        voorziening("c", "2019-01-01", "2020-01-01", instrument="am_match"),
        voorziening("d", "2020-01-01", None, instrument="sociale_activering"),
    ]
    for value, work, guided, norm in (
        (70.0, "werk_school_70_100", "begeleiding_70_100", (1, 3)),
        (100.0, "werk_school_100", "begeleiding_100", (1, 5)),
    ):
        wages = [wage(who, value) for who in "abcde"]
        found = targets_2020(
            *rows, arbeidsvermogen=wages, activiteiten=doing, voorzieningen=instruments
        )
        assert found[work] == (2, 5)
        assert found[guided] == norm
        assert found["handhaving_100"] == ((1, 5) if value == 100.0 else (0, 0))


def test_wage_subsidy_is_work_and_sheltered_work_is_counted_by_start():
    instruments = [
        voorziening("a", "2020-01-01", "2021-01-01", instrument="lks_tijdelijk"),
        voorziening("b", "2020-01-01", "2020-12-31", instrument="lks"),
        voorziening("x", "2020-01-01", "2020-01-01", instrument="beschut_werk"),
        voorziening("x", "2019-12-31", None, instrument="beschut_werk"),
    ]
    rows = [benefit(who, "2019-01-01") for who in "ab"]
    wages = [wage(who, 75.0) for who in "ab"]
    found = targets_2020(*rows, arbeidsvermogen=wages, voorzieningen=instruments)
    assert found["werk_school_70_100"] == (1, 2)
    assert found["beschut_werk"] == (1, None)


def test_the_lines_beside_a_target():
    rows = [
        benefit("p", "2018-01-01", "2020-06-30", reden_uitstroom="11"),
        benefit("q", "2019-01-01"),
    ]
    instruments = [
        voorziening("p", "2019-06-01", "2019-06-01", instrument="am_match"),
        voorziening("q", "2019-06-01", None, instrument="beschut_werk"),
    ]
    wages = [wage("p", 50.0, "2018-06-01"), wage("q", 75.0)]
    doing = [spell_of("q", "parttime_werk", "2020-01-01")]
    tables = {"arbeidsvermogen": wages, "voorzieningen": instruments, "activiteiten": doing}
    found = targets_2020(*rows, **tables)
    assert found["uitstroom_am_match"] == (0, 0)
    assert found["uitstroom_am_match;cohort=vorig_jaar"] == (1, 1)
    assert found["werk_school_70_100"] == (0, 1)
    assert found["werk_school_70_100;parttime_werk=mee"] == (1, 1)
    assert found["beschut_werk"] == (0, None)
    assert found["beschut_werk;telling=lopend"] == (1, None)
    earlier = targets_2020(*rows, **tables, end="2020-05-31")
    assert earlier["uitstroom_am_match;cohort=vorig_jaar"] == (0, 0)  # referred on 1 June


@pytest.mark.parametrize(
    ("target", "figure", "end", "gap", "status"),
    [
        ("handhaving_100", (1, 10), "2021-12-31", 0, "behaald"),
        ("handhaving_100", (9, 100), "2021-12-31", -1, "niet_behaald"),
        ("beschut_werk", (1, None), "2021-01-30", -11, "op_koers"),  # 30 days of 365: 0.986
        ("beschut_werk", (1, None), "2021-01-31", -11, "achter"),  # 31 days: 1.02
        ("preventie_poort", (34, 100), "2021-01-01", -1, "achter"),
        ("participatie_0_40", (0, 0), "2021-06-30", None, "te_weinig_gegevens"),
        ("participatie_0_40", (1, 1), "2020-12-31", None, "geen_norm"),
        ("participatie_0_40", (1, 1), "2025-12-31", 30, "behaald"),
        ("beschut_werk", (20, None), "2025-12-31", None, "geen_norm"),
        ("beschut_werk;telling=lopend", (20, None), "2021-12-31", None, "geen_norm"),
    ],
)
def test_judgement(target, figure, end, gap, status):
    norm, difference, found = judge(target, figure, d(end))
    assert (difference, found) == (gap, status)
    assert (norm is None) == (status == "geen_norm")


@pytest.mark.parametrize("seed", SEEDS)
def test_targets_on_random_caseloads(seed):
    """Every target is there, and their populations are the classes of the stock at vorig."""
    tables = random_caseload(seed)
    end = d("2020-08-31") + timedelta(days=seed)
    found = evaluate_targets(tables, end)
    figures = evaluate(tables, d("2020-01-01"), end)
    assert set(found) >= set(NORMS)
    assert found["toetsing_volledig"] == figures["toetsing_pct", *TOTAL]
    assert found["inzet_doelgroepen|jongeren"] == figures["bereik_pct", "doelgroep", "jongeren"]
    sizes = {c: figures["stand_begin_personen", "loonwaardeklasse", c][0] for c in LOONWAARDE}
    assert found["participatie_0_40"][1] == sizes["0-40"]
    referred, others = found["uitstroom_am_match"][1], found["begeleiding_40_70"][1]
    assert referred + others == sizes["40-70"]
    rest = found["begeleiding_70_100"][1]
    assert (
        rest + found["werk_school_70_100"][0] == found["werk_school_70_100"][1] == sizes["70-100"]
    )
    for target in ("werk_school_100", "begeleiding_100", "handhaving_100"):
        assert found[target][1] == sizes["100+"]
    assert found["werk_school_100"][0] + found["begeleiding_100"][0] <= sizes["100+"]

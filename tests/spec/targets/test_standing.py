"""Behaald, op koers, en wat er nog te gaan is

Op 31 december is een doel behaald of niet. Daarvoor is het op koers of achter.
"""

import pytest

from tests.spec.targets.conftest import with_targets

STARTS = "voorziening_id | persoon_id | instrument | begindatum\n"


def starts(*days):
    """Return voorzieningen that start on these days."""
    return STARTS + "\n".join(f"{n} | {n} | lks | {day}" for n, day in enumerate(days))


def counting(norm, **keys):
    """Return a profile with one target, on started voorzieningen."""
    own = {"telling": "gestart", "teller": [{"instrument": ["lks"]}], "norm": norm}
    return with_targets(plaatsen=own | keys)


TWELVE = [{"vanaf": "2021-01-01", "waarde": 12}]
FOUR = starts("2021-01-10", "2021-02-10", "2021-03-10", "2021-04-30")


def test_the_norm_grows_with_the_year(target):
    """Op 30 april zijn 120 van de 365 dagen voorbij: 12 x 120/365 = 3,95. Met 4 plaatsen is het
    doel op koers, met 3 is het achter. Het verschil is dat met de hele norm."""
    of = counting(TWELVE)
    target("plaatsen", "2021-04-30", of, voorzieningen=FOUR, waarde=4.0, verschil=-8.0, nog=8.0,
           status="op_koers")  # fmt: skip
    target("plaatsen", "2021-04-29", of, voorzieningen=FOUR, waarde=3.0, status="achter")


@pytest.mark.parametrize(("day", "waarde"), [("2021-05-02", 4), ("2021-12-30", 12)])
def test_just_short_of_the_growing_norm(target, day, waarde):
    """Een dag later kan dezelfde 4 te weinig zijn: 12 x 122/365 is meer dan 4. De dag voor het jaar
    om is, is een doel nog niet behaald, ook al is de norm gehaald."""
    all_in_january = starts(*["2021-01-02"] * waarde)
    status = "achter" if waarde == 4 else "op_koers"
    target("plaatsen", day, counting(TWELVE), voorzieningen=all_in_january, status=status)


@pytest.mark.parametrize(("count", "status", "nog"), [(12, "behaald", 0.0),
                                                      (11, "niet_behaald", 1.0)])  # fmt: skip
def test_a_fact_on_the_last_day(target, count, status, nog):
    """Op 31 december is precies de norm genoeg; een te weinig is niet behaald: nog 1."""
    target("plaatsen", "2021-12-31", counting(TWELVE), status=status, nog=nog,
           voorzieningen=starts(*["2021-03-01"] * count))  # fmt: skip


@pytest.mark.parametrize(("year", "norm"), [(2020, None), (2021, 12.0), (2022, 15.0),
                                            (2023, None)])  # fmt: skip
def test_another_norm_for_another_year(target, year, norm):
    """Normen gelden van dag tot dag, en kunnen per jaar verschillen. Zonder norm staat de waarde er
    wel."""
    of = counting([
        {"vanaf": "2021-01-01", "tot": "2021-12-31", "waarde": 12},
        {"vanaf": "2022-01-01", "tot": "2022-12-31", "waarde": 15},
    ])  # fmt: skip
    target("plaatsen", f"{year}-12-31", of, voorzieningen=starts(f"{year}-03-01"), waarde=1.0,
           norm=norm, status="niet_behaald" if norm else "geen_norm")  # fmt: skip


@pytest.mark.parametrize(("count", "status", "nog"), [(2, "behaald", 0.0),
                                                      (5, "niet_behaald", 3.0)])  # fmt: skip
def test_at_most(target, count, status, nog):
    """Is de norm een bovengrens, dan is minder beter; `nog` is wat er te veel is."""
    of = counting([{"vanaf": "2021-01-01", "waarde": 2}], vergelijking="<=")
    target("plaatsen", "2021-12-31", of, voorzieningen=starts(*["2021-03-01"] * count),
           status=status, nog=nog)  # fmt: skip


def test_what_runs_does_not_grow(target):
    """Wat loopt groeit niet met het jaar mee: dat staat tegen de hele norm."""
    of = counting(TWELVE, telling="lopend")
    target("plaatsen", "2021-04-30", of, voorzieningen=FOUR, waarde=4.0, status="achter")


def test_a_profile_may_say_that_a_target_does_not_grow(target):
    """Het profiel kan het anders zeggen met `cumulatief`."""
    of = counting(TWELVE, cumulatief=False)
    target("plaatsen", "2021-04-30", of, voorzieningen=FOUR, status="achter")


def test_the_period_is_the_year_so_far(target):
    """De periode is altijd 1 januari tot en met de peildatum, ook in een schrikkeljaar."""
    of = counting(TWELVE)
    target("plaatsen", "2024-02-29", of, voorzieningen=starts("2023-12-31", "2024-01-01"),
           waarde=1.0, deel_van_jaar=60 / 366)  # fmt: skip


def test_where_the_pace_leads_to(target):
    """Van 20 plaatsen op 1 juli (182 van 365 dagen) loopt de lijn naar 40, met een gebied eromheen.
    Met minder dan 10 wordt niets voorspeld, en op 31 december evenmin."""
    of = counting(TWELVE)
    twenty = starts(*["2021-03-01"] * 20)
    target("plaatsen", "2021-07-01", of, voorzieningen=twenty, prognose=20 * 365 / 182,
           ondergrens=30.0, bovengrens=55.0)  # fmt: skip
    target("plaatsen", "2021-07-01", of, voorzieningen=starts(*["2021-03-01"] * 9), prognose=None)
    target("plaatsen", "2021-12-31", of, voorzieningen=twenty, prognose=None, ondergrens=None)

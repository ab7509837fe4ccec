"""Designs of the policy itself, on municipalities in which the truth is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from grip.config import Profile, validated
from grip.effect_door import ProtectedEffects, protect_effects
from grip.effects.adjust import Estimate
from grip.effects.arrays import Stage
from grip.effects.declared import check_design_groups, check_designs
from grip.effects.designs import Told, designs_of
from grip.effects.frame import KINDS
from grip.effects.offered import _unseen
from grip.effects.panel import panel_of
from grip.effects.queue import _while_offered
from grip.effects.stepped import LATER, Counted, stepped
from grip.effects.stories import effects_of
from grip.effects.tried import Tried, shares
from grip.effects.verdict import Verdict
from grip.errors import ConfigError
from grip.indicators.views.caseload import Caseload
from grip.periods import shift_months
from grip.plan import Design
from grip.reports.chapters.instrument_details import _lowest
from grip.reports.chapters.instruments import instruments_chapter
from grip.reports.design_words import design_in_words
from grip.reports.effect_answers import _lock_in
from grip.reports.effect_words import Story
from grip.results import Audience
from tests.support import caseload, profile
from tests.unit.effects.towns import Plain, benefit, support

FIRST, LAST, OFFER = date(2013, 1, 1), date(2018, 12, 31), date(2017, 1, 1)
USUAL, MORE = 0.02, 0.08  # chance of work per month, without the offer and with it
PILOT = {"id": "p", "naam": "Pilot", "soort": "pilot", "instrument": "scholing", "groep": "45_54",
         "vanaf": OFFER, "maanden": 6}  # fmt: skip


def with_designs(*designs: dict[str, Any]) -> Profile:
    made = tuple(validated(Design, design, "test") for design in designs)
    return profile("standaard").model_copy(update={"opzet": made})


def told(people: list[Plain], *designs: dict[str, Any]) -> list[Told]:
    """Return what designs show of people."""
    made = town(people, *designs)
    panel = panel_of(made, LAST)
    assert panel is not None
    return designs_of(made, panel)


def town(people: list[Plain], *designs: dict[str, Any]) -> Caseload:
    """Return a municipality of people: rows of `geboren`, `van`, `tot`, `begint`, `wijk`, ..."""
    benefits, supports, persons = [], [], []
    for number, one in enumerate(people):
        name = f"P{number:05d}"
        persons.append({"persoon_id": name, "geboortedatum": one["geboren"], "geslacht": "vrouw",
                        "wijk": one.get("wijk")})  # fmt: skip
        benefits.append(benefit(name, one["van"], one["tot"],
                                one.get("waarom", "11") if one["tot"] else None))  # fmt: skip
        if one.get("lijst"):
            supports.append(support(name, *one["lijst"], instrument="workshop_werkfit"))
        if one.get("begint"):
            supports.append(support(name, one["begint"]))
    return caseload(
        {"personen": persons, "uitkeringen": benefits, "voorzieningen": supports},
        with_designs(*designs),
    )


def lives(
    seed: int, number: int, offered: Callable[[Plain, date], bool], chance: float = MORE
) -> list[Plain]:
    """Return people who leave for work, more often from the day that something is offered them."""
    rng, found = Random(seed), []
    for _ in range(number):
        one: Plain = {
            "geboren": date(1967, 1, 1) + timedelta(days=rng.randint(-7300, 7300)),
            "van": FIRST + timedelta(days=rng.randint(-900, 1900)), "tot": None,
            "wijk": rng.choice(["Noord", "Zuid", "West"]),
        }  # fmt: skip
        month = one["van"].replace(day=1)
        while (month := shift_months(month, 1)) <= LAST and one["tot"] is None:
            has = offered(one, month)
            if has and "begint" not in one:
                one["begint"] = month + timedelta(days=rng.randint(1, 20))
            if rng.random() < (chance if has else USUAL) and month >= FIRST:
                one["tot"] = month + timedelta(days=25)
        found.append(one)
    return found


def aged(one: Plain, day: date, low: float, high: float) -> bool:
    return low <= (day - one["geboren"]).days / 365.25 < high


def truth(months: int) -> float:
    return 100 * ((1 - USUAL) ** months - (1 - MORE) ** months)


def test_a_pilot_shows_what_it_did() -> None:
    people = lives(2, 1500, lambda one, day: day >= OFFER and aged(one, day, 45, 55))
    (one,) = told(people, PILOT)
    assert one.speaks, one.reasons
    assert one.found
    assert one.effect is not None
    assert one.effect.low < truth(6) < one.effect.high
    assert one.effect.low > 5
    assert one.tried.taken_up > 80
    assert one.tried.elsewhere < 15  # who turned 45 under way


def test_a_pilot_that_changes_nothing_is_not_said_to_do_something() -> None:
    people = lives(2, 1500, lambda one, day: day >= OFFER and aged(one, day, 45, 55), USUAL)
    (one,) = told(people, PILOT)
    assert one.speaks, one.reasons
    assert not one.found
    assert one.effect is not None
    assert one.effect.low < 0 < one.effect.high


def test_a_pilot_says_nothing_before_it_was_followed() -> None:
    people = lives(3, 200, lambda one, day: False)
    late, hardly = told(people, {**PILOT, "vanaf": date(2018, 9, 1)}, {**PILOT, "id": "q"})
    assert "nodig tot en met" in late.reasons[0]
    assert "te weinig uit voor wie begon" in hardly.reasons[0]
    assert late.effect is hardly.effect is None


def test_a_phased_start_by_district() -> None:
    begins = {"Noord": date(2016, 1, 1), "Zuid": date(2017, 7, 1)}
    people = lives(5, 1500, lambda one, day: day >= begins.get(one["wijk"], date.max))
    waves = [{"groep": name, "vanaf": day} for name, day in begins.items()]
    (one,) = told(people, {"id": "f", "naam": "F", "soort": "gefaseerd", "instrument": "scholing",
                           "dimensie": "wijk", "golven": waves, "maanden": 6})  # fmt: skip
    assert one.speaks, one.reasons
    assert one.found
    assert one.effect is not None
    assert one.effect.low < truth(6) < one.effect.high


@pytest.mark.parametrize("side", ["vanaf", "onder"])
def test_a_threshold_of_age(side: str) -> None:
    """At 45 the offer begins (or ends); who is in benefit on the first day is followed a year."""

    def offered(one: Plain, day: date) -> bool:
        old = aged(one, OFFER, 45, 200)
        return day >= OFFER and old == (side == "vanaf") and one["van"] < OFFER

    people = [one for one in lives(6, 4000, offered) if one["van"] < OFFER]
    (one,) = told(people, {"id": "d", "naam": "D", "soort": "drempel", "instrument": "scholing",
                           "vanaf": OFFER, "grens": 45, "kant": side})  # fmt: skip
    assert one.speaks, one.reasons
    assert one.effect is not None
    assert one.effect.low < truth(12) < one.effect.high
    assert one.effect.low > 10
    assert one.tried.elsewhere < 5 < 60 < one.tried.taken_up


def queue(seed: int, number: int, chosen: bool, chance: float) -> list[Plain]:
    """Return people on a list of whom each month some may begin: the young first, or by lot."""
    rng, found = Random(seed), []
    for _ in range(number):
        young = rng.random() < 0.5
        born = date(1995, 1, 1) if young else date(1965, 1, 1)
        van = FIRST + timedelta(days=rng.randint(0, 1200))
        listed = van + timedelta(days=rng.randint(5, 300))
        one: Plain = {"geboren": born, "van": van, "tot": None, "begint": None}
        off, month = None, listed
        while one["tot"] is None and (month := shift_months(month, 1)) <= LAST:
            may = 0.12 if not chosen else (0.2 if young else 0.05)
            if one["begint"] is None and rng.random() < may:
                one["begint"] = month
                off = month - timedelta(days=1)
            if rng.random() < (chance if one["begint"] else USUAL):
                one["tot"] = month + timedelta(days=2)
        one["lijst"] = (listed, off or one["tot"])
        found.append(one)
    return found


WAITING = {"id": "w", "naam": "W", "soort": "wachtlijst", "instrument": "scholing",
           "lijst": "workshop_werkfit"}  # fmt: skip


def test_a_waiting_list_shows_what_beginning_did() -> None:
    (one,) = told(queue(6, 700, False, MORE), WAITING)
    assert one.speaks, one.reasons
    assert one.found
    assert one.effect is not None
    # Who waits may begin later in the year: the difference is less than never against at once.
    assert 0 < one.effect.low < one.effect.high < truth(12) + 5
    tried = one.tried
    assert tried.taken_up is tried.elsewhere is None  # beginning itself is compared
    assert tried.events <= tried.offered
    assert tried.events_beside <= tried.others
    said = design_in_words(one)
    assert "Van wie van de lijst begon" in said
    assert "aanbod" not in said


def test_a_list_on_which_what_cannot_react_differs_says_nothing() -> None:
    """Whoever waits moves away, whoever begins does not: they are other people."""
    people = queue(6, 700, False, USUAL)
    for one in people:
        if one["begint"] is None and one["tot"]:
            one["waarom"] = "32"
    (one,) = told(people, WAITING)
    assert "ook de uitstroom die niet kan reageren" in one.reasons[0]


def test_a_waiting_list_that_picks_people_says_nothing() -> None:
    (one,) = told(queue(7, 700, True, USUAL), WAITING)
    assert one.reasons == ("wie van de lijst mocht beginnen, verschilt van wie nog wachtte",)


def phased(*waves: tuple[str, date]) -> dict[str, Any]:
    return {"soort": "gefaseerd", "dimensie": "wijk", "vanaf": None, "groep": "",
            "golven": [{"groep": name, "vanaf": day} for name, day in waves]}  # fmt: skip


def test_a_design_in_the_report_says_what_limits_it_and_counts_who_had_the_offer() -> None:
    people = lives(2, 1200, lambda one, day: day >= OFFER and aged(one, day, 45, 55))
    effects = effects_of(town(people, PILOT), LAST, LAST)
    (row,) = effects.frame.filter(effects.frame["maat"] == "opzet_verschil").to_dicts()
    shares = effects.frame.filter(effects.frame["maat"].is_in(["opzet_met", "opzet_zonder"]))
    assert 0 < row["teller"] < row["noemer"]
    assert shares["waarde"][0] - shares["waarde"][1] == pytest.approx(row["waarde"])
    table = instruments_chapter(protect_effects(effects, Audience.INTERNAL)).tables[0]
    (line,) = table.rows
    assert line[1:4] == ("verschil aangetoond", "3 opzet", row["waarde"])
    assert line[4:6] == (row["ondergrens"], row["bovengrens"])
    assert table.figures[0].labels == ("Scholing (opzet)",)
    assert line[-1] == "zie de noten"
    assert any(note.startswith("Niveau 3: dit is het hoogste") for note in table.notes)


def test_an_association_is_not_explained() -> None:
    """Below level 3 nothing says why starters leave less at first."""
    early = {"maanden": 3, "waarde": -4.0, "ondergrens": -6.0, "bovengrens": -2.0}
    (said,) = _lock_in(cast(Story, SimpleNamespace(lower_at_first=early)))
    for text in (said, KINDS["verloop"].definition):
        assert not re.search("zoekt|insluit|doordat|omdat", text)
        assert "waarom" in text.lower()


def test_at_first_lower_is_only_said_where_it_is_not_lower_in_the_end() -> None:
    def lowest(*upper: float) -> float | None:
        curve = [{"waarde": bound - 3, "bovengrens": bound, "maanden": month}
                 for month, bound in enumerate(upper, 1)]  # fmt: skip
        found = cast(property, Story.lower_at_first).fget(SimpleNamespace(of=lambda kind: curve))
        return found and found["waarde"]

    assert lowest(1, -1, -2, 1) == -5
    assert lowest(1, 2, 1) is None
    assert lowest(1, -1, -2, -1) is None  # it stays lower: that is no beginning
    assert lowest(1, 1, 1, -1, -2, 1) == -5
    assert lowest(1, 1, 1, 1, -2, 1) is None  # it comes later: neither
    assert lowest(1, -1, 1, 1, -2, 1) == -4  # nor is what comes again


def curved(*upper: float, verdict: str = Verdict.NO_SIGNAL.value) -> Story:
    """Return what is known of an instrument with this band, and nothing but that."""
    rows = [{"maat": "verloop", "waarde": bound - 3, "ondergrens": bound - 6, "bovengrens": bound,
             "maanden": month} for month, bound in enumerate(upper, 1)]  # fmt: skip
    rows.append({"maat": "oordeel", "categorie": verdict})
    effects = SimpleNamespace(
        names={"i": "Scholing"}, levels={"i": (2, "")}, designs=[], rows_of=lambda id: rows
    )
    return Story(cast(ProtectedEffects, effects), "i")


def test_the_lowest_point_says_what_the_title_says() -> None:
    assert _lowest(curved(-1, 2, -2, 1)).startswith("-4,0 na 1 maand (-7,0 tot -1,0): lager dan")
    assert _lowest(curved(2, 1, 2)) == "-2,0 na 2 maanden (-5,0 tot 1,0): kan toeval zijn"


def test_a_band_below_nought_is_not_lower_where_nothing_was_found() -> None:
    assert "met zoveel instrumenten kan dat toeval zijn" in _lowest(curved(2, 2, 2, 2, -1, -2))
    signal = curved(2, 2, 2, 2, -1, -2, verdict=Verdict.SIGNAL.value)
    assert _lowest(signal).endswith(": lager dan vergelijkbare anderen")


def test_of_two_designs_the_one_that_found_something_is_told() -> None:
    story = curved(1)
    design = validated(Design, PILOT, "test")
    nothing, something = (
        Told(design, Tried(effect=Estimate(value, 1.0, value - 2, value + 2, 0.5)), found)
        for value, found in ((1.0, False), (9.0, True))
    )
    for designs in ([nothing, something], [something, nothing]):
        story.designs = designs
        assert story.outcome == "verschil aangetoond"
        assert story.estimate is not None
        assert story.estimate["waarde"] == 9


def test_a_list_counts_while_the_offer_lasts() -> None:
    days = [(day - date(1970, 1, 1)).days for day in (date(2016, 1, 1), OFFER, LAST)]
    stage = cast(Stage, SimpleNamespace(day=np.array(days)))
    made = [validated(Design, {**WAITING, **window}, "test") for window in
            ({}, {"vanaf": OFFER}, {"tot": OFFER})]  # fmt: skip
    assert [_while_offered(stage, one).tolist() for one in made] == [
        [True, True, True], [False, True, True], [True, True, False],
    ]  # fmt: skip


TWO_DISTRICTS: list[Plain] = [
    {"geboren": date(1970, 1, 1), "van": date(2014, 1, 1),
     "tot": date(2018, 1, 1) if number < 4 else None, "begint": date(2017, 3, 1),
     "wijk": "Noord" if number % 2 else "Zuid"}
    for number in range(40)
]  # fmt: skip
BY_DISTRICT = {**PILOT, "dimensie": "wijk", "groep": "Noord"}


def test_what_is_lacking_is_said_by_name() -> None:
    """Nobody of the group, nobody beside, nothing before: each its own reason."""
    waves = phased(("Noord", OFFER), ("Zuid", OFFER))
    reasons = [one.reasons for one in told(
        TWO_DISTRICTS, {**PILOT, "groep": "jongeren"},
        {**BY_DISTRICT, "id": "b", "dimensie": "geslacht", "groep": "vrouw", "vergelijk": ["man"]},
        {**BY_DISTRICT, **waves, "id": "c"},
    )]  # fmt: skip
    beside = ("er is geen vergelijkingsgroep: niemand in de bijstand is nog zonder het aanbod",)
    assert reasons == [("er zijn geen personen in de groep jongeren",), beside, beside]


@pytest.mark.parametrize(
    ("change", "wrong", "nearest"),
    [
        ({"groep": "Nord"}, "'Nord' bij 'opzet.1.groep'", "'Noord'"),
        ({"vergelijk": ("Zuid", "Zud")}, "'Zud' bij 'opzet.1.vergelijk'", "'Zuid'"),
        ({"dimensie": "geslacht", "groep": "vrouwen"}, "'vrouwen' bij 'opzet.1.groep'", "'vrouw'"),
        (phased(("Noord", OFFER), ("Zuidd", OFFER)), "'Zuidd' bij 'opzet.1.golven.2.groep'",
         "'Zuid'"),
    ],
)  # fmt: skip
def test_a_group_that_nobody_was_ever_in_is_refused_with_the_nearest_name(
    change: dict[str, Any], wrong: str, nearest: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        check_design_groups(town(TWO_DISTRICTS, {**BY_DISTRICT, **change}), "x.toml")
    assert wrong in str(caught.value)
    assert nearest in caught.value.advice
    check_design_groups(town(TWO_DISTRICTS, {**BY_DISTRICT, "vergelijk": ("Zuid",)}), "x.toml")


def test_a_threshold_whose_crowding_cannot_be_seen_says_nothing() -> None:
    """Nobody just under it: the line of the density there ends below nought."""
    rng, people = Random(1), []
    for number in range(1200):
        years = 45 + rng.random() * 8 if number % 3 else 45 - 2 - 6 * rng.random() ** 0.5
        people.append({"geboren": OFFER - timedelta(days=round(years * 365.25)),
                       "van": date(2016, 1, 1),
                       "tot": date(2017, 6, 1) if rng.random() < 0.3 else None})  # fmt: skip
    (one,) = told(people, {"id": "d", "naam": "D", "soort": "drempel", "instrument": "scholing",
                           "vanaf": OFFER, "grens": 45})  # fmt: skip
    assert "is niet te schatten" in one.reasons[0]
    assert one.effect is None


def test_a_test_that_cannot_be_made_is_not_passed() -> None:
    """Somebody beside in one of the periods before only: nobody can see a trend."""
    found = stepped(Counted(
        np.arange(6), np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 2, 1, 2, 2]),
        np.zeros(6), np.array([2, LATER]),
    ))  # fmt: skip
    assert found is not None
    assert found.before is None
    assert "niet te zien" in _unseen(found)[0]


def test_outcomes_on_both_sides_are_asked_for() -> None:
    some = Tried(Estimate(5.0, 1.0, 3.0, 7.0, 0.01), 40, 40, 9, 4, 20.0, 15.0, 90.0, 0.0)
    assert some.reasons() == ("4 keer uitstroom naar werk ernaast, nodig 5",)
    assert shares(12.0, -0.5) == (None, None)
    assert shares(12.0, 3.0) == (12.0, 3.0)


def test_two_designs_with_one_id_are_refused() -> None:
    with pytest.raises(ConfigError) as caught:
        check_designs(with_designs(PILOT, PILOT), "x.toml")
    assert caught.value.exit_code == 6
    assert "opzet.2.id" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"groep": "45_45"}, "'45_45' bij 'opzet.1.groep'"),
        ({"instrument": "scholng"}, "'scholng' bij 'opzet.1.instrument'"),
        ({"vergelijk": ("jongeren", "50_pls")}, "'50_pls' bij 'opzet.1.vergelijk'"),
        ({"dimensie": "wijken"}, "'wijken' bij 'opzet.1.dimensie'"),
        ({"groep": ""}, "opzet.1.groep"),
        ({"soort": "drempel", "grens": None}, "opzet.1.grens"),
        ({"soort": "wachtlijst"}, "opzet.1.lijst"),
        ({"soort": "gefaseerd"}, "opzet.1.golven"),
        ({"lijst": "scholing"}, "opzet.1.lijst' kan niet: een opzet van de soort pilot kent deze"),
        ({"kenmerk": "duur"}, "opzet.1.kenmerk"),
        ({"tot": date(2016, 1, 1)}, "eindigt (2016-01-01) voordat het begint"),
        (
            {**phased(("Noord", OFFER), ("Zuid", date(2017, 7, 1))), "tot": date(2016, 1, 1)},
            "eindigt (2016-01-01) voordat het begint (2017-01-01)",
        ),
        (phased(("Noord", OFFER), ("Zuid", date(2017, 5, 1))), "golven.2.vanaf"),
        (phased(("Noord", OFFER), ("Zuid", date(2017, 7, 2))), "golven.2.vanaf"),
        (phased(("Noord", OFFER), ("Noord", date(2017, 7, 1))), "golven.2.groep"),
    ],
)
def test_a_design_that_cannot_be_is_refused_by_name(change: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_designs(with_designs({**PILOT, **change}), "x.toml")
    assert wrong in str(caught.value)


def test_an_unknown_key_is_an_error_with_the_nearest_name() -> None:
    whole = profile("standaard").model_dump() | {"opzet": [{**PILOT, "grop": "45_54"}]}
    with pytest.raises(ConfigError) as caught:
        validated(Profile, whole, "x.toml")
    assert "grop" in str(caught.value)
    assert "groep" in caught.value.advice


def test_the_designs_that_ship_can_be_analysed() -> None:
    check_designs(profile("uithoorn"), "uithoorn")
    assert [one.id for one in profile("uithoorn").opzet] == ["pilot_45_55"]

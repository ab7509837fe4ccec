"""Casework during the benefit: instruments, activities, examinations and exemptions."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Casebook, Row
from simulation.draws import choose, day_after, skewed
from simulation.people import Person
from simulation.spells import Spell

from uithoorn_town.facts import CASEWORK_BEGINS, EXPORT, LAST

# What a person of each class may do next: (what, days) and weight; `*` marks an activity.
MENU = (
    {
        ("sociale_activering", 300): 9,
        ("*vrijwilligerswerk", 800): 8,
        ("*zorgtraject", 420): 8,
        ("*arbeidsmatige_dagbesteding", 900): 7,
        ("taalpunt", 240): 4,
        ("schuldhulp", 400): 4,
        ("*tegenprestatie", 250): 3,
        ("empowerment", 150): 2,
        ("begeleiding_klantmanager", 250): 2,
    },
    {
        ("begeleiding_klantmanager", 330): 11,
        ("implacement", 190): 5,
        ("back2work", 210): 5,
        ("scholing", 260): 5,
        ("werkervaringsplek", 120): 1,
        ("matchez", 180): 4,
        ("am_match", 230): 0.45,
        ("empowerment", 130): 3,
        ("*vrijwilligerswerk", 500): 1,
        ("taalpunt", 250): 1,
        ("schuldhulp", 350): 1,
    },
    {
        ("wsp_bemiddeling", 170): 9,
        ("begeleiding_klantmanager", 300): 8,
        ("matchez", 190): 5,
        ("back2work", 190): 4,
        ("scholing", 280): 6,
        ("*school", 480): 8,
        ("*betaald_werk", 320): 13,
        ("am_match", 180): 1,
        ("proefplaatsing", 60): 1,
    },
    {
        ("wsp_bemiddeling", 120): 5,
        ("begeleiding_klantmanager", 150): 3,
        ("*betaald_werk", 150): 4,
    },
)
UPTAKE = (0.41, 0.42, 0.74, 0.75)  # chance that the next thing starts, by class
GAP = (260, 90, 32, 40)  # mean days between one thing and the next, by class
SCREENINGS = (date(2018, 10, 1), date(2020, 10, 5))

EXEMPTED = (0.52, 0.14, 0.03, 0)  # chance of an exemption, by class
EXEMPT_DAYS = {"tijdelijk": 420, "alleenstaande_ouder": 1000, "volledig_duurzaam": 9000}
EXEMPT_ENDS = {"tijdelijk": {"2": 6, "5": 4}}
OTHER_EXEMPT_ENDS = {"3": 6, "4": 1, "5": 3}
DUTIES = {
    "alleenstaande_ouder": "arbeid",
    "volledig_duurzaam": "arbeid+re-integratie+tegenprestatie",
}
OTHER_DUTIES = {"arbeid": 6, "arbeid+re-integratie": 4}


def support(book: Casebook) -> None:
    """Instruments and activities during the benefit, one after the other."""
    rng = book.rng("trajecten")
    for person, spell in book.each_spell():
        wait = skewed(rng, 90 if spell.start < CASEWORK_BEGINS else 35, 0.7)
        day = max(spell.start, CASEWORK_BEGINS) + timedelta(wait)
        while day < (spell.end or LAST):
            klass = book.klass(person, day)
            if rng.random() < UPTAKE[klass]:
                day = _start_next(book, rng, spell, day, klass)
            day += timedelta(skewed(rng, GAP[klass], 0.8, 400))


def _start_next(book: Casebook, rng: Random, spell: Spell, day: date, klass: int) -> date:
    """Start something from the menu, or what suits this person better; returns its last day."""
    what, usual = choose(rng, MENU[klass])
    days = round(usual * rng.uniform(0.6, 1.4))
    if what.startswith("*"):
        end = day + timedelta(days)
        book.act(rng, spell.person, what[1:], day, min(end, spell.end) if spell.end else end)
        return end
    what = _tailored(rng, spell.person, day, klass) or what
    row = book.grant(rng, spell.person, what, day, days, spell)
    last: date = row.get("einddatum", EXPORT)
    return last


def _tailored(rng: Random, person: Person, day: date, klass: int) -> str | None:
    """What the town has for the young, for those of 45 to 54 and for refugees."""
    age = person.age(day)
    if klass > 0 and age < 27 and rng.random() < 0.45:
        return "jongerencoach"
    if klass > 0 and 45 <= age < 55 and day.year >= 2021 and rng.random() < 0.5:
        return "pilot_45_55"
    if person.refugee and rng.random() < 0.3:
        return "taalpunt"
    return None


def diagnoses(book: Casebook) -> None:
    """Examinations before a measurement, intakes, and the two screenings by Matchcare."""
    rng = book.rng("diagnose")
    for person, spell in book.each_spell():
        for row in book.values[person]:
            begin = row["begindatum"] - timedelta(rng.randint(14, 45))
            if begin < CASEWORK_BEGINS or not spell.start <= begin <= (spell.end or LAST):
                continue
            if row["door_keuring"]:
                book.grant(rng, person, "belastbaarheidsonderzoek", begin, 30, spell)
            elif rng.random() < 0.2:
                book.grant(rng, person, "diagnose", begin, 21, spell)
        for autumn in SCREENINGS:
            if spell.runs(autumn) and rng.random() < 0.25:
                day = day_after(rng, autumn, 0, 45)
                book.grant(rng, person, "matchcare_screening", day, 14, spell)


def exemptions(book: Casebook) -> None:
    """Ontheffingen: health in the lowest classes, single parents of young children."""
    rng = book.rng("ontheffing")
    parents = {b.client.person for b in book.known if b.household == "alleenstaande_ouder"}
    for person, spell in book.each_spell():
        begin = max(spell.start, date(2012, 1, 1)) + timedelta(skewed(rng, 60))
        klass, lone = book.klass(person, begin), person in parents and person.age(begin) < 42
        chance = 0.25 if lone else EXEMPTED[klass]
        while begin < (spell.end or LAST) and rng.random() < chance:
            lasting = {"tijdelijk": 8, "volledig_duurzaam": 2 if klass == 0 else 0}
            kind = "alleenstaande_ouder" if lone else choose(rng, lasting)
            end = _exempt(book, rng, spell, kind, begin)
            begin, chance = day_after(rng, end, 1, 60), 0.75


def _exempt(book: Casebook, rng: Random, spell: Spell, kind: str, begin: date) -> date:
    """Note one exemption; returns its last day, which may lie after the export."""
    row: Row = {"persoon_id": spell.person, "soort": kind, "begindatum": begin}
    row["verplichting"] = DUTIES.get(kind) or choose(rng, OTHER_DUTIES)
    planned = begin + timedelta(round(EXEMPT_DAYS[kind] * rng.uniform(0.5, 1.2)))
    end = min(planned, spell.end or planned)
    row["einddatum"] = end if end <= EXPORT else None
    if end <= EXPORT:
        row["reden_einde"] = choose(rng, EXEMPT_ENDS.get(kind, OTHER_EXEMPT_ENDS))
    book.tables["ontheffingen"].append(row)
    return end

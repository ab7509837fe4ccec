"""How a benefit begins: its cause, its scheme, its household, and perhaps a partner."""

from __future__ import annotations

from datetime import date
from random import Random

from simulation.draws import choose, choose_place, day_after, day_between, months_after
from simulation.people import Person, Town, new_person, newcomer
from simulation.spells import Benefit, Spell

# Weights of the causes of inflow, by CBS code.
CAUSES = {
    "11": 30,  # end of work or illness
    "13": 4,  # end of an own business
    "14": 22,  # end of WW
    "01": 0.5,  # end of school
    "02": 13,  # end of a relation
    "15": 4,  # end of a disability benefit
    "17": 2,  # end of alimony
    "19": 9,  # end of other income
    "12": 1,  # end of a subsidised job
    "39": 10,  # other
    "99": 1,  # a code that the list does not know
    "": 2,  # not filled in
}
IN_A_CRISIS = {"11": 48, "13": 14}
OF_THE_YOUNG = {"14": 4, "01": 22}
OF_REFUGEES = {"39": 92, "99": 4, "02": 4}

LATER_PARTNER = "40"


def reason_in(rng: Random, town: Town, person: Person, on: date) -> str:
    """CBS code of the cause of inflow; in crisis years more lost jobs and businesses."""
    if person.refugee:
        return choose(rng, OF_REFUGEES)
    weights = dict(CAUSES)
    if on.year in town.crisis_years:
        weights |= IN_A_CRISIS
    if person.age(on) < 27:
        weights |= OF_THE_YOUNG
    return choose(rng, weights)


def scheme_for(rng: Random, town: Town, person: Person, cause: str, on: date) -> str:
    """IOAW for older people after WW, IOAZ and Bbz for former self-employed, else PW."""
    if cause == "14" and person.age(on) >= 50 and rng.random() < town.older_scheme:
        return "IOAW"
    if cause != "13":
        return "PW"
    if person.age(on) >= 55 and rng.random() < 0.5:
        return "IOAZ"
    return choose(rng, {"BBZ": 25, "PW": 75})


def new_benefit(rng: Random, town: Town, on: date, person: Person | None = None) -> Benefit:
    """A benefit that starts on a day, with a new or a returning client, perhaps a couple."""
    person = person or newcomer(rng, town, on)
    age = person.age(on)
    cause = reason_in(rng, town, person, on)
    scheme = scheme_for(rng, town, person, cause, on)
    single = {"alleenstaande": 70, "alleenstaande_ouder": 24 if age < 52 else 2, "anders": 8}
    benefit = Benefit(scheme, choose(rng, single), Spell(person, "client", on, cause), on)
    chance = town.couple_share * (1.8 if person.refugee else 0.3 if age < 27 else 1)
    if rng.random() < chance:
        add_partner(rng, town, benefit)
    return benefit


def add_partner(rng: Random, town: Town, benefit: Benefit) -> Spell:
    """Make the benefit that of a couple; some partners come later, some leave earlier."""
    client, on = benefit.client, benefit.client.start
    partner = _partner_of(rng, town, client)
    later = rng.random() < 0.12
    begin = day_after(rng, on, 60, 400) if later else on
    benefit.household = "samenwonend"
    cause = LATER_PARTNER if later else client.reason_in
    benefit.partner = row = Spell(partner, "partner", begin, cause)
    if rng.random() < 0.08:
        row.end = day_after(rng, begin, 200, 1500)
        row.reason_out = choose(rng, {"02": 5, "33": 2, "05": 1})
    return row


def _partner_of(rng: Random, town: Town, client: Spell) -> Person:
    """A partner at the same address, not older: the client reaches the AOW age first."""
    on, person = client.start, client.person
    klass = choose_place(rng, town.partner_mix)
    partner = new_person(rng, town, on, klass, person.refugee)
    youngest = min(months_after(person.birth, 96), months_after(on, -19 * 12))
    partner.birth = day_between(rng, person.birth, youngest)
    partner.sex = "vrouw" if person.sex == "man" else "man"
    partner.district, partner.advisor = person.district, person.advisor
    return partner

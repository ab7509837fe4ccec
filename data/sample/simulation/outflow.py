"""How a benefit ends: who has most chance to leave, why, and who will be back."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.draws import choose, day_after
from simulation.spells import ENFORCEMENT, NO_RETURN, OF_PARTNER, OWN_CAUSES, Benefit

# Weight of leaving in a month, by months in benefit: hard to leave at once, most in year one.
DURATION_HAZARD = ((1.5, 0.2), (3, 0.7), (6, 1.0), (12, 0.95), (24, 0.6), (36, 0.42), (60, 0.3))
LONG_HAZARD = 0.19
CLASS_HAZARD = (0.3, 0.9, 2.0, 7.0)
AGE_HAZARD = ((27, 1.3), (45, 1.1), (55, 0.8), (99, 0.6))

# Weights of the reasons of outflow by CBS code, where the person makes no difference.
REASONS = {
    "11": 0,  # work
    "13": 0,  # own business
    "01": 0,  # school
    "06": 0,  # may go to school but does not
    "02": 8,  # relation
    "04": 0.8,  # death
    "14": 2,  # WW
    "15": 6,  # disability benefit
    "17": 1,  # alimony
    "18": 1,  # property
    "19": 5,  # other income
    "31": 0,  # gave no information
    "34": 0,  # did not appear
    "35": 0,  # did not appear for re-integration
    "32": 11,  # moved to another municipality
    "33": 3,  # moved abroad
    "05": 1.5,  # detention
    "07": 1,  # too long abroad
    "98": 4,  # other
    "": 1,  # not filled in
}
WORK_BY_CLASS = (0.3, 1.4, 2.0, 2.2)
ENFORCED_BY_CLASS = (
    {"31": 2, "34": 1, "35": 0},
    {"31": 4, "34": 3, "35": 1},
    {"31": 5, "34": 4, "35": 3},
    {"31": 22, "34": 10, "35": 14},
)


def leave_weight(benefit: Benefit, on: date) -> float:
    """The hazard of leaving this month: falls with time, rises with capacity, youth and help."""
    months = (on - benefit.since).days / 30.4
    person = benefit.client.person
    time = next((weight for limit, weight in DURATION_HAZARD if months < limit), LONG_HAZARD)
    age = next(weight for limit, weight in AGE_HAZARD if person.age(on) < limit)
    chance = time * age * CLASS_HAZARD[benefit.klass] * (2 if benefit.scheme == "BBZ" else 1)
    return chance * benefit.momentum


def reason_out(rng: Random, benefit: Benefit, on: date) -> str:
    """CBS code of the reason of outflow, by age, class, time in benefit and help."""
    age, best = benefit.client.person.age(on), benefit.klass
    years = (on - benefit.since).days / 365
    work = 42 * WORK_BY_CLASS[best] * (1.3 if years < 1 else 1 if years < 3 else 0.6)
    work *= benefit.momentum
    weights = REASONS | {"11": work, "13": work / 12} | ENFORCED_BY_CLASS[best]
    if age < 27:
        weights |= {"01": 26, "06": 1}
    if age > 57:
        weights["04"] = 7
    if best >= 2:
        weights["15"] = 2
    return choose(rng, weights)


def close(rng: Random, benefit: Benefit, end: date, reason: str) -> None:
    """End a benefit; of a couple, one of the two may be the cause (97 on the other's row)."""
    client, partner = benefit.client, benefit.partner
    client.end, client.reason_out = end, reason
    if partner and partner.start >= end:
        benefit.partner = None
    elif partner and not (partner.end and partner.end <= end):
        partner.end, partner.reason_out = end, reason
        better = partner.person.klass > client.person.klass
        if reason == "11" and rng.random() < (0.7 if better else 0.3):
            client.reason_out = OF_PARTNER
        elif reason in ("03", "04") or (reason in OWN_CAUSES and rng.random() < 0.6):
            partner.reason_out = OF_PARTNER


def return_day(rng: Random, end: date, reason: str) -> date | None:
    """The day on which the client is back, if ever: mostly within a year, sometimes later."""
    back = 0.25 if reason in ENFORCEMENT else 0.0 if reason in NO_RETURN else 0.16
    draw = rng.random()
    if draw < back:
        return end + timedelta(25 + round(335 * rng.random() ** 1.2))
    if back and draw < back + 0.05:
        return day_after(rng, end, 370, 1200)
    return None

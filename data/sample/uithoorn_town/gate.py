"""The gate: meldingen up to their published numbers, and who looks for work without benefit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from simulation.casebook import Casebook, Row
from simulation.caseload import SEASON_IN
from simulation.draws import choose, choose_place, day_after, day_between, day_in_month
from simulation.late_registration import decision_day
from simulation.people import Person, new_person
from simulation.reports import report
from simulation.spells import Benefit

from uithoorn_town.facts import EXPORT, GATE_OPENED, TOWN, published

REPORTS_2021 = 175
NO_REPORT = {2015: 3, 2017: 4}  # inflow that moved in with a benefit from elsewhere
WITHDRAWN = {
    2014: 0.27,
    2015: 0.23,
    2016: 0.35,
    2017: 0.17,
    2018: 0.34,
    2019: 0.33,
    2020: 0.31,
    2021: 0.32,
}
ACTIONS = {"geen": 58, "vacature": 14, "wsp": 16, "schuldhulp": 12}
ACTIONS_WHEN_WITHDRAWN = {
    "vacature": 34,
    "wsp": 28,
    "schuldhulp": 10,
    "voorliggende voorziening": 12,
    "geen": 16,
}
REFUSALS = {"afgewezen": 5, "ingetrokken": 3, "buiten_behandeling": 2}
HELP = {"wsp_bemiddeling": 4, "diagnose": 4, "scholing": 3, "matchez": 9}
SEEKERS = 34


def gate(book: Casebook) -> None:
    """All meldingen, and the nuggers: people without benefit who look for work."""
    rng = book.rng("poort")
    _reports_that_led(book, rng)
    _reports_that_did_not(book, rng)
    for _ in range(SEEKERS):
        _seeker(book, rng)


def _reports_that_led(book: Casebook, rng: Random) -> None:
    """The meldingen that led to a benefit, also of those that the system does not know yet."""
    for benefit in _reported(book, rng):
        row = report(rng, benefit.client.person, benefit.gate, ACTIONS, EXPORT)
        if row["besluitdatum"]:
            row |= {"besluit": "toegekend", "uitkering_id": benefit}
        book.tables["meldingen"].append(row)


def _reported(book: Casebook, rng: Random) -> list[Benefit]:
    """The benefits that began at the gate, not by a restart or by moving in."""
    fresh = [
        benefit
        for benefit in book.known + book.pending
        if benefit.client.start >= GATE_OPENED and not benefit.restart
    ]
    moved = set()
    for year, count in NO_REPORT.items():
        moved.update(rng.sample([b for b in fresh if b.client.start.year == year], count))
    return [benefit for benefit in fresh if benefit not in moved]


def _reports_that_did_not(book: Casebook, rng: Random) -> None:
    """Fill every year up to its published number with people who withdrew or were refused."""
    totals = {int(line["jaar"]): int(line["meldingen"]) for line in published("fig1")}
    led = Counter(row["meldingsdatum"].year for row in book.tables["meldingen"])
    for year, total in (totals | {2021: REPORTS_2021}).items():
        rest = total - led[year]
        withdrawn = min(round(WITHDRAWN[year] * total), rest - 4)
        for number in range(rest):
            reported = day_in_month(rng, date(year, 1 + choose_place(rng, SEASON_IN), 1))
            row = _stranger(book, rng, reported, refused=number >= withdrawn)
            book.tables["meldingen"].append(row)


def _stranger(book: Casebook, rng: Random, reported: date, refused: bool) -> Row:
    """A melding without benefit; of two thirds the person is known, some get help at the gate."""
    person = new_person(rng, TOWN, reported, choose_place(rng, TOWN.class_mix))
    applied = day_after(rng, reported, 3, 18) if refused else None
    decided = decision_day(rng, applied) if applied else None
    row = report(rng, person, (reported, applied, decided), ACTIONS, EXPORT)
    if row["besluitdatum"]:
        row["besluit"] = choose(rng, REFUSALS)
    if not refused:
        row["poortactie"] = choose(rng, ACTIONS_WHEN_WITHDRAWN)
    if rng.random() < 0.33:
        return row | {"persoon_id": None}
    book.outsiders.append(person)
    if reported.year >= 2017 and rng.random() < 0.8:
        _help_at_the_gate(book, rng, person, reported)
    return row


def _help_at_the_gate(book: Casebook, rng: Random, person: Person, reported: date) -> None:
    """An instrument without a benefit: prevention."""
    young = person.age(reported) < 27
    if young and reported.year == 2021 and rng.random() < 0.7:
        what = "pilot_jongeren"
    else:
        what = choose(rng, HELP)
    book.grant(rng, person, what, day_after(rng, reported, 2, 20), rng.randint(40, 160))


def _seeker(book: Casebook, rng: Random) -> None:
    """A nugger with one or two instruments."""
    since = day_between(rng, date(2016, 3, 1), date(2021, 10, 1))
    until = day_after(rng, since, 150, 900)
    person = new_person(rng, TOWN, since, 2)
    person.seeker = (since, until if until <= EXPORT else None)
    book.outsiders.append(person)
    offer = ("wsp_bemiddeling", "scholing", "matchez", "empowerment")
    for what in rng.sample(offer, rng.randint(1, 2)):
        book.grant(rng, person, what, day_after(rng, since, 10, 60), rng.randint(60, 200))

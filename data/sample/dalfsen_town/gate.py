"""The gate: meldingen, nuggers, and pupils of Vso and Pro who go to work rather than to benefit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from simulation.casebook import Row
from simulation.caseload import SEASON_IN
from simulation.draws import (
    choose,
    choose_place,
    day_after,
    day_between,
    day_in_month,
    months_after,
)
from simulation.late_registration import decision_day
from simulation.people import Person, new_person
from simulation.reports import report

from dalfsen_town.facts import EXPORT, GATE_OPENED, MEEDOEN, TOWN, WERKFIT
from dalfsen_town.progress import Dossiers

WITHDRAWN, REFUSED = 0.42, 0.09  # for every report that led to a benefit
ACTIONS = {"geen": 62, "vacature": 12, "schuldhulp": 12, "loopbaanbegeleider": 14}
ACTIONS_WHEN_WITHDRAWN = {
    "vacature": 38,
    "voorliggende voorziening": 22,
    "schuldhulp": 12,
    "geen": 28,
}
REFUSALS = {"afgewezen": 5, "ingetrokken": 3, "buiten_behandeling": 2}
HELP = {"bemiddeling_netwerker": 5, "loopbaanbegeleiding": 4, "schuldhulp": 3}
SEEKERS = 14
PUPILS = {2017: 3, 2018: 4, 2019: 5, 2020: 5, 2021: 7}  # starts with the SchakelMakelPool


def gate(book: Dossiers) -> None:
    """All meldingen, and who is helped without a benefit."""
    rng = book.rng("poort")
    for benefit in book.known + book.pending:
        if benefit.client.start >= GATE_OPENED and not benefit.restart:
            row = report(rng, benefit.client.person, benefit.gate, ACTIONS, EXPORT)
            if row["besluitdatum"]:
                row |= {"besluit": "toegekend", "uitkering_id": benefit}
            book.tables["meldingen"].append(row)
    led = Counter(row["meldingsdatum"].year for row in book.tables["meldingen"])
    for year, count in sorted(led.items()):
        _others(book, rng, year, round(WITHDRAWN * count), round(REFUSED * count))
    _pupils(book, rng)
    for _ in range(SEEKERS):
        _seeker(book, rng)


def _others(book: Dossiers, rng: Random, year: int, withdrawn: int, refused: int) -> None:
    """The meldingen of a year that did not lead to a benefit."""
    for number in range(withdrawn + refused):
        reported = day_in_month(rng, date(year, 1 + choose_place(rng, SEASON_IN), 1))
        if reported <= EXPORT:
            row = _stranger(book, rng, reported, refused=number >= withdrawn)
            book.tables["meldingen"].append(row)


def _stranger(book: Dossiers, rng: Random, reported: date, refused: bool) -> Row:
    """A melding without benefit; of most the person is known, some get help at the gate."""
    person = new_person(rng, TOWN, reported, choose_place(rng, TOWN.class_mix))
    applied = day_after(rng, reported, 3, 18) if refused else None
    decided = decision_day(rng, applied) if applied else None
    actions = ACTIONS if refused else ACTIONS_WHEN_WITHDRAWN
    row = report(rng, person, (reported, applied, decided), actions, EXPORT)
    if row["besluitdatum"]:
        row["besluit"] = choose(rng, REFUSALS)
    if rng.random() < 0.3:
        return row | {"persoon_id": None}
    book.outsiders.append(person)
    if reported.year >= 2018 and rng.random() < 0.35:
        begin = day_after(rng, reported, 2, 20)
        book.grant(rng, person, choose(rng, HELP), begin, rng.randint(40, 160))
    return row


def _pupils(book: Dossiers, rng: Random) -> None:
    """Young people of 17 to 19, still at school: a warm transfer to work or day activities."""
    for year, count in PUPILS.items():
        for _ in range(count):
            begin = day_between(rng, date(year, 2, 1), date(year, 10, 1))
            person = new_person(rng, TOWN, begin, choose(rng, {MEEDOEN: 2, WERKFIT: 3}))
            person.birth = months_after(begin, -rng.randint(17 * 12 + 1, 19 * 12 + 11))
            person.education = "laag"
            book.outsiders.append(person)
            row = book.grant(rng, person, "schakelmakelpool", begin, rng.randint(180, 420))
            if row.get("einddatum"):
                what = choose(rng, {"betaald_werk": 6, "arbeidsmatige_dagbesteding": 2, "": 2})
                if what:
                    book.act(rng, person, what, day_after(rng, row["einddatum"], 1, 30), None)


def _seeker(book: Dossiers, rng: Random) -> None:
    """A nugger with one or two instruments."""
    since = day_between(rng, date(2016, 3, 1), date(2021, 9, 1))
    until = day_after(rng, since, 200, 1000)
    person = _nugger(rng, since, until)
    book.outsiders.append(person)
    for what in rng.sample(tuple(HELP), rng.randint(1, 2)):
        book.grant(rng, person, what, day_after(rng, since, 10, 60), rng.randint(60, 200))


def _nugger(rng: Random, since: date, until: date) -> Person:
    """Somebody without benefit who is registered as looking for work."""
    person = new_person(rng, TOWN, since, WERKFIT)
    person.seeker = (since, until if until <= EXPORT else None)
    return person

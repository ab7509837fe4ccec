"""The caseload of Uithoorn from 2012 to 2021, forced onto figures 1 and 6 of the note."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from simulation.caseload import Caseload
from simulation.draws import choose, choose_place, day_between
from simulation.inflow import add_partner, new_benefit
from simulation.people import Person, pension_day
from simulation.spells import Benefit

from uithoorn_town.facts import FIGURE_6_DAY, TOWN, published

# Inflow, outflow of the years around figure 1: those before it explain the stock of 243.
OTHER_YEARS = {2012: (95, 88), 2013: (105, 94), 2021: (99, 117)}
# Next-day restarts, part of the inflow and of the outflow.
RESTARTS = {
    2012: 2,
    2013: 3,
    2014: 4,
    2015: 4,
    2016: 3,
    2017: 5,
    2018: 3,
    2019: 3,
    2020: 4,
    2021: 3,
}
START_MIX = (0.42, 0.32, 0.24, 0.02)  # classes in the stock of 2012: who could, had left
START_YEARS = {year: 1.0 if year < 2005 else 2.0 + (year - 2005) for year in range(1992, 2012)}
CLASSES = ("0-40", "40-70", "70-100", "100+")


def simulate(rng: Random) -> tuple[Caseload, list[Person]]:
    """The caseload up to the end of 2021, and who had no class yet on the day of figure 6."""
    flows = {int(r["jaar"]): (int(r["instroom"]), int(r["uitstroom"])) for r in published("fig1")}
    opening = int(published("fig1")[0]["stand_1_januari"])
    for inflow, outflow in (OTHER_YEARS[2012], OTHER_YEARS[2013]):
        opening -= inflow - outflow
    load = Caseload(rng, TOWN, _initial_stock(rng, opening))
    unknown: list[Person] = []
    for year, (inflow, outflow) in sorted((OTHER_YEARS | flows).items()):
        load.year(year, inflow, outflow, RESTARTS[year])
        if year == FIGURE_6_DAY.year:
            unknown = _force_figure_6(rng, load)
    return load, unknown


def _initial_stock(rng: Random, count: int) -> list[Benefit]:
    """Who was in benefit when 2012 began: started since the nineties, mostly in recent years."""
    stock: list[Benefit] = []
    while len(stock) < count:
        begin = date(choose(rng, START_YEARS), 1, 1)
        benefit = new_benefit(rng, TOWN, day_between(rng, begin, date(2011, 12, 31)))
        person = benefit.client.person
        if pension_day(person.birth) > date(2012, 6, 30):  # older people had left by now
            person.klass = choose_place(rng, START_MIX)
            stock.append(benefit)
    return sorted(stock, key=lambda b: b.client.start)


def _force_figure_6(rng: Random, load: Caseload) -> list[Person]:
    """Adjust couples and classes to figure 6; returns the people whose class is not known yet."""
    wanted = {line["klasse"]: line for line in published("fig6")}
    _fit_couples(rng, load, int(wanted["totaal"]["partner"]))
    newest = sorted((b for b in load.running if not b.follows), key=lambda b: b.client.start)
    unknown = [b.client.person for b in newest[-int(wanted["onbekend"]["client"]) :]]
    rows = [row for b in load.running for row in b.rows() if row.runs(FIGURE_6_DAY)]
    for role in ("client", "partner"):
        people = [row.person for row in rows if row.role == role and row.person not in unknown]
        _fit_classes(rng, people, [int(wanted[label][role]) for label in CLASSES])
    return unknown


def _fit_couples(rng: Random, load: Caseload, wanted: int) -> None:
    """Take partners away from couples or give them to singles, until the number is right."""
    couples = [b for b in load.running if b.partner and b.partner.runs(FIGURE_6_DAY)]
    singles = [
        benefit
        for benefit in load.running
        if not benefit.partner
        and not benefit.follows
        and benefit.client.person.age(benefit.client.start) >= 27
    ]
    surplus = len(couples) - wanted
    for benefit in rng.sample(couples, max(surplus, 0)):
        benefit.partner, benefit.household = None, "alleenstaande"
    for benefit in rng.sample(singles, max(-surplus, 0)):
        row = add_partner(rng, TOWN, benefit)
        row.start, row.reason_in = benefit.client.start, benefit.client.reason_in
        row.end, row.reason_out = None, ""


def _fit_classes(rng: Random, people: list[Person], wanted: list[int]) -> None:
    """Move people between classes, the nearest first, until every class has its number."""
    rng.shuffle(people)
    while True:
        have = Counter(person.klass for person in people)
        short = [k for k in range(4) if have[k] < wanted[k]]
        over = [k for k in range(4) if have[k] > wanted[k]]
        if not short:
            return
        source, target = min(((a, b) for a in over for b in short), key=lambda p: abs(p[0] - p[1]))
        next(person for person in people if person.klass == source).klass = target

"""The caseload of Dalfsen from 2012 to 2021, with the progress of the people in it."""

from __future__ import annotations

from datetime import date
from random import Random

from simulation.caseload import Caseload
from simulation.draws import choose, choose_place, day_between
from simulation.inflow import new_benefit
from simulation.people import pension_day
from simulation.spells import Benefit

from dalfsen_town.facts import FIRST, FLOWS, STOCK_2012, TOWN
from dalfsen_town.progress import Progress

START_MIX = (0.5, 0.32, 0.18)  # categories in the stock of 2012: who could, had left
START_YEARS = {year: 1.0 if year < 2005 else 2.0 + (year - 2005) for year in range(1992, 2012)}


def simulate(rng: Random, progress: Progress) -> Caseload:
    """The caseload up to the end of 2021; on the way, people are helped and move."""
    load = Caseload(rng, TOWN, _initial_stock(rng), progress.month)
    for year, flows in FLOWS.items():
        load.year(year, *flows)
    return load


def _initial_stock(rng: Random) -> list[Benefit]:
    """Who was in benefit when 2012 began: started since the nineties, mostly in recent years."""
    stock: list[Benefit] = []
    while len(stock) < STOCK_2012:
        since = date(choose(rng, START_YEARS), 1, 1)
        benefit = new_benefit(rng, TOWN, day_between(rng, since, date(FIRST.year - 1, 12, 31)))
        person = benefit.client.person
        if pension_day(person.birth) > date(2012, 6, 30):  # older people had left by now
            person.klass = choose_place(rng, START_MIX)
            stock.append(benefit)
    return sorted(stock, key=lambda b: b.client.start)

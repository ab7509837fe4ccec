"""What is earned and paid by the month: income beside the benefit, benefits, wage subsidies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from simulation.casebook import Casebook, Row
from simulation.draws import month_end, months_between
from simulation.people import Person
from simulation.spells import Benefit

Earned = dict[tuple[Person, str], float]

HOURLY_WAGE = 10.8
# Monthly norm in euros from a day on, rounded: alleenstaande (ouder), samenwonend, anders.
NORMS = (
    (date(2020, 1, 1), (1050, 1500, 750)),
    (date(2020, 7, 1), (1060, 1515, 755)),
    (date(2021, 1, 1), (1075, 1535, 765)),
    (date(2021, 7, 1), (1080, 1540, 770)),
)
NORM_OF = {"samenwonend": 1, "anders": 2}


def income(book: Casebook, rng: Random, job: Row, months: list[date]) -> Earned:
    """The income of every month of a job, as the tax office reports it."""
    earned: Earned = {}
    person = job["persoon_id"]
    for month in months:
        worked = job["uren_per_week"] * 4.33 * rng.uniform(0.8, 1.15)
        amount, label = round(worked * HOURLY_WAGE, 2), f"{month:%Y-%m}"
        earned[person, label] = amount
        row: Row = {"persoon_id": person, "maand": label, "soort": "11", "bedrag": amount}
        book.tables["inkomsten"].append(row | {"uren": round(worked)})
    return earned


def benefit_costs(book: Casebook, earned: Earned, months: list[date], post: str) -> None:
    """What was paid in benefits, month by month, on a post of the budget."""
    for first in months:
        for benefit in book.known:
            if paid := _paid(benefit, first, earned):
                row: Row = {"datum": month_end(first), "bedrag": paid, "soort": "uitkering"}
                row |= {"persoon_id": benefit.client.person, "uitkering_id": benefit}
                row |= {"budgetpost": post, "financiering": "BUIG"}
                book.tables["kosten"].append(row)


def _paid(benefit: Benefit, first: date, earned: Earned) -> float:
    """The norm for the days of entitlement in a month, less most of the income from work."""
    last = month_end(first)
    begin, end = max(benefit.client.start, first), min(benefit.client.end or last, last)
    if begin > end:
        return 0.0
    norms = [amounts for since, amounts in NORMS if since <= first][-1]
    norm = norms[NORM_OF.get(benefit.household, 0)]
    gained = sum(earned.get((row.person, f"{first:%Y-%m}"), 0) for row in benefit.rows())
    return round(max(norm - 0.85 * gained, 90.0) * ((end - begin).days + 1) / last.day, 2)


def subsidy(rng: Random, row: Row, first: date, last: date) -> Iterator[Row]:
    """LKS month by month: the gap with the minimum wage, with the employer's charges on top."""
    hours = rng.choice((0.7, 0.8, 0.9, 1.0))
    gap = min(1 - row["loonwaarde_pct"] / 100, 0.7)
    for month in months_between(max(row["begindatum"], first), row["einddatum"] or last):
        wage = 1.08 * (1615 + 33 * (month.year - 2019))
        cost: Row = {"datum": month_end(month), "bedrag": round(wage * gap * 1.235 * hours, 2)}
        yield cost | {"soort": "lks", "persoon_id": row["persoon_id"], "voorziening_id": row}

"""Money: income beside the benefit, and what benefits, instruments and contracts cost."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Casebook, Row
from simulation.draws import day_after, month_end, months_between
from simulation.people import Person
from simulation.spells import Benefit

from uithoorn_town.facts import CASEWORK_BEGINS, EXPORT, INSTRUMENTS, LAST

INCOME_SINCE = date(2018, 1, 1)
BILLS_SINCE = date(2019, 1, 1)
BENEFITS_SINCE = date(2020, 1, 1)
Earned = dict[tuple[Person, str], float]

PART_TIME = (0.2, 0.6, 0.7, 0.4)  # chance of the next job beside the benefit, by class
HOURLY_WAGE = 10.8
# Monthly norm in euros from a day on, rounded: alleenstaande (ouder), samenwonend, anders.
NORMS = (
    (date(2020, 1, 1), (1050, 1500, 750)),
    (date(2020, 7, 1), (1060, 1515, 755)),
    (date(2021, 1, 1), (1075, 1535, 765)),
    (date(2021, 7, 1), (1080, 1540, 770)),
)
NORM_OF = {"samenwonend": 1, "anders": 2}
KINDS = {"jobcoach": "begeleiding", "werkplekaanpassing": "werkplekaanpassing"}
SCHOOLING = ("scholing", "taalpunt", "pilot_jongeren", "pilot_45_55")
CONTRACTS = {  # euros a quarter
    "Uitstroom - werkgeversbenadering en satelliet WSP": 19500,
    "Uitstroom - AM Match": 15000,
}


def part_time(book: Casebook) -> Earned:
    """Jobs beside the benefit from 2016; returns what was earned, by person and month."""
    rng = book.rng("parttime")
    earned: Earned = {}
    for person, spell in book.each_spell():
        klass = book.klass(person, spell.end or LAST)
        day = day_after(rng, max(spell.start, date(2016, 6, 1)), 40, 400)
        while day < (spell.end or LAST) and rng.random() < PART_TIME[klass]:
            planned = day_after(rng, day, 150, 800)
            end = min(planned, spell.end or planned)
            job = book.act(rng, person, "parttime_werk", day, end)
            earned |= _income(book, rng, job, end)
            day = day_after(rng, end, 60, 500)
    return earned


def _income(book: Casebook, rng: Random, job: Row, end: date) -> Earned:
    """The income of every month of a job, as the tax office reports it."""
    earned: Earned = {}
    person = job["persoon_id"]
    for month in months_between(max(job["begindatum"], INCOME_SINCE), min(end, LAST)):
        worked = job["uren_per_week"] * 4.33 * rng.uniform(0.8, 1.15)
        amount, label = round(worked * HOURLY_WAGE, 2), f"{month:%Y-%m}"
        earned[person, label] = amount
        row: Row = {"persoon_id": person, "maand": label, "soort": "11", "bedrag": amount}
        book.tables["inkomsten"].append(row | {"uren": round(worked)})
    return earned


def benefit_costs(book: Casebook, earned: Earned) -> None:
    """What was paid in benefits in 2020 and 2021, month by month."""
    for first in months_between(BENEFITS_SINCE, LAST):
        for benefit in book.known:
            if paid := _paid(benefit, first, earned):
                row: Row = {"datum": month_end(first), "bedrag": paid, "soort": "uitkering"}
                row |= {"persoon_id": benefit.client.person, "uitkering_id": benefit}
                row |= {"budgetpost": "BUIG", "financiering": "BUIG"}
                book.tables["kosten"].append(row)


def _paid(benefit: Benefit, first: date, earned: Earned) -> float:
    """The norm for the days of entitlement in a month, less most of the income from work."""
    last = month_end(first)
    begin, end = max(benefit.client.start, first), min(benefit.client.end or last, last)
    if begin > end:
        return 0.0
    norms = [amounts for since, amounts in NORMS if since <= first][-1]
    norm = norms[NORM_OF.get(benefit.household, 0)]
    income = sum(earned.get((row.person, f"{first:%Y-%m}"), 0) for row in benefit.rows())
    return round(max(norm - 0.85 * income, 90.0) * ((end - begin).days + 1) / last.day, 2)


def instrument_costs(book: Casebook) -> None:
    """What the instruments cost: invoices for what is bought, LKS by the month."""
    rng = book.rng("kosten")
    for row in book.tables["voorzieningen"]:
        price = INSTRUMENTS[row["instrument"]].price * rng.uniform(0.75, 1.25)
        if row["instrument"].startswith("lks") and row["begindatum"] >= CASEWORK_BEGINS:
            _subsidy_costs(book, rng, row)
        if price and row["begindatum"] >= BILLS_SINCE:
            _invoices(book, rng, row, price)


def _invoices(book: Casebook, rng: Random, row: Row, price: float) -> None:
    """Two invoices, the second at the end; what is not billed yet is committed (verplicht)."""
    base: Row = {"soort": KINDS.get(row["instrument"], "voorziening"), "voorziening_id": row}
    base |= {"persoon_id": row["persoon_id"], "budgetpost": _post(book, rng, row)}
    base |= {"financiering": "participatiebudget"}
    begin, after = row["begindatum"], EXPORT + timedelta(1)
    for day, part in ((begin + timedelta(30), 0.6), (row.get("einddatum") or after, 0.4)):
        paid = day <= EXPORT
        noted = day if paid else min(begin + timedelta(14), EXPORT)
        bill: Row = {"datum": noted, "bedrag": round(price * part, 2)}
        book.tables["kosten"].append(base | bill | {"status": "" if paid else "verplicht"})


def _post(book: Casebook, rng: Random, row: Row) -> str:
    """The budget post of an instrument; before the first benefit it limits inflow.

    Sometimes nobody filled it in, as happens.
    """
    first = book.spells.get(row["persoon_id"])
    goal = "Uitstroom" if first and first[0].start <= row["begindatum"] else "Instroom"
    if rng.random() < 0.04:
        return ""
    if row["fase"] == "intake":
        return f"{goal} - diagnose en belastbaarheidsonderzoek"
    if row["instrument"] in SCHOOLING:
        return f"{goal} - scholing"
    if row["instrument"] == "lks_tijdelijk":
        return f"{goal} - tijdelijke lks"
    at_match = row["aanbieder"] == "AM Match" and goal == "Uitstroom"
    return "Uitstroom - AM Match" if at_match else f"{goal} - re-integratietrajecten"


def _subsidy_costs(book: Casebook, rng: Random, row: Row) -> None:
    """LKS month by month: the gap with the minimum wage, with the employer's charges on top."""
    hours = rng.choice((0.7, 0.8, 0.9, 1.0))
    temporary = row["instrument"] == "lks_tijdelijk"
    gap = min(1 - row["loonwaarde_pct"] / 100, 0.7)
    for month in months_between(max(row["begindatum"], BILLS_SINCE), row["einddatum"] or LAST):
        wage = 1.08 * (1615 + 33 * (month.year - 2019))
        cost: Row = {"datum": month_end(month), "bedrag": round(wage * gap * 1.235 * hours, 2)}
        cost |= {"soort": "lks", "persoon_id": row["persoon_id"], "voorziening_id": row}
        cost["budgetpost"] = _post(book, rng, row) if temporary else "BUIG"
        cost["financiering"] = "participatiebudget" if temporary else "BUIG"
        book.tables["kosten"].append(cost)


def contract_costs(book: Casebook) -> None:
    """Quarterly bills that belong to nobody in particular."""
    rng = book.rng("contracten")
    for month in months_between(date(2019, 2, 1), LAST)[::3]:
        for name, amount in CONTRACTS.items():
            row: Row = {"datum": month.replace(day=15), "soort": "overig", "budgetpost": name}
            row["bedrag"] = round(amount * rng.uniform(0.95, 1.05), 2)
            book.tables["kosten"].append(row | {"financiering": "participatiebudget"})

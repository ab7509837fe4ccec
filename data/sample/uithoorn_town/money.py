"""Money: income beside the benefit, and what benefits, instruments and contracts cost."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Casebook, Row
from simulation.draws import day_after, months_between
from simulation.pay import Earned, income, subsidy

from uithoorn_town.facts import CASEWORK_BEGINS, EXPORT, INSTRUMENTS, LAST

INCOME_SINCE = date(2018, 1, 1)
BILLS_SINCE = date(2019, 1, 1)
BENEFITS_SINCE = date(2020, 1, 1)

PART_TIME = (0.2, 0.6, 0.7, 0.4)  # chance of the next job beside the benefit, by class
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
            months = months_between(max(day, INCOME_SINCE), min(end, LAST))
            earned |= income(book, rng, job, months)
            day = day_after(rng, end, 60, 500)
    return earned


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
    """LKS month by month; a temporary one is paid from the town's own budget."""
    temporary = row["instrument"] == "lks_tijdelijk"
    for cost in subsidy(rng, row, BILLS_SINCE, LAST):
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

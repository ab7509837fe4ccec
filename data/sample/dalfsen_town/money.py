"""Money: part-time work beside the benefit, and what benefits, instruments and contracts cost."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Row
from simulation.draws import day_after, months_between
from simulation.pay import Earned, income, subsidy

from dalfsen_town.facts import EXPORT, INSTRUMENTS, LAST
from dalfsen_town.progress import Dossiers

INCOME_SINCE = date(2018, 1, 1)
BILLS_SINCE = date(2019, 1, 1)
BENEFITS_SINCE = date(2020, 1, 1)
PART_TIME = (0.05, 0.28, 0.5)  # chance of the next job beside the benefit, by class
KINDS = {"jobcoach": "begeleiding", "werkplekaanpassing": "werkplekaanpassing"}
POSTS = {
    "leer_en_werkplekken": (
        "werkervaringsplek", "proefplaatsing", "participatieplaats", "scholing", "lks_tijdelijk",
        "werkplekaanpassing",
    ),
    "schakelmakelpool": ("schakelmakelpool",),
    "beschut_werk": ("beschut_werk",),
    "maatschappelijke_participatie": ("sociale_activering", "taalpunt", "sport"),
    "diagnose_en_keuring": ("diagnose", "belastbaarheidsonderzoek"),
}  # fmt: skip
OTHER_POST = "trajecten_en_begeleiding"
CONTRACTS = {  # euros a quarter, and since when
    "regionale_samenwerking": (6200, date(2019, 2, 1)),
    "toetsing_en_registratie": (3900, date(2020, 5, 1)),
}
NO_POST = 0.04  # share of the bills on which nobody filled in the post


def part_time(book: Dossiers) -> Earned:
    """Jobs beside the benefit from 2016; returns what was earned, by person and month."""
    rng = book.rng("parttime")
    earned: Earned = {}
    for person, spell in book.each_spell():
        day = day_after(rng, max(spell.start, date(2016, 6, 1)), 40, 400)
        while day < (spell.end or LAST) and rng.random() < PART_TIME[book.klass(person, day)]:
            planned = day_after(rng, day, 150, 800)
            end = min(planned, spell.end or planned)
            job = book.act(rng, person, "parttime_werk", day, end)
            months = months_between(max(day, INCOME_SINCE), min(end, LAST))
            earned |= income(book, rng, job, months)
            day = day_after(rng, end, 60, 500)
    return earned


def instrument_costs(book: Dossiers) -> None:
    """What the instruments cost: invoices for what is bought, LKS by the month."""
    rng = book.rng("kosten")
    for row in book.tables["voorzieningen"]:
        price = INSTRUMENTS[row["instrument"]].price * rng.uniform(0.75, 1.25)
        if row["instrument"].startswith("lks"):
            _subsidy_costs(book, rng, row)
        if price and row["begindatum"] >= BILLS_SINCE:
            _invoices(book, rng, row, price)


def _invoices(book: Dossiers, rng: Random, row: Row, price: float) -> None:
    """Two invoices, the second at the end; what is not billed yet is committed (verplicht)."""
    base: Row = {"soort": KINDS.get(row["instrument"], "voorziening"), "voorziening_id": row}
    base |= {"persoon_id": row["persoon_id"], "financiering": "participatiebudget"}
    base["budgetpost"] = "" if rng.random() < NO_POST else post_of(row["instrument"])
    begin, after = row["begindatum"], EXPORT + timedelta(1)
    for day, part in ((begin + timedelta(30), 0.6), (row.get("einddatum") or after, 0.4)):
        paid = day <= EXPORT
        noted = day if paid else min(begin + timedelta(14), EXPORT)
        bill: Row = {"datum": noted, "bedrag": round(price * part, 2)}
        book.tables["kosten"].append(base | bill | {"status": "" if paid else "verplicht"})


def post_of(instrument: str) -> str:
    """The budget post that an instrument is paid from."""
    return next((post for post, own in POSTS.items() if instrument in own), OTHER_POST)


def _subsidy_costs(book: Dossiers, rng: Random, row: Row) -> None:
    """LKS month by month; a temporary one is paid from the town's own budget."""
    temporary = row["instrument"] == "lks_tijdelijk"
    for cost in subsidy(rng, row, BILLS_SINCE, LAST):
        cost["budgetpost"] = post_of(row["instrument"]) if temporary else "BUIG"
        cost["financiering"] = "participatiebudget" if temporary else "BUIG"
        book.tables["kosten"].append(cost)


def contract_costs(book: Dossiers) -> None:
    """Quarterly bills that belong to nobody in particular."""
    rng = book.rng("contracten")
    for post, (amount, since) in CONTRACTS.items():
        for month in months_between(since, LAST)[::3]:
            row: Row = {"datum": month.replace(day=15), "soort": "overig", "budgetpost": post}
            row["bedrag"] = round(amount * rng.uniform(0.95, 1.05), 2)
            book.tables["kosten"].append(row | {"financiering": "participatiebudget"})

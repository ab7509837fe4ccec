"""Tables on what is coming in a year: one for the budget of the coming years, one per post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from grip.forecast.ahead import INFLOW, OUTFLOW, STOCK
from grip.forecast.frame import BASE
from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.lookup import Lookup
from grip.reports.terminal.words import category_name
from grip.results import TOTAL
from grip.spending import BY_BILLS, BY_NORM, OWN, STATE, STATE_SUBSIDY

if TYPE_CHECKING:
    from grip.foresight import Outlook

Row = dict[str, Any]
_WHAT = {STOCK: "Uitkeringen, 31 december", INFLOW: "Instroom", OUTFLOW: "Uitstroom"}
_SAID = {
    STATE: ("Uit de BUIG", "op de BUIG"),
    OWN: ("Aan re-integratie", "op het eigen budget"),
}
_MARGIN = "Marge 80%: in 8 van de 10 gevallen komt het daarbinnen uit."
_MIDDLES = (
    "Uitkeringen, instroom en uitstroom zijn middelste uitkomsten: zij tellen niet precies op, en "
    "verschillen iets van de gemiddelden op blad 'Prognose oorzaken'."
)
_RUNNING = (
    "Van een jaar dat al loopt, zijn de getelde maanden meegerekend; een maand waarin nog niets is "
    "geboekt, telt voor wat zij naar verwachting kost."
)
_STATE_NOTES = (
    "De BUIG betaalt uitkeringen, en loonkostensubsidie zolang die geen eigen budget heeft.",
    "Eigen rekening en vangnet zijn gemiddelden over alle uitkomsten, ook die zonder tekort; "
    "de drempels staan met hun datum in het profiel.",
)
_PRICES = {
    BY_BILLS: (
        "Lasten: aantal maal prijs. De prijs is wat in de laatste twaalf maanden per uitkering is "
        "betaald en stijgt met de bijstandsnormen van het profiel; na de laatste norm zoals zij "
        "tot nu toe stegen, of met prijsstijging_pct uit [prognose].",
        *_STATE_NOTES,
    ),
    BY_NORM: (
        "Er is geen jaar kosten van uitkeringen bekend: de prijs is de netto bijstandsnorm, "
        "zonder korting van inkomsten en zonder marge. De lasten zijn dus een bovengrens.",
        *_STATE_NOTES,
    ),
    "": (
        "De BUIG is niet berekend: er zijn geen kosten van uitkeringen en geen bijstandsnormen om "
        "mee te rekenen.",
    ),
}


def years_table(made: Outlook) -> Table:
    """Return the one table for a budget: volume, price, costs, budget and risk, per year."""
    years = made.years.filter(pl.col("scenario") == BASE)
    found = {(r["reeks"], r["jaar"]): r for r in years.iter_rows(named=True)}
    money = {(r["budget"], r["jaar"]): r for r in totals_of(made)}
    shown = sorted({year for _, year in found})
    columns = [Column("wat", "Wat", Kind.TEXT, width=44)]
    for year in shown:
        columns += [
            Column(f"verwacht_{year}", f"{year} verwacht", Kind.DECIMAL),
            Column(f"laag_{year}", f"{year} ondergrens (80%)", Kind.DECIMAL),
            Column(f"hoog_{year}", f"{year} bovengrens (80%)", Kind.DECIMAL),
        ]
    lines: list[tuple[str, Kind, list[tuple[Cell, Cell, Cell]]]] = [
        (name, Kind.COUNT, [_band(found.get((id, year)), "p50") for year in shown])
        for id, name in _WHAT.items()
    ]
    lines += [
        line
        for budget in (STATE, STATE_SUBSIDY, OWN)
        if any((budget, year) in money for year in shown)
        for line in _money_lines(budget, [money.get((budget, year)) for year in shown])
    ]
    rows = tuple((name, *(cell for band in bands for cell in band)) for name, _, bands in lines)
    return Table(
        "prognose_jaren", "Prognose per jaar", budget_message(made).rstrip("."),
        "Voor de begroting: aantal, prijs, lasten, budget en risico per kalenderjaar.",
        tuple(columns), rows, _year_notes(made), row_kinds=tuple(kind for _, kind, _ in lines),
    )  # fmt: skip


def budget_message(made: Outlook) -> str:
    """Say what the first year ahead will cost, beside the budget: of the State, or else our own."""
    found: dict[str, Row] = {}
    for row in totals_of(made):
        found.setdefault(row["budget"], row)
    budget = next((one for one in _SAID if one in found), None)
    if budget is None:
        return "Verwachte stand en stromen per kalenderjaar."
    row, (what, short) = found[budget], _SAID[budget]
    low, high = formats.euro(row["p10"]), formats.euro(row["p90"])
    said = (f"{what} gaat in {row['jaar']} naar verwachting "
            f"{formats.euro(row['gemiddelde'])} (marge 80%: {low} t/m {high})")  # fmt: skip
    if row["kans_tekort"] is None:
        return f"{said}; het budget van het Rijk staat niet in de gegevens."
    return f"{said}; de kans op een tekort {short} is {_in_words(row['kans_tekort'])}."


def _in_words(value: float) -> str:
    return formats.chance(value).replace("<", "kleiner dan ").replace(">", "groter dan ")


def totals_of(made: Outlook) -> list[Row]:
    """Return the rows of whole budgets in the base, by year."""
    kept = made.money.filter(
        pl.col("scenario") == BASE, pl.col("budgetpost").fill_null(TOTAL) == TOTAL,
        pl.col("beleidsdoel").fill_null(TOTAL) == TOTAL,
    ).sort("jaar", maintain_order=True)  # fmt: skip
    return list(kept.iter_rows(named=True))


def _band(row: Row | None, middle: str = "gemiddelde") -> tuple[Cell, Cell, Cell]:
    if row is None:
        return (Mark.NOT_APPLICABLE,) * 3
    return row[middle], row["p10"], row["p90"]


def _alone(row: Row | None, column: str) -> tuple[Cell, Cell, Cell]:
    if row is None:
        return (Mark.NOT_APPLICABLE, "", "")
    return (Mark.UNKNOWN if row[column] is None else row[column], "", "")


def _money_lines(
    budget: str, rows: list[Row | None]
) -> list[tuple[str, Kind, list[tuple[Cell, Cell, Cell]]]]:
    """Return the lines of one budget: volume, price, costs, what there is, and the risk."""
    what = {STATE: "BUIG", STATE_SUBSIDY: "Loonkostensubsidie", OWN: "Re-integratie"}[budget]
    made = []
    if budget != OWN:
        unit = "uitkeringen" if budget == STATE else "loonkostensubsidies"
        each = "uitkering" if budget == STATE else "loonkostensubsidie"
        made += [
            (f"{what}: gemiddeld aantal {unit}", Kind.COUNT, [_alone(r, "aantal") for r in rows]),
            (f"{what}: lasten per {each} per jaar", Kind.EURO, [_alone(r, "prijs") for r in rows]),
        ]
    made += [
        (f"{what}: verwachte lasten", Kind.EURO, [_band(row) for row in rows]),
        (f"{what}: waarvan tot nu toe", Kind.EURO, [_alone(row, "geteld") for row in rows]),
        (f"{what}: budget", Kind.EURO, [_alone(row, "begroot") for row in rows]),
        (f"{what}: verwacht over (+) of tekort (-)", Kind.EURO, [_alone(r, "saldo") for r in rows]),
        (f"{what}: kans op een tekort", Kind.PERCENT, [_alone(r, "kans_tekort") for r in rows]),
    ]
    if budget == STATE:
        made += [
            ("BUIG: tekort voor eigen rekening, gemiddeld", Kind.EURO,
             [_alone(row, "eigen") for row in rows]),
            ("BUIG: vangnet van het Rijk, gemiddeld", Kind.EURO,
             [_alone(row, "vergoed") for row in rows]),
            ("BUIG: kans dat het vangnet iets vergoedt", Kind.PERCENT,
             [_alone(row, "kans_vangnet") for row in rows]),
        ]  # fmt: skip
    return made


def _year_notes(made: Outlook) -> tuple[str, ...]:
    notes = [_MARGIN, _MIDDLES, _RUNNING]
    notes += _PRICES[made.priced]
    if made.money.is_empty():
        return tuple(notes)
    return (
        *notes,
        "Re-integratie: wat is betaald, plus wat in de maanden die komen wordt uitgegeven zoals in "
        "de laatste 24 maanden, en minstens wat al is vastgelegd.",
        "[o]: dat budget staat niet in de gegevens. [n.v.t.]: in dat jaar is er zo'n budget niet, "
        "of het wordt niet vooruitgerekend.",
    )  # fmt: skip


def posts_table(look: Lookup, made: Outlook) -> Table | None:
    """Return the own budget per goal and post: where each year ends, and the chance of too much."""
    rows = made.money.filter(pl.col("scenario") == BASE, pl.col("budget") == OWN)
    if rows.is_empty():
        return None
    columns = (
        Column("jaar", "Jaar", Kind.TEXT), Column("doel", "Beleidsdoel", Kind.TEXT),
        Column("post", "Budgetpost", Kind.TEXT), Column("begroot", "Budget", Kind.EURO),
        Column("geteld", "Al betaald", Kind.EURO),
        Column("verwacht", "Verwacht 31 december", Kind.EURO),
        Column("laag", "Ondergrens (80%)", Kind.EURO),
        Column("hoog", "Bovengrens (80%)", Kind.EURO),
        Column("saldo", "Verwacht over (+) of tekort (-)", Kind.EURO),
        Column("kans", "Kans op een tekort", Kind.TEXT),
    )  # fmt: skip
    lines = tuple(
        (str(row["jaar"]), *_names(look, row), row["begroot"], row["geteld"], row["gemiddelde"],
         row["p10"], row["p90"], row["saldo"], formats.chance(row["kans_tekort"]))
        for row in rows.iter_rows(named=True)
    )  # fmt: skip
    over = rows.filter(pl.col("budgetpost") != TOTAL, pl.col("kans_tekort") >= 50)
    count = over.select("beleidsdoel", "budgetpost").n_unique()
    many = "geen enkele budgetpost" if not count else f"{count} budgetpost{'en' * (count > 1)}"
    return Table(
        "prognose_budget", "Prognose budget",
        f"Bij {many} is de kans op een tekort 50% of meer",
        "Waar elk budget op 31 december uitkomt, met marge en de kans dat het niet genoeg is.",
        columns, lines,
        ("Gerekend met de uitgaven per maand van de laatste 24 maanden, in elke uitkomst voor alle "
         "posten dezelfde maanden, met een niveau dat per jaar iets anders is. Wat al is "
         "vastgelegd, wordt minstens uitgegeven.",
         "Anders dan op blad 'Budgetketen', dat het tempo van dit jaar doortrekt.", _MARGIN),
    )  # fmt: skip


def _names(look: Lookup, row: Row) -> tuple[str, str]:
    if row["beleidsdoel"] == TOTAL:
        return "Alle doelen", "alle posten"
    goal = category_name(look.profile, "beleidsdoel", row["beleidsdoel"]) or "onbekend"
    if row["budgetpost"] == TOTAL:
        return goal, "alle posten"
    return goal, category_name(look.profile, "budgetpost", row["budgetpost"])

"""What was spent, and how much of the budget is gone.

Part of the reference evaluator (`2-indicators.md`, "Instruments and money").
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .casefiles import CaseFiles, Row, by_key
from .counting import Figures, sum_of
from .populations import within
from .traits import COST_DIMENSIONS, COST_KIND, TOTAL, Case, person_case

VERSIONS = ("begroting", "gewijzigd", "voorlopig", "nader_voorlopig", "definitief")
LIMIT_INFLOW, PROMOTE_OUTFLOW = "instroom_beperken", "uitstroom_bevorderen"


def amount(row: Row) -> Fraction:
    """Euros, to the cent."""
    return Fraction(str(row["bedrag"]))


def realised(files: CaseFiles, begin: date, end: date) -> list[Row]:
    """Money spent in the period; what is committed (verplicht) is not spent."""
    return [
        row
        for row in files.tables["kosten"]
        if within(row["datum"], begin, end) and (row.get("status") or "gerealiseerd") != "verplicht"
    ]


def costs(files: CaseFiles, begin: date, end: date) -> Figures:
    """Kosten of the period, by soort, post, goal, instrument and group."""
    measured = [(cost_case(files, row), amount(row)) for row in realised(files, begin, end)]
    return sum_of(files, "kosten", measured, COST_DIMENSIONS)


def support_of(files: CaseFiles, row: Row) -> Row:
    """The voorziening that the money was for; empty when there is none."""
    found = by_key(files.tables.get("voorzieningen", []), "voorziening_id")
    return found.get(row.get("voorziening_id"), [{}])[0]


def payee(files: CaseFiles, row: Row) -> str | None:
    """Whom the money was for: the person named, else of the voorziening, else of the benefit."""
    if row.get("persoon_id") is not None:
        return row["persoon_id"]
    person = support_of(files, row).get("persoon_id")
    if person is not None:
        return person
    for benefit in files.benefits:
        if benefit.row["uitkering_id"] == row.get("uitkering_id"):
            return benefit.row["persoon_id"]
    return None


def cost_case(files: CaseFiles, row: Row) -> Case:
    """A cost on its day, with the values of its own."""
    extra = {
        COST_KIND: row["soort"],
        "budgetpost": row.get("budgetpost"),
        "beleidsdoel": goal_of(files, row),
        "instrument": support_of(files, row).get("instrument"),
    }
    return person_case(files, payee(files, row), row["datum"], extra=extra)


def goal_of(files: CaseFiles, row: Row) -> str | None:
    """The goal of the post; without post by the person's first day of benefit (toegerekend)."""
    post = row.get("budgetpost")
    if post is not None:
        return files.rules.goals.get(post)
    who = payee(files, row)
    if who is None:
        return None
    starts = [spell.start for spell in files.spells.get(who, [])]
    return LIMIT_INFLOW if not starts or row["datum"] < min(starts) else PROMOTE_OUTFLOW


# --- budgets -----------------------------------------------------------------------------


def budget_rows(files: CaseFiles, year: int) -> list[Row]:
    """The year's budget: of every post the most definite version that there is."""
    rows = [row for row in files.tables["budgetten"] if row["jaar"] == year]
    chosen = []
    for of_post in by_key(rows, "budgetpost").values():
        last = max(VERSIONS.index(row.get("versie") or "begroting") for row in of_post)
        chosen += [r for r in of_post if VERSIONS.index(r.get("versie") or "begroting") == last]
    return chosen


def budget_use(files: CaseFiles, end: date) -> Figures:
    """Uitputting_pct: realised since 1 January beside the budget of the year."""
    spent = realised(files, date(end.year, 1, 1), end)
    budgets = budget_rows(files, end.year)
    figures: Figures = {}
    for dimension, spent_on in (
        ("budgetpost", lambda row: row.get("budgetpost")),
        ("beleidsdoel", lambda row: goal_of(files, row)),
    ):
        for place in {row[dimension] for row in budgets}:
            figures["uitputting_pct", dimension, place] = (
                sum(amount(row) for row in spent if spent_on(row) == place),
                sum(amount(row) for row in budgets if row[dimension] == place),
            )
    figures["uitputting_pct", *TOTAL] = (
        sum(amount(row) for row in spent),
        sum(amount(row) for row in budgets),
    )
    return figures

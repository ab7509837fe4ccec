"""What instruments cost for each start, each one completed and each lasting outcome.

Part of the reference evaluator (`2-indicators.md`, "Instruments and money").
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .casefiles import CaseFiles, Row, last_of_month
from .counting import Figures, gather
from .money import SPENT, amount
from .populations import person_end, voorziening_case, within
from .support import COMPLETED
from .traits import VOORZIENING_DIMENSIONS

NAME = "kosten_per_resultaat"


def prices(files: CaseFiles, begin: date, end: date) -> Figures:
    """Teller is what was spent on the voorzieningen over all their time, noemer the results."""
    spent: dict[str, Fraction] = {}
    booked = [
        row
        for row in files.tables["kosten"]
        if row.get("voorziening_id") is not None
        and (row.get("status") or SPENT) == SPENT
        and amount(row)
    ]
    for row in booked:
        id = row["voorziening_id"]
        spent[id] = spent.get(id, Fraction(0)) + amount(row)
    first = min((row["datum"].year for row in booked), default=9999)  # before it costs are missing
    every = [row for row in files.tables["voorzieningen"] if row["begindatum"].year >= first]
    priced = {row["instrument"] for row in every if spent.get(row["voorziening_id"])}
    rows = [row for row in every if row["instrument"] in priced]
    ended = [row for row in rows if within(row.get("einddatum"), begin, end)]
    judged = [row for row in rows if within(years_after(row["begindatum"], 2), begin, end)]
    figures: Figures = {}
    for name, chosen, counts in (
        (NAME, ended, lambda row: True),
        (f"{NAME};resultaat=afgerond", ended, lambda row: row.get("reden_einde") == COMPLETED),
        (f"{NAME};resultaat=duurzaam", judged, lambda row: lasting(files, row)),
    ):
        pairs = [
            (voorziening_case(files, row, row["begindatum"]),
             (spent.get(row["voorziening_id"], Fraction(0)), counts(row)))
            for row in chosen
        ]  # fmt: skip
        for key, found in gather(files, pairs, VOORZIENING_DIMENSIONS).items():
            total = sum((paid for paid, _ in found), Fraction(0))
            figures[name, *key] = (total, sum(result for _, result in found))
    return figures


def lasting(files: CaseFiles, row: Row) -> bool:
    """Out to work within a year of the start, and not back within 365 days."""
    start, spells = row["begindatum"], files.spells.get(row["persoon_id"], [])
    for spell in spells:
        if spell.end is None or not spell.start <= start <= spell.end <= years_after(start, 1):
            continue
        back = any(0 < (later.start - spell.end).days <= 365 for later in spells)
        return person_end(files, spell).outflow_group == "werk" and not back
    return False


def years_after(day: date, years: int) -> date:
    """The same day some years on, or the last of that month when there is no such day."""
    last = last_of_month(day.year + years, day.month)
    return date(day.year + years, day.month, min(day.day, last.day))

"""Who and what is counted on a day or in a period: stock, inflow, outflow, and single rows.

Every function gives cases, with the day on which their values are taken (rule 2 of `1-data.md`).
"""

from __future__ import annotations

from datetime import date

from .casefiles import CaseFiles, Row, Spell, ending_row, entitled_at_end_of
from .traits import Case, benefit_case, person_case


def within(day: date | None, begin: date, end: date) -> bool:
    """A filled date in [begin, end]."""
    return day is not None and begin <= day <= end


def all_spells(files: CaseFiles) -> list[Spell]:
    """Every merged spell (next day only) of every person."""
    return [spell for spells in files.spells.values() for spell in spells]


def stock(files: CaseFiles, unit: str, day: date) -> list[Case]:
    """Stand(day): in benefit at the end of that day, with the values of that day."""
    if unit == "personen":
        return [person_case(files, who, day) for who in persons_in_stock(files, day)]
    return [
        benefit_case(files, benefit, day)
        for benefit in files.benefits
        if entitled_at_end_of(benefit.row["ingangsdatum"], benefit.row.get("einddatum"), day)
    ]


def persons_in_stock(files: CaseFiles, day: date) -> list[str]:
    """Who has a merged spell that runs at the end of that day."""
    return [s.persoon_id for s in all_spells(files) if entitled_at_end_of(s.start, s.end, day)]


def inflow(files: CaseFiles, unit: str, begin: date, end: date) -> list[Case]:
    """Every start in [begin, end], with the values of the first day."""
    if unit == "personen":
        starts = [s for s in all_spells(files) if within(s.start, begin, end)]
        return [person_case(files, spell.persoon_id, spell.start) for spell in starts]
    return [
        benefit_case(files, benefit, benefit.row["ingangsdatum"])
        for benefit in files.benefits
        if within(benefit.row["ingangsdatum"], begin, end)
    ]


def outflow(files: CaseFiles, unit: str, begin: date, end: date) -> list[Case]:
    """Every end in [begin, end], with the values and the reason of the last day."""
    if unit == "personen":
        ends = [s for s in all_spells(files) if within(s.end, begin, end)]
        return [person_end(files, spell) for spell in ends]
    return [
        benefit_case(files, benefit, benefit.row["einddatum"])
        for benefit in files.benefits
        if within(benefit.row.get("einddatum"), begin, end)
    ]


def person_end(files: CaseFiles, spell: Spell) -> Case:
    """The end of a person's merged spell, for the reason on the row that ends it."""
    code = ending_row(files, spell).get("reden_uitstroom")
    return person_case(files, spell.persoon_id, spell.end, end_code=code)


def melding_case(files: CaseFiles, row: Row) -> Case:
    """A melding: the person at meldingsdatum, with the melding's own geboortedatum first."""
    birth = row.get("geboortedatum")
    return person_case(files, row.get("persoon_id"), row["meldingsdatum"], birth=birth)


def voorziening_case(files: CaseFiles, row: Row, day: date) -> Case:
    """A voorziening on a day: its own instrument and aanbieder, and the person that day."""
    return person_case(files, row["persoon_id"], day, extra=row)


def running(rows: list[Row], day: date) -> list[Row]:
    """The rows that run at the end of that day (rule 1, as the stock)."""
    return [r for r in rows if entitled_at_end_of(r["begindatum"], r.get("einddatum"), day)]


def ended(rows: list[Row], begin: date, end: date) -> list[Row]:
    """The rows with an einddatum in [begin, end]."""
    return [row for row in rows if within(row.get("einddatum"), begin, end)]


def on_any_day(rows: list[Row], begin: date, end: date) -> list[Row]:
    """The rows that hold on some day of [begin, end]: begun by its end, not over before it."""
    return [
        row
        for row in rows
        if row["begindatum"] <= end and (row.get("einddatum") is None or row["einddatum"] >= begin)
    ]

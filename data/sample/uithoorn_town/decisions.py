"""Maatregelen, besluiten with the checks of them, and the odd rows that every export has."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Casebook, Row
from simulation.decided import check, decisions_of
from simulation.draws import choose, day_between, month_end, months_after
from simulation.people import new_person
from simulation.spells import Benefit, Spell

from uithoorn_town.facts import EXPORT, GATE_OPENED, LAST, TOWN

DECISIONS_SINCE = date(2020, 1, 1)
SANCTIONED = (0.01, 0.06, 0.1, 0.2)  # mostly about the duty to work: only of those who can
CHECKED, CHECKED_AFTER = 0.17, (5, 60)  # share of the decisions; days
ANNULLED_IN = (2015, 2017, 2019, 2020, 2021)
TOZO_IN = (2020, 2020, 2021)


def sanctions(book: Casebook) -> None:
    """Maatregelen of one to three months, within the benefit."""
    rng = book.rng("maatregel")
    for person, spell in book.each_spell():
        if rng.random() < SANCTIONED[person.klass] and spell.start >= GATE_OPENED:
            day = day_between(rng, spell.start, spell.end or LAST)
            begin = max(day.replace(day=1), spell.start)
            end = month_end(months_after(begin, rng.choice((0, 0, 1, 2))))
            row: Row = {"persoon_id": person, "begindatum": begin}
            row["einddatum"] = min(end, spell.end or end, EXPORT)
            row["reden"] = choose(rng, {"01": 6, "06": 2, "07": 1, "98": 0.5})
            row["pct"] = choose(rng, {"20": 3, "50": 2, "100": 4})
            book.tables["maatregelen"].append(row)


def decisions(book: Casebook) -> None:
    """Besluiten in order of day, and the checks of a sample of them."""
    rng = book.rng("besluiten")
    book.tables["besluiten"] = decisions_of(book, DECISIONS_SINCE)
    for row in book.tables["besluiten"]:
        if checked := check(rng, row, CHECKED_AFTER, CHECKED, EXPORT):
            book.tables["toetsingen"].append(checked)


def odd_rows(book: Casebook) -> None:
    """A few annulled benefits and Tozo rows, which a count must leave out."""
    rng = book.rng("bijzonder")
    for year in ANNULLED_IN:
        _odd_row(book, rng, year, "PW", days=0, reasons=("11", "98"))
    for year in TOZO_IN:
        _odd_row(book, rng, year, "TOZO", days=90, reasons=("13", "13"))


def _odd_row(
    book: Casebook, rng: Random, year: int, scheme: str, days: int, reasons: tuple[str, str]
) -> None:
    """A benefit of somebody who is nowhere else in the casebook; annulled when it has 0 days."""
    start = day_between(rng, date(year, 3, 15), date(year, 9, 30))
    person = new_person(rng, TOWN, start, 2)
    end = start + timedelta(days)
    row = Spell(person, "client", start, reasons[0], end, reasons[1])
    row.entered_start, row.entered_end = start + timedelta(16), end + timedelta(20)
    book.outsiders.append(person)
    book.known.append(Benefit(scheme, "alleenstaande", row, start))

"""Maatregelen, and besluiten with their checks: everything should be checked, not all is."""

from __future__ import annotations

from datetime import date, timedelta

from simulation.casebook import Row
from simulation.decided import check, decisions_of
from simulation.draws import choose, day_between, month_end, months_after
from simulation.people import new_person
from simulation.spells import Benefit, Spell

from dalfsen_town.facts import EXPORT, GATE_OPENED, LAST, TOWN, WEEKDATE, WERKFIT
from dalfsen_town.progress import Dossiers

SANCTIONED = (0.01, 0.05, 0.11)
# Share of the decisions that was checked, from a day on: it had to start, and in the summer of
# 2020 the lawyer described the new workflow instead.
CHECKED = (
    (date(2019, 10, 1), 0.45),
    (date(2020, 1, 1), 0.82),
    (date(2020, 6, 1), 0.55),
    (date(2020, 9, 1), 0.86),
    (date(2021, 1, 1), 0.93),
)
CHECKED_AFTER = (1, 21)
ANNULLED_IN = (2014, 2017, 2020, 2021)
TOZO_IN = (2020, 2020, 2020, 2021)


def sanctions(book: Dossiers) -> None:
    """Maatregelen of one to three months, within the benefit."""
    rng = book.rng("maatregel")
    for person, spell in book.each_spell():
        day = day_between(rng, spell.start, spell.end or LAST)
        if rng.random() < SANCTIONED[book.klass(person, day)] and spell.start >= GATE_OPENED:
            begin = max(day.replace(day=1), spell.start)
            end = month_end(months_after(begin, rng.choice((0, 0, 1, 2))))
            row: Row = {"persoon_id": person, "begindatum": begin}
            row["einddatum"] = min(end, spell.end or end, EXPORT)
            row["reden"] = choose(rng, {"01": 6, "06": 2, "07": 1, "98": 0.5})
            row["pct"] = choose(rng, {20: 3, 50: 2, 100: 4})
            book.tables["maatregelen"].append(row)


def decisions(book: Dossiers) -> None:
    """Besluiten in order of day, and the checks of most of them."""
    rng = book.rng("besluiten")
    book.tables["besluiten"] = decisions_of(book, WEEKDATE)
    for row in book.tables["besluiten"]:
        share = [part for since, part in CHECKED if since <= row["datum"]][-1]
        if checked := check(rng, row, CHECKED_AFTER, share, EXPORT):
            book.tables["toetsingen"].append(checked)


def odd_rows(book: Dossiers) -> None:
    """A few annulled benefits and Tozo rows, which a count must leave out."""
    rng = book.rng("bijzonder")
    for scheme, years, days, reasons in (
        ("PW", ANNULLED_IN, 0, ("11", "98")),
        ("TOZO", TOZO_IN, 90, ("13", "13")),
    ):
        for year in years:
            start = day_between(rng, date(year, 4, 1), date(year, 9, 30))
            person = new_person(rng, TOWN, start, WERKFIT)
            end = start + timedelta(days)
            row = Spell(person, "client", start, reasons[0], end, reasons[1])
            row.entered_start, row.entered_end = start + timedelta(12), end + timedelta(14)
            book.outsiders.append(person)
            book.known.append(Benefit(scheme, "alleenstaande", row, start))

"""Numbering: the rows of people and benefits, and the ids that hold the tables together.

Ids come last. The simulation points from row to row; only the files need numbers, and a number
that was given at random, or by date, tells nothing about how the row was made.
"""

from __future__ import annotations

from collections import Counter

from simulation.casebook import Casebook, Row
from simulation.people import Person
from simulation.spells import Benefit

# Tables whose rows get an id: its letter, its column, and the day by which it counts.
NUMBERED = {
    "meldingen": ("M", "melding_id", "meldingsdatum"),
    "voorzieningen": ("V", "voorziening_id", "begindatum"),
    "besluiten": ("B", "besluit_id", "datum"),
    "toetsingen": ("T", "toetsing_id", "datum"),
}


def number_all(book: Casebook) -> None:
    """Number people, benefits and rows, and write down who and which they are."""
    _person_rows(book)
    _benefit_rows(book)
    for table, (letter, column, day) in NUMBERED.items():
        _number_rows(book.tables[table], letter, column, day)


def _person_rows(book: Casebook) -> None:
    """Everybody who occurs in a table, numbered at random."""
    pending = [benefit.client.person for benefit in book.pending]
    people = list(dict.fromkeys([*book.spells, *pending, *book.outsiders]))
    book.rng("nummers").shuffle(people)
    for number, person in enumerate(people, 1):
        person.id = f"P{number:06d}"
        book.tables["personen"].append(_person_row(person))


def _person_row(person: Person) -> Row:
    """What the table of people says of one of them."""
    begun, done = person.integration
    since, until = person.seeker
    return {
        "persoon_id": person,
        "geboortedatum": person.birth,
        "geslacht": person.sex,
        "statushouder": person.refugee,
        "inburgering_vanaf": begun,
        "inburgering_tot": done,
        "nugger_vanaf": since,
        "nugger_tot": until,
        "opleidingsniveau": person.education,
        "wijk": person.district,
    }


def _benefit_rows(book: Casebook) -> None:
    """The benefits in order of start, numbered by year, with a row for each person in them."""
    book.known.sort(key=lambda b: (b.client.start, b.client.person.id))
    counts: Counter[int] = Counter()
    for benefit in book.known:
        year = benefit.client.start.year
        counts[year] += 1
        benefit.id = f"U{year}-{counts[year]:04d}"
        book.tables["uitkeringen"] += _rows_of(benefit)


def _rows_of(benefit: Benefit) -> list[Row]:
    """The rows of one benefit."""
    return [
        {
            "uitkering_id": benefit,
            "persoon_id": row.person,
            "rol": row.role,
            "regeling": benefit.scheme,
            "leefvorm": benefit.household,
            "ingangsdatum": row.start,
            "einddatum": row.end,
            "reden_instroom": row.reason_in,
            "reden_uitstroom": row.reason_out,
            "administratie_begin": row.entered_start,
            "administratie_einde": row.entered_end,
            "consulent": row.person.advisor,
        }
        for row in benefit.rows()
    ]


def _number_rows(rows: list[Row], letter: str, column: str, day: str) -> None:
    """Give ids by year, in order of date."""
    rows.sort(key=lambda row: row[day])
    counts: Counter[int] = Counter()
    for row in rows:
        year = row[day].year
        counts[year] += 1
        row[column] = f"{letter}{year}-{counts[year]:04d}"


def resolved(row: Row) -> Row:
    """A row with ids where it pointed to a person, a benefit or another row."""
    values = {}
    for column, value in row.items():
        if isinstance(value, (Person, Benefit)):
            value = value.id
        elif isinstance(value, dict):
            value = value[column]
        values[column] = value
    return values

"""Besluiten: everything in the other tables that somebody decided, and the check of a decision."""

from __future__ import annotations

from datetime import date
from random import Random

from simulation.casebook import Casebook, Row
from simulation.draws import choose, day_after
from simulation.people import Person

AT_THE_GATE = {"toegekend": "toekenning", "afgewezen": "afwijzing"}
IN_A_TABLE = {
    "ontheffing": "ontheffingen",
    "voorziening": "voorzieningen",
    "maatregel": "maatregelen",
}
SUBJECTS = {"termijn": 3, "motivering": 4, "hoogte": 3, "dossier": 2}
VERDICTS = {"akkoord": 84, "hersteld": 10, "niet_akkoord": 6}


def decisions_of(book: Casebook, since: date) -> list[Row]:
    """The rows of the decisions since a day, in order of day."""
    decided = [taken for taken in _decided(book) if taken[0] >= since]
    return [
        {"datum": day, "soort": kind, "persoon_id": person, "consulent": person.advisor}
        for day, kind, person in sorted(decided, key=lambda taken: taken[:2])
    ]


def _decided(book: Casebook) -> list[tuple[date, str, Person]]:
    """Everything in the other tables that somebody decided: day, kind and person."""
    found = []
    for row in book.tables["meldingen"]:
        kind = AT_THE_GATE.get(row.get("besluit", ""))
        if kind and row["persoon_id"]:
            found.append((row["besluitdatum"], kind, row["persoon_id"]))
    for benefit in book.known:
        if entered := benefit.client.entered_end:
            found.append((entered, "beeindiging", benefit.client.person))
    for kind, table in IN_A_TABLE.items():
        found += [(row["begindatum"], kind, row["persoon_id"]) for row in book.tables[table]]
    return found


def check(rng: Random, decision: Row, wait: tuple[int, int], share: float, export: date) -> Row:
    """What a colleague found in a decision, some days later; empty if nobody looked."""
    checked = day_after(rng, decision["datum"], *wait)
    if checked > export or rng.random() >= share:
        return {}
    row: Row = {"besluit_id": decision, "datum": checked}
    row["onderwerp"] = choose(rng, SUBJECTS)
    row["oordeel"] = choose(rng, VERDICTS)
    return row

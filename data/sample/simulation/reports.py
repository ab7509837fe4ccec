"""A melding at the gate as the system shows it on the day of the export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from simulation.casebook import Row
from simulation.draws import choose, day_after
from simulation.people import Person


def report(
    rng: Random,
    person: Person,
    days: tuple[date, date | None, date | None],
    actions: Mapping[str, float],
    export: date,
) -> Row:
    """The melding of a person: the days of report, application and decision, as far as known."""
    reported, applied, decided = days
    row: Row = {"persoon_id": person, "geboortedatum": person.birth, "meldingsdatum": reported}
    row["poortactie"] = choose(rng, actions)
    row["aanvraagdatum"] = applied if applied and applied <= export else None
    row["besluitdatum"] = decided if decided and decided <= export else None
    if applied and decided and applied <= export:
        row |= _waiting(rng, applied, decided, export)
    return row


def _waiting(rng: Random, applied: date, decided: date, export: date) -> Row:
    """What happens between application and decision: a suspension, an advance."""
    row: Row = {}
    if (decided - applied).days > 25 and rng.random() < 0.35:
        row["opschorting_dagen"] = rng.randint(5, 21)
    advance = day_after(rng, applied, 14, 31)
    if advance < min(decided, export) and rng.random() < 0.55:
        row["voorschotdatum"] = advance
    return row

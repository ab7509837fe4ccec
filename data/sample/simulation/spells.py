"""Benefits, the rows of the people in them, and the unbroken periods that those rows make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from simulation.people import Person

# CBS codes of causes that the rest of the simulation reasons with.
WORK, SCHOOL = ("11", "13"), ("01",)
ENFORCEMENT = ("06", "31", "34", "35")
NO_RETURN = ("03", "04", "15", "32", "33")
OWN_CAUSES = ("03", "04", "11", "13", "14", "15")  # causes that one partner has, not both
OF_PARTNER = "97"


@dataclass(eq=False)
class Spell:
    """One person's row of a benefit; `end` is the last day of entitlement."""

    person: Person
    role: str
    start: date
    reason_in: str
    end: date | None = None
    reason_out: str = ""
    entered_start: date = date.max  # not entered yet
    entered_end: date | None = None

    def runs(self, on: date) -> bool:
        """In stock at the end of the day: entitled by then and still the next day."""
        return self.start <= on and (self.end is None or self.end > on)

    def why(self) -> str:
        """The cause of the end for who asks what became of this client.

        The row of a client says 97 when the partner was the cause; the simulation only does that
        when the partner found work.
        """
        from_partner = self.role == "client" and self.reason_out == OF_PARTNER
        return "11" if from_partner else self.reason_out


@dataclass(eq=False)
class Benefit:
    """A benefit of a household: a client row and perhaps a partner row."""

    scheme: str
    household: str
    client: Spell
    since: date  # first day of the unbroken period, over restarts: the hazard counts from here
    partner: Spell | None = None
    follows: Benefit | None = None  # the previous benefit of the client
    restart: bool = False  # begins the day after that one, without a melding
    gate: tuple[date, date, date] = (date.min,) * 3  # reported, applied, decided
    id: str = ""

    @property
    def klass(self) -> int:
        """The class of the partner with most capacity: a household leaves by its best chance."""
        return max(row.person.klass for row in self.rows())

    @property
    def momentum(self) -> float:
        """What help does for the household: that of the partner whom it helps most."""
        return max(row.person.momentum for row in self.rows())

    def rows(self) -> list[Spell]:
        """The client row, and the partner row if there is one."""
        return [self.client, *([self.partner] if self.partner else [])]


def merged_spells(benefits: Iterable[Benefit]) -> dict[Person, list[Spell]]:
    """Per person the periods in benefit, joined where they overlap or follow on the next day.

    What somebody does during the benefit goes on over a restart, so it follows these periods.
    """
    rows = sorted((row for b in benefits for row in b.rows()), key=lambda row: row.start)
    merged: dict[Person, list[Spell]] = {}
    for row in rows:
        spells = merged.setdefault(row.person, [])
        last = spells[-1] if spells else None
        if last and (last.end is None or row.start <= last.end + timedelta(1)):
            last.end, last.reason_out = row.end, row.reason_out
        else:
            spells.append(replace(row, entered_start=date.max, entered_end=None))
    return merged

"""What a design gave: the effect, the tests of its assumption, and why it may not be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grip.effects.adjust import Estimate

LEAST_PERSONS, LEAST_EVENTS = 30, 5
LEAST_TAKEN_UP = 5.0  # percentage points more than elsewhere
MOST_CHANCE = 0.05


@dataclass(frozen=True)
class Tried:
    """The result of one design.

    Attributes:
        effect: in percentage points of the outcome, of everybody to whom it was offered.
        offered, others: persons with the offer and without it, as far as they count.
        events: outcomes among all of them.
        share, without: the outcome with the offer, and what it would have been without it.
        taken_up, elsewhere: who started the instrument, of who had the offer and of who had not.
        tests: by name the differences that should be nought.
        why_not: why nothing could be computed.
    """

    effect: Estimate | None = None
    offered: int = 0
    others: int = 0
    events: int = 0
    share: float | None = None
    without: float | None = None
    taken_up: float | None = None
    elsewhere: float | None = None
    tests: Mapping[str, Estimate] = field(default_factory=dict)
    why_not: tuple[str, ...] = ()

    def reasons(self) -> tuple[str, ...]:
        """Return why nothing may be said; empty where something may."""
        if self.why_not or self.effect is None:
            return self.why_not or (NOTHING,)
        found = []
        for who, number in (("met het aanbod", self.offered), ("ernaast", self.others)):
            if number < LEAST_PERSONS:
                found.append(f"{number} personen {who}, nodig {LEAST_PERSONS}")
        if self.events < LEAST_EVENTS:
            found.append(f"{self.events} keer uitstroom naar werk, nodig {LEAST_EVENTS}")
        if found:
            return tuple(found)
        began, elsewhere = self.taken_up or 0.0, self.elsewhere or 0.0
        if began - elsewhere < LEAST_TAKEN_UP:
            found.append(
                f"van wie het aanbod had begon {began:.0f}%, van de anderen {elsewhere:.0f}%: het "
                "aanbod maakte te weinig uit voor wie begon"
            )
        found += [_FIRED[name] for name, test in self.tests.items() if test.chance < MOST_CHANCE]
        return tuple(found)


NOTHING = "er is nog niemand lang genoeg gevolgd"
BEFORE, DENSITY, TRAIT, ALIKE = "vooraf", "dichtheid", "kenmerk", "gelijk"
_FIRED = {
    BEFORE: "de groepen liepen al uiteen voordat het aanbod begon",
    DENSITY: "er zitten opvallend veel meer mensen aan een kant van de grens",
    TRAIT: "ook wat al eerder vaststond, verspringt bij de grens",
    ALIKE: "wie van de lijst mocht beginnen, verschilt van wie nog wachtte",
}

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
        events, events_beside: how many of them had the outcome.
        share, without: the outcome with the offer, and what it would have been without it; None
            where that is no share.
        taken_up, elsewhere: who started the instrument, of who had the offer and of who had not;
            None where starting itself is what is compared.
        tests: by name the differences that should be nought.
        why_not: why nothing could be computed.
    """

    effect: Estimate | None = None
    offered: int = 0
    others: int = 0
    events: int = 0
    events_beside: int = 0
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
                person = "persoon" if number == 1 else "personen"
                found.append(f"{number} {person} {who}, nodig {LEAST_PERSONS}")
        for who, number in (("met het aanbod", self.events), ("ernaast", self.events_beside)):
            if number < LEAST_EVENTS:
                found.append(f"{number} keer uitstroom naar werk {who}, nodig {LEAST_EVENTS}")
        if found:
            return tuple(found)
        began, elsewhere = self.taken_up, self.elsewhere
        if began is not None and elsewhere is not None and began - elsewhere < LEAST_TAKEN_UP:
            found.append(
                f"van wie het aanbod had begon {began:.0f}%, van de anderen {elsewhere:.0f}%: het "
                "aanbod maakte te weinig uit voor wie begon"
            )
        found += [_FIRED[name] for name, test in self.tests.items() if test.chance < MOST_CHANCE]
        return tuple(found)


def shares(share: float, without: float) -> tuple[float | None, float | None]:
    """Return both percentages; neither where one of them cannot be (an estimate below nought)."""
    possible = all(0 <= one <= 100 for one in (share, without))
    return (share, without) if possible else (None, None)


NOTHING = "er is nog niemand lang genoeg gevolgd"
BEFORE, DENSITY, TRAIT, ALIKE = "vooraf", "dichtheid", "kenmerk", "gelijk"
UNMOVED = "reden"
_FIRED = {
    BEFORE: "de groepen liepen al uiteen voordat het aanbod begon",
    DENSITY: "er zitten opvallend veel meer mensen aan een kant van de grens",
    TRAIT: "ook wat al eerder vaststond, verspringt bij de grens",
    UNMOVED: "ook de uitstroom die niet kan reageren (AOW, verhuizing, overlijden) verschilt",
    ALIKE: "wie van de lijst mocht beginnen, verschilt van wie nog wachtte",
}

"""Step 3: offers of which the policy and not a caseworker decides who gets them when.

A design is declared in the profile and analysed as what it is: a pilot and a phased start as a
difference in differences, a threshold as a regression discontinuity, a waiting list as who may
begin beside who still waits. Everybody to whom the offer is made counts, also who does not take it
up. Without a declared design there is no step 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from grip.effects.adjust import Estimate
from grip.effects.offered import offered
from grip.effects.over import over
from grip.effects.panel import Panel
from grip.effects.queue import queued
from grip.effects.tried import MOST_CHANCE, Tried
from grip.effects.verdict import holm
from grip.indicators.views.caseload import Caseload
from grip.plan import Design

_ANALYSES: Mapping[str, Callable[[Caseload, Panel, Design], Tried]] = {
    "pilot": offered, "gefaseerd": offered, "drempel": over, "wachtlijst": queued,
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A design with what it showed, and whether that may be said."""

    design: Design
    tried: Tried
    found: bool = False
    reasons: tuple[str, ...] = field(default=())

    @property
    def speaks(self) -> bool:
        """Whether anything may be said."""
        return not self.reasons

    @property
    def effect(self) -> Estimate | None:
        """The effect, where it may be said."""
        return self.tried.effect if self.speaks else None


def designs_of(caseload: Caseload, panel: Panel) -> list[Told]:
    """Return what the declared designs show; several of them are several looks (Holm)."""
    tried = [(d, _ANALYSES[d.soort](caseload, panel, d)) for d in caseload.profile.opzet]
    told = [Told(d, one, reasons=one.reasons()) for d, one in tried]
    speaking = [one for one in told if one.effect is not None]
    chances = dict(
        zip(
            (one.design.id for one in speaking),
            holm([one.effect.chance for one in speaking if one.effect is not None]),
            strict=True,
        )
    )
    return [replace(one, found=chances.get(one.design.id, 1.0) < MOST_CHANCE) for one in told]

"""Step 3: offers of which the policy and not a caseworker decides who gets them when.

A design is declared in the profile and analysed as what it is: a pilot and a phased start as a
difference in differences, a threshold as a regression discontinuity, a waiting list as who may
begin beside who still waits. Everybody to whom the offer is made counts, also who does not take it
up. Without a declared design there is no step 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from grip.config import Profile
from grip.effects.adjust import Estimate
from grip.effects.offered import offered
from grip.effects.over import over
from grip.effects.panel import Panel
from grip.effects.queue import queued
from grip.effects.tried import MOST_CHANCE, Tried
from grip.effects.verdict import holm
from grip.errors import ConfigError, suggestion
from grip.indicators.dimensions import TARGET_GROUP
from grip.indicators.views.caseload import Caseload
from grip.periods import shift_months
from grip.plan import Design

_ANALYSES: Mapping[str, Callable[[Caseload, Panel, Design], Tried]] = {
    "pilot": offered, "gefaseerd": offered, "drempel": over, "wachtlijst": queued,
}  # fmt: skip
_ASKED = {
    "pilot": ("vanaf", "groep"), "gefaseerd": ("golven",), "drempel": ("vanaf", "grens"),
    "wachtlijst": ("lijst",),
}  # fmt: skip
_BY_PERSON = ("wijk", "leeftijdsgroep", "geslacht", "regeling", "leefvorm", "categorie",
              "loonwaardeklasse", "team", "statushouder")  # fmt: skip


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


def check_designs(profile: Profile, where: str) -> None:
    """Raise a ConfigError where a design cannot be, or names what is not there."""
    for number, id in _twice(one.id for one in profile.opzet):
        raise ConfigError(
            "CFG-WAARDE", where=where, sleutel=f"opzet.{number}.id",
            reden=f"er is al een opzet {id}; elke opzet heeft een eigen id",
        )  # fmt: skip
    for number, design in enumerate(profile.opzet, 1):
        path = f"opzet.{number}"
        for key in _ASKED[design.soort]:
            if not getattr(design, key) and getattr(design, key) != 0:
                raise ConfigError(
                    "CFG-WAARDE", where=where, sleutel=f"{path}.{key}",
                    reden=f"een opzet van de soort {design.soort} heeft deze waarde nodig",
                )  # fmt: skip
        for key, name, known in _named(profile, design):
            if name not in known:
                raise ConfigError(
                    "CFG-SLEUTEL", where=where, sleutel=f"{path}.{key}.{name}",
                    suggestie=suggestion(name, list(known)),
                )  # fmt: skip
        for key, why in _waves_that_cannot_be(design):
            raise ConfigError("CFG-WAARDE", where=where, sleutel=f"{path}.{key}", reden=why)


def _twice(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Return number (from 1) and name of every name that was there before."""
    before: set[str] = set()
    for number, name in enumerate(names, 1):
        if name in before:
            yield number, name
        before.add(name)


def _waves_that_cannot_be(design: Design) -> Iterator[tuple[str, str]]:
    """Return (key, reason) of waves that come twice or begin within a period.

    Periods last `maanden` from the first wave on; a wave that begins within one would be taken for
    waiting while it already has the offer.
    """
    for number, group in _twice(wave.groep for wave in design.golven):
        yield f"golven.{number}.groep", f"de groep {group} staat er al; een groep begint een keer"
    first = min((wave.vanaf for wave in design.golven), default=None)
    for number, wave in enumerate(design.golven, 1):
        assert first is not None
        apart = 12 * (wave.vanaf.year - first.year) + wave.vanaf.month - first.month
        if apart % design.maanden or shift_months(first, apart) != wave.vanaf:
            why = (
                f"een golf begint een veelvoud van {design.maanden} maanden (de waarde van "
                f"maanden) na de eerste ({first}), op dezelfde dag van de maand"
            )
            yield f"golven.{number}.vanaf", why


def _named(profile: Profile, design: Design) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (key, name, what exists) of all that a design names."""
    instruments = tuple(profile.instrument)
    named = [("instrument", design.instrument, instruments)]
    if design.lijst:
        named.append(("lijst", design.lijst, instruments))
    if design.soort in ("pilot", "gefaseerd"):
        named.append(("dimensie", design.dimensie, (TARGET_GROUP, *_BY_PERSON)))
        groups = tuple(profile.doelgroep)
        if design.dimensie == TARGET_GROUP:
            named += [("groep", one, groups) for one in (design.groep,) if one]
            named += [("vergelijk", one, groups) for one in design.vergelijk]
            named += [("golven", one.groep, groups) for one in design.golven]
    return named

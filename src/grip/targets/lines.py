"""The lines of a target: what it says itself, a line per category, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from grip.config import Profile
from grip.periods import Period
from grip.plan import Counting, Norm, Target

_OWN_WORDS = {"gestart": ("voorziening", "voorzieningen"), "personen": ("persoon", "mensen")}


@dataclass(frozen=True)
class Line:
    """One line of the result.

    Attributes:
        key: tells lines apart: the id, with the category where there is one.
        id: `doel_id` in files; of a line beside the target `id;what=how`.
        target: the id of the target that it belongs to.
        rule: how it is counted, and its norm; a line beside a target has none.
        name, description: in a table, and in full with the choices that were made.
        category: of the dimension of its indicator, or empty.
        beside: whether it stands beside the target and is not judged.
    """

    key: str
    id: str
    target: str
    rule: Target
    name: str
    description: str
    category: str = ""
    beside: bool = False

    @property
    def counts_persons(self) -> bool:
        """Whether persons of a population are counted."""
        return not self.rule.indicator and self.rule.telling == "personen" and self.declared

    @property
    def counts_support(self) -> bool:
        """Whether voorzieningen are counted."""
        return not self.rule.indicator and self.rule.telling != "personen" and self.declared

    @property
    def declared(self) -> bool:
        """Whether the profile says how it is counted."""
        return bool(self.rule.indicator or self.rule.teller)

    @cached_property
    def cumulative(self) -> bool:
        """Whether the value grows over the year."""
        if self.rule.cumulatief is not None:
            return self.rule.cumulatief
        return not self.rule.indicator and self.rule.telling != "lopend"

    @cached_property
    def words(self) -> tuple[str, str]:
        """What a shortage is counted in, one and many; empty where nobody said it."""
        if self.rule.eenheid:
            return self.rule.eenheid[0], self.rule.eenheid[-1]
        return ("", "") if self.rule.indicator else _OWN_WORDS.get(self.rule.telling, ("", ""))

    def norm(self, day: date) -> float | None:
        """Return the norm that holds on a day."""
        held = [n.waarde for n in self.rule.norm if _holds(n, day)]
        return held[-1] if held else None


def lines_of(profile: Profile, reader: str | None = None) -> tuple[Line, ...]:
    """Return the lines of every target that `reader` reads, in the order of the profile."""
    return tuple(
        line
        for id, target in profile.doel.items()
        if reader is None or reader in target.voor
        for line in _lines(profile, id, target)
    )


def _lines(profile: Profile, id: str, target: Target) -> Iterator[Line]:
    name = target.naam or target.omschrijving
    if not target.categorieen:
        yield Line(id, id, id, target, name, target.omschrijving)
    for category in target.categorieen:
        group = profile.doelgroep.get(category) if target.dimensie == "doelgroep" else None
        who = group.naam if group else category
        told = f"{target.omschrijving}: {who}"
        yield Line(f"{id}|{category}", id, id, target, f"{name}: {who}", told, category)
    for variant, beside in target.naast.items():
        own = {key: getattr(beside, key) for key in beside.model_fields_set}
        rule = target.model_copy(
            update={"norm": (), "benchmark": None, "categorieen": (), "dimensie": None} | own
        )
        own_id = f"{id};{variant}"
        name_beside = beside.naam or beside.omschrijving
        yield Line(own_id, own_id, id, rule, name_beside, beside.omschrijving, beside=True)


def _holds(norm: Norm, day: date) -> bool:
    return norm.vanaf <= day and (norm.tot is None or day <= norm.tot)


@dataclass(frozen=True)
class Window:
    """When is looked: for the population, for `met` and `zonder`, and for the numerator."""

    eve: date
    found: Period
    outcome: Period

    @classmethod
    def of(cls, rule: Counting, period: Period) -> Window:
        """Return the window of a target for a period from 1 January up to a reference date."""
        if rule.cohort == "dit_jaar":
            return cls(period.eve, period, period)
        earlier = period.shifted(-12)
        return cls(earlier.eve, earlier, Period(earlier.begin, period.end))

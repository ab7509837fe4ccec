"""Standardised figures: what would the figure be if the own people were divided as elsewhere?

A reference that is published by group (`uitstroom_pct[leeftijdsgroep=<27]`) allows two questions.
The own mix on the rates of the source: how many would it be here if every group did as there? What
was counted over what was so expected has an exact Poisson interval (Garwood 1936, Biometrika
28:437), so that the verdict takes the mix and chance out. And the other way round, the mix of the
source on the own rates: what would the figure there be if every group did as here?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from grip.benchmark.own import Own, OwnFigures, Term
from grip.benchmark.peers import OWN_AREA, Published, Shelf
from grip.indicators.statistics.intervals import garwood
from grip.passports import SCALES, Comparison, Passport, Reference, unbridged
from grip.periods import Period
from grip.results import Status

LEFT_IN = (
    "De samenstelling (zoals leeftijd en duur) zit nog in elk verschil: geen van deze bronnen "
    "geeft een cijfer per groep. Zet zulke rijen in de tabel benchmark, dan haalt grip haar eruit."
)
OWN_MIX = "eigen samenstelling op de cijfers van de bron"
THEIR_MIX = "samenstelling van de bron op de eigen cijfers"
CHANCE = "na de samenstelling kan het verschil toeval zijn"
MORE, LESS = (
    "hoger dan samenstelling en toeval verklaren",
    "lager dan samenstelling en toeval verklaren",
)
_GROUP = re.compile(r"^(?P<figure>[^\[]+)\[(?P<dimension>\w+)=(?P<category>[^\],]+)\]$")


@dataclass(frozen=True)
class Group:
    """One group of a figure that is published by group."""

    dimension: str
    category: str
    passport: Passport


@dataclass(frozen=True)
class Standardised:
    """One own figure beside one of others, with the difference in mix taken out.

    Attributes:
        title, unit: of the own figure.
        source, indicator, area, period, dimension: what it is held against, and by which groups.
        own, other: the figures as they are.
        expected: the figure with the own mix on the rates of the source.
        ratio, low, high: counted over expected, with its 95% interval.
        swapped: the figure with the mix of the source on the own rates, where its mix is known.
        verdict: in words; with a hidden or missing part it says which, and there are no figures.
    """

    title: str
    unit: str
    source: str
    indicator: str
    area: str
    period: Period
    dimension: str
    own: float | None
    other: float | None
    expected: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    swapped: float | None = None
    verdict: str = ""


def groups_of(shelf: Shelf, passport: Passport) -> dict[str, list[Group]]:
    """Return by dimension the groups that a figure is published for."""
    found: dict[str, list[Group]] = {}
    for name in shelf.indicators(passport.bron):
        told = _GROUP.match(name)
        if told is not None and told["figure"] == passport.indicator:
            own = passport.model_copy(update={"indicator": name})
            group = Group(told["dimension"], told["category"], own)
            found.setdefault(group.dimension, []).append(group)
    return found


def within(comparison: Comparison, group: Group) -> Comparison | None:
    """Return the own figure for one group; None where it is split as far as can be already."""
    changed = {}
    for part in ("teller", "noemer_van"):
        words = getattr(comparison, part)
        terms = [Term.read(word) for word in words]
        if any(len(term.dimensions) > 1 for term in terms):
            return None
        extra = f"{group.dimension}={group.category}"
        changed[part] = tuple(
            f"{word[:-1]},{extra}]" if term.dimensions else f"{word}[{extra}]"
            for word, term in zip(words, terms, strict=True)
        )
    return comparison.model_copy(update=changed)


def split_comparisons(shelf: Shelf, reference: Reference) -> Iterator[Comparison]:
    """Yield the own figures by group that standardising asks for."""
    for comparison, passport, groups in _asked(shelf, reference):
        for group in groups:
            if not unbridged(comparison, passport) and (one := within(comparison, group)):
                yield one


def standardised(
    own: OwnFigures, shelf: Shelf, reference: Reference, periods: Sequence[Period],
    minimum: int,
) -> tuple[Standardised, ...]:  # fmt: skip
    """Return every figure that can be standardised, for the last period of which that is so.

    `minimum` is the smallest denominator of a group of which an own rate is used.
    """
    found: dict[tuple[str, ...], Standardised] = {}
    for comparison, passport, groups in _asked(shelf, reference):
        if unbridged(comparison, passport):
            continue
        for period in sorted(periods):
            for crude in shelf.of(passport):
                if crude.kind == OWN_AREA or crude.period != period.slug:
                    continue
                rates = {g: _published(shelf, g, crude) for g in groups}
                if None in rates.values():
                    continue
                case = _Case(own, comparison, passport, period, crude, rates, minimum)
                key = (comparison.titel, passport.key, crude.area, groups[0].dimension)
                found[key] = case.made()
    return tuple(found.values())


def _asked(
    shelf: Shelf, reference: Reference
) -> Iterator[tuple[Comparison, Passport, list[Group]]]:
    for comparison in reference.vergelijking.values():
        for key in comparison.bij:
            passport = reference.passport(*key.split("/", 1))
            if passport is not None and comparison.soort != "groei":
                for groups in groups_of(shelf, passport).values():
                    yield comparison, passport, groups


def _published(shelf: Shelf, group: Group, crude: Published) -> Published | None:
    same = (crude.kind, crude.area, crude.period)
    return next((p for p in shelf.of(group.passport) if (p.kind, p.area, p.period) == same), None)


@dataclass(frozen=True)
class _Case:
    """One own figure beside one of others, with what is published by group."""

    own: OwnFigures
    comparison: Comparison
    passport: Passport
    period: Period
    crude: Published
    rates: dict[Group, Published | None]
    minimum: int

    def made(self) -> Standardised:
        """Return the figure with the difference in mix taken out, or why it cannot be."""
        whole = self.own.of(self.comparison, self.period)
        parts = {group: self._part(group) for group in self.rates}
        other = self.crude.value * self._scale / SCALES[self.passport.maat]
        plain = Standardised(
            self.comparison.titel, self.comparison.maat, self.passport.bron,
            self.passport.indicator, self.crude.area, self.period,
            next(iter(self.rates)).dimension, whole.value, other,
        )  # fmt: skip
        hidden = [one for one in (whole, *parts.values()) if one.status is not Status.SHOWN]
        if hidden:
            return _with(plain, verdict=hidden[0].status.value.replace("_", " "))
        missing = (whole.bottom or 0) - sum(one.bottom or 0 for one in parts.values())
        if missing > 0:
            return _with(plain, verdict=f"{missing:.0f} in een groep zonder cijfer van de bron")
        if missing < 0:
            return _with(plain, verdict=f"{-missing:.0f} in meer dan een groep van de bron")
        return self._judged(plain, whole, parts)

    @property
    def _scale(self) -> float:
        return SCALES[self.comparison.maat]

    def _part(self, group: Group) -> Own:
        one = within(self.comparison, group)
        if one is None:
            return Own(None, status=Status.NOT_COMPUTED)
        told = self.own.of(one, self.period)
        empty = told.status is Status.TOO_FEW and not told.bottom  # nobody in this group
        return Own(0.0, 0.0, 0.0) if empty else told

    def _judged(self, plain: Standardised, whole: Own, parts: dict[Group, Own]) -> Standardised:
        scale = SCALES[self.passport.maat]
        told = [(parts[group], rate) for group, rate in self.rates.items() if rate is not None]
        expected = sum((one.bottom or 0) * rate.value / scale for one, rate in told)
        if not expected or not whole.bottom:
            return _with(plain, verdict="te weinig gegevens")
        counted = round(whole.top or 0)
        low, high = (side.item() / expected for side in garwood(pl.Series([counted])))
        verdict = CHANCE if low <= 1 <= high else MORE if low > 1 else LESS
        return _with(
            plain, expected=self._scale * expected / whole.bottom, ratio=counted / expected,
            low=low, high=high, swapped=self._swapped(told), verdict=verdict,
        )  # fmt: skip

    def _swapped(self, told: Sequence[tuple[Own, Published]]) -> float | None:
        """Return the mix of the source on the own rates; none where a rate rests on too few."""
        if any(rate.bottom is None for _, rate in told):
            return None
        if any((one.bottom or 0) < self.minimum for one, rate in told if rate.bottom):
            return None
        people = sum(rate.bottom or 0 for _, rate in told)
        expected = sum(
            (rate.bottom or 0) * (one.top or 0) / (one.bottom or 1) for one, rate in told
        )
        return self._scale * expected / people if people else None


def _with(plain: Standardised, **changed: object) -> Standardised:
    return Standardised(**{**plain.__dict__, **changed})

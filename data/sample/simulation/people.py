"""The people at the counter: who they are, and when they reach the AOW age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from simulation.draws import choose, choose_place, day_after, day_between, months_after

AGE_BANDS = {(19, 27): 24, (27, 45): 43, (45, 55): 20, (55, 64): 13}
EDUCATION = {"laag": 48, "middelbaar": 34, "hoog": 12, "": 6}
CLASS_BOUNDS = ((0, 39), (40, 69), (70, 99), (100, 108))  # loonwaarde in percent, both included
# Months on top of 65 years at which the AOW begins; 24 from 2024.
AOW_MONTHS = {
    2012: 0,
    2013: 1,
    2014: 2,
    2015: 3,
    2016: 6,
    2017: 9,
    2018: 12,
    2019: 16,
    2020: 16,
    2021: 16,
    2022: 19,
    2023: 22,
}


@dataclass(frozen=True)
class Town:
    """What differs between municipalities; shares by year fall back on the key 0."""

    districts: Mapping[str, float]
    advisors: Sequence[str]
    class_mix: Sequence[float]
    partner_mix: Sequence[float]
    refugee_share: Mapping[int, float]
    crisis_years: Sequence[int] = ()
    couple_share: float = 0.18
    age_bands: Mapping[tuple[int, int], float] = field(default_factory=lambda: AGE_BANDS)
    older_scheme: float = 0.5  # chance of IOAW for who may have it


@dataclass(eq=False)
class Person:
    """Somebody at the counter; `klass` is the index of the loonwaarde class we believe in."""

    birth: date
    sex: str
    klass: int
    refugee: bool
    education: str
    district: str
    advisor: str
    integration: tuple[date | None, date | None] = (None, None)
    seeker: tuple[date | None, date | None] = (None, None)
    momentum: float = 1.0  # what help multiplies the chance to leave by, at the moment
    id: str = ""

    def age(self, on: date) -> int:
        """Completed years on a day."""
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))


def class_of(percentage: float) -> int:
    """The index of the class in which a loonwaarde falls."""
    return sum(percentage >= low for low, _ in CLASS_BOUNDS) - 1


def pension_day(birth: date) -> date:
    """First day of AOW: the age of the first year in which that age is reached in time."""
    for year, extra in AOW_MONTHS.items():
        if (reached := months_after(birth, 65 * 12 + extra)).year <= year:
            return reached
    return months_after(birth, 67 * 12)


def new_person(rng: Random, town: Town, on: date, klass: int, refugee: bool = False) -> Person:
    """A person of working age on a day; refugees have an integration period of three years."""
    low, high = choose(rng, town.age_bands)
    birth = day_between(rng, date(on.year - high, on.month, 1), date(on.year - low, on.month, 1))
    begin = day_after(rng, on, 30, 200) if refugee else None
    until = day_after(rng, begin, 700, 1300) if begin else None
    return Person(
        birth=birth,
        sex=rng.choice(("man", "vrouw")),
        klass=klass,
        refugee=refugee,
        education=choose(rng, EDUCATION),
        district=choose(rng, town.districts),
        advisor=rng.choice(town.advisors),
        integration=(begin, until),
    )


def newcomer(rng: Random, town: Town, on: date) -> Person:
    """Somebody whom the town does not know yet; how many of them are refugees differs by year."""
    share = town.refugee_share.get(on.year, town.refugee_share[0])
    klass = choose_place(rng, town.class_mix)
    return new_person(rng, town, on, klass, rng.random() < share)

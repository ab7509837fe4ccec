"""Money reckoned in whole cents: where a year ends, why it differs, and what a shortage costs.

Every identity holds to the cent, because the last part is always what the others leave.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class Purchase:
    """What was spent in a period.

    Attributes:
        amount: all of it, in cents.
        volume: how many things or months it bought; 0 where nobody counts them.
        loose: the part of `amount` that belongs to none of those.
        agreed: what one was to cost, where `amount` is a rounded part of it all.
    """

    amount: int
    volume: int | Fraction
    loose: int = 0
    agreed: Fraction | None = field(default=None, compare=False)

    @property
    def attached(self) -> int:
        """The part that was paid for what is counted."""
        return self.amount - self.loose

    @property
    def price(self) -> Fraction:
        """What one cost, in cents; only where something was bought."""
        return Fraction(self.attached) / self.volume if self.agreed is None else self.agreed


@dataclass(frozen=True)
class Reasons:
    """A difference in three parts that add up to it: `volume + price + rest`."""

    volume: int
    price: int
    rest: int


@dataclass(frozen=True)
class Shortage:
    """A result on a budget: `budget - spent`, and of a shortage who bears it."""

    result: int
    own: int
    compensated: int


def rounded(value: Fraction) -> int:
    """Return the nearest whole number, halves away from zero."""
    size = floor(abs(value) + Fraction(1, 2))
    return size if value >= 0 else -size


def expected(realised: int, committed: int, day: date) -> int:
    """Return what will have been spent on 31 December: realised + committed + run rate.

    The run rate is what the rest of the year brings at the pace so far, realised × days to come /
    days gone, as far as that is more than what is committed: an obligation is part of what is
    still to be paid and is not counted twice.
    """
    first = date(day.year, 1, 1)
    gone = (day - first).days + 1
    year = (date(day.year + 1, 1, 1) - first).days
    pace = rounded(Fraction(realised * (year - gone), gone))
    return realised + committed + max(0, pace - committed)


def planned_until(budget: int, volume: int, day: date) -> Purchase:
    """Return what a budget for so many would have come to by the end of a day, by days gone.

    The number is a fraction and the price that of the whole year: only what is shown is rounded.
    """
    first = date(day.year, 1, 1)
    part = Fraction((day - first).days + 1, (date(day.year + 1, 1, 1) - first).days)
    price = Fraction(budget, volume) if volume else None
    return Purchase(rounded(budget * part), volume * part, agreed=price)


def reasons(before: Purchase, after: Purchase) -> Reasons:
    """Return why `after` differs from `before`.

    Volume is the change in number at the price of before, price is the rest of what was paid for
    what is counted, rest is what belongs to nothing that is counted. Where nothing was bought
    before, or nothing is now, there is no price to compare and all is volume.
    """
    change = after.attached - before.attached
    rest = after.loose - before.loose
    if not before.volume or not after.volume:
        counted = change if before.volume or after.volume else 0
        return Reasons(counted, 0, rest + change - counted)
    more = rounded((after.volume - before.volume) * before.price)
    return Reasons(more, change - more, rest)


def shortage(budget: int, spent: int, own_risk: float, half_until: float) -> Shortage:
    """Return the result on a budget, and how much of a shortage a municipality bears.

    All of the first `own_risk` percent of the budget, half up to `half_until` percent, the rest
    nothing.
    """
    short = max(0, spent - budget)
    first = rounded(budget * Fraction(str(own_risk)) / 100)
    second = rounded(budget * Fraction(str(half_until)) / 100)
    middle = max(0, min(short, second) - first)
    own = min(short, first) + middle - middle // 2
    return Shortage(budget - spent, own, short - own)

"""The judgement on one line: norm, status, and what is still to go.

Sums are made in exact fractions, so that 70% of 30 is 21 and no rounding decides on a norm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from grip.periods import Period

PERCENT, RATIO = "procent", "verhouding"
# A norm of 70 is 70 of every hundred; of a quotient it is so many times the denominator.
_OF_PARTS = {PERCENT: 100, RATIO: 1}


class Standing(StrEnum):
    """What came of a target (`status`)."""

    MET = "behaald"
    MISSED = "niet_behaald"
    ON_COURSE = "op_koers"
    BEHIND = "achter"
    NO_NORM = "geen_norm"
    TOO_FEW = "te_weinig_gegevens"
    NOT_COMPUTED = "niet_berekend"
    HIDDEN = "onderdrukt"


@dataclass(frozen=True)
class Outcome:
    """What was counted: numerator and denominator, or a value of another kind, and its unit.

    `reason` says why there is nothing, in Dutch.
    """

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str = PERCENT
    reason: str = ""

    @property
    def exact(self) -> Fraction | None:
        """The value as a fraction, a share from 0 to 100."""
        if self.value is None:
            return None
        top, bottom = self.numerator, self.denominator
        if self.unit == PERCENT and top is not None and bottom:
            return 100 * Fraction(top) / Fraction(bottom)
        return Fraction(str(self.value))


def year_gone(period: Period) -> Fraction:
    """Return the share of the year that is over at the end of the period, its last day included."""
    year = Period.of_months(period.begin.year, 1, 12)
    return Fraction((period.end - period.begin).days + 1, (year.end - year.begin).days + 1)


def standing(
    outcome: Outcome, norm: float | None, comparison: str, period: Period, *, cumulative: bool
) -> Standing:
    """Return what came of a target: a fact on 31 December, a course before that day."""
    if outcome.reason:
        return Standing.NOT_COMPUTED
    value = outcome.exact
    if value is None:
        return Standing.TOO_FEW
    if norm is None:
        return Standing.NO_NORM
    gone = year_gone(period)
    bar = Fraction(str(norm)) * (gone if cumulative else 1)
    reached = value >= bar if comparison == ">=" else value <= bar
    if gone == 1:
        return Standing.MET if reached else Standing.MISSED
    return Standing.ON_COURSE if reached else Standing.BEHIND


def to_go(outcome: Outcome, norm: float | None, comparison: str) -> float | None:
    """Return how many more are needed to reach the norm, or with `<=` how many are too many.

    Nothing where there is no norm, or where the value is no count and no share of a count.
    """
    top, bottom = outcome.numerator, outcome.denominator
    if norm is None or top is None or outcome.value is None:
        return None
    if outcome.unit == PERCENT and bottom is None:
        return None
    if bottom is not None and outcome.unit not in _OF_PARTS:
        return None
    parts = Fraction(1) if bottom is None else Fraction(bottom) / _OF_PARTS[outcome.unit]
    whole = Fraction(str(norm)) * parts
    if comparison == ">=":
        return float(max(0, math.ceil(whole) - top))
    return float(max(0, top - math.floor(whole)))

"""From what was counted to what is expected on 31 December: which years to follow, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from grip.indicators.registered import ends_registered_since
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.targets.judgement import PERCENT, Outcome, year_gone
from grip.targets.lines import Line
from grip.targets.selections import chosen_support
from grip.targets.year_end import (
    FEWEST_YEARS,
    MOST_YEARS,
    YearEnd,
    as_in_earlier_years,
    at_this_pace,
    of_starts,
)

_YEAR = 365.25
_TOO_FEW = "te weinig om op te rekenen: minder dan {least}"
_WHOLE = "een norm van alles of niets laat zich uit eerdere jaren niet afleiden"
_TOO_YOUNG = (
    f"er zijn minder dan {FEWEST_YEARS} eerdere jaren om te zien hoe dit cijfer van deze datum tot "
    "31 december loopt"
)


@dataclass(frozen=True)
class Ahead:
    """What is expected of a line, or in Dutch why nothing is."""

    end: YearEnd | None = None
    reason: str = ""


@dataclass(frozen=True)
class Earlier:
    """What a line was before: of earlier years on this date and on 31 December, and 1 January."""

    years: Sequence[tuple[Outcome, Outcome]]
    start: Outcome | None = None

    @property
    def changes(self) -> list[float]:
        """By how much the value changed from this date to 31 December, in each earlier year."""
        return [
            after.value - before.value
            for before, after in self.years
            if before.value is not None and after.value is not None
        ]


def looks_ahead(line: Line, period: Period, outcome: Outcome) -> bool:
    """Tell whether something is expected of a line: it has a value, and a norm or a pace."""
    judged = line.norm(period.end) is not None or line.rule.benchmark is not None
    paced = line.cumulative and not line.rule.indicator
    return outcome.value is not None and not line.beside and (judged or paced)


def earlier_years(caseload: Caseload, period: Period) -> list[Period]:
    """Return the same stretch of the last years of which all of the year was registered."""
    first = ends_registered_since(caseload)
    if first is None:
        return []
    spans = (period.shifted(-12 * back) for back in range(1, MOST_YEARS + 1))
    return [span for span in spans if span.begin >= first]


def ahead(
    caseload: Caseload, line: Line, period: Period, outcome: Outcome, earlier: Earlier,
    norm: float | None,
) -> Ahead:  # fmt: skip
    """Return what is expected of a line on 31 December, and the chance that it meets `norm`."""
    comparison = line.rule.vergelijking
    least = caseload.profile.instellingen.minimum_noemer
    if outcome.denominator is not None and outcome.denominator < least:
        return Ahead(reason=_TOO_FEW.format(least=least))
    if line.counts_support and line.rule.telling == "gestart":
        return _of_starts(caseload, line, period, outcome, norm)
    if len(earlier.changes) >= FEWEST_YEARS:
        whole = outcome.unit == PERCENT and norm is not None and not 0 < norm < 100
        end = as_in_earlier_years(
            outcome, None if whole else norm, comparison, earlier.changes, only_up=_only_up(line)
        )
        return Ahead(end, _WHOLE if whole else "")
    start = earlier.start.numerator if earlier.start else None
    paced = line.cumulative and not line.rule.indicator and start is not None
    if not paced or (outcome.numerator or 0) < (start or 0):
        return Ahead(reason=_TOO_YOUNG)
    gone = float(year_gone(period))
    return Ahead(at_this_pace(outcome, start or 0.0, gone, norm, comparison))


def _only_up(line: Line) -> bool:
    """Tell whether the value cannot fall: a fixed denominator, and who counts keeps counting."""
    rule = line.rule
    fixed = not (rule.indicator or rule.met or rule.zonder or rule.zonder_doel)
    return fixed and not rule.teller_zonder_doel and all(x.op == "periode" for x in rule.teller)


def _of_starts(
    caseload: Caseload, line: Line, period: Period, outcome: Outcome, norm: float | None
) -> Ahead:
    """Return the year end of started voorzieningen, from those of the last years."""
    comparison = line.rule.vergelijking
    least = caseload.profile.instellingen.minimum_noemer
    chosen = pl.any_horizontal(chosen_support(caseload.profile, x) for x in line.rule.teller)
    days = caseload.unit("voorzieningen").filter(chosen).get_column("van")
    begun = _known_since(caseload, period)
    kept = days.filter((days >= begun) & (days <= period.end))
    if kept.len() < least:
        return Ahead(reason=_TOO_FEW.format(least=least))
    gone = float(year_gone(period))
    if begun >= period.begin:
        return Ahead(at_this_pace(outcome, 0.0, gone, norm, comparison))
    ages = ((pl.lit(period.end) - kept).dt.total_days() + 0.5) / _YEAR
    years = pl.select(ages).to_series().to_numpy()
    seen = ((period.end - begun).days + 1) / _YEAR
    return Ahead(of_starts(outcome, np.asarray(years), seen, 1 - gone, norm, comparison))


def _known_since(caseload: Caseload, period: Period) -> date:
    """Return from which 1 January on starts were registered, at most five years before."""
    first = caseload.table("voorzieningen").get_column("begindatum").min()
    oldest = period.begin.year - MOST_YEARS
    if not isinstance(first, date):
        return period.begin
    return date(min(max(oldest, first.year + 1), period.begin.year), 1, 1)

"""What of a report follows from the records alone, so that it can be made apart from the count.

The forecast, instruments, the comparison with others and the test of late entry: an errand does
them while the first process counts (`grip.errand`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from grip.benchmark.bridge import Crossing
from grip.benchmark.compare import Benchmark
from grip.benchmark.limits import USUAL, quantile
from grip.benchmark.run import side_by_side
from grip.benchmark.shelf import reference, reference_rows
from grip.effects.stories import Effects, effects_of, followed_until
from grip.foresight import Outlook, TooShortError, look_ahead
from grip.indicators.late_registration import back_test
from grip.indicators.views.caseload import Caseload
from grip.results import Audience

AHEAD = 24  # months that the report looks ahead


@dataclass(frozen=True)
class Apart:
    """What was made apart, for colleagues; a part that was left out is None.

    Attributes:
        late_test: how the completion of recent months would have done, by flow and age.
        peers: own figures beside published ones, and the bridges from own to published counts.
        outlook: what is coming; None too where there is too little to learn from.
        effects: what is known of instruments, before its door.
    """

    late_test: pl.DataFrame | None = None
    peers: tuple[Benchmark, tuple[Crossing, ...]] | None = None
    outlook: Outlook | None = None
    effects: Effects | None = None


def make_ready() -> None:
    """Load what is needed whatever the records hold, while these are still being read."""
    reference()
    reference_rows()
    quantile(USUAL)  # brings scipy


def made_apart(caseload: Caseload, end: date, extraction: date, without: frozenset[str]) -> Apart:
    """Return all of it at the end of a day, but the parts that are to be left out."""
    inside = Audience.INTERNAL
    return Apart(
        back_test(caseload, extraction),
        None if "benchmark" in without else side_by_side(caseload, end, extraction, inside),
        None if "prognose" in without else _coming(caseload, end, extraction),
        None if "instrumenten" in without else known_effects(caseload, end, extraction),
    )


def _coming(caseload: Caseload, end: date, extraction: date) -> Outlook | None:
    try:
        return look_ahead(caseload, end, extraction, AHEAD)
    except TooShortError:
        return None


def known_effects(
    caseload: Caseload, end: date, extraction: date, chosen: Sequence[str] = ()
) -> Effects:
    """Return what is known of instruments at the end of a day."""
    return effects_of(caseload, end, followed_until(caseload, end, extraction), chosen)

"""What the system knew on the day of the export: facts are entered late, some too late.

The simulation first decides what happened. Here every fact gets the day on which somebody typed
it in, and the export then leaves out what came after it, as a real export does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from simulation.draws import day_after, skewed
from simulation.spells import Benefit


def register(rng: Random, benefit: Benefit, opened: date, median: float = 21) -> None:
    """Give a benefit the dates of its gate and of its data entry; `median` days after an end."""
    start = benefit.client.start
    benefit.gate = _gate_dates(rng, benefit, opened)
    begun = day_after(rng, max(benefit.gate[-1], start), 0, 4)
    late = timedelta(skewed(rng, median, 0.75))
    for row in benefit.rows():
        row.entered_start = begun if row.start == start else row.start + timedelta(20)
        row.entered_end = row.end + late if row.end else None
    if benefit.follows:
        _close_in_time(benefit.follows, begun)


def _gate_dates(rng: Random, benefit: Benefit, opened: date) -> tuple[date, date, date]:
    """When the client reported, applied and heard the decision.

    No melding is older than the day on which the gate opened, or than the previous benefit. The
    young wait the four weeks in which they must look for work or school themselves.
    """
    start = benefit.client.start
    floors = [opened] if start >= opened else []
    if benefit.follows and benefit.follows.client.end:
        floors.append(benefit.follows.client.end)
    reported = max([start - timedelta(round(rng.triangular(0, 70, 30))), *floors])
    young = benefit.client.person.age(start) < 27
    applied = day_after(rng, reported, *((28, 33) if young else (2, 18)))
    return reported, applied, decision_day(rng, applied)


def decision_day(rng: Random, applied: date) -> date:
    """The day of the decision: mostly in time, sometimes weeks past the term."""
    return applied + timedelta(max(5, skewed(rng, 30, 0.45, 110)))


def _close_in_time(before: Benefit, begun: date) -> None:
    """Enter the end of the previous benefit by then: nobody starts anew before it is in."""
    for row in before.rows():
        if row.end and row.entered_end:
            row.entered_end = max(row.end, min(row.entered_end, begun))


def exported(benefits: Iterable[Benefit], on: date) -> tuple[list[Benefit], list[Benefit]]:
    """What the system knew on the day of the export, and the benefits it did not know yet."""
    known: list[Benefit] = []
    unknown: list[Benefit] = []
    for benefit in benefits:
        (known if benefit.client.entered_start <= on else unknown).append(benefit)
        if benefit.partner and benefit.partner.entered_start > on:
            benefit.partner = None
        for row in benefit.rows():
            if row.entered_end and row.entered_end > on:
                row.end, row.reason_out, row.entered_end = None, "", None
    return known, unknown


def stamp_export(known: Iterable[Benefit], on: date) -> None:
    """Let the last entry be on the day of the export: that is how a reader finds that day."""
    rows = [row for benefit in known for row in benefit.rows()]
    max(rows, key=lambda row: row.entered_start).entered_start = on

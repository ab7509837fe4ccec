"""What stands beside the figures of a report: signals, commentary, and the test of late entry.

Commentary and late registration are for colleagues: a public report has none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from grip.benchmark.bridge import Crossing
from grip.benchmark.compare import Benchmark
from grip.benchmark.tasks import TaskLine
from grip.effect_door import ProtectedEffects
from grip.errors import UsageError
from grip.periods import Period
from grip.signals.watch import Signals

if TYPE_CHECKING:
    from grip.foresight import Outlook


@dataclass(frozen=True)
class Told:
    """What somebody says of a figure or a target (`duiding`).

    Attributes:
        about: the id of the figure or target.
        period: what period it is about; None where that cannot be read.
        text, who: what is said, and in which role.
    """

    about: str
    period: Period | None
    text: str
    who: str = ""

    @property
    def words(self) -> str:
        """The text as it stands in a note, with when and who."""
        when = [self.period.label] if self.period else []
        return f"{self.text.rstrip('.')} ({', '.join([*when, *filter(None, [self.who])])})"


@dataclass(frozen=True)
class Beside:
    """What stands beside the figures; all of it may be absent.

    Attributes:
        signals: verdicts on the month series.
        told: commentary, oldest first.
        late_test: how the completion of recent months would have done, by flow and age.
        late_silent: why a flow is not completed, by its id.
        rest: how shares of target groups differ from those of who is not in them, by definition,
            first and last day, and group.
        peers: own figures beside published ones, and the bridges from own to published counts.
        tasks: budgets by field of tasks.
        outlook: what is coming.
        effects: what is known of instruments.
    """

    signals: Signals = field(default_factory=Signals)
    told: Sequence[Told] = ()
    late_test: pl.DataFrame | None = None
    late_silent: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[tuple[str, date, date, str], str] = field(default_factory=dict)
    peers: tuple[Benchmark, tuple[Crossing, ...]] | None = None
    tasks: tuple[TaskLine, ...] = ()
    outlook: Outlook | None = None
    effects: ProtectedEffects | None = None


def told_in(rows: Iterable[Mapping[str, Any]]) -> tuple[Told, ...]:
    """Return the rows of `duiding`, oldest first; what has no readable period comes last."""
    found = [
        Told(str(row["indicator"]), _period(str(row["periode"])), _clean(str(row["tekst"])),
             _clean(str(row["rol"] or "")))
        for row in rows
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda one: (one.period.end if one.period else date.max, one.about))
    )


def _clean(text: str) -> str:
    """Return a text without what may be the number of a person: eight digits or more in a row."""
    return re.sub(r"\d{8,}", "[nummer]", text)


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except UsageError:
        return None

"""The trial that nobody held: who starts an instrument on a day, beside who does not start yet.

Every first start in benefit is a trial of that day. Eligible is who was in the stock the evening
before and had never started it; treated is who starts that day; the others have not started by
their own drawn day in that month, and may start later. All are followed from that day on, for as
long as the horizon says, and every trial has been followed that long: an end for another reason is
an end that is not work (cumulative incidence), and nobody is lost. Hernán et al. (2016), Journal of
Clinical Epidemiology 79:70-75; Danaei et al. (2013), Statistical Methods in Medical Research
22:70-96.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from grip.effects.arrays import NEVER, WORK, Array, Flags, Numbers, Stage
from grip.effects.panel import EARLIER, Panel
from grip.periods import shift_months

__all__ = ["WORK", "Naive", "Numbers", "Trial", "naive", "placebo_of", "trial_of"]
_EPOCH = date(1970, 1, 1)
Group = tuple[str, str]  # a dimension and one of its values, such as `doelgroep` and `jongeren`


@dataclass(frozen=True)
class Trial:
    """The rows of one comparison, as arrays of equal length; starters and others together.

    Attributes:
        started: 1 for who starts, 0 for who does not yet.
        person: number of the person; who is in it more than once counts as one.
        work: in which month after the day the benefit ended for work (for an invented start: how
            many months before the real one work or a step came), 0 where it did not.
        unmoved: the same for an end that no instrument can change.
        out: the same for an end for whatever reason.
        cell: which row of `design` holds the covariates.
        design: one row per combination of covariates that occurs, a column per level but one.
        names: (covariate, level) of every column.
        months: months in benefit, finer than the levels, to check the balance on.
        horizon: months of follow-up.
        outside: starters for whom nobody is comparable on some level.
    """

    started: Array
    person: Numbers
    work: Numbers
    unmoved: Numbers
    out: Numbers
    cell: Numbers
    design: Array
    names: tuple[tuple[str, str], ...]
    months: Array
    horizon: int
    outside: int = 0


@dataclass(frozen=True)
class Naive:
    """Who ever started beside who never did: shares out for work, and why not to read them."""

    ever: float
    never: float
    persons: int

    @property
    def difference(self) -> float:
        """In percentage points."""
        return 100 * (self.ever - self.never)


def trial_of(
    panel: Panel, instrument: str, horizon: int, group: Group | None = None
) -> Trial | None:
    """Return the trial of one instrument, or nothing where nobody starts or nobody is left.

    Args:
        panel: all that instruments are compared on.
        instrument: the instrument that is started.
        horizon: months of follow-up.
        group: only who belongs to it the evening before.
    """
    stage = panel.stage
    inside = np.ones(len(stage.day), dtype=bool) if group is None else stage.of_group(*group)
    return trial_within(stage, panel, instrument, horizon, inside)


def trial_within(
    stage: Stage, panel: Panel, instrument: str, horizon: int, inside: Flags
) -> Trial | None:
    """Return the trial of some of the rows of a stage."""
    mine, beside = _sides(stage, instrument, inside & (stage.day <= _last_day(panel, horizon)))
    return _as_trial(stage, mine, beside, (stage.work, stage.unmoved, stage.out), horizon)


def placebo_of(panel: Panel, instrument: str, group: Group | None = None) -> Trial | None:
    """Return the trial of a start that is invented a year before the real one.

    Of who was in benefit that whole year, made alike as they are on the day of the real start. Its
    outcome is what can be seen in benefit: work beside it, or a step up the ladder, in the year
    between. Nothing had been started then: a difference is one of the people.
    """
    stage = panel.stage
    whole_year = stage.months > EARLIER
    if group is not None:
        whole_year = whole_year & stage.of_group(*group)
    mine, beside = _sides(stage, instrument, whole_year)
    none = np.zeros_like(stage.ago)
    return _as_trial(stage, mine, beside, (stage.ago, none, none), EARLIER)


def _sides(stage: Stage, instrument: str, within: Flags) -> tuple[Numbers, Numbers]:
    """Return the rows of who starts, and of who had not by the day that was drawn."""
    mine = stage.starts.get(instrument, np.zeros(0, dtype=np.int64))
    if not len(mine):
        return mine, mine
    here = slice(0, stage.followed)
    waits = stage.first[instrument][stage.person[here]] > stage.day[here]
    return mine[within[mine]], np.flatnonzero(waits & within[here])


def naive(panel: Panel, instrument: str, horizon: int) -> Naive | None:
    """Return the comparison that is usually made: from the first day seen, ever beside never."""
    stage = panel.stage
    if instrument not in stage.first:
        return None
    seen = np.flatnonzero(stage.day[: stage.followed] <= _last_day(panel, horizon))
    person = stage.person[seen]
    first = np.flatnonzero(np.diff(person, prepend=-1))  # their rows stand by person and day
    out = _within(stage.work[seen[first]], horizon) > 0
    ever = stage.first[instrument][person[first]] < NEVER
    if not ever.any() or ever.all():
        return None
    return Naive(float(out[ever].mean()), float(out[~ever].mean()), int(ever.sum()))


def _last_day(panel: Panel, horizon: int) -> int:
    """The last day from which a whole horizon could be followed, in days since 1970."""
    return (shift_months(panel.end, -horizon) - _EPOCH).days


def _within(month: Numbers, horizon: int) -> Numbers:
    return np.where(month <= horizon, month, 0)


def _as_trial(
    stage: Stage, mine: Numbers, beside: Numbers, outcomes: tuple[Numbers, Numbers, Numbers],
    horizon: int,
) -> Trial | None:  # fmt: skip
    if not len(mine) or not len(beside):
        return None
    cells, rows = len(stage.codes), np.concatenate([mine, beside])
    cell = stage.cell[rows]
    ones, none = (np.bincount(part, minlength=cells) for part in np.split(cell, [len(mine)]))
    here = _shared(stage, ones, none)
    if not ones[here].any() or not none[here].any():
        return None
    number = np.full(cells, -1)
    number[here] = np.arange(len(here))
    kept = number[cell] >= 0
    rows, cell = rows[kept], number[cell[kept]]
    started = np.zeros(len(rows))
    started[: ones[here].sum()] = 1.0
    design, names = _design(stage, here)
    work, unmoved, out = (_within(month[rows], horizon) for month in outcomes)
    return Trial(
        started, stage.person[rows], work, unmoved, out, cell, design, names, stage.months[rows],
        horizon, int(len(mine) - ones[here].sum()),
    )  # fmt: skip


def _shared(stage: Stage, ones: Numbers, none: Numbers) -> Numbers:
    """Return the cells that have, on every covariate, both a starter and somebody else beside them.

    `ones` and `none` are how many starters and others every cell has.
    """
    here = np.flatnonzero(ones + none)
    while True:
        sets = stage.level_sets[here]
        of_starters, of_others = (
            np.bitwise_or.reduce(sets[side[here] > 0], axis=0) for side in (ones, none)
        )
        fits: Flags = ((sets & ~(of_starters & of_others)) == 0).all(axis=1)
        before, here = here, here[fits]
        if len(here) in (0, len(before)):
            return here


def _design(stage: Stage, here: Numbers) -> tuple[Array, tuple[tuple[str, str], ...]]:
    """Return a column of yes or no for every level but the first that occurs of each covariate."""
    has = stage.has_level.take(here, axis=0)
    there = np.flatnonzero(has.any(axis=0))
    covariate = np.array([stage.columns[column][0] for column in there])
    told = there[1:][covariate[1:] == covariate[:-1]]
    names = tuple(stage.columns[column] for column in told)
    return has.take(told, axis=1).astype(np.float64), names

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

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.effects.estimators import Array
from grip.effects.panel import EARLIER, Panel

WORK = "werk"
# Reasons that no instrument can change: a difference here says that the groups are not alike.
UNMOVED = ("aow", "overlijden", "verhuizing")
_OUTCOMES = ("gebeurd", "anders", "weg")
Numbers = NDArray[np.int64]


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


def trial_of(panel: Panel, instrument: str, horizon: int) -> Trial | None:
    """Return the trial of one instrument, or nothing where nobody starts or nobody is left."""
    last = _last_day(panel, horizon)
    starters = panel.starts.filter(pl.col("instrument") == instrument, pl.col("dag") <= last)
    others = _not_begun(panel, instrument).filter(
        pl.col("dag") <= last,
        pl.col("begonnen").is_null() | (pl.col("begonnen") > pl.col("dag")),
    )
    ends = (_outcome([WORK]), _outcome(UNMOVED), pl.col("uit").fill_null(0))
    return _arrays(panel, starters, others, horizon, ends)


def placebo_of(panel: Panel, instrument: str) -> Trial | None:
    """Return the trial of a start that is invented a year before the real one.

    Of who was in benefit that whole year, made alike as they are on the day of the real start. Its
    outcome is what can be seen in benefit: work beside it, or a step up the ladder, in the year
    between. Nothing had been started then: a difference is one of the people.
    """
    whole_year = pl.col("maanden_in") > EARLIER
    starters = panel.starts.filter(pl.col("instrument") == instrument, whole_year)
    others = _not_begun(panel, instrument).filter(
        whole_year, pl.col("begonnen").is_null() | (pl.col("begonnen") > pl.col("dag"))
    )
    sign = pl.col("geleden").fill_null(0)
    return _arrays(panel, starters, others, EARLIER, (sign, pl.lit(0), pl.lit(0)))


def _not_begun(panel: Panel, instrument: str) -> pl.DataFrame:
    begun = panel.first.filter(pl.col("instrument") == instrument).select(
        pl.col("persoon").cast(pl.UInt32), "begonnen"
    )
    return panel.months.join(begun, on="persoon", how="left", maintain_order="left")


def _outcome(reasons: Sequence[str]) -> pl.Expr:
    """Return in which month the benefit ended for one of these reasons, 0 where it did not."""
    ours = pl.col("reden").cast(pl.String).is_in(list(reasons))
    return pl.when(ours.fill_null(False)).then("uit").otherwise(0)


def _arrays(
    panel: Panel, starters: pl.DataFrame, others: pl.DataFrame, horizon: int,
    outcomes: tuple[pl.Expr, ...],
) -> Trial | None:  # fmt: skip
    """Return starters and others as arrays, every outcome as the month in which it came."""
    if starters.is_empty() or others.is_empty():
        return None
    inside = [
        pl.when(month.is_between(1, horizon)).then(month).otherwise(0).cast(pl.Int64).alias(name)
        for month, name in zip(outcomes, _OUTCOMES, strict=True)
    ]
    keep = [*panel.covariates, "persoon", "maanden_in", *inside]
    rows = pl.concat([starters.select(keep), others.select(keep)])
    return _as_trial(rows, starters.height, panel.covariates, horizon)


def naive(panel: Panel, instrument: str, horizon: int) -> Naive | None:
    """Return the comparison that is usually made: from the first day seen, ever beside never."""
    ever = panel.first.filter(pl.col("instrument") == instrument).select(
        pl.col("persoon").cast(pl.UInt32)
    )
    seen = panel.months.filter(pl.col("dag") <= _last_day(panel, horizon)).unique(
        "persoon", keep="first", maintain_order=True
    )
    out = ((pl.col("reden") == WORK) & (pl.col("uit") <= horizon)).fill_null(False)
    one, none = (
        seen.join(ever, on="persoon", how=how).select(out.mean().alias("deel"), pl.len())
        for how in ("semi", "anti")
    )
    if not one.item(0, 1) or not none.item(0, 1):
        return None
    return Naive(one.item(0, 0), none.item(0, 0), one.item(0, 1))


def _last_day(panel: Panel, horizon: int) -> pl.Expr:
    """The last day from which a whole horizon could be followed."""
    return pl.lit(panel.end).dt.offset_by(f"-{horizon}mo")


def _as_trial(
    rows: pl.DataFrame, starters: int, covariates: tuple[str, ...], horizon: int
) -> Trial | None:
    started = np.zeros(rows.height)
    started[:starters] = 1.0
    codes, levels = zip(*(_codes(rows.get_column(name)) for name in covariates), strict=True)
    shared = _shared(codes, started)
    if not started[shared].any() or started[shared].all():
        return None
    within = tuple(code[shared] for code in codes)
    key = np.zeros(len(within[0]), dtype=np.int64)
    for code, known in zip(within, levels, strict=True):
        key = key * len(known) + code
    _, first, cell = np.unique(key, return_index=True, return_inverse=True)
    design, names = _design([code[first] for code in within], levels, covariates)
    person, event, other, out = (
        rows.get_column(name).to_numpy()[shared].astype(np.int64)
        for name in ("persoon", *_OUTCOMES)
    )
    return Trial(
        started[shared], person, event, other, out, cell.astype(np.int64), design, names,
        rows.get_column("maanden_in").to_numpy()[shared].astype(np.float64), horizon,
        int(starters - started[shared].sum()),
    )  # fmt: skip


def _codes(column: pl.Series) -> tuple[Numbers, tuple[str, ...]]:
    """Return the number of every value, and the values by number; they stand in order of text.

    polars numbers categories as it comes across them, on several threads: that differs by run.
    """
    physical = column.to_physical().to_numpy()
    present = np.flatnonzero(np.bincount(physical))
    where = np.zeros(int(physical.max()) + 1, dtype=np.int64)
    where[physical] = np.arange(len(physical))
    texts = [str(column[int(row)]) for row in where[present]]
    order = np.argsort(texts)
    number = np.zeros_like(where)
    number[present[order]] = np.arange(len(present))
    return number[physical], tuple(texts[int(place)] for place in order)


def _shared(codes: tuple[Numbers, ...], started: Array) -> NDArray[np.bool_]:
    """Tell which rows have, on every covariate, both a starter and somebody else beside them."""
    kept = np.ones(len(started), dtype=bool)
    while True:
        fits = kept.copy()
        for code in codes:
            size = int(code.max()) + 1
            ones = np.bincount(code[kept], started[kept], minlength=size)
            none = np.bincount(code[kept], 1 - started[kept], minlength=size)
            fits &= ((ones > 0) & (none > 0))[code]
        if (fits == kept).all() or not fits.any():
            return fits
        kept = fits


def _design(
    cells: list[Numbers], levels: tuple[tuple[str, ...], ...], covariates: tuple[str, ...]
) -> tuple[Array, tuple[tuple[str, str], ...]]:
    """Return a column of yes or no for every level but the first that occurs of each covariate."""
    columns: list[Array] = []
    names: list[tuple[str, str]] = []
    for code, known, covariate in zip(cells, levels, covariates, strict=True):
        for number in np.unique(code)[1:]:
            columns.append((code == number).astype(np.float64))
            names.append((covariate, known[number]))
    width = np.column_stack(columns) if columns else np.zeros((len(cells[0]), 0))
    return width, tuple(names)

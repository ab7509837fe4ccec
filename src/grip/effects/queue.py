"""A waiting list: who may begin, beside who is on the same list and still waits.

The trial of `grip.effects.trial`, of who is on the list the evening before, with the time on it as
one more thing on which both are made alike. If places and not persons decide who begins, they are
alike already; that is tested.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from grip.effects.adjust import Comparison, Estimate, compare
from grip.effects.arrays import Array, Flags, Numbers, Stage
from grip.effects.panel import Panel
from grip.effects.trial import Trial, trial_within
from grip.effects.tried import ALIKE, NOTHING, UNMOVED, Tried
from grip.effects.verdict import holm, too_thin
from grip.indicators.views.caseload import Caseload
from grip.plan import Design

_EPOCH = date(1970, 1, 1)
WAITING, _EARLIER = "wachttijd", "eerder"
_BOUNDS, _BANDS = (31, 92, 183), ("<1 mnd", "1-3 mnd", "3-6 mnd", ">=6 mnd")
_OF_TIME = ("duur", "kalender", WAITING)  # these differ where capacity does; the rest should not


def queued(caseload: Caseload, panel: Panel, design: Design) -> Tried:
    """Return what beginning did to who was on the waiting list."""
    waits = _days_waited(caseload, panel, design.lijst)
    wider = _with_waiting(panel.stage, waits)
    inside: Flags = (waits >= 0) & _while_offered(panel.stage, design)
    trial = trial_within(wider, panel, design.instrument, design.maanden, inside)
    found = None if trial is None else compare(trial)
    if trial is None or found is None:
        return Tried(why_not=(NOTHING,))
    started, waited = found.shares[-1]
    tests = {ALIKE: _unlike(found)}
    if found.unmoved is not None:
        tests[UNMOVED] = found.unmoved
    return Tried(
        found.work, found.starters, found.others,
        _left(trial, trial.started), _left(trial, 1 - trial.started), 100 * started, 100 * waited,
        tests=tests, why_not=too_thin(found),
    )  # fmt: skip


def _while_offered(stage: Stage, design: Design) -> Flags:
    """Return the rows from the first to the last day of the offer; without those days all."""
    first, last = design.vanaf or date.min, design.tot or date.max
    return (stage.day >= (first - _EPOCH).days) & (stage.day <= (last - _EPOCH).days)


def _left(trial: Trial, side: Array) -> int:
    """Return how many persons of one side left for work."""
    return len(np.unique(trial.person[(side > 0) & (trial.work > 0)]))


def _with_waiting(stage: Stage, waits: Numbers) -> Stage:
    """Return the stage with the time on the list as a covariate, in place of what ran before.

    Who waits has the list running and who begins has just left it: that would set them apart.
    """
    kept = [n for n, name in enumerate(stage.covariates) if name != _EARLIER]
    band = np.searchsorted(_BOUNDS, np.maximum(waits, 0), side="right")
    rows = np.column_stack([stage.codes[:, kept][stage.cell], band])
    codes, cell = np.unique(rows, axis=0, return_inverse=True)
    return replace(
        stage, cell=cell.reshape(-1).astype(np.int64), codes=codes,
        covariates=(*(stage.covariates[n] for n in kept), WAITING),
        levels=(*(stage.levels[n] for n in kept), _BANDS),
    )  # fmt: skip


def _days_waited(caseload: Caseload, panel: Panel, instrument: str) -> Numbers:
    """Return for every row of the stage how many days on the list the evening before, -1 if not."""
    names = panel.spells.select("persoon_id", pl.col("persoon").cast(pl.UInt32)).unique()
    lists = (
        caseload.table("voorzieningen")
        .filter(pl.col("instrument") == instrument)
        .join(names, on="persoon_id")
        .select("persoon", op="begindatum", af="einddatum")
        .sort("persoon", "op")
    )
    rows = pl.concat(
        [frame.select("persoon", "dag") for frame in (panel.months, panel.starts)]
    ).with_row_index("nr")
    found = (
        rows.with_columns(avond=pl.col("dag") - pl.duration(days=1))
        .sort("persoon", "avond")
        .join_asof(lists, left_on="avond", right_on="op", by="persoon", check_sortedness=False)
        .sort("nr")
    )
    on = pl.col("op").is_not_null() & (pl.col("af").is_null() | (pl.col("af") >= pl.col("avond")))
    days = pl.when(on).then((pl.col("avond") - pl.col("op")).dt.total_days()).otherwise(-1)
    return found.select(days.alias("d")).get_column("d").to_numpy().astype(np.int64)


def _unlike(found: Comparison) -> Estimate:
    """Return the largest difference before any weight, with the chance of one so large (Holm)."""
    from scipy.special import ndtr

    of_persons = [one for one in found.balance if one.covariate not in _OF_TIME]
    if not of_persons:
        return Estimate(0.0, 0.0, 0.0, 0.0, 1.0)
    error = (1 / found.starters + 1 / max(found.others, 1)) ** 0.5
    chances = holm([2 * float(ndtr(-abs(one.before) / error)) for one in of_persons])
    worst = int(np.argmin(chances))
    gap = of_persons[worst].before
    return Estimate(gap, error, gap - 1.96 * error, gap + 1.96 * error, chances[worst])

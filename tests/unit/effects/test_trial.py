"""The trial beside loops over persons and days: who starts, who stands beside, what follows."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from grip.effects.arrays import Stage
from grip.effects.panel import Panel, panel_of
from grip.effects.trial import _design, _shared, naive, placebo_of, trial_of
from grip.indicators.views.caseload import Caseload
from tests.unit.effects.towns import LAST, random_municipality

HORIZON = 12
LATEST = date(2017, 12, 31)


@pytest.fixture(scope="module")
def cases() -> Caseload:
    """A random municipality."""
    return random_municipality(3)


@pytest.fixture(scope="module")
def panel(cases: Caseload) -> Panel:
    """Its person-months."""
    made = panel_of(cases, LAST)
    assert made is not None
    return made


def test_starters_are_all_first_starts_in_benefit_that_could_be_followed(
    cases: Caseload, panel: Panel
) -> None:
    spells = cases.unit("personen").rows(named=True)
    expected = 0
    for row in cases.table("voorzieningen").iter_rows(named=True):
        day = row["begindatum"]
        inside = any(
            s["persoon_id"] == row["persoon_id"] and s["van"] < day
            and (s["tot"] is None or s["tot"] >= day)
            for s in spells
        )  # fmt: skip
        expected += inside and panel.begin <= day <= LATEST
    trial = trial_of(panel, "scholing", HORIZON)
    assert trial is not None
    assert trial.started.sum() + trial.outside == expected > 20


def test_who_starts_later_stands_beside_until_then(panel: Panel) -> None:
    first = dict(panel.first.select("persoon", "begonnen").iter_rows())
    trial = trial_of(panel, "scholing", HORIZON)
    assert trial is not None
    later = 0
    for row in panel.months.filter(pl.col("dag") <= LATEST).iter_rows(named=True):
        later += row["persoon"] in first and first[row["persoon"]] > row["dag"]
    beside = np.isin(trial.person[trial.started == 0], list(first)).sum()
    assert 0 < beside <= later
    assert later - beside <= 0.2 * later  # only who lacks a comparable starter is left out


def test_nobody_has_to_stay_to_be_counted(panel: Panel) -> None:
    """Of both groups some leave in the very first month: no immortal time."""
    trial = trial_of(panel, "scholing", HORIZON)
    assert trial is not None
    for group in (0, 1):
        assert (trial.work[trial.started == group] == 1).any()


def test_outcomes_lie_within_the_horizon_and_exclude_each_other(panel: Panel) -> None:
    trial = trial_of(panel, "scholing", HORIZON)
    assert trial is not None
    assert trial.work.max() <= HORIZON
    assert ((trial.work > 0) & (trial.unmoved > 0)).sum() == 0
    assert (trial.unmoved > 0).sum() > 0


def test_every_level_has_starters_and_others(panel: Panel) -> None:
    trial = trial_of(panel, "scholing", HORIZON)
    assert trial is not None
    rows = trial.design[trial.cell]
    for column in range(rows.shape[1]):
        for group in (0, 1):
            assert rows[trial.started == group, column].any(), trial.names[column]


def test_an_invented_start_looks_at_the_year_before(panel: Panel) -> None:
    trial = placebo_of(panel, "scholing")
    assert trial is not None
    assert (trial.months > 12).all()
    assert trial.work.max() <= 12


def test_nothing_without_starters(panel: Panel) -> None:
    assert trial_of(panel, "jobcoach", HORIZON) is None
    assert naive(panel, "jobcoach", HORIZON) is None


def test_the_naive_comparison_is_skewed_where_nothing_works() -> None:
    """Who stays long has time to start: with starts at random, ever starters seem to do worse."""
    made = panel_of(random_municipality(4, 2400), LAST)
    assert made is not None
    usual = naive(made, "scholing", HORIZON)
    assert usual is not None
    assert usual.difference < -3


def test_cells_without_a_match_on_some_level_go_however_many_levels_there_are() -> None:
    """A level that only starters or only others have goes, and what only that held up goes too."""
    rng = np.random.default_rng(3)
    levels = tuple(tuple(f"{n:02d}" for n in range(size)) for size in (90, 3, 40))
    codes = np.unique(rng.integers(0, [90, 3, 40], (400, 3)), axis=0)
    ones, none = rng.poisson(0.7, len(codes)), rng.poisson(1.0, len(codes))
    no, day = np.zeros(0, dtype=np.int64), np.zeros(0)
    stage = Stage(no, no, day, no, no, no, no, no, codes, ("a", "b", "c"), levels, 0, {}, {}, {})

    kept = set(np.flatnonzero(ones + none).tolist())
    while True:
        seen = {
            (of, codes[cell, of]): (any(ones[c] for c in same), any(none[c] for c in same))
            for cell in kept
            for of in range(3)
            for same in [[c for c in kept if codes[c, of] == codes[cell, of]]]
        }
        fit = {cell for cell in kept if all(all(seen[of, codes[cell, of]]) for of in range(3))}
        if fit == kept:
            break
        kept = fit
    here = _shared(stage, ones, none)
    assert 0 < len(here) < np.count_nonzero(ones + none)
    assert here.tolist() == sorted(kept)

    design, names = _design(stage, here)
    for column, (covariate, level) in zip(design.T, names, strict=True):
        of = "abc".index(covariate)
        assert column.tolist() == [float(levels[of][codes[cell, of]] == level) for cell in here]
    different = sum(len(np.unique(codes[here, of])) - 1 for of in range(3))
    assert design.shape == (len(here), different)

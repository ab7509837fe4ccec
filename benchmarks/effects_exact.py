"""Whether level 2 is off at all, with the chance among outcomes taken away.

    python benchmarks/effects_exact.py [repeats] [persons] [months]

In the municipalities of `effects.py` the chance of work within a year is known for every row of the
comparison: by loonwaarde, time in benefit, and whether somebody starts now or may start later. Here
the weights are those of grip and the outcomes are those chances, so that what is left is how far
the weighted others are from the starters: a hundred times less noise than people who go or stay.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import effects as town_of
import numpy as np
from numpy.random import default_rng

from grip.config import load_profile
from grip.effects.adjust import _fitted
from grip.effects.panel import Panel, panel_of
from grip.effects.trial import _last_day, _sides, trial_of
from grip.indicators.views.caseload import Caseload


def off(seed: int, people: int, months: int) -> float:
    """Return the weighted difference of chances less the true one, in percentage points."""
    made = town_of.town(default_rng(seed), people, months, effect=True)
    end = town_of.month_start(town_of.FIRST + months) - timedelta(days=1)
    profile = load_profile("uithoorn").profile
    panel = panel_of(Caseload(made.tables, profile, town_of.COLUMNS), end)
    assert panel is not None
    trial = trial_of(panel, "scholing", town_of.HORIZON)
    assert trial is not None
    fit = _fitted(trial)
    assert fit is not None
    later = chances(panel, made)
    assert len(later) == len(trial.person)
    weights = (fit.weights / np.maximum(fit.counts, 1))[trial.cell] * (1 - trial.started)
    return float(100 * (later[trial.started == 1].mean() - weights @ later))


def chances(panel: Panel, made: town_of.Town) -> np.ndarray:
    """Return for every row of the trial the chance of work of who does not start now."""
    stage = panel.stage
    inside = stage.day <= _last_day(panel, town_of.HORIZON)
    rows = np.concatenate(_sides(stage, "scholing", inside))
    names = panel.spells.select("persoon", "persoon_id").unique().sort("persoon")
    entry = dict(made.tables["uitkeringen"].select("persoon_id", "ingangsdatum").iter_rows())
    wages = dict(made.tables["arbeidsvermogen"].select("persoon_id", "loonwaarde_pct").iter_rows())
    known = list(town_of.WAGES)
    came = np.array([(d := entry[n]).year * 12 + d.month - 1 for n in names["persoon_id"]])
    wage = np.array([known.index(wages[n]) for n in names["persoon_id"]])
    day = stage.day[rows].astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    rest = np.maximum(28 - ((day - month).astype(int) + 1), 0)
    since = month.astype(int) + 1970 * 12 - came[stage.person[rows]] - 1
    key = np.column_stack([wage[stage.person[rows]], since, rest])
    kinds, where = np.unique(key, axis=0, return_inverse=True)
    found = town_of.not_now(kinds[:, 0], kinds[:, 1], kinds[:, 2] / 28)
    return np.asarray(found[where.reshape(-1)])


def main() -> int:
    repeats, people, months = [int(a) for a in sys.argv[1:]] + [60, 20_000, 36][len(sys.argv) - 1 :]
    found = np.array([off(seed, people, months) for seed in range(1, repeats + 1)])
    error = found.std(ddof=1) / len(found) ** 0.5
    print(f"{repeats} gemeenten: ernaast {found.mean():.3f} procentpunt (fout {error:.3f})")
    return 0 if abs(found.mean()) <= 3 * error else 1


if __name__ == "__main__":
    sys.exit(main())

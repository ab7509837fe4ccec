"""How good the forecast of a monthly series is: on the national series of CBS, and on walks.

    python benchmarks/forecast_series.py [walks] [statsforecast]

Twelve months ahead, from every January on of which five years are known. The model is chosen anew
at each origin, by a back-test over what was known then, and so is the width of its intervals. The
score is the mean absolute error over that of the naive forecast (the last month goes on), and the
geometric mean over series. The series: table 37789ksz of CBS (CC BY 4.0), benefits x 1,000 a month.

The walks have fixed seeds: a level that drifts, half of them with a trend that changes and a
season, and counts of about 300. They say whether the intervals are as wide as they claim.

With `statsforecast` AutoETS and AutoARIMA are set beside it, and their mean with Theta, if that is
installed: `pip install statsforecast`.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from grip.forecast.backtest import backtest  # noqa: E402
from grip.forecast.intervals import half_widths  # noqa: E402
from grip.forecast.models import History  # noqa: E402
from grip.forecast.specialist import EXTRA, models_with  # noqa: E402
from grip.forecast.specialist import KNOWN as MODELS  # noqa: E402
from grip.forecast.weighting import expected  # noqa: E402

Real = NDArray[np.float64]
CBS = ROOT / "data" / "referentie" / "cbs" / "37789ksz-maanden.csv"
HORIZON, KNOWN, EVERY = 12, 60, 12
LEVELS = (0.8, 0.95)
GOAL, LOWEST, HIGHEST = 0.59, 75.0, 85.0


def national() -> dict[str, Real]:
    """Return the series of CBS by name."""
    with CBS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        name: np.array([float(row[name]) for row in rows]) for name in rows[0] if name != "maand"
    }


def walks(count: int) -> dict[str, Real]:
    """Return `count` series of ten years."""
    months = np.arange(120)
    found = {}
    for seed in range(count):
        rng = np.random.default_rng(seed)
        level = 300 + rng.normal(0, 4, 120).cumsum()
        if seed % 2:
            slope = np.where(months < rng.integers(40, 80), rng.normal(0, 1), rng.normal(0, 1))
            level += slope.cumsum() + 12 * np.sin(months * np.pi / 6)
        found[f"walk {seed}"] = np.maximum(np.rint(level), 20.0)
    return found


def judge(values: Real) -> tuple[float, dict[float, float], float]:
    """Return the error over that of naive, the coverage in percent, and seconds per forecast."""
    origins = range(KNOWN, len(values) - HORIZON + 1, EVERY)
    errors, naive, spent = [], [], 0.0
    hits: dict[float, list[float]] = {level: [] for level in LEVELS}
    for origin in origins:
        known, came = values[:origin], values[origin : origin + HORIZON]
        start = process_time()
        told = expected(known, HORIZON, backtest(known))
        widths = half_widths(told.errors, np.diff(known), HORIZON)
        spent += process_time() - start
        misses = np.abs(came - told.mean)
        errors.append(misses.mean())
        naive.append(np.abs(came - known[-1]).mean())
        for level in LEVELS:
            hits[level].append(float(np.mean(misses <= widths[level])))
    ratio = float(np.mean(errors) / np.mean(naive))
    return ratio, {k: 100 * float(np.mean(v)) for k, v in hits.items()}, spent / len(origins)


def report(title: str, series: dict[str, Real], *, each: bool) -> tuple[float, dict[float, float]]:
    """Print the scores of some series; return their geometric mean and mean coverage."""
    judged = {name: judge(values) for name, values in series.items()}
    ratio = float(np.exp(np.mean([np.log(one) for one, _, _ in judged.values()])))
    held = {level: float(np.mean([c[level] for _, c, _ in judged.values()])) for level in LEVELS}
    spent = float(np.mean([s for _, _, s in judged.values()]))
    lines = judged | {title: (ratio, held, spent)} if each else {title: (ratio, held, spent)}
    for name, (one, covered, seconds) in lines.items():
        shares = "  ".join(f"{100 * level:.0f}%: {covered[level]:5.1f}%" for level in LEVELS)
        print(f"{name:24} error / naive {one:.3f}   held  {shares}   {1000 * seconds:.0f} ms")
    return ratio, held


def beside(series: dict[str, Real]) -> None:
    """Print the error over that of naive of the models of statsforecast, and of their mean."""
    names = models_with(EXTRA)[-len(EXTRA) :]
    errors: dict[str, list[float]] = {}
    spent = dict.fromkeys(names, 0.0)
    forecasts = 0
    for values in series.values():
        misses: dict[str, list[float]] = {}
        for origin in range(KNOWN, len(values) - HORIZON + 1, EVERY):
            history, came = History(values[:origin]), values[origin : origin + HORIZON]
            made = {"theta": MODELS["theta"].forecast(history, HORIZON)}
            for name in names:
                start = process_time()
                made[name] = MODELS[name].forecast(history, HORIZON)
                spent[name] += process_time() - start
            made["mean with theta"] = np.mean(list(made.values()), axis=0)
            made["naief"] = np.full(HORIZON, values[origin - 1])
            for name, forecast in made.items():
                misses.setdefault(name, []).append(float(np.abs(came - forecast).mean()))
            forecasts += 1
        for name, one in misses.items():
            errors.setdefault(name, []).append(np.mean(one) / np.mean(misses["naief"]))
    for name, ratios in errors.items():
        each = f"   {1000 * spent[name] / forecasts:.0f} ms" if name in spent else ""
        print(f"{name:24} error / naive {np.exp(np.mean(np.log(ratios))):.3f}{each}")


def main(count: int, more: str) -> int:
    """Print all scores; return 1 when the national series are forecast worse than promised."""
    ratio, held = report("CBS, together", national(), each=True)
    report(f"{count} walks", walks(count), each=False)
    if more:
        beside(national())
    return int(ratio > GOAL or not LOWEST <= held[0.8] <= HIGHEST)


if __name__ == "__main__":
    given = [*sys.argv[1:3], *("100", "")[len(sys.argv[1:3]) :]]
    raise SystemExit(main(int(given[0]), given[1]))

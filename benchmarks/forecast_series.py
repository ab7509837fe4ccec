"""How good the forecast of a monthly series is: on the national series of CBS, and on walks.

    python benchmarks/forecast_series.py [walks]

Twelve months ahead, from every January on of which five years are known. The model is chosen anew
at each origin, by a back-test over what was known then, and so is the width of its intervals. The
score is the mean absolute error over that of the naive forecast (the last month goes on), and the
geometric mean over series. The series: table 37789ksz of CBS (CC BY 4.0), benefits x 1,000 a month.

The walks have fixed seeds: a level that drifts, half of them with a trend that changes and a
season, and counts of about 300. They say whether the intervals are as wide as they claim.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from grip.forecast.backtest import backtest  # noqa: E402
from grip.forecast.intervals import half_widths  # noqa: E402
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
        start = perf_counter()
        told = expected(known, HORIZON, backtest(known))
        widths = half_widths(told.errors, np.diff(known), HORIZON)
        spent += perf_counter() - start
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


def main(count: int) -> int:
    """Print all scores; return 1 when the national series are forecast worse than promised."""
    ratio, held = report("CBS, together", national(), each=True)
    report(f"{count} walks", walks(count), each=False)
    return int(ratio > GOAL or not LOWEST <= held[0.8] <= HIGHEST)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))

"""How often the 95% intervals hold the truth, on simulated benefits and careers on the ladder.

    python benchmarks/coverage.py [repeats]

Of 100 intervals 93 to 97 should. Benefits last by a Weibull law (shape 0.8, many short ones), in
whole days; a part was there before the data begin and enters late, and what has not ended is
censored. Three causes compete. People move between three places and out by a Markov law per month.
Seeds are fixed: the same numbers every time. All samples are estimated in one pass, as groups.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
from numpy.random import Generator, default_rng

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from grip.indicators.statistics.intervals import wilson  # noqa: E402
from grip.indicators.statistics.multistate import NOWHERE, Stays, transition_probabilities  # noqa: E402
from grip.indicators.statistics.survival import (  # noqa: E402
    bounds,
    incidence,
    incidence_bounds,
    life_table,
    quantiles,
)

SIZES = (60, 200, 1000)
SHAPE, SCALE = 0.8, 900.0  # days
SHARES = np.array([0.6, 0.3, 0.1])  # of the causes, whatever the duration
YEAR = 365
LOWEST, HIGHEST = 93.0, 97.0
MOVES = np.array(
    [[0.94, 0.03, 0.01, 0.02], [0.01, 0.93, 0.03, 0.03], [0.00, 0.02, 0.90, 0.08],
     [0.00, 0.01, 0.01, 0.98]]
)  # fmt: skip
MONTHS = 12


def benefits(rng: Generator, repeats: int, size: int) -> pl.DataFrame:
    """Return `repeats` samples of `size` followed benefits, a third of them entered late.

    Follow-up starts after day 0, or after 1 to 400 days of whoever was still there then, and stops
    after 1 to 1500 days more.
    """
    count = repeats * size
    duration = np.zeros(count, dtype=np.int64)
    entry = np.where(rng.random(count) < 1 / 3, rng.integers(1, 400, count), 0)
    missing = np.arange(count)
    while len(missing):  # who had ended before the data begin is not in them
        drawn = np.ceil(SCALE * rng.weibull(SHAPE, len(missing))).astype(np.int64)
        duration[missing] = drawn
        missing = missing[drawn <= entry[missing]]
    last = entry + rng.integers(1, 1500, count)
    ended = duration <= last
    cause = rng.choice(["a", "b", "c"], count, p=SHARES)
    return pl.DataFrame(
        {
            "steekproef": np.repeat(np.arange(repeats), size),
            "intrede": entry,
            "dagen": np.minimum(duration, last),
            "gebeurd": ended,
            "oorzaak": cause,
        }
    ).with_columns(oorzaak=pl.when("gebeurd").then("oorzaak"))


def of_durations(rng: Generator, repeats: int, size: int) -> dict[str, float]:
    """Return how often (%) the intervals of durations hold the truth."""
    rows, by = benefits(rng, repeats, size), ["steekproef"]
    table = life_table(rows, by, [YEAR])
    left = float(np.exp(-((YEAR / SCALE) ** SHAPE)))
    median = float(np.ceil(SCALE * np.log(2) ** (1 / SHAPE)))
    low, high = bounds(pl.col("s"), pl.col("fout"))
    year = table.filter(pl.col("dagen") == YEAR).select(a=low, b=high)
    half = quantiles(table, by, 0.5).select(a="ondergrens", b="bovengrens")
    low, high = incidence_bounds(pl.col("kans"), pl.col("fout"))
    work = incidence(rows, by, [YEAR]).filter(pl.col("oorzaak") == "a").select(a=low, b=high)
    return {
        "nog in na een jaar": held(year, left),
        "mediaan": held(half, median),
        "kans naar werk": held(work, SHARES[0] * (1 - left)),
    }


def held(intervals: pl.DataFrame, truth: float) -> float:
    """Return in how many per cent of the intervals the truth lies; no upper bound is open."""
    inside = (pl.col("a").fill_null(0) <= truth) & (pl.col("b").fill_null(np.inf) >= truth)
    return float(100 * intervals.select(inside.mean()).item())


def careers(rng: Generator, people: int) -> np.ndarray:
    """Return the place of people at the end of each month, from one of three places on."""
    places = np.zeros((people, MONTHS + 1), dtype=np.int64)
    places[:, 0] = rng.choice(3, people, p=[0.5, 0.3, 0.2])
    for month in range(1, MONTHS + 1):
        edges = MOVES[places[:, month - 1]].cumsum(axis=1)
        draws = rng.random(people)[:, None]
        places[:, month] = np.minimum((draws > edges).sum(axis=1), 3)
    return places


def of_movement(rng: Generator, repeats: int, size: int) -> dict[str, float]:
    """Return how often (%) the intervals of moving on hold the truth."""
    truth = float(np.linalg.matrix_power(MOVES, MONTHS)[0, 3])
    pooled, direct = [], []
    for _ in range(repeats):
        places = careers(rng, size)
        ((chance, error),) = transition_probabilities(_stays(places), 0, [MONTHS])
        pooled.append((float(chance[0, 3]), float(error[0, 3])))
        began = places[:, 0] == 0
        direct.append((float((places[began, -1] == 3).sum()), float(began.sum())))
    frame = pl.DataFrame(pooled, schema=["kans", "fout"], orient="row")
    low, high = incidence_bounds(pl.col("kans"), pl.col("fout"))
    counts = pl.DataFrame(direct, schema=["teller", "noemer"], orient="row")
    share_low, share_high = wilson(pl.col("teller"), pl.col("noemer"))
    return {
        "overgangskans": held(counts.select(a=share_low, b=share_high), 100 * truth),
        "overgangskans, markov": held(frame.select(a=low, b=high), truth),
    }


def _stays(places: np.ndarray) -> Stays:
    since, until, state, following = [], [], [], []
    for path in places:
        arrived = 0
        for month in range(1, len(path)):
            if path[month] != path[month - 1]:
                since.append(arrived)
                until.append(month)
                state.append(path[month - 1])
                following.append(path[month])
                arrived = month
        since.append(arrived)
        until.append(len(path) - 1)
        state.append(path[-1])
        following.append(NOWHERE)
    return Stays(*(np.array(column) for column in (since, until, state, following)), 4)


def main() -> int:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    good = True
    for number, size in enumerate(SIZES):
        found = of_durations(default_rng(100 + number), repeats, size)
        found |= of_movement(default_rng(200 + number), max(500, repeats // 2), size)
        for name, share in found.items():
            fits = LOWEST <= share <= HIGHEST
            good &= fits
            print(f"n = {size}: {name} {share:.1f}% {'ok' if fits else 'buiten 93 tot 97'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

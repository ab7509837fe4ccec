"""How good the model of stock and flows is, on made-up municipalities of which the future is known.

    python benchmarks/forecast_stock_flow.py [repeats] [sizes ...]

Of every town eight years are known and two more are simulated on. The economy is an AR(1) process
that makes more people come and fewer leave, or the other way round; who is there longer leaves
less quickly, and one scheme of two leaves twice as quickly. Five kinds: `gelijkmatig`; `breuk`,
where inflow changes for good by a third, six to eighteen months before the last known month;
`golf`, a year in which twice as many came, over since six months; `mix`, where in the last three
years as many came as ever, but all of them of the scheme that leaves quickly; and `vergrijzing`,
where a fifth of the stock reaches the pension age in the two years ahead.

CRPS at 12 and 24 months beside the best series model and naive, and how many of 100 outcomes the
intervals hold. The town is made by hazards in time of stay, as the model supposes: that flatters
it. Seeds are fixed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

import numpy as np
import polars as pl
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from grip.forecast.cells import Benefits, past_of  # noqa: E402
from grip.forecast.mixture import SeriesModel, steered, together  # noqa: E402
from grip.forecast.scores import crps  # noqa: E402
from grip.forecast.simulation import simulate  # noqa: E402
from grip.forecast.stock_flow import estimate  # noqa: E402

KNOWN, AHEAD, BEFORE = 96, 24, 120
FIRST = 2014 * 12
ORIGIN = FIRST + KNOWN - 1
PATHS = 500
KINDS = ("gelijkmatig", "breuk", "golf", "mix", "vergrijzing")
MODELS = ("mengsel", "stroommodel", "reeksmodel", "naief")
TOLD = (11, 23)  # 12 and 24 months ahead
_BANDS = np.array([0, 3, 12, 24, 60])
_HAZARDS = np.array([0.04, 0.07, 0.045, 0.025, 0.012])
_STAY = 30.0  # months, about, in the steady state


def town(rng: Generator, size: int, kind: str) -> tuple[pl.DataFrame, NDArray[np.int64]]:
    """Return the benefits up to the origin, and the stock in the months after it."""
    months = BEFORE + KNOWN + AHEAD
    economy = np.zeros(months)
    for month in range(1, months):
        economy[month] = 0.97 * economy[month - 1] + rng.normal(0, 0.025)
    factor = np.exp(economy) * (1 + 0.1 * np.sin(np.arange(months) * np.pi / 6))
    last = BEFORE + KNOWN
    if kind == "breuk":
        factor[last - rng.integers(6, 19) :] *= rng.choice([2 / 3, 4 / 3])
    elif kind == "golf":
        factor[last - 18 : last - 6] *= 2.2
    begin = np.repeat(np.arange(months), rng.poisson(size / _STAY * factor))
    quick = rng.random(len(begin)) < 0.3
    if kind == "mix":
        quick |= begin >= last - 36
    pension = np.full(len(begin), months + 1)
    if kind == "vergrijzing":
        old = (begin < last) & (rng.random(len(begin)) < 0.2)
        pension[old] = last + rng.integers(0, AHEAD, old.sum())
    end = np.full(len(begin), months)
    for month in range(months):
        there = np.flatnonzero((begin <= month) & (end == months))
        hazard = _HAZARDS[np.searchsorted(_BANDS, month - begin[there], side="right") - 1]
        hazard = hazard * np.where(quick[there], 2, 1) * np.exp(-economy[month])
        gone = (rng.random(len(there)) < hazard) | (pension[there] == month)
        end[there[gone]] = month
    stock = np.array([((begin <= m) & (end > m)).sum() for m in range(last, months)])
    known = begin < last
    shift = FIRST - BEFORE
    frame = pl.DataFrame(
        {
            "groep": np.where(quick, "BBZ", "PW"),
            "begin": shift + begin,
            "einde": shift + end,
            "geboren": np.where(pension > months, FIRST - 35 * 12, shift + pension - 66 * 12),
            "aow": np.where(pension > months, FIRST + 32 * 12, shift + pension),
            "terug": np.zeros(len(begin), dtype=bool),
        }
    ).filter(pl.Series(known), pl.col("einde") >= FIRST)
    ended = pl.when(pl.col("einde") <= ORIGIN).then("einde")
    return frame.with_columns(einde=ended), stock


def draws_of(frame: pl.DataFrame, seed: int) -> dict[str, NDArray[np.int64]]:
    """Return draws of the stock by every model, shape (paths, months ahead)."""
    rng = default_rng([seed, 1])
    benefits = Benefits.of(frame, FIRST, ORIGIN)
    past = past_of(benefits)
    stock = past.stock.sum(axis=1)
    flows = simulate(estimate(benefits, past, ORIGIN, AHEAD), AHEAD, PATHS, rng)
    totals = SeriesModel.of(stock, AHEAD).drawn(rng, PATHS)
    mixed = together(flows, steered(flows, totals))
    naive = SeriesModel.naive(stock, AHEAD).drawn(rng, PATHS)
    return dict(
        zip(MODELS, (mixed.stock.sum(axis=2), flows.stock.sum(axis=2), totals, naive), strict=True)
    )


def cell(size: int, kind: str, repeats: int) -> None:
    """Print the scores of one kind of town."""
    start = process_time()
    scores: dict[str, list[list[float]]] = {name: [] for name in MODELS}
    held: dict[str, list[list[bool]]] = {name: [] for name in MODELS}
    for repeat in range(repeats):
        frame, came = town(default_rng([repeat, size, KINDS.index(kind)]), size, kind)
        for name, draws in draws_of(frame, repeat).items():
            scores[name].append([crps(draws[:, at], came[at]) for at in TOLD])
            low95, low, high, high95 = np.quantile(draws, (0.025, 0.1, 0.9, 0.975), axis=0)
            y = came
            held[name].append(
                [bool(b) for at in TOLD for b in
                 (low[at] <= y[at] <= high[at], low95[at] <= y[at] <= high95[at])]
            )  # fmt: skip
    print(f"\n{kind}, schaal {size}, {repeats} keer ({process_time() - start:.0f} s)")
    print(f"{'':14}{'CRPS 12':>9}{'CRPS 24':>9}   80/95% op 12    op 24")
    for name in MODELS:
        one = np.mean(scores[name], axis=0)
        share = 100 * np.mean(held[name], axis=0)
        print(f"{name:14}{one[0]:9.1f}{one[1]:9.1f}   {share[0]:4.0f} /{share[1]:4.0f}"
              f"     {share[2]:4.0f} /{share[3]:4.0f}")  # fmt: skip


def main(repeats: int, sizes: list[int]) -> None:
    """Print every kind and size."""
    for size in sizes:
        for kind in KINDS:
            cell(size, kind, repeats)


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    main(given[0] if given else 40, given[1:] or [250, 2500, 25_000])

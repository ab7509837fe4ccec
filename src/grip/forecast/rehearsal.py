"""How good the model of stock and flows was: from earlier months, beside the series and naive.

For each month ahead it is chosen anew which model to use: the mixture, unless another was better by
more than chance and more than a twentieth. And the intervals of that model are made as much wider
or narrower as its misses say, drawn to as they are: trials that overlap say less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.random import default_rng
from numpy.typing import NDArray

from grip.forecast.backtest import TRAINING as MONTHS_NEEDED
from grip.forecast.backtest import Backtest, backtest
from grip.forecast.cells import Benefits, Past
from grip.forecast.mixture import SeriesModel
from grip.forecast.models import NAIVE
from grip.forecast.scores import crps_by_column
from grip.forecast.simulation import simulate
from grip.forecast.stock_flow import NO_RULES, Rules, StockFlow, estimates

Real = NDArray[np.float64]
STOCK_FLOW, SERIES, MIXTURE = "stroommodel", "reeksmodel", "mengsel"
TITLES = {
    MIXTURE: "stroommodel en reeksmodel samen",
    STOCK_FLOW: "stroommodel (instroom, duur, uitstroom)",
    SERIES: "reeksmodel van het aantal",
    NAIVE: "gelijk aan de laatste maand",
}
ORIGINS, HORIZON, TRAINING, PATHS = 24, 12, 24, 250
EVERY = 3  # months between origins at most: a longer past says more than neighbours do
_WORK = 600_000  # benefits in all paths of an origin: a large town needs fewer paths
_FEWEST_PATHS = 80
_BETTER_BY = 0.05
_AROUND = 2  # months ahead that are judged together with one
_USUAL = 6.0  # independent trials that weigh as much as that the intervals are right as they are
_WIDTH_80, _FARTHEST = 1.2816, 3.0
_QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)

TRACK: dict[str, type[pl.DataType]] = {
    "model": pl.String,
    "vooruit": pl.Int64,
    "keren": pl.Int64,
    "fout": pl.Float64,
    "crps": pl.Float64,
    "verhouding": pl.Float64,
    "scheef": pl.Float64,
    "dekking_80": pl.Float64,
    "dekking_95": pl.Float64,
}
"""A row per model and months ahead: how often, mean absolute error, CRPS and CRPS over that of
naive, mean of what came minus the median, and how often the intervals held what came."""


@dataclass(frozen=True)
class Blend:
    """Which model to use for each month ahead, and how much wider to make it; (HORIZON,)."""

    choice: tuple[str, ...]
    scale: Real

    @property
    def usual(self) -> str:
        """The model that is used for most months ahead; of equals the first of `TITLES`."""
        return max(TITLES, key=self.choice.count)

    def reaching(self, horizon: int) -> Blend:
        """Return the blend for so many months: beyond its own as in its last month."""
        at = np.minimum(np.arange(horizon), len(self.choice) - 1)
        return Blend(tuple(self.choice[one] for one in at), self.scale[at])


UNTRIED = Blend((MIXTURE,), np.ones(1))
"""What is used where the past is too short for a back-test."""


@dataclass(frozen=True)
class Rehearsal:
    """The record of the models, in the shape of `TRACK`, and what to use of them."""

    track: pl.DataFrame
    blend: Blend
    origins: int

    @property
    def best(self) -> str:
        """The model that is used for most months ahead."""
        return self.blend.usual

    def relative(self, model: str) -> float:
        """Return the CRPS over that of naive, over all months ahead."""
        return _mean_crps(self.track, model) / _mean_crps(self.track, NAIVE)


def rehearse(
    benefits: Benefits,
    past: Past,
    origins: int = ORIGINS,
    paths: int = PATHS,
    seed: int = 1,
    rules: Rules = NO_RULES,
) -> Rehearsal | None:
    """Forecast the stock from earlier months with what was known then; None for a short past.

    Each origin has its own seed, so that adding a month changes no other.
    """
    last = past.first + len(past.stock) - 1
    possible = last - HORIZON - (past.first + TRAINING - 2)
    every = min(max(possible // origins, 1), EVERY)
    chosen = range(last - HORIZON, past.first + TRAINING - 2, -every)[:origins][::-1]
    if not len(chosen):
        return None
    judged: dict[str, list[Real]] = {name: [] for name in TITLES}
    for origin, drawn in zip(
        chosen, drawn_at(benefits, past, chosen, paths, seed, rules), strict=True
    ):
        came = past.stock[origin + 1 - past.first :][:HORIZON].sum(axis=1)
        for name, draws in drawn.items():
            judged[name].append(_judged(draws, came))
    found = {name: np.array(parts) for name, parts in judged.items()}
    return Rehearsal(_record(found), blend_of(found, every), len(chosen))


def drawn_at(
    benefits: Benefits,
    past: Past,
    origins: range,
    paths: int,
    seed: int,
    rules: Rules = NO_RULES,
) -> Iterable[dict[str, NDArray[np.int64]]]:
    """Give for each origin draws of the stock after it by every model, shape (paths, HORIZON)."""
    stock = past.stock.sum(axis=1)
    every = range(MONTHS_NEEDED, len(stock) - HORIZON + 1)
    tried = backtest(stock, origins=every) if every else None
    for model in estimates(benefits, past, origins, HORIZON, rules=rules):
        known = stock[: model.origin - past.first + 1]
        yield _drawn(model, known, paths, default_rng([seed, model.origin]), tried)


def _drawn(
    model: StockFlow, stock: Real, paths: int, rng: Generator, tried: Backtest | None
) -> dict[str, NDArray[np.int64]]:
    count = int(model.cells.count.sum())
    paths = min(paths, max(_FEWEST_PATHS, _WORK // max(count, 1)))
    flows = simulate(model, HORIZON, paths, rng, ladder=False).stock.sum(axis=2)
    series = SeriesModel.of(stock, HORIZON, tried).drawn(rng, paths)
    naive = SeriesModel.naive(stock, HORIZON).drawn(rng, paths)
    return {
        MIXTURE: halves(flows, series),
        STOCK_FLOW: flows,
        SERIES: series,
        NAIVE: naive,
    }


def halves(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return half of the paths of the one and half of those of the other."""
    half = len(one) // 2
    return np.concatenate([one[:half], other[half:]])


def blended(
    drawn: Mapping[str, NDArray[np.int64]], like: NDArray[np.int64], blend: Blend
) -> NDArray[np.int64]:
    """Return draws of the stock by the chosen model of each month ahead, shape (paths, months).

    In every month the path that was highest in `like` is again, and so on down: so a path moves
    from month to month as that of the stock-flow model does, whatever model gives the numbers.
    Schefzik, Thorarinsdottir and Gneiting (2013), Statistical Science 28:616-640.
    """
    horizon = like.shape[1]
    blend = blend.reaching(horizon)
    ordered = {name: np.sort(drawn[name], axis=0) for name in dict.fromkeys(blend.choice)}
    found = np.stack([ordered[name][:, at] for at, name in enumerate(blend.choice)], axis=1)
    middle = np.median(found, axis=0)
    wide = np.maximum(np.rint(middle + blend.scale * (found - middle)), 0).astype(np.int64)
    rank = np.argsort(np.argsort(like, axis=0, kind="stable"), axis=0, kind="stable")
    return np.take_along_axis(wide, rank, axis=0)


def blend_of(judged: Mapping[str, Real], every: int) -> Blend:
    """Choose by arrays of shape (origins, 6, months ahead), as `_judged` makes them."""
    months = next(iter(judged.values())).shape[2]
    near = np.abs(np.subtract.outer(np.arange(months), np.arange(months))) <= _AROUND
    near = near / near.sum(axis=1, keepdims=True)
    choice = tuple(_choice(judged, near[at], at, every) for at in range(months))
    chosen = np.stack([judged[name][:, :, at] for at, name in enumerate(choice)], axis=2)
    misses = np.clip(chosen[:, 0] / np.maximum(chosen[:, 4], 0.5), -_FARTHEST, _FARTHEST)
    square = near @ (misses**2).mean(axis=0)
    trials = np.array([_trials(len(misses), every, at) for at in range(months)])
    drawn = trials / (trials + _USUAL)
    return Blend(choice, np.exp(drawn * np.log(np.maximum(square, 0.1)) / 2))


def _choice(judged: Mapping[str, Real], near: Real, at: int, every: int) -> str:
    """Return the model for a month ahead: the mixture, or one that was better beyond chance."""
    scores = {name: parts[:, 1] @ near for name, parts in judged.items()}
    usual = scores[MIXTURE]
    winner = min(scores, key=lambda name: (float(scores[name].mean()), name != MIXTURE))
    gain = usual - scores[winner]
    chance = gain.std() / np.sqrt(_trials(len(gain), every, at))
    better = gain.mean() > max(chance, _BETTER_BY * usual.mean())
    return winner if better else MIXTURE


def _trials(origins: int, every: int, at: int) -> float:
    """Return how many trials of so many months ahead do not overlap."""
    return min(float(origins), 1 + (origins - 1) * every / (at + 1))


def _judged(draws: NDArray[np.int64], came: Real) -> Real:
    """Return error, CRPS, two hits, spread and median for each month ahead, (6, horizon)."""
    low95, low, middle, high, high95 = np.quantile(draws, _QUANTILES, axis=0)
    hits = [(a <= came) & (came <= b) for a, b in ((low, high), (low95, high95))]
    spread = (high - low) / (2 * _WIDTH_80)
    return np.array([came - middle, crps_by_column(draws, came), *hits, spread, middle])


def _record(judged: Mapping[str, Real]) -> pl.DataFrame:
    """Return the record of all models in the shape of `TRACK`."""
    track = pl.concat([_track(name, found) for name, found in judged.items()])
    naive = np.tile(judged[NAIVE][:, 1].mean(axis=0), len(judged))
    track = track.with_columns(verhouding=pl.col("crps") / pl.Series(naive))
    return track.select(pl.col(name).cast(dtype) for name, dtype in TRACK.items())


def _track(name: str, judged: Real) -> pl.DataFrame:
    """`judged` has shape (origins, 6, horizon)."""
    return pl.DataFrame(
        {
            "model": name,
            "vooruit": np.arange(1, judged.shape[2] + 1),
            "keren": len(judged),
            "fout": np.abs(judged[:, 0]).mean(axis=0),
            "crps": judged[:, 1].mean(axis=0),
            "scheef": judged[:, 0].mean(axis=0),
            "dekking_80": judged[:, 2].mean(axis=0),
            "dekking_95": judged[:, 3].mean(axis=0),
        }
    )


def _mean_crps(track: pl.DataFrame, model: str) -> float:
    return float(np.mean(track.filter(pl.col("model") == model).get_column("crps").to_numpy()))

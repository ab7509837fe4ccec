"""How good the model of stock and flows was: from earlier months, beside the series and naive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from grip.forecast.backtest import Backtest, backtest, usual_origins
from grip.forecast.blend import MIXTURE, SERIES, STOCK_FLOW, Blend, blend_of, mixed, shares_then
from grip.forecast.cells import Benefits, Past
from grip.forecast.mixture import SeriesModel, staying
from grip.forecast.models import NAIVE
from grip.forecast.scores import crps_by_column
from grip.forecast.simulation import simulate
from grip.forecast.stock_flow import NO_RULES, Rules, StockFlow, estimates

Real = NDArray[np.float64]
ORIGINS, HORIZON, TRAINING, PATHS = 24, 12, 24, 200
EVERY = 3  # months between origins at most: a longer past says more than neighbours do
_WORK = 200_000  # benefits in all paths of an origin: a large town needs fewer paths
_FEWEST_PATHS = 80
_WIDTH_80 = 1.2816
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
class Rehearsal:
    """The record of the models, in the shape of `TRACK`, and what to use of them."""

    track: pl.DataFrame
    blend: Blend
    origins: int

    def relative(self, model: str) -> float | None:
        """Return the CRPS over that of naive, over all months ahead.

        Where naive made no error at all, that is 1 for one that made none either, else None.
        """
        own, base = _mean_crps(self.track, model), _mean_crps(self.track, NAIVE)
        return own / base if base else None if own else 1.0


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
    drawn = list(drawn_at(benefits, past, chosen, paths, seed, rules))
    stock = past.stock.sum(axis=1)
    came = [stock[origin + 1 - past.first :][:HORIZON] for origin in chosen]
    found = {name: _all_judged([one[name] for one in drawn], came) for name in drawn[0]}
    both = [
        mixed(one[STOCK_FLOW], one[SERIES], share)
        for one, share in zip(drawn, shares_then(found, every), strict=True)
    ]
    found = {MIXTURE: _all_judged(both, came)} | found
    return Rehearsal(_record(found), blend_of(found, every), len(chosen))


def drawn_at(
    benefits: Benefits,
    past: Past,
    origins: Sequence[int],
    paths: int,
    seed: int,
    rules: Rules = NO_RULES,
) -> Iterable[dict[str, NDArray[np.int64]]]:
    """Give for each origin draws of the stock after it by every model, shape (paths, HORIZON).

    Of every model but the mixture, that is made of two of them.
    """
    stock = past.stock.sum(axis=1)
    tried = tried_before(stock, [origin - past.first + 1 for origin in origins])
    for model in estimates(benefits, past, origins, HORIZON, rules=rules):
        known = stock[: model.origin - past.first + 1]
        yield _drawn(model, known, paths, default_rng([seed, model.origin]), tried)


def tried_before(stock: Real, known: Sequence[int]) -> Backtest | None:
    """Return one back-test that holds those of the series of the first so many months, for each."""
    every = sorted({origin for months in known for origin in usual_origins(months)})
    return backtest(stock, origins=every) if every else None


def _drawn(
    model: StockFlow, stock: Real, paths: int, rng: Generator, tried: Backtest | None
) -> dict[str, NDArray[np.int64]]:
    count = int(model.cells.count.sum())
    paths = min(paths, max(_FEWEST_PATHS, _WORK // max(count, 1)))
    made = simulate(model, HORIZON, paths, rng, ladder=False)
    flows = made.stock.sum(axis=2)
    series = SeriesModel.of(stock, HORIZON, tried).drawn(rng, paths, staying(model, made))
    naive = SeriesModel.naive(stock, HORIZON, tried).drawn(rng, paths)
    return {STOCK_FLOW: flows, SERIES: series, NAIVE: naive}


def _all_judged(draws: Sequence[NDArray[np.int64]], came: Sequence[Real]) -> Real:
    return np.array([_judged(one, outcome) for one, outcome in zip(draws, came, strict=True)])


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
    base = pl.Series(np.where(naive > 0, naive, np.nan))
    track = track.with_columns(verhouding=pl.col("crps") / base)
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

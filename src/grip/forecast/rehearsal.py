"""How good the model of stock and flows was: from earlier months, beside the series and naive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.random import default_rng
from numpy.typing import NDArray

from grip.forecast.backtest import TRAINING as MONTHS_NEEDED
from grip.forecast.backtest import Backtest, backtest
from grip.forecast.cells import Benefits, Past
from grip.forecast.mixture import SeriesModel, steered, together
from grip.forecast.models import NAIVE
from grip.forecast.scores import coverage, crps
from grip.forecast.simulation import simulate
from grip.forecast.stock_flow import Paths, estimate

Real = NDArray[np.float64]
STOCK_FLOW, SERIES, MIXTURE = "stroommodel", "reeksmodel", "mengsel"
TITLES = {
    MIXTURE: "stroommodel en reeksmodel samen",
    STOCK_FLOW: "stroommodel (instroom, duur, uitstroom)",
    SERIES: "reeksmodel van het aantal",
    NAIVE: "gelijk aan de laatste maand",
}
ORIGINS, HORIZON, TRAINING, PATHS = 24, 12, 24, 250
_BETTER_BY = 0.05

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
    """The record of the models, in the shape of `TRACK`, and which of them to use."""

    track: pl.DataFrame
    best: str
    origins: int

    def relative(self, model: str) -> float:
        """Return the CRPS over that of naive, over all months ahead."""
        return _mean_crps(self.track, model) / _mean_crps(self.track, NAIVE)


def rehearse(
    benefits: Benefits, past: Past, origins: int = ORIGINS, paths: int = PATHS, seed: int = 1
) -> Rehearsal | None:
    """Forecast the stock from earlier months with what was known then; None for a short past.

    Each origin has its own seed, so that adding a month changes no other.
    """
    last = past.first + len(past.stock) - 1
    chosen = range(last - HORIZON, past.first + TRAINING - 2, -1)[:origins][::-1]
    if not len(chosen):
        return None
    stock = past.stock.sum(axis=1)
    every = range(MONTHS_NEEDED, len(stock) - HORIZON + 1)
    tried = backtest(stock, origins=every) if every else None
    quantities: dict[str, list[Real]] = {name: [] for name in TITLES}
    for origin in chosen:
        came = past.stock[origin + 1 - past.first :][:HORIZON].sum(axis=1)
        for name, draws in drawn_at(benefits, past, origin, paths, seed, tried).items():
            quantities[name].append(_judged(draws, came))
    track = pl.concat([_track(name, np.array(found)) for name, found in quantities.items()])
    naive = track.filter(pl.col("model") == NAIVE).select("vooruit", naief="crps")
    track = track.join(naive, on="vooruit", how="left", maintain_order="left").with_columns(
        verhouding=pl.col("crps") / pl.col("naief")
    )
    track = track.select(pl.col(name).cast(dtype) for name, dtype in TRACK.items())
    return Rehearsal(track, _best(track), len(chosen))


def drawn_at(
    benefits: Benefits,
    past: Past,
    origin: int,
    paths: int,
    seed: int,
    tried: Backtest | None = None,
) -> dict[str, NDArray[np.int64]]:
    """Return draws of the stock after an origin by every model, shape (paths, HORIZON)."""
    rng = default_rng([seed, origin])
    flows = simulate(estimate(benefits, past, origin, HORIZON), HORIZON, paths, rng)
    stock = past.until(origin).stock.sum(axis=1)
    totals = SeriesModel.of(stock, HORIZON, tried).drawn(rng, paths)
    series = steered(flows, totals)
    naive = SeriesModel.naive(stock, HORIZON).drawn(rng, paths)
    return {
        MIXTURE: _total(together(flows, series)),
        STOCK_FLOW: _total(flows),
        SERIES: _total(series),
        NAIVE: naive,
    }


def _total(made: Paths) -> NDArray[np.int64]:
    return np.asarray(made.stock.sum(axis=2))


def _judged(draws: NDArray[np.int64], came: Real) -> Real:
    """Return error, CRPS and two hits for each month ahead, shape (4, horizon)."""
    low95, low, middle, high, high95 = np.quantile(draws, (0.025, 0.1, 0.5, 0.9, 0.975), axis=0)
    scores = [crps(draws[:, at], value) for at, value in enumerate(came)]
    hits = [
        [coverage(a, b, y) for a, b, y in zip(*ends, came, strict=True)]
        for ends in ((low, high), (low95, high95))
    ]
    return np.array([came - middle, scores, *hits])


def _track(name: str, judged: Real) -> pl.DataFrame:
    """`judged` has shape (origins, 4, horizon)."""
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


def _best(track: pl.DataFrame) -> str:
    """Return the mixture, unless another model was clearly better."""
    scores = {name: _mean_crps(track, name) for name in TITLES}
    winner = min(scores, key=lambda name: (scores[name], name))
    return winner if scores[winner] < scores[MIXTURE] * (1 - _BETTER_BY) else MIXTURE

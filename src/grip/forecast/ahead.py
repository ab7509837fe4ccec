"""Paths as tables: per month, per year, what drives the stock, and who stays."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.forecast.cells import BANDS, Past
from grip.forecast.frame import BASE, QUANTILES, rows_of
from grip.forecast.stock_flow import Paths, StockFlow
from grip.results import TOTAL

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
STOCK, INFLOW, OUTFLOW, PENSION = "stand_eind", "instroom", "uitstroom", "uitstroom_aow"
LASTING = "stand_naar_duur"
STAY_NAMES = ("<1", "1-2", "2-3", "3-5", "5-10", ">=10")
_YEAR = 12

YEARS: dict[str, type[pl.DataType]] = {
    "scenario": pl.String,
    "reeks": pl.String,
    "jaar": pl.Int64,
    "maanden": pl.Int64,
    "p10": pl.Float64,
    "p50": pl.Float64,
    "p90": pl.Float64,
    "gemiddelde": pl.Float64,
    "geteld": pl.Float64,
}
"""A row per scenario, series and calendar year. `maanden` are those forecast of that year; what
was counted before (`geteld`) is in the figures, so that they are of the whole year."""


def month_text(month: int) -> str:
    """Return the number of a month as `jjjj-mm`."""
    return f"{month // _YEAR:04d}-{month % _YEAR + 1:02d}"


def frame_of(
    made: Paths, groups: tuple[str, ...], origin: int, scenario: str = BASE
) -> pl.DataFrame:
    """Return the forecast per month, in the shape of `frame.SCHEMA`.

    Stock and flows in total and per group, who leaves at the pension age, and the stock by how
    long people are there.
    """
    months = [month_text(origin + ahead) for ahead in range(1, made.stock.shape[1] + 1)]
    parts = []
    for name, draws in ((STOCK, made.stock), (INFLOW, made.inflow), (OUTFLOW, made.outflow)):
        parts.append(draws_frame(name, TOTAL, months, draws.sum(axis=2), scenario))
        parts += [
            draws_frame(name, group, months, draws[:, :, at], scenario)
            for at, group in enumerate(groups)
        ]
    parts.append(draws_frame(PENSION, TOTAL, months, made.pension.sum(axis=2), scenario))
    parts += [
        draws_frame(LASTING, stay, months, made.stays[:, :, at], scenario)
        for at, stay in enumerate(STAY_NAMES)
    ]
    return pl.concat(parts)


def draws_frame(
    name: str, category: str, months: list[str], draws: Whole | Real, scenario: str
) -> pl.DataFrame:
    """Return the rows of one series from its draws, shape (paths, months)."""
    found = np.quantile(draws, list(QUANTILES.values()), axis=0, method="inverted_cdf")
    quantiles = dict(zip(QUANTILES, found, strict=True))
    return rows_of(name, category, months, quantiles, draws.mean(axis=0), scenario)


def years_of(made: Paths, past: Past, origin: int, scenario: str = BASE) -> pl.DataFrame:
    """Return stock at the end and flows of every whole calendar year ahead (`YEARS`)."""
    horizon = made.stock.shape[1]
    months = origin + 1 + np.arange(horizon)
    known = np.arange(past.first, origin + 1)
    totals = {name: part.sum(axis=2) for name, part in
              ((INFLOW, made.inflow), (OUTFLOW, made.outflow))}  # fmt: skip
    counted = {INFLOW: past.inflow.sum(axis=1), OUTFLOW: past.outflow.sum(axis=1)}
    rows = []
    for year in np.unique(months // _YEAR):
        ahead, before = months // _YEAR == year, known // _YEAR == year
        if months[ahead][-1] % _YEAR != _YEAR - 1 or ahead.sum() + before.sum() < _YEAR:
            continue
        draws = {STOCK: made.stock.sum(axis=2)[:, ahead][:, -1]}
        seen = {STOCK: 0.0}
        for name, total in totals.items():
            seen[name] = float(counted[name][: len(known)][before].sum())
            draws[name] = total[:, ahead].sum(axis=1) + int(seen[name])
        for name, drawn in draws.items():
            low, middle, high = np.quantile(drawn, (0.1, 0.5, 0.9), method="inverted_cdf")
            rows.append((scenario, name, int(year), int(ahead.sum()), low, middle, high,
                         drawn.mean(), seen[name]))  # fmt: skip
    return pl.DataFrame(rows, schema=YEARS, orient="row")


DRIVERS: dict[str, type[pl.DataType]] = {
    "jaar": pl.Int64,
    "begin": pl.Float64,
    "instroom": pl.Float64,
    "uitstroom_aow": pl.Float64,
    "uitstroom_overig": pl.Float64,
    "eind": pl.Float64,
}
"""What moves the stock, as expected: a row for the twelve months before (0) and each year ahead."""


def drivers_of(made: Paths, past: Past, origin: int) -> pl.DataFrame:
    """Return begin, inflow, outflow by cause and end, per twelve months (`DRIVERS`)."""
    at = origin - past.first + 1
    year = slice(max(at - _YEAR, 0), at)
    end = float(past.stock[at - 1].sum())
    came, gone = float(past.inflow[year].sum()), float(past.outflow[year].sum())
    retired = float(past.retired[year].sum())
    rows = [(0, end - came + gone, came, retired, gone - retired, end)]
    begin = float(made.opening.sum(axis=1).mean())
    inflow, outflow, pension = (
        part.sum(axis=2).mean(axis=0) for part in (made.inflow, made.outflow, made.pension)
    )
    for start in range(0, made.stock.shape[1] - _YEAR + 1, _YEAR):
        months = slice(start, start + _YEAR)
        came, gone, retired = (float(p[months].sum()) for p in (inflow, outflow, pension))
        rows.append((start // _YEAR + 1, begin, came, retired, gone - retired, begin + came - gone))
        begin += came - gone
    return pl.DataFrame(rows, schema=DRIVERS, orient="row")


STAYING: dict[str, type[pl.DataType]] = {
    "groep": pl.String,
    "aantal": pl.Int64,
    "na_1_jaar": pl.Float64,
    "na_2_jaar": pl.Float64,
    "na_3_jaar": pl.Float64,
}
"""Of who is there now: which share is expected to be there still (0 to 100)."""


def staying_of(model: StockFlow, groups: tuple[str, ...], least: int) -> pl.DataFrame:
    """Return per group, and in total, who is expected to stay (`STAYING`); no group below `least`.

    As expected by the hazards and the level of now; the pension age comes when it comes.
    """
    cells, level = model.cells, np.exp(model.outflow.mean)
    hazard, retires = model.hazards.mean, model.hazards.pension[0] / model.hazards.pension.sum()
    left = np.ones(len(cells.count))
    shares = []
    for month in range(1, 3 * _YEAR + 1):
        band = np.searchsorted(BANDS, cells.stay + month, side="right") - 1
        left = left * (1 - np.minimum(hazard[cells.group, cells.age, band] * level, 0.95))
        left = np.where(cells.pension == month, left * (1 - retires), left)
        if month % _YEAR == 0:
            shares.append(left)
    rows = []
    for at, group in ((None, TOTAL), *enumerate(groups)):
        chosen = slice(None) if at is None else cells.group == at
        count = cells.count[chosen]
        if count.sum() >= least:
            there = (100 * float(count @ part[chosen]) / count.sum() for part in shares)
            rows.append((group, int(count.sum()), *there))
    return pl.DataFrame(rows, schema=STAYING, orient="row")


def history_of(past: Past, origin: int) -> pl.DataFrame:
    """Return what was counted up to the origin: `maand`, `stand_eind`, `instroom`, `uitstroom`."""
    stop = origin - past.first + 1
    months = [month_text(past.first + at) for at in range(stop)]
    totals = {name: part[:stop].sum(axis=1) for name, part in
              ((STOCK, past.stock), (INFLOW, past.inflow), (OUTFLOW, past.outflow))}  # fmt: skip
    return pl.DataFrame({"maand": months, **totals})

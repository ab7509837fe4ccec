"""Paths as tables: per month, per year, what drives the stock, and who stays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grip.forecast.cells import Past
from grip.forecast.changes import NO_CHANGES
from grip.forecast.course import course_of
from grip.forecast.frame import BASE, QUANTILES, SCHEMA
from grip.forecast.rungs import rung_flows
from grip.forecast.stock_flow import STAYS, Paths, StockFlow
from grip.results import TOTAL

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
STOCK, INFLOW, OUTFLOW, PENSION = "stand_eind", "instroom", "uitstroom", "uitstroom_aow"
LASTING, ON_RUNG = "stand_naar_duur", "stand_naar_trede"
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
    made: Paths,
    groups: tuple[str, ...],
    origin: int,
    scenario: str = BASE,
    rungs: tuple[str, ...] = (),
) -> pl.DataFrame:
    """Return the forecast per month, in the shape of `frame.SCHEMA`.

    Stock and flows in total and per group, who leaves at the pension age, the stock by how long
    people are there, and by rung of the ladder where there is one.
    """
    flows = ((STOCK, made.stock), (INFLOW, made.inflow), (OUTFLOW, made.outflow))
    parts: list[tuple[str, str, Whole]] = []
    for name, draws in flows:
        parts.append((name, TOTAL, draws.sum(axis=2)))
        parts += [(name, group, draws[:, :, at]) for at, group in enumerate(groups)]
    parts.append((PENSION, TOTAL, made.pension.sum(axis=2)))
    parts += [(LASTING, stay, made.stays[:, :, at]) for at, stay in enumerate(STAY_NAMES)]
    if len(rungs) > 1:
        parts += [(ON_RUNG, rung, made.rungs[:, :, at]) for at, rung in enumerate(rungs)]
    return draws_frames(parts, origin, scenario)


def draws_frames(
    parts: Sequence[tuple[str, str, Whole | Real]], origin: int, scenario: str = BASE
) -> pl.DataFrame:
    """Return the rows of several series at once: name, category, draws of (paths, months)."""
    draws = np.stack([part for _, _, part in parts])  # (series, paths, months)
    ordered = np.sort(np.ascontiguousarray(draws.transpose(0, 2, 1)), axis=2)
    series, months, paths = ordered.shape
    ranks = {q: max(int(np.ceil(share * paths - 1e-9)) - 1, 0) for q, share in QUANTILES.items()}
    names = [month_text(origin + ahead) for ahead in range(1, months + 1)]
    columns = {
        "reeks": np.repeat([name for name, _, _ in parts], months),
        "categorie": np.repeat([category for _, category, _ in parts], months),
        "maand": names * series,
        **{q: ordered[:, :, rank].ravel() for q, rank in ranks.items()},
        "gemiddelde": ordered.mean(axis=2).ravel(),
        "scenario": [scenario] * (series * months),
    }
    return pl.DataFrame(columns, schema=SCHEMA, strict=False)


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


LADDER: dict[str, type[pl.DataType]] = {
    "jaar": pl.Int64,
    "trede": pl.String,
    "begin": pl.Float64,
    "instroom": pl.Float64,
    "uitstroom": pl.Float64,
    "erbij": pl.Float64,
    "eraf": pl.Float64,
    "eind": pl.Float64,
}
"""What moves the stock on each rung, as the stock-flow model expects: a row per twelve months ahead
and rung; `erbij` and `eraf` are moves from and to other rungs."""


def ladder_of(model: StockFlow, rungs: tuple[str, ...], horizon: int) -> pl.DataFrame:
    """Return begin, in, out, moves and end per rung and twelve months (`LADDER`)."""
    if len(rungs) == 1:
        return pl.DataFrame(schema=LADDER)
    moved = rung_flows(model, horizon)
    rows = []
    for start in range(0, horizon - _YEAR + 1, _YEAR):
        months = slice(start, start + _YEAR)
        flows = [part[months].sum(axis=0) for part in (moved.come, moved.gone, moved.to, moved.off)]
        for at, rung in enumerate(rungs):
            came, gone, to, off = (float(part[at]) for part in flows)
            begin = float(moved.stock[start, at])
            rows.append((start // _YEAR + 1, rung, begin, came, gone, to, off,
                         begin + came - gone + to - off))  # fmt: skip
    return pl.DataFrame(rows, schema=LADDER, orient="row")


STAYING: dict[str, type[pl.DataType]] = {
    "kenmerk": pl.String,
    "groep": pl.String,
    "aantal": pl.Int64,
    "na_1_jaar": pl.Float64,
    "na_2_jaar": pl.Float64,
    "na_3_jaar": pl.Float64,
}
"""Of who is there now, in total and by regeling, age, time in benefit and rung: which share is
expected to be there still (0 to 100)."""
AGE_NAMES = ("<27", "27-44", ">=45")
LONGEST_STAY = 3 * _YEAR


def staying_of(
    model: StockFlow, groups: tuple[str, ...], least: int, rungs: tuple[str, ...] = ()
) -> pl.DataFrame:
    """Return per group, and in total, who is expected to stay (`STAYING`); no group below `least`.

    As expected by the hazards and the level of now; the pension age comes when it comes.
    """
    cells = model.cells
    hazards = np.minimum(model.hazards.mean * np.exp(model.outflow.now), 0.95)
    course = course_of(cells, hazards, model.shares, model.chain, LONGEST_STAY, NO_CHANGES)
    retires = model.hazards.pension[0] / model.hazards.pension.sum()
    left = np.ones(len(cells.count))
    shares = []
    for month, leave in enumerate(course.leave, start=1):
        left = left * (1 - leave)
        left = np.where(cells.pension == month, left * (1 - retires), left)
        if month % _YEAR == 0:
            shares.append(left)
    kinds: tuple[tuple[str, tuple[str, ...], Whole], ...] = (
        (TOTAL, (TOTAL,), np.zeros_like(cells.group)),
        ("regeling", groups, cells.group),
        ("leeftijd", AGE_NAMES, cells.age),
        ("duurklasse", STAY_NAMES, _stay_class(cells.stay)),
        ("trede", rungs if len(rungs) > 1 else (), cells.rung),
    )
    rows = []
    for kind, names, of in kinds:
        for at, name in enumerate(names):
            chosen = of == at
            count = cells.count[chosen]
            if count.sum() >= least:
                there = (100 * float(count @ part[chosen]) / count.sum() for part in shares)
                rows.append((kind, name, int(count.sum()), *there))
    return pl.DataFrame(rows, schema=STAYING, orient="row")


def stays_now(model: StockFlow) -> tuple[int, ...]:
    """Return how many benefits there are now of each class of time in benefit (`STAY_NAMES`)."""
    counts = np.bincount(_stay_class(model.cells.stay), model.cells.count, len(STAY_NAMES))
    return tuple(round(count) for count in counts.tolist())


def _stay_class(stay: Whole) -> Whole:
    return np.asarray(np.searchsorted(STAYS, stay, side="right") - 1)


def history_of(past: Past, origin: int) -> pl.DataFrame:
    """Return what was counted up to the origin: `maand`, `stand_eind`, `instroom`, `uitstroom`."""
    stop = origin - past.first + 1
    months = [month_text(past.first + at) for at in range(stop)]
    totals = {name: part[:stop].sum(axis=1) for name, part in
              ((STOCK, past.stock), (INFLOW, past.inflow), (OUTFLOW, past.outflow))}  # fmt: skip
    return pl.DataFrame({"maand": months, **totals})

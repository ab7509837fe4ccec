"""The forecast of a caseload: its benefits as cells, models, back-test, and scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from numpy.random import default_rng

from grip.errors import ConfigError, UsageError, suggestion
from grip.forecast.ahead import (
    drivers_of,
    frame_of,
    history_of,
    staying_of,
    years_of,
)
from grip.forecast.cells import Benefits, past_of
from grip.forecast.changes import NO_CHANGES, Effects, effects_of
from grip.forecast.frame import BASE
from grip.forecast.mixture import SeriesModel, steered, together
from grip.forecast.models import NAIVE
from grip.forecast.rehearsal import MIXTURE, SERIES, STOCK_FLOW, Rehearsal, rehearse
from grip.forecast.stock_flow import Paths, StockFlow, estimate, simulate
from grip.forecast.verdict import Record
from grip.indicators.stock_cells import benefit_months, first_month, month_number, still_to_come
from grip.indicators.views.caseload import Caseload
from grip.periods import DAY
from grip.scenarios import Scenario
from grip.spending import MONEY, laid_on, spending_of

PATHS = 2000
SEED = 2022
FEWEST_MONTHS, FEWEST_BENEFITS = 24, 10
FEWEST_IN_GROUP = 30  # of which it is told who stays


class TooShortError(UsageError):
    """There is too little to learn from."""


@dataclass(frozen=True)
class Outlook:
    """What is expected of the stock and flows of benefits; for the house only.

    Attributes:
        origin: the number of the last month that was counted.
        frame: the forecast per month, base and scenarios (`forecast.frame.SCHEMA`).
        years: per calendar year (`forecast.ahead.YEARS`).
        drivers: what moves the stock (`forecast.ahead.DRIVERS`).
        staying: who of now is still there after some years (`forecast.ahead.STAYING`).
        history: what was counted, per month.
        model: which model the paths are of.
        rehearsal: the back-test; None for a past that is too short for one.
        late: starts and ends up to the origin that have still to be entered, as expected.
        scenarios: the names of the scenarios by id.
        effects: in words, per instrument in a scenario, what its effect rests on.
        money: per year what it costs against the budgets (`spending.MONEY`); empty without prices.
        priced: whether the price of a benefit is that of bills or of the norms.
        record: how earlier forecasts turned out; None where there are none yet.
    """

    origin: int
    frame: pl.DataFrame
    years: pl.DataFrame
    drivers: pl.DataFrame
    staying: pl.DataFrame
    history: pl.DataFrame
    model: str
    rehearsal: Rehearsal | None
    late: tuple[float, float]
    scenarios: Mapping[str, str] = field(default_factory=dict)
    effects: tuple[str, ...] = ()
    money: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MONEY))
    priced: str = ""
    record: Record | None = None


def look_ahead(
    caseload: Caseload,
    until: date,
    extraction: date,
    horizon: int,
    scenarios: Mapping[str, Scenario] | None = None,
) -> Outlook:
    """Forecast the benefits of a caseload after the last whole month up to `until`.

    Only what lies up to that month is used. Recent months are completed for late registration
    first. The same data give the same forecast: the seed is fixed.

    Raises:
        TooShortError: fewer than 24 months or 10 benefits to learn from.
        ConfigError: a scenario names a group that is not there.
    """
    origin = month_number(until) - int((until + DAY).day != 1)
    benefits = _benefits(caseload, origin)
    past = past_of(benefits)
    scenarios = scenarios or {}
    _check_groups(scenarios, benefits.groups)
    late = _late(caseload, extraction, origin)
    model = estimate(benefits, past, origin, horizon, late)
    effects = {BASE: NO_CHANGES} | {
        id: effects_of(one, benefits.groups, origin, horizon, PATHS, default_rng([SEED, 1]))
        for id, one in scenarios.items()
    }
    # numpy draws outside the interpreter's lock; each part has a seed of its own.
    with ThreadPoolExecutor() as pool:
        tried = pool.submit(rehearse, benefits, past)
        drawn = pool.map(lambda one: _simulated(model, horizon, one), effects.values())
        flows = dict(zip(effects, drawn, strict=True))
    rehearsal = tried.result()
    chosen = MIXTURE if rehearsal is None else rehearsal.best
    of_stock = SeriesModel.naive if chosen == NAIVE else SeriesModel.of
    series = of_stock(past.stock.sum(axis=1), horizon)
    made = {id: _paths(chosen, one, flows[BASE], series, late) for id, one in flows.items()}
    frames = [frame_of(one, benefits.groups, origin, id) for id, one in made.items()]
    years = [years_of(one, past, origin, id) for id, one in made.items()]
    known = spending_of(caseload, past, benefits.groups, horizon, PATHS)
    costs = [] if known is None else [
        laid_on(known, caseload, one, benefits.groups, id) for id, one in made.items()
    ]  # fmt: skip
    money = [one.years for one in costs] or [pl.DataFrame(schema=MONEY)]
    return Outlook(
        origin, pl.concat([*frames, *(one.frame for one in costs)]), pl.concat(years),
        drivers_of(made[BASE], past, origin),
        staying_of(model, benefits.groups, FEWEST_IN_GROUP), history_of(past, origin), chosen,
        rehearsal, late, {id: one.naam for id, one in scenarios.items()}, _said(scenarios),
        pl.concat(money), "" if known is None else known.basis,
    )  # fmt: skip


def _benefits(caseload: Caseload, origin: int) -> Benefits:
    last_day = date((origin + 1) // 12, (origin + 1) % 12 + 1, 1) - DAY
    first = first_month(caseload, last_day)
    months = 0 if first is None else origin - first + 1
    if first is None or months < FEWEST_MONTHS:
        raise TooShortError("PROGNOSE-KORT", wat=f"{max(months, 0)} maanden, nodig {FEWEST_MONTHS}")
    made = Benefits.of(benefit_months(caseload), first, origin)
    there = int((made.end > origin).sum())
    if there < FEWEST_BENEFITS:
        raise TooShortError("PROGNOSE-KORT", wat=f"{there} uitkeringen, nodig {FEWEST_BENEFITS}")
    return made


def _late(caseload: Caseload, extraction: date, origin: int) -> tuple[float, float]:
    """Return how many starts and ends up to the origin are still to be entered, as expected."""
    found = still_to_come(caseload, extraction, origin)
    starts, ends = (float(sum(month[at] for month in found.values())) for at in (0, 1))
    return starts, ends


def _simulated(model: StockFlow, horizon: int, effects: Effects) -> Paths:
    """Return the paths of the base or a scenario: with the same seed, so with the same luck."""
    return simulate(model, horizon, PATHS, default_rng(SEED), effects)


def _paths(
    chosen: str, flows: Paths, base: Paths, series: SeriesModel, late: tuple[float, float]
) -> Paths:
    """Return the paths of the chosen model; the series knows of a scenario what the flows say."""
    if chosen == STOCK_FLOW:
        return flows
    moved = flows.stock.sum(axis=2).mean(axis=0) - base.stock.sum(axis=2).mean(axis=0)
    totals = series.drawn(default_rng([SEED, 2]), PATHS, moved + late[0] - late[1])
    steered_paths = steered(flows, totals)
    return steered_paths if chosen in (SERIES, NAIVE) else together(flows, steered_paths)


def _check_groups(scenarios: Mapping[str, Scenario], groups: tuple[str, ...]) -> None:
    for id, scenario in scenarios.items():
        for group in sorted(scenario.groups - set(groups)):
            raise ConfigError(
                "CFG-NAAM", where=f"scenario {id}", sleutel="groep", waarde=group,
                suggestie=suggestion(group, list(groups)),
            )  # fmt: skip


def _said(scenarios: Mapping[str, Scenario]) -> tuple[str, ...]:
    return tuple(
        f"{scenario.naam}: effect {one.effect_pct:g} op de 100 binnen een jaar ({one.bron})"
        for scenario in scenarios.values()
        for one in scenario.instrument
    )

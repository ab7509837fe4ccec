"""The forecast of a caseload: its benefits as cells, models, back-test, and scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl
from numpy.random import default_rng
from numpy.typing import NDArray

from grip.errors import ConfigError, UsageError, suggestion
from grip.forecast.ahead import (
    INFLOW,
    LADDER,
    LONGEST_STAY,
    OUTFLOW,
    drivers_of,
    frame_of,
    history_of,
    ladder_of,
    staying_of,
    stays_now,
    years_of,
)
from grip.forecast.backtest import backtest
from grip.forecast.blend import SERIES, STOCK_FLOW, UNTRIED, Blend, blended
from grip.forecast.cells import Benefits, Ladder, past_of
from grip.forecast.changes import NO_CHANGES, Effects, effects_of
from grip.forecast.frame import BASE
from grip.forecast.mixture import SeriesModel, staying, steered
from grip.forecast.models import NAIVE
from grip.forecast.reasons import WHY, why_of
from grip.forecast.rehearsal import Rehearsal, rehearse
from grip.forecast.simulation import simulate
from grip.forecast.stock_flow import Paths, Rules, StockFlow, estimate
from grip.forecast.verdict import Record
from grip.indicators.stock_cells import (
    benefit_months,
    first_month,
    ladder_months,
    month_number,
    still_to_come,
)
from grip.indicators.views.caseload import Caseload
from grip.periods import DAY, shift_keeping_month_end
from grip.results import TOTAL
from grip.scenarios import MoreHelp, Scenario, with_effects
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
        model: which model the paths are of in most months; `blend` says it of each.
        rehearsal: the back-test; None for a past that is too short for one.
        late: starts and ends up to the origin that have still to be entered, as expected.
        scenarios: the names of the scenarios by id.
        effects: in words, per instrument in a scenario, what its effect rests on.
        blend: which model each month ahead is of, and how much its margin was widened.
        ladder: what moves the stock on each rung of the ladder (`forecast.ahead.LADDER`).
        money: per year what it costs against the budgets (`spending.MONEY`); empty without prices.
        priced: whether the price of a benefit is that of bills or of the norms.
        record: how earlier forecasts turned out; None where there are none yet.
        why: why the stock will move otherwise than in the last year (`forecast.reasons.WHY`).
        stays: how many benefits there are now by time in benefit (`forecast.ahead.STAY_NAMES`).
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
    blend: Blend = UNTRIED
    ladder: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LADDER))
    money: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MONEY))
    priced: str = ""
    record: Record | None = None
    why: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=WHY))
    stays: tuple[int, ...] = ()


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
    past, rules = past_of(benefits), _rules(caseload)
    scenarios = with_effects(
        scenarios or {}, _known_effects(caseload, scenarios, until, extraction)
    )
    _check_names(scenarios, benefits)
    late = _late(caseload, extraction, origin)
    model = estimate(benefits, past, origin, max(horizon, LONGEST_STAY), late, rules)
    effects = {BASE: NO_CHANGES} | {
        id: effects_of(one, benefits.groups, origin, horizon, PATHS, default_rng([SEED, 1]),
                       benefits.rungs)
        for id, one in scenarios.items()
    }  # fmt: skip
    rehearsal = rehearse(benefits, past, rules=rules)
    flows = {id: _simulated(model, horizon, one) for id, one in effects.items()}
    blend = (UNTRIED if rehearsal is None else rehearsal.blend).reaching(horizon)
    made = _paths(model, flows, past.stock.sum(axis=1), blend)
    frames = [frame_of(one, benefits.groups, origin, id, benefits.rungs)
              for id, one in made.items()]  # fmt: skip
    years = [years_of(one, past, origin, id) for id, one in made.items()]
    spending = spending_of(caseload, past, benefits.groups, horizon, PATHS)
    costs = [laid_on(spending, caseload, one, benefits.groups, id) for id, one in made.items()]
    return Outlook(
        origin, pl.concat([*frames, *(one.frame for one in costs)]), pl.concat(years),
        drivers_of(made[BASE], past, origin),
        staying_of(model, benefits.groups, FEWEST_IN_GROUP, benefits.rungs),
        history_of(past, origin),
        blend.usual, rehearsal, late, {id: one.naam for id, one in scenarios.items()},
        _said(scenarios), blend, ladder_of(model, benefits.rungs, horizon),
        pl.concat([one.years for one in costs]), spending.basis,
        why=why_of(made[BASE], past, model), stays=stays_now(model),
    )  # fmt: skip


def _benefits(caseload: Caseload, origin: int) -> Benefits:
    last_day = date((origin + 1) // 12, (origin + 1) % 12 + 1, 1) - DAY
    first = first_month(caseload, last_day)
    months = 0 if first is None else origin - first + 1
    if first is None or months < FEWEST_MONTHS:
        raise TooShortError("PROGNOSE-KORT", wat=f"{max(months, 0)} maanden, nodig {FEWEST_MONTHS}")
    frame = benefit_months(caseload)
    made = Benefits.of(frame, first, origin, Ladder(*ladder_months(caseload, frame)))
    there = int((made.end > origin).sum())
    if there < FEWEST_BENEFITS:
        raise TooShortError("PROGNOSE-KORT", wat=f"{there} uitkeringen, nodig {FEWEST_BENEFITS}")
    return made


def _rules(caseload: Caseload) -> Rules:
    """Return what the profile declares: breaks of policy by flow, and schemes that are closed."""
    profile = caseload.profile

    def breaks(flow: str) -> tuple[int, ...]:
        return tuple(
            month_number(one.datum)
            for one in profile.beleidsbreuk
            if not one.indicatoren or any(id.startswith(flow) for id in one.indicatoren)
        )

    closed = {one.regeling: month_number(one.geboren_vanaf) for one in profile.gesloten_regeling}
    return Rules(breaks(INFLOW), breaks(OUTFLOW), closed)


def _late(caseload: Caseload, extraction: date, origin: int) -> tuple[float, float]:
    """Return how many starts and ends up to the origin are still to be entered, as expected."""
    found = still_to_come(caseload, extraction, origin)
    starts, ends = (float(sum(month[at] for month in found.values())) for at in (0, 1))
    return starts, ends


def _simulated(model: StockFlow, horizon: int, effects: Effects) -> Paths:
    """Return the paths of the base or a scenario: with the same seed, so with the same luck."""
    return simulate(model, horizon, PATHS, default_rng(SEED), effects)


def _paths(
    model: StockFlow, flows: Mapping[str, Paths], stock: NDArray[np.float64], blend: Blend
) -> dict[str, Paths]:
    """Return the paths by the chosen models; they know of a scenario what the flows say of it."""
    base = flows[BASE].stock.sum(axis=2)
    horizon, late = base.shape[1], model.late[0] - model.late[1]
    shift = late + staying(model, flows[BASE])
    rng = default_rng([SEED, 2])
    tried = backtest(stock)
    series = SeriesModel.of(stock, horizon, tried).drawn(rng, PATHS, shift)
    naive = SeriesModel.naive(stock, horizon, tried).drawn(rng, PATHS, late)
    drawn = {STOCK_FLOW: base, SERIES: series, NAIVE: naive}
    moved = blended(drawn, base, blend) - base
    return {
        id: steered(one, np.maximum(one.stock.sum(axis=2) + moved, 0)) for id, one in flows.items()
    }


def _check_names(scenarios: Mapping[str, Scenario], benefits: Benefits) -> None:
    for id, scenario in scenarios.items():
        for key, named, known in (("groep", scenario.groups, benefits.groups),
                                  ("trede", scenario.rungs, benefits.rungs)):  # fmt: skip
            for name in sorted(named - set(known)):
                raise ConfigError(
                    "CFG-NAAM", where=f"scenario {id}", sleutel=key, waarde=name,
                    suggestie=suggestion(name, list(known)),
                )  # fmt: skip


def _known_effects(
    caseload: Caseload, scenarios: Mapping[str, Scenario] | None, end: date, extraction: date
) -> dict[str, tuple[float, float, float]]:
    """Return of the instruments that scenarios name what their comparison found, with bounds."""
    named = {one.instrument for plan in (scenarios or {}).values() for one in plan.instrument}
    wanted = sorted(name for name in named if name is not None)
    if not wanted:
        return {}
    from grip.effects.frame import COMPARED
    from grip.effects.stories import effects_of

    late = caseload.profile.instellingen.voorlopig_maanden
    known_until = min(end, shift_keeping_month_end(extraction, -late))
    found = effects_of(caseload, end, known_until, wanted).frame.filter(
        pl.col("niveau") == COMPARED, pl.col("maat") == "verschil", pl.col("dimensie") == TOTAL,
        pl.col("waarde").is_not_null(),
    )  # fmt: skip
    rows = found.select("instrument", "waarde", "ondergrens", "bovengrens").iter_rows()
    return {name: (value, low, high) for name, value, low, high in rows}


def _said(scenarios: Mapping[str, Scenario]) -> tuple[str, ...]:
    return tuple(
        f"{scenario.naam}: effect {_number(one.effect_pct)} op de 100 binnen een jaar"
        f"{_between(one)} ({one.bron})"
        for scenario in scenarios.values()
        for one in scenario.instrument
    )


def _between(one: MoreHelp) -> str:
    if one.effect_laag is None or one.effect_hoog is None:
        return ""
    return f", tussen {_number(one.effect_laag)} en {_number(one.effect_hoog)}"


def _number(value: float | None) -> str:
    return f"{round(value or 0.0, 1):g}".replace(".", ",")

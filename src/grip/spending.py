"""What is coming in euros: paths of benefits with their price, laid on the budgets of each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.random import default_rng
from numpy.typing import NDArray

from grip.forecast.ahead import draws_frames
from grip.forecast.cells import Past
from grip.forecast.cost import Price, price_of, resampled, safety_net
from grip.forecast.frame import SCHEMA
from grip.forecast.mixture import SeriesModel
from grip.forecast.stock_flow import Paths
from grip.indicators.bills import (
    BENEFIT,
    SUBSIDY,
    bills_by_month,
    households,
    norm_index,
    norm_of,
    posts_by_month,
    state_budgets,
    subsidies_by_month,
    subsidy_budgets,
)
from grip.indicators.views.caseload import Caseload
from grip.results import TOTAL

Real = NDArray[np.float64]
_YEAR, _SEED, _WINDOW = 12, 2022, 24
STATE, STATE_SUBSIDY, OWN = "BUIG", "LKS van het Rijk", "eigen budget"
COSTS, SUBSIDIES, SUBSIDY_COSTS = "buig_lasten", "lks_aantal", "lks_lasten"
BY_NORM, BY_BILLS = "norm", "betaald"

MONEY: dict[str, type[pl.DataType]] = {
    "scenario": pl.String, "jaar": pl.Int64, "budget": pl.String, "beleidsdoel": pl.String,
    "budgetpost": pl.String, "begroot": pl.Float64, "versie": pl.String, "geteld": pl.Float64,
    "p10": pl.Float64, "p50": pl.Float64, "p90": pl.Float64, "gemiddelde": pl.Float64,
    "kans_tekort": pl.Float64, "saldo": pl.Float64, "eigen": pl.Float64, "vergoed": pl.Float64,
    "kans_vangnet": pl.Float64,
    "aantal": pl.Float64, "prijs": pl.Float64,
}  # fmt: skip
"""A row per scenario, calendar year and budget; of the own budget also per goal and post.

`geteld` is what was paid already, the quantiles are of the whole year. `kans_tekort` (0 to 100) is
the chance that more is spent than `begroot`, `saldo` the budget minus the mean. Of a shortage on
the BUIG `eigen` is the mean that the municipality bears and `vergoed` what the safety net pays;
`kans_vangnet` is the chance that it has to pay.
`aantal` is the mean number of benefits (or wage subsidies), `prijs` what one costs in the year,
without what else is paid from that budget.
"""


@dataclass(frozen=True)
class Spending:
    """All that is known of money at the end of the past.

    Attributes:
        origin: the last month that was counted.
        price, index: of benefits, and the norms ahead over those of now; no price where neither
            bills nor norms tell one.
        known: what was paid for benefits, by month from `first` on, shape (months,); months of
            which nothing was booked yet count at their price.
        volume: benefits of those months, the mean of begin and end.
        subsidies: paths of running wage subsidies, shape (paths, months).
        subsidy_price: what one costs in a month; None where nothing was paid for it.
        subsidy_known: what was paid for them, shape (months,), and of how many (`subsidy_volume`).
        apart: from which month on they have a budget of their own.
        own: what is expected of the own budget, the same in every scenario.
        basis: whether the price is of bills or of the norms; empty without one.
    """

    origin: int
    first: int
    price: Price | None
    index: Real
    known: Real
    volume: Real
    subsidies: Real
    subsidy_price: Price | None
    subsidy_known: Real
    subsidy_volume: Real
    apart: int
    own: tuple[dict[str, Any], ...]
    basis: str


def spending_of(
    caseload: Caseload, past: Past, groups: Sequence[str], horizon: int, paths: int
) -> Spending:
    """Return what is known of money: the price of benefits, wage subsidies, the own budget."""
    months = len(past.stock)
    origin = past.first + months - 1
    before = np.vstack([past.stock[:1], past.stock[:-1]])
    volume = (past.stock + before) / 2
    norms, mix = caseload.profile.bijstandsnorm, households(caseload, origin)
    rise = caseload.profile.prognose.prijsstijging_pct
    whole = range(past.first, origin + horizon + 1)
    index = np.array(norm_index(norms, mix, whole, origin, rise))
    paid_by_month = bills_by_month(caseload)
    bills = _bills(paid_by_month, past.first, volume, groups)
    booked = _last_booked(bills.sum(axis=1))
    price = price_of(bills[:booked], volume[:booked], index[:booked]) if booked else None
    basis = BY_BILLS
    if price is None:
        price = _by_norm(caseload, origin, len(groups))
        basis = "" if price is None else BY_NORM
        booked = 0  # a few months of bills are no year's costs
    paid = bills.sum(axis=1)
    if price is not None:
        late = slice(booked, None)  # months of which nothing was booked yet count at their price
        paid[late] = (volume[late] @ price.level) * index[:months][late]
    day = caseload.profile.buig.lks_apart_vanaf
    counts = np.array(subsidies_by_month(caseload, past.first, origin), float)
    drawn = _counts_ahead(counts, horizon, paths)
    halves = ((counts + np.concatenate([counts[:1], counts[:-1]])) / 2)[:, None]
    of_lks = _bills(paid_by_month, past.first, halves, [SUBSIDY], SUBSIDY)
    held = _last_booked(of_lks[:, 0])
    each = price_of(of_lks[:held], halves[:held], index[:held]) if held else None
    if each is not None:
        of_lks[held:] = halves[held:] * each.level * index[held:months, None]
    return Spending(
        origin, past.first, price, index[months:], paid, volume.sum(axis=1), drawn,
        each, of_lks[:, 0], halves[:, 0], day.year * _YEAR + day.month - 1,
        tuple(_own(posts_by_month(caseload), origin, horizon, paths)), basis,
    )  # fmt: skip


def _by_norm(caseload: Caseload, origin: int, groups: int) -> Price | None:
    """Return the norm of now as the price of every group; None where the profile has none."""
    norms = caseload.profile.bijstandsnorm
    since = [one for one in norms if one.vanaf.year * _YEAR + one.vanaf.month - 1 <= origin]
    if not since:
        return None
    usual = norm_of(max(since, key=lambda one: one.vanaf), households(caseload, origin))
    return Price(np.full(groups, usual), 0.0, 0.0, _YEAR)


def _bills(
    by_month: pl.DataFrame, first: int, volume: Real, groups: Sequence[str], kind: str = BENEFIT
) -> Real:
    """Return euros by month and group; what belongs to no group is spread by their volume."""
    months = len(volume)
    found, loose = np.zeros((months, len(groups))), np.zeros(months)
    place = {name: at for at, name in enumerate(groups)}
    for sort, group, month, amount in by_month.iter_rows():
        if sort != kind or not 0 <= month - first < months:
            continue
        if group in place:
            found[month - first, place[group]] += amount
        else:
            loose[month - first] += amount
    whole = volume.sum(axis=1, keepdims=True)
    even = np.full(volume.shape, 1 / len(groups))
    share = np.divide(volume, whole, out=even, where=whole > 0)
    return np.asarray(found + loose[:, None] * share)


def _last_booked(paid: Real) -> int:
    """Return how many months there are up to the last one in which something was paid."""
    (filled,) = np.nonzero(paid > 0)
    return int(filled[-1]) + 1 if len(filled) else 0


def _counts_ahead(counts: Real, horizon: int, paths: int) -> Real:
    if not counts.any():
        return np.zeros((paths, horizon))
    drawn = SeriesModel.of(counts, horizon).drawn(default_rng([_SEED, 5]), paths)
    return np.asarray(drawn, float)


@dataclass(frozen=True)
class Money:
    """What a scenario costs: rows of the forecast per month, and per year against the budgets."""

    frame: pl.DataFrame
    years: pl.DataFrame


def laid_on(
    known: Spending, caseload: Caseload, made: Paths, groups: Sequence[str], scenario: str
) -> Money:
    """Return the costs of the paths of a scenario, by month and against the budgets of each year.

    Every scenario meets the same prices, so that a difference is one of volume.
    """
    paths, horizon = made.stock.shape[:2]
    before = np.concatenate([made.opening[:, None], made.stock[:, :-1]], axis=1)
    volume = (made.stock + before) / 2
    benefits = np.zeros(volume.shape)
    if known.price is not None:
        factor = known.price.drawn(known.index, paths, default_rng([_SEED, 4]))
        benefits = volume * known.price.level * factor[:, :, None]
    subsidies = np.zeros((paths, horizon))
    if known.subsidy_price is not None:
        each = known.subsidy_price.drawn(known.index, paths, default_rng([_SEED, 6]))
        subsidies = known.subsidies * known.subsidy_price.level[0] * each
    ahead = known.origin + 1 + np.arange(horizon)
    shared = np.where(ahead < known.apart, subsidies, 0.0)
    total = benefits.sum(axis=2) + shared
    parts: list[tuple[str, str, Real]] = []
    rows: list[dict[str, Any]] = []
    if known.price is not None:
        parts += [(COSTS, TOTAL, total)]
        parts += [(COSTS, group, benefits[:, :, at]) for at, group in enumerate(groups)]
        parts += [(COSTS, SUBSIDY, shared)] if known.subsidy_price is not None else []
        rows += _state(known, caseload, total, benefits.sum(axis=2), volume.sum(axis=2))
    if known.subsidy_price is not None:
        parts += [(SUBSIDIES, TOTAL, known.subsidies), (SUBSIDY_COSTS, TOTAL, subsidies)]
    rows += [
        *_state_subsidies(known, caseload, subsidies - shared),
        *known.own,
    ]
    years = pl.DataFrame([{"scenario": scenario} | row for row in rows], schema=MONEY)
    frame = draws_frames(parts, known.origin, scenario) if parts else pl.DataFrame(schema=SCHEMA)
    return Money(frame, years)


def _years(first: int, origin: int, horizon: int) -> Iterator[tuple[int, NDArray[np.bool_], slice]]:
    """Yield every year that ends within the horizon: its months ahead, and those of the past.

    Those of the past are places from month `first` on; a year that began before it is left out.
    """
    ahead = origin + 1 + np.arange(horizon)
    for year in np.unique(ahead // _YEAR):
        chosen = ahead // _YEAR == year
        begin = int(year) * _YEAR - first
        if ahead[chosen][-1] % _YEAR == _YEAR - 1 and begin >= 0:
            yield int(year), chosen, slice(begin, max(begin, origin - first + 1))


def _summed(spent: Real, counted: float) -> dict[str, Any]:
    whole = spent + counted
    low, middle, high = np.quantile(whole, (0.1, 0.5, 0.9))
    return {"geteld": counted, "p10": low, "p50": middle, "p90": high, "gemiddelde": whole.mean()}


def _against(budget: tuple[float, str] | None, whole: Real) -> dict[str, Any]:
    if budget is None:
        return {}
    amount, version = budget
    if amount <= 0:  # no budget of its own: it cannot be exceeded, only spent
        return {"begroot": amount, "saldo": amount - float(whole.mean())}
    return {
        "begroot": amount, "versie": version, "saldo": amount - float(whole.mean()),
        "kans_tekort": 100 * float((whole > amount).mean()),
    }  # fmt: skip


def _state(
    known: Spending, caseload: Caseload, total: Real, paid: Real, volume: Real
) -> Iterator[dict[str, Any]]:
    """Yield the BUIG per year, with who bears a shortage."""
    budgets = state_budgets(caseload)
    steps = caseload.profile.buig.vangnet
    shared = known.known + np.where(
        known.first + np.arange(len(known.known)) < known.apart, known.subsidy_known, 0.0
    )
    for year, chosen, past in _years(known.first, known.origin, total.shape[1]):
        counted = float(shared[past].sum())
        whole = total[:, chosen].sum(axis=1) + counted
        benefits = float(known.volume[past].sum() + volume[:, chosen].sum(axis=1).mean()) / _YEAR
        row: dict[str, Any] = {"jaar": year, "budget": STATE, "aantal": benefits}
        row |= _summed(total[:, chosen].sum(axis=1), counted)
        row |= _against(budgets.get(year), whole)
        cost = float(known.known[past].sum() + paid[:, chosen].sum(axis=1).mean())
        row["prijs"] = cost / benefits if benefits else None
        dated = [step for step in steps if step.vanaf.year <= year]
        if dated and year in budgets and budgets[year][0] > 0:
            step = max(dated, key=lambda one: one.vanaf)
            borne = safety_net(budgets[year][0], whole, step.eigen_risico_pct, step.half_tot_pct)
            row |= {"eigen": borne.own.mean(), "vergoed": borne.compensated.mean()}
            row["kans_vangnet"] = 100 * float((borne.compensated > 0).mean())
        yield row


def _state_subsidies(known: Spending, caseload: Caseload, apart: Real) -> Iterator[dict[str, Any]]:
    """Yield the budget of the State for LKS, in the years that it has one."""
    if known.subsidy_price is None:
        return
    budgets = subsidy_budgets(caseload)
    months = known.first + np.arange(len(known.subsidy_known))
    paid = np.where(months >= known.apart, known.subsidy_known, 0.0)
    for year, chosen, past in _years(known.first, known.origin, apart.shape[1]):
        if year * _YEAR < known.apart:
            continue
        spent, counted = apart[:, chosen].sum(axis=1), float(paid[past].sum())
        number = float(known.subsidy_volume[past].sum()) / _YEAR
        number += float(known.subsidies[:, chosen].mean(axis=0).sum()) / _YEAR
        row: dict[str, Any] = {"jaar": year, "budget": STATE_SUBSIDY, "aantal": number}
        row |= _summed(spent, counted) | _against(budgets.get(year), spent + counted)
        row["prijs"] = row["gemiddelde"] / number if number else None
        yield row


def _own(table: pl.DataFrame, origin: int, horizon: int, paths: int) -> Iterator[dict[str, Any]]:
    """Yield the own budget: all of it, per goal and per post, as far as it has one that year."""
    spent = table.filter(pl.col("maand") <= origin)
    months = spent.filter(pl.col("gerealiseerd") != 0).get_column("maand").to_list()
    known = origin - min(months) + 1 if months else 0
    if known < _YEAR:
        return
    lines = table.select("beleidsdoel", "budgetpost").unique(maintain_order=True).rows()
    by_month = _matrix(spent, lines, "gerealiseerd", origin - min(known, _WINDOW) + 1,
                       min(known, _WINDOW))  # fmt: skip
    drawn = resampled(by_month, horizon, paths, default_rng([_SEED, 7]))
    for year, chosen, _ in _years(min(months), origin, horizon):
        january = year * _YEAR
        budget, counted, owed = (
            _matrix(part, lines, name, january, _YEAR).sum(axis=0)
            for part, name in ((table, "begroot"), (spent, "gerealiseerd"), (table, "verplicht"))
        )
        if budget.sum() <= 0:
            continue
        rest = np.maximum(drawn[:, chosen].sum(axis=1), owed)  # what is owed will be paid
        for (goal, post), places in _lines(lines, budget + counted + by_month.sum(axis=0)):
            ahead, paid = rest[:, places].sum(axis=1), float(counted[places].sum())
            row = {"jaar": year, "budget": OWN, "beleidsdoel": goal, "budgetpost": post}
            allowed = (float(budget[places].sum()), "")
            yield row | _summed(ahead, paid) | _against(allowed, ahead + paid)


def _matrix(
    table: pl.DataFrame, lines: Sequence[tuple[Any, ...]], column: str, first: int, months: int
) -> Real:
    found = np.zeros((months, len(lines)))
    place = {line: at for at, line in enumerate(lines)}
    within = table.filter(pl.col("maand").is_between(first, first + months - 1))
    for goal, post, month, amount in within.select(
        "beleidsdoel", "budgetpost", "maand", column
    ).iter_rows():
        found[month - first, place[goal, post]] += amount or 0.0
    return found


def _lines(
    lines: Sequence[tuple[Any, ...]], money: Real
) -> Iterator[tuple[tuple[str, str], list[int]]]:
    """Yield all together, each goal and each post with money, and which columns they are."""
    used = [at for at in range(len(lines)) if money[at]]
    yield (TOTAL, TOTAL), used
    goals: Mapping[Any, list[int]] = {
        goal: [at for at in used if lines[at][0] == goal] for goal in dict.fromkeys(
            lines[at][0] for at in used)
    }  # fmt: skip
    for goal, places in goals.items():
        yield (goal or "", TOTAL), places
        for at in places:
            yield (goal or "", lines[at][1] or ""), [at]

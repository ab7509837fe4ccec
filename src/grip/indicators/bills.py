"""What was paid by month, and what one costs by the norms, as the forecast of money takes it.

A month is a number: twelve times the year plus the month, from 0. Amounts are euros.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from grip.indicators.views.caseload import Caseload
from grip.indicators.views.money import ATTRIBUTED, newest
from grip.indicators.views.wage_subsidies import HOUSEHOLDS, SUBSIDY_TYPES
from grip.plan import BenefitNorm
from grip.results import UNKNOWN

BENEFIT, SUBSIDY = "uitkering", "lks"
_YEAR = 12


def bills_by_month(caseload: Caseload) -> pl.DataFrame:
    """Return what was paid for benefits and LKS on posts of the State: `soort`, `groep`, `maand`.

    `groep` is the regeling of the benefit, or that of the last benefit of the person; `bedrag` is
    what was paid. Before LKS has a budget of its own both are paid from the BUIG.
    """
    buig = caseload.profile.buig
    spells = caseload.unit("uitkeringen").select("uitkering_id", groep="regeling")
    by_benefit = spells.unique("uitkering_id", keep="last", maintain_order=True)
    paid = caseload.unit("kosten").filter(
        pl.col("soort").is_in([BENEFIT, SUBSIDY]),
        pl.col("budgetpost").is_in([*buig.posten, *buig.lks_posten]),
        pl.col("gerealiseerd") != 0,
    )
    return (
        paid.join(by_benefit, on="uitkering_id", how="left")
        .with_columns(
            maand=_number("datum"),
            groep=pl.when(pl.col("soort") == SUBSIDY)
            .then(pl.lit(SUBSIDY))
            .otherwise(pl.col("groep").fill_null(UNKNOWN)),
        )
        .group_by("soort", "groep", "maand")
        .agg(bedrag=pl.col("gerealiseerd").sum() / 100)
        .sort("soort", "groep", "maand")
    )


def subsidies_by_month(caseload: Caseload, first: int, last: int) -> list[int]:
    """Return how many wage subsidies ran at the end of each month."""
    own = caseload.unit("voorzieningen").filter(pl.col("srg_type").is_in(SUBSIDY_TYPES))
    begun, ended = (own.get_column(name).drop_nulls() for name in ("van", "tot"))
    days = pl.date_range(_first_day(first + 1), _first_day(last + 1), "1mo", eager=True)
    before = [series.sort().search_sorted(days, side="left") for series in (begun, ended)]
    return (before[0].cast(pl.Int64) - before[1].cast(pl.Int64)).to_list()


def posts_by_month(caseload: Caseload) -> pl.DataFrame:
    """Return the own budget: `beleidsdoel`, `budgetpost`, `maand`, `gerealiseerd`, `verplicht`.

    And `begroot`, which stands in January, in the last version of each year. Costs are those on
    posts that have a budget in some year, and those that are attributed.
    """
    buig = caseload.profile.buig
    planned = caseload.unit("begroting").filter(pl.col("begroot") != 0)
    line, named = ("beleidsdoel", "budgetpost"), pl.col("budgetpost")
    spent = caseload.unit("kosten").filter(
        pl.col("toegerekend") | named.is_in(planned.get_column("budgetpost").unique().implode()),
        ~named.is_in([*buig.posten, *buig.lks_posten]) | named.is_null(),
    )
    costs = spent.select(
        "beleidsdoel", pl.when("toegerekend").then(pl.lit(ATTRIBUTED)).otherwise(named)
        .alias("budgetpost"), maand=_number("datum"), gerealiseerd="gerealiseerd",
        verplicht="verplicht",
    )  # fmt: skip
    budgets = planned.select(*line, "begroot", maand=_number("datum"))
    return (
        pl.concat([costs, budgets], how="diagonal")
        .group_by(*line, "maand")
        .agg(pl.col("gerealiseerd", "verplicht", "begroot").sum() / 100)
        .sort(*line, "maand")
    )


def state_budgets(caseload: Caseload) -> dict[int, tuple[float, str]]:
    """Return the BUIG by year: the budget that holds, and its version."""
    return _held(caseload, caseload.profile.buig.posten)


def subsidy_budgets(caseload: Caseload) -> dict[int, tuple[float, str]]:
    """Return the budget of the State for LKS by year, and its version."""
    return _held(caseload, caseload.profile.buig.lks_posten)


def _held(caseload: Caseload, posts: Sequence[str]) -> dict[int, tuple[float, str]]:
    own = newest(caseload.table("budgetten").filter(pl.col("budgetpost").is_in(posts)))
    found: dict[int, tuple[float, str]] = {}
    for year, version, amount in own.select("jaar", "versie", "bedrag").iter_rows():
        before = found.get(year, (0.0, ""))[0]
        found[year] = (before + amount / 100, version)
    return found


def norm_index(norms: Sequence[BenefitNorm], mix: dict[str, float], months: range,
               base: int, rise: float | None) -> list[float]:  # fmt: skip
    """Return the norm of each month over that of month `base`; all 1 without norms.

    Between two dated norms, and after the last one, it rises as norms rose before month `base`, or
    by `rise` percent a year.
    """
    known = sorted(norms, key=lambda one: one.vanaf)
    if not known:
        return [1.0] * len(months)
    at = [one.vanaf.year * _YEAR + one.vanaf.month - 1 for one in known]
    amount = [norm_of(one, mix) for one in known]
    past = [place for place, month in enumerate(at) if month <= base]
    growth = 1.0 if rise is None else (1 + rise / 100) ** (1 / _YEAR)
    if rise is None and len(past) > 1:
        first, last = past[0], past[-1]
        growth = (amount[last] / amount[first]) ** (1 / (at[last] - at[first]))

    def level(month: int) -> float:
        place = max((p for p, since in enumerate(at) if since <= month), default=0)
        return amount[place] * growth ** (month - at[place])

    return [level(month) / level(base) for month in months]


def norm_of(norm: BenefitNorm, mix: dict[str, float]) -> float:
    """Return the mean norm of a mix of households; of who is not known that of one person."""
    total = sum(mix.values()) or 1.0
    usual = {name: getattr(norm, name) for name in HOUSEHOLDS}
    shares = {name: mix.get(name, 0.0) for name in HOUSEHOLDS}
    rest = total - sum(shares.values())
    return float(sum(usual[n] * s for n, s in shares.items()) + norm.alleenstaande * rest) / total


def households(caseload: Caseload, month: int) -> dict[str, float]:
    """Return how many benefits each kind of household has at the end of a month."""
    day = _first_day(month + 1)
    there = caseload.unit("uitkeringen").filter(
        pl.col("van") < day, pl.col("tot").is_null() | (pl.col("tot") >= day)
    )
    counts = there.get_column("leefvorm").drop_nulls().value_counts()
    return {name: float(count) for name, count in counts.iter_rows()}


def _first_day(month: int) -> date:
    return date(month // _YEAR, month % _YEAR + 1, 1)


def _number(column: str) -> pl.Expr:
    day = pl.col(column)
    return day.dt.year().cast(pl.Int64) * _YEAR + day.dt.month().cast(pl.Int64) - 1

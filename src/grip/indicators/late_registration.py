"""Late registration: what recent months will come to, once all of them has been entered.

Of every start and end it is known when it happened and when it was entered. A month is looked at
on the same day of the month as the extraction: its *age* is how many such days have passed. Of the
months that are old enough, g(a) is the share of what was known at age a that was entered since age
a - 1. Then the share of a month that is known at age a is

    F(a) = (1 - g(a+1)) (1 - g(a+2)) ...

and the month will come to count / F(a). This is the chain ladder with factors 1 / (1 - g), written
as a product-limit estimate in reversed time. Kalbfleisch and Lawless (1989), JASA 84:360-372;
Lawless (1994), Canadian Journal of Statistics 22:15-31; Mack (1993), ASTIN Bulletin 23:213-225.

The interval is the shortest of the number still to come: negative binomial given the count and
F (see `intervals.still_to_come`), over the uncertainty of F by Greenwood's formula
Var(log F) = Σ g / ((1 - g) n), both widened by the dispersion between months (Pearson's statistic
over its degrees of freedom, at least 1).

Limits: what is entered after two years is left out; what was entered and withdrawn later leaves no
trace; a change in how fast is entered is seen only after some months.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from grip.indicators.statistics.intervals import still_to_come
from grip.indicators.views.caseload import Caseload
from grip.periods import DAY, Period, months_between, shift_months
from grip.results import SCHEMA, TOTAL, Kind, Status

# What is completed: the indicator, the day on which it happens, the day on which it is entered.
FLOWS = (
    ("instroom", "van", "administratie_begin"),
    ("uitstroom", "tot", "administratie_einde"),
)
COMPLETED = "na=late_registratie"
AGES = 24  # what is entered later than this many months on is taken for known then
WINDOW = 36  # the months behind the factors
FEWEST = 100  # starts or ends in those months, below which nothing is said
UNDATED = 0.1  # the largest share without a day of entry
RIPE = 0.995  # the share known from which a month is complete
TOO_SOON = 0.1  # the share known below which nothing is said of a month
_RIPENED = 12  # months after which a month is compared with what was expected of it
_TESTED_AGES = 3

TEST_SCHEMA: dict[str, type[pl.DataType]] = {
    "indicator": pl.String,
    "leeftijd": pl.Int64,
    "maanden": pl.Int64,
    "bekend_pct": pl.Float64,
    "fout_geteld": pl.Float64,
    "fout_verwacht": pl.Float64,
    "binnen_interval": pl.Int64,
    "binnen_verwacht": pl.Float64,
}


@dataclass(frozen=True)
class Triangle:
    """Starts or ends by month (rows, the last whole month last) and by the age at entry (columns).

    Attributes:
        counts: how many; the column is the age, from 0.
        months: the month of every row.
        ages: the age of every row on the day of the extraction.
        silent: why nothing can be said, in Dutch, or an empty text.
    """

    counts: np.ndarray
    months: tuple[Period, ...]
    ages: np.ndarray
    silent: str = ""


@dataclass(frozen=True)
class Expected:
    """What a month will come to, with bounds, and the share of it that is known.

    `chance` is that of lying within the bounds: 95%, or more where only a few can still come.
    """

    value: float
    lower: float
    upper: float
    known: float
    chance: float


def triangle(caseload: Caseload, happens: str, entered: str, extraction: date) -> Triangle:
    """Return the triangle of one flow of benefits, or why there is none."""
    flow = (happens, entered, extraction)
    return caseload.remembered((triangle, *flow), lambda caseload: _triangle(caseload, *flow))


def _triangle(caseload: Caseload, happens: str, entered: str, extraction: date) -> Triangle:
    spells = caseload.unit("uitkeringen")
    lacking = caseload.lacks((f"uitkeringen.{entered}",))
    last = extraction if _is_month_end(extraction) else extraction.replace(day=1) - DAY
    first = shift_months(last.replace(day=1), 1 - WINDOW - 2 * AGES)
    months = tuple(months_between(first, last))
    days = spells.filter(pl.col(happens).is_between(first, last)).select(
        maand=_month_number(happens) - _month_of(first),
        leeftijd=_age(happens, entered, extraction),
    )
    recent = days.filter(pl.col("maand") >= len(months) - WINDOW)
    undated = recent.get_column("leeftijd").null_count()
    silent = lacking
    if not silent and recent.height < FEWEST:
        silent = f"{recent.height} in {WINDOW} maanden, nodig: {FEWEST}"
    if not silent and undated > UNDATED * recent.height:
        silent = f"kolom `{entered}` is voor {undated} van de {recent.height} leeg"
    counts = np.zeros((len(months), AGES + 1))
    youngest = int(_month_of(extraction) - _month_of(last))
    aged = days.with_columns(pl.col("leeftijd").fill_null(youngest).clip(youngest, AGES))
    cells = aged.group_by("maand", "leeftijd").len()
    rows, columns, numbers = (cells.get_column(name).to_numpy() for name in cells.columns)
    counts[rows, columns] = numbers
    ages = _month_of(extraction) - np.array([_month_of(month.begin) for month in months])
    return Triangle(counts, months, ages, silent)


def _is_month_end(day: date) -> bool:
    return (day + DAY).day == 1


def _month_of(day: date) -> int:
    return day.year * 12 + day.month


def _month_number(column: str) -> pl.Expr:
    return pl.col(column).dt.year().cast(pl.Int64) * 12 + pl.col(column).dt.month()


def _age(happens: str, entered: str, extraction: date) -> pl.Expr:
    """Return at which age of its month a fact was known: a later day counts for the next age."""
    after = (
        pl.lit(False) if _is_month_end(extraction) else pl.col(entered).dt.day() > extraction.day
    )
    return _month_number(entered) - _month_number(happens) + after.cast(pl.Int64)


def expected(
    made: Triangle, back: int = 0, younger: int = AGES + 1
) -> Iterator[tuple[int, float, Expected | None]]:
    """Yield (row, count, what it will come to) for every month that is not ripe.

    `back` looks as many months before the extraction, with only what was known then; months of
    which too little is known come without an expectation, and only those `younger` than that come.
    """
    ages = made.ages - back
    there = (ages >= 0) & (ages < WINDOW + AGES)
    shares, spread, dispersion = _known_shares(made.counts, ages, there)
    for row in np.flatnonzero(there & (made.ages >= made.ages.min() + back)):
        age = int(min(ages[row], AGES))
        if shares[age] >= RIPE or age >= younger:
            continue
        count = made.counts[row, : age + 1].sum()
        if shares[age] < TOO_SOON:
            yield int(row), count, None
            continue
        low, high, chance = still_to_come(count, shares[age], spread[age], dispersion)
        value = count / shares[age]
        yield int(row), count, Expected(value, count + low, count + high, shares[age], chance)


def _known_shares(
    counts: np.ndarray, ages: np.ndarray, there: np.ndarray
) -> tuple[np.ndarray, np.ndarray, float]:
    """Return, by age, the share known and the standard error of its logarithm; and the dispersion.

    Only cells that lie before the day of looking count: those whose age the month has reached.
    """
    columns = np.arange(AGES + 1)
    seen = there[:, None] & (columns[None, :] <= ages[:, None]) & (ages[:, None] <= WINDOW)
    known = np.cumsum(counts, axis=1)
    entered, at_risk = (np.where(seen, what, 0.0) for what in (counts, known))
    totals, of = entered.sum(axis=0), at_risk.sum(axis=0)
    hazard = np.divide(totals, of, out=np.zeros(AGES + 1), where=of > 0)
    hazard[: max(int(ages[there].min()), 0) + 1] = 0.0  # the youngest age has nothing before it
    stays = np.clip(1 - hazard, 1e-9, 1)
    variance = np.divide(hazard, stays * of, out=np.zeros(AGES + 1), where=of > 0)
    tail = np.append(np.cumprod(stays[::-1])[::-1][1:], 1.0)
    spread = np.sqrt(np.append(np.cumsum(variance[::-1])[::-1][1:], 0.0))
    varies = at_risk * hazard * (1 - hazard)
    cells = varies > 0
    pearson = ((entered - at_risk * hazard)[cells] ** 2 / varies[cells]).sum()
    freedom = max(int(cells.sum()) - int((hazard > 0).sum()), 1)
    return tail, spread, max(1.0, float(pearson) / freedom)


def silent_flows(caseload: Caseload, extraction: date) -> dict[str, str]:
    """Return why a flow is not completed, in Dutch, by its id; of the others nothing."""
    made = {
        id: triangle(caseload, happens, entered, extraction).silent
        for id, happens, entered in FLOWS
    }
    return {id: why for id, why in made.items() if why}


def completed(caseload: Caseload, extraction: date, end: date, run: str = "") -> pl.DataFrame:
    """Return the recent months with late registration added.

    The rows have the shape of the result frame: a variant of the flow (`na=late_registratie`) for
    every month up to `end` that is not ripe, a forecast. `oordeel` says what share is known.
    """
    rows: list[dict[str, object]] = []
    for id, happens, entered in FLOWS:
        made = triangle(caseload, happens, entered, extraction)
        if made.silent:
            continue
        rows += [
            _row(id, made.months[row], count, found, run)
            for row, count, found in expected(made)
            if made.months[row].end <= end
        ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _row(
    id: str, month: Period, count: float, found: Expected | None, run: str
) -> dict[str, object]:
    known = f"geteld {count:.0f}"
    if found is not None:
        known += f", naar schatting {100 * found.known:.0f}% van wat er komt"
    return dict.fromkeys(SCHEMA) | {
        "indicator": id,
        "definitie": f"{id};eenheid=uitkeringen;{COMPLETED}",
        "periode_begin": month.begin,
        "periode_eind": month.end,
        "dimensie": TOTAL,
        "categorie": TOTAL,
        "waarde": found and found.value,
        "teller": found and found.value,
        "ondergrens": found and found.lower,
        "bovengrens": found and found.upper,
        "eenheid": "uitkeringen",
        "soort": Kind.FORECAST.value,
        "oordeel": known,
        "status": (Status.TOO_FEW if found is None else Status.SHOWN).value,
        "run": run,
    }


def back_test(caseload: Caseload, extraction: date) -> pl.DataFrame:
    """Return how the method would have done, by flow and age of the month (`TEST_SCHEMA`).

    The data are cut at the same day of earlier months: only what had been entered by then counts,
    for the factors too. What the method said then of months up to three months old is held against
    what has been registered of them now, a year or more later. `fout_*` is the mean distance to
    it, of the count of then and of the expectation; `binnen_verwacht` is how many should lie within
    their bounds by the chances that these claim.
    """
    rows: list[tuple[str, int, float, float, float, bool, float]] = []
    for id, happens, entered in FLOWS:
        made = triangle(caseload, happens, entered, extraction)
        if made.silent:
            continue
        youngest = int(made.ages.min())
        for back in range(_RIPENED, _RIPENED + WINDOW):
            for row, count, found in expected(made, back, youngest + _TESTED_AGES):
                if found is not None:
                    age = int(made.ages[row]) - back
                    final = made.counts[row].sum()
                    inside = found.lower <= final <= found.upper
                    rows.append((id, age, count, found.value, final, inside, found.chance))
    names = ("indicator", "leeftijd", "geteld", "verwacht", "later", "binnen", "kans")
    frame = pl.DataFrame(
        rows,
        schema=dict(
            zip(
                names, (pl.String, pl.Int64, *[pl.Float64] * 3, pl.Boolean, pl.Float64), strict=True
            )
        ),
        orient="row",
    )
    return (
        frame.group_by("indicator", "leeftijd", maintain_order=True)
        .agg(
            maanden=pl.len(),
            bekend_pct=100 * pl.col("geteld").sum() / pl.col("later").sum(),
            fout_geteld=(pl.col("geteld") - pl.col("later")).abs().mean(),
            fout_verwacht=(pl.col("verwacht") - pl.col("later")).abs().mean(),
            binnen_interval=pl.col("binnen").sum(),
            binnen_verwacht=pl.col("kans").sum(),
        )
        .sort("indicator", "leeftijd")
        .select(pl.col(name).cast(dtype) for name, dtype in TEST_SCHEMA.items())
    )

"""The own trend beside that of others: do the two go apart further than chance would have them?

Of a share or a rate the trend is how much it changes a year, of a growth how much it is a year on
average. The test is that of the differences own minus other, year by year: a line through them
(least squares) or their mean, with Student's t for its error. Where definitions differ the levels
may not be subtracted, but a difference in level that stays the same falls out of a trend; so the
trends are compared all the same, and the reader is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from grip.benchmark.compare import Benchmark
from grip.benchmark.limits import student, student_chance
from grip.benchmark.peers import OWN_AREA

FEWEST_YEARS = 5  # with fewer there is no telling a trend from chance
CHANCE = "het verschil in trend kan toeval zijn"
TOO_FEW = f"te weinig jaren voor een oordeel (minder dan {FEWEST_YEARS})"
MORE, LESS = "stijgt sneller dan toeval verklaart", "stijgt minder snel dan toeval verklaart"
GREATER, SMALLER = "groeit meer dan toeval verklaart", "groeit minder dan toeval verklaart"
_YEAR = (365, 366)
Pair = tuple[int, float, float]  # year, own value, that of the other


@dataclass(frozen=True)
class Trend:
    """Two trends over the same years.

    Attributes:
        title, source, indicator, area: of the comparison.
        unit: of the figure: `procent` and the like.
        first, last, years: over which years, and how many of them are known of both.
        own, other: change a year; of a growth its mean.
        gap, low, high: own minus other with its 95% interval; None with too few years.
        growth: whether the figure is a growth itself.
        alike: whether the definitions are the same.
        verdict: in words.
        chance: of a gap this large where the trends are the same; None with too few years.
    """

    title: str
    source: str
    indicator: str
    area: str
    unit: str
    first: int
    last: int
    years: int
    own: float
    other: float
    gap: float | None
    low: float | None
    high: float | None
    growth: bool
    alike: bool
    verdict: str
    chance: float | None = None


def trends_of(benchmark: Benchmark) -> tuple[Trend, ...]:
    """Return the trend of every comparison beside every area, of at least three years.

    Hidden figures are no part of it: a trend is made of what is shown.
    """
    shown = benchmark.frame.filter(
        pl.col("gebied_soort") != OWN_AREA, pl.col("waarde").is_not_null()
    )
    found: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in shown.iter_rows(named=True):
        if (row["periode_eind"] - row["periode_begin"]).days + 1 in _YEAR:
            key = ("vergelijking", "bron", "indicator", "gebied")
            found[tuple(row[name] for name in key)].append(row)
    return tuple(
        _trend(rows, growth=benchmark.comparisons[key[0]].soort == "groei")
        for key, rows in found.items()
        if len(rows) > 2
    )


def _trend(rows: Sequence[dict[str, Any]], *, growth: bool) -> Trend:
    pairs = sorted((r["periode_eind"].year, r["waarde"], r["referentie"]) for r in rows)
    measure = mean_gap if growth else slope_gap
    own, other, gap, error, freedom = measure(pairs)
    first = rows[0]
    width = student(freedom) * error if len(pairs) >= FEWEST_YEARS else None
    verdict, chance = TOO_FEW, None
    if width is not None:
        chance = student_chance(freedom, gap / error) if error else float(gap == 0)
        apart = abs(gap) > width
        more, less = (GREATER, SMALLER) if growth else (MORE, LESS)
        verdict = CHANCE if not apart else more if gap > 0 else less
    return Trend(
        first["titel"], first["bron"], first["indicator"], first["gebied"], first["eenheid"],
        pairs[0][0], pairs[-1][0], len(pairs), own, other,
        None if width is None else gap, None if width is None else gap - width,
        None if width is None else gap + width, growth, not first["verschillen"], verdict,
        chance,
    )  # fmt: skip


def mean_gap(pairs: Sequence[Pair]) -> tuple[float, float, float, float, int]:
    """Return both means, their difference, its standard error and degrees of freedom.

    d = own - other; error = s / √n with s² = Σ(d - d̄)² / (n - 1).
    """
    _, own, other = np.array(pairs, float).T
    gaps = own - other
    error = float(gaps.std(ddof=1) / len(gaps) ** 0.5)
    return float(own.mean()), float(other.mean()), float(gaps.mean()), error, len(gaps) - 1


def slope_gap(pairs: Sequence[Pair]) -> tuple[float, float, float, float, int]:
    """Return both slopes a year, their difference, its standard error and degrees of freedom.

    b = Σ(t - t̄)d / Sxx with d = own - other and Sxx = Σ(t - t̄)²;
    error = √(Σ(d - d̄ - b(t - t̄))² / (n - 2) / Sxx).
    """
    years, own, other = np.array(pairs, float).T
    away = years - years.mean()
    total = float((away**2).sum())

    def slope(values: Any) -> float:
        return float((away * values).sum() / total)

    gaps = own - other
    gap = slope(gaps)
    left = gaps - gaps.mean() - gap * away
    freedom = len(gaps) - 2
    return slope(own), slope(other), gap, float((left**2).sum() / freedom / total) ** 0.5, freedom

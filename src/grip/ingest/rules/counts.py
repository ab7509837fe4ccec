"""Counts by month and by year out of counts by day, and which of them stand out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

import polars as pl

from grip.ingest.rules.model import COUNT, DAY

_SPREAD, _CHANCE = 3.145, 3.0
_LEAST_MONTHS, _LEAST_TYPICAL = 12, 5


def month_number(day: date) -> int:
    """Return months since the year 0, so that months can be counted on."""
    return 12 * day.year + day.month - 1


def month_name(number: int) -> str:
    """Return a month as it is written in tables: `2020-03`."""
    return f"{number // 12}-{number % 12 + 1:02d}"


def by_month(days: pl.DataFrame, extraction: date) -> dict[int, int]:
    """Return the count of every full month before the extraction, zeros included."""
    number = pl.col(DAY).dt.year().cast(pl.Int64) * 12 + pl.col(DAY).dt.month() - 1
    found = dict(days.group_by(number).agg(pl.col(COUNT).sum()).iter_rows())
    last = month_number(extraction) - 1
    past = [month for month in found if month <= last]
    return {month: found.get(month, 0) for month in range(min(past), last + 1)} if past else {}


def by_year(days: pl.DataFrame, extraction: date) -> dict[int, int]:
    """Return the count of every year from the first to the extraction, zeros included."""
    found = dict(days.group_by(pl.col(DAY).dt.year()).agg(pl.col(COUNT).sum()).iter_rows())
    past = [year for year in found if year <= extraction.year]
    return (
        {year: found.get(year, 0) for year in range(min(past), extraction.year + 1)} if past else {}
    )


def limits_of(values: Sequence[int]) -> tuple[float, float] | None:
    """Return the natural process limits of a series, or nothing when there is too little of it.

    The XmR chart in its form with medians, so that one wild month does not hide itself: median
    plus and minus 3.145 times the median moving range (Wheeler, Understanding Variation). Never
    narrower than three times the spread of pure chance in a count (square root of the median).
    """
    if len(values) < _LEAST_MONTHS or median(values) < _LEAST_TYPICAL:
        return None
    typical = median(values)
    moves = [abs(b - a) for a, b in pairwise(values)]
    reach = max(_SPREAD * median(moves), _CHANCE * typical**0.5)
    return typical - reach, typical + reach

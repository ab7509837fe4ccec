"""Draws from a generator, and the calendar on which they land.

Every draw takes the generator as its first argument. Who holds the generator decides the order
of the draws, and that order decides the bytes of the sample.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import log
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")


def choose(rng: Random, weights: Mapping[Choice, float]) -> Choice:
    """One key, drawn with its weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def choose_place(rng: Random, weights: Sequence[float]) -> int:
    """The index of one of the weights, drawn with that weight."""
    return rng.choices(range(len(weights)), weights=weights)[0]


def spread(rng: Random, total: int, weights: Sequence[float]) -> list[int]:
    """A total divided at random over places; the parts add up exactly."""
    drawn = rng.choices(range(len(weights)), weights=weights, k=total)
    return [drawn.count(place) for place in range(len(weights))]


def skewed(rng: Random, median: float, sigma: float = 0.6, most: int = 120) -> int:
    """A number of days with a long right tail, as waiting times have it."""
    return min(most, round(rng.lognormvariate(log(median), sigma)))


def day_between(rng: Random, first: date, last: date) -> date:
    """A day between two days, both included."""
    return first + timedelta(rng.randint(0, max((last - first).days, 0)))


def day_after(rng: Random, day: date, fewest: int, most: int) -> date:
    """A day that lies so many days later, both numbers included."""
    return day + timedelta(rng.randint(fewest, most))


def day_in_month(rng: Random, first: date) -> date:
    """A day in the month of which `first` is the first day."""
    return day_between(rng, first, month_end(first))


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day if the month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> list[date]:
    """The first day of every month from the month of `first` up to `last`."""
    month, found = first.replace(day=1), []
    while month <= last:
        found.append(month)
        month = months_after(month, 1)
    return found

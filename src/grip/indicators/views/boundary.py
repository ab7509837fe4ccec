"""The boundary convention, for the whole program, in one place.

An end date is the *last day of entitlement*. `stand(d)`, the stock, is taken at the end of day d:
who was entitled by d and still is on d + 1. So who ends on day d is out of `stand(d)`, is outflow
of d, and `begin + instroom - uitstroom = eind` holds for every period, exactly.

A *state* (ladder position, work capacity) is something else: it holds on each of its days, the
last one included.
"""

from __future__ import annotations

from datetime import date

import polars as pl

Day = date | pl.Expr


def in_stock(begin: str, end: str, day: Day) -> pl.Expr:
    """True where a spell is in the stock at the end of `day`."""
    return (pl.col(begin) <= day) & (pl.col(end).is_null() | (pl.col(end) > day))


def holds_on(begin: str, end: str, day: Day) -> pl.Expr:
    """True where a state holds on `day`, or a spell covers it."""
    return (pl.col(begin) <= day) & (pl.col(end).is_null() | (pl.col(end) >= day))


def falls_in(moment: str, begin: Day, end: Day) -> pl.Expr:
    """True where a date lies in the period from `begin` to `end`, both included."""
    return pl.col(moment).is_between(begin, end)


def touches(begin: str, end: str, first: Day, last: Day) -> pl.Expr:
    """True where a spell holds on any day of the period from `first` to `last`."""
    return (pl.col(begin) <= last) & (pl.col(end).is_null() | (pl.col(end) >= first))

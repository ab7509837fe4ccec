"""What a scenario changes, month by month, as the model of stock and flows takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from grip.scenarios import FlowChange, MoreHelp, Scenario

Real = NDArray[np.float64]
_YEAR = 12
_WIDTH_95 = 2 * 1.96


@dataclass(frozen=True)
class Effects:
    """Factors on the flows, and who comes or leaves besides; without any nothing changes.

    `added` is how many more come in, (months, groups + 1): the last come into any group.
    `factors_in` and `at_once` (the share of a group that leaves besides) have shape (months,
    groups), `factors_out` (months, groups, rungs of the ladder). Each of `help` is how many more
    people have had an instrument in the last year, over twelve, shape (months,), and how many of
    one leave by it, shape (paths,).
    """

    factors_in: Real | None = None
    added: Real | None = None
    factors_out: Real | None = None
    at_once: Real | None = None
    help: tuple[tuple[Real, Real], ...] = ()

    def inflow(self, month: int, groups: int) -> Real:
        """Return the factor on the inflow of each group."""
        return np.ones(groups) if self.factors_in is None else self.factors_in[month]

    def coming(self, month: int, groups: int) -> Real:
        """Return how many more come into each group, and last into any of them."""
        return np.zeros(groups + 1) if self.added is None else self.added[month]

    def outflow(self, month: int, groups: int, rungs: int) -> Real:
        """Return the factor on the chance to leave of each group on each rung."""
        return np.ones((groups, rungs)) if self.factors_out is None else self.factors_out[month]

    def leaving(self, month: int, groups: int) -> Real:
        """Return the share of each group that leaves besides."""
        return np.zeros(groups) if self.at_once is None else self.at_once[month]

    def helped(self, month: int, paths: int) -> Real:
        """Return how many more leave in each path, as expected; fewer where help holds back."""
        total = np.zeros(paths)
        for people, effect in self.help:
            total += people[month] * effect
        return total


NO_CHANGES = Effects()


def effects_of(
    scenario: Scenario,
    groups: Sequence[str],
    origin: int,
    horizon: int,
    paths: int,
    rng: Generator,
    rungs: Sequence[str] = ("",),
) -> Effects:
    """Return what a scenario does in the `horizon` months after month `origin`."""
    at_once = np.zeros((horizon, len(groups)))
    for law in scenario.wet:
        month = _ahead(law.vanaf, origin)
        if 0 <= month < horizon:
            at_once[month, _which(law.groep, groups)] += law.deel_pct / 100
    return Effects(
        _factors(scenario.instroom, groups, origin, horizon, ("",))[:, :, 0],
        _added(scenario.instroom, groups, origin, horizon),
        _factors(scenario.uitstroom, groups, origin, horizon, rungs),
        at_once,
        tuple(_help(one, origin, horizon, paths, rng) for one in scenario.instrument),
    )


def _factors(
    changes: Sequence[FlowChange],
    groups: Sequence[str],
    origin: int,
    horizon: int,
    rungs: Sequence[str],
) -> Real:
    """Return factors of shape (months, groups, rungs)."""
    factors = np.ones((horizon, len(groups), len(rungs)))
    for change in changes:
        months = _months(change.vanaf, change.tot, origin, horizon)
        hit = _which(change.groep, groups)[:, None] & _which(change.trede, rungs)
        factors[months] *= np.where(hit, 1 + (change.procent or 0.0) / 100, 1.0)
    return factors


def _added(changes: Sequence[FlowChange], groups: Sequence[str], origin: int, horizon: int) -> Real:
    """Return how many more come in, shape (months, groups + 1)."""
    added = np.zeros((horizon, len(groups) + 1))
    for change in changes:
        at = len(groups) if change.groep is None else groups.index(change.groep)
        added[_months(change.vanaf, change.tot, origin, horizon), at] += (
            change.aantal_per_maand or 0.0
        )
    return added


def _help(
    more: MoreHelp, origin: int, horizon: int, paths: int, rng: Generator
) -> tuple[Real, Real]:
    """Return people with the instrument in the last year, over twelve, and its drawn effect."""
    starts = np.zeros(horizon)
    starts[_months(more.vanaf, more.tot, origin, horizon)] = more.personen_per_jaar / _YEAR
    summed = np.concatenate([np.zeros(_YEAR), np.cumsum(starts)])
    had = summed[_YEAR - 1 : -1] - np.concatenate([[0.0], summed[: horizon - 1]])
    middle = more.effect_pct or 0.0
    effect = np.full(paths, middle)
    if more.effect_laag is not None and more.effect_hoog is not None:
        effect = rng.normal(middle, (more.effect_hoog - more.effect_laag) / _WIDTH_95, paths)
    return had / _YEAR, effect / 100


def _months(first: date, last: date | None, origin: int, horizon: int) -> slice:
    """Return the months of a stretch, counted from the first after the origin."""
    stop = horizon if last is None else min(_ahead(last, origin) + 1, horizon)
    return slice(max(_ahead(first, origin), 0), max(stop, 0))


def _ahead(day: date, origin: int) -> int:
    return day.year * _YEAR + day.month - 1 - origin - 1


def _which(group: str | None, groups: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([group in (None, one) for one in groups])

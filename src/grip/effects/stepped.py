"""Difference in differences: groups that get an offer from some period on, beside who has not yet.

Persons are counted per group and period (who was in benefit at its first day), with a yes or no
each. What a group did after the offer began, less what it did before, less the same of the groups
that had no offer by then, is the effect on that group if both would have moved alike without it.
With several groups each has its own beginning and only groups that wait stand beside it, so that
no group that already has the offer is taken for one that has not. Goodman-Bacon (2021), Journal of
Econometrics 225:254-277; Callaway and Sant'Anna (2021), the same, 200-230.

The whole is a weighted sum of means per group and period. Its error counts persons (who comes back
in a later period is one) and what befalls a whole group in a period besides: that spread is taken
from the periods before (Donald and Lang 2007, Review of Economics and Statistics 89:221-233).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grip.effects.adjust import Estimate
from grip.effects.arrays import Array, Numbers

LATER = 10**6  # the period of an offer that never comes


@dataclass(frozen=True)
class Counted:
    """Rows of persons in periods.

    Attributes:
        person, group, period: numbers, from 0 up.
        outcome: 0 or 1.
        begins: per group the period from which it has the offer, `LATER` where it never has.
    """

    person: Numbers
    group: Numbers
    period: Numbers
    outcome: Array
    begins: Numbers


@dataclass(frozen=True)
class Stepped:
    """The difference in differences, and what it rests on.

    Attributes:
        effect: in percentage points.
        before: by how much per period the first group moved away from the others before its offer;
            it should be nought. None with fewer than two periods before.
        treated, events: persons who had the offer in a period, and outcomes among them.
        persons: everybody counted.
        periods_before: the fewest periods before the offer of any group that got it.
        means: share of who had the offer, and what it would have been without.
    """

    effect: Estimate
    before: Estimate | None
    treated: int
    events: int
    persons: int
    periods_before: int
    means: tuple[float, float]


def stepped(rows: Counted) -> Stepped | None:
    """Return the difference in differences, or nothing where nobody waits or nothing was before."""
    weights = _weights(rows)
    if weights is None:
        return None
    had = rows.period >= rows.begins[rows.group]
    share = float(rows.outcome[had].mean())
    effect = _estimate(rows, weights)
    starts = np.unique(rows.begins[rows.begins < LATER])
    first = int(rows.period.min())
    return Stepped(
        effect, _drift(rows), int(had.sum()), int(rows.outcome[had].sum()),
        len(np.unique(rows.person)), int(starts.min()) - first,
        (100 * share, 100 * share - effect.difference),
    )  # fmt: skip


def _weights(rows: Counted) -> Array | None:
    """Return how much each mean counts, groups by periods."""
    counts = _table(rows, np.ones(len(rows.outcome)))
    periods = counts.shape[1]
    weights = np.zeros_like(counts)
    total = 0.0
    for group in np.flatnonzero(rows.begins < periods):
        before = np.flatnonzero((np.arange(periods) < rows.begins[group]) & (counts[group] > 0))
        for period in range(int(rows.begins[group]), periods):
            waits = (rows.begins > period) & (counts[:, period] > 0)
            base = before[counts[waits][:, before].sum(axis=0) > 0]
            size = counts[group, period]
            if not size or not waits.any() or not len(base):
                continue
            total += size
            weights[group, period] += size
            weights[group, base] -= size / len(base)
            weights[waits, period] -= size * counts[waits, period] / counts[waits, period].sum()
            there = counts[np.ix_(waits, base)]
            weights[np.ix_(waits, base)] += size / len(base) * there / there.sum(axis=0)
    return weights / total if total else None


def _table(rows: Counted, values: Array) -> Array:
    groups, periods = len(rows.begins), int(rows.period.max()) + 1
    flat = np.bincount(rows.group * periods + rows.period, values, minlength=groups * periods)
    return np.asarray(flat.reshape(groups, periods), dtype=np.float64)


def _estimate(rows: Counted, weights: Array, degree: int = 0) -> Estimate:
    from scipy.special import stdtr, stdtrit

    counts = _table(rows, np.ones(len(rows.outcome)))
    means = _table(rows, rows.outcome) / np.maximum(counts, 1)
    each = (weights / np.maximum(counts, 1))[rows.group, rows.period]
    influence = each * (rows.outcome - means[rows.group, rows.period])
    sampling = float((np.bincount(rows.person, influence) ** 2).sum())
    seen, usual, freedom = _shock(rows, means, counts, degree)
    size = float((weights**2).sum())
    spread = max(0.0, seen - usual) * size
    error = (sampling + spread) ** 0.5
    # Satterthwaite: the part of persons is known well, what befalls groups by few periods.
    known = max(1.0, error**4 * freedom / (seen * size) ** 2) if spread > 0 else 1e6
    width, gap = float(stdtrit(known, 0.975)), float((weights * means).sum())
    chance = 2 * float(stdtr(known, -abs(gap) / error)) if error > 0 else 1.0
    low, high = gap - width * error, gap + width * error
    return Estimate(100 * gap, 100 * error, 100 * low, 100 * high, chance)


def _shock(rows: Counted, means: Array, counts: Array, degree: int = 0) -> tuple[float, float, int]:
    """Return the variance of means that is seen, that chance gives, and on how many both rest.

    Of the periods before any group had the offer: the squares that are left after periods and, per
    group, a level (or with degree 1 a line). What is more than chance among persons befell groups.
    """
    last = int(rows.begins[rows.begins < LATER].min(initial=means.shape[1]))
    used, size = means[:, :last], counts[:, :last]
    groups, periods = used.shape
    freedom = (groups - 1) * (periods - 1 - degree)
    if freedom <= 0 or not size.all():
        return 0.0, 0.0, 1
    powers = np.vander(np.arange(periods), degree + 1, increasing=True).astype(np.float64)
    line = powers @ np.linalg.pinv(powers)
    left = used - used @ line
    left -= left.mean(axis=0)
    chance = (used * (1 - used) / size) @ (1 - np.diag(line))
    usual = (1 - 1 / groups) * float(chance.sum())
    return float((left**2).sum()) / freedom, usual / freedom, freedom


def _drift(rows: Counted) -> Estimate | None:
    """Return by how much per period the first group moved away from the others before its offer."""
    first = int(np.argmin(rows.begins))
    start = int(rows.begins[first])
    counts = _table(rows, np.ones(len(rows.outcome)))[:, :start]
    if start < 2 or not counts.all():
        return None
    away = np.arange(start) - (start - 1) / 2
    slope = away / (away**2).sum()
    others = np.arange(len(rows.begins)) != first
    weights = np.zeros((len(rows.begins), int(rows.period.max()) + 1))
    weights[first, :start] = slope
    weights[others, :start] = -slope * counts[others] / counts[others].sum(axis=0)
    return _estimate(rows, weights, degree=1)

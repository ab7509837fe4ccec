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

from dataclasses import dataclass, replace

import numpy as np

from grip.effects.adjust import Estimate
from grip.effects.arrays import Array, Flags, Numbers

LATER = 10**6  # the period of an offer that never comes
_ENOUGH = 5  # degrees of freedom from which "nothing befell the groups" may be believed


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
            it should be nought. None with fewer than two periods before, or where no two groups
            have somebody in each of them: then nobody can see it.
        had, beside: which rows stand in the effect as having the offer, and as waiting beside it.
        treated, events: rows that had the offer, and outcomes among them.
        persons: everybody counted.
        periods_before: the fewest periods before the offer of any group that got it.
        means: share of who had the offer, and what it would have been without; of the same rows
            and weights as the effect.
    """

    effect: Estimate
    before: Estimate | None
    had: Flags
    beside: Flags
    treated: int
    events: int
    persons: int
    periods_before: int
    means: tuple[float, float]


def stepped(rows: Counted) -> Stepped | None:
    """Return the difference in differences, or nothing where nobody waits or nothing was before."""
    if not len(rows.outcome):
        return None
    groups, number = np.unique(rows.group, return_inverse=True)  # a group without rows is none
    rows = replace(rows, group=number, begins=rows.begins[groups])
    found = _weights(rows)
    if found is None:
        return None
    weights, waited = found
    has = np.arange(weights.shape[1]) >= rows.begins[:, None]
    counts = _table(rows, np.ones(len(rows.outcome)))
    share = float((weights * _table(rows, rows.outcome) / np.maximum(counts, 1))[has].sum())
    had, beside = (cells[rows.group, rows.period] for cells in (has & (weights > 0), waited))
    effect = _estimate(rows, weights)
    starts = np.unique(rows.begins[rows.begins < LATER])
    first = int(rows.period.min())
    return Stepped(
        effect, _drift(rows), had, beside, int(had.sum()), int(rows.outcome[had].sum()),
        len(np.unique(rows.person)), int(starts.min()) - first,
        (100 * share, 100 * share - effect.difference),
    )  # fmt: skip


def _weights(rows: Counted) -> tuple[Array, Flags] | None:
    """Return how much each mean counts, groups by periods, and which of them waited beside."""
    counts = _table(rows, np.ones(len(rows.outcome)))
    periods = counts.shape[1]
    weights, waited = np.zeros_like(counts), np.zeros(counts.shape, dtype=bool)
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
            waited[waits, period] = True
            weights[group, period] += size
            weights[group, base] -= size / len(base)
            weights[waits, period] -= size * counts[waits, period] / counts[waits, period].sum()
            there = counts[np.ix_(waits, base)]
            weights[np.ix_(waits, base)] += size / len(base) * there / there.sum(axis=0)
    return (weights / total, waited) if total else None


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
    # Satterthwaite: the part of persons is known well, what befalls groups by few periods. That
    # a few of these differed no more than chance gives does not make it known any better; only
    # the test of the periods before (degree 1) then counts persons alone, and fires the sooner.
    unsure = freedom < _ENOUGH and not degree
    felt = (max(seen, usual) if unsure or spread > 0 else 0.0) * size
    known = min(1e6, max(1.0, error**4 * freedom / felt**2)) if felt > 0 else 1e6
    width, gap = float(stdtrit(known, 0.975)), float((weights * means).sum())
    chance = 2 * float(stdtr(known, -abs(gap) / error)) if error > 0 else 1.0
    low, high = gap - width * error, gap + width * error
    return Estimate(100 * gap, 100 * error, 100 * low, 100 * high, chance)


def _shock(rows: Counted, means: Array, counts: Array, degree: int = 0) -> tuple[float, float, int]:
    """Return the variance of means that is seen, that chance gives, and on how many both rest.

    Of the periods before any group had the offer, and of groups with somebody in each of them: the
    squares that are left after periods and, per group, a level (or with degree 1 a line). What is
    more than chance among persons befell groups.
    """
    last = int(rows.begins[rows.begins < LATER].min(initial=means.shape[1]))
    whole = counts[:, :last].all(axis=1)
    used, size = means[whole, :last], counts[whole, :last]
    groups, periods = used.shape
    freedom = (groups - 1) * (periods - 1 - degree)
    if freedom <= 0:
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
    whole: Flags = np.asarray(counts.all(axis=1), dtype=bool)
    others = whole & (np.arange(len(whole)) != first)
    if start < 2 or not whole[first] or not others.any():
        return None
    away = np.arange(start) - (start - 1) / 2
    slope = away / (away**2).sum()
    weights = np.zeros((len(rows.begins), int(rows.period.max()) + 1))
    weights[first, :start] = slope
    weights[others, :start] = -slope * counts[others] / counts[others].sum(axis=0)
    return _estimate(rows, weights, degree=1)

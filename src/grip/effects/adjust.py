"""The adjusted comparison of one trial: weights, an outcome model, and an interval by person.

Controls get weights by which they have, on every covariate, the very means of the starters
(entropy balancing). With a linear outcome model fitted under those weights that is doubly robust:
right when either the odds to start are log-linear in the covariates or the outcome is linear in
them. The difference is that of who starts now and who does not (yet) start now, for those who
start (ATT), in percentage points.

Its influence function per row is T(Y - m0 - ATT)/n1 - (1 - T) w (Y - m0), with m0 the weighted
regression, which accounts for the weights being estimated. Summed per person (who comes back as a
control month after month is one) its root sum of squares is the standard error; the interval takes
Student's t with the number of starters, or the effective size of the controls if that is less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grip.effects.arrays import Numbers, distinct
from grip.effects.estimators import (
    Array,
    aipw_att,
    e_value,
    effective_size,
    entropy_weights,
    logistic,
    weighted_levels,
)
from grip.effects.trial import Trial

DRAWS = 2000
LEAST_TESTED = 5  # cases without which a test sees nothing
_SEED = 20_200_801
_TAIL = 0.025


@dataclass(frozen=True)
class Balance:
    """How far starters and others lie apart on one covariate, in standard deviations."""

    covariate: str
    level: str
    before: float
    after: float


@dataclass(frozen=True)
class Estimate:
    """A difference in percentage points, with its interval and the chance of one so large."""

    difference: float
    error: float
    low: float
    high: float
    chance: float


@dataclass(frozen=True)
class Comparison:
    """The adjusted comparison of one instrument.

    Attributes:
        starters, events: how many started and how many of them left for work.
        others: how many persons stand beside them.
        size: of how many equal rows the weighted controls are worth.
        outside: starters for whom nobody is comparable.
        shares: out for work, after each month, of starters and of the controls made alike.
        curve: the difference after each month, with a band that holds for all months at once.
        work: the difference at the horizon.
        raw: that difference before any weight.
        unmoved: the difference in ends that no instrument can change, per hundred who could still
            leave: who is off to work cannot reach the pension age in benefit.
        placebo: the same for a start that is invented a year before the real one.
        balance: before and after, per level of each covariate.
        ratio: share of starters over share of controls; `explain` and `explain_bound` are the
            E-values of it and of the bound of its interval nearest to one.
        influence: per person number, for comparing instruments with each other.
    """

    starters: int
    events: int
    others: int
    size: float
    outside: int
    shares: tuple[tuple[float, float], ...]
    curve: tuple[Estimate, ...]
    work: Estimate
    raw: float
    unmoved: Estimate | None
    placebo: Estimate | None
    balance: tuple[Balance, ...]
    ratio: float
    explain: float
    explain_bound: float

    @property
    def imbalance(self) -> float:
        """The largest difference that is left, in standard deviations."""
        return max((abs(one.after) for one in self.balance), default=0.0)


@dataclass(frozen=True)
class _Fit:
    """Weights of a trial: per cell the controls in it together.

    `ones` and `counts` are how many starters and controls each cell has, `mine` and `theirs` their
    rows, `scale` what a row counts for: a starter one of all, a control less its weight.
    """

    trial: Trial
    weights: Array
    ones: Array
    counts: Array
    mine: Numbers
    theirs: Numbers
    scale: Array

    @property
    def number(self) -> float:
        """How many starters there are."""
        return float(len(self.mine))

    @property
    def size(self) -> float:
        """Of how many equal rows the weighted controls are worth."""
        some = self.counts > 0
        return effective_size(self.weights[some], self.counts[some])


def compare(
    trial: Trial, placebo: Trial | None = None, *, curved: bool = True
) -> Comparison | None:
    """Return the adjusted comparison, or nothing where no weights make the controls alike.

    Args:
        trial: starters and others.
        placebo: the same with invented starts, to test with.
        curved: with the whole curve and the tests; without them only what is at the horizon.
    """
    fit = _fitted(trial)
    if fit is None:
        return None
    month = trial.work if curved else np.minimum(trial.work, 1)
    shares, influence = _followed(fit, month, trial.horizon if curved else 1)
    width = _quantile(_freedom(fit))
    errors = _errors(influence, fit.number)
    band = _band(influence, errors) if curved else 0.0
    curve = () if not curved else tuple(
        Estimate(100 * (a - b), 100 * error, 100 * (a - b - band * error),
                 100 * (a - b + band * error), float("nan"))
        for (a, b), error in zip(shares, _floored(shares, errors, fit), strict=True)
    )  # fmt: skip
    work = _estimate(shares[-1], float(errors[-1]), width, _freedom(fit))
    raw = 100 * (shares[-1][0] - float((trial.work[fit.theirs] > 0).mean()))
    ratio, explain, bound = _strength(shares[-1], work)
    return Comparison(
        len(fit.mine), int(np.count_nonzero(trial.work[fit.mine])),
        distinct(trial.person[fit.theirs]), fit.size,
        trial.outside, shares, curve, work, raw,
        _unmoved(fit) if curved else None, _placebo(placebo), _balance(fit), ratio, explain, bound,
    )  # fmt: skip


def otherwise(trial: Trial) -> float:
    """Return the same difference by the odds to start and an outcome model of the others (AIPW).

    In place of equal means, to see how much hangs on the way of weighing.
    """
    cells, work = len(trial.design), (trial.work > 0).astype(np.float64)
    sides = (trial.started, 1 - trial.started)
    ones, none = (
        np.bincount(trial.cell, side, minlength=cells).astype(np.float64) for side in sides
    )
    means = [
        np.bincount(trial.cell, work * side, minlength=cells) / np.maximum(size, 1)
        for side, size in zip(sides, (ones, none), strict=True)
    ]
    e = logistic(trial.design, ones / np.maximum(ones + none, 1), ones + none)
    m0 = weighted_levels(trial.design, means[1][:, None], none)[:, 0]
    started = np.repeat([1.0, 0.0], cells)
    return 100 * aipw_att(
        np.tile(e, 2), np.tile(m0, 2), started, np.concatenate(means), np.concatenate([ones, none])
    )


def _fitted(trial: Trial) -> _Fit | None:
    cells = len(trial.design)
    mine, theirs = np.flatnonzero(trial.started), np.flatnonzero(trial.started == 0)
    ones, counts = (
        np.bincount(trial.cell[rows], minlength=cells).astype(np.float64) for rows in (mine, theirs)
    )
    target = ones @ trial.design / ones.sum()
    some = counts > 0
    found = entropy_weights(trial.design[some], target, counts[some])
    if found is None:
        return None
    weights = np.zeros(cells)
    weights[some] = found
    scale = -(weights / np.maximum(counts, 1))[trial.cell]
    scale[mine] = 1 / len(mine)
    return _Fit(trial, weights, ones, counts, mine, theirs, scale)


def _followed(
    fit: _Fit, month: Numbers, horizon: int
) -> tuple[tuple[tuple[float, float], ...], Array]:
    """Return both shares after every month, and the influence: persons by months."""
    trial, person = fit.trial, fit.trial.person
    persons = int(person.max()) + 1
    ended = _by_month(trial.cell[fit.theirs], month[fit.theirs], len(fit.counts), horizon)
    means = ended / np.maximum(fit.counts, 1)[:, None]
    expected = weighted_levels(trial.design, means, fit.weights)
    control = fit.weights @ means
    started = _by_month(np.zeros_like(fit.mine), month[fit.mine], 1, horizon)[0] / fit.number
    gap = started - fit.ones @ expected / fit.number
    influence = _by_month(person, month, persons, horizon, fit.scale)
    for step, level in enumerate(np.ascontiguousarray(expected.T)):
        influence[:, step] -= np.bincount(person, fit.scale * level[trial.cell], minlength=persons)
    begun = np.bincount(person[fit.mine], fit.scale[fit.mine], minlength=persons)
    influence -= begun[:, None] * gap
    return tuple(zip(started.tolist(), control.tolist(), strict=True)), influence


def _by_month(
    group: Numbers, month: Numbers, groups: int, horizon: int, weight: Array | None = None
) -> Array:
    """Return, per group, how many (or the weight of who) had ended by the end of every month."""
    ended = np.bincount(group * (horizon + 1) + month, weight, minlength=groups * (horizon + 1))
    table = ended.reshape(groups, horizon + 1)
    return table[:, 1:].cumsum(axis=1).astype(np.float64)


def _errors(influence: Array, starters: float) -> Array:
    small = starters / max(starters - 1, 1)
    return np.asarray(np.sqrt(small * (influence**2).sum(axis=0)), dtype=np.float64)


def _floored(shares: tuple[tuple[float, float], ...], errors: Array, fit: _Fit) -> list[float]:
    """Return the errors by month, not less than chance gives where few starters have left yet.

    With none of them gone their outcomes do not vary and the error would be next to nothing; there
    it is that of the share of the controls among as many starters.
    """
    return [
        max(float(error), (b * (1 - b) / fit.number) ** 0.5) if a * fit.number < LEAST_TESTED else
        float(error)
        for (a, b), error in zip(shares, errors, strict=True)
    ]  # fmt: skip


def _freedom(fit: _Fit) -> float:
    return max(1.0, min(fit.number, fit.size) - 1)


def _quantile(freedom: float, tail: float = _TAIL) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 1 - tail))


def _estimate(shares: tuple[float, float], error: float, width: float, freedom: float) -> Estimate:
    from scipy.special import stdtr

    gap = shares[0] - shares[1]
    chance = 2 * float(stdtr(freedom, -abs(gap) / error)) if error > 0 else 1.0
    low, high = 100 * (gap - width * error), 100 * (gap + width * error)
    return Estimate(100 * gap, 100 * error, low, high, chance)


def _band(influence: Array, errors: Array) -> float:
    """Return how many standard errors hold the whole curve at once, 95%.

    The multiplier bootstrap: the influence of every person times a normal draw, all months of a
    person the same one. Given the data such a sum is normal with the covariance of the influences,
    so that it is drawn from that and not person by person. Callaway and Sant'Anna (2021), Journal
    of Econometrics 225:200-230.
    """
    some = errors > 0
    if not some.any():
        return _quantile(1e6)
    felt = influence[:, some] / np.sqrt((influence[:, some] ** 2).sum(axis=0))
    spread, axes = np.linalg.eigh(felt.T @ felt)
    drawn = np.random.default_rng(_SEED).standard_normal((DRAWS, len(spread)))
    curves = drawn * np.sqrt(np.maximum(spread, 0)) @ axes.T
    return float(np.quantile(np.abs(curves).max(axis=1), 1 - 2 * _TAIL))


def _unmoved(fit: _Fit) -> Estimate | None:
    """Return the difference of the cumulative hazards of an end that no instrument can change.

    A(t) is the sum over the months of d/Y, weighted, with d who ended so and Y who was still there
    (Nelson and Aalen; who left otherwise in a month was there half of it); per row its influence
    is w(1/Y at the own end - the sum of d/Y² while there). As a share of everybody it would fall
    by itself where more people leave for work.
    """
    trial, mine, theirs = fit.trial, fit.mine, fit.theirs
    influence = np.zeros(len(trial.person))
    one, influence[mine] = _hazard(trial, mine, fit.scale[mine])
    none, influence[theirs] = _hazard(trial, theirs, -fit.scale[theirs])
    influence[theirs] *= -1
    there = float(np.where(trial.out[mine] > 0, trial.out[mine], trial.horizon).sum())
    expected = none * there / trial.horizon
    if max(expected, float(np.count_nonzero(trial.unmoved[mine]))) < LEAST_TESTED:
        return None
    felt = np.bincount(trial.person, influence).astype(np.float64)
    error = float(_errors(felt[:, None], fit.number)[0])
    freedom = _freedom(fit)
    return _estimate((one, none), error, _quantile(freedom), freedom)


def _hazard(trial: Trial, rows: Numbers, weight: Array) -> tuple[float, Array]:
    """Return the cumulative hazard at the horizon under weights, and the influence of each row."""
    size, out, unmoved = trial.horizon + 2, trial.out[rows], trial.unmoved[rows]
    last = np.where(out > 0, out, trial.horizon + 1)
    leaving = np.bincount(last, weight, minlength=size)
    ends = np.bincount(unmoved, weight, minlength=size)
    ends[0] = 0.0
    still = leaving[::-1].cumsum()[::-1]
    risk = np.maximum(still - (leaving - ends) / 2, 1e-12)
    risk[-1] = np.inf  # nothing is seen after the horizon
    steps = ends / risk
    rate = steps / risk
    other = (out > 0) & (unmoved == 0)
    passed = rate.cumsum()[last] - np.where(other, rate[last] / 2, 0.0)
    own = np.where(unmoved > 0, 1 / risk[unmoved], 0.0)
    return float(steps.sum()), weight * (own - passed)


def _placebo(trial: Trial | None) -> Estimate | None:
    """Return the difference before the start, where enough happened then to see one."""
    fit = None if trial is None else _fitted(trial)
    if fit is None:
        return None
    shares, influence = _followed(fit, np.minimum(fit.trial.work, 1), 1)
    number, freedom = fit.number, _freedom(fit)
    if max(shares[0]) * number < LEAST_TESTED or number < LEAST_TESTED:
        return None
    return _estimate(shares[0], float(_errors(influence, number)[0]), _quantile(freedom), freedom)


def _balance(fit: _Fit) -> tuple[Balance, ...]:
    """Return the balance of every level, and of the months in benefit, which no weight knows."""
    trial = fit.trial
    shares = np.stack([fit.ones / fit.number, fit.counts / fit.counts.sum(), fit.weights])
    here, all_others, made_alike = shares @ trial.design
    spread = np.sqrt(np.maximum(here * (1 - here), 1e-12))
    before, after = (here - all_others) / spread, (here - made_alike) / spread
    found = [
        Balance(*name, float(b), float(a))
        for name, b, a in zip(trial.names, before, after, strict=True)
    ]
    beside = 1 - trial.started
    mine = trial.months[fit.mine]
    wide = max(float(mine.std()), 1e-6)
    away: Callable[[Array], float] = lambda weight: (  # noqa: E731
        float((mine.mean() - np.average(trial.months, weights=weight)) / wide)
    )
    return (*found, Balance("duur", "in maanden", away(beside), away(-fit.scale * beside)))


def _strength(shares: tuple[float, float], work: Estimate) -> tuple[float, float, float]:
    """Return the risk ratio and the E-values of it and of its bound nearest to one."""
    started, control = shares
    if control <= 0:
        return float("nan"), float("nan"), float("nan")
    ratio = started / control
    near = work.low if work.difference >= 0 else work.high
    bound = (control + near / 100) / control
    crossed = (bound - 1) * (ratio - 1) <= 0
    return ratio, e_value(ratio), 1.0 if crossed else e_value(bound)

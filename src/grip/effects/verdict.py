"""What may be said of a comparison: nothing, an indication, or no indication; never proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from grip.effects.adjust import Comparison, Estimate

LEAST_STARTERS, LEAST_EVENTS, LEAST_SIZE, MOST_IMBALANCE = 15, 5, 30.0, 0.1
ALPHA, TEST_ALPHA = 0.05, 0.01
_BOTH = 1.959963984540054 + 0.8416212335729143  # 95% two-sided, 80% power
_USUAL_SHARE = 0.2


class Verdict(StrEnum):
    """The outcome of the rule."""

    NONE = "geen uitspraak"
    SIGNAL = "aanwijzing"
    NO_SIGNAL = "geen aanwijzing"


@dataclass(frozen=True)
class Judged:
    """A verdict, with the reasons for it, in words."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def too_few(comparison: Comparison) -> tuple[str, ...]:
    """Return of what there is too little to say anything; empty where there is enough."""
    found = []
    if comparison.starters < LEAST_STARTERS:
        found.append(too_few_starters(comparison.starters))
    if comparison.events < LEAST_EVENTS:
        who = "starter" if comparison.events == 1 else "starters"
        found.append(f"{comparison.events} {who} met uitstroom naar werk, nodig {LEAST_EVENTS}")
    if comparison.size < LEAST_SIZE:
        found.append(
            f"de vergelijkingsgroep telt effectief voor {comparison.size:.0f}, "
            f"nodig {LEAST_SIZE:.0f}"
        )
    return tuple(found)


def too_thin(comparison: Comparison) -> tuple[str, ...]:
    """Return why nothing may be said, by the numbers; empty where something may."""
    found = too_few(comparison)
    if comparison.imbalance > MOST_IMBALANCE:
        return (*found, "na weging is de vergelijkingsgroep nog niet gelijk genoeg")
    return found


def too_few_starters(number: int) -> str:
    """Return the reason that so few started."""
    who = "starter" if number == 1 else "starters"
    return f"{number} {who} om te vergelijken, nodig {LEAST_STARTERS}"


def failed_tests(comparison: Comparison) -> tuple[str, ...]:
    """Return which tests that should find nothing found something."""
    found = []
    if _fires(comparison.unmoved):
        found.append(
            "ook de uitstroom die niet kan reageren (AOW, verhuizing, overlijden) verschilt"
        )
    if _fires(comparison.placebo):
        found.append(
            "starters verschilden al in het jaar voor de start (werk naast de uitkering, stappen "
            "op de ladder)"
        )
    return tuple(found)


def _fires(estimate: Estimate | None) -> bool:
    return estimate is not None and estimate.chance < TEST_ALPHA


def judged(comparison: Comparison, chance: float | None = None) -> Judged:
    """Return the verdict on a comparison.

    Args:
        comparison: what was found.
        chance: of a difference so large, after control for how many instruments were looked at;
            without it that of the comparison alone.
    """
    if thin := too_thin(comparison):
        return Judged(Verdict.NONE, thin)
    if failed := failed_tests(comparison):
        return Judged(Verdict.NONE, failed)
    one = comparison.work.chance if chance is None else chance
    if one < ALPHA:
        return Judged(Verdict.SIGNAL)
    if comparison.work.chance < ALPHA:
        return Judged(
            Verdict.NO_SIGNAL,
            ("bij zoveel vergeleken instrumenten komt een verschil als dit ook door toeval voor",),
        )
    return Judged(Verdict.NO_SIGNAL, ("het verschil kan toeval zijn",))


def holm(chances: Sequence[float]) -> list[float]:
    """Return chances controlled for how many there are.

    Holm (1979), Scandinavian Journal of Statistics 6:65-70: the smallest times n, the next times
    n - 1, and never less than the one before.
    """
    order = np.argsort(chances)
    adjusted = np.array(chances, dtype=np.float64)[order] * np.arange(len(chances), 0, -1)
    found = np.empty(len(chances))
    found[order] = np.minimum(np.maximum.accumulate(adjusted), 1.0)
    return [float(one) for one in found]


def smallest_difference(treated: float, others: float, share: float = _USUAL_SHARE) -> float:
    """Return the difference, in percentage points, that is found four times out of five.

    The d that solves d = 2.8 sqrt((p + d)(1 - p - d)/n1 + p(1 - p)/n0): 95% two-sided and 80%
    power, with p the share of the others. Not a number where even the whole rest is too little, or
    where so few start that the formula does not hold.
    """
    if treated < LEAST_EVENTS or others < LEAST_EVENTS:
        return float("nan")
    steps = np.arange(0.0005, 1 - share, 0.0005)
    width = np.sqrt((share + steps) * (1 - share - steps) / treated + share * (1 - share) / others)
    enough = np.flatnonzero(steps >= _BOTH * width)
    return float(100 * steps[enough[0]]) if len(enough) else float("nan")


def smallest_found(estimate: Estimate) -> float:
    """Return the smallest difference that this comparison could have shown (80% power)."""
    return _BOTH * estimate.error


def pooled(estimates: Sequence[Estimate]) -> list[Estimate]:
    """Return every difference drawn towards their mean, the more so the less it rests on.

    Normal with a common mean and a spread tau² by Paule and Mandel (1982): each becomes the mean
    of itself and the common mean, weighted by 1/se² and 1/tau²; the interval counts that the
    common mean is estimated. With fewer than three there is nothing to draw towards.
    """
    if len(estimates) < 3:
        return list(estimates)
    y = np.array([one.difference for one in estimates])
    v = np.array([max(one.error, 1e-9) ** 2 for one in estimates])
    spread = _paule_mandel(y, v)
    weight = 1 / (v + spread)
    mean, about = float(weight @ y / weight.sum()), float(1 / weight.sum())
    keep = spread / (spread + v)
    centre = keep * y + (1 - keep) * mean
    error = np.sqrt(keep * v + (1 - keep) ** 2 * about)
    return [
        Estimate(float(c), float(e), float(c - 1.96 * e), float(c + 1.96 * e), float("nan"))
        for c, e in zip(centre, error, strict=True)
    ]


def _paule_mandel(y: np.ndarray, v: np.ndarray) -> float:
    """Return the spread at which the weighted squares are what they should be; 0 if below."""

    def excess(spread: float) -> float:
        weight = 1 / (v + spread)
        mean = weight @ y / weight.sum()
        return float(weight @ (y - mean) ** 2) - (len(y) - 1)

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, float(((y - y.mean()) ** 2).sum() + v.max())
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2

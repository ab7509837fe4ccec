"""Regression discontinuity: who is just over a threshold beside who is just under it.

`x` is how far over the threshold somebody is (under it: less than 0) and `y` the outcome. On either
side a line is fitted to who is near, the nearer the more it counts (triangular); the jump at the
threshold is the effect on who stands there, if nothing else jumps there. The interval is that of
the jump of parabolas over the same distance, which takes away the bias that lines leave: with equal
bandwidths the robust interval of Calonico, Cattaneo and Titiunik (2014), Econometrica 82:2295-2326.
How near is near enough: Imbens and Kalyanaraman (2012), Review of Economic Studies 79:933-959.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grip.effects.adjust import Estimate
from grip.effects.arrays import Array

_Z = 1.959963984540054
_TRIANGLE = 3.4375  # the constant of the triangular kernel


@dataclass(frozen=True)
class Jump:
    """A jump at the threshold: lines, and the interval of parabolas around it.

    `levels` is what the lines say just over the threshold and just under it.
    """

    lines: float
    parabolas: float
    error: float
    levels: tuple[float, float] = (float("nan"), float("nan"))

    @property
    def inside(self) -> bool:
        """Whether the jump of lines lies in the interval; otherwise the two contradict."""
        return abs(self.lines - self.parabolas) <= _Z * self.error

    def estimate(self, times: float = 100.0) -> Estimate:
        """Return the jump with its robust interval."""
        from scipy.special import ndtr

        chance = 2 * float(ndtr(-abs(self.parabolas) / self.error)) if self.error > 0 else 1.0
        low, high = self.parabolas - _Z * self.error, self.parabolas + _Z * self.error
        return Estimate(times * self.lines, times * self.error, times * low, times * high, chance)


def jump_at(x: Array, y: Array, width: float) -> Jump:
    """Return the jump of `y` at nought, of rows within `width` of it."""
    (over, under), _ = _sides(x, y, width, 1)
    (above, below), error = _sides(x, y, width, 2)
    return Jump(over - under, above - below, error, (over, under))


def _sides(x: Array, y: Array, width: float, degree: int) -> tuple[tuple[float, float], float]:
    """Return the levels at nought over and under it, and the error of their difference."""
    above, below = (_at_nought(x[side], y[side], width, degree) for side in (x >= 0, x < 0))
    return (above[0], below[0]), float(np.hypot(above[1], below[1]))


def _at_nought(x: Array, y: Array, width: float, degree: int) -> tuple[float, float]:
    """Return level and standard error at nought of a weighted polynomial (HC3)."""
    near = np.abs(x) < width
    x, y = x[near] / width, y[near]
    weight = 1 - np.abs(x)
    powers = np.vander(x, degree + 1, increasing=True)
    inverse = np.linalg.pinv((powers.T * weight) @ powers)
    beta = inverse @ (powers.T @ (weight * y))
    lever = np.einsum("ij,jk,ik->i", powers, inverse, powers) * weight
    left = weight * (y - powers @ beta) / np.maximum(1 - lever, 0.05)
    spread = inverse @ ((powers.T * left**2) @ powers) @ inverse
    return float(beta[0]), float(np.sqrt(spread[0, 0]))


def bandwidth(x: Array, y: Array) -> float:
    """Return within which distance rows count (Imbens and Kalyanaraman, triangular kernel)."""
    number = len(x)
    first = 1.84 * x.std(ddof=1) * number**-0.2
    near = [(x >= 0) & (x < first), (x < 0) & (x > -first)]
    counts = [max(int(side.sum()), 1) for side in near]
    noise = [max(float(y[side].var(ddof=1)) if side.sum() > 2 else 0.0, 1e-6) for side in near]
    density = sum(counts) / (2 * number * first)
    sides = [x >= 0, x < 0]
    middle = (x >= np.median(x[sides[1]])) & (x <= np.median(x[sides[0]]))
    global_fit = np.column_stack([x >= 0, np.vander(x, 4, increasing=True)])[middle]
    third = 6 * float(np.linalg.lstsq(global_fit, y[middle], rcond=None)[0][-1])
    curves, shy = [], 0.0
    for side, variance in zip(sides, noise, strict=True):
        wide = 3.56 * (variance / (density * max(third**2, 0.01 / first**6))) ** (1 / 7)
        wide *= max(int(side.sum()), 1) ** (-1 / 7)
        inside = side & (np.abs(x) <= wide)
        if inside.sum() < 10:
            inside, wide = side, float(np.abs(x[side]).max())
        curves.append(2 * float(np.polyfit(x[inside], y[inside], 2)[0]))
        shy += 2160 * variance / (int(inside.sum()) * wide**4)
    noisy = sum(noise) / (density * ((curves[0] - curves[1]) ** 2 + shy))
    return float(_TRIANGLE * noisy**0.2 * number**-0.2)


def density_jump(x: Array, width: float, bin_size: float) -> tuple[float, float] | None:
    """Return the jump of the log of the density at nought, and its standard error.

    Where people can choose their side of the threshold they crowd on one. A line through the counts
    per bin on either side; error by McCrary (2008), Journal of Econometrics 142:698-714:
    sqrt(24/5 (1/f+ + 1/f-)/(n h)). None where a side is empty or its line ends below nought: then
    it is not known whether they crowd, which is no less bad than that they do.
    """
    bins = max(int(width / bin_size), 3)
    levels = []
    for side in (x[(x >= 0) & (x < width)], -x[(x < 0) & (x > -width)]):
        counts, edges = np.histogram(side, bins=bins, range=(0.0, width))
        middles = (edges[:-1] + edges[1:]) / 2
        weight = np.sqrt(1 - middles / width)
        line = np.column_stack([np.ones(bins), middles])
        density = counts / (len(x) * (edges[1] - edges[0]))
        levels.append(float(np.linalg.lstsq(line * weight[:, None], density * weight,
                                            rcond=None)[0][0]))  # fmt: skip
    if min(levels) <= 0:
        return None
    error = np.sqrt(24 / 5 * (1 / levels[0] + 1 / levels[1]) / (len(x) * width))
    return float(np.log(levels[0] / levels[1])), float(error)

"""Linear programs over the hidden counts of one part of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from grip.disclosure.simplex import Answer, Simplex
from grip.disclosure.tables import Lines, Part

_WHOLE = 1e-6
_FEW = 3  # so few secrets are better tried one by one
_NEAR = 0.1  # this near to the furthest is far enough for many secrets together
_NODES = 200  # of the tree in which whole numbers are sought
_MOST = 30  # so many unsafe secrets, and it is better to hide something first


class Program:
    """One part of the tables: what is known of its unknowns, and which secrets are in it.

    Args:
        part: the part.
        values: what its secrets come to.
    """

    def __init__(self, part: Part, values: Any) -> None:
        self.part, self._values = part, values
        self.points: list[Any] = []  # whole numbers that fit
        self.numbers: list[int] = part.wanted.numbers.tolist()
        self.prices: dict[int, list[dict[int, float]]] = defaultdict(list)
        self._cap = min(1e4 + 4 * np.abs(part.equal.right).sum(), 1e7)
        lower = np.where(part.signed, -self._cap, 0.0)
        self._bounds = np.array([lower, np.full(len(lower), self._cap)]).T
        self._equal, self._right = part.equal.matrix, part.equal.right
        self._most, self._tops = -part.least.matrix, -part.least.right
        self._wanted, self._known = part.wanted.matrix, -part.wanted.right
        self._restless = np.zeros(len(lower), bool)  # unknowns that came out as fractions

    def unsafe(self, width: int, most: int = _MOST) -> tuple[list[int], list[int]]:
        """Return secrets that can be placed within less than `width`, and those not looked at.

        First all of them are brought down together, then up as long as that helps several; the
        rest is tried one by one, until so many are found that hiding is a better way to go on.
        """
        low, high = self._span()
        sign, before = -1.0, len(low) + _FEW
        while _FEW < (open_ := np.flatnonzero(high - low < width)).size <= before - _FEW:
            goal = high[open_] - width if sign < 0 else low[open_] + width
            self._widen(self._together(open_, sign, goal), low, high)
            sign, before = 1.0, len(open_) if sign > 0 else before
        found: list[int] = []
        left = np.flatnonzero(high - low < width).tolist()
        while left and len(found) < most:
            at = left.pop(0)
            self._stretch(at, low, high, width)
            if high[at] - low[at] < width:
                found.append(self.numbers[at])
        return found, [self.numbers[at] for at in left if high[at] - low[at] < width]

    def safe(self, width: int, suspects: Iterable[int]) -> bool:
        """Tell whether no secret can be placed within less than `width`; the suspects go first."""
        low, high = self._span()
        for at in np.flatnonzero(np.isin(self.numbers, list(suspects))).tolist():
            self._stretch(at, low, high, width)
            if high[at] - low[at] < width:
                return False
        return not self.unsafe(width, most=1)[0]

    def _stretch(self, at: int, low: Any, high: Any, width: int) -> None:
        """Push one secret as far up and down as it goes, as far as that is needed."""
        for sign in (1.0, -1.0):
            if high[at] - low[at] >= width:
                return
            if sign < 0 and low[at] == 0 and self._never_negative[at]:
                return
            goal = low[at] + width if sign > 0 else high[at] - width
            self._widen(self._extreme(at, sign, sign * goal), low, high)

    @cached_property
    def _never_negative(self) -> Any:
        """Tell of every secret whether it is a sum of counts, and so at least 0."""
        falls = (self._wanted < 0).astype(int) + (self._wanted != 0).multiply(self.part.signed)
        return (self._known == 0) & (falls.sum(axis=1) == 0)

    def _span(self) -> tuple[Any, Any]:
        """Return between which values the secrets lie in what is known to be possible."""
        low, high = self._values.copy(), self._values.copy()
        for point in self.points:
            self._note(point, low, high)
        return low, high

    def _note(self, point: Any, low: Any, high: Any) -> None:
        told = self._wanted @ point + self._known
        np.minimum(low, told, out=low)
        np.maximum(high, told, out=high)

    def with_rows(self, rows: Lines) -> Program:
        """Return the program in which more sums are known; what fits them is kept."""
        from scipy.sparse import vstack

        equal = self.part.equal
        more = Lines(
            vstack([equal.matrix, rows.matrix], format="csr"),
            np.r_[equal.right, rows.right], np.r_[equal.numbers, rows.numbers],
        )  # fmt: skip
        return Program(replace(self.part, equal=more), self._values).with_points(self.points)

    def with_points(self, points: Iterable[Any]) -> Program:
        """Take over those sets of numbers that fit, and return itself."""
        self.points += [point for point in points if self._fits(point)]
        return self

    def _widen(self, point: Any, low: Any, high: Any) -> None:
        """Take a set of whole numbers into what is known to be possible, if it does fit."""
        if point is not None and self._fits(point):
            self.points.append(point)
            self._note(point, low, high)

    def _fits(self, point: Any) -> bool:
        equal = np.abs(self._equal @ point - self._right).max(initial=0) < _WHOLE
        least = (self._tops - self._most @ point).min(initial=0) > -_WHOLE
        return bool(equal and least and (point[~self.part.signed] >= 0).all())

    def _together(self, open_: Any, sign: float, goal: Any) -> Any:
        """Return whole numbers that bring as many open secrets as can be near their goal.

        A variable beside every secret counts how far it went, and no further than its goal. What
        came out as a fraction before stays as it is in a set of whole numbers that fits.
        """
        from scipy.sparse import csr_array, eye_array, hstack, vstack

        wanted, size, count = self._wanted[open_, :], len(self._bounds), len(open_)
        reached = hstack([-sign * wanted, eye_array(count)])
        wide = np.array([[-self._cap * 4] * count, sign * goal]).T
        bounds = self._bounds.copy()
        if self.points:
            bounds[self._restless] = self.points[-1][self._restless, None]
        equal, most = (
            hstack([matrix, csr_array((matrix.shape[0], count))])
            for matrix in (self._equal, self._most)
        )
        solved = Simplex(
            equal, self._right, vstack([most, reached]),
            np.concatenate([self._tops, sign * self._known[open_]]),
            np.concatenate([bounds, wide]),
        ).least(np.concatenate([np.zeros(size), -np.ones(count)]))  # fmt: skip
        if solved is None:
            return None
        found = self._whole(sign * wanted.sum(axis=0), solved.point[:size], _NEAR)
        self._restless |= _fractions(solved.point[:size])
        return found

    def _extreme(self, at: int, sign: float, goal: float) -> Any:
        """Return the whole numbers that fit and put a secret furthest up or down.

        Where even fractions do not reach the goal no whole numbers are sought. How much the bound
        moves with what is known is remembered. Where nothing fits all that is known, something
        that is held to be true is not, and nothing can be said to be safe: then the secret rests
        on all of it.
        """
        push = sign * self._wanted[[at], :].toarray()[0]
        solved = self._simplex.least(-push)
        if solved is None:
            everything = dict.fromkeys(self.part.equal.numbers.tolist(), 1.0)
            self.prices[self.numbers[at]].append(everything)
            return None
        self.prices[self.numbers[at]].append(self._priced(solved, -sign))
        if (
            -solved.value + sign * self._known[at] < goal - _WHOLE
            and _fractions(solved.point).any()
        ):
            return None
        found = self._whole(push, solved.point)
        return self._brought_to(push, goal - sign * self._known[at]) if found is None else found

    def _brought_to(self, push: Any, goal: float) -> Any:
        """Return whole numbers that bring a secret to its goal, where none go to the furthest."""
        from scipy.sparse import csr_array, vstack

        equal = vstack([self._equal, csr_array(push[None, :])], format="csr")
        known = np.r_[self._right, goal]
        solved = Simplex(equal, known, self._most, self._tops, self._bounds).least(0 * push)
        return None if solved is None else self._whole(push, solved.point)

    @cached_property
    def _simplex(self) -> Simplex:
        return Simplex(self._equal, self._right, self._most, self._tops, self._bounds)

    def _priced(self, solved: Answer, sign: float) -> dict[int, float]:
        """Return the dual values of a solution by the number of the equation or limit."""
        found: dict[int, float] = {}
        for lines, duals in (
            (self.part.equal, solved.equal_prices),
            (self.part.least, -solved.most_prices),
        ):
            large = np.abs(duals) > _WHOLE
            numbers, prices = lines.numbers[large].tolist(), (sign * duals[large]).tolist()
            found.update(zip(numbers, prices, strict=True))
        return found

    def _whole(self, push: Any, near: Any, gap: float = 0.0) -> Any:
        """Return whole numbers that fit and go far: beside a point, or else anywhere.

        What is whole in the point stays as it is, but for what stands in an equation with
        something that is not.
        """
        apart = _fractions(near)
        if not apart.any():
            return np.round(near)
        beside = abs(self._equal).T @ (abs(self._equal) @ apart) > 0
        for free in (beside, np.ones(len(apart), bool)):
            found = self._solved(push, np.where(free, np.nan, np.round(near)), gap)
            if found is not None:
                return found
        return None

    def _solved(self, push: Any, values: Any, gap: float) -> Any:
        """Return the whole numbers that go furthest with some unknowns filled in, if there are."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        free = np.isnan(values)
        limits = []
        for lines, most in ((self.part.equal, None), (self.part.least, np.inf)):
            left = lines.beside(values)
            if len(left.right):
                high = left.right if most is None else most
                limits.append(LinearConstraint(left.matrix, left.right, high))
        solved = milp(
            -push[free], integrality=np.ones(free.sum()), constraints=limits,
            bounds=Bounds(*self._bounds[free].T),
            options={"node_limit": _NODES, "mip_rel_gap": gap},
        )  # fmt: skip
        if solved.x is None:
            return None
        values = values.copy()
        values[free] = np.round(solved.x)
        return values


def _fractions(point: Any) -> Any:
    """Return which numbers of a point are no whole numbers."""
    return np.abs(np.round(point) - point) > _WHOLE

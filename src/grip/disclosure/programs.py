"""Linear programs over the hidden counts of one part of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from grip.disclosure.elimination import Vector
from grip.disclosure.simplex import Answer, Simplex

_WHOLE = 1e-6
_FEW = 3  # so few secrets are better tried one by one
_NEAR = 0.1  # this near to the furthest is far enough for many secrets together
_NODES = 200  # of the tree in which whole numbers are sought
_MOST = 30  # so many unsafe secrets, and it is better to hide something first

Row = tuple[Vector, float, int]
Limit = tuple[Vector, float, int]
Secret = tuple[Vector, float, int]  # what is left of it, what is known of it, its value


class Program:
    """One part of the tables: what is known of its unknowns, and which secrets are in it."""

    def __init__(
        self, rows: Sequence[Row], limits: Sequence[Limit], secrets: Mapping[int, Secret],
        signed: set[int], place: Mapping[int, int] | None = None,
    ) -> None:  # fmt: skip
        self.secrets = dict(secrets)
        self._rows, self._limits, self._signed = rows, limits, signed
        self._points: list[Any] = []
        self._restless = np.zeros(0, bool)  # unknowns that come out as fractions
        self.prices: dict[int, list[dict[int, float]]] = defaultdict(list)
        vectors = [row[0] for row in rows] + [limit[0] for limit in limits]
        vectors += [secret[0] for secret in secrets.values()]
        found = {k for vector in vectors for k in vector}
        self._place = place or {unknown: i for i, unknown in enumerate(sorted(found))}
        self._cap = min(1e4 + 4 * sum(abs(right) for _, right, _ in rows), 1e7)
        lower = [-self._cap if unknown in signed else 0.0 for unknown in self._place]
        self._bounds = np.array([lower, [self._cap] * len(lower)]).T
        self._equal = self._matrix([left for left, _, _ in rows])
        self._most = -self._matrix([left for left, _, _ in limits])
        self._wanted = self._matrix([left for left, _, _ in secrets.values()])
        self._right = np.array([right for _, right, _ in rows], float)
        self._tops = np.array([-right for _, right, _ in limits], float)
        self._known = np.array([known for _, known, _ in secrets.values()])
        self._restless = np.zeros(len(self._place), bool)

    def _matrix(self, vectors: Sequence[Vector]) -> Any:
        from scipy.sparse import csr_array

        entries = [(i, self._place[k], w) for i, v in enumerate(vectors) for k, w in v.items()]
        shape = len(vectors), len(self._place)
        if not entries:
            return csr_array(shape)
        at, column, weight = zip(*entries, strict=True)
        return csr_array((np.array(weight, float), (at, column)), shape=shape)

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
        numbers = list(self.secrets)
        found: list[int] = []
        left = np.flatnonzero(high - low < width).tolist()
        while left and len(found) < most:
            at = left.pop(0)
            self._stretch(numbers[at], at, low, high, width)
            if high[at] - low[at] < width:
                found.append(numbers[at])
        return found, [numbers[at] for at in left if high[at] - low[at] < width]

    def safe(self, width: int, suspects: Iterable[int]) -> bool:
        """Tell whether no secret can be placed within less than `width`; the suspects go first."""
        low, high = self._span()
        places = {number: at for at, number in enumerate(self.secrets)}
        for number in sorted(places.keys() & set(suspects)):
            at = places[number]
            self._stretch(number, at, low, high, width)
            if high[at] - low[at] < width:
                return False
        return not self.unsafe(width, most=1)[0]

    def _stretch(self, number: int, at: int, low: Any, high: Any, width: int) -> None:
        """Push one secret as far up and down as it goes, as far as that is needed."""
        for sign in (1.0, -1.0):
            if high[at] - low[at] >= width:
                return
            if sign < 0 and low[at] == 0 and self._never_negative(number):
                return
            goal = low[at] + width if sign > 0 else high[at] - width
            self._widen(self._extreme(number, sign, sign * goal), low, high)

    def _never_negative(self, number: int) -> bool:
        """Tell whether a secret is a sum of counts, and so at least 0."""
        left, known, _ = self.secrets[number]
        return known == 0 and all(w > 0 and k not in self._signed for k, w in left.items())

    def _span(self) -> tuple[Any, Any]:
        """Return between which values the secrets lie in what is known to be possible."""
        values = np.array([float(value) for _, _, value in self.secrets.values()])
        low, high = values.copy(), values.copy()
        for point in self._points:
            told = self._wanted @ point + self._known
            np.minimum(low, told, out=low)
            np.maximum(high, told, out=high)
        return low, high

    def with_row(self, left: Vector, right: float) -> Program:
        """Return the program in which one more sum is known; what fits it is kept."""
        more = Program(
            [*self._rows, (left, right, -1)], self._limits, self.secrets, self._signed, self._place
        )
        weights = np.zeros(len(self._place))
        for unknown, weight in left.items():
            weights[self._place[unknown]] = weight
        more._points = [p for p in self._points if abs(weights @ p - right) < _WHOLE]
        return more

    def holds(self, unknowns: Iterable[int]) -> bool:
        """Tell whether all unknowns are in this part of the tables."""
        return all(unknown in self._place for unknown in unknowns)

    def _widen(self, point: Any, low: Any, high: Any) -> None:
        """Take a set of whole numbers that fits into what is known to be possible."""
        if point is not None:
            self._points.append(point)
            told = self._wanted @ point + self._known
            np.minimum(low, told, out=low)
            np.maximum(high, told, out=high)

    def _together(self, open_: Any, sign: float, goal: Any) -> Any:
        """Return whole numbers that bring as many open secrets as can be near their goal.

        A variable beside every secret counts how far it went, and no further than its goal.
        """
        from scipy.sparse import eye_array, hstack, vstack

        wanted, size, count = self._wanted[open_, :], len(self._place), len(open_)
        reached = hstack([-sign * wanted, eye_array(count)])
        wide = np.array([[-self._cap * 4] * count, sign * goal]).T
        solved = Simplex(
            hstack([self._equal, csr_zero(self._equal.shape[0], count)]), self._right,
            vstack([hstack([self._most, csr_zero(self._most.shape[0], count)]), reached]),
            np.concatenate([self._tops, sign * self._known[open_]]),
            np.concatenate([self._held(), wide]),
        ).least(np.concatenate([np.zeros(size), -np.ones(count)]))  # fmt: skip
        if solved is None:
            return None
        point = solved.point[:size]
        whole = np.round(point)
        if np.abs(whole - point).max(initial=0) < _WHOLE:
            return whole
        found = self._whole(sign * wanted.sum(axis=0), point, _NEAR)
        self._restless |= np.abs(whole - point) > _WHOLE
        return found

    def _held(self) -> Any:
        """Return the bounds, in which what came out as a fraction stays at a whole number."""
        bounds = self._bounds.copy()
        if self._points:
            bounds[self._restless] = self._points[-1][self._restless][:, None]
        return bounds

    def _extreme(self, number: int, sign: float, goal: float) -> Any:
        """Return the whole numbers that fit and put a secret furthest up or down.

        Where even fractions do not reach the goal no whole numbers are sought. How much the bound
        moves with what is known is remembered. Where nothing fits all that is known, something
        that is held to be true is not, and nothing can be said to be safe: then the secret rests
        on all of it.
        """
        at = list(self.secrets).index(number)
        push = sign * self._wanted[[at], :].toarray()[0]
        solved = self._simplex.least(-push)
        if solved is None:
            self.prices[number].append(dict.fromkeys((given for _, _, given in self._rows), 1.0))
            return None
        self.prices[number].append(self._priced(solved, -sign))
        point = np.round(solved.point)
        if np.abs(point - solved.point).max(initial=0) < _WHOLE:
            return point
        if -solved.value + sign * self._known[at] < goal - _WHOLE:
            return None
        return self._whole(push, solved.point)

    @cached_property
    def _simplex(self) -> Simplex:
        return Simplex(self._equal, self._right, self._most, self._tops, self._bounds)

    def _priced(self, solved: Answer, sign: float) -> dict[int, float]:
        """Return the dual values of a solution by the number of the equation or limit."""
        found: dict[int, float] = {}
        for given, duals in (
            (self._rows, solved.equal_prices),
            (self._limits, -solved.most_prices),
        ):
            for at in np.flatnonzero(np.abs(duals) > _WHOLE).tolist():
                found[given[at][2]] = sign * float(duals[at])
        return found

    def _whole(self, push: Any, near: Any, gap: float = 0.0) -> Any:
        """Return whole numbers that fit and go far: beside a point, or else anywhere.

        What is whole in the point stays as it is, but for what stands in an equation with
        something that is not.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        whole = np.round(near)
        apart = abs(self._equal) @ (np.abs(whole - near) > _WHOLE) > 0
        for free in (abs(self._equal).T @ apart > 0, np.ones(len(push), bool)):
            kept = np.where(free, 0.0, whole)
            limits = [
                LinearConstraint(matrix[:, np.flatnonzero(free)], low, high)
                for matrix, low, high in (
                    (self._equal, self._right - self._equal @ kept, self._right - self._equal @ kept),
                    (self._most, -np.inf, self._tops - self._most @ kept),
                ) if matrix.shape[0]
            ]
            solved = milp(
                -push[free], integrality=np.ones(free.sum()), constraints=limits,
                bounds=Bounds(self._bounds[free, 0], self._bounds[free, 1]),
                options={"node_limit": _NODES, "mip_rel_gap": gap},
            )  # fmt: skip
            if solved.x is not None:
                kept[free] = np.round(solved.x)
                return kept
        return None


def csr_zero(rows: int, columns: int) -> Any:
    """Return an empty matrix."""
    from scipy.sparse import csr_array

    return csr_array((rows, columns))

"""Linear programs over the hidden counts of one part of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from grip.disclosure.elimination import Vector

_WHOLE = 1e-6
_FEW = 3  # so few secrets are better tried one by one
_IDLE = 3  # so many programs in vain, and the secrets that are left are tried one by one

Row = tuple[Vector, float, int]
Limit = tuple[Vector, float]
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
        self._binding: dict[int, set[int]] = defaultdict(set)
        vectors = [row[0] for row in rows] + [limit[0] for limit in limits]
        vectors += [secret[0] for secret in secrets.values()]
        found = {k for vector in vectors for k in vector}
        self._place = place or {unknown: i for i, unknown in enumerate(sorted(found))}
        self._cap = min(1e4 + 4 * sum(abs(right) for _, right, _ in rows), 1e7)
        lower = [-self._cap if unknown in signed else 0.0 for unknown in self._place]
        self._bounds = np.array([lower, [self._cap] * len(lower)]).T
        self._equal = self._matrix([left for left, _, _ in rows])
        self._most = -self._matrix([left for left, _ in limits])
        self._wanted = self._matrix([left for left, _, _ in secrets.values()])
        self._known = np.array([known for _, known, _ in secrets.values()])

    def _matrix(self, vectors: Sequence[Vector]) -> Any:
        from scipy.sparse import csr_array

        entries = [(i, self._place[k], w) for i, v in enumerate(vectors) for k, w in v.items()]
        shape = len(vectors), len(self._place)
        if not entries:
            return csr_array(shape)
        at, column, weight = zip(*entries, strict=True)
        return csr_array((np.array(weight, float), (at, column)), shape=shape)

    def unsafe(self, width: int, *, first: bool = False) -> list[int]:
        """Return the secrets that can be placed within less than `width`, or the first of them."""
        low, high = self._span()
        turn = idle = 0
        while idle < _IDLE:
            open_ = np.flatnonzero(high - low < width)
            if len(open_) <= _FEW:
                break
            sign, before = (1.0 if turn % 2 else -1.0), (high - low).sum()
            goal = high[open_] - width if sign < 0 else low[open_] + width
            self._widen(self._together(open_, sign, goal), low, high)
            turn, idle = turn + 1, idle + 1 if (high - low).sum() == before else 0
        numbers = list(self.secrets)
        for at in np.flatnonzero(high - low < width):
            self._stretch(numbers[at], int(at), low, high, width)
            if first and high[at] - low[at] < width:
                return [numbers[at]]
        return [n for n, short in zip(numbers, high - low < width, strict=True) if short]

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
        from scipy.sparse import eye_array, hstack

        wanted, size, count = self._wanted[open_, :], len(self._place), len(open_)
        reached = hstack([-sign * wanted, eye_array(count)])
        width = csr_zero(self._equal.shape[0], count), csr_zero(self._most.shape[0], count)
        wide = np.array([[-self._cap * 4] * count, sign * goal]).T
        solved = self._solved(
            np.concatenate([np.zeros(size), np.ones(count)]),
            hstack([self._equal, width[0]]), hstack([self._most, width[1]]),
            np.concatenate([self._bounds, wide]), reached, sign * self._known[open_],
        )  # fmt: skip
        if solved.x is None:
            return None
        point = solved.x[:size]
        whole = np.round(point)
        if np.abs(whole - point).max(initial=0) < _WHOLE:
            return whole
        return self._whole(sign * wanted.sum(axis=0))

    def _extreme(self, number: int, sign: float, goal: float) -> Any:
        """Return the whole numbers that fit and put a secret furthest up or down.

        Where even fractions do not reach the goal no whole numbers are sought.

        The equations that hold it there are remembered: they have a dual value.
        """
        at = list(self.secrets).index(number)
        push = sign * self._wanted[[at], :].toarray()[0]
        solved = self._solved(push)
        if solved.x is None:
            return None
        if self._rows:
            held = np.flatnonzero(np.abs(solved.eqlin.marginals) > _WHOLE)
            self._binding[number].update(self._rows[i][2] for i in held.tolist())
        point = np.round(solved.x)
        if np.abs(point - solved.x).max(initial=0) < _WHOLE:
            return point
        if -solved.fun + sign * self._known[at] < goal - _WHOLE:
            return None
        return self._whole(push)

    def _solved(
        self, push: Any, equal: Any = None, most: Any = None, bounds: Any = None,
        more: Any = None, ends: Any = (),
    ) -> Any:  # fmt: skip
        from scipy.optimize import linprog
        from scipy.sparse import vstack

        equal = self._equal if equal is None else equal
        most = self._most if most is None else most
        tops = [-right for _, right in self._limits]
        if more is not None:
            most, tops = vstack([most, more]), [*tops, *ends]
        return linprog(
            -push, most if most.shape[0] else None, tops if most.shape[0] else None,
            equal if equal.shape[0] else None,
            [right for _, right, _ in self._rows] if equal.shape[0] else None,
            self._bounds if bounds is None else bounds,
            method="highs-ds", options={"presolve": False},
        )  # fmt: skip

    def _whole(self, push: Any) -> Any:
        from scipy.optimize import Bounds, LinearConstraint, milp

        known = [right for _, right, _ in self._rows]
        limits = [LinearConstraint(self._equal, known, known)] if known else []
        if self._limits:
            most = [-right for _, right in self._limits]
            limits.append(LinearConstraint(self._most, -np.inf, most))
        solved = milp(
            -push, integrality=np.ones(len(push)), constraints=limits,
            bounds=Bounds(self._bounds[:, 0], self._bounds[:, 1]), options={"time_limit": 2.0},
        )  # fmt: skip
        return None if solved.x is None else np.round(solved.x)

    def binding(self, number: int) -> set[int]:
        """Return the equations that keep an unsafe secret between its bounds."""
        return self._binding[number]


def csr_zero(rows: int, columns: int) -> Any:
    """Return an empty matrix."""
    from scipy.sparse import csr_array

    return csr_array((rows, columns))

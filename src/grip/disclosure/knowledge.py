"""What an outsider knows: the equations of what is shown, with what follows from them put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from grip.disclosure.elimination import Vector
from grip.disclosure.programs import Program, Secret
from grip.disclosure.relations import Relations
from grip.disclosure.secrets import Sum

_NOTHING = 1e-6
_PACK = 150  # equations that are worth a program of their own


class Knowledge:
    """The equations that an outsider has.

    Attributes:
        values: unknowns that are known.
        rows: (sum of what is left, value, number of the equation).
        limits: (sum of what is left, what it is at least, number of the limit).
    """

    def __init__(self, relations: Relations, shown: Sequence[Sum]) -> None:
        self._relations = relations
        self._given = len(relations.zero)
        self._equations = [*((vector, 0) for vector in relations.zero), *shown]
        self.values: dict[int, float] = {}
        self._why: dict[int, int] = {}  # by which equation an unknown is known, in order
        self._inside: dict[int, list[int]] = defaultdict(list)
        self._settle()
        self.rows = [
            (left, right, number)
            for number, (vector, value) in enumerate(self._equations)
            for left, right in [self.left_of(vector, value)]
            if left
        ]
        self._solved = list(self._why)
        self._place = {unknown: at for at, unknown in enumerate(self._solved)}
        self._vectors = [*(vector for vector, _ in self._equations), *relations.positive]
        self.limits = []
        for number, vector in enumerate(relations.positive, len(self._equations)):
            left, right = self.left_of(vector, 0)
            if left:
                self.limits.append((left, right, number))
            for unknown in vector:
                self._inside[unknown].append(number)

    def left_of(self, vector: Mapping[int, int], value: float) -> tuple[Vector, float]:
        """Return what is left of an equation with all that is known put in."""
        left = {k: w for k, w in vector.items() if k not in self.values}
        if len(left) == len(vector):
            return left, value
        return left, value - sum(w * self.values[k] for k, w in vector.items() if k in self.values)

    def _settle(self) -> None:
        """Solve every equation with one unknown left, again and again."""
        inside = self._inside
        for number, (vector, _) in enumerate(self._equations):
            for unknown in vector:
                inside[unknown].append(number)
        todo = list(range(len(self._equations)))
        while todo:
            number = todo.pop()
            left, right = self.left_of(*self._equations[number])
            found: dict[int, float] = {}
            if len(left) == 1:
                ((unknown, weight),) = left.items()
                found = {unknown: right / weight}
            elif left and right == 0 and self._all_positive(left):
                found = dict.fromkeys(left, 0.0)
            for unknown in found:
                todo.extend(inside[unknown])
                self._why[unknown] = number
            self.values.update(found)

    def _all_positive(self, left: Vector) -> bool:
        signs = {weight > 0 for weight in left.values()}
        return len(signs) == 1 and not any(k in self._relations.signed for k in left)

    def behind(self, secret: Vector, prices: Mapping[int, float]) -> list[int]:
        """Return the shown sums, by their place in `shown`, that a bound of a secret rests on.

        `prices` says how much the bound moves with each equation that is left. What was put in
        has its price too: that of the equation it is known by, followed back in the order in which
        it became known.
        """
        prices = dict(prices)
        place, solved = self._place, self._solved
        touched = {k for number in prices for k in self._vectors[number]} | secret.keys()
        todo = [-place[k] for k in touched if k in place]
        heapify(todo)
        last = 1
        while todo:
            at = heappop(todo)
            if at == last:
                continue
            last, unknown = at, solved[-at]
            why = self._why[unknown]
            price = secret.get(unknown, 0) - sum(
                prices.get(n, 0.0) * self._vectors[n].get(unknown, 0)
                for n in self._inside[unknown]
                if n != why
            )
            price /= self._vectors[why][unknown]
            if abs(price) > max(_NOTHING, abs(prices.get(why, 0.0))):
                prices[why] = price
                for other in self._vectors[why]:
                    if place.get(other, -at) < -at:
                        heappush(todo, -place[other])
        shown = [n for n in sorted(prices) if self._given <= n < len(self._equations)]
        found = [n for n in shown if self._equations[n][1]] or shown
        return [number - self._given for number in found]

    def programs(self, secrets: Mapping[int, Sum]) -> tuple[list[Program], list[int]]:
        """Return the parts of the tables that hold a secret, and the secrets that are known.

        What hangs together is in one program; small parts share one.
        """
        limits = self.limits
        lefts = {n: (*self.left_of(vector, 0), value) for n, (vector, value) in secrets.items()}
        open_ = {n: (left, -rest, value) for n, (left, rest, value) in lefts.items() if left}
        owner = _joined([v[0] for group in (self.rows, limits, open_.values()) for v in group])
        wanted: dict[int, dict[int, Secret]] = defaultdict(dict)
        for number, secret in open_.items():
            wanted[owner(next(iter(secret[0])))][number] = secret
        rows, bounds = defaultdict(list), defaultdict(list)
        for row in self.rows:
            rows[owner(next(iter(row[0])))].append(row)
        for limit in limits:
            bounds[owner(next(iter(limit[0])))].append(limit)
        programs = [
            Program(
                [row for part in pack for row in rows[part]],
                [limit for part in pack for limit in bounds[part]],
                {number: secret for part in pack for number, secret in wanted[part].items()},
                self._relations.signed,
            )
            for pack in _packed({part: len(rows[part]) for part in wanted})
        ]
        return programs, [number for number in secrets if number not in open_]


def _packed(sizes: Mapping[int, int]) -> list[list[int]]:
    """Return the parts in packs that are large enough to be worth a program of their own."""
    packs: list[list[int]] = [[]]
    filled = 0
    for part in sorted(sizes, key=lambda part: (sizes[part], part)):
        if filled >= _PACK:
            packs.append([])
            filled = 0
        packs[-1].append(part)
        filled += sizes[part]
    return [pack for pack in packs if pack]


def _joined(vectors: Iterable[Vector]) -> Callable[[int], int]:
    """Return a function that gives for every unknown the part of the tables that it is in."""
    above: dict[int, int] = {}

    def top(unknown: int) -> int:
        above.setdefault(unknown, unknown)
        while above[unknown] != unknown:
            above[unknown] = above[above[unknown]]
            unknown = above[unknown]
        return unknown

    for vector in vectors:
        first, *others = vector
        for other in others:
            above[top(other)] = top(first)
    return top

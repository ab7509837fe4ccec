"""What an outsider knows: the equations of what is shown, with what follows from them put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from grip.disclosure.elimination import Vector
from grip.disclosure.programs import Program, Secret
from grip.disclosure.relations import Relations
from grip.disclosure.secrets import Sum

_PACK = 150  # equations that are worth a program of their own


class Knowledge:
    """The equations that an outsider has.

    Attributes:
        values: unknowns that are known.
        rows: (sum of what is left, value, number of the equation).
    """

    def __init__(self, relations: Relations, shown: Sequence[Sum]) -> None:
        self._relations = relations
        self._given = len(relations.zero)
        self._equations = [*((vector, 0) for vector in relations.zero), *shown]
        self.values: dict[int, float] = {}
        self._why: dict[int, int] = {}
        self._settle()
        self.rows = [
            (left, right, number)
            for number, (vector, value) in enumerate(self._equations)
            for left, right in [self.left_of(vector, value)]
            if left
        ]

    def left_of(self, vector: Mapping[int, int], value: float) -> tuple[Vector, float]:
        """Return what is left of an equation with all that is known put in."""
        left = {k: w for k, w in vector.items() if k not in self.values}
        if len(left) == len(vector):
            return left, value
        return left, value - sum(w * self.values[k] for k, w in vector.items() if k in self.values)

    def _settle(self) -> None:
        """Solve every equation with one unknown left, again and again."""
        inside: dict[int, list[int]] = defaultdict(list)
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

    def solved_by(self, vector: Vector) -> set[int]:
        """Return the equations by which the unknowns of a sum are known."""
        return {self._why[k] for k in vector if k in self._why}

    def behind(self, numbers: Iterable[int]) -> list[int]:
        """Return the shown sums, by their place in `shown`, that equations rest on.

        Those that are nearest: what is known by a relation alone is followed until figures that
        are shown and are not zero turn up.
        """
        level, seen = set(numbers), set[int]()
        while level:
            found = [n for n in sorted(level) if n >= self._given and self._equations[n][1]]
            if found:
                return [number - self._given for number in found]
            seen |= level
            vectors = [self._equations[number][0] for number in level]
            level = {why for vector in vectors for why in self.solved_by(vector)} - seen
        return []

    def programs(self, secrets: Mapping[int, Sum]) -> tuple[list[Program], list[int]]:
        """Return the parts of the tables that hold a secret, and the secrets that are known.

        What hangs together is in one program; small parts share one.
        """
        limits = [self.left_of(vector, 0) for vector in self._relations.positive]
        limits = [(left, right) for left, right in limits if left]
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

"""What can be computed from what is known, exactly: elimination over whole numbers mod a prime.

The published figures and the relations are vectors over the unknowns. A secret can be computed
when it is a sum of multiples of them. Arithmetic modulo a large prime knows no rounding, so the
answer does not hang on a tolerance (Langsrud 2024, Secondary cell suppression by Gaussian
elimination).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

PRIME = (1 << 61) - 1
VALUE = -1  # the place in a vector of the number that the sum comes to, negated

Vector = dict[int, int]


class Span:
    """All that can be computed from what was let in, with secrets that it must not hold.

    Args:
        secrets: sums of unknowns that may not be computed.
        minimum: a sum of hidden unknowns that comes out between 0 and this is a secret itself.
        signed: unknowns that can be negative.
        weight: how often an unknown occurs; rare ones are solved for first, to keep rows short.
    """

    def __init__(
        self,
        secrets: Iterable[Mapping[int, int]],
        minimum: int,
        signed: set[int],
        weight: Counter[int],
    ) -> None:
        self._minimum = minimum
        self._signed = signed
        self._weight = weight
        self._solved: dict[int, Vector] = {}  # what an unknown comes to, in unsolved ones
        self._users: dict[int, set[int]] = defaultdict(set)  # solved unknowns that rest on it
        self._secrets: list[Vector] = []
        self._inside: dict[int, set[int]] = defaultdict(set)  # secrets that hold it
        for secret in secrets:
            for unknown in secret:
                self._inside[unknown].add(len(self._secrets))
            self._secrets.append({k: v % PRIME for k, v in secret.items()})

    def reduced(self, vector: Mapping[int, int]) -> Vector:
        """Return a sum with all that is solved put in."""
        left: Vector = {}
        for unknown, times in vector.items():
            row = self._solved.get(unknown)
            for other, weight in [(unknown, 1)] if row is None else row.items():
                left[other] = (left.get(other, 0) + times * weight) % PRIME
        return {k: v for k, v in left.items() if v}

    def force(self, vector: Mapping[int, int], value: int = 0) -> None:
        """Let in what everybody knows."""
        left = self.reduced({**vector, VALUE: -value} if value else vector)
        if any(k != VALUE for k in left):
            self._solve(left)

    def admit(self, vector: Mapping[int, int], value: int) -> bool:
        """Let in a published sum, unless it would give a secret away; tell whether it came in."""
        left = self.reduced({**vector, VALUE: -value})
        if all(k == VALUE for k in left):
            return True
        if self._betrays(left):
            return False
        self._solve(left)
        return True

    def _betrays(self, left: Vector) -> bool:
        unknowns = [k for k in left if k != VALUE]
        rarest = min(unknowns, key=lambda k: len(self._inside[k]))
        for number in self._inside[rarest]:
            secret = self._secrets[number]
            if len(secret) - (VALUE in secret) != len(unknowns):
                continue
            times = secret[rarest] * pow(left[rarest], -1, PRIME) % PRIME
            if all(secret.get(k, 0) == times * left[k] % PRIME for k in unknowns):
                return True
        return self._is_small(left, unknowns)

    def _is_small(self, left: Vector, unknowns: list[int]) -> bool:
        """Tell whether a sum of hidden counts comes out, and is small itself."""
        scale = pow(left[unknowns[0]], -1, PRIME)
        for unknown in unknowns:
            if unknown in self._signed or left[unknown] * scale % PRIME != 1:
                return False
        value = -left.get(VALUE, 0) * scale % PRIME
        return 0 < value < self._minimum

    def _solve(self, left: Vector) -> None:
        unknowns = [k for k in left if k != VALUE]
        pivot = min(unknowns, key=lambda k: (self._uses(k), self._weight[k], k))
        scale = -pow(left.pop(pivot), -1, PRIME)
        row = {k: v * scale % PRIME for k, v in left.items()}
        for number in self._inside.pop(pivot, ()):
            _substitute(self._secrets[number], pivot, row, number, self._inside)
        for solved in self._users.pop(pivot, ()):
            _substitute(self._solved[solved], pivot, row, solved, self._users)
        self._solved[pivot] = row
        for unknown in row:
            self._users[unknown].add(pivot)

    def _uses(self, unknown: int) -> int:
        return len(self._inside[unknown]) + len(self._users[unknown])


def _substitute(
    vector: Vector, pivot: int, row: Vector, owner: int, index: dict[int, set[int]]
) -> None:
    """Put a row in the place of an unknown, and keep the index of who holds what."""
    times = vector.pop(pivot)
    for other, weight in row.items():
        value = (vector.get(other, 0) + times * weight) % PRIME
        if value:
            vector[other] = value
            index[other].add(owner)
        else:
            vector.pop(other, None)
            index[other].discard(owner)

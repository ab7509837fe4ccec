"""The audit: between which values can an outsider place each secret, knowing all that is shown.

A secret is safe when two complete sets of whole numbers exist that fit everything that is shown,
in which the secret differs by at least the minimum cell. Linear programming looks for the most
extreme ones; the result is checked to be whole. Where a secret is not safe, the dual values tell
which shown figures pin it down, and the smallest of those is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count

from grip.disclosure.elimination import Vector
from grip.disclosure.programs import Program, Secret
from grip.disclosure.relations import Relations
from grip.disclosure.secrets import Sum, Told
from grip.disclosure.unknowns import tier

_PACK = 150  # equations that are worth a program of their own
_TRIED = 25  # rows that are tried again, those that are missed most


def audited(
    relations: Relations, secrets: Sequence[Sum], shown: Sequence[Told], minimum: int
) -> list[Told]:
    """Return the rows that can be shown while every secret is safe.

    Rows that pin a secret down are taken out one at a time for each part of the tables that hangs
    together; in the end those that turn out not to be needed come back.
    """
    kept = {told.place: told for told in shown}
    taken: list[Told] = []
    safe: set[int] = set()
    for turn in count():
        knowledge = Knowledge(relations, kept.values())
        culprits: dict[int, Told] = {}
        for program in programs_of(knowledge, relations, secrets, safe):
            found = program.unsafe(minimum)
            safe.update(number for number in program.secrets if number not in found)
            for number in found:
                behind = {p for row in program.binding(number) for p in knowledge.places(row)}
                chosen = sorted((kept[p] for p in behind), key=loss)[: 1 << turn // 2]
                culprits.update((told.place, told) for told in chosen)
                if not chosen:
                    safe.add(number)  # no shown figure tells it: everybody knows it
        if not culprits:
            break
        for place, told in culprits.items():
            del kept[place]
            taken.append(told)
    return [*kept.values(), *_given_back(relations, secrets, kept.values(), taken, minimum)]


def _given_back(
    relations: Relations, secrets: Sequence[Sum], kept: Iterable[Told], taken: Sequence[Told],
    minimum: int,
) -> list[Told]:  # fmt: skip
    """Return the rows taken out that can be shown after all, now that others are hidden."""
    if len(taken) < 2:
        return []
    knowledge = Knowledge(relations, kept)
    programs = programs_of(knowledge, relations, secrets, set())
    for program in programs:
        program.unsafe(minimum)
    back: list[Told] = []
    for told in sorted(taken, key=loss, reverse=True)[:_TRIED]:
        changed = _with(programs, knowledge, told, minimum)
        if changed is not None:
            programs = changed
            back.append(told)
    return back


def _with(
    programs: list[Program], knowledge: Knowledge, told: Told, minimum: int
) -> list[Program] | None:
    """Return the programs with one row more, or nothing where a secret would not be safe."""
    changed = list(programs)
    for vector, value in told.sums:
        left, right = knowledge.left_of(vector, value)
        if not left:
            continue
        at = next((i for i, program in enumerate(changed) if program.holds(left)), None)
        if at is None:
            return None
        changed[at] = changed[at].with_row(left, right)
        if changed[at].unsafe(minimum, first=True):
            return None
    return changed


class Knowledge:
    """What an outsider knows: the equations, with what follows from them one at a time put in.

    Attributes:
        values: unknowns that are known.
        rows: (sum of what is left, value, number of the equation).
    """

    def __init__(self, relations: Relations, shown: Iterable[Told]) -> None:
        equations: list[tuple[Vector, int, int | None]] = [(v, 0, None) for v in relations.zero]
        for told in shown:
            equations.extend((v, value, told.place) for v, value in told.sums)
        self.values: dict[int, float] = {}
        self._equations = equations
        self._why: dict[int, int] = {}
        self._signed = relations.signed
        self._settle(equations)
        self.rows = [
            (left, right, number)
            for number, (vector, value, _) in enumerate(equations)
            for left, right in [self.left_of(vector, value)]
            if left
        ]

    def left_of(self, vector: Mapping[int, int], value: float) -> tuple[Vector, float]:
        """Return what is left of an equation with all that is known put in."""
        left = {k: w for k, w in vector.items() if k not in self.values}
        if len(left) == len(vector):
            return left, value
        return left, value - sum(w * self.values[k] for k, w in vector.items() if k in self.values)

    def _settle(self, equations: Sequence[tuple[Vector, int, int | None]]) -> None:
        inside: dict[int, list[int]] = defaultdict(list)
        for number, (vector, _, _) in enumerate(equations):
            for unknown in vector:
                inside[unknown].append(number)
        todo = list(range(len(equations)))
        while todo:
            number = todo.pop()
            vector, value, _ = equations[number]
            left, right = self.left_of(vector, value)
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

    def places(self, number: int) -> set[int]:
        """Return the shown rows that an equation rests on."""
        found, todo, seen = set(), [number], {number}
        while todo:
            vector, _, place = self._equations[todo.pop()]
            if place is not None:
                found.add(place)
                continue
            further = {self._why[k] for k in vector if k in self._why} - seen
            seen |= further
            todo.extend(further)
        return found

    def _all_positive(self, left: Vector) -> bool:
        signs = {weight > 0 for weight in left.values()}
        return len(signs) == 1 and not any(k in self._signed for k in left)


def programs_of(
    knowledge: Knowledge, relations: Relations, secrets: Sequence[Sum], safe: set[int]
) -> list[Program]:
    """Return the parts of the tables that hang together and hold a secret, each as a program."""
    limits = [knowledge.left_of(vector, 0) for vector in relations.positive]
    limits = [(left, right) for left, right in limits if left]
    owner = _joined([*(left for left, _, _ in knowledge.rows), *(left for left, _ in limits)])
    wanted: dict[int, dict[int, Secret]] = defaultdict(dict)
    for number, (vector, value) in enumerate(secrets):
        left, rest = knowledge.left_of(vector, 0)
        if number not in safe and left:
            parts = {owner(unknown) for unknown in left}
            if len(parts) == 1:
                wanted[parts.pop()][number] = left, -rest, value
    rows, bounds = defaultdict(list), defaultdict(list)
    for row in knowledge.rows:
        rows[owner(next(iter(row[0])))].append(row)
    for limit in limits:
        bounds[owner(next(iter(limit[0])))].append(limit)
    return [
        Program(
            [row for part in pack for row in rows[part]],
            [limit for part in pack for limit in bounds[part]],
            {number: secret for part in pack for number, secret in wanted[part].items()},
            relations.signed,
        )
        for pack in _packed({part: len(rows[part]) for part in wanted})
    ]


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


def loss(told: Told) -> tuple[bool, int, float, int]:
    """Return how much a row is missed: two dimensions least, and then a small figure."""
    size = sum(abs(figure.top) for figure in told.figures)
    return size == 0, -tier(told.figures[0].cell), size, told.place


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

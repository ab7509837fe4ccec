"""What everybody knows of the unknowns: which sums must come out, and what is part of what.

The kinds are few, and none names an indicator. A kind that could hold is tried on the raw figures
and used where it holds in all of them; what holds only by chance makes the door a little more
careful and nothing else.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grip.disclosure.merging import Plan
from grip.disclosure.readings import Cell, Reading, Stretch
from grip.disclosure.twins import Term
from grip.disclosure.unknowns import LEDGER, Count, Key, Terms, Unknowns, Vector, added
from grip.indicators.themes.flow import INFLOW, OUTFLOW, REASSIGNED, STOCK
from grip.results import CAME, FROM_TO, TOTAL, WENT

WHOLE: Cell = (TOTAL, TOTAL)
At = tuple[str, Terms, Stretch]  # unit, what is counted, when


@dataclass
class Relations:
    """Sums that are 0, sums that are not negative, and unknowns that can be negative."""

    zero: list[Vector] = field(default_factory=list)
    positive: list[Vector] = field(default_factory=list)
    signed: set[int] = field(default_factory=set)


def relations_of(
    unknowns: Unknowns,
    figures: Sequence[Reading],
    closed: Sequence[Reading],
    plan: Plan,
    same: Iterable[Sequence[Term]],
) -> Relations:
    """Return all that relates the unknowns of a run to each other.

    Two dimensions at a time are unknowns by merged class, one dimension by the classes before
    merging; `plan` says which classes a merged one holds. The figures of closed splits are no
    unknowns of their own, and yet parts of what they are parts of. `same` are the figures that
    tell of the same persons.
    """
    found = Relations()
    held = Held(plan)
    additive = Additive([*figures, *closed], held)
    known: dict[Count, dict[Cell, None]] = defaultdict(dict)
    for count, cell, _ in list(unknowns.keys):
        known[count][cell] = None
    every = defaultdict(dict, {count: dict(cells) for count, cells in known.items()})
    for figure in closed:
        for name, _, _ in (*figure.makeup.top, *figure.makeup.bottom):
            every[figure.makeup.unit, name][figure.cell] = None
    for count, cells in known.items():
        parts = _parts(every[count])
        for (whole, dimension), members in parts.items():
            if cells.keys().isdisjoint(members):
                continue
            if not additive.adds_up(count, dimension):
                if count[1] == REASSIGNED.name:
                    continue
                found.positive.extend(_members(unknowns, count, whole, members))
            elif all(cell in cells for cell in held(count[0], whole)):
                found.zero.extend(_sums(unknowns, count, held(count[0], whole), members))
    found.zero.extend(_ledgers(unknowns, known))
    found.zero.extend(_moves(unknowns, figures))
    found.zero.extend(_same(unknowns, same))
    found.signed.update(
        number for number, (count, _, _) in enumerate(unknowns.keys) if count[1] == REASSIGNED.name
    )
    return found


class Held:
    """The classes before merging that a cell of one dimension holds."""

    def __init__(self, plan: Plan) -> None:
        self._parts: dict[tuple[str, Cell], list[Cell]] = defaultdict(list)
        for (unit, dimension), renamed in plan.items():
            for name, new in renamed.items():
                self._parts[unit, (dimension, new)].append((dimension, name))

    def __call__(self, unit: str, cell: Cell) -> list[Cell]:
        """Return the parts of a cell, or the cell itself."""
        return self._parts.get((unit, cell)) or [cell]


def _parts(cells: Iterable[Cell]) -> dict[tuple[Cell, str], list[Cell]]:
    """Return which cells are the parts of which, by the dimension that divides."""
    parts: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        for whole, dimension in wholes(cell):
            parts[whole, dimension].append(cell)
    return parts


def wholes(cell: Cell) -> Iterator[tuple[Cell, str]]:
    """Yield the cells that a cell is a part of, with the dimension that divides them."""
    dimension, category = cell
    if dimension in (TOTAL, FROM_TO):
        return
    if "|" not in dimension:
        yield WHOLE, dimension
        return
    (first, second), (one, other) = dimension.split("|", 1), category.split("|", 1)
    yield (first, one), second
    yield (second, other), first


class Additive:
    """For which counts the parts of a dimension add up, as far as the raw figures show.

    A count can stand in several figures, and its whole in another one than its parts: figures are
    laid side by side by what they count and not by their name.
    """

    def __init__(self, figures: Iterable[Reading], held: Held) -> None:
        told: dict[tuple[At, Cell], float] = {}
        for figure in figures:
            for part in ("top", "bottom"):
                terms, value = getattr(figure.makeup, part), getattr(figure, part)
                if value is not None and terms:
                    told[(figure.makeup.unit, terms, figure.stretch), figure.cell] = value
        sums: dict[tuple[At, Cell, str], float] = defaultdict(float)
        for (at, cell), value in told.items():
            for whole, dimension in wholes(cell):
                sums[at, whole, dimension] += value
        self._holds: dict[tuple[Count, str], bool] = {}
        for (at, whole, dimension), summed in sums.items():
            unit, terms, _ = at
            parts = [told.get((at, cell)) for cell in held(unit, whole)]
            if None not in parts:
                same = abs(sum(value or 0.0 for value in parts) - summed) < 1e-6
                for name, _, _ in terms:
                    key = (unit, name), dimension
                    self._holds[key] = self._holds.get(key, True) and same
        votes: dict[str, int] = defaultdict(int)
        for (_, dimension), same in self._holds.items():
            votes[dimension] += 1 if same else -1
        self._overlap = {dimension for dimension, balance in votes.items() if balance < 0}

    def adds_up(self, count: Count, dimension: str) -> bool:
        """Tell whether the parts add up; where it cannot be seen, whether they mostly do elsewhere.

        One count that does not add up, by chance or by a gap in the data, must not take away what
        everybody knows of the others.
        """
        return self._holds.get((count, dimension), dimension not in self._overlap)


def _pieces(unknowns: Unknowns, count: Count, cell: Cell, time: object) -> list[int]:
    """Return the unknowns of a cell that make up a moment or stretch of a finer cell."""
    if not isinstance(time, tuple) or not unknowns.grid(count, TOTAL):
        return [unknowns.number((count, cell, time))]
    inside = [
        step for step in unknowns.steps(count, cell[0]) if time[0] <= step[0] and step[1] <= time[1]
    ]
    return [unknowns.number((count, cell, step)) for step in inside]


def _all_times(unknowns: Unknowns, count: Count, members: Sequence[Cell]) -> list[object]:
    """Return the moments or stretches at which a count is an unknown in one of the cells."""
    times: dict[object, None] = {}
    for cell in members:
        times.update(dict.fromkeys(unknowns.times[count, cell]))
    return list(times)


def _sums(
    unknowns: Unknowns, count: Count, whole: Sequence[Cell], members: Sequence[Cell]
) -> Iterator[Vector]:
    """Yield that the parts add up to the whole, at every time."""
    for time in _all_times(unknowns, count, members):
        vector: Vector = defaultdict(int)
        for cell in members:
            vector[unknowns.number((count, cell, time))] += 1
        for cell in whole:
            for number in _pieces(unknowns, count, cell, time):
                vector[number] -= 1
        yield dict(vector)


def _members(
    unknowns: Unknowns, count: Count, whole: Cell, members: Sequence[Cell]
) -> Iterator[Vector]:
    """Yield that a part is never more than the whole, where parts overlap."""
    for time in _all_times(unknowns, count, members):
        pieces = _pieces(unknowns, count, whole, time)
        for cell in members:
            part = unknowns.number((count, cell, time))
            yield {**dict.fromkeys(pieces, 1), part: -1}


def _ledgers(unknowns: Unknowns, known: dict[Count, dict[Cell, None]]) -> Iterator[Vector]:
    """Yield that every stock is the one before, plus who came, minus who went, plus who moved."""
    for unit in [count[0] for count in known if count[1] == STOCK.name]:
        for cell in sorted(known[unit, STOCK.name]):
            counts = [(unit, name) for name in LEDGER]
            grid = unknowns.grid(counts[0], cell[0])
            for before, after in pairwise(grid):
                step = before, after
                vector = {
                    unknowns.number((counts[0], cell, after)): -1,
                    unknowns.number((counts[0], cell, before)): 1,
                    unknowns.number(((unit, INFLOW.name), cell, step)): 1,
                    unknowns.number(((unit, OUTFLOW.name), cell, step)): -1,
                }
                if cell != WHOLE:
                    vector[unknowns.number(((unit, REASSIGNED.name), cell, step))] = 1
                yield vector


def _moves(unknowns: Unknowns, figures: Sequence[Reading]) -> Iterator[Vector]:
    """Yield that the moves from a place add up to its stock before, and those to it to that after.

    The total is who was there at both moments.
    """
    tables: dict[tuple[str, Stretch], list[Reading]] = defaultdict(list)
    for figure in figures:
        if figure.makeup.ladder and figure.cell[0] == FROM_TO:
            tables[figure.definition, figure.stretch].append(figure)
    stood: dict[Key, list[Vector]] = defaultdict(list)
    for (_, stretch), cells in tables.items():
        makeup = cells[0].makeup
        stock = makeup.unit, STOCK.name
        before, after = stretch[0].toordinal() - 1, stretch[1].toordinal()
        edges: dict[tuple[str, bool], Vector] = defaultdict(dict)
        stayed: Vector = {}
        for figure in cells:
            start, end = figure.cell[1].split("|", 1)
            number = unknowns.number(((makeup.unit, makeup.top[0][0]), figure.cell, stretch))
            edges[start, True][number] = 1
            edges[end, False][number] = 1
            if start != CAME and end != WENT:
                stayed[number] = 1
        total = ((makeup.unit, makeup.top[0][0]), WHOLE, stretch)
        if total in unknowns.numbers:
            yield {**stayed, unknowns.numbers[total]: -1}
        for (place, is_start), vector in edges.items():
            if place in (CAME, WENT):
                continue
            day = type(stretch[0]).fromordinal(before if is_start else after)
            stood[stock, (makeup.ladder, place), day].append(vector)
    for key, vectors in stood.items():
        if key in unknowns.numbers:
            yield from ({**vector, unknowns.numbers[key]: -1} for vector in vectors)
        else:  # the stock is no figure, and yet the same for both
            yield from (added(pair, (1, -1)) for pair in pairwise(vectors))


def _same(unknowns: Unknowns, found: Iterable[Sequence[Term]]) -> Iterator[Vector]:
    """Yield that figures tell of the same persons, see `grip.disclosure.twins`."""
    for terms in found:
        vector: Vector = defaultdict(int)
        sums = [(sign, *unknowns.sum_of(figure, part)) for sign, figure, part in terms]
        scale = math.lcm(*(times for _, _, times in sums))
        for sign, pieces, times in sums:
            for number, weight in pieces.items():
                vector[number] += sign * weight * scale // times
        if any(vector.values()):
            yield {number: weight for number, weight in vector.items() if weight}

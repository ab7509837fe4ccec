"""Figures that tell of the same persons under another name, found in the figures themselves.

`uitstroom_werk` is the outflow with one reason, the target group `jongeren` is an age class, the
denominator of a new share may be the stock. Nobody has to declare that: what is equal in every
row that both have is taken to be equal, since a reader may know that it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from grip.disclosure.readings import Cell, Reading
from grip.results import FROM_TO, TOTAL

Part = tuple[tuple[str, str, float], ...]
Term = tuple[int, Reading, Part]  # times, figure, its numerator or denominator
At = tuple[Any, ...]
Column = dict[At, tuple[float, Reading, Part]]

_TARGET_GROUP = "doelgroep"


def _parts(figure: Reading) -> Iterator[tuple[Part, float]]:
    yield figure.makeup.top, figure.top
    if figure.bottom is not None and figure.makeup.bottom:
        yield figure.makeup.bottom, figure.bottom


def same_counts(figures: Sequence[Reading]) -> Iterator[list[Term]]:
    """Yield the rows in which one count is another, or another within one category."""
    plain: dict[At, Column] = defaultdict(dict)
    within: dict[At, Column] = defaultdict(dict)
    for figure in figures:
        dimension, category = figure.cell
        for part, value in _parts(figure):
            told = value, figure, part
            unit = figure.makeup.unit
            plain[unit, part][figure.stretch, figure.cell] = told
            if dimension in (TOTAL, FROM_TO):
                continue
            *outer, last = dimension.split("|")
            *group, one = category.split("|")
            rest: Cell = (outer[0], group[0]) if outer else (TOTAL, TOTAL)
            within[unit, part, last, one][figure.stretch, rest] = told
    for (unit, part), column in plain.items():
        narrower = [c for (u, p, *_), c in within.items() if u == unit and p != part]
        opaque = len(part) == 1 and ":" in part[0][0]
        wider = [c for (_, p), c in plain.items() if p != part] if opaque else []
        for other in [*narrower, *wider]:
            if _equal(column, other):
                for at in [at for at in column if at in other]:
                    yield [(1, *column[at][1:]), (-1, *other[at][1:])]
                break


def _equal(one: Column, other: Column) -> bool:
    """Tell whether two counts agree wherever both are told, and are not only zeros there."""
    if len(one) > len(other):
        one, other = other, one
    seen = False
    for at, (value, _, _) in one.items():
        if at in other:
            if other[at][0] != value:
                return False
            seen = seen or value != 0
    return seen


def same_groups(figures: Sequence[Reading]) -> Iterator[list[Term]]:
    """Yield the rows in which a target group is some classes of a dimension together."""
    columns: dict[tuple[str, str], dict[str, Column]] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        dimension, category = figure.cell
        first, *second = dimension.split("|")
        one, *rest = category.split("|")
        if first in (TOTAL, "van"):
            continue
        for part, value in _parts(figure):
            at = figure.definition, part, figure.stretch, (*second, *rest)
            columns[figure.makeup.unit, first][one][at] = value, figure, part
    for (unit, dimension), groups in list(columns.items()):
        if dimension != _TARGET_GROUP:
            continue
        for (other_unit, other), classes in list(columns.items()):
            if other_unit == unit and other != dimension:
                for column in groups.values():
                    yield from _made_of(column, classes)


def _made_of(group: Column, classes: dict[str, Column]) -> Iterator[list[Term]]:
    """Yield the rows of a group that is the sum of at most three classes, if it is."""
    single = {at: told for at, told in group.items() if not at[3]}
    fits = [c for c in classes.values() if any(v[0] for v in c.values())]
    for size in (1, 2, 3):
        for chosen in combinations(fits, size):
            if _sums_to(single, chosen, 2 * size):
                for at, (value, figure, part) in group.items():
                    told = [column[at] for column in chosen if at in column]
                    if len(told) == size and sum(t[0] for t in told) == value:
                        yield [(-1, figure, part), *((1, *t[1:]) for t in told)]
                return


def _sums_to(group: Column, chosen: Sequence[Column], fewest: int) -> bool:
    """Tell whether it holds in every row, and in enough of them to be no coincidence."""
    seen = 0
    for at, (value, _, _) in group.items():
        told = [column[at][0] for column in chosen if at in column]
        if len(told) == len(chosen):
            if sum(told) != value:
                return False
            seen += value != 0
    return seen >= fewest

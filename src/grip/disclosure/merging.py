"""Classes that are too small to be shown are put together before anything is hidden.

Per unit and dimension there is one plan for the whole run, so that every table has the same
classes and what adds up still does. It is made on the largest count of the unit (the stock, the
outflow) over the longest periods that are split: a month is too short to choose classes by.
Neighbours of an ordered dimension become one class; elsewhere the small ones go together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grip.disclosure.readings import Cell, Reading
from grip.results import FROM_TO, MERGED, ORDERED, TOTAL, UNKNOWN

_OVERLAPPING = ("doelgroep",)
_BOUND = re.compile(r"^(?P<sign>[<>]=?)?(?P<low>\w+)(?:-(?P<high>\w+))?(?P<more>\+)?$")

Counts = dict[str, list[float]]  # class -> its count in every period
Plan = dict[tuple[str, str], dict[str, str]]  # unit and dimension -> class -> new class


def with_classes_of(plan: Plan, figures: Sequence[Reading], minimum: int) -> Plan:
    """Return a plan in which what these figures are split by has the classes that it has there."""
    split = {(f.makeup.unit, dimension) for f in figures for dimension in f.cell[0].split("|")}
    kept = {key: renamed for key, renamed in plan.items() if key not in split}
    return kept | plan_of(figures, minimum)


def plan_of(figures: Sequence[Reading], minimum: int) -> Plan:
    """Return which classes become which, for every unit and dimension; others stay."""
    split: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for figure in figures:
        dimension = figure.cell[0]
        if "|" in dimension or dimension in (TOTAL, FROM_TO, *_OVERLAPPING):
            continue
        if not figure.is_share and not figure.is_amount:
            split[figure.makeup.unit, dimension].append(figure)
    plan = {}
    for (unit, dimension), members in split.items():
        counts = _base(members)
        choose = neighbours if dimension in ORDERED else pooled
        if renamed := choose(counts, minimum):
            plan[unit, dimension] = renamed
    return plan


def _base(figures: Sequence[Reading]) -> Counts:
    """Return the counts that the classes are chosen by."""
    longest = max((f.stretch[1] - f.stretch[0]).days for f in figures)
    long = [f for f in figures if (f.stretch[1] - f.stretch[0]).days >= 0.9 * longest]
    sizes: dict[str, float] = defaultdict(float)
    for figure in long:
        sizes[figure.definition] += abs(figure.top)
    largest = max(sizes, key=lambda name: (sizes[name], name))
    counts: Counts = defaultdict(list)
    for figure in long:
        if figure.definition == largest:
            counts[figure.cell[1]].append(figure.top)
    return counts


def _small(values: Iterable[float], minimum: int) -> bool:
    return any(0 < value < minimum for value in values)


def neighbours(counts: Mapping[str, Sequence[float]], minimum: int) -> dict[str, str]:
    """Join small classes with the smaller class beside them, until two are left."""
    groups = [([name], list(values)) for name, values in counts.items() if name != UNKNOWN]
    while len(groups) > 2:
        small = [i for i, (_, values) in enumerate(groups) if _small(values, minimum)]
        if not small:
            break
        at = min(small, key=lambda i: sum(groups[i][1]))
        beside = [i for i in (at - 1, at + 1) if 0 <= i < len(groups)]
        other = min(beside, key=lambda i: sum(groups[i][1]))
        first, second = sorted((at, other))
        groups[first] = (
            groups[first][0] + groups[second][0],
            [a + b for a, b in zip(groups[first][1], groups[second][1], strict=True)],
        )
        del groups[second]
    return {
        name: joined_name(names[0], names[-1])
        for names, _ in groups
        if len(names) > 1
        for name in names
    }


def pooled(counts: Mapping[str, Sequence[float]], minimum: int) -> dict[str, str]:
    """Put the small classes together, with the next smallest where that is not enough."""
    pool = [name for name, values in counts.items() if _small(values, minimum)]
    rest = sorted(
        (n for n, values in counts.items() if n not in pool and any(values)),
        key=lambda name: (min(counts[name]), name),
    )

    def together() -> list[float]:
        return [sum(values) for values in zip(*(counts[name] for name in pool), strict=True)]

    while pool and len(rest) > 2 and (len(pool) == 1 or _small(together(), minimum)):
        pool.append(rest.pop(0))
    return dict.fromkeys(pool, MERGED) if len(pool) > 1 else {}


def joined_name(first: str, last: str) -> str:
    """Return the name of neighbouring classes together: `27-44` and `45-54` are `27-54`."""
    low, high = _BOUND.match(first), _BOUND.match(last)
    if not low or not high or not (low["sign"] or low["high"] or low["more"]):
        return f"{first} t/m {last}"
    begin = "0" if low["sign"] == "<" else low["low"]
    if high["high"]:
        return f"{begin}-{high['high']}"
    return f">={begin}" if high["sign"] else f"{begin}+"


def new_category(plan: Plan, figure: Reading) -> str:
    """Return the category of a figure after the plan."""
    dimension, category = figure.cell
    if dimension in (TOTAL, FROM_TO):
        return category
    return "|".join(
        plan.get((figure.makeup.unit, one), {}).get(name, name)
        for one, name in zip(dimension.split("|"), category.split("|"), strict=False)
    )


def merged_cell(plan: Plan, group: Sequence[Reading]) -> Cell:
    """Return the cell of a row after the plan."""
    return group[0].cell[0], new_category(plan, group[0])


def summed(group: list[Reading], renamed: Mapping[int, str]) -> list[Reading]:
    """Return the figures behind a row; of two dimensions at a time, one that is their sum."""
    if len(group) < 2 or "|" not in group[0].cell[0]:
        return group
    first = group[0]
    bottoms = [figure.bottom for figure in group]
    return [
        replace(
            first,
            cell=(first.cell[0], renamed[first.place]),
            top=sum(figure.top for figure in group),
            bottom=None if None in bottoms else sum(filter(None, bottoms)),
        )
    ]

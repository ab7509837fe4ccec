"""Which counts are secret by themselves: small ones, and what is left small beside a larger one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grip.disclosure.readings import Reading, Stretch
from grip.disclosure.relations import WHOLE
from grip.disclosure.unknowns import Unknowns, Vector, added, tier
from grip.indicators.themes.flow import INFLOW, OUTFLOW
from grip.results import CAME, FROM_TO, WENT

_TARGET_GROUP = "doelgroep"
Part = tuple[tuple[str, str, float], ...]
Piece = tuple[Reading, Part]
Sum = tuple[Vector, int]


@dataclass(frozen=True)
class Told:
    """What showing one row tells: sums of unknowns with what they come to.

    Attributes:
        place: the row of the frame that is to leave.
        figures: the raw rows that it stands for; more than one where classes were merged.
        sums: (vector, value), the denominator first.
        secrets: those of its counts that are small.
        limits: sums that can never be negative: what is left of a denominator.
        must_hide: it tells a small count, or a figure of which it cannot be said how many
            persons are in it.
        margin: what its second category comes to, where it has two.
    """

    place: int
    figures: tuple[Reading, ...]
    sums: tuple[Sum, ...]
    secrets: tuple[Sum, ...]
    limits: tuple[Vector, ...]
    must_hide: bool
    margin: float = 0.0


def is_small(group: Sequence[Reading], minimum: int) -> bool:
    """Tell whether a row, by itself, tells a small count."""
    if group[0].is_amount and sum(figure.persons for figure in group) < minimum:
        return True
    tops = [None if figure.is_net else figure.top for figure in group]
    columns = (tops, [figure.bottom for figure in group], [figure.rest for figure in group])
    totals = [abs(sum(filter(None, c))) for c in columns if None not in c]
    return any(0 < total < minimum for total in totals)


def told_by(
    unknowns: Unknowns, rows: Mapping[int, Sequence[Reading]], minimum: int
) -> Iterator[Told]:
    """Yield what every row would tell; `rows` are the raw figures behind each row by its place."""
    totals = {
        (f.definition, f.stretch): f for group in rows.values() for f in group if f.cell == WHOLE
    }
    margins: dict[object, float] = defaultdict(float)
    for group in rows.values():
        margins[_column(group[0])] += sum(abs(figure.top) for figure in group)
    for place, group in rows.items():
        limits: list[Vector] = []
        sums = [s for part in ("bottom", "top") for s in _sum_of(unknowns, group, part)]
        counts = [(v, value) for v, value in sums if all(weight > 0 for weight in v.values())]
        rests = [figure.rest for figure in group]
        if len(sums) == 2 and None not in rests:
            limits = [added([sums[0][0], sums[1][0]], (1, -1))]
            counts.append((limits[0], round(sum(filter(None, rests)))))
        counts.extend(_outside(unknowns, group, totals))
        secrets = tuple((v, value) for v, value in counts if v and 0 < abs(value) < minimum)
        yield Told(
            place, tuple(group), tuple(sums), secrets, tuple(limits),
            bool(secrets) or is_small(group, minimum), margins[_column(group[0])],
        )  # fmt: skip


def _sum_of(unknowns: Unknowns, group: Sequence[Reading], part: str) -> Iterator[Sum]:
    """Yield the numerators or denominators of a group as one sum, where there are any."""
    values = [getattr(figure, part) for figure in group]
    terms = [getattr(figure.makeup, part) for figure in group]
    if None in values or not all(terms):
        return
    vectors = [unknowns.sum_of(f, t) for f, t in zip(group, terms, strict=True)]
    yield added([v for v, _ in vectors]), round(sum(values) * vectors[0][1])


def _column(figure: Reading) -> tuple[object, ...]:
    """Return the column that a cell of two dimensions stands in."""
    return figure.definition, figure.stretch, figure.cell[0], figure.cell[1].split("|")[-1]


def _outside(
    unknowns: Unknowns, group: Sequence[Reading], totals: Mapping[tuple[str, Stretch], Reading]
) -> Iterator[tuple[Vector, int]]:
    """Yield who is not in a target group: small where nearly everybody is in it."""
    for figure in group:
        if figure.cell[0] != _TARGET_GROUP:
            continue
        whole = totals.get((figure.definition, figure.stretch))
        if whole is None or figure.is_share or figure.is_amount:
            continue
        one, _ = unknowns.sum_of(whole, whole.makeup.top)
        other, _ = unknowns.sum_of(figure, figure.makeup.top)
        yield added([one, other], (1, -1)), round(whole.top - figure.top)


def between(unknowns: Unknowns, figures: Sequence[Reading], minimum: int) -> Iterator[Sum]:
    """Yield small counts that stand in no row but between two: in one of them and not in the other.

    They are who is in one variant of a share and not in another, and who came and went within a
    period: in the flows and not among the moves from moment to moment.
    """
    for one, other in [*_variants(figures), *_came_and_went(figures)]:
        left = [unknowns.sum_of(figure, terms) for figure, terms in one]
        right = [unknowns.sum_of(figure, terms) for figure, terms in other]
        if any(times != 1 for _, times in (*left, *right)):
            continue
        value = round(sum(_value(*t) for t in one) - sum(_value(*t) for t in other))
        more, less = added([v for v, _ in left]), added([v for v, _ in right])
        vector = added([more, less], (1, -1) if value > 0 else (-1, 1))
        if vector and 0 < abs(value) < minimum:
            yield vector, abs(value)


def _value(figure: Reading, terms: Part) -> float:
    return figure.top if terms == figure.makeup.top else figure.bottom or 0.0


def _variants(figures: Sequence[Reading]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    same: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for figure in figures:
        if figure.is_share and figure.makeup.interval == "aandeel":
            same[figure.definition.split(";")[0], figure.stretch, figure.cell].append(figure)
    for group in same.values():
        for one, other in pairwise(group):
            yield [(one, one.makeup.top)], [(other, other.makeup.top)]
            yield [(one, one.makeup.bottom)], [(other, other.makeup.bottom)]


def _came_and_went(figures: Sequence[Reading]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    flows = {
        (f.makeup.unit, f.makeup.top[0][0], f.stretch): f
        for f in figures
        if f.cell == WHOLE and not f.is_share and len({name for name, _, _ in f.makeup.top}) == 1
    }
    moves: dict[tuple[str, str, Stretch], list[Reading]] = defaultdict(list)
    for figure in figures:
        if figure.makeup.ladder and figure.cell[0] == FROM_TO:
            start, end = figure.cell[1].split("|", 1)
            for name, edge in ((INFLOW.name, start == CAME), (OUTFLOW.name, end == WENT)):
                if edge:
                    moves[figure.makeup.unit, name, figure.stretch].append(figure)
    for key, cells in moves.items():
        if key in flows:
            flow = flows[key]
            yield [(flow, flow.makeup.top)], [(cell, cell.makeup.top) for cell in cells]


def rank_of(told: Told) -> tuple[int, bool, float, float, int]:
    """Return the order in which rows are let out: totals, one dimension, two; large first.

    Counts go before the shares that are made of them. Of equal cells of two dimensions, the one
    that stands in the larger column goes first.
    """
    first = told.figures[0]
    size = sum(abs(figure.top) for figure in told.figures)
    return tier(first.cell), first.is_share, -size, -told.margin, told.place

"""Figures that tell of the same persons under another name, found in the figures themselves.

`uitstroom_werk` is the outflow with one reason, the target group `jongeren` is an age class, the
denominator of a new share may be the stock; of the meldingen, who applied is who got a decision
and who still waits. Nobody has to declare that: what is equal in every row that both have is taken
to be equal, since a reader may know that it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain, combinations, permutations
from typing import Any

from grip.disclosure.readings import Cell, Reading
from grip.indicators.model import END, EVE
from grip.indicators.themes.flow import STOCK
from grip.results import FROM_TO, TOTAL

Part = tuple[tuple[str, str, float], ...]
Term = tuple[int, Reading, Part]  # times, figure, its numerator or denominator
At = tuple[Any, ...]
Column = dict[At, tuple[float, Reading, Part]]

_TARGET_GROUP = "doelgroep"
_MOST_PARTS = 3
_NO_CHANCE = 3  # so many rows that are not zero agree for a reason
_DAY = timedelta(days=1)


def _parts(figure: Reading) -> Iterator[tuple[Part, float]]:
    if figure.makeup.top and not figure.is_net:
        yield figure.makeup.top, figure.top
    if figure.bottom is not None and figure.makeup.bottom:
        yield figure.makeup.bottom, figure.bottom


def same_counts(figures: Sequence[Reading]) -> Iterator[list[Term]]:
    """Yield the rows in which one count is another, or another within one category."""
    plain: dict[At, Column] = defaultdict(dict)
    within: dict[str, dict[At, Column]] = defaultdict(lambda: defaultdict(dict))
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
            within[unit][part, last, one][figure.stretch, rest] = told
    for (unit, part), column in plain.items():
        narrower = (c for (p, *_), c in within[unit].items() if p != part)
        opaque = len(part) == 1 and ":" in part[0][0]
        wider = (c for (_, p), c in plain.items() if p != part and opaque)
        found = [(_agreed(column, other), other) for other in chain(narrower, wider)]
        most = max((rows for rows, _ in found), default=0)
        for rows, other in found:
            if rows and rows >= min(most, _NO_CHANCE):
                for at in [at for at in column if at in other]:
                    yield [(1, *column[at][1:]), (-1, *other[at][1:])]


def _agreed(one: Column, other: Column) -> int:
    """Return in how many rows that are not zero two counts agree, if they do wherever both are."""
    if len(one) > len(other):
        one, other = other, one
    seen = 0
    for at, (value, _, _) in one.items():
        if at in other:
            if other[at][0] != value:
                return 0
            seen += value != 0
    return seen


def same_sums(figures: Sequence[Reading]) -> Iterator[list[Term]]:
    """Yield the rows in which a part of a denominator, or all of it, is other parts together.

    The rest of another share is such a part: aanvraag = besluit + open.
    """
    shares: dict[At, dict[Part, Column]] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        if figure.is_share and figure.makeup.bottom:
            columns = shares[figure.makeup.unit, figure.makeup.bottom]
            for part, value in _parts(figure):
                columns[part][figure.stretch, figure.cell] = value, figure, part
    for columns in shares.values():
        counted = {p: c for p, c in columns.items() if any(told[0] for told in c.values())}
        for whole, column in counted.items():
            others = [c for part, c in counted.items() if part != whole]
            for size in range(2, _MOST_PARTS + 1):
                for chosen in combinations(others, size):
                    if _adds_up(column, chosen):
                        yield from _sum_rows(column, chosen)


def _adds_up(whole: Column, chosen: Sequence[Column]) -> bool:
    """Tell whether counts add up to another wherever all are told, and each does so somewhere."""
    used = [False] * len(chosen)
    for at, (value, _, _) in whole.items():
        told = [column[at][0] for column in chosen if at in column]
        if len(told) == len(chosen):
            if sum(told) != value:
                return False
            used = [one or count != 0 for one, count in zip(used, told, strict=True)]
    return all(used)


def _sum_rows(whole: Column, chosen: Sequence[Column]) -> Iterator[list[Term]]:
    for at, (_, figure, part) in whole.items():
        told = [column[at] for column in chosen if at in column]
        if len(told) == len(chosen):
            yield [(-1, figure, part), *((1, *one[1:]) for one in told)]


def same_stocks(figures: Sequence[Reading]) -> Iterator[list[Term]]:
    """Yield the rows in which a stock is the one before, plus who came, minus who went.

    So it is with the open applications, the applications and the decisions. The stock of benefits
    and of persons has its ledger already.
    """
    stocks: dict[At, Column] = defaultdict(dict)
    flows: dict[str, dict[Part, Column]] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        for part, value in _parts(figure):
            (name, moment, times), *others = part
            told = value, figure, part
            if moment == END and times == 1 and not others and name != STOCK.name:
                stocks[figure.makeup.unit, part][figure.stretch[1], figure.cell] = told
            elif part == ((name, END, 1.0), (name, EVE, -1.0)):
                flows[figure.makeup.unit][part][figure.stretch, figure.cell] = told
    for (unit, _), stock in stocks.items():
        for came, went in permutations(flows[unit].values(), 2):
            rows = [_change(at, stock, came, went) for at in came if at in went]
            known = [terms for terms in rows if terms]
            values = [[_told(one) for one in terms] for terms in known]
            moved = values and all(map(any, zip(*values, strict=True)))
            if moved and not any(map(sum, values)):
                yield from known


def _change(at: At, stock: Column, came: Column, went: Column) -> list[Term]:
    """Return a stock before and after a stretch with who came and went, where all are told."""
    (begin, end), cell = at
    before, after = stock.get((begin - _DAY, cell)), stock.get((end, cell))
    if before is None or after is None:
        return []
    return [(1, *before[1:]), (1, *came[at][1:]), (-1, *went[at][1:]), (-1, *after[1:])]


def _told(term: Term) -> float:
    times, figure, part = term
    return times * (figure.top if part == figure.makeup.top else figure.bottom or 0.0)


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
    """Yield the rows of a group that is the sum of at most three classes, if it is.

    It must be so for the count that is the largest (the stock), and is used for every count for
    which it is so.
    """
    by_count: dict[At, Column] = defaultdict(dict)
    for at, told in group.items():
        if not at[3]:
            by_count[at[:2]][at] = told
    sizes = {count: sum(abs(told[0]) for told in rows.values()) for count, rows in by_count.items()}
    largest = max(sizes, key=lambda count: (sizes[count], str(count)))
    fits = [c for c in classes.values() if any(v[0] for v in c.values())]
    for size in (1, 2, 3):
        for chosen in combinations(fits, size):
            if not _sums_to(by_count[largest], chosen):
                continue
            same = {count for count, rows in by_count.items() if _sums_to(rows, chosen) is not None}
            if sum(_sums_to(by_count[count], chosen) or 0 for count in same) >= 2 * size:
                yield from _rows_of(group, chosen, same)
                return


def _rows_of(group: Column, chosen: Sequence[Column], same: set[At]) -> Iterator[list[Term]]:
    for at, (value, figure, part) in group.items():
        told = [column[at] for column in chosen if at in column]
        if at[:2] in same and len(told) == len(chosen) and sum(t[0] for t in told) == value:
            yield [(-1, figure, part), *((1, *t[1:]) for t in told)]


def _sums_to(group: Column, chosen: Sequence[Column]) -> int | None:
    """Return in how many rows that are not zero it holds, or nothing where it does not."""
    seen = 0
    for at, (value, _, _) in group.items():
        told = [column[at][0] for column in chosen if at in column]
        if len(told) == len(chosen):
            if sum(told) != value:
                return None
            seen += value != 0
    return seen

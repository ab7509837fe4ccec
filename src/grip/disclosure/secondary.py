"""Which rows to hide so that no secret can be computed: choose, audit, repair, give back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from grip.disclosure.audit import audited
from grip.disclosure.elimination import Span
from grip.disclosure.merging import Plan, merged_cell
from grip.disclosure.readings import Cell, Reading
from grip.disclosure.relations import relations_of
from grip.disclosure.secrets import Told, between, is_small, rank_of, told_by
from grip.disclosure.splits import Splits
from grip.disclosure.twins import Term, same_counts, same_groups, same_stocks, same_sums
from grip.disclosure.unknowns import LEDGER, Unknowns
from grip.indicators.themes.flow import STOCK
from grip.results import CAME, FROM_TO, WENT


def hidden_rows(
    rows: Mapping[int, Sequence[Reading]], plan: Plan, minimum: int, known: Set[int] = frozenset()
) -> set[int]:
    """Return the places of the rows that may not be shown.

    Args:
        rows: for each row that is to leave, the raw figures that it is the sum of.
        plan: which classes were merged.
        minimum: the smallest count that may be known.
        known: places of rows that an outsider knows already, from another product.
    """
    small = {place for place, group in rows.items() if is_small(group, minimum)}
    every = [figure for group in rows.values() for figure in group]
    same = [*same_counts(every), *same_groups(every)]
    splits = Splits(rows, lambda group: merged_cell(plan, group), small, same, minimum)
    sums = [*same_sums(every), *same_stocks(every)]
    figures, apart = bound_and_free(rows, _free(rows, splits, known, [*same, *sums]))
    inside = {id(figure) for figure in figures}
    same = [
        terms for terms in (*same, *sums) if all(id(figure) in inside for _, figure, _ in terms)
    ]
    unknowns = Unknowns(figures)
    behind = list(told_by(unknowns, {n: [f] for n, f in enumerate(figures)}, minimum))
    closed = splits.closed - known
    left = {place: group for place, group in rows.items() if place not in closed}
    leaving = list(told_by(unknowns, left, minimum))
    relations = relations_of(unknowns, figures, apart, plan, same)
    all_secrets = [secret for told in [*behind, *leaving] for secret in told.secrets]
    all_secrets.extend(between(unknowns, figures, minimum))
    secrets = list({frozenset(v.items()): (v, value) for v, value in all_secrets}.values())
    weight = Counter(k for vector in relations.zero for k in vector)
    span = Span([vector for vector, _ in secrets], minimum, relations.signed, weight)
    may_show = [told for told in leaving if told.place in known or not told.must_hide]
    open_rows = sorted(may_show, key=lambda told: (told.place not in known, *rank_of(told)))
    for told in open_rows:
        _let_zeros_in(span, told, relations.signed)
    for vector in relations.zero:
        span.force(vector)
    for told in open_rows:
        for vector, value in told.sums if told.place in known else ():
            span.force(vector, value)
    shown = [told for told in open_rows if all(span.admit(v, value) for v, value in told.sums)]
    relations.positive.extend(limit for told in behind for limit in told.limits)
    kept = audited(relations, secrets, shown, minimum, known)
    return set(rows) - {told.place for told in kept}


def _free(
    rows: Mapping[int, Sequence[Reading]], splits: Splits, known: Set[int],
    sums: Sequence[Sequence[Term]],
) -> set[int]:  # fmt: skip
    """Return the closed rows of which nothing stands in any other row.

    Not free are those in a sum with others of which one may be shown, and those with a count that
    also stands in a row that is not free: of that count something is told.
    """
    row_of = {id(figure): place for place, group in rows.items() for figure in group}
    closed = splits.closed - known
    together = [{row_of[id(figure)] for _, figure, _ in terms} for terms in sums]
    free = (splits.free() - known).difference(*(some for some in together if not some <= closed))
    counts = {
        place: {c for figure in group for c in _counts(figure)} for place, group in rows.items()
    }
    new = rows.keys() - free
    told: set[tuple[str, str, Cell]] = set()
    while new:
        told.update(*(counts[place] for place in new))
        new = {place for place in free if not told.isdisjoint(counts[place])}
        free -= new
    return free


def _counts(figure: Reading) -> Iterator[tuple[str, str, Cell]]:
    """Yield which counts a figure is made of; of a move, the stocks of both places too."""
    makeup = figure.makeup
    for name, _, _ in (*makeup.top, *makeup.bottom):
        yield makeup.unit, name, figure.cell
    if makeup.ladder and figure.cell[0] == FROM_TO:
        for place in {*figure.cell[1].split("|", 1)} - {CAME, WENT}:
            yield makeup.unit, STOCK.name, (makeup.ladder, place)


def bound_and_free(
    rows: Mapping[int, Sequence[Reading]], closed: set[int]
) -> tuple[list[Reading], list[Reading]]:
    """Return the figures that hang together with what is shown, and those that do not.

    Of closed splits those in and out of stocks that are shown do; the others hang together with
    nothing but their whole, and are free within it.
    """
    bound = [f for place, group in rows.items() if place not in closed for f in group]
    stocked = {
        (figure.makeup.unit, figure.cell[0])
        for figure in bound
        if any(name == STOCK.name for name, _, _ in (*figure.makeup.top, *figure.makeup.bottom))
    }
    free: list[Reading] = []
    for figure in [f for place in sorted(closed) for f in rows[place]]:
        place = figure.makeup.unit, figure.cell[0]
        names = {name for name, _, _ in figure.makeup.top}
        flows = not figure.is_share and names and names <= set(LEDGER)
        (bound if flows and place in stocked else free).append(figure)
    return bound, free


def _let_zeros_in(span: Span, told: Told, signed: set[int]) -> None:
    """A shown nothing says that each of its parts is nothing."""
    for vector, value in told.sums:
        if value == 0 and all(w > 0 and k not in signed for k, w in vector.items()):
            for unknown in vector:
                span.force({unknown: 1})

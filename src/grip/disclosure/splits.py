"""Which splits are not worth opening: where the whole is hidden, or next to nothing would show.

A split of a hidden whole is hidden with it, its zeros too. So is a split in which fewer than two
figures that are not zero could be shown: what is left would be a puzzle and no table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from grip.disclosure.readings import MONEY, Cell, Reading, Stretch
from grip.disclosure.relations import WHOLE, wholes
from grip.disclosure.unknowns import tier
from grip.results import FROM_TO

Split = tuple[str, Stretch, Cell, str]  # definition, stretch, whole, dimension that divides it
_FEWEST = 2


def closed_rows(
    rows: Mapping[int, Sequence[Reading]],
    cell_of: Callable[[Sequence[Reading]], Cell],
    small: set[int],
) -> set[int]:
    """Return the places of the rows of splits that stay closed; `small` are hidden anyway."""
    closed: set[int] = set()
    cells = {place: cell_of(group) for place, group in rows.items()}
    places = {(g[0].definition, g[0].stretch, cells[place]): place for place, g in rows.items()}
    by_level: dict[int, dict[Split, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, group in rows.items():
        for whole, dimension in _divided(cells[place]):
            split = group[0].definition, group[0].stretch, whole, dimension
            by_level[tier(cells[place])][split].append(place)
    for level in sorted(by_level):
        for split, members in by_level[level].items():
            whole_hidden = places.get(split[:3]) in small | closed
            if whole_hidden or not _worth_opening(rows, members, small | closed):
                closed.update(members)
    return closed


def _divided(cell: Cell) -> list[tuple[Cell, str]]:
    """Return what a cell is a part of; the moves from place to place are one split of the total."""
    return [(WHOLE, FROM_TO)] if cell[0] == FROM_TO else list(wholes(cell))


def _worth_opening(
    rows: Mapping[int, Sequence[Reading]], members: Sequence[int], hidden: set[int]
) -> bool:
    """Tell whether a split has figures enough; of money that adds up none may be missing."""
    filled = [place for place in members if any(figure.top for figure in rows[place])]
    open_ = [place for place in filled if place not in hidden]
    if rows[members[0]][0].is_amount and rows[members[0]][0].makeup.unit == MONEY:
        return len(open_) == len(filled)
    if rows[members[0]][0].cell[0] == FROM_TO:  # a table in itself, read along and across
        return len(open_) * 2 >= len(filled)
    return not filled or len(open_) >= _FEWEST

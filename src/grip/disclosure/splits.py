"""Which splits are not worth opening: where the whole is hidden, or next to nothing would show.

A split of a hidden whole is hidden with it, its zeros too. So is a split in which fewer than two
figures that are not zero could be shown: what is left would be a puzzle and no table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from grip.disclosure.readings import Cell, Reading, Stretch
from grip.disclosure.relations import wholes
from grip.disclosure.unknowns import tier

Split = tuple[str, Stretch, Cell, str]  # definition, stretch, whole, dimension that divides it
_FEWEST = 2


def closed_rows(
    rows: Mapping[int, Sequence[Reading]], cell_of: Callable[[Sequence[Reading]], Cell], small: set[int]
) -> set[int]:  # fmt: skip
    """Return the places of the rows in splits that stay closed; `small` are those hidden anyway."""
    closed: set[int] = set()
    cells = {place: cell_of(group) for place, group in rows.items()}
    places = {
        (group[0].definition, group[0].stretch, cells[place]): place
        for place, group in rows.items()
    }
    by_level: dict[int, dict[Split, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, group in rows.items():
        for whole, dimension in wholes(cells[place]):
            split = group[0].definition, group[0].stretch, whole, dimension
            by_level[tier(cells[place])][split].append(place)
    for level in sorted(by_level):
        for split, members in by_level[level].items():
            whole = places.get(split[:3])
            open_ = [
                place for place in members
                if place not in small and place not in closed and any(f.top for f in rows[place])
            ]  # fmt: skip
            some = any(f.top for place in members for f in rows[place])
            if whole in small or whole in closed or (some and len(open_) < _FEWEST):
                closed.update(members)
    return closed

"""Which splits are not worth opening: where the whole is hidden, or next to nothing would show.

A split of a hidden whole is hidden with it, its zeros too. So is a split in which fewer than two
figures that are not zero could be shown: what is left would be a puzzle and no table. What tells
the same under another name is closed with it, but not what a closed share is a share of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from grip.disclosure.readings import MONEY, Cell, Reading, Stretch
from grip.disclosure.relations import WHOLE, wholes
from grip.disclosure.twins import Term
from grip.disclosure.unknowns import tier
from grip.results import FROM_TO

Split = tuple[str, Stretch, Cell, str]  # definition, stretch, whole, dimension that divides it
Rows = Mapping[int, Sequence[Reading]]
_FEWEST = 2
# Money that may be shown in part: what was paid on the budget, by policy goal. What follows from it
# and the rest of the chain stays closed then.
_PARTLY = ("budget_gerealiseerd;eenheid=euro", "beleidsdoel")
_FOLLOWS = "budget_verwacht;eenheid=euro"


class Splits:
    """The splits of a frame, and which of them are closed.

    Args:
        rows: the figures behind every row, by the place of the row.
        cell_of: the cell of a row.
        small: the places of rows that are hidden anyway.
        minimum: so many persons at least that hidden money is about, taken together.
        same: sums of figures that come to nothing: they tell the same.
    """

    def __init__(
        self, rows: Rows, cell_of: Callable[[Sequence[Reading]], Cell], small: set[int],
        same: Iterable[Sequence[Term]], minimum: int,
    ) -> None:  # fmt: skip
        self._rows, self._small, self._minimum = rows, small, minimum
        self._members: dict[Split, list[int]] = defaultdict(list)
        self._whole: dict[tuple[str, Stretch, Cell], int] = {}
        self._level: dict[Split, int] = {}
        for place, group in rows.items():
            cell, first = cell_of(group), group[0]
            self._whole[first.definition, first.stretch, cell] = place
            for whole, dimension in _divided(cell):
                split = first.definition, first.stretch, whole, dimension
                self._members[split].append(place)
                self._level[split] = tier(cell)
        row_of = {id(figure): place for place, group in rows.items() for figure in group}
        self._same = []
        for terms in same:
            (one, counted), *others = [
                (row_of[id(f)], part == f.makeup.top) for _, f, part in terms
            ]
            alone = counted and len(others) == 1
            self._same.append(
                (one, {p for p, top in others if top}, {p for p, _ in others if alone})
            )
        self.closed: set[int] = set()
        while self._close():
            pass

    def _close(self) -> bool:
        """Close what is not worth opening; tell whether that changed anything."""
        before = len(self.closed)
        for split in sorted(self._members, key=lambda split: self._level[split]):
            whole, members = self._whole.get(split[:3]), self._members[split]
            shut = whole in self._small or whole in self.closed
            if not shut and (split[0], split[3]) == _PARTLY:
                self.closed.update(self._with_companions(split, members))
            elif shut or not self._worth_opening(members):
                self.closed.update(members)
        for place, closing, along in self._same:
            if closing & self.closed:
                self.closed.add(place)
            elif place in self.closed:
                self.closed |= along
        return len(self.closed) > before

    def _worth_opening(self, members: Sequence[int]) -> bool:
        """Tell whether a split has figures enough; of money that adds up none may be missing."""
        filled = [place for place in members if any(figure.top for figure in self._rows[place])]
        open_ = [p for p in filled if p not in self._small and p not in self.closed]
        first = self._rows[members[0]][0]
        if first.is_amount and first.makeup.unit == MONEY:
            return len(open_) == len(filled)
        if first.cell[0] == FROM_TO:  # a table in itself, read along and across
            return len(open_) * 2 >= len(filled)
        return not filled or len(open_) >= _FEWEST

    def _with_companions(self, split: Split, members: Sequence[int]) -> Iterator[int]:
        """Yield which money is hidden where some of it is: the smallest amounts go with it.

        Two at least, and one of them about the minimum of persons by itself: what is hidden can
        be computed as one sum, which is then about so many persons.
        """
        filled = [place for place in members if self._amount(place)]
        gone = [place for place in filled if place in self._small or place in self.closed]
        rest = sorted((p for p in filled if p not in gone), key=lambda p: (self._amount(p), p))
        if not gone:
            return
        while rest and (len(gone) < _FEWEST or max(map(self._persons, gone)) < self._minimum):
            gone.append(rest.pop(0))
        yield from members if len(rest) < _FEWEST else gone
        yield from self._members.get((_FOLLOWS, *split[1:]), ())

    def _amount(self, place: int) -> float:
        return abs(sum(figure.top for figure in self._rows[place]))

    def _persons(self, place: int) -> float:
        return max(figure.persons for figure in self._rows[place])

    def free(self) -> set[int]:
        """Return the closed rows that stand in no split of which anything is shown."""
        beside = {
            place
            for members in self._members.values()
            if not self.closed.issuperset(members)
            for place in members
        }
        return self.closed - beside


def _divided(cell: Cell) -> list[tuple[Cell, str]]:
    """Return what a cell is a part of; the moves from place to place are one split of the total."""
    return [(WHOLE, FROM_TO)] if cell[0] == FROM_TO else list(wholes(cell))

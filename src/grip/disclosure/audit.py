"""The audit: between which values can an outsider place each secret, knowing all that is shown.

A secret is safe when two complete sets of whole numbers exist that fit everything that is shown,
in which the secret differs by at least the minimum cell. Linear programming looks for the most
extreme ones; the result is checked to be whole. Where a secret is not safe, the dual values tell
which shown figures pin it down, and the one that is missed least is hidden, wherever it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import count

from grip.disclosure.knowledge import Knowledge
from grip.disclosure.programs import Program
from grip.disclosure.relations import WHOLE, Relations
from grip.disclosure.secrets import Sum, Told

_TRIED = 10  # sums that are tried again, those that are missed most
Key = frozenset[tuple[int, int]]


class Shown:
    """What is shown, by the sums that the rows tell: one sum can stand in several rows."""

    def __init__(self, rows: Sequence[Told], known: Set[int] = frozenset()) -> None:
        self._rows = rows
        self._keys = [[frozenset(vector.items()) for vector, _ in told.sums] for told in rows]
        self.fixed: set[Key] = set()  # that stand in another product, and cannot be hidden
        self.sums: dict[Key, Sum] = {}
        self._in: dict[Key, list[int]] = defaultdict(list)  # the rows that tell it
        self._totals: set[Key] = set()
        self.hidden: dict[Key, None] = {}
        self.because: dict[Key, set[int]] = defaultdict(set)  # the secrets it was hidden for
        for number, (told, keys) in enumerate(zip(rows, self._keys, strict=True)):
            for key, total in zip(keys, told.sums, strict=True):
                self.sums.setdefault(key, total)
                self._in[key].append(number)
                if told.place in known:
                    self.fixed.add(key)
                if told.figures[0].cell == WHOLE:
                    self._totals.add(key)

    def rows(self) -> list[Told]:
        """Return the rows that tell no hidden sum."""
        return [told for number, told in enumerate(self._rows) if self._stands(number)]

    def _stands(self, row: int, but: Key | None = None) -> bool:
        return not any(key in self.hidden and key != but for key in self._keys[row])

    def told(self) -> list[Key]:
        """Return every sum that is told, once."""
        standing = [keys for number, keys in enumerate(self._keys) if self._stands(number)]
        return list(dict.fromkeys(key for keys in standing for key in keys))

    def told_again(self, key: Key) -> list[Key]:
        """Return all that would be told if a sum were hidden no more: its rows tell others too."""
        back = [row for row in self._in[key] if self._stands(row, but=key)]
        found = dict.fromkeys(one for row in back for one in self._keys[row])
        return [one for one in found if not any(map(self._stands, self._in[one]))]

    def loss(self, key: Key) -> tuple[bool, int, int, list[tuple[int, int]]]:
        """Return how much a sum is missed: a total most, then what stands in many rows."""
        return key in self._totals, len(self._in[key]), abs(self.sums[key][1]), sorted(key)


def audited(
    relations: Relations, secrets: Sequence[Sum], rows: Sequence[Told], minimum: int,
    known: Set[int] = frozenset(),
) -> list[Told]:  # fmt: skip
    """Return the rows that can be shown while every secret is safe.

    Sums that pin a secret down are hidden, one more in every round; in the end those that turn
    out not to be needed come back. Rows with a place in `known` stay.
    """
    shown, open_ = Shown(rows, known), dict(enumerate(secrets))
    for turn in count():
        told = shown.told()
        knowledge = Knowledge(relations, [shown.sums[key] for key in told])
        programs, certain = knowledge.programs(open_)
        unsafe: dict[int, list[dict[int, float]]] = {n: [{}] for n in certain}
        later: list[int] = []
        for program in programs:
            found, untried = program.unsafe(minimum)
            unsafe |= {number: program.prices[number] for number in found}
            later += untried
        behind = {
            number: {
                told[at] for bound in prices for at in knowledge.behind(open_[number][0], bound)
            }
            for number, prices in unsafe.items()
        }
        culprits = _chosen(behind, shown, turn + 1)
        if not culprits:
            break
        shown.hidden |= culprits
        open_ = {number: open_[number] for number in (*unsafe, *later)}
    _give_back(relations, dict(enumerate(secrets)), shown, minimum)
    return shown.rows()


def _chosen(behind: Mapping[int, set[Key]], shown: Shown, number: int) -> dict[Key, None]:
    """Return so many of the sums that each secret rests on, those that are missed least."""
    chosen: dict[Key, None] = {}
    for secret, keys in behind.items():
        ordered = sorted(keys - shown.fixed, key=shown.loss)
        more = number - len(keys & chosen.keys())
        chosen |= dict.fromkeys([key for key in ordered if key not in chosen][: max(more, 0)])
        for key in keys & chosen.keys():
            shown.because[key].add(secret)
    return chosen


def _give_back(
    relations: Relations, secrets: Mapping[int, Sum], shown: Shown, minimum: int
) -> None:
    """Take off the list of hidden sums what can be shown after all, now that others are hidden."""
    if len(shown.hidden) < 2:
        return
    knowledge = Knowledge(relations, [shown.sums[key] for key in shown.told()])
    programs, _ = knowledge.programs(secrets)
    for program in programs:
        program.unsafe(minimum)
    for key in sorted(shown.hidden, key=shown.loss, reverse=True)[:_TRIED]:
        told = shown.told_again(key)
        lefts = [knowledge.left_of(*shown.sums[one]) for one in told]
        lefts = [(left, right) for left, right in lefts if left]
        unknowns = {unknown for left, _ in lefts for unknown in left}
        at = next((i for i, program in enumerate(programs) if program.holds(unknowns)), None)
        if at is None:
            continue
        more: Program = programs[at]
        for left, right in lefts:
            more = more.with_row(left, right)
        if more.safe(minimum, shown.because[key]):
            programs[at] = more
            del shown.hidden[key]

"""The audit: between which values can an outsider place each secret, knowing all that is shown.

A secret is safe when two complete sets of whole numbers exist that fit everything that is shown,
in which the secret differs by at least the minimum cell. Linear programming looks for the most
extreme ones; the result is checked to be whole. Where a secret is not safe, the dual values tell
which shown figures pin it down, and the one that is missed least is hidden, wherever it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import count
from typing import Any

import numpy as np

from grip.disclosure.knowledge import Knowledge
from grip.disclosure.programs import Program
from grip.disclosure.relations import WHOLE, Relations
from grip.disclosure.secrets import Sum, Told
from grip.disclosure.tables import Tables

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
        self._place = {key: place for place, key in enumerate(self.sums)}

    def rows(self) -> list[Told]:
        """Return the rows that tell no hidden sum."""
        return [told for number, told in enumerate(self._rows) if self._stands(number)]

    def _stands(self, row: int, but: Key | None = None) -> bool:
        return not any(key in self.hidden and key != but for key in self._keys[row])

    def told(self) -> list[Key]:
        """Return every sum that is told, once."""
        standing = [keys for number, keys in enumerate(self._keys) if self._stands(number)]
        return list(dict.fromkeys(key for keys in standing for key in keys))

    def places(self, keys: Iterable[Key]) -> list[int]:
        """Return the places of sums among all that could be told."""
        return [self._place[key] for key in keys]

    def told_again(self, key: Key) -> list[Key]:
        """Return all that would be told if a sum were hidden no more: its rows tell others too."""
        back = [row for row in self._in[key] if self._stands(row, but=key)]
        found = dict.fromkeys(one for row in back for one in self._keys[row])
        return [one for one in found if not any(map(self._stands, self._in[one]))]

    def loss(self, key: Key) -> tuple[bool, int, int, list[tuple[int, int]]]:
        """Return how much a sum is missed: a total most, then what stands in many rows."""
        return key in self._totals, len(self._in[key]), abs(self.sums[key][1]), sorted(key)


class Possible:
    """Whole sets of numbers that fit what is shown; they still fit when more is hidden."""

    def __init__(self, size: int) -> None:
        self._base = np.full(size, np.nan)
        self._sets: list[Any] = []

    def keep(self, programs: Sequence[Program], values: Any) -> None:
        """Remember what was found for the parts, each with one set for all the others."""
        self._base = np.where(np.isnan(self._base), values, self._base)
        found = [program for program in programs if program.points]
        for program in found:
            self._base[program.part.unknowns] = program.points[-1]
        for program in found:
            for point in program.points:
                self._sets.append(self._base.copy())
                self._sets[-1][program.part.unknowns] = point

    def within(self, unknowns: Any) -> list[Any]:
        """Return what the sets say of some unknowns."""
        return [one[unknowns] for one in self._sets]


def audited(
    relations: Relations, secrets: Sequence[Sum], rows: Sequence[Told], minimum: int,
    known: Set[int] = frozenset(),
) -> list[Told]:  # fmt: skip
    """Return the rows that can be shown while every secret is safe.

    Sums that pin a secret down are hidden, one more in every round; in the end those that turn
    out not to be needed come back. Rows with a place in `known` stay.
    What rests on those alone, or on nothing that is told, is not told here.
    """
    shown = Shown(rows, known)
    tables = Tables(relations, list(shown.sums.values()), secrets)
    possible = Possible(len(tables.signed))
    open_: list[int] = list(range(len(secrets)))
    for turn in count():
        told = shown.told()
        knowledge = Knowledge(tables, shown.places(told))
        programs, certain = knowledge.programs(open_)
        unsafe: dict[int, list[dict[int, float]]] = {n: [{}] for n in certain}
        later: list[int] = []
        for program in programs:
            found, untried = program.unsafe(minimum)
            unsafe |= {number: program.prices[number] for number in found}
            later += untried
        possible.keep(programs, knowledge.values)
        behind = {
            number: {
                told[at] for bound in prices for at in knowledge.behind(secrets[number][0], bound)
            }
            for number, prices in unsafe.items()
        }
        for number, keys in behind.items():
            if not keys - shown.fixed:  # no price says why no whole numbers were found
                keys |= {told[at] for at in knowledge.near(secrets[number][0])}
        here = [number for number in unsafe if behind[number] - shown.fixed]
        open_ = [*here, *later]
        if not open_:
            break
        shown.hidden |= _chosen(behind, shown, turn + 1)
    _give_back(knowledge, range(len(secrets)), shown, possible, minimum)
    return shown.rows()


def _chosen(behind: Mapping[int, set[Key]], shown: Shown, number: int) -> dict[Key, None]:
    """Return so many of the sums that each secret rests on, those that are missed least.

    That there was nothing is hidden only where there is nothing else to hide.
    """
    chosen: dict[Key, None] = {}
    for secret, keys in behind.items():
        free = keys - shown.fixed
        ordered = sorted([key for key in free if shown.sums[key][1]] or free, key=shown.loss)
        more = number - len(keys & chosen.keys())
        chosen |= dict.fromkeys([key for key in ordered if key not in chosen][: max(more, 0)])
        for key in keys & chosen.keys():
            shown.because[key].add(secret)
    return chosen


def _give_back(
    knowledge: Knowledge, secrets: Sequence[int], shown: Shown, possible: Possible, minimum: int
) -> None:
    """Take off the list of hidden sums what can be shown after all, now that others are hidden."""
    programs = knowledge.programs(secrets)[0] if shown.hidden else []
    for program in programs:
        program.with_points(possible.within(program.part.unknowns))
    for key in sorted(shown.hidden, key=shown.loss, reverse=True)[:_TRIED]:
        unknowns, left = knowledge.left_of(shown.places(shown.told_again(key)))
        for at, program in enumerate(programs):
            if np.isin(unknowns, program.part.unknowns).all():
                more = program.with_rows(left.placed(unknowns, program.part.unknowns))
                if more.safe(minimum, shown.because[key]):
                    programs[at] = more
                    del shown.hidden[key]
                break

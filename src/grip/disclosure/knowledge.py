"""What an outsider knows: the equations of what is shown, with what follows from them put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np

from grip.disclosure.programs import Program
from grip.disclosure.tables import Lines, Part, Tables
from grip.disclosure.unknowns import Vector

_NOTHING = 1e-6


class Knowledge:
    """The equations that an outsider has.

    Args:
        tables: all that could be shown.
        told: which of the sums are, by their place among those that could be.

    Attributes:
        values: what every unknown is, where that is known.
    """

    def __init__(self, tables: Tables, told: Sequence[int]) -> None:
        from scipy.sparse import vstack

        self._tables = tables
        rows = np.r_[: tables.given, np.array(told, int) + tables.given]
        equal = tables.equal.over(rows, slice(None))
        self._equal = Lines(equal.matrix, equal.right, np.arange(len(rows)))
        self._least = replace(tables.least, numbers=tables.least.numbers + len(rows))
        self._why = np.full(len(tables.signed), -1)  # by which equation an unknown is known
        self._order: list[int] = []  # in which order they became known
        self.values = np.full(len(tables.signed), np.nan)
        self._settle()
        self._place = {unknown: at for at, unknown in enumerate(self._order)}
        self._rows = vstack([equal.matrix, tables.least.matrix], format="csr")
        self._columns = self._rows.tocsc()

    def _settle(self) -> None:
        """Solve every equation with one unknown left, again and again.

        Nothing, as a sum of what cannot be negative, is nothing in each of its parts.
        """
        matrix = self._equal.matrix
        some = (matrix != 0).astype(int)
        signed = some.multiply(self._tables.signed).tocsr()
        rising, falling = (((sign * matrix) > 0).astype(int) + signed for sign in (1, -1))
        while True:
            open_ = np.isnan(self.values)
            left = self._equal.right - matrix @ np.where(open_, 0.0, self.values)
            count = some @ open_
            one_sided = (rising @ open_ == 0) | (falling @ open_ == 0)
            rows = np.flatnonzero((count == 1) | ((count > 1) & (left == 0) & one_sided))
            solved = matrix[rows].tocoo()
            new = open_[solved.col]
            if not new.any():
                return
            unknowns, first = np.unique(solved.col[new], return_index=True)
            why = rows[solved.row[new]][first]
            self.values[unknowns] = left[why] / solved.data[new][first]
            self._why[unknowns] = why
            self._order.extend(unknowns[np.argsort(why, kind="stable")].tolist())

    def behind(self, secret: Vector, prices: Mapping[int, float]) -> list[int]:
        """Return the shown sums, by their place in `told`, that a bound of a secret rests on.

        `prices` says how much the bound moves with each equation that is left. What was put in
        has its price too: that of the equation it is known by, followed back in the order in which
        it became known.
        """
        prices = dict(prices)
        place, solved = self._place, self._order
        touched = {k for number in prices for k, _ in _line(self._rows, number)} | secret.keys()
        todo = [-place[k] for k in touched if k in place]
        heapify(todo)
        last = 1
        while todo:
            at = heappop(todo)
            if at == last:
                continue
            last, unknown = at, solved[-at]
            why = int(self._why[unknown])
            inside = _line(self._columns, unknown)
            price = secret.get(unknown, 0) - sum(
                prices.get(n, 0.0) * weight for n, weight in inside if n != why
            )
            price /= dict(inside)[why]
            if abs(price) > max(_NOTHING, abs(prices.get(why, 0.0))):
                prices[why] = price
                for other, _ in _line(self._rows, why):
                    if place.get(other, -at) < -at:
                        heappush(todo, -place[other])
        given, end = self._tables.given, len(self._equal.right)
        return [number - given for number in sorted(prices) if given <= number < end]

    def near(self, secret: Vector) -> list[int]:
        """Return the shown sums, by their place in `told`, of what stands beside a secret."""
        lines = {n for unknown in secret for n, _ in _line(self._columns, unknown)}
        beside = {unknown for number in lines for unknown, _ in _line(self._rows, number)}
        touched = {n for unknown in beside for n, _ in _line(self._columns, unknown)}
        given, end = self._tables.given, len(self._equal.right)
        return [number - given for number in sorted(touched) if given <= number < end]

    def programs(self, secrets: Iterable[int]) -> tuple[list[Program], list[int]]:
        """Return the parts of the tables that hold a secret, and the secrets that are known."""
        tables = self._tables
        numbers = np.array(list(secrets), int)
        wanted = tables.wanted.over(numbers, slice(None)).beside(self.values)
        open_ = np.flatnonzero(np.isnan(self.values))
        equal, least = self._equal.beside(self.values), self._least.beside(self.values)
        parts = Part(open_, equal, least, wanted, tables.signed[open_]).parts()
        found = [Program(part, tables.values[part.wanted.numbers]) for part in parts]
        return found, np.setdiff1d(numbers, wanted.numbers).tolist()

    def left_of(self, told: Sequence[int]) -> tuple[Any, Lines]:
        """Return what is left of sums that are not told, with the unknowns in it."""
        rows = np.array(told, int) + self._tables.given
        left = self._tables.equal.over(rows, slice(None)).beside(self.values)
        open_ = np.flatnonzero(np.isnan(self.values))
        inside = np.flatnonzero(np.diff(left.matrix.tocsc().indptr))
        return open_[inside], left.over(slice(None), inside)


def _line(matrix: Any, at: int) -> list[tuple[int, float]]:
    """Return what is in a row, or in a column of a matrix that is kept by column."""
    inside = slice(matrix.indptr[at], matrix.indptr[at + 1])
    return list(zip(matrix.indices[inside].tolist(), matrix.data[inside].tolist(), strict=True))

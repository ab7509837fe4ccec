"""The figures of a run as matrices over the unknowns, and the parts in which they hang together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grip.disclosure.relations import Relations
from grip.disclosure.secrets import Sum
from grip.disclosure.unknowns import Vector

_PACK = 150  # equations that are worth a part of their own


@dataclass(frozen=True)
class Lines:
    """Sums of unknowns, one in a row of a matrix.

    Attributes:
        matrix: the weights.
        right: what each comes to, or is at least.
        numbers: what each is called.
    """

    matrix: Any
    right: Any
    numbers: Any

    def over(self, rows: Any, columns: Any) -> Lines:
        """Return some of the sums over some of the unknowns."""
        return Lines(self.matrix[rows][:, columns], self.right[rows], self.numbers[rows])

    def placed(self, unknowns: Any, among: Any) -> Lines:
        """Return the sums over more unknowns: these are in order and among them."""
        from scipy.sparse import csr_array

        one = self.matrix.tocsr()
        columns = np.searchsorted(among, unknowns)[one.indices]
        matrix = csr_array((one.data, columns, one.indptr), shape=(one.shape[0], len(among)))
        return replace(self, matrix=matrix)

    def beside(self, values: Any) -> Lines:
        """Return what is left with all unknowns put in that have a value."""
        open_ = np.isnan(values)
        right = self.right - self.matrix @ np.where(open_, 0.0, values)
        filled = np.flatnonzero((self.matrix != 0) @ open_.astype(int))
        return replace(self, right=right).over(filled, np.flatnonzero(open_))


@dataclass(frozen=True)
class Part:
    """What hangs together.

    Attributes:
        unknowns: the numbers of the unknowns that are its columns.
        equal, least: the equations and the limits.
        wanted: the secrets; `right` is minus what is known of each.
        signed: which unknowns can be negative.
    """

    unknowns: Any
    equal: Lines
    least: Lines
    wanted: Lines
    signed: Any

    def parts(self) -> list[Part]:
        """Return the parts of it that hold a secret; small ones stay together."""
        from scipy.sparse import coo_array, vstack
        from scipy.sparse.csgraph import connected_components

        groups = (self.equal, self.least, self.wanted)
        all_ = vstack([group.matrix for group in groups]).tocoo()
        width, size = all_.shape[1], sum(all_.shape)
        edges = coo_array((np.ones(all_.nnz), (all_.col, all_.row + width)), shape=(size, size))
        _, label = connected_components(edges, directed=False)
        columns, *rows = np.split(label, np.cumsum([width, *(len(g.numbers) for g in groups)])[:-1])
        sizes = np.bincount(rows[0], minlength=size)
        packs = _packed({part: int(sizes[part]) for part in np.unique(rows[2]).tolist()})
        found = []
        for pack in packs:
            inside = np.flatnonzero(np.isin(columns, pack))
            equal, least, wanted = (
                group.over(np.flatnonzero(np.isin(at, pack)), inside)
                for group, at in zip(groups, rows, strict=True)
            )
            found.append(Part(self.unknowns[inside], equal, least, wanted, self.signed[inside]))
        return found


def _packed(sizes: Mapping[int, int]) -> list[list[int]]:
    """Return the parts in packs that are large enough to be worth a program of their own."""
    packs: list[list[int]] = [[]]
    filled = 0
    for part in sorted(sizes, key=lambda part: (sizes[part], part)):
        if filled >= _PACK:
            packs.append([])
            filled = 0
        packs[-1].append(part)
        filled += sizes[part]
    return [pack for pack in packs if pack]


class Tables:
    """All that could be shown and all that relates it.

    Attributes:
        given: so many equations everybody has; those of the sums that could be shown follow.
        values: what the secrets come to.
    """

    def __init__(self, relations: Relations, sums: Sequence[Sum], secrets: Sequence[Sum]) -> None:
        self.given = len(relations.zero)
        equations = [(vector, 0) for vector in relations.zero] + list(sums)
        limits = [(vector, 0) for vector in relations.positive]
        every = [vector for vector, _ in (*equations, *limits, *secrets)]
        size = 1 + max((max(vector) for vector in every if vector), default=-1)
        self.equal = lines_of(equations, size)
        self.least = lines_of(limits, size)
        self.wanted = lines_of([(vector, 0) for vector, _ in secrets], size)
        self.values = np.array([value for _, value in secrets], float)
        self.signed = np.isin(np.arange(size), list(relations.signed))


def lines_of(sums: Sequence[tuple[Vector, float]], size: int) -> Lines:
    """Return sums as the rows of a matrix."""
    from scipy.sparse import csr_array

    ends = np.cumsum([0, *(len(vector) for vector, _ in sums)])
    columns = np.fromiter((k for vector, _ in sums for k in vector), int, ends[-1])
    weights = np.fromiter((w for vector, _ in sums for w in vector.values()), float, ends[-1])
    matrix = csr_array((weights, columns, ends), shape=(len(sums), size))
    return Lines(matrix, np.array([value for _, value in sums], float), np.arange(len(sums)))

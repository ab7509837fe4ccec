"""The person-months and the starts as arrays, made once for all instruments and groups.

polars looks things up; from here on only numbers are counted, and every instrument and every group
is a choice of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

WORK = "werk"
# Reasons that no instrument can change: a difference here says that the groups are not alike.
UNMOVED = ("aow", "overlijden", "verhuizing")
_WORD = 64  # bits
NEVER = np.iinfo(np.int64).max
TARGET = "doelgroep"


@dataclass(frozen=True)
class Stage:
    """Rows of person-months first, rows of starts after them.

    Attributes:
        person, day: number of the person; the day, in days since 1970.
        months: months in benefit.
        work, unmoved, out: in which month after the day the benefit ended for work, for a reason
            that no instrument can change, for whatever reason; 0 where it did not.
        ago: how many months before the day work beside the benefit or a step up came, or 0.
        cell: which row of `codes` holds the covariates.
        codes: a row per combination of covariates, a column per covariate.
        covariates, levels: names of the columns, and of the values that the codes stand for.
        followed: how many rows are person-months.
        starts: by instrument the rows of its first starts.
        first: by instrument and number of the person the day of the first start, else `NEVER`.
        members: by target group which rows belong to it.
    """

    person: Numbers
    day: Numbers
    months: Array
    work: Numbers
    unmoved: Numbers
    out: Numbers
    ago: Numbers
    cell: Numbers
    codes: Numbers
    covariates: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    followed: int
    starts: Mapping[str, Numbers]
    first: Mapping[str, Numbers]
    members: Mapping[str, Flags]

    @cached_property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Every covariate with each of its levels."""
        named = zip(self.covariates, self.levels, strict=True)
        return tuple((covariate, level) for covariate, known in named for level in known)

    @cached_property
    def has_level(self) -> Flags:
        """Whether each of `columns` holds, (cells, columns)."""
        before = np.cumsum([0, *map(len, self.levels)])
        found = np.zeros((len(self.codes), before[-1]), dtype=bool)
        np.put_along_axis(found, self.codes + before[:-1], values=True, axis=1)
        return found

    @cached_property
    def level_sets(self) -> NDArray[np.uint64]:
        """The same as sets of bits, (cells, words)."""
        room = -len(self.columns) % _WORD
        return np.packbits(np.pad(self.has_level, ((0, 0), (0, room))), axis=1).view(np.uint64)

    def of_group(self, dimension: str, name: str) -> Flags:
        """Return which rows belong to a target group, or have this value of a covariate."""
        if dimension == TARGET:
            return self.members[name]
        column = self.covariates.index(dimension)
        here = self.codes[:, column] == self.levels[column].index(name)
        return np.asarray(here[self.cell])


def stage_of(
    months: pl.DataFrame, starts: pl.DataFrame, first: pl.DataFrame, covariates: Sequence[str],
    groups: Sequence[str],
) -> Stage:  # fmt: skip
    """Return the frames of a panel as arrays.

    Args:
        months, starts, first: as in `grip.effects.panel.Panel`.
        covariates: columns that rows are compared on.
        groups: target groups; the column `doelgroep:NAME` says who belongs to one.
    """
    members = [f"{TARGET}:{name}" for name in groups]
    reason = pl.col("reden").cast(pl.String)
    ended = {"werk": reason == WORK, "vast": reason.is_in(UNMOVED)}
    keep = [
        *covariates, *members, "persoon", "dag", "maanden_in",
        *(pl.when(why.fill_null(False)).then("uit").otherwise(0).alias(name)
          for name, why in ended.items()),
        pl.col("uit").fill_null(0), pl.col("geleden").fill_null(0),
    ]  # fmt: skip
    rows = pl.concat([months.select(keep), starts.select(keep)])
    cell, codes, levels = _cells([rows.get_column(name) for name in covariates])
    person, day, work, unmoved, out, ago = (
        rows.get_column(name).to_physical().to_numpy().astype(np.int64)
        for name in ("persoon", "dag", "werk", "vast", "uit", "geleden")
    )
    return Stage(
        person, day, rows.get_column("maanden_in").to_numpy().astype(np.float64), work, unmoved,
        out, ago, cell, codes, tuple(covariates), levels, months.height,
        _rows_of(starts, months.height), _first_days(first, int(person.max(initial=0)) + 1),
        {name: rows.get_column(column).to_numpy()
         for name, column in zip(groups, members, strict=True)},
    )  # fmt: skip


def _rows_of(starts: pl.DataFrame, before: int) -> dict[str, Numbers]:
    names = starts.get_column("instrument").to_numpy()
    return {
        str(name): before + np.flatnonzero(names == name) for name in sorted(set(names.tolist()))
    }


def _first_days(first: pl.DataFrame, persons: int) -> dict[str, Numbers]:
    found = {}
    for (name,), part in first.partition_by("instrument", as_dict=True).items():
        days = np.full(persons, NEVER)
        who = part.get_column("persoon").to_numpy().astype(np.int64)
        inside = who < persons  # who was never in benefit on a drawn day has no row
        days[who[inside]] = part.get_column("begonnen").to_physical().to_numpy()[inside]
        found[str(name)] = days
    return found


def _cells(columns: list[pl.Series]) -> tuple[Numbers, Numbers, tuple[tuple[str, ...], ...]]:
    """Return per row which combination of values it has, and the combinations in codes."""
    coded = [_codes(column) for column in columns]
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for code, known in coded:
        key = key * max(len(known), 1) + code
    _, place, cell = np.unique(key, return_index=True, return_inverse=True)
    table = np.column_stack([code[place] for code, _ in coded])
    return cell.astype(np.int64), table, tuple(known for _, known in coded)


def _codes(column: pl.Series) -> tuple[Numbers, tuple[str, ...]]:
    """Return the number of every value, and the values by number; they stand in order of text.

    polars numbers categories as it comes across them, on several threads: that differs by run.
    """
    physical = column.to_physical().to_numpy()
    if not len(physical):
        return physical.astype(np.int64), ()
    present = np.flatnonzero(np.bincount(physical))
    where = np.zeros(int(physical.max()) + 1, dtype=np.int64)
    where[physical] = np.arange(len(physical))
    texts = [str(column[int(row)]) for row in where[present]]
    order = np.argsort(texts)
    number = np.zeros_like(where)
    number[present[order]] = np.arange(len(present))
    return number[physical], tuple(texts[int(place)] for place in order)


def distinct(numbers: Numbers) -> int:
    """Return how many different numbers there are; all are 0 or more."""
    return int(np.count_nonzero(np.bincount(numbers)))

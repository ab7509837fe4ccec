"""Budgets by field of tasks (Iv3), each called as it was in its year."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from grip.benchmark.shelf import reference
from grip.indicators.views.caseload import Caseload
from grip.results import UNKNOWN

_VERSIONS = ("begroting", "gewijzigd", "voorlopig", "nader_voorlopig", "definitief")
_CENTS = 100


@dataclass(frozen=True)
class TaskLine:
    """The budget of one year for one field of tasks, in euro.

    Attributes:
        name: empty where the code is no field of tasks in that year.
        original: as the council first set it; 0 for posts that came later.
        current: of every post its latest version.
    """

    year: int
    code: str
    name: str
    original: float
    current: float


def task_lines(caseload: Caseload) -> tuple[TaskLine, ...]:
    """Return the budgets that say to which field of tasks they belong, in order of year."""
    rank = pl.col("versie").replace_strict(
        {word: place for place, word in enumerate(_VERSIONS)}, return_dtype=pl.Int64
    )
    posts = (
        caseload.table("budgetten")
        .filter(pl.col("taakveld").is_not_null())
        .with_columns(
            # What is no code of a field is not repeated: anything may have been typed there.
            code=pl.coalesce(pl.col("taakveld").str.extract(r"(\d+\.\d+)"), pl.lit(UNKNOWN)),
            rang=rank,
        )
        .with_columns(laatste=pl.col("rang").max().over("jaar", "beleidsdoel", "budgetpost"))
    )
    amount = pl.col("bedrag") / _CENTS
    summed = (
        posts.group_by("jaar", "code")
        .agg(
            eerst=amount.filter(pl.col("rang") == 0).sum(),
            nu=amount.filter(pl.col("rang") == pl.col("laatste")).sum(),
        )
        .sort("jaar", "code")
    )
    told = reference()
    return tuple(
        TaskLine(year, code, told.task_field(code, year), original, current)
        for year, code, original, current in summed.iter_rows()
    )

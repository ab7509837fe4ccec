"""Budgets by field of tasks (Iv3), each called as it was in its year."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from grip.benchmark.shelf import reference
from grip.indicators.caseload import Caseload

_ORDER = ("begroting", "gewijzigd", "voorlopig", "nader_voorlopig", "definitief")


@dataclass(frozen=True)
class TaskLine:
    """What one version of the budget of a year has for one field of tasks, in euro.

    `name` is empty where the code is no field of tasks in that year.
    """

    year: int
    code: str
    name: str
    version: str
    amount: float


def task_lines(caseload: Caseload) -> tuple[TaskLine, ...]:
    """Return the budgets that say to which field of tasks they belong, in order of year."""
    summed = (
        caseload.table("budgetten")
        .filter(pl.col("taakveld").is_not_null())
        .with_columns(code=pl.col("taakveld").str.extract(r"(\d+\.\d+)"))
        .with_columns(code=pl.coalesce("code", "taakveld"))
        .group_by("jaar", "code", "versie")
        .agg(pl.col("bedrag").sum())
        .sort("jaar", "code", pl.col("versie").replace_strict(
            {word: place for place, word in enumerate(_ORDER)}, default=len(_ORDER),
            return_dtype=pl.Int64,
        ))
    )  # fmt: skip
    told = reference()
    return tuple(
        TaskLine(year, code, told.task_field(code, year), version, float(amount))
        for year, code, version, amount in summed.iter_rows()
    )

"""The table of budgets by field of tasks (Iv3), each called as it was in its year."""

from __future__ import annotations

from collections.abc import Sequence

from grip.benchmark.tasks import TaskLine
from grip.reports.document import Cell, Column, Kind, Mark, Table


def tasks_table(tasks: Sequence[TaskLine]) -> Table:
    """Return the budgets by field of tasks."""
    columns = (
        Column("jaar", "Jaar", Kind.TEXT),
        Column("code", "Taakveld", Kind.TEXT),
        Column("naam", "Naam in dat jaar", Kind.TEXT),
        Column("begroting", "Begroting", Kind.EURO),
        Column("geldend", "Na wijziging", Kind.EURO),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(one.year), one.code, one.name or Mark.UNKNOWN, one.original, one.current)
        for one in tasks
    )
    years = f"{tasks[0].year} tot en met {tasks[-1].year}"
    return Table(
        "taakvelden", "Taakvelden (Iv3)", f"De begroting naar taakveld, {years}",
        "Wat de tabel budgetten per taakveld heeft; na wijziging is van elke post de laatste "
        "versie. De naam is die van het jaar zelf: in 2023 veranderde wat onder 6.4 valt.",
        columns, rows,
    )  # fmt: skip

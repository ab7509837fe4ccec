"""What findings mean for the figures: which rest on how many doubtful rows.

A row is doubtful for an indicator when it was refused, when something was found in a column that
the indicator reads, or when such a column is empty or holds a code nobody knows. A row counts
once, however much is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from grip.discipline.fields import MAY_BE_EMPTY, Field
from grip.discipline.filling import dated, tests_of
from grip.findings import Finding, Severity
from grip.indicators.catalogue import defaults
from grip.indicators.model import Indicator
from grip.indicators.views.caseload import Caseload
from grip.ingest.rules.codes import code_lists
from grip.periods import Period
from grip.schema import TABLES, columns_of

_ROW = "_rij"


@dataclass(frozen=True)
class Doubt:
    """The doubtful rows under indicators that read the same columns.

    Attributes:
        figures: titles of the indicators.
        tables: the tables that they rest on.
        rows: how many rows of those tables are about the period, refused ones included.
        refused, found, unknown: how many were refused, have a finding, or are empty or have an
            unknown code; a row may be in two of these.
        doubtful: how many rows are in any of them.
    """

    figures: tuple[str, ...]
    tables: tuple[str, ...]
    rows: int
    refused: int
    found: int
    unknown: int
    doubtful: int

    @property
    def share(self) -> float | None:
        return 100 * self.doubtful / self.rows if self.rows else None


@dataclass(frozen=True, order=True)
class _Part:
    rows: int
    refused: int
    found: int
    unknown: int
    doubtful: int


def doubts(
    caseload: Caseload, fields: Sequence[Field], findings: Iterable[Finding],
    rows: Mapping[str, pl.Series], period: Period, extraction: date,
) -> tuple[Doubt, ...]:  # fmt: skip
    """Return the doubtful rows of the period under every indicator, the largest share first.

    Args:
        caseload, fields: the tables, and what must be filled in them.
        findings: all findings of the run.
        rows: the row in the export of every row of a table.
        period: the months that are looked at; older rows have had their day.
        extraction: the day of the export.
    """
    listed = [f for f in findings if f.place.row is not None]
    refused = _by_table(f for f in listed if f.rule.severity is Severity.REFUSE)
    warned = _by_table(f for f in listed if f.rule.severity is Severity.WARN)
    asked = {(f.table, f.column): f.asked for f in fields if f.present}
    together: dict[tuple[tuple[str, frozenset[str]], ...], list[str]] = {}
    wanted: dict[str, dict[frozenset[str], None]] = {}
    for indicator in defaults(caseload.profile):
        if not caseload.lacks(indicator.needs):
            read = _reads(indicator)
            together.setdefault(read, []).append(indicator.card.title)
            for table, columns in read:
                wanted.setdefault(table, {})[columns] = None
    known: dict[tuple[str, frozenset[str]], _Part] = {}
    for table, sets in wanted.items():
        near = _near(caseload, table, rows.get(table), period, extraction)
        bad = refused.get(table, {}), warned.get(table, {})
        counted = _parts(caseload, table, list(sets), asked, *bad, near)
        known |= {(table, columns): part for columns, part in zip(sets, counted, strict=True)}
    found: dict[tuple[tuple[str, _Part], ...], list[str]] = {}
    for read, titles in together.items():
        parts = sorted((table, known[table, columns]) for table, columns in read)
        found.setdefault(tuple(parts), []).extend(titles)
    summed = [_summed(titles, parts) for parts, titles in found.items()]
    return tuple(sorted(summed, key=lambda d: (-(d.share or 0), -d.doubtful, d.figures)))


def _by_table(findings: Iterable[Finding]) -> dict[str, dict[int, set[str]]]:
    """Return, per table and row, the columns in which something was found."""
    places: dict[str, dict[int, set[str]]] = {}
    for found in findings:
        if found.place.row is not None:
            rows = places.setdefault(found.table, {})
            rows.setdefault(found.place.row, set()).add(found.place.column)
    return places


def _reads(indicator: Indicator) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the tables of an indicator, with the columns that it cannot do without."""
    wanted: dict[str, set[str]] = {}
    for need in indicator.needs:
        table, _, column = need.partition(".")
        wanted.setdefault(table, set()).update([column] if column else [])
    return tuple(
        (table, frozenset(columns | _backbone(table)))
        for table, columns in wanted.items()
        if table in TABLES
    )


def _backbone(table: str) -> set[str]:
    """Return what every figure over a table reads: its key, its days, what must be there."""
    model = TABLES[table]
    required = {name for name, column in columns_of(model).items() if column.required}
    return required | {*model.key, *filter(None, (model.begin, model.end)), ""}


def _near(
    caseload: Caseload, table: str, numbers: pl.Series | None, period: Period, extraction: date
) -> pl.DataFrame:
    """Return the records of a table that are about the period, with their row in the export."""
    rows = dated(caseload, table)
    if rows is None:
        rows = caseload.table(table).with_row_index("nummer")
    near = pl.lit(True)
    if "van" in rows.columns:
        open_end = pl.col("tot").is_null() | (pl.col("tot") >= period.begin)
        near = (pl.col("van") <= period.end) & open_end
    at = pl.Series(_ROW, numbers if numbers is not None else [], dtype=pl.Int64)
    place = at.gather(rows.get_column("nummer")) if len(at) else pl.Series(_ROW, [-1]).clear()
    if len(place) != rows.height:
        place = pl.Series(_ROW, [-1] * rows.height, dtype=pl.Int64)
    return rows.with_columns(
        place.alias(_ROW), e=pl.lit(period.end), extractie=pl.lit(extraction)
    ).filter(near).unique("nummer")  # fmt: skip


def _parts(
    caseload: Caseload, table: str, sets: Sequence[frozenset[str]],
    asked: Mapping[tuple[str, str], bool], refused: Mapping[int, set[str]],
    warned: Mapping[int, set[str]], near: pl.DataFrame,
) -> list[_Part]:  # fmt: skip
    """Return the doubtful rows of a table, for every set of columns that figures read of it."""
    known = set(columns_of(TABLES[table]))
    tests = {
        column: _unknown(caseload, table, column, asked)
        for column in sorted(known & frozenset().union(*sets))
    }
    judged = near.select(
        expr
        for at, columns in enumerate(sets)
        for expr in (
            pl.col(_ROW).is_in([row for row, found in warned.items() if found & columns])
            .alias(f"found{at}"),
            pl.any_horizontal(
                pl.lit(False), *(test for c in sorted(columns & known) for test in tests[c])
            ).alias(f"unknown{at}"),
        )
    )  # fmt: skip
    counted = judged.select(
        expr.sum().alias(f"{name}{at}")
        for at in range(len(sets))
        for found, unknown in [(pl.col(f"found{at}"), pl.col(f"unknown{at}"))]
        for name, expr in (("found", found), ("unknown", unknown), ("both", found | unknown))
    ).row(0)
    gone, count = len(refused), near.height
    triples = zip(counted[::3], counted[1::3], counted[2::3], strict=True)
    return [_Part(count + gone, gone, found, gap, both + gone) for found, gap, both in triples]


def _unknown(
    caseload: Caseload, table: str, column: str, asked: Mapping[tuple[str, str], bool]
) -> list[pl.Expr]:
    """Return the tests for a column that is empty where it must be filled, or not understood."""
    key = (table, column)
    coded = key in code_lists(caseload.profile)
    if not coded and (key not in asked or f"{table}.{column}" in MAY_BE_EMPTY):
        return []
    must, filled, foreign = tests_of(caseload, table, column, asked=False)
    return [(must & ~filled).fill_null(False), foreign.fill_null(False)]


def _summed(titles: Sequence[str], parts: Iterable[tuple[str, _Part]]) -> Doubt:
    parts = list(parts)

    def total(name: str) -> int:
        return sum(getattr(part, name) for _, part in parts)

    return Doubt(
        tuple(titles), tuple(table for table, _ in parts), total("rows"), total("refused"),
        total("found"), total("unknown"), total("doubtful"),
    )  # fmt: skip

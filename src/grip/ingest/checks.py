"""Hold loaded tables against every rule, in one go: all findings, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from grip.findings import Finding, Place
from grip.ingest.parse import PLACE
from grip.ingest.rules import CHECKS, Check, Export, Hits


def check_tables(export: Export) -> list[Finding]:
    """Return what the rules over rows, tables and time find."""
    every = [(check, hits) for check in CHECKS for hits in check.find(export)]
    broken = _broken_tests(export, [hits for _, hits in every])
    asked = [
        (check, hits)
        for check, hits in every
        if isinstance(hits.rows, pl.LazyFrame) or id(hits) in broken
    ]
    answers = pl.collect_all([_answer(export, hits) for _, hits in asked])
    return [
        finding
        for (check, hits), rows in zip(asked, answers, strict=True)
        for finding in _findings(export, check, hits, rows)
    ]


def _broken_tests(export: Export, asked: Sequence[Hits]) -> set[int]:
    """Return (by id) the tests of a single row that fail anywhere; mostly they all hold."""
    broken: set[int] = set()
    for table in dict.fromkeys(hits.table for hits in asked):
        tests = [h for h in asked if h.table == table and isinstance(h.rows, pl.Expr)]
        tries = {str(n): h.rows.any() for n, h in enumerate(tests) if isinstance(h.rows, pl.Expr)}
        if tries:
            (fails,) = export.tables[table].select(**tries).iter_rows()
            broken |= {id(test) for test, fail in zip(tests, fails, strict=True) if fail}
    return broken


def _answer(export: Export, hits: Hits) -> pl.LazyFrame:
    """Ask for no more than the place of the rows and what fills the text."""
    if isinstance(hits.rows, pl.Expr):
        return export.rows(hits.table).filter(hits.rows).select(PLACE)
    return hits.rows.select(*hits.names) if hits.whole else hits.rows.select(*PLACE, *hits.names)


def _findings(export: Export, check: Check, hits: Hits, rows: pl.DataFrame) -> Iterator[Finding]:
    if rows.is_empty():
        return
    at: list[tuple[str, str, int | None]] = (
        [(*export.origin(hits.table), None)] * rows.height
        if hits.whole
        else [(file, sheet, row) for file, sheet, row in rows.select(PLACE).iter_rows()]
    )
    names = rows.select(hits.names).iter_rows(named=True) if hits.names else ({},) * rows.height
    found = sorted(zip(at, names, strict=True), key=lambda item: (item[0][:2], item[0][2] or 0))
    for (file, sheet, row), fills in found:
        yield Finding(check, hits.table, Place(file, sheet, row, hits.column), dict(fills))

"""Which rows of a typed table count: expressions find the failing rows, the row model says why.

The order is fixed: cells, then an end before its begin, then what is set apart, then duplicates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from grip.errors import InternalError
from grip.findings import RULES, Finding, Place
from grip.ingest.parse import FILE, PLACE, SHEET, place_text
from grip.ingest.schemes import other_scheme
from grip.ingest.sheets import ROW
from grip.ingest.translate import cell_finding, is_emptied, objections, unreadable_code
from grip.schema import Row, columns_of

_KEPT = "ander"  # where the row stands that counts instead of this one


@dataclass(frozen=True)
class Verdict:
    """The rows that count, with their place, and what became of the others."""

    frame: pl.DataFrame
    findings: list[Finding]
    refused: int
    set_apart: int


def validate_table(row_model: type[Row], frame: pl.DataFrame, failures: pl.DataFrame) -> Verdict:
    """Return the rows of a typed table that count, and a finding for every cell that does not.

    Args:
        row_model: the row model of the table.
        frame: the canonical columns, and the place columns `_bestand`, `_blad` and `_rij`.
        failures: the cells that could not be read (`_rij`, `kolom`, `patroon`); null in `frame`.
    """
    findings = _unread_cells(row_model, frame, failures)
    frame, emptied = _empty_soft_cells(row_model, _with_defaults(row_model, frame))
    findings += emptied

    bad = frame.filter(_is_bad(row_model, failures))
    findings += list(_explained(row_model, bad, failures))
    good = _without(frame, bad)

    apart, rules = _set_apart(row_model, good)
    findings += rules
    good = _without(good, apart)

    double = _doubles(row_model, good)
    findings += _told_double(row_model, double)
    good = _without(good, double)
    return Verdict(good, findings, bad.height + double.height, apart.height)


def refuse_shared(row_model: type[Row], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts on the sheets of one table without rows whose key stands in two sheets.

    Kept is the row that would have been kept if they had stood in one sheet.
    """
    sheet, position = "_deelblad", "_plek"
    every = pl.concat(
        verdict.frame.with_columns(pl.lit(number).alias(sheet)).with_row_index(position)
        for number, verdict in enumerate(verdicts)
    )
    double = _doubles(row_model, every)
    told = []
    for number, verdict in enumerate(verdicts):
        mine = double.filter(pl.col(sheet) == number)
        rows = verdict.frame.with_row_index(position).join(mine, on=position, how="anti")
        found = _told_double(row_model, mine)
        told.append(
            Verdict(
                rows.sort(position).drop(position), verdict.findings + found,
                verdict.refused + mine.height, verdict.set_apart,
            )
        )  # fmt: skip
    return told


def places(frame: pl.DataFrame, column: str = "") -> Iterator[Place]:
    """Yield the place of every row of a frame that has the place columns."""
    for file, sheet, row in frame.select(PLACE).iter_rows():
        yield Place(file, sheet, row, column)


def _finding(code: str, row_model: type[Row], place: Place) -> Finding:
    return Finding(RULES[code], row_model.table, place)


def _without(frame: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    if rows.is_empty():
        return frame
    return frame.filter(~pl.col(ROW).is_in(rows.get_column(ROW).implode()))


def _unread_cells(
    row_model: type[Row], frame: pl.DataFrame, failures: pl.DataFrame
) -> list[Finding]:
    if failures.is_empty():
        return []
    columns = columns_of(row_model)
    file, sheet = frame.select(FILE, SHEET).row(0)
    return [
        cell_finding(
            row_model, unreadable_code(columns[name], shape), Place(file, sheet, row, name), shape
        )
        for row, name, shape in failures.iter_rows()
    ]


def _with_defaults(row_model: type[Row], frame: pl.DataFrame) -> pl.DataFrame:
    defaults = {n: c.default for n, c in columns_of(row_model).items() if c.default is not None}
    return frame.with_columns(
        pl.col(name).fill_null(pl.lit(default)) for name, default in defaults.items()
    )


def _empty_soft_cells(
    row_model: type[Row], frame: pl.DataFrame
) -> tuple[pl.DataFrame, list[Finding]]:
    """Empty the cells that only describe and hold what is not in their list; the row stays."""
    soft = {name: column for name, column in columns_of(row_model).items() if column.soft}
    findings = []
    for name, column in soft.items():
        broken = frame.filter(column.fails())
        findings += [cell_finding(row_model, "CEL-LEEG", at) for at in places(broken, name)]
        if not broken.is_empty():
            frame = frame.with_columns(pl.when(~column.fails()).then(pl.col(name)).alias(name))
    return frame, findings


def _is_bad(row_model: type[Row], failures: pl.DataFrame) -> pl.Expr:
    """Return an expression that is true for the rows that the row model would not accept."""
    columns = columns_of(row_model)
    hard = [name for name, column in columns.items() if not column.soft]
    refusing = [name for name in hard if not is_emptied(columns[name])]
    unread = failures.filter(pl.col("kolom").is_in(refusing)).get_column(ROW).unique()
    tests = [_breaks(row_model, name) for name in hard]
    tests += [pl.col(name).is_null() for name in hard if columns[name].required]
    if not unread.is_empty():
        tests.append(pl.col(ROW).is_in(unread.implode()))
    if row_model.begin and row_model.end:
        tests.append((pl.col(row_model.end) < pl.col(row_model.begin)).fill_null(False))
    return pl.any_horizontal(tests)


def _breaks(row_model: type[Row], name: str) -> pl.Expr:
    broken = columns_of(row_model)[name].fails()
    if _names_scheme(row_model, name):
        return broken & ~other_scheme(pl.when(broken).then(pl.col(name)))
    return broken


def _names_scheme(row_model: type[Row], name: str) -> bool:
    return (row_model.table, name) == ("uitkeringen", "regeling")


def _explained(
    row_model: type[Row], bad: pl.DataFrame, failures: pl.DataFrame
) -> Iterator[Finding]:
    """Yield what the row model has against each row, but for the cells that were not read."""
    told = failures.filter(pl.col(ROW).is_in(bad.get_column(ROW).implode()))
    unread = set(told.select(ROW, "kolom").iter_rows())
    names = list(columns_of(row_model))
    for row in bad.with_columns(_placeholder(row_model)).iter_rows(named=True):
        at = row[ROW]
        found = objections(row_model, {name: row[name] for name in names})
        if not found and not any((at, name) in unread for name in names):
            raise InternalError("TELLING", tabel=row_model.table)
        for code, column in found:
            if (at, column) not in unread or code == "RIJ-EINDE":
                yield cell_finding(row_model, code, Place(row[FILE], row[SHEET], at, column))


def _placeholder(row_model: type[Row]) -> list[pl.Expr]:
    """Another scheme is no objection: let the row model judge the rest of the row."""
    if row_model.table != "uitkeringen":
        return []
    scheme = pl.col("regeling")
    return [pl.when(other_scheme(scheme)).then(pl.lit("PW")).otherwise(scheme).alias("regeling")]


def _set_apart(row_model: type[Row], frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the rows that are right in themselves but do not count (benefits only)."""
    if row_model.table != "uitkeringen":
        return frame.clear(), []
    # Only another scheme can still be outside the code list here.
    other = frame.filter(columns_of(row_model)["regeling"].fails())
    annulled = _without(frame.filter(pl.col("einddatum") == pl.col("ingangsdatum")), other)
    findings = [_finding("RIJ-REGELING", row_model, at) for at in places(other, "regeling")]
    findings += [_finding("RIJ-NUL", row_model, at) for at in places(annulled, "einddatum")]
    return pl.concat([other, annulled]), findings


def _hashed(key: list[str]) -> pl.Expr:
    """Return a number per row that differs only where the key does: quick to compare."""
    first, *others = (pl.col(name).hash(seed) for seed, name in enumerate(key))
    for other in others:
        first = first ^ other
    return first


def _doubles(row_model: type[Row], frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose key another row has too, with the place of the one that is kept.

    Kept is the earliest begin, then the smallest by all columns: the order of rows is no reason.
    """
    key = list(row_model.key)
    if not key or frame.select(_hashed(key).n_unique()).item() == frame.height:
        return frame.clear().with_columns(pl.lit(None, pl.String).alias(_KEPT))
    often = frame.group_by(key).len().filter(pl.col("len") > 1).select(key)
    order = [row_model.begin] if row_model.begin else []
    order += [name for name in columns_of(row_model) if name not in order]
    rows = frame.join(often, on=key, how="semi").sort(*order, ROW, nulls_last=True)
    beside = rows.with_columns(pl.struct(PLACE).first().over(key).alias(_KEPT))
    return beside.filter(~pl.struct(key).is_first_distinct()).with_columns(place_text(_KEPT))


def _told_double(row_model: type[Row], double: pl.DataFrame) -> list[Finding]:
    key = ", ".join(row_model.key)
    kept = double.get_column(_KEPT)
    return [
        Finding(RULES["RIJ-DUBBEL"], row_model.table, place, {"ander": other})
        for place, other in zip(places(double, key), kept, strict=True)
    ]

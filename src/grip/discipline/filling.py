"""How full the records are: per field, month, team and consulent.

The measure is that of `volledigheid_pct`: the records that run at the end of a month or ended in
it. An export holds no history of its cells, so a month says how full the records of that month are
now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from grip.discipline.fields import Field, expected
from grip.discipline.keepers import KEEPER, TEAM, with_keeper
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.records import record_days
from grip.ingest.rules.codes import code_lists
from grip.periods import Period
from grip.schema import TABLES, columns_of

SCHEMA: dict[str, type[pl.DataType]] = {
    "tabel": pl.String, "veld": pl.String, "maand": pl.Date, TEAM: pl.String, KEEPER: pl.String,
    "velden": pl.Int64, "gevuld": pl.Int64, "onbekende_codes": pl.Int64,
}  # fmt: skip
_BY = ("e", TEAM, KEEPER)
_PERSONS = "personen"
_PARTS = ("velden", "gevuld", "onbekende_codes")


def filling(
    caseload: Caseload, fields: Sequence[Field], months: Sequence[Period], extraction: date
) -> pl.DataFrame:
    """Return, per field, month (its last day), team and consulent: how many must be and are filled.

    `onbekende_codes` counts what is filled with a code that the profile does not know. Columns
    with a code list are in it too, when nothing else asks for them.
    """
    codes = code_lists(caseload.profile)
    asked = {(f.table, f.column): f.asked for f in fields if f.present}
    for table, column in codes:
        if not caseload.lacks((f"{table}.{column}",)):
            asked.setdefault((table, column), False)
    tables = [name for name in TABLES if any(name == table for table, _ in asked)]
    calendar = pl.DataFrame({"b": [m.begin for m in months], "e": [m.end for m in months]})
    counted: list[tuple[str, list[str]]] = []
    asking = []
    for table in tables:
        rows = dated(caseload, table)
        if rows is not None and calendar.height:
            columns = [column for name, column in asked if name == table]
            counts = {
                column: _counts(caseload, table, column, codes, asked=asked[table, column])
                for column in columns
            }
            counted.append((table, columns))
            asking.append(_by_month(table, rows, calendar, counts, extraction))
    answers = pl.collect_all(asking)
    parts = [
        part
        for (table, columns), wide in zip(counted, answers, strict=True)
        for part in _long(table, columns, wide)
    ]
    order = ["tabel", "veld", "maand", TEAM, KEEPER]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *parts]).sort(order)


def dated(caseload: Caseload, table: str) -> pl.DataFrame | None:
    """Return the records of a table with `van`, `tot`, `consulent`, `team` and `nummer`.

    A person runs while in stock; of a table without any day there is nothing to return.
    """
    if table not in caseload.tables or not (table == _PERSONS or _days(table)):
        return None
    return caseload.remembered(("dated", table), lambda made: _dated(made, table))


def _days(table: str) -> tuple[pl.Expr, pl.Expr] | None:
    """Return from when to when a record of a table runs, if it has any day or month."""
    days = record_days(table)
    if days:
        first, last = (pl.col(day) for day in days)
        return first, last
    months = [c.name for c in columns_of(TABLES[table]).values() if c.kind == "maand"]
    if not months:
        return None
    day = (pl.col(months[0]) + "-01").str.to_date("%Y-%m-%d", strict=False)
    return day, day.dt.month_end()


def _dated(caseload: Caseload, table: str) -> pl.DataFrame:
    rows = with_keeper(caseload, caseload.tables[table]).with_row_index("nummer")
    if table == _PERSONS:
        return rows.join(caseload.unit("personen").select("persoon_id", "van", "tot"), "persoon_id")
    first, last = _days(table) or (pl.lit(None), pl.lit(None))
    return rows.with_columns(van=first, tot=last).filter(pl.col("van").is_not_null())


def tests_of(
    caseload: Caseload, table: str, column: str, *, asked: bool
) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Return expressions: a field must be filled, it is, and it holds a code nobody knows."""
    must = expected(caseload.profile, table, column, asked=asked)
    filled = pl.col(column).is_not_null()
    known = code_lists(caseload.profile).get((table, column))
    foreign = filled & ~pl.col(column).is_in(list(known)) if known is not None else pl.lit(False)
    return must, must & filled, foreign


def _counts(
    caseload: Caseload, table: str, column: str,
    codes: Mapping[tuple[str, str], Collection[str]], *, asked: bool,
) -> list[pl.Expr]:  # fmt: skip
    tests = tests_of(caseload, table, column, asked=asked)
    row = pl.col("e").is_not_null()  # so that a test that always holds counts every row
    return [
        (row & test).sum().cast(pl.Int64).alias(f"{column}@{part}")
        for part, test in zip(_PARTS, tests, strict=True)
    ]


def _by_month(
    table: str, rows: pl.DataFrame, calendar: pl.DataFrame, counts: Mapping[str, list[pl.Expr]],
    extraction: date,
) -> pl.LazyFrame:  # fmt: skip
    first, last = calendar.get_column("b").min(), calendar.get_column("e").max()
    still = pl.col("tot").is_null()
    near = rows.lazy().filter(pl.col("van") <= last, still | (pl.col("tot") >= first))
    beside = (
        near.join(calendar.lazy(), how="cross")
        .filter(pl.col("van") <= pl.col("e"), still | (pl.col("tot") >= pl.col("b")))
        .with_columns(extractie=pl.lit(extraction))
    )
    if table == _PERSONS:  # who left and came back in one month is one record
        beside = beside.unique(["nummer", "e"])
    return beside.group_by(_BY).agg(expr for exprs in counts.values() for expr in exprs)


def _long(table: str, columns: Sequence[str], wide: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for column in columns:
        yield wide.select(
            pl.lit(table).alias("tabel"),
            pl.lit(column).alias("veld"),
            pl.col("e").alias("maand"),
            TEAM,
            KEEPER,
            *(pl.col(f"{column}@{part}").alias(part) for part in _PARTS),
        )

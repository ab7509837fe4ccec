"""Small towns for tests: a caseload from a few rows, and published figures beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from grip.config import Profile, load_profile
from grip.indicators.views.caseload import Caseload
from grip.schema import TABLES, columns_of

NAME = "(naam niet ingevuld)"
Row = Mapping[str, Any]


def frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Return rows as a canonical table; what is not given is empty."""
    columns = columns_of(TABLES[table])
    schema = {name: column.dtype for name, column in columns.items()}
    full = [{name: row.get(name, columns[name].default) for name in schema} for row in rows]
    return pl.DataFrame(full, schema=schema)


def benefit(
    number: int, begin: date, end: date | None = None, *, partner: bool = False, **more: Any
) -> list[Row]:
    """One benefit: the row of the client, and that of the partner."""
    base = {
        "uitkering_id": f"U{number}", "regeling": "PW", "ingangsdatum": begin, "einddatum": end,
        "administratie_begin": begin, "administratie_einde": end, **more,
    }  # fmt: skip
    rows: list[Row] = [{**base, "persoon_id": f"P{number}", "rol": "client"}]
    if partner:
        rows.append({**base, "persoon_id": f"Q{number}", "rol": "partner"})
    return rows


def person(id: str, born: date = date(1980, 5, 1)) -> Row:
    return {"persoon_id": id, "geboortedatum": born}


def published(
    source: str, indicator: str, period: str, kind: str, area: str, value: float, **more: Any
) -> Row:
    """One row of the table `benchmark`."""
    return {
        "bron": source, "indicator": indicator, "periode": period, "gebied_soort": kind,
        "gebied": area, "waarde": value, **more,
    }  # fmt: skip


def town(
    benefits: Sequence[Row], persons: Sequence[Row] = (), others: Sequence[Row] = (),
    profile: Profile | None = None,
) -> Caseload:  # fmt: skip
    """A municipality with these benefits, and these figures of others."""
    tables = {"uitkeringen": frame("uitkeringen", benefits)}
    if persons:
        tables["personen"] = frame("personen", persons)
    if others:
        tables["benchmark"] = frame("benchmark", others)
    return Caseload(tables, profile or load_profile("standaard").profile)


def flows(stock: int, inflow: int, outflow: int, year: int = 2016) -> list[Row]:
    """Benefits of one person each: `stock` at the eve of the year, who come and who go in it."""
    rows: list[Row] = []
    for number in range(stock):
        leaves = date(year, 6, 30) if number < outflow else None
        reason = {"reden_uitstroom": "11"} if leaves else {}
        rows += benefit(number, date(year - 2, 3, 1), leaves, **reason)
    for number in range(stock, stock + inflow):
        rows += benefit(number, date(year, 9, 1))
    for back in (1, 2, 3):  # ends were registered in the years before too
        rows += benefit(99_990 + back, date(year - back, 1, 1), date(year - back, 2, 1))
    return rows

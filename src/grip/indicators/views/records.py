"""Records: rows of the tables that the profile asks fields of, with how many are filled."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from grip.schema import TABLES, columns_of

_EMPTY: dict[str, type[pl.DataType]] = {
    "persoon_id": pl.String, "van": pl.Date, "tot": pl.Date, "dossier": pl.String,
    "gevuld": pl.Int64, "velden": pl.Int64,
}  # fmt: skip


def records(
    tables: Mapping[str, pl.DataFrame],
    persons: pl.DataFrame,
    asked: Mapping[str, tuple[str, ...]],
) -> pl.DataFrame:
    """Return the records as spells: `dossier`, and how many of its `velden` are `gevuld`.

    A record of `personen` runs while the person is in stock; of other tables from its first to
    its last day, or on its one date.

    Args:
        tables: the tables of the case system, by name.
        persons: the merged spells of persons.
        asked: the fields by table; only those that the export has, of `countable` tables.
    """
    made = [
        _of_table(name, tables[name], persons, fields) for name, fields in asked.items() if fields
    ]
    return (
        pl.concat([pl.DataFrame(schema=_EMPTY), *made])
        .sort("dossier", "van")
        .with_row_index("spell")
    )


def countable(name: str) -> bool:
    """Tell whether a table has rows with a day, so that they are in a period or not."""
    return name in TABLES and (name == "personen" or bool(record_days(name)))


def _of_table(
    name: str, rows: pl.DataFrame, persons: pl.DataFrame, fields: tuple[str, ...]
) -> pl.DataFrame:
    filled = [pl.col(field).is_not_null().cast(pl.Int64) for field in fields]
    owner = pl.col("persoon_id") if "persoon_id" in rows.columns else pl.lit(None, pl.String)
    numbered = rows.with_row_index("rij").with_columns(
        persoon_id=owner,
        dossier=pl.lit(f"{name} ") + pl.col("rij").cast(pl.String),
        gevuld=pl.sum_horizontal(filled),
        velden=pl.lit(len(fields), pl.Int64),
    )
    if name == "personen":
        own = numbered.select("persoon_id", "dossier", "gevuld", "velden")
        spells = persons.select("persoon_id", "van", "tot")
        return spells.join(own, on="persoon_id").select(*_EMPTY)
    begin, end = record_days(name)
    return (
        numbered.with_columns(van=pl.col(begin), tot=pl.col(end))
        .filter(pl.col("van").is_not_null())
        .select(*_EMPTY)
    )


def record_days(name: str) -> tuple[str, ...]:
    """Return the columns with the first and the last day of a record, or nothing."""
    model = TABLES[name]
    if model.begin and model.end:
        return model.begin, model.end
    dates = [c.name for c in columns_of(model).values() if c.kind == "datum" and c.required]
    return (dates[0], dates[0]) if dates else ()

"""From text to the types of the schema, per column; what cannot be read is listed, not guessed.

Dates, numbers and codes repeat, so the expressions run over the different values of a column
and the outcome is laid back over the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from grip.ingest.dates import read_date, read_month
from grip.ingest.mapping import MappedSheet
from grip.ingest.names import EDGE
from grip.ingest.numbers import read_cents, read_decimal, read_int
from grip.ingest.sheets import ROW
from grip.schema import TABLES, Column, columns_of

FILE, SHEET = "_bestand", "_blad"
PLACE = (FILE, SHEET, ROW)
FAILURES = {ROW: pl.Int64, "kolom": pl.String, "patroon": pl.String}
"""A cell that could not be read: its row, its canonical column, and the shape of its content."""

_TEXT, _VALUE, _READABLE = "tekst", "waarde", "leesbaar"
_TRUE = ("ja", "j", "true", "waar", "1", "1.0")
_FALSE = ("nee", "n", "false", "onwaar", "0", "0.0")
_END_NAMES = ("einddatum", "_tot", "_einde")
_MAX_PATTERN = 20


@dataclass(frozen=True)
class Parsed:
    """A table with its types: all canonical columns in order, and the place of every row."""

    frame: pl.DataFrame
    failures: pl.DataFrame


def parse_table(mapped: MappedSheet) -> Parsed:
    """Return the typed table of a sheet; cells that cannot be read are null and in `failures`."""
    raw = mapped.sheet.frame
    typed: list[pl.Expr] = []
    failures = [pl.DataFrame(schema=FAILURES)]
    for name, column in columns_of(TABLES[mapped.table]).items():
        source = mapped.columns.get(name)
        if source is None:
            typed.append(pl.lit(None, column.dtype).alias(name))
        elif _is_plain(column):
            typed.append(_trimmed(pl.col(source)).alias(name))
        else:
            known = _distinct(raw.get_column(source), column, mapped.table)
            typed.append(_laid_back(source, known, column))
            failures.append(_failed(raw, source, known, name))
    place = (pl.lit(mapped.sheet.file).alias(FILE), pl.lit(mapped.sheet.sheet).alias(SHEET), ROW)
    return Parsed(raw.select(*typed, *place), pl.concat(failures))


def parse_column(values: pl.Series, column: Column, table: str = "") -> pl.Series:
    """Return one column of text in the type of the schema, null where it cannot be read."""
    raw = values.rename(_TEXT).to_frame()
    if _is_plain(column):
        return raw.select(_trimmed(pl.col(_TEXT)).alias(column.name)).to_series()
    return raw.select(_laid_back(_TEXT, _distinct(values, column, table), column)).to_series()


def pattern_of(text: pl.Expr) -> pl.Expr:
    """Return the shape of a text: every word is `letters`, every digit 9, at most 20 signs."""
    return (
        text.str.replace_all(r"\p{N}", "9")
        .str.replace_all(r"[\p{L}\p{M}]+", "letters")
        .str.replace_all(r"\s+", " ")
        .str.replace_all(r"[^\x20-\x7e]", "?")
        .str.slice(0, _MAX_PATTERN)
    )


def _is_plain(column: Column) -> bool:
    """Free text is only trimmed; its values hardly repeat."""
    return column.kind == "tekst" and not column.choices and not column.width


def _trimmed(cell: pl.Expr) -> pl.Expr:
    text = cell.str.strip_chars(EDGE)
    return pl.when(text != "").then(text)


def _distinct(values: pl.Series, column: Column, table: str) -> pl.DataFrame:
    """Return the different texts of a column with their value and whether they can be read."""
    texts = values.unique().drop_nulls().rename(_TEXT).to_frame()
    cell = texts.select(_TEXT, _trimmed(pl.col(_TEXT)).alias("cel"))
    value, readable = _read(pl.col("cel"), column, table)
    readable = readable | pl.col("cel").is_null()
    return cell.select(
        _TEXT, value.cast(column.dtype).alias(_VALUE), readable.fill_null(False).alias(_READABLE)
    )


def _read(text: pl.Expr, column: Column, table: str) -> tuple[pl.Expr, pl.Expr]:
    if column.kind == "datum":
        bare_year = (table, column.name) == ("personen", "geboortedatum")
        return read_date(text, open_end=column.name.endswith(_END_NAMES), bare_year=bare_year)
    if column.kind == "maand":
        return read_month(text)
    reader = {
        "bedrag": read_cents, "getal": read_int, "decimaal": read_decimal, "ja/nee": _read_bool,
    }.get(column.kind)  # fmt: skip
    if reader:
        value = reader(text)
        return value, value.is_not_null()
    value = _read_choice(text, column.choices) if column.choices else _read_code(text, column.width)
    return value, pl.lit(True)


def _read_bool(text: pl.Expr) -> pl.Expr:
    word = text.str.to_lowercase()
    return pl.when(word.is_in(_TRUE)).then(True).when(word.is_in(_FALSE)).then(False)


def _read_choice(text: pl.Expr, choices: tuple[str, ...]) -> pl.Expr:
    """Return the choice that is meant; what is none of them stays as it is, for validation."""
    keys = pl.Series(choices, dtype=pl.String).to_frame("keus").select(_key(pl.col("keus")))
    return pl.coalesce(
        _key(text).replace_strict(keys.to_series(), pl.Series(choices), default=None), text
    )


def _key(text: pl.Expr) -> pl.Expr:
    plain = text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace(r"^(\d+)\.0+$", "$1").str.replace_all(r"[\s_-]+", "")


def _read_code(text: pl.Expr, width: int) -> pl.Expr:
    digits = text.str.replace(r"^(\d+)\.0+$", "$1")
    return pl.when(digits.str.contains(r"^\d+$")).then(digits.str.zfill(width)).otherwise(text)


def _laid_back(source: str, known: pl.DataFrame, column: Column) -> pl.Expr:
    if known.is_empty():
        return pl.lit(None, column.dtype).alias(column.name)
    cell = pl.col(source).replace_strict(
        known.get_column(_TEXT), known.get_column(_VALUE), default=None, return_dtype=column.dtype
    )
    return cell.alias(column.name)


def _failed(raw: pl.DataFrame, source: str, known: pl.DataFrame, name: str) -> pl.DataFrame:
    unread = known.filter(~pl.col(_READABLE)).get_column(_TEXT)
    if unread.is_empty():
        return pl.DataFrame(schema=FAILURES)
    cell = pl.col(source)
    return raw.filter(cell.is_in(unread.implode())).select(
        ROW,
        pl.lit(name).alias("kolom"),
        pattern_of(cell.str.strip_chars(EDGE)).alias("patroon"),
    )

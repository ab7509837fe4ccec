"""From text to the types of the schema, per column; what cannot be read is listed, not guessed.

Dates, numbers and codes repeat, so the different values of a column are read once, and the
outcome is laid back over the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import polars as pl

from grip.ingest.absence import (
    any_odd_text,
    cut_numbers,
    is_end,
    is_id,
    read_text,
    without_absence,
    without_apostrophe,
)  # fmt: skip
from grip.ingest.dates import date_remarks, read_date, read_month
from grip.ingest.mapping import MappedSheet
from grip.ingest.names import EDGE
from grip.ingest.numbers import decimal_sign, read_cents, read_decimal, read_int
from grip.ingest.plain import LARGE, plain_columns, plain_values
from grip.ingest.sheets import ROW
from grip.schema import TABLES, Column, columns_of

FILE, SHEET = "_bestand", "_blad"
PLACE = (FILE, SHEET, ROW)
FAILURES = {ROW: pl.Int64, "kolom": pl.String, "patroon": pl.String}
"""A cell that could not be read: its row, its canonical column, and the shape of its content."""

_TEXT, _VALUE, _READABLE = "tekst", "waarde", "leesbaar"
_TRUE = ("ja", "j", "true", "waar", "1", "1.0")
_FALSE = ("nee", "n", "false", "onwaar", "0", "0.0")
_MAX_PATTERN = 20
_MOST_PARTS = 1.5  # a loonwaarde may be somewhat more than all of it
_LOOK = 5_000  # cells by which the decimal sign of a column is told


@dataclass(frozen=True)
class Remark:
    """Something about the cells of one column: the rule, the column, how many and the first row."""

    code: str
    column: str
    amount: int
    row: int


@dataclass(frozen=True)
class Parsed:
    """A table with its types: all canonical columns in order, and the place of every row.

    `remarks` is what can only be said of a whole column, `decimals` which decimal signs it shows.
    """

    frame: pl.DataFrame
    failures: pl.DataFrame
    remarks: tuple[Remark, ...] = ()
    decimals: str = ""


@dataclass(frozen=True)
class _Cells:
    """One column as it was read."""

    values: pl.Series
    failures: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FAILURES))
    remarks: tuple[Remark, ...] = ()


def parse_table(mapped: MappedSheet) -> Parsed:
    """Return the typed table of a sheet; cells that cannot be read are null and in `failures`."""
    columns = columns_of(TABLES[mapped.table])
    raw = mapped.sheet.frame

    def read(name: str) -> _Cells:
        values = raw.get_column(mapped.columns[name])
        return _parse(values, raw.get_column(ROW), columns[name], mapped.table)

    plain = plain_columns(raw, mapped.columns, columns)
    found = {name: _Cells(values) for name, values in plain.items()}
    others = [name for name in mapped.columns if name not in plain]
    # The columns do not depend on each other, and polars works outside the interpreter's lock.
    with ThreadPoolExecutor(max_workers=4) as pool:
        found.update(zip(others, pool.map(read, others), strict=True))
    typed = [
        found[name].values if name in found else pl.lit(None, column.dtype).alias(name)
        for name, column in columns.items()
    ]
    place = (pl.lit(mapped.sheet.file).alias(FILE), pl.lit(mapped.sheet.sheet).alias(SHEET), ROW)
    cells = [found[name] for name in mapped.columns]
    return Parsed(
        raw.select(*typed, *place),
        pl.concat([pl.DataFrame(schema=FAILURES), *(one.failures for one in cells)]),
        tuple(remark for one in cells for remark in one.remarks),
        _decimals(raw, mapped, columns),
    )


def _decimals(raw: pl.DataFrame, mapped: MappedSheet, columns: dict[str, Column]) -> str:
    """Return which decimal signs the amounts and numbers of a table show."""
    seen = [
        decimal_sign(raw.get_column(cells).head(_LOOK))
        for name, cells in mapped.columns.items()
        if columns[name].kind in ("bedrag", "decimaal")
    ]
    return "".join(sign for sign in ",." if any(sign in signs for signs in seen))


def place_text(other: str) -> pl.Expr:
    """Return where the row of a struct of `PLACE` stands, in words, as seen from this row."""
    file, sheet, row = (pl.col(other).struct.field(name) for name in PLACE)
    there = pl.when(sheet != "").then(sheet).otherwise(file)
    same = (file == pl.col(FILE)) & (sheet == pl.col(SHEET))
    far = pl.format("rij {} van {}", row, there)
    return pl.when(same).then(pl.format("rij {}", row)).otherwise(far).alias(other)


def parse_column(values: pl.Series, column: Column, table: str = "") -> pl.Series:
    """Return one column of text in the type of the schema, null where it cannot be read."""
    rows = pl.int_range(len(values), dtype=pl.Int64, eager=True).alias(ROW)
    return _parse(values, rows, column, table).values


def _parse(values: pl.Series, rows: pl.Series, column: Column, table: str) -> _Cells:
    """Return the values in their type, and the cells that could not be read."""
    text = pl.DataFrame([rows, values.rename(_TEXT)])
    about = {"NUMMER-AFGEROND": cut_numbers(values)} if is_id(column) else {}
    cut = tuple(_remarks(about, text, column))
    if _is_plain(column):
        typed = text.select(_trimmed(pl.col(_TEXT)).alias(column.name)).to_series()
        if not any_odd_text(typed, column):
            return _Cells(typed, remarks=cut)
    known, about = _distinct(values, column, table)
    # A join lays the values back over the rows, three times as fast as a replace.
    found = text.join(known.select(_TEXT, _VALUE), on=_TEXT, how="left", maintain_order="left")
    return _Cells(
        found.get_column(_VALUE).rename(column.name), _failed(text, known, column.name),
        (*cut, *_remarks(about, text, column)),
    )  # fmt: skip


def _remarks(about: dict[str, pl.Series], text: pl.DataFrame, column: Column) -> Iterator[Remark]:
    """Yield what is to be said of the texts of a column, with in how many cells they stand."""
    for code, texts in about.items():
        if len(texts):
            cells = text.filter(pl.col(_TEXT).is_in(texts.implode()))
            yield Remark(code, column.name, cells.height, cells.get_column(ROW).item(0))


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
    """Whether the column is free text: that is only trimmed, its values hardly repeat."""
    return column.kind == "tekst" and not column.choices and not column.width


def _trimmed(cell: pl.Expr) -> pl.Expr:
    text = cell.str.strip_chars(EDGE)
    return pl.when(text != "").then(text)


def _distinct(
    values: pl.Series, column: Column, table: str
) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """Return the different texts with their value and whether they can be read, and remarks."""
    texts = values.unique().drop_nulls().rename(_TEXT).to_frame()
    if len(values) > LARGE:  # of fewer the plain columns have been read
        plain = plain_values(texts.to_series(), column)
        if plain is not None:
            return texts.with_columns(plain.alias(_VALUE), pl.lit(True).alias(_READABLE)), {}
    cell = without_absence(_trimmed(pl.col(_TEXT)), column)
    if not (_is_plain(column) or column.choices) or is_id(column):
        cell = without_apostrophe(cell)
    cells = texts.select(cell.alias("cel")).to_series()
    value, readable = _read(cells, column, table)
    known = texts.with_columns(
        value.cast(column.dtype).alias(_VALUE), (readable | cells.is_null()).alias(_READABLE)
    )
    about = date_remarks(cells, open_end=is_end(column)) if column.kind == "datum" else {}
    if column.name.endswith("_pct") and _are_parts(value):
        about["PCT-BREUK"] = cells
    of_cell = texts.with_columns(cells)
    return known, {
        code: of_cell.filter(pl.col("cel").is_in(which.implode())).get_column(_TEXT)
        for code, which in about.items()
    }


def _are_parts(value: pl.Series) -> bool:
    """Whether percentages look like parts of one: some between 0 and 1, none far above 1."""
    return bool((value <= _MOST_PARTS).all()) and bool(value.is_between(0, 1, closed="none").any())


def _read(cells: pl.Series, column: Column, table: str) -> tuple[pl.Series, pl.Series]:
    """Return the values, and where the cells could be read."""
    if column.kind == "datum":
        bare_year = (table, column.name) == ("personen", "geboortedatum")
        return read_date(cells, open_end=is_end(column), bare_year=bare_year)
    if reader := _READERS.get(column.kind):
        value = reader(cells)
        return value, value.is_not_null()
    cell = pl.col(cells.name)
    word, readable = read_text(cell, column)
    # A word is readable, unless it is an error; whether a code list has it, validation will say.
    if column.choices:
        word, readable = _choice(cell, column.choices), pl.lit(True)
    elif column.width:
        word = _code(cell, column.width)
    words = cells.to_frame().with_columns(
        pl.when(readable).then(word).alias(_VALUE), readable.fill_null(True).alias(_READABLE)
    )
    return words.get_column(_VALUE), words.get_column(_READABLE)


def _read_bool(cells: pl.Series) -> pl.Series:
    word = pl.col(cells.name).str.to_lowercase()
    truth = pl.when(word.is_in(_TRUE)).then(True).when(word.is_in(_FALSE)).then(False)
    return cells.to_frame().select(truth.alias(_VALUE)).to_series()


_READERS: dict[str, Callable[[pl.Series], pl.Series]] = {
    "maand": read_month,
    "bedrag": read_cents,
    "getal": read_int,
    "decimaal": read_decimal,
    "ja/nee": _read_bool,
}


def _choice(text: pl.Expr, choices: tuple[str, ...]) -> pl.Expr:
    """Return the choice that is meant; what is none of them stays as it is, for validation."""
    keys = pl.Series(choices, dtype=pl.String).to_frame("keus").select(choice_key(pl.col("keus")))
    return pl.coalesce(
        choice_key(text).replace_strict(keys.to_series(), pl.Series(choices), default=None), text
    )


def choice_key(text: pl.Expr) -> pl.Expr:
    """Return a word of a list without case, accents, spaces and underscores."""
    plain = text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace(r"^(\d+)\.0+$", "$1").str.replace_all(r"[\s_-]+", "")


def _code(text: pl.Expr, width: int) -> pl.Expr:
    if not width:
        return text
    digits = text.str.replace(r"^(\d+)\.0+$", "$1")
    return pl.when(digits.str.contains(r"^\d+$")).then(digits.str.zfill(width)).otherwise(text)


def _failed(text: pl.DataFrame, known: pl.DataFrame, name: str) -> pl.DataFrame:
    unread = known.filter(~pl.col(_READABLE)).get_column(_TEXT)
    if unread.is_empty():
        return pl.DataFrame(schema=FAILURES)
    cell = pl.col(_TEXT)
    return text.filter(cell.is_in(unread.implode())).select(
        ROW,
        pl.lit(name).alias("kolom"),
        pattern_of(cell.str.strip_chars(EDGE)).alias("patroon"),
    )

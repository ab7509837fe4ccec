"""Cells that hold something and mean nothing, or not what they show: signs of absence, and ids.

People write `-`, `n.v.t.` or `onbekend` where nothing is known. Excel writes `1E+05` for an id that
it took for a number: the digits that are gone cannot be brought back.
"""

from __future__ import annotations

import polars as pl

from grip.ingest.error_cells import ERROR_SHAPE
from grip.schema import Column

_NOTHING = ("-", "--", ".", "?", "n.v.t.", "n.v.t", "nvt", "n.b.", "n.b", "leeg", "(leeg)", "null")
_UNKNOWN = ("onbekend", "unknown", "nnb", "n.n.b.", "n.n.b")
_END_NAMES = ("einddatum", "_tot", "_einde")
_LONGEST = max(map(len, (*_NOTHING, *_UNKNOWN)))
_ROUNDED = r"^\d(?:[.,]\d+)?[eE]\+\d+$"  # Excel always writes the +: `1E05` may be an id
_EXACT_DIGITS = 15  # so many digits of a number Excel keeps; the others become zeros
_BARE_NUMBER = r"^(\d+)[.,]0+$"
_AFTER_DIGITS = ":"  # signs and digits come before this, letters after it
_FORCED_TEXT = r"^'([\d(+-].*)$"


def is_end(column: Column) -> bool:
    """Whether the column is an end: empty means "still running", so nothing is taken for empty."""
    return column.kind == "datum" and column.name.endswith(_END_NAMES)


def is_id(column: Column) -> bool:
    """Whether the column tells persons or things apart."""
    return column.kind == "tekst" and column.name.endswith("_id")


def odd_text(text: pl.Expr, column: Column) -> pl.Expr:
    """Return where a cell of free text may mean something else than it shows; quick to tell."""
    short = text.str.len_bytes() <= _LONGEST
    words = [spelled for word in _absent(column) for spelled in _spellings(word)]
    odd = text.str.starts_with("#") | (short & text.is_in(words))
    if is_id(column):
        for shape in (".0", ",0"):
            odd |= text.str.ends_with(shape)
        odd |= text.str.starts_with("'") | text.str.contains("E+", literal=True)
        odd |= text.str.contains("e+", literal=True)
        odd |= (text.str.len_bytes() > _EXACT_DIGITS) & text.str.contains(r"^\d+$")
    return odd


def any_odd_text(texts: pl.Series, column: Column) -> bool:
    """Whether any cell is odd (`odd_text`): numbers and signs are looked at apart from words."""
    cell = pl.col(texts.name)
    found = texts.to_frame().filter(cell < _AFTER_DIGITS)
    if found.select(odd_text(cell, column).any()).item():
        return True
    words = [spelled for word in _absent(column) for spelled in _spellings(word)]
    return found.height < len(texts) and bool(texts.is_in(words).any())


def _spellings(word: str) -> tuple[str, ...]:
    return word, word.upper(), word.capitalize()


def without_absence(cell: pl.Expr, column: Column) -> pl.Expr:
    """Empty a trimmed cell that says in words or signs that there is no value."""
    absent = cell.str.to_lowercase().is_in(_absent(column))
    if column.choices:
        absent &= ~cell.is_in(column.choices)
    return pl.when(~absent).then(cell)


def without_apostrophe(cell: pl.Expr) -> pl.Expr:
    """Drop the sign by which Excel was told that a number is text."""
    return cell.str.replace(_FORCED_TEXT, "$1")


def read_text(cell: pl.Expr, column: Column) -> tuple[pl.Expr, pl.Expr]:
    """Return the value of a cell of free text, and where it can be read."""
    readable = ~cell.str.contains(ERROR_SHAPE)
    if not is_id(column):
        return cell, readable
    return cell.str.replace(_BARE_NUMBER, "$1"), readable & ~cell.str.contains(_ROUNDED)


def cut_numbers(values: pl.Series) -> pl.Series:
    """Return the ids that Excel has cut off: all long ones end in zeros, which is no chance."""
    if not (values.str.len_bytes() > _EXACT_DIGITS).any():  # nearly always
        return values.clear()
    long = values.filter(values.str.contains(rf"^\d{{{_EXACT_DIGITS + 1},}}$").fill_null(False))
    cut = long.str.slice(_EXACT_DIGITS).str.contains("^0+$")
    return long if long.n_unique() > 1 and cut.all() else values.clear()


def _absent(column: Column) -> tuple[str, ...]:
    if column.kind == "ja/nee" or column.choices or column.width:
        return (*_NOTHING, "onbekend") if column.kind == "ja/nee" else _NOTHING
    if is_end(column):
        return (*_NOTHING[:3], *_NOTHING[4:], "geen")
    if is_id(column):
        return (*_NOTHING, *_UNKNOWN)
    return _NOTHING if column.kind == "tekst" else (*_NOTHING, *_UNKNOWN, "geen")

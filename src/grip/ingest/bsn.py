"""How a column of citizen service numbers (BSN) is known."""

from __future__ import annotations

import re

import polars as pl

from grip.ingest.names import EDGE

BSN_HEADER = re.compile(r"^bsn|bsn$|bsn(nr|nummer)|burgerservice|^sofi(n|$)|sofi(nr|nummer)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_MIN_DISTINCT = 5
# Digits with at most points and blanks among and around them: quick to tell, and seldom there.
_ROUGH = r"^[^0-9A-Za-z]*[0-9]{3}[0-9. ]{5,9}[^0-9A-Za-z]*$"
_SHAPE = r"^(?:\d{8,9}|\d{4}\.\d\d\.\d{3}|\d{3}[. ]\d{3}[. ]\d{3})(?:\.0)?$"
# Eight digits that are a day (jjjjmmdd) are a date, also where they happen to pass the test.
_DAY = r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$"


def may_hold_bsn(cells: pl.DataFrame) -> list[bool]:
    """Return per column whether there are enough cells that may be a BSN, to look further."""
    if cells.is_empty():
        return [False] * cells.width
    rough = cells.select(_roughly(name) for name in cells.columns).row(0)
    return [amount >= _MIN_DISTINCT for amount in rough]


def _roughly(name: str) -> pl.Expr:
    """Count the cells that may hold a BSN; comparing text is far cheaper than matching it."""
    cell = pl.col(name)
    likely = cell.str.len_bytes().is_between(8, 24) & ((cell < "A") | (cell > "\x7f"))
    return cell.filter(likely).str.contains(_ROUGH).sum().alias(name)


def holds_bsn(values: pl.Series) -> bool:
    """Return whether the different 8- and 9-digit texts in `values` are mostly valid BSNs."""
    text = pl.col("tekst")
    numbers = (
        values.rename("tekst")
        .to_frame()
        .filter(text.str.contains(_ROUGH))
        .select(text.str.strip_chars(EDGE))
        .filter(text.str.contains(_SHAPE) & ~text.str.contains(_DAY))
        .select(text.str.replace(r"\.0$", "").str.replace_all(r"[. ]", "").str.zfill(9))
        .unique()
    )
    if numbers.height < _MIN_DISTINCT:
        return False
    return int(numbers.select(_passes(text).sum()).item()) * 2 > numbers.height


def _passes(text: pl.Expr) -> pl.Expr:
    """The 11-test: the weighted digits add up to a multiple of eleven."""
    digits = [text.str.slice(at, 1).cast(pl.Int64) * weight for at, weight in enumerate(_WEIGHTS)]
    total = pl.sum_horizontal(digits)
    return (total % 11 == 0) & (total > 0)

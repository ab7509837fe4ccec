"""Which columns hold personal data: found before anything else is done with a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import polars as pl

from grip.ingest.bsn import BSN_HEADER, holds_bsn, may_hold_bsn
from grip.ingest.names import EDGE, fold, header_label
from grip.ingest.personal import KINDS, Kind
from grip.ingest.sheets import RawSheet
from grip.schema import TABLES, columns_of

BSN = "PRIV-BSN"
# Whose name or number this is, is no client: the consulent, who stands in the contract, and others
# who do their work. Sought in the header and in the name of the sheet and the file.
_OTHERS = re.compile(
    r"consulent|medewerker|behandelaar|klantmanager|casemanager|contactpersoon|aanbieder|werkgever"
    r"|bedrijf|organisatie|leverancier|instelling|school|loket"
)
_COLUMNS = [column for row in TABLES.values() for column in columns_of(row).values()]
# Columns of grip itself that hold a date, a number or a choice: what else is in them is refused.
_TYPED = frozenset(fold(c.name) for c in _COLUMNS if c.kind != "tekst" or c.choices or c.width)
_DATED = frozenset(fold(c.name) for c in _COLUMNS if c.kind in ("datum", "maand", "ja/nee"))
_GLANCE = 200  # cells at the top and at the end of a column, by which it is known whether to look
_LOOK = 20_000  # different cells that are looked at
_FEW = 2  # so many different values at least, where the header does not say it


@dataclass(frozen=True)
class PersonalColumn:
    """A column with personal data: its number, from 0, its header for a message, and its kind."""

    number: int
    label: str
    code: str


def personal_columns(sheet: RawSheet) -> list[PersonalColumn]:
    """Return the columns of a sheet that hold personal data, those with BSNs first.

    A column holds BSNs if it is called so, or if at least five different values of 8 or 9 digits
    are in it and more than half of those pass the 11-test (elfproef). For the other kinds see
    `grip.ingest.personal`.
    """
    if not sheet.header:
        return []
    bsn = set(_with_bsn(sheet))
    others = [number for number in range(len(sheet.header)) if number not in bsn]
    found = [(number, BSN) for number in sorted(bsn)]
    found += [(number, kind.code) for number, kind in _with_others(sheet, others)]
    return [
        PersonalColumn(number, header_label(sheet.header[number], number + 1), code)
        for number, code in found
    ]


def _with_bsn(sheet: RawSheet) -> Iterator[int]:
    folded = [fold(header) for header in sheet.header]
    names = [f"c{number}" for number, header in enumerate(folded) if header not in _DATED]
    likely = dict(zip(names, may_hold_bsn(sheet.frame.select(names)), strict=True))
    for number, header in enumerate(folded):
        name = f"c{number}"
        if BSN_HEADER.search(header) or (
            likely.get(name) and holds_bsn(sheet.frame.get_column(name))
        ):
            yield number


def _with_others(sheet: RawSheet, numbers: list[int]) -> Iterator[tuple[int, Kind]]:
    if _OTHERS.search(fold(sheet.sheet or PurePath(sheet.file).stem)):
        return
    folded = {number: fold(sheet.header[number]) for number in numbers}
    numbers = [n for n, header in folded.items() if not _OTHERS.search(header)]
    numbers = [n for n in numbers if folded[n] not in _TYPED]
    for number, seen in zip(numbers, _glances(sheet.frame, numbers), strict=True):
        named = [kind for kind in KINDS if kind.named_by(folded[number])]
        likely = [kind for kind, some in zip(KINDS, seen, strict=True) if some]
        if named or likely:
            cells = _different(sheet.frame.get_column(f"c{number}"))
            by_name = (kind for kind in named if cells.str.contains(kind.typed).any())
            by_value = (kind for kind in likely if _holds(cells, kind))
            if kind := next(by_name, None) or next(by_value, None):
                yield number, kind


def _glances(frame: pl.DataFrame, numbers: list[int]) -> list[tuple[bool, ...]]:
    """Return per column which kinds there is anything of, in one query over a few cells."""
    if not numbers:
        return []
    few = {}
    for number in numbers:
        cells = frame.get_column(f"c{number}").drop_nulls()
        few[number] = pl.concat([cells.head(_GLANCE), cells.tail(_GLANCE)])
    column = [number for number, cells in few.items() for _ in range(len(cells))]
    text = pl.concat(list(few.values())).str.strip_chars(EDGE)
    seen = (
        pl.DataFrame({"kolom": column, "cel": text}, schema_overrides={"kolom": pl.Int64})
        .group_by("kolom")
        .agg(pl.col("cel").str.contains(kind.shape).any().alias(kind.code) for kind in KINDS)
    )
    found = {number: tuple(some) for number, *some in seen.iter_rows()}
    return [found.get(number, (False,) * len(KINDS)) for number in numbers]


def _different(values: pl.Series) -> pl.Series:
    """Return the different texts in a column, as many as are looked at."""
    cells = values.drop_nulls()
    spread = cells.gather_every(max(1, len(cells) // _LOOK)).str.strip_chars(EDGE)
    return spread.filter(spread != "").unique(maintain_order=True)


def _holds(cells: pl.Series, kind: Kind) -> bool:
    """Whether so many of the different cells have the shape that the column is of this kind."""
    shaped = cells.filter(cells.str.contains(kind.shape))
    if kind.also is not None:
        shaped = shaped.filter(kind.also(shaped))
    if len(shaped) < _FEW:
        return False
    return len(shaped) > kind.share * len(cells) or (
        kind.sure is not None and len(shaped) >= kind.sure
    )

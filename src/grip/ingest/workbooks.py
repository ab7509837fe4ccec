"""Read Excel workbooks: every sheet, every cell as text."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import polars as pl

from grip.errors import InputError
from grip.ingest.error_cells import find_error_cells
from grip.ingest.furthest import furthest_cell
from grip.ingest.grids import Grids, grids_of
from grip.ingest.kinds import WORKBOOKS, Kind, refuse_other_kinds
from grip.ingest.names import fold
from grip.ingest.preflight import MAX_KEPT, Seen, check_workbook
from grip.ingest.quarantine import read_apart
from grip.ingest.sheet_xml import (
    has_spare_core,
    in_pieces,
    sheet_content,
    stray_cells,
    with_parts,
    without_cells,
)
from grip.ingest.sheets import (
    KNOWN,
    TABLE_BY_KEY,
    Origin,
    RawSheet,
    Stray,
    has_default_name,
    sheet_of_grid,
)

_AS_XLSX = (
    " Of bewaar de werkmap in Excel als .xlsx: daaruit laat grip een paar zulke cellen zelf weg."
)


def read_workbook(data: bytes, file: str, known: frozenset[str] = KNOWN) -> Iterator[RawSheet]:
    """Yield the sheets of a workbook that have content, or its one sheet.

    A hidden sheet is yielded without its cells: what a colleague hid is no export.

    Raises:
        InputError: the file is no workbook, is protected, or is unreasonably large.
    """
    kind = refuse_other_kinds(data, file, WORKBOOKS)
    keep = kind is Kind.XLSX and has_spare_core()  # to read the sheets in halves
    seen = Seen() if kind is Kind.XLS else check_workbook(data, file, keep=keep)
    strays: dict[str, tuple[Stray, ...]] = {}
    if seen.far:
        data, strays = _trimmed(data, seen, file)
        seen = check_workbook(data, file, keep=keep)
        if seen.far:
            raise InputError("IN-CEL-VER", where=file, cel=next(iter(seen.far.values())))
    if kind is Kind.XLSX and seen.plain:
        grids = _here(data, file, seen)
    else:
        grids = _apart(data, file, kind, seen)
    filled = [name for name, grid in grids.items() if grid.cells.width and not grid.hidden]
    nameless = [name for name in filled if has_default_name(name)]
    tables = [name for name in filled if fold(name) in TABLE_BY_KEY]
    shown = nameless if len(nameless) == 1 and not tables else filled
    for name, grid in grids.items():
        origin = Origin(
            file, sheet=name, sole=(shown or list(grids)) == [name], hidden=grid.hidden,
            hidden_rows=seen.hidden_rows.get(name, 0),
            hidden_columns=seen.hidden_columns.get(name, ()), errors_seen=kind is Kind.XLSX,
            left=grid.left, strays=strays.get(name, ()),
        )  # fmt: skip
        yield sheet_of_grid(origin, pl.DataFrame() if grid.hidden else grid.cells, known=known)


def _trimmed(data: bytes, seen: Seen, file: str) -> tuple[bytes, dict[str, tuple[Stray, ...]]]:
    """Return the workbook without cells that stand far from all others, and those by sheet.

    Raises:
        InputError: there are more than a few of them, or they cannot be taken out safely.
    """
    changed: dict[str, tuple[bytes]] = {}
    strays: dict[str, tuple[Stray, ...]] = {}
    for part, cell in seen.far.items():
        content = sheet_content(data, part, MAX_KEPT) if seen.plain else b""
        far = stray_cells(content)
        if not far:
            raise InputError("IN-CEL-VER", where=file, cel=cell)
        changed[part] = (without_cells(content, far),)
        if part in seen.names:
            strays[seen.names[part]] = tuple((int(row), column.decode()) for column, row in far)
    return with_parts(data, changed), strays


def _apart(data: bytes, file: str, kind: Kind, seen: Seen) -> Grids:
    """Read in a process of its own; where that fails for one cell far away, say which it is."""
    try:
        return read_apart(data, file, "werkmap met fouten" if seen.errors else "werkmap")
    except InputError:
        if cell := furthest_cell(data, kind):
            raise InputError("IN-CEL-VER", where=file, cel=cell, ook=_AS_XLSX) from None
        raise


def _here(data: bytes, file: str, seen: Seen) -> Grids:
    """Read here what the look beforehand has seen through: that saves a process.

    First in halves, where it is large. Its rows may not be in order then, or it may be cut where it
    cannot be: a fault of the halves is none of the workbook, which is then read whole.
    """
    if seen.sheets:
        with contextlib.suppress(InputError):
            return _grids(data, file, seen)
    return _grids(data, file, seen)


def _grids(data: bytes, file: str, seen: Seen) -> Grids:
    """Read in halves what is large and at hand in pieces; after this it is no longer at hand."""
    try:
        errors = find_error_cells(data) if seen.errors else None
        pieces = in_pieces(data, seen.sheets)
        seen.sheets.clear()  # the parser has its own copy
        return grids_of(*pieces, errors=errors)
    # Whatever it is, also a panic (no Exception): its text may quote the file and is not shown.
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise InputError("IN-STUK", where=file) from None
    finally:
        seen.sheets.clear()

"""Read Excel workbooks: every sheet, every cell as text."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.errors import InputError
from grip.ingest.error_cells import find_error_cells
from grip.ingest.grids import Grids, grids_of
from grip.ingest.kinds import WORKBOOKS, Kind, refuse_other_kinds
from grip.ingest.preflight import Seen, check_workbook
from grip.ingest.quarantine import read_apart
from grip.ingest.sheets import KNOWN, Origin, RawSheet, sheet_of_grid


def read_workbook(
    data: bytes, file: str, sha256: str, known: frozenset[str] = KNOWN
) -> Iterator[RawSheet]:
    """Yield the sheets of a workbook that have content, or its one sheet.

    A hidden sheet is yielded without its cells: what a colleague hid is no export.

    Raises:
        InputError: the file is no workbook, is protected, or is unreasonably large.
    """
    kind = refuse_other_kinds(data, file, WORKBOOKS)
    seen = Seen() if kind is Kind.XLS else check_workbook(data, file)
    if kind is Kind.XLSX and seen.plain:
        grids = _grids(data, file, has_errors=seen.errors)
    else:
        grids = read_apart(data, file, "werkmap met fouten" if seen.errors else "werkmap")
    shown = [name for name, (grid, hidden) in grids.items() if grid.width and not hidden]
    for name, (grid, hidden) in grids.items():
        origin = Origin(
            file, sha256, name, sole=(shown or list(grids)) == [name], hidden=hidden,
            hidden_rows=seen.hidden_rows.get(name, 0), errors_seen=kind is Kind.XLSX,
        )  # fmt: skip
        yield sheet_of_grid(origin, pl.DataFrame() if hidden else grid, known=known)


def _grids(data: bytes, file: str, *, has_errors: bool) -> Grids:
    """Read here what the look beforehand has seen through: that saves a process."""
    try:
        return grids_of(data, find_error_cells(data) if has_errors else None)
    # Whatever it is, also a panic (no Exception): its text may quote the file and is not shown.
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise InputError("IN-STUK", where=file) from None

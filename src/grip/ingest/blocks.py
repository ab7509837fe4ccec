"""Tables side by side on one sheet: which columns are the table, and which another one."""

from __future__ import annotations

from collections.abc import Iterator

from grip.findings import RULES, Finding
from grip.ingest.names import fold
from grip.ingest.sheets import KNOWN, ROW, RawSheet, blank, without_blank_rows
from grip.schema import TABLES, columns_of

_FEW = 2  # known names that make a block of columns a table


def one_table(sheet: RawSheet, table: str) -> tuple[RawSheet, list[Finding]]:
    """Return the columns that are the table, and what stands beside it.

    Tables are apart where a whole column is empty. One that has all the table needs is the table;
    another is set aside if it has the same columns again, or only those of other tables.
    """
    blocks = list(_blocks(sheet))
    if len(blocks) < _FEW:
        return sheet, []
    own = {fold(name): column.required for name, column in columns_of(TABLES[table]).items()}
    needed = {name for name, required in own.items() if required}
    names = [{fold(sheet.header[n]) for n in block} for block in blocks]
    chosen = next((n for n, found in enumerate(names) if needed <= found), None)
    if chosen is None:
        return sheet, []
    others = [
        n
        for n, found in enumerate(names)
        if n != chosen
        and len(found & KNOWN) >= _FEW
        and (found & names[chosen] or not found & own.keys())
    ]
    if not others:
        return sheet, []
    aside = [number for n in others for number in blocks[n]]
    kept = [number for number in range(len(sheet.header)) if number not in aside]
    rest = sheet.only(kept)
    rest = rest.with_cells(rest.header, without_blank_rows(rest.frame), rest.letters)
    return rest, [_told(sheet, table, blocks[n]) for n in others]


def _blocks(sheet: RawSheet) -> Iterator[list[int]]:
    """Yield the columns between columns without a header and without any content."""
    nameless = [n for n, header in enumerate(sheet.header) if not fold(header)]
    if not nameless:
        return
    empty = sheet.frame.select(blank(f"c{n}").all() for n in nameless).row(0)
    gaps = {n for n, nothing in zip(nameless, empty, strict=True) if nothing}
    block: list[int] = []
    for number in range(len(sheet.header)):
        if number not in gaps:
            block.append(number)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _told(sheet: RawSheet, table: str, block: list[int]) -> Finding:
    rows = without_blank_rows(sheet.frame.select(*(f"c{n}" for n in block), ROW))
    return Finding(RULES["BLAD-NAAST"], table, sheet.place(block[0]), {"aantal": rows.height})

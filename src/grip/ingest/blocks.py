"""Tables side by side on one sheet: which columns are the table, and which another one."""

from __future__ import annotations

from grip.findings import RULES, Finding
from grip.ingest.names import fold
from grip.ingest.sheets import KNOWN, ROW, RawSheet, blocks_of, without_blank_rows
from grip.schema import TABLES, columns_of

_FEW = 2  # known names that make a block of columns a table


def one_table(sheet: RawSheet, table: str) -> tuple[RawSheet, list[Finding]]:
    """Return the columns that are the table, and what stands beside it.

    Tables are apart where a whole column is empty. One that has all the table needs is the table;
    another is set aside if it has the same columns again, or only those of other tables.
    """
    whole = sheet.settled()
    blocks = list(blocks_of(whole.header, whole.frame))
    if len(blocks) < _FEW:
        return whole, []
    own = {fold(name): column.required for name, column in columns_of(TABLES[table]).items()}
    needed = {name for name, required in own.items() if required}
    names = [{fold(sheet.header[n]) for n in block} for block in blocks]
    chosen = next((n for n, found in enumerate(names) if needed <= found), None)
    if chosen is None:
        return whole, []
    others = [
        n
        for n, found in enumerate(names)
        if n != chosen
        and len(found & KNOWN) >= _FEW
        and (found & names[chosen] or not found & own.keys())
    ]
    if not others:
        return whole, []
    aside = [number for n in others for number in blocks[n]]
    kept = [number for number in range(len(sheet.header)) if number not in aside]
    letters = [sheet.letter(f"c{number}") for number in blocks[chosen]]
    rest = sheet.settled(letters).only(kept)
    rest = rest.with_cells(rest.header, without_blank_rows(rest.frame), rest.letters)
    return rest, [_told(whole, table, blocks[n]) for n in others]


def _told(sheet: RawSheet, table: str, block: list[int]) -> Finding:
    rows = without_blank_rows(sheet.frame.select(*(f"c{n}" for n in block), ROW))
    return Finding(RULES["BLAD-NAAST"], table, sheet.place(block[0]), {"aantal": rows.height})

"""Where the table is on a sheet: its header, its rows, and what is neither.

Exports of case systems carry a title above the header, headers over two or three rows, a total
below, or a header on every printed page. The header is found by the names that it holds; what is
no row of the table is set apart and named, never passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from grip.ingest.names import EDGE, fold

_STEP = 256  # rows looked at together for the first content
_SEARCH = 60  # rows in which a header is looked for
_DEPTH = 3  # rows that a header may stand over
_FOOT = 20  # rows at the end that may be notes
_FEW = 3  # columns from which on a row of one cell is a note and no row
_WIDE = 0.8
_TOTAL = r"(?i)^(?:sub|eind)?totaal\b|^som\b|^aantal (?:rijen|regels|records)\b"
_LINE = r"^[-=_*+ ]{3,}$"
_EXPLAINED = re.compile(r"\s*[(\[].*$")  # `regeling (PW/IOAW)`
_SEPARATOR = " – "
_SMALL = 20_000  # rows in which every row is looked at for a header of another table
_MOST = 500  # rows after an empty one that are looked at in a larger table
OTHER_TABLE = "RIJ-TABEL"

Cells = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """The rows of the grid that are the header, from `top` to `bottom`, and the names in it."""

    top: int
    bottom: int
    labels: tuple[str, ...]


def find_header(
    grid: pl.DataFrame, known: frozenset[str], width: int | None = None
) -> Header | None:
    """Return the header: the rows that hold most of the `known` (folded) names.

    Where no name is known it is the first row that is about as wide as the widest, within the
    first `width` columns. Nothing is returned for a grid without content.
    """
    start = _first_filled(grid)
    if start is None:
        return None
    cells = grid.slice(start, _SEARCH + _DEPTH).rows()
    rows = [tuple(_trim(cell) for cell in row) for row in cells]
    found = _find(rows, known, width)
    return Header(start + found.top, start + found.bottom, found.labels)


def _first_filled(grid: pl.DataFrame) -> int | None:
    """Return the first row with content; it is nearly always one of the first."""
    for start in range(0, grid.height, _STEP):
        amounts = grid.slice(start, _STEP).select(_filled(grid.columns)).to_series()
        rows = (amounts > 0).arg_true()
        if len(rows):
            return start + int(rows[0])
    return None


def _find(rows: Sequence[tuple[str, ...]], known: frozenset[str], width: int | None) -> Header:
    best = _best(rows, known)
    if _hits(best.labels, known):
        return best
    filled = [sum(map(bool, row[:width])) for row in rows]
    widest = max(filled)
    wide = [at for at, amount in enumerate(filled) if amount and amount >= _WIDE * widest]
    first = wide[0] if wide else list(map(any, rows)).index(True)
    return Header(first, first, rows[first])


def other_rows(
    body: pl.DataFrame, heads: Sequence[Cells], row: str, known: frozenset[str]
) -> dict[int, str]:
    """Return the rows of the body that are no rows of the table: their number and their rule.

    Args:
        body: text cells, and the row number in column `row`; without blank rows.
        heads: the cells of each row of the header, as they stand in the grid.
        row: the name of the column with the row number.
        known: the folded names by which the header of another table is told.
    """
    cells = [name for name in body.columns if name != row]
    repeated = _repeated(body, heads, cells, row)
    found = dict.fromkeys(repeated, "RIJ-KOP")
    of_table = [name for name, cell in zip(cells, heads[-1], strict=False) if _trim(cell)]
    total = pl.any_horizontal(pl.col(name).str.contains(_TOTAL) for name in of_table[:2])
    found.update(dict.fromkeys(body.filter(total).get_column(row).to_list(), "RIJ-TOTAAL"))
    found.update(_lines_and_subtotals(body, cells, row))
    if len(cells) >= _FEW:
        found.update(dict.fromkeys(_notes(body, cells, row, set(found)), "RIJ-VOET"))
    start = _other_table(body, row, known, set(repeated))
    if start is not None:
        rest = body.get_column(row)
        found.update(dict.fromkeys(rest.filter(rest >= start).to_list(), OTHER_TABLE))
    return found


def _lines_and_subtotals(body: pl.DataFrame, cells: list[str], row: str) -> dict[int, str]:
    """Return the rows that are a line of dashes, or a total that says so further to the right."""
    first = pl.col(cells[0])
    # Nearly every row starts with a letter or a digit; only the others are looked at in full.
    odd = body.filter(first.is_null() | (first < "0"))
    if odd.is_empty():
        return {}
    filled = [pl.when(pl.col(name).str.strip_chars(EDGE) != "").then(name) for name in cells]
    lead, amount = pl.coalesce(filled).str.strip_chars(EDGE), _filled(cells)
    looked = odd.select(
        row,
        line=lead.str.contains(_LINE) & (amount == 1),
        total=lead.str.contains(_TOTAL) & (2 * amount <= len(cells)),
    )
    lines, totals = (looked.filter(name).get_column(row).to_list() for name in ("line", "total"))
    return dict.fromkeys(lines, "RIJ-VOET") | dict.fromkeys(totals, "RIJ-TOTAAL")


def _other_table(
    body: pl.DataFrame, row: str, known: frozenset[str], repeated: set[int]
) -> int | None:
    """Return the row where the header of another table stands, which is mostly below a gap."""
    cells = pl.exclude(row)
    if body.height <= _SMALL:
        plain = pl.coalesce(cells).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")
        likely = body.filter(plain.is_in(list(known)))
    else:
        likely = body.filter(pl.col(row).diff() > 1).head(_MOST)
    for line in likely.iter_rows(named=True):
        number = line.pop(row)
        names = [fold(text) for text in line.values() if text and _trim(text)]
        hits = sum(name in known for name in names)
        if number not in repeated and len(names) >= _FEW and hits >= _WIDE * len(names):
            return _title_above(body, row, int(number))
    return None


def _title_above(body: pl.DataFrame, row: str, start: int) -> int:
    """Return the row of the title of a table, if it has one, or else that of its header."""
    above = body.filter(pl.col(row) < start).tail(1)
    amount = above.select(_filled([name for name in body.columns if name != row]))
    return int(above.item(0, row)) if amount.height and amount.item() == 1 else start


def _trim(cell: str | None) -> str:
    return " ".join((cell or "").strip(EDGE).split())


def _candidates(rows: Sequence[tuple[str, ...]]) -> Iterator[Header]:
    for top in range(min(_SEARCH, len(rows))):
        for depth in range(1, _DEPTH + 1):
            stack = rows[top : top + depth]
            if len(stack) == depth and all(map(any, stack)):
                yield Header(top, top + depth - 1, _joined(stack))


def _joined(stack: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return one name per column; a merged cell above holds for the columns to its right."""
    *upper, lowest = stack
    spread = [_carried(row) for row in upper]
    return tuple(
        _SEPARATOR.join(filter(None, (*(row[at] for row in spread), label)))
        if label
        else next((row[at] for row in reversed(upper) if row[at]), "")
        for at, label in enumerate(lowest)
    )


def _carried(row: tuple[str, ...]) -> list[str]:
    last = ""
    return [last := cell or last for cell in row]


def _hits(labels: Sequence[str], known: frozenset[str]) -> int:
    return len({fold(_name_of(label, known)) for label in labels} & known)


def _name_of(label: str, known: frozenset[str]) -> str:
    """Return the lowest part of a stacked name where that alone is known, without explanation."""
    lowest = label.rsplit(_SEPARATOR, 1)[-1]
    bare = _EXPLAINED.sub("", lowest)
    choices = (label, lowest, bare)
    return next((name for name in choices if fold(name) in known), lowest)


def _best(rows: Sequence[tuple[str, ...]], known: frozenset[str]) -> Header:
    """Return the candidate with most known names; one that has no other names at once."""
    ranked = []
    for header in _candidates(rows):
        names = {fold(label) for label in header.labels if label}
        if len(names) > 1 and names <= known:  # of one name again and again it is a group
            return header
        ranked.append(header)
    return max(ranked, key=lambda header: _rank(header, known))


def _rank(header: Header, known: frozenset[str]) -> tuple[int, int, int]:
    depth = header.bottom - header.top
    return _hits(header.labels, known), -depth, -header.top


def named(labels: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the columns: of a stacked name only what tells it apart."""
    names = [_name_of(label, known) for label in labels]
    return tuple(
        label if names.count(name) > 1 else name for label, name in zip(labels, names, strict=True)
    )


def _repeated(body: pl.DataFrame, heads: Sequence[Cells], cells: list[str], row: str) -> list[int]:
    """Return the rows that say the header again, and the notes just above those."""
    same = [
        pl.all_horizontal(
            pl.col(name).eq_missing(pl.lit(cell, pl.String))
            for name, cell in zip(cells, head, strict=False)
            if _trim(cell)
        )
        for head in heads
    ]
    # Nearly no row starts as the header does: only those are compared in full.
    starts = [(cells[at], head[at]) for head in heads for at in _start_of(head)]
    alike = body.filter(pl.any_horizontal(pl.col(name) == cell for name, cell in starts))
    found = set(alike.filter(pl.any_horizontal(same)).get_column(row).to_list())
    if not found:
        return []
    lone = body.filter(_filled(cells) == 1).get_column(row).to_list()
    numbers = body.get_column(row).to_list()
    for at in range(len(numbers) - 2, -1, -1):
        if numbers[at + 1] in found and numbers[at] in set(lone):
            found.add(numbers[at])
    return sorted(found)


def _start_of(head: Cells) -> list[int]:
    return [at for at, cell in enumerate(head) if _trim(cell)][:1]


def _notes(body: pl.DataFrame, cells: list[str], row: str, others: set[int]) -> list[int]:
    """Return the rows of one cell at the very end: a note, a date of printing."""
    found = []
    tail = body.tail(_FOOT).select(row, amount=_filled(cells)).rows()
    for number, amount in reversed(tail):
        if amount != 1 and number not in others:
            break
        if number not in others:
            found.append(number)
    return found


def _filled(cells: list[str]) -> pl.Expr:
    return pl.sum_horizontal(
        (pl.col(name).str.strip_chars(EDGE) != "").fill_null(False).cast(pl.Int32) for name in cells
    )

"""Sheets of a supplier as canonical tables: which sheet is which part, and where each row goes.

What comes out has the same shape as a canonical sheet, with its own row numbers, so that all that
follows is the same. Every row of a sheet goes to a part, or is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from grip.errors import InputError
from grip.findings import RULES, Finding, Place
from grip.ingest.mapping import MappedSheet, policies, sheet_matches, table_of
from grip.ingest.names import fold
from grip.ingest.rephrase import ORDER, Rephrased, rephrase
from grip.ingest.sheets import ROW, RawSheet, blank
from grip.schema import TABLES, columns_of
from grip.sources import Source, SourceColumn, SourcePart

_SHEET = "_deelblad"


@dataclass
class Recast:
    """What the sources made of the sheets, the sheets that they do not know, and what was seen."""

    mapped: list[MappedSheet] = field(default_factory=list)
    rest: list[RawSheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class _Taken:
    """A sheet that a part takes: its rows in words of grip, and those that are set aside."""

    sheet: RawSheet
    part: SourcePart
    rows: Rephrased
    repeated: list[int] = field(default_factory=list)


def headers_of(sources: Sequence[Source]) -> frozenset[str]:
    """Return the (folded) headers that the sources look for."""
    return frozenset(
        fold(name) for source in sources for part in source.deel.values() for name in part.headers
    )


def recast_sheets(sheets: Sequence[RawSheet], sources: Sequence[Source]) -> Recast:
    """Return the sheets that a source knows as canonical tables.

    Raises:
        InputError: a sheet lacks a column that its table cannot do without, or has it twice.
    """
    made = Recast()
    by_part: dict[tuple[str, str], list[_Taken]] = {}
    for sheet in sheets:
        source = next((s for s in sources if any(_parts(s, sheet))), None)
        if source is None:
            made.rest.append(sheet)
            continue
        sheet = sheet.settled()
        made.findings += [*policies(sheet, ""), *_unknown_columns(sheet, source)]
        made.findings += _unproven(sheet, source)
        for name, part in _parts(source, sheet):
            taken = _Taken(sheet, part, rephrase(sheet, part, _columns(sheet, part)))
            by_part.setdefault((source.naam, name), []).append(taken)
            made.findings += taken.rows.findings
    for group in by_part.values():
        if group[0].part.een_per:
            made.findings += _keep_one(group)
    every = [taken for group in by_part.values() for taken in group]
    made.mapped = [_mapped(taken, every) for taken in every]
    return made


# ---- which sheet is which part ------------------------------------------------------------------


def _parts(source: Source, sheet: RawSheet) -> Iterator[tuple[str, SourcePart]]:
    if sheet.header and not sheet.origin.hidden and not _is_canonical(sheet):
        for name, part in source.deel.items():
            if _matches(part, sheet):
                yield name, part


def _is_canonical(sheet: RawSheet) -> bool:
    table = table_of(sheet)
    if table is None:
        return False
    found = set(map(fold, sheet.header))
    needed = {fold(n) for n, column in columns_of(TABLES[table]).items() if column.required}
    return needed <= found


def _matches(part: SourcePart, sheet: RawSheet) -> bool:
    found = set(map(fold, sheet.header))
    if not all(fold(name) in found for name in part.gevuld):
        return False
    if part.blad:
        return any(sheet_matches(sheet, pattern) for pattern in part.blad)
    return not _lacking(part, sheet)


def _lacking(part: SourcePart, sheet: RawSheet) -> list[str]:
    """Return what must be there and is not: columns of grip, and headers that select rows."""
    known = columns_of(TABLES[part.tabel])
    found = set(map(fold, sheet.header))
    return [name for name in part.alleen if fold(name) not in found] + [
        name
        for name, column in known.items()
        if column.required and not _has(part.kolom.get(name), found)
    ]


def _has(column: SourceColumn | None, found: set[str]) -> bool:
    if column is None:
        return False
    if column.vast is not None or column.per_blad:
        return True
    if column.samen:
        return all(fold(name) in found for name in column.samen)
    return any(fold(name) in found for name in column.kop)


def _columns(sheet: RawSheet, part: SourcePart) -> dict[str, str]:
    """Return per folded header of the part the column of the sheet."""
    for name in _lacking(part, sheet):
        told = part.kolom[name].headers if name in part.kolom else ()
        heads = " of ".join(f"'{header}'" for header in told)
        raise InputError(
            "IN-KOLOM", where=sheet.origin.label, tabel=part.tabel, kolom=name,
            suggestie=f" In het bronprofiel heet zij {heads}." if heads else "",
        )  # fmt: skip
    wanted = {fold(name): name for name in part.headers}
    found: dict[str, str] = {}
    for number, header in enumerate(sheet.header):
        name = fold(header)
        if name in found:
            raise InputError(
                "IN-KOLOM-DUBBEL", where=sheet.origin.label, tabel=part.tabel, kolom=wanted[name]
            )
        if name in wanted:
            found[name] = f"c{number}"
    return found


def _unknown_columns(sheet: RawSheet, source: Source) -> Iterator[Finding]:
    used = {fold(name) for _, part in _parts(source, sheet) for name in part.headers}
    for number, header in enumerate(sheet.header):
        if fold(header) in used:
            continue
        if not fold(header) and sheet.frame.select(blank(f"c{number}").all()).item():
            continue
        yield Finding(RULES["KOLOM-ONBEKEND"], "", sheet.place(number))


def _unproven(sheet: RawSheet, source: Source) -> Iterator[Finding]:
    if source.bewijs == "documentatie":
        place = Place(sheet.file, sheet.sheet)
        yield Finding(RULES["BRON-DOCUMENTATIE"], "", place, {"naam": source.naam})


# ---- where each row goes ------------------------------------------------------------------------


def _keep_one(group: list[_Taken]) -> Iterator[Finding]:
    """Keep of rows that say the same thing again the last one, over all sheets of the part."""
    part = group[0].part
    frames = [taken.rows.frame.with_columns(pl.lit(n).alias(_SHEET)) for n, taken in
              enumerate(group)]  # fmt: skip
    every = pl.concat(frames, how="diagonal")
    key = list(part.een_per)
    values = [name for name in every.columns if name in columns_of(TABLES[part.tabel])]
    order = [name for name in every.columns if name.startswith(ORDER)]
    sorted_rows = every.sort(*order, *values, _SHEET, ROW, nulls_last=False)
    kept = sorted_rows.unique(key, keep="last", maintain_order=True)
    for number, taken in enumerate(group):
        mine = kept.filter(pl.col(_SHEET) == number).get_column(ROW)
        frame = taken.rows.frame
        stays = pl.col(ROW).is_in(mine.implode())
        taken.repeated = frame.filter(~stays).get_column(ROW).to_list()
        taken.rows = Rephrased(frame.filter(stays), taken.rows.annulled, taken.rows.findings)
    if kept.height < every.height:
        yield from _contradictions(every, part, [name for name in values if name not in key], group)


def _contradictions(
    every: pl.DataFrame, part: SourcePart, names: list[str], group: list[_Taken]
) -> Iterator[Finding]:
    """Tell of which columns the rows of one key say different things."""
    if not names:
        return
    counts = every.group_by(part.een_per).agg(pl.col(names).drop_nulls().n_unique())
    place = Place(group[-1].sheet.file, group[-1].sheet.sheet)
    totals = counts.select((pl.col(names) > 1).sum()).row(0)
    for name, amount in zip(names, totals, strict=True):
        if amount:
            told: dict[str, object] = {"aantal": amount, "sleutel": ", ".join(part.een_per)}
            yield Finding(
                RULES["BRON-VERSCHIL"], part.tabel, replace(place, column=name), told
            )  # fmt: skip


def _mapped(taken: _Taken, every: Sequence[_Taken]) -> MappedSheet:
    """Return the part of a sheet; the first part of it lists the rows that go nowhere."""
    same = [other for other in every if other.sheet is taken.sheet]
    aside = [(row, "RIJ-VERVALLEN") for row in taken.rows.annulled]
    too_wide: tuple[int, ...] = ()
    if same[0] is taken:
        too_wide = taken.sheet.too_wide
        aside += [*taken.sheet.aside, *_nowhere(taken.sheet, same)]
    known = columns_of(TABLES[taken.part.tabel])
    names = [name for name in taken.rows.frame.columns if name in known]
    columns = {name: f"c{number}" for number, name in enumerate(names)}
    frame = taken.rows.frame.select(*names, ROW).rename(columns)
    sheet = RawSheet(
        taken.sheet.origin, tuple(names), frame, too_wide, tuple(sorted(aside)),
        tuple(_letter(taken, name) for name in names),
    )  # fmt: skip
    return MappedSheet(taken.part.tabel, sheet, columns)


def _letter(taken: _Taken, name: str) -> str:
    """Return which column of Excel a column of grip was taken from, if it was only one."""
    told = taken.part.kolom.get(name)
    heads = [fold(head) for head in told.kop] if told else []
    folded = [fold(header) for header in taken.sheet.header]
    number = next((folded.index(head) for head in heads if head in folded), None)
    return "" if number is None else taken.sheet.letter(f"c{number}")


def _nowhere(sheet: RawSheet, parts: Sequence[_Taken]) -> Iterator[tuple[int, str]]:
    """Yield the rows that no part takes: said before, or left out by the source."""
    used: set[int] = set()
    repeated: set[int] = set()
    for taken in parts:
        used.update(taken.rows.frame.get_column(ROW).to_list(), taken.rows.annulled)
        repeated.update(taken.repeated)
    for row in sheet.frame.get_column(ROW).to_list():
        if row not in used:
            yield row, "RIJ-HERHAALD" if row in repeated else "RIJ-BRON"

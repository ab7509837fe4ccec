"""Which sheet is which table, and which header is which column: by name, generously read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath

from grip.errors import InputError, suggestion
from grip.findings import RULES, Finding, Place
from grip.ingest.blocks import one_table
from grip.ingest.names import fold
from grip.ingest.sheets import STRAY_ROW, TABLE_BY_KEY, RawSheet, blank, has_default_name
from grip.schema import TABLES, columns_of

_SHOWN = 6  # headers named in a message


@dataclass(frozen=True)
class MappedSheet:
    """A sheet that is a table; `columns` gives per canonical column the column of the frame."""

    table: str
    sheet: RawSheet
    columns: dict[str, str]


def map_sheets(sheets: Iterable[RawSheet]) -> tuple[dict[str, MappedSheet], list[Finding]]:
    """Return the tables that the sheets hold, and what was passed over.

    Raises:
        InputError: a table is there twice, misses a required column, or has a column twice.
    """
    mapped: dict[str, MappedSheet] = {}
    findings: list[Finding] = []
    for sheet in sheets:
        if sheet.origin.hidden:
            findings.append(_of_sheet("BLAD-VERBORGEN", sheet))
            continue
        table = table_of(sheet)
        if table is None:
            findings.extend(_unknown_sheet(sheet))
            continue
        if not sheet.header:
            findings.append(_empty_sheet(sheet, table))
            continue
        if table in mapped:
            both = f"{mapped[table].sheet.origin.label} en {sheet.origin.label}"
            raise InputError("IN-DUBBEL", where=both, tabel=table)
        sheet, beside = one_table(sheet, table)
        mapped[table], unknown = _map_columns(sheet, table)
        findings.extend([*policies(sheet, table), *beside, *unknown])
    return mapped, findings


def table_of(sheet: RawSheet) -> str | None:
    """Return the table that the sheet is called after.

    The name of the file stands for the sheet in csv and parquet, and in a workbook with one
    sheet that still has the name Excel gave it.
    """
    return TABLE_BY_KEY.get(fold(sheet_name(sheet)))


def sheet_name(sheet: RawSheet) -> str:
    """Return what the sheet is called: by its own name, or by that of its file."""
    name = sheet.sheet
    if not name or (sheet.origin.sole and has_default_name(name)):
        return PurePath(sheet.file).stem
    return name


def sheet_matches(sheet: RawSheet, pattern: str) -> bool:
    """Whether the sheet is called like the pattern, in which `*` is anything."""
    shape = "*".join(fold(piece) for piece in pattern.split("*"))
    return fnmatchcase(fold(sheet_name(sheet)), shape)


def _unknown_sheet(sheet: RawSheet) -> list[Finding]:
    """An empty sheet that is no table holds nothing that could have been passed over."""
    if not sheet.header:
        return []
    return [_of_sheet("BLAD-ONBEKEND", sheet)]


def _of_sheet(
    code: str, sheet: RawSheet, table: str = "", names: dict[str, object] | None = None
) -> Finding:
    return Finding(RULES[code], table, Place(sheet.file, sheet.sheet), names or {})


def policies(sheet: RawSheet, table: str) -> list[Finding]:
    """Say what of a sheet was read that its maker may not have meant, or could not be seen."""
    found = []
    if amount := sheet.origin.hidden_rows:
        found.append(_of_sheet("RIJ-VERBORGEN", sheet, table, {"aantal": amount}))
    if hidden := sheet.hidden_headers():
        shown = ", ".join(f"'{header}'" for header in hidden)
        found.append(_of_sheet("KOLOM-VERBORGEN", sheet, table, {"kolommen": shown}))
    for row, letter in sheet.origin.strays:
        place = Place(sheet.file, sheet.sheet, row, "", letter)
        if (row, STRAY_ROW) not in sheet.aside:
            found.append(Finding(RULES["CEL-VER"], table, place, {"cel": place.cell}))
    if not sheet.origin.errors_seen:
        found.append(_of_sheet("BLAD-FOUTCELLEN", sheet, table))
    return found


def _empty_sheet(sheet: RawSheet, table: str) -> Finding:
    """Return that a sheet called after a table has not even a header: it counts as absent."""
    return Finding(RULES["BLAD-LEEG"], table, Place(sheet.file, sheet.sheet))


def _map_columns(sheet: RawSheet, table: str) -> tuple[MappedSheet, list[Finding]]:
    canonical = {fold(name): name for name in columns_of(TABLES[table])}
    columns: dict[str, str] = {}
    unknown: list[int] = []
    for number, header in enumerate(sheet.header):
        name = canonical.get(fold(header))
        if name is None:
            unknown.append(number)
        elif name in columns:
            where = sheet.origin.label
            raise InputError("IN-KOLOM-DUBBEL", where=where, tabel=table, kolom=name)
        else:
            columns[name] = f"c{number}"
    mapped = MappedSheet(table, sheet, columns)
    _require_columns(mapped, unknown)
    return mapped, _unknown_columns(mapped, unknown)


def _require_columns(mapped: MappedSheet, unknown: list[int]) -> None:
    columns = columns_of(TABLES[mapped.table])
    for name, column in columns.items():
        if column.required and name not in mapped.columns:
            # Without a single known header the first line is data: nothing of it is shown.
            near = unknown if mapped.columns else []
            raise InputError(
                "IN-KOLOM", where=mapped.sheet.origin.label, tabel=mapped.table, kolom=name,
                suggestie=_or_else(mapped.sheet, name, near),
            )  # fmt: skip


def _or_else(sheet: RawSheet, wanted: str, unknown: list[int]) -> str:
    """Return which header may be meant, and which others there are that grip does not know."""
    labels = [sheet.place(n).column for n in unknown if not _is_nothing(sheet, n)]
    near = suggestion(wanted, labels)
    if near or not labels:
        return near
    shown = ", ".join(f"'{label}'" for label in labels[:_SHOWN])
    more = f" en nog {len(labels) - _SHOWN}" if len(labels) > _SHOWN else ""
    return f" Deze koppen kent grip niet: {shown}{more}."


def _is_nothing(sheet: RawSheet, number: int) -> bool:
    """Whether a column has no header and no content."""
    return not fold(sheet.header[number]) and sheet.frame.select(blank(f"c{number}").all()).item()


def _unknown_columns(mapped: MappedSheet, unknown: list[int]) -> list[Finding]:
    """Name the columns that are passed over; one without header and content is no column."""
    sheet = mapped.sheet
    missing = [name for name in columns_of(TABLES[mapped.table]) if name not in mapped.columns]
    found = []
    for number in unknown:
        header = sheet.header[number]
        if _is_nothing(sheet, number):
            continue
        place = sheet.place(number)
        names: dict[str, object] = {"suggestie": suggestion(header, missing)}
        if names["suggestie"]:
            found.append(Finding(RULES["KOLOM-LIJKT"], mapped.table, place, names))
        else:
            found.append(Finding(RULES["KOLOM-ONBEKEND"], mapped.table, place))
    return found

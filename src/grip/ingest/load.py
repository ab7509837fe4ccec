"""From a folder of exports to the canonical tables, with every row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from grip.config import PersonalData, Profile
from grip.errors import InputError, InternalError
from grip.findings import RULES, Finding, Letters, Place, RowCount, with_letters
from grip.ingest.checks import check_tables
from grip.ingest.extraction import extraction_of
from grip.ingest.guard import Guard
from grip.ingest.layout import OTHER_TABLE
from grip.ingest.mapping import MappedSheet, map_sheets
from grip.ingest.parse import PLACE, Parsed, parse_table
from grip.ingest.read import find_sources, read_sheets, unread_files
from grip.ingest.recast import headers_of, recast_sheets
from grip.ingest.rules import Export
from grip.ingest.sentences import without_persons
from grip.ingest.sheets import KNOWN, ROW, STRAY_ROW, RawSheet
from grip.ingest.validate import Verdict, refuse_shared, validate_table
from grip.ingest.wide import headers_of_wide, unfold_sheets
from grip.schema import TABLES, Row, order_of
from grip.sources import load_sources
from grip.wide_tables import wide_tables

_SHOWN = 6  # files or sheets named in a message
REQUIRED_TABLES = ("uitkeringen",)
SENSITIVE_TABLES = frozenset({"belemmeringen"})
"""Health data: not loaded, and that is said, as long as no profile can turn it on."""


@dataclass(frozen=True)
class Loaded:
    """The canonical tables of one export.

    `tables` have all columns of their model, in order, whatever the export had; `columns` says
    which of them the export really had. The order of rows and files does not matter. `rows` is the
    row of the export of every row of a table; `left_out` are the rows that were refused or set
    apart, as far as they could be read, with that row in `_rij`. `key_id` tells by which key
    pseudonyms were made, if they were.
    """

    tables: dict[str, pl.DataFrame]
    columns: dict[str, frozenset[str]]
    findings: tuple[Finding, ...]
    counts: tuple[RowCount, ...]
    rows: dict[str, pl.Series] = field(default_factory=dict)
    left_out: dict[str, pl.DataFrame] = field(default_factory=dict)
    key_id: str = ""


class RefusedShareError(InputError):
    """Too many rows of a table were refused; it carries all findings, so they can be listed."""

    def __init__(
        self,
        count: RowCount,
        limit: float,
        findings: Sequence[Finding],
        counts: Sequence[RowCount],
    ) -> None:
        where = f"{count.file}, blad {count.sheet}" if count.sheet else count.file
        share = _percent(100 * count.refused / count.read)
        super().__init__(
            "IN-GRENS", where=where, tabel=count.table, aandeel=share, grens=_percent(limit)
        )
        self.findings = tuple(findings)
        self.counts = tuple(counts)


class EmptyTableError(InputError):
    """A table that cannot be done without has no row that counts; it carries all findings."""

    def __init__(self, table: str, loaded: Loaded) -> None:
        count = next(count for count in loaded.counts if count.table == table)
        where = f"{count.file}, blad {count.sheet}" if count.sheet else count.file
        super().__init__("IN-GEEN-RIJEN", where=where, tabel=table, gelezen=count.read)
        self.findings = loaded.findings
        self.counts = loaded.counts


def load(
    path: Path,
    profile: Profile,
    extraction: date | None = None,
    personal: PersonalData | None = None,
) -> Loaded:
    """Return the tables in the folder or file `path`, with all findings and row counts.

    `extraction` is the day of the export; without it that is taken from the dates in it.
    `personal` says what to do with personal data; without it they are refused.

    Raises:
        InputError: there is nothing to read, a file is damaged, a required table or column is
            missing, or (`RefusedShareError`) more rows are refused than the profile allows.
        PrivacyError: a column holds personal data.
        ConfigError: the source that the profile names does not exist or is wrong, or there is no
            key for pseudonyms.
    """
    sources = load_sources(profile.bron)
    guard = Guard(personal or PersonalData(), headers_of(sources))
    statistics = wide_tables()
    known = KNOWN | guard.known | headers_of_wide(statistics)
    unfolded = unfold_sheets(_read_all(path, known, guard), statistics)
    recast = recast_sheets(unfolded.rest, sources)
    canonical, skipped = map_sheets(recast.rest)
    mapped = {table: [sheet] for table, sheet in canonical.items()}
    for sheet in recast.mapped:
        _refuse_double(sheet, canonical)
        mapped.setdefault(sheet.table, []).append(sheet)
    for sheet in unfolded.mapped:  # what others publish stands beside what the user gives
        mapped.setdefault(sheet.table, []).append(sheet)
    findings = guard.findings + _unread(path) + unfolded.findings + recast.findings + skipped
    findings += _leave_out_sensitive(mapped)
    for table in REQUIRED_TABLES:
        if table not in mapped:
            raise _missing(path, table, skipped)
    return replace(_load_tables(mapped, findings, profile, extraction), key_id=guard.key_id)


def _missing(path: Path, table: str, skipped: list[Finding]) -> InputError:
    """Return why a table that cannot be done without is not there: no file, or an empty one."""
    for found in skipped:
        if found.table == table and found.rule is RULES["BLAD-LEEG"]:
            where = f"{found.place.file}, blad {found.place.sheet}".removesuffix(", blad ")
            return InputError("IN-BLANCO", where=where, tabel=table)
    others = [found.place for found in skipped if found.rule is RULES["BLAD-ONBEKEND"]]
    names = [f"'{place.sheet or place.file}'" for place in others]
    more = f" en nog {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
    also = f" Van geen tabel is: {', '.join(names[:_SHOWN])}{more}." if names else ""
    return InputError("IN-VERPLICHT", where=str(path), tabel=table, ook=also)


def _read_all(path: Path, known: frozenset[str], guard: Guard) -> list[RawSheet]:
    """Read every sheet and keep personal data out, before anything else is said."""
    return [
        guard.let_in(sheet) for source in find_sources(path) for sheet in read_sheets(source, known)
    ]


def _unread(path: Path) -> list[Finding]:
    return [Finding(RULES["BLAD-ONBEKEND"], "", Place(file.name)) for file in unread_files(path)]


def _leave_out_sensitive(mapped: dict[str, list[MappedSheet]]) -> list[Finding]:
    found = []
    for table in sorted(SENSITIVE_TABLES & mapped.keys()):
        for part in mapped.pop(table):
            place = Place(part.sheet.file, part.sheet.sheet)
            found.append(Finding(RULES["TABEL-UIT"], table, place))
    return found


def _load_tables(
    mapped: dict[str, list[MappedSheet]],
    findings: list[Finding],
    profile: Profile,
    extraction: date | None,
) -> Loaded:
    tables: dict[str, pl.DataFrame] = {}
    columns: dict[str, frozenset[str]] = {}
    counts: list[RowCount] = []
    left_out: dict[str, pl.DataFrame] = {}
    letters: Letters = {}
    for table in (name for name in TABLES if name in mapped):
        # Each sheet is let go once it is typed: a large export is then not held twice.
        sheets = mapped.pop(table)
        columns[table] = frozenset(name for sheet in sheets for name in sheet.columns)
        findings += _no_rows(sheets)
        judged: list[tuple[RowCount, Verdict]] = []
        apart: list[pl.DataFrame] = []
        while sheets:
            sheet, taken_out = without_persons(sheets.pop(0))
            letters |= _letters(sheet)
            findings += taken_out
            verdict, rest, parsed = _judge(sheet)
            apart.append(rest)
            findings += _not_of_the_table(sheet)
            findings += _of_columns(sheet, parsed)
            judged.append((_count(sheet, verdict, parsed.decimals), verdict))
        if len(judged) > 1:
            judged = _told_apart(TABLES[table], judged)
        frame = pl.concat([verdict.frame for _, verdict in judged])
        order = pl.arg_sort_by(order_of(TABLES[table]), nulls_last=True)
        tables[table] = frame[frame.select(order).to_series()]  # quicker than to sort all columns
        left_out[table] = pl.concat(apart)
        for count, verdict in judged:
            counts.append(count)
            findings += verdict.findings
    found, poor = extraction_of(tables) or (None, True)
    given = extraction is not None
    export = Export(
        tables, columns, profile, extraction or found, given=given, firm=given or not poor
    )
    findings = with_letters([*findings, *check_tables(export)], letters)
    _refuse_share(counts, findings, profile.instellingen.max_geweigerd_pct)
    rows = {table: frame.get_column(ROW) for table, frame in tables.items()}
    bare = {table: frame.drop(PLACE) for table, frame in tables.items()}
    return Loaded(bare, columns, tuple(findings), tuple(counts), rows, left_out)


def _letters(mapped: MappedSheet) -> Letters:
    """Return which column of Excel every column of a table is."""
    sheet = mapped.sheet
    return {
        (sheet.file, sheet.sheet, mapped.table, name): sheet.letter(cells)
        for name, cells in mapped.columns.items()
    }


def _judge(mapped: MappedSheet) -> tuple[Verdict, pl.DataFrame, Parsed]:
    """Return the verdict on the rows of a table, those that do not count, and how it was read."""
    parsed = parse_table(mapped)
    verdict = validate_table(TABLES[mapped.table], parsed.frame, parsed.failures)
    if verdict.frame.height == parsed.frame.height:
        return verdict, parsed.frame.clear(), parsed
    kept = verdict.frame.get_column(ROW).implode()
    return verdict, parsed.frame.filter(~pl.col(ROW).is_in(kept)), parsed


def _told_apart(
    row_model: type[Row], judged: list[tuple[RowCount, Verdict]]
) -> list[tuple[RowCount, Verdict]]:
    """Refuse the rows of a sheet whose key another sheet of the same table has too."""
    verdicts = refuse_shared(row_model, [verdict for _, verdict in judged])
    return [
        (
            replace(
                count, loaded=now.frame.height, refused=count.refused + now.refused - was.refused
            ),
            now,
        )
        for (count, was), now in zip(judged, verdicts, strict=True)
    ]


def _refuse_double(mapped: MappedSheet, canonical: dict[str, MappedSheet]) -> None:
    if mapped.table in canonical:
        both = f"{canonical[mapped.table].sheet.origin.label} en {mapped.sheet.origin.label}"
        raise InputError("IN-DUBBEL", where=both, tabel=mapped.table)


def _no_rows(parts: list[MappedSheet]) -> list[Finding]:
    """A header without rows says that there was nothing, which is seldom what is meant."""
    table, sheet = parts[0].table, parts[0].sheet
    if any(part.sheet.read for part in parts) or table in REQUIRED_TABLES:
        return []
    return [Finding(RULES["TABEL-LEEG"], table, Place(sheet.file, sheet.sheet))]


def _not_of_the_table(mapped: MappedSheet) -> list[Finding]:
    """Name every row that is none of the table's; of another table only the first."""
    sheet = mapped.sheet
    others = [row for row, code in sheet.aside if code == OTHER_TABLE]
    told = [(row, "RIJ-BREEDTE", "") for row in sheet.too_wide]
    for row, code in sheet.aside:
        if code == STRAY_ROW:  # a finding for each of its cells
            told += [(row, code, letter) for at, letter in sheet.origin.strays if at == row]
        elif row not in others[1:]:
            told.append((row, code, ""))
    amount: dict[str, object] = {"aantal": len(others)}
    return [
        Finding(
            RULES[code], mapped.table,
            Place(sheet.file, sheet.sheet, row, "", letter),
            amount if code == OTHER_TABLE else {},
        )
        for row, code, letter in told
    ]  # fmt: skip


def _of_columns(mapped: MappedSheet, parsed: Parsed) -> list[Finding]:
    """Say what can only be said of all cells of a column together."""
    sheet = mapped.sheet
    return [
        Finding(
            RULES[remark.code], mapped.table,
            Place(sheet.file, sheet.sheet, None, remark.column),
            {"aantal": remark.amount, "rij": remark.row},
        )
        for remark in parsed.remarks
    ]  # fmt: skip


def _count(mapped: MappedSheet, verdict: Verdict, decimals: str) -> RowCount:
    """Return how the rows of a table were used; they must add up to what was read."""
    sheet = mapped.sheet
    shown = {",": "decimale komma", ".": "decimale punt", ",.": "decimale komma en punt"}
    notation = ", ".join(filter(None, (sheet.origin.notation, shown.get(decimals, ""))))
    count = RowCount(
        table=mapped.table, file=sheet.file, sheet=sheet.sheet, sha256=sheet.sha256,
        read=sheet.read, loaded=verdict.frame.height,
        refused=verdict.refused + len(sheet.too_wide),
        set_apart=verdict.set_apart + len(sheet.aside), notation=notation,
    )  # fmt: skip
    if count.read != count.loaded + count.refused + count.set_apart:
        raise InternalError("TELLING", where=sheet.origin.label, tabel=mapped.table)
    return count


def _refuse_share(counts: list[RowCount], findings: list[Finding], limit: float) -> None:
    for count in counts:
        if count.refused * 100 > limit * count.read:
            raise RefusedShareError(count, limit, findings, counts)


def _percent(share: float) -> str:
    return f"{share:.1f}".replace(".", ",").removesuffix(",0")

"""Tables of statistics with a column per figure, as rows of the table `benchmark`.

Every figure becomes a sheet of its own, with the row numbers of the file, so that what cannot be
read is told with its place like any other cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from grip.errors import InputError
from grip.findings import RULES, Finding, Place
from grip.ingest.mapping import MappedSheet, policies
from grip.ingest.names import EDGE, fold
from grip.ingest.numbers import read_decimal
from grip.ingest.sheets import ROW, RawSheet
from grip.periods import MONTHS
from grip.schema import TABLES, columns_of
from grip.wide_tables import WideColumn, WideTable

TABLE = "benchmark"
_NUMBERED = re.compile(r"^(.+)_(\d+)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_FEWEST = 2  # figures by which a table is known
_MISSING = (".", "-", "x", "")
_PARTS = {"JJ": "", "KW": "-Q", "MM": "-"}
_STATES = {"*": "voorlopig", "**": "nader voorlopig"}


@dataclass
class Unfolded:
    """The figures of the tables that were known, and the sheets that were not."""

    mapped: list[MappedSheet] = field(default_factory=list)
    rest: list[RawSheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def headers_of_wide(tables: Iterable[WideTable]) -> frozenset[str]:
    """Return the (folded) headers that the tables are known by."""
    return frozenset(fold(name) for table in tables for name in table.headers)


def unfold_sheets(sheets: Sequence[RawSheet], tables: Sequence[WideTable]) -> Unfolded:
    """Return the sheets that are a known table of statistics as sheets of `benchmark`.

    Raises:
        InputError: neither a column nor the name of the file says which period it is.
    """
    made = Unfolded()
    for sheet in sheets:
        table = next((one for one in tables if _matches(one, sheet)), None)
        if table is None:
            made.rest.append(sheet)
            continue
        sheet = sheet.settled()
        made.findings += policies(sheet, TABLE)
        if table.bewijs == "documentatie":
            place = Place(sheet.file, sheet.sheet)
            made.findings.append(Finding(RULES["BRON-DOCUMENTATIE"], "", place, {
                "naam": table.naam
            }))  # fmt: skip
        made.mapped += _figures(sheet, table)
    return made


def _matches(table: WideTable, sheet: RawSheet) -> bool:
    if sheet.origin.hidden or not sheet.header:
        return False
    places = _places(sheet.header)
    known = [one for one in table.kolom.values() if _place(one, places) is not None]
    return _first(table.gebied, places) is not None and len(known) >= _FEWEST


def _places(header: Sequence[str]) -> dict[str, list[str]]:
    """Return the columns of every header without the number behind it, in order."""
    found: dict[str, list[str]] = {}
    for number, name in enumerate(header):
        bare = _NUMBERED.match(name.strip(EDGE))
        found.setdefault(fold(bare[1] if bare else name), []).append(f"c{number}")
    return found


def _first(names: Iterable[str], places: Mapping[str, list[str]]) -> str | None:
    return next((places[fold(name)][0] for name in names if fold(name) in places), None)


def _place(column: WideColumn, places: Mapping[str, list[str]]) -> str | None:
    for name in column.kop:
        same = places.get(fold(name), [])
        if len(same) >= column.nummer:
            return same[column.nummer - 1]
    return None


def _figures(sheet: RawSheet, table: WideTable) -> Iterator[MappedSheet]:
    """Yield a sheet per figure; the first lists the rows of which nothing is taken."""
    places = _places(sheet.header)
    cells = {
        name: place
        for name, column in table.kolom.items()
        if (place := _place(column, places)) is not None
    }
    rows = _described(sheet, table, places)
    kept = rows.filter(pl.col("gebied_soort").is_not_null() & pl.col("_na").is_not_null())
    gone = rows.join(kept.select(ROW), on=ROW, how="anti").get_column(ROW).to_list()
    aside = (*sheet.aside, *((row, "RIJ-BRON") for row in gone))
    too_wide = sheet.too_wide
    texts = {name: kept.get_column(place) for name, place in cells.items()}
    for name in cells:
        frame = _one(name, table, kept, texts)
        names = tuple(n for n in columns_of(TABLES[TABLE]))
        columns = {column: f"c{number}" for number, column in enumerate(names)}
        renamed = frame.select(*names, ROW).rename(columns)
        long = RawSheet(sheet.origin, names, renamed, too_wide, tuple(sorted(aside)))
        aside, too_wide = (), ()
        yield MappedSheet(TABLE, long, columns)


def _described(sheet: RawSheet, table: WideTable, places: Mapping[str, list[str]]) -> pl.DataFrame:
    """Add to every row its area, the kind of it, its period, and what comes behind the names."""
    area = pl.col(_first(table.gebied, places) or "").str.strip_chars(EDGE)
    kind = pl.coalesce(
        *(
            pl.when(area.str.starts_with(begin)).then(pl.lit(word))
            for begin, word in table.gebied_soort.items()
        ),
        pl.lit(None, pl.String),
    )
    split = _first(table.splitsing, places)
    behind = (
        pl.lit("")
        if split is None
        else pl.col(split).str.strip_chars(EDGE).replace_strict(
            table.splitsingen, default=None, return_dtype=pl.String
        )
    )  # fmt: skip
    return sheet.frame.with_columns(
        _period(sheet, table, places), gebied=area, gebied_soort=kind, _na=behind
    )


def _period(
    sheet: RawSheet, table: WideTable, places: Mapping[str, list[str]]
) -> list[pl.Series] | list[pl.Expr]:
    place = _first(table.periode, places)
    if place is not None:
        said = [read_period(text or "") for text in sheet.frame.get_column(place)]
        return [
            pl.Series("periode", [period for period, _ in said], pl.String),
            pl.Series("status", [state for _, state in said], pl.String),
        ]
    name = sheet.file.upper()
    told = next((p for part, p in table.periode_in_naam.items() if part.upper() in name), None)
    year = _YEAR.search(name)
    if told is None and year is None:
        raise InputError(
            "IN-KOLOM", where=sheet.origin.label, tabel=TABLE, kolom="periode",
            suggestie=" Zet het jaar of het nummer van de tabel in de naam van het bestand.",
        )  # fmt: skip
    period = told or (year[1] if year else "")
    return [pl.lit(period).alias("periode"), pl.lit("definitief").alias("status")]


def read_period(text: str) -> tuple[str | None, str]:
    """Return a period of StatLine (`2016JJ00`, `2016 maart*`) as grip writes it, and its status."""
    bare = text.strip(EDGE)
    stars = re.search(r"\*+$", bare)
    state = _STATES.get(stars[0], "voorlopig") if stars else "definitief"
    bare = bare.rstrip("*").strip(EDGE)
    if code := re.fullmatch(r"(\d{4})(JJ|KW|MM)(\d\d)", bare):
        year, part, number = code.groups()
        behind = "" if part == "JJ" else number if part == "MM" else str(int(number))
        return f"{year}{_PARTS[part]}{behind}", state
    if word := re.fullmatch(r"(\d{4}) (\d)e kwartaal", bare):
        return f"{word[1]}-Q{word[2]}", state
    if (word := re.fullmatch(r"(\d{4}) (\w+)", bare)) and word[2].lower() in MONTHS:
        return f"{word[1]}-{MONTHS.index(word[2].lower()) + 1:02d}", state
    return (bare or None), state


def _one(
    name: str, table: WideTable, rows: pl.DataFrame, texts: Mapping[str, pl.Series]
) -> pl.DataFrame:
    """Return one figure as rows of `benchmark`, every cell still text."""
    told = table.kolom[name]
    empty = pl.Series([None] * rows.height, dtype=pl.String)
    parts = [texts[other] for other in told.noemer if other in texts]
    whole = _sum(parts) if parts and len(parts) == len(told.noemer) else empty
    wanted = pl.lit(True) if told.splitsing is None else pl.col("_na") == told.splitsing
    return rows.with_columns(_hoort=wanted).select(
        "periode", "gebied_soort", "gebied", "status", "_hoort", ROW,
        bron=pl.lit(table.bron),
        indicator=pl.lit(name) + pl.col("_na"),
        waarde=_present(texts[name]),
        teller=_present(texts.get(told.teller, empty)),
        noemer=whole,
        noemer_soort=pl.lit(told.noemer_soort or None, pl.String),
    ).filter("_hoort")  # fmt: skip


def _present(cells: pl.Series) -> pl.Series:
    """Return cells without the signs by which StatLine says that there is nothing."""
    bare = pl.col("cel").str.strip_chars(EDGE)
    return cells.alias("cel").to_frame().select(
        pl.when(~bare.is_in(_MISSING)).then(bare)
    ).to_series()  # fmt: skip


def _sum(parts: Sequence[pl.Series]) -> pl.Series:
    """Return the sum of columns as text, empty where one of them is."""
    numbers = [read_decimal(_present(part)).rename(f"n{n}") for n, part in enumerate(parts)]
    total = pl.sum_horizontal(pl.all(), ignore_nulls=False)
    return pl.DataFrame(numbers).select(total.cast(pl.String)).to_series()

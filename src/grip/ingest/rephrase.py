"""The rows of one part of a supplier's sheet, every cell in the notation of a canonical table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from grip.findings import RULES, Finding, Place
from grip.ingest.dates import read_date, read_month
from grip.ingest.mapping import sheet_matches
from grip.ingest.names import EDGE, fold
from grip.ingest.numbers import read_int
from grip.ingest.parse import choice_key
from grip.ingest.rules.codes import shown_code
from grip.ingest.sheets import ROW, RawSheet
from grip.schema import TABLES, Column, columns_of
from grip.sources import SourceColumn, SourcePart

ORDER = "_volgorde"
_DAY = "_dag_"


@dataclass(frozen=True)
class Rephrased:
    """The rows by canonical column with `_rij`, those that were annulled, and what was found."""

    frame: pl.DataFrame
    annulled: tuple[int, ...]
    findings: tuple[Finding, ...]


def rephrase(sheet: RawSheet, part: SourcePart, found: Mapping[str, str]) -> Rephrased:
    """Return what the part says of the sheet; `found` gives the column of each folded header."""
    raw = sheet.frame.filter(_belongs(part, found))
    taken = raw.select(
        *_values(sheet, part, found), *_order(part, found), _annulled(part, found), ROW
    )
    taken = _with_days(taken, part)
    gone = pl.col("_vervallen") | _ends_at_once(taken, part)
    annulled = taken.filter(gone).get_column(ROW)
    rows = taken.filter(~gone)
    known = columns_of(TABLES[part.tabel])
    findings: list[Finding] = []
    for name, told in part.kolom.items():
        if name in rows.columns:
            findings += _unmapped(rows, name, told, known[name], sheet, part)
    cells = [
        _cell(name, part.kolom[name], known[name], rows).alias(name)
        for name in rows.columns
        if name in known
    ]
    orders = [name for name in rows.columns if name.startswith(ORDER)]
    frame = rows.select(*cells, *orders, ROW)
    return Rephrased(frame, tuple(annulled.to_list()), tuple(findings))


# ---- which rows ---------------------------------------------------------------------------------


def _belongs(part: SourcePart, found: Mapping[str, str]) -> pl.Expr:
    tests = [_one_of(found, name, words) for name, words in part.alleen.items()]
    tests += [_filled(found, name) for name in part.gevuld]
    return pl.all_horizontal(pl.lit(True), *tests)


def _annulled(part: SourcePart, found: Mapping[str, str]) -> pl.Expr:
    tests = [_one_of(found, name, words) for name, words in part.vervallen.items()]
    return pl.any_horizontal(pl.lit(False), *tests).alias("_vervallen")


def _one_of(found: Mapping[str, str], name: str, words: Sequence[str]) -> pl.Expr:
    column = found.get(fold(name))
    if column is None:
        return pl.lit(False)
    return code_key(pl.col(column)).is_in(_keys(words)).fill_null(False)


def _filled(found: Mapping[str, str], name: str) -> pl.Expr:
    column = found.get(fold(name))
    return pl.lit(False) if column is None else _text(column).is_not_null()


def _ends_at_once(rows: pl.DataFrame, part: SourcePart) -> pl.Expr:
    """A benefit that ends on its first day was annulled, in words of the source."""
    model = TABLES[part.tabel]
    end = part.kolom.get(model.end or "")
    shifted = end is not None and end.betekenis == "eerste dag zonder"
    asked = part.vervallen_als_gelijk or (shifted and part.tabel == "uitkeringen")
    days = [f"{_DAY}{name}" for name in (model.begin, model.end)]
    if not asked or not set(days) <= set(rows.columns):
        return pl.lit(False)
    return (pl.col(days[0]) == pl.col(days[1])).fill_null(False)


# ---- which values -------------------------------------------------------------------------------


def _values(sheet: RawSheet, part: SourcePart, found: Mapping[str, str]) -> Iterator[pl.Expr]:
    for name, told in part.kolom.items():
        value = _value(told, sheet, found)
        if value is not None:
            yield value.alias(name)


def _value(told: SourceColumn, sheet: RawSheet, found: Mapping[str, str]) -> pl.Expr | None:
    if told.vast is not None:
        return pl.lit(told.vast)
    if told.per_blad:
        fixed = (text for name, text in told.per_blad.items() if sheet_matches(sheet, name))
        return pl.lit(next(fixed, None), pl.String)
    if told.samen:
        if not all(fold(name) in found for name in told.samen):
            return None
        cells = [_text(found[fold(name)]) for name in told.samen]
        return pl.concat_str(cells, separator=told.scheiding)
    head = next((fold(name) for name in told.kop if fold(name) in found), None)
    return None if head is None else _text(found[head])


def _order(part: SourcePart, found: Mapping[str, str]) -> Iterator[pl.Expr]:
    """The columns that say which of several rows is the last; dates and months as they sort."""
    for number, name in enumerate(part.laatste_naar):
        if fold(name) in found:
            cell = _text(found[fold(name)])
            yield cell.map_batches(_sortable, pl.String).alias(f"{ORDER}{number}")


def _sortable(values: pl.Series) -> pl.Series:
    days, readable = read_date(values)
    if readable.sum() * 2 < len(values) - values.null_count():
        return values.str.zfill(20)
    return days.dt.strftime("%Y-%m-%d")


def _text(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars(EDGE)
    return pl.when(text != "").then(text)


def _with_days(rows: pl.DataFrame, part: SourcePart) -> pl.DataFrame:
    """Add the day of the date columns that something depends on."""
    model = TABLES[part.tabel]
    names = {told.datum for told in part.kolom.values() if told.datum}
    shifted = [n for n, told in part.kolom.items() if told.betekenis == "eerste dag zonder"]
    if shifted or part.vervallen_als_gelijk:
        names |= {*shifted, model.begin or "", model.end or ""}
    days = []
    for name in sorted(names & set(rows.columns)):
        texts = rows.get_column(name).unique().drop_nulls()
        value, _ = read_date(texts)
        known = pl.DataFrame([texts, value.rename(f"{_DAY}{name}")])
        days.append(rows.select(name).join(known, on=name, how="left", maintain_order="left"))
    return rows.with_columns(frame.to_series(1) for frame in days)


def _cell(name: str, told: SourceColumn, column: Column, rows: pl.DataFrame) -> pl.Expr:
    cell = pl.col(name)
    if told.betekenis == "eerste dag zonder":
        day = pl.col(f"{_DAY}{name}") - pl.duration(days=1)
        return pl.coalesce(day.dt.strftime("%Y-%m-%d"), cell)
    if told.maanddag is not None:
        return cell.map_batches(_first_days if told.maanddag == "eerste" else _last_days, pl.String)
    if told.eenheid == "cent":
        return cell.map_batches(_euros, pl.String)
    if not _is_translated(told, column):
        return cell
    meaning = _meaning(cell, told)
    return meaning if column.width else pl.coalesce(meaning, cell)


def _first_days(months: pl.Series) -> pl.Series:
    """Return the first day of each month; what is no month stays as it is."""
    text = pl.DataFrame([read_month(months).rename("maand"), months.rename("tekst")])
    return text.select(pl.coalesce(pl.col("maand") + "-01", "tekst")).to_series()


def _last_days(months: pl.Series) -> pl.Series:
    first = _first_days(months)
    last = first.str.to_date("%Y-%m-%d", strict=False).dt.month_end().dt.strftime("%Y-%m-%d")
    return pl.DataFrame([last.rename("dag"), first.rename("tekst")]).select(
        pl.coalesce("dag", "tekst")
    ).to_series()  # fmt: skip


def _euros(cents: pl.Series) -> pl.Series:
    """Return whole cents as euros; what is no whole number must not be taken for euros later."""
    whole = read_int(cents).rename("cent")
    amount = pl.col("cent").abs()
    sign = pl.when(pl.col("cent") < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    text = pl.concat_str(
        sign, (amount // 100).cast(pl.String), pl.lit("."),
        (amount % 100).cast(pl.String).str.zfill(2),
    )  # fmt: skip
    other = pl.concat_str(pl.lit("? "), pl.col("tekst"))
    return pl.DataFrame([whole, cents.rename("tekst")]).select(
        pl.coalesce(text, other).alias(cents.name)
    ).to_series()  # fmt: skip


# ---- codes --------------------------------------------------------------------------------------


def code_key(cell: pl.Expr) -> pl.Expr:
    """Return a code without case, accents, spaces, dashes and leading zeros: `01` is `1`."""
    return choice_key(cell).str.replace_all("[–—]", "").str.replace(r"^0+(\d)", "$1")


def _keys(words: Sequence[str]) -> list[str]:
    text = pl.Series("code", list(words), pl.String)
    return text.to_frame().select(code_key(pl.col("code"))).to_series().to_list()


def _is_translated(told: SourceColumn, column: Column) -> bool:
    """Whether only the listed codes count: of local reasons no code speaks for itself."""
    return told.lists_codes or (
        bool(column.width) and bool(told.headers) and told.stelsel == "lokaal"
    )


def _meaning(cell: pl.Expr, told: SourceColumn) -> pl.Expr:
    """Return what each code means, null where the source does not say."""
    key = code_key(cell)
    always = {**{code: code for code in told.gelijk}, **told.codes}
    found = [_dated(key, told)] if told.tijdelijk else []
    found.append(
        key.replace_strict(_keys(list(always)), list(always.values()), default=None)
        if always
        else pl.lit(None, pl.String)
    )
    return pl.coalesce(found)


def _dated(key: pl.Expr, told: SourceColumn) -> pl.Expr:
    day = pl.col(f"{_DAY}{told.datum}") if told.datum else pl.lit(None, pl.Date)
    meanings = []
    for dated in told.tijdelijk:
        tests = [key == _keys([dated.code])[0]]
        if dated.vanaf:
            tests.append(day >= dated.vanaf)
        if dated.tot:
            tests.append(day <= dated.tot)
        meanings.append(pl.when(pl.all_horizontal(tests)).then(pl.lit(dated.wordt)))
    return pl.coalesce(meanings)


def _unmapped(
    rows: pl.DataFrame,
    name: str,
    told: SourceColumn,
    column: Column,
    sheet: RawSheet,
    part: SourcePart,
) -> Iterator[Finding]:
    """Tell every code that the source does not explain, once, with its count and first row."""
    if not _is_translated(told, column):
        return
    cell = pl.col(name)
    unknown = rows.filter(cell.is_not_null() & _meaning(cell, told).is_null())
    if column.choices and not unknown.is_empty():
        unknown = unknown.filter(~choice_key(cell).is_in(_choices(column)))
    if unknown.is_empty():
        return
    shown = unknown.with_columns(shown_code(cell).alias("waarde"))
    counts = shown.group_by("waarde").agg(pl.col(ROW).min(), aantal=pl.len()).sort("waarde")
    for code, row, amount in counts.iter_rows():
        place = Place(sheet.file, sheet.sheet, row, name)
        head = " of ".join(told.headers)
        yield Finding(
            RULES["BRON-CODE"], part.tabel, place, {"waarde": code, "aantal": amount, "kop": head}
        )


def _choices(column: Column) -> list[str]:
    text = pl.Series("keus", column.choices, pl.String)
    return text.to_frame().select(choice_key(pl.col("keus"))).to_series().to_list()

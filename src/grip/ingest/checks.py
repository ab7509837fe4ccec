"""What only shows across rows and tables: warnings, all of them, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from grip.config import Profile, ReasonGroup
from grip.findings import RULES, Finding
from grip.ingest.parse import pattern_of
from grip.ingest.sheets import ROW
from grip.ingest.validate import places
from grip.schema import TABLES, columns_of

Tables = Mapping[str, pl.DataFrame]
_UNKNOWN_INFLOW = "99"
_SHORT_CODE, _MAX_CODE, _RECURS = 4, 20, 3
_STATES = ("categorieen", "arbeidsvermogen")
# The row of a benefit that counts comes first (rule 4 of the data contract).
_COUNTING_ORDER = ("uitkering_id", "ingangsdatum", "persoon_id")


def check_tables(tables: Tables, profile: Profile) -> list[Finding]:
    """Return the findings across rows and tables.

    Args:
        tables: validated tables, with the place columns `_bestand`, `_blad` and `_rij`.
        profile: the code lists and the ladder of the municipality.
    """
    return [
        *_unknown_codes(tables, profile),
        *_clients(tables),
        *_two_open(tables),
        *_missing_persons(tables),
        *_overlapping_states(tables),
    ]


def _unknown_codes(tables: Tables, profile: Profile) -> list[Finding]:
    """One finding per code that the profile does not know, with its count and first row."""
    known: dict[tuple[str, str], Collection[str]] = {
        ("uitkeringen", "reden_instroom"): {*_codes(profile.reden_instroom), _UNKNOWN_INFLOW},
        ("uitkeringen", "reden_uitstroom"): _codes(profile.reden_uitstroom),
        ("voorzieningen", "instrument"): profile.instrument,
    }
    if profile.ladder.bron == "categorieen":
        known["categorieen", "categorie"] = profile.ladder.posities
    found: list[Finding] = []
    for (table, column), codes in known.items():
        if table in tables:
            found.extend(_unknown_in(tables[table], table, column, codes))
    return found


def _codes(groups: Mapping[str, ReasonGroup]) -> set[str]:
    return {code for group in groups.values() for code in group.codes}


def _unknown_in(
    frame: pl.DataFrame, table: str, column: str, known: Collection[str]
) -> list[Finding]:
    code = pl.col(column)
    rows = frame.filter(code.is_not_null() & ~code.is_in(list(known)))
    # A code is short, or comes back. Of anything else (a name that was typed in the wrong column,
    # a number of a person) the shape is shown, not what it says.
    short, recurs = code.str.len_chars() <= _SHORT_CODE, pl.len().over(column) >= _RECURS
    no_code = ~(short | recurs) | (code.str.len_chars() > _MAX_CODE) | code.str.contains(r"\d{6}")
    shown = rows.with_columns(
        pl.when(no_code).then(pattern_of(code)).otherwise(code).alias("waarde")
    )
    count = pl.len().over("waarde").alias("aantal")
    first = shown.sort("waarde", ROW).with_columns(count).unique("waarde", keep="first")
    first = first.sort("waarde")
    return [
        Finding(RULES["CODE-ONBEKEND"], table, place, {"waarde": value, "aantal": amount})
        for place, value, amount in zip(
            places(first, column), first["waarde"], first["aantal"], strict=True
        )
    ]


def _listed(code: str, table: str, rows: pl.DataFrame, column: str) -> list[Finding]:
    return [Finding(RULES[code], table, place) for place in places(rows.sort(ROW), column)]


def _clients(tables: Tables) -> list[Finding]:
    """Every benefit has one client: list each client row too many, and benefits without one."""
    benefits = tables.get("uitkeringen")
    if benefits is None:
        return []
    clients = benefits.filter(pl.col("rol") == "client")
    none = benefits.join(clients, on="uitkering_id", how="anti")
    return [
        *_listed("UIT-DUBBELE-CLIENT", "uitkeringen", _all_but_first(clients), "rol"),
        *_listed("UIT-GEEN-CLIENT", "uitkeringen", _first(none), "rol"),
    ]


def _first(benefits: pl.DataFrame) -> pl.DataFrame:
    rows = benefits.sort(_COUNTING_ORDER)
    return rows.filter(pl.col("uitkering_id").is_first_distinct())


def _all_but_first(benefits: pl.DataFrame) -> pl.DataFrame:
    rows = _repeated(benefits, ["uitkering_id"]).sort(_COUNTING_ORDER)
    return rows.filter(~pl.col("uitkering_id").is_first_distinct())


def _repeated(frame: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Return the rows whose key stands in more than one row."""
    if frame.select(key).n_unique() == frame.height:
        return frame.clear()
    often = frame.group_by(key).len().filter(pl.col("len") > 1).select(key)
    return frame.join(often, on=key, how="semi")


def _two_open(tables: Tables) -> list[Finding]:
    """List each running benefit of a person beyond the first."""
    benefits = tables.get("uitkeringen")
    if benefits is None:
        return []
    running = _repeated(benefits.filter(pl.col("einddatum").is_null()), ["persoon_id"])
    rows = running.sort("persoon_id", "ingangsdatum", "uitkering_id")
    later = rows.filter(~pl.col("persoon_id").is_first_distinct())
    return _listed("UIT-TWEE-OPEN", "uitkeringen", later, "einddatum")


def _missing_persons(tables: Tables) -> list[Finding]:
    """List, per table, the first row of each person that the table of persons does not have.

    Only tables whose rows are always about a person: who reports at the gate may be new.
    """
    persons = tables.get("personen")
    if persons is None:
        return []
    found: list[Finding] = []
    for table, frame in tables.items():
        column = columns_of(TABLES[table]).get("persoon_id")
        if table == "personen" or column is None or not column.required:
            continue
        missing = frame.join(persons, on="persoon_id", how="anti").sort(ROW)
        rows = missing.filter(pl.col("persoon_id").is_first_distinct())
        found.extend(_listed("PERSOON-ONTBREEKT", table, rows, "persoon_id"))
    return found


def _overlapping_states(tables: Tables) -> list[Finding]:
    """List the states that another state of that person, from the same day, outlasts."""
    key = ["persoon_id", "begindatum"]
    found: list[Finding] = []
    for table in _STATES:
        if table not in tables:
            continue
        rows = _repeated(tables[table], key).with_columns(
            pl.col("einddatum").is_null().alias("open")
        )
        rows = rows.sort(
            *key, "open", "einddatum", ROW, descending=[False, False, True, True, False]
        )
        later = rows.filter(~pl.struct(key).is_first_distinct())
        found.extend(_listed("STAND-OVERLAP", table, later, "begindatum"))
    return found

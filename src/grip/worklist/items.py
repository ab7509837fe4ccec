"""The items of a worklist: findings and signals, each with its dossier and a lasting name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl

from grip.discipline.keepers import KEEPER, TEAM, with_keeper
from grip.discipline.signals import Moment, Signal, signals_of
from grip.findings import Finding, Severity
from grip.indicators.views.caseload import Caseload
from grip.results import UNKNOWN
from grip.schema import TABLES, columns_of

SIGNAL = "signaal"
_ROW = "_rij"
_MANY = 5  # rows named in a place
_IDS = ("uitkering_id", "persoon_id", "besluit_id", "voorziening_id", "melding_id")
_KEY_WORDS = (*_IDS, "maand", "datum", "soort")
_LISTED = {Severity.REFUSE, Severity.WARN}


class State(StrEnum):
    """Where an item stands."""

    NEW = "nieuw"
    OPEN = "open"
    ACCEPTED = "bekend en akkoord"
    SOLVED = "opgelost"


@dataclass(frozen=True)
class Given:
    """What somebody filled in beside an item, as it stands in the sheet; the day as jjjj-mm-dd."""

    agreed: str = ""
    reason: str = ""
    by: str = ""
    until: str = ""


@dataclass(frozen=True)
class Item:
    """One line of the worklist.

    Attributes:
        name: a lasting name: a hash of the code, the table, the column and the key of the record.
        code, kind: of the rule or signal; kind is its severity, or `signaal`.
        table: where it was found.
        benefit, person, record: numbers and pseudonyms by which the source system finds it.
        keeper, team: who keeps the record, `onbekend` where nothing says so.
        message, remedy: what there is and what to do.
        place: file, sheet, rows and column in the export.
        since: since when.
        state, note: where it stands, and what must be said about that.
        given: what somebody filled in.
        personal: it is about a dossier, and not about a file, a table or a code.
        passing: it is news, and never solved.
    """

    name: str
    code: str
    kind: str
    table: str
    message: str
    remedy: str
    place: str
    since: date
    benefit: str = ""
    person: str = ""
    record: str = ""
    keeper: str = UNKNOWN
    team: str = UNKNOWN
    state: State = State.NEW
    note: str = ""
    given: Given = field(default_factory=Given)
    personal: bool = True
    passing: bool = False


# What the fields are called in the memory, which is data.
_WORDS = {
    "name": "kenmerk", "code": "code", "kind": "soort", "table": "tabel", "message": "melding",
    "remedy": "oplossing", "place": "plaats", "since": "sinds", "benefit": "uitkering_id",
    "person": "persoon_id", "record": "nummer", "keeper": "consulent", "team": "team",
    "state": "status", "note": "let_op", "given": "ingevuld", "personal": "over_dossier",
    "passing": "nieuws",
}  # fmt: skip
_WORDS_GIVEN = {"agreed": "akkoord", "reason": "reden", "by": "door", "until": "tot"}


def given_as_dict(given: Given) -> dict[str, str]:
    """Return what was filled in, for the memory."""
    return {word: getattr(given, name) for name, word in _WORDS_GIVEN.items()}


def given_from_dict(content: Mapping[str, str]) -> Given:
    """Return what was filled in, from the memory."""
    return Given(**{name: str(content[word]) for name, word in _WORDS_GIVEN.items()})


def as_dict(item: Item) -> dict[str, Any]:
    """Return an item for the memory; the day as text."""
    known = {word: getattr(item, name) for name, word in _WORDS.items()}
    known |= {"sinds": item.since.isoformat(), "status": str(item.state)}
    return known | {"ingevuld": given_as_dict(item.given)}


def from_dict(content: Mapping[str, Any]) -> Item:
    """Return the item in the memory.

    Raises:
        KeyError, TypeError, ValueError: the memory is not what `as_dict` wrote.
    """
    known = {name: content[word] for name, word in _WORDS.items()}
    known["since"] = date.fromisoformat(known["since"])
    known["state"] = State(known["state"])
    known["given"] = given_from_dict(known["given"])
    return Item(**known)


def items_of(
    at: Moment, findings: Iterable[Finding], left_out: Mapping[str, pl.DataFrame],
    places: Mapping[str, tuple[str, str]],
) -> list[Item]:  # fmt: skip
    """Return the items of today, each once, without what the memory knows of them.

    Args:
        at: the tables, and the day.
        findings: all findings of the run; what is only for information is no work.
        left_out: the rows that were refused or set apart, by table.
        places: file and sheet of every table.
    """
    signalled = [(s, _of_signal(at, s, rows, places)) for s, rows in signals_of(at)]
    said = {
        (signal.instead_of, item.person)
        for signal, items in signalled
        if signal.instead_of
        for item in items
    }
    found = _of_findings(at, [f for f in findings if f.rule.severity in _LISTED], left_out)
    kept = [item for item in found if (item.code, item.person) not in said]
    return _once([*(item for _, items in signalled for item in items), *kept])


def _of_signal(
    at: Moment, signal: Signal, rows: pl.DataFrame, places: Mapping[str, tuple[str, str]]
) -> list[Item]:
    file, sheet = places.get(signal.table, ("", ""))
    owned = _owned(at.caseload, at.table(signal.table), rows.get_column(_ROW).drop_nulls())
    items = []
    for row, person, benefit, key, day in rows.select(
        _ROW, "persoon_id", "uitkering_id", "sleutel", "dag"
    ).iter_rows():
        known = owned.get(row, {})
        items.append(
            Item(
                _name(signal.code, signal.table, "", key), signal.code, SIGNAL, signal.table,
                signal.message, signal.remedy, _place(file, sheet, [row], ""), day,
                benefit=benefit or "", person=person or "", record=known.get("record", ""),
                keeper=known.get(KEEPER, UNKNOWN), team=known.get(TEAM, UNKNOWN),
                passing=signal.passing,
            )
        )  # fmt: skip
    return items


def _of_findings(
    at: Moment, findings: Sequence[Finding], left_out: Mapping[str, pl.DataFrame]
) -> list[Item]:
    """Return an item per finding; several findings with one name are one item."""
    known = {
        table: _rows_with_findings(at, table, findings, left_out)
        for table in {f.table for f in findings if f.table in TABLES}
    }
    together: dict[str, tuple[Finding, dict[str, str], list[int | None]]] = {}
    for found in findings:
        row = found.place.row
        about_code = "waarde" in found.names
        record = {} if row is None or about_code else known.get(found.table, {}).get(row, {})
        key = record.get("key") or _key_of_names(found)
        name = _name(found.rule.code, found.table or found.place.file, found.place.column, key)
        together.setdefault(name, (found, record, []))[2].append(row)
    return [
        _item(name, found, record, sorted(row for row in rows if row is not None), at.day)
        for name, (found, record, rows) in together.items()
    ]


def _item(name: str, found: Finding, record: Mapping[str, str], rows: list[int], day: date) -> Item:
    place = found.place
    return Item(
        name, found.rule.code, str(found.rule.severity), found.table, found.message, found.remedy,
        _place(place.file, place.sheet, rows, place.column), day,
        benefit=record.get("uitkering_id", ""), person=record.get("persoon_id", ""),
        record=record.get("record", ""), keeper=record.get(KEEPER, UNKNOWN),
        team=record.get(TEAM, UNKNOWN), personal=bool(record),
    )  # fmt: skip


def _rows_with_findings(
    at: Moment, table: str, findings: Iterable[Finding], left_out: Mapping[str, pl.DataFrame]
) -> dict[int, dict[str, str]]:
    rows = {f.place.row for f in findings if f.table == table and f.place.row is not None}
    wanted = pl.Series(_ROW, sorted(rows), dtype=pl.Int64)
    names = [*columns_of(TABLES[table]), _ROW]
    parts = [at.table(table).select(names)]
    if table in left_out and not left_out[table].is_empty():
        parts.append(left_out[table].select(names))
    return _owned(at.caseload, pl.concat(parts, how="vertical_relaxed"), wanted)


def _owned(caseload: Caseload, rows: pl.DataFrame, wanted: pl.Series) -> dict[int, dict[str, str]]:
    """Return who keeps these rows, and by which numbers they are known, by row of the export."""
    some = rows.filter(pl.col(_ROW).is_in(wanted.cast(pl.Int64).implode()))
    table = next((n for n, m in TABLES.items() if set(columns_of(m)) <= set(rows.columns)), "")
    found = {}
    for row in with_keeper(caseload, some).iter_rows(named=True):
        ids = {name: str(row[name]) for name in _IDS if row.get(name) is not None}
        own = TABLES[table].key[0] if table and TABLES[table].key else ""
        record = f"{own} {ids[own]}" if own in ids and own not in _IDS[:2] else ""
        found[row[_ROW]] = {
            **ids,
            KEEPER: row[KEEPER],
            TEAM: row[TEAM],
            "key": _key(row, table),
            "record": record,
        }
    return found


def _key(row: Mapping[str, Any], table: str) -> str:
    """Return what tells a record apart: its key, or else its person, day and kind."""
    model = TABLES.get(table)
    names = (model.key if model else ()) or (
        *_KEY_WORDS, *([model.begin] if model and model.begin else [])
    )  # fmt: skip
    values = [str(row[name]) for name in names if row.get(name) is not None]
    return "|".join(values)


def _key_of_names(found: Finding) -> str:
    """Return what tells findings about a table apart: a code, a month or a year, not a count."""
    return "|".join(f"{k}={v}" for k, v in sorted(found.names.items())
                    if k in ("waarde", "maand", "jaar"))  # fmt: skip


def _name(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _place(file: str, sheet: str, rows: Sequence[int | None], column: str) -> str:
    numbers = [str(row) for row in rows if row is not None]
    shown = ", ".join(numbers[:_MANY])
    more = f" en nog {len(numbers) - _MANY}" if len(numbers) > _MANY else ""
    parts = (
        file,
        f"blad {sheet}" if sheet else "",
        f"{'rij' if len(numbers) == 1 else 'rijen'} {shown}{more}" if numbers else "",
        f"kolom {column}" if column else "",
    )
    return ", ".join(filter(None, parts))


def _once(items: Iterable[Item]) -> list[Item]:
    """Return each item once, in a fixed order."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.name, item)
    return [first[name] for name in sorted(first)]

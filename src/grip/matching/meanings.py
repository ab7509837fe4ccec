"""What the values of a matched column mean: its codes, its end dates, euros or cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from grip.config import Profile
from grip.ingest.dates import read_date
from grip.ingest.rules.codes import shown_code
from grip.ingest.schemes import other_scheme
from grip.ingest.sheets import ROW, RawSheet, blank
from grip.matching.propose import Match, Proposal, Sureness
from grip.matching.traits import keys
from grip.matching.words import CODES
from grip.schema import TABLES, Column, columns_of

FIRST_WITHOUT = "eerste dag zonder"
_SHOWN = 40  # codes that are listed of one column
_CHAIN, _CERTAIN = 5, 20
_READ_AS_BOOL = frozenset({"ja", "j", "true", "waar", "1", "nee", "n", "false", "onwaar", "0"})
_CENTS = 10_000


@dataclass(frozen=True)
class Meaning:
    """What a column needs beside its header.

    Attributes:
        codes: what a code of the export is called in grip.
        unknown: the codes that nobody explains, as they may be shown, with their count.
        settings: other keys of the column in the source profile.
        sureness: how sure the settings are.
    """

    codes: Mapping[str, str]
    unknown: tuple[tuple[str, int], ...] = ()
    settings: Mapping[str, str] | None = None
    sureness: Sureness = Sureness.SURE


def meaning_of(proposal: Proposal, match: Match, profile: Profile) -> Meaning:
    """Return what the values of a matched column mean."""
    column = columns_of(TABLES[proposal.table])[match.column]
    if match.column == TABLES[proposal.table].end:
        return _of_end(proposal, match)
    if column.kind == "bedrag":
        return _of_amount(proposal, match)
    words = _words(proposal.table, column, profile)
    if not words:
        return Meaning({})
    found = _translated(proposal.traits[match.cells].values, words)
    if column.width:
        return _of_reasons(proposal, match, column, words)
    same = {key for key, value in words.items() if key == keys([value])[0]}
    if column.kind == "ja/nee":
        same = set(_READ_AS_BOOL)
    codes = {code: told for code, told in found.items() if keys([code])[0] not in same or
             (not column.choices and column.kind == "tekst" and code != told)}  # fmt: skip
    return Meaning(codes, _unknown(proposal.sheet, match.cells, found))


def _words(table: str, column: Column, profile: Profile) -> dict[str, str]:
    """Return what may stand in a column, by the key that lists compare."""
    named: dict[str, str] = {}
    if column.kind == "ja/nee":
        named = CODES["ja/nee"] | {"ja": "ja", "nee": "nee"}
    elif column.choices:
        named = CODES.get(column.name, {}) | {word: word for word in column.choices}
    elif (table, column.name) == ("voorzieningen", "instrument"):
        named = {told.naam: id for id, told in profile.instrument.items()}
        named |= {id: id for id in profile.instrument}
    elif (table, column.name) == ("categorieen", "categorie"):
        named = {word: word for word in profile.ladder.posities}
    elif (table, column.name) == ("uitkeringen", "reden_instroom"):
        named = {c: c for group in profile.reden_instroom.values() for c in group.codes}
        named["99"] = "99"  # said to be unknown
    elif (table, column.name) == ("uitkeringen", "reden_uitstroom"):
        named = {c: c for group in profile.reden_uitstroom.values() for c in group.codes}
    elif column.width:
        return {"": ""}
    return dict(zip(keys(list(named)), named.values(), strict=True))


def _translated(values: Sequence[str], words: Mapping[str, str]) -> dict[str, str]:
    by_key = dict(zip(values, keys(values), strict=True))
    return {value: words[key] for value, key in by_key.items() if key in words}


def _of_reasons(
    proposal: Proposal, match: Match, column: Column, words: Mapping[str, str]
) -> Meaning:
    """Codes that are nearly all codes of CBS are taken for those; else none of them speaks."""
    values = proposal.traits[match.cells].values
    if set(words) == {""}:
        return Meaning({}, (), {"stelsel": "cbs"}, Sureness.LIKELY)
    found = [v for v in values if v.zfill(column.width) in words or v in words]
    if values and len(found) >= 0.8 * len(values):
        told = dict.fromkeys(found, "")
        unknown = _unknown(proposal.sheet, match.cells, told)
        return Meaning({}, unknown, {"stelsel": "cbs"}, Sureness.LIKELY)
    return Meaning({}, _unknown(proposal.sheet, match.cells, {}))


def _unknown(sheet: RawSheet, cells: str, known: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    text = sheet.frame.filter(~blank(cells)).select(pl.col(cells).str.strip_chars())
    left = text.filter(~pl.col(cells).is_in(list(known)))
    left = left.filter(~other_scheme(pl.col(cells)))  # set apart at load, whatever it is called
    shown = left.select(shown_code(pl.col(cells)).alias("code"))
    counts = shown.group_by("code").len().sort(["len", "code"], descending=[True, False])
    return tuple(counts.head(_SHOWN).rows())


def _of_amount(proposal: Proposal, match: Match) -> Meaning:
    """Whole numbers that are large for a month of one person may be cents."""
    traits = proposal.traits[match.cells]
    large = traits.high >= 10 * _CENTS and traits.whole == 1
    if proposal.table in ("inkomsten", "kosten") and large:
        return Meaning({}, (), {"eenheid": "cent"}, Sureness.UNSURE)
    return Meaning({})


def _of_end(proposal: Proposal, match: Match) -> Meaning:
    """Spells that start on the day that the one before ended show a first day without."""
    model = TABLES[proposal.table]
    places = {one.column: one.cells for one in proposal.matches}
    if model.begin not in places or "persoon_id" not in places:
        return Meaning({}, (), {}, Sureness.UNSURE)
    rows = proposal.sheet.frame.select(
        pl.col(places["persoon_id"]).alias("wie"),
        _days(proposal.sheet, places[model.begin]).alias("van"),
        _days(proposal.sheet, match.cells).alias("tot"), ROW,
    )  # fmt: skip
    spells = rows.unique(["wie", "van", "tot"]).sort("wie", "van", "tot", nulls_last=True)
    before = pl.col("tot").shift(1).over("wie")
    gap = (pl.col("van") - before).dt.total_days()
    on_it, after = spells.select((gap == 0).sum(), b=(gap == 1).sum()).row(0)
    if on_it + after < _CHAIN:
        return Meaning({}, (), {}, Sureness.UNSURE)
    settings = {"betekenis": FIRST_WITHOUT} if on_it > after else {}
    certain = max(on_it, after) >= _CERTAIN and min(on_it, after) * 10 <= max(on_it, after)
    return Meaning({}, (), settings, Sureness.SURE if certain else Sureness.LIKELY)


def _days(sheet: RawSheet, cells: str) -> pl.Series:
    return read_date(sheet.frame.get_column(cells), open_end=True)[0]

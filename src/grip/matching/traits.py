"""What the values of a column show: dates, numbers, codes, ids, and how well they fit a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from grip.config import Profile
from grip.ingest.dates import read_date, read_month
from grip.ingest.names import EDGE
from grip.ingest.numbers import read_decimal
from grip.ingest.parse import choice_key
from grip.ingest.sheets import ROW, RawSheet
from grip.matching.words import CODES
from grip.schema import TABLES, Column

_MOST = 0.9
_FEW = 40  # different values up to which a column may hold codes
_IDS = 20  # different values from which a column may hold ids
_SHARED = 0.5
_SPELLED_OUT = 1.2  # every value is a word of the code list: that says more than most headers


@dataclass(frozen=True)
class Traits:
    """What a column of an export holds; shares are of the different values."""

    rows: int
    filled: float
    values: tuple[str, ...]
    unique: bool
    dates: float
    months: float
    numbers: float
    whole: float
    low: float
    high: float
    year: int
    length: float

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(self.values)


def traits_of(sheet: RawSheet) -> dict[str, Traits]:
    """Return the traits of every column of a sheet, by the column of its frame."""
    return {name: _traits(sheet.frame.get_column(name)) for name in sheet.frame.columns
            if name != ROW}  # fmt: skip


def _traits(column: pl.Series) -> Traits:
    text = column.to_frame("t").select(pl.col("t").str.strip_chars(EDGE)).to_series()
    text = text.filter((text != "").fill_null(False))
    values = text.unique().sort()
    amount = len(values)
    if not amount:
        return Traits(len(column), 0.0, (), False, 0, 0, 0, 0, 0, 0, 0, 0)
    days, readable = read_date(values, open_end=True)
    numbers = read_decimal(values)
    median = days.dt.year().median()
    return Traits(
        rows=len(column), filled=len(text) / len(column), values=tuple(values.to_list()),
        unique=amount == len(text), dates=_share(readable),
        months=_share(read_month(values).is_not_null() & ~readable),
        numbers=_share(numbers.is_not_null()),
        whole=_share(values.str.contains(r"^-?\d+(?:\.0+)?$")),
        low=_number(numbers.min()), high=_number(numbers.max()),
        year=int(_number(median)), length=_number(values.str.len_chars().mean()),
    )  # fmt: skip


def _share(true: pl.Series) -> float:
    return int(true.sum()) / len(true)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def person_values(every: Sequence[Traits]) -> frozenset[str]:
    """Return the values that most columns share: those are the ids of persons."""
    ids = [set(t.values) for t in every if t.distinct >= _IDS and t.dates < _MOST]
    shared = [
        sum(len(one & other) >= _SHARED * min(len(one), len(other)) for other in ids)
        for one in ids
    ]  # fmt: skip
    if not shared or max(shared) < 2:
        return frozenset()
    best = max(range(len(ids)), key=lambda n: (shared[n], len(ids[n])))
    return frozenset(ids[best])


@dataclass(frozen=True)
class Evidence:
    """What is known beside a column itself: the profile's lists and the ids of persons."""

    profile: Profile
    persons: frozenset[str]

    def score(self, traits: Traits, table: str, column: Column) -> float:
        """Return from 0 (cannot be) to 1 how well the values of a column fit, or a bit more."""
        if not traits.distinct:
            return 0.25
        if column.name.endswith("_id"):
            return self._id(traits, table, column)
        known = self._list(table, column.name)
        if known:
            inside = sum(value in known for value in _coded(traits, column.width)) / traits.distinct
            return 0.5 + 0.5 * inside if inside >= 0.5 else _codes(traits)
        if column.choices:
            if traits.distinct > 1 and set(keys(traits.values)) <= set(keys(column.choices)):
                return _SPELLED_OUT
            inside = _meant(traits, column.name, column.choices)
            return 0.6 + 0.4 * inside if inside >= 0.5 else 0.7 * _codes(traits)
        return _KINDS[column.kind](traits, column)

    def _id(self, traits: Traits, table: str, column: Column) -> float:
        if traits.dates >= _MOST and traits.whole < _MOST:
            return 0.0
        key = TABLES[table].key
        if key == (column.name,) and not traits.unique:
            return 0.1
        if not self.persons:
            return 0.5
        inside = sum(value in self.persons for value in traits.values) / traits.distinct
        return inside if column.name == "persoon_id" else 0.8 * (1 - inside)

    def _list(self, table: str, name: str) -> frozenset[str]:
        profile = self.profile
        reasons: Mapping[str, frozenset[str]] = {
            "reden_instroom": _codes_in(profile.reden_instroom),
            "reden_uitstroom": _codes_in(profile.reden_uitstroom),
            "instrument": frozenset(profile.instrument),
            "categorie": frozenset(profile.ladder.posities) if table == "categorieen" else
            frozenset(),
        }  # fmt: skip
        return reasons.get(name, frozenset())


def _codes_in(groups: Mapping[str, object]) -> frozenset[str]:
    return frozenset(code for group in groups.values() for code in getattr(group, "codes", ()))


def _coded(traits: Traits, width: int) -> list[str]:
    return [v.zfill(width) if v.isdigit() else v for v in traits.values]


def _codes(traits: Traits) -> float:
    return 0.3 if traits.distinct <= _FEW and traits.dates < _MOST else 0.0


def _meant(traits: Traits, name: str, choices: Sequence[str]) -> float:
    """Return the share of values that are choices, or known words for one."""
    if traits.distinct > _FEW:
        return 0.0
    known = {*keys(choices), *CODES.get(name, {})}
    return sum(key in known for key in keys(traits.values)) / traits.distinct


def keys(words: Sequence[str]) -> list[str]:
    """Return words as lists compare them: without case, accents and spaces."""
    text = pl.Series("w", list(words), pl.String).to_frame()
    return text.select(choice_key(pl.col("w"))).to_series().to_list()


def _date(traits: Traits, column: Column) -> float:
    if column.name == "geboortedatum":
        years = traits.whole >= _MOST and traits.low >= 1900 and traits.high <= 2020
        born = traits.dates >= _MOST and traits.year < 2004
        return 0.9 if born else 0.6 if years else 0.0
    if traits.dates < _MOST:
        return 0.0
    if traits.year < 1994:
        return 0.1
    if column.required:
        return 0.7 if traits.filled > 0.98 else 0.3
    return 0.6


def _month(traits: Traits, column: Column) -> float:
    return 0.9 if traits.months >= _MOST else 0.0


def _truth(traits: Traits, column: Column) -> float:
    if traits.distinct > 3:
        return 0.0
    inside = _meant(traits, "ja/nee", ("ja", "nee"))
    return 0.9 * inside if inside >= 0.5 else 0.2


def _money(traits: Traits, column: Column) -> float:
    if traits.numbers < _MOST or traits.dates >= _MOST:
        return 0.0
    return 0.7 if traits.high > 150 else 0.4


def _decimal(traits: Traits, column: Column) -> float:
    if traits.numbers < _MOST or _breaks(traits, column):
        return 0.0
    percent = column.name.endswith("pct")
    return 0.7 if traits.high <= (200 if percent else 1e9) else 0.1


def _whole(traits: Traits, column: Column) -> float:
    if traits.whole < _MOST or _breaks(traits, column):
        return 0.0
    return 0.8 if column.constraints else 0.5


def _breaks(traits: Traits, column: Column) -> bool:
    """Whether the numbers lie outside what the column may hold."""
    return any(
        getattr(mark, "ge", traits.low) > traits.low
        or getattr(mark, "le", traits.high) < traits.high
        for mark in column.constraints
    )


def _text(traits: Traits, column: Column) -> float:
    if column.width:
        short = traits.distinct <= _FEW and traits.length <= column.width
        return 0.6 if short else _codes(traits)
    if column.name == "tekst":
        return 0.9 if traits.length > 30 else 0.1
    if traits.dates >= _MOST and traits.length > 6:
        return 0.05
    return 0.4


_KINDS = {
    "datum": _date, "maand": _month, "ja/nee": _truth, "bedrag": _money, "decimaal": _decimal,
    "getal": _whole, "tekst": _text,
}  # fmt: skip

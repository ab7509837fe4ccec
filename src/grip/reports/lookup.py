"""What a chapter needs to write: the periods of the report, its words, and figures by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import polars as pl

from grip.config import Profile
from grip.disclosure import ProtectedResults
from grip.periods import Period, months_between, whole_months, years_between
from grip.reports import formats
from grip.reports.document import Cell, Mark
from grip.results import TOTAL, UNKNOWN, Kind, Status

_MARKS = {
    Status.HIDDEN.value: Mark.HIDDEN,
    Status.TOO_FEW.value: Mark.TOO_FEW,
    Status.NOT_COMPUTED.value: Mark.NOT_COMPUTED,
}
_YEARS, _MONTHS, _SERIES = 8, 24, 8
_LACKING, _SHOWN = Status.NOT_COMPUTED.value, Status.SHOWN.value
_SHARE = ("waarde", "ondergrens", "bovengrens")

Key = tuple[str, str]  # dimension, category
WHOLE: Key = (TOTAL, TOTAL)


@dataclass(frozen=True)
class Aim:
    """A norm for a figure: its value, and whether more or less than that is meant."""

    value: float
    at_least: bool = True


@dataclass(frozen=True)
class Scope:
    """The periods of a report: the one it is about, those beside it, and the series.

    Attributes:
        period: what the report is about.
        first: the day from which ends of benefits were registered.
        extraction: the day of the export.
        since: per indicator the day from which all that it needs was registered.
        step: how many months a period of the series has: more where a month may not be shown.
    """

    period: Period
    first: date
    extraction: date
    since: Mapping[str, date] = field(default_factory=dict, hash=False)
    step: int = 1

    @cached_property
    def to_date(self) -> Period:
        """The year so far: what breakdowns are about, since a single month says too little."""
        return self.period.to_date()

    @cached_property
    def view(self) -> tuple[Period, ...]:
        """The monthly view: the period, the year so far, both a year ago, the last 12 months."""
        asked = (
            self.period, self.period.shifted(-12), self.to_date, self.to_date.shifted(-12),
            self.period.last_twelve_months(),
        )  # fmt: skip
        return tuple(dict.fromkeys(asked))

    @cached_property
    def years(self) -> tuple[Period, ...]:
        """Up to eight calendar years, the last one as far as the period goes."""
        last = self.period.end.year
        whole = self.first.year if self.first.month == 1 else self.first.year + 1
        first = max(whole, last - _YEARS + 1)
        return (*years_between(first, last - 1), self.to_date)

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The last 24 whole months up to the end of the period."""
        months = [
            m for m in months_between(self.first, self.period.end) if m.end <= self.period.end
        ]
        return tuple(months[-_MONTHS:])

    @cached_property
    def series(self) -> tuple[Period, ...]:
        """The recent periods side by side: months, or whole quarters or more; the year so far where
        none is whole yet.
        """
        if self.step == 1:
            return self.months
        last = self.period.end
        starts = [
            Period.of_months(year, first, self.step)
            for year in range(last.year - _SERIES, last.year + 1)
            for first in range(1, 13, self.step)
        ]
        whole = [p for p in starts if p.begin >= self.first and p.end <= last]
        return tuple(whole[-_SERIES:]) or (self.to_date,)

    @cached_property
    def all(self) -> tuple[Period, ...]:
        """Every period of which the totals are needed, each once."""
        return tuple(dict.fromkeys((*self.view, *self.years, *self.series)))


class Lookup:
    """Figures by name, ready to be put in a cell."""

    def __init__(
        self,
        results: ProtectedResults,
        profile: Profile,
        scope: Scope,
        aims: Mapping[tuple[str, Key], Aim] | None = None,
    ) -> None:
        self.results = results
        self.profile = profile
        self.scope = scope
        self.aims = aims or {}

    @cached_property
    def _parts(self) -> dict[Any, pl.DataFrame]:
        return _together(self.results.frame, ("indicator", "dimensie"))

    @cached_property
    def _rows(self) -> dict[tuple[str, str], dict[Any, dict[str, dict[str, Any]]]]:
        return {}

    @cached_property
    def _categories(self) -> dict[tuple[str, str], list[str]]:
        return {}

    def row(
        self, indicator: str, period: Period, key: Key = WHOLE, variant: str = ""
    ) -> dict[str, Any] | None:
        """Return the row of the frame, or nothing where it was not computed at all."""
        place = indicator, key[0]
        if place not in self._rows:
            self._rows[place] = _by_name(self._parts.get(place))
        named = self._rows[place].get((period.begin, period.end, key[1]))
        if named is None or not variant:
            return named and named[""]
        wanted = _words(variant)
        able = [name for name in named if name and wanted <= _words(name)]
        # Of those with all that is wanted, the one with the least besides.
        return named[min(able, key=lambda name: name.count(";"))] if able else None

    def cell(
        self,
        indicator: str,
        period: Period,
        key: Key = WHOLE,
        column: str = "waarde",
        variant: str = "",
    ) -> Cell:
        """Return a figure, or the mark that stands for why there is none."""
        row = self.row(indicator, period, key, variant)
        if row is None or row["status"] == _LACKING:
            return Mark.NOT_COMPUTED
        if not self.kept(indicator, period):
            return Mark.NOT_KEPT
        value, mark = row[column], _MARKS.get(row["status"])
        if mark is Mark.HIDDEN or (mark is not None and value is None):
            return mark
        if value is None:
            return Mark.NOT_APPLICABLE
        if column in _SHARE and self.too_small(row):
            return Mark.TOO_FEW
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def share(self, indicator: str, period: Period, key: Key = WHOLE, variant: str = "") -> Cell:
        """Return a figure where its parts do not stand beside it: of few people it is `2 van 4`."""
        cell, row = self.cell(indicator, period, key, variant=variant), None
        if cell is Mark.TOO_FEW:
            row = self.row(indicator, period, key, variant)
        if row is None or not row["noemer"] or row["teller"] is None:
            return cell
        return f"{formats.count(row['teller'])} van {formats.count(row['noemer'])}"

    def too_small(self, row: Mapping[str, Any]) -> bool:
        """Tell whether a share is of so few that a percentage would say more than there is."""
        few = self.profile.instellingen.minimum_noemer
        return row["eenheid"] == "procent" and row["noemer"] is not None and row["noemer"] < few

    def anybody(self, indicator: str, key: Key, periods: Iterable[Period]) -> bool:
        """Tell whether a share is of anybody in any of the periods; hidden counts as somebody."""
        return any(self.cell(indicator, period, key, "noemer") != 0 for period in periods)

    def kept(self, indicator: str, period: Period) -> bool:
        """Tell whether what an indicator counts was registered in any part of a period.

        A table is kept from some day on; a zero before that day would be no count.
        """
        since = self.scope.since.get(indicator)
        return since is None or period.end >= since

    def compared(
        self, indicator: str, period: Period, key: Key = WHOLE, variant: str = ""
    ) -> dict[str, Any] | None:
        """Return the row of a figure that was compared with the year before, nothing if not."""
        row = self.row(indicator, period, key, variant)
        there = row is not None and row["status"] == _SHOWN and bool(row["oordeel"])
        return row if there and self.kept(indicator, period.shifted(-12)) else None

    def aim(self, indicator: str, key: Key = WHOLE) -> Aim | None:
        """Return the norm for a figure, if it has one."""
        return self.aims.get((indicator, key))

    def computed(self, indicator: str) -> bool:
        """Tell whether an indicator could be computed at all."""
        row = self.row(indicator, self.scope.period)
        return row is not None and row["status"] != _LACKING

    def categories(self, indicator: str, dimension: str) -> list[str]:
        """Return the categories of a dimension, in order; none where it is not computed."""
        place = indicator, dimension
        if place not in self._categories:
            part = self._parts.get(place)
            rows = () if part is None else part.select("categorie", "status").iter_rows()
            known = dict.fromkeys(name for name, how in rows if how != _LACKING)
            self._categories[place] = sorted(known, key=lambda category: category == UNKNOWN)
        return list(self._categories[place])

    def provisional(self, periods: Iterable[Period]) -> int:
        """Return how many of the last periods can still change."""
        marks = [self.is_provisional(period) for period in periods]
        return sum(marks)

    def is_provisional(self, period: Period) -> bool:
        """Tell whether figures of a period can still change by late registration."""
        row = self.row("stand_eind", period)
        return row is not None and row["soort"] == Kind.PROVISIONAL.value

    def standing(self, period: Period) -> str:
        """Return in a word whether figures of a period can still change."""
        return Kind.PROVISIONAL.value if self.is_provisional(period) else "definitief"

    def label(self, period: Period) -> str:
        """Return a short name of a period, with the sign for provisional."""
        return f"{short(period)} [v]" if self.is_provisional(period) else short(period)

    def header(self, period: Period) -> str:
        """Return a column header that says which period it is, whatever the report is about."""
        text = short(period)
        if text == period.slug:  # a whole year: said only beside parts of years
            text = text if self.scope.period.slug.isdigit() else f"heel {text}"
        elif period == self.scope.period.last_twelve_months():
            text = f"12 maanden: {text}"
        return f"{text} [v]" if self.is_provisional(period) else text


def _together(frame: pl.DataFrame, keys: tuple[str, ...]) -> dict[Any, pl.DataFrame]:
    """Return the rows of each key as slices of one sorted frame: far cheaper than partitions."""
    ordered = frame.sort(keys, maintain_order=True)
    runs = ordered.select(*keys, start=pl.int_range(pl.len())).group_by(
        keys, maintain_order=True
    ).agg(pl.col("start").first(), pl.len())  # fmt: skip
    return {tuple(key): ordered.slice(start, length) for *key, start, length in runs.iter_rows()}


def _by_name(part: pl.DataFrame | None) -> dict[Any, dict[str, dict[str, Any]]]:
    """Return rows by period and category, then by definition; the first of all by no name too."""
    found: dict[Any, dict[str, dict[str, Any]]] = {}
    for row in part.iter_rows(named=True) if part is not None else ():
        at = row["periode_begin"], row["periode_eind"], row["categorie"]
        named = found.setdefault(at, {"": row})
        named[str(row["definitie"])] = row
    return found


@lru_cache(maxsize=1024)
def _words(name: str) -> frozenset[str]:
    return frozenset(name.split(";"))


@lru_cache(maxsize=1024)
def short(period: Period) -> str:
    """Return a period as a short header: `2021`, `dec 2021`, `jan t/m jun 2021`."""
    if not whole_months(period):
        return f"{formats.day_short(period.begin)} t/m {formats.day_short(period.end)}"
    first = formats.month_label(period.begin, short=True)
    last = formats.month_label(period.end, short=True)
    if period.slug == f"{period.begin.year}":
        return period.slug
    if first == last:
        return last
    if period.begin.year == period.end.year:
        return f"{first[:3]} t/m {last}"
    return f"{first} t/m {last}"


def whole_numbers(cells: Sequence[Cell]) -> list[float | None]:
    """Return the numbers among cells; a mark becomes a gap, never a zero."""
    return [float(cell) if formats.is_number(cell) else None for cell in cells]  # type: ignore[arg-type]

"""What a chapter needs to write: the periods of the report, its words, and figures by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from grip.config import Profile
from grip.disclosure import ProtectedResults
from grip.periods import Period, months_between, years_between
from grip.reports import formats
from grip.reports.document import Cell, Mark
from grip.results import TOTAL, UNKNOWN, Kind, Status

_MARKS = {
    Status.HIDDEN.value: Mark.HIDDEN,
    Status.TOO_FEW.value: Mark.TOO_FEW,
    Status.NOT_COMPUTED.value: Mark.NOT_COMPUTED,
}
_YEARS, _MONTHS = 8, 24
_REGISTERED_FROM = ("Poort", "Voorzieningen")  # themes whose tables begin on some day

Key = tuple[str, str]  # dimension, category
WHOLE: Key = (TOTAL, TOTAL)


@dataclass(frozen=True)
class Scope:
    """The periods of a report: the one it is about, those beside it, and the series."""

    period: Period
    first: date
    extraction: date

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
        first = max(self.first.year + 1, last - _YEARS + 1)
        return (*years_between(first, last - 1), self.to_date)

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The last 24 whole months up to the end of the period."""
        months = [
            m for m in months_between(self.first, self.period.end) if m.end <= self.period.end
        ]
        return tuple(months[-_MONTHS:])

    @cached_property
    def all(self) -> tuple[Period, ...]:
        """Every period of which the totals are needed, each once."""
        return tuple(dict.fromkeys((*self.view, *self.years, *self.months)))


class Lookup:
    """Figures by name, ready to be put in a cell."""

    def __init__(self, results: ProtectedResults, profile: Profile, scope: Scope) -> None:
        self.results = results
        self.profile = profile
        self.scope = scope

    @cached_property
    def _parts(self) -> dict[Any, pl.DataFrame]:
        return _together(self.results.frame, ("indicator", "dimensie"))

    @cached_property
    def _rows(self) -> dict[tuple[str, str], dict[Any, dict[str, Any]]]:
        return {}

    def row(
        self, indicator: str, period: Period, key: Key = WHOLE, variant: str = ""
    ) -> dict[str, Any] | None:
        """Return the row of the frame, or nothing where it was not computed at all."""
        place = indicator, key[0]
        if place not in self._rows:
            part = self._parts.get(place)
            found: dict[Any, dict[str, Any]] = {}
            for row in part.iter_rows(named=True) if part is not None else ():
                at = row["periode_begin"], row["periode_eind"], row["categorie"]
                found[(*at, row["definitie"])] = row
                found.setdefault((*at, ""), row)
            self._rows[place] = found
        at = period.begin, period.end, key[1]
        rows = self._rows[place]
        if not variant:
            return rows.get((*at, ""))
        named = (r for k, r in rows.items() if k[:3] == at and variant in str(k[3]).split(";"))
        return next(named, None)

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
        if row is None:
            return Mark.NOT_COMPUTED
        mark = _MARKS.get(row["status"])
        if mark is not None and (row[column] is None or mark is Mark.HIDDEN):
            return mark
        value = row[column]
        if value is None:
            return Mark.NOT_APPLICABLE
        if value == 0 and key == WHOLE and self._not_yet_kept(indicator, period):
            return Mark.UNKNOWN
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def _not_yet_kept(self, indicator: str, period: Period) -> bool:
        """Tell whether a period lies before the first one in which anything was registered.

        Benefits reach back for decades; the gate and the instruments were registered from some
        day on, and a zero before that day would be no count.
        """
        if self.results.cards[indicator].theme not in _REGISTERED_FROM:
            return False
        part = self._parts[indicator, TOTAL].filter(pl.col("teller") > 0)
        first = part.get_column("periode_begin").min()
        return isinstance(first, date) and period.end < first

    def computed(self, indicator: str) -> bool:
        """Tell whether an indicator could be computed at all."""
        row = self.row(indicator, self.scope.period)
        return row is not None and row["status"] != Status.NOT_COMPUTED.value

    def categories(self, indicator: str, dimension: str) -> list[str]:
        """Return the categories of a dimension, in order; none where it is not computed."""
        part = self._parts.get((indicator, dimension))
        if part is None:
            return []
        known = part.filter(pl.col("status") != Status.NOT_COMPUTED.value)
        found = known.get_column("categorie").unique(maintain_order=True).to_list()
        return sorted(found, key=lambda category: category == UNKNOWN)

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
        """Return a short column header for a period, with the sign for provisional."""
        if period == self.scope.period.last_twelve_months() and period.begin.month != 1:
            text = "laatste 12 maanden"
        else:
            text = short(period)
        return f"{text} [v]" if self.is_provisional(period) else text


def _together(frame: pl.DataFrame, keys: tuple[str, ...]) -> dict[Any, pl.DataFrame]:
    """Return the rows of each key as slices of one sorted frame: far cheaper than partitions."""
    ordered = frame.sort(keys, maintain_order=True)
    runs = ordered.select(*keys, start=pl.int_range(pl.len())).group_by(
        keys, maintain_order=True
    ).agg(pl.col("start").first(), pl.len())  # fmt: skip
    return {tuple(key): ordered.slice(start, length) for *key, start, length in runs.iter_rows()}


def short(period: Period) -> str:
    """Return a period as a short header: `2021`, `dec 2021`, `jan t/m jun 2021`."""
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

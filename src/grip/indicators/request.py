"""What is asked of the engine: periods, splits, and which categories an answer must show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

import polars as pl

from grip.errors import UsageError, suggestion
from grip.indicators.dimensions import TARGET_GROUP, Dimension, dimensions_of
from grip.indicators.model import END, EVE, PERIOD, WINDOW_END, WINDOW_EVE, Indicator
from grip.indicators.registered import kept_since
from grip.indicators.target_groups import groups_of
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.timelines import BEGINNING
from grip.periods import Period
from grip.results import TOTAL, UNKNOWN

Split = tuple[str, ...]
MOMENTS = (EVE, END, WINDOW_EVE, WINDOW_END)


@dataclass(frozen=True)
class Request:
    """A caseload, the periods to report and the splits to make.

    `per` is a sequence of splits of no, one or two dimension ids; `None` asks for the total and
    for every dimension and target group of each indicator. `extraction` is up to which day is
    known what happened; without it that is the end of each period.
    """

    caseload: Caseload
    periods: tuple[Period, ...]
    per: Sequence[Split] | None = None
    extraction: date | None = None

    @cached_property
    def dimensions(self) -> dict[str, Dimension]:
        return dimensions_of(self.caseload)

    @cached_property
    def calendar(self) -> pl.DataFrame:
        """One row per period: its number, its bounds `b` and `e`, and the moments to read at."""
        rows = [
            (i, p.begin, p.end, p.eve, p.end, window.eve, window.end)
            for i, p in enumerate(self.periods)
            for window in [p.cohort_window()]
        ]
        dates = dict.fromkeys(("b", "e", EVE, END, WINDOW_EVE, WINDOW_END), pl.Date)
        return pl.DataFrame(rows, schema={"periode": pl.Int32, **dates}, orient="row")

    @cached_property
    def windows(self) -> pl.DataFrame:
        """One row per period: the days from which rows are picked by a date, up to `e`."""
        known = pl.col("e") if self.extraction is None else pl.lit(self.extraction)
        return self.calendar.select(
            "periode", PERIOD, "e", extractie=known,
            jaarbegin=pl.col("e").dt.truncate("1y"), ooit=pl.lit(BEGINNING),
        )  # fmt: skip

    @cached_property
    def followed_until(self) -> pl.DataFrame:
        """One row per period: `dag`, up to which day of it is known what happened."""
        return self.windows.select("periode", dag=pl.min_horizontal("e", "extractie"))

    def kept_since(self, unit: str, day: date) -> date | None:
        """Return from which day ends of a unit were registered, for who is followed up to `day`.

        The extraction tells, else that day itself: never another period that is asked for too.
        """
        until = self.extraction or day
        if (unit, until) not in self._kept:
            self._kept[unit, until] = kept_since(self.caseload, unit, until)
        return self._kept[unit, until]

    @cached_property
    def _kept(self) -> dict[tuple[str, date], date | None]:
        return {}

    @cached_property
    def month_ends(self) -> pl.DataFrame:
        """One row per period and month end in it: `periode`, `datum`."""
        rows = [(i, end) for i, p in enumerate(self.periods) for end in p.month_ends()]
        return pl.DataFrame(rows, schema={"periode": pl.Int32, "datum": pl.Date}, orient="row")

    @cached_property
    def moments(self) -> pl.Series:
        """Every day on which a running count is read, each once, in order."""
        days = [self.calendar.get_column(name).rename("datum") for name in MOMENTS]
        return pl.concat([*days, self.month_ends.get_column("datum")]).unique().sort()

    def spells(self, unit: str) -> pl.DataFrame:
        """Return the spells of a unit that play a part between the first and the last moment.

        `gezien` is the day from which a spell is followed: its first day, or the first moment
        if it had begun before. What ended by then was in no stock that is asked about.
        """
        horizon, last = self.moments.first(), self.moments.last()
        spells = self.caseload.unit(unit).filter(
            pl.col("van") <= last, pl.col("tot").is_null() | (pl.col("tot") > horizon)
        )
        return spells.with_columns(gezien=pl.max_horizontal("van", pl.lit(horizon)))

    def happened(self, unit: str, windows: Collection[tuple[str, str]]) -> pl.DataFrame:
        """Return the rows of a unit with a date in one of the windows: (date, from which day)."""
        last = self.windows.get_column("e").max()
        inside = [
            pl.col(moment).is_between(self.windows.get_column(since).min(), last)
            for moment, since in sorted(windows)
        ]
        return self.caseload.unit(unit).filter(pl.any_horizontal(inside)).with_columns(gezien="van")

    def splits(self, indicator: Indicator) -> list[Split]:
        """Return the splits of an indicator that the export allows."""
        if self.per is None:
            able = [d for d in indicator.dimensions if self._usual(d) and not self.lacks(d)]
            return [(), *((dimension,) for dimension in able)]
        return [split for split in self.per if not any(self.lacks(d) for d in split)]

    def lacks(self, dimension: str) -> str:
        """Return what the export lacks for a dimension, in Dutch, or an empty text."""
        known = self.dimensions.get(dimension)
        return self.caseload.lacks(known.needs) if known else ""

    def absent(self, indicator: Indicator) -> Iterator[tuple[str, str]]:
        """Yield (dimension, what the export lacks for it) for splits that cannot be made."""
        usual = [d for d in indicator.dimensions if self._usual(d)]
        asked = usual if self.per is None else [d for split in self.per for d in split]
        for dimension in dict.fromkeys(asked):
            if reason := self.lacks(dimension):
                yield dimension, reason

    def refuse_unknown(self, indicator: Indicator) -> None:
        """Raise a UsageError where a split was asked that the indicator does not have.

        Nor can a numerator be split by two dimensions of its own at a time.
        """
        parts = getattr(indicator.formula, "parts", {})
        twice = ["|".join(s) for s in self.per or () if len(set(s) & set(parts)) > 1]
        asked = {d for split in self.per or () for d in split}
        for dimension in [*asked, *twice]:
            if dimension not in indicator.dimensions:
                raise UsageError(
                    "CLI-DIMENSIE", waarde=dimension, indicator=indicator.id,
                    keuzes=", ".join(indicator.dimensions),
                    suggestie=suggestion(dimension, list(indicator.dimensions)),
                )  # fmt: skip

    def closed(self, unit: str, splits: Sequence[Split]) -> dict[str, list[str]]:
        """Return the categories that the splits of a unit must show, by the name of the split."""
        return {
            "|".join(split) or TOTAL: [
                "|".join(parts) or TOTAL
                for parts in product(*(self._categories(unit, d) for d in split))
            ]
            for split in splits
        }

    def _categories(self, unit: str, dimension: str) -> list[str]:
        if dimension != TARGET_GROUP:
            return [*self.dimensions[dimension].closed(unit), UNKNOWN]
        return groups_of(self.caseload, unit)

    def _usual(self, dimension: str) -> bool:
        known = self.dimensions.get(dimension)
        return known is None or not known.on_request

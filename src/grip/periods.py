"""Periods of the calendar: a first day `begin`, a last day `end`, both included."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from grip.errors import UsageError

DAY = timedelta(days=1)
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_PART = {"H": 6, "Q": 3}


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days, from `begin` to `end`, both included."""

    begin: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.begin:
            raise UsageError("CLI-PERIODE")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2020`, `2020-H2`, `2020-Q4`, `2020-12` or `2020-01-01..2020-08-31`."""
        text = text.strip().upper()
        try:
            if match := re.fullmatch(r"(\d{4})", text):
                return cls.of_months(int(match[1]), 1, 12)
            if match := re.fullmatch(r"(\d{4})-([HQ])([1-4])", text):
                length = _PART[match[2]]
                return cls.of_months(int(match[1]), 1 + length * (int(match[3]) - 1), length)
            if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
                return cls.of_months(int(match[1]), int(match[2]), 1)
            if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", text):
                return cls(date.fromisoformat(match[1]), date.fromisoformat(match[2]))
        except ValueError:
            pass
        raise UsageError("CLI-PERIODE", where=text)

    @classmethod
    def of_months(cls, year: int, first: int, length: int) -> Period:
        """Return the `length` whole months that start with month `first` of `year`."""
        begin = date(year, first, 1)
        return cls(begin, shift_months(begin, length) - DAY)

    @classmethod
    def month_before(cls, day: date) -> Period:
        """Return the last full calendar month before `day`."""
        end = day.replace(day=1) - DAY
        return cls(end.replace(day=1), end)

    @property
    def eve(self) -> date:
        """The day before the period: the moment of its opening stock."""
        return self.begin - DAY

    @property
    def slug(self) -> str:
        """The shortest text that `parse` reads back, for file names."""
        months = whole_months(self)
        year, month = self.begin.year, self.begin.month
        if months == 12 and month == 1:
            return f"{year}"
        if months == 6 and month in (1, 7):
            return f"{year}-H{1 + month // 7}"
        if months == 3 and month % 3 == 1:
            return f"{year}-Q{1 + month // 3}"
        if months == 1:
            return f"{year}-{month:02d}"
        return f"{self.begin}..{self.end}"

    @property
    def label(self) -> str:
        """The period in Dutch words, as a reader would say it."""
        months = whole_months(self)
        year, month = self.begin.year, self.begin.month
        if months == 12 and month == 1:
            return f"{year}"
        if months == 1:
            return f"{MONTHS[month - 1]} {year}"
        if months == 6 and month in (1, 7):
            return f"{'eerste' if month == 1 else 'tweede'} halfjaar {year}"
        if months == 3 and month % 3 == 1:
            return f"{1 + month // 3}e kwartaal {year}"
        if months and self.end.year == year:
            return f"{MONTHS[month - 1]} t/m {MONTHS[self.end.month - 1]} {year}"
        if months:
            first, last = MONTHS[month - 1], MONTHS[self.end.month - 1]
            return f"{first} {year} t/m {last} {self.end.year}"
        return f"{say(self.begin)} t/m {say(self.end)}"

    @property
    def phrase(self) -> str:
        """The period as it stands in a sentence: `het eerste halfjaar van 2021`."""
        months, year, month = whole_months(self), self.begin.year, self.begin.month
        if months == 6 and month in (1, 7):
            return f"het {'eerste' if month == 1 else 'tweede'} halfjaar van {year}"
        if months == 3 and month % 3 == 1:
            return f"het {('eerste', 'tweede', 'derde', 'vierde')[month // 3]} kwartaal van {year}"
        return self.label

    def shifted(self, months: int) -> Period:
        """Return the same stretch, `months` later (earlier if negative); month ends stay so."""
        return Period(shift_months(self.begin, months), shift_keeping_month_end(self.end, months))

    def to_date(self) -> Period:
        """Return 1 January of the year of `end`, up to `end`."""
        return Period(date(self.end.year, 1, 1), self.end)

    def last_twelve_months(self) -> Period:
        """Return the twelve months that end with this period."""
        return Period(shift_keeping_month_end(self.end, -12) + DAY, self.end)

    def cohort_window(self) -> Period:
        """Return the twelve months that ended twelve months before `end`.

        Who started or left in it has been followed for a full year on `end`; month ends map
        to month ends, and `begin` plays no part.
        """
        last = shift_keeping_month_end(self.end, -12)
        return Period(shift_keeping_month_end(last, -12) + DAY, last)

    def month_ends(self) -> list[date]:
        """Return the month ends that lie in the period."""
        months = months_between(self.begin, self.end)
        return [month.end for month in months if month.end <= self.end]


def shift_months(day: date, months: int) -> date:
    """Return `day` moved by whole months; a day that does not exist becomes the month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shift_keeping_month_end(day: date, months: int) -> date:
    """Return `day` moved by whole months, where a month end stays a month end."""
    if (day + DAY).day == 1:
        return shift_months(day + DAY, months) - DAY
    return shift_months(day, months)


def whole_months(period: Period) -> int:
    """Return how many calendar months the period covers exactly, 0 when it does not."""
    if period.begin.day != 1 or (period.end + DAY).day != 1:
        return 0
    first, last = period.begin, period.end
    return (last.year - first.year) * 12 + last.month - first.month + 1


def months_between(first: date, last: date) -> Iterator[Period]:
    """Yield every calendar month from that of `first` to that of `last`."""
    month = Period.of_months(first.year, first.month, 1)
    while month.begin <= last:
        yield month
        month = Period.of_months((month.end + DAY).year, (month.end + DAY).month, 1)


def years_between(first: int, last: int) -> list[Period]:
    """Return the calendar years from `first` to `last`, both included."""
    return [Period.of_months(year, 1, 12) for year in range(first, last + 1)]


def say(day: date) -> str:
    """Return the day as Dutch text: `1 maart 2021`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

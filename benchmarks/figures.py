"""How long all figures take: every indicator, by every dimension, of 120 months.

    python benchmarks/figures.py [repeats]

The Dalfsen sample (at most 1 s, after start-up and reading) and 100,000 persons, which are that
sample so many times over, of the last month (at most 10 s; 120 months of so many take minutes).
What is estimated from all that is followed is not made
month by month in a report, and is timed apart, for one month. The fastest of the repeats counts,
since other work on the machine can only add to it; the work of the processors stands beside it.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from grip.indicators.catalogue import defaults  # noqa: E402
from grip.indicators.engine import compute  # noqa: E402
from grip.indicators.model import Indicator  # noqa: E402
from grip.indicators.views.caseload import Caseload  # noqa: E402
from grip.notebook import load  # noqa: E402
from grip.periods import Period, months_between  # noqa: E402

SAMPLE = ROOT / "data" / "sample" / "dalfsen"
EXTRACTION = date(2022, 1, 14)
MONTHS = tuple(months_between(date(2012, 1, 1), date(2021, 12, 31)))
MANY = 100_000
KEYS = ("persoon_id", "uitkering_id", "voorziening_id", "melding_id", "besluit_id", "toetsing_id")
SMALL_LIMIT, LARGE_LIMIT = 1.0, 10.0


def times_over(caseload: Caseload, persons: int) -> Caseload:
    """Return the caseload so often that it holds so many persons, each with keys of its own."""
    copies = -(-persons // len(caseload.table("personen")))
    numbers = pl.DataFrame({"_kopie": [f"-{number}" for number in range(copies)]})
    tables = {}
    for name, table in caseload.tables.items():
        own = [pl.col(key) + pl.col("_kopie") for key in KEYS if key in table.columns]
        many = table.join(numbers, how="cross").with_columns(own).drop("_kopie") if own else table
        tables[name] = many
    return Caseload(tables, caseload.profile, caseload.columns)


def seconds(
    caseload: Caseload, indicators: list[Indicator], periods: list[Period], repeats: int
) -> tuple[float, float, int]:
    """Return the fastest time and the least work in seconds, and how many figures were made."""
    fastest, least, made = float("inf"), float("inf"), 0
    for _ in range(repeats):
        fresh = Caseload(caseload.tables, caseload.profile, caseload.columns)
        start, before = time.perf_counter(), time.process_time()
        made = len(compute(fresh, indicators, periods, extraction=EXTRACTION).frame)
        fastest = min(fastest, time.perf_counter() - start)
        least = min(least, time.process_time() - before)
    return fastest, least, made


def main() -> int:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    small = load(SAMPLE, profile="dalfsen")
    large = times_over(small, MANY)
    usual = list(defaults(small.profile))
    monthly = [indicator for indicator in usual if indicator.in_series]
    once = [indicator for indicator in usual if not indicator.in_series]
    print(f"{len(monthly)} cijfers x alle dimensies")
    good = True
    for caseload, months, limit in (
        (small, MONTHS, SMALL_LIMIT), (large, MONTHS[-1:], LARGE_LIMIT),
    ):  # fmt: skip
        persons = len(caseload.table("personen"))
        took, work, made = seconds(caseload, monthly, list(months), repeats)
        rest, _, _ = seconds(caseload, once, [MONTHS[-1]], 1)
        good &= took <= limit
        print(
            f"{persons} personen, {len(months)} maanden: {took:.2f} s ({work:.2f} s werk) voor "
            f"{made} cijfers, "
            f"{took / limit:.1f} keer de grens van {limit:.0f} s; geschat, een maand: {rest:.2f} s"
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

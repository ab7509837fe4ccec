"""The control chart of single values (XmR): the limits of a series, and the rules that fire.

Every point has a moving range: its distance to the point before it. With m the mean of the points
of the baseline and r the mean of their moving ranges, the limits are m ± 2.66 r. The constant is
3 / d2, with d2 = 2 / √π = 1.128 the mean range of two independent normal values of spread 1, so
that the limits stand three times the short-term spread away from m. Shewhart (1931), Economic
Control of Quality of Manufactured Product; Wheeler and Chambers (1992), Understanding Statistical
Process Control, chapter 3. The rules on runs and trends are tests 2 and 3 of Nelson (1984), Journal
of Quality Technology 16:237-239, with a run of 8.

It holds for values that do not hang together from month to month: flows, not stocks. It knows no
seasons: a strong season widens the limits, since it is in the moving ranges.
"""

from __future__ import annotations

import polars as pl

WIDTH = 2.66
RUN, TREND = 8, 6
FIXED_FROM = 12  # points in the baseline from which limits are no longer trial limits
FEWEST = 6  # points below which there are no limits at all
LEAST_MEAN = 3.0  # below this mean a count is too lopsided for limits at equal distances

ABOVE, BELOW = "boven_grens", "onder_grens"
RUN_ABOVE, RUN_BELOW = "reeks_boven", "reeks_onder"
TREND_UP, TREND_DOWN = "trend_omhoog", "trend_omlaag"
UPWARD = (ABOVE, RUN_ABOVE, TREND_UP)
RULES = (ABOVE, BELOW, RUN_ABOVE, RUN_BELOW, TREND_UP, TREND_DOWN)

_PHASE = ("indicator", "fase")


def with_limits(points: pl.DataFrame) -> pl.DataFrame:
    """Add `midden`, `ondergrens`, `bovengrens` and `basis_punten` to the points of series.

    Args:
        points: in order of month per `indicator` and `fase`; with `waarde` (may be empty) and
            `basis` (whether the point takes part in the limits). A range is taken between
            neighbours that both do. The values are counts: no limit lies below 0.
    """
    base = pl.col("waarde").filter(pl.col("basis"))
    both = pl.col("basis") & pl.col("basis").shift(1)
    moving = (pl.col("waarde") - pl.col("waarde").shift(1)).abs().filter(both)
    middle, spread = base.mean().over(_PHASE), WIDTH * moving.mean().over(_PHASE)
    return points.with_columns(
        midden=middle,
        ondergrens=(middle - spread).clip(lower_bound=0),
        bovengrens=middle + spread,
        basis_punten=base.count().over(_PHASE),
    )


def with_rules(points: pl.DataFrame) -> pl.DataFrame:
    """Add a column per rule of `RULES`: whether it holds at that point.

    A point on the middle is on neither side and ends a run; two equal points end a trend. A new
    phase begins anew. A point that can still change (`vast` is false) takes no part in runs and
    trends, and is never found too low: more may be registered. Too high it can be already.
    """
    settled = pl.col("waarde").is_not_null() & pl.col("vast")
    side = pl.when(settled).then((pl.col("waarde") - pl.col("midden")).sign())
    step = pl.when(settled).then(pl.col("waarde").diff().over(_PHASE).sign())
    placed = points.with_columns(kant=side.fill_null(0.0), stap=step.fill_null(0.0))
    streaks = placed.with_columns(
        kant_lengte=_length(placed, "kant"), stap_lengte=_length(placed, "stap")
    )
    run = pl.col("kant_lengte") >= RUN
    trend = pl.col("stap_lengte") >= TREND - 1
    found = {
        ABOVE: pl.col("waarde") > pl.col("bovengrens"),
        BELOW: (pl.col("waarde") < pl.col("ondergrens")) & pl.col("vast"),
        RUN_ABOVE: run & (pl.col("kant") > 0),
        RUN_BELOW: run & (pl.col("kant") < 0),
        TREND_UP: trend & (pl.col("stap") > 0),
        TREND_DOWN: trend & (pl.col("stap") < 0),
    }
    limited = pl.col("midden").is_not_null()
    return streaks.with_columns(
        **{rule: (limited & holds).fill_null(False) for rule, holds in found.items()}
    ).drop("kant", "stap", "kant_lengte", "stap_lengte")


def _length(points: pl.DataFrame, column: str) -> pl.Series:
    """Return how many points in a row, up to and with each, have the same sign; 0 of no sign."""
    keyed = points.select(*_PHASE, column, reeks=pl.struct(*_PHASE, column).rle_id())
    place = pl.int_range(pl.len()).over("reeks") + 1
    return keyed.select(pl.when(pl.col(column) != 0).then(place).otherwise(0)).to_series()


def false_alarms(points: int) -> float:
    """Return how many signals per month a series gives in which nothing happens.

    0.007 + 0.25 / n, with n the points of the baseline: fitted to simulated counts (Poisson, mean
    9; 60,000 series of 12 months after a baseline of 12, 24 and 36), which gave 0.027, 0.016 and
    0.014. Limits that are themselves estimated fire more often than the 0.003 of textbooks.
    """
    return 0.007 + 0.25 / points

"""From counts to figures: the value of every row, its interval, and whether it says anything."""

from __future__ import annotations

import numpy as np
import polars as pl

from grip.indicators.counting.grids import Reals
from grip.indicators.model import PER_10000
from grip.indicators.statistics.intervals import garwood, wilson
from grip.indicators.views.pieces import Bools
from grip.results import Status, not_computed

# The interval of a declaration: none, or one of those of `Indicator.interval`.
SHARE, COUNT, RATIO, OWN = "aandeel", "telling", "verhouding", "eigen"
_INTERVALS = ("", SHARE, COUNT, RATIO, OWN)
INTERVAL = pl.Enum(_INTERVALS)
_PERCENT = "procent"
# What a share or rate in this unit is times; any other figure with a denominator is a mean.
_SCALES = {_PERCENT: 100.0, PER_10000: 10_000.0}
_STATUSES = (Status.SHOWN, Status.TOO_FEW, Status.NOT_COMPUTED)


def evaluated(frame: pl.DataFrame) -> pl.DataFrame:
    """Add value, interval and status. A share or mean of nothing has no value: too few to say.

    Args:
        frame: `teller`, `noemer`, `eenheid`, `interval`, `oordeel`, and where the interval is
            `eigen` also `waarde`, and `ondergrens`, `bovengrens` if it has bounds.
    """
    top, bottom = (frame.get_column(name).to_numpy() for name in ("teller", "noemer"))
    intervals = frame.get_column("interval").cast(INTERVAL).to_physical().to_numpy()
    kind = {name: intervals == code for code, name in enumerate(_INTERVALS)}
    times, scaled = _times(frame.get_column("eenheid"))
    said = pl.col("oordeel").str.starts_with(not_computed("")).fill_null(False)
    unable = frame.select(said).to_series().to_numpy()
    is_count = np.isnan(bottom) & ~scaled
    empty = ~kind[OWN] & ~is_count & (np.isnan(bottom) | (bottom == 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(is_count, top, np.where(empty, np.nan, times * top / bottom))
    low, high = _bounds(top, bottom, times, empty, kind)
    for name, figures in (("waarde", value), ("ondergrens", low), ("bovengrens", high)):
        if name in frame.columns:
            figures[kind[OWN]] = frame.get_column(name).filter(pl.Series(kind[OWN])).to_numpy()
    empty |= kind[OWN] & np.isnan(value)
    columns = {
        "waarde": value,
        "ondergrens": low,
        "bovengrens": high,
        "teller": np.where(unable, np.nan, top),
    }
    words = pl.Series([status.value for status in _STATUSES])
    status = words.gather(np.where(unable, 2, empty.astype(np.int64)))
    return frame.with_columns(
        *(pl.Series(name, column, nan_to_null=True) for name, column in columns.items()),
        status.alias("status"),
    ).drop("interval")


def _times(units: pl.Series) -> tuple[Reals, Bools]:
    """Return what figures in these units are times, and whether they are a share or rate."""
    unit = pl.col(units.name)
    known = pl.lit(1.0)
    for name, scale in _SCALES.items():
        known = pl.when(unit.cast(pl.String) == name).then(pl.lit(scale)).otherwise(known)
    times = units.to_frame().select(known).to_series().to_numpy()
    return times, times != 1.0


def _bounds(
    top: Reals, bottom: Reals, times: Reals, empty: Bools, kind: dict[str, Bools]
) -> tuple[Reals, Reals]:
    """Return the bounds of shares (Wilson), counts and ratios (Garwood)."""
    low, high = np.full(len(top), np.nan), np.full(len(top), np.nan)
    # Who moved into a group can leave it without having been in its denominator.
    share = kind[SHARE] & ~empty & ~(top > bottom)
    pairs = pl.DataFrame({"teller": top[share], "noemer": bottom[share]}, nan_to_null=True)
    score = wilson(pl.col("teller"), pl.col("noemer"))
    found = pairs.select(bound.alias(f"{side}") for side, bound in enumerate(score))
    low[share], high[share] = (series.to_numpy() for series in found)
    count = (kind[COUNT] | kind[RATIO]) & ~empty
    exact = garwood(pl.Series(np.maximum(top[count], 0), nan_to_null=True))
    scale = np.ones(count.sum())
    ratio = kind[RATIO][count]
    scale[ratio] = times[count][ratio] / bottom[count][ratio]
    low[count], high[count] = (series.to_numpy() * scale for series in exact)
    return low, high

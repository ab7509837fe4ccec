"""Made-up municipalities for the tests of the model of stock and flows."""

from __future__ import annotations

import numpy as np
import polars as pl

from grip.forecast.cells import Benefits

FIRST, LAST = 2015 * 12, 2021 * 12 + 11


def town(
    seed: int = 1, size: int = 300, *, months: int = LAST - FIRST + 1, leave: float = 0.03
) -> pl.DataFrame:
    """Return benefits of a town in a steady state: new ones leave quicker, two schemes."""
    rng = np.random.default_rng(seed)
    before = 120
    per_month = size * leave
    begin = np.repeat(np.arange(-before, months), rng.poisson(per_month, before + months))
    stay = np.ceil(rng.weibull(0.8, len(begin)) / leave / 1.133).astype(int)
    born = FIRST + begin - rng.integers(19 * 12, 64 * 12, len(begin))
    aow = born + 66 * 12 + 7
    end = np.minimum(FIRST + begin + stay, np.where(rng.random(len(begin)) < 0.9, aow, 1 << 20))
    known = end <= FIRST + months - 1
    frame = pl.DataFrame(
        {
            "groep": np.where(rng.random(len(begin)) < 0.85, "PW", "IOAW"),
            "begin": FIRST + begin,
            "einde": end,
            "geboren": born,
            "aow": aow,
            "terug": rng.random(len(begin)) < 0.15,
        }
    )
    frame = frame.with_columns(einde=pl.when(pl.Series(known)).then("einde"))
    return frame.filter(pl.col("einde").is_null() | (pl.col("einde") >= FIRST))


def benefits(seed: int = 1, size: int = 300, **more: float) -> Benefits:
    """Return such a town as the model takes it."""
    frame = town(seed, size, **more)  # type: ignore[arg-type]
    return Benefits.of(frame, FIRST, LAST)

"""How far the comparison with others can be trusted: measured, and held against what is promised.

    python benchmarks/benchmark.py

A country of 340 municipalities that are all alike, drawn a hundred times: at most the stated share
may lie outside the funnel limits. The published percentages of CBS StatLine 83747NED, computed
again from its own counts: of municipalities with at least 2,000 recipients 95 in 100 lie within
0.6 percentage point, with the denominator that the figure names.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from grip.benchmark.limits import FAR, USUAL, share_limits, spread_of  # noqa: E402
from grip.benchmark.shelf import reference_rows  # noqa: E402

SIZES = np.round(np.exp(np.linspace(np.log(60), np.log(40_000), 340)))
YEARS, RATE = 100, 0.2
LARGE, FARTHEST = 2000, 0.6
FLOWS = ("instroom_pct", "uitstroom_pct")


def alarms(cover: float) -> float:
    """Return the share of alarms among equal municipalities."""
    random = np.random.default_rng(2026)
    outside = 0
    for _ in range(YEARS):
        counts = random.binomial(SIZES.astype(int), RATE).astype(float)
        spread, target = spread_of(counts, SIZES), counts.sum() / SIZES.sum()
        for count, size in zip(counts, SIZES, strict=True):
            low, high = share_limits(target, size, spread, cover)
            outside += not low - 1e-12 <= count / size <= high + 1e-12
    return outside / (YEARS * SIZES.size)


def recomputed(flow: str) -> tuple[float, int]:
    """Return how far 95 in 100 lie from what is published, and of how many municipalities."""
    rows = reference_rows().filter(
        pl.col("periode") == "2016", pl.col("gebied_soort") == "gemeente"
    )
    sizes = rows.filter(
        pl.col("indicator") == "bijstandsontvangers", pl.col("waarde") >= LARGE
    ).get_column("gebied")
    told = rows.filter(pl.col("indicator") == flow, pl.col("gebied").is_in(sizes.to_list()))
    gap = (100 * told["teller"] / told["noemer"] - told["waarde"]).abs()
    return float(gap.quantile(0.95, "linear") or 0.0), gap.len()


def main() -> int:
    good = True
    for cover in (USUAL, FAR):
        share, stated = alarms(cover), 1 - cover
        good &= share <= stated
        print(
            f"grenzen {100 * cover:.1f}%: {100 * share:.2f}% alarm in {YEARS} jaren van 340 "
            f"gelijke gemeenten (hoogstens {100 * stated:.1f}%)"
        )
    for flow in FLOWS:
        far, many = recomputed(flow)
        good &= far <= FARTHEST
        print(f"{flow} van {many} gemeenten: 95 op 100 binnen {far:.2f} procentpunt (0,6)")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

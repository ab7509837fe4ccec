"""Public data sets with printed results, and small ones from the literature, as plain rows.

`heart.txt` is the Stanford heart transplant data (Crowley and Hu (1977), JASA 72:27-36), 172 rows
of `start,stop,event,transplant` in days, as published in R's package `survival` as `heart`: late
entry after the transplant, and tied days. In `HALF_DAYS` all times are doubled, since one of them
is four and a half days.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

# Gehan (1965), Biometrika 52:203-223: weeks in remission, 6-MP and placebo; many ties.
GEHAN_TREATED = (
    [(t, True) for t in (6, 6, 6, 7, 10, 13, 16, 22, 23)]
    + [(t, False) for t in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]
)  # fmt: skip
GEHAN_PLACEBO = [
    (t, True) for t in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
]
# Miller (1997), survival of acute myelogenous leukaemia, maintained: `aml` in R's `survival`.
AML_MAINTAINED = [
    (9, True), (13, True), (13, False), (18, True), (23, True), (28, False), (31, True),
    (34, True), (45, False), (48, True), (161, False),
]  # fmt: skip


def heart() -> list[tuple[int, int, bool, bool]]:
    """Return (start, stop, died, transplanted) in half days."""
    rows = (Path(__file__).parent / "heart.txt").read_text("utf-8").split()
    cells = [row.split(",") for row in rows]
    return [
        (round(2 * float(a)), round(2 * float(b)), event == "1", transplant == "1")
        for a, b, event, transplant in cells
    ]


def followed(rows: list[tuple[int, bool]]) -> pl.DataFrame:
    """Return rows of (days, ended) as one group that is followed from the beginning."""
    return pl.DataFrame(
        [("a", 0, days, ended) for days, ended in rows],
        schema={"groep": pl.String, "intrede": pl.Int64, "dagen": pl.Int64, "gebeurd": pl.Boolean},
        orient="row",
    )

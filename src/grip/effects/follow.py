"""Who is in a design, followed as long as it says: out for work or not, and begun or not."""

from __future__ import annotations

import polars as pl

from grip.effects.arrays import WORK
from grip.effects.panel import Panel
from grip.plan import Design


def followed(panel: Panel, design: Design, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of `persoon`, `spell`, `van`, `dag` with all that is known, `werk` and `nam`.

    `werk` is 1 for who left for work within the months of the design, and `nam` says who had begun
    its instrument by the end of them; `persoon_id` comes along.
    """
    names = panel.spells.select(pl.col("persoon").cast(pl.UInt32), "persoon_id").unique()
    begun = panel.first.filter(pl.col("instrument") == design.instrument).select(
        pl.col("persoon").cast(pl.UInt32), "begonnen"
    )
    until = pl.col("dag").dt.offset_by(f"{design.maanden}mo")
    work = (pl.col("reden").cast(pl.String) == WORK) & (pl.col("uit") <= design.maanden)
    took = pl.col("begonnen") < until
    return (
        panel.described(rows.select("persoon", "spell", "van", "dag"))
        .join(names, on="persoon", how="left")
        .join(begun, on="persoon", how="left")
        .with_columns(
            werk=work.fill_null(False).cast(pl.Float64), nam=took.fill_null(False)
        )
    )  # fmt: skip

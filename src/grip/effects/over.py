"""A threshold, as a regression discontinuity: who is just over it beside who is just under it."""

from __future__ import annotations

import numpy as np
import polars as pl

from grip.effects.adjust import Estimate
from grip.effects.arrays import Array, Flags
from grip.effects.follow import followed
from grip.effects.panel import Panel
from grip.effects.threshold import Jump, bandwidth, density_jump, jump_at
from grip.effects.tried import DENSITY, NOTHING, TRAIT, Tried, shares
from grip.indicators.views.caseload import Caseload
from grip.plan import Design

_DAYS = {"leeftijd": 365.25, "duur": 365.25 / 12}
_BIN = {"leeftijd": 1 / 12, "duur": 1.0}
_LEAST = 40  # on both sides together before anything is fitted


def over(caseload: Caseload, panel: Panel, design: Design) -> Tried:
    """Return what the offer did to who stands at its threshold."""
    rows = _rows(caseload, panel, design)
    x, y = (rows.get_column(name).to_numpy().astype(np.float64) for name in ("x", "werk"))
    if min((x >= 0).sum(), (x < 0).sum()) < _LEAST / 2:
        return Tried(why_not=(NOTHING,) if not len(x) else (
            f"{int((x >= 0).sum())} personen over de grens en {int((x < 0).sum())} eronder, nodig "
            f"{_LEAST // 2} aan elke kant",))  # fmt: skip
    width = min(bandwidth(x, y), float(np.abs(x).max()))
    near = np.abs(x) < width
    jump = jump_at(x, y, width)
    took = rows.get_column("nam").to_numpy().astype(np.float64)
    earlier = rows.get_column("eerder").to_numpy().astype(np.float64)
    tests: dict[str, Estimate] = {TRAIT: jump_at(x, earlier, width).estimate()}
    crowd = density_jump(x, width, _BIN[design.kenmerk])
    if crowd is not None:
        tests[DENSITY] = Jump(crowd[0], crowd[0], crowd[1]).estimate()
    above, below = near & (x >= 0), near & (x < 0)
    share, without = shares(100 * jump.levels[0], 100 * jump.levels[1])
    return Tried(
        jump.estimate(), int(above.sum()), int(below.sum()), int(y[above].sum()),
        int(y[below].sum()), share, without, *_taken(took, x, near), tests,
        _doubts(jump, hidden=crowd is None),
    )  # fmt: skip


def _doubts(jump: Jump, *, hidden: bool) -> tuple[str, ...]:
    """Return why the jump may not be read."""
    found = []
    if hidden:
        found.append("hoeveel mensen er vlak bij de grens zitten, is niet te schatten: of zij hun "
                     "kant konden kiezen, is niet te zien")  # fmt: skip
    if not jump.inside:
        found.append("rechte en gebogen lijnen geven bij de grens een ander verschil")
    return tuple(found)


def _taken(took: Array, x: Array, near: Flags) -> tuple[float, float]:
    sides = (near & (x >= 0), near & (x < 0))
    one, none = (float(100 * took[side].mean()) if side.any() else 0.0 for side in sides)
    return one, none


def _rows(caseload: Caseload, panel: Panel, design: Design) -> pl.DataFrame:
    """Return everybody once, on the first day in benefit under the offer: `x`, `werk`, `nam`."""
    last = pl.lit(panel.end).dt.offset_by(f"-{design.maanden}mo")
    first = pl.max_horizontal(pl.lit(design.vanaf), pl.col("van") + pl.duration(days=1))
    on = (
        panel.spells.with_columns(dag=pl.max_horizontal(first, pl.lit(panel.begin)))
        .filter(
            pl.col("van") < pl.col("dag"), pl.col("dag") <= last,
            pl.col("tot").is_null() | (pl.col("tot") >= pl.col("dag")),
            pl.lit(True) if design.tot is None else pl.col("dag") <= design.tot,
        )
        .sort("persoon", "dag")
        .unique("persoon", keep="first", maintain_order=True)
    )  # fmt: skip
    born = caseload.table("personen").select("persoon_id", "geboortedatum")
    since = {"leeftijd": "geboortedatum", "duur": "ingang"}[design.kenmerk]
    starts = on.select(pl.col("persoon").cast(pl.UInt32), ingang="van")
    far = (pl.col("dag") - pl.col(since)).dt.total_days() / _DAYS[design.kenmerk] - design.grens
    return (
        followed(panel, design, on)
        .join(born, on="persoon_id")
        .join(starts, on="persoon")
        .select(
            "persoon", "werk", "nam",
            x=far if design.kant == "vanaf" else -far - 1e-9,
            eerder=(pl.col("eerder").cast(pl.String) != "nooit"),
        )
        .drop_nulls("x")
        .sort("persoon")
    )  # fmt: skip

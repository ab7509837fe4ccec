"""Step 1, money and experience: what it cost per outcome, and what client and consulent found."""

from __future__ import annotations

from datetime import date

import polars as pl

from grip.effects.after import lasting
from grip.effects.frame import lines, together, too_few
from grip.effects.panel import Panel
from grip.indicators.statistics.intervals import student, wilson
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.happenings import booked_since

_Z = 1.959963984540054
LEAST_OUTCOMES = 5
COSTS = ("kosten", "kosten.voorziening_id")  # what costs per outcome are made of
_APART = 2  # points between client and consulent that count as disagreement
SCORES = {"ervaren_client": "ervaren_effect_client",
          "ervaren_consulent": "ervaren_effect_consulent"}  # fmt: skip


def worth_of(caseload: Caseload, panel: Panel) -> pl.DataFrame:
    """Return costs per outcome and experienced effect of every instrument, of all years."""
    least = caseload.profile.instellingen.minimum_noemer
    supports = caseload.table("voorzieningen").filter(
        pl.col("begindatum").is_between(panel.begin, panel.end)
    )
    parts = [*_experienced(caseload, supports, panel.end, least)]
    if not caseload.lacks(COSTS):
        parts += _costs(caseload, supports, panel, least)
    return together(parts)


def _costs(
    caseload: Caseload, supports: pl.DataFrame, panel: Panel, least: int
) -> list[pl.DataFrame]:
    """Return cost per start, per completed one and per lasting outflow to work."""
    booked = caseload.table("kosten").filter(
        pl.col("status") == "gerealiseerd", pl.col("voorziening_id").is_not_null()
    )
    paid = booked.group_by("voorziening_id").agg(pl.col("bedrag").sum())
    since = booked_since(booked.get_column("datum"))  # of what began before it a part is missing
    each = (
        supports.filter(pl.col("begindatum") >= since)
        .join(paid, on="voorziening_id", how="left")
        .with_columns(pl.col("bedrag").fill_null(0).cast(pl.Int128))
    )
    ended = each.filter(pl.col("einddatum") <= panel.end).with_columns(
        een=pl.lit(1, pl.Int128),
        klaar=(pl.col("reden_einde") == "1").fill_null(False).cast(pl.Int128),
    )
    starts = panel.starts.select("instrument", "persoon_id", "dag", "tot", "uit",
                                 pl.col("reden").cast(pl.String))  # fmt: skip
    followed = lasting(caseload, starts, panel.end)
    kept = (
        followed.join(
            each.select("instrument", "persoon_id", "bedrag", dag="begindatum"),
            on=["instrument", "persoon_id", "dag"],
        )
        .group_by("instrument", "persoon_id")
        .agg(pl.col("bedrag").sum(), pl.col("duurzaam").first().cast(pl.Int128))
    )
    priced = ended.group_by("instrument").agg(pl.col("bedrag").sum()).filter(pl.col("bedrag") > 0)
    asked = (
        ("kosten_start", ended, "een"), ("kosten_afgerond", ended, "klaar"),
        ("kosten_duurzaam", kept, "duurzaam"),
    )  # fmt: skip
    return [
        lines(kind, _ratio(rows.join(priced, on="instrument", how="semi"), outcome, least))
        for kind, rows, outcome in asked
    ]


def _ratio(rows: pl.DataFrame, outcome: str, least: int) -> pl.DataFrame:
    """Return euros per outcome with an interval on the log scale, by the delta method.

    Var(log(C/Y)) = n/(n - 1) sum((c - R y)²)/C², with c and y per case and R = C/Y. Not to be
    said with fewer than five outcomes. Sums are of whole cents, so that they are the same whatever
    the order.
    """
    cost, count = pl.col("bedrag"), pl.col(outcome)
    sums = rows.group_by("instrument").agg(
        n=pl.len(), c=cost.sum(), y=count.sum(), cc=(cost * cost).sum(),
        cy=(cost * count).sum(), yy=(count * count).sum(),
    ).with_columns(pl.exclude("instrument").cast(pl.Float64)).sort("instrument")  # fmt: skip
    c, y, n = pl.col("c"), pl.col("y"), pl.col("n")
    ratio = c / y
    away = (pl.col("cc") - 2 * ratio * pl.col("cy") + ratio**2 * pl.col("yy")) * n / (n - 1)
    spread = (_Z * away.clip(lower_bound=0).sqrt() / c).exp()
    found = sums.select(
        "instrument", teller=c / 100, noemer=y, waarde=ratio / 100,
        ondergrens=ratio / spread / 100, bovengrens=ratio * spread / 100,
    )  # fmt: skip
    return too_few(found, max(LEAST_OUTCOMES, least) if outcome == "een" else LEAST_OUTCOMES)


def _experienced(
    caseload: Caseload, supports: pl.DataFrame, end: date, least: int
) -> list[pl.DataFrame]:
    """Return both mean scores, and how often client and consulent disagree."""
    ended = supports.filter(pl.col("einddatum") <= end)
    have = {kind: column for kind, column in SCORES.items()
            if not caseload.lacks((f"voorzieningen.{column}",))}  # fmt: skip
    found = []
    for kind, column in have.items():
        score = pl.col(column).cast(pl.Int64)
        scored = (
            ended.group_by("instrument")
            .agg(teller=score.sum(), noemer=score.count(), kwadraat=(score * score).sum())
            .sort("instrument")
        )
        total, n = pl.col("teller"), pl.col("noemer")
        spread = ((pl.col("kwadraat") - total * total / n) / (n - 1)).clip(lower_bound=0).sqrt()
        width = spread.fill_nan(0).fill_null(0) * student(scored.get_column("noemer"))
        scored = scored.with_columns(waarde=total / n)
        told = scored.with_columns(
            ondergrens=(pl.col("waarde") - width).clip(1, 5),
            bovengrens=(pl.col("waarde") + width).clip(1, 5),
        )
        found.append(lines(kind, too_few(told, least)))
    if len(have) == len(SCORES):
        client, worker = (pl.col(column).cast(pl.Int64) for column in SCORES.values())
        pairs = (
            ended.filter(client.is_not_null(), worker.is_not_null())
            .group_by("instrument")
            .agg(teller=((client - worker).abs() >= _APART).sum(), noemer=pl.len())
            .sort("instrument")
        )
        low, high = wilson(pl.col("teller"), pl.col("noemer"))
        share = 100 * pl.col("teller") / pl.col("noemer")
        told = pairs.with_columns(waarde=share, ondergrens=low, bovengrens=high)
        found.append(lines("oneens", too_few(told, least)))
    return found

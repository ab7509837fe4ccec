"""Step 1: what happened after a start, with who is still in and who left for other reasons.

What came of starters is not what the instrument brought about: who gets it may differ from who does
not. Every first start in benefit counts from the day that ends were registered.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from grip.effects.frame import HORIZON, HORIZONS, lines, together, too_few
from grip.effects.panel import Panel
from grip.effects.trial import WORK
from grip.indicators.statistics.intervals import wilson
from grip.indicators.statistics.survival import incidence, incidence_bounds
from grip.indicators.themes.duties import TAKING_PART
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.flags import running
from grip.indicators.views.timelines import resolved
from grip.indicators.views.traits import OfWorkIncome

_CAUSES = {WORK: "uitstroom_werk", "onderwijs": "uitstroom_onderwijs", "anders": "uitstroom_anders"}
_STEP = "vooruit"
_DAYS = tuple(int(months * 365.25 / 12) for months in HORIZONS)
_MONTHS = dict(zip(_DAYS, HORIZONS, strict=True))
RETURN_DAYS = 365
LASTING_MONTHS = 24


def after_of(caseload: Caseload, panel: Panel) -> pl.DataFrame:
    """Return what happened 3, 6, 12 and 24 months after the start of every instrument."""
    starts = panel.starts.select("instrument", "persoon_id", "dag", "tot", "uit",
                                 pl.col("reden").cast(pl.String))  # fmt: skip
    least = caseload.profile.instellingen.minimum_noemer
    began = began_in_benefit(caseload, panel, least)
    if starts.is_empty():
        return began
    return together(
        [
            began,
            *_chances(caseload, starts, panel.end, least),
            *_still_there(caseload, starts, panel.end, least),
            lines("duurzaam", too_few(_share(_by(lasting(caseload, starts, panel.end))), least)),
        ]
    )


def began_in_benefit(caseload: Caseload, panel: Panel, least: int) -> pl.DataFrame:
    """Return of how many that began an instrument the person was in benefit on that day.

    Its first day is one of them, though who began then cannot be compared: of the evening before
    nothing is known.
    """
    began = (
        caseload.table("voorzieningen")
        .group_by("instrument", "persoon_id")
        .agg(dag=pl.col("begindatum").min())
        .filter(pl.col("dag").is_between(panel.begin, panel.end))
    )
    there = began.join(panel.spells, on="persoon_id").filter(
        pl.col("van") <= pl.col("dag"), pl.col("tot").is_null() | (pl.col("tot") >= pl.col("dag"))
    )
    both = (
        began.group_by("instrument")
        .agg(noemer=pl.len())
        .join(
            there.group_by("instrument").agg(teller=pl.col("persoon_id").n_unique()),
            on="instrument", how="left",
        )
        .with_columns(pl.col("teller").fill_null(0))
    )  # fmt: skip
    return lines("in_bijstand", too_few(_share(both.sort("instrument")), least))


def lasting(caseload: Caseload, starts: pl.DataFrame, end: date) -> pl.DataFrame:
    """Return the starts followed two years, with `duurzaam`: to work in one, away for another."""
    back = caseload.unit("personen").select("persoon_id", terug="van")
    gap = (pl.col("terug") - pl.col("tot")).dt.total_days()
    returned = (
        starts.filter(pl.col("tot").is_not_null())
        .join(back, on="persoon_id")
        .filter(gap.is_between(1, RETURN_DAYS))
        .select("instrument", "persoon_id")
        .unique()
        .with_columns(terug=True)
    )
    last = pl.lit(end).dt.offset_by(f"-{LASTING_MONTHS}mo")
    worked = ((pl.col("reden") == WORK) & (pl.col("uit") <= HORIZON)).fill_null(False)
    return (
        starts.filter(pl.col("dag") <= last)
        .join(returned, on=["instrument", "persoon_id"], how="left", maintain_order="left")
        .with_columns(duurzaam=worked & pl.col("terug").is_null())
    )


def _by(rows: pl.DataFrame) -> pl.DataFrame:
    return (
        rows.group_by("instrument")
        .agg(teller=pl.col("duurzaam").sum(), noemer=pl.len())
        .with_columns(maanden=pl.lit(LASTING_MONTHS))
        .sort("instrument")
    )


def _share(rows: pl.DataFrame) -> pl.DataFrame:
    low, high = wilson(pl.col("teller"), pl.col("noemer"))
    value = pl.when(pl.col("noemer") > 0).then(100 * pl.col("teller") / pl.col("noemer"))
    return rows.with_columns(waarde=value, ondergrens=low, bovengrens=high)


def _chances(caseload: Caseload, starts: pl.DataFrame, end: date, least: int) -> list[pl.DataFrame]:
    """Return the chance of each way out, and of a first step up, at every horizon.

    Only horizons that somebody was followed to. All are asked in one go, the ways out and the steps
    as groups of their own.
    """
    rows = pl.concat([_left(starts, end), *_moved(caseload, starts, end)])
    low, high = incidence_bounds(pl.col("kans"), pl.col("fout"))
    sizes = rows.group_by("instrument", "wat").agg(noemer=pl.len(), langst=pl.col("dagen").max())
    found = (
        incidence(rows, ["instrument", "wat"], _DAYS)
        .join(sizes, on=["instrument", "wat"])
        .with_columns(maanden=pl.col("dagen").replace_strict(_MONTHS))
        .filter(pl.col("langst") >= pl.col("dagen"))
        .sort("instrument", "maanden")
        .select(
            "instrument", "maanden", "noemer", "oorzaak", teller="gevallen",
            waarde=100 * pl.col("kans"), ondergrens=100 * low, bovengrens=100 * high,
        )
    )  # fmt: skip
    told = too_few(found, least)
    return [
        lines(kind, told.filter(pl.col("oorzaak") == cause))
        for cause, kind in {**_CAUSES, _STEP: _STEP}.items()
    ]


def _left(starts: pl.DataFrame, end: date) -> pl.DataFrame:
    """Return how long every start was followed and the way out, if any."""
    until = pl.coalesce("tot", pl.lit(end))
    cause = pl.when(pl.col("reden").is_in([WORK, "onderwijs"])).then("reden").otherwise(
        pl.lit("anders"))  # fmt: skip
    return starts.select(
        "instrument", wat=pl.lit("weg"), intrede=pl.lit(-1),
        dagen=(until - pl.col("dag")).dt.total_days(),
        oorzaak=pl.when(pl.col("tot").is_not_null()).then(cause),
    )  # fmt: skip


def _moved(caseload: Caseload, starts: pl.DataFrame, end: date) -> list[pl.DataFrame]:
    """Return the same with a first step up the ladder, and leaving as what can come first."""
    if caseload.lacks((caseload.profile.ladder.bron,)):
        return []
    steps = caseload.unit("stappen").filter("vooruit").select("persoon_id", "stapdatum")
    until = pl.coalesce("tot", pl.lit(end))
    first = (
        starts.join(steps, on="persoon_id")
        .filter(pl.col("stapdatum") > pl.col("dag"), pl.col("stapdatum") <= until)
        .group_by("instrument", "persoon_id")
        .agg(pl.col("stapdatum").min())
    )
    stepped = pl.col("stapdatum").is_not_null()
    rows = starts.join(first, on=["instrument", "persoon_id"], how="left").select(
        "instrument", wat=pl.lit("stap"), intrede=pl.lit(-1),
        dagen=(pl.coalesce("stapdatum", until) - pl.col("dag")).dt.total_days(),
        oorzaak=pl.when(stepped).then(pl.lit(_STEP)).when(pl.col("tot").is_not_null()).then(
            pl.lit("weg")),
    )  # fmt: skip
    return [rows]


def _still_there(
    caseload: Caseload, starts: pl.DataFrame, end: date, least: int
) -> list[pl.DataFrame]:
    """Return work beside the benefit and taking part, of who is still in after so long."""
    followed = pl.concat(
        [
            starts.with_columns(
                maanden=pl.lit(months), moment=pl.col("dag").dt.offset_by(f"{months}mo")
            )
            for months in HORIZONS
        ]
    ).filter(
        pl.col("moment") <= end, pl.col("tot").is_null() | (pl.col("tot") > pl.col("moment"))
    )  # fmt: skip
    traits: dict[str, pl.DataFrame] = {}
    if not caseload.lacks(("inkomsten",)):
        income = OfWorkIncome()
        traits["parttime"] = caseload.remembered(income, income.by_person)
    if not caseload.lacks(("activiteiten",)):
        doing = caseload.table("activiteiten").filter(pl.col("soort").is_in(TAKING_PART))
        real = running(doing, pl.lit("ja"))
        traits["participatie"] = resolved(real, "van", "tot", [pl.col("van")], pl.col("vlag"))
    found = []
    for kind, line in traits.items():
        at = followed.sort("persoon_id", "moment").join_asof(
            line.sort("persoon_id", "vanaf"), left_on="moment", right_on="vanaf", by="persoon_id",
            check_sortedness=False,
        )  # fmt: skip
        counted = at.group_by("instrument", "maanden").agg(
            teller=pl.col("categorie").is_not_null().sum(), noemer=pl.len()
        )
        found.append(
            lines(kind, too_few(_share(counted), least).sort("instrument", "maanden"))
        )  # fmt: skip
    return found

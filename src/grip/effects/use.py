"""Step 0: who gets what, how long, how it ends, and what comes before and after it."""

from __future__ import annotations

from datetime import date

import polars as pl

from grip.effects.frame import ALL, lines, together, too_few
from grip.indicators.catalogue import find
from grip.indicators.dimensions import dimensions_of
from grip.indicators.engine import compute
from grip.indicators.statistics.intervals import wilson
from grip.indicators.statistics.survival import life_table, quantiles
from grip.indicators.views.boundary import in_stock, touches
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.results import TOTAL, UNKNOWN, Status

_REGISTER = {
    "voorzieningen_gestart": "gestart", "voorzieningen_lopend": "lopend",
    "afgerond_pct": "afgerond_pct",
}  # fmt: skip
_SPLITS = ("categorie", "loonwaardeklasse", "doelgroep", "aanbieder")
_YEAR = 365
BEFORE = "voorliggend"  # the group of instruments that come before others
_OFTEN = 5  # times that a text is typed before it counts as a reason
_NEXT = 3  # how many next instruments are told


def use_of(caseload: Caseload, window: Period) -> pl.DataFrame:
    """Return the use of every instrument over the twelve months that end with the window."""
    least = caseload.profile.instellingen.minimum_noemer
    supports = caseload.table("voorzieningen").filter(pl.col("begindatum") <= window.end)
    return together(
        [
            *_registered(caseload, window),
            _reach(caseload, supports, window.end),
            *_lasting(supports, window.end, least),
            _early(supports, window.end, least),
            _waiting(caseload, supports, least),
            *_unused(caseload, supports, window.end),
            _followed_by(supports, window.end, least),
            _preceded_by(caseload, supports, least),
        ]
    )


def _registered(caseload: Caseload, window: Period) -> list[pl.DataFrame]:
    """Return what the register has already: starts, running, completed, with their splits."""
    chosen = [find(caseload.profile, name) for name in _REGISTER]
    able = [d for d in _SPLITS if d == "doelgroep" or not caseload.lacks(
        dimensions_of(caseload)[d].needs)]  # fmt: skip
    splits = [("instrument",), *(("instrument", d) for d in able)]
    counted = compute(caseload, chosen, [window], per=splits).frame
    told = (pl.col("dimensie") == "instrument") | (pl.col("indicator") == chosen[0].id)
    found = []
    for indicator, kind in _REGISTER.items():
        rows = counted.filter(
            told, pl.col("indicator") == indicator, pl.col("status") != Status.NOT_COMPUTED.value
        )
        split = pl.col("categorie").str.split("|")
        by = pl.col("dimensie").str.split("|").list.get(1, null_on_oob=True)
        found.append(
            lines(kind, rows.select(
                "waarde", "teller", "noemer", "ondergrens", "bovengrens", "status",
                instrument=split.list.first(), dimensie=by.fill_null(TOTAL),
                categorie=split.list.get(1, null_on_oob=True).fill_null(TOTAL),
            ))
        )  # fmt: skip
    return found


def _share(rows: pl.DataFrame) -> pl.DataFrame:
    """Add value and interval of a share of `teller` in `noemer`."""
    low, high = wilson(pl.col("teller"), pl.col("noemer"))
    return rows.with_columns(
        pl.col("teller", "noemer").cast(pl.Float64),
        waarde=pl.when(pl.col("noemer") > 0).then(100 * pl.col("teller") / pl.col("noemer")),
        ondergrens=low, bovengrens=high,
    )  # fmt: skip


def _reach(caseload: Caseload, supports: pl.DataFrame, day: date) -> pl.DataFrame:
    there = caseload.unit("personen").filter(in_stock("van", "tot", day)).select("persoon_id")
    reached = (
        supports.filter(in_stock("begindatum", "einddatum", day))
        .join(there, on="persoon_id", how="semi")
        .group_by("instrument")
        .agg(pl.col("persoon_id").n_unique().alias("teller"))
        .with_columns(noemer=pl.lit(there.height))
        .sort("instrument")
    )
    return lines("bereik", _share(reached))


def _lasting(supports: pl.DataFrame, day: date, least: int) -> list[pl.DataFrame]:
    """Return the median of how long they run, all starts together, still running ones too."""
    ended = (pl.col("einddatum") <= day).fill_null(False)
    until = pl.when(ended).then("einddatum").otherwise(pl.lit(day))
    rows = supports.select(
        "instrument", intrede=pl.lit(0), gebeurd=ended,
        dagen=(until - pl.col("begindatum")).dt.total_days(),
    )  # fmt: skip
    if rows.is_empty():
        return []
    sizes = rows.group_by("instrument").agg(teller=pl.col("gebeurd").sum(), noemer=pl.len())
    table = life_table(rows, ["instrument"], from_start=True)
    medians = quantiles(table, ["instrument"], 0.5).join(sizes, on="instrument").sort("instrument")
    return [lines("duur", too_few(medians, least))]


def _early(supports: pl.DataFrame, day: date, least: int) -> pl.DataFrame:
    """Return the share that stopped early, in total and by what was put down as result.

    What was typed only a few times is no reason of a list but a note, and a note may be about
    somebody: those are told together.
    """
    ended = supports.filter(pl.col("einddatum") <= day)
    early = pl.col("reden_einde").is_in(["2", "3"]).fill_null(False)
    often = pl.len().over("resultaat") >= _OFTEN
    reason = (
        pl.when(pl.col("reden_einde") == "3").then(pl.lit("overmacht"))
        .when(pl.col("resultaat").is_null()).then(pl.lit("geen reden vastgelegd"))
        .when(often).then("resultaat").otherwise(pl.lit("een andere reden"))
    )  # fmt: skip
    sizes = ended.group_by("instrument").agg(noemer=pl.len())
    stopped = ended.filter(early).with_columns(reden=reason)
    whole = stopped.group_by("instrument").agg(teller=pl.len()).with_columns(
        dimensie=pl.lit(TOTAL), categorie=pl.lit(TOTAL))  # fmt: skip
    by = stopped.group_by("instrument", pl.col("reden").alias("categorie")).agg(
        teller=pl.len()).with_columns(dimensie=pl.lit("reden"))  # fmt: skip
    nought = sizes.with_columns(dimensie=pl.lit(TOTAL), categorie=pl.lit(TOTAL))
    all_whole = nought.join(
        whole, on=["instrument", "dimensie", "categorie"], how="left"
    ).with_columns(pl.col("teller").fill_null(0))
    parts = by.join(sizes, on="instrument")
    order = ["instrument", "dimensie", "categorie", "teller", "noemer"]
    rows = pl.concat([all_whole.select(order), parts.select(order)]).sort(
        "instrument", pl.col("dimensie") != TOTAL, "categorie"
    )
    return lines("voortijdig", too_few(_share(rows), least))


def _waiting(caseload: Caseload, supports: pl.DataFrame, least: int) -> pl.DataFrame:
    firsts = supports.group_by("persoon_id", "instrument").agg(pl.col("begindatum").min())
    spells = caseload.unit("personen").select("persoon_id", "van", "tot")
    waited = (
        firsts.join(spells, on="persoon_id")
        .filter(
            pl.col("van") <= pl.col("begindatum"),
            pl.col("tot").is_null() | (pl.col("tot") >= pl.col("begindatum")),
        )
        .with_columns(dagen=(pl.col("begindatum") - pl.col("van")).dt.total_days())
        .group_by("instrument")
        .agg(waarde=pl.col("dagen").median(), teller=pl.len(), noemer=pl.len())
        .sort("instrument")
    )
    return lines("wachttijd", too_few(waited, least))


def _unused(caseload: Caseload, supports: pl.DataFrame, day: date) -> list[pl.DataFrame]:
    """Return who was in benefit for a year and had nothing in it, by place and by loonwaarde."""
    year = Period(day, day).last_twelve_months()
    there = caseload.unit("personen").filter(
        in_stock("van", "tot", day), pl.col("van") <= year.begin
    )
    had = supports.filter(touches("begindatum", "einddatum", year.begin, day)).select("persoon_id")
    rows = (
        there.select("persoon_id")
        .unique()
        .join(had.unique().with_columns(kreeg=True), on="persoon_id", how="left")
        .with_columns(zonder=pl.col("kreeg").is_null())
    )
    counted = {"teller": pl.col("zonder").sum(), "noemer": pl.len()}
    whole = rows.select(**counted).with_columns(dimensie=pl.lit(TOTAL), categorie=pl.lit(TOTAL))
    parts = [whole.select("dimensie", "categorie", "teller", "noemer")]
    for name in dict.fromkeys((caseload.profile.ladder.dimension, "loonwaardeklasse")):
        if caseload.lacks(dimensions_of(caseload)[name].needs):
            continue
        held = rows.join(_now(caseload, name, day), on="persoon_id", how="left").select(
            pl.lit(name).alias("dimensie"), pl.col("categorie").fill_null(UNKNOWN), "zonder"
        )
        parts.append(held.group_by("dimensie", "categorie").agg(**counted).sort("categorie"))
    least = caseload.profile.instellingen.minimum_noemer
    told = pl.concat(parts).with_columns(instrument=pl.lit(ALL))
    return [lines("zonder", too_few(_share(told), least))]


def _now(caseload: Caseload, name: str, day: date) -> pl.DataFrame:
    """Return `persoon_id`, `categorie`: the value of a trait on a day."""
    trait = dimensions_of(caseload)[name].trait
    line = caseload.remembered(trait, trait.by_person).filter(pl.col("vanaf") <= day)
    last = line.sort("persoon_id", "vanaf").unique("persoon_id", keep="last", maintain_order=True)
    return last.select("persoon_id", pl.col("categorie").cast(pl.String))


def _followed_by(supports: pl.DataFrame, day: date, least: int) -> pl.DataFrame:
    """Return the first other instrument that began within a year, of those followed that long."""
    begun = supports.select("persoon_id", "instrument", "begindatum", "voorziening_id")
    followed = begun.filter((day - pl.col("begindatum")).dt.total_days() >= _YEAR)
    later = begun.select("persoon_id", volgend="instrument", daarna="begindatum")
    gap = (pl.col("daarna") - pl.col("begindatum")).dt.total_days()
    first = (
        followed.join(later, on="persoon_id")
        .filter(gap.is_between(1, _YEAR), pl.col("volgend") != pl.col("instrument"))
        .sort("voorziening_id", "daarna", "volgend")
        .unique("voorziening_id", keep="first", maintain_order=True)
    )
    sizes = followed.group_by("instrument").agg(noemer=pl.len())
    rows = (
        first.group_by("instrument", "volgend")
        .agg(teller=pl.len())
        .join(sizes, on="instrument")
        .sort("instrument", -pl.col("teller").cast(pl.Int64), "volgend")
        .filter(pl.int_range(pl.len()).over("instrument") < _NEXT)
        .with_columns(dimensie=pl.lit("instrument"), categorie=pl.col("volgend"))
    )
    return lines("volgorde", too_few(_share(rows), least))


def _preceded_by(caseload: Caseload, supports: pl.DataFrame, least: int) -> pl.DataFrame:
    """Return the share that had a step before it (wmo, schuldhulp, ...) in the year before."""
    groups = caseload.profile.instrument
    early = [id for id, one in groups.items() if one.groep == BEFORE]
    begun = supports.filter(~pl.col("instrument").is_in(early)).select(
        "persoon_id", "instrument", "begindatum", "voorziening_id"
    )
    steps = supports.filter(pl.col("instrument").is_in(early)).select(
        "persoon_id", stap="instrument", van="begindatum", tot="einddatum"
    )
    gap = (pl.col("begindatum") - pl.col("van")).dt.total_days()
    inside = pl.col("tot").is_null() | (pl.col("tot") >= pl.col("begindatum"))
    had = (
        begun.join(steps, on="persoon_id")
        .filter((gap > 0) & ((gap <= _YEAR) | inside))
        .group_by("instrument", "stap")
        .agg(teller=pl.col("voorziening_id").n_unique())
    )
    sizes = begun.group_by("instrument").agg(noemer=pl.len())
    rows = (
        had.join(sizes, on="instrument")
        .sort("instrument", "stap")
        .with_columns(dimensie=pl.lit("instrument"), categorie=pl.col("stap"))
    )
    return lines("voorliggend", too_few(_share(rows), least))

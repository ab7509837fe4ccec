"""What wage subsidies (LKS) cost, beside the benefits that would have been paid without them.

Rows on a day. A month on subsidy stands in it on its last day, with the benefit that it saves:
that of the last whole month of benefit of the household before the month in which the subsidy
began, else the dated norm for its composition. What was paid stands on the day of its bill: the
subsidies themselves, and the support of the same voorzieningen, or of the same persons in the
months that they are on subsidy. Amounts are whole cents.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from grip.config import Profile
from grip.indicators.views.ladders import WAGE_CLASS
from grip.indicators.views.money import newest

SUBSIDY_TYPES = ("01", "04")
HOUSEHOLDS = ("alleenstaande", "alleenstaande_ouder", "samenwonend", "anders")
SUPPORT_GROUPS = ("begeleiding", "ondersteuning")
_SUPPORT = ("begeleiding", "werkplekaanpassing")
_USUAL = HOUSEHOLDS[0]
_DAY = pl.duration(days=1)
_AMOUNTS = ("lasten", "vermeden", "vermeden_norm", "aanvulling", "rijk")
_SCHEMA: dict[str, type[pl.DataType]] = {
    "spell": pl.UInt32, "persoon_id": pl.String, "datum": pl.Date, "van": pl.Date, "tot": pl.Date,
    "loonwaarde_bij_subsidie": pl.String, **dict.fromkeys(_AMOUNTS, pl.Int64),
}  # fmt: skip


def wage_subsidies(
    supports: pl.DataFrame,
    spent: pl.DataFrame,
    benefits: pl.DataFrame,
    budgets: pl.DataFrame,
    profile: Profile,
) -> pl.DataFrame:
    """Return the rows described above, from the first to the last month of which bills are known.

    Args:
        supports: voorzieningen with `srg_type`.
        spent: from `grip.indicators.views.money.costs`.
        benefits: rows of `uitkeringen`, clients and partners.
        budgets: the table of budgets, for the budget of the State.
        profile: norms, instruments and posts.
    """
    paid = spent.filter(pl.col("gerealiseerd") != 0).with_columns(
        maand=pl.col("datum").dt.truncate("1mo")
    )
    first = paid.filter(pl.col("soort") == "lks").get_column("maand").min()
    last = paid.get_column("datum").dt.month_end().max()
    if not isinstance(first, date) or not isinstance(last, date):
        return pl.DataFrame(schema=_SCHEMA)
    subsidies = (
        supports.filter(pl.col("srg_type").is_in(SUBSIDY_TYPES))
        .with_columns(loonwaarde_bij_subsidie=WAGE_CLASS)
        .select("voorziening_id", "persoon_id", "van", "tot", "loonwaarde_bij_subsidie")
    )
    months = _months(subsidies, first, last)
    saved = _saved(months, _monthly_benefits(paid, benefits), benefits, profile)
    bills = _bills(paid, subsidies, months, profile)
    rows = pl.concat([saved, bills, _of_state(budgets, profile, last)], how="diagonal")
    return (
        rows.with_columns(pl.col(_AMOUNTS).fill_null(0), van="datum", tot="datum")
        .sort("datum", "persoon_id", "lasten", "vermeden")
        .with_row_index("spell")
        .select(pl.col(name).cast(dtype) for name, dtype in _SCHEMA.items())
    )


def _months(subsidies: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """Return a row per month of every subsidy; days on two at a time count for the first."""
    until = pl.col("tot").fill_null(last).clip(upper_bound=last)
    running = (
        subsidies.with_columns(eind=until)
        .sort("persoon_id", "van", "voorziening_id")
        .with_columns(eerder=pl.col("eind").cum_max().shift().over("persoon_id"))
        .with_columns(
            begin=pl.max_horizontal("van", pl.lit(first), pl.col("eerder") + _DAY),
        )
        .filter(pl.col("begin") <= pl.col("eind"))
    )
    return (
        running.with_columns(
            maand=pl.date_ranges(pl.col("begin").dt.truncate("1mo"), "eind", "1mo")
        )
        .explode("maand")
        .with_columns(datum=pl.min_horizontal("eind", pl.col("maand").dt.month_end()))
        .with_columns(
            dagen=(pl.col("datum") - pl.max_horizontal("begin", "maand")).dt.total_days() + 1,
            maanddagen=pl.col("maand").dt.days_in_month().cast(pl.Int64),
        )
    )


def _monthly_benefits(paid: pl.DataFrame, benefits: pl.DataFrame) -> pl.DataFrame:
    """Return what every household was paid a month: `persoon_id`, `maand`, `betaald`, `heel`.

    `heel` says whether the benefit ran all month. A couple has it both.
    """
    spells = benefits.select("uitkering_id", "persoon_id", "ingangsdatum", "einddatum").unique()
    amounts = paid.filter(pl.col("soort") == "uitkering", pl.col("uitkering_id").is_not_null())
    whole = (pl.col("ingangsdatum") <= pl.col("maand")) & (
        pl.col("einddatum").is_null() | (pl.col("einddatum") >= pl.col("maand").dt.month_end())
    )
    return (
        amounts.group_by("uitkering_id", "maand")
        .agg(pl.col("gerealiseerd").sum())
        .join(spells, on="uitkering_id")
        .group_by("persoon_id", "maand")
        .agg(betaald=pl.col("gerealiseerd").sum(), heel=whole.any())
        .sort("maand", "persoon_id")
    )


def _saved(
    months: pl.DataFrame, monthly: pl.DataFrame, benefits: pl.DataFrame, profile: Profile
) -> pl.DataFrame:
    """Return the months on subsidy with the benefit that they save, by each way of reckoning."""
    before = monthly.filter("heel").select("persoon_id", vorige="betaald", laatste="maand")
    households = (
        benefits.select("persoon_id", "leefvorm", sinds="ingangsdatum")
        .drop_nulls("leefvorm")
        .sort("sinds")
    )
    norm = pl.col("leefvorm").fill_null(_USUAL)
    known = (
        months.with_columns(vanaf_maand=pl.col("van").dt.truncate("1mo") - _DAY)
        .sort("vanaf_maand")
        .join_asof(
            before,
            left_on="vanaf_maand",
            right_on="laatste",
            by="persoon_id",
            check_sortedness=False,
        )
        .sort("van")
        .join_asof(
            households, left_on="van", right_on="sinds", by="persoon_id", check_sortedness=False
        )
        .with_columns(leefvorm=pl.when(norm.is_in(HOUSEHOLDS)).then(norm).otherwise(pl.lit(_USUAL)))
    )
    still = monthly.select("persoon_id", "maand", nog="betaald")
    normed = _with_norms(known, profile).join(still, on=["persoon_id", "maand"], how="left")
    own = pl.coalesce("vorige", "norm")
    return normed.select(
        "persoon_id", "datum", "loonwaarde_bij_subsidie",
        vermeden=_part(own), vermeden_norm=_part(pl.col("norm")),
        aanvulling=pl.min_horizontal(_part(own), _part(pl.col("nog").fill_null(0))),
    )  # fmt: skip


def _part(amount: pl.Expr) -> pl.Expr:
    """Return the part of a monthly amount for the days on subsidy, to the nearest cent."""
    return (2 * amount * pl.col("dagen") + pl.col("maanddagen")) // (2 * pl.col("maanddagen"))


def _with_norms(months: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """Add the norm in cents that holds in the month; before the first one, the first."""
    norms = sorted(profile.bijstandsnorm, key=lambda norm: norm.vanaf)
    rows = [
        (date.min if index == 0 else norm.vanaf, kind, round(100 * getattr(norm, kind)))
        for index, norm in enumerate(norms)
        for kind in HOUSEHOLDS
    ]
    schema = {"geldig": pl.Date, "leefvorm": pl.String, "norm": pl.Int64}
    table = pl.DataFrame(rows, schema=schema, orient="row").sort("geldig")
    return months.sort("maand").join_asof(
        table, left_on="maand", right_on="geldig", by="leefvorm", check_sortedness=False
    )


def _bills(
    paid: pl.DataFrame, subsidies: pl.DataFrame, months: pl.DataFrame, profile: Profile
) -> pl.DataFrame:
    """Return what was paid: every subsidy, and the support that goes with them."""
    groups = {id: one.groep for id, one in profile.instrument.items()}
    group = pl.col("instrument").replace_strict(groups or {"": ""}, default=None)
    helps = pl.col("soort").is_in(_SUPPORT) | (
        (pl.col("soort") == "voorziening") & group.is_in(SUPPORT_GROUPS)
    )
    of_person = months.select(
        "persoon_id", "maand", van_persoon="loonwaarde_bij_subsidie", erbij=pl.lit(True)
    ).unique(["persoon_id", "maand"], keep="first", maintain_order=True)
    own = subsidies.select("voorziening_id", eigen="loonwaarde_bij_subsidie", zelf=pl.lit(True))
    marked = paid.join(own, on="voorziening_id", how="left").join(
        of_person, on=["persoon_id", "maand"], how="left"
    )
    belongs = pl.col("zelf").fill_null(False) | pl.col("erbij").fill_null(False)
    return marked.filter((pl.col("soort") == "lks") | (helps & belongs).fill_null(False)).select(
        "persoon_id", "datum",
        loonwaarde_bij_subsidie=pl.coalesce("eigen", "van_persoon"), lasten="gerealiseerd",
    )  # fmt: skip


def _of_state(budgets: pl.DataFrame, profile: Profile, last: date) -> pl.DataFrame:
    """Return the budget of the State in twelve parts, on the last day of each month."""
    posts = profile.buig.lks_posten
    since = profile.buig.lks_apart_vanaf
    amounts = newest(budgets.filter(pl.col("budgetpost").is_in(posts)))
    rows = [
        (date(year, month, 1), amount * month // 12 - amount * (month - 1) // 12)
        for year, amount in amounts.group_by("jaar").agg(pl.col("bedrag").sum()).iter_rows()
        for month in range(1, 13)
        if date(year, month, 1) >= since and date(year, month, 1) <= last
    ]
    frame = pl.DataFrame(rows, schema={"maand": pl.Date, "rijk": pl.Int64}, orient="row")
    return frame.select("rijk", datum=pl.col("maand").dt.month_end())


def persons_on_subsidy(rows: pl.DataFrame, day: date) -> int:
    """Return how many persons were on subsidy from 1 January of the year of `day` up to it."""
    inside = pl.col("datum").is_between(date(day.year, 1, 1), day) & (pl.col("vermeden") > 0)
    return rows.filter(inside).get_column("persoon_id").n_unique()


def covering(names: Mapping[str, str]) -> pl.Expr:
    """Return the saved amount of a way of reckoning: `laatste_maand`, `norm`, `na_aanvulling`."""
    return {
        "laatste_maand": pl.col("vermeden"),
        "norm": pl.col("vermeden_norm"),
        "na_aanvulling": pl.col("vermeden") - pl.col("aanvulling"),
    }[names["uitkering"]]

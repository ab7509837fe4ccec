"""Costs and budgets as rows on a day, each with the policy goal that it serves.

A post of the budget serves the goal that the profile says, else the one in the table of budgets.
Money without a post is attributed (toegerekend): before the first benefit of the person it limits
inflow, from then on it promotes outflow. Amounts are whole cents.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from grip.plan import Buig

LIMIT_INFLOW, PROMOTE_OUTFLOW = "instroom_beperken", "uitstroom_bevorderen"
ATTRIBUTED = "toegerekend"
# From the first to the last; the last one that a post has in a year is the one that holds.
BUDGET_VERSIONS = ("begroting", "gewijzigd", "voorlopig", "nader_voorlopig", "definitief")
_LINE = ("jaar", "budgetpost")
# Kinds of costs that are bought by the month; of others a voorziening is bought once.
BY_MONTH = ("uitkering", "lks")


def goals_of_posts(budgets: pl.DataFrame, of_profile: Mapping[str, str]) -> pl.DataFrame:
    """Return the goal of every post: `budgetpost`, `beleidsdoel`."""
    declared = pl.DataFrame(
        list(of_profile.items()),
        schema={"budgetpost": pl.String, "beleidsdoel": pl.String},
        orient="row",
    )
    budgeted = budgets.sort("jaar", "beleidsdoel", descending=[True, False]).select(
        "budgetpost", "beleidsdoel"
    )
    return pl.concat([declared, budgeted]).unique("budgetpost", keep="first", maintain_order=True)


def costs(
    table: pl.DataFrame, supports: pl.DataFrame, benefits: pl.DataFrame, goals: pl.DataFrame
) -> pl.DataFrame:
    """Return every cost on its day, with its person, instrument and goal.

    A person who is not named is the one of the voorziening, else the client of the benefit.
    `gekocht` tells apart what was bought: months of a benefit or subsidy, else voorzieningen.
    """
    bought = supports.select("voorziening_id", "instrument", ontvanger="persoon_id")
    clients = benefits.sort(pl.col("rol") != "client", "ingangsdatum", "persoon_id").unique(
        "uitkering_id", keep="first", maintain_order=True
    )
    paid_to = clients.select("uitkering_id", client="persoon_id")
    first = benefits.group_by("persoon_id").agg(eerste=pl.col("ingangsdatum").min())
    known = (
        table.with_row_index("spell")
        .join(bought, on="voorziening_id", how="left")
        .join(paid_to, on="uitkering_id", how="left")
        .with_columns(persoon_id=pl.coalesce("persoon_id", "ontvanger", "client"))
        .join(first, on="persoon_id", how="left")
        .join(goals, on="budgetpost", how="left")
        .sort("spell")
    )
    begun = (pl.col("eerste") <= pl.col("datum")).fill_null(False)
    guess = pl.when(begun).then(pl.lit(PROMOTE_OUTFLOW)).otherwise(pl.lit(LIMIT_INFLOW))
    attributed = pl.col("budgetpost").is_null() & pl.col("persoon_id").is_not_null()
    month = pl.col("datum").dt.strftime("%Y-%m")
    of_month = pl.concat_str(pl.coalesce("uitkering_id", "voorziening_id", "persoon_id"), month,
                             separator="@")  # fmt: skip
    once = pl.coalesce("voorziening_id", "persoon_id")
    amount, spent = pl.col("bedrag"), pl.col("status") == "gerealiseerd"
    return known.select(
        "spell", "persoon_id", "datum", "soort", "instrument", "budgetpost", "voorziening_id",
        "uitkering_id",
        van="datum",
        tot="datum",
        toegerekend=attributed,
        gekocht=pl.when(pl.col("soort").is_in(BY_MONTH)).then(of_month).otherwise(once),
        beleidsdoel=pl.when(attributed).then(guess).otherwise("beleidsdoel"),
        gerealiseerd=pl.when(spent).then(amount).otherwise(0),
        verplicht=pl.when(spent).then(0).otherwise(amount),
    )  # fmt: skip


def budget_lines(spent: pl.DataFrame, budgets: pl.DataFrame) -> pl.DataFrame:
    """Return the budget of each year, on its 1 January, and the costs that are held against it.

    These are the costs on a post of that year's budget, and those without a post.

    Args:
        spent: from `costs`.
        budgets: the table of budgets, in whatever versions.
    """
    planned = newest(budgets)
    versions = planned.unique(list(_LINE), keep="first", maintain_order=True)
    years = planned.get_column("jaar").unique()
    held = (
        spent.with_columns(jaar=pl.col("datum").dt.year().cast(pl.Int64))
        .filter(pl.col("jaar").is_in(years.implode()))
        .join(versions.select(*_LINE, "versie"), on=list(_LINE), how="left")
        .filter(pl.col("versie").is_not_null() | pl.col("budgetpost").is_null())
        .with_columns(
            budgetpost=pl.when("toegerekend").then(pl.lit(ATTRIBUTED)).otherwise("budgetpost")
        )
        .sort("spell")
    )
    begun = pl.date(pl.col("jaar"), 1, 1)
    day = {"datum": begun, "van": begun, "tot": begun}
    allowed = planned.select("beleidsdoel", "budgetpost", "versie", begroot="bedrag", **day)
    first = budgets.filter(pl.col("versie") == BUDGET_VERSIONS[0]).sort(*_LINE, "beleidsdoel")
    original = first.select("beleidsdoel", "budgetpost", "versie", oorspronkelijk="bedrag", **day)
    spending = held.drop("jaar", "spell", "toegerekend", "gekocht", "uitkering_id")
    lines = pl.concat([allowed, original, spending], how="diagonal")
    amounts = pl.col("begroot", "oorspronkelijk", "gerealiseerd", "verplicht").fill_null(0)
    return lines.with_columns(amounts).with_row_index("spell")


def newest(budgets: pl.DataFrame) -> pl.DataFrame:
    """Return the last version that each post has in each year."""
    order = {version: number for number, version in enumerate(BUDGET_VERSIONS)}
    rank = pl.col("versie").replace_strict(order, return_dtype=pl.Int8)
    return budgets.filter(rank == rank.max().over(*_LINE)).sort(*_LINE, "beleidsdoel")


def state_money(spent: pl.DataFrame, budgets: pl.DataFrame, buig: Buig) -> pl.DataFrame:
    """Return the BUIG: its budget by version on 1 January, and what was paid from it.

    `begroot` is the amount of the version that holds, `bedrag` that of each. From the day on which
    LKS has a budget of its own it is no cost of the BUIG any more.
    """
    own = budgets.filter(pl.col("budgetpost").is_in(buig.posten))
    held = newest(own).select(*_LINE, "versie", begroot="bedrag")
    begun = pl.date(pl.col("jaar"), 1, 1)
    planned = own.join(held, on=[*_LINE, "versie"], how="left").select(
        "versie", "bedrag", "begroot", datum=begun, van=begun, tot=begun
    )
    apart = (pl.col("soort") == "lks") & (pl.col("datum") >= buig.lks_apart_vanaf)
    paid = spent.filter(pl.col("budgetpost").is_in(buig.posten), ~apart).select(
        "soort", "persoon_id", "datum", "van", "tot", "gerealiseerd"
    )
    lines = pl.concat([planned, paid], how="diagonal")
    amounts = pl.col("bedrag", "begroot", "gerealiseerd").fill_null(0)
    return lines.with_columns(amounts).with_row_index("spell")

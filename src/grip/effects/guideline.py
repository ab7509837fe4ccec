"""Which instrument suits which place on the ladder by the profile, and what departs from it."""

from __future__ import annotations

import polars as pl

from grip.config import Profile
from grip.effects.frame import lines, together, too_few
from grip.errors import ConfigError, suggestion
from grip.indicators.dimensions import dimensions_of
from grip.indicators.statistics.intervals import wilson
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.results import TOTAL, UNKNOWN

_KEYS = ("instrumenten", "instrumentgroepen")


def check_guideline(profile: Profile, where: str) -> None:
    """Raise a ConfigError where the guideline names an instrument, group or place of nowhere."""
    places = profile.ladder.posities
    for number, rule in enumerate(profile.richtlijn, 1):
        known = {
            "categorie": ((rule.categorie,), places),
            "instrumenten": (rule.instrumenten, tuple(profile.instrument)),
            "instrumentgroepen": (rule.instrumentgroepen, tuple(profile.instrumentgroep)),
        }
        for key, (named, existing) in known.items():
            for name in named:
                if name not in existing:
                    raise ConfigError(
                        "CFG-SLEUTEL", where=where, sleutel=f"richtlijn.{number}.{key}.{name}",
                        suggestie=suggestion(name, list(existing)),
                    )  # fmt: skip


def suited(profile: Profile) -> pl.DataFrame:
    """Return what suits: `plaats` (subcategory, else category), `instrument`."""
    pairs = []
    for rule in profile.richtlijn:
        fits = [
            id
            for id, one in profile.instrument.items()
            if id in rule.instrumenten or one.groep in rule.instrumentgroepen
        ]
        pairs += [(rule.subcategorie or rule.categorie, id) for id in fits]
    return pl.DataFrame(
        pairs, schema={"plaats": pl.String, "instrument": pl.String}, orient="row"
    ).unique(maintain_order=True)


def outside_guideline(caseload: Caseload, window: Period) -> pl.DataFrame:
    """Return the share of starts that the guideline does not name for the place of the person.

    The rule of a subcategory goes before that of its category; a place without a rule, and who is
    in no known place, is left out.
    """
    profile = caseload.profile
    if not profile.richtlijn or caseload.lacks(("categorieen", "voorzieningen")):
        return together([])
    begun = (
        caseload.table("voorzieningen")
        .filter(pl.col("begindatum").is_between(window.begin, window.end))
        .select("persoon_id", "instrument", "begindatum")
    )
    for name in ("categorie", "subcategorie"):
        trait = dimensions_of(caseload)[name].trait
        line = caseload.remembered(trait, trait.by_person)
        begun = begun.sort("persoon_id", "begindatum").join_asof(
            line.select("persoon_id", "vanaf", pl.col("categorie").alias(name)),
            left_on="begindatum", right_on="vanaf", by="persoon_id", check_sortedness=False,
        ).drop("vanaf", strict=False)  # fmt: skip
    rules = suited(profile)
    ruled = rules.get_column("plaats").unique().to_list()
    place = (
        pl.when(pl.col("subcategorie").is_in(ruled)).then("subcategorie")
        .when(pl.col("categorie").is_in(ruled)).then("categorie")
    )  # fmt: skip
    held = (
        begun.with_columns(plaats=place)
        .filter(pl.col("plaats").is_not_null(), pl.col("plaats") != UNKNOWN)
        .join(rules.with_columns(past=True), on=["plaats", "instrument"], how="left")
        .with_columns(buiten=pl.col("past").is_null())
    )
    if held.is_empty():
        return together([])
    counted = {"teller": pl.col("buiten").sum(), "noemer": pl.len()}
    whole = held.group_by("instrument").agg(**counted).with_columns(
        dimensie=pl.lit(TOTAL), categorie=pl.lit(TOTAL))  # fmt: skip
    by = held.group_by("instrument", pl.col("plaats").alias("categorie")).agg(
        **counted).with_columns(dimensie=pl.lit("subcategorie"))  # fmt: skip
    order = ["instrument", "dimensie", "categorie", "teller", "noemer"]
    rows = pl.concat([whole.select(order), by.select(order)]).sort(
        "instrument", pl.col("dimensie") != TOTAL, "categorie"
    )
    low, high = wilson(pl.col("teller"), pl.col("noemer"))
    share = 100 * pl.col("teller") / pl.col("noemer")
    told = rows.with_columns(waarde=share, ondergrens=low, bovengrens=high)
    return lines("buiten_richtlijn", too_few(told, profile.instellingen.minimum_noemer))

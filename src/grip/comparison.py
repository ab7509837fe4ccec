"""Comparison with the same period a year before, computed only from figures that may be seen."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from grip.indicators.statistics.intervals import newcombe, wilson
from grip.results import TOTAL, Card, Status

HIGHER, LOWER, EQUAL, CHANCE = "hoger", "lager", "gelijk", "binnen toeval"
LEAST_EXPECTED = 5
_UNTESTED = ("dagen", "uren", "score", "euro", "procent van het minimumloon")  # medians and means
_HAIR = 1e-9  # a quotient of whole numbers can be a hair more than the whole number that it is
_KEYS = ("indicator", "definitie", "dimensie", "categorie")


def with_year_before(frame: pl.DataFrame, cards: Mapping[str, Card], minimum: int) -> pl.DataFrame:
    """Fill `referentie`, `verschil` and `oordeel` where the same period of last year is there.

    What is counted at a moment is simply higher or lower. Flows are compared as Poisson counts
    (given their sum, the one is binomial with probability a half), shares by Newcombe's interval
    of the difference; inside the 95% interval the verdict is `binnen toeval`. With fewer than
    `minimum` cases, or a difference in shares that rests on a handful of people, it is
    `te_weinig_gegevens`, and no difference is shown. Money is no sample and simply higher or lower.
    Of medians and means no difference is given, for want of its interval, nor of what is estimated
    from all that was followed: a year ago that was largely the same.
    What was already said of a figure (from which year its population is) stays, unless the figure
    is hidden.
    """
    shown = pl.col("status") == Status.SHOWN.value
    hidden = pl.col("status") == Status.HIDDEN.value
    before = frame.filter(shown).select(
        *_KEYS,
        periode_begin=pl.col("periode_begin").dt.offset_by("1y"),
        periode_eind=_year_later(pl.col("periode_eind")),
        toen_waarde="waarde",
        toen_teller="teller",
        toen_noemer="noemer",
    )
    exact = [id for id, card in cards.items() if card.moment or card.exact]
    joined = frame.join(
        before, on=[*_KEYS, "periode_begin", "periode_eind"], how="left", maintain_order="left"
    )
    verdict = _verdict(pl.col("indicator").is_in(exact), minimum)
    comparable = shown & pl.col("toen_waarde").is_not_null()
    mean = pl.col("eenheid").is_in(_UNTESTED).fill_null(False) & ~pl.col("indicator").is_in(exact)
    estimated = pl.col("indicator").is_in([id for id, card in cards.items() if card.estimated])
    tested = comparable & ~mean & ~estimated
    judged = joined.with_columns(oordeel_nu=pl.when(tested).then(verdict))
    enough = tested & (pl.col("oordeel_nu") != Status.TOO_FEW.value)
    return judged.with_columns(
        referentie=pl.when(comparable).then("toen_waarde"),
        verschil=pl.when(enough).then(pl.col("waarde") - pl.col("toen_waarde")),
        oordeel=pl.when(~hidden).then(pl.coalesce("oordeel", "oordeel_nu")),
    ).select(frame.columns)


def _year_later(day: pl.Expr) -> pl.Expr:
    """Return the day a year on, where a month end stays a month end."""
    is_end = day == day.dt.month_end()
    later = day.dt.offset_by("1y")
    return pl.when(is_end).then(later.dt.month_end()).otherwise(later)


def _verdict(is_exact: pl.Expr, minimum: int) -> pl.Expr:
    now, then = pl.col("waarde"), pl.col("toen_waarde")
    direction = (
        pl.when(now > then).then(pl.lit(HIGHER)).when(now < then).then(pl.lit(LOWER))
        .otherwise(pl.lit(EQUAL))
    )  # fmt: skip
    both = pl.col("teller") + pl.col("toen_teller")
    low, high = wilson(pl.col("teller"), both)
    flow_few, flow_chance = both < minimum, (low <= 50) & (high >= 50)
    down, up = newcombe(
        pl.col("teller"), pl.col("noemer"), pl.col("toen_teller"), pl.col("toen_noemer")
    )
    # Who moved into a group may leave it without being in its denominator: then it is no share.
    no_share = (pl.col("teller") > pl.col("noemer")) | (
        pl.col("toen_teller") > pl.col("toen_noemer")
    )
    share_few = (pl.col("noemer") < minimum) | (pl.col("toen_noemer") < minimum) | no_share
    is_share = pl.col("noemer").is_not_null()
    few = pl.when(is_share).then(share_few).otherwise(flow_few)
    chance = pl.when(is_share).then((down <= 0) & (up >= 0)).otherwise(flow_chance)
    thin = is_share & _thin(
        pl.col("teller"), pl.col("noemer"), pl.col("toen_teller"), pl.col("toen_noemer")
    )
    return (
        pl.when(is_exact)
        .then(direction)
        .when(few)
        .then(pl.lit(Status.TOO_FEW.value))
        .when(chance)
        .then(pl.lit(CHANCE))
        .when(thin)
        .then(pl.lit(Status.TOO_FEW.value))
        .otherwise(direction)
    )


def _thin(top: pl.Expr, of: pl.Expr, other_top: pl.Expr, other_of: pl.Expr) -> pl.Expr:
    """Tell whether two shares are of too few to call a difference real (Cochran's rule).

    Were there no difference, at least five would have to be expected on either side of each share;
    below that an interval promises more than so few can bear.
    """
    return pl.min_horizontal(of, other_of) < cases_needed(top, of, other_top, other_of)


def cases_needed(top: pl.Expr, of: pl.Expr, other_top: pl.Expr, other_of: pl.Expr) -> pl.Expr:
    """Return out of how many each of two shares must be before a difference can be called real.

    So many that five would be expected on either side, at the share of both together.
    """
    share = (top + other_top) / (of + other_of)
    return (LEAST_EXPECTED / pl.min_horizontal(share, 1 - share) - _HAIR).ceil()


def against_rest(frame: pl.DataFrame, minimum: int) -> pl.DataFrame:
    """Compare every share of a target group with that of all who are not in the group.

    By Newcombe's interval of the difference, from figures that may be seen. With fewer than
    `minimum` on either side the verdict is `te_weinig_gegevens`, with how many there are and how
    many it takes.

    Returns:
        `definitie`, `periode_begin`, `periode_eind`, `categorie` (the group), `oordeel`.
    """
    keys = ["definitie", "periode_begin", "periode_eind"]
    shares = frame.filter(
        pl.col("eenheid") == "procent", pl.col("teller") <= pl.col("noemer")
    ).select(*keys, "dimensie", "categorie", "teller", "noemer")
    whole = shares.filter(pl.col("dimensie") == TOTAL).select(*keys, al="teller", van="noemer")
    both = (
        shares.filter(pl.col("dimensie") == "doelgroep")
        .join(whole.unique(keys, keep="first"), on=keys, how="inner", maintain_order="left")
        .with_columns(
            rest=pl.col("al") - pl.col("teller"), van_rest=pl.col("van") - pl.col("noemer")
        )
        .filter(pl.col("rest") >= 0, pl.col("rest") <= pl.col("van_rest"))
    )
    least = pl.min_horizontal("noemer", "van_rest").cast(pl.Int64)
    parts = (pl.col("teller"), pl.col("noemer"), pl.col("rest"), pl.col("van_rest"))
    (down, up), needed = newcombe(*parts), cases_needed(*parts)
    return both.select(
        *keys,
        "categorie",
        oordeel=pl.when(least < minimum)
        .then(pl.format(f"te weinig: {{}} van minstens {minimum}", least))
        .when((down <= 0) & (up >= 0))
        .then(pl.lit(CHANCE))
        .when(least < needed)
        .then(
            pl.format("te weinig: {} van minstens {}", least, needed.cast(pl.Int64, strict=False))
        )
        .when(up > 0)
        .then(pl.lit(HIGHER))
        .otherwise(pl.lit(LOWER)),
    )

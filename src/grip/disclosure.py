"""The one door: every figure passes here before a writer sees it.

Internal products (`intern`) keep every figure and carry a mark. In public products (`openbaar`) a
count below the minimum cell size is hidden, and so is every percentage that would give such a
count away, with its parts and interval; hidden is a status and never a zero. Where one cell of a
breakdown is hidden its value would follow from the total, so the next smallest is hidden with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass

import polars as pl

from grip.comparison import with_year_before
from grip.results import (
    FREE_CATEGORIES,
    IDENTITY,
    SMALL_GROUPS,
    TOTAL,
    UNKNOWN,
    Audience,
    Card,
    Results,
    Status,
)

PASSED = object()  # proof of passage; only `protect` hands it out


@dataclass(frozen=True)
class ProtectedResults:
    """Results that passed `protect` for one audience; nothing else makes them.

    The proof is asked for and not kept, so that a changed copy has no proof either.
    """

    frame: pl.DataFrame
    cards: Mapping[str, Card]
    audience: Audience
    minimum_cell: int
    passed: InitVar[object] = None

    def __post_init__(self, passed: object) -> None:
        if passed is not PASSED:
            raise TypeError("ProtectedResults come from grip.disclosure.protect only")


_FIGURES = ("waarde", "teller", "noemer", "ondergrens", "bovengrens", "referentie", "verschil")
_SPLIT = ("indicator", "definitie", "periode_begin", "periode_eind", "dimensie")


def protect(
    results: Results, audience: Audience, minimum_cell: int, minimum_denominator: int = 10
) -> ProtectedResults:
    """Return the results that this audience may see, compared with the year before.

    Args:
        results: raw results.
        audience: `intern` hides nothing, `openbaar` what is small.
        minimum_cell: the smallest count that is shown in public, at least 5.
        minimum_denominator: below this no comparison is made.
    """
    frame = results.frame
    if audience is Audience.PUBLIC:
        frame = _hidden(frame, _secondary(frame, _small(minimum_cell)))
    frame = with_year_before(frame, results.cards, minimum_denominator)
    return ProtectedResults(frame, results.cards, audience, minimum_cell, PASSED)


def _small(minimum: int) -> pl.Expr:
    """True where a count, a share's parts or what is left of the share is small and not zero."""
    top, bottom = pl.col("teller").abs(), pl.col("noemer").abs()

    def tiny(count: pl.Expr) -> pl.Expr:
        return (count > 0) & (count < minimum)

    return (tiny(top) | tiny(bottom) | tiny((bottom - top).abs())).fill_null(False)


def _secondary(frame: pl.DataFrame, small: pl.Expr) -> pl.Series:
    """Return which rows to hide: the small ones, and a companion where one stands alone.

    The companion is the smallest other cell of the breakdown that is not zero. A cell of zero
    would protect nothing: the hidden value would still follow by subtraction.
    """
    marked = frame.select(*_SPLIT, "teller", klein=small).with_row_index("plaats")
    split = pl.col("dimensie") != TOTAL
    alone = (
        marked.filter(split)
        .group_by(_SPLIT)
        .agg(pl.col("klein").sum().alias("klein_aantal"))
        .filter(pl.col("klein_aantal") == 1)
    )
    companions = (
        marked.join(alone, on=list(_SPLIT), how="semi")
        .filter(~pl.col("klein"), pl.col("teller").abs() > 0)
        .sort("teller", "plaats")
        .unique(list(_SPLIT), keep="first", maintain_order=True)
        .get_column("plaats")
    )
    return marked.select(pl.col("klein") | pl.col("plaats").is_in(companions.implode())).to_series()


def _hidden(frame: pl.DataFrame, hide: pl.Series) -> pl.DataFrame:
    emptied = [pl.when(~hide).then(pl.col(name)).alias(name) for name in _FIGURES]
    status = pl.when(hide).then(pl.lit(Status.HIDDEN.value)).otherwise("status")
    return _without_rare_names(frame.with_columns(*emptied, status=status))


def _without_rare_names(frame: pl.DataFrame) -> pl.DataFrame:
    """Give what is free to be typed (a district, a provider) no name where nothing of it shows.

    Such a name may be a slip, and even be somebody's; its rows become one of small groups.
    """
    pair = pl.col("dimensie").str.contains("|", literal=True)
    parts = []
    for number in (0, 1):
        first = pl.lit(number == 0)
        parts.append(
            [
                pl.when(pair)
                .then(pl.col(name).str.splitn("|", 2).struct[number])
                .when(first)
                .then(pl.col(name))
                .alias(f"{name}{number}")
                for name in ("dimensie", "categorie")
            ]
        )
    split = frame.with_columns(*parts[0], *parts[1])
    shown = split.filter(pl.col("status") == Status.SHOWN.value, pl.col("teller") > 0)
    named = pl.concat(
        [
            shown.select(d=f"dimensie{number}", c=f"categorie{number}").drop_nulls()
            for number in (0, 1)
        ]
    ).unique()
    renamed, rare = [], pl.lit(False)
    for number in (0, 1):
        d, c = pl.col(f"dimensie{number}"), pl.col(f"categorie{number}")
        nameless = (
            d.is_in(FREE_CATEGORIES)
            & ~c.is_in([TOTAL, UNKNOWN])
            & ~pl.struct(d.alias("d"), c.alias("c")).is_in(named.to_struct().implode())
        ).fill_null(False)
        renamed.append(pl.when(nameless).then(pl.lit(SMALL_GROUPS)).otherwise(c))
        rare = rare | nameless
    return (
        split.with_columns(
            *[pl.when(~rare).then(pl.col(name)).alias(name) for name in _FIGURES],
            categorie=pl.concat_str(renamed, separator="|", ignore_nulls=True),
            status=pl.when(rare).then(pl.lit(Status.HIDDEN.value)).otherwise("status"),
        )
        .select(frame.columns)
        .unique(list(IDENTITY), keep="first", maintain_order=True)
    )

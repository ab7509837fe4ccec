"""The ledger: stock and flow of every group as one double-entry bookkeeping.

Every spell is written in the books of the group that it belongs to: `in` on its first day, `uit`
on its last, and where its group changes in between a pair of entries `her` (herindeling): out of
the one, into the other. The stock of a group is the running sum of its entries, so that per group
begin + instroom - uitstroom + herindeling = eind, for every period and every dimension, without
ever writing a spell out to months. As in any bookkeeping, what happened before the first day that
is asked about stands in one entry, the opening balance (`begin`).

Pieces (`dimensie`, `reeks`, `spell`, `van`, `categorie`): a dimension with one sequence (`reeks`)
per spell, or, for overlapping groups, one sequence per group, `OUTSIDE` while not in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from grip.indicators.dimensions import TARGET_GROUP
from grip.indicators.model import Measure
from grip.indicators.request import Request, Split
from grip.indicators.target_groups import group_pieces, group_traits
from grip.indicators.views.timelines import OUTSIDE, crossed, in_order
from grip.indicators.views.traits import Trait, pieces_by_trait
from grip.results import TOTAL

CELL = ("dimensie", "categorie")
_SEQUENCE = ("dimensie", "reeks", "spell")


@dataclass(frozen=True)
class Pieces:
    """The spells of one unit, cut up by the dimensions of all splits, and by traits of formulas.

    `groups` has `nr`, `spell`, `van`, `categorie`; `sequences` says which dimension each `nr` is.
    """

    groups: pl.DataFrame
    traits: dict[str, pl.DataFrame]
    sequences: pl.DataFrame


def cut(
    request: Request,
    unit: str,
    spells: pl.DataFrame,
    splits: Sequence[Split],
    extra: Mapping[str, Trait],
) -> Pieces:
    """Cut spells of a unit for no, one or two dimensions per split, all in one go."""
    caseload = request.caseload
    single = dict.fromkeys(d for split in splits for d in split if d != TARGET_GROUP)
    asked = {name: request.dimensions[name].trait for name in single}
    grouped = any(TARGET_GROUP in split for split in splits)
    groups = group_traits(caseload, unit) if grouped else {}
    by_name = pieces_by_trait(caseload, unit, spells, {**asked, **groups, **extra})
    members = group_pieces(caseload, unit, by_name) if grouped else None
    cut_up = pl.concat([_split(spells, split, by_name, members) for split in splits])
    distinct = cut_up.select("dimensie", "reeks").unique().sort("dimensie", "reeks")
    numbered = distinct.with_row_index("nr")
    coded = pl.col("categorie").cast(pl.Categorical)  # grouped and compared as a number
    return Pieces(
        cut_up.join(numbered, on=["dimensie", "reeks"]).select("nr", "spell", "van", coded),
        {name: by_name[name].with_columns(coded) for name in extra},
        numbered.select("nr", "dimensie"),
    )


def _split(
    spells: pl.DataFrame,
    split: Split,
    by_name: Mapping[str, pl.DataFrame],
    members: pl.DataFrame | None,
) -> pl.DataFrame:
    """Return the pieces of one split: `dimensie`, `reeks`, `spell`, `van`, `categorie`."""
    if not split:
        one = {name: pl.lit(TOTAL) for name in CELL}
        return spells.select(reeks=pl.lit(""), spell="spell", van="gezien", **one).select(
            *_SEQUENCE, "van", "categorie"
        )
    first, *others = split
    if TARGET_GROUP in others:
        return _swapped(_split(spells, (others[0], first), by_name, members))
    if first == TARGET_GROUP and members is not None:
        pieces = members
    else:
        pieces = by_name[first].select(
            pl.lit(first).alias("dimensie"), pl.lit("").alias("reeks"), pl.all()
        )
    if not others:
        return pieces
    inside = pl.col("categorie") != OUTSIDE
    pair = pl.when(inside).then(pl.concat_str("categorie", "ander", separator="|"))
    return crossed(pieces, {"ander": by_name[others[0]]}).select(
        pl.lit("|".join(split)).alias("dimensie"),
        "reeks",
        "spell",
        "van",
        categorie=pair.otherwise(pl.lit(OUTSIDE)),
    )


def _swapped(pieces: pl.DataFrame) -> pl.DataFrame:
    """Turn `a|b` into `b|a`, in the names and in the categories."""
    parts = [pl.col(c).str.split("|").list.reverse().list.join("|") for c in CELL]
    return pieces.with_columns(parts)


def entries(
    spells: pl.DataFrame, groups: pl.DataFrame, traits: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Return the entries of the ledger: `nr`, `categorie`, `dag`, `soort`, `teken`, `spell`.

    Each trait becomes a column, and a change of a trait a pair of entries.
    """
    lines = crossed(groups, traits) if traits else in_order(groups, "nr")
    values = ["categorie", *traits]
    ends = spells.select("spell", "tot", nieuw=pl.col("van") == pl.col("gezien"))
    lines = lines.join(ends, on="spell", maintain_order="left")
    first = pl.any_horizontal(pl.col(key) != pl.col(key).shift(1) for key in ("nr", "spell"))
    last = pl.any_horizontal(pl.col(key) != pl.col(key).shift(-1) for key in ("nr", "spell"))
    lines = lines.with_columns(
        eerste=first.fill_null(True),
        laatste=last.fill_null(True),
        **{f"{value}_": pl.col(value).shift(1) for value in values},
    )
    kept = ("nr", "spell", *values)
    comes = lines.select(
        *kept,
        dag="van",
        soort=pl.when(~pl.col("eerste"))
        .then(pl.lit("her"))
        .when("nieuw")
        .then(pl.lit("in"))
        .otherwise(pl.lit("begin")),
        teken=pl.lit(1),
    )
    reassigned = lines.filter(~pl.col("eerste")).select(
        "nr", "spell", *[pl.col(f"{value}_").alias(value) for value in values],
        dag="van", soort=pl.lit("her"), teken=pl.lit(-1),
    )  # fmt: skip
    goes = lines.filter(pl.col("laatste") & pl.col("tot").is_not_null()).select(
        *kept, dag="tot", soort=pl.lit("uit"), teken=pl.lit(-1)
    )
    return pl.concat([comes, reassigned, goes]).filter(pl.col("categorie") != OUTSIDE)


def running_counts(
    pieces: Pieces,
    spells: pl.DataFrame,
    measures: Sequence[Measure],
    cells: pl.DataFrame,
    moments: pl.Series,
) -> pl.DataFrame:
    """Return every measure, summed from the beginning up to and including each moment.

    Args:
        pieces: of the spells.
        spells: the spells of the unit, whose columns the measures may use.
        measures: what to count.
        cells: the `dimensie` and `categorie` to report, also those without a single entry.
        moments: days.

    Returns:
        One row per cell and moment: `dimensie`, `categorie`, `datum`, and a column per measure.
    """
    days = moments.sort()
    counts = cells.join(days.rename("datum").to_frame().with_row_index("moment"), how="cross")
    # A ledger is written per trait, so that what changes by the month is in the books of few.
    for needed, members in _by_traits(measures, pieces.traits).items():
        traits = {name: pieces.traits[name] for name in needed}
        written = entries(spells, pieces.groups, traits)
        booked = _booked(written, spells, members, days).join(pieces.sequences, on="nr").drop("nr")
        counts = counts.join(booked, on=[*CELL, "moment"], how="left", maintain_order="left")
    names = [m.name for m in measures]
    return counts.select(*CELL, "datum", pl.col(names).fill_null(0).cum_sum().over(*CELL))


def _by_traits(
    measures: Sequence[Measure], traits: Collection[str]
) -> dict[tuple[str, ...], list[Measure]]:
    """Return the measures by the traits that they need."""
    found: dict[tuple[str, ...], list[Measure]] = {}
    for measure in measures:
        needed = set(measure.weight.meta.root_names())
        found.setdefault(tuple(name for name in traits if name in needed), []).append(measure)
    return found


def _booked(
    written: pl.DataFrame, spells: pl.DataFrame, measures: Sequence[Measure], days: pl.Series
) -> pl.DataFrame:
    """Return what is booked per `nr`, `categorie` and moment: a column per measure."""
    needed = {name for m in measures for name in m.weight.meta.root_names()}
    extra = [name for name in spells.columns if name in needed and name not in written.columns]
    if extra:
        written = written.join(spells.select("spell", *extra), on="spell", how="left")
    # An entry counts from the first moment on or after its day; nothing between matters.
    moment = pl.lit(days).search_sorted(pl.col("dag")).alias("moment")
    return (
        written.group_by("nr", "categorie", moment)
        .agg(m.weight.cast(pl.Int64).sum().alias(m.name) for m in measures)
        .with_columns(pl.col("categorie").cast(pl.String))
    )


def known_cells(pieces: Pieces, closed: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return the cells in the data and those of the closed lists, each once, in order."""
    names = dict(pieces.sequences.iter_rows())
    present = pieces.groups.select("nr", pl.col("categorie").cast(pl.String)).unique()
    found = sorted({(names[nr], name) for nr, name in present.iter_rows() if name != OUTSIDE})
    listed = [(dimension, name) for dimension, all_ in closed.items() for name in all_]
    cells = list(dict.fromkeys([*listed, *found]))
    return pl.DataFrame(cells, schema=dict.fromkeys(CELL, pl.String), orient="row")

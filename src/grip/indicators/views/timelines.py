"""Timelines: what a person or a spell is, from which day on.

A timeline is a frame `key`, `vanaf`, `categorie`: from `vanaf` until the next row of that key the
trait has that value; before the first row, and where the category is null, it is unknown. Traits
that never change have one row from the beginning of time. Attached to spells a timeline becomes
*pieces*: the stretches of a spell in which the value does not change. All counting rests on this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from grip.indicators.views.boundary import holds_on

BEGINNING = date(1, 1, 1)
OUTSIDE = ""  # the category of a spell while it does not belong to an overlapping group
PIECES: dict[str, type[pl.DataType]] = {
    "spell": pl.UInt32,
    "van": pl.Date,
    "categorie": pl.String,
}
# Room for the days of any year, for spells, and for lines or sequences, packed in 63 bits.
_DAYS = 1 << 23
_SIZES = (_DAYS, _DAYS << 26)
_DAY = pl.duration(days=1)


def fixed(frame: pl.DataFrame, key: str, value: pl.Expr) -> pl.DataFrame:
    """Return the timeline of a trait that never changes."""
    return frame.select(key, vanaf=pl.lit(BEGINNING), categorie=value.cast(pl.String))


def stepped(
    frame: pl.DataFrame, key: str, first: str, steps: Sequence[tuple[pl.Expr, str]]
) -> pl.DataFrame:
    """Return the timeline of a trait that passes through steps: (day from which on, category).

    Before the first step it is `first`. A step without a day (an unknown date of birth) is left
    out.
    """
    days = {f"{i}": day for i, (day, _) in enumerate(steps)}
    labels = {f"{i}": label for i, (_, label) in enumerate(steps)}
    passed = (
        frame.select(key, pl.lit(BEGINNING).alias("begin"), **days)
        .unpivot(index=key, variable_name="stap", value_name="vanaf")
        .drop_nulls("vanaf")
        .sort(key, "vanaf")
    )
    category = pl.col("stap").replace_strict({"begin": first, **labels}, return_dtype=pl.String)
    return passed.select(key, "vanaf", categorie=category)


def resolved(
    rows: pl.DataFrame, begin: str, end: str, order: Sequence[pl.Expr], value: pl.Expr
) -> pl.DataFrame:
    """Return the timeline of persons from rows that hold from `begin` to `end`, both included.

    Where rows hold on one day the first in `order` wins. Persons without overlap, nearly all of
    them, take the short way.
    """
    own = rows.select(
        "persoon_id",
        van=pl.col(begin),
        tot=pl.col(end),
        rang=pl.struct(*[e.alias(f"o{i}") for i, e in enumerate(order)]).rank("ordinal"),
        categorie=value,
    ).sort("persoon_id", "van")
    reached = pl.col("tot").fill_null(date(9999, 12, 31)).cum_max().over("persoon_id")
    same = pl.col("persoon_id") == pl.col("persoon_id").shift(1)
    clash = (same & (pl.col("van") <= reached.shift(1))).fill_null(False)
    tangled = own.filter(clash).get_column("persoon_id").unique()
    overlaps = pl.col("persoon_id").is_in(tangled.implode())
    return pl.concat([_disjoint(own.filter(~overlaps)), _winners(own.filter(overlaps))]).sort(
        "persoon_id", "vanaf"
    )


def _disjoint(own: pl.DataFrame) -> pl.DataFrame:
    """Start a row at each begin, and an unknown stretch after each end with nothing behind it."""
    gaps = own.select("persoon_id", vanaf=pl.col("tot") + _DAY, categorie=pl.lit(None, pl.String))
    starts = own.select("persoon_id", vanaf="van", categorie="categorie")
    return pl.concat(
        [
            starts,
            gaps.drop_nulls("vanaf").join(starts, on=["persoon_id", "vanaf"], how="anti"),
        ]
    )


def _winners(own: pl.DataFrame) -> pl.DataFrame:
    """At every day on which something begins or has ended, find the row that wins there."""
    cuts = pl.concat(
        [
            own.select("persoon_id", vanaf="van"),
            own.select("persoon_id", vanaf=pl.col("tot") + _DAY).drop_nulls(),
        ]
    ).unique()
    holding = (
        cuts.join(own, on="persoon_id")
        .filter(holds_on("van", "tot", pl.col("vanaf")))
        .sort("rang")
        .unique(["persoon_id", "vanaf"], keep="first", maintain_order=True)
        .select("persoon_id", "vanaf", "categorie")
    )
    return cuts.join(holding, on=["persoon_id", "vanaf"], how="left")


def changes(line: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return a sorted timeline without the rows that repeat the value before them."""
    again = [pl.col(name).eq_missing(pl.col(name).shift(1)) for name in (key, "categorie")]
    return line.filter(~pl.all_horizontal(again))


def anniversary(start: str, years: int, months: int = 0) -> pl.Expr:
    """Return the day on which `years` (and `months`) since the date in column `start` are full.

    A day that does not exist becomes the first of the next month: who was born on 29 February
    completes a year on 1 March.
    """
    since = pl.col(start)
    later = since.dt.offset_by(f"{years}y{months}mo")  # clips to the last day of a month
    clipped = later.dt.day() != since.dt.day()
    return pl.when(clipped).then(later.dt.offset_by("1d")).otherwise(later)


def in_order(pieces: pl.DataFrame, *first: str) -> pl.DataFrame:
    """Return pieces sorted by these columns, by `spell` and by `van`.

    Whole numbers are packed into one: to sort by one column takes a fifth of the time.
    """
    if not all(pieces.schema[name].is_unsigned_integer() for name in first):
        return pieces.sort(*first, "spell", "van")
    packed = pl.col("van").to_physical().cast(pl.Int64) + _DAYS // 2
    for name, size in zip(("spell", *reversed(first)), _SIZES, strict=False):
        packed += pl.col(name).cast(pl.Int64) * size
    return pieces.sort(packed)


def attach(
    spells: pl.DataFrame, timelines: Sequence[pl.DataFrame], key: str, unknown: str
) -> list[pl.DataFrame]:
    """Return the pieces of the spells by every timeline: `spell`, `van`, `categorie`, in order.

    Each timeline stands sorted by its key and `vanaf`. Every spell starts with a piece on the day
    from which it is followed (`gezien`). A piece may begin on the last day of a spell: outflow is
    counted with the value of that day.
    """
    if not timelines:
        return []
    lines = pl.DataFrame({"lijn": range(len(timelines))}, schema={"lijn": pl.UInt16})
    stacked = pl.concat(
        [line.with_columns(lijn=pl.lit(i, pl.UInt16)) for i, line in enumerate(timelines)]
    )
    same = pl.all_horizontal(pl.col(c) == pl.col(c).shift(-1) for c in (key, "lijn"))
    starts = spells.select(*dict.fromkeys(("spell", "gezien", "tot", key)))
    pieces = (
        starts.join(
            stacked.with_columns(einde=pl.when(same).then(pl.col("vanaf").shift(-1))), on=key
        )
        .filter(
            pl.col("tot").is_null() | (pl.col("vanaf") <= pl.col("tot")),
            pl.col("einde").is_null() | (pl.col("einde") > pl.col("gezien")),
        )
        .select("lijn", "spell", van=pl.max_horizontal("gezien", "vanaf"), categorie="categorie")
    )
    firsts = lines.join(starts.select("spell", van="gezien"), how="cross").join(
        pieces, on=["lijn", "spell", "van"], how="anti"
    )
    whole = pl.concat([pieces, firsts.with_columns(categorie=pl.lit(None, pl.String))])
    known = in_order(whole.with_columns(pl.col("categorie").fill_null(unknown)), "lijn")
    parts = known.partition_by("lijn", as_dict=True, include_key=False)
    empty = known.clear().drop("lijn")
    return [parts.get((number,), empty) for number in range(len(timelines))]


def crossed(pieces: pl.DataFrame, traits: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Cut the pieces further where a trait changes, and add each trait as a column.

    Args:
        pieces: `van`, `categorie` and what tells the sequences apart, `spell` among it.
        traits: pieces (`spell`, `van`, `categorie`) by name, of the same spells.
    """
    keys = [name for name in pieces.columns if name not in ("van", "categorie")]
    sequences = pieces.select(keys).unique()
    layers = [pieces] + [
        sequences.join(trait.rename({"categorie": name}), on="spell")
        for name, trait in traits.items()
    ]
    # Every layer has a line on the first day of a sequence, so nothing is carried over from the
    # sequence before; of the lines of one day the last one knows all.
    first = [name for name in keys if name != "spell"]
    lines = in_order(pl.concat(layers, how="diagonal"), *first)
    same_day = pl.all_horizontal(pl.col(c) == pl.col(c).shift(-1) for c in (*keys, "van"))
    return lines.with_columns(pl.col("categorie", *traits).forward_fill()).filter(
        ~same_day.fill_null(False)
    )

"""From raw results to what one audience may see; the method is told in decision 011.

Internal products (`intern`) keep every figure and carry a mark. In public products (`openbaar`)
classes that are too small are put together, and then every figure is hidden that tells a small
count or from which, with all else that is shown, one could be computed. Hidden is a status and
never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass

import polars as pl

from grip.comparison import with_year_before
from grip.disclosure.merging import Plan, new_category, plan_of, summed, with_classes_of
from grip.disclosure.readings import OWN_VALUE, PERCENT, Reading, readings_of
from grip.disclosure.secondary import hidden_rows
from grip.indicators.counting.outcomes import evaluated
from grip.results import (
    FREE_CATEGORIES,
    IDENTITY,
    MERGED,
    SCHEMA,
    TOTAL,
    UNKNOWN,
    Audience,
    Card,
    Makeup,
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


_TABLE = ("definitie", "periode_begin", "periode_eind", "dimensie")
_FIGURES = ("waarde", "teller", "noemer", "ondergrens", "bovengrens", "referentie", "verschil")


def protect(
    results: Results,
    audience: Audience,
    minimum_cell: int,
    minimum_denominator: int = 10,
    beside: Results | None = None,
) -> ProtectedResults:
    """Return the results that this audience may see, compared with the year before.

    Args:
        results: raw results.
        audience: `intern` hides nothing, `openbaar` what is small or would give that away.
        minimum_cell: the smallest count that is shown in public, at least 5.
        minimum_denominator: below this no comparison is made.
        beside: raw results of another public product over the same day. What of those passes the
            door by itself is shown there, and so it is known to who reads this one.
    """
    frame = results.frame
    if audience is Audience.PUBLIC:
        frame = _public(results, minimum_cell, beside)
    frame = with_year_before(frame, results.cards, minimum_denominator)
    return ProtectedResults(frame, results.cards, audience, minimum_cell, PASSED)


def _public(results: Results, minimum: int, beside: Results | None = None) -> pl.DataFrame:
    together = results if beside is None else Results.joined([results, beside])
    raw = readings_of(together.frame, together.makeup)
    plan = plan_of(raw, minimum)
    if beside is not None:
        plan = with_classes_of(plan, readings_of(beside.frame, beside.makeup), minimum)
    frame, rows = _merged(together, raw, plan)
    known = set() if beside is None else _shown_in(frame, _public(beside, minimum))
    hidden = hidden_rows(rows, plan, minimum, known & rows.keys())
    marks = pl.Series([place in hidden for place in range(frame.height)], dtype=pl.Boolean)
    made = _without_rare_names(_emptied(frame, marks))
    if beside is None:
        return made
    return made.join(results.frame, on=list(_TABLE), how="semi", maintain_order="left")


def _shown_in(frame: pl.DataFrame, published: pl.DataFrame) -> set[int]:
    """Return the places of the rows that are shown in what was published."""
    shown = published.filter(pl.col("status") == Status.SHOWN.value)
    numbered = frame.with_row_index("plaats")
    return set(numbered.join(shown, on=list(IDENTITY), how="semi").get_column("plaats"))


def _merged(
    results: Results, raw: Sequence[Reading], plan: Plan
) -> tuple[pl.DataFrame, dict[int, list[Reading]]]:
    """Return the frame with its classes put together, and the raw figures behind each row."""
    renamed = {f.place: new_category(plan, f) for f in raw}
    changed = {f.place: renamed[f.place] for f in raw if renamed[f.place] != f.cell[1]}
    if not changed:
        return results.frame, {figure.place: [figure] for figure in raw}
    numbered = results.frame.with_row_index("plaats")
    new = pl.DataFrame(
        {"plaats": list(changed), "nieuw": list(changed.values())},
        schema={"plaats": pl.UInt32, "nieuw": pl.String},
    )
    marked = numbered.join(new, on="plaats", how="left", maintain_order="left")
    stays = marked.filter(pl.col("nieuw").is_null()).drop("nieuw")
    together = _together(marked.filter(pl.col("nieuw").is_not_null()), results.makeup)
    joined = pl.concat([stays.with_columns(uit=pl.concat_list("plaats")), together])
    ordered = joined.sort("plaats")
    by_place = {figure.place: figure for figure in raw}
    behind = {
        row: summed([by_place[place] for place in places if place in by_place], renamed)
        for row, places in enumerate(ordered.get_column("uit").to_list())
    }
    return ordered.select(list(SCHEMA)), {row: group for row, group in behind.items() if group}


def _together(rows: pl.DataFrame, makeup: Mapping[str, Makeup]) -> pl.DataFrame:
    """Return the rows of a merged class as one row, computed from their counts."""
    intervals = {name: made.interval for name, made in makeup.items()}
    usual = pl.when(pl.col("eenheid") == PERCENT).then(pl.lit("aandeel")).otherwise(pl.lit(""))
    interval = pl.coalesce(
        pl.col("definitie").replace_strict(intervals, default=None, return_dtype=pl.String), usual
    )
    others = [c for c in SCHEMA if c not in (*IDENTITY, "teller", "noemer")]
    added = (
        rows.with_columns(categorie="nieuw", interval=interval)
        .with_columns(_telbaar=pl.col("interval") != OWN_VALUE)
        .group_by(list(IDENTITY), maintain_order=True)
        .agg(
            pl.col("plaats").min().alias("_eerste"),
            pl.col("plaats").alias("uit"),
            pl.col("_telbaar").all(),
            pl.col("interval").first(),
            pl.when(pl.col("noemer").null_count() == 0).then(pl.col("noemer").sum()),
            pl.col("teller").sum(),
            *(pl.col(name).first() for name in others),
        )
        .rename({"_eerste": "plaats"})
    )
    done = evaluated(added)
    columns = ["plaats", *SCHEMA, "uit"]
    kept = pl.col("_telbaar").fill_null(False)
    return done.select(
        *(
            pl.when(kept).then(pl.col(name)).alias(name) if name in _FIGURES else pl.col(name)
            for name in columns
            if name != "status"
        ),
        status=pl.when(kept).then("status").otherwise(pl.lit(Status.HIDDEN.value)),
    ).select(columns)


def _emptied(frame: pl.DataFrame, hide: pl.Series) -> pl.DataFrame:
    emptied = [pl.when(~hide).then(pl.col(name)).alias(name) for name in _FIGURES]
    status = pl.when(hide).then(pl.lit(Status.HIDDEN.value)).otherwise("status")
    return frame.with_columns(*emptied, status=status)


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
        renamed.append(pl.when(nameless).then(pl.lit(MERGED)).otherwise(c))
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

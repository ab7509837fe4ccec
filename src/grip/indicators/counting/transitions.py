"""From each place on the ladder, and from outside, the chances to be in each some months on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product

import polars as pl

from grip.indicators.model import Transition
from grip.indicators.request import Request
from grip.indicators.statistics.multistate import NOWHERE, Stays, transition_probabilities
from grip.indicators.statistics.survival import incidence_bounds
from grip.indicators.views.timelines import BEGINNING
from grip.periods import say, shift_keeping_month_end
from grip.results import FROM_TO, TOTAL, UNKNOWN, WENT, not_computed

_INSIDE = "binnen"
_PAIR = ("van", "naar")
_FIGURES = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")


def chances(request: Request, formula: Transition) -> pl.DataFrame:
    """Return the figures of each period: `van|naar`, and in total who is out after so long.

    How many were in a place some months before the end of the period (`noemer`), and how many of
    them are in another now (`teller`). As the register follows everybody to the end, that share is
    the landmark Aalen-Johansen estimate of Putter and Spitoni (2018), Statistical Methods in
    Medical Research 27:2081-2092. The pooled estimate has its own `waarde` and bounds.
    """
    caseload = request.caseload
    places = [*caseload.profile.ladder.posities, UNKNOWN, WENT]
    unit = formula.unit
    every = caseload.remembered(
        (with_absences, unit), lambda known: with_absences(known.unit(unit), known.unit("personen"))
    )
    ends = request.followed_until
    made = []
    for day in ends.get_column("dag").unique().sort():
        start = shift_keeping_month_end(day, -formula.months)
        since = request.kept_since(formula.unit, day)
        if since is not None and since > start:
            figures = _too_short(places, since, formula.months)
        else:
            figures = _window(every, places, start, day, pooled=formula.pooled)
        made.append(figures.with_columns(dag=pl.lit(day)))
    return ends.join(pl.concat(made), on="dag", maintain_order="left_right").drop("dag")


def with_absences(stays: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Return `persoon_id`, `plaats`, `begin`, `einde`, `naar` of all stays, those out included.

    Out is from the end of a spell of a person until the next one begins, if it does.
    """
    first = stays.sort("begin").unique("periode", keep="first", maintain_order=True)
    spells = persons.sort("persoon_id", "van").join(
        first.select(spell="periode", eerste="plaats"), on="spell", how="left",
        maintain_order="left",
    )  # fmt: skip
    again = pl.col("persoon_id") == pl.col("persoon_id").shift(-1)
    away = spells.select(
        "persoon_id", begin="tot", plaats=pl.lit(WENT),
        einde=pl.when(again).then(pl.col("van").shift(-1)),
        naar=pl.when(again).then(pl.col("eerste").shift(-1)),
    ).filter(pl.col("begin").is_not_null())  # fmt: skip
    inside = stays.select("persoon_id", "plaats", "begin", "einde", naar="oorzaak")
    return pl.concat([inside, away.select(inside.columns)])


def _window(
    every: pl.DataFrame, places: Sequence[str], start: date, end: date, *, pooled: bool
) -> pl.DataFrame:
    """Return the figures of one window: what happened after its start, up to its end."""
    there = _directly(every, start, end)
    pairs = pl.DataFrame(list(product(places, places)), schema=list(_PAIR), orient="row")
    out = pl.DataFrame({"van": [_INSIDE], "naar": [WENT]})
    cells, total = _with_counts(pairs, there), _with_counts(out, _outside(there))
    if pooled:
        seen = every.filter(
            pl.col("begin") < end, pl.col("einde").is_null() | (pl.col("einde") > start)
        ).with_columns(gezien=(pl.col("einde") <= end).fill_null(False))
        cells = _with_chances(cells, _estimated(seen, list(places), start, end))
        total = _with_chances(total, _estimated(_in_or_out(seen), [_INSIDE, WENT], start, end))
    named = cells.with_columns(
        dimensie=pl.lit(FROM_TO), categorie=pl.concat_str(_PAIR, separator="|")
    )
    whole = total.with_columns(dimensie=pl.lit(TOTAL), categorie=pl.lit(TOTAL))
    return pl.concat([whole, named]).drop(_PAIR).with_columns(oordeel=pl.lit(None, pl.String))


def _in_or_out(seen: pl.DataFrame) -> pl.DataFrame:
    """Call every place of the ladder the same; moves between them are then no moves."""
    out = pl.col("plaats") == WENT
    inside = pl.lit(_INSIDE)
    moved = pl.col("naar") == WENT
    return seen.with_columns(
        plaats=pl.when(out).then("plaats").otherwise(inside),
        naar=pl.when(out).then(inside).when(moved).then("naar"),
        gezien=pl.col("gezien") & (out | moved),
    )


def _estimated(seen: pl.DataFrame, places: list[str], start: date, end: date) -> pl.DataFrame:
    numbers = {place: number for number, place in enumerate(places)}
    zero = start.toordinal()
    leaves = pl.when(pl.col("einde") <= end).then("einde").otherwise(pl.lit(end))

    def day(expr: pl.Expr) -> pl.Expr:
        return (expr - pl.lit(BEGINNING)).dt.total_days() + 1

    columns = seen.select(
        since=day(pl.max_horizontal("begin", pl.lit(start))) - zero,
        until=day(leaves) - zero,
        state=pl.col("plaats").replace_strict(numbers, return_dtype=pl.Int64),
        following=pl.when("gezien")
        .then(pl.col("naar").replace_strict(numbers, default=None, return_dtype=pl.Int64))
        .fill_null(NOWHERE),
    )
    since, until, state, following = (column.to_numpy() for column in columns)
    stays = Stays(since, until, state, following, len(places))
    (found,) = transition_probabilities(stays, 0, [(end - start).days])
    rows = [
        (a, b, float(found[0][numbers[a], numbers[b]]), float(found[1][numbers[a], numbers[b]]))
        for a, b in product(places, places)
    ]
    types = {"van": pl.String, "naar": pl.String, "kans": pl.Float64, "fout": pl.Float64}
    return pl.DataFrame(rows, schema=types, orient="row")


def _directly(every: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    """Return how many were in one place at the start and in another at the end."""

    def at(day: date, name: str) -> pl.DataFrame:
        holds = (pl.col("begin") <= day) & (pl.col("einde").is_null() | (pl.col("einde") > day))
        return every.filter(holds).select("persoon_id", pl.col("plaats").alias(name))

    return (
        at(start, "van").join(at(end, "naar"), on="persoon_id")
        .group_by("van", "naar").agg(teller=pl.len().cast(pl.Float64))
    )  # fmt: skip


def _outside(there: pl.DataFrame) -> pl.DataFrame:
    inside = there.filter(pl.col("van") != WENT).with_columns(
        van=pl.lit(_INSIDE),
        naar=pl.when(pl.col("naar") == WENT).then("naar").otherwise(pl.lit(_INSIDE)),
    )
    return inside.group_by("van", "naar").agg(pl.col("teller").sum())


def _with_counts(pairs: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Return how many made each move, out of how many."""
    starts = there.group_by("van").agg(noemer=pl.col("teller").sum())
    empty = {name: pl.lit(None, pl.Float64) for name in _FIGURES[2:]}
    return (
        pairs.join(there, on=list(_PAIR), how="left", maintain_order="left")
        .join(starts, on="van", how="left", maintain_order="left")
        .with_columns(pl.col("teller", "noemer").fill_null(0.0), **empty)
    )


def _with_chances(counted: pl.DataFrame, estimated: pl.DataFrame) -> pl.DataFrame:
    """Put the chances beside the counts; from a place where nobody was there is no chance."""
    low, high = incidence_bounds(pl.col("kans"), pl.col("fout"))
    some = pl.col("noemer") > 0
    return (
        counted.join(estimated, on=list(_PAIR), how="left", maintain_order="left")
        .with_columns(
            waarde=pl.when(some).then(100 * pl.col("kans")),
            ondergrens=pl.when(some).then(100 * low),
            bovengrens=pl.when(some).then(100 * high),
        )
        .select(counted.columns)
    )


def _too_short(places: Sequence[str], since: date, months: int) -> pl.DataFrame:
    """Say that what was kept does not go back far enough."""
    pairs = ["|".join(pair) for pair in product(places, places)]
    cells = pl.DataFrame(
        {"dimensie": [TOTAL, *[FROM_TO] * len(pairs)], "categorie": [TOTAL, *pairs]}
    )
    empty = {n: pl.lit(None, pl.Float64) for n in _FIGURES}
    why = not_computed(f"nodig zijn {months} maanden, bijgehouden wordt sinds {say(since)}")
    columns = (*_FIGURES, "dimensie", "categorie", "oordeel")
    return cells.with_columns(**empty, oordeel=pl.lit(why)).select(columns)

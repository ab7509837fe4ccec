"""What is said of the rows of a cell together: a mean, a median, where money comes to.

In two steps, so that all indicators that pick rows by the same date share one grouping:
`gathered` says what to collect from the rows of a cell, `summed_up` makes figures of it.
"""

from __future__ import annotations

import polars as pl

from grip.indicators.model import Fates, Mean, Median, Waiting, YearEnd
from grip.indicators.statistics.intervals import median_rank, student
from grip.indicators.statistics.waiting import fates, followed, median_wait
from grip.results import FATE, TOTAL

Collected = Mean | Median | Waiting | Fates | YearEnd
_CENTS = 100


def gathered(formula: Collected) -> dict[str, pl.Expr]:
    """Return what to collect per cell, by name."""
    match formula:
        case YearEnd(by=by, realised=realised, committed=committed):
            facts = pl.struct("persoon_id", deel=by, betaald=realised, vast=committed)
            return {"delen": facts, "dag": pl.col("e").first()}
        case Mean(value=value, scores=scores):
            each = {f"score_{score}": (value == score).sum() for score in scores}
            return {
                "teller": value.sum(),
                "noemer": value.count(),
                "spreiding": value.cast(pl.Float64).std(),
                **each,
            }
        case Median(value=value):
            return {"waarden": value.drop_nulls().sort()}
        case Waiting(start=start, until=until):
            return {"wachtenden": followed(start, until)}
        case Fates(start=start, until=until, outcome=outcome):
            return {"wachtenden": followed(start, until, outcome)}


def summed_up(formula: Collected, cells: pl.DataFrame) -> pl.DataFrame:
    """Return figures of what was collected; a cell without rows has nulls.

    Args:
        formula: what was asked.
        cells: `periode`, `dimensie`, `categorie` and the columns of `gathered`.

    Returns:
        `periode`, `dimensie`, `categorie`, `teller`, `noemer`, `waarde`, `ondergrens`,
        `bovengrens`.
    """
    match formula:
        case YearEnd():
            return _year_end(cells)
        case Mean():
            return _mean(formula, cells)
        case Median():
            return _median(cells)
        case Waiting():
            return median_wait(cells)
        case Fates():
            return fates(cells, formula.weeks, formula.outcomes, formula.of, FATE)


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Float64).fill_null(0.0)


def _euros(cents: str) -> pl.Expr:
    """Return whole cents as the nearest number of euros; a division alone can be a hair off."""
    return (_number(cents) / _CENTS).round(2)


def _year_end(cells: pl.DataFrame) -> pl.DataFrame:
    """Return what each cell comes to on 31 December: the sum of where its parts come to."""
    cell = ("periode", "dimensie", "categorie")
    rows = cells.select(*cell, "dag", "delen").explode("delen").unnest("delen")
    parts = rows.group_by(*cell, "dag", "deel").agg(pl.col("betaald", "vast").sum())
    persons = rows.filter((pl.col("betaald") != 0) | (pl.col("vast") != 0)).group_by(cell)
    people = persons.agg(noemer=pl.col("persoon_id").drop_nulls().n_unique())
    day, paid = pl.col("dag"), pl.col("betaald")
    gone = day.dt.ordinal_day().cast(pl.Int64)
    year = 365 + day.dt.is_leap_year().cast(pl.Int64)
    pace = paid.sign() * ((2 * paid.abs() * (year - gone) + gone) // (2 * gone))
    ends = paid + pl.col("vast") + (pace - pl.col("vast")).clip(lower_bound=0)
    sums = parts.group_by(cell).agg(teller=ends.sum())
    return (
        cells.select(cell)
        .join(sums, on=cell, how="left", maintain_order="left")
        .join(people, on=cell, how="left", maintain_order="left")
        .with_columns(_euros("teller"), _number("noemer"))
        .with_columns(
            waarde="teller",
            ondergrens=pl.lit(None, pl.Float64),
            bovengrens=pl.lit(None, pl.Float64),
        )
    )


def _mean(formula: Mean, cells: pl.DataFrame) -> pl.DataFrame:
    """Return the mean with Student's interval, and for the total each score as a share.

    The interval stays within the scale; there is none where all scores are the same.
    """
    counted = cells.with_columns(_number("teller"), _number("noemer"))
    top, n, spread = pl.col("teller"), pl.col("noemer"), pl.col("spreiding")
    margin = pl.lit(student(counted.get_column("noemer"))) * spread
    value = pl.when(n > 0).then(top / n)
    varied = spread > 0
    lowest, highest = min(formula.scores), max(formula.scores)
    means = counted.with_columns(
        waarde=value,
        ondergrens=pl.when(varied).then((value - margin).clip(lowest, highest)),
        bovengrens=pl.when(varied).then((value + margin).clip(lowest, highest)),
        eenheid=pl.lit("score"),
        interval=pl.lit("eigen"),
    )
    columns = ("periode", "dimensie", "categorie", "teller", "noemer", "waarde", "ondergrens",
               "bovengrens", "eenheid", "interval")  # fmt: skip
    empty = dict.fromkeys(("waarde", "ondergrens", "bovengrens"), pl.lit(None, pl.Float64))
    shares = [
        counted.filter(pl.col("dimensie") == TOTAL).with_columns(
            dimensie=pl.lit(formula.name),
            categorie=pl.lit(str(score)),
            teller=_number(f"score_{score}"),
            eenheid=pl.lit("procent"),
            interval=pl.lit("aandeel"),
            **empty,
        )
        for score in formula.scores
    ]
    whole = pl.col("dimensie") == TOTAL
    parts = (means.filter(whole), *shares, means.filter(~whole))
    return pl.concat([frame.select(columns) for frame in parts])


def _median(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the median with its interval by order statistics; the denominator is the cases.

    It runs from the k-th smallest to the k-th largest value; see `median_rank` for k.
    """
    values = pl.col("waarden")
    sized = cells.with_columns(noemer=values.list.len().fill_null(0).cast(pl.Float64))
    place = median_rank(sized.get_column("noemer"))
    ranked = sized.with_columns(rang=place)
    enough = pl.col("rang") > 0
    return ranked.with_columns(
        teller=pl.lit(None, pl.Float64),
        waarde=values.list.median(),
        ondergrens=pl.when(enough).then(
            values.list.get(pl.col("rang") - 1, null_on_oob=True).cast(pl.Float64)
        ),
        bovengrens=pl.when(enough).then(
            values.list.get(-pl.col("rang"), null_on_oob=True).cast(pl.Float64)
        ),
    )

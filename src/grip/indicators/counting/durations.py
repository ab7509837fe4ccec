"""How long spells last: quantiles, the curve, how soon they end, and why.

All that was followed up to the last day of the period counts, whatever its first day: who was in
already when the data begin enters late, who is still in counts up to that day; see
`grip.indicators.statistics.survival`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, log

import polars as pl

from grip.indicators.counting.books import CELL, cut, splits_in_batches
from grip.indicators.counting.grids import Counted
from grip.indicators.model import Causes, Curve, Indicator, Lasting, Quantile, Rate
from grip.indicators.request import Request, Split
from grip.indicators.statistics.survival import (
    bounds,
    incidence,
    incidence_bounds,
    life_table,
    quantiles,
)
from grip.results import MONTHS_IN, TOTAL, UNKNOWN

_DAYS_PER_MONTH, _DAYS_PER_YEAR = 365.25 / 12, 365.25
_BY = ("moment", "cel")
_TAIL = 0.025
_EMPTY = pl.lit(None, pl.Float64)


def days_in(months: int) -> int:
    """Return how many whole days lie in so many months: 365 in twelve."""
    return int(months * _DAYS_PER_MONTH)


@dataclass(frozen=True)
class Followed:
    """What was followed of a unit: `moment`, `cel`, `intrede`, `dagen`, `gebeurd`, `oorzaak`.

    `moments` says which periods end at a moment, `cells` which group a cell is, `dated` is the
    curve of every cell, with all days that are asked about.
    """

    rows: pl.DataFrame
    moments: pl.DataFrame
    cells: pl.DataFrame
    dated: pl.DataFrame

    @cached_property
    def table(self) -> pl.DataFrame:
        """The curve of every cell on the days on which something ends."""
        return self.dated.filter(pl.col("weg") > 0)

    @cached_property
    def sizes(self) -> pl.DataFrame:
        """How many were followed and how many ended, per moment and cell."""
        return self.rows.group_by(_BY).agg(
            teller=pl.col("gebeurd").sum().cast(pl.Float64), noemer=pl.len().cast(pl.Float64)
        )

    @cached_property
    def worn_out(self) -> pl.DataFrame:
        """The cells whose curve is at 0 while others are still followed after it.

        So few were followed at the start that all of them ended; of the rest nothing can be said.
        """
        longest = pl.col("dagen").max().over(_BY)
        out = self.table.filter(pl.col("s") <= 0, pl.col("dagen") < longest)
        return out.select(_BY).unique()

    @property
    def whole(self) -> int:
        """The cell of the total, or -1 where it was not asked for."""
        found = self.cells.filter(pl.col("dimensie") == TOTAL).get_column("cel")
        return int(found[0]) if len(found) else -1


def durations(request: Request, indicators: Sequence[Indicator]) -> Iterator[Counted]:
    """Yield each indicator with its figures per `periode`, `dimensie`, `categorie`."""
    asked = [(i, i.formula) for i in indicators if isinstance(i.formula, Lasting)]
    ends = request.followed_until.get_column("dag").n_unique()
    for unit in dict.fromkeys(formula.unit for _, formula in asked):
        members = [(i, formula) for i, formula in asked if formula.unit == unit]
        splits = list(dict.fromkeys(s for i, _ in members for s in request.splits(i)))
        for batch in splits_in_batches(splits, ends * request.caseload.unit(unit).height):
            own = {i: [s for s in request.splits(i) if s in batch] for i, _ in members}
            here = [(i, formula) for i, formula in members if own[i]]
            followed = _follow(request, unit, batch, _days_asked(f for _, f in here))
            causes = _causes(followed, [f for _, f in here if isinstance(f, Causes)])
            for indicator, formula in here:
                names = ["|".join(split) or TOTAL for split in own[indicator]]
                yield indicator, _figures(request, formula, followed, causes, names)


def _days_asked(formulas: Iterable[Lasting]) -> list[int]:
    """Return the days of their duration on which formulas ask for the curve."""
    days: set[int] = set()
    for formula in formulas:
        if isinstance(formula, Causes):
            days.add(days_in(formula.months))
        elif isinstance(formula, Curve):
            days.update(map(days_in, formula.months))
    return sorted(days)


def _follow(request: Request, unit: str, splits: Sequence[Split], at: Sequence[int]) -> Followed:
    """Follow every spell of a unit, in each of its groups, up to each distinct last day."""
    spells = request.caseload.unit(unit).with_columns(gezien="van")
    books = cut(request, unit, spells, splits)
    cells = books.named().with_row_index("cel")
    known = request.followed_until
    days = known.select("dag").unique().sort("dag").with_row_index("moment")
    since = [request.kept_since(unit, day) for day in days.get_column("dag")]
    days = days.with_columns(sinds=pl.Series(since, dtype=pl.Date))
    there = books.inside()
    inside = pl.DataFrame(
        {
            "spell": spells.get_column("spell").gather(there.spell),
            "cel": pl.Series(there.cell).cast(cells.schema["cel"]),
        }
    )
    stretches = _stretches(spells.select("spell", "begin", "einde", "oorzaak"), days)
    rows = inside.join(stretches, on="spell").drop("spell")
    return Followed(rows, known.join(days, on="dag"), cells, life_table(rows, _BY, at))


def _stretches(spells: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    """Return what of each spell was seen, by the end of each day: from when, how long, and why.

    Ends before `sinds` were not registered: what ended then is not there, so that what goes on
    counts from that day only.
    """
    begin, end, day = pl.col("begin"), pl.col("einde"), pl.col("dag")
    ended = (end <= day).fill_null(False)
    lasts = (pl.when(ended).then(end).otherwise(day) - begin).dt.total_days()
    late = ((pl.col("sinds") - begin).dt.total_days() - 1).fill_null(0)
    return (
        spells.join(days, how="cross")
        .select(
            "moment", "spell", dagen=lasts, gebeurd=ended,
            intrede=pl.max_horizontal(pl.lit(0, pl.Int64), late),
            oorzaak=pl.when(ended).then(pl.col("oorzaak").fill_null(UNKNOWN)),
        )
        .filter(pl.col("dagen") > pl.col("intrede"))
    )  # fmt: skip


def _figures(
    request: Request, formula: Lasting, followed: Followed, causes: pl.DataFrame, names: list[str]
) -> pl.DataFrame:
    own = followed.cells.filter(pl.col("dimensie").is_in(names))
    match formula:
        case Quantile():
            figures = _quantiles(formula, followed, own)
        case Curve():
            figures = _curve(formula, followed)
        case Rate():
            figures = _rates(formula, followed)
        case Causes():
            categories = [*request.dimensions[formula.column].categories, UNKNOWN]
            figures = _by_cause(formula, followed, own, causes, categories)
    columns = ("periode", *CELL, "teller", "noemer", "waarde", "ondergrens", "bovengrens",
               "oordeel")  # fmt: skip
    said = {} if "oordeel" in figures.columns else {"oordeel": pl.lit(None, pl.String)}
    made = followed.moments.join(figures, on="moment").sort("periode", "plaats")
    return made.with_columns(**said).select(columns)


def _grid(followed: Followed, own: pl.DataFrame) -> pl.DataFrame:
    return followed.moments.select("moment").unique().join(own, how="cross")


def _quantiles(formula: Quantile, followed: Followed, own: pl.DataFrame) -> pl.DataFrame:
    table = followed.table
    found = quantiles(table, _BY, formula.share).join(followed.worn_out, on=list(_BY), how="anti")
    last = table.sort(*_BY, "dagen").group_by(_BY).agg(
        rest=pl.col("s").last(), langst=pl.col("dagen").last()
    )  # fmt: skip
    made = (
        _grid(followed, own)
        .join(followed.sizes, on=list(_BY), how="left")
        .join(found, on=list(_BY), how="left")
        .join(last, on=list(_BY), how="left")
        .with_columns(pl.col("teller", "noemer").fill_null(0.0))
    )
    reached = pl.col("waarde").is_not_null()
    return made.with_columns(
        pl.col("cel").alias("plaats"),
        *(pl.when(reached).then(name).alias(name) for name in ("ondergrens", "bovengrens")),
        oordeel=pl.when(~reached & (pl.col("noemer") > 0)).then(_why_not(formula)),
    )


def _why_not(formula: Quantile) -> pl.Expr:
    """Say what would be needed for a quantile that is not reached.

    With fewer than `needed` an interval with two ends cannot be given even when all are followed
    to the end: share^n or (1 - share)^n is above 2.5%.
    """
    needed = ceil(log(_TAIL) / log(max(formula.share, 1 - formula.share)))
    few = pl.format(
        f"te weinig gegevens: gevolgd: {{}}, nodig: minstens {needed} {formula.noun}",
        pl.col("noemer").cast(pl.Int64),
    )
    short = pl.format(
        "te weinig gegevens: {}% duurt langer dan de {} dagen die zijn gevolgd",
        (100 * pl.col("rest")).round(0).cast(pl.Int64), pl.col("langst"),
    )  # fmt: skip
    early = pl.lit("te weinig gegevens: in de eerste dagen is bijna niemand gevolgd")
    return (
        pl.when(pl.col("noemer") < needed)
        .then(few)
        .when(pl.col("rest") > 0)
        .then(short)
        .otherwise(early)
    )


def _curve(formula: Curve, followed: Followed) -> pl.DataFrame:
    """Return the share that is still there after so many months, with how many are followed then.

    The numerator is how many ended by then.
    """
    months = {days_in(m): str(m) for m in formula.months}
    table = followed.dated.filter(pl.col("cel") == followed.whole).with_columns(
        teller=pl.col("eindes").cum_sum().over(_BY).cast(pl.Float64)
    )
    low, high = bounds(pl.col("s"), pl.col("fout"))
    followed_then = pl.col("risico") > 0
    asked = (
        table.join(followed.worn_out, on=list(_BY), how="anti")
        .filter(pl.col("dagen").is_in(list(months)))
        .select(
            "moment", "teller", noemer=pl.col("risico").cast(pl.Float64),
            categorie=pl.col("dagen").replace_strict(months, return_dtype=pl.String),
            waarde=pl.when(followed_then).then(100 * pl.col("s")),
            ondergrens=pl.when(followed_then).then(100 * low),
            bovengrens=pl.when(followed_then).then(100 * high),
        )
    )  # fmt: skip
    grid = followed.moments.select("moment").unique().join(
        pl.DataFrame({"categorie": list(months.values())}).with_row_index("plaats", 1), how="cross"
    )  # fmt: skip
    points = grid.join(asked, on=["moment", "categorie"], how="left").with_columns(
        pl.col("teller", "noemer").fill_null(0.0), dimensie=pl.lit(MONTHS_IN)
    )
    total = points.filter(pl.col("categorie") == str(formula.of)).with_columns(
        pl.lit(0, pl.get_index_type()).alias("plaats"),
        dimensie=pl.lit(TOTAL),
        categorie=pl.lit(TOTAL),
    )
    return pl.concat([total, points])


def _rates(formula: Rate, followed: Followed) -> pl.DataFrame:
    """Return ends per hundred years at risk, by band; bounds come from Garwood's interval."""
    starts = [days_in(m) for m in formula.months]
    names = [f"{a}-{b}" for a, b in zip(formula.months, formula.months[1:], strict=False)]
    bands = pl.DataFrame(
        {
            "vanaf": starts,
            "tot": [*starts[1:], 1 << 30],
            "categorie": [*names, f">={formula.months[-1]}"],
            "dimensie": MONTHS_IN,
        }
    )
    whole = pl.DataFrame({"vanaf": 0, "tot": 1 << 30, "categorie": TOTAL, "dimensie": TOTAL})
    days = pl.min_horizontal("dagen", "tot") - pl.max_horizontal("intrede", "vanaf")
    ended = pl.col("gebeurd") & (pl.col("dagen") > pl.col("vanaf")) & (
        pl.col("dagen") <= pl.col("tot")
    )  # fmt: skip
    keys = ["moment", *CELL]
    all_bands = pl.concat([whole, bands]).with_row_index("plaats")
    counted = (
        followed.rows.filter(pl.col("cel") == followed.whole)
        .select("moment", "intrede", "dagen", "gebeurd")
        .join(all_bands, how="cross")
        .group_by(keys)
        .agg(
            teller=ended.sum().cast(pl.Float64),
            noemer=days.clip(lower_bound=0).sum() / _DAYS_PER_YEAR,
        )
    )
    grid = (
        followed.moments.select("moment")
        .unique()
        .join(all_bands.select("plaats", *CELL), how="cross", maintain_order="left_right")
    )
    return grid.join(counted, on=keys, how="left", maintain_order="left").with_columns(
        pl.col("teller", "noemer").fill_null(0.0),
        waarde=_EMPTY, ondergrens=_EMPTY, bovengrens=_EMPTY,
    )  # fmt: skip


def _causes(followed: Followed, formulas: Sequence[Causes]) -> pl.DataFrame:
    """Return the cumulative incidences that the formulas ask for, all from one pass."""
    days = sorted({days_in(formula.months) for formula in formulas})
    if not days:
        return pl.DataFrame()
    return incidence(followed.rows, _BY, days, table=followed.dated)


def _by_cause(
    formula: Causes, followed: Followed, own: pl.DataFrame, causes: pl.DataFrame,
    categories: Sequence[str],
) -> pl.DataFrame:  # fmt: skip
    """Return the chance by cause, and of all causes together, within so many months."""
    day = days_in(formula.months)
    base = _ended_within(followed, own, day)
    whole = base.with_columns(
        teller="geeindigd", waarde=100 * pl.col("alle"), ondergrens=100 * pl.col("laag"),
        bovengrens=100 * pl.col("hoog"),
    )  # fmt: skip
    there = pl.col("alle").is_not_null()
    low, high = incidence_bounds(pl.col("kans"), pl.col("fout"))
    parts = (
        base.join(pl.DataFrame({"oorzaak": list(categories)}), how="cross",
                  maintain_order="left_right")
        .join(causes.filter(pl.col("dagen") == day).drop("dagen"), on=[*_BY, "oorzaak"],
              how="left", maintain_order="left")
        .with_columns(
            teller=pl.col("gevallen").cast(pl.Float64).fill_null(0.0),
            waarde=pl.when(there).then(100 * pl.col("kans").fill_null(0.0)),
            ondergrens=pl.when(there).then(100 * low),
            bovengrens=pl.when(there).then(100 * high),
        )
    )  # fmt: skip
    is_total = pl.col("dimensie") == TOTAL
    joined = parts.with_columns(
        dimensie=pl.when(is_total).then(pl.lit(formula.column))
        .otherwise(pl.col("dimensie") + "|" + formula.column),
        categorie=pl.when(is_total).then("oorzaak")
        .otherwise(pl.concat_str("categorie", "oorzaak", separator="|")),
    )  # fmt: skip
    row = pl.col("cel").cast(pl.Int64) * (len(categories) + 1)
    number = pl.col("oorzaak").replace_strict(
        {cause: place for place, cause in enumerate(categories, 1)}, return_dtype=pl.Int64
    )
    columns = ("moment", *CELL, "teller", "noemer", "waarde", "ondergrens", "bovengrens")
    return pl.concat(
        [whole.select(*columns, plaats=row), joined.select(*columns, plaats=row + number)]
    )


def _ended_within(followed: Followed, own: pl.DataFrame, day: int) -> pl.DataFrame:
    """Return, per cell, the chance to have ended by a day, with how many were followed and ended.

    Where nobody is followed up to that day there is no chance.
    """
    early = followed.rows.filter(pl.col("intrede") < day)
    sizes = early.group_by(_BY).agg(
        noemer=pl.len().cast(pl.Float64),
        geeindigd=(pl.col("gebeurd") & (pl.col("dagen") <= day)).sum().cast(pl.Float64),
    )
    low, high = bounds(pl.col("s"), pl.col("fout"))
    ends = (
        followed.dated.filter(pl.col("dagen") == day, (pl.col("risico") > 0) | (pl.col("s") <= 0))
        .join(followed.worn_out, on=list(_BY), how="anti")
        .select(*_BY, alle=1 - pl.col("s"), laag=1 - high, hoog=1 - low)
    )
    return (
        _grid(followed, own)
        .join(sizes, on=list(_BY), how="left")
        .join(ends, on=list(_BY), how="left")
        .with_columns(pl.col("noemer", "geeindigd").fill_null(0.0))
    )

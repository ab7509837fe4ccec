"""The engine: indicators x splits x periods, as rows of the one result frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

import numpy as np
import polars as pl

from grip.indicators.counting.durations import durations
from grip.indicators.counting.events import events
from grip.indicators.counting.grids import Counted, Grid, Placed, as_rows
from grip.indicators.counting.matrix import from_to
from grip.indicators.counting.outcomes import INTERVAL, evaluated
from grip.indicators.counting.presence import presences
from grip.indicators.counting.quotients import with_quotients
from grip.indicators.counting.transitions import chances
from grip.indicators.counting.year_on import years_on
from grip.indicators.makeup import makeup_of
from grip.indicators.model import (
    Balance,
    Breakdown,
    Dated,
    Indicator,
    Matrix,
    Presence,
    Quotient,
    Transition,
)
from grip.indicators.request import Request, Split
from grip.indicators.statistics.shrinkage import pooled
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.pieces import Ints, distinct
from grip.periods import Period, shift_keeping_month_end
from grip.results import SCHEMA, TOTAL, Kind, Results, not_computed

_ROW: dict[str, type[pl.DataType]] = {
    "nummer": pl.Int32, "periode": pl.Int32, "dimensie": pl.String, "categorie": pl.String,
    **dict.fromkeys(("teller", "noemer", "waarde", "ondergrens", "bovengrens"), pl.Float64),
    "eenheid": pl.String, "interval": pl.String, "oordeel": pl.String,
}  # fmt: skip
_WORD = pl.String()
_PERIODS = 1 << 31  # more than there are periods


@dataclass(frozen=True)
class Order:
    """What is asked of the engine: indicators, for periods, by splits.

    Attributes:
        indicators: which declarations, see `grip.indicators.catalogue`.
        periods: any stretches of days; they may overlap.
        per: the splits to make, each a tuple of no, one or two dimension ids. `None` makes the
            total and every dimension and target group of each indicator.
    """

    indicators: Sequence[Indicator]
    periods: Sequence[Period]
    per: Sequence[Split] | None = None


def compute(
    caseload: Caseload,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    *,
    per: Sequence[Split] | None = None,
    extraction: date | None = None,
    run: str = "",
) -> Results:
    """Compute indicators for periods, for the total and by dimensions: one `Order`.

    Returns:
        One row per indicator, period, dimension and category; an empty category is a row with 0,
        and what cannot be computed is a row with its reason.
    """
    return compute_all(caseload, [Order(indicators, periods, per)], extraction=extraction, run=run)


def compute_all(
    caseload: Caseload, orders: Sequence[Order], *, extraction: date | None = None, run: str = ""
) -> Results:
    """Compute orders: each is counted by itself, and all counts become figures in one go.

    Args:
        caseload: what is counted.
        orders: what is asked; the rows stand in their order, and may be there twice.
        extraction: the day of the export; a period that ends later than that minus the
            profile's `voorlopig_maanden` is provisional. `None`: nothing is provisional.
        run: the id of the run, written on every row.

    Raises:
        UsageError: a split that an indicator does not have.
    """
    indicators: list[Indicator] = []
    periods: list[Period] = []
    grids: list[Placed] = []
    frames = [pl.DataFrame(schema=_ROW)]
    for order in orders:
        if not order.indicators or not order.periods:
            continue
        request = Request(caseload, tuple(order.periods), order.per, extraction)
        own, rows = _counted(request, order.indicators, len(indicators), len(periods))
        grids += own
        frames += rows
        indicators += order.indicators
        periods += order.periods
    kinds = _kinds(periods, extraction, caseload.profile.instellingen.voorlopig_maanden)
    many, few = (
        _dated(evaluated(_named(indicators, rows)), periods, kinds, run)
        for rows in (as_rows(grids), pl.concat(frames, how="diagonal").select(list(_ROW)))
    )
    cards = {i.id: i.card for i in indicators}
    cards.update({i.id: i.card for i in indicators if i.by_default})
    by_definition = {i.definition_id: i for i in indicators}
    makeup = {id: makeup_of(i, caseload) for id, i in by_definition.items()}
    return Results(_in_order(many, few), cards, makeup)


def _counted(
    request: Request, indicators: Sequence[Indicator], number: int, first: int
) -> tuple[list[Placed], list[pl.DataFrame]]:
    """Return what was counted in grids, in order, and all other rows: they are few.

    Indicators are numbered from `number`, periods from `first`.
    """
    for indicator in indicators:
        request.refuse_unknown(indicator)
    numbers = {indicator: place for place, indicator in enumerate(indicators, number)}
    grids: list[Placed] = []
    frames = []
    for one in _found(request, [i for i in indicators if not request.caseload.lacks(i.needs)]):
        if isinstance(one, Grid):
            grids.append((numbers[one.indicator], first, one))
        else:
            indicator, rows = one
            of = pl.lit(numbers[indicator], pl.Int32)
            frames.append(rows.with_columns(pl.col("periode") + first, nummer=of))
    shares = [pooled(as_rows([placed])) for placed in grids if placed[2].indicator.pooled]
    plain = [placed for placed in grids if not placed[2].indicator.pooled]
    missing = _not_computed(request, indicators, number, first)
    return sorted(plain, key=itemgetter(0)), [*shares, *frames, missing]


def _found(request: Request, ready: Sequence[Indicator]) -> Iterator[Grid | Counted]:
    """Yield what is counted of each indicator, by the kind of its formula."""
    balanced = [i for i in ready if isinstance(i.formula, Balance | Breakdown | Quotient)]
    yield from with_quotients(request, balanced)
    yield from presences(request, [i for i in ready if isinstance(i.formula, Presence)])
    yield from events(request, [i for i in ready if isinstance(i.formula, Dated)])
    yield from ((i, from_to(request, i.formula)) for i in ready if isinstance(i.formula, Matrix))
    yield from durations(request, ready)
    yield from (
        (i, chances(request, i.formula)) for i in ready if isinstance(i.formula, Transition)
    )
    yield from years_on(request, ready)


def _in_order(many: pl.DataFrame, few: pl.DataFrame) -> pl.DataFrame:
    """Put a few rows between the many, which stand by indicator and period already."""
    few = few.sort("nummer", "periode", maintain_order=True)
    after = np.searchsorted(_place(many), _place(few), "right")
    many, few = (frame.select(list(SCHEMA)) for frame in (many, few))
    parts, at = [], 0
    for begin in np.searchsorted(after, distinct(after)).tolist():
        place = after[begin]
        parts += [many[at:place], few[begin : np.searchsorted(after, place, "right")]]
        at = place
    return pl.concat([*parts, many[at:]])  # without a copy


def _place(rows: pl.DataFrame) -> Ints:
    """Return one number for an indicator and a period, in order."""
    number, period = (
        rows.get_column(name).cast(pl.Int64).to_numpy() for name in ("nummer", "periode")
    )
    place: Ints = number * _PERIODS + period
    return place


def _named(indicators: Sequence[Indicator], rows: pl.DataFrame) -> pl.DataFrame:
    """Put the names of the indicator beside its rows; a formula may give a unit of its own."""
    number = pl.col("nummer")

    def own(name: str, words: list[str], dtype: pl.DataType = _WORD) -> pl.Expr:
        usual = pl.lit(pl.Series(words, dtype=dtype)).gather(number)
        return pl.coalesce(pl.col(name).cast(dtype), usual) if name in rows.columns else usual

    return rows.with_columns(
        indicator=own("indicator", [i.id for i in indicators]),
        definitie=own("definitie", [i.definition_id for i in indicators]),
        eenheid=own("eenheid", [i.card.unit for i in indicators]),
        interval=own("interval", [i.interval for i in indicators], INTERVAL),
    )


def _not_computed(
    request: Request, indicators: Sequence[Indicator], number: int, first: int
) -> pl.DataFrame:
    """Return a row, with its reason, for all that the export does not allow."""
    rows: list[tuple[object, ...]] = []
    for place, indicator in enumerate(indicators, number):
        if reason := request.caseload.lacks(indicator.needs):
            missing = [(TOTAL, reason)]
        else:
            missing = list(request.absent(indicator))
        for dimension, why in missing:
            rows.extend(
                (place, period, dimension, TOTAL, not_computed(why))
                for period in range(first, first + len(request.periods))
            )
    named = ("nummer", "periode", "dimensie", "categorie", "oordeel")
    return pl.DataFrame(rows, schema={name: _ROW[name] for name in named}, orient="row")


def _kinds(periods: Sequence[Period], extraction: date | None, months: int) -> list[Kind]:
    """Say of every period whether it can still change."""
    settled = None if extraction is None else shift_keeping_month_end(extraction, -months)
    return [
        Kind.MEASURED if settled is None or period.end <= settled else Kind.PROVISIONAL
        for period in periods
    ]


def _dated(
    frame: pl.DataFrame, periods: Sequence[Period], kinds: Sequence[Kind], run: str
) -> pl.DataFrame:
    """Put the period and its kind beside every row, and order the columns."""
    by_period = {
        "periode_begin": pl.Series([period.begin for period in periods], dtype=pl.Date),
        "periode_eind": pl.Series([period.end for period in periods], dtype=pl.Date),
        "soort": pl.Series([kind.value for kind in kinds], dtype=pl.String),
    }
    return frame.with_columns(
        **{name: pl.lit(values).gather(pl.col("periode")) for name, values in by_period.items()},
        referentie=None,
        verschil=None,
        run=pl.lit(run),
    ).select("nummer", "periode", *(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()))

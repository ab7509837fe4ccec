"""The engine: indicators x splits x periods, as rows of the one result frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from grip.indicators.counting.durations import durations
from grip.indicators.counting.events import events
from grip.indicators.counting.grids import Counted, Grid, as_rows
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
from grip.periods import Period, shift_keeping_month_end
from grip.results import SCHEMA, TOTAL, Kind, Results, not_computed

_ROW: dict[str, type[pl.DataType]] = {
    "nummer": pl.Int32, "periode": pl.Int32, "dimensie": pl.String, "categorie": pl.String,
    **dict.fromkeys(("teller", "noemer", "waarde", "ondergrens", "bovengrens"), pl.Float64),
    "eenheid": pl.String, "interval": pl.String, "oordeel": pl.String,
}  # fmt: skip
_WORD = pl.String()


def compute(
    caseload: Caseload,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    *,
    per: Sequence[Split] | None = None,
    extraction: date | None = None,
    run: str = "",
) -> Results:
    """Compute indicators for periods, for the total and by dimensions.

    Args:
        caseload: what is counted.
        indicators: which declarations, see `grip.indicators.catalogue`.
        periods: any stretches of days; they may overlap.
        per: the splits to make, each a tuple of no, one or two dimension ids. `None` makes the
            total and every dimension and target group of each indicator.
        extraction: the day of the export; a period that ends later than that minus the
            profile's `voorlopig_maanden` is provisional. `None`: nothing is provisional.
        run: the id of the run, written on every row.

    Returns:
        One row per indicator, period, dimension and category; an empty category is a row with 0,
        and what cannot be computed is a row with its reason.

    Raises:
        UsageError: a split that an indicator does not have.
    """
    request = Request(caseload, tuple(periods), per, extraction)
    for indicator in indicators:
        request.refuse_unknown(indicator)
    ready = [i for i in indicators if not caseload.lacks(i.needs)]
    found = [
        *with_quotients(
            request, [i for i in ready if isinstance(i.formula, Balance | Breakdown | Quotient)]
        ),
        *presences(request, [i for i in ready if isinstance(i.formula, Presence)]),
        *events(request, [i for i in ready if isinstance(i.formula, Dated)]),
        *((i, from_to(request, i.formula)) for i in ready if isinstance(i.formula, Matrix)),
        *durations(request, ready),
        *((i, chances(request, i.formula)) for i in ready if isinstance(i.formula, Transition)),
        *years_on(request, ready),
    ]
    many, few = (
        _dated(request, evaluated(_named(indicators, rows)), run)
        for rows in _rows(indicators, found, _not_computed(request, indicators))
    )
    frame = _in_order(many, few)
    cards = {i.id: i.card for i in indicators}
    cards.update({i.id: i.card for i in indicators if i.by_default})
    return Results(frame, cards, {i.definition_id: makeup_of(i, caseload) for i in indicators})


def _rows(
    indicators: Sequence[Indicator], found: Sequence[Grid | Counted], missing: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return rows of what was counted in grids, in order, and all other rows: they are few."""
    numbers = {indicator: number for number, indicator in enumerate(indicators)}
    grids = sorted(
        (one for one in found if isinstance(one, Grid)), key=lambda grid: numbers[grid.indicator]
    )
    plain = [grid for grid in grids if not grid.indicator.pooled]
    frames = []
    for grid in grids:
        if grid.indicator.pooled:
            frames.append(pooled(as_rows([grid], [numbers[grid.indicator]])))
    for one in found:
        if not isinstance(one, Grid):
            indicator, rows = one
            number = pl.lit(numbers[indicator], pl.Int32)
            frames.append(rows.with_columns(nummer=number))
    few = pl.concat([pl.DataFrame(schema=_ROW), *frames, missing], how="diagonal")
    many = as_rows(plain, [numbers[grid.indicator] for grid in plain])
    return many, few.select(list(_ROW))


def _in_order(many: pl.DataFrame, few: pl.DataFrame) -> pl.DataFrame:
    """Put a few rows between the many, which stand by indicator and period already."""
    parts, at = [], 0
    place, bare = many.get_column("nummer").to_numpy(), many.select(list(SCHEMA))
    for own in few.sort("nummer", maintain_order=True).partition_by("nummer", maintain_order=True):
        number = own.get_column("nummer")[0]
        first, end = (int(np.searchsorted(place, number, side)) for side in ("left", "right"))
        same = pl.concat([many[first:end], own]).sort("periode", maintain_order=True)
        parts += [bare[at:first], same.select(list(SCHEMA))]
        at = end
    return pl.concat([*parts, bare[at:]])  # without a copy


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


def _not_computed(request: Request, indicators: Sequence[Indicator]) -> pl.DataFrame:
    """Return a row, with its reason, for all that the export does not allow."""
    rows: list[tuple[object, ...]] = []
    for number, indicator in enumerate(indicators):
        if reason := request.caseload.lacks(indicator.needs):
            missing = [(TOTAL, reason)]
        else:
            missing = list(request.absent(indicator))
        for dimension, why in missing:
            rows.extend(
                (number, period, dimension, TOTAL, not_computed(why))
                for period in range(len(request.periods))
            )
    named = ("nummer", "periode", "dimensie", "categorie", "oordeel")
    return pl.DataFrame(rows, schema={name: _ROW[name] for name in named}, orient="row")


def _dated(request: Request, frame: pl.DataFrame, run: str) -> pl.DataFrame:
    """Put the period beside every row, say whether it can still change, and order the columns."""
    months = request.caseload.profile.instellingen.voorlopig_maanden
    known = request.extraction
    settled = None if known is None else shift_keeping_month_end(known, -months)
    kinds = [
        Kind.MEASURED if settled is None or period.end <= settled else Kind.PROVISIONAL
        for period in request.periods
    ]
    by_period = {
        "periode_begin": request.calendar.get_column("b"),
        "periode_eind": request.calendar.get_column("e"),
        "soort": pl.Series([kind.value for kind in kinds], dtype=pl.String),
    }
    return frame.with_columns(
        **{name: pl.lit(values).gather(pl.col("periode")) for name, values in by_period.items()},
        referentie=None,
        verschil=None,
        run=pl.lit(run),
    ).select("nummer", "periode", *(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()))

"""The engine: indicators x splits x periods, as rows of the one result frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from grip.indicators.counting.balances import Counted
from grip.indicators.counting.durations import durations
from grip.indicators.counting.events import events
from grip.indicators.counting.matrix import from_to
from grip.indicators.counting.presence import presences
from grip.indicators.counting.quotients import with_quotients
from grip.indicators.counting.transitions import chances
from grip.indicators.counting.year_on import years_on
from grip.indicators.makeup import makeup_of
from grip.indicators.model import (
    PER_10000,
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
from grip.indicators.statistics.intervals import garwood, wilson
from grip.indicators.statistics.shrinkage import pooled
from grip.indicators.views.caseload import Caseload
from grip.periods import Period, shift_keeping_month_end
from grip.results import SCHEMA, TOTAL, Kind, Results, Status, not_computed

_PERCENT, _OWN = "procent", "eigen"
# What a share or rate in this unit is times; any other figure with a denominator is a mean.
_SCALES = {_PERCENT: 100.0, PER_10000: 10_000.0}


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
    counted = [
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
    lines = [_line(number, i, frame) for number, i in enumerate(indicators)
             for frame in _of(i, counted)]  # fmt: skip
    shown = [
        *([evaluated(pl.concat(lines))] if lines else []),
        _not_computed(request, indicators),
    ]
    frame = pl.concat(shown, how="diagonal").sort("nummer", "periode", "orde", maintain_order=True)
    dated = _dated(request, frame, extraction, run)
    cards = {i.id: i.card for i in indicators}
    cards.update({i.id: i.card for i in indicators if i.by_default})
    return Results(dated, cards, {i.definition_id: makeup_of(i, caseload) for i in indicators})


def _of(indicator: Indicator, counted: Iterable[Counted]) -> list[pl.DataFrame]:
    return [frame for owner, frame in counted if owner is indicator]


def _line(number: int, indicator: Indicator, frame: pl.DataFrame) -> pl.DataFrame:
    """Put the name of the indicator beside its counts; a formula may give more than counts."""
    usual = {
        "waarde": pl.lit(None, pl.Float64),
        "ondergrens": pl.lit(None, pl.Float64),
        "bovengrens": pl.lit(None, pl.Float64),
        "eenheid": pl.lit(indicator.card.unit),
        "interval": pl.lit(indicator.interval),
        "oordeel": pl.lit(None, pl.String),
    }
    if indicator.pooled:
        frame = pooled(frame)
    return frame.select(
        "periode",
        "dimensie",
        "categorie",
        "teller",
        "noemer",
        nummer=pl.lit(number, pl.Int32),
        orde=pl.lit(0, pl.Int8),
        indicator=pl.lit(indicator.id),
        definitie=pl.lit(indicator.definition_id),
        **{name: pl.col(name) if name in frame.columns else lit for name, lit in usual.items()},
    )


def evaluated(frame: pl.DataFrame) -> pl.DataFrame:
    """Add value, interval and status. A share or mean of nothing has no value: too few to say."""
    top, bottom = pl.col("teller"), pl.col("noemer")
    own = pl.col("interval") == _OWN
    times = pl.col("eenheid").replace_strict(_SCALES, default=1.0)
    is_count = bottom.is_null() & ~pl.col("eenheid").is_in(list(_SCALES))
    nothing = pl.when(own).then(pl.col("waarde").is_null())
    empty = nothing.otherwise(~is_count & (bottom.is_null() | (bottom == 0)))
    unable = pl.col("oordeel").str.starts_with(not_computed("")).fill_null(False)
    # Who moved into a group can leave it without having been in its denominator.
    no_share = (pl.col("interval") == "aandeel") & (top > bottom)
    lower, upper = garwood(frame.get_column("teller").clip(lower_bound=0))
    share_low, share_high = wilson(top, bottom)
    frame = frame.with_columns(_laag=lower, _hoog=upper)
    scale = pl.when(pl.col("interval") == "verhouding").then(times / bottom).otherwise(1.0)

    def bound(share: pl.Expr, count: str, given: str) -> pl.Expr:
        return (
            pl.when(own)
            .then(given)
            .when(empty | no_share | (pl.col("interval") == ""))
            .then(None)
            .when(pl.col("interval") == "aandeel")
            .then(share)
            .otherwise(pl.col(count) * scale)
        )

    return frame.with_columns(
        waarde=pl.when(own)
        .then("waarde")
        .when(is_count)
        .then(top)
        .when(~empty)
        .then(times * top / bottom),
        ondergrens=bound(share_low, "_laag", "ondergrens"),
        bovengrens=bound(share_high, "_hoog", "bovengrens"),
        teller=pl.when(~unable).then(top),
        status=pl.when(unable)
        .then(pl.lit(Status.NOT_COMPUTED.value))
        .when(empty)
        .then(pl.lit(Status.TOO_FEW.value))
        .otherwise(pl.lit(Status.SHOWN.value)),
    ).drop("_laag", "_hoog", "interval")


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
                (
                    period, dimension, TOTAL, number, 1, indicator.id, indicator.definition_id,
                    indicator.card.unit, Status.NOT_COMPUTED.value, not_computed(why),
                )
                for period in range(len(request.periods))
            )  # fmt: skip
    text = dict.fromkeys(("indicator", "definitie", "eenheid", "status", "oordeel"), pl.String)
    schema = {
        "periode": pl.Int32, "dimensie": pl.String, "categorie": pl.String,
        "nummer": pl.Int32, "orde": pl.Int8, **text,
    }  # fmt: skip
    figures = ("waarde", "teller", "noemer", "ondergrens", "bovengrens")
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        pl.lit(None, pl.Float64).alias(name) for name in figures
    )


def _dated(
    request: Request, frame: pl.DataFrame, extraction: date | None, run: str
) -> pl.DataFrame:
    """Put the period beside every row, say whether it can still change, and order the columns."""
    months = request.caseload.profile.instellingen.voorlopig_maanden
    settled = None if extraction is None else shift_keeping_month_end(extraction, -months)
    provisional = pl.lit(False) if settled is None else pl.col("e") > settled
    return (
        frame.join(
            request.calendar.select("periode", "b", "e"), on="periode", maintain_order="left"
        )
        .with_columns(
            periode_begin="b",
            periode_eind="e",
            soort=pl.when(provisional)
            .then(pl.lit(Kind.PROVISIONAL.value))
            .otherwise(pl.lit(Kind.MEASURED.value)),
            referentie=None,
            verschil=None,
            run=pl.lit(run),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
    )

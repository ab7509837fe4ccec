"""From the months of a report to signals: which series are watched, against which baseline.

The baseline is the three calendar years before the year of the report, so that the limits lie
still for a year. A break in policy that the profile names with a date and a reason begins a new
phase with limits of its own; nothing else moves them. Where the phase has fewer than 12 months in
those years all its settled months make the limits. Months that can still change never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from grip.disclosure import ProtectedResults
from grip.errors import ConfigError
from grip.periods import Period, months_between
from grip.plan import PolicyBreak
from grip.results import TOTAL, Better, Kind, Status
from grip.signals import control_chart as chart

WATCHED = (
    "instroom", "uitstroom", "uitstroom_werk", "uitstroom_onderwijs", "uitstroom_handhaving",
    "doorstroom_vooruit", "doorstroom_terug", "meldingen", "aanvragen", "toekenningen",
    "voorzieningen_gestart",
)  # fmt: skip
BASE_YEARS = 3
JUDGED_MONTHS = 12
FIXED, TRIAL = "vast", "proef"

SIGNAL_SCHEMA: dict[str, type[pl.DataType]] = {
    "indicator": pl.String,
    "definitie": pl.String,
    "periode_begin": pl.Date,
    "periode_eind": pl.Date,
    "waarde": pl.Float64,
    "midden": pl.Float64,
    "ondergrens": pl.Float64,
    "bovengrens": pl.Float64,
    "regel": pl.String,
    "oordeel": pl.String,
    "soort": pl.String,
    "status": pl.String,
    "grenzen": pl.String,
    "basis_begin": pl.Date,
    "basis_eind": pl.Date,
    "basis_punten": pl.Int64,
    "reden": pl.String,
    "run": pl.String,
}


def _no_rows() -> pl.DataFrame:
    return pl.DataFrame(schema=SIGNAL_SCHEMA)


@dataclass(frozen=True)
class Signals:
    """The verdicts on the month series.

    Attributes:
        frame: one row per indicator and month, `SIGNAL_SCHEMA`; `regel` holds the rules that hold
            there, joined by `+`, and is empty where none does. A series that cannot be judged has
            the status `te_weinig_gegevens` (or `onderdrukt`), with what it would need in `oordeel`.
        series: how many series were judged.
        false_alarms: how many signals chance alone gives in the judged months of all of them.
    """

    frame: pl.DataFrame = field(default_factory=_no_rows)
    series: int = 0
    false_alarms: float = 0.0


def watched_months(first: date, end: date) -> tuple[Period, ...]:
    """Return the whole months that are watched: three years before the year of `end`, and it."""
    since = max(first, date(end.year - BASE_YEARS, 1, 1))
    months = months_between(since, end)
    return tuple(month for month in months if since <= month.begin and month.end <= end)


def check_breaks(breaks: Sequence[PolicyBreak], where: str) -> None:
    """Refuse a break that names a series that is not watched: a slip would go unseen.

    Raises:
        ConfigError: with the names that can be chosen.
    """
    for one in breaks:
        for id in one.indicatoren:
            if id not in WATCHED:
                key = "beleidsbreuk.indicatoren"
                raise ConfigError(
                    "CFG-WAARDE", where=where, sleutel=key, reden=f"kies uit {', '.join(WATCHED)}"
                )


def signals_of(
    results: ProtectedResults, months: Sequence[Period], breaks: Sequence[PolicyBreak] = ()
) -> Signals:
    """Return the signals in the month series of protected results.

    Args:
        results: figures that hold the watched indicators for every month; a hidden month silences
            its series.
        months: the watched months, in order.
        breaks: the breaks of the profile.
    """
    points = _points(results, months, breaks)
    ruled = _ruled(chart.with_rules(chart.with_limits(points)), results)
    judged = ruled.filter(
        pl.col("status") == Status.SHOWN.value,
        pl.col("vast"),
        pl.col("periode_begin").is_in([m.begin for m in months[-JUDGED_MONTHS:]]),
    )
    alarms = sum(map(chart.false_alarms, judged.get_column("basis_punten").to_list()))
    frame = ruled.select(pl.col(name).cast(dtype) for name, dtype in SIGNAL_SCHEMA.items())
    return Signals(frame, judged.get_column("indicator").n_unique(), alarms)


def _points(
    results: ProtectedResults, months: Sequence[Period], breaks: Sequence[PolicyBreak]
) -> pl.DataFrame:
    """Return the watched series as points, with their phase and their part in the baseline."""
    order = {id: number for number, id in enumerate(WATCHED)}
    wanted = pl.DataFrame(
        {"periode_begin": [m.begin for m in months], "periode_eind": [m.end for m in months]},
        schema={"periode_begin": pl.Date, "periode_eind": pl.Date},
    )
    rows = results.frame.filter(
        pl.col("indicator").is_in(WATCHED),
        pl.col("dimensie") == TOTAL,
        pl.col("status") != Status.NOT_COMPUTED.value,
        pl.col("soort") != Kind.FORECAST.value,
    ).unique(["indicator", "periode_begin", "periode_eind"], keep="first", maintain_order=True)
    points = (
        rows.join(wanted, on=["periode_begin", "periode_eind"], how="semi")
        .with_columns(orde=pl.col("indicator").replace_strict(order, return_dtype=pl.Int32))
        .sort("orde", "periode_begin")
    )
    last = months[-1].end if months else date.max
    before = pl.col("periode_begin") < date(last.year, 1, 1)
    settled = pl.col("soort") == Kind.MEASURED.value
    phased = _phased(points, breaks).with_columns(
        vast=settled, basis=settled & pl.col("waarde").is_not_null()
    )
    enough = (pl.col("basis") & before).sum().over("indicator", "fase") >= chart.FIXED_FROM
    return phased.with_columns(basis=pl.col("basis") & (before | ~enough))


def _phased(points: pl.DataFrame, breaks: Sequence[PolicyBreak]) -> pl.DataFrame:
    """Number the phase of every point, with the reason why it began; a month has one phase."""
    phase, reason = pl.lit(0), pl.lit("")
    for one in sorted(breaks, key=lambda found: found.datum):
        holds = pl.col("periode_eind") >= one.datum
        if one.indicatoren:
            holds &= pl.col("indicator").is_in(one.indicatoren)
        phase = phase + holds.cast(pl.Int32)
        reason = pl.when(holds).then(pl.lit(f"{one.datum}: {one.tekst}")).otherwise(reason)
    return points.with_columns(fase=phase, reden=reason)


def _ruled(points: pl.DataFrame, results: ProtectedResults) -> pl.DataFrame:
    """Put the rules in words, and say of which series nothing can be said."""
    silent = _silent()
    fired = [pl.when(pl.col(rule)).then(pl.lit(rule)) for rule in chart.RULES]
    rules = pl.concat_str(fired, separator="+", ignore_nulls=True)
    better = {id: results.cards[id].better.value for id in WATCHED if id in results.cards}
    up = pl.any_horizontal(chart.UPWARD)
    wish = pl.col("indicator").replace_strict(better, default=Better.NEITHER.value)
    tone = (
        pl.when(wish == Better.NEITHER.value)
        .then(pl.lit("neutraal"))
        .when(up == (wish == Better.HIGHER.value))
        .then(pl.lit("gunstig"))
        .otherwise(pl.lit("ongunstig"))
    )
    base = pl.col("basis")
    limits = [pl.when(silent == "").then(pl.col(name)).alias(name)
              for name in ("midden", "ondergrens", "bovengrens")]  # fmt: skip
    return points.with_columns(
        *limits,
        regel=pl.when(silent == "").then(rules).otherwise(pl.lit("")),
        oordeel=pl.when(silent != "").then(silent).when(rules != "").then(tone),
        status=pl.when(pl.col("status") == Status.HIDDEN.value)
        .then("status")
        .when(silent == "")
        .then(pl.lit(Status.SHOWN.value))
        .otherwise(pl.lit(Status.TOO_FEW.value)),
        grenzen=pl.when(pl.col("basis_punten") >= chart.FIXED_FROM)
        .then(pl.lit(FIXED))
        .otherwise(pl.lit(TRIAL)),
        basis_begin=pl.col("periode_begin").filter(base).min().over("indicator", "fase"),
        basis_eind=pl.col("periode_eind").filter(base).max().over("indicator", "fase"),
    )


def _silent() -> pl.Expr:
    """Return what a series would need before anything can be said of it, or an empty text."""
    hidden = (pl.col("status") == Status.HIDDEN.value).any().over("indicator", "fase")
    few = pl.col("basis_punten") < chart.FEWEST
    low = pl.col("midden").fill_null(0) < chart.LEAST_MEAN
    return (
        pl.when(hidden)
        .then(pl.lit("een of meer maanden zijn te klein om te tonen"))
        .when(few)
        .then(pl.format(f"{{}} maanden, nodig: {chart.FEWEST}", "basis_punten"))
        .when(low)
        .then(
            pl.format(
                f"gemiddeld {{}} per maand, nodig: {chart.LEAST_MEAN:.0f}",
                pl.col("midden").round(1),
            )
        )
        .otherwise(pl.lit(""))
    )

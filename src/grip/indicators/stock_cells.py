"""The benefits of a caseload by month, as the model of stock and flows takes them.

A month is a number: twelve times the year plus the month, from 0. A benefit comes in in the month
of its first day and goes out in that of its last day of entitlement.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from grip.indicators.late_registration import FLOWS, expected, triangle
from grip.indicators.registered import ends_registered_since
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.ladders import WAGE_CLASSES, state_of, state_timeline
from grip.indicators.views.traits import pension_day
from grip.periods import DAY, shift_months
from grip.results import UNKNOWN

SCHEMES = ("PW", "IOAW", "IOAZ", "BBZ", UNKNOWN)


def month_number(day: date) -> int:
    """Return the number of the month of a day."""
    return day.year * 12 + day.month - 1


def benefit_months(caseload: Caseload) -> pl.DataFrame:
    """Return a row per benefit: `groep`, and the numbers of its months.

    `begin` and `einde` are the months of coming in and going out (`einde` empty: still there),
    `geboren` that of birth of the client and `aow` that of the last day before the pension age: the
    last day of entitlement, as `einde`. Both are empty where the birth date is not known. `terug`
    tells whether the person had a benefit that ended at most twelve months before; `persoon_id` is
    the client.
    """
    born = caseload.table("personen").select("persoon_id", "geboortedatum")
    spells = caseload.unit("uitkeringen").join(
        born, on="persoon_id", how="left", maintain_order="left"
    )
    before = pl.col("tot").shift(1).over("persoon_id", order_by="van")
    last_day = pension_day(caseload.profile.aow_leeftijd) - DAY
    months = spells.with_columns(aow=last_day, ervoor=before).select(
        "persoon_id",
        groep=pl.col("regeling").fill_null(UNKNOWN),
        begin=_number("van"),
        einde=_number("tot"),
        geboren=_number("geboortedatum"),
        aow=_number("aow"),
        ervoor=_number("ervoor"),
    )
    gap = pl.col("begin") - pl.col("ervoor")
    return months.select(pl.exclude("ervoor"), terug=gap.is_between(0, 12).fill_null(False))


def ladder_months(
    caseload: Caseload, benefits: pl.DataFrame
) -> tuple[tuple[str, ...], pl.DataFrame | None]:
    """Return the places on the ladder, the last for unknown, and when clients came on which.

    A row per benefit (`rij`: its row in what `benefit_months` made) and month (`maand`) in which
    the client came on another place, or a first one: the number of that at its end (`trede`).
    Nothing after the month in which the benefit ended. None where nobody has a place.
    """
    ladder = caseload.profile.ladder
    names = ladder.posities if ladder.bron == "categorieen" else WAGE_CLASSES
    state = state_of(ladder)
    line = state_timeline(caseload.table(state.table), state.value, state.rank)
    if line.is_empty():
        return (UNKNOWN,), None
    numbers = {name: at for at, name in enumerate(names)}
    places = _without_repeats(line).select(
        "persoon_id",
        maand=_of(pl.col("vanaf")),
        trede=pl.col("categorie").replace_strict(
            numbers, default=len(names), return_dtype=pl.Int64
        ),
    )
    rows = benefits.select("persoon_id", "einde").with_row_index("rij")
    steps = rows.join(places, on="persoon_id", maintain_order="left_right").filter(
        pl.col("einde").is_null() | (pl.col("maand") <= pl.col("einde"))
    )
    last = steps.unique(["rij", "maand"], keep="last", maintain_order=True)
    return (*names, UNKNOWN), last.select("rij", "maand", "trede")


def first_month(caseload: Caseload, until: date) -> int | None:
    """Return the first whole month in which all ends were registered."""
    first = ends_registered_since(caseload, until)
    if first is None:
        return None
    return month_number(first if first.day == 1 else shift_months(first.replace(day=1), 1))


def still_to_come(
    caseload: Caseload, extraction: date, last: int
) -> dict[int, tuple[float, float]]:
    """Return per month up to `last` how many starts and ends are still to be entered, as expected.

    Only months that late registration still fills are there.
    """
    found: dict[int, list[float]] = {}
    for at, (_, happens, entered) in enumerate(FLOWS):
        made = triangle(caseload, happens, entered, extraction)
        if made.silent:
            continue
        for row, count, outcome in expected(made):
            month = month_number(made.months[row].begin)
            if outcome is not None and month <= last:
                found.setdefault(month, [0.0, 0.0])[at] = outcome.value - count
    return {month: (starts, ends) for month, (starts, ends) in sorted(found.items())}


def _number(column: str) -> pl.Expr:
    return _of(pl.col(column))


def _of(day: pl.Expr) -> pl.Expr:
    return day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64) - 1


def _without_repeats(line: pl.DataFrame) -> pl.DataFrame:
    """Return a sorted timeline of persons without the rows that repeat the value before them."""
    same = [pl.col(name).eq_missing(pl.col(name).shift(1)) for name in ("persoon_id", "categorie")]
    return line.filter(~pl.all_horizontal(same))

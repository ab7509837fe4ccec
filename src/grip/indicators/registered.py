"""From which day on something was registered, so that an empty period is told from a zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from grip.indicators.model import Indicator
from grip.indicators.views.caseload import Caseload

_BENEFITS, _STAYS = "uitkeringen", "verblijven"
_FIRST_DAYS = ("begindatum", "meldingsdatum", "datum", "maand")


def registered_since(caseload: Caseload, indicators: Iterable[Indicator]) -> Mapping[str, date]:
    """Return per indicator the day from which all that it needs was registered.

    An indicator of which that cannot be told (a table without days, or without rows) is left out.
    """
    chosen = list(indicators)
    needs = {need for indicator in chosen for need in indicator.needs}
    days = {need: _since(caseload, need) for need in needs}
    found: dict[str, date] = {}
    for indicator in chosen:
        known = [day for need in indicator.needs if (day := days[need]) is not None]
        if known:
            found[indicator.id] = max(known)
    return found


def kept_since(caseload: Caseload, unit: str, until: date) -> date | None:
    """Return the day from which ends of a unit that is followed up to `until` were registered.

    Of stays on the ladder that is when both the ends of benefits and the ladder were. An end that
    lies after `until` (it can be planned) says nothing of that.
    """
    found = [ends_registered_since(caseload, until)]
    if unit == _STAYS:
        found.append(_since(caseload, caseload.profile.ladder.bron))
    return max((day for day in found if day is not None), default=None)


def ends_registered_since(caseload: Caseload, until: date | None = None) -> date | None:
    """Return the first registered end of a benefit from which no later year is without any.

    A lone end of years before is no registration: of whom left in those years nothing is left.
    """
    years = (
        caseload.rows.select(pl.col("einddatum").alias("dag"))
        .drop_nulls()
        .filter(True if until is None else pl.col("dag") <= until)
        .group_by(pl.col("dag").dt.year().alias("jaar"))
        .agg(pl.col("dag").min())
        .sort("jaar", descending=True)
    )
    first: date | None = None
    for year, day in years.iter_rows():
        if first is not None and year != first.year - 1:
            break
        first = day
    return first


def _since(caseload: Caseload, need: str) -> date | None:
    """Return the first day of a needed table, or of the rows with something in a needed column."""
    name, _, column = need.partition(".")
    if name == _BENEFITS:
        return ends_registered_since(caseload)
    if caseload.lacks((need,)):
        return None
    table = caseload.table(name)
    moment = next((day for day in _FIRST_DAYS if day in table.columns), None)
    if moment is None:
        return None
    filled = table.filter(pl.col(column).is_not_null()) if column else table
    first = filled.get_column(moment).min()
    if isinstance(first, str):  # a month, as income has it
        first = date.fromisoformat(f"{first}-01")
    return first if isinstance(first, date) else None

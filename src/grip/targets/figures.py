"""Targets that are the value of an indicator of the register."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from grip.config import Profile
from grip.indicators.catalogue import register
from grip.indicators.engine import compute
from grip.indicators.model import Indicator
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.results import SCHEMA, TOTAL, Results, Status
from grip.targets.lines import Line


@dataclass(frozen=True)
class Place:
    """Where the value of a line stands in the result frame."""

    definition: str
    dimension: str
    category: str


def indicator_of(profile: Profile, name: str) -> Indicator | None:
    """Return the indicator called `name`, an id or one with a variant; None if there is none."""
    id, *wanted = name.split(";")
    for indicator in register(profile):
        named = set(wanted) <= set(indicator.definition_id.split(";"))
        if indicator.id == id and named and (wanted or indicator.by_default):
            return indicator
    return None


def place_of(profile: Profile, line: Line) -> Place | None:
    """Return where the value of a line stands, None while its indicator is not there."""
    indicator = indicator_of(profile, line.rule.indicator or "")
    if indicator is None:
        return None
    dimension = line.rule.dimensie or TOTAL
    return Place(indicator.definition_id, dimension, line.category or TOTAL)


def values(
    caseload: Caseload,
    lines: Sequence[Line],
    periods: Sequence[Period],
    extraction: date | None,
    known: Results | None = None,
) -> dict[tuple[str, Period], dict[str, Any]]:
    """Return the row of the result frame of every line and period that has one.

    What `known` holds already is not computed again.
    """
    places = {line.key: place_of(caseload.profile, line) for line in lines}
    wanted = [
        (key, period, place)
        for key, place in places.items()
        if place is not None
        for period in periods
    ]
    asked = {place.definition for _, _, place in wanted}
    rows = _by_place(known.frame, periods, asked) if known else {}
    if any((place, period) not in rows for _, period, place in wanted):
        rows = _by_place(_computed(caseload, lines, periods, extraction), periods, asked)
    return {
        (key, period): rows[place, period]
        for key, period, place in wanted
        if (place, period) in rows
    }


def _computed(
    caseload: Caseload, lines: Sequence[Line], periods: Sequence[Period], extraction: date | None
) -> pl.DataFrame:
    """Compute the indicators behind the lines, those of one split at once."""
    splits: dict[tuple[str, ...], dict[str, Indicator]] = {}
    for line in lines:
        indicator = indicator_of(caseload.profile, line.rule.indicator or "")
        if indicator is not None:
            split = (line.rule.dimensie,) if line.rule.dimensie else ()
            splits.setdefault(split, {})[indicator.definition_id] = indicator
    frames = [
        compute(caseload, list(chosen.values()), periods, per=[split], extraction=extraction).frame
        for split, chosen in splits.items()
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema=SCHEMA)


def _by_place(
    frame: pl.DataFrame, periods: Sequence[Period], definitions: Collection[str]
) -> dict[tuple[Place, Period], dict[str, Any]]:
    own = pl.any_horizontal(
        (pl.col("periode_begin") == p.begin) & (pl.col("periode_eind") == p.end) for p in periods
    )
    found = {}
    asked = frame.filter(pl.col("definitie").is_in(sorted(definitions)), own)
    for row in asked.iter_rows(named=True):
        missing = row["status"] == Status.NOT_COMPUTED.value
        # What the export lacks for the whole indicator is said in one row, of the total.
        place = Place(row["definitie"], row["dimensie"], TOTAL if missing else row["categorie"])
        found[place, Period(row["periode_begin"], row["periode_eind"])] = row
    return found

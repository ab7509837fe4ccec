"""Why two runs differ: what went in, which figures changed, and which change did it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import polars as pl

from grip.config import PersonalData, load_profile
from grip.errors import UsageError
from grip.indicators.catalogue import register
from grip.results import TOTAL
from grip.runs.causes import CAUSES, DEFINITION, SPAN, causes_of, profile_of, same_sources
from grip.runs.exports import (
    ROWS,
    Exports,
    changes_between,
    holds,
    open_exports,
    refuse_other,
    rows_of,
)
from grip.runs.figures import Names, SideBySide, beside
from grip.runs.replay import PARTS, attribute
from grip.runs.shelf import Run

MOST = 24  # figures that are computed again where none is named
Say = Callable[[str], None]


class Untold(StrEnum):
    """Why it was not computed again what made the figures change."""

    NOTHING = "niets veranderd"
    PUBLIC = "openbaar"
    NO_EXPORTS = "geen exports"
    OTHER_KEY = "andere sleutel"
    OTHER_SOURCE = "ander bronprofiel"
    OLD_PROFILE = "profiel van een andere versie"


@dataclass(frozen=True)
class DataOf:
    """Where the exports of the runs may lie: as was said, and where exports usually lie."""

    before: Path | None = None
    after: Path | None = None
    usual: Path | None = None
    personal: PersonalData | None = None


@dataclass(frozen=True)
class RunDifference:
    """Two runs side by side.

    Attributes:
        causes: what differs in what went in (`grip.runs.causes.CAUSES`).
        figures: what changed in what came out, what matters most first.
        explained: the figures that were computed again, numbered.
        parts: what made each of those change (`grip.runs.replay.PARTS`).
        rows: which rows of the exports changed (`grip.runs.exports.ROWS`).
        untold: why there are no parts; None where there are.
        without: the runs whose exports are not at hand.
    """

    before: Run
    after: Run
    causes: pl.DataFrame
    figures: SideBySide
    explained: pl.DataFrame
    parts: pl.DataFrame
    rows: pl.DataFrame
    untold: Untold | None = None
    without: tuple[str, ...] = ()
    named: tuple[str, ...] = field(default=())

    @property
    def internal(self) -> bool:
        """Whether it is for colleagues only: unless both runs are public."""
        return not (self.before.public and self.after.public)

    @property
    def sample(self) -> bool:
        return self.before.sample or self.after.sample


def compare(
    before: Run, after: Run, ids: Sequence[str] = (), data: DataOf | None = None,
    say: Say = lambda text: None,
) -> RunDifference:  # fmt: skip
    """Return why two runs differ.

    Args:
        before, after: the runs, from `grip.runs.shelf.find_run`.
        ids: the figures that are asked about, with their groups; without it all of them are
            compared, and the totals that matter most are explained.
        data: where the exports may lie, to compute again with.
        say: told how far it is.

    Raises:
        UsageError: they cannot be compared, or there is no such figure.
        InputError: a file of a run was changed, or the exports are not those of the run.
    """
    _refuse_other_town(before, after)
    names = _names(after)
    least = max(before.least, after.least)
    found = beside(before, after, names, least, _swapped(before, after), ids)
    causes = pl.concat([causes_of(before, after), _of_definitions(found)])
    asked = _asked(found.changed, ids)
    nothing = pl.DataFrame(schema=PARTS), pl.DataFrame(schema=ROWS)
    made = RunDifference(before, after, causes, found, asked.clear(), *nothing, named=tuple(ids))
    return _explained(made, asked, data or DataOf(), say)


def _explained(made: RunDifference, asked: pl.DataFrame, data: DataOf, say: Say) -> RunDifference:
    """Add what made the figures change, or why that cannot be told."""
    before, after = made.before, made.after
    for run, place in ((before, data.before), (after, data.after)):
        if place is not None:
            refuse_other(run, place)
    if not made.internal:
        return replace(made, untold=Untold.PUBLIC)
    if before.option("sleutel") != after.option("sleutel"):
        return replace(made, untold=Untold.OTHER_KEY)
    places = _at_hand(before, after, data)
    if missing := tuple(run.name for run, place in places if place is None):
        return replace(made, untold=Untold.NO_EXPORTS, without=missing)
    if not same_sources(before, after):
        return replace(made, untold=Untold.OTHER_SOURCE)
    say("Inlezen")
    opened = [open_exports(run, place, data.personal) for run, place in places if place]
    if not all(opened):
        return replace(made, untold=Untold.OLD_PROFILE)
    old, new = (one for one in opened if isinstance(one, Exports))
    changes = changes_between(old, new)
    rows = rows_of(changes, old, new)
    if asked.is_empty():
        return replace(made, rows=rows, untold=Untold.NOTHING)
    parts = attribute(asked, old, new, changes, say)
    return replace(made, explained=asked, parts=parts, rows=rows)


def _at_hand(before: Run, after: Run, data: DataOf) -> list[tuple[Run, Path | None]]:
    """Return where the exports of each run lie: where was said, else in any folder that has them.

    Two runs on the same exports need those once.
    """
    found: list[tuple[Run, Path | None]] = []
    for run, said, other in ((before, data.before, data.after), (after, data.after, data.before)):
        maybe = (place for place in (data.usual, other) if place is not None)
        guess = next((place for place in maybe if holds(place, run)), None)
        found.append((run, said or guess))
    return found


def _refuse_other_town(before: Run, after: Run) -> None:
    if before.municipality != after.municipality:
        both = f"{before.name} en {after.name}"
        raise UsageError("RUN-GEMEENTE", where=both)


def _names(run: Run) -> Names:
    """Return what figures and targets are called, by the register of this version."""
    profile = profile_of(run) or load_profile("standaard").profile
    usual = _usual(run)
    known = {one.definition_id for one in register(profile)} | profile.doel.keys()
    titles = {one.definition_id: one.card.title for one in register(profile)
              if one.by_default or one.id not in usual}  # fmt: skip
    aims = {id: one.naam for id, one in profile.doel.items()}
    return Names(titles | aims, frozenset(usual.values()), frozenset(known))


def _usual(run: Run) -> dict[str, str]:
    """Return the definition by which a run counts each indicator unasked."""
    profile = profile_of(run) or load_profile("standaard").profile
    return {one.id: one.definition_id for one in register(profile) if one.by_default}


def _swapped(before: Run, after: Run) -> dict[str, tuple[str, str]]:
    """Return the indicators that the profile of the second run counts by another variant."""
    was, now = _usual(before), _usual(after)
    return {id: (was[id], now[id]) for id in was.keys() & now.keys() if was[id] != now[id]}


def _asked(changed: pl.DataFrame, ids: Sequence[str]) -> pl.DataFrame:
    """Return the figures to explain, numbered.

    Those named, else the totals that matter most, or the groups where no total changed. What had
    no value then or has none now cannot be computed again, and comes last.
    """
    totals = changed.filter(pl.col("dimensie") == TOTAL)
    empty = pl.any_horizontal(pl.col("oud", "nieuw").is_null())
    ranked = (changed if totals.is_empty() else totals).sort(empty, maintain_order=True)
    chosen = changed if ids else ranked.head(MOST)
    return chosen.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("nummer") + 1)


def _of_definitions(found: SideBySide) -> pl.DataFrame:
    """Return the figures that count otherwise than before, or stand in one run only, as causes."""
    rows = [(DEFINITION, id, was, now, "") for id, was, now in found.definitions.iter_rows()]
    if any(found.alone):
        was, now = map(str, found.alone)
        rows.append((SPAN, "alleen in deze run", was, now, "niet vergeleken"))
    return pl.DataFrame(rows, schema=CAUSES, orient="row")

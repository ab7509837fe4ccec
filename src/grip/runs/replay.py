"""What made a figure change: it is computed again with the changes put in one after the other.

The order is fixed: first the day of the export and the settings of the profile, then per table the
rows that went, the rows that came, and the columns of changed rows one by one. What two changes do
together counts with the later one, so that the parts always add up. What is then left is no change
of exports or settings: it is the version of grip, or something that cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from grip.indicators.catalogue import register
from grip.indicators.engine import compute
from grip.indicators.model import Indicator
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.results import TOTAL, Results
from grip.runs.causes import DAY, PROGRAM, SETTING, profiles_between
from grip.runs.exports import CHANGED, GONE, NEW, Exports, TableChange
from grip.runs.figures import FIGURE, TARGET, class_of_target
from grip.targets.attain import attain
from grip.targets.frame import TargetResults

PARTS: dict[str, Any] = {
    "nummer": pl.Int64,
    "oorzaak": pl.String,
    "tabel": pl.String,
    "kolom": pl.String,
    "rijen": pl.Int64,
    "verschil": pl.Float64,
}
"""A row per figure (its number in the list) and cause that made a difference. `rijen` is how many
rows of the export changed so, which is not how many of them matter to the figure."""
REST, HEADERS = "rest", "kolommen"
"""What no change explains; a table or column that is there in one export only."""
_NOISE = 1e-9
_FOUND: dict[str, Any] = {
    "bron": pl.String, "sleutel": pl.String, "periode_begin": pl.Date, "periode_eind": pl.Date,
    "dimensie": pl.String, "categorie": pl.String, "gevonden": pl.Float64,
}  # fmt: skip
_KEY = list(_FOUND)[:-1]
Say = Callable[[str], None]


@dataclass(frozen=True)
class _Step:
    """One change that is put in, and what there is to count after it."""

    cause: str
    table: str
    column: str
    rows: int
    caseload: Caseload
    extraction: date

    def values(self, asked: pl.DataFrame) -> pl.Series:
        """Return what the figures are then; null for what cannot be computed."""
        known = {one.definition_id: one for one in register(self.caseload.profile)}
        usual = [name for name, one in known.items() if one.by_default]
        chosen = pl.when(pl.col("definitie").is_in(usual)).then("definitie")
        wanted = asked.with_columns(sleutel=chosen.otherwise("definitie_oud"))
        parts = [
            _figures(compute(self.caseload, who, when, per=[split], extraction=self.extraction))
            for who, when, split in _orders(wanted.filter(pl.col("bron") == FIGURE), known)
        ]
        for day in asked.filter(pl.col("bron") == TARGET).get_column("periode_eind").unique():
            parts.append(_targets(attain(self.caseload, day, extraction=self.extraction)))
        found = pl.concat([pl.DataFrame(schema=_FOUND), *parts]).unique(
            _KEY, keep="first", maintain_order=True
        )
        joined = wanted.join(found, on=_KEY, how="left", maintain_order="left")
        return joined.get_column("gevonden")


def _figures(made: Results) -> pl.DataFrame:
    named = made.frame.rename({"definitie": "sleutel", "waarde": "gevonden"})
    return named.with_columns(bron=pl.lit(FIGURE)).select(*_FOUND)


def _targets(made: TargetResults) -> pl.DataFrame:
    classed = made.frame.with_columns(class_of_target())
    named = classed.rename({"doel_id": "sleutel", "waarde": "gevonden"})
    return named.with_columns(bron=pl.lit(TARGET), dimensie=pl.lit(TOTAL)).select(*_FOUND)


def attribute(
    asked: pl.DataFrame, before: Exports, after: Exports, changes: Mapping[str, TableChange],
    say: Say,
) -> pl.DataFrame:  # fmt: skip
    """Return what made each figure change (`PARTS`); a figure that cannot be replayed has no part.

    Args:
        asked: figures that changed, in the shape of `grip.runs.figures.CHANGED`, and `nummer`.
        before, after: the exports of the two runs.
        changes: the rows that differ between them, by table.
        say: told how far it is.
    """
    say("Narekenen")
    start = _Step("", "", "", 0, before.caseload, before.run.extraction)
    last = start.values(asked)
    parts, whole = [], [last]
    for step in _steps(before, after, changes):
        say(f"  {step.cause} {step.table} {step.column}".rstrip())
        now = step.values(asked)
        parts.append(_part(asked, step, now - last))
        whole.append(now)
        last = now
    seen = pl.DataFrame({str(n): one for n, one in enumerate(whole)})
    able = seen.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
    rest = (asked.get_column("nieuw") - last) - (asked.get_column("oud") - whole[0])
    other = before.run.program != after.run.program
    parts.append(_rest(asked, PROGRAM if other else REST, rest))
    found = pl.concat([pl.DataFrame(schema=PARTS), *parts])
    numbers = asked.get_column("nummer").filter(able & rest.is_not_null())
    return found.filter(
        pl.col("nummer").is_in(numbers.implode()), pl.col("verschil").abs() > _NOISE
    ).sort("nummer", maintain_order=True)


def _part(asked: pl.DataFrame, step: _Step, gap: pl.Series) -> pl.DataFrame:
    return asked.select(
        "nummer", oorzaak=pl.lit(step.cause), tabel=pl.lit(step.table), kolom=pl.lit(step.column),
        rijen=pl.lit(step.rows, pl.Int64), verschil=gap,
    )  # fmt: skip


def _rest(asked: pl.DataFrame, cause: str, gap: pl.Series) -> pl.DataFrame:
    return asked.select(
        "nummer", oorzaak=pl.lit(cause), tabel=pl.lit(""), kolom=pl.lit(""),
        rijen=pl.lit(None, pl.Int64), verschil=gap,
    )  # fmt: skip


def _steps(before: Exports, after: Exports, changes: Mapping[str, TableChange]) -> Iterator[_Step]:
    """Yield the changes in the order in which they are put in."""
    day = after.run.extraction
    if before.run.extraction != day:
        yield _Step(DAY, "", "", 0, before.caseload, day)
    for name, profile in profiles_between(before.run, after.run):
        caseload = Caseload(before.loaded.tables, profile, before.loaded.columns)
        yield _Step(SETTING, "", name, 0, caseload, day)
    tables, columns = dict(before.loaded.tables), dict(before.loaded.columns)

    def put_in(cause: str, table: str, column: str = "", rows: int = 0) -> _Step:
        counted = Caseload(dict(tables), after.profile, dict(columns))
        return _Step(cause, table, column, rows, counted, day)

    for name, change in changes.items():
        if name not in tables:
            tables[name] = change.at(removed=False, added=False, columns=())
            columns[name] = after.loaded.columns[name]
        if change.gone.height:
            tables[name] = change.at(removed=True, added=False, columns=())
            yield put_in(GONE, name, rows=change.gone.height)
        if change.came.height:
            tables[name] = change.at(removed=True, added=True, columns=())
            yield put_in(NEW, name, rows=change.came.height)
        for number, column in enumerate(change.columns, 1):
            tables[name] = change.at(removed=True, added=True, columns=change.columns[:number])
            columns[name] |= after.loaded.columns.get(name, frozenset()) & {column}
            yield put_in(CHANGED, name, column, int(change.differing(column).sum()))
    if before.loaded.columns != after.loaded.columns:
        yield _Step(HEADERS, "", "", 0, after.caseload, day)


def _orders(
    wanted: pl.DataFrame, known: Mapping[str, Indicator]
) -> Iterator[tuple[Sequence[Indicator], Sequence[Period], tuple[str, ...]]]:
    """Yield what to compute at once: indicators over the same periods, split alike."""
    found: dict[tuple[str, tuple[Period, ...]], list[Indicator]] = {}
    groups = wanted.group_by("sleutel", "dimensie", maintain_order=True).agg(
        pl.struct("periode_begin", "periode_eind").unique(maintain_order=True).alias("perioden")
    )
    for name, dimension, spans in groups.iter_rows():
        indicator = known.get(name)
        if indicator is not None:
            periods = tuple(Period(*span.values()) for span in spans)
            found.setdefault((dimension, periods), []).append(indicator)
    for (dimension, periods), indicators in found.items():
        split = () if dimension == TOTAL else tuple(dimension.split("|"))
        able = [i for i in indicators if set(split) <= set(i.dimensions)]
        if able:
            yield able, periods, split
        if rest := [i for i in indicators if i not in able]:
            yield rest, periods, ()

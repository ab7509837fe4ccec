"""What made a figure change: it is computed again with the changes put in one after the other.

The order is fixed: first the settings of the profile, then per table the rows that went, the rows
that came, and the columns of changed rows one by one. What two changes do together counts with the
later one, so that the parts always add up. What is then left is no change of exports or settings:
it is the version of grip, or something that cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from grip.config import Profile
from grip.indicators.catalogue import register
from grip.indicators.engine import compute
from grip.indicators.model import Indicator
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.results import TOTAL
from grip.runs.causes import PROGRAM, SETTING
from grip.runs.exports import CHANGED, GONE, NEW, Exports, TableChange

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
REST = "rest"
_NOISE = 1e-9
Say = Callable[[str], None]


@dataclass(frozen=True)
class _Step:
    """One change that is put in, and what there is to count after it."""

    cause: str
    table: str
    column: str
    rows: int
    caseload: Caseload
    profile: Profile


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
    last = _values(asked, "definitie_oud", before.caseload, before.profile, after)
    parts, whole = [], [last]
    for step in _steps(before, after, changes):
        now = _values(asked, "definitie", step.caseload, step.profile, after)
        say(f"  {step.cause} {step.table} {step.column}".rstrip())
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
    tables, columns = dict(before.loaded.tables), dict(before.loaded.columns)
    profile = after.profile

    def state() -> Caseload:
        return Caseload(dict(tables), profile, dict(columns))

    if before.profile != after.profile:
        yield _Step(SETTING, "", "", 0, state(), profile)
    for name, change in changes.items():
        if name not in tables:
            tables[name] = change.at(removed=False, added=False, columns=())
            columns[name] = after.loaded.columns[name]
        if change.gone.height:
            tables[name] = change.at(removed=True, added=False, columns=())
            yield _Step(GONE, name, "", change.gone.height, state(), profile)
        if change.came.height:
            tables[name] = change.at(removed=True, added=True, columns=())
            yield _Step(NEW, name, "", change.came.height, state(), profile)
        for number, column in enumerate(change.columns, 1):
            tables[name] = change.at(removed=True, added=True, columns=change.columns[:number])
            columns[name] = columns[name] | (after.loaded.columns.get(name, frozenset()) & {column})
            rows = int(change.differing(column).sum())
            yield _Step(CHANGED, name, column, rows, state(), profile)
    yield from _of_headers(before, after)


def _of_headers(before: Exports, after: Exports) -> Iterator[_Step]:
    """Yield, where tables or columns are there in one export only, that difference, last."""
    if before.loaded.columns != after.loaded.columns:
        yield _Step("kolommen", "", "", 0, after.caseload, after.profile)


def _values(
    asked: pl.DataFrame, definition: str, caseload: Caseload, profile: Profile, after: Exports
) -> pl.Series:
    """Return what the figures asked for are, by this caseload; null for what cannot be computed."""
    known = {one.definition_id: one for one in register(profile)}
    wanted = asked.with_columns(sleutel=pl.coalesce(definition, "definitie"))
    parts = [
        compute(caseload, indicators, periods, per=[split], extraction=after.run.extraction).frame
        for indicators, periods, split in _orders(wanted, known)
    ]
    if not parts:
        return pl.repeat(None, asked.height, dtype=pl.Float64, eager=True)
    key = ["sleutel", "periode_begin", "periode_eind", "dimensie", "categorie"]
    found = pl.concat(parts).rename({"definitie": "sleutel"}).select(*key, gevonden="waarde")
    joined = wanted.join(found.unique(key), on=key, how="left", maintain_order="left")
    return joined.get_column("gevonden")


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

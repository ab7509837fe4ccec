"""The runs of before as a table, and how the forecasts in them turned out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from grip.archive import recall_forecasts
from grip.config import names_persons
from grip.errors import InputError
from grip.forecast.verdict import OUTCOMES, SCORED
from grip.results import SCHEMA, TOTAL, Kind
from grip.runs.shelf import FIGURES, Broken, Run, runs_in

RUNS: dict[str, Any] = {
    "map": pl.String,
    "plaats": pl.String,
    "soort": pl.String,
    "product": pl.String,
    "periode": pl.String,
    "versiemap": pl.String,
    "extractiedatum": pl.Date,
    "publiek": pl.String,
    "voor": pl.String,
    "gemeente": pl.String,
    "profiel": pl.String,
    "versie": pl.String,
    "run": pl.String,
    "vorige_run": pl.String,
    "invoer_gewijzigd": pl.String,
    "instellingen_gewijzigd": pl.Int64,
    "voorbeeld": pl.Boolean,
    "staat": pl.String,
}
"""A row per folder. `vorige_run` is the run of the same kind before it, and what changed since is
by that run; `versiemap` is empty for what stands there now."""

TRACK: dict[str, Any] = {
    "gemeente": pl.String, **OUTCOMES, "binnen_80": pl.Boolean, "binnen_95": pl.Boolean,
}  # fmt: skip
"""A row per forecast, series and month that came, as in `grip.forecast.verdict.OUTCOMES`, and
whether what came lay within the margins."""


@dataclass(frozen=True)
class RunHistory:
    """What was run before (`RUNS`), and what came of the forecasts in it (`TRACK`)."""

    frame: pl.DataFrame
    track: pl.DataFrame

    @property
    def internal(self) -> bool:
        """Whether anything in it is for colleagues only."""
        kinds = self.frame.get_column("publiek").unique().to_list()
        return any(kind != "openbaar" for kind in kinds if kind is not None)

    @property
    def sample(self) -> bool:
        """Whether any of it is about made-up persons."""
        return bool(self.frame.get_column("voorbeeld").any())


def history_in(places: Sequence[Path]) -> RunHistory:
    """Return the runs in folders, and how the forecasts in them turned out.

    Raises:
        UsageError: there is no such folder.
    """
    runs, broken = runs_in(places)
    rows = [*_rows(runs), *(_broken(one) for one in broken)]
    track = pl.concat([pl.DataFrame(schema=TRACK), *_tracks(runs, places)])
    return RunHistory(pl.DataFrame(rows, schema=RUNS, orient="row"), track)


def _rows(runs: Iterable[Run]) -> Iterator[dict[str, Any]]:
    before: dict[tuple[object, ...], Run] = {}
    for run in runs:
        last = before.get(run.like)
        yield {
            "map": run.name,
            "plaats": run.folder.parent.as_posix(),
            "soort": run.kind,
            "product": run.option("product") or None,
            "periode": run.option("periode") or None,
            "versiemap": None if run.version is None else f"v{run.version}",
            "extractiedatum": run.extraction,
            "publiek": "openbaar" if run.public else "intern",
            "voor": run.option("voor") or None,
            "gemeente": run.municipality,
            "profiel": str(run.setting("naam") or ""),
            "versie": run.program,
            "run": run.id,
            "vorige_run": None if last is None else last.id,
            "invoer_gewijzigd": None if last is None else ", ".join(changed_tables(last, run)),
            "instellingen_gewijzigd": None if last is None else len(changed_settings(last, run)),
            "voorbeeld": run.sample,
            "staat": run.state(),
        }
        before[run.like] = run


def _broken(one: Broken) -> dict[str, Any]:
    nothing = dict.fromkeys(RUNS)
    place = one.folder.parent.as_posix()
    return {**nothing, "map": one.folder.name, "plaats": place, "staat": one.reason}


def changed_tables(before: Run, after: Run) -> list[str]:
    """Return the tables that were read from other files than before, were not there, or went."""
    was, now = before.digests, after.digests
    return [table for table in {**was, **now} if was.get(table) != now.get(table)]


def changed_settings(before: Run, after: Run) -> list[str]:
    """Return the keys of the profile with another value than before.

    A public run does not tell those that name persons.
    """
    keys = before.manifest["configuratie"].keys() | after.manifest["configuratie"].keys()
    if before.public or after.public:
        keys = {key for key in keys if not names_persons(key)}
    return sorted(key for key in keys if before.setting(key) != after.setting(key))


def _tracks(runs: Sequence[Run], places: Sequence[Path]) -> Iterator[pl.DataFrame]:
    """Yield, per municipality, how forecasts turned out by what its newest report counts."""
    newest: dict[tuple[str, bool], Run] = {}
    for run in runs:
        if run.kind == "rapport" and not run.public and run.period is not None:
            key = run.municipality, run.sample
            if key not in newest or run.extraction >= newest[key].extraction:
                newest[key] = run
    for (name, sample), run in newest.items():
        counted = _counted(run)
        if counted is None or run.period is None:
            continue
        archive = recall_forecasts(places, name, run.period.end, run.extraction, sample=sample)
        record = archive.record(counted)
        if record is not None:
            yield record.outcomes.with_columns(
                gemeente=pl.lit(name),
                binnen_80=pl.col("kwam").is_between("p10", "p90"),
                binnen_95=pl.col("kwam").is_between("p025", "p975"),
            ).select(*TRACK)


def _counted(run: Run) -> pl.DataFrame | None:
    """Return stock and flows per month as a report counts them; None where it does not."""
    try:
        content = run.content(FIGURES)
    except InputError:
        return None
    if content is None:
        return None
    begin, end = pl.col("periode_begin"), pl.col("periode_eind")
    found = pl.read_csv(BytesIO(content), schema_overrides=SCHEMA, columns=list(SCHEMA)).filter(
        pl.col("definitie").is_in([f"{id};eenheid=uitkeringen" for id in SCORED]),
        pl.col("dimensie") == TOTAL, pl.col("soort") != Kind.FORECAST.value,
        pl.col("waarde").is_not_null(), begin == begin.dt.month_start(),
        end == begin.dt.month_end(),
    )  # fmt: skip
    wide = found.with_columns(maand=begin.dt.strftime("%Y-%m")).pivot(
        on="indicator", index="maand", values="waarde"
    )
    known = [id for id in SCORED if id in wide.columns]
    return wide.select("maand", *known) if known else None

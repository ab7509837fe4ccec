"""The few calls of a data specialist: load a caseload, compute indicators, look ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from grip.config import load_profile
from grip.effects.declared import check_design_groups, check_designs
from grip.effects.guideline import check_guideline
from grip.effects.stories import effects_of, followed_until
from grip.errors import UsageError, suggestion
from grip.forecast import LONGEST
from grip.indicators.catalogue import find
from grip.indicators.engine import compute as compute_results
from grip.indicators.views.caseload import Caseload
from grip.ingest.extraction import extraction_of
from grip.ingest.load import load as load_tables
from grip.periods import Period, months_between

if TYPE_CHECKING:
    from grip.forecast.series import SeriesForecast
    from grip.foresight import Outlook
    from grip.runs.compare import RunDifference
    from grip.runs.past import RunHistory

_SHORTEST = 12  # months


def load(data: str | Path, profile: str = "standaard") -> Caseload:
    """Return the caseload in a folder or workbook of canonical tables.

    Args:
        data: folder with csv, xlsx or parquet files, or one workbook.
        profile: name of a shipped profile, or a `.toml` file.

    Raises:
        InputError, PrivacyError: the data are refused. ConfigError: the profile is.
    """
    choices = load_profile(profile).profile
    loaded = load_tables(Path(data), choices)
    return Caseload(loaded.tables, choices, loaded.columns)


def compute(
    caseload: Caseload,
    indicators: str | Sequence[str],
    *,
    by: str | Sequence[str] = (),
    periods: Sequence[str] = (),
    months: tuple[str, str] | None = None,
) -> pl.DataFrame:
    """Return indicators over periods, in total or by one or two dimensions.

    Args:
        caseload: from `load`.
        indicators: one or more ids, such as `instroom` or `instroom_pct;noemer=begin`.
        by: no, one or two dimensions, such as `leeftijdsgroep` or `("rol", "loonwaardeklasse")`.
        periods: periods as on the command line: `2020`, `2020-H2`, `2020-12`, ...
        months: first and last month (`jjjj-mm`) of a month series, beside or instead of `periods`.

    Returns:
        A frame with the columns of `grip.results.SCHEMA`, one row per indicator, period and
        category. Percentages are 0 to 100. Nothing is hidden.

    Raises:
        UsageError: an indicator, dimension or period does not exist.
    """
    names = [indicators] if isinstance(indicators, str) else list(indicators)
    split = (by,) if isinstance(by, str) else tuple(by)
    asked = [Period.parse(text) for text in periods]
    if months:
        first, last = (Period.parse(text) for text in months)
        asked += months_between(first.begin, last.end)
    chosen = [find(caseload.profile, name) for name in names]
    return compute_results(caseload, chosen, asked, per=[split]).frame


def instruments(
    caseload: Caseload,
    ids: str | Sequence[str] = (),
    *,
    period: str,
    extraction: date | None = None,
) -> pl.DataFrame:
    """Return what is known of instruments at the end of a period, with its level of evidence.

    Args:
        caseload: from `load`.
        ids: one or more instruments of the profile; without them all that were ever started.
        period: a period as on the command line; use is about the twelve months up to its end.
        extraction: the day of the export; without it the latest administrative date in the data.

    Returns:
        A frame with the columns of `grip.effects.frame.SCHEMA`, one row per figure (`maat`). What
        cannot be said has no value and a reason (`toelichting`). Nothing else is hidden.

    Raises:
        UsageError: an instrument or the period does not exist. ConfigError: a guideline or a
            design of the profile names what does not exist.
    """
    names = [ids] if isinstance(ids, str) else list(ids)
    for name in names:
        if name not in caseload.profile.instrument:
            known = list(caseload.profile.instrument)
            raise UsageError("CLI-KEUZE", waarde=name, optie="ids", keuzes=", ".join(known),
                             suggestie=suggestion(name, known))  # fmt: skip
    check_guideline(caseload.profile, caseload.profile.naam)
    check_designs(caseload.profile, caseload.profile.naam)
    check_design_groups(caseload, caseload.profile.naam)
    end = Period.parse(period).end
    if extraction is None:
        found = extraction_of(caseload.tables)
        extraction = end if found is None else found[0]
    return effects_of(caseload, end, followed_until(caseload, end, extraction), names).frame


def look_ahead(
    caseload: Caseload,
    *,
    until: str | None = None,
    extraction: date | None = None,
    horizon: int = 24,
    scenarios: str | Path | None = None,
) -> Outlook:
    """Return what is coming: the same forecast as `grip prognose`, as frames.

    `frame` holds the columns of `prognose.csv` (benefits and flows by regeling, by time in benefit,
    costs in euro), `years` and `money` the calendar years, `why` and `drivers` what moves the
    stock, `staying` which share of groups is expected to stay, `rehearsal.track` how good every
    model was. Nothing is hidden, and nothing is about a person.

    Args:
        caseload: from `load`.
        until: the last counted month or period, as on the command line; by default the last full
            month before the export.
        extraction: the day of the export; by default the latest administrative date in the data.
        horizon: months ahead, up to 60.
        scenarios: a file of scenarios (TOML), to lay beside the base.

    Raises:
        UsageError: the period or horizon makes no sense, or there are fewer than 24 months or 10
            benefits to learn from. ConfigError: the scenarios are wrong.
    """
    from grip.foresight import look_ahead as looked
    from grip.scenarios import load_scenarios

    if extraction is None:
        found = extraction_of(caseload.tables)
        if found is None:
            raise UsageError("PROGNOSE-KORT", wat="geen enkele datum")
        extraction = found[0]
    last = Period.parse(until).end if until else Period.month_before(extraction).end
    plans = load_scenarios(Path(scenarios)) if scenarios else {}
    return looked(caseload, last, extraction, _within(horizon), plans)


def forecast_series(
    values: Sequence[float],
    last: str,
    *,
    horizon: int = 24,
    name: str = "reeks",
    models: Sequence[str] = (),
) -> SeriesForecast:
    """Return the forecast of any monthly series: the same as `grip prognose --reeks`.

    Eight models are tried from earlier months and weighted by how good they were; `frame` is the
    forecast with quantiles, `track` how good every model was, `held` how often its margins held.

    Args:
        values: one number per month, without gaps, at least 12.
        last: the last month (`jjjj-mm`).
        horizon: months ahead, up to 60.
        name: what it is called in the frame.
        models: more of them: `autoets` and `autoarima`, which statsforecast has to be there for.

    Raises:
        UsageError: the month or the horizon makes no sense, the series is too short, or there is
            no such model.
    """
    from grip.forecast.series import forecast_series as forecast
    from grip.forecast.specialist import models_with

    found = pl.Series(values, dtype=pl.Float64, strict=False)
    known = int(found.is_finite().fill_null(value=False).sum())
    if known < max(_SHORTEST, len(found)):
        raise UsageError("PROGNOSE-KORT", wat=f"{known} maanden, nodig {_SHORTEST}")
    end, ahead = Period.parse(last).end, _within(horizon)
    return forecast(name, end, found.to_numpy(), ahead, models_with(models))


def _within(horizon: int) -> int:
    if not 1 <= horizon <= LONGEST:
        raise UsageError("CLI-HORIZON", meest=LONGEST)
    return horizon


def history(places: str | Path | Sequence[str | Path] = "uitvoer") -> RunHistory:
    """Return the runs in one or more folders: the same as `grip historie`, as frames.

    `frame` has a row per run (`grip.runs.past.RUNS`), `track` a row per forecast, series and month
    that came (`grip.runs.past.TRACK`).

    Raises:
        UsageError: there is no such folder.
    """
    from grip.runs.past import history_in

    return history_in(_paths(places))


def difference(
    before: str | Path,
    after: str | Path,
    ids: str | Sequence[str] = (),
    *,
    data: tuple[str | Path, str | Path] | None = None,
    places: str | Path | Sequence[str | Path] = "uitvoer",
) -> RunDifference:
    """Return why two runs differ: the same as `grip verschil`, as frames.

    `figures.changed` are the figures that changed, `causes` what went in otherwise; with the
    exports at hand `parts` is what made the figures in `explained` change (they share `nummer`),
    and `rows` which rows did. What is internal in a run is so here.

    Args:
        before, after: a run folder, the name of one in `places`, or a run id.
        ids: the figures to explain, with their groups; by default the totals that matter most.
        data: where the exports of the two runs lie, unchanged.
        places: folders that hold run folders.

    Raises:
        UsageError: a run or a figure does not exist, or the runs cannot be compared.
        InputError: a file of a run was changed, or the exports are not those of the run.
    """
    from grip.runs.compare import DataOf, compare
    from grip.runs.shelf import find_run

    runs = [find_run(str(one), _paths(places)) for one in (before, after)]
    named = [ids] if isinstance(ids, str) else list(ids)
    given = DataOf(Path(data[0]), Path(data[1])) if data else DataOf()
    return compare(runs[0], runs[1], named, given)


def _paths(places: str | Path | Sequence[str | Path]) -> list[Path]:
    return [Path(places)] if isinstance(places, str | Path) else [Path(one) for one in places]

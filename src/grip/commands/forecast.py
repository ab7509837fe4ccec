"""The command that looks ahead: what is coming, in a series or in the caseload."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grip.commands.options import Asked
from grip.commands.parameters import (
    AudienceName,
    Data,
    Extraction,
    Json,
    MemoryFolder,
    PeriodText,
    ProfileName,
    Quiet,
    Strict,
    Text,
    Verbose,
)
from grip.commands.voice import console, marked, print_json, progress, say_line
from grip.errors import UsageError
from grip.forecast import LONGEST
from grip.reports.files.folder import require_writable

if TYPE_CHECKING:
    from polars import DataFrame

    from grip.foresight import Outlook
    from grip.scenarios import Scenario

_PICTURES = (".svg", ".png")


def forecast_command(
    series: Annotated[
        Text,
        typer.Option(
            "--reeks",
            metavar="BESTAND",
            help="Een maandreeks: een bestand met een kolom maand en een kolom met getallen.",
        ),
    ] = None,
    column: Annotated[
        Text, typer.Option("--kolom", metavar="NAAM", help="De kolom van de reeks.")
    ] = None,
    models: Annotated[
        Text,
        typer.Option(
            "--modellen",
            metavar="NAMEN",
            help="Bij --reeks ook: autoets, autoarima of allebei, met een komma ertussen.",
        ),
    ] = None,
    horizon: Annotated[
        int,
        typer.Option(
            "--horizon", metavar="MAANDEN", help=f"Maanden vooruit (24), hoogstens {LONGEST}."
        ),
    ] = 24,
    test: Annotated[
        bool,
        typer.Option("--toets", help="Laat van elk model zien hoe goed het vroeger was."),
    ] = False,
    out: Annotated[
        Text,
        typer.Option(
            "--uit",
            metavar="BESTAND",
            help="Schrijf naar .csv, .json, .parquet, .xlsx; uit dossiers ook .svg, .png.",
        ),
    ] = None,
    scenario: Annotated[
        Text,
        typer.Option(
            "--scenario", metavar="BESTAND", help="Scenario's (.toml) om naast de basis te leggen."
        ),
    ] = None,
    data: Data = None,
    profile: ProfileName = None,
    period: PeriodText = None,
    extraction: Extraction = None,
    audience: AudienceName = None,
    memory: MemoryFolder = None,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Kijk vooruit: wat is te verwachten, met welke marge, en hoe goed was dat vroeger.

    Met dossiers: het aantal uitkeringen en de stromen, uit instroom, duur in de uitkering, kans op
    uitstroom en bekende geboortedatums. Met --reeks: elke maandreeks, zonder dossiers. Het model
    wordt gekozen door terug te kijken, op eerdere momenten en met alleen wat toen bekend was; de
    uitkomst staat altijd naast 'alles blijft zoals de laatste maand'.

    Voorbeelden:
    grip prognose --horizon 36
    grip prognose --scenario plannen.toml --uit prognose.csv
    grip prognose --scenario plannen.toml --uit prognose.svg
    grip prognose --reeks reeksen/cbs.csv --kolom ioaw --toets
    """
    if not 1 <= horizon <= LONGEST:
        raise UsageError("CLI-HORIZON", meest=LONGEST)
    if test and out and Path(out).suffix.lower() in _PICTURES:
        raise UsageError("CLI-TOETS", waarde=Path(out).name)
    if out:
        require_writable(Path(out))
    if series is not None:
        say = progress(quiet or as_json)
        chosen = _Series(Path(series), column, models, horizon)
        _of_series(chosen, say, test=test, out=out, as_json=as_json)
        return
    for option, given in (("--kolom", column), ("--modellen", models)):
        if given is not None:
            raise UsageError("CLI-REEKS", optie=option)
    asked = Asked(
        data, profile, period, extraction, None, audience, strict=strict, memory=memory,
        written=(out,),
    ).filled()  # fmt: skip
    if asked.audience == "openbaar":
        raise UsageError("PROGNOSE-INTERN")
    scenarios = _scenarios(scenario)
    say = progress(quiet or as_json)
    source = asked.open(say, verbose)
    say("Vooruitkijken")
    from grip.foresight import look_ahead
    from grip.pipeline import forecasts_before

    made = look_ahead(source.caseload, source.period.end, source.extraction, horizon, scenarios)
    kept = forecasts_before(source, [Path(asked.out or "uitvoer"), asked.memory_folder()])
    made = replace(made, record=kept.record(made.history))
    if out and Path(out).suffix.lower() in _PICTURES:
        _draw(made, Path(out), source.profile.profile.gemeente.naam, sample=source.sample)
    elif out:
        record = made.rehearsal.track if made.rehearsal and test else None
        _write({"": made.frame} | ({} if record is None else {"-toets": record}), Path(out))
    if as_json:
        from grip.reports.files.forecasts import outlook_json

        print_json(outlook_json(made))
    elif not out:
        from grip.reports.terminal.outlook import print_outlook

        print_outlook(made, marked(internal=True, sample=source.sample), whole_record=test)


def _scenarios(path: str | None) -> Mapping[str, Scenario]:
    from grip.scenarios import load_scenarios

    return {} if path is None else load_scenarios(Path(path))


@dataclass(frozen=True)
class _Series:
    """Which series is asked for: its file and column, with which models, and how far ahead."""

    path: Path
    column: str | None
    models: str | None
    horizon: int


def _of_series(
    asked: _Series, say: Callable[[str], None], *, test: bool, out: str | None, as_json: bool
) -> None:
    """Forecast one series from a file and show it."""
    import numpy as np

    from grip.forecast.backtest import usual_origins
    from grip.forecast.series import forecast_series
    from grip.forecast.specialist import models_with
    from grip.ingest.monthly import read_series
    from grip.periods import shift_months
    from grip.reports.files.forecasts import series_json
    from grip.reports.terminal.forecast import left_out

    extra = [name.strip().lower() for name in (asked.models or "").split(",") if name.strip()]
    read = read_series(asked.path, asked.column)
    last: date = shift_months(read.first, len(read.values) - 1)
    looks_back = bool(usual_origins(len(read.values)))
    tried = models_with(extra, tried=looks_back)
    if extra and looks_back:
        say("Terugkijken met de modellen van statsforecast: dat kan minuten duren")
    made = forecast_series(read.name, last, np.array(read.values), asked.horizon, tried)
    if out:
        _write({"": made.frame} | ({"-toets": made.track} if test else {}), Path(out))
        if made.left_out:
            say(left_out(made.left_out))
    if as_json:
        print_json(series_json(made))
    elif not out:
        from grip.reports.terminal.forecast import print_series

        print_series(made, console(), whole_record=test)


def _draw(made: Outlook, path: Path, municipality: str, *, sample: bool) -> None:
    """Draw the fan, with a line for every scenario."""
    from grip.reports.chapters.fan import fan_figure
    from grip.reports.charts.draw import write_chart
    from grip.reports.document import CONFIDENTIAL, SAMPLE
    from grip.reports.files.folder import writing

    with writing(path):
        figure = fan_figure(made, f"Bron: cliëntsysteem {municipality}.")
        marks = f"{CONFIDENTIAL}. {SAMPLE}. " if sample else f"{CONFIDENTIAL}. "
        write_chart(replace(figure, note=marks + figure.note), path)
    say_line(console(stderr=True), f"Geschreven: {path}")


def _write(frames: Mapping[str, DataFrame], path: Path) -> None:
    """Write frames beside each other, each with its addition to the name of the file."""
    from grip.reports.files.folder import writing
    from grip.reports.files.forecasts import write_forecast

    for addition, frame in frames.items():
        target = path.with_name(f"{path.stem}{addition}{path.suffix}")
        with writing(target):
            write_forecast(frame, target)
        say_line(console(stderr=True), f"Geschreven: {target}")

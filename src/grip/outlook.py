"""The command that looks ahead: what is coming, in a series or in the caseload."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grip.errors import UsageError
from grip.parameters import Json, Text
from grip.reports.folder import require_writable
from grip.voice import console, print_json, say_line

if TYPE_CHECKING:
    from polars import DataFrame

LONGEST = 60


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
    horizon: Annotated[
        int,
        typer.Option("--horizon", metavar="MAANDEN", help="Maanden vooruit (24), hoogstens 60."),
    ] = 24,
    test: Annotated[
        bool,
        typer.Option("--toets", help="Laat van elk model zien hoe goed het vroeger was."),
    ] = False,
    out: Annotated[
        Text,
        typer.Option("--uit", metavar="BESTAND", help="Schrijf naar .csv, .json, .parquet, .xlsx."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Kijk vooruit: wat is te verwachten, met welke marge, en hoe goed was dat vroeger.

    Het model wordt gekozen door terug te kijken: op eerdere momenten, met alleen wat toen bekend
    was. De uitkomst staat altijd naast 'alles blijft zoals de laatste maand'.

    Voorbeelden:
    grip prognose --reeks bijstand.csv --horizon 12
    grip prognose --reeks cbs.csv --kolom ioaw --toets --uit prognose.csv
    """
    if not 1 <= horizon <= LONGEST:
        raise UsageError("CLI-HORIZON", meest=LONGEST)
    if out:
        require_writable(Path(out))
    if series is None:
        raise UsageError("CLI-GEBRUIK", melding="Er is geen reeks opgegeven (--reeks).")
    _of_series(Path(series), column, horizon, test=test, out=out, as_json=as_json)


def _of_series(
    path: Path, column: str | None, horizon: int, *, test: bool, out: str | None, as_json: bool
) -> None:
    """Forecast one series from a file and show it."""
    import numpy as np

    from grip.forecast.series import forecast_series
    from grip.ingest.monthly import read_series
    from grip.periods import shift_months
    from grip.reports.forecast_files import series_json

    read = read_series(path, column)
    last: date = shift_months(read.first, len(read.values) - 1)
    made = forecast_series(read.name, last, np.array(read.values), horizon)
    if out:
        _write({"": made.frame} | ({"-toets": made.track} if test else {}), Path(out))
    if as_json:
        print_json(series_json(made))
    elif not out:
        from grip.reports.terminal_forecast import print_series

        print_series(made, console(), whole_record=test)


def _write(frames: Mapping[str, DataFrame], path: Path) -> None:
    """Write frames beside each other, each with its addition to the name of the file."""
    from grip.reports.folder import writing
    from grip.reports.forecast_files import write_forecast

    for addition, frame in frames.items():
        target = path.with_name(f"{path.stem}{addition}{path.suffix}")
        with writing(target):
            write_forecast(frame, target)
        say_line(console(stderr=True), f"Geschreven: {target}")

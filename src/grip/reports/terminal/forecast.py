"""A forecast on a terminal: what is expected, how sure that is, and how good it was before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from grip.forecast.models import NAIVE, TITLES
from grip.forecast.specialist import TITLES as EXTRA_TITLES
from grip.reports import formats
from grip.reports.terminal.text import cell, say, table

if TYPE_CHECKING:
    from rich.console import Console

    from grip.forecast.series import SeriesForecast

_EVERY_MONTH = 12  # so far ahead each month is shown, after that each third
_TOLD = (1, 3, 6, 12)
_HEADS = (("maand", False), ("verwacht", True), ("marge 80%", True), ("marge 95%", True))
LIMITS = (
    "De prognose kent alleen het verleden van de reeks. Een nieuwe wet, een crisis of ander "
    "beleid ziet zij niet aankomen."
)

Row = dict[str, Any]


def print_series(made: SeriesForecast, console: Console, *, whole_record: bool = False) -> None:
    """Print the forecast of one series; with `whole_record` how good every model was."""
    rows = list(made.frame.iter_rows(named=True))
    first, last = (label(rows[at]["maand"]) for at in (0, -1))
    say(console, f"Prognose van {rows[0]['reeks']}, {first} t/m {last}", style="bold")
    say(console, "")
    print_months(rows, console)
    say(console, "")
    for line in _why(made):
        say(console, f"- {line}", hang=2)
    if made.track.height:
        say(console, "")
        _print_track(made, console, whole_record=whole_record)
    say(console, "")
    say(console, "Marge 80%: in 8 van de 10 gevallen komt de maand daarbinnen uit.")
    say(console, LIMITS)


def print_months(rows: list[Row], console: Console) -> None:
    """Print a table of months: each of the first year, after that each third and the last."""
    whole = all(float(row["p50"]).is_integer() for row in rows)
    shown = table(console, _HEADS)
    for number, row in enumerate(rows, 1):
        if number <= _EVERY_MONTH or number % 3 == 0 or number == len(rows):
            expected = _number(row["p50"], whole)
            bounds = (
                f"{_number(row[low], whole)} - {_number(row[high], whole)}"
                for low, high in (("p10", "p90"), ("p025", "p975"))
            )
            line = (label(row["maand"], short=True), expected, *bounds)
            shown.add_row(*(cell(console, text) for text in line))
    console.print(shown)


def _why(made: SeriesForecast) -> list[str]:
    """Say which model it is, why, and how wide its margins proved to be."""
    title = TITLES[made.model]
    if made.relative is None:
        said = [
            f"Model: {title}. De reeks is te kort om terug te kijken hoe goed dat was; de marges "
            "komen uit de verschillen tussen maanden."
        ]
        return [*said, *([left_out(made.left_out)] if made.left_out else [])]
    said = [
        f"Model: {title}, door {made.origins} keer terug te kijken met alleen wat toen "
        f"bekend was. De fout was gemiddeld {beside_naive(made.relative)}."
    ]
    if made.held:
        shares = " en ".join(
            f"de marge van {100 * level:.0f}% {formats.percent(100 * share, 0)}"
            for level, share in made.held.items()
        )
        said.append(f"Bij het terugkijken bevatte {shares} van wat er kwam.")
    return said


def beside_naive(relative: float) -> str:
    """Say how much larger or smaller an error was than that of the naive model."""
    worse = 100 * (relative - 1)
    share = formats.percent(abs(worse), 0)
    if share == formats.percent(0, 0):
        return f"even groot als die van '{TITLES[NAIVE]}'"
    return f"{share} {'kleiner' if worse < 0 else 'groter'} dan die van '{TITLES[NAIVE]}'"


def left_out(models: Sequence[str]) -> str:
    """Say which models that were asked for take no part."""
    names = " en ".join(EXTRA_TITLES[id] for id in models)
    take = "doet" if len(models) == 1 else "doen"
    return f"{names} {take} niet mee: daarvoor is terugkijken nodig."


def _print_track(made: SeriesForecast, console: Console, *, whole_record: bool) -> None:
    tried = set(made.track.get_column("model"))
    titles = {id: title for id, title in (TITLES | EXTRA_TITLES).items() if id in tried}
    models = list(titles) if whole_record else [made.model, NAIVE]
    say(console, "Gemiddelde fout bij het terugkijken, per aantal maanden vooruit", style="bold")
    kept = made.track.filter(
        pl.col("model").is_in(models) & pl.col("vooruit").is_in(_TOLD)
    ).get_column("fout")
    digits = 0 if (kept.max() or 0) >= 100 else 1 if (kept.max() or 0) >= 10 else 2  # type: ignore[operator]
    shown = table(console, [("model", False), *((f"{ahead}", True) for ahead in _TOLD)])
    for model in dict.fromkeys(models):
        errors = made.track.filter(pl.col("model") == model).get_column("fout").to_list()
        cells = [formats.decimal(errors[ahead - 1], digits) for ahead in _TOLD]
        mark = " *" if model == made.model and whole_record else ""
        shown.add_row(*(cell(console, text) for text in (titles[model] + mark, *cells)))
    console.print(shown)
    if whole_record:
        say(console, "* = gekozen")


def label(month: str, *, short: bool = False) -> str:
    """Return a month (`jjjj-mm`) in words."""
    return formats.month_label(date.fromisoformat(f"{month}-01"), short=short)


def _number(value: float, whole: bool) -> str:
    return formats.count(value) if whole else formats.decimal(value)

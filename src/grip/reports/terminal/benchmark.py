"""The comparison on a terminal: own beside others, the verdict, and the bridges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from grip.benchmark.compare import NOT_COMPARED
from grip.benchmark.standard import LEFT_IN, OWN_MIX
from grip.periods import Period
from grip.reports import formats
from grip.reports.document import LEGEND, Kind, Mark
from grip.reports.terminal.text import cell, say, table
from grip.results import Audience, Status

if TYPE_CHECKING:
    from rich.console import Console

    from grip.benchmark.bridge import Crossing
    from grip.benchmark.compare import Benchmark

_HEADS = (
    ("naast", False), ("periode", False), ("eigen", True), ("bron", True), ("toeval (95%)", True),
    ("oordeel", False),
)  # fmt: skip
_STEPS = (("stap", False), ("aantal", True), ("stand", True), ("toelichting", False))
_BRIDGES_SHOWN = 3


def print_benchmark(
    benchmark: Benchmark, console: Console, crossings: Sequence[Crossing] = (), *,
    verbose: bool = False,
) -> None:  # fmt: skip
    """Print per figure the own value beside those of others, latest period or (verbose) all."""
    inside = benchmark.audience is Audience.INTERNAL
    if benchmark.frame.is_empty():
        say(console, "Er is geen gepubliceerd cijfer over een periode die de eigen registratie "
            "dekt; docs/benchmark.md zegt hoe u er een toevoegt.")  # fmt: skip
        return
    names = {(one.bron, one.indicator): one.titel for one in benchmark.passports}
    keys = ("titel", "bron", "indicator")
    for (title, source, id), rows in _chosen(benchmark, verbose).group_by(
        keys, maintain_order=True
    ):
        beside = f"{title}, naast {formats.publisher(str(source))}: {names[str(source), str(id)]}"
        _print_figure(beside, list(rows.iter_rows(named=True)), console)
    _print_mix(benchmark, console)
    _print_trends(benchmark, console)
    _print_legend(benchmark, console)
    shown = crossings if verbose else crossings[-_BRIDGES_SHOWN:]
    for crossing in shown:
        _print_bridge(crossing, console)
    if not inside:
        say(console, "De aansluiting van de eigen telling op de gepubliceerde is alleen voor "
            "intern gebruik.")  # fmt: skip


def _chosen(benchmark: Benchmark, verbose: bool) -> pl.DataFrame:
    if verbose:
        return benchmark.frame
    newest = pl.col("periode_eind").max().over("vergelijking", "bron", "indicator", "gebied")
    return benchmark.frame.filter(pl.col("periode_eind") == newest)


def _print_figure(title: str, rows: Sequence[dict[str, Any]], console: Console) -> None:
    say(console, title, style="bold")
    shown = table(console, _HEADS)
    for row in rows:
        kind = Kind.PERCENT if row["eenheid"] == "procent" else Kind.DECIMAL
        limits = "-"
        if row["ondergrens"] is not None:
            limits = " - ".join(formats.cell(row[n], kind) for n in ("ondergrens", "bovengrens"))
        line = (
            row["gebied"], Period(row["periode_begin"],
            row["periode_eind"]).slug, _own(row, kind), formats.cell(row["referentie"], kind),
            limits, row["oordeel"].replace("_", " "),
        )  # fmt: skip
        shown.add_row(*(cell(console, text) for text in line))
    console.print(shown)
    apart = dict.fromkeys(row["verschillen"] for row in rows if row["oordeel"] == NOT_COMPARED)
    for remark in apart:
        say(console, f"- niet afgetrokken: {remark}", hang=2)
    for remark in dict.fromkeys(row["brug"] for row in rows if row["brug"]):
        say(console, f"- brug: {remark}", hang=2)
    say(console, "")


def _print_mix(benchmark: Benchmark, console: Console) -> None:
    told = [one for one in benchmark.standardised if one.ratio is not None]
    if not told:
        say(console, LEFT_IN)
        say(console, "")
        return
    say(console, "Met de samenstelling eruit", style="bold")
    for one in told:
        kind = Kind.PERCENT if one.unit == "procent" else Kind.DECIMAL
        figures = [formats.cell(value, kind) for value in (one.own, one.expected, one.other)]
        say(
            console, f"- {one.title}, naast {one.area} ({formats.publisher(one.source)}), "
            f"{one.period.slug}, naar {one.dimension}: {figures[0]} tegen "
            f"{figures[1]} bij {OWN_MIX} (bron zelf {figures[2]}): {one.verdict}", hang=2,
        )  # fmt: skip
    say(console, "")


def _print_trends(benchmark: Benchmark, console: Console) -> None:
    from grip.benchmark.trends import trends_of

    told = [one for one in trends_of(benchmark) if one.gap is not None]
    if not told:
        return
    say(console, "Trend naast trend", style="bold")
    for one in told:
        more = "" if one.alike else ", andere definitie"
        say(
            console, f"- {one.title}, naast {one.area} ({formats.publisher(one.source)}{more}), "
            f"{one.first} t/m {one.last}: {one.verdict}", hang=2,
        )  # fmt: skip
    say(console, "")


def _own(row: dict[str, Any], kind: Kind) -> str:
    if row["waarde"] is not None:
        return formats.cell(row["waarde"], kind)
    hidden = row["status"] == Status.HIDDEN.value
    return (Mark.HIDDEN if hidden else Mark.NOT_COMPUTED).value


def _print_legend(benchmark: Benchmark, console: Console) -> None:
    say(console, "Toeval (95%): daartussen ligt het eigen cijfer als het alleen door toeval van de "
        "bron verschilt.")  # fmt: skip
    used = set(benchmark.frame.get_column("status"))
    for status, mark in (
        (Status.HIDDEN, Mark.HIDDEN), (Status.NOT_COMPUTED, Mark.NOT_COMPUTED),
    ):  # fmt: skip
        if status.value in used:
            say(console, f"{mark.value} = {LEGEND[mark]}")


def _print_bridge(crossing: Crossing, console: Console) -> None:
    say(console, "")
    say(console, f"Aansluiting: {crossing.title}, {formats.day(crossing.day)}", style="bold")
    shown = table(console, _STEPS)
    so_far = 0
    for step in crossing.steps:
        so_far += step.value
        line = (step.name, f"{step.value:+d}" if so_far != step.value else str(step.value),
                formats.count(so_far), step.note or "-")  # fmt: skip
        shown.add_row(*(cell(console, text) for text in line))
    told = ("gepubliceerd", "", formats.count(crossing.published), crossing.passport.herkomst)
    shown.add_row(*(cell(console, text) for text in told))
    console.print(shown)

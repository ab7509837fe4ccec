"""Earlier runs on a terminal: which there are, and what came of their forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from grip.reports import formats
from grip.reports.terminal.text import cell, say, table

if TYPE_CHECKING:
    from rich.console import Console

    from grip.runs.past import RunHistory

_SERIES = {"stand_eind": "bestand", "instroom": "instroom", "uitstroom": "uitstroom"}
_MAIN = "stand_eind"
_SHOWN = 8  # forecasts on the screen
_WHOLE = "heel"
_GAP = "  "


def print_history(history: RunHistory, console: Console, *, whole: bool = False) -> None:
    """Print a line per run, what it differs in from the one before, and the forecasts made."""
    rows = history.frame.to_dicts()
    runs = [row for row in rows if row["run"]]
    if not rows:
        say(console, "Hier zijn nog geen runs; grip rapport maakt er een.")
        return
    about = sorted({f"{row['gemeente']}, profiel {row['profiel']}" for row in runs})
    say(console, f"Eerdere runs{f' ({about[0]})' if len(about) == 1 else ''}", style="bold")
    say(console, "")
    _print_runs(runs, console, several=len(about) > 1)
    for row in rows:
        if not row["run"]:
            say(console, f"{row['map']}: {row['staat']}", hang=2)
    if not history.track.is_empty():
        _print_track(history.track, console, whole=whole)
    say(console, "")
    say(console, "Waarom een cijfer anders is: grip verschil RUN_A RUN_B (een map of een run)")


def _print_runs(runs: list[dict[str, Any]], console: Console, *, several: bool) -> None:
    heads = ("map", "export van", "publiek", "grip", "run")
    lines = [
        (row["map"], formats.day_short(row["extractiedatum"]), row["publiek"], row["versie"],
         row["run"])
        for row in runs
    ]  # fmt: skip
    wide = [max(map(len, texts)) for texts in zip(heads, *lines, strict=True)]

    def line(texts: tuple[str, ...]) -> str:
        return _GAP.join(t.ljust(w) for t, w in zip(texts, wide, strict=True)).rstrip()

    say(console, line(heads), style="bold")
    for row, texts in zip(runs, lines, strict=True):
        say(console, line(texts))
        if said := _remarks(row, several=several):
            say(console, f"  {said}", hang=2)


def _remarks(row: dict[str, Any], *, several: bool) -> str:
    """Return what there is to tell of a run beside its place in the list."""
    said = []
    if several:
        said.append(f"{row['gemeente']}, profiel {row['profiel']}")
    if row["voor"] not in (None, "alle"):
        said.append(f"voor {row['voor']}")
    if row["vorige_run"]:
        other = [name for name in (row["invoer_gewijzigd"],) if name]
        if row["instellingen_gewijzigd"]:
            number = row["instellingen_gewijzigd"]
            other.append(f"{number} instelling{'' if number == 1 else 'en'}")
        said.append(f"anders dan de vorige: {', '.join(other) or 'geen export of instelling'}")
    if row["staat"] != _WHOLE:
        said.append(f"let op, {row['staat']}")
    return "; ".join(said)


def _print_track(track: pl.DataFrame, console: Console, *, whole: bool) -> None:
    """Print per forecast the furthest month that came, and how often the margins held."""
    say(console, "")
    say(console, "Wat er van de prognoses kwam (uitkeringen)", style="bold")
    say(console, "")
    last = (
        track.filter(pl.col("reeks") == _MAIN)
        .sort("gemeente", "na", "maand")
        .group_by("gemeente", "na", maintain_order=True)
        .last()
    )
    kept = last if whole else last.tail(_SHOWN)
    heads = (("prognose na", False), ("maand", False), ("verwacht", True), ("marge 80%", True),
             ("kwam", True), ("", False))  # fmt: skip
    shown = table(console, heads)
    for row in kept.iter_rows(named=True):
        held = "binnen" if row["binnen_80"] else "buiten"
        margin = f"{formats.count(row['p10'])} - {formats.count(row['p90'])}"
        texts = (row["na"], row["maand"], formats.count(row["p50"]), margin,
                 formats.count(row["kwam"]), held)  # fmt: skip
        shown.add_row(*(cell(console, text) for text in texts))
    console.print(shown)
    if kept.height < last.height:
        say(console, f"en nog {last.height - kept.height} eerdere: --uitgebreid")
    times = track.group_by("reeks").agg(pl.col("binnen_80").sum(), keren=pl.len())
    counts = {row[0]: row[1:] for row in times.iter_rows()}
    said = [f"{name} {counts[id][0]} van {counts[id][1]}"
            for id, name in _SERIES.items() if id in counts]  # fmt: skip
    say(console, f"Zo vaak lag een maand binnen de marge van 80%: {'; '.join(said)}.", hang=2)

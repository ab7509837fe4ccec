"""The picture of a forecast: what was counted, what is expected with its margins, and scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from grip.forecast.ahead import STOCK, month_text
from grip.forecast.frame import BASE
from grip.forecast.models import NAIVE
from grip.reports import formats
from grip.reports.document import Figure, Series, Shape
from grip.reports.terminal.forecast import label
from grip.results import TOTAL

if TYPE_CHECKING:
    from grip.foresight import Outlook

_SHOWN = 24  # months of the past
_MARGINS = {"95%": ("p025", "p975"), "80%": ("p10", "p90")}
_MOST_SCENARIOS = 4

Row = dict[str, Any]


def outlook_message(made: Outlook) -> str:
    """Say where the stock is expected to be a year on, and whether that is a change at all."""
    rows = rows_of(made, STOCK)
    row = rows[min(12, len(rows)) - 1]
    now = made.history.get_column(STOCK)[-1]
    low, high = formats.count(row["p10"]), formats.count(row["p90"])
    expected, until = formats.count(row["p50"]), label(row["maand"])
    since, margin = label(month_text(made.origin)), f"marge 80%: {low} t/m {high}"
    if made.model == NAIVE or row["p10"] <= now <= row["p90"]:
        return (
            f"Het aantal uitkeringen blijft naar verwachting ongeveer gelijk: {formats.count(now)} "
            f"eind {since}, {expected} eind {until} ({margin})."
        )
    verb = "stijgt" if row["p50"] > now else "daalt"
    return (
        f"Het aantal uitkeringen {verb} naar verwachting van {formats.count(now)} eind {since} "
        f"naar {expected} eind {until} ({margin})."
    )


def rows_of(made: Outlook, series: str, scenario: str = BASE) -> list[Row]:
    """Return the rows of a series in total, month by month."""
    kept = made.frame.filter(
        pl.col("scenario") == scenario, pl.col("reeks") == series, pl.col("categorie") == TOTAL
    )
    return list(kept.iter_rows(named=True))


def fan_figure(made: Outlook, source: str) -> Figure:
    """Return the fan of the stock; with scenarios the margin of 80% and a line for each."""
    past = made.history.tail(_SHOWN)
    counted = [int(value) for value in past.get_column(STOCK).to_list()]
    ahead = rows_of(made, STOCK)
    months = [*past.get_column("maand").to_list(), *(row["maand"] for row in ahead)]
    shown = dict(list(made.scenarios.items())[:_MOST_SCENARIOS])
    series = [Series("verwacht", "Verwacht", (*counted, *(r["p50"] for r in ahead)), line=True)]
    for name, columns in _MARGINS.items():
        if shown and name != "80%":
            continue
        for column, bound in zip(columns, ("laagst", "hoogst"), strict=True):
            values = (*counted, *(row[column] for row in ahead))
            series.append(Series(column, f"{name} {bound}", values, line=True, level=True))
    before: tuple[float | None, ...] = (*[None] * (len(counted) - 1), counted[-1])
    for id, name in shown.items():
        values = (*before, *(row["p50"] for row in rows_of(made, STOCK, id)))
        series.append(Series(f"scenario_{id}", name, values, line=True))
    last = label(month_text(made.origin))
    return Figure(
        "prognose", Shape.LINES, outlook_message(made).rstrip("."),
        f"Uitkeringen, einde maand; geteld tot en met {last}, daarna verwacht. {source}",
        tuple(label(month, short=True) for month in months), tuple(series), "uitkeringen",
        f"Lijn van het aantal uitkeringen: {formats.count(counted[-1])} eind {last}, verwacht "
        f"{formats.count(ahead[-1]['p50'])} eind {label(ahead[-1]['maand'])}, met een marge die "
        f"breder wordt{_said(made, shown)}.",
        note=f"Streepjes: verwacht. Vlak: marge van {' en '.join(reversed(_named(shown)))}. De "
        f"punt: laatste getelde maand ({last}).",
        expected=len(ahead),
    )  # fmt: skip


def _named(shown: dict[str, str]) -> list[str]:
    return ["80%"] if shown else list(_MARGINS)


def _said(made: Outlook, shown: dict[str, str]) -> str:
    ends = (f"{name} {formats.count(rows_of(made, STOCK, id)[-1]['p50'])}"
            for id, name in shown.items())  # fmt: skip
    return f"; scenario's: {'; '.join(ends)}"[:120] if shown else ""

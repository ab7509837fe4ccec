"""Small tables as result frames, for tests of the door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from grip.results import SCHEMA, Card, Makeup, Results, Status

YEAR = (date(2020, 1, 1), date(2020, 12, 31))
Row = tuple[str, str, float]  # dimension, category, count


def frame_of(
    rows: Iterable[Row], *, name: str = "telling;eenheid=personen", unit: str = "personen",
    stretch: tuple[date, date] = YEAR,
) -> pl.DataFrame:  # fmt: skip
    """Return counts as a result frame."""
    empty = dict.fromkeys(SCHEMA)
    full = [
        {
            **empty, "indicator": name.split(";")[0], "definitie": name,
            "periode_begin": stretch[0], "periode_eind": stretch[1], "dimensie": dimension,
            "categorie": category, "waarde": float(count), "teller": float(count),
            "eenheid": unit, "soort": "gemeten", "status": Status.SHOWN.value, "run": "x",
        }
        for dimension, category, count in rows
    ]  # fmt: skip
    return pl.DataFrame(full, schema=SCHEMA, orient="row")


def share_of(
    rows: Iterable[tuple[str, str, float, float]], *, name: str, stretch: tuple[date, date] = YEAR
) -> pl.DataFrame:
    """Return shares (numerator and denominator) as a result frame."""
    counts = frame_of([(d, c, top) for d, c, top, _ in rows], name=name, stretch=stretch)
    bottoms = pl.Series([float(bottom) for *_, bottom in rows])
    return counts.with_columns(
        noemer=bottoms,
        waarde=100 * pl.col("teller") / bottoms,
        eenheid=pl.lit("procent"),
    )


def results_of(*frames: pl.DataFrame, makeup: Mapping[str, Makeup] | None = None) -> Results:
    """Return frames as raw results, each indicator with a card."""
    frame = pl.concat(frames)
    cards = {id: Card(id, "Test", id, id, "personen", "") for id in frame["indicator"].unique()}
    return Results(frame, cards, makeup or {})


def crossed(first: str, second: str, cells: Mapping[tuple[str, str], float]) -> list[Row]:
    """Return a table of two dimensions with its margins and its total."""
    rows: list[Row] = [("totaal", "totaal", sum(cells.values()))]
    for place, dimension in ((0, first), (1, second)):
        for category in dict.fromkeys(key[place] for key in cells):
            count = sum(n for key, n in cells.items() if key[place] == category)
            rows.append((dimension, category, count))
    return rows + [(f"{first}|{second}", f"{a}|{b}", n) for (a, b), n in cells.items()]

"""Month series written as numbers, put through the door and watched as in a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from grip.disclosure import protect
from grip.periods import Period, months_between
from grip.plan import PolicyBreak
from grip.results import SCHEMA, Audience, Better, Card, Results
from grip.signals.watch import Signals, signals_of

CARDS = {
    "instroom": Card(
        "instroom", "", "Instroom", "", "uitkeringen", "instroom", better=Better.LOWER
    ),
    "uitstroom": Card(
        "uitstroom", "", "Uitstroom", "", "uitkeringen", "uitstroom", better=Better.HIGHER
    ),
    "meldingen": Card("meldingen", "", "Meldingen", "", "meldingen", "meldingen"),
}


def watched(
    values: Mapping[str, Sequence[float]],
    first: date,
    *,
    late: int = 0,
    breaks: Sequence[PolicyBreak] = (),
    audience: Audience = Audience.INTERNAL,
) -> Signals:
    """Return the signals in monthly counts from `first` on; the last `late` months can change."""
    length = len(next(iter(values.values())))
    months = tuple(months_between(first, date(2100, 1, 1)))[:length] if length else ()
    rows = [
        _row(id, month, value, length - at <= late)
        for id, counts in values.items()
        for at, (month, value) in enumerate(zip(months, counts, strict=True))
    ]
    results = protect(Results(pl.DataFrame(rows, schema=SCHEMA), CARDS), audience, 10)
    return signals_of(results, months, breaks)


def _row(id: str, month: Period, value: float, late: bool) -> dict[str, Any]:
    return dict.fromkeys(SCHEMA) | {
        "indicator": id, "definitie": id, "periode_begin": month.begin,
        "periode_eind": month.end, "dimensie": "totaal", "categorie": "totaal",
        "waarde": value, "teller": value, "eenheid": "uitkeringen",
        "soort": "voorlopig" if late else "gemeten", "status": "getoond", "run": "x",
    }  # fmt: skip


def rules(signals: Signals, id: str = "instroom") -> dict[str, str]:
    """Return the months with a signal, as `2021-03`, and which."""
    rows = signals.frame.filter(pl.col("indicator") == id, pl.col("regel") != "")
    return {
        f"{begin:%Y-%m}": rule for begin, rule in rows.select("periode_begin", "regel").iter_rows()
    }


def limits(signals: Signals, month: date, id: str = "instroom") -> tuple[float, float, float]:
    """Return middle and limits of a month."""
    row = signals.frame.filter(pl.col("indicator") == id, pl.col("periode_begin") == month).row(
        0, named=True
    )
    return row["midden"], row["ondergrens"], row["bovengrens"]

"""The table on how earlier forecasts turned out: what was expected then, and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from grip.forecast.ahead import INFLOW, OUTFLOW, STOCK
from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Table
from grip.reports.terminal.forecast import label

if TYPE_CHECKING:
    from grip.forecast.verdict import Record

NAMES = {STOCK: "Stand einde maand", INFLOW: "Instroom", OUTFLOW: "Uitstroom"}
TOLD = (1, 3, 6, 12, 24)
Row = dict[str, Any]


def hindsight_message(record: Record) -> str:
    """Say what was expected longest ago of the last month, and how often the margins held."""
    stock = record.outcomes.filter(pl.col("reeks") == STOCK)
    last = stock.get_column("maand").max()
    row = stock.filter(pl.col("maand") == last).sort("vooruit").row(-1, named=True)
    held = stock.select(
        ((pl.col("kwam") >= pl.col("p10")) & (pl.col("kwam") <= pl.col("p90"))).sum()
    ).item()
    low, high = formats.count(row["p10"]), formats.count(row["p90"])
    return (
        f"Na {label(row['na'])} werden eind {label(row['maand'])} {formats.count(row['p50'])} "
        f"uitkeringen verwacht (marge 80%: {low} t/m {high}); het werden er "
        f"{formats.count(row['kwam'])}. Over alle eerdere prognoses hield die marge "
        f"{formats.count(held)} van de {formats.count(stock.height)} keer."
    )


def told_rows(record: Record) -> list[Row]:
    """Return the summary at the months ahead that are told."""
    kept = record.summary.filter(pl.col("vooruit").is_in(TOLD))
    order = {name: number for number, name in enumerate(NAMES)}
    rows = list(kept.iter_rows(named=True))
    return sorted(rows, key=lambda row: (order[row["reeks"]], row["vooruit"]))


def hindsight_table(record: Record) -> Table:
    """Return how earlier forecasts turned out, per series and months ahead."""
    columns = (
        Column("wat", "Wat", Kind.TEXT), Column("vooruit", "Maanden vooruit"),
        Column("keren", "Aantal keer"), Column("misser", "Gemiddelde misser", Kind.DECIMAL),
        Column("naief", "Misser van 'zoals de maand van toen'", Kind.DECIMAL),
        Column("scheef", "Gemiddeld meer (+) of minder dan verwacht", Kind.DECIMAL),
        Column("marge80", "Marge 80% hield", Kind.PERCENT),
        Column("marge95", "Marge 95% hield", Kind.PERCENT),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (NAMES[row["reeks"]], row["vooruit"], row["keren"], row["fout"], row["fout_naief"],
         row["scheef"], 100 * row["dekking_80"], 100 * row["dekking_95"])
        for row in told_rows(record)
    ]  # fmt: skip
    return Table(
        "prognose_achteraf", "Prognose achteraf", hindsight_message(record).rstrip("."),
        "Wat eerdere rapporten verwachtten, naast wat er kwam; uitkeringen.",
        columns, tuple(rows),
        (f"Uit {_reports(record.forecasts)} in de map met uitvoer; van elke maand telt de prognose "
         "die het eerst is gepubliceerd.",
         "Wat kwam is zoals het nu is geteld, met wat later nog is geregistreerd. Anders dan op "
         "blad 'Prognose toets' zijn dit prognoses die echt zijn gepubliceerd."),
    )  # fmt: skip


def _reports(count: int) -> str:
    return "1 eerder rapport" if count == 1 else f"{formats.count(count)} eerdere rapporten"

"""Chapter: what is coming, why, and how good such a forecast was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from grip.forecast.ahead import INFLOW, OUTFLOW, STOCK, month_text
from grip.forecast.blend import TITLES
from grip.forecast.frame import BASE
from grip.forecast.models import NAIVE
from grip.reports import formats
from grip.reports.chapters.sentences import source_of
from grip.reports.document import Cell, Column, Figure, Kind, Section, Series, Shape, Table
from grip.reports.lookup import Lookup
from grip.reports.terminal.forecast import label
from grip.results import TOTAL

if TYPE_CHECKING:
    from grip.foresight import Outlook

_SHOWN = 24  # months of the past in the chart
_FLOWS = ((STOCK, "Stand einde maand"), (INFLOW, "Instroom"), (OUTFLOW, "Uitstroom"))
_LIMITS = (
    "Een prognose weet wat er was: een crisis, een wet of ander beleid ziet zij niet aankomen. "
    "Reken die door met grip prognose --scenario. Marge 80%: in 8 van de 10 gevallen komt het "
    "daarbinnen uit."
)

Row = dict[str, Any]


def outlook_chapter(look: Lookup, made: Outlook) -> Section:
    """Return the chapter on what is coming."""
    tables = [_by_month(look, made), _drivers(made), _staying(made)]
    if not made.years.is_empty():
        tables.insert(1, _years(made))
    if made.rehearsal is not None:
        tables.append(_record(made))
    return Section("prognose", "Prognose", (outlook_message(made),), tuple(tables))


def outlook_message(made: Outlook) -> str:
    """Say where the stock is expected to be a year on, with the margin."""
    rows = _rows(made, STOCK)
    row = rows[min(12, len(rows)) - 1]
    now = made.history.get_column(STOCK)[-1]
    low, high = formats.count(row["p10"]), formats.count(row["p90"])
    return (
        f"Het aantal uitkeringen gaat naar verwachting van {formats.count(now)} eind "
        f"{label(month_text(made.origin))} naar {formats.count(row['p50'])} eind "
        f"{label(row['maand'])} (marge 80%: {low} t/m {high})."
    )


def _rows(made: Outlook, series: str) -> list[Row]:
    kept = made.frame.filter(
        (pl.col("scenario") == BASE) & (pl.col("reeks") == series) & (pl.col("categorie") == TOTAL)
    )
    return list(kept.iter_rows(named=True))


def _by_month(look: Lookup, made: Outlook) -> Table:
    columns = [Column("maand", "Maand", Kind.TEXT)]
    for id, name in _FLOWS:
        columns += [
            Column(f"{id}_verwacht", f"{name}, verwacht"),
            Column(f"{id}_laag", f"{name}, ondergrens (80%)"),
            Column(f"{id}_hoog", f"{name}, bovengrens (80%)"),
        ]
    found = {id: _rows(made, id) for id, _ in _FLOWS}
    rows: list[tuple[Cell, ...]] = [
        (
            label(of_stock["maand"], short=True),
            *(int(found[id][at][name]) for id, _ in _FLOWS for name in ("p50", "p10", "p90")),
        )
        for at, of_stock in enumerate(found[STOCK])
    ]
    return Table(
        "prognose", "Prognose", outlook_message(made).rstrip("."),
        "Per maand wat te verwachten is, met de marge van 80%; uitkeringen.",
        tuple(columns), tuple(rows), (_model(made), *_late(made), _LIMITS), (_fan(look, made),),
    )  # fmt: skip


def _fan(look: Lookup, made: Outlook) -> Figure:
    past = made.history.tail(_SHOWN)
    counted = [int(value) for value in past.get_column(STOCK).to_list()]
    ahead = _rows(made, STOCK)
    months = [*past.get_column("maand").to_list(), *(row["maand"] for row in ahead)]

    def line(column: str) -> tuple[float | None, ...]:
        return (*counted, *(row[column] for row in ahead))

    last = label(month_text(made.origin))
    return Figure(
        "prognose", Shape.LINES, outlook_message(made).rstrip("."),
        f"Uitkeringen, einde maand; geteld tot en met {last}, daarna verwacht. {source_of(look)}",
        tuple(label(month, short=True) for month in months),
        (
            Series("verwacht", "Geteld, daarna verwacht", line("p50"), line=True),
            Series("laag", "Ondergrens 80%", line("p10"), line=True, level=True),
            Series("hoog", "Bovengrens 80%", line("p90"), line=True, level=True),
        ),
        "uitkeringen",
        f"Lijn van het aantal uitkeringen: {formats.count(counted[-1])} eind {last}, verwacht "
        f"{formats.count(ahead[-1]['p50'])} eind {label(ahead[-1]['maand'])}, met een marge die "
        "breder wordt.",
        note=f"Streepjes: verwacht, met marge van 80%. De punt: laatste getelde maand ({last}).",
        expected=len(ahead),
    )  # fmt: skip


def _years(made: Outlook) -> Table:
    columns = (
        Column("jaar", "Jaar", Kind.TEXT), Column("wat", "Wat", Kind.TEXT),
        Column("verwacht", "Verwacht"), Column("laag", "Ondergrens (80%)"),
        Column("hoog", "Bovengrens (80%)"), Column("geteld", "Waarvan al geteld"),
    )  # fmt: skip
    names = {STOCK: "Stand 31 december", INFLOW: "Instroom", OUTFLOW: "Uitstroom"}
    rows: list[tuple[Cell, ...]] = [
        (
            str(row["jaar"]), names[row["reeks"]], int(row["p50"]), int(row["p10"]),
            int(row["p90"]), None if row["reeks"] == STOCK else int(row["geteld"]),
        )
        for row in made.years.filter(pl.col("scenario") == BASE).iter_rows(named=True)
    ]  # fmt: skip
    return Table(
        "prognose_jaren", "Prognose per jaar", "Verwachte stand en stromen per kalenderjaar",
        "Voor de begroting: per jaar wat te verwachten is, met de marge van 80%; uitkeringen.",
        columns, tuple(rows),
        ("Van een jaar dat al loopt, zijn de getelde maanden meegerekend.", _LIMITS),
    )  # fmt: skip


def _drivers(made: Outlook) -> Table:
    columns = (
        Column("tijd", "Twaalf maanden", Kind.TEXT), Column("begin", "Begin"),
        Column("instroom", "Instroom"), Column("aow", "Uit: AOW-leeftijd"),
        Column("overig", "Uit: andere redenen"), Column("eind", "Eind"),
    )  # fmt: skip
    rows = tuple(
        ("geteld" if row[0] == 0 else f"{row[0]}e jaar vooruit", *(round(v) for v in row[1:]))
        for row in made.drivers.iter_rows()
    )
    return Table(
        "prognose_oorzaken", "Prognose oorzaken", "Waar de verwachte verandering vandaan komt",
        "Begin, instroom, uitstroom en eind per twaalf maanden, gemiddeld over alle paden; "
        "uitkeringen.",
        columns, rows,
        ("Afgerond: een regel kan er een naast zitten. Wie de AOW-leeftijd bereikt, is bekend uit "
         "de geboortedatums.", *_late(made)),
    )  # fmt: skip


def _staying(made: Outlook) -> Table:
    columns = (
        Column("groep", "Regeling", Kind.TEXT), Column("nu", "Uitkeringen nu"),
        *(Column(f"na_{n}", f"Nog in uitkering na {n} jaar", Kind.PERCENT) for n in (1, 2, 3)),
    )  # fmt: skip
    return Table(
        "prognose_blijvers", "Prognose blijvers", "Welk deel van wie er nu is, naar verwachting "
        "blijft",
        "Deel van de uitkeringen van nu dat er dan naar verwachting nog is, per regeling.",
        columns, tuple(made.staying.iter_rows()),
        ("Alleen groepen van 30 of meer. Over een persoon zegt dit niets.",),
    )  # fmt: skip


def _record(made: Outlook) -> Table:
    told = (1, 3, 6, 12)
    columns = (
        Column("model", "Model", Kind.TEXT),
        *(Column(f"fout_{n}", f"Fout {n} maanden vooruit", Kind.DECIMAL) for n in told),
        Column("verhouding", "Fout tegen gelijk blijven (1 = even groot)", Kind.DECIMAL),
        Column("hield", "Marge 80% hield", Kind.PERCENT),
    )
    assert made.rehearsal is not None
    rows: list[tuple[Cell, ...]] = []
    for id, title in TITLES.items():
        track = made.rehearsal.track.filter(pl.col("model") == id)
        errors = track.get_column("fout").to_list()
        held = track.get_column("dekking_80").to_list()
        rows.append((
            f"{title} (gekozen)" if id == made.model else title,
            *(errors[n - 1] for n in told), made.rehearsal.relative(id),
            100 * sum(held) / len(held),
        ))  # fmt: skip
    return Table(
        "prognose_toets", "Prognose toets", "Hoe goed zulke prognoses eerder waren",
        f"Gemiddelde misser van het aantal uitkeringen, vanaf {made.rehearsal.origins} eerdere "
        "maanden en met alleen wat toen bekend was.",
        columns, tuple(rows),
        (f"Fout tegen gelijk blijven: de CRPS, gedeeld door die van '{TITLES[NAIVE]}'.",),
    )  # fmt: skip


def _model(made: Outlook) -> str:
    if made.rehearsal is None:
        return f"Model: {TITLES[made.model]}. Terugkijken kon niet: daarvoor is de reeks te kort."
    said = f"Model: {TITLES[made.model]}, gekozen door terug te kijken; zie blad 'Prognose toets'."
    return f"{said} {made.blend.told}".strip()


def _late(made: Outlook) -> tuple[str, ...]:
    starts, ends = (round(part) for part in made.late)
    if not starts and not ends:
        return ()
    return (
        f"Naar verwachting worden nog {starts} begin- en {ends} einddatums van getelde maanden "
        "ingevoerd; daarmee is gerekend.",
    )

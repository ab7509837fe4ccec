"""Chapter: what is coming, why, and how good such a forecast was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from grip.forecast.ahead import INFLOW, OUTFLOW, STOCK
from grip.forecast.blend import BETTER_BY, MIXTURE, TITLES
from grip.forecast.models import NAIVE
from grip.reports import formats
from grip.reports.chapters.fan import fan_figure, outlook_message, rows_of
from grip.reports.chapters.hindsight import hindsight_table
from grip.reports.chapters.outlook_money import budget_message, posts_table, years_table
from grip.reports.chapters.outlook_people import (
    ladder_table,
    lasting_table,
    staying_table,
    why_table,
)
from grip.reports.chapters.sentences import source_of
from grip.reports.document import Cell, Column, Kind, Mark, Section, Table
from grip.reports.lookup import Lookup
from grip.reports.terminal.forecast import beside_naive, label

if TYPE_CHECKING:
    from grip.foresight import Outlook

_FLOWS = ((STOCK, "Stand einde maand"), (INFLOW, "Instroom"), (OUTFLOW, "Uitstroom"))
_LIMITS = (
    "Een prognose weet wat er was: een crisis, een wet of ander beleid ziet zij niet aankomen. "
    "Reken die door met grip prognose --scenario. Marge 80%: in 8 van de 10 gevallen komt het "
    "daarbinnen uit."
)

Row = dict[str, Any]


def outlook_chapter(look: Lookup, made: Outlook) -> Section:
    """Return the chapter on what is coming."""
    tables = [_by_month(look, made), _drivers(made)]
    if not made.years.is_empty():
        tables.insert(1, years_table(made))
    if (posts := posts_table(look, made)) is not None:
        tables.insert(2, posts)
    more = (why_table(made), lasting_table(made), staying_table(made), ladder_table(made))
    tables += [table for table in more if table is not None]
    if made.rehearsal is not None:
        tables.append(_record(made))
    if made.record is not None:
        tables.append(hindsight_table(made.record))
    lead = (outlook_message(made), *([] if made.money.is_empty() else [budget_message(made)]))
    return Section("prognose", "Prognose", lead, tuple(tables))


def _by_month(look: Lookup, made: Outlook) -> Table:
    columns = [Column("maand", "Maand", Kind.TEXT)]
    for id, name in _FLOWS:
        columns += [
            Column(f"{id}_verwacht", f"{name}, verwacht"),
            Column(f"{id}_laag", f"{name}, ondergrens (80%)"),
            Column(f"{id}_hoog", f"{name}, bovengrens (80%)"),
        ]
    found = {id: rows_of(made, id) for id, _ in _FLOWS}
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
        tuple(columns), tuple(rows), (_model(made), *_late(made), _LIMITS),
        (fan_figure(made, source_of(look)),),
    )  # fmt: skip


def _drivers(made: Outlook) -> Table:
    columns = (
        Column("tijd", "Twaalf maanden", Kind.TEXT), Column("begin", "Begin"),
        Column("komt", "Instroom"), Column("aow", "Uit: AOW-leeftijd"),
        Column("overig", "Uit: andere redenen"), Column("eind", "Eind"),
    )  # fmt: skip
    rows = tuple(
        ("geteld" if row[0] == 0 else f"{row[0]}e jaar vooruit", *(round(v) for v in row[1:]))
        for row in made.drivers.iter_rows()
    )
    first = rows[1] if len(rows) > 1 else None
    said = (
        f"Het komende jaar komen er naar verwachting {formats.count(first[2])} bij en gaan er "
        f"{formats.count(first[3] + first[4])} uit, waarvan {formats.count(first[3])} door de "
        "AOW-leeftijd"
        if first
        else "Waar de verwachte verandering vandaan komt"
    )
    return Table(
        "prognose_oorzaken", "Prognose oorzaken", said,
        "Begin, instroom, uitstroom en eind per twaalf maanden, gemiddeld over alle paden; "
        "uitkeringen.",
        columns, rows,
        ("Afgerond: een regel kan er een naast zitten. Wie de AOW-leeftijd bereikt, is bekend uit "
         "de geboortedatums.", *_late(made)),
    )  # fmt: skip


def _record(made: Outlook) -> Table:
    told = (1, 3, 6, 12)
    columns = (
        Column("model", "Model", Kind.TEXT),
        *(
            Column(f"fout_{n}", f"Fout na {n} maand{'en' if n > 1 else ''}", Kind.DECIMAL)
            for n in told
        ),
        Column("verhouding", "Fout tegen gelijk blijven (1 = even groot)", Kind.DECIMAL),
        Column("hield", "Marge 80% hield", Kind.PERCENT),
    )
    assert made.rehearsal is not None
    rows: list[tuple[Cell, ...]] = []
    for id, title in TITLES.items():
        relative = made.rehearsal.relative(id)
        track = made.rehearsal.track.filter(pl.col("model") == id)
        errors = track.get_column("fout").to_list()
        held = track.get_column("dekking_80").to_list()
        rows.append((
            f"{title} (gekozen)" if id == made.model else title,
            *(errors[n - 1] for n in told), Mark.NOT_APPLICABLE if relative is None else relative,
            100 * sum(held) / len(held),
        ))  # fmt: skip
    relative = made.rehearsal.relative(made.model)
    beside = (
        "" if made.model == NAIVE or relative is None
        else f": de fout was gemiddeld {beside_naive(relative)}"
    )  # fmt: skip
    return Table(
        "prognose_toets", "Prognose toets", f"Hoe goed zulke prognoses eerder waren{beside}",
        f"Gemiddelde misser van het aantal uitkeringen, vanaf {made.rehearsal.origins} eerdere "
        "maanden en met alleen wat toen bekend was.",
        columns, tuple(rows),
        ("Fout tegen gelijk blijven: hoe ver de hele verwachte verdeling naast de uitkomst lag, "
         f"gedeeld door hetzelfde van '{TITLES[NAIVE]}'. Onder 1 is beter: een te smalle en een te "
         "brede marge tellen allebei als fout.",
         f"Gekozen wordt '{TITLES[MIXTURE]}', tenzij een ander bij het terugkijken minstens "
         f"{formats.percent(100 * BETTER_BY, 0)} beter was, en meer dan toeval kan zijn: een klein "
         "verschil zegt te weinig."),
    )  # fmt: skip


def _model(made: Outlook) -> str:
    said = f"Model: {TITLES[made.model]}, gekozen door terug te kijken; zie blad 'Prognose toets'."
    if made.rehearsal is None:
        said = f"Model: {TITLES[made.model]}. Terugkijken kon niet: daarvoor is de reeks te kort."
    return f"{said} {made.blend.told}".strip()


def _late(made: Outlook) -> tuple[str, ...]:
    starts, ends = (round(part) for part in made.late)
    if not starts and not ends:
        return ()
    return (
        f"Naar verwachting worden nog {starts} begin- en {ends} einddatums van getelde maanden "
        "ingevoerd; daarmee is gerekend.",
    )

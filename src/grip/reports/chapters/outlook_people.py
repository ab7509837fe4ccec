"""Tables on who is expected to be there: why the stock moves, how long people stay, the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from grip.forecast.ahead import LASTING, STAY_NAMES
from grip.forecast.frame import BASE
from grip.forecast.reasons import (
    CHANGE,
    COUNTED,
    LEVEL,
    MADE_UP,
    MORE_IN,
    MORE_PENSIONS,
    MORE_THERE,
)
from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Table
from grip.reports.terminal.forecast import label
from grip.results import TOTAL

if TYPE_CHECKING:
    from grip.foresight import Outlook

_YEAR = 12
CAUSES = {
    COUNTED: "Verandering in de laatste twaalf maanden, geteld",
    MORE_IN: "Instroom: meer (+) of minder",
    MORE_PENSIONS: "AOW-leeftijd: minder (+) of meer mensen die haar bereiken",
    MORE_THERE: "Uitstroom: minder (+) of meer uitkeringen die kunnen eindigen",
    MADE_UP: "Uitstroom: wie er nu zijn, blijven langer (+) of korter",
    LEVEL: "Uitstroom: verder kleinere (+) of grotere kans om uit te stromen",
    CHANGE: "Verandering in de komende twaalf maanden, verwacht",
}
TRAITS = {
    TOTAL: "Alle",
    "regeling": "Regeling",
    "leeftijd": "Leeftijd",
    "duurklasse": "Tijd in uitkering",
    "trede": "Plaats op de ladder",
}
_AGES = {"<27": "tot 27", "27-44": "27 tot 45", ">=45": "45 en ouder"}


def group_name(trait: str, group: str) -> str:
    """Return a group as a reader calls it."""
    return _years(group) if trait == "duurklasse" else _AGES.get(group, group)


def why_table(made: Outlook) -> Table | None:
    """Return why the stock will move otherwise than it did; None where that is not known."""
    if made.why.is_empty():
        return None
    columns = (
        Column("oorzaak", "Oorzaak", Kind.TEXT, width=66),
        Column("effect", "Effect op de stand na twaalf maanden", Kind.DECIMAL),
    )
    rows = tuple((CAUSES[cause], effect) for cause, effect in made.why.iter_rows())
    return Table(
        "prognose_waarom", "Prognose waarom", why_message(made),
        "Van de getelde verandering van het laatste jaar naar de verwachte van het komende; "
        "uitkeringen. De regels ertussen zijn samen precies het verschil.",
        columns, rows,
        ("Wie er nu zijn: hoe lang zij er al zijn, hun leeftijd, regeling en plaats op de ladder, "
         "vergeleken met wie er het laatste jaar waren.",
         "De laatste oorzaak is wat overblijft: het niveau van de uitstroom, zoals de arbeidsmarkt "
         "dat meebrengt, en dat het model een bijzonder jaar niet doortrekt."),
    )  # fmt: skip


def why_message(made: Outlook) -> str:
    """Say what makes the coming year differ most from the last."""
    found = dict(made.why.iter_rows())
    parts = {name: found[name] for name in CAUSES if name not in (COUNTED, CHANGE)}
    most = max(parts, key=lambda name: abs(parts[name]))
    words = {
        MORE_IN: ("meer instroom", "minder instroom"),
        MORE_PENSIONS: ("minder mensen die de AOW-leeftijd bereiken",
                        "meer mensen die de AOW-leeftijd bereiken"),
        MORE_THERE: ("minder uitkeringen die kunnen eindigen",
                     "meer uitkeringen die kunnen eindigen"),
        MADE_UP: ("wie er nu zijn, blijven langer", "wie er nu zijn, blijven korter"),
        LEVEL: ("een kleinere kans om uit te stromen", "een grotere kans om uit te stromen"),
    }  # fmt: skip
    if round(parts[most]) == 0:
        return "De stand beweegt naar verwachting zoals in het laatste jaar"
    why = words[most][0 if parts[most] > 0 else 1]
    sign = "+" if parts[most] > 0 else ""
    return (
        "Wat het komende jaar het meest anders maakt dan het laatste: "
        f"{why} ({sign}{formats.count(parts[most])})"
    )


def staying_table(made: Outlook) -> Table:
    """Return which share of who is there now is expected to stay, per group."""
    columns = (
        Column("kenmerk", "Kenmerk", Kind.TEXT), Column("groep", "Groep", Kind.TEXT),
        Column("nu", "Uitkeringen nu"),
        *(Column(f"na_{n}", f"Nog in uitkering na {n} jaar", Kind.PERCENT) for n in (1, 2, 3)),
    )  # fmt: skip
    rows = tuple(
        (TRAITS[row[0]], group_name(row[0], row[1]), *row[2:]) for row in made.staying.iter_rows()
    )
    return Table(
        "prognose_blijvers", "Prognose blijvers", _staying_title(made),
        "Deel van de uitkeringen van nu dat er dan naar verwachting nog is, per groep.",
        columns, rows,
        ("Alleen groepen van 30 of meer. Over een persoon zegt dit niets.",
         "Wie terugkomt na uitstroom, telt hier als vertrokken."),
    )  # fmt: skip


def _staying_title(made: Outlook) -> str:
    total = made.staying.filter(pl.col("kenmerk") == TOTAL)
    if total.is_empty():
        return "Welk deel van wie er nu is, naar verwachting blijft"
    share = formats.percent(total.item(0, "na_3_jaar"), 0)
    return f"Van wie er nu een uitkering heeft, heeft naar verwachting {share} die na drie jaar nog"


def lasting_table(made: Outlook) -> Table | None:
    """Return the stock by time in benefit: now, and what is expected after one and two years."""
    rows = made.frame.filter(pl.col("scenario") == BASE, pl.col("reeks") == LASTING)
    months = rows.get_column("maand").unique().sort().to_list()
    told = [months[at - 1] for at in range(_YEAR, len(months) + 1, _YEAR)]
    if not told or not made.stays:
        return None
    found = {(r["categorie"], r["maand"]): r for r in rows.iter_rows(named=True)}
    columns = [Column("duur", "Jaren in uitkering", Kind.TEXT), Column("nu", "Nu geteld")]
    for month in told:
        name = label(month, short=True)
        columns += [
            Column(f"v{month}", f"{name} verwacht"),
            Column(f"l{month}", f"{name} ondergrens (80%)"),
            Column(f"h{month}", f"{name} bovengrens (80%)"),
        ]
    lines: list[tuple[Cell, ...]] = []
    for stay, now in zip(STAY_NAMES, made.stays, strict=True):
        bands = (found[stay, month] for month in told)
        cells = (int(band[name]) for band in bands for name in ("p50", "p10", "p90"))
        lines.append((_years(stay), now, *cells))
    long = sum(made.stays[4:])
    then = sum(found[stay, told[-1]]["gemiddelde"] for stay in STAY_NAMES[4:])
    return Table(
        "prognose_duur", "Prognose duur",
        f"Uitkeringen die vijf jaar of langer lopen: nu {formats.count(long)}, eind "
        f"{label(told[-1])} naar verwachting {formats.count(then)}",
        "Het aantal uitkeringen naar hoe lang zij lopen, nu en naar verwachting.",
        tuple(columns), tuple(lines),
        ("Marge 80%: in 8 van de 10 gevallen komt het daarbinnen uit. De middelste waarden van de "
         "groepen tellen niet precies op tot die van het geheel.",),
    )  # fmt: skip


def _years(stay: str) -> str:
    return {"<1": "korter dan 1 jaar", ">=10": "10 jaar of langer"}.get(stay, f"{stay} jaar")


def ladder_table(made: Outlook) -> Table | None:
    """Return what moves the stock on each rung of the ladder; None where there is no ladder."""
    if made.ladder.is_empty():
        return None
    columns = (
        Column("tijd", "Twaalf maanden", Kind.TEXT),
        Column("trede", "Plaats op de ladder", Kind.TEXT),
        Column("begin", "Begin"), Column("komt", "Instroom"), Column("gaat", "Uitstroom"),
        Column("erbij", "Van een andere plaats"), Column("eraf", "Naar een andere plaats"),
        Column("eind", "Eind"),
    )  # fmt: skip
    rows = tuple(
        (f"{row[0]}e jaar vooruit", row[1], *(round(value) for value in row[2:]))
        for row in made.ladder.iter_rows()
    )
    return Table(
        "prognose_ladder", "Prognose ladder",
        "Waar op de ladder de uitkeringen naar verwachting zijn",
        "Instroom, uitstroom en bewegingen per plaats op de ladder, zoals het stroommodel die "
        "verwacht; uitkeringen.",
        columns, rows,
        ("Afgerond: een regel kan er een naast zitten. Wie binnenkomt, is vaak nog niet ingedeeld.",
         "Dit is het stroommodel alleen: de stand op blad 'Prognose' kan iets anders zijn."),
    )  # fmt: skip

"""Chapter 4: the gate, and the instruments in use."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import PROVISIONAL_NOTE, STANDING
from grip.reports.document import Cell, Column, Figure, Kind, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Key, Lookup, short, whole_numbers
from grip.reports.words import category_name
from grip.results import DIMENSION_TITLES

_STEPS = (("meldingen", "Meldingen"), ("aanvragen", "Aanvragen"), ("toekenningen", "Toekenningen"))
_REACH = ("loonwaardeklasse", "categorie", "leeftijdsgroep", "duurklasse", "doelgroep")


def gate_chapter(look: Lookup) -> Section:
    """Return the chapter on the gate."""
    return Section("poort", "Poort", (gate_message(look),), (_by_month(look), _prevention(look)))


def gate_message(look: Lookup) -> str:
    """Say how many reported and how many of them did not apply."""
    period = look.scope.to_date
    row = look.row("preventie_pct", period)
    if row is None or row["waarde"] is None:
        return f"Over {period.phrase} zijn de meldingen niet te geven."
    return (
        f"In {period.phrase} waren er {formats.count(row['noemer'])} meldingen; "
        f"{formats.count(row['teller'])} daarvan ({formats.percent(row['waarde'], 0)}) waren "
        f"op {formats.day(period.end)} nog geen aanvraag."
    )


def _by_month(look: Lookup) -> Table:
    months = look.scope.months
    columns = (
        Column("maand", "Maand", Kind.TEXT),
        *(Column(k, name) for k, name in _STEPS),
        STANDING,
    )
    rows = tuple(
        (short(month), *(look.cell(key, month) for key, _ in _STEPS), look.standing(month))
        for month in months
    )
    labels = tuple(short(month) for month in months)
    series = tuple(
        Series(key, name, tuple(whole_numbers([row[1 + i] for row in rows])), line=True)
        for i, (key, name) in enumerate(_STEPS)
    )
    figure = Figure(
        "meldingen", Shape.LINES, gate_message(look).rstrip("."),
        f"Meldingen, aanvragen en toekenningen per maand, {labels[0]} t/m {labels[-1]}. "
        f"Bron: cliëntsysteem {look.profile.gemeente.naam}.",
        labels, series, "aantal per maand",
        f"Drie lijnen per maand van {labels[0]} tot en met {labels[-1]}: meldingen, aanvragen en "
        "toekenningen.",
        provisional=look.provisional(months),
    )  # fmt: skip
    notes = (
        "Elke stap is geteld op zijn eigen datum; een toekenning hoort dus vaak bij een melding "
        "uit een eerdere maand.",
        *([PROVISIONAL_NOTE] if look.provisional(months) else []),
    )
    return Table(
        "poort_per_maand", "Poort per maand", "Meldingen, aanvragen en toekenningen per maand",
        "De laatste 24 maanden.", columns, rows, notes, (figure,),
    )  # fmt: skip


def _prevention(look: Lookup) -> Table:
    columns = (
        Column("periode", "Periode", Kind.TEXT),
        Column("zonder", "Meldingen zonder aanvraag"),
        Column("meldingen", "Meldingen"),
        Column("aandeel", "Zonder aanvraag (%)", Kind.PERCENT, "{zonder}/{meldingen}*100"),
        Column("laag", "Ondergrens (95%)", Kind.PERCENT),
        Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
    )
    parts = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")
    rows = tuple(
        (look.label(year), *(look.cell("preventie_pct", year, WHOLE, p) for p in parts))
        for year in look.scope.years
    )
    return Table(
        "preventie", "Meldingen zonder aanvraag", "Meldingen die niet tot een aanvraag kwamen",
        "Per jaar: het deel van de meldingen zonder aanvraag aan het eind van dat jaar.",
        columns, rows, (look.results.cards["preventie_pct"].caveat,),
    )  # fmt: skip


def support_chapter(look: Lookup) -> Section:
    """Return the chapter on instruments in use."""
    return Section(
        "voorzieningen", "Voorzieningen", (support_message(look),), (_used(look), _reach(look))
    )


def support_message(look: Lookup) -> str:
    """Say how many instruments run and how many people they reach."""
    row = look.row("bereik_pct", look.scope.period)
    running = look.cell("voorzieningen_lopend", look.scope.period)
    if row is None or row["waarde"] is None or not isinstance(running, int):
        return "Het bereik van de voorzieningen is niet te geven."
    return (
        f"Op {formats.day(look.scope.period.end)} liepen er {formats.count(running)} "
        f"voorzieningen; {formats.count(row['teller'])} van de {formats.count(row['noemer'])} "
        f"personen in de bijstand ({formats.percent(row['waarde'], 0)}) hadden er minstens een."
    )


def _used(look: Lookup) -> Table:
    period, before = look.scope.to_date, look.scope.to_date.shifted(-12)
    columns = (
        Column("instrument", "Instrument", Kind.TEXT),
        Column("lopend", f"Lopend op {formats.day_short(period.end)}"),
        Column("gestart", f"Gestart in {look.label(period)}"),
        Column("toen", f"Gestart in {look.label(before)}"),
    )
    rows = [_support_row(look, "Alle voorzieningen", WHOLE)]
    for category in look.categories("voorzieningen_lopend", "instrument"):
        key = ("instrument", category)
        row = _support_row(look, category_name(look.profile, *key), key)
        if any(cell != 0 for cell in row[1:]):
            rows.append(row)
    return Table(
        "voorzieningen", "Voorzieningen", f"Voorzieningen naar instrument, {period.label}",
        "Wat er loopt en wat er is gestart, ook voor personen zonder uitkering.",
        columns, tuple(rows),
        ("Instrumenten die in deze perioden niet voorkwamen zijn weggelaten; in indicatoren.csv "
         "staan ze met 0.",),
    )  # fmt: skip


def _support_row(look: Lookup, name: str, key: Key) -> tuple[Cell, ...]:
    period = look.scope.to_date
    return (
        name,
        look.cell("voorzieningen_lopend", period, key),
        look.cell("voorzieningen_gestart", period, key),
        look.cell("voorzieningen_gestart", period.shifted(-12), key),
    )


def _reach(look: Lookup) -> Table:
    period = look.scope.period
    columns = (
        Column("kenmerk", "Kenmerk", Kind.TEXT),
        Column("groep", "Groep", Kind.TEXT),
        Column("met", "Personen met voorziening"),
        Column("personen", "Personen in de bijstand"),
        Column("aandeel", "Bereik (%)", Kind.PERCENT, "{met}/{personen}*100"),
        Column("laag", "Ondergrens (95%)", Kind.PERCENT),
        Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
    )
    keys = [("Totaal", "iedereen", WHOLE)] + [
        (DIMENSION_TITLES[d], category_name(look.profile, d, c), (d, c))
        for d in _REACH
        for c in look.categories("bereik_pct", d)
    ]
    parts = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")
    rows = tuple(
        (dimension, name, *(look.cell("bereik_pct", period, key, part) for part in parts))
        for dimension, name, key in keys
    )
    return Table(
        "bereik", "Bereik", f"Bereik van voorzieningen, {formats.day(period.end)}",
        "Welk deel van de personen in de bijstand minstens een lopende voorziening heeft.",
        columns, rows,
        ("Ondergrens en bovengrens: het gebied waarbinnen het aandeel door toeval kan liggen. Bij "
         "kleine groepen is dat breed.",),
    )  # fmt: skip

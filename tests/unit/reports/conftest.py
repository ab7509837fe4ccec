"""A document that looks like the real thing, with the traps in it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date

import pytest

from grip.reports.document import (
    Cell,
    Column,
    Document,
    Figure,
    KeyFigure,
    Kind,
    Mark,
    Section,
    Series,
    Shape,
    Table,
    Tone,
)  # fmt: skip

# Uithoorn, re-integratienota, figure 1: year, 1 January, applications, in, out, 31 December.
UITHOORN = (
    (2014, 243, 271, 187, 127, 303),
    (2015, 303, 253, 188, 169, 322),
    (2016, 322, 241, 118, 118, 322),
    (2017, 322, 170, 142, 133, 331),
    (2018, 331, 154, 85, 118, 298),
    (2019, 298, 153, 81, 75, 304),
    (2020, 304, 204, 136, 104, 336),
)
CLASSES = ("0-40%", "40-70%", "70-100%", "100% en meer", "onbekend")
SOURCE = "Bron: gemeente Uithoorn, uitkeringenadministratie, stand 1 februari 2021."


def flow_figure() -> Figure:
    columns = list(zip(*UITHOORN, strict=True))
    return Figure(
        "stroom_jaar", Shape.FLOW,
        "Het bestand steeg in 2020 met 32 uitkeringen, naar 336",
        "Instroom, uitstroom en stand op 31 december; uitkeringen per jaar, Uithoorn 2014-2020",
        tuple(str(year) for year in columns[0]),
        (
            Series("instroom", "Instroom", tuple(map(float, columns[3]))),
            Series("uitstroom", "Uitstroom", tuple(map(float, columns[4]))),
            Series("eind", "Stand 31 december", tuple(map(float, columns[5])), line=True),
        ),
        "uitkeringen",
        "Staafdiagram met lijn: instroom, uitstroom en bestand per jaar, 2014 tot en met 2020. "
        "Het bestand gaat van 303 naar 336; in 2020 was de instroom 136 en de uitstroom 104.",
        provisional=1,
        note="[v] voorlopig: dit cijfer kan nog veranderen door late registratie.",
    )  # fmt: skip


def year_table() -> Table:
    columns = (
        Column("jaar", "Jaar", Kind.TEXT),
        Column("begin", "Stand 1 januari"),
        Column("meldingen", "Meldingen"),
        Column("instroom", "Instroom"),
        Column("uitstroom", "Uitstroom"),
        Column("eind", "Stand 31 december"),
        Column(
            "controle", "Controle: 1 januari + in - uit", formula="{begin}+{instroom}-{uitstroom}"
        ),
    )
    rows = tuple((*row, row[1] + row[3] - row[4]) for row in UITHOORN)
    return Table(
        "bestand_jaar", "Bestand per jaar",
        "Bijstandsbestand van Uithoorn, uitkeringen per jaar, 2014 tot en met 2020",
        "Dit blad bevat één tabel en één grafiek. De stand op 31 december is de stand op "
        "1 januari, plus de instroom, min de uitstroom.",
        columns, rows,
        notes=(
            SOURCE,
            "Instroom: uitkeringen die in het jaar zijn begonnen en meer dan een dag duurden. Een "
            "uitkering die binnen een maand na het einde opnieuw begint, telt als doorlopend.",
        ),
        figures=(flow_figure(),),
    )  # fmt: skip


def month_table() -> Table:
    months = [date(2018 + i // 12, i % 12 + 1, 1) for i in range(36)]
    stock, rows = 331, []
    for i, month in enumerate(months):
        came, left = 7 + (i * 5) % 7, 8 + (i * 3) % 5
        rows.append((month, stock, came, left, stock := stock + came - left))
    names = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
    labels = tuple(f"{names[m.month - 1]} {m.year}" for m in months)
    figure = Figure(
        "stroom_maand", Shape.FLOW, "In drie jaar veranderde het bestand weinig",
        "Instroom, uitstroom en stand aan het eind van de maand; uitkeringen",
        labels,
        (
            Series("instroom", "Instroom", tuple(float(r[2]) for r in rows)),
            Series("uitstroom", "Uitstroom", tuple(float(r[3]) for r in rows)),
            Series("eind", "Stand eind maand", tuple(float(r[4]) for r in rows), line=True),
        ),
        "uitkeringen",
        "Lijn van het bestand per maand met daaronder de in- en uitstroom, januari 2018 tot "
        "en met december 2020.", provisional=3,
    )  # fmt: skip
    columns = (
        Column("maand", "Maand", Kind.DAY), Column("begin", "Stand begin maand"),
        Column("instroom", "Instroom"), Column("uitstroom", "Uitstroom"),
        Column("eind", "Stand eind maand", formula="{begin}+{instroom}-{uitstroom}"),
    )  # fmt: skip
    return Table(
        "bestand_maand", "Bestand per maand", "Bijstandsbestand per maand, 2018 t/m 2020",
        "Dit blad bevat één tabel en één grafiek.", columns, tuple(rows), (SOURCE,), (figure,),
    )  # fmt: skip


def reasons_table() -> Table:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Werk in loondienst", 41, 39.4, "Uitstroom naar betaald werk, ook in deeltijd."),
        ("Verhuizing naar een andere gemeente", 17, 16.3, "Ook wie naar het buitenland gaat."),
        ("Bereiken van de AOW-leeftijd", 14, 13.5, "Loopt van rechtswege af."),
        ("Relatie of gezamenlijke huishouding", 11, 10.6, ""),
        ("Onderwijs met studiefinanciering", Mark.HIDDEN, Mark.HIDDEN, "Minder dan 10."),
        ("Overige redenen", Mark.HIDDEN, Mark.HIDDEN, "=1+1 is hier gewoon tekst, @x ook."),
        ("Totaal", 104, 100.0, "Alle beëindigde uitkeringen in 2020."),
    )
    shown = rows[:-1]
    figure = Figure(
        "redenen", Shape.BARS, "Vier van de tien uitkeringen eindigden door werk",
        "Reden van uitstroom, aantal uitkeringen, Uithoorn 2020",
        tuple(str(row[0]) for row in shown),
        (Series("aantal", "Uitkeringen",
                tuple(None if isinstance(r[1], Mark) else float(r[1]) for r in shown)),),  # type: ignore[arg-type]
        "uitkeringen",
        "Staafdiagram: werk 41, verhuizing 17, AOW 14, relatie 11; twee redenen zijn geheim.",
        note="[g] geheim: minder dan 10 uitkeringen.",
    )  # fmt: skip
    columns = (
        Column("reden", "Reden van uitstroom", Kind.TEXT), Column("aantal", "Uitkeringen"),
        Column("deel", "Aandeel (%)", Kind.PERCENT), Column("uitleg", "Toelichting", Kind.TEXT),
    )  # fmt: skip
    rows = tuple((*row[:3], row[3] or "geen") for row in rows)
    return Table(
        "redenen", "Redenen van uitstroom", "Waarom uitkeringen eindigden, Uithoorn, 2020",
        "Dit blad bevat één tabel en één grafiek.", columns, rows, (SOURCE,), (figure,),
    )  # fmt: skip


def lines_table() -> Table:
    years = [row[0] for row in UITHOORN]
    own = (64.2, 61.0, 58.7, 60.1, 55.3, 52.9, 51.4)
    peers = (60.0, 59.1, 58.2, 57.0, 56.6, 55.9, 55.1)
    young: tuple[float | None, ...] = (31.0, 30.2, None, None, 28.8, 27.5, 29.9)
    rows = tuple(
        (year, a, b, Mark.HIDDEN if c is None else c)
        for year, a, b, c in zip(years, own, peers, young, strict=True)
    )
    figure = Figure(
        "langdurig", Shape.LINES,
        "Minder dan vroeger zit lang in de bijstand, en sinds 2018 minder dan elders",
        "Aandeel uitkeringen dat langer dan drie jaar duurt, procent, op 31 december",
        tuple(map(str, years)),
        (
            Series("eigen", "Uithoorn", own), Series("groep", "Vergelijkingsgroep", peers),
            Series("jong", "Uithoorn, tot 27 jaar", young),
        ),
        "procent",
        "Lijndiagram: Uithoorn daalt van 64,2% naar 51,4%, de vergelijkingsgroep van 60,0% "
        "naar 55,1%.", provisional=1, note="[g] geheim: minder dan 10 uitkeringen.",
    )  # fmt: skip
    columns = (
        Column("jaar", "Jaar", Kind.TEXT), Column("eigen", "Uithoorn (%)", Kind.PERCENT),
        Column("groep", "Vergelijkingsgroep (%)", Kind.PERCENT),
        Column("jong", "Uithoorn, tot 27 jaar (%)", Kind.PERCENT),
    )  # fmt: skip
    return Table(
        "langdurig", "Langdurig", "Aandeel dat langer dan drie jaar bijstand heeft (%)",
        "Dit blad bevat één tabel en één grafiek.", columns, rows, (SOURCE,), (figure,),
    )  # fmt: skip


def matrix_table() -> Table:
    counts: tuple[tuple[float | None, ...], ...] = (
        (96, 12, None, None, 0), (14, 71, 18, None, 0), (None, 11, 44, 13, 0),
        (None, None, 10, 25, 0), (10, None, None, None, 22),
    )  # fmt: skip
    series = tuple(
        Series(f"naar_{i}", name, tuple(row[i] for row in counts)) for i, name in enumerate(CLASSES)
    )
    figure = Figure(
        "doorstroom", Shape.MATRIX, "Wie van klasse wisselt, gaat vaker omhoog dan omlaag",
        "Van klasse op 1 januari (rij) naar klasse op 31 december (kolom), personen, 2020",
        CLASSES, series, "personen",
        "Matrix van loonwaardeklassen: 43 personen gingen een klasse omhoog, 35 omlaag.",
        note="[g] geheim: minder dan 10 personen.",
    )  # fmt: skip
    columns = (
        Column("van", "Van klasse", Kind.TEXT),
        *(Column(f"naar_{i}", f"Naar {name}") for i, name in enumerate(CLASSES)),
    )
    rows = tuple(
        (name, *(Mark.HIDDEN if cell is None else int(cell) for cell in row))
        for name, row in zip(CLASSES, counts, strict=True)
    )
    return Table(
        "doorstroom", "Doorstroom", "Doorstroom tussen loonwaardeklassen, personen, 2020",
        "Lees een rij van links naar rechts: waar de mensen uit deze klasse een jaar later zijn.",
        columns, rows, (SOURCE,), (figure,),
    )  # fmt: skip


def budget_table() -> Table:
    columns = (
        Column("post", "Post", Kind.TEXT), Column("begroot", "Begroot (€)", Kind.EURO),
        Column("besteed", "Besteed (€)", Kind.EURO),
        Column("rest", "Nog te besteden (€)", Kind.EURO, formula="{begroot}-{besteed}"),
        Column("bij", "Bijgewerkt op", Kind.DAY), Column("duur", "Duur (maanden)", Kind.DECIMAL),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Loonkostensubsidie", 240_000, 251_500, -11_500, date(2021, 1, 15), 14.25),
        ("Scholing", 85_000, 61_300.5, 23_699.5, date(2021, 1, 15), 6.5),
        ("Tegenprestatie", 12_000, Mark.UNKNOWN, Mark.NOT_COMPUTED, None, Mark.TOO_FEW),
    )
    return Table(
        "budget", "Budget: in/uit", "Budget voor re-integratie, euro, 2020",
        "Een bedrag met een min is meer besteed dan begroot.", columns, rows, (SOURCE,),
    )  # fmt: skip


def definitions_table() -> Table:
    columns = tuple(
        Column(key, title, Kind.TEXT)
        for key, title in (
            ("id", "Indicator"), ("definitie", "Definitie"), ("bron", "Bron"),
            ("kanttekening", "Waar u op moet letten"),
        )
    )  # fmt: skip
    rows = (
        ("Bestand", "Het aantal uitkeringen voor levensonderhoud dat op de peildatum loopt, met "
         "een gehuwd paar als één uitkering.", "nota 2.1", "Wie op de peildatum instroomt, telt "
         "mee; wie op die dag uitstroomt ook."),
        ("Instroom", "Het aantal uitkeringen dat in de periode begint.", "nota 2.1",
         "Een onderbreking van minder dan een maand telt niet als uitstroom en instroom."),
        ("Doorstroom", "Het aantal personen dat aan het begin en aan het eind van de periode in "
         "het bestand zit, naar klasse op beide momenten.", "nota 3.2", "Alleen wie blijft."),
    )  # fmt: skip
    return Table(
        "definities", "Definities", "Wat de cijfers betekenen", "Een rij per indicator.", columns,
        rows,
    )  # fmt: skip


def checks_table() -> Table:
    columns = (
        Column("controle", "Controle", Kind.TEXT), Column("links", "Berekend"),
        Column("rechts", "Geteld"),
        Column("klopt", "Uitkomst", Kind.TEXT, 'IF({links}={rechts},"klopt","klopt niet")'),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Stand 1 januari + instroom - uitstroom = stand 31 december", 336, 336, "klopt"),
        ("Redenen van uitstroom tellen op tot de uitstroom", 104, 104, "klopt"),
    )
    return Table("controle", "Controle", "Sluiten de cijfers op elkaar aan?",
                 "Elke regel vergelijkt twee wegen naar hetzelfde cijfer.", columns, rows,
    )  # fmt: skip


def key_figures() -> tuple[KeyFigure, ...]:
    last = "31 december 2019"
    return (
        KeyFigure("Bestand op 31 december 2020", 336, Kind.COUNT, 304, last,
                  "stijgt met 32", Tone.BAD, "Bestand per jaar"),
        KeyFigure("Instroom in 2020", 136, Kind.COUNT, 81, "2019", "stijgt met 55", Tone.BAD,
                  "Bestand per jaar"),
        KeyFigure("Uitstroom naar werk", 39.4, Kind.PERCENT, 37.3, "2019",
                  "stijgt met 2,1 procentpunt", Tone.GOOD, "Redenen van uitstroom"),
        KeyFigure("Uitstroom naar onderwijs", Mark.HIDDEN, Kind.COUNT, 12, "2019",
                  "niet te zeggen", Tone.NEUTRAL, "Redenen van uitstroom"),
        KeyFigure("Budget nog te besteden", 12_199.5, Kind.EURO, 8_000, "2019",
                  "stijgt met € 4.200", Tone.GOOD, "Budget: in/uit"),
    )  # fmt: skip


def targets_table() -> Table:
    """Shares against their norms and a count, each row with a unit of its own."""
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Doet mee", 72.2, 70.0, 74.0), ("Aan het werk", Mark.HIDDEN, 50.0, 50.7),
        ("Nieuwe plaatsen", 9, 12, 6),
    )  # fmt: skip
    figure = Figure(
        "doelen", Shape.BULLET, "Een van de twee doelen haalt de norm",
        "Uitkomst tegen de norm in procenten, 2020", ("Doet mee", "Aan het werk"),
        (
            Series("waarde", "Uitkomst 2020", (72.2, None)),
            Series("toen", "Uitkomst 2019", (74.0, 50.7)),
            Series("norm", "Norm", (70.0, 50.0), line=True),
        ),
        "procent", "Staven per doel met een streep op de norm: doet mee 72,2%, norm 70%.",
        note="[g] = geheim.",
    )  # fmt: skip
    columns = (
        Column("doel", "Doel", Kind.TEXT), Column("waarde", "Uitkomst", Kind.DECIMAL),
        Column("norm", "Norm", Kind.DECIMAL), Column("toen", "Uitkomst 2019", Kind.DECIMAL),
    )  # fmt: skip
    return Table(
        "doelen", "Doelen", "Doelen, 2020", "Tegen de norm.", columns, rows, (SOURCE,), (figure,),
        (Kind.PERCENT, Kind.PERCENT, Kind.COUNT),
    )  # fmt: skip


def gaps_table() -> Table:
    """Differences with the stretch in which they can lie; one of them cannot be told."""
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Loonkostensubsidie", 12.4, 6.1, 18.7), ("Scholing", 3.2, -2.5, 8.9),
        ("Tegenprestatie", -4.0, -9.6, 1.6),
        ("Proefplaatsing", Mark.TOO_FEW, Mark.TOO_FEW, Mark.TOO_FEW),
    )  # fmt: skip
    names = ("Verschil", "Ondergrens (95%)", "Bovengrens (95%)")
    keys = ("verschil", "ondergrens", "bovengrens")
    series = tuple(
        Series(key, name, tuple(v if isinstance(v := row[at], float) else None for row in rows))
        for at, (key, name) in enumerate(zip(keys, names, strict=True), start=1)
    )
    figure = Figure(
        "verschillen", Shape.INTERVALS, "Bij een van de vier is het verschil meer dan toeval",
        "Verschil in uitstroom naar werk binnen een jaar, in procentpunt; streep: 95%",
        tuple(str(row[0]) for row in rows), series, "punten",
        "Intervallen: loonkostensubsidie 12,4 punt (6,1 tot 18,7); de andere raken de nul.",
        note=f"{Mark.TOO_FEW.value} te weinig waarnemingen.",
    )  # fmt: skip
    columns = (
        Column("instrument", "Instrument", Kind.TEXT),
        *(Column(k, name, Kind.DECIMAL) for k, name in zip(keys, names, strict=True)),
    )
    return Table(
        "verschillen", "Verschillen", "Verschil in uitstroom naar werk, procentpunt, 2020",
        "Raakt de streep de nul, dan kan het toeval zijn.", columns, rows, (SOURCE,), (figure,),
    )  # fmt: skip


def make_document() -> Document:
    return Document(
        title="Bijstand in Uithoorn: maandrapport december 2020",
        subtitle="In-, door- en uitstroom van het bijstandsbestand",
        mark="VERTROUWELIJK",
        facts=(
            ("Gemeente", "Uithoorn"), ("Periode", "december 2020"),
            ("Peildatum", "31 december 2020"), ("Gegevens van", "1 februari 2021"),
            ("Status", "voorlopig: de laatste drie maanden kunnen nog veranderen"),
            ("Versie", "grip 0.1.0, profiel uithoorn"),
        ),
        reading=(
            "Begin bij het blad Samenvatting: de belangrijkste uitkomsten in zinnen en cijfers.",
            "Elk volgend blad bevat één tabel, met ernaast de grafiek die erbij hoort.",
            "Een code tussen haken, zoals [g], staat waar geen getal kan staan. Wat de code "
            "betekent, staat boven de tabel. Een verborgen cijfer is nooit een nul.",
            "Dit rapport bevat kleine aantallen en is alleen voor intern gebruik.",
        ),
        messages=(
            "Het bestand steeg in 2020 van 304 naar 336 uitkeringen, de grootste stijging "
            "sinds 2014.",
            "De instroom steeg van 81 naar 136; dat is vooral het gevolg van de coronacrisis in "
            "het voorjaar, toen veel mensen met een tijdelijk contract hun werk verloren.",
            "Van de 104 uitkeringen die eindigden, eindigden er 41 door werk.",
        ),
        key_figures=key_figures(),
        sections=(
            Section("bestand", "Bestand", ("Het bestand groeit.",), (year_table(), month_table())),
            Section("uitstroom", "Uitstroom", ("Werk.",), (reasons_table(), lines_table())),
            Section("doorstroom", "Doorstroom", ("Omhoog.",), (matrix_table(), budget_table())),
            Section("doelen", "Doelen", ("Gehaald.",), (targets_table(), gaps_table())),
        ),
        definitions=(definitions_table(),),
        accountability=(checks_table(),),
        properties={"datum": "2021-02-01", "gemeente": "Uithoorn"},
    )  # fmt: skip


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment of a child that finds the same modules as this process."""
    places = [os.getcwd(), *(place for place in sys.path if place)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(places)), **more}


def make_public() -> Document:
    return replace(make_document(), mark="")


@pytest.fixture
def document() -> Document:
    return make_document()


@pytest.fixture
def public() -> Document:
    return make_public()

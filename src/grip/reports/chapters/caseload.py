"""Chapter 1: the caseload, by year, by month and by group."""

from __future__ import annotations

from collections.abc import Sequence

from grip.periods import Period
from grip.reports import formats
from grip.reports.chapters.parts import (
    PROVISIONAL_NOTE,
    STANDING,
    flow_cells,
    flow_columns,
    view_table,
)
from grip.reports.document import Cell, Column, Figure, Kind, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Lookup, short, whole_numbers
from grip.reports.words import category_name
from grip.results import DIMENSION_TITLES

_GROUPS = (
    "regeling", "leefvorm", "geslacht", "leeftijdsgroep", "duurklasse", "loonwaardeklasse",
    "categorie", "statushouder", "wijk",
)  # fmt: skip
_UNIT_NOTE = (
    "Geteld zijn uitkeringen: een paar met samen een uitkering telt een keer. Personen staan op "
    "blad 'Kerncijfers aantallen'."
)
_BOUNDARY_NOTE = (
    "Een stand is wie aan het einde van die dag recht had en de volgende dag nog steeds; daardoor "
    "geldt altijd: begin + instroom - uitstroom = eind."
)


def caseload_chapter(look: Lookup) -> Section:
    """Return the chapter on stock and flow."""
    tables = (
        _by_year(look), _counts(look), _rates(look), _by_month(look), _by_group(look),
        _target_groups(look),
    )  # fmt: skip
    return Section("bestand", "Bestand en stromen", (yearly_message(look),), tables)


def yearly_message(look: Lookup) -> str:
    """Say in one sentence where the caseload stands and how it got there."""
    scope = look.scope
    end, begin = look.cell("stand_eind", scope.to_date), look.cell("stand_begin", scope.to_date)
    day = formats.day(scope.period.end)
    if not isinstance(end, int) or not isinstance(begin, int):
        return f"Op {day} is de stand van het bestand niet te geven."
    change = end - begin
    how = (
        "evenveel als" if change == 0 else f"{abs(change)} {'meer' if change > 0 else 'minder'} dan"
    )
    return f"Op {day} waren er {formats.count(end)} uitkeringen: {how} aan het begin van het jaar."


def _by_year(look: Lookup) -> Table:
    years = look.scope.years
    columns = (
        Column("jaar", "Periode", Kind.TEXT),
        Column("begin", "Stand 1 januari"),
        Column("meldingen", "Meldingen"),
        Column("instroom", "Instroom"),
        Column("uitstroom", "Uitstroom"),
        Column("eind", "Stand einde periode"),
        Column("groei", "Groei (%)", Kind.PERCENT, "({eind}-{begin})/{begin}*100"),
        Column(
            "controle",
            "Controle (hoort 0 te zijn)",
            formula="{begin}+{instroom}-{uitstroom}-{eind}",
        ),
        STANDING,
    )
    rows = tuple((short(year), *_year_cells(look, year), look.standing(year)) for year in years)
    labels = tuple(short(year) for year in years)
    figure = _flow_figure(look, "bestand_per_jaar", labels, years, yearly_message(look), "per jaar")
    return Table(
        "bestand_per_jaar", "Bestand per jaar", "Ontwikkeling van het bijstandsbestand per jaar",
        "Elke regel is een jaar: wat er was, wat erbij kwam, wat eraf ging en wat er overbleef.",
        columns, rows, (_UNIT_NOTE, _BOUNDARY_NOTE, *_provisional(look, years)), (figure,),
    )  # fmt: skip


def _year_cells(look: Lookup, year: Period) -> tuple[Cell, ...]:
    ids = ("stand_begin", "meldingen", "instroom", "uitstroom", "stand_eind", "volume_pct")
    cells = [look.cell(id, year) for id in ids]
    return (*cells, _left_over([cells[0], cells[2], cells[3], cells[4]]))


def _left_over(cells: Sequence[Cell]) -> Cell:
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    if len(numbers) < 4:
        return None
    begin, comes, goes, end = numbers
    return begin + comes - goes - end


def _by_month(look: Lookup) -> Table:
    months = look.scope.months
    columns = (
        Column("maand", "Maand", Kind.TEXT),
        Column("begin", "Stand begin"),
        Column("instroom", "Instroom"),
        Column("uitstroom", "Uitstroom"),
        Column("eind", "Stand eind"),
        Column(
            "controle",
            "Controle (hoort 0 te zijn)",
            formula="{begin}+{instroom}-{uitstroom}-{eind}",
        ),
        STANDING,
    )
    rows = []
    for month in months:
        ids = ("stand_begin", "instroom", "uitstroom", "stand_eind")
        cells = [look.cell(id, month) for id in ids]
        rows.append((short(month), *cells, _left_over(cells), look.standing(month)))
    labels = tuple(short(month) for month in months)
    figure = _flow_figure(
        look, "bestand_per_maand", labels, months, _monthly_message(look), "per maand"
    )
    return Table(
        "bestand_per_maand", "Bestand per maand", "Ontwikkeling van het bijstandsbestand per maand",
        "De laatste 24 maanden. Een enkele maand zegt weinig: kijk naar de lijn.",
        columns, tuple(rows), (_UNIT_NOTE, _BOUNDARY_NOTE, *_provisional(look, months)), (figure,),
    )  # fmt: skip


def _monthly_message(look: Lookup) -> str:
    months = look.scope.months
    stocks = whole_numbers([look.cell("stand_eind", month) for month in months])
    known = [
        (value, month) for value, month in zip(stocks, months, strict=True) if value is not None
    ]
    if not known:
        return "Het bestand per maand is niet te geven"
    (high, top), (low, bottom) = max(known, key=lambda k: k[0]), min(known, key=lambda k: k[0])
    if high == low:
        return f"Het bestand bleef {len(known)} maanden gelijk: {formats.count(high)} uitkeringen"
    return (
        f"Het bestand lag tussen {formats.count(low)} ({short(bottom)}) en "
        f"{formats.count(high)} uitkeringen ({short(top)})"
    )


def _flow_figure(
    look: Lookup, id: str, labels: tuple[str, ...], periods: Sequence[Period], title: str, per: str
) -> Figure:
    def series(key: str, name: str, indicator: str, *, line: bool = False) -> Series:
        cells = [look.cell(indicator, period) for period in periods]
        return Series(key, name, tuple(whole_numbers(cells)), line)

    drawn = (
        series("instroom", "Instroom", "instroom"),
        series("uitstroom", "Uitstroom", "uitstroom"),
        series("eind", "Stand eind", "stand_eind", line=True),
    )
    stocks = [value for value in drawn[2].values if value is not None]
    story = f"van {stocks[0]:.0f} naar {stocks[-1]:.0f} uitkeringen" if stocks else "onbekend"
    return Figure(
        id, Shape.FLOW, title.rstrip("."),
        f"Instroom, uitstroom en stand {per}, aantal uitkeringen, {labels[0]} t/m {labels[-1]}. "
        f"Bron: cliëntsysteem {look.profile.gemeente.naam}.",
        labels, drawn, "uitkeringen",
        f"Staven voor instroom en uitstroom en een lijn voor de stand {per}, {labels[0]} tot en "
        f"met {labels[-1]}: de stand ging {story}.",
        provisional=look.provisional(periods),
    )  # fmt: skip


def _provisional(look: Lookup, periods: Sequence[Period]) -> tuple[str, ...]:
    return (PROVISIONAL_NOTE,) if look.provisional(periods) else ()


def _counts(look: Lookup) -> Table:
    lines = [
        (look.results.cards[id].title, id, WHOLE, "")
        for id in (
            "stand_eind", "stand_personen", "instroom", "instroom_personen", "uitstroom",
            "uitstroom_personen", "uitstroom_werk", "uitstroom_onderwijs", "uitstroom_handhaving",
            "meldingen", "aanvragen", "toekenningen", "voorzieningen_lopend",
            "voorzieningen_gestart",
        )
        if look.computed(id)
    ]  # fmt: skip
    return view_table(
        look, "kerncijfers_aantallen", "Kerncijfers aantallen", "Kerncijfers: aantallen",
        "Alle aantallen naast elkaar: de maand, het jaar en een jaar eerder.", Kind.COUNT, lines,
        ("Uitkeringen en personen zijn verschillende eenheden en mogen niet worden opgeteld.",),
    )  # fmt: skip


def _rates(look: Lookup) -> Table:
    lines = [
        (look.results.cards[id].title, id, WHOLE, "")
        for id in (
            "volume_pct", "instroom_pct", "uitstroom_pct", "uitstroom_werk_aandeel",
            "uitstroom_eerste_jaar", "herinstroom_12m", "herinstroom_aandeel",
            "duurzame_uitstroom_werk", "preventie_pct", "bereik_pct", "loonwaarde_bekend_pct",
            "keuring_pct",
        )
        if look.computed(id)
    ]  # fmt: skip
    words = {
        "cbs": "de stand aan het begin plus de instroom (definitie CBS)",
        "begin": "de stand aan het begin", "gemiddeld": "de gemiddelde stand",
        "ultimo": "de stand aan het eind",
    }  # fmt: skip
    return view_table(
        look, "kerncijfers_procenten", "Kerncijfers procenten", "Kerncijfers: percentages",
        "Alle percentages, met het gebied waarbinnen de waarde door toeval kan liggen.",
        Kind.PERCENT, lines,
        (
            "Instroom en uitstroom in procenten zijn van "
            f"{words[look.profile.instellingen.stroom_noemer]}; blad 'Noemers' laat zien wat een "
            "andere keuze doet.",
            "Wat elk percentage precies telt, staat op blad 'Definities'.",
        ),
        interval=True,
    )  # fmt: skip


def _by_group(look: Lookup) -> Table:
    period = look.scope.to_date
    columns = (
        Column("kenmerk", "Kenmerk", Kind.TEXT),
        Column("groep", "Groep", Kind.TEXT),
        *flow_columns("Stand begin", "Stand eind"),
    )
    rows = [("Totaal", "alle uitkeringen", *flow_cells(look, WHOLE))]
    for dimension in _GROUPS:
        for category in look.categories("stand_eind", dimension):
            name = category_name(look.profile, dimension, category)
            rows.append(
                (DIMENSION_TITLES[dimension], name, *flow_cells(look, (dimension, category)))
            )
    return Table(
        "bestand_naar_groep", "Bestand naar groep", f"Stand en stromen naar groep, {period.label}",
        "Per groep: stand begin + instroom - uitstroom + herindeling = stand eind.",
        columns, tuple(rows),
        (
            "Herindeling: wie tijdens de uitkering naar een andere groep ging, bijvoorbeeld door "
            "een verjaardag of een nieuwe loonwaarde; het saldo van erbij en eraf.",
            _UNIT_NOTE,
        ),
    )  # fmt: skip


def _target_groups(look: Lookup) -> Table:
    period = look.scope.to_date
    columns = (
        Column("groep", "Doelgroep", Kind.TEXT),
        *flow_columns("Personen begin", "Personen eind"),
        Column("werk", "Uitstroom naar werk"),
        Column("bereik", "Bereik voorzieningen (%)", Kind.PERCENT),
    )
    rows = []
    for group in look.categories("stand_personen", "doelgroep"):
        key = ("doelgroep", group)
        rows.append(
            (
                category_name(look.profile, *key),
                *flow_cells(look, key, persons=True),
                look.cell("uitstroom_werk_personen", period, key),
                look.cell("bereik_pct", period, key),
            )
        )
    return Table(
        "doelgroepen", "Doelgroepen", f"Doelgroepen van het beleid, personen, {period.label}",
        "Iemand kan in meer dan een doelgroep zitten; de regels tellen dus niet op tot het totaal.",
        columns, tuple(rows),
        ("Bereik: aandeel van de personen aan het eind met minstens een lopende voorziening.",),
    )  # fmt: skip

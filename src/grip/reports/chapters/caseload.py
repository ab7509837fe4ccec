"""Chapter 1: the caseload, by year, by month and by group."""

from __future__ import annotations

from collections.abc import Sequence

from grip.periods import Period
from grip.reports import formats
from grip.reports.chapters.groups import group_tables
from grip.reports.chapters.late import EXPECTED, EXPECTED_NOTE, completes, expected_cells
from grip.reports.chapters.outflow import to_work_clause
from grip.reports.chapters.parts import (
    CHECK_TITLE,
    PROVISIONAL_NOTE,
    STANDING,
    Line,
    series_words,
    view_table,
)
from grip.reports.chapters.sentences import (
    count_words,
    marks_in,
    more_or_less,
    not_given,
    source_of,
    verb,
)
from grip.reports.document import Cell, Column, Figure, Kind, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Lookup, short, whole_numbers
from grip.results import Audience

_UNIT_NOTE = (
    "Geteld zijn uitkeringen: een paar met samen een uitkering telt een keer. Personen staan op "
    "blad 'Kerncijfers aantallen'."
)
_BOUNDARY_NOTE = (
    "Een stand is wie aan het einde van die dag recht had en de volgende dag nog steeds; daardoor "
    "geldt altijd: begin + instroom - uitstroom = eind."
)
_OUT_OF = {
    "cbs": "de stand aan het begin plus de instroom (definitie CBS)",
    "begin": "de stand aan het begin", "gemiddeld": "de gemiddelde stand",
    "ultimo": "de stand aan het eind",
}  # fmt: skip


def caseload_chapter(look: Lookup) -> Section:
    """Return the chapter on stock and flow."""
    tables = (
        _by_year(look), _counts(look), _rates(look), _by_month(look), *group_tables(look),
    )  # fmt: skip
    return Section("bestand", "Bestand en stromen", (yearly_message(look),), tables)


def yearly_message(look: Lookup) -> str:
    """Say in one sentence where the caseload stands, and where it stood before."""
    scope = look.scope
    day = formats.day(scope.period.end)
    end, persons = (look.cell(id, scope.to_date) for id in ("stand_eind", "stand_personen"))
    if not isinstance(end, int):
        return not_given(f"Op {day} is de stand van het bestand", [end])
    moments = {
        "het begin van het jaar": look.cell("stand_begin", scope.to_date),
        "een jaar eerder": look.cell("stand_eind", scope.to_date.shifted(-12)),
    }
    if scope.to_date.begin == scope.to_date.last_twelve_months().begin:
        del moments["het begin van het jaar"]  # the same day
    changes = [
        f"{more_or_less(end - then)} {'aan ' if 'begin' in when else ''}{when}"
        for when, then in moments.items()
        if isinstance(then, int)
    ]
    compared = f", {' en '.join(changes)}" if changes else ""
    people = _persons_clause(persons, look.cell("stand_personen", scope.to_date.shifted(-12)))
    return f"Op {day} waren er {formats.count(end)} uitkeringen{compared}{people}."


def _persons_clause(now: Cell, then: Cell) -> str:
    """Say how many persons that are, with their own change: it differs from that of benefits."""
    if not isinstance(now, int):
        return ""
    change = f" ({more_or_less(now - then)} een jaar eerder)" if isinstance(then, int) else ""
    return f"; daarvan leefden {formats.count(now)} personen{change}"


def flow_message(look: Lookup) -> str:
    """Say what came and went in the period, and in the year so far."""
    periods = dict.fromkeys((look.scope.period, look.scope.to_date))
    flows = {p: (look.cell("instroom", p), look.cell("uitstroom", p)) for p in periods}
    known = {p: cells for p, cells in flows.items() if all(isinstance(c, int) for c in cells)}
    if not known:
        cells = flows[look.scope.period]
        return not_given(f"Over {look.scope.period.phrase} zijn in- en uitstroom", cells)
    (first, (comes, goes)), *others = known.items()
    said = (
        f"In {first.phrase} {verb(comes, 'kwam', 'kwamen')} er {count_words(comes)} "
        f"{verb(comes, 'uitkering', 'uitkeringen')} bij en "
        f"{verb(goes, 'eindigde', 'eindigden')} er {count_words(goes)}"
    )
    more = [f"; over {p.phrase} waren dat er {count_words(c)} en {count_words(g)}"
            for p, (c, g) in others]  # fmt: skip
    return f"{said}{''.join(more)}."


def year_message(look: Lookup) -> str:
    """Say what came and went in the year so far, and how much of it went to work."""
    period = look.scope.to_date
    comes, goes = (look.cell(id, period) for id in ("instroom", "uitstroom"))
    if not isinstance(comes, int) or not isinstance(goes, int):
        return not_given(f"Over {period.phrase} zijn in- en uitstroom", [comes, goes])
    return (
        f"In {period.phrase} {verb(comes, 'kwam', 'kwamen')} er {count_words(comes)} "
        f"{verb(comes, 'uitkering', 'uitkeringen')} bij en {verb(goes, 'eindigde', 'eindigden')} "
        f"er {count_words(goes)}{to_work_clause(look)}."
    )


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
        Column("controle", CHECK_TITLE, formula="{begin}+{instroom}-{uitstroom}-{eind}"),
        STANDING,
    )
    rows = tuple((short(year), *_year_cells(look, year), look.standing(year)) for year in years)
    labels = tuple(short(year) for year in years)
    figure = _flow_figure(look, "bestand_per_jaar", labels, years, yearly_message(look), "per jaar")
    return Table(
        "bestand_per_jaar", "Bestand per jaar", yearly_message(look).rstrip("."),
        "Ontwikkeling van het bijstandsbestand, aantal uitkeringen; elke regel is een jaar, de "
        "laatste zover als de periode reikt.",
        columns, rows,
        (_UNIT_NOTE, _BOUNDARY_NOTE, *_growth_note(look), *_kept_from(look),
         *_provisional(look, years)), (figure,),
    )  # fmt: skip


def _growth_note(look: Lookup) -> tuple[str, ...]:
    """Say why the growth beside published figures may be another percentage."""
    if look.results.audience is not Audience.INTERNAL:
        return ()
    return (
        "Groei: van alle regelingen samen (PW, IOAW, IOAZ en BBZ). Naast anderen, op blad "
        "'Benchmark', telt alleen wat ook de bron telt; dan is het percentage een ander.",
    )


def _kept_from(look: Lookup) -> tuple[str, ...]:
    """Say where the series starts, when that is because nothing was registered before."""
    first = look.scope.years[0].begin.year
    if look.scope.first.year < first - 1:
        return ()
    return (
        f"De reeks begint in {first}: einden van uitkeringen zijn geregistreerd vanaf "
        f"{formats.day(look.scope.first)}, en wie daarvoor vertrok is niet meer te zien.",
    )


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
    periods, per = look.scope.series, series_words(look)
    late = completes(look)
    columns = (
        Column("maand", per.removeprefix("per ").capitalize(), Kind.TEXT),
        Column("begin", "Stand begin"),
        Column("instroom", "Instroom"),
        Column("uitstroom", "Uitstroom"),
        Column("eind", "Stand eind"),
        Column("controle", CHECK_TITLE, formula="{begin}+{instroom}-{uitstroom}-{eind}"),
        *(EXPECTED if late else ()),
        STANDING,
    )
    rows = []
    for period in periods:
        ids = ("stand_begin", "instroom", "uitstroom", "stand_eind")
        cells = [look.cell(id, period) for id in ids]
        hoped = expected_cells(look, period) if late else ()
        rows.append((short(period), *cells, _left_over(cells), *hoped, look.standing(period)))
    labels = tuple(short(period) for period in periods)
    said = _monthly_message(look)
    figure = _flow_figure(look, "bestand_per_maand", labels, periods, said, per)
    return Table(
        "bestand_per_maand", f"Bestand {per}", said,
        f"Ontwikkeling van het bijstandsbestand, aantal uitkeringen, {per}.",
        columns, tuple(rows),
        (_UNIT_NOTE, _BOUNDARY_NOTE, *((EXPECTED_NOTE,) if late else ()),
         *_provisional(look, periods)),
        (figure,),
    )  # fmt: skip


def _monthly_message(look: Lookup) -> str:
    periods = look.scope.series
    stocks = whole_numbers([look.cell("stand_eind", period) for period in periods])
    known = [
        (value, period) for value, period in zip(stocks, periods, strict=True) if value is not None
    ]
    if not known:
        cells = [look.cell("stand_eind", period) for period in periods]
        return not_given(f"Het bestand {series_words(look)} is", cells).rstrip(".")
    (high, top), (low, bottom) = max(known, key=lambda k: k[0]), min(known, key=lambda k: k[0])
    if high == low:
        return f"Het bestand bleef gelijk: {formats.count(high)} uitkeringen"
    return (
        f"Het bestand lag tussen {formats.count(low)} (eind {_month(bottom)}) en "
        f"{formats.count(high)} uitkeringen (eind {_month(top)})"
    )


def _month(period: Period) -> str:
    return formats.month_label(period.end, short=True)


def _flow_figure(
    look: Lookup, id: str, labels: tuple[str, ...], periods: Sequence[Period], title: str, per: str
) -> Figure:
    seen: list[Cell] = []

    def series(key: str, name: str, indicator: str, *, line: bool = False) -> Series:
        cells = [look.cell(indicator, period) for period in periods]
        seen.extend(cells)
        return Series(key, name, tuple(whole_numbers(cells)), line)

    drawn = (
        series("instroom", "Instroom", "instroom"),
        series("uitstroom", "Uitstroom", "uitstroom"),
        series("eind", "Stand eind", "stand_eind", line=True),
    )
    stocks = [value for value in drawn[2].values if value is not None]
    story = f"van {stocks[0]:.0f} naar {stocks[-1]:.0f} uitkeringen" if stocks else "onbekend"
    span = f"{labels[0]} t/m {labels[-1]}"
    if " t/m " in labels[-1]:  # a part of a year has two ends itself
        span = short(Period(periods[0].begin, periods[-1].end))
    return Figure(
        id, Shape.FLOW, title.rstrip("."),
        f"Instroom, uitstroom en stand {per}, aantal uitkeringen, {span}. "
        f"{source_of(look)}",
        labels, drawn, "uitkeringen",
        f"Staven voor instroom en uitstroom en een lijn voor de stand {per}, {labels[0]} tot en "
        f"met {labels[-1]}: de stand ging {story}.",
        provisional=look.provisional(periods), note=marks_in(seen),
    )  # fmt: skip


def _provisional(look: Lookup, periods: Sequence[Period]) -> tuple[str, ...]:
    return (PROVISIONAL_NOTE,) if look.provisional(periods) else ()


def _counts(look: Lookup) -> Table:
    lines: list[Line] = [
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
        look, "kerncijfers_aantallen", "Kerncijfers aantallen", flow_message(look).rstrip("."),
        "Alle aantallen naast elkaar; standen zijn die op de laatste dag van elke periode.",
        Kind.COUNT, lines,
        ("Uitkeringen en personen zijn verschillende eenheden en mogen niet worden opgeteld.",),
    )  # fmt: skip


def _rates(look: Lookup) -> Table:
    lines: list[Line] = [
        (f"{look.results.cards[id].title}{_cohort(look, id)}", id, WHOLE, "")
        for id in (
            "volume_pct", "instroom_pct", "uitstroom_pct", "uitstroom_werk_aandeel",
            "uitstroom_eerste_jaar", "herinstroom_12m", "herinstroom_aandeel",
            "duurzame_uitstroom_werk", "preventie_pct", "bereik_pct", "loonwaarde_bekend_pct",
            "keuring_pct",
        )
        if look.computed(id)
    ]  # fmt: skip
    return view_table(
        look, "kerncijfers_procenten", "Kerncijfers procenten", _rates_message(look),
        "Alle percentages, met het gebied waarbinnen de waarde door toeval kan liggen; wat aan het "
        "eind van een periode is geteld, staat onder die periode.",
        Kind.PERCENT, lines,
        (
            "Instroom en uitstroom in procenten zijn van "
            f"{_OUT_OF[look.profile.instellingen.stroom_noemer]}; blad 'Noemers' laat zien wat een "
            "andere keuze doet.",
            "Cohort: wie in die twaalf maanden in- of uitstroomde en daarna een jaar is gevolgd; "
            "in de kolommen van een jaar eerder gaat het om de twaalf maanden daarvoor.",
            "Wat elk percentage precies telt, staat op blad 'Definities'.",
        ),
        interval=True,
    )  # fmt: skip


def _cohort(look: Lookup, id: str) -> str:
    """Name the year of who was followed, since the headers name another."""
    if not look.results.cards[id].followed:
        return ""
    return f" (cohort {short(look.scope.period.cohort_window())})"


def _rates_message(look: Lookup) -> str:
    scope = look.scope
    comes, goes = (look.cell(id, scope.to_date) for id in ("instroom_pct", "uitstroom_pct"))
    if not isinstance(comes, int | float) or not isinstance(goes, int | float):
        return f"De belangrijkste percentages over {scope.to_date.phrase}"
    return (
        f"Over {scope.to_date.phrase} was de instroom {formats.percent(comes)} en de uitstroom "
        f"{formats.percent(goes)} van {_OUT_OF[look.profile.instellingen.stroom_noemer]}"
    )

"""Chapter 1, continued: what recent months will come to once everything has been entered."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from grip.periods import Period
from grip.reports import formats
from grip.reports.chapters.sentences import source_of
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Series, Shape, Table
from grip.reports.lookup import WHOLE, Lookup, short, whole_numbers
from grip.results import Status

COMPLETED = "na=late_registratie"
_FLOWS = (("instroom", "Instroom"), ("uitstroom", "Uitstroom"))
_MONTHS, _DRAWN = 12, 6
EXPECTED = (
    Column("instroom_verwacht", "Instroom na late registratie", Kind.TEXT),
    Column("uitstroom_verwacht", "Uitstroom na late registratie", Kind.TEXT),
)
EXPECTED_NOTE = (
    "Na late registratie (voorlopig): waar de maand naar verwachting op uitkomt, met het gebied "
    "van 95%; zie blad 'Na late registratie'. Met een streepje: vrijwel compleet."
)


def completes(look: Lookup) -> bool:
    """Tell whether any recent month has an expectation."""
    return any(expected(look, id, month) for id, _ in _FLOWS for month in look.scope.months)


def expected(look: Lookup, id: str, month: Period) -> tuple[float, float, float] | None:
    """Return what a month will come to, with its bounds, or nothing where it is complete."""
    row = look.row(id, month, WHOLE, COMPLETED)
    if row is None or row["status"] != Status.SHOWN.value:
        return None
    return row["waarde"], row["ondergrens"], row["bovengrens"]


def expected_words(look: Lookup, id: str, month: Period) -> Cell:
    """Return the expectation of a month as `14 (12 t/m 18)`, the mark of too few, or nothing."""
    found = expected(look, id, month)
    if found is not None:
        value, low, high = (formats.count(number) for number in found)
        return f"{value} ({low} t/m {high})"
    row = look.row(id, month, WHOLE, COMPLETED)
    return Mark.TOO_FEW if row is not None else "-"


def expected_cells(look: Lookup, month: Period) -> tuple[Cell, ...]:
    """Return the cells of the columns `EXPECTED`."""
    return tuple(expected_words(look, id, month) for id, _ in _FLOWS)


def late_message(look: Lookup) -> str:
    """Say what the last month of the report will probably come to, empty where nothing comes."""
    month = look.scope.months[-1]
    parts = []
    for id, name in _FLOWS:
        found, counted = expected(look, id, month), look.cell(id, month)
        if found is not None and isinstance(counted, int) and found[2] > counted:
            value, low, high = (formats.count(number) for number in found)
            parts.append(
                f"{name.lower()} naar verwachting {value} ({low} t/m {high}) in plaats van de "
                f"getelde {formats.count(counted)}"
            )
    if not parts:
        return ""
    return f"Na late registratie wordt in {month.phrase} de {' en de '.join(parts)}."


def late_tables(
    look: Lookup, test: pl.DataFrame | None, silent: Mapping[str, str]
) -> tuple[Table, ...]:
    """Return the completed months and the test of the method, as far as they are there."""
    tables = []
    if completes(look):
        tables.append(_by_month(look, silent))
        if test is not None and not test.is_empty():
            tables.append(_tested(look, test))
    return tuple(tables)


def _by_month(look: Lookup, silent: Mapping[str, str]) -> Table:
    months = look.scope.months[-_MONTHS:]
    flows = [(id, name) for id, name in _FLOWS if id not in silent]
    columns = [Column("maand", "Maand", Kind.TEXT)]
    for id, name in flows:
        columns += [
            Column(id, f"{name} geteld"),
            Column(f"{id}_verwacht", f"{name} verwacht", Kind.DECIMAL),
            Column(f"{id}_laag", f"{name}, ondergrens (95%)"),
            Column(f"{id}_hoog", f"{name}, bovengrens (95%)"),
        ]
    columns.append(Column("status", "Status", Kind.TEXT))
    rows = tuple(
        (short(month), *(c for id, _ in flows for c in _cells(look, id, month)),
         look.standing(month))
        for month in months
    )  # fmt: skip
    said = late_message(look) or "De laatste maanden zijn vrijwel compleet."
    return Table(
        "na_late_registratie", "Na late registratie", said.rstrip("."),
        f"Wat er per maand is geteld, en waar het naar verwachting op uitkomt als alles is "
        f"ingevoerd; uitkeringen, gegevens van {formats.day(look.scope.extraction)}.",
        tuple(columns), rows,
        (
            "Voorlopig. Verwacht: het getelde aantal gedeeld door het deel dat van eerdere maanden "
            "na even lang wachten was ingevoerd. Het gebied is het kortste met een kans van "
            "minstens 95% waar de verwachting in ligt.",
            "Waar verwacht gelijk is aan geteld, is naar schatting 99,5% of meer ingevoerd.",
            "Wat later wordt ingetrokken is niet te zien; verandert het tempo van invoeren, dan "
            "klopt de verwachting een paar maanden niet.",
            *(f"{dict(_FLOWS)[id]} is niet aangevuld: {why}." for id, why in silent.items()),
        ),
        tuple(_figure(look, id, name, months[-_DRAWN:]) for id, name in flows),
    )  # fmt: skip


def _cells(look: Lookup, id: str, month: Period) -> tuple[Cell, ...]:
    counted = look.cell(id, month)
    if expected_words(look, id, month) is Mark.TOO_FEW:
        return (counted, *[Mark.TOO_FEW] * 3)
    return (counted, *(expected(look, id, month) or [counted] * 3))


def _figure(look: Lookup, id: str, name: str, months: tuple[Period, ...]) -> Figure:
    labels = tuple(short(month) for month in months)
    counted = whole_numbers([look.cell(id, month) for month in months])
    found = [expected(look, id, month) for month in months]
    late = sum(one is not None for one in found)

    def line(place: int) -> tuple[float | None, ...]:
        return tuple(None if one is None else one[place] for one in found)

    series = (
        Series(id, f"{name} geteld", tuple(counted)),
        Series(f"{id}_laag", "Ondergrens", line(1), line=True, ahead=True),
        Series(f"{id}_verwacht", "Verwacht", line(0), line=True, ahead=True),
        Series(f"{id}_hoog", "Bovengrens", line(2), line=True, ahead=True),
    )
    last = found[-1]
    said = (
        f"{name} in {months[-1].label}: geteld {formats.count(counted[-1] or 0)}, naar verwachting "
        f"{formats.count(last[0])} ({formats.count(last[1])} t/m {formats.count(last[2])})"
        if last is not None
        else f"{name}: de laatste maand is vrijwel compleet"
    )
    return Figure(
        f"late_registratie_{id}", Shape.FLOW, said,
        f"{name} per maand, geteld en na late registratie, aantal uitkeringen. {source_of(look)}",
        labels, series, "uitkeringen",
        f"Staven met wat is geteld en lijnen met wat wordt verwacht en het gebied van 95%. {said}.",
        provisional=max(late, look.provisional(months)),
    )  # fmt: skip


def _tested(look: Lookup, test: pl.DataFrame) -> Table:
    columns = (
        Column("stroom", "Stroom", Kind.TEXT),
        Column("leeftijd", "Maanden na de maand zelf"),
        Column("maanden", "Getoetste maanden"),
        Column("bekend", "Toen al bekend (%)", Kind.PERCENT),
        Column("fout_geteld", "Gemiddeld mis, geteld", Kind.DECIMAL),
        Column("fout_verwacht", "Gemiddeld mis, verwacht", Kind.DECIMAL),
        Column("binnen", "Binnen het gebied"),
        Column("binnen_pct", "Binnen het gebied (%)", Kind.PERCENT, "{binnen}/{maanden}*100"),
        Column("hoort", "Hoort binnen het gebied (%)", Kind.PERCENT),
    )
    names = dict(_FLOWS)
    rows = tuple(
        (names[id], age, tested, known, counted, hoped, inside, 100 * inside / tested,
         100 * claimed / tested)
        for id, age, tested, known, counted, hoped, inside, claimed in test.iter_rows()
    )  # fmt: skip
    total, inside, claimed = (
        sum(test.get_column(name)) for name in ("maanden", "binnen_interval", "binnen_verwacht")
    )
    return Table(
        "toets_late_registratie", "Toets late registratie",
        f"Van {formats.count(total)} eerdere verwachtingen kwamen er {formats.count(inside)} "
        f"({formats.percent(100 * inside / total, 0)}) binnen hun gebied uit; dat horen er "
        f"{formats.percent(100 * claimed / total, 0)} te zijn",
        "Hoe goed de verwachting zou zijn geweest: de gegevens zijn teruggezet naar dezelfde dag "
        "van eerdere maanden, en wat toen werd verwacht staat naast wat er kwam.",
        columns, rows,
        ("Gemiddeld mis: hoeveel uitkeringen per maand het getelde of verwachte aantal van toen "
         "naast het aantal van nu lag.",
         "Het gebied is het kortste waar de verwachting in ligt en dat in minstens 95 van de 100 "
         "gevallen raak hoort te zijn. Omdat alleen hele uitkeringen bestaan, is dat bij kleine "
         "aantallen meer dan 95: zie 'Hoort binnen het gebied'."),
    )  # fmt: skip

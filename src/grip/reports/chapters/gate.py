"""Chapter 4: the gate, and the instruments in use."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import (
    CHANCE_NOTE,
    PROVISIONAL_NOTE,
    STANDING,
    aim_words,
    norm_column,
    series_words,
    verdict,
    view_row,
    view_table,
    with_something,
)
from grip.reports.chapters.sentences import (
    count_words,
    counted,
    extremes,
    marks_in,
    not_given,
    parts_of,
    share_words,
    source_of,
)
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Lookup, short, whole_numbers
from grip.reports.terminal.words import category_name
from grip.results import DIMENSION_TITLES

_STEPS = (("meldingen", "Meldingen"), ("aanvragen", "Aanvragen"), ("toekenningen", "Toekenningen"))
_USE = (
    ("Loopt op de laatste dag", "voorzieningen_lopend"),
    ("Gestart", "voorzieningen_gestart"),
)
_GAPS_OF = 8  # a line with more than one gap in so many months is not drawn
_REACH = ("loonwaardeklasse", "categorie", "leeftijdsgroep", "duurklasse", "doelgroep")


def gate_chapter(look: Lookup) -> Section:
    """Return the chapter on the gate."""
    return Section("poort", "Poort", (gate_message(look),), (_by_month(look), _prevention(look)))


def gate_message(look: Lookup) -> str:
    """Say how many reported and how many of them did not apply."""
    period = look.scope.to_date
    cells = parts_of(look, "preventie_pct", period)
    if not counted(cells):
        return not_given(f"Over {period.phrase} zijn de meldingen", cells)
    return (
        f"In {period.phrase} waren er {count_words(cells[1])} meldingen; {share_words(cells)} "
        f"daarvan waren op {formats.day(period.end)} nog geen aanvraag."
    )


def _by_month(look: Lookup) -> Table:
    periods, per = look.scope.series, series_words(look)
    columns = (
        Column("maand", per.removeprefix("per ").capitalize(), Kind.TEXT),
        *(Column(k, name) for k, name in _STEPS),
        STANDING,
    )
    rows = tuple(
        (short(period), *(look.cell(key, period) for key, _ in _STEPS), look.standing(period))
        for period in periods
    )
    figure = _steps_figure(look, rows)
    notes = (
        "Elke stap van de poort is geteld op zijn eigen datum; een toekenning hoort dus vaak bij "
        "een melding uit een eerdere periode.",
        *([PROVISIONAL_NOTE] if look.provisional(periods) else []),
    )
    return Table(
        "poort_per_maand", f"Poort {per}", _steps_message(look).rstrip("."),
        f"Meldingen, aanvragen en toekenningen {per}, tot en met "
        f"{formats.day(look.scope.period.end)}.",
        columns, rows, notes, (figure,) if figure else (),
    )  # fmt: skip


def _steps_message(look: Lookup) -> str:
    """Say how many reported, applied and were granted, each on its own date."""
    period = look.scope.to_date
    cells = [look.cell(id, period) for id, _ in _STEPS]
    if not all(isinstance(cell, int) for cell in cells):
        return not_given(f"Over {period.phrase} is de weg van melding tot toekenning", cells)
    reported, applied, granted = (count_words(cell) for cell in cells)
    return (
        f"In {period.phrase} waren er {reported} meldingen, {applied} aanvragen en {granted} "
        "toekenningen."
    )


def _steps_figure(look: Lookup, rows: tuple[tuple[Cell, ...], ...]) -> Figure | None:
    """Return the steps as lines; a line that is mostly gaps tells nothing and is left out."""
    columns = {key: [row[1 + i] for row in rows] for i, (key, _) in enumerate(_STEPS)}
    hidden = {key: cells.count(Mark.HIDDEN) for key, cells in columns.items()}
    kept = [(key, name) for key, name in _STEPS if hidden[key] * _GAPS_OF <= len(rows)]
    if not kept:
        return None
    left_out = [name for step in _STEPS if (name := step[1]) and step not in kept]
    labels, per = tuple(str(row[0]) for row in rows), series_words(look)
    names = _listed([name for _, name in kept])
    note = marks_in(cell for key, _ in kept for cell in columns[key])
    if left_out:
        note += (
            f" Niet getekend: {_listed(left_out).lower()}; te vaak is het aantal te klein om te "
            "tonen."
        )
    return Figure(
        "meldingen", Shape.LINES, _steps_message(look).rstrip("."),
        f"{names} {per}, {labels[0]} t/m {labels[-1]}. {source_of(look)}",
        labels,
        tuple(Series(k, name, tuple(whole_numbers(columns[k])), line=True) for k, name in kept),
        f"aantal {per}",
        f"Lijnen {per} van {labels[0]} tot en met {labels[-1]}: {names.lower()}.",
        provisional=look.provisional(look.scope.series), note=note.strip(),
    )  # fmt: skip


def _listed(names: list[str]) -> str:
    """Return names as Dutch lists them: `Meldingen, aanvragen en toekenningen`."""
    head, last = names[:-1], names[-1]
    words = f"{', '.join(head)} en {last}" if head else last
    return words[:1] + words[1:].lower()


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
        "preventie", "Meldingen zonder aanvraag", gate_message(look).rstrip("."),
        "Meldingen die niet tot een aanvraag kwamen, per jaar: het deel zonder aanvraag aan het "
        "eind van dat jaar of van de periode.",
        columns, rows,
        (
            look.results.cards["preventie_pct"].caveat,
            "Andere perioden staan op blad 'Kerncijfers procenten'.",
            *([PROVISIONAL_NOTE] if look.provisional(look.scope.years) else []),
        ),
        shows=("preventie_pct",),
    )  # fmt: skip


def support_chapter(look: Lookup) -> Section:
    """Return the chapter on instruments in use."""
    return Section(
        "voorzieningen", "Voorzieningen", (support_message(look),), (_used(look), _reach(look))
    )


def support_message(look: Lookup) -> str:
    """Say how many instruments run and how many people they reach."""
    day = formats.day(look.scope.period.end)
    cells = parts_of(look, "bereik_pct", look.scope.period)
    running = look.cell("voorzieningen_lopend", look.scope.period)
    if not counted(cells) or not isinstance(running, int):
        return not_given(f"Op {day} is het bereik van de voorzieningen", [running, *cells])
    return (
        f"Op {day} liepen er {formats.count(running)} voorzieningen; van de "
        f"{count_words(cells[1])} personen in de bijstand hadden er {share_words(cells)} minstens "
        "een."
    )


def _used(look: Lookup) -> Table:
    keys = [("Alle voorzieningen", WHOLE)] + [
        (category_name(look.profile, "instrument", c), ("instrument", c))
        for c in look.categories("voorzieningen_lopend", "instrument")
    ]
    every = [
        view_row(look, (name, figure), indicator, key)
        for name, key in keys
        for figure, indicator in _USE
    ]
    lines = with_something(look, every)
    return view_table(
        look, "voorzieningen", "Voorzieningen", support_message(look).rstrip("."),
        "Voorzieningen naar instrument: wat op de laatste dag van elke periode loopt en wat in die "
        "periode is gestart, ook voor personen zonder uitkering.",
        Kind.COUNT, lines,
        ("Instrumenten die in deze perioden niet voorkwamen zijn weggelaten; in indicatoren.csv "
         "staan ze met 0.",),
        heads=("Instrument", "Cijfer"),
    )  # fmt: skip


def _reach(look: Lookup) -> Table:
    period, before = look.scope.period, look.scope.period.shifted(-12)
    day, then = formats.day_label(period.end), formats.day_label(before.end)
    keys = [("Totaal", "iedereen", WHOLE)] + [
        (DIMENSION_TITLES[d], category_name(look.profile, d, c), (d, c))
        for d in _REACH
        for c in look.categories("bereik_pct", d)
        if look.anybody("bereik_pct", (d, c), (period, before))
    ]
    aims = any(look.aim("bereik_pct", key) for _, _, key in keys)
    columns = (
        Column("kenmerk", "Kenmerk", Kind.TEXT),
        Column("groep", "Groep", Kind.TEXT),
        Column("met", f"Personen met voorziening {day}"),
        Column("personen", f"Personen in de bijstand {day}"),
        Column("aandeel", f"Bereik {day} (%)", Kind.PERCENT, "{met}/{personen}*100"),
        Column("laag", "Ondergrens (95%)", Kind.PERCENT),
        Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
        Column("eerder", f"Bereik {then} (%)", Kind.PERCENT),
        *([norm_column(period)] if aims else []),
        Column("oordeel", f"{day} tegenover {then}", Kind.TEXT),
    )
    parts = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")
    rows = tuple(
        (
            dimension, name,
            *(look.cell("bereik_pct", period, key, part) for part in parts),
            look.share("bereik_pct", before, key),
            *([aim_words(look.aim("bereik_pct", key), Kind.PERCENT)] if aims else []),
            verdict(look, "bereik_pct", key, period=period),
        )
        for dimension, name, key in keys
    )  # fmt: skip
    return Table(
        "bereik", "Bereik", _reach_message(look),
        "Welk deel van de personen in de bijstand minstens een lopende voorziening heeft, op "
        f"{formats.day(period.end)} en een jaar eerder.",
        columns, rows,
        ("Ondergrens en bovengrens: het gebied waarbinnen het aandeel door toeval kan liggen. Bij "
         "kleine groepen is dat breed.", "Groepen zonder personen zijn weggelaten.", CHANCE_NOTE),
    )  # fmt: skip


def _reach_message(look: Lookup) -> str:
    """Say how many are reached, and which group least and most."""
    period = look.scope.period
    cells = parts_of(look, "bereik_pct", period)
    if not counted(cells):
        what = f"Op {formats.day(period.end)} is het bereik van de voorzieningen"
        return not_given(what, cells).rstrip(".")
    said = f"Op {formats.day(period.end)} bereikten voorzieningen {_percent(cells[2])}"
    for dimension in _REACH:
        found = extremes(look, "bereik_pct", period, dimension)
        if found is not None and dimension != "doelgroep":  # those overlap
            most, least = (
                f"'{category_name(look.profile, dimension, name)}' ({_percent(share)})"
                for name, share in found
            )
            by = DIMENSION_TITLES[dimension].lower()
            return f"{said}; naar {by} het minst {least}, het meest {most}"
    return f"{said} van de personen in de bijstand"


def _percent(cell: Cell) -> str:
    return formats.percent(cell, 0) if isinstance(cell, int | float) else str(cell)

"""Chapter 2: why people come and go, how soon they leave, and who returns."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import view_table
from grip.reports.document import (
    LEGEND,
    Cell,
    Column,
    Figure,
    Kind,
    Mark,
    Section,
    Series,
    Shape,
    Table,
)
from grip.reports.lookup import WHOLE, Lookup, whole_numbers
from grip.reports.words import category_name
from grip.results import UNKNOWN


def outflow_chapter(look: Lookup) -> Section:
    """Return the chapter on reasons, lasting outflow and return."""
    return Section(
        "uitstroom",
        "Waarom mensen komen en gaan",
        (work_message(look),),
        (
            _reasons(look, "uitstroom", "uit"),
            _reasons(look, "instroom", "in"),
            _lasting(look),
            _denominators(look),
        ),
    )


def work_message(look: Lookup) -> str:
    """Say how much of the outflow went to work, with its interval."""
    period = look.scope.to_date
    row = look.row("uitstroom_werk_aandeel", period)
    if row is None or row["waarde"] is None:
        return f"Over {period.phrase} is het aandeel uitstroom naar werk niet te geven."
    return (
        f"In {period.phrase} eindigden {formats.count(row['noemer'])} uitkeringen, waarvan "
        f"{formats.count(row['teller'])} met als reden werk: {formats.percent(row['waarde'], 0)} "
        f"(met de marge door toeval: {formats.percent(row['ondergrens'], 0)} tot "
        f"{formats.percent(row['bovengrens'], 0)})."
    )


def _reasons(look: Lookup, flow: str, verb: str) -> Table:
    indicator, dimension = f"{flow}_naar_reden", f"reden_{flow}"
    categories = look.categories(indicator, dimension)
    lines = [
        (category_name(look.profile, dimension, c), indicator, (dimension, c), "")
        for c in categories
    ]
    lines.append((f"Totaal {flow}", indicator, WHOLE, ""))
    return _with_figure(
        look, flow,
        view_table(
            look, indicator, f"{flow.capitalize()} naar reden",
            f"{flow.capitalize()} naar reden, aantal uitkeringen",
            f"Met welke reden uitkeringen {verb}stromen, volgens de codes van het CBS.",
            Kind.COUNT, lines,
            ("De reden 'werk' omvat ook de Ziektewet (CBS-code 11).",) if verb == "uit" else (),
        ),
    )  # fmt: skip


def _with_figure(look: Lookup, flow: str, table: Table) -> Table:
    period = look.scope.period.last_twelve_months()
    indicator, dimension = f"{flow}_naar_reden", f"reden_{flow}"
    found = []
    for category in look.categories(indicator, dimension):
        cell = look.cell(indicator, period, (dimension, category))
        if cell != 0:
            found.append((category_name(look.profile, dimension, category), cell, category))
    found.sort(key=lambda item: (item[2] == UNKNOWN, -_size(item[1])))
    labels = tuple(name for name, _, _ in found)
    values = tuple(whole_numbers([cell for _, cell, _ in found]))
    first = labels[0].lower() if labels else "geen"
    known = [value for value in values if value is not None]
    title = f"De meeste {flow}: {first}" if known else f"Geen {flow} in deze periode"
    story = f"{labels[0]} {known[0]:.0f} keer" if known else "geen cijfers te tonen"
    figure = Figure(
        f"{flow}_naar_reden", Shape.BARS, title,
        f"{flow.capitalize()} naar reden, aantal uitkeringen, {period.label}. "
        f"Bron: cliëntsysteem {look.profile.gemeente.naam}.",
        labels, (Series("aantal", "Uitkeringen", values),), "uitkeringen",
        f"Liggende staven: {flow} naar reden over {period.phrase}; {story}.",
        note="" if len(known) == len(values) else f"{Mark.HIDDEN} = {LEGEND[Mark.HIDDEN]}",
    )  # fmt: skip
    return Table(
        table.id, table.sheet, table.title, table.description, table.columns, table.rows,
        table.notes, (figure,),
    )  # fmt: skip


def _size(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else -1.0


def _lasting(look: Lookup) -> Table:
    """Return what became of the cohort of a year ago: only those who could be followed a year."""
    window = look.scope.period.cohort_window()
    columns = (
        Column("wat", "Cijfer", Kind.TEXT),
        Column("aantal", "Aantal"),
        Column("van", "Van"),
        Column("waarde", "Percentage", Kind.PERCENT, "{aantal}/{van}*100"),
        Column("laag", "Ondergrens (95%)", Kind.PERCENT),
        Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
    )
    variants = [
        ("uitstroom_eerste_jaar", ""),
        ("duurzame_uitstroom_werk", ""),
        ("herinstroom_12m", ""),
        ("herinstroom_12m", "uitgezonderd=overlijden,aow,verhuizing"),
    ]
    names = {"uitgezonderd=overlijden,aow,verhuizing": ", zonder overlijden, AOW en verhuizing"}
    parts = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")
    rows = [
        (
            look.results.cards[id].title + names.get(variant, ""),
            *(look.cell(id, look.scope.period, WHOLE, part, variant) for part in parts),
        )
        for id, variant in variants
        if look.computed(id)
    ]
    return Table(
        "terugkeer", "Snel weg en terug", "Snel weg, blijvend weg en terug",
        f"Wie tussen {formats.day(window.begin)} en {formats.day(window.end)} in- of uitstroomde, "
        "is nu een jaar gevolgd.",
        columns, tuple(rows),
        (
            "Alleen wie een heel jaar gevolgd kon worden telt mee; wie korter geleden uitstroomde, "
            "kan nog terugkeren.",
            "Een onderbreking van hoogstens "
            f"{look.profile.instellingen.onderbreking_dagen} dagen geldt niet als vertrek "
            "(0: alleen de volgende dag sluit aan).",
            "Niet teruggekeerd is niet hetzelfde als nog aan het werk.",
        ),
    )  # fmt: skip


def _denominators(look: Lookup) -> Table:
    period = look.scope.to_date
    columns = (
        Column("noemer", "Noemer", Kind.TEXT),
        Column("van", "Aantal in de noemer", Kind.DECIMAL),
        Column("instroom", "Instroom (%)", Kind.PERCENT),
        Column("uitstroom", "Uitstroom (%)", Kind.PERCENT),
    )
    words = {
        "cbs": "stand begin plus instroom (CBS)", "begin": "stand begin",
        "gemiddeld": "gemiddelde stand aan het maandeinde", "ultimo": "stand eind",
    }  # fmt: skip
    rows = []
    for name, text in words.items():
        variant = f"noemer={name}"
        rows.append(
            (
                text,
                look.cell("instroom_pct", period, WHOLE, "noemer", variant),
                look.cell("instroom_pct", period, variant=variant),
                look.cell("uitstroom_pct", period, variant=variant),
            )
        )
    return Table(
        "noemers", "Noemers", f"Hetzelfde aantal, vier noemers, {period.label}",
        "Welke noemer u kiest, verandert het percentage sterk: vergelijk alleen gelijke noemers.",
        columns, tuple(rows),
        ("Het profiel kiest de noemer die in de andere tabellen staat (stroom_noemer).",),
    )  # fmt: skip

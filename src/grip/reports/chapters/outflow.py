"""Chapter 2: why people come and go, how soon they leave, and who returns."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import CHANCE_NOTE, Line, verdict, view_table
from grip.reports.chapters.sentences import (
    count_words,
    counted,
    gap_note,
    marks_in,
    not_given,
    parts_of,
    share_words,
    source_of,
)
from grip.reports.document import Column, Figure, Kind, Mark, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Lookup, short
from grip.reports.terminal.words import category_name
from grip.results import MERGED, UNKNOWN

_OTHER = "overig"
_FOLLOWED = (
    ("uitstroom_eerste_jaar", ""),
    ("duurzame_uitstroom_werk", ""),
    ("herinstroom_12m", ""),
    ("herinstroom_12m", "uitgezonderd=overlijden,aow,verhuizing"),
)
_VARIANTS = {"uitgezonderd=overlijden,aow,verhuizing": ", zonder overlijden, AOW en verhuizing"}
_DENOMINATORS = {
    "cbs": "stand begin plus instroom (CBS)", "begin": "stand begin",
    "gemiddeld": "gemiddelde stand aan het maandeinde", "ultimo": "stand eind",
}  # fmt: skip


def outflow_chapter(look: Lookup) -> Section:
    """Return the chapter on reasons, lasting outflow and return."""
    return Section(
        "uitstroom",
        "Waarom mensen komen en gaan",
        (work_message(look), lasting_message(look)),
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
    cells = parts_of(look, "uitstroom_werk_aandeel", period)
    if not counted(cells):
        return not_given(f"Over {period.phrase} is het aandeel uitstroom naar werk", cells)
    low, high = (
        look.cell("uitstroom_werk_aandeel", period, WHOLE, bound)
        for bound in ("ondergrens", "bovengrens")
    )
    spread = (
        f"; met de marge door toeval {formats.percent(low, 0)} tot {formats.percent(high, 0)}"
        if isinstance(low, int | float) and isinstance(high, int | float)
        else ""
    )
    return (
        f"Van de {count_words(cells[1])} uitkeringen die in {period.phrase} eindigden, hadden er "
        f"{share_words(cells)} werk als reden{spread}."
    )


def to_work_clause(look: Lookup) -> str:
    """Return how much of the outflow of the year so far went to work, as the end of a sentence."""
    cells = parts_of(look, "uitstroom_werk_aandeel", look.scope.to_date)
    return f", waarvan {share_words(cells)} met werk als reden" if counted(cells) else ""


def _reasons(look: Lookup, flow: str, verb: str) -> Table:
    indicator, dimension = f"{flow}_naar_reden", f"reden_{flow}"
    categories = look.categories(indicator, dimension)
    lines: list[Line] = [
        (category_name(look.profile, dimension, c), indicator, (dimension, c), "")
        for c in categories
    ]
    lines.append((f"Totaal {flow}", indicator, WHOLE, ""))
    figure = _reason_figure(look, flow)
    return view_table(
        look, indicator, f"{flow.capitalize()} naar reden", figure.title,
        f"{flow.capitalize()} naar reden, aantal uitkeringen: met welke reden uitkeringen "
        f"{verb}stromen, volgens de codes van het CBS.",
        Kind.COUNT, lines,
        ("De reden 'werk' omvat ook de Ziektewet (CBS-code 11).",) if verb == "uit" else (),
        figures=(figure,),
    )  # fmt: skip


def _reason_figure(look: Lookup, flow: str) -> Figure:
    """Return the reasons of the last twelve months as bars, what is hidden as a note."""
    period = look.scope.period.last_twelve_months()
    indicator, dimension = f"{flow}_naar_reden", f"reden_{flow}"
    cells = {c: look.cell(indicator, period, (dimension, c))
             for c in look.categories(indicator, dimension)}  # fmt: skip
    sizes = {c: cell for c, cell in cells.items() if isinstance(cell, int | float) and cell}
    order = sorted(sizes, key=lambda c: (c == UNKNOWN, -sizes[c]))
    labels = tuple(category_name(look.profile, dimension, c) for c in order)
    values = tuple(float(sizes[c]) for c in order)
    gaps = [cell for cell in cells.values() if isinstance(cell, Mark)]
    title = _reason_title(look, flow, order, sizes)
    story = f"{labels[0]} {values[0]:.0f} keer" if labels else "geen cijfers te tonen"
    return Figure(
        indicator, Shape.BARS, title,
        f"{flow.capitalize()} naar reden, aantal uitkeringen, {period.label}. {source_of(look)}",
        labels, (Series("aantal", "Uitkeringen", values),), "uitkeringen",
        f"Liggende staven: {flow} naar reden over {period.phrase}; {story}.",
        note=_left_out(gaps),
    )  # fmt: skip


def _reason_title(look: Lookup, flow: str, order: list[str], sizes: dict[str, int | float]) -> str:
    period = look.scope.period.last_twelve_months()
    named = [c for c in order if c not in (UNKNOWN, _OTHER, MERGED)]
    if not named:
        return f"Van {period.label} is geen reden van {flow} te noemen"
    name = category_name(look.profile, f"reden_{flow}", named[0])
    total = look.cell(f"{flow}_naar_reden", period)
    of_all = f" van de {formats.count(total)}" if isinstance(total, int) else ""
    more = order.index(named[0]) > 0  # what says nothing comes first
    return (
        f"Reden van {flow} die het meest voorkomt{', na overig' if more else ''}: {_inside(name)} "
        f"({formats.count(sizes[named[0]])}{of_all} uitkeringen, {period.label})"
    )


def _inside(name: str) -> str:
    """Return a name as it stands inside a sentence; an abbreviation keeps its capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _left_out(gaps: list[Mark]) -> str:
    if not gaps:
        return ""
    if all(mark is Mark.HIDDEN for mark in gaps):
        if len(gaps) == 1:
            return "Een reden is te klein om te tonen en staat er niet bij."
        return f"{len(gaps)} redenen zijn te klein om te tonen en staan er niet bij."
    return marks_in(gaps)


def _lasting(look: Lookup) -> Table:
    """Return what became of the cohort of a year ago: only those who could be followed a year."""
    period, window = look.scope.period, look.scope.period.cohort_window()
    then = window.shifted(-12)
    columns = (
        Column("wat", "Cijfer", Kind.TEXT),
        Column("aantal", f"Aantal, {short(window)}"),
        Column("van", f"Van, {short(window)}"),
        Column("waarde", f"Percentage, {short(window)}", Kind.PERCENT, "{aantal}/{van}*100"),
        Column("laag", "Ondergrens (95%)", Kind.PERCENT),
        Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
        Column("eerder", f"Percentage, {short(then)}", Kind.PERCENT),
        Column("oordeel", f"{short(window)} tegenover {short(then)}", Kind.TEXT),
    )
    parts = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")
    rows = [
        (
            look.results.cards[id].title + _VARIANTS.get(variant, ""),
            *(look.cell(id, period, WHOLE, part, variant) for part in parts),
            look.share(id, period.shifted(-12), WHOLE, variant),
            verdict(look, id, WHOLE, variant, period),
        )
        for id, variant in _FOLLOWED
        if look.computed(id)
    ]
    return Table(
        "terugkeer", "Snel weg en terug", lasting_message(look).rstrip("."),
        f"Wie tussen {formats.day(window.begin)} en {formats.day(window.end)} in- of uitstroomde, "
        "is nu een jaar gevolgd.",
        columns, tuple(rows),
        (
            "Alleen wie een heel jaar gevolgd kon worden telt mee; wie korter geleden uitstroomde, "
            "kan nog terugkeren.",
            gap_note(look),
            "Niet teruggekeerd is niet hetzelfde als nog aan het werk.",
            CHANCE_NOTE,
        ),
    )  # fmt: skip


def lasting_message(look: Lookup) -> str:
    """Say how many of those who left to work a year ago have stayed away, naming their year."""
    window = look.scope.period.cohort_window()
    cells = parts_of(look, "duurzame_uitstroom_werk", look.scope.period)
    if not counted(cells):
        return not_given(f"Of de uitstroom naar werk van {window.phrase} blijvend was, is", cells)
    return (
        f"Van de {count_words(cells[1])} personen die in {window.phrase} uitstroomden naar werk, "
        f"kwamen er {share_words(cells)} binnen een jaar niet terug in de bijstand."
    )


def _denominators(look: Lookup) -> Table:
    period = look.scope.to_date
    lines: list[Line] = [
        (
            (look.results.cards[f"{flow}_pct"].title, words),
            f"{flow}_pct", WHOLE, f"noemer={name}",
        )
        for flow in ("instroom", "uitstroom")
        for name, words in _DENOMINATORS.items()
    ]  # fmt: skip
    sizes = [
        f"{words} {formats.count(size)}"
        for name, words in _DENOMINATORS.items()
        if isinstance(
            size := look.cell("instroom_pct", period, WHOLE, "noemer", f"noemer={name}"),
            int | float,
        )
    ]
    shares = [look.cell("instroom_pct", period, variant=f"noemer={name}") for name in _DENOMINATORS]
    known = [share for share in shares if isinstance(share, int | float)]
    title = (
        f"De instroom over {period.phrase} is {formats.percent(min(known))} tot "
        f"{formats.percent(max(known))}: het hangt af van de noemer"
        if known
        else not_given(f"De instroom over {period.phrase} in procenten is", shares).rstrip(".")
    )
    return view_table(
        look, "noemers", "Noemers", title,
        "Hetzelfde aantal uitkeringen, vier noemers: vergelijk alleen percentages met gelijke "
        "noemers.",
        Kind.PERCENT, lines,
        (
            *((f"Aantal in de noemer, {period.label}: {', '.join(sizes)}.",) if sizes else ()),
            "De gemeente kiest in haar profiel welke noemer in de andere tabellen staat.",
        ),
        heads=("Cijfer", "Als percentage van"),
    )  # fmt: skip

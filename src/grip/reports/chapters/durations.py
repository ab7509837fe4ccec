"""Chapter: how long benefits last, how soon they end and why, and where people are a year on."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.in_months import VALUES, in_months, months_cells
from grip.reports.chapters.returning import return_tables
from grip.reports.chapters.sentences import marks_in, not_given, source_of
from grip.reports.chapters.year_on import year_on_message, year_on_tables
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Key, Lookup, whole_numbers
from grip.reports.terminal.words import category_name
from grip.results import DIMENSION_TITLES, MONTHS_IN, UNKNOWN

_GROUPS = ("regeling", "leefvorm", "geslacht", "leeftijdsgroep", "statushouder", "doelgroep")
_QUARTERS = ("uitkeringsduur_p25", "uitkeringsduur_mediaan", "uitkeringsduur_p75")
_MEDIAN = _QUARTERS[1]
_CAUSE_MONTHS = (12, 24, 60)
_DRAWN_MONTHS = 60
_FOLLOWED = (
    "Wie nu nog een uitkering heeft telt mee zolang die duurt, en wie er al was toen de "
    "registratie van beëindigingen begon, vanaf die dag. Zo lijkt de duur niet korter of langer "
    "dan zij is."
)
_SEE_FOLLOWED = "Wie is gevolgd, en vanaf wanneer, staat op blad 'Uitkeringsduur'."


def durations_chapter(look: Lookup) -> Section:
    """Return the chapter on duration, movement and return."""
    tables = [_quarters(look), _staying(look), _pace(look)]
    if look.computed("uitstroomkans"):
        tables.append(_causes(look))
    return Section(
        "duur_en_beweging", "Duur en beweging",
        (durations_message(look), *year_on_message(look)),
        (*tables, *year_on_tables(look), *return_tables(look)),
    )  # fmt: skip


def durations_message(look: Lookup) -> str:
    """Say after how long half of the benefits has ended, and how many last over a year."""
    period = look.scope.period
    median, low, high = (in_months(look, _MEDIAN, WHOLE, c) for c in VALUES)
    after = look.cell("nog_in_uitkering", period)
    if not isinstance(median, float):
        return not_given("Hoe lang een uitkering duurt is", [median])
    margin = (
        f" (tussen {formats.decimal(low)} en {formats.decimal(high)})"
        if isinstance(low, float) and isinstance(high, float)
        else ""
    )
    year = (
        f"; {formats.percent(after, 0)} duurt langer dan een jaar"
        if isinstance(after, int | float)
        else ""
    )
    return (
        f"De helft van de uitkeringen is na {formats.decimal(median)} maanden{margin} "
        f"geëindigd{year}."
    )


def _quarters(look: Lookup) -> Table:
    """Return the quarters of duration, in all and per group."""
    period = look.scope.period
    keys: list[tuple[str, str, Key]] = [("Totaal", "alle uitkeringen", WHOLE)] + [
        (DIMENSION_TITLES[d], category_name(look.profile, d, c), (d, c))
        for d in _GROUPS
        for c in look.categories(_MEDIAN, d)
        if c != UNKNOWN and look.cell(_MEDIAN, period, (d, c), "noemer") != 0
    ]
    columns = (
        Column("kenmerk", "Kenmerk", Kind.TEXT),
        Column("groep", "Groep bij de start", Kind.TEXT),
        Column("gevolgd", "Gevolgd"),
        Column("geeindigd", "Waarvan geëindigd"),
        Column("helft", "De helft is weg na (maanden)", Kind.DECIMAL),
        Column("laag", "Ondergrens (95%)", Kind.DECIMAL),
        Column("hoog", "Bovengrens (95%)", Kind.DECIMAL),
        Column("kwart", "Een kwart na (maanden)", Kind.DECIMAL),
        Column("driekwart", "Driekwart na (maanden)", Kind.DECIMAL),
    )
    rows = [
        (
            trait, name, *months_cells(look, _MEDIAN, key),
            in_months(look, _QUARTERS[0], key), in_months(look, _QUARTERS[2], key),
        )
        for trait, name, key in keys
    ]  # fmt: skip
    return Table(
        "uitkeringsduur", "Uitkeringsduur", durations_message(look).rstrip("."),
        f"Hoe lang uitkeringen duren, in maanden, uit alles wat tot en met "
        f"{formats.day(period.end)} is gevolgd.",
        columns, tuple(rows),
        (
            _FOLLOWED,
            "[te weinig]: nog geen helft (kwart, driekwart) is geëindigd, of er zijn te weinig "
            "uitkeringen gevolgd. Een lege grens ligt verder dan er is gevolgd.",
            "De groep is die van de dag waarop de uitkering begon.",
        ),
    )  # fmt: skip


def _staying(look: Lookup) -> Table:
    """Return which part is still in after so many months, with how many are followed then."""
    period, id = look.scope.period, "nog_in_uitkering"
    keys = [(MONTHS_IN, m) for m in look.categories(id, MONTHS_IN)]
    rows: list[tuple[Cell, ...]] = [
        (
            int(key[1]),
            *(_estimate(look, id, key, c) for c in VALUES),
            look.cell(id, period, key, "noemer"),
        )
        for key in keys
    ]
    drawn = [row for row in rows if isinstance(row[0], int) and row[0] <= _DRAWN_MONTHS]
    title = _staying_title(look)
    figure = Figure(
        "overleving", Shape.LINES, title,
        "Deel van de uitkeringen dat langer duurt, naar maanden sinds de ingangsdatum; gevolgd "
        f"tot en met {formats.day(period.end)}. {source_of(look)}",
        ("0", *(str(row[0]) for row in drawn)),
        (Series("deel", "nog in de uitkering",
                (100.0, *whole_numbers([row[1] for row in drawn]))),),
        "procent",
        "Dalende lijn: welk deel van de uitkeringen na een aantal maanden nog loopt.",
        note=marks_in(row[1] for row in drawn),
    )  # fmt: skip
    return Table(
        "overleving", "Nog in de uitkering", title,
        "Welk deel van de uitkeringen langer duurt dan een aantal maanden.",
        (
            Column("maanden", "Maanden"), Column("deel", "Nog in de uitkering", Kind.PERCENT),
            Column("laag", "Ondergrens (95%)", Kind.PERCENT),
            Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
            Column("gevolgd", "Dan nog gevolgd"),
        ),
        tuple(rows),
        (_SEE_FOLLOWED, "Hoe minder er nog worden gevolgd, hoe onzekerder het deel."),
        (figure,),
    )  # fmt: skip


def _estimate(look: Lookup, indicator: str, key: Key, column: str, variant: str = "") -> Cell:
    """Return a figure that is not the quotient of its parts; a missing bound stays empty."""
    cell = look.cell(indicator, look.scope.period, key, column, variant)
    return None if cell is Mark.NOT_APPLICABLE and column != "waarde" else cell


def _staying_title(look: Lookup) -> str:
    shares = [
        (_estimate(look, "nog_in_uitkering", (MONTHS_IN, m), "waarde"), words)
        for m, words in (("12", "een jaar"), ("24", "twee jaar"), ("60", "vijf jaar"))
    ]
    said = [
        f"na {words} {formats.percent(share, 0)}"
        for share, words in shares
        if isinstance(share, int | float)
    ]
    if not said:
        return "Wie nog in de uitkering is, is niet te geven"
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} en {said[-1]}"
    return f"Nog in de uitkering is {listed}"


def _pace(look: Lookup) -> Table:
    """Return how soon benefits end by how long they have lasted."""
    period, id = look.scope.period, "uitstroomtempo"
    bands = look.categories(id, MONTHS_IN)
    named = [_band(band)[0] for band in bands]
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            look.cell(id, period, (MONTHS_IN, band), "teller"),
            look.cell(id, period, (MONTHS_IN, band), "noemer"),
            *(look.cell(id, period, (MONTHS_IN, band), c) for c in VALUES),
        )
        for name, band in zip(named, bands, strict=True)
    ]
    title = _pace_title(look, bands)
    figure = Figure(
        "uitstroomtempo", Shape.FLOW, title,
        "Uitkeringen die eindigen, per honderd jaar in de uitkering, naar tijd sinds de "
        f"ingangsdatum; gevolgd tot en met {formats.day(period.end)}. {source_of(look)}",
        tuple(_band(band)[1] for band in bands),
        (Series("tempo", "Uitstroom per 100 jaar", tuple(whole_numbers([r[3] for r in rows]))),),
        "eindes per 100 jaar",
        "Staven: hoe snel uitkeringen eindigen, naar hoe lang zij al duren.",
        note=marks_in(row[3] for row in rows),
    )  # fmt: skip
    return Table(
        "uitstroomtempo", "Uitstroom naar duur", title,
        "Hoeveel uitkeringen eindigen per honderd jaar dat er een uitkering loopt, naar hoe lang "
        "zij al duurt.",
        (
            Column("duur", "Tijd in de uitkering", Kind.TEXT), Column("eindes", "Eindes"),
            Column("jaren", "Jaren in de uitkering", Kind.DECIMAL),
            Column("tempo", "Eindes per 100 jaar", Kind.DECIMAL),
            Column("laag", "Ondergrens (95%)", Kind.DECIMAL),
            Column("hoog", "Bovengrens (95%)", Kind.DECIMAL),
        ),
        tuple(rows),
        (
            _SEE_FOLLOWED,
            "Honderd jaar in de uitkering zijn bijvoorbeeld honderd uitkeringen die elk een jaar "
            "lopen, of tweehonderd die elk een halfjaar lopen.",
            "Wie kansrijk is, vertrekt eerst. Een lager tempo later zegt dus niet dat mensen door "
            "de duur minder kans krijgen.",
        ),
        (figure,),
    )  # fmt: skip


def _band(band: str) -> tuple[str, str, str]:
    """Return a band of months for a row, below a bar and inside a sentence."""
    if band.startswith(">="):
        years = int(band[2:]) // 12
        return f"{years} jaar en meer", f"{years}+ jr", f"na {years} jaar"
    low, high = (int(part) for part in band.split("-"))
    if high <= 12:
        return (
            f"{low} tot {high} maanden", f"{low}-{high} mnd", f"tussen {low} en {high} maanden"
        )  # fmt: skip
    low, high = low // 12, high // 12
    return f"{low} tot {high} jaar", f"{low}-{high} jr", f"tussen {low} en {high} jaar"


def _pace_title(look: Lookup, bands: list[str]) -> str:
    """Say when benefits end soonest and when least soon."""
    period = look.scope.period
    cells = {band: look.cell("uitstroomtempo", period, (MONTHS_IN, band)) for band in bands}
    paces = {band: cell for band, cell in cells.items() if isinstance(cell, int | float)}
    if len(paces) < len(bands):
        return "Uitstroom naar tijd in de uitkering"
    soon, late = max(paces, key=lambda b: paces[b]), min(paces, key=lambda b: paces[b])
    return (
        f"Uitkeringen eindigen het snelst {_band(soon)[2]} ({formats.decimal(paces[soon], 0)} per "
        f"100 jaar) en het traagst {_band(late)[2]} ({formats.decimal(paces[late], 0)})"
    )


def _causes(look: Lookup) -> Table:
    """Return the chance to leave within one, two and five years, by reason."""
    id, reason = "uitstroomkans", "reden_uitstroom"
    keys = [*((reason, c) for c in look.categories(id, reason)), WHOLE]
    columns = [Column("reden", "Reden", Kind.TEXT)]
    for months in _CAUSE_MONTHS:
        year = f"{months // 12} jaar"
        columns += [
            Column(f"k{months}", f"Binnen {year}", Kind.PERCENT),
            Column(f"l{months}", f"Ondergrens {year} (95%)", Kind.PERCENT),
            Column(f"h{months}", f"Bovengrens {year} (95%)", Kind.PERCENT),
        ]
    rows = [
        (
            "Alle redenen" if key == WHOLE else category_name(look.profile, *key),
            *(
                _estimate(look, id, key, column, f"maanden={months}")
                for months in _CAUSE_MONTHS
                for column in VALUES
            ),
        )
        for key in keys
    ]
    top = look.cell(id, look.scope.period, (reason, "werk"))
    title = (
        f"Van de uitkeringen eindigt {formats.percent(top, 0)} binnen een jaar na de start door "
        "werk"
        if isinstance(top, int | float)
        else "De kans op uitstroom, naar reden"
    )
    return Table(
        "uitstroomkans", "Kans op uitstroom", title,
        "De kans dat een uitkering binnen een, twee of vijf jaar na de start eindigt, naar reden.",
        tuple(columns), tuple(rows),
        (
            _SEE_FOLLOWED,
            "De redenen tellen op tot de kans om welke reden dan ook te vertrekken: wie om de ene "
            "reden vertrekt, kan het niet meer om een andere.",
        ),
    )  # fmt: skip

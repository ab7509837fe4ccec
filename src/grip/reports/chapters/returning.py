"""Tables on who came back: under both gap rules, and by reason, duration and group."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.sentences import extremes, gap_note
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.terminal.words import category_name
from grip.results import DIMENSION_TITLES, Status

_GAPS = (0, 30)
_WITHOUT = "uitgezonderd=overlijden,aow,verhuizing"
_RULED = (
    ("Terug binnen een jaar", "herinstroom_12m", ""),
    ("Terug binnen een jaar, zonder overlijden, AOW en verhuizing", "herinstroom_12m", _WITHOUT),
    ("Duurzame uitstroom naar werk", "duurzame_uitstroom_werk", ""),
)
_WEIGHED, _ESTIMATE = "methode=meegewogen", ("waarde", "ondergrens", "bovengrens")
_PARTS = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")
_BY = ("reden_uitstroom", "laatste_voorziening", "duurklasse", "leeftijdsgroep", "doelgroep")
_GAP_NOTE = (
    "Een onderbreking van hoogstens 30 dagen geldt bij de ene regel als doorlopend, zoals het CBS "
    "doet; bij de andere (0 dagen) sluit alleen de volgende dag aan."
)


def return_tables(look: Lookup) -> tuple[Table, ...]:
    """Return the tables on return of those who could be followed for a year."""
    if not look.computed("herinstroom_12m"):
        return ()
    return (_by_rule(look), _by_group(look))


def _columns(*heads: Column) -> tuple[Column, ...]:
    return (
        *heads,
        Column("aantal", "Aantal"), Column("van", "Van"),
        Column("waarde", "Percentage", Kind.PERCENT),
        Column("laag", "Ondergrens (95%)", Kind.PERCENT),
        Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
    )  # fmt: skip


def _window(look: Lookup) -> str:
    window = look.scope.period.cohort_window()
    return f"tussen {formats.day(window.begin)} en {formats.day(window.end)}"


def _by_rule(look: Lookup) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (words, f"{gap} dagen", *_cells(look, id, gap, variant))
        for words, id, variant in _RULED
        for gap in _GAPS
        if look.computed(id)
    ]
    return Table(
        "terugkeer_regels", "Terugkeer, twee regels", _rules_title(look),
        f"Wie {_window(look)} uitstroomde, is daarna een jaar gevolgd.",
        _columns(
            Column("wat", "Cijfer", Kind.TEXT), Column("regel", "Onderbreking", Kind.TEXT)
        ),
        tuple(rows), (_GAP_NOTE,),
    )  # fmt: skip


def _rules_title(look: Lookup) -> str:
    """Say how much the rule for a short break matters."""
    shares = [
        look.cell("herinstroom_12m", look.scope.period, WHOLE, "waarde", f"onderbreking={gap}")
        for gap in _GAPS
    ]
    if not all(isinstance(share, int | float) for share in shares):
        return "Terugkeer met en zonder korte onderbreking"
    strict, wide = (formats.percent(share, 0) for share in shares)  # type: ignore[arg-type]
    if strict == wide:
        return f"Van wie vertrok is {strict} binnen een jaar terug, onder beide regels"
    return (
        f"Van wie vertrok is {strict} binnen een jaar terug; {wide} als een onderbreking van "
        "hoogstens 30 dagen niet telt"
    )


def _group_title(look: Lookup) -> str:
    """Say who comes back most and least often by how long they were in, where chance cannot."""
    ends = extremes(look, "herinstroom_12m", look.scope.period, "duurklasse")
    if ends is None:
        return "Wie terugkomt: naar duur in de uitkering is er geen verschil dat toeval uitsluit"
    most, least = (
        f"'{category_name(look.profile, 'duurklasse', band)}' ({formats.percent(share, 0)})"
        for band, share in ends
    )
    return f"Naar duur kwam {most} het vaakst terug en {least} het minst"


def _cells(look: Lookup, id: str, gap: int, variant: str) -> list[Cell]:
    """Return the parts of a share under a gap rule."""
    chosen = ";".join(filter(None, (f"onderbreking={gap}", variant)))
    return [look.cell(id, look.scope.period, WHOLE, part, chosen) for part in _PARTS]


def _estimate(look: Lookup, id: str, key: Key, part: str) -> Cell:
    """Return what was estimated with the whole weighed in: of few people too, that is its use."""
    row = look.row(id, look.scope.period, key, _WEIGHED)
    cell: Cell = None if row is None or row["status"] != Status.SHOWN.value else row[part]
    return Mark.NOT_APPLICABLE if cell is None else cell


def _by_group(look: Lookup) -> Table:
    """Return who came back, by reason, duration and group, with the rule of the profile."""
    id, period = "herinstroom_12m", look.scope.period
    keys: list[tuple[str, str, Key]] = [("Totaal", "alle eindes", WHOLE)] + [
        (DIMENSION_TITLES[d], category_name(look.profile, d, c), (d, c))
        for d in _BY
        for c in look.categories(id, d)
    ]
    rows = [
        (
            trait,
            name,
            *(look.cell(id, period, key, part) for part in _PARTS),
            *(_estimate(look, id, key, part) for part in _ESTIMATE),
        )
        for trait, name, key in keys
        if key == WHOLE or look.cell(id, period, key, "noemer") != 0
    ]
    return Table(
        "terugkeer_groepen", "Terugkeer naar groep", _group_title(look),
        f"Van de eindes {_window(look)}: hoeveel er binnen 365 dagen terug waren.",
        (
            *_columns(Column("kenmerk", "Kenmerk", Kind.TEXT), Column("groep", "Groep", Kind.TEXT)),
            Column("meegewogen", "Geheel meegewogen", Kind.PERCENT),
            Column("mee_laag", "Ondergrens (95%), meegewogen", Kind.PERCENT),
            Column("mee_hoog", "Bovengrens (95%), meegewogen", Kind.PERCENT),
        ),
        tuple(rows),
        (
            "Geheel meegewogen: een kleine groep schuift naar de andere groepen van hetzelfde "
            "kenmerk toe, een grote houdt zijn eigen percentage. Vergelijk kleine groepen daarmee "
            "en niet met het eigen percentage.",
            "De laatste voorziening is de laatste die in die periode in de bijstand begon. Een "
            "verschil tussen voorzieningen is samenhang, geen bewijs van oorzaak.",
            "Reden, duur en groep zijn die van de dag van het einde.",
            gap_note(look),
        ),
    )  # fmt: skip

"""Which chapters come when, which tables stand on one sheet, and what stands in the background.

A report is read from the front: what a council and a college ask comes first, what lies behind it
after. Tables of the same shape on one subject are one table; how a figure was checked, and detail
that is looked up rather than read, stands in a workbook of its own. All of that is said here, once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from grip.reports.document import Cell, Column, Document, Kind, Section, Table

REPORT, BACKGROUND = "rapport.xlsx", "achtergrond.xlsx"
_REFERENCE = re.compile(r"\bblad '([^']+)'")
_SENTENCES = re.compile(r"(?<=\.) (?=[A-Z])")
_NOT_GIVEN = " niet te geven"  # what a message says that has no figure to tell
_NOT_HERE = "-"  # in a column that the table of a line does not have
_SUBJECT = Column("onderwerp", "Onderwerp", Kind.TEXT)

CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Doelen", ("doelen", "beleidsdoelen")),
    ("Bestand en stromen", ("bestand", "uitstroom")),
    ("Geld", ("geld", "budget")),
    ("Poort", ("poort", "trechter", "doorlooptijden")),
    ("Voorzieningen", ("voorzieningen", "resultaat")),
    ("Meedoen, werk en verplichtingen", ("meedoen",)),
    ("Ladder en arbeidsvermogen", ("doorstroom",)),
    ("Duur en terugkeer", ("duur_en_beweging",)),
    ("Prognose", ("prognose",)),
    ("Vergelijking met anderen", ("benchmark",)),
    ("Instrumenten", ("instrumenten",)),
    ("Doelgroepen", ("doelgroepen",)),
    ("Signalen", ("signalen",)),
    ("Toetsing en registratie", ("rechtmatigheid", "registratie")),
    ("Duiding", ("duiding",)),
)
"""The chapters in reading order, each with the sections that it is made of."""


@dataclass(frozen=True)
class Together:
    """Tables that are one table, under the id and title of the first.

    Attributes:
        parts: the id of every table, and what its lines are about.
        beside: whether they have the same lines and stand beside each other, not below.
    """

    sheet: str
    description: str
    parts: tuple[tuple[str, str], ...]
    beside: bool = False


SHEETS = (
    Together(
        "Kerncijfers", "De belangrijkste aantallen en percentages, met wat zij een jaar eerder "
        "waren; van percentages ook het gebied waarbinnen zij door toeval kunnen liggen.",
        (("kerncijfers_aantallen", "Aantallen"), ("kerncijfers_procenten", "Procenten")),
    ),
    Together(
        "In de tijd", "Het bestand en de poort in de tijd. Een enkele maand zegt weinig: kijk naar "
        "de lijn.",
        (("bestand_per_maand", "Bestand"), ("poort_per_maand", "Poort")), beside=True,
    ),
    Together(
        "Redenen", "Met welke reden uitkeringen eindigen en beginnen, aantal uitkeringen, volgens "
        "de codes van het CBS.",
        (("uitstroom_naar_reden", "Uitstroom"), ("instroom_naar_reden", "Instroom")),
    ),
    Together(
        "Snel weg en terug", "Wie een jaar geleden in- of uitstroomde, is nu een jaar gevolgd.",
        (("terugkeer", "Volgens het profiel"), ("terugkeer_regels", "Naar onderbreking")),
    ),
    Together(
        "Ladder", "Waar personen in de bijstand op de ladder staan aan het begin en het eind van "
        "een periode, en hoeveel stappen zij daartussen zetten.",
        (("ladder", "Begin en eind"), ("stappen", "Stappen")),
    ),
    Together(
        "Een jaar later", "Personen met bijstand een jaar geleden, naar wat er van hen is "
        "geworden, en hoe vaak er een resultaat was.",
        (("na_een_jaar", "Wat er van hen werd"), ("resultaat_perspectief", "Resultaat")),
    ),
    Together(
        "Termijnen", "Hoe lang de stappen van melding tot voorziening duren, hoe vaak dat binnen "
        "de termijn was, en wat nog wacht.",
        (("op_tijd", "Op tijd"), ("doorlooptijden", "Duur in dagen"),
         ("na_8_weken", "Na 8 weken"), ("open_aanvragen", "Nog open"),
         ("preventie_naast_elkaar", "Zonder aanvraag")),
    ),
    Together(
        "Resultaat", "Voorzieningen die in de periode eindigden, ook van personen zonder "
        "uitkering: resultaat, en het effect dat cliënt en consulent ervoeren (1 tot en met 5).",
        (("resultaat", "Resultaat"), ("ervaren_effect", "Ervaren effect")),
    ),
)  # fmt: skip
"""Tables of the same shape that are read together."""

BEHIND = frozenset({
    "aansluiting", "benchmark_bronnen", "benchmark_definities", "groepen_per_periode", "noemers",
    "instrument_erna", "instrument_groepen", "instrument_kosten", "instrument_stappen",
    "instrument_vergelijking", "instrument_verloop", "instrument_wie", "prognose_ladder",
    "benchmark_trend", "na_late_registratie", "overgangskans", "regelkaarten",
    "registratie_codes", "registratie_maanden", "registratie_teams", "registratie_twijfel",
    "registratie_velden", "scores", "terugkeer_groepen", "toets_late_registratie",
    "toetsing_soort", "verblijfsduur", "zonder_duiding",
})  # fmt: skip
"""Tables that show how a figure was checked, or detail to look something up in."""


def in_order(sections: Iterable[Section]) -> tuple[tuple[Section, ...], dict[str, str]]:
    """Return the sections as chapters of sheets, and per sheet asked for the one it stands on."""
    chapters = _chapters(sections)
    tables = [table for section in chapters for table in section.tables]
    moved = {table.sheet: _place(table.id) or table.sheet for table in tables}
    return _joined(chapters), moved


def arranged(
    document: Document, moved: Mapping[str, str], detail: frozenset[str] = BEHIND
) -> Document:
    """Return a report with its detail behind it, and references that say where a sheet stands."""
    account = Section("verantwoording", "Verantwoording", (), document.accountability)
    every = (*document.sections, account)
    behind = [_only(s, lambda table: table.id in detail) for s in every]
    front = [_only(s, lambda table: table.id not in detail) for s in every]
    made = replace(
        document,
        sections=tuple(section for section in front[:-1] if section.tables),
        accountability=front[-1].tables,
        behind=tuple(section for section in behind if section.tables),
    )
    return _referring(made, moved)


def _only(section: Section, wanted: Callable[[Table], bool]) -> Section:
    return replace(section, tables=tuple(table for table in section.tables if wanted(table)))


def _chapters(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections as chapters, in the order in which they are read."""
    known = {section.id: section for section in sections}
    made = []
    for title, ids in CHAPTERS:
        parts = [known.pop(id) for id in ids if id in known]
        if parts:
            lead = tuple(said for part in parts for said in part.lead)
            tables = tuple(table for part in parts for table in part.tables)
            made.append(Section(parts[0].id, title, lead, tables))
    return (*made, *known.values())


def _joined(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the chapters with the tables that belong together as one, where the first stood."""
    chapters = tuple(sections)
    here = {table.id: table for section in chapters for table in section.tables}
    for plan in SHEETS:
        parts = [(here.pop(id), words) for id, words in plan.parts if id in here]
        if parts:
            here[parts[0][0].id] = one_table(plan, parts)
    return tuple(
        replace(s, tables=tuple(here[table.id] for table in s.tables if table.id in here))
        for s in chapters
    )


def one_table(plan: Together, parts: Sequence[tuple[Table, str]]) -> Table:
    """Return tables as one: the same columns below each other, a dash in what one lacks.

    Columns are the same by their key; words that head a line become one column, and every line
    keeps its own way of writing numbers.
    """
    first = parts[0][0]
    if len(parts) == 1:
        return replace(first, sheet=plan.sheet)
    if plan.beside:
        return _side_by_side(plan, [table for table, _ in parts])
    columns: dict[str, Column] = {}
    for table, _ in parts:
        for column in table.columns[_heads(table) :]:
            columns.setdefault(column.key, replace(column, formula=None))
    ordered = _in_order(columns, [table for table, _ in parts])
    kinds = {c.key: {k.kind for t, _ in parts for k in t.columns if k.key == c.key}
             for c in ordered}  # fmt: skip
    mixed = {key for key, found in kinds.items() if len(found - {Kind.TEXT}) > 1}
    rows: list[tuple[Cell, ...]] = []
    row_kinds: list[Kind] = []
    for table, words in parts:
        rows += [(words, *cells) for cells in _lines(table, [c.key for c in ordered])]
        row_kinds += [_kind(table, row, mixed) for row in range(len(table.rows))]
    notes = [note for table, _ in parts for note in table.notes]
    told = [table.title for table, _ in parts if _NOT_GIVEN not in table.title]
    return replace(
        first,
        sheet=plan.sheet,
        title=told[0] if told else first.title,
        description=plan.description,
        columns=(
            _SUBJECT, replace(first.columns[0], title="Cijfer"),
            *(replace(c, kind=Kind.DECIMAL) if c.key in mixed else c for c in ordered),
        ),
        rows=tuple(rows),
        notes=tuple(dict.fromkeys(notes)),
        figures=tuple(figure for table, _ in parts for figure in table.figures),
        row_kinds=tuple(row_kinds) if mixed or any(table.row_kinds for table, _ in parts) else (),
        shows=tuple(dict.fromkeys(id for table, _ in parts for id in table.shows)),
    )  # fmt: skip


def _side_by_side(plan: Together, tables: Sequence[Table]) -> Table:
    """Return tables with the same lines as one, the columns of the first around the others."""
    first, *others = tables
    known = {column.key for column in first.columns}
    added = [(table, at) for table in others for at, column in enumerate(table.columns)
             if column.key not in known]  # fmt: skip
    end = len(first.columns) - (first.columns[-1].kind is Kind.TEXT)
    lines = [{row[0]: row for row in table.rows} for table in others]
    beside = dict(zip((id(table) for table in others), lines, strict=True))

    def extra(name: Cell) -> tuple[Cell, ...]:
        return tuple(beside[id(table)][name][at] if name in beside[id(table)] else None
                     for table, at in added)  # fmt: skip

    return replace(
        first,
        sheet=plan.sheet,
        description=plan.description,
        columns=(
            *first.columns[:end], *(table.columns[at] for table, at in added),
            *first.columns[end:],
        ),
        rows=tuple((*row[:end], *extra(row[0]), *row[end:]) for row in first.rows),
        notes=tuple(dict.fromkeys(note for table in tables for note in table.notes)),
        figures=tuple(figure for table in tables for figure in table.figures),
        shows=tuple(dict.fromkeys(name for table in tables for name in table.shows)),
    )  # fmt: skip


def _heads(table: Table) -> int:
    """Return how many columns of words head a line."""
    return next((i for i, c in enumerate(table.columns) if c.kind is not Kind.TEXT), 1)


def _in_order(columns: Mapping[str, Column], tables: Sequence[Table]) -> list[Column]:
    """Return the columns in an order that every table keeps: words at the end come last."""
    widest = max(tables, key=lambda table: len(table.columns))
    known = [c.key for c in widest.columns if c.key in columns]
    rest = [key for key in columns if key not in known]
    at = next((i for i, key in enumerate(known) if columns[key].kind is Kind.TEXT), len(known))
    return [columns[key] for key in (*known[:at], *rest, *known[at:])]


def _lines(table: Table, keys: Sequence[str]) -> Iterable[tuple[Cell, ...]]:
    heads = _heads(table)
    places = {column.key: i for i, column in enumerate(table.columns)}
    for row in table.rows:
        name = ": ".join(str(cell) for cell in row[:heads] if cell)
        yield (name, *(row[places[key]] if key in places else _NOT_HERE for key in keys))


def _kind(table: Table, row: int, mixed: Iterable[str]) -> Kind:
    """Return how a line writes its numbers in columns that lines write differently."""
    if row < len(table.row_kinds):
        return table.row_kinds[row]
    kinds = [column.kind for column in table.columns if column.key in mixed]
    return next((kind for kind in kinds if kind is not Kind.TEXT), Kind.DECIMAL)


def _referring(document: Document, moved: Mapping[str, str]) -> Document:
    """Return the document with every reference to a sheet saying where that now stands."""
    front = {t.sheet for t in document.tables()} | {"Inhoud", "Samenvatting"}
    back = {table.sheet for section in document.behind for table in section.tables}

    def place(found: re.Match[str]) -> str:
        return found[1] if found[1] in front | back else moved.get(found[1], found[1])

    def said(text: str, here: set[str]) -> str:
        def to(found: re.Match[str]) -> str:
            name = place(found)
            if name in here:
                return f"blad '{name}'"
            return f"blad '{name}' in {REPORT if name in front else BACKGROUND}"

        return _REFERENCE.sub(to, _without(text, lambda found: place(found) not in front | back))

    def told(table: Table, here: set[str]) -> Table:
        return replace(
            table,
            title=said(table.title, here),
            description=said(table.description, here),
            notes=tuple(filter(None, (said(note, here) for note in table.notes))),
        )

    def chapters(sections: Iterable[Section], here: set[str]) -> tuple[Section, ...]:
        return tuple(
            replace(s, tables=tuple(told(table, here) for table in s.tables)) for s in sections
        )

    return replace(
        document,
        messages=tuple(said(message, front) for message in document.messages),
        sections=chapters(document.sections, front),
        behind=chapters(document.behind, back),
        definitions=tuple(told(table, front) for table in document.definitions),
        accountability=tuple(told(table, front) for table in document.accountability),
    )


def _without(text: str, lost: Callable[[re.Match[str]], bool]) -> str:
    """Return a text of which each sentence ends before a reference to a sheet that is lost."""
    kept = []
    for sentence in _SENTENCES.split(text):
        clauses = sentence.split("; ")
        said = list(takewhile(lambda c: not any(map(lost, _REFERENCE.finditer(c))), clauses))
        if said:
            kept.append("; ".join(said) + ("." if len(said) < len(clauses) else ""))
    return " ".join(kept)


def _place(id: str) -> str:
    """Return the sheet that the lines of a table stand on, empty where it is its own."""
    return next((plan.sheet for plan in SHEETS if id in dict(plan.parts)), "")

"""Chapter: a page per target group, beside the whole caseload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from grip.periods import Period
from grip.reports import formats
from grip.reports.chapters.sentences import not_given
from grip.reports.document import Cell, Column, Kind, Section, Table
from grip.reports.lookup import WHOLE, Key, Lookup, short
from grip.reports.terminal.words import category_name

Row = Mapping[str, Any]
Rest = Mapping[tuple[str, date, date, str], str]

_GROUP = "doelgroep"
_NAMED = 2  # figures that a title names
_STOCK, _FLOW, _FOLLOWED = "stand", "stroom", "gevolgd"
# What a page holds: the subject, the figure, and whether it is of a day or of twelve months.
_BLOCKS = (
    ("Stand en stroom", (
        ("stand_personen", _STOCK), ("instroom_personen", _FLOW), ("uitstroom_personen", _FLOW),
        ("uitstroom_werk_personen", _FLOW),
    )),
    ("Duur en terugkeer", (
        ("uitkeringsduur_mediaan", _FLOW), ("uitstroom_eerste_jaar", _FOLLOWED),
        ("herinstroom_12m", _FOLLOWED), ("duurzame_uitstroom_werk", _FOLLOWED),
        ("doorlooptijd_start", _FLOW),
    )),
    ("Ladder", (("doorstroom_vooruit", _FLOW), ("doorstroom_terug", _FLOW),
                ("maximaal_bereikt_aandeel", _STOCK), ("loonwaarde_bekend_pct", _STOCK))),
    ("Poort", (("meldingen", _FLOW), ("preventie_rijp_pct", _FLOW),
               ("trechter_toekenning_pct", _FLOW))),
    ("Voorzieningen", (
        ("bereik_pct", _STOCK), ("voorzieningen_lopend", _STOCK), ("voorzieningen_gestart", _FLOW),
        ("afgerond_pct", _FLOW),
    )),
    ("Meedoen", (("participatie_pct", _STOCK), ("parttime_pct", _STOCK))),
    ("Verplichtingen", (("ontheffing_pct", _STOCK), ("tegenprestatie_bij_ontheffing_pct", _STOCK),
                        ("maatregel_pct", _FLOW))),
    ("Ervaring", (("ervaren_effect_client", _FLOW), ("ervaren_effect_consulent", _FLOW))),
    ("Kosten", (("kosten", _FLOW),)),
)  # fmt: skip
# What stands on a page by the categories of another dimension, on the last day.
CROSSED = {"stand_personen": "duurklasse", "voorzieningen_lopend": "instrument"}
_CROSSED_SUBJECT = {"stand_personen": "Duur tot nu toe", "voorzieningen_lopend": "Instrumenten"}
_KINDS = {
    "procent": Kind.PERCENT,
    "euro": Kind.EURO,
    "dagen": Kind.DECIMAL,
    "uren": Kind.DECIMAL,
    "score": Kind.DECIMAL,
}


@dataclass(frozen=True)
class _Line:
    """A figure on a page: its subject, its id, and over which period it is told."""

    subject: str
    id: str
    period: Period
    about: str


def group_ids() -> tuple[str, ...]:
    """Return the figures that the pages show."""
    return tuple(id for _, figures in _BLOCKS for id, _ in figures)


def profiles_chapter(look: Lookup, rest: Rest) -> Section:
    """Return a page for every target group that anybody is in or comes through."""
    lines = _lines(look)
    groups = list(dict.fromkeys(
        group for line in lines for group in look.categories(line.id, _GROUP)
    ))  # fmt: skip
    declared = [group for group in look.profile.doelgroep if group in groups]
    large = [group for group in declared if _is_large(look, group)]
    tables = [_page(look, group, lines, rest) for group in large]
    said = f"Een pagina voor elk van de {len(large)} doelgroepen, naast het hele bestand."
    return Section("doelgroepen", "Doelgroepen", (said,), tuple(tables))


def _is_large(look: Lookup, group: str) -> bool:
    """Tell whether enough people are in a group to say anything of it."""
    size = look.cell("stand_personen", look.scope.period, (_GROUP, group))
    return isinstance(size, int) and size >= look.profile.instellingen.minimum_noemer


def without_page(look: Lookup) -> tuple[str, ...]:
    """Return the names of the groups that are too small, or too empty, for a page."""
    return tuple(
        category_name(look.profile, _GROUP, group)
        for group in look.categories("stand_personen", _GROUP)
        if not _is_large(look, group)
    )


def _lines(look: Lookup) -> list[_Line]:
    scope = look.scope
    year = scope.period.last_twelve_months()
    places = {
        _STOCK: (scope.period, formats.day(scope.period.end)),
        _FLOW: (year, f"jaar t/m {formats.month_label(year.end, short=True)}"),
        _FOLLOWED: (scope.period, f"cohort {short(scope.period.cohort_window())}"),
    }
    return [
        _Line(subject, id, *places[kind])
        for subject, figures in _BLOCKS
        for id, kind in figures
        if look.row(id, places[kind][0], WHOLE) is not None
    ]


def _page(look: Lookup, group: str, lines: list[_Line], rest: Rest) -> Table:
    key = (_GROUP, group)
    name = category_name(look.profile, _GROUP, group)
    columns = (
        Column("onderwerp", "Onderwerp", Kind.TEXT),
        Column("cijfer", "Cijfer", Kind.TEXT),
        Column("over", "Over", Kind.TEXT),
        Column("waarde", "Doelgroep", Kind.DECIMAL),
        Column("laag", "Ondergrens (95%)", Kind.DECIMAL),
        Column("hoog", "Bovengrens (95%)", Kind.DECIMAL),
        Column("aantal", "Aantallen", Kind.TEXT),
        Column("geheel", "Hele bestand", Kind.DECIMAL),
        Column("naast", "Tegenover wie er niet in zit", Kind.TEXT),
        Column("eerder", "Doelgroep, een jaar eerder", Kind.DECIMAL),
    )
    shown = [line for line in lines if _told(look, line, key)]
    parts = [row for id in CROSSED for row in _crossed(look, group, id)]
    return Table(
        f"dg_{group}"[:25], f"Groep {name.split(' (')[0]}"[:31],
        f"{_title(look, name, key)}{_apart(look, shown, key, rest)}",
        f"Doelgroep '{name}', naast het hele bestand; stromen over de laatste twaalf "
        "maanden, omdat een kleine groep per maand te weinig zegt.",
        columns,
        (*((line.subject, *_cells(look, line, key, rest)) for line in shown), *parts),
        _notes(look),
        row_kinds=(*(_kind(look, line.id) for line in shown), *(Kind.COUNT for _ in parts)),
    )  # fmt: skip


def _crossed(look: Lookup, group: str, id: str) -> Iterator[tuple[Cell, ...]]:
    """Yield a line per category that counts anybody in the group, beside the whole caseload."""
    other, period = CROSSED[id], look.scope.period
    pair = f"{_GROUP}|{other}"
    for category in look.categories(id, other):
        cell = look.cell(id, period, (pair, f"{group}|{category}"))
        if isinstance(cell, int) and cell:
            whole = look.cell(id, period, (_GROUP, group))
            share = (
                f"{formats.count(cell)} van {formats.count(whole)}"
                if isinstance(whole, int)
                else "-"
            )
            yield (
                _CROSSED_SUBJECT[id], category_name(look.profile, other, category),
                formats.day(period.end), cell, None, None, share,
                look.cell(id, period, (other, category)), "-", None,
            )  # fmt: skip


def _told(look: Lookup, line: _Line, key: Key) -> bool:
    row = look.row(line.id, line.period, key)
    return row is not None and row["status"] != "niet_berekend"


def _title(look: Lookup, name: str, key: Key) -> str:
    period = look.scope.period
    here, all_ = (look.cell("stand_personen", period, of) for of in (key, WHOLE))
    if not isinstance(here, int) or not isinstance(all_, int):
        if look.row("stand_personen", period, key) is None:
            return f"{name}: zonder uitkering, dus niet in de stand"
        return not_given(f"{name}: de stand is", [here]).rstrip(".")
    share = f", {formats.percent(100 * here / all_, 0)} van het bestand" if all_ else ""
    return f"{name}: {formats.count(here)} personen op {formats.day(period.end)}{share}"


def _apart(look: Lookup, lines: list[_Line], key: Key, rest: Rest) -> str:
    """Name what is higher and what is lower in a group than among who is not in it."""
    said = []
    for way in ("hoger", "lager"):
        found = [
            look.results.cards[line.id].title.lower()
            for line in lines
            if _against_rest(line, look.row(line.id, line.period, key), rest) == way
        ]
        if found:
            more = f" en nog {len(found) - _NAMED}" if len(found) > _NAMED else ""
            said.append(f"{way} dan bij de rest: {', '.join(found[:_NAMED])}{more}")
    return f"; {'; '.join(said)}" if said else ""


def _notes(look: Lookup) -> tuple[str, ...]:
    few = look.profile.instellingen.minimum_noemer
    return (
        "Bij aandelen en stromen staat het gebied (95%) waarbinnen de waarde door toeval kan "
        "liggen; bij een kleine groep is dat breed.",
        "Tegenover wie er niet in zit: het verschil met de rest van het bestand, alleen bij "
        f"aandelen, en alleen als beide groepen minstens {few} groot zijn.",
        "Iemand kan in meer doelgroepen zitten. Wie tot een groep hoort, wordt bepaald op de dag "
        "zelf: van instroom, uitstroom, melding of stand.",
    )


def _kind(look: Lookup, id: str) -> Kind:
    return _KINDS.get(look.results.cards[id].unit, Kind.COUNT)


def _cells(look: Lookup, line: _Line, key: Key, rest: Rest) -> tuple[Cell, ...]:
    bounds = [look.cell(line.id, line.period, key, part) for part in ("ondergrens", "bovengrens")]
    simple = look.results.cards[line.id].moment
    before = line.period.shifted(-12)
    return (
        look.results.cards[line.id].title, line.about,
        look.share(line.id, line.period, key), *((None, None) if simple else bounds),
        _parts(look, line, key), look.share(line.id, line.period, WHOLE),
        _against_rest(line, look.row(line.id, line.period, key), rest),
        look.share(line.id, before, key),
    )  # fmt: skip


def _parts(look: Lookup, line: _Line, key: Key) -> Cell:
    """Return numerator and denominator in words; a count has none, a mean the number of cases."""
    row = look.row(line.id, line.period, key)
    if row is None or row["noemer"] is None or row["teller"] is None:
        return "-"
    if row["eenheid"] not in ("procent", "dagen"):
        return f"over {formats.count(row['noemer'])}"
    return f"{formats.count(row['teller'])} van {formats.count(row['noemer'])}"


def _against_rest(line: _Line, row: Row | None, rest: Rest) -> str:
    """Return how a share of the group differs from that of who is not in it, if not by chance."""
    if row is None:
        return "-"
    place = row["definitie"], line.period.begin, line.period.end, row["categorie"]
    return rest.get(place, "-")

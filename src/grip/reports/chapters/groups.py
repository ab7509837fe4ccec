"""Chapter 1, continued: the caseload by group, and the target groups of the policy."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import (
    ViewRow,
    flow_cells,
    flow_columns,
    view_row,
    view_table,
    with_something,
)
from grip.reports.chapters.profiles import without_page
from grip.reports.chapters.sentences import not_given, verb
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.lookup import WHOLE, Key, Lookup, short
from grip.reports.terminal.words import category_name
from grip.results import DIMENSION_TITLES, Audience

_GROUPS = (
    "regeling", "leefvorm", "geslacht", "leeftijdsgroep", "duurklasse", "loonwaardeklasse",
    "categorie", "statushouder", "wijk",
)  # fmt: skip
_FLOWS = (
    ("Stand op de laatste dag", "stand_eind"), ("Instroom", "instroom"), ("Uitstroom", "uitstroom"),
)  # fmt: skip
_OF_PERSONS = (
    ("Personen op de laatste dag", "stand_personen"),
    ("Instroom van personen", "instroom_personen"),
    ("Uitstroom van personen", "uitstroom_personen"),
    ("Uitstroom van personen naar werk", "uitstroom_werk_personen"),
)
_MOVED_NOTE = (
    "Herindeling: wie tijdens de uitkering naar een andere groep ging, bijvoorbeeld door een "
    "verjaardag of een nieuwe loonwaarde; het saldo van erbij en eraf."
)


def group_tables(look: Lookup) -> tuple[Table, ...]:
    """Return the caseload by group: how it came about, by period, and for target groups."""
    return (_by_group(look), _by_group_in_view(look), _target_groups(look))


def _keys(look: Lookup) -> list[tuple[str, str, Key]]:
    """Return every group with its names, the whole first."""
    return [("Totaal", "alle uitkeringen", WHOLE)] + [
        (DIMENSION_TITLES[d], category_name(look.profile, d, c), (d, c))
        for d in _GROUPS
        for c in look.categories("stand_eind", d)
    ]


def _by_group(look: Lookup) -> Table:
    period = look.scope.to_date
    columns = (
        Column("kenmerk", "Kenmerk", Kind.TEXT),
        Column("groep", "Groep", Kind.TEXT),
        *flow_columns(*_ends(look, "Stand")),
    )
    rows = [(trait, name, *flow_cells(look, key)) for trait, name, key in _keys(look)]
    return Table(
        "bestand_naar_groep", "Bestand naar groep", _growth(rows, period.phrase),
        f"Stand en stromen naar groep, aantal uitkeringen, {period.label}: stand begin + instroom "
        "- uitstroom + herindeling = stand eind.",
        columns, tuple(rows), (_MOVED_NOTE,),
    )  # fmt: skip


def _ends(look: Lookup, what: str) -> tuple[str, str]:
    """Return the headers of the first and last day of the year so far."""
    period = look.scope.to_date
    return (f"{what} {formats.day_label(period.eve)}", f"{what} {formats.day_label(period.end)}")


def _growth(rows: list[tuple[Cell, ...]], when: str) -> str:
    """Say which group grew most and which shrank most; of hidden groups nothing can be said."""
    if any(isinstance(cell, Mark) for row in rows[1:] for cell in (row[2], row[-2])):
        return f"Stand en stromen naar groep in {when}; niet van elke groep is het aantal te tonen"
    changes = [
        (end - begin, f"{str(trait).lower()}: {name}")
        for trait, name, begin, *_, end, _check in rows[1:]
        if isinstance(begin, int) and isinstance(end, int)
    ]
    grown = max(changes, default=(0, ""), key=lambda change: change[0])
    shrunk = min(changes, default=(0, ""), key=lambda change: change[0])
    said = []
    if grown[0] > 0:
        said.append(f"groeide '{grown[1]}' het meest (+{formats.count(grown[0])})")
    if shrunk[0] < 0:
        said.append(f"kromp '{shrunk[1]}' het meest ({formats.count(shrunk[0])})")
    return f"In {when} {' en '.join(said) or 'veranderde geen groep van omvang'}"


def _by_group_in_view(look: Lookup) -> Table:
    every = [
        view_row(look, (figure, trait, name), indicator, key)
        for figure, indicator in _FLOWS
        for trait, name, key in _keys(look)
    ]
    lines = with_something(look, every)
    return view_table(
        look, "groepen_per_periode", "Groepen per periode",
        _flow_title(look, lines),
        f"Stand, instroom en uitstroom naar groep, aantal uitkeringen, tot en met "
        f"{formats.day(look.scope.period.end)}.",
        Kind.COUNT, lines,
        ("Bij zoveel vergelijkingen valt ook zonder oorzaak ongeveer 1 op de 20 buiten de marge: "
         "kijk naar wat u kunt verklaren.",
         "Regels met in elke kolom een 0 zijn weggelaten; in indicatoren.csv staan ze wel."),
        heads=("Cijfer", "Kenmerk", "Groep"),
    )  # fmt: skip


def _flow_title(look: Lookup, rows: list[ViewRow]) -> str:
    """Say of how many groups the in- or outflow differs from last year by more than chance."""
    flows = [row for row in rows if row.heads[0] != _FLOWS[0][0] and row.heads[1] != "Totaal"]
    real = sum(row.verdict in ("hoger", "lager") for row in flows)
    told = real + sum(row.verdict in ("gelijk", "binnen toeval") for row in flows)
    when = look.scope.to_date
    return (
        f"In {when.phrase} {verb(real, 'verschilde', 'verschilden')} {real} van de {told} "
        f"stromen naar groep die te vergelijken zijn meer van {when.end.year - 1} dan door toeval "
        "te verwachten is"
    )


def _target_groups(look: Lookup) -> Table:
    groups = look.categories("stand_personen", "doelgroep")
    named = {group: category_name(look.profile, "doelgroep", group) for group in groups}
    lines = [
        view_row(look, (named[group], figure), indicator, ("doelgroep", group))
        for group in groups
        for figure, indicator in _OF_PERSONS
    ]
    sizes = {named[g]: look.cell("stand_personen", look.scope.period, ("doelgroep", g))
             for g in groups}  # fmt: skip
    known = {name: size for name, size in sizes.items() if isinstance(size, int)}
    day = formats.day(look.scope.period.end)
    largest = max(known, key=lambda name: known[name], default="")
    title = (
        f"Grootste doelgroep op {day}: {largest}, {formats.count(known[largest])} personen"
        if largest
        else not_given(f"Op {day} zijn de doelgroepen", list(sizes.values())).rstrip(".")
    )
    return view_table(
        look, "doelgroepen", "Doelgroepen", title,
        f"Doelgroepen van het beleid, aantal personen; het bereik van voorzieningen per doelgroep "
        f"staat op blad 'Bereik'. Periode: {short(look.scope.to_date)}.",
        Kind.COUNT, lines,
        ("Iemand kan in meer dan een doelgroep zitten; de regels tellen dus niet op tot het "
         "totaal.", *_pageless(look)),
        heads=("Doelgroep", "Cijfer"),
    )  # fmt: skip


def _pageless(look: Lookup) -> tuple[str, ...]:
    """Name the groups that have no page of their own, where others do."""
    small = without_page(look)
    if not small or look.results.audience is not Audience.INTERNAL:
        return ()
    few = look.profile.instellingen.minimum_noemer
    return (f"Minder dan {few} personen, en daarom zonder eigen blad: {', '.join(small)}.",)

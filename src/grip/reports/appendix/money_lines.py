"""What it costs: amounts per policy goal and post, over years and as result of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grip.periods import Period
from grip.reports.appendix.draft import Draft
from grip.reports.chapters.budget_chain import (
    GOAL,
    PAIR,
    POST,
    explained,
    less,
    state_table,
)
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.lookup import WHOLE, Key
from grip.reports.terminal.words import category_name
from grip.results import MERGED, UNKNOWN

Heads = tuple[str, str]
_SCOPE = (
    "Kosten zonder budgetpost zijn toegerekend aan een doel. Wat is uitgegeven voor minder dan "
    "{least} personen is geheim, en zoveel andere bedragen als nodig is om het niet uit te kunnen "
    "rekenen; het budget zelf is dat nooit. De bedragen uit de financiële administratie gaan voor."
)


def _scope(draft: Draft) -> str:
    return _SCOPE.format(least=draft.look.profile.instellingen.minimum_cel)


def goal_keys(draft: Draft, periods: Sequence[Period]) -> list[tuple[Heads, Key]]:
    """Return all goals together, each goal, and its posts, as far as they have a budget."""
    look = draft.look
    found: list[tuple[Heads, Key]] = [(("Alle doelen", "alle posten"), WHOLE)]
    pairs = [pair.split("|", 1) for pair in look.categories("budget_geldend", PAIR)]
    for goal in look.categories("budget_geldend", GOAL):
        if goal in (UNKNOWN, MERGED) or not _budgeted(draft, (GOAL, goal), periods):
            continue
        name = category_name(look.profile, GOAL, goal)
        found.append(((name, "alle posten"), (GOAL, goal)))
        for of, post in pairs:
            key = PAIR, f"{of}|{post}"
            if of == goal and _budgeted(draft, key, periods):
                found.append(((name, category_name(look.profile, POST, post)), key))
    return found


def _budgeted(draft: Draft, key: Key, periods: Sequence[Period]) -> bool:
    cells = [draft.cell("budget_geldend", period, key) for period in periods]
    return any(isinstance(cell, int | float) and cell != 0 for cell in cells)


def years_table(draft: Draft, past: Sequence[Period], coming: Sequence[Period]) -> Table:
    """Return what was spent in past years and is budgeted for this year and the next."""
    signs = draft.signs
    columns = (
        Column("doel", "Beleidsdoel", Kind.TEXT),
        Column("post", "Budgetpost", Kind.TEXT),
        *(Column(f"r{p.end.year}", f"Rekening {p.end.year}", signs.kind) for p in past),
        *(
            Column(
                f"b{p.end.year}", f"{'Begroting' if i == 0 else 'Raming'} {p.end.year}", signs.kind
            )
            for i, p in enumerate(coming)
        ),
    )
    rows = tuple(
        (
            *heads,
            *(signs.money(_spent(draft, p, key)) for p in past),
            *(signs.money(_planned(draft, p, key)) for p in coming),
        )
        for heads, key in goal_keys(draft, [*past, *coming])
    )
    return Table(
        "wat_mag_het_kosten", "Wat mag het kosten", f"Lasten per beleidsdoel ({signs.unit})",
        "Wat is uitgegeven in de jaren ervoor, en wat is begroot.",
        columns, rows,
        (signs.size(), _scope(draft),
         "[n.v.t.]: over dat jaar staat geen budget in de gegevens; wat er toen op welk doel "
         "drukte, is dan niet te zeggen. Neem het over uit de jaarrekening."),
    )  # fmt: skip


def _planned(draft: Draft, period: Period, key: Key) -> Cell:
    """Return the budget of a line; a year of which the data hold none at all has no zero."""
    known = draft.cell("budget_geldend", period) not in (0, Mark.NOT_COMPUTED)
    return draft.cell("budget_geldend", period, key) if known else Mark.NOT_APPLICABLE


def _spent(draft: Draft, period: Period, key: Key) -> Cell:
    """Return what was spent on a budget; without one in the data nothing is held against it."""
    planned = _planned(draft, period, WHOLE)
    if planned is Mark.NOT_APPLICABLE:
        return planned
    return draft.cell("budget_gerealiseerd", period, key)


def state_lines(draft: Draft) -> Table:
    """Return the table of the BUIG in the unit and with the sign of the document."""
    table, signs = state_table(draft.look), draft.signs
    rows = tuple(
        (name, *(signs.result(c) if name == "Resultaat" else signs.money(c) for c in cells))
        for name, *cells in table.rows
    )
    first, *years = table.columns
    columns = (first, *(replace(column, kind=signs.kind) for column in years))
    notes = (*table.notes, *signs.notes())
    title = f"{table.title} ({signs.unit})"
    return replace(table, columns=columns, rows=rows, notes=notes, title=title)


def result_table(draft: Draft) -> Table:
    """Return budget, spending and result of a year, per goal and post."""
    signs, period = draft.signs, draft.period.to_date()
    columns = (
        Column("doel", "Beleidsdoel", Kind.TEXT),
        Column("post", "Budgetpost", Kind.TEXT),
        Column("begroting", "Begroting", signs.kind),
        Column("gewijzigd", "Na wijziging", signs.kind),
        Column("werkelijk", "Werkelijk", signs.kind),
        Column("verplicht", "Nog verplicht", signs.kind),
        Column("saldo", "Saldo", Kind.TEXT),
    )
    ids = ("oorspronkelijk", "geldend", "gerealiseerd", "verplicht")
    rows = []
    for heads, key in goal_keys(draft, [period]):
        cells = [draft.cell(f"budget_{id}", period, key) for id in ids]
        saldo = signs.result(less(cells[1], cells[2]))
        rows.append((*heads, *(signs.money(cell) for cell in cells), saldo))
    return Table(
        "wat_heeft_het_gekost", "Wat heeft het gekost",
        f"Begroting en werkelijke lasten van {period.label} ({signs.unit})",
        "Saldo: de begroting na wijziging min de werkelijke lasten.", columns, tuple(rows),
        (*signs.notes(), _scope(draft)),
    )  # fmt: skip


def coming_table(draft: Draft) -> tuple[Table, ...]:
    """Return budget, spending and where the year ends at this pace, per goal, if there is any."""
    signs, period = draft.signs, draft.period.to_date()
    ids = ("geldend", "gerealiseerd", "verplicht", "verwacht")
    titles = ("Na wijziging", "Gerealiseerd", "Verplicht", "Verwacht 31 december")
    columns = (
        Column("doel", "Beleidsdoel", Kind.TEXT),
        *(Column(id, title, signs.kind) for id, title in zip(ids, titles, strict=True)),
        Column("saldo", "Verwacht saldo", Kind.TEXT),
    )
    rows = []
    for (goal, _), key in goal_keys(draft, [period]):
        if key[0] == PAIR:
            continue
        cells = [draft.cell(f"budget_{id}", period, key) for id in ids]
        saldo = signs.result(less(cells[0], cells[-1]))
        rows.append((goal, *(signs.money(cell) for cell in cells), saldo))
    if len(rows) < 2:
        return ()
    table = Table(
        "geld_tot_nu", "Geld tot nu", f"Budget en uitgaven, {period.label} ({signs.unit})",
        "Wat er is, wat ervan is betaald en vastgelegd, en waar het jaar in dit tempo uitkomt.",
        columns, tuple(rows), (*signs.notes(), _scope(draft)),
    )  # fmt: skip
    return (table,)


def reasons_table(draft: Draft) -> Table:
    """Return why costs differ from the year before, split in number, price and rest."""
    signs, now = draft.signs, draft.period.to_date()
    then = now.shifted(-12)
    columns = (
        Column("soort", "Soort kosten", Kind.TEXT),
        Column("toen", str(then.end.year), signs.kind),
        Column("nu", str(now.end.year), signs.kind),
        *(Column(id, title, Kind.TEXT) for id, title in (
            ("verschil", "Verschil"), ("volume", "Door aantal"), ("prijs", "Door prijs"),
            ("rest", "Rest"),
        )),
    )  # fmt: skip
    return Table(
        "kosten_verklaard", "Kosten verklaard",
        f"Waarom de kosten anders zijn dan een jaar eerder ({signs.unit})",
        "Het verschil per soort kosten, verdeeld over aantal, prijs en rest.",
        columns, tuple(_reasons(draft, then, now)),
        ("Door aantal: meer of minder maanden uitkering of loonkostensubsidie, of voorzieningen, "
         "tegen de prijs van toen. Door prijs: duurder of goedkoper per stuk. Rest: kosten die bij "
         "niemand horen, zoals een contract. Hogere kosten zijn een nadeel.", *signs.notes()),
    )  # fmt: skip


def _reasons(draft: Draft, then: Period, now: Period) -> Iterator[tuple[Cell, ...]]:
    look, signs = draft.look, draft.signs
    for kind in look.categories("kosten", "soort"):
        paid = [look.cell("kosten", p, ("soort", kind)) for p in (then, now)]
        if kind in (UNKNOWN, MERGED) or all(cell == 0 for cell in paid):
            continue
        why = explained(look, kind, then, now)
        gap = less(paid[0], paid[1])
        parts: list[Cell] = [gap] * 3
        if why is not None:
            parts = [-part / 100 for part in (why.volume, why.price, why.rest)]
        elif isinstance(gap, int | float):
            parts = ["-"] * 3
        name = category_name(look.profile, "soort", kind).capitalize()
        yield (name, *(signs.money(cell) for cell in paid), *map(signs.result, (gap, *parts)))

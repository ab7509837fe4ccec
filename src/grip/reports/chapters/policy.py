"""The policy goals: what shows them, what pays for them, and for whom they are."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from grip.periods import Period
from grip.plan import PolicyGoal
from grip.reports import target_words as words
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.lookup import WHOLE, Lookup
from grip.reports.target_words import Row
from grip.target_door import ProtectedTargets
from grip.targets.judgement import PERCENT, Standing

_LONGEST_AGAIN = 60  # characters of a goal on its second line and further
_LONGEST_NAME = 40  # characters of a goal in the title
_SAID_NOWHERE = "nog geen cijfer of doel dat dit laat zien"


def policy_table(look: Lookup, targets: ProtectedTargets) -> Table:
    """Return the policy goals of the profile, a line for everything that hangs on them."""
    period = look.scope.to_date
    columns = (
        Column("beleidsdoel", "Beleidsdoel", Kind.TEXT),
        Column("wat", "Wat", Kind.TEXT),
        Column("naam", "Naam", Kind.TEXT),
        Column("eenheid", "Eenheid", Kind.TEXT),
        Column("nu", look.label(period), Kind.DECIMAL),
        Column("toen", look.label(period.shifted(-12)), Kind.DECIMAL),
        Column("oordeel", "Oordeel", Kind.TEXT),
    )
    before = {row["regel"]: row for row in targets.before.iter_rows(named=True)}
    lines = {row["regel"]: row for row in targets.frame.iter_rows(named=True) if not row["naast"]}
    rows = [row for goal in look.profile.beleidsdoel for row in _goal(look, goal, lines, before)]
    return Table(
        "beleidsdoelen", "Beleidsdoelen", _title(look, lines, period),
        "Per beleidsdoel: de cijfers en doelen die het laten zien, wie het betreft en wat het "
        "betaalt.",
        columns, tuple(rows),
        ("Doelgroep: het aantal personen in de bijstand op de laatste dag. Budgetpost: wat in de "
         "periode is uitgegeven; het budget staat op blad 'Uitputting'.",
         "Ontbreekt: de gegevens die nodig zijn om dit beleidsdoel, of een deel ervan, te "
         "laten zien."),
        row_kinds=tuple(words.kind_of(str(row[3]).split(" ", 1)[0]) for row in rows), whole=True,
    )  # fmt: skip


def _title(look: Lookup, lines: Mapping[str, Row], period: Period) -> str:
    """Say of every policy goal how many of its targets do well."""
    said = []
    for goal in look.profile.beleidsdoel:
        mine = [row for row in lines.values() if row["doel"] in goal.doelen]
        judged = [row for row in mine if words.standing_of(row) in words.JUDGED]
        good = sum(words.standing_of(row) in words.GOOD for row in judged)
        if judged:
            name = textwrap.shorten(goal.tekst, _LONGEST_NAME, placeholder=" …")
            said.append(f"'{name}' {good} van {len(judged)}")
    if not said:
        return f"Wat elk beleidsdoel laat zien, voor wie het is en wat het betaalt, {period.label}"
    return f"Doelen met een gunstig oordeel in {period.phrase}: {', '.join(said)}"


def _goal(
    look: Lookup, goal: PolicyGoal, lines: Mapping[str, Row], before: Mapping[str, Row]
) -> Iterator[tuple[Cell, ...]]:
    text = f"{goal.tekst} ({goal.bron})"
    made = [
        *_indicators(look, goal), *_targets(goal, lines, before), *_groups(look, goal),
        *_posts(look, goal),
    ]  # fmt: skip
    if reason := _not_measurable(goal, look, lines):
        made.insert(0, ("Ontbreekt", f"niet meetbaar: {reason}", "-", None, None, "-"))
    again = textwrap.shorten(text, _LONGEST_AGAIN, placeholder=" …")
    for number, line in enumerate(made):
        yield (again if number else text, *line)


def _not_measurable(goal: PolicyGoal, look: Lookup, lines: Mapping[str, Row]) -> str:
    """Return what is missing to show a goal, empty where something shows it."""
    shown = any(_computed(look, id) for id in goal.indicatoren) or any(
        words.standing_of(row) is not Standing.NOT_COMPUTED
        for row in lines.values()
        if row["doel"] in goal.doelen
    )
    if goal.ontbreekt:
        return goal.ontbreekt
    return "" if shown else _SAID_NOWHERE


def _computed(look: Lookup, name: str) -> bool:
    return look.computed(name.partition(";")[0])


def _indicators(look: Lookup, goal: PolicyGoal) -> Iterator[tuple[Cell, ...]]:
    for name in goal.indicatoren:
        id, _, variant = name.partition(";")
        card = look.results.cards.get(id)
        if card is None:
            yield "Cijfer", id, "-", Mark.NOT_COMPUTED, Mark.NOT_COMPUTED, "-"
            continue
        unit = "%" if card.unit == PERCENT else card.unit
        periods = (look.scope.to_date, look.scope.to_date.shifted(-12))
        cells = (look.cell(id, period, WHOLE, variant=variant) for period in periods)
        yield "Cijfer", card.title, unit, *cells, "-"


def _targets(
    goal: PolicyGoal, lines: Mapping[str, Row], before: Mapping[str, Row]
) -> Iterator[tuple[Cell, ...]]:
    for row in lines.values():
        if row["doel"] in goal.doelen:
            yield (
                "Doel",
                row["naam"],
                words.unit_of(row),
                words.cell(row, "waarde"),
                words.cell(before.get(row["regel"]), "waarde"),
                words.said(row),
            )


def _groups(look: Lookup, goal: PolicyGoal) -> Iterator[tuple[Cell, ...]]:
    for id in goal.doelgroepen:
        periods = (look.scope.to_date, look.scope.to_date.shifted(-12))
        cells = (look.cell("stand_personen", period, ("doelgroep", id)) for period in periods)
        yield "Doelgroep", look.profile.doelgroep[id].naam, "personen", *cells, "-"


def _posts(look: Lookup, goal: PolicyGoal) -> Iterator[tuple[Cell, ...]]:
    """Yield what was spent on the posts that pay for a goal; a post of other years is left out."""
    periods = (look.scope.to_date, look.scope.to_date.shifted(-12))
    for id in goal.budgetposten:
        post = look.profile.budgetpost[id]
        booked = post.naam if post.naam in look.categories("kosten", "budgetpost") else id
        spent = [look.cell("kosten", period, ("budgetpost", booked)) for period in periods]
        if all(cell in (0, Mark.NOT_COMPUTED, Mark.NOT_KEPT) for cell in spent):
            continue
        field = f" (taakveld {post.taakveld})" if post.taakveld else ""
        yield "Budgetpost", f"{post.naam}{field}", "euro", *spent, "-"

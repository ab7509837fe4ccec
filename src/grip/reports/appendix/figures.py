"""Lines of indicators for the products: targets, the policy indicators of the BBV, goals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grip.periods import Period
from grip.plan import PolicyGoal
from grip.reports import formats
from grip.reports.appendix.draft import (
    OWN_COUNT,
    Draft,
    measured,
    shown_norm,
    source_of,
    value_text,
)
from grip.reports.document import Cell, Mark
from grip.reports.target_words import Row

# The mandatory policy indicators of task field 6 that a municipality counts itself.
BBV = {"bijstand_per_10000": "27", "voorzieningen_per_10000": "28"}
_FIELD = "6.5"
_BBV_FIELD = {"bijstand_per_10000": "6.3", "voorzieningen_per_10000": "6.5"}


@dataclass(frozen=True)
class Line:
    """An indicator of a product: a target, or a figure of the register.

    Attributes:
        goal: the policy goal that it shows; empty for the indicators of the BBV.
        number: the number in the BBV, if it has one.
        target: the row of the target, if it is one.
        figure: the id of the figure, if it is one.
    """

    goal: str
    title: str
    unit: str
    number: str = ""
    task_field: str = _FIELD
    source: str = ""
    description: str = ""
    target: Row | None = None
    figure: str = ""


def lines(draft: Draft) -> Iterator[Line]:
    """Yield the lines of a product: per goal its targets and figures, then those of the BBV."""
    seen: set[str] = set()
    for goal in draft.goals:
        for row in draft.of_goal(goal):
            if row["regel"] in seen:
                continue
            seen.add(row["regel"])
            yield Line(
                goal.tekst, row["naam"], measured(row)[0], source=source_of(row),
                description=row["omschrijving"], target=row,
            )  # fmt: skip
        aimed = {draft.look.profile.doel[row["doel"]].indicator for row in draft.of_goal(goal)}
        for id in _own(goal):
            if id not in seen and id not in aimed:
                seen.add(id)
                yield from _figure(draft, id, goal.tekst)
    for id, number in BBV.items():
        if id not in seen:
            yield from _figure(draft, id, "", number)


def _own(goal: PolicyGoal) -> list[str]:
    return [name.partition(";")[0] for name in goal.indicatoren]


def _figure(draft: Draft, id: str, goal: str, number: str = "") -> Iterator[Line]:
    card = draft.look.results.cards.get(id)
    if card is None or id == "doorstroom":  # a matrix has no value of its own
        return
    unit = "%" if card.unit == "procent" else card.unit
    yield Line(goal, card.title, unit, number or BBV.get(id, ""), _BBV_FIELD.get(id, _FIELD),
               OWN_COUNT, card.definition, figure=id)  # fmt: skip


def value_in(draft: Draft, line: Line, period: Period) -> Cell:
    """Return the value of a line over a period, as text in its own unit."""
    if line.target is not None:
        return value_text(_row_of(draft, line.target, period))
    cell = draft.cell(line.figure, period)
    if isinstance(cell, Mark) or not isinstance(cell, int | float):
        return cell
    kind = formats.unit_kind(draft.look.results.cards[line.figure].unit, [cell])
    return formats.cell(cell, kind)


def _row_of(draft: Draft, target: Row, period: Period) -> Row | None:
    for frame in (draft.targets.frame, draft.targets.before):
        for row in frame.iter_rows(named=True):
            if row["regel"] == target["regel"] and row["periode_eind"] == period.end:
                return row
    return None


def norm_in(draft: Draft, line: Line, period: Period) -> str:
    """Return the norm of a line on the last day of a period; a dash where it has none."""
    if line.target is None:
        return draft.brief(f"{line.figure}.norm", period.end.year) or "-"
    rule = draft.look.profile.doel.get(line.target["doel"])
    if rule is None:
        return "-"
    day = period.end
    norms = [n.waarde for n in rule.norm if n.vanaf <= day and (n.tot is None or day <= n.tot)]
    return shown_norm(line.target, norms[-1] if norms else None)

"""Table: why a budget is left over or falls short, in number and price, by what it was reckoned on.

A table of budgets holds amounts and no numbers. The profile says with how many months or
voorzieningen a budget was reckoned (`[[raming]]`); the price follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grip.plan import Estimate
from grip.reckoning import Purchase, Reasons, planned_until, reasons
from grip.reports import formats
from grip.reports.chapters.money import year_gone
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.terminal.words import category_name

_POST, _LOOSE = "budgetpost", "deel=zonder_ontvanger"
_STATE = "Gebundelde uitkering (BUIG)"
_FIGURES = ("buig_budget", "buig_lasten"), ("budget_geldend", "budget_gerealiseerd")
HOW = (
    "Zegt het profiel met hoeveel er is geraamd ([[raming]]), dan zegt het rapport ook waarom er "
    "over is of te kort: door aantal of door prijs."
)


@dataclass(frozen=True)
class _Line:
    """A budget so far, what came of it, and why; `blank` where a part of it is not shown."""

    name: str
    source: str
    plan: Purchase
    came: Purchase
    blank: Mark | None = None

    @property
    def why(self) -> Reasons:
        return reasons(self.plan, self.came)

    @property
    def over(self) -> int:
        """What is left of the budget so far, in cents; below zero is a shortage."""
        return self.plan.amount - self.came.amount

    def cells(self) -> tuple[Cell, ...]:
        if self.blank is not None:
            return (self.name, *[self.blank] * 8, self.source)
        why = self.why
        amounts = (self.plan.amount, self.came.amount, self.over, -why.volume, -why.price,
                   -why.rest)  # fmt: skip
        euros = (amount / 100 for amount in amounts)
        return (self.name, self.plan.volume, self.came.volume, *euros, self.source)


def explained_tables(look: Lookup) -> tuple[Table, ...]:
    """Return the budgets of the year that were reckoned on a number, beside what came of them."""
    lines = list(_lines(look))
    if not lines:
        return ()
    label = look.label(look.scope.to_date)
    columns = (
        Column("post", "Budget", Kind.TEXT),
        Column("geraamd", "Geraamd aantal, naar rato"),
        Column("werkelijk", f"Werkelijk aantal {label}"),
        Column("budget", "Budget, naar rato", Kind.EURO),
        Column("gerealiseerd", f"Gerealiseerd {label}", Kind.EURO),
        Column("over", "Over (+) of tekort (-)", Kind.EURO, "{budget}-{gerealiseerd}"),
        Column("volume", "Door aantal", Kind.EURO),
        Column("prijs", "Door prijs", Kind.EURO),
        Column("rest", "Rest", Kind.EURO, "{over}-{volume}-{prijs}"),
        Column("bron", "Raming uit", Kind.TEXT),
    )
    gone = formats.percent(year_gone(look.scope.to_date), 0)
    table = Table(
        "budget_verklaard", "Budget verklaard", _title(lines),
        "Per budget met een raming: wat er over is of te kort, verdeeld over aantal, prijs en "
        "rest.",
        columns, tuple(line.cells() for line in lines),
        ("Aantal: maanden uitkering of loonkostensubsidie; bij andere posten voorzieningen. Door "
         "aantal: geraamd min werkelijk aantal, maal de geraamde prijs (budget gedeeld door "
         "aantal). Door prijs: het verschil in prijs maal het werkelijke aantal. Rest: kosten die "
         "bij geen ontvanger horen. De drie zijn samen precies het verschil.",
         f"Naar rato: van het jaar is {gone} voorbij; zo ver tellen budget en raming mee."),
        shows=("budget_geldend", "budget_gerealiseerd", "kosten_aantal"),
    )  # fmt: skip
    return (table,)


def _lines(look: Lookup) -> Iterator[_Line]:
    state = look.profile.buig.posten
    of_year = [one for one in look.profile.raming if one.jaar == look.scope.to_date.end.year]
    shared = [one for one in of_year if one.budgetpost in state]
    if shared:
        yield _line(look, _STATE, shared, _FIGURES[0], WHOLE)
    for one in of_year:
        if one.budgetpost not in state:
            name = category_name(look.profile, _POST, one.budgetpost)
            yield _line(look, name, [one], _FIGURES[1], (_POST, one.budgetpost))


def _line(
    look: Lookup, name: str, estimates: Sequence[Estimate], money: tuple[str, str], key: Key
) -> _Line:
    period = look.scope.to_date
    keys = [(_POST, one.budgetpost) for one in estimates]
    cells = [
        *(look.cell(id, period, key) for id in money),
        *(look.cell("kosten_aantal", period, one) for one in keys),
        *(look.cell("kosten", period, one, variant=_LOOSE) for one in keys),
    ]
    source = "; ".join(dict.fromkeys(one.bron for one in estimates if one.bron)) or "-"
    numbers = [float(cell) for cell in cells if isinstance(cell, int | float)]
    nothing = Purchase(0, 0)
    if len(numbers) < len(cells) or not numbers[0]:
        marks = [cell for cell in cells if isinstance(cell, Mark)]
        return _Line(name, source, nothing, nothing, (*marks, Mark.NOT_APPLICABLE)[0])
    budget, spent, *rest = numbers
    counted, loose = sum(rest[: len(keys)]), sum(rest[len(keys) :])
    plan = planned_until(round(100 * budget), sum(one.aantal for one in estimates), period.end)
    came = Purchase(round(100 * spent), round(counted), round(100 * loose))
    return _Line(name, source, plan, came)


def _title(lines: Sequence[_Line]) -> str:
    """Say of the budget that is furthest from its plan why it is."""
    told = [line for line in lines if line.blank is None]
    if not told:
        return "Waarom budgetten over zijn of te kort"
    one = max(told, key=lambda line: abs(line.over))
    left = "over" if one.over >= 0 else "te kort"
    parts = [_part(-part) for part in (one.why.volume, one.why.price)]
    return (
        f"{one.name}: {formats.euro(abs(one.over) / 100)} {left}; {parts[0]} door aantal en "
        f"{parts[1]} door prijs"
    )


def _part(cents: int) -> str:
    return f"{formats.euro(abs(cents) / 100)} {'voordeel' if cents >= 0 else 'nadeel'}"

"""Table: why a budget is left over or falls short, in number and price, by what it was reckoned on.

A table of budgets holds amounts and no numbers. The profile says with how many months or
voorzieningen a budget was reckoned (`[[raming]]`); the price follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grip.plan import Estimate
from grip.reckoning import Purchase, Reasons, planned_until, reasons, rounded
from grip.reports import formats
from grip.reports.chapters.money import year_gone
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.terminal.words import category_name

_POST, _LOOSE = "budgetpost", "deel=zonder_ontvanger"
_STATE = "Gebundelde uitkering (BUIG)"
_SHOWN = 50  # cents: what is less is no whole euro
_FIGURES = ("buig_budget", "buig_lasten"), ("budget_geldend", "budget_gerealiseerd")
HOW = (
    "Zegt het profiel met hoeveel er is geraamd ([[raming]]), dan zegt het rapport ook waarom er "
    "over is of te kort: door aantal of door prijs."
)


@dataclass(frozen=True)
class _Line:
    """A budget so far, what came of it, and why.

    Attributes:
        paced: whether the number counted grows with the days of the year, as months do.
        blank: the mark of what is not shown, where a part of it is not.
    """

    name: str
    source: str
    plan: Purchase
    came: Purchase
    paced: bool = True
    blank: Mark | None = None

    @property
    def nothing_counted(self) -> bool:
        """Whether money was spent on nothing that is counted, such as a contract."""
        return not self.came.volume and bool(self.came.amount)

    @property
    def why(self) -> Reasons | None:
        """Why it is over or short; None where number and price cannot be told apart."""
        apart = self.blank is None and self.paced and not self.nothing_counted
        return reasons(self.plan, self.came) if apart else None

    @property
    def over(self) -> int:
        """What is left of the budget so far, in cents; below zero is a shortage."""
        return self.plan.amount - self.came.amount

    def cells(self) -> tuple[Cell, ...]:
        if self.blank is not None:
            return (self.name, *[self.blank] * 10, self.source)
        why, none = self.why, Mark.NOT_APPLICABLE
        planned = rounded(Fraction(self.plan.volume)) if self.paced else none
        bought = self.came.price if why and self.came.volume else None
        parts = (none,) * 3 if why is None else (-why.volume, -why.price, -why.rest)
        amounts = (self.plan.price, bought, self.plan.amount, self.came.amount, self.over, *parts)
        return (self.name, planned, rounded(Fraction(self.came.volume)),
                *(_euros(amount) for amount in amounts), self.source)  # fmt: skip


def _euros(cents: int | Fraction | Mark | None) -> Cell:
    """Return cents as euros; a mark stays one, and what there is not does not apply."""
    if cents is None or isinstance(cents, Mark):
        return cents or Mark.NOT_APPLICABLE
    return rounded(Fraction(cents)) / 100


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
        Column("prijs_geraamd", "Geraamde prijs", Kind.EURO),
        Column("prijs_werkelijk", "Werkelijke prijs", Kind.EURO),
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
         f"Naar rato: van het jaar is {gone} voorbij; zo ver tellen budget en raming mee.",
         *_remarks(look, lines)),
        shows=("budget_geldend", "budget_gerealiseerd", "kosten_aantal"),
    )  # fmt: skip
    return (table,)


def _remarks(look: Lookup, lines: Sequence[_Line]) -> Iterator[str]:
    """Say why some budgets are not divided, and which names are unknown."""
    shown = [line for line in lines if line.blank is None]
    if any(not line.paced for line in shown):
        yield ("Voor 31 december worden alleen maanden (BUIG) in aantal en prijs verdeeld: een "
               "voorziening telt mee vanaf haar eerste betaling, dus het aantal loopt voor op het "
               "jaar en de prijs achter.")  # fmt: skip
    if any(line.nothing_counted for line in shown):
        yield ("Is er betaald en niets geteld, zoals bij een contract, dan is er geen prijs en is "
               "het verschil niet te verdelen.")  # fmt: skip
    period, buig = look.scope.to_date, look.profile.buig
    posts = [one.budgetpost for one in _of_year(look)]
    if any(post in buig.lks_posten for post in posts):
        yield "Het budget van het Rijk voor loonkostensubsidie wordt op dit blad niet verklaard."
    if not isinstance(look.cell("budget_geldend", period), int | float):
        return
    unknown = [
        post for post in posts
        if post not in (*buig.posten, *buig.lks_posten)
        and look.row("budget_geldend", period, (_POST, post)) is None
    ]  # fmt: skip
    if unknown:
        yield (
            f"Geen budget of kosten met deze naam in {period.end.year}: {', '.join(unknown)}. Neem "
            "de naam in het profiel over zoals hij in budgetten en kosten staat."
        )


def _of_year(look: Lookup) -> list[Estimate]:
    return [one for one in look.profile.raming if one.jaar == look.scope.to_date.end.year]


def _lines(look: Lookup) -> Iterator[_Line]:
    state = look.profile.buig.posten
    shared = [one for one in _of_year(look) if one.budgetpost in state]
    if shared:
        yield _line(look, _STATE, shared, _FIGURES[0], WHOLE)
    for one in _of_year(look):
        if one.budgetpost not in state:
            name = category_name(look.profile, _POST, one.budgetpost)
            yield _line(look, name, [one], _FIGURES[1], (_POST, one.budgetpost))


def _line(
    look: Lookup, name: str, estimates: Sequence[Estimate], money: tuple[str, str], key: Key
) -> _Line:
    period = look.scope.to_date
    keys = [(_POST, one.budgetpost) for one in estimates]
    cells = [look.cell(id, period, key) for id in money]
    bought = [
        *(look.cell("kosten_aantal", period, one) for one in keys),
        *(look.cell("kosten", period, one, variant=_LOOSE) for one in keys),
    ]
    if cells[1] == 0:  # a post on which nothing was booked has no row of what was bought
        bought = [0 if cell is Mark.NOT_COMPUTED else cell for cell in bought]
    cells += bought
    source = "; ".join(dict.fromkeys(one.bron for one in estimates if one.bron)) or "-"
    numbers = [float(cell) for cell in cells if isinstance(cell, int | float)]
    nothing = Purchase(0, 0)
    if len(numbers) < len(cells) or not numbers[0]:
        marks = [cell for cell in cells if isinstance(cell, Mark)]
        return _Line(name, source, nothing, nothing, blank=(*marks, Mark.NOT_APPLICABLE)[0])
    budget, spent, *rest = numbers
    counted, loose = sum(rest[: len(keys)]), sum(rest[len(keys) :])
    plan = planned_until(round(100 * budget), sum(one.aantal for one in estimates), period.end)
    came = Purchase(round(100 * spent), round(counted), round(100 * loose))
    whole = (period.end.month, period.end.day) == (12, 31)
    return _Line(name, source, plan, came, paced=whole or key == WHOLE)


def _title(lines: Sequence[_Line]) -> str:
    """Say of the budget that is furthest from its plan why it is."""
    told = [line for line in lines if line.blank is None]
    if not told:
        return "Waarom budgetten over zijn of te kort"
    one = max(told, key=lambda line: abs(line.over))
    left = "over" if one.over >= 0 else "te kort"
    said = f"{one.name}: {formats.euro(abs(one.over) / 100)} {left}"
    if one.why is None:
        return said
    *parts, last = [
        f"{_part(-cents)} {how}"
        for cents, how in (
            (one.why.volume, "door aantal"), (one.why.price, "door prijs"),
            (one.why.rest, "in de rest"),
        )
        if how != "in de rest" or abs(cents) >= _SHOWN
    ]  # fmt: skip
    return f"{said}; {', '.join(parts)} en {last}"


def _part(cents: int) -> str:
    return f"{formats.euro(abs(cents) / 100)} {'voordeel' if cents >= 0 else 'nadeel'}"

"""How amounts, results and traffic lights stand in a product: the choices of the profile."""

from __future__ import annotations

from dataclasses import dataclass

from grip.plan import Appendix
from grip.reports import formats
from grip.reports.document import Cell, Kind, Light, Mark

GOOD, LOOK_OUT, BAD = 0, 1, 2
_THOUSAND = 1000
_SAID = {
    "letters": "V = voordeel (over), N = nadeel (tekort).",
    "nadeel_min": "Een min is een nadeel (tekort), zonder teken is het een voordeel (over).",
    "nadeel_plus": "Een plus is een nadeel (tekort), een min is een voordeel (over).",
}


@dataclass(frozen=True)
class Signs:
    """The layout that a municipality chose for its documents."""

    layout: Appendix

    @property
    def in_thousands(self) -> bool:
        """Whether amounts stand in thousands of euros."""
        return self.layout.bedragen == "duizend"

    @property
    def unit(self) -> str:
        """The unit of amounts, for headers."""
        return "x € 1.000" if self.in_thousands else "euro"

    @property
    def kind(self) -> Kind:
        """How the columns of amounts are written."""
        return Kind.DECIMAL if self.in_thousands else Kind.EURO

    def money(self, cell: Cell) -> Cell:
        """Return an amount in the unit of the document; a mark stays a mark."""
        if not isinstance(cell, int | float):
            return cell
        return cell / _THOUSAND if self.in_thousands else cell

    def result(self, cell: Cell) -> Cell:
        """Return a result (above zero: something is left) with the sign of the municipality."""
        if not isinstance(cell, int | float):
            return cell
        if not round(cell):
            return "0"
        over = cell > 0
        amount = self._written(abs(cell))
        if self.layout.teken == "letters":
            return f"{'V' if over else 'N'} {amount}"
        plus = over == (self.layout.teken == "nadeel_min")
        return amount if plus and over else f"{'+' if plus else '-'}{amount}"

    def _written(self, amount: float) -> str:
        if self.in_thousands:
            return formats.decimal(amount / _THOUSAND)
        return formats.count(amount)

    def size(self) -> str:
        """Say in what amounts are."""
        return f"Bedragen in {'duizenden' if self.in_thousands else 'hele'} euro's."

    def notes(self) -> tuple[str, ...]:
        """Say how amounts and results are to be read."""
        return (f"{self.size()} {_SAID[self.layout.teken]}",)

    def light(self, level: int | None) -> Cell:
        """Return a traffic light, or the sign that there is nothing to judge."""
        if level is None:
            return Mark.NOT_APPLICABLE
        return Light(self.layout.stoplicht[level], level)

    def lights_note(self) -> str:
        """Say what the lights mean and where they change."""
        good, look_out, bad = self.layout.stoplicht
        own = self.layout
        orange, red, aim = (
            formats.percent(number, 0)
            for number in (own.geld_oranje_pct, own.geld_rood_pct, own.doel_oranje_pct)
        )
        return (
            f"{good} = goed, {look_out} = let op, {bad} = niet goed. Geld: verwacht op 31 december "
            f"naast het budget, {look_out} vanaf {orange} afwijking, {bad} vanaf {red}; ook een "
            "voordeel telt als afwijking. Doel: "
            f"{look_out} als een norm tot {aim} ervan wordt gemist, anders {bad}; het minst goede "
            "doel telt. Planning: uit de duiding."
        )

    def money_light(self, budget: Cell, expected: Cell) -> Cell:
        """Return the light of money: how far the year ends from its budget."""
        if not (isinstance(budget, int | float) and isinstance(expected, int | float)):
            return budget if isinstance(budget, Mark) else expected
        if not budget:
            return self.light(BAD if expected else None)
        away = 100 * abs(expected - budget) / budget
        own = self.layout
        return self.light((away >= own.geld_oranje_pct) + (away >= own.geld_rood_pct))

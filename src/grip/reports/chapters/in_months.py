"""Numbers of days as months, of enough cases to say something."""

from __future__ import annotations

from grip.reports.document import Cell, Mark
from grip.reports.lookup import Key, Lookup

VALUES = ("waarde", "ondergrens", "bovengrens")
_DAYS_PER_MONTH = 365.25 / 12


def in_months(look: Lookup, indicator: str, key: Key, column: str = "waarde") -> Cell:
    """Return a number of days in months; of few cases, and where it is not reached, a mark.

    A bound that is not reached stays empty.
    """
    period = look.scope.period
    row = look.row(indicator, period, key)
    cell = look.cell(indicator, period, key, column)
    few = row is not None and (row["noemer"] or 0) < look.profile.instellingen.minimum_noemer
    if cell is Mark.HIDDEN or (isinstance(cell, Mark) and not few and column == "waarde"):
        return cell
    if few:
        return Mark.TOO_FEW
    return float(cell) / _DAYS_PER_MONTH if isinstance(cell, int | float) else None


def months_cells(look: Lookup, indicator: str, key: Key) -> tuple[Cell, ...]:
    """Return how many were followed and ended, and the median in months with its interval."""
    period = look.scope.period
    return (
        look.cell(indicator, period, key, "noemer"),
        look.cell(indicator, period, key, "teller"),
        *(in_months(look, indicator, key, column) for column in VALUES),
    )

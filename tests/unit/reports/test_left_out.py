"""A public report leaves out what is wholly hidden, and says so."""

from __future__ import annotations

from grip.reports.document import Cell, Column, Kind, Mark, Section, Table
from grip.reports.left_out import ESTIMATES, left_out, without_silent


def table(name: str, *rows: tuple[Cell, ...]) -> Table:
    columns = (Column("groep", "Groep", Kind.TEXT), Column("aantal", "Aantal"))
    return Table(name, name, name, "", columns, rows)


def test_a_table_of_hidden_figures_is_left_out_and_named() -> None:
    """One figure, be it a zero, is enough to stay; a table of words stays too."""
    silent = table("Ladder", ("a", Mark.HIDDEN), ("b", Mark.NOT_APPLICABLE))
    zero = table("Poort", ("a", Mark.HIDDEN), ("b", 0))
    words = table("Uitleg", ("a", "tekst"), ("b", None))
    (kept,), gone = without_silent([Section("s", "S", (), (silent, zero, words))])
    assert [one.sheet for one in kept.tables] == ["Poort", "Uitleg"]
    assert gone == ("Ladder",)
    assert "'Ladder'" in left_out(gone)


def test_estimates_are_always_named() -> None:
    """They are in no public report, whatever else is."""
    assert left_out(()) == ESTIMATES

"""A public report leaves out what is wholly hidden, and says so."""

from __future__ import annotations

from dataclasses import replace

from grip.reports.document import (
    Cell,
    Column,
    Figure,
    Kind,
    Mark,
    Section,
    Series,
    Shape,
    Table,
)
from grip.reports.left_out import ESTIMATES, left_out, without_empty, without_silent


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


def test_lines_and_periods_of_which_nothing_may_be_seen_are_named() -> None:
    """What stays can be read; what the report is about stays even if it is mostly hidden."""
    hidden = Mark.HIDDEN
    columns = (
        Column("wat", "Cijfer", Kind.TEXT), Column("p0", "dec 2020"), Column("p2", "2020"),
        Column("oordeel", "Oordeel", Kind.TEXT),
    )  # fmt: skip
    rows = (("In", hidden, 20, "-"), ("Uit", hidden, 30, "-"), ("Terug", hidden, hidden, "-"))
    given = Table("t", "T", "T", "", columns, rows, ("De kolommen: december 2020; 2020.",))
    ((kept,), gone) = without_silent([Section("s", "S", (), (given,))])
    (made,) = kept.tables
    assert gone == ()
    assert [column.key for column in made.columns] == ["wat", "p2", "oordeel"]
    assert made.rows == (("In", 20, "-"), ("Uit", 30, "-"))
    assert made.notes == (
        "De kolommen: 2020.",
        "Weggelaten, omdat de meeste cijfers geheim zijn: de kolommen dec 2020.",
        "Weggelaten, omdat elk cijfer geheim is: Terug.",
    )


def test_targets_are_kept_whole() -> None:
    """A hidden target is named with its norm, however many are hidden."""
    given = replace(table("Doelen", ("a", Mark.HIDDEN), ("b", Mark.HIDDEN), ("c", 1)), whole=True)
    ((kept,), gone) = without_silent([Section("s", "S", (), (given,))])
    assert gone == ()
    assert kept.tables[0].rows == given.rows


def test_a_chart_that_is_mostly_gaps_is_left_out() -> None:
    line = Series("n", "Aantal", (None, None, 3.0), line=True)
    chart = Figure("f", Shape.LINES, "F", "", ("a", "b", "c"), (line,), "x", "Een lijn.")
    given = replace(table("T", ("a", 1), ("b", 2)), figures=(chart,))
    ((kept,), _) = without_silent([Section("s", "S", (), (given,))])
    assert kept.tables[0].figures == ()


def test_of_money_the_total_stays() -> None:
    """The lines that it is made of leave: most of its figures are hidden, but not that one."""
    hidden = Mark.HIDDEN
    columns = (Column("soort", "Soort", Kind.TEXT), Column("p2", "2020", Kind.EURO))
    rows = (("Uitkering", hidden), ("Voorziening", hidden), ("Alle kosten", 1000))
    given = Table("kosten", "Kosten", "", "", columns, rows)
    ((kept,), gone) = without_silent([Section("s", "S", (), (given,))])
    assert gone == ()
    assert kept.tables[0].rows == (("Alle kosten", 1000),)


def test_a_table_without_any_figure_is_left_out_and_named() -> None:
    """Unless it says that something was not kept yet, or is there for its words."""
    empty = table("Uitputting", ("a", Mark.NOT_APPLICABLE), ("b", Mark.TOO_FEW))
    early = table("Voorzieningen", ("a", Mark.NOT_KEPT))
    words = Table("u", "Uitleg", "", "", (Column("tekst", "Tekst", Kind.TEXT),), (("woord",),))
    ((kept,), gone) = without_empty([Section("s", "S", (), (empty, early, words))])
    assert gone == ("Uitputting",)
    assert [one.sheet for one in kept.tables] == ["Voorzieningen", "Uitleg"]

"""A report is read from the front: chapters in order, tables together, detail behind it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from grip.reports.arrangement import (
    BEHIND,
    CHAPTERS,
    SHEETS,
    Together,
    arranged,
    in_order,
    one_table,
)
from grip.reports.document import Cell, Column, Document, KeyFigure, Kind, Section, Table, Tone


def table(id: str, *rows: tuple[Cell, ...], kind: Kind = Kind.COUNT, notes: tuple[str, ...] = (),
          more: tuple[Column, ...] = ()) -> Table:  # fmt: skip
    columns = (Column("wat", "Cijfer", Kind.TEXT), Column("p2", "2020", kind), *more)
    return Table(id, id.capitalize(), f"Titel van {id}", "", columns, rows, notes)


def document(*sections: Section, account: tuple[Table, ...] = ()) -> Document:
    figure = KeyFigure("Stand", 1, Kind.COUNT, 2, "2019", "", Tone.NEUTRAL, "Bestand")
    return Document("Rapport", "", "", (), (), ("Zie blad 'Een'.",), (figure,), sections,
                    accountability=account)  # fmt: skip


def test_every_table_has_one_place() -> None:
    """No section in two chapters, no table on two sheets, none of them behind the report."""
    sections = list(chain.from_iterable(ids for _, ids in CHAPTERS))
    parts = [id for plan in SHEETS for id, _ in plan.parts]
    assert len(set(sections)) == len(sections)
    assert len(set(parts)) == len(parts)
    assert not BEHIND.intersection(parts)


def test_chapters_come_in_the_order_in_which_they_are_read() -> None:
    """Also a section that nobody placed is kept, at the end."""
    given = [Section(id, id, (), (table(id),)) for id in ("signalen", "nieuw", "geld", "doelen")]
    made, _ = in_order(given)
    assert [section.title for section in made] == ["Doelen", "Geld", "Signalen", "nieuw"]


def test_tables_below_each_other_keep_their_own_units() -> None:
    """A column that one lacks has a dash there, a note that both have stands once."""
    counts = table("aantallen", ("Stand", 3), notes=("zelfde",))
    bound = Column("laag", "Ondergrens", Kind.PERCENT)
    shares = table("delen", ("Bereik", 40.5, 30.0), kind=Kind.PERCENT, more=(bound,),
                   notes=("zelfde", "eigen"))  # fmt: skip
    plan = Together("Samen", "Wat er staat.", (("aantallen", "Aantal"), ("delen", "Deel")))
    made = one_table(plan, [(counts, "Aantal"), (shares, "Deel")])
    assert [column.title for column in made.columns] == [
        "Onderwerp",
        "Cijfer",
        "2020",
        "Ondergrens",
    ]
    assert made.rows == (("Aantal", "Stand", 3, "-"), ("Deel", "Bereik", 40.5, 30.0))
    assert made.row_kinds == (Kind.COUNT, Kind.PERCENT)
    assert made.columns[2].kind is Kind.DECIMAL
    assert made.columns[3].kind is Kind.PERCENT
    assert made.notes == ("zelfde", "eigen")


def test_tables_beside_each_other_match_by_line() -> None:
    first = table("een", ("jan", 1), ("feb", 2), more=(Column("status", "Status", Kind.TEXT),))
    first_rows = tuple((*row, "definitief") for row in first.rows)
    other = Table("twee", "Twee", "", "", (first.columns[0], Column("n", "Meldingen")),
                  (("feb", 20),))  # fmt: skip
    plan = Together("Samen", "", (("een", ""), ("twee", "")), beside=True)
    whole = Table("een", "Een", "", "", first.columns, first_rows)
    made = one_table(plan, [(whole, ""), (other, "")])
    assert [column.key for column in made.columns] == ["wat", "p2", "n", "status"]
    assert made.rows == (("jan", 1, None, "definitief"), ("feb", 2, 20, "definitief"))


def test_a_table_alone_keeps_its_own_shape() -> None:
    plan = Together("Samen", "", (("een", "x"), ("twee", "y")))
    alone = table("een", ("Stand", 3))
    made = one_table(plan, [(alone, "x")])
    assert (made.sheet, made.columns, made.rows) == ("Samen", alone.columns, alone.rows)


def test_references_say_where_a_sheet_stands_now() -> None:
    """On the sheet it went to or in the other workbook; of what is not there nothing is said."""
    notes = (
        "Zie blad 'Ladder'.", "Zie blad 'Stappen'.", "Zie blad 'Noemers'.", "Zie blad 'Weg'.",
        "Uitgegeven is € 1.200.000; het budget staat op blad 'Weg'. Zie ook blad 'Ladder'.",
    )  # fmt: skip
    front = table("ladder", ("Omhoog", 3), notes=notes)
    behind = table("noemers", ("Instroom", 3), notes=("Zie blad 'Stappen'.",))
    section = Section("doorstroom", "", (), (front, table("stappen", ("Vooruit", 2)), behind))
    sections, moved = in_order([section])
    made = arranged(document(*sections), moved)
    (told,) = made.sections[0].tables
    assert told.notes == (
        "Zie blad 'Ladder'.", "Zie blad 'Ladder'.", "Zie blad 'Noemers' in achtergrond.xlsx.",
        "Uitgegeven is € 1.200.000. Zie ook blad 'Ladder'.",
    )  # fmt: skip
    assert made.behind[0].tables[0].notes == ("Zie blad 'Ladder' in rapport.xlsx.",)


def test_the_background_is_a_document_of_its_own() -> None:
    """With the same cover, without summary; nothing of it stands in the report."""
    section = Section("bestand", "Bestand", (), (table("noemers", ("a", 1)), table("b", ("a", 1))))
    sections, moved = in_order([section])
    made = arranged(document(*sections, account=(table("zonder_duiding", ("a", 1)),)), moved)
    assert [one.id for one in made.tables()] == ["b"]
    background = made.background()
    assert [one.id for one in background.tables()] == ["noemers", "zonder_duiding"]
    assert background.messages == ()
    assert background.key_figures == ()
    assert background.background().tables() == ()


def test_the_kinds_of_rows_of_a_later_part_are_kept() -> None:
    plan = Together("Samen", "", (("een", "x"), ("twee", "y")))
    first = table("een", ("Duur", 3.5), kind=Kind.DECIMAL)
    second = table("twee", ("Deel", 40.5), kind=Kind.DECIMAL)
    made = one_table(plan, [(first, "x"), (replace(second, row_kinds=(Kind.PERCENT,)), "y")])
    assert made.row_kinds == (Kind.DECIMAL, Kind.PERCENT)

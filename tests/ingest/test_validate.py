"""Rows that count, rows that do not: every rule with an example that breaks it and one that not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from grip.findings import RULES
from grip.ingest.parse import FAILURES, FILE, SHEET
from grip.ingest.sheets import ROW
from grip.ingest.validate import validate_table
from grip.schema import TABLES, Column, Row, columns_of

from .files import BENEFIT_HEADER, benefit, codes, load_rows

SPELL = ["persoon_id", "categorie", "begindatum", "einddatum"]


def outcome(tmp_path: Path, **changes: str) -> list[tuple[str, int | None, str]]:
    loaded = load_rows(tmp_path, uitkeringen=[BENEFIT_HEADER, benefit(**changes)])
    return codes(loaded.findings)


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"persoon_id": " "}, "RIJ-LEEG-VELD", "persoon_id"),
        ({"ingangsdatum": ""}, "RIJ-LEEG-VELD", "ingangsdatum"),
        ({"regeling": ""}, "RIJ-LEEG-VELD", "regeling"),
        ({"ingangsdatum": "ooit"}, "RIJ-DATUM", "ingangsdatum"),
        ({"ingangsdatum": "9999-12-31"}, "RIJ-DATUM", "ingangsdatum"),
        ({"einddatum": "31-02-2020"}, "RIJ-DATUM", "einddatum"),
        ({"rol": "baas"}, "RIJ-CODE", "rol"),
        ({"regeling": "WW"}, "RIJ-CODE", "regeling"),
        ({"einddatum": "2019-12-31"}, "RIJ-EINDE", "einddatum"),
        ({"einddatum": "2020-01-01"}, "RIJ-NUL", "einddatum"),
        ({"regeling": "TOZO"}, "RIJ-REGELING", "regeling"),
        ({"regeling": "Tozo 3"}, "RIJ-REGELING", "regeling"),
        ({"regeling": "BIJZONDERE_BIJSTAND"}, "RIJ-REGELING", "regeling"),
        ({"regeling": "bijzondere bijstand"}, "RIJ-REGELING", "regeling"),
        ({"regeling": "LKS"}, "RIJ-REGELING", "regeling"),
    ],
)
def test_rows_of_benefits(tmp_path: Path, changes: dict[str, str], code: str, column: str) -> None:
    loaded = load_rows(tmp_path, uitkeringen=[BENEFIT_HEADER, benefit(**changes), benefit(2)])
    assert codes(loaded.findings) == [(code, 2, column)]
    (count,) = loaded.counts
    assert (count.read, count.loaded) == (2, 1)
    assert (count.refused, count.set_apart) == ((0, 1) if RULES[code].sets_apart else (1, 0))


@pytest.mark.parametrize(
    "changes",
    [{}, {"rol": ""}, {"rol": "Partner"}, {"regeling": " ioaw"}, {"einddatum": "2020-01-02"},
     {"einddatum": "9999-12-31"}],
)  # fmt: skip
def test_rows_that_count(tmp_path: Path, changes: dict[str, str]) -> None:
    loaded = load_rows(tmp_path, uitkeringen=[BENEFIT_HEADER, benefit(**changes)])
    assert {found.rule.code for found in loaded.findings} <= {"UIT-GEEN-CLIENT"}
    assert loaded.counts[0].loaded == 1


def test_every_broken_cell_has_its_own_finding(tmp_path: Path) -> None:
    found = outcome(tmp_path, uitkering_id="", rol="x", ingangsdatum="x", einddatum="y")
    assert found == [
        ("RIJ-CODE", 2, "rol"),
        ("RIJ-DATUM", 2, "einddatum"),
        ("RIJ-DATUM", 2, "ingangsdatum"),
        ("RIJ-LEEG-VELD", 2, "uitkering_id"),
    ]


def test_cells_go_before_end_and_end_before_what_is_set_apart(tmp_path: Path) -> None:
    assert outcome(tmp_path, regeling="TOZO", einddatum="x") == [("RIJ-DATUM", 2, "einddatum")]
    late = {"regeling": "TOZO", "einddatum": "2019-01-01"}
    assert outcome(tmp_path, **late) == [("RIJ-EINDE", 2, "einddatum")]
    both = {"regeling": "TOZO", "einddatum": "2020-01-01"}
    assert outcome(tmp_path, **both) == [("RIJ-REGELING", 2, "regeling")]


def test_a_state_of_one_day_is_real(tmp_path: Path) -> None:
    row = ["P1", "Zorg", "2020-01-01", "2020-01-01"]
    loaded = load_rows(tmp_path, categorieen=[SPELL, row])
    assert loaded.findings == ()


def test_soft_cells_are_emptied_and_the_row_stays(tmp_path: Path) -> None:
    header = ["persoon_id", "geboortedatum", "geslacht", "statushouder"]
    rows = [header, ["P1", "1960", "vreemd", "misschien"], ["P2", "1961", "Man", "ja"]]
    loaded = load_rows(tmp_path, personen=rows)
    assert codes(loaded.findings) == [("CEL-LEEG", 2, "geslacht"), ("CEL-LEEG", 2, "statushouder")]
    assert loaded.tables["personen"].get_column("geslacht").to_list() == [None, "man"]
    assert loaded.tables["personen"].get_column("statushouder").to_list() == [None, True]
    assert [f.remedy for f in loaded.findings if f.place.column == "geslacht"] == [
        "Verbeter de waarde in het bronsysteem; mogelijk: man, vrouw, onbekend."
    ]


def test_errors_of_excel_are_never_read_as_empty(tmp_path: Path) -> None:
    header = [*BENEFIT_HEADER, "reden_uitstroom", "consulent", "leefvorm"]
    rows = [
        [*benefit(1, einddatum="#N/B"), "", "", ""],
        [*benefit(2, persoon_id="#VERW!"), "", "", ""],
        [*benefit(3, rol="#NAAM?"), "", "", ""],
        [*benefit(4), "#N/A", "#DEEL/0!", "#N/B"],
        [*benefit(5), "", "# geen fout", ""],
    ]
    loaded = load_rows(tmp_path, uitkeringen=[header, *rows])
    assert codes(loaded.findings) == [
        ("CEL-LEEG", 5, "consulent"),
        ("CEL-LEEG", 5, "leefvorm"),
        ("CEL-LEEG", 5, "reden_uitstroom"),
        ("RIJ-CODE", 4, "rol"),
        ("RIJ-DATUM", 2, "einddatum"),
        ("RIJ-LEEG-VELD", 3, "persoon_id"),
    ]
    assert loaded.tables["uitkeringen"].get_column("consulent").to_list() == [None, "# geen fout"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("6", ("CEL-LEEG", "1 tot en met 5")), ("x", ("CEL-LEEG", "1 tot en met 5")), ("5", None)],
)
def test_soft_numbers(tmp_path: Path, value: str, expected: tuple[str, str] | None) -> None:
    header = ["voorziening_id", "persoon_id", "instrument", "begindatum", "ervaren_effect_client"]
    row = ["V1", "P1", "jobcoach", "2020-01-01", value]
    loaded = load_rows(tmp_path, voorzieningen=[header, row])
    assert loaded.counts[-1].loaded == 1
    found = [(f.rule.code, f.names["keuzes"]) for f in loaded.findings]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("table", "header", "row", "code", "column"),
    [
        ("kosten", ["datum", "bedrag", "soort"], ["2020-01-01", "x", "overig"], "RIJ-GETAL",
         "bedrag"),
        ("kosten", ["datum", "bedrag", "soort"], ["2020-01-01", "1,234", "overig"], "RIJ-GETAL",
         "bedrag"),
        ("bevolking", ["jaar", "groep", "aantal"], ["1850", "18+", "5"], "RIJ-GRENS", "jaar"),
        ("bevolking", ["jaar", "groep", "aantal"], ["2020", "18+", "-5"], "RIJ-GRENS", "aantal"),
        ("arbeidsvermogen", ["persoon_id", "begindatum", "loonwaarde_pct"],
         ["P1", "2020-01-01", "-1"], "RIJ-GRENS", "loonwaarde_pct"),
        ("inkomsten", ["persoon_id", "maand", "bedrag"], ["P1", "2020-13", "1"], "RIJ-DATUM",
         "maand"),
        ("activiteiten", ["persoon_id", "soort", "begindatum"], ["P1", "luieren", "2020-01-01"],
         "RIJ-CODE", "soort"),
        ("categorieen", SPELL, ["P1", "Zorg", "2020-01-02", "2020-01-01"], "RIJ-EINDE",
         "einddatum"),
    ],
)  # fmt: skip
def test_rows_of_other_tables(
    tmp_path: Path, table: str, header: list[str], row: list[str], code: str, column: str
) -> None:
    loaded = load_rows(tmp_path, **{table: [header, row]})
    assert codes(loaded.findings) == [(code, 2, column)]
    assert [c.refused for c in loaded.counts if c.table == table] == [1]


def test_yes_or_no_that_is_not_soft_refuses_the_row() -> None:
    from grip.ingest.translate import unreadable_code

    column = columns_of(TABLES["personen"])["statushouder"]
    hard = Column(**{**column.__dict__, "soft": False})
    assert (unreadable_code(column), unreadable_code(hard)) == ("CEL-LEEG", "RIJ-JANEE")


def test_of_a_double_key_the_earliest_begin_is_kept(tmp_path: Path) -> None:
    late, early = benefit(), benefit(ingangsdatum="2019-01-01")
    for rows in ([late, early, benefit(2)], [early, late, benefit(2)]):
        loaded = load_rows(tmp_path, uitkeringen=[BENEFIT_HEADER, *rows])
        assert codes(loaded.findings) == [
            ("RIJ-DUBBEL", 2 + rows.index(late), "uitkering_id, persoon_id")
        ]
        begins = loaded.tables["uitkeringen"].get_column("ingangsdatum").to_list()
        assert begins == [date(2019, 1, 1), date(2020, 1, 1)]


def test_rows_refused_for_a_cell_do_not_make_a_double(tmp_path: Path) -> None:
    rows = [benefit(ingangsdatum="x"), benefit()]
    loaded = load_rows(tmp_path, uitkeringen=[BENEFIT_HEADER, *rows])
    assert codes(loaded.findings) == [("RIJ-DATUM", 2, "ingangsdatum")]


def test_too_wide_rows_are_refused(tmp_path: Path) -> None:
    rows = [BENEFIT_HEADER, [*benefit(), "x"], benefit(2)]
    loaded = load_rows(tmp_path, uitkeringen=rows)
    assert codes(loaded.findings) == [("RIJ-BREEDTE", 2, "")]
    assert (loaded.counts[0].read, loaded.counts[0].refused) == (2, 1)


def test_defaults_are_filled_for_empty_cells_and_absent_columns(tmp_path: Path) -> None:
    header = ["datum", "bedrag", "soort", "status"]
    loaded = load_rows(tmp_path, kosten=[header, ["2020-01-01", "1", "overig", ""]])
    assert loaded.tables["kosten"].get_column("status").to_list() == ["gerealiseerd"]
    bare = [name for name in BENEFIT_HEADER if name != "rol"]
    row = [value for value in benefit() if value != "client"]
    loaded = load_rows(tmp_path, uitkeringen=[bare, row])
    assert loaded.tables["uitkeringen"].get_column("rol").to_list() == ["client"]
    assert "rol" not in loaded.columns["uitkeringen"]


# ---- The vectorised verdict is the verdict of the row model ------------------------------------

_DAYS = st.sampled_from([date(2020, 1, 1) + timedelta(days=n) for n in (0, 1, 300)])
_STRATEGY: dict[type[pl.DataType], st.SearchStrategy[object]] = {
    pl.Date: _DAYS,
    pl.Int64: st.sampled_from([-1, 0, 1, 3, 5, 6, 1989, 1990, 2100, 2101]),
    pl.Float64: st.sampled_from([-0.5, 0.0, 33.3]),
    pl.Boolean: st.booleans(),
}


def values_of(column: Column) -> st.SearchStrategy[object]:
    words = [*column.choices, "2020-03", "2020-13", "PW", "x", ""]
    typed = _STRATEGY.get(column.dtype, st.sampled_from(words))
    # Mostly filled, or hardly any row would pass.
    return st.one_of(typed, typed, typed, st.none())


def rows_of(row_model: type[Row]) -> st.SearchStrategy[list[dict[str, object]]]:
    row = st.fixed_dictionaries({n: values_of(c) for n, c in columns_of(row_model).items()})
    return st.lists(row, min_size=1, max_size=6)


def accepted(row_model: type[Row], row: dict[str, object]) -> bool:
    defaults = {n: c.default for n, c in columns_of(row_model).items() if c.default is not None}
    filled = {n: defaults.get(n) if value is None else value for n, value in row.items()}
    try:
        row_model.model_validate(filled, strict=True)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_expressions_and_the_row_model_agree(table: str, data: st.DataObject) -> None:
    row_model = TABLES[table]
    rows = data.draw(rows_of(row_model))
    schema = {name: column.dtype for name, column in columns_of(row_model).items()}
    frame = pl.DataFrame(rows, schema=schema).with_columns(
        pl.lit("f").alias(FILE),
        pl.lit("").alias(SHEET),
        pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(ROW),
    )
    verdict = validate_table(row_model, frame, pl.DataFrame(schema=FAILURES))
    judged = {"RIJ-DUBBEL", "RIJ-NUL", "RIJ-REGELING"}
    objected = {f.place.row for f in verdict.findings if f.rule.code not in judged}
    assert objected == {at for at, row in enumerate(rows, start=2) if not accepted(row_model, row)}
    listed = {f.place.row for f in verdict.findings}
    assert verdict.frame.height + verdict.refused + verdict.set_apart == len(rows)
    soft = {f.place.row for f in verdict.findings if f.rule.code == "CEL-LEEG"}
    assert set(range(2, len(rows) + 2)) - set(verdict.frame[ROW]) <= listed
    assert set(verdict.frame[ROW]) & listed <= soft

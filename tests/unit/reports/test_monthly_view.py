"""The monthly view: which periods stand side by side, what they are called, and what is marked."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from grip.comparison import against_rest, cases_needed
from grip.config import load_profile
from grip.disclosure import protect
from grip.periods import Period
from grip.reports.chapters.parts import ViewRow, needed, view_table, with_something
from grip.reports.document import Kind, Mark, Table
from grip.reports.lookup import WHOLE, Aim, Lookup, Scope
from grip.results import SCHEMA, Audience, Card, Results

CARDS = {
    "instroom": Card("instroom", "", "Instroom", "", "uitkeringen", ""),
    "deel_pct": Card("deel_pct", "", "Deel", "", "procent", "", "uitkeringen"),
}
FIRST, EXTRACTION = date(2012, 1, 2), date(2022, 1, 14)


def row(id: str, period: Period, top: float, bottom: float | None = None) -> dict[str, Any]:
    share = None if bottom is None or not bottom else 100 * top / bottom
    late = period.end > date(2021, 10, 1)
    return dict.fromkeys(SCHEMA) | {
        "indicator": id, "definitie": id, "periode_begin": period.begin,
        "periode_eind": period.end, "dimensie": "totaal", "categorie": "totaal",
        "waarde": top if bottom is None else share, "teller": top, "noemer": bottom,
        "eenheid": CARDS[id].unit, "soort": "voorlopig" if late else "gemeten",
        "status": "getoond" if bottom != 0 else "te_weinig_gegevens", "run": "x",
    }  # fmt: skip


def look(text: str, *rows: tuple[str, float, float | None], **more: Any) -> Lookup:
    """The figures of a report on one period; the same rows hold in each of its periods."""
    since = more.pop("since", {})
    scope = Scope(Period.parse(text), FIRST, EXTRACTION, since)
    stock = dict(CARDS, stand_eind=Card("stand_eind", "", "Stand", "", "uitkeringen", ""))
    made = [row(id, p, top, bottom) for p in scope.all for id, top, bottom in rows]
    stands = [row("instroom", p, 1) | {"indicator": "stand_eind"} for p in scope.all]
    frame = pl.DataFrame([*made, *stands], schema=SCHEMA)
    results = protect(Results(frame, stock), Audience.INTERNAL, 10)
    return Lookup(results, load_profile("uithoorn").profile, scope, **more)


def table(one: Lookup, id: str = "instroom", kind: Kind = Kind.COUNT) -> Table:
    return view_table(one, "t", "T", "t", "t", kind, [(CARDS[id].title, id, WHOLE, "")])


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("2021-06", ["jun 2021", "jun 2020", "jan t/m jun 2021", "jan t/m jun 2020",
                     "12 maanden: jul 2020 t/m jun 2021"]),
        ("2021-12", ["dec 2021 [v]", "dec 2020", "heel 2021 [v]", "heel 2020"]),
        ("2020-H2", ["jul t/m dec 2020", "jul t/m dec 2019", "heel 2020", "heel 2019"]),
        ("2021-Q3", ["jul t/m sep 2021", "jul t/m sep 2020", "jan t/m sep 2021",
                     "jan t/m sep 2020", "12 maanden: okt 2020 t/m sep 2021"]),
        ("2020", ["2020", "2019"]),
        ("2021-01", ["jan 2021", "jan 2020", "12 maanden: feb 2020 t/m jan 2021"]),
        ("2020-02-10..2020-03-20", [
            "10-02-2020 t/m 20-03-2020", "10-02-2019 t/m 20-03-2019", "01-01-2020 t/m 20-03-2020",
            "01-01-2019 t/m 20-03-2019", "12 maanden: 21-03-2019 t/m 20-03-2020",
        ]),
    ],
)  # fmt: skip
def test_every_column_is_named_by_its_period(text: str, headers: list[str]) -> None:
    made = table(look(text, ("instroom", 12, None)))
    assert [column.title for column in made.columns[1:-1]] == headers
    assert made.rows[0][1:-1] == (12,) * len(headers)
    assert any("[v]" in note for note in made.notes) == any("[v]" in h for h in headers)


def test_a_norm_has_a_column_only_where_there_is_one() -> None:
    plain = table(look("2021-06", ("instroom", 12, None)))
    assert "norm" not in [column.key for column in plain.columns]
    aims = {("instroom", WHOLE): Aim(20, at_least=False), ("deel_pct", WHOLE): Aim(60)}
    one = look("2021-06", ("instroom", 12, None), ("deel_pct", 11, 20), aims=aims)
    made = table(one)
    at = [column.key for column in made.columns].index("norm")
    assert (made.columns[at].title, made.rows[0][at]) == ("Norm 2021", "hoogstens 20")
    shares = table(one, "deel_pct", Kind.PERCENT)
    assert "minstens 60%" in shares.rows[0]


def test_a_line_without_a_norm_beside_one_with() -> None:
    aims = {("instroom", WHOLE): Aim(20)}
    one = look("2021-06", ("instroom", 12, None), aims=aims)
    lines = [("Instroom", "instroom", WHOLE, ""), ViewRow(("Zelf",), lambda period: 3)]
    made = view_table(one, "t", "T", "t", "t", Kind.COUNT, lines)
    assert made.rows[1][-2:] == (Mark.NOT_APPLICABLE, "geen vergelijking")


def test_a_share_of_few_is_given_in_words() -> None:
    made = table(look("2021-06", ("deel_pct", 2, 4)), "deel_pct", Kind.PERCENT)
    assert made.rows[0][1] == "2 van 4"
    enough = table(look("2021-06", ("deel_pct", 5, 10)), "deel_pct", Kind.PERCENT)
    assert enough.rows[0][1] == 50
    nobody = table(look("2021-06", ("deel_pct", 0, 0)), "deel_pct", Kind.PERCENT)
    assert nobody.rows[0][1] == Mark.TOO_FEW


def test_before_the_first_registration_nothing_is_counted_or_judged() -> None:
    since = {"instroom": date(2020, 12, 5)}
    one = look("2021-06", ("instroom", 0, None), since=since)
    made = table(one)
    assert made.rows[0][1:] == (0, Mark.NOT_KEPT, 0, Mark.NOT_KEPT, 0, "geen vergelijking")
    assert table(look("2021-06", ("instroom", 40, None))).rows[0][-1] == "binnen toeval"
    early = look("2020-06", ("instroom", 0, None), since=since)
    assert set(table(early).rows[0][1:-1]) == {Mark.NOT_KEPT}


def test_lines_with_nothing_are_left_out_of_long_lists() -> None:
    one = look("2021-06", ("instroom", 12, None))
    rows = [
        ViewRow(("nul",), lambda period: 0),
        ViewRow(("nog niet",), lambda period: Mark.NOT_KEPT),
        ViewRow(("geheim",), lambda period: Mark.HIDDEN),
        ViewRow(("een",), lambda period: int(period == one.scope.period)),
    ]
    assert [kept.heads for kept in with_something(one, rows)] == [("geheim",), ("een",)]


def test_words_before_the_figures_have_a_column_each() -> None:
    one = look("2020", ("instroom", 12, None))
    made = view_table(
        one, "t", "T", "t", "t", Kind.COUNT, [(("a", "b"), "instroom", WHOLE, "")],
        heads=("Groep", "Cijfer"),
    )  # fmt: skip
    assert [column.title for column in made.columns[:2]] == ["Groep", "Cijfer"]
    assert made.rows[0][:3] == ("a", "b", 12)
    assert len({column.key for column in made.columns}) == len(made.columns)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        ((3.0, None), (4.0, None), ": 7, nodig 10 in beide jaren samen"),
        ((4.0, 9.0), (3.0, 12.0), ": 9, nodig 10 per jaar"),
        # 9 of 45 is a fifth: 5 of them are expected among 25, and 20 is not that many.
        ((1.0, 20.0), (8.0, 25.0), ": 20, nodig 25 per jaar"),
        ((0.0, 20.0), (0.0, 25.0), ""),
        ((30.0, 20.0), (5.0, 20.0), ""),
    ],
)
def test_how_many_a_comparison_takes(
    now: tuple[float, float | None], then: tuple[float, float | None], said: str
) -> None:
    """Too few is said with how many it takes, also where a share is near to none or all."""
    verdicts = [dict(zip(("teller", "noemer"), one, strict=True)) for one in (now, then)]
    assert needed(*verdicts, 10) == said


def test_how_many_are_needed_is_a_whole_number_where_the_share_is_round() -> None:
    """Of 100 have 90 it: 5 of the other tenth are expected among 50, not among 51."""
    shares = {"top": [48.0, 43.0], "of": [50.0, 50.0], "rest": [42.0, 42.0], "van": [50.0, 50.0]}
    found = pl.DataFrame(shares).select(cases_needed(*map(pl.col, shares)))
    assert found.to_series().to_list() == [50, 34]


def test_how_many_a_group_takes_beside_the_rest() -> None:
    """One in ten has it: 5 are expected among 50, so that 20 are too few to call a difference one,
    and 60 are enough."""
    period = Period.parse("2021")
    rows = [row("deel_pct", period, 40, 400)] + [
        row("deel_pct", period, top, bottom) | {"dimensie": "doelgroep", "categorie": name}
        for name, top, bottom in (("few", 8, 20), ("some", 20, 60), ("tiny", 1, 4))
    ]
    found = against_rest(pl.DataFrame(rows, schema=SCHEMA), 10)
    said = dict(found.select("categorie", "oordeel").iter_rows())
    assert said == {
        "few": "te weinig: 20 van minstens 50",
        "some": "hoger",
        "tiny": "te weinig: 4 van minstens 10",
    }

"""Why a budget is left over or falls short, from the estimate of the profile to the table."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from grip.config import load_profile
from grip.disclosure import protect
from grip.periods import Period
from grip.plan import Estimate
from grip.reports.chapters.budget_explained import explained_tables
from grip.reports.document import Mark
from grip.reports.lookup import Lookup, Scope
from grip.results import SCHEMA, Audience, Card, Results

YEAR = Period.parse("2021")
TOTAL, POST = ("totaal", "totaal"), ("budgetpost", "Scholing")
BUIG = ("budgetpost", "BUIG")
AMOUNTS: tuple[tuple[str, tuple[str, str], float], ...] = (
    ("buig_budget", TOTAL, 3600.0), ("buig_lasten", TOTAL, 4000.0),
    ("kosten_aantal", BUIG, 400), ("kosten", BUIG, 40.0),
    ("budget_geldend", POST, 1000.0), ("budget_gerealiseerd", POST, 700.0),
    ("kosten_aantal", POST, 7), ("kosten", POST, 0.0),
)  # fmt: skip


def figure(id: str, cell: tuple[str, str], value: float) -> dict[str, Any]:
    name = f"{id};eenheid=euro;deel=zonder_ontvanger" if id == "kosten" else id
    return dict.fromkeys(SCHEMA) | {
        "indicator": id, "definitie": name, "periode_begin": YEAR.begin, "periode_eind": YEAR.end,
        "dimensie": cell[0], "categorie": cell[1], "waarde": float(value), "teller": float(value),
        "eenheid": "euro", "soort": "gemeten", "status": "getoond", "run": "x",
    }  # fmt: skip


def look(*estimates: Estimate, without: str = "") -> Lookup:
    rows = [figure(*one) for one in AMOUNTS if one[0] != without]
    cards = {id: Card(id, "", id, "", "euro", "") for id, _, _ in AMOUNTS}
    frame = pl.DataFrame(rows, schema=SCHEMA)
    results = protect(Results(frame, cards), Audience.INTERNAL, 10)
    profile = load_profile("standaard").profile.model_copy(update={"raming": estimates})
    return Lookup(results, profile, Scope(YEAR, date(2012, 1, 2), date(2022, 7, 1), {}))


STATE = Estimate(jaar=2021, budgetpost="BUIG", aantal=360, bron="begroting")
SCHOOL = Estimate(jaar=2021, budgetpost="Scholing", aantal=10)


def test_over_and_short_are_number_price_and_rest() -> None:
    """BUIG: 360 at 10 was planned, 400 came; of 4000 euro 40 is of nobody. Scholing: 7 at 100."""
    (table,) = explained_tables(look(STATE, SCHOOL))
    assert table.rows[0] == (
        "Gebundelde uitkering (BUIG)", 360, 400, 3600.0, 4000.0, -400.0, -400.0, 40.0, -40.0,
        "begroting",
    )  # fmt: skip
    assert table.rows[1][1:9] == (10, 7, 1000.0, 700.0, 300.0, 300.0, 0.0, 0.0)
    assert table.title == (
        "Gebundelde uitkering (BUIG): € 400 te kort; € 400 nadeel door aantal en € 40 voordeel "
        "door prijs"
    )


def test_without_estimates_of_the_year_there_is_no_table() -> None:
    assert explained_tables(look()) == ()
    assert explained_tables(look(STATE.model_copy(update={"jaar": 2020}))) == ()


def test_what_is_not_known_is_marked() -> None:
    (table,) = explained_tables(look(SCHOOL, without="kosten_aantal"))
    assert table.rows[0][1:9] == (Mark.NOT_COMPUTED,) * 8

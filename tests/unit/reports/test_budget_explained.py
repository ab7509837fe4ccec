"""Why a budget is left over or falls short, from the estimate of the profile to the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from grip.config import load_profile
from grip.disclosure import protect
from grip.errors import ConfigError
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
    ("budget_geldend", TOTAL, 1000.0),
    ("buig_budget", TOTAL, 3600.0), ("buig_lasten", TOTAL, 4000.0),
    ("kosten_aantal", BUIG, 400), ("kosten", BUIG, 40.0),
    ("budget_geldend", POST, 1000.0), ("budget_gerealiseerd", POST, 700.0),
    ("kosten_aantal", POST, 7), ("kosten", POST, 0.0),
)  # fmt: skip


def figure(id: str, cell: tuple[str, str], value: float, period: Period = YEAR) -> dict[str, Any]:
    name = f"{id};eenheid=euro;deel=zonder_ontvanger" if id == "kosten" else id
    return dict.fromkeys(SCHEMA) | {
        "indicator": id, "definitie": name, "periode_begin": period.begin,
        "periode_eind": period.end, "dimensie": cell[0], "categorie": cell[1],
        "waarde": float(value), "teller": float(value), "eenheid": "euro", "soort": "gemeten",
        "status": "getoond", "run": "x",
    }  # fmt: skip


def look(
    *estimates: Estimate, without: str = "", period: Period = YEAR,
    changed: Mapping[tuple[str, tuple[str, str]], float | None] | None = None,
) -> Lookup:  # fmt: skip
    amounts = {one[:2]: one[2] for one in AMOUNTS if one[0] != without} | dict(changed or {})
    rows = [figure(*at, value, period) for at, value in amounts.items() if value is not None]
    cards = {id: Card(id, "", id, "", "euro", "") for id, _, _ in AMOUNTS}
    frame = pl.DataFrame(rows, schema=SCHEMA)
    results = protect(Results(frame, cards), Audience.INTERNAL, 10)
    profile = load_profile("standaard").profile.model_copy(update={"raming": estimates})
    return Lookup(results, profile, Scope(period, date(2012, 1, 2), date(2022, 7, 1), {}))


STATE = Estimate(jaar=2021, budgetpost="BUIG", aantal=360, bron="begroting")
SCHOOL = Estimate(jaar=2021, budgetpost="Scholing", aantal=10)
NONE = Mark.NOT_APPLICABLE


def test_over_and_short_are_number_price_and_rest() -> None:
    """BUIG: 360 at 10 was planned, 400 came; of 4000 euro 40 is of nobody. Scholing: 7 at 100."""
    (table,) = explained_tables(look(STATE, SCHOOL))
    assert table.rows[0] == (
        "Gebundelde uitkering (BUIG)", 360, 400, 10.0, 9.9, 3600.0, 4000.0, -400.0, -400.0,
        40.0, -40.0, "begroting",
    )  # fmt: skip
    assert table.rows[1][1:-1] == (10, 7, 100.0, 100.0, 1000.0, 700.0, 300.0, 300.0, 0.0, 0.0)
    assert table.title == (
        "Gebundelde uitkering (BUIG): € 400 te kort; € 400 nadeel door aantal, € 40 voordeel "
        "door prijs en € 40 nadeel in de rest"
    )


def test_without_estimates_of_the_year_there_is_no_table() -> None:
    assert explained_tables(look()) == ()
    assert explained_tables(look(STATE.model_copy(update={"jaar": 2020}))) == ()


def test_what_is_not_known_is_marked() -> None:
    (table,) = explained_tables(look(SCHOOL, without="kosten_aantal"))
    assert table.rows[0][1:-1] == (Mark.NOT_COMPUTED,) * 10


def test_within_the_year_only_months_are_divided() -> None:
    """73 of 365 days: months come by the day; voorzieningen that run are all there in January."""
    early = Period(date(2021, 1, 1), date(2021, 3, 14))
    (table,) = explained_tables(look(STATE, SCHOOL, period=early))
    assert table.rows[0][1:5] == (72, 400, 10.0, 9.9)
    assert table.rows[0][7:-1] == (-3280.0, -3280.0, 40.0, -40.0)
    assert table.rows[1][1:-1] == (NONE, 7, 100.0, NONE, 200.0, 700.0, -500.0, NONE, NONE, NONE)
    assert any(note.startswith("Voor 31 december") for note in table.notes)
    (whole,) = explained_tables(look(STATE, SCHOOL))
    assert not any(note.startswith("Voor 31 december") for note in whole.notes)


def test_where_nothing_was_spent_nothing_was_bought() -> None:
    nothing: dict[tuple[str, tuple[str, str]], float | None] = {
        ("budget_gerealiseerd", POST): 0.0, ("kosten_aantal", POST): None, ("kosten", POST): None,
    }  # fmt: skip
    (table,) = explained_tables(look(SCHOOL, changed=nothing))
    assert table.rows[0][1:-1] == (10, 0, 100.0, NONE, 1000.0, 0.0, 1000.0, 1000.0, 0.0, 0.0)


def test_a_contract_has_no_number_and_no_price() -> None:
    contract = {("kosten_aantal", POST): 0.0, ("kosten", POST): 700.0}
    (table,) = explained_tables(look(SCHOOL, changed=contract))
    assert table.rows[0][1:-1] == (10, 0, 100.0, NONE, 1000.0, 700.0, 300.0, NONE, NONE, NONE)
    assert table.title == "Scholing: € 300 over"
    assert any("contract" in note for note in table.notes[2:])


def test_a_post_that_nobody_knows_is_named() -> None:
    slip, subsidy = (
        SCHOOL.model_copy(update={"budgetpost": name}) for name in ("Schooling", "LKS Rijk")
    )
    (table,) = explained_tables(look(SCHOOL, slip, subsidy))
    (note,) = [note for note in table.notes if "met deze naam" in note]
    assert "Schooling" in note and "Scholing" not in note and "LKS" not in note
    assert any("loonkostensubsidie wordt op dit blad niet" in note for note in table.notes)
    assert table.rows[1][1:-1] == (Mark.NOT_COMPUTED,) * 10


def test_a_post_is_reckoned_once_a_year(tmp_path: Path) -> None:
    """Twice the same post would count twice; of another year it is another estimate."""
    own = tmp_path / "eigen.toml"
    one = '\n[[raming]]\njaar = {}\nbudgetpost = "BUIG"\naantal = 12\n'
    head = 'naam = "x"\n[gemeente]\nnaam = "x"\n'
    own.write_text(head + one.format(2020) + one.format(2021))
    assert len(load_profile(str(own)).profile.raming) == 2
    own.write_text(head + 2 * one.format(2021))
    with pytest.raises(ConfigError, match="twee keer in hetzelfde jaar"):
        load_profile(str(own))

"""Vooruitkijken: aantallen en geld

De prognose is een verdeling over mogelijke toekomsten. In elk van hen klopt het grootboek, en geld
is aantal maal prijs.
"""

from datetime import date

import polars as pl
import pytest

from grip.foresight import TooShortError, look_ahead
from grip.reports.chapters.outlook_money import budget_message
from grip.scenarios import FlowChange, LegalBreak, Scenario
from tests.spec.tables import rows_of
from tests.support import caseload, profile

END, EXPORT = date(2021, 12, 31), date(2022, 1, 14)
PRICE, BUDGET = 1000, 740_000


def town(price=PRICE, first=2015):
    """Return 60 benefits that all last, and each month one that comes and one that goes.

    Every benefit is paid `price` in each month of 2020 and 2021; 5,000 a month goes to training.
    """
    months = [f"{year}-{month:02d}" for year in range(first, 2022) for month in range(1, 13)]
    spells = [(f"V{n}", "2012-01-01", "") for n in range(60)]
    spells += [(f"K{n}", f"{month}-03", f"{month}-25" if n % 2 else f"{months[n + 1]}-10")
               for n, month in enumerate(months[:-1])]  # fmt: skip
    spells = [(id, begin, end) for id, begin, end in spells if end != ""] + spells[:60]
    paid = [month for month in months if month >= "2020"]
    return {
        "uitkeringen": "uitkering_id | persoon_id | rol | regeling | leefvorm | ingangsdatum | "
        "einddatum | reden_uitstroom\n" + "\n".join(
            f"{id} | {id} | client | PW | alleenstaande | {begin} | {end} | {'11' if end else ''}"
            for id, begin, end in spells),
        "kosten": "datum | bedrag | soort | uitkering_id | budgetpost\n" + "\n".join(
            [f"{m}-28 | {price} | uitkering | V{n} | BUIG" for m in paid for n in range(60)]
            + [f"{m}-15 | 5000 | voorziening |  | scholing" for m in paid]),
        "budgetten": "jaar | beleidsdoel | budgetpost | bedrag | versie\n"
        f"2022 | inkomen | BUIG | {BUDGET} | voorlopig\n2022 | werk | scholing | 80000 | begroting",
    }  # fmt: skip


def looked(tables, end=END, scenarios=None, horizon=12, of=None):
    of = of or profile("standaard")
    rows = {name: rows_of(name, text) for name, text in tables.items()}
    return look_ahead(caseload(rows, of), end, EXPORT, horizon, scenarios)


@pytest.fixture(scope="module")
def made():
    """Return the forecast of that town, with two scenarios."""
    more = FlowChange(vanaf=date(2022, 1, 1), procent=100)
    law = LegalBreak(vanaf=date(2022, 6, 1), deel_pct=50)
    plans = {"meer": Scenario(naam="Dubbel", instroom=(more,)),
             "wet": Scenario(naam="De helft weg", wet=(law,))}  # fmt: skip
    return looked(town(), scenarios=plans)


def expected(made, series, month, scenario="basis", category="totaal"):
    row = made.frame.filter(
        pl.col("reeks") == series, pl.col("maand") == month, pl.col("scenario") == scenario,
        pl.col("categorie") == category,
    )  # fmt: skip
    return row.item(0, "gemiddelde")


def test_the_ledger_holds_ahead(made):
    """Begin + instroom - uitstroom = eind, ook in verwachting, in elke maand en elk scenario."""
    for scenario in ("basis", "meer", "wet"):
        before = expected(made, "stand_eind", "2022-03", scenario)
        moved = expected(made, "instroom", "2022-04", scenario) - expected(
            made, "uitstroom", "2022-04", scenario)  # fmt: skip
        assert expected(made, "stand_eind", "2022-04", scenario) == pytest.approx(before + moved)


def test_a_scenario_changes_what_it_names(made):
    """Twee keer zoveel instroom vanaf januari; de helft weg in juni, en daarvoor niets anders."""
    years = made.years.filter(pl.col("reeks") == "instroom")
    base, double = (
        years.filter(pl.col("scenario") == s).item(0, "gemiddelde") for s in ("basis", "meer")
    )
    assert 4 < double - base < 16  # one a month came
    assert expected(made, "stand_eind", "2022-05", "wet") == expected(
        made, "stand_eind", "2022-05")  # fmt: skip
    assert expected(made, "stand_eind", "2022-06", "wet") < 0.6 * expected(
        made, "stand_eind", "2022-06")  # fmt: skip


def money(made, budget, scenario="basis", **more):
    rows = made.money.filter(pl.col("budget") == budget, pl.col("scenario") == scenario)
    for name, value in more.items():
        rows = rows.filter(pl.col(name) == value)
    return rows.row(0, named=True)


def test_costs_are_number_times_price(made):
    """Lasten van een jaar = gemiddeld aantal maal prijs. Het budget eraf is het verwachte saldo."""
    row = money(made, "BUIG")
    assert row["gemiddelde"] == pytest.approx(row["aantal"] * row["prijs"], rel=1e-6)
    assert row["saldo"] == pytest.approx(BUDGET - row["gemiddelde"])
    assert row["p10"] < row["gemiddelde"] < row["p90"]
    assert 11_500 < row["prijs"] < 12_500  # twelve months of 1000, and the rise of the norms


def test_a_shortage_is_borne_by_two(made):
    """Tot 7,5% draagt de gemeente zelf, tot 12,5% de helft. Tekort = eigen rekening + vangnet, in
    elke uitkomst waarin er een tekort is."""
    row = money(made, "BUIG")
    assert 5 < row["kans_tekort"] < 95
    assert 0 < row["eigen"] <= 0.1 * BUDGET
    assert 0 <= row["kans_vangnet"] <= row["kans_tekort"]
    assert (row["kans_vangnet"] > 0) == (row["vergoed"] > 0)
    assert row["eigen"] + row["vergoed"] >= -row["saldo"] - 1e-6


def test_what_costs_more_brings_more_risk(made):
    """Meer instroom kost meer en maakt een tekort waarschijnlijker, bij dezelfde prijs."""
    base, more = money(made, "BUIG"), money(made, "BUIG", "meer")
    assert more["gemiddelde"] > base["gemiddelde"]
    assert more["kans_tekort"] >= base["kans_tekort"]
    assert more["prijs"] == pytest.approx(base["prijs"], rel=0.01)


def test_the_own_budget_goes_on_as_it_went(made):
    """Elke maand 5.000 euro aan scholing is 60.000 in een jaar, met wat jaren van elkaar
    verschillen; op een budget van 80.000 is een tekort onwaarschijnlijk."""
    row = money(made, "eigen budget", budgetpost="scholing")
    assert row["gemiddelde"] == pytest.approx(60_000, rel=0.02)
    assert row["kans_tekort"] < 5
    assert money(made, "eigen budget", beleidsdoel="totaal")["begroot"] == 80_000


def test_without_bills_the_norm_is_the_price():
    """Zonder een jaar kosten is de prijs de netto norm voor de leefvorm, en dat staat erbij."""
    tables = {name: text for name, text in town().items() if name == "uitkeringen"}
    made = looked(tables)
    assert made.priced == "norm"
    row = money(made, "BUIG")
    assert row["begroot"] is None
    assert row["kans_tekort"] is None
    assert row["prijs"] == pytest.approx(12 * 1078.70, rel=0.03)


def test_without_any_price_the_own_budget_still_goes_on():
    """Zonder kosten van uitkeringen en zonder normen is de BUIG niet te berekenen. Het eigen budget
    wel: daar gaat het om wat is betaald."""
    tables = town()
    own = [line for line in tables["kosten"].splitlines() if "| uitkering |" not in line]
    bare = profile("standaard").model_copy(update={"bijstandsnorm": []})
    made = looked(tables | {"kosten": "\n".join(own)}, of=bare)
    assert made.priced == ""
    assert set(made.money.get_column("budget")) == {"eigen budget"}
    assert money(made, "eigen budget", budgetpost="scholing")["gemiddelde"] > 50_000
    assert not made.frame.get_column("reeks").str.starts_with("buig").any()
    assert budget_message(made).startswith("Aan re-integratie gaat in 2022 naar verwachting")


def test_parts_of_the_move_add_up(made):
    """Wat de stand anders laat bewegen dan in het laatste jaar, telt op tot de verwachte
    verandering."""
    *parts, (_, change) = made.why.iter_rows()
    assert sum(effect for _, effect in parts) == pytest.approx(change)


def test_nobody_stays_longer_by_waiting(made):
    """Het deel dat er na twee jaar nog is, is nooit groter dan na een jaar. Groepen onder de 30
    staan er niet in: van tien mensen zegt een percentage iets over een persoon."""
    staying = made.staying
    assert staying.select((pl.col("na_2_jaar") <= pl.col("na_1_jaar")).all()).item()
    assert staying.get_column("aantal").min() >= 30


def test_too_short_a_past():
    """Met minder dan 24 maanden valt er niets te leren: dan is er geen prognose."""
    with pytest.raises(TooShortError):
        looked(town(first=2021))

"""Signalen: de grenzen van het gewone op en neer

Het midden is het gemiddelde van de maanden van de basis; de grenzen liggen er 2,66 keer de
gemiddelde verandering van maand op maand boven en onder.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from grip.errors import ConfigError
from grip.plan import PolicyBreak
from grip.results import Audience
from grip.signals import control_chart as chart
from grip.signals.watch import check_breaks
from tests.spec.signals.series import limits, rules, watched

# Annual flow of the Nile at Aswan, 1871-1970 (Cobb 1978, Biometrika 65:243-251; data set of R).
NILE = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
    799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833,
    701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845,
    864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649,
    846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815,
    1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
]  # fmt: skip
HALF = [8, 12] * 6  # mean 10, every step 4: limits 10 ± 2.66 x 4 = 10 ± 10.64
STEADY = [9, 11] * 6  # mean 10, every step 2: limits 10 ± 5.32


def test_the_limits_by_hand() -> None:
    """Een jaar met om en om 9 en 11 heeft midden 10 en elke maand een verandering van 2: de grenzen
    zijn 10 plus en min 2,66 x 2, dus 4,68 en 15,32."""
    made = watched({"instroom": [*STEADY, 10]}, date(2020, 1, 1))
    assert limits(made, date(2021, 1, 1)) == pytest.approx((10, 4.68, 15.32))


def test_a_count_has_no_limit_below_zero() -> None:
    """10 min 10,64 is minder dan nul; een aantal kan dat niet zijn, dus is de ondergrens 0."""
    made = watched({"instroom": [*HALF, 10]}, date(2020, 1, 1))
    assert limits(made, date(2021, 1, 1)) == pytest.approx((10, 0, 20.64))


def test_the_constant_is_three_over_d2() -> None:
    """2,66 is 3 gedeeld door 1,128, het gemiddelde verschil van twee normale waarden (2 gedeeld
    door de wortel uit pi)."""
    assert pytest.approx(3 / (2 / 3.141592653589793**0.5), abs=0.002) == chart.WIDTH


def test_against_published_data() -> None:
    """De Nijl bij Aswan, honderd jaar: midden 919,35, gemiddelde verandering 133,25, grenzen 564,90
    en 1273,80. Jaar 9 en jaar 43 liggen erbuiten."""
    points = pl.DataFrame({"indicator": "nijl", "fase": 0, "waarde": [float(v) for v in NILE]})
    found = chart.with_rules(
        chart.with_limits(points.with_columns(basis=pl.lit(True), vast=pl.lit(True)))
    ).with_row_index("jaar", offset=1)
    first = found.row(0, named=True)
    assert first["midden"] == pytest.approx(919.35)
    assert first["ondergrens"] == pytest.approx(919.35 - 2.66 * 133.2525253, abs=1e-6)
    assert first["bovengrens"] == pytest.approx(1273.801717, abs=1e-6)
    assert found.filter(chart.ABOVE)["jaar"].to_list() == [9]
    assert found.filter(chart.BELOW)["jaar"].to_list() == [43]


def test_the_baseline_is_the_three_years_before() -> None:
    """In 2021 komen de grenzen uit 2018 tot en met 2020, en zij liggen het hele jaar vast: een hoge
    maand in 2021 verschuift ze niet."""
    before = [9, 11] * 18
    calm = watched({"instroom": [*before, 10, 10]}, date(2018, 1, 1))
    wild = watched({"instroom": [*before, 10, 40]}, date(2018, 1, 1))
    assert limits(calm, date(2021, 2, 1)) == limits(wild, date(2021, 2, 1))
    row = wild.frame.row(-1, named=True)
    assert (row["basis_begin"], row["basis_eind"]) == (date(2018, 1, 1), date(2020, 12, 31))
    assert (row["grenzen"], row["basis_punten"]) == ("vast", 36)


def test_trial_limits_below_twelve_months() -> None:
    """Met acht maanden zijn er grenzen, maar zij heten proefgrenzen; met twaalf niet meer. Met vijf
    maanden is er niets te zeggen, en staat erbij hoeveel er nodig zijn."""
    eight = watched({"instroom": [9, 11] * 4}, date(2021, 1, 1)).frame.row(-1, named=True)
    assert (eight["grenzen"], eight["status"]) == ("proef", "getoond")
    twelve = watched({"instroom": STEADY}, date(2021, 1, 1)).frame.row(-1, named=True)
    assert twelve["grenzen"] == "vast"
    five = watched({"instroom": [9, 11, 9, 11, 9]}, date(2021, 1, 1)).frame.row(-1, named=True)
    assert (five["status"], five["oordeel"]) == ("te_weinig_gegevens", "5 maanden, nodig: 6")
    assert five["midden"] is None


def test_rare_events_give_no_limits() -> None:
    """Gemiddeld minder dan 3 per maand is te scheef verdeeld: geen grenzen, en wat er nodig is. Met
    gemiddeld precies 3 kan het."""
    few = watched({"instroom": [2, 3] * 6}, date(2021, 1, 1)).frame.row(-1, named=True)
    assert few["oordeel"] == "gemiddeld 2.5 per maand, nodig: 3"
    enough = watched({"instroom": [2, 4] * 6}, date(2021, 1, 1))
    assert enough.frame.row(-1, named=True)["status"] == "getoond"
    assert enough.series == 1


def test_only_a_dated_reason_moves_the_limits() -> None:
    """Van 10 naar 30 per maand vanaf juli 2021. Zonder breuk in het profiel is elke maand erna een
    signaal. Met een breuk op 1 juli krijgen de maanden daarna eigen (proef)grenzen, met de
    reden."""
    values = {"instroom": [*STEADY * 3, *[9, 11] * 3, *[29, 31] * 3]}
    plain = watched(values, date(2018, 1, 1))
    assert "boven_grens" in rules(plain)["2021-07"]
    reason = PolicyBreak(datum=date(2021, 7, 1), tekst="Nieuwe werkwijze")
    moved = watched(values, date(2018, 1, 1), breaks=[reason])
    assert rules(moved) == {}
    assert limits(moved, date(2021, 6, 1)) == pytest.approx((10, 4.68, 15.32))
    assert limits(moved, date(2021, 8, 1)) == pytest.approx((30, 24.68, 35.32))
    last = moved.frame.row(-1, named=True)
    assert (last["reden"], last["grenzen"]) == ("2021-07-01: Nieuwe werkwijze", "proef")


def test_a_break_holds_for_the_figures_that_it_names() -> None:
    """Noemt de breuk alleen de instroom, dan houdt de uitstroom haar grenzen. Een breuk midden in
    een maand begint in die maand."""
    values = [*STEADY * 3, *[9, 11] * 3, *[29, 31] * 3]
    reason = PolicyBreak(datum=date(2021, 7, 31), tekst="Andere intake", indicatoren=("instroom",))
    made = watched({"instroom": values, "uitstroom": values}, date(2018, 1, 1), breaks=[reason])
    assert rules(made) == {}
    assert "boven_grens" in rules(made, "uitstroom")["2021-07"]


def test_a_slip_in_a_break_is_refused() -> None:
    """Een breuk voor een reeks die niet wordt bekeken, is een tikfout en wordt geweigerd, met de
    namen die kunnen."""
    wrong = PolicyBreak(datum=date(2021, 7, 1), tekst="Nieuw", indicatoren=("instrom",))
    with pytest.raises(ConfigError, match="instroom, uitstroom"):
        check_breaks([wrong], "x.toml")
    check_breaks([wrong.model_copy(update={"indicatoren": ("instroom",)})], "x.toml")


def test_a_hidden_month_silences_its_series() -> None:
    """Is in een openbaar rapport een maand te klein om te tonen, dan zouden grenzen en midden haar
    verraden: de hele reeks zwijgt, en de andere reeks niet."""
    made = watched(
        {"instroom": [30, 40] * 5 + [4, 30], "uitstroom": [30, 40] * 6},
        date(2021, 1, 1), audience=Audience.PUBLIC,
    )  # fmt: skip
    hushed = made.frame.filter(pl.col("indicator") == "instroom")
    assert hushed["midden"].null_count() == hushed.height
    assert set(hushed["status"]) == {"te_weinig_gegevens", "onderdrukt"}
    assert made.series == 1

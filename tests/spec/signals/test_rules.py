"""Signalen: de regels

Een signaal is een regel die afgaat: een maand buiten de grenzen, acht maanden op rij aan een kant
van het midden, of zes maanden op rij omhoog of omlaag. Hoger dan vorige maand is geen signaal.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from grip.signals import control_chart as chart
from tests.spec.signals.series import rules, watched

BASE = [8, 12] * 18  # 2018-2020: middle 10, limits 0 and 20.64
FIRST = date(2018, 1, 1)


def found(*months: float, late: int = 0) -> dict[str, str]:
    """The signals of 2021 with these months, after three years of 8 and 12."""
    return rules(watched({"instroom": [*BASE, *months]}, FIRST, late=late))


def test_a_month_outside_the_limits() -> None:
    """De bovengrens is 20,64: 21 is een signaal, 20 niet."""
    assert found(21) == {"2021-01": "boven_grens"}
    assert found(20) == {}


def test_a_month_below_the_limits() -> None:
    """Met om en om 9 en 11 is de ondergrens 4,68: 4 is een signaal, 5 niet."""
    calm = [9, 11] * 18
    assert rules(watched({"instroom": [*calm, 4]}, FIRST)) == {"2021-01": "onder_grens"}
    assert rules(watched({"instroom": [*calm, 5]}, FIRST)) == {}


def test_a_run_of_eight() -> None:
    """De basis eindigt met 12, boven het midden van 10. Met zeven maanden van 11 en 13 erbij zijn
    het er acht op rij, en de zevende maand van 2021 is een signaal; met zes nog niet."""
    assert found(11, 13, 11, 13, 11, 13, 11) == {"2021-07": "reeks_boven"}
    assert found(11, 13, 11, 13, 11, 13) == {}


def test_a_point_on_the_middle_ends_a_run() -> None:
    """Precies 10 is boven noch onder: daarna begint het tellen opnieuw."""
    assert found(11, 13, 11, 10, 13, 11, 13, 11) == {}


def test_a_run_goes_on_and_ends() -> None:
    """Zolang de reeks duurt, staat elke maand gemerkt; een maand eronder maakt er een eind aan."""
    made = found(11, 13, 11, 13, 11, 13, 11, 13, 9)
    assert made == {"2021-07": "reeks_boven", "2021-08": "reeks_boven"}


def test_a_trend_of_six() -> None:
    """Zes maanden waarvan elke hoger is dan de vorige: 5, 6, 7, 8, 9, 11. Bij de zesde gaat de
    regel af. Twee gelijke maanden maken er een eind aan."""
    assert found(5, 6, 7, 8, 9, 11) == {"2021-06": "trend_omhoog"}
    assert found(5, 6, 7, 8, 8, 11) == {}


def test_a_trend_down() -> None:
    """15, 14, 13, 11, 9, 8 daalt zes maanden op rij."""
    assert found(15, 14, 13, 11, 9, 8)["2021-06"] == "trend_omlaag"


def test_two_rules_at_once() -> None:
    """Gaan er twee regels tegelijk af, dan staan ze er allebei."""
    assert found(11, 12, 13, 14, 15, 16, 22)["2021-07"] == "boven_grens+reeks_boven+trend_omhoog"


def test_a_month_that_can_still_change() -> None:
    """Een voorlopige maand telt niet mee voor reeks en trend en heet nooit te laag, want er komt
    nog bij. Te hoog kan zij al zijn, en dan staat erbij dat zij voorlopig is."""
    assert found(11, 13, 11, 13, 11, 13, 11, late=1) == {}
    calm = [9, 11] * 18
    assert rules(watched({"instroom": [*calm, 0]}, FIRST, late=1)) == {}
    high = watched({"instroom": [*calm, 30]}, FIRST, late=1)
    assert rules(high) == {"2021-01": "boven_grens"}
    assert high.frame.row(-1, named=True)["soort"] == "voorlopig"


def test_provisional_months_do_not_make_the_limits() -> None:
    """De laatste drie maanden, nog lang niet compleet, trekken het midden niet omlaag."""
    made = watched({"instroom": [9, 11] * 6 + [2, 1, 0]}, date(2021, 1, 1), late=3)
    assert made.frame.row(-1, named=True)["midden"] == 10


def test_what_a_signal_means_depends_on_the_figure() -> None:
    """Meer instroom is ongunstig, meer uitstroom gunstig; bij meldingen is er geen beter."""
    values = [*BASE, 30]
    made = watched({"instroom": values, "uitstroom": values, "meldingen": values}, FIRST)
    last = made.frame.filter(pl.col("regel") != "")
    tones = dict(last.select("indicator", "oordeel").iter_rows())
    assert tones == {"instroom": "ongunstig", "uitstroom": "gunstig", "meldingen": "neutraal"}


def test_a_new_phase_begins_anew() -> None:
    """Een reeks loopt niet door over een breuk: elke fase heeft haar eigen midden en eigen
    telling."""
    points = pl.DataFrame(
        {"indicator": "a", "fase": [0] * 12 + [1] * 7, "waarde": [8.0, 12.0] * 6 + [11.0] * 7}
    ).with_columns(basis=pl.col("fase") == 0, vast=pl.lit(True))
    made = chart.with_rules(chart.with_limits(points))
    assert not made.filter(pl.any_horizontal(chart.RULES)).height


def test_how_many_signals_chance_gives() -> None:
    """Drie reeksen met 36 maanden basis en twaalf vaste maanden: 3 x 12 maanden,
    elk met 0,007 + 0,25/36 valse signalen, is 0,50."""
    values = [*BASE, *[8, 12] * 6]
    made = watched({"instroom": values, "uitstroom": values, "meldingen": values}, FIRST)
    assert made.false_alarms == pytest.approx(36 * (0.007 + 0.25 / 36))
    assert made.series == 3


@pytest.mark.parametrize("base", [12, 24, 36])
def test_false_alarms_are_as_often_as_is_said(base: int) -> None:
    """Nagedaan met toevalsgetallen waarin niets verandert (Poisson, gemiddeld 9; 4.000 reeksen,
    seed 20): het aantal nieuwe signalen per maand ligt binnen een vijfde van wat er wordt
    gezegd."""
    draws = np.random.default_rng(20).poisson(9, (4000, base + 12)).astype(float)
    points = pl.DataFrame(
        {
            "indicator": np.repeat([f"{i:05d}" for i in range(4000)], base + 12),
            "fase": 0,
            "waarde": draws.ravel(),
            "nr": np.tile(np.arange(base + 12), 4000),
        }
    ).with_columns(basis=pl.col("nr") < base, vast=pl.lit(True))
    made = chart.with_rules(chart.with_limits(points))
    lasting = (chart.RUN_ABOVE, chart.RUN_BELOW, chart.TREND_UP, chart.TREND_DOWN)
    new = [
        pl.col(rule) & ~pl.col(rule).shift(1).over("indicator").fill_null(False) for rule in lasting
    ]
    fires = pl.any_horizontal(*new, chart.ABOVE, chart.BELOW)
    rate = made.filter(pl.col("nr") >= base).select(fires.mean()).item()
    assert rate == pytest.approx(chart.false_alarms(base), rel=0.2)

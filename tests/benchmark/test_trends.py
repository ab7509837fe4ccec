"""Trend naast trend: gaan de eigen cijfers een andere kant op dan die van anderen?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from grip.benchmark.limits import student
from grip.benchmark.trends import (
    CHANCE,
    FEWEST_YEARS,
    GREATER,
    LESS,
    TOO_FEW,
    Pair,
    _trend,
    mean_gap,
    slope_gap,
)
from grip.reports.chapters.benchmark_trends import _title

YEARS = range(2010, 2020)


def rows(pairs: list[Pair], apart: str = "") -> list[dict[str, object]]:
    from datetime import date

    return [
        {"periode_eind": date(year, 12, 31), "waarde": own, "referentie": other, "titel": "Cijfer",
         "bron": "cbs", "indicator": "x", "gebied": "Nederland", "eenheid": "procent",
         "verschillen": apart}
        for year, own, other in pairs
    ]  # fmt: skip


def test_the_slope_and_its_error_are_those_of_least_squares() -> None:
    """Nagerekend met scipy.stats.linregress op de verschillen."""
    draw = np.random.default_rng(3)
    pairs = [(y, 20 + 0.7 * i + draw.normal(), 25 + draw.normal()) for i, y in enumerate(YEARS)]
    own, other, gap, error, freedom = slope_gap(pairs)
    told = stats.linregress([p[0] for p in pairs], [p[1] - p[2] for p in pairs])
    assert (gap, error) == (pytest.approx(told.slope), pytest.approx(told.stderr))
    assert gap == pytest.approx(own - other)
    assert freedom == len(pairs) - 2


def test_the_mean_and_its_error_are_those_of_a_paired_test() -> None:
    """Nagerekend met scipy.stats.ttest_rel: 0 ligt in het gebied als p boven 0,05 is."""
    draw = np.random.default_rng(4)
    for _ in range(50):
        pairs = [(y, draw.normal(1), draw.normal(0)) for y in YEARS]
        _, _, gap, error, freedom = mean_gap(pairs)
        p = stats.ttest_rel([p[1] for p in pairs], [p[2] for p in pairs]).pvalue
        assert (abs(gap) > student(freedom) * error) == (p < 0.05)


def test_a_trend_that_is_the_same_but_for_chance() -> None:
    """Een vast verschil in niveau is geen verschil in trend."""
    pairs = [(y, 40 - i + 0.3 * (-1) ** i, 20 - i) for i, y in enumerate(YEARS)]
    made = _trend(rows(pairs, "noemer: eigen begin, bron onbekend"), growth=False)
    assert made.verdict == CHANCE
    assert not made.alike
    assert made.low is not None
    assert made.high is not None
    assert made.low < 0 < made.high


def test_trends_that_go_apart() -> None:
    falling = [(y, 40 - 2 * i + 0.3 * (-1) ** i, 20.0) for i, y in enumerate(YEARS)]
    assert _trend(rows(falling), growth=False).verdict == LESS
    growing = [(y, 3 + 0.5 * (-1) ** i, 1.0) for i, y in enumerate(YEARS)]
    made = _trend(rows(growing), growth=True)
    assert made.verdict == GREATER
    assert made.own == pytest.approx(3)


def test_with_few_years_nothing_is_said() -> None:
    pairs = [(y, 10.0 * i, 0.0) for i, y in enumerate(YEARS)][: FEWEST_YEARS - 1]
    made = _trend(rows(pairs), growth=False)
    assert made.verdict == TOO_FEW
    assert made.gap is None


def test_chance_is_called_otherwise_once_in_twenty() -> None:
    """Twee reeksen zonder verschil in trend, duizend keer: ten hoogste wat er staat (5%)."""
    draw = np.random.default_rng(5)
    alarms = 0
    for _ in range(1000):
        pairs = [(y, 30 + draw.normal(0, 3), 25 + draw.normal(0, 0.5)) for y in YEARS[:8]]
        alarms += _trend(rows(pairs), growth=False).verdict != CHANCE
    assert 30 <= alarms <= 70


def test_the_chance_is_that_of_the_paired_test() -> None:
    draw = np.random.default_rng(5)
    pairs = [(y, draw.normal(1), draw.normal(0)) for y in YEARS]
    p = stats.ttest_rel([p[1] for p in pairs], [p[2] for p in pairs]).pvalue
    assert _trend(rows(pairs), growth=True).chance == pytest.approx(p)


def test_one_of_many_trends_is_no_headline() -> None:
    """Alleen is p = 0,03 een afwijking; als een van de tien is zij gewoon."""
    flat = _trend(rows([(y, 1.0 * (-1) ** i, 0.0) for i, y in enumerate(YEARS)]), growth=True)
    lone = replace(flat, verdict=GREATER, chance=0.03)
    assert "wijkt af" in _title([lone])
    assert _title([lone, *[flat] * 9]).endswith("dat toeval zijn")
    seen = _title([replace(lone, chance=0.001), *[flat] * 9])
    assert "1 van de 10 trends wijkt af" in seen
    assert seen.endswith("% per jaar)")
    share = replace(lone, chance=0.001, growth=False, unit="procent", own=4.0, other=-0.3)
    assert _title([share]).endswith("(4,0 tegen -0,3 procentpunt per jaar)")

"""Late registratie: waar recente maanden op uitkomen

Wat deze maand begint of eindigt, wordt voor een deel pas later ingevoerd. Van eerdere maanden is
bekend welk deel er na even lang wachten was; daarmee wordt het getelde aantal aangevuld.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import nbinom

from grip.indicators.late_registration import (
    AGES,
    FEWEST,
    Triangle,
    back_test,
    completed,
    expected,
    silent_flows,
    triangle,
)
from grip.indicators.statistics.intervals import predicted_rest, still_to_come
from grip.periods import Period
from tests.support import caseload, profile

MONTH = Period.parse("2021-01")


def made(*months: Sequence[float]) -> Triangle:
    """A triangle of months by age at entry, the last month one age old, with what came later."""
    counts = np.zeros((len(months), AGES + 1))
    for row, entered in enumerate(months):
        counts[row, 1 : len(entered) + 1] = entered
    ages = np.arange(len(months), 0, -1)
    return Triangle(counts, (MONTH,) * len(months), ages)


def test_the_chain_by_hand() -> None:
    """Maand A: 80 ingevoerd na een maand, 16 na twee, 4 na drie. Maand B: 40 en 10. Maand C: 30.
    Van wat er na drie maanden is, kwam 4 van 100 in de derde; van wat er na twee is, (16 + 10) van
    (96 + 50) in de tweede. Na een maand is dus bekend 0,96 x (1 - 26/146) = 78,9%: C komt uit op 30
    / 0,789 = 38,0. B is voor 96% bekend: 50 / 0,96 = 52,1. A is compleet."""
    found = {
        row: (count, month) for row, count, month in expected(made([80, 16, 4], [40, 10], [30]))
    }
    assert set(found) == {1, 2}
    count, last = found[2]
    assert last is not None
    assert count == 30
    assert last.known == pytest.approx(0.96 * (1 - 26 / 146))
    assert last.value == pytest.approx(38.0208, abs=1e-4)
    count, middle = found[1]
    assert middle is not None
    assert count == 50
    assert middle.value == pytest.approx(50 / 0.96)
    assert last.lower >= 30
    assert last.lower < last.value < last.upper


def test_it_is_the_chain_ladder() -> None:
    """De factoren van de chain ladder, 100/96 en 146/120, geven hetzelfde."""
    (*_, (_, _, last)) = expected(made([80, 16, 4], [40, 10], [30]))
    assert last is not None
    assert last.value == pytest.approx(30 * (146 / 120) * (100 / 96))


def test_a_month_of_nothing_still_may_get_some() -> None:
    """Is er nog niets ingevoerd, dan is de verwachting 0, maar het gebied niet: er kan nog
    komen."""
    (*_, (_, count, last)) = expected(made([80, 16, 4], [40, 10], [0]))
    assert last is not None
    assert (count, last.value, last.lower) == (0, 0, 0)
    assert last.upper > 0


def test_too_soon_to_say() -> None:
    """Is na een maand gewoonlijk minder dan een tiende bekend, dan wordt er niets gezegd."""
    (*_, (_, count, last)) = expected(made([5, 90, 5], [5, 95], [5]))
    assert (count, last) == (5, None)


def test_only_what_was_known_then() -> None:
    """Een maand teruggezet tellen alleen de invoer van voor die dag en de maanden van toen: B was
    een maand oud, met 40, en A twee. Na een maand was 80 van 96 bekend: 40 / 0,833 = 48."""
    found = list(expected(made([80, 16, 4], [40, 10, 2], [30]), back=1))
    (row, count, then), *others = found
    assert not others
    assert (row, count) == (1, 40)
    assert then is not None
    assert then.value == pytest.approx(40 * 96 / 80)


def test_the_interval_without_doubt_about_the_share() -> None:
    """Staat vast welk deel bekend is, dan komt er een negatief-binomiaal verdeeld aantal bij. Het
    gebied is het kortste van hele aantallen met een kans van minstens 95%: niet langer dan het
    gebied met aan elke kant 2,5%. Twijfel over het deel, of maanden die meer verschillen dan door
    toeval kan, maken het breder."""
    low, high, chance = still_to_come(12, 0.6, 0.0)
    coming = nbinom(12.5, 0.6)
    assert chance == pytest.approx(coming.cdf(high) - coming.cdf(low - 1))
    assert chance >= 0.95
    shorter = [coming.cdf(one + high - low - 1) - coming.cdf(one - 1) for one in range(30)]
    assert max(shorter) < 0.95
    sides = predicted_rest(12, 0.6)
    assert high - low <= sides[1] - sides[0]
    plain, doubtful, uneven = (
        still_to_come(40, 0.6, spread, dispersion)[1]
        for spread, dispersion in ((0.0, 1.0), (0.2, 1.0), (0.0, 3.0))
    )
    assert doubtful > plain
    assert uneven > plain


def test_few_that_can_still_come() -> None:
    """Is 99% van de maand bekend en zijn er drie geteld, dan komt er zelden nog een bij. Het gebied
    van alleen 0 heeft al een kans van 97%, maar de verwachting (3,03) ligt dan buiten het gebied:
    dat loopt daarom tot en met 1. Zijn er nul geteld, dan is de verwachting ook nul."""
    low, high, chance = still_to_come(3, 0.99, 0.0)
    assert (low, high) == (0, 1)
    assert chance == pytest.approx(0.99**3.5 * (1 + 3.5 * 0.01))
    assert still_to_come(0, 0.99, 0.0)[:2] == (0, 0)


@pytest.mark.parametrize(("mean", "seed"), [(4, 1), (12, 2), (60, 3)])
def test_the_interval_holds_what_it_says(mean: int, seed: int) -> None:
    """Nagedaan met bekende waarheid (300 keer 84 maanden; Poisson, gemiddeld 4, 12 en 60; 55% na
    een maand, dan 30%, 10% en 5%): het gebied bevat in 94 tot 98,5% van de gevallen wat er kwam, en
    op 1,5% na zo vaak als het zelf zegt. Bij kleine aantallen is dat meer dan 95%, omdat alleen
    hele uitkeringen bestaan."""
    rng = np.random.default_rng(seed)
    inside, claimed = [], []
    for _ in range(300):
        totals = rng.poisson(mean, 84)
        counts = np.zeros((84, AGES + 1))
        counts[:, 1:5] = np.array([rng.multinomial(n, (0.55, 0.3, 0.1, 0.05)) for n in totals])
        one = Triangle(counts, (MONTH,) * 84, np.arange(84, 0, -1))
        told = [(row, month) for row, _, month in expected(one) if month is not None]
        inside += [month.lower <= totals[row] <= month.upper for row, month in told]
        claimed += [month.chance for _, month in told]
    assert len(inside) >= 800
    assert 0.94 <= np.mean(inside) <= 0.985
    assert np.mean(inside) == pytest.approx(np.mean(claimed), abs=0.015)


def test_months_that_differ_widen_the_interval() -> None:
    """Wordt er de ene maand veel later ingevoerd dan de andere, dan klopt een gebied dat alleen van
    toeval uitgaat niet meer; de spreiding tussen maanden maakt het breder, en het blijft raak."""
    rng = np.random.default_rng(4)
    inside = []
    for _ in range(200):
        counts = np.zeros((84, AGES + 1))
        quick = rng.beta(6, 5, 84)
        counts[:, 1] = rng.binomial(40, quick)
        counts[:, 2] = 40 - counts[:, 1]
        one = Triangle(counts, (MONTH,) * 84, np.arange(84, 0, -1))
        (*_, (row, _, month)) = expected(one)
        assert month is not None
        inside.append(month.lower <= counts[row].sum() <= month.upper)
    assert np.mean(inside) >= 0.9


def benefits(months: int = 40, each: int = 5, lag: int = 20) -> list[dict[str, Any]]:
    """Rows that start on the 20th of every month up to December 2021, entered `lag` days later."""
    rows = []
    for number in range(months * each):
        index = 2021 * 12 + 11 - number // each
        start = date(index // 12, index % 12 + 1, 20)
        rows.append(
            {"uitkering_id": f"U{number:04d}", "persoon_id": f"P{number:04d}", "regeling": "PW",
             "ingangsdatum": start, "administratie_begin": start + timedelta(lag),
             "einddatum": start + timedelta(40)}
        )  # fmt: skip
    return rows


def people(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"persoon_id": row["persoon_id"], "geboortedatum": date(1980, 1, 1)} for row in rows]


def test_on_the_day_of_the_extraction() -> None:
    """De gegevens zijn van de 9e. Wie op 20 december begint en op 9 januari wordt ingevoerd, was op
    die dag bekend: leeftijd 1. Een dag later ingevoerd telt voor de volgende keer: leeftijd 2."""
    for lag, age in ((20, 1), (21, 2)):
        rows = benefits(lag=lag)
        cases = caseload({"uitkeringen": rows, "personen": people(rows)}, profile("standaard"))
        found = triangle(cases, "van", "administratie_begin", date(2022, 1, 9))
        assert found.months[-1].label == "december 2021"
        assert found.counts[-1, age] == 5
        assert found.counts[-1].sum() == 5
    last = triangle(cases, "van", "administratie_begin", date(2021, 12, 31))
    assert last.ages[-1] == 0  # at a month's end that month is whole, and of age 0


def test_when_nothing_is_said() -> None:
    """Geen invoerdatums, minder dan 100 gevallen in drie jaar, of meer dan een tiende zonder
    invoerdatum: dan geen verwachting, en de reden."""
    rows = benefits(months=12)
    few = caseload({"uitkeringen": rows, "personen": people(rows)}, profile("standaard"))
    assert silent_flows(few, date(2022, 1, 9))["instroom"] == f"60 in 36 maanden, nodig: {FEWEST}"
    rows = benefits()
    for row in rows[::9]:
        row["administratie_begin"] = None
    holes = caseload({"uitkeringen": rows, "personen": people(rows)}, profile("standaard"))
    assert "leeg" in silent_flows(holes, date(2022, 1, 9))["instroom"]
    assert completed(holes, date(2022, 1, 9), date(2021, 12, 31)).is_empty()
    without = caseload({"uitkeringen": rows, "personen": people(rows)}, profile("standaard"))
    kept = without.columns["uitkeringen"] - {"administratie_begin", "administratie_einde"}
    without.columns = {**without.columns, "uitkeringen": kept}
    assert silent_flows(without, date(2022, 1, 9)) == {
        "instroom": "kolom `administratie_begin` in tabel `uitkeringen` ontbreekt",
        "uitstroom": "kolom `administratie_einde` in tabel `uitkeringen` ontbreekt",
    }


def test_the_back_test_compares_with_what_came() -> None:
    """Elke maand 5 keer ingevoerd na een, en 5 keer na twee keer kijken: na een maand is de helft
    bekend, het getelde aantal zit er 5 naast en de verwachting 0."""
    rows = benefits(months=80, lag=15) + [
        row | {"uitkering_id": f"L{row['uitkering_id']}", "persoon_id": f"L{row['persoon_id']}",
               "administratie_begin": row["administratie_begin"] + timedelta(30)}
        for row in benefits(months=80, lag=15)
    ]  # fmt: skip
    cases = caseload({"uitkeringen": rows, "personen": people(rows)}, profile("standaard"))
    tested = back_test(cases, date(2022, 1, 9)).filter(pl.col("indicator") == "instroom")
    first = tested.row(0, named=True)
    assert (first["leeftijd"], first["maanden"], first["bekend_pct"]) == (1, 36, 50)
    assert first["fout_geteld"] == 5
    assert first["fout_verwacht"] == pytest.approx(0, abs=0.01)
    assert first["binnen_interval"] == 36

"""Standaardiseren: wat blijft er van een verschil over als de samenstelling er niet meer in zit?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from scipy import stats

from grip.benchmark.own import Own
from grip.benchmark.run import benchmark_of
from grip.benchmark.standard import CHANCE, MORE, Standardised, _Case
from grip.results import Audience
from tests.benchmark.towns import benefit, person, published, town

END, DAY = date(2016, 12, 31), date(2019, 1, 1)
YOUNG, OLD = date(1995, 1, 1), date(1970, 1, 1)
NAME = "instroom_pct_tot_aow"


def caseload(young: tuple[int, int], old: tuple[int, int], others: list[Any]) -> Any:
    """Per leeftijd: zoveel uitkeringen op 1 januari 2016, en zoveel die in 2016 begonnen."""
    rows, persons, number = [], [], 0
    for born, (stock, came) in ((YOUNG, young), (OLD, old)):
        for begin, many in ((date(2014, 1, 1), stock), (date(2016, 5, 1), came)):
            for _ in range(many):
                number += 1
                rows += benefit(number, begin)
                persons.append(person(f"P{number}", born))
    rows += benefit(0, date(2010, 1, 1), date(2015, 1, 1))  # ends were registered since
    persons.append(person("P0", OLD))
    return town(rows, persons, others)


def elsewhere(young: float, old: float, crude: float, mix: tuple[int, int] | None) -> list[Any]:
    """Wat de bron voor het land zegt: per groep, en voor iedereen."""
    groups = {"<27": young, "27-44": old, "45-54": old, "55-AOW": old, "AOW+": 0.0}
    sizes = dict(zip(groups, (mix[0], 0, mix[1], 0, 0), strict=True)) if mix else {}
    return [
        published("cbs", NAME, "2016", "land", "NL01", crude),
        *(
            published("cbs", f"{NAME}[leeftijdsgroep={group}]", "2016", "land", "NL01", rate,
                      noemer=sizes.get(group))
            for group, rate in groups.items()
        ),
    ]  # fmt: skip


def made(loaded: Any, audience: Audience = Audience.INTERNAL) -> list[Standardised]:
    return [
        one for one in benchmark_of(loaded, END, DAY, audience).standardised
        if one.area == "Nederland"
    ]  # fmt: skip


def test_a_difference_in_mix_is_no_difference() -> None:
    """Elke groep doet het hier als daar; alleen zijn er hier meer jongeren."""
    (one,) = made(caseload((60, 40), (90, 10), elsewhere(40, 10, 16, (20, 80))))
    assert one.own == 25  # 50 van 200
    assert one.other == 16
    assert one.expected == pytest.approx(25)  # 100 x 40% + 100 x 10% van 200
    assert one.ratio == pytest.approx(1)
    assert one.swapped == pytest.approx(16)  # 20 x 40% + 80 x 10% van 100
    assert one.verdict == CHANCE


def test_the_interval_is_the_exact_one_of_poisson() -> None:
    """Garwood: 50 geteld, 20 verwacht; met chi-kwadraat nagerekend."""
    (one,) = made(caseload((60, 40), (90, 10), elsewhere(10, 10, 10, None)))
    assert one.expected == pytest.approx(10)
    assert one.ratio == pytest.approx(50 / 20)
    assert one.low == pytest.approx(stats.chi2.ppf(0.025, 100) / 2 / 20)
    assert one.high == pytest.approx(stats.chi2.ppf(0.975, 102) / 2 / 20)
    assert one.verdict == MORE
    assert one.swapped is None, "the source does not say how large its groups are"


def test_who_is_in_a_group_without_a_figure_is_told() -> None:
    rows = [row for row in elsewhere(40, 10, 16, None) if "45-54" not in row["indicator"]]
    (one,) = made(caseload((60, 40), (90, 10), rows))
    assert one.ratio is None
    assert one.verdict == "100 in een groep zonder cijfer van de bron"


def test_an_own_rate_on_too_few_is_not_laid_on_others() -> None:
    (one,) = made(caseload((3, 1), (90, 10), elsewhere(40, 10, 16, (20, 80))))
    assert one.ratio is not None
    assert one.swapped is None


def test_where_the_definition_differs_nothing_is_standardised() -> None:
    rows = [
        {**row, "indicator": row["indicator"].replace("_tot_aow", "")}
        for row in elsewhere(40, 10, 16, None)
    ]
    assert made(caseload((60, 40), (90, 10), rows)) == []


def test_in_public_a_hidden_group_hides_the_whole() -> None:
    (one,) = made(caseload((60, 4), (90, 10), elsewhere(40, 10, 16, (20, 80))), Audience.PUBLIC)
    assert one.ratio is None
    assert one.expected is None
    assert one.verdict == "onderdrukt"


def test_groups_that_overlap_give_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wie in twee groepen zit, telt tweemaal mee in wat verwacht wordt."""
    everyone = Own(25.0, 50.0, 200.0)
    monkeypatch.setattr(_Case, "_part", lambda self, group: everyone)
    (one,) = made(caseload((60, 40), (90, 10), elsewhere(40, 10, 16, None)))
    assert one.ratio is None
    assert one.verdict == "800 in meer dan een groep van de bron"

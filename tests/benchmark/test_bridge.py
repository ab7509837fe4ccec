"""Van de eigen registraties naar het gepubliceerde aantal, in stappen die precies optellen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.benchmark import bridge as steps
from grip.benchmark.bridge import Crossing
from grip.benchmark.run import bridges_of, drift_of
from grip.indicators.views.caseload import Caseload
from tests.benchmark.towns import NAME, Row, benefit, person, published, town

END, DAY = date(2016, 12, 31), date(2019, 1, 1)
FIRST = benefit(99_999, date(2012, 1, 1), date(2012, 2, 1))


def crossing(caseload: Caseload, id: str) -> Crossing:
    (found,) = [one for one in bridges_of(caseload, END, DAY) if one.id == id]
    return found


def amounts(one: Crossing) -> dict[str, int]:
    return {step.name: step.value for step in one.steps}


def of_persons(value: float, indicator: str = "bijstandsontvangers_tot_aow") -> Row:
    return published("cbs", indicator, "2016", "gemeente", NAME, value)


def people(rows: list[Row]) -> list[Row]:
    return [person(id) for id in sorted({str(row["persoon_id"]) for row in rows})]


def test_every_step_has_its_name() -> None:
    """Partners erbij, IOAW, pensioen en wat later is ingevoerd eraf, afgerond op tientallen."""
    begin = date(2014, 3, 1)
    rows = [*FIRST]
    for number in range(20):
        rows += benefit(number, begin, partner=number < 5)
    rows += benefit(30, begin, regeling="IOAW") + benefit(31, begin)
    rows += benefit(40, date(2016, 12, 1), administratie_begin=date(2018, 6, 1))
    persons = [
        {**row, "geboortedatum": date(1940, 1, 1)} if row["persoon_id"] == "P31" else row
        for row in people(rows)
    ]
    found = crossing(town(rows, persons, [of_persons(30)]), "cbs_personen")
    told = amounts(found)
    assert told[steps.RECORDS] == 28
    assert told[steps.OTHERS] == -5
    assert told[steps.PARTNERS] == 5
    assert told["IOAW"] == -1
    assert told[steps.OLDER] == -1
    assert told[steps.LATE] == -1
    assert told[steps.ROUNDING] == 5  # 25 becomes 30: half up
    assert told[steps.REMAINDER] == 0
    assert found.own == 23


def test_benefits_need_no_partners() -> None:
    rows = [*FIRST, *(row for n in range(14) for row in benefit(n, date(2015, 1, 1), partner=True))]
    others = [published("cbs", "bijstandsuitkeringen", "2016-12", "gemeente", NAME, 10)]
    found = crossing(town(rows, people(rows), others), "cbs_uitkeringen")
    told = amounts(found)
    assert steps.PARTNERS not in told
    assert told[steps.OTHERS] == -14
    assert any("instellingen" in name for name in told)
    assert told[steps.ROUNDING] == -4
    assert told[steps.REMAINDER] == 0


def test_who_the_svb_pays_follows_from_two_figures_of_the_source() -> None:
    rows = [*FIRST, *(row for n in range(30) for row in benefit(n, date(2015, 1, 1)))]
    both = [of_persons(70, "bijstandsontvangers"), of_persons(30)]
    found = crossing(town(rows, people(rows), both), "cbs_personen_15plus")
    assert amounts(found)[steps.ABROAD] == 40
    assert found.remainder == 0


spells = st.lists(
    st.tuples(
        st.integers(0, 1500), st.integers(1, 900) | st.none(), st.booleans(),
        st.sampled_from(("PW", "PW", "PW", "IOAW", "IOAZ", "BBZ")), st.integers(0, 700),
        st.integers(1930, 1998),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(spells, st.integers(0, 60), st.sampled_from(("bijstandsontvangers_tot_aow",
                                                    "bijstandsontvangers")))  # fmt: skip
def test_steps_add_up_exactly(
    drawn: list[tuple[int, int | None, bool, str, int, int]], value: int, indicator: str
) -> None:
    """Wat er ook in de registratie staat en wat er ook gepubliceerd is: de som klopt precies."""
    rows: list[Row] = [*FIRST]
    born: dict[str, date] = {}
    for number, (start, length, pair, scheme, late, year) in enumerate(drawn):
        begin = date(2013, 1, 1) + timedelta(days=start)
        end = None if length is None else begin + timedelta(days=length)
        made = benefit(
            number, begin, end, partner=pair, regeling=scheme,
            administratie_begin=begin + timedelta(days=late),
            administratie_einde=None if end is None else end + timedelta(days=late),
        )  # fmt: skip
        rows += made
        born |= {str(row["persoon_id"]): date(year, 5, 1) for row in made}
    persons = [person(id, day) for id, day in sorted(born.items())] or [person("P99999")]
    for one in bridges_of(town(rows, persons, [of_persons(value, indicator)]), END, DAY):
        assert sum(step.value for step in one.steps) == one.published
        assert all(isinstance(step.value, int) for step in one.steps)


def monthly(values: list[int], shift: int = 0) -> Caseload:
    rows = [*FIRST, *(row for n in range(100) for row in benefit(n, date(2014, 1, 1)))]
    others = [
        published("cbs", "bijstandsuitkeringen", f"2016-{month:02d}", "gemeente", NAME, value)
        for month, value in enumerate(values, 1 + shift)
    ]
    return town(rows, people(rows), others)


def test_months_that_drift_apart_raise_a_finding() -> None:
    """Steeds 10 verschil is een andere definitie; een maand met ineens 40 is een fout."""
    assert not list(drift_of(monthly([110, 110, 110, 110, 110]), DAY))
    found = list(drift_of(monthly([110, 110, 110, 140, 110]), DAY))
    assert [one.rule.code for one in found] == ["BENCHMARK-AANSLUITING"]
    assert "2016-04" in found[0].message
    assert "30" in found[0].message


def test_rounding_raises_nothing() -> None:
    assert not list(drift_of(monthly([100, 110, 100, 110, 100]), DAY))


@pytest.mark.parametrize("values", [[100, 200], [100, 100, 200]])
def test_of_few_months_nothing_is_said(values: list[int]) -> None:
    assert not list(drift_of(monthly(values), DAY))

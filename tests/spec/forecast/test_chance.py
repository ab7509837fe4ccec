"""Vooruitkijken: de kans dat een doel wordt gehaald

Het oordeel 'op koers' kijkt naar nu, de kans naar 31 december. Wat een cijfer in eerdere jaren van
deze datum tot 31 december deed, zegt meer dan het tempo van dit jaar.
"""

from datetime import date

import polars as pl
import pytest

from grip.results import Audience
from grip.target_door import protect_targets
from grip.targets.attain import attain
from tests.spec.tables import rows_of
from tests.spec.targets.conftest import with_targets
from tests.support import caseload

TWELVE = [{"vanaf": "2021-01-01", "waarde": 12}]
HEADS = "voorziening_id | persoon_id | instrument | begindatum\n"


def started(*days):
    return HEADS + "\n".join(f"{n} | {n} | lks | {day}" for n, day in enumerate(days))


def per_year(count, years=(2018, 2019, 2020)):
    """Return so many starts in each year, spread evenly."""
    return [f"{year}-{1 + month * 12 // count:02d}-15" for year in years for month in range(count)]


def outcome(day, days, **keys):
    """Return the line of a target on started voorzieningen, on this day."""
    own = {"telling": "gestart", "teller": [{"instrument": ["lks"]}], "norm": TWELVE} | keys
    tables = {"voorzieningen": rows_of("voorzieningen", started(*days))}
    raw = attain(caseload(tables, with_targets(plaatsen=own)), date.fromisoformat(day))
    return raw, {row["regel"]: row for row in raw.frame.iter_rows(named=True)}["plaatsen"]


def test_who_always_made_it_will_make_it():
    """Elk jaar begonnen er 24, en ook nu is het er elke maand twee: de kans op 12 is bijna zeker.
    Begonnen er altijd 6, dan is zij bijna nul."""
    many = [
        *per_year(24, (2018, 2019, 2020)),
        *(f"2021-0{m}-1{n}" for m in (1, 2, 3) for n in "12"),
    ]
    few = [*per_year(6), "2021-02-15"]
    assert outcome("2021-03-31", many)[1]["kans"] > 99
    assert outcome("2021-03-31", few)[1]["kans"] < 5


def test_more_to_come_is_more_chance():
    """Hetzelfde aantal op een vroegere dag geeft meer kans: er is meer jaar over."""
    days = [*per_year(12), *("2021-02-01",) * 3]
    early, late = (outcome(day, days)[1]["kans"] for day in ("2021-03-31", "2021-10-31"))
    assert early > 30
    assert late < 5


def test_a_fact_needs_no_chance():
    """Op 31 december is het doel behaald of niet: de kans is leeg, en verwacht wordt niets meer."""
    row = outcome("2021-12-31", per_year(12))[1]
    assert (row["kans"], row["prognose"], row["kans_uitleg"]) == (None, None, "")


def test_too_few_to_reckon_with():
    """Met minder dan 10 voorzieningen in de laatste jaren blijft de kans leeg, met de reden."""
    row = outcome("2021-06-30", ["2021-02-01"] * 4)[1]
    assert row["kans"] is None
    assert "minder dan 10" in row["kans_uitleg"]


def test_outside_the_house_nothing_is_expected():
    """De verwachting rust op eerdere jaren, die klein kunnen zijn: openbaar blijft zij leeg."""
    raw, row = outcome("2021-06-30", [*per_year(24), *("2021-02-01",) * 12])
    assert row["kans"] is not None
    shown = protect_targets(raw, Audience.PUBLIC, 10).frame
    names = ("kans", "prognose", "ondergrens", "bovengrens")
    assert shown.select(pl.col(names).is_null().all()).row(0) == (True,) * 4
    assert set(shown.get_column("kans_uitleg")) == {""}


def school(*years):
    """Return 40 persons of class 70-100 since 2015; each year 10 in March and 10 in October."""
    ids = [f"P{n}" for n in range(40)]
    begun = [
        (id, year, "03" if n < 10 else "10") for year in years for n, id in enumerate(ids[:20])
    ]
    return {
        "uitkeringen": "uitkering_id | persoon_id | rol | regeling | ingangsdatum | einddatum\n"
        + "\n".join(f"U{n} | {id} | client | PW | 2014-01-01 |" for n, id in enumerate(ids))
        + "\nUX | PX | client | PW | 2014-01-01 | 2015-01-01",
        "arbeidsvermogen": "persoon_id | begindatum | loonwaarde_pct\n"
        + "\n".join(f"{id} | 2014-01-01 | 80" for id in ids),
        "activiteiten": "persoon_id | soort | begindatum | einddatum\n"
        + "\n".join(f"{id} | school | {y}-{m}-05 | {y}-{m}-20" for id, y, m in begun),
    }  # fmt: skip


@pytest.mark.parametrize(("norm", "low", "high"), [(40, 90, 100), (70, 0, 5)])
def test_as_it_went_in_earlier_years(norm, low, high):
    """Elk jaar gaat een kwart in maart naar school en nog een kwart in oktober. Eind juni is het
    25%; verwacht wordt 50%, ook al is dat twee keer zoveel als het tempo van dit jaar zegt over wie
    er nog komt. De kans op 40% is groot, die op 70% klein."""
    tables = {name: rows_of(name, text) for name, text in school(*range(2016, 2022)).items()}
    own = {
        "populatie": {"loonwaardeklasse": ["70-100"]}, "teller": [{"activiteit": ["school"]}],
        "norm": [{"vanaf": "2021-01-01", "waarde": norm}],
    }  # fmt: skip
    of = with_targets("uithoorn", school=own)
    raw = attain(caseload(tables, of), date(2021, 6, 30))
    row = {line["regel"]: line for line in raw.frame.iter_rows(named=True)
           if line["periode_eind"].year == 2021}["school"]  # fmt: skip
    assert row["waarde"] == pytest.approx(25)
    assert row["prognose"] == pytest.approx(50)
    assert low <= row["kans"] <= high
    assert "in de laatste 5 jaar" in row["kans_uitleg"]


def test_the_norm_that_others_set_has_a_chance_too():
    """Is het cijfer van een ander de norm, dan geldt de kans voor die norm: 12 plaatsen."""
    peer = {"bron": "divosa", "indicator": "plaatsen", "gebied": "land", "als_norm": True}
    own = {"telling": "gestart", "teller": [{"instrument": ["lks"]}], "benchmark": peer}
    others = (
        "bron | indicator | periode | gebied_soort | gebied | waarde\n"
        "divosa | plaatsen | 2020 | land | land | 12"
    )
    days = [*per_year(24), *(f"2021-0{m}-1{n}" for m in (1, 2, 3) for n in "12")]
    tables = {"voorzieningen": rows_of("voorzieningen", started(*days)),
              "benchmark": rows_of("benchmark", others)}  # fmt: skip
    raw = attain(caseload(tables, with_targets(plaatsen=own)), date(2021, 3, 31)).frame
    (row,) = raw.filter(pl.col("periode_eind") == date(2021, 3, 31)).to_dicts()
    same = outcome("2021-03-31", days)[1]
    assert row["norm"] == 12
    assert row["kans"] == same["kans"] > 99

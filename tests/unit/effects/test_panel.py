"""Person-months: who is in them, on which day, and as what they are known."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from grip.effects.panel import panel_of, person_months
from tests.unit.effects.towns import LAST, benefit, municipality, random_municipality, support


def test_everybody_in_benefit_is_in_it_once_a_month() -> None:
    cases = random_municipality(1)
    panel = panel_of(cases, LAST)
    assert panel is not None
    spells = {row["spell"]: row for row in cases.unit("personen").sort(
        "persoon_id", "van").with_row_index("nr").rename({"spell": "_"}).rename(
        {"nr": "spell"}).iter_rows(named=True)}  # fmt: skip
    seen = set()
    for row in panel.months.iter_rows(named=True):
        spell, day = spells[row["spell"]], row["dag"]
        assert spell["van"] < day
        assert spell["tot"] is None or day <= spell["tot"]
        key = row["spell"], day.year, day.month
        assert key not in seen
        seen.add(key)
    whole = {
        (nr, y, m)
        for nr, spell in spells.items()
        for y in range(panel.begin.year + 1, 2019)
        for m in range(1, 13)
        if spell["van"] < date(y, m, 1)
        and (spell["tot"] is None or spell["tot"] >= date(y, m, 28) + timedelta(days=3))
    }
    assert whole <= seen


def test_the_same_input_gives_the_same_days() -> None:
    one, two = (panel_of(random_municipality(2), LAST) for _ in range(2))
    assert one is not None
    assert two is not None
    assert one.months.equals(two.months)


def test_days_are_spread_over_the_month() -> None:
    spells = pl.DataFrame({"persoon": range(2000), "spell": range(2000)}).with_columns(
        van=pl.lit(date(2010, 1, 1)), tot=pl.lit(None, pl.Date)
    )
    months, part = person_months(spells, date(2015, 1, 1), date(2015, 12, 31))
    assert part == 1
    assert months.height == 24_000
    per_day = months.group_by(pl.col("dag").dt.day()).len().filter(pl.col("dag") <= 28)
    assert per_day.get_column("len").min() > 600  # of about 790
    assert per_day.get_column("len").max() < 980
    same = months.group_by("persoon").agg(pl.col("dag").dt.day().n_unique())
    assert same.get_column("dag").min() > 3  # a person is not asked on one day of the month only


def test_a_large_municipality_is_followed_in_part() -> None:
    spells = pl.DataFrame({"persoon": range(2000), "spell": range(2000)}).with_columns(
        van=pl.lit(date(2010, 1, 1)), tot=pl.lit(None, pl.Date)
    )
    months, part = person_months(spells, date(2015, 1, 1), date(2015, 12, 31), most=6000)
    assert part == 4
    assert 5500 < months.height < 6500
    assert months.get_column("dag").dt.day().n_unique() == 31


def test_people_are_known_as_they_were_the_evening_before() -> None:
    start = date(2016, 6, 15)
    places = [
        {"persoon_id": "A", "categorie": "Zorg", "begindatum": date(2015, 1, 1),
         "einddatum": start - timedelta(days=1)},
        {"persoon_id": "A", "categorie": "Werkfit", "begindatum": start},
    ]  # fmt: skip
    panel = panel_of(
        municipality(
            [benefit("A", date(2015, 1, 1)),
             benefit("B", date(2015, 1, 1), date(2017, 1, 31), "11")],
            [support("A", start)], categorieen=places,
        ), LAST,
    )  # fmt: skip
    assert panel is None or panel.starts.is_empty()  # the first registered end lies after it
    panel = panel_of(
        municipality(
            [benefit("A", date(2015, 1, 1)),
             benefit("B", date(2015, 1, 1), date(2016, 1, 31), "11"),
             benefit("C", date(2015, 1, 1), date(2017, 1, 31), "11"),
             benefit("D", date(2015, 1, 1), date(2018, 1, 31), "11")],
            [support("A", start)], categorieen=places,
        ), LAST,
    )  # fmt: skip
    assert panel is not None
    assert panel.starts.get_column("categorie").to_list() == ["Zorg"]
    assert panel.starts.get_column("eerder").to_list() == ["nooit"]
    assert panel.starts.get_column("duur").to_list() == ["1-2 jaar"]


def test_when_and_why_the_benefit_ended() -> None:
    start = date(2016, 3, 10)
    ends = {"A": date(2016, 4, 9), "B": date(2016, 4, 10), "C": date(2017, 3, 9)}
    panel = panel_of(
        municipality(
            [benefit("X", date(2014, 1, 1), date(2016, 1, 31), "11"),
             benefit("Y", date(2014, 1, 1), date(2018, 1, 31), "11"),
             *(benefit(name, date(2015, 1, 1), end, "11") for name, end in ends.items())],
            [support(name, start) for name in ends],
        ), LAST,
    )  # fmt: skip
    assert panel is not None
    assert panel.starts.sort("persoon_id").get_column("uit").to_list() == [1, 2, 12]

"""Registration discipline: what is filled, when, by whom, and what that means."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from grip import pipeline
from grip.config import load_profile
from grip.discipline.fields import MAY_BE_EMPTY
from grip.discipline.overview import Discipline
from grip.indicators.catalogue import defaults
from grip.schema import TABLES, columns_of
from tests.acceptance.running import DALFSEN, SAMPLE, done
from tests.worklist.lists import BENEFITS, Office

NAMES = {"dalfsen": DALFSEN, "uithoorn": SAMPLE}


@pytest.fixture(scope="module", params=sorted(NAMES))
def town(request: pytest.FixtureRequest) -> pipeline.Source:
    """A sample municipality."""
    profile = load_profile(request.param)
    return pipeline.open_source(NAMES[request.param], profile, None, None)


def test_the_fields_of_the_profile_add_up_to_the_indicator(town: pipeline.Source) -> None:
    """In every month of the year."""
    kept = pipeline.discipline(town)
    asked = [field.name for field in kept.fields if field.asked]
    own = kept.filled.filter((pl.col("tabel") + "." + pl.col("veld")).is_in(asked))
    months = own.group_by("maand").agg(pl.col("gevuld", "velden").sum()).sort("maand").rows()
    assert len(months) == 12
    from dataclasses import replace

    for (end, filled, fields), month in zip(months, kept.months, strict=True):
        assert end == month.end
        other = replace(town, period=month)
        (row,) = pipeline.indicators(other, ["volledigheid_pct"]).frame.to_dicts()
        assert (filled, fields) == (row["teller"], row["noemer"])


def test_timeliness_is_that_of_the_indicator(town: pipeline.Source) -> None:
    kept = pipeline.discipline(town)
    last = kept.timeliness("maand").filter(pl.col("maand") == kept.last).to_dicts()[0]
    (row,) = pipeline.indicators(town, ["tijdigheid_dagen"]).frame.to_dicts()
    assert (last["mediaan_dagen"], last["invoer"]) == (row["waarde"], row["noemer"])


def test_every_need_of_an_indicator_is_measured_or_may_be_empty(town: pipeline.Source) -> None:
    measured = {field.name for field in pipeline.discipline(town).fields}
    for indicator in defaults(town.profile.profile):
        for need in indicator.needs:
            table, _, column = need.partition(".")
            if column and not columns_of(TABLES[table])[column].required:
                assert need in measured | MAY_BE_EMPTY, indicator.id


def test_teams_and_consulents_add_up(town: pipeline.Source) -> None:
    kept = pipeline.discipline(town)
    parts = ["velden", "gevuld", "onbekende_codes"]
    whole = kept.completeness("maand").select("maand", *parts)
    for by in ("team", "consulent"):
        split = kept.completeness("maand", by).group_by("maand").agg(pl.col(parts).sum())
        assert split.sort("maand").equals(whole)


def kept_of(office: Office, day: str, **tables: str) -> Discipline:
    office.export(**tables)
    from datetime import date

    profile = load_profile(str(office.home / "proef.toml"))
    source = pipeline.open_source(office.home / "data", profile, None, date.fromisoformat(day))
    return pipeline.discipline(source)


def cells(kept: Discipline, field: str, month: int = -1) -> tuple[int, int, int]:
    """Return how many must be filled, are, and hold an unknown code, in a month."""
    table, column = field.split(".")
    rows = kept.completeness("tabel", "veld", "maand", needed=False).filter(
        tabel=table, veld=column, maand=kept.months[month].end
    )
    return (
        tuple(rows.select("velden", "gevuld", "onbekende_codes").row(0)) if len(rows) else (0,) * 3
    )  # type: ignore[return-value]


def test_a_reason_is_asked_of_who_has_left(office: Office) -> None:
    """U1 ended in May and U2 in June, both without a reason; U3 runs."""
    kept = kept_of(office, "2021-07-10", uitkeringen=BENEFITS)
    assert cells(kept, "uitkeringen.reden_uitstroom", -1) == (1, 0, 0)  # June
    assert cells(kept, "uitkeringen.reden_uitstroom", -2) == (1, 0, 0)  # May
    assert cells(kept, "uitkeringen.reden_uitstroom", -3) == (0, 0, 0)  # April: nobody left
    assert cells(kept, "uitkeringen.consulent", -2) == (3, 3, 0)
    assert cells(kept, "uitkeringen.consulent", -1) == (2, 2, 0)


def test_an_unknown_code_is_filled_but_not_known(office: Office) -> None:
    wrong = BENEFITS.replace("2021-06-30 |                 |", "2021-06-30 | 77              |")
    kept = kept_of(office, "2021-07-10", uitkeringen=wrong)
    assert cells(kept, "uitkeringen.reden_uitstroom") == (1, 1, 1)
    assert kept.unknown_codes("team").rows() == [("uitkeringen", "reden_uitstroom", "Zuid", 1)]


def test_a_row_counts_for_who_keeps_it(office: Office) -> None:
    """The consulent on the row, else the one of the running benefit."""
    supports = """
    voorziening_id | persoon_id | instrument | begindatum | aanbieder | consulent
    V1             | P3         | jobcoach   | 2021-02-01 | X         | B01
    V2             | P3         | jobcoach   | 2021-02-01 |           |
    V3             | P9         | jobcoach   | 2021-02-01 |           |
    """
    kept = kept_of(office, "2021-07-10", uitkeringen=BENEFITS, voorzieningen=supports)
    rows = kept.filled.filter(tabel="voorzieningen", veld="aanbieder", maand=kept.last)
    found = {(team, who): (n, full) for team, who, n, full in
             rows.select("team", "consulent", "velden", "gevuld").iter_rows()}  # fmt: skip
    assert found == {("Noord", "A02"): (1, 0), ("Zuid", "B01"): (1, 1),
                     ("onbekend", "onbekend"): (1, 0)}  # fmt: skip


def test_a_voorziening_is_asked_of_costs_that_are_made_for_one(office: Office) -> None:
    """A benefit that is paid has none: it lacks nothing, and raises no doubt."""
    costs = """
    datum      | bedrag  | soort       | persoon_id | voorziening_id | uitkering_id
    2021-06-15 | 1000    | uitkering   | P3         |                | U3
    2021-06-15 | 200     | begeleiding | P3         | V1             |
    2021-06-15 | 300     | lks         | P3         |                |
    """
    supports = """
    voorziening_id | persoon_id | instrument | begindatum | consulent
    V1             | P3         | jobcoach   | 2021-02-01 | B01
    """
    kept = kept_of(office, "2021-07-10", uitkeringen=BENEFITS, voorzieningen=supports, kosten=costs)
    assert cells(kept, "kosten.voorziening_id") == (2, 1, 0)
    (doubt,) = (d for d in kept.doubts if "Kosten per gestarte voorziening" in d.figures)
    assert (doubt.unknown, doubt.doubtful) == (1, 1)


def test_in_time(office: Office) -> None:
    """Three starts, entered after 4, 14 and 15 days: two of three within fourteen."""
    late = """
    uitkering_id | persoon_id | regeling | ingangsdatum | administratie_begin | consulent
    U1           | P1         | PW       | 2021-06-01   | 2021-06-05          | A01
    U2           | P2         | PW       | 2021-06-01   | 2021-06-15          | A01
    U3           | P3         | PW       | 2021-06-01   | 2021-06-16          | B01
    """
    kept = kept_of(office, "2021-07-10", uitkeringen=late)
    number, days, soon = kept.timeliness().row(0)
    assert (number, days) == (3, 14.0)
    assert soon == pytest.approx(200 / 3)
    assert [row[:2] for row in kept.timeliness("team").rows()] == [("Noord", 2), ("Zuid", 1)]


def test_doubtful_rows(office: Office) -> None:
    """Of four rows one is refused and two have no reason: three are doubtful for the reasons of
    outflow, and one (the refused one) for the stock."""
    wrong = BENEFITS + "U4 | P4 | PW | 31-02-2021 | | | 2021-01-05 | A01\n"
    profile = office.home / "proef.toml"
    office.export(uitkeringen=wrong)
    profile.write_text(profile.read_text() + "[instellingen]\nmax_geweigerd_pct = 100.0\n")
    from datetime import date

    source = pipeline.open_source(
        office.home / "data", load_profile(str(profile)), None, date(2021, 7, 10)
    )
    found = {title: d for d in pipeline.discipline(source).doubts for title in d.figures}
    reasons = found["Uitstroom naar reden"]
    assert (reasons.rows, reasons.refused, reasons.unknown, reasons.doubtful) == (4, 1, 2, 3)
    stock = found["Stand eind"]
    assert (stock.rows, stock.refused, stock.unknown, stock.doubtful) == (4, 1, 0, 1)
    assert reasons.share == 75.0


def test_a_row_with_more_wrong_counts_once(office: Office) -> None:
    """The reason is empty, and that is a finding too."""
    kept = kept_of(office, "2021-07-10", uitkeringen=BENEFITS)
    (doubt,) = (d for d in kept.doubts if "Uitstroom naar reden" in d.figures)
    assert (doubt.found, doubt.unknown, doubt.doubtful) == (2, 2, 2)


def test_what_lies_years_back_raises_no_doubt_now(office: Office) -> None:
    old = BENEFITS.replace("2021-05-31", "2021-01-31").replace("2021-06-30", "2021-01-31")
    kept = kept_of(office, "2023-07-10", uitkeringen=old)
    (doubt,) = (d for d in kept.doubts if "Uitstroom naar reden" in d.figures)
    assert (doubt.rows, doubt.doubtful) == (1, 0)


def test_on_the_terminal_and_for_a_machine(office: Office) -> None:
    office.export(uitkeringen=BENEFITS)
    ask = ("controleer", "--data", "data", "--profiel", "proef.toml",
           "--extractiedatum", "2021-07-10")  # fmt: skip
    said = done(*ask, cwd=office.home)
    assert "uitkeringen.reden_uitstroom" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    told = json.loads(done(*ask, "--json", cwd=office.home).out)["registratie"]
    assert {"velden", "maanden", "teams", "twijfel"} <= told.keys()
    assert len(told["maanden"]) == 12
    for text in (said.out, json.dumps(told)):
        assert "A01" not in text


def test_as_a_workbook(office: Office, tmp_path: Path) -> None:
    office.export(uitkeringen=BENEFITS)
    ask = ("controleer", "--data", "data", "--profiel", "proef.toml",
           "--extractiedatum", "2021-07-10", "--stil")  # fmt: skip
    for name in ("een.xlsx", "twee.xlsx"):
        done(*ask, "--uit", tmp_path / name, cwd=office.home)
    assert (tmp_path / "een.xlsx").read_bytes() == (tmp_path / "twee.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "een.xlsx")
    assert book.sheetnames[:3] == ["Bevindingen", "Velden gevuld", "Registratie per maand"]
    texts = {str(c) for s in book.worksheets for row in s.iter_rows(values_only=True) for c in row}
    assert not texts & {"A01", "A02", "B01"}
    assert "uitkeringen.reden_uitstroom" in texts

"""Een export van de Divosa Benchmark: met het meegeleverde profiel, en met grip koppel."""

from __future__ import annotations

from pathlib import Path

import pytest

from grip.benchmark.tasks import task_lines
from grip.config import load_profile, with_sources
from grip.indicators.views.caseload import Caseload
from grip.ingest.load import Loaded, load
from grip.matching.couple import accept, couple, draft
from tests.benchmark.towns import frame

DASHBOARD = (
    "Kengetal;Jaar;Niveau;Naam;Percentage\n"
    "Uitstroom naar werk;2020;Landelijk;Nederland;41,0\n"
    "Volumeontwikkeling;2020;Referentiegroep;Groep A;2,5\n"
    "Iets nieuws;2020;Gemeente;Uithoorn;1,0\n"
)
OTHER = (
    "Kengetal;Periode;Gebied soort;Gebied naam;Waarde pct\n"
    "Uitstroom naar werk;2020;land;Nederland;41,0\n"
    "Volume;2020;referentiegroep;Groep A;2,5\n"
)


def read(folder: Path, name: str, text: str, source: str) -> Loaded:
    (folder / "uitkeringen.csv").write_text(
        "uitkering_id;persoon_id;regeling;ingangsdatum\nU1;P1;PW;2020-01-01\n", "utf-8"
    )
    (folder / name).write_text(text, "utf-8")
    return load(folder, with_sources(load_profile("standaard"), source).profile)


def test_the_shipped_profile_reads_a_dashboard(tmp_path: Path) -> None:
    """Wat in een export van een dashboard gangbaar is, leest grip; en het zegt dat het zo raadt."""
    made = read(tmp_path, "dashboard.csv", DASHBOARD, "divosa")
    rows = made.tables["benchmark"].sort("waarde").select(
        "bron", "indicator", "gebied_soort", "gebied", "waarde"
    )  # fmt: skip
    assert rows.rows() == [
        ("divosa", "Iets nieuws", "gemeente", "Uithoorn", 1.0),
        ("divosa", "volume_pct", "referentiegroep", "Groep A", 2.5),
        ("divosa", "uitstroom_werk_aandeel", "land", "Nederland", 41.0),
    ]
    codes = {one.rule.code for one in made.findings}
    assert {"BRON-DOCUMENTATIE", "BRON-CODE"} <= codes


def test_the_unit_decides_on_the_base(tmp_path: Path) -> None:
    """BBV 27 stond per 1.000 en later per 10.000: de basis komt uit de kolom met de eenheid."""
    text = (
        "Indicator;Eenheid;Periode;Gebiedsniveau;Gebied;Waarde\n"
        "Personen met een bijstandsuitkering;per 10.000 inwoners;2021;Nederland;Nederland;431,2\n"
        "Personen met een bijstandsuitkering;per 1.000 inwoners;2017-H1;Nederland;Nederland;41,9\n"
        "Banen;per 1.000 inwoners 15-64;2021;Nederland;Nederland;N.n.b.\n"
    )
    made = read(tmp_path, "bbv.csv", text, "waarstaatjegemeente")
    found = dict(made.tables["benchmark"].select("indicator", "waarde").iter_rows())
    assert found["bbv_27"] == 431.2
    assert found["bbv_27_per_1000"] == 41.9
    assert "BRON-CODE" in {one.rule.code for one in made.findings}


def test_koppel_makes_a_profile_of_another_layout(tmp_path: Path) -> None:
    """De bron staat niet in zo'n bestand: grip koppel neemt het begin van de naam."""
    looked = tmp_path / "divosa export 2020.csv"
    looked.write_text(OTHER, "utf-8")
    coupling = couple([looked], load_profile("standaard").profile)
    text = draft("eigen", accept(coupling, None), coupling)
    profile = tmp_path / "eigen.toml"
    profile.write_text(text, "utf-8")
    folder = tmp_path / "volgend"
    folder.mkdir()
    made = read(folder, "divosa export 2021.csv", OTHER, str(profile))
    rows = made.tables["benchmark"]
    assert set(rows["bron"]) == {"divosa"}
    assert sorted(rows["waarde"]) == [2.5, 41.0]


@pytest.mark.parametrize(
    ("year", "name"), [(2022, "Begeleide participatie"), (2023, "WSW en beschut werk"), (2010, "")]
)
def test_a_field_of_tasks_is_called_as_in_its_year(year: int, name: str) -> None:
    """Taakveld 6.4 van Iv3 heet sinds 2023 anders; van elke post telt de laatste versie."""
    budget = {
        "jaar": year, "beleidsdoel": "werk", "budgetpost": "x", "bedrag": 10_000, "taakveld": "6.4",
    }  # fmt: skip
    other = {**budget, "budgetpost": "y"}
    rows = [budget, other, {**other, "versie": "gewijzigd", "bedrag": 15_000}]
    tables = {"budgetten": frame("budgetten", rows)}
    (line,) = task_lines(Caseload(tables, load_profile("standaard").profile))
    assert (line.name, line.original, line.current) == (name, 200, 250)

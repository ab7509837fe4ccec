"""De cijfers die met grip meekomen: elk met zijn bron, en gelijk aan wat er gepubliceerd is."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import polars as pl
import pytest

from grip.benchmark.own import terms_of
from grip.benchmark.shelf import KEY, reference, reference_rows
from grip.config import load_profile
from grip.indicators.catalogue import find
from tests.benchmark.statline import ROOT


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that writes the file."""
    path = ROOT / "data" / "referentie" / "make_referentie.py"
    spec = importlib.util.spec_from_file_location("make_referentie", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_file_is_current(maker: ModuleType) -> None:
    written = (ROOT / "data" / "referentie" / "benchmark.csv").read_text("utf-8")
    assert written == maker.text(), "run: python data/referentie/make_referentie.py"


ROWS = reference_rows()
PUBLISHED = (
    ("cbs", "instroom_pct", "2015", "NL01", 24.5),
    ("cbs", "uitstroom_pct", "2017", "NL01", 20.0),
    ("cbs", "instroom_pct_tot_aow", "2016", "NL01", 24.0),
    ("cbs", "bijstandsontvangers", "2015", "GM0148", 260),
    ("cbs", "bijstandsontvangers", "2016", "GM0451", 400),
    ("cbs", "instroom_pct", "2017", "GM0451", 26.0),
    ("cbs", "instroom_pct", "2016", "A007398", 25.5),
    ("cbs", "uitstroom_pct", "2017", "A007404", 17.0),
    ("cbs", "bijstandsuitkeringen_tot_aow", "2019-12", "NL01", 352.3),
    ("cbs", "bijstandsuitkeringen_tot_aow", "2025-12", "NL01", 346.8),
    ("divosa", "volume_pct", "2022", "NL01", -6.7),
    ("bbv", "bbv_27_per_1000", "2017-H1", "NL01", 41.9),
)


@pytest.mark.parametrize(("source", "id", "period", "area", "value"), PUBLISHED)
def test_published_figures(source: str, id: str, period: str, area: str, value: float) -> None:
    found = ROWS.filter(
        pl.col("bron") == source, pl.col("indicator") == id, pl.col("periode") == period,
        pl.col("gebied") == area,
    )  # fmt: skip
    assert found["waarde"].to_list() == [value]


def test_every_row_stands_once() -> None:
    assert ROWS.select(KEY).is_unique().all()


def test_all_size_classes_are_there() -> None:
    names = set(reference().gebied)
    for year in ("2016", "2017"):
        rows = ROWS.filter(pl.col("gebied_soort") == "grootteklasse", pl.col("periode") == year)
        classes = set(rows["gebied"].unique())
        assert len(classes) == 8
        assert classes <= names


def test_every_comparison_names_figures_and_passports_that_exist() -> None:
    told = reference()
    profile = load_profile("standaard").profile
    keys = {one.key for one in told.paspoort}
    assert len(keys) == len(told.paspoort)
    for comparison in told.vergelijking.values():
        assert set(comparison.bij) <= keys
        for term in terms_of(comparison):
            indicator = find(profile, term.id)
            assert set(term.dimensions) <= set(indicator.dimensions)


def test_every_passport_says_where_it_is_from() -> None:
    for one in reference().paspoort:
        assert one.herkomst, one.key
        assert one.definitie.endswith("."), one.key


def test_growth_of_the_country_follows_from_its_months() -> None:
    """De groei is van december op december, uit de maandcijfers die er ook in staan."""
    months = ROWS.filter(pl.col("indicator") == "bijstandsuitkeringen_tot_aow")
    level = dict(months.select("periode", "waarde").iter_rows())
    for year, value in ROWS.filter(
        pl.col("indicator") == "volume_pct", pl.col("bron") == "cbs"
    ).select("periode", "waarde").iter_rows():  # fmt: skip
        before = level[f"{int(year) - 1}-12"]
        assert value == pytest.approx(100 * (level[f"{year}-12"] - before) / before, abs=1e-3)

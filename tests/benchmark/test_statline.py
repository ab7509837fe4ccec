"""StatLine as it is handed out, read as rows of the table `benchmark`."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import xlsxwriter

from grip.config import load_profile
from grip.errors import InputError
from grip.ingest.load import Loaded, load
from grip.ingest.parse import parse_table
from grip.ingest.read import read_sheets
from grip.ingest.sheets import KNOWN
from grip.ingest.wide import headers_of_wide, read_period, unfold_sheets
from grip.wide_tables import wide_tables
from tests.benchmark.statline import HEAD_2015, HEAD_2017, REAL, ROWS_2015, ROWS_2017


def figures(path: Path) -> pl.DataFrame:
    """What the reader makes of one file."""
    tables = wide_tables()
    sheets = list(read_sheets(path, KNOWN | headers_of_wide(tables)))
    made = unfold_sheets(sheets, tables)
    assert not made.rest
    return pl.concat([parse_table(mapped).frame for mapped in made.mapped])


@pytest.fixture(scope="module")
def real() -> pl.DataFrame:
    return figures(REAL)


def value(frame: pl.DataFrame, indicator: str, area: str) -> float | None:
    found = frame.filter(pl.col("indicator") == indicator, pl.col("gebied") == area)
    assert found.height == 1
    return found.get_column("waarde").item()  # type: ignore[no-any-return]


@pytest.mark.parametrize("flow", ["instroom", "uitstroom"])
def test_shares_are_recomputed_with_the_denominator_of_their_name(
    real: pl.DataFrame, flow: str
) -> None:
    """In- en uitstroom van het CBS nagerekend: bij 95% van de grote binnen 0,6 procentpunt."""
    rows = real.filter(
        pl.col("indicator") == f"{flow}_pct",
        pl.col("gebied_soort") == "gemeente",
        pl.col("noemer_soort") == "begin_plus_instroom",
    )
    large = real.filter(
        pl.col("indicator") == "bijstandsontvangers", pl.col("waarde") >= 2000
    ).get_column("gebied")
    chosen = rows.filter(pl.col("gebied").is_in(large.implode()))
    error = (100 * chosen["teller"] / chosen["noemer"] - chosen["waarde"]).abs().to_numpy()
    assert len(error) >= 50
    assert np.quantile(error, 0.95) <= 0.6


@pytest.mark.parametrize("flow", ["instroom", "uitstroom"])
@pytest.mark.parametrize("other", ["begin", "ultimo"])
def test_no_other_denominator_comes_near(real: pl.DataFrame, flow: str, other: str) -> None:
    """Met de stand aan het begin of eind als noemer komt er iets heel anders uit."""
    wide = real.filter(pl.col("gebied_soort") == "gemeente").pivot(
        "indicator", index="gebied", values="waarde", aggregate_function="first"
    ).filter(pl.col("bijstandsontvangers") >= 2000)  # fmt: skip
    end = wide["bijstandsontvangers"]
    bottom = end if other == "ultimo" else end + wide["uitstroom"] - wide["instroom"]
    error = (100 * wide[flow] / bottom - wide[f"{flow}_pct"]).abs()
    assert error.median() > 3


def test_padding_and_signs_of_absence(real: pl.DataFrame) -> None:
    """Codes met spaties erachter, getallen met spaties ervoor, en `.` voor ontbreekt."""
    assert value(real, "bijstandsontvangers", "GM0451") == 400
    assert value(real, "instroom_pct", "GM0148") == 31.0
    assert set(real["gebied_soort"].unique()) == {
        "land", "gemeente", "grootteklasse", "arbeidsmarktregio",
    }  # fmt: skip
    assert real.filter(pl.col("waarde").is_null()).height > 0
    assert set(real["periode"].unique()) == {"2016"}


def test_age_makes_an_indicator_of_its_own(real: pl.DataFrame) -> None:
    assert value(real, "bijstandsontvangers_tot_aow", "GM0451") == 360
    assert value(real, "instroom_pct_tot_aow", "NL01") == 24.0


@pytest.mark.parametrize(
    ("name", "text", "period", "inflow"),
    [
        ("83450NED.csv", "\ufeff" + HEAD_2015 + ROWS_2015, "2015", 24.5),
        ("84066NED.csv", HEAD_2017 + ROWS_2017, "2017", 19.5),
        ("gemeenten 2015.csv", HEAD_2015 + ROWS_2015, "2015", 24.5),
    ],
)
def test_other_years_load_without_code(
    tmp_path: Path, name: str, text: str, period: str, inflow: float
) -> None:
    """Andere koppen, andere nummers en een byte-order mark: dezelfde tabel."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    frame = figures(path)
    assert set(frame["periode"].unique()) == {period}
    assert value(frame, "instroom_pct", "NL01") == inflow
    share = frame.filter(pl.col("indicator") == "instroom_pct", pl.col("gebied") == "GM0363")
    assert share["teller"].item() / share["noemer"].item() == pytest.approx(
        share["waarde"].item() / 100, abs=0.006
    )


def test_columns_may_move_and_get_other_numbers(tmp_path: Path) -> None:
    """De betekenis zit in de woorden van de kop, niet in het nummer of de plaats."""
    path = tmp_path / "82999NED.csv"
    path.write_text(
        '"RegioS","Perioden","Uitstroom_2","Uitstroom_3","Bijstandsontvangers_7","Instroom_8",'
        '"Instroom_9"\n'
        '"GM0451","2019JJ00","   100","  25.0","   300","   140","  35.0"\n'
        '"GM0148","2019JJ00","     .","     .","   200","    40","  20.0"\n',
        "utf-8",
    )
    frame = figures(path)
    assert value(frame, "instroom_pct", "GM0451") == 35.0
    assert value(frame, "uitstroom", "GM0148") is None
    row = frame.filter(pl.col("indicator") == "instroom_pct", pl.col("gebied") == "GM0451")
    assert row.select("periode", "teller", "noemer").row(0) == ("2019", 140, 400)


def test_what_was_hidden_or_far_away_is_told(tmp_path: Path) -> None:
    path = tmp_path / "82999NED.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["RegioS", "Perioden", "Bijstandsontvangers_7", "Instroom_8", "x"])
    sheet.write_row(1, 0, ["GM0451", "2019JJ00", "300", "140", "1"])
    sheet.write_row(2, 0, ["GM0148", "2019JJ00", "200", "40", "1"])
    sheet.write(1, 16_000, "-")
    sheet.write(1_000_000, 0, "-")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(4, 4, None, None, {"hidden": True})
    book.close()
    tables = wide_tables()
    made = unfold_sheets(list(read_sheets(path, KNOWN | headers_of_wide(tables))), tables)
    assert [sheet.read for sheet in (one.sheet for one in made.mapped)] == [3, 2]
    assert {found.rule.code for found in made.findings} - {"BRON-DOCUMENTATIE"} == {
        "RIJ-VERBORGEN", "KOLOM-VERBORGEN", "CEL-VER"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2016JJ00", ("2016", "definitief")),
        ("2025MM03", ("2025-03", "definitief")),
        ("2025KW04", ("2025-Q4", "definitief")),
        ("2025 maart*", ("2025-03", "voorlopig")),
        ("2024 4e kwartaal**", ("2024-Q4", "nader voorlopig")),
        ("2024", ("2024", "definitief")),
    ],
)
def test_periods(text: str, said: tuple[str, str]) -> None:
    assert read_period(text) == said


def test_without_a_year_anywhere_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gemeenten.csv"
    path.write_text(HEAD_2015 + ROWS_2015, "utf-8")
    with pytest.raises(InputError) as refused:
        figures(path)
    assert "jaar" in refused.value.advice


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """An export with a StatLine file beside its tables."""
    folder = tmp_path_factory.mktemp("export")
    shutil.copy(REAL, folder / "83747NED.csv")
    (folder / "uitkeringen.csv").write_text(
        "uitkering_id;persoon_id;regeling;ingangsdatum;einddatum\nU1;P1;PW;2015-01-01;\n", "utf-8"
    )
    (folder / "benchmark.csv").write_text(
        "bron;indicator;periode;gebied_soort;gebied;waarde\ndivosa;x;2016;land;NL;1,5\n", "utf-8"
    )
    return load(folder, load_profile("standaard").profile)


def test_it_loads_beside_a_table_of_the_user(loaded: Loaded) -> None:
    """Het bestand gaat zo in de map met exports, naast een eigen tabel benchmark."""
    frame = loaded.tables["benchmark"]
    assert set(frame["bron"].unique()) == {"cbs", "divosa"}
    assert frame.filter(pl.col("indicator") == "instroom_pct").height > 400


def test_every_row_is_loaded_or_listed(loaded: Loaded) -> None:
    """Elke rij van het bestand telt mee of staat bij de bevindingen."""
    counts = [one for one in loaded.counts if one.file == "83747NED.csv"]
    assert max(one.read for one in counts) == 1470
    assert all(one.read == one.loaded + one.refused + one.set_apart for one in counts)
    listed = [one for one in loaded.findings if one.rule.code == "RIJ-BRON"]
    assert len(listed) == sum(one.set_apart for one in counts)

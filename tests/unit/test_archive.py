"""The archive of forecasts: which of them a run may know, and how they turned out."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from grip.archive import recall_forecasts
from grip.forecast.frame import BASE, QUANTILES, SCHEMA

LAST, TODAY = date(2021, 6, 30), date(2021, 7, 10)


def publish(
    place: Path, name: str, after: str, extraction: str, middle: float = 100.0, **changed: str
) -> Path:
    """Leave a forecast of three months in a run folder, 10 wide to either side."""
    year, month = (int(part) for part in after.split("-"))
    months = [f"{year + (month + n - 1) // 12}-{(month + n - 1) % 12 + 1:02d}" for n in (1, 2, 3)]
    wide = {q: middle + 20 * (share - 0.5) / 0.8 for q, share in QUANTILES.items()}
    frame = pl.DataFrame(
        {"reeks": "stand_eind", "categorie": "totaal", "maand": months, **wide,
         "gemiddelde": middle, "scenario": BASE}, schema=SCHEMA,
    )  # fmt: skip
    folder = place / name
    folder.mkdir(parents=True)
    content = frame.write_csv().encode()
    (folder / "prognose.csv").write_bytes(content)
    manifest = {
        "run": name, "extractiedatum": extraction,
        "configuratie": {"gemeente.naam": {"waarde": changed.get("gemeente", "Dorp")}},
        "uitvoer": {"prognose.csv": changed.get("hash", sha256(content).hexdigest())},
        "opdracht": {"naam": "rapport"} | ({"voorbeeld": "ja"} if "voorbeeld" in changed else {}),
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def recalled(place: Path) -> list[tuple[str, str]]:
    found = recall_forecasts([place, place], "Dorp", LAST, TODAY)
    return [(one.after, one.run) for one in found.forecasts]


def test_only_what_was_before_is_known(tmp_path: Path) -> None:
    """Not the run of this month itself, nor what was made after a later month or a later export."""
    publish(tmp_path, "rapport-2021-04", "2021-04", "2021-05-10")
    publish(tmp_path, "rapport-2021-06", "2021-06", "2021-07-10")
    publish(tmp_path, "rapport-2021-07", "2021-07", "2021-08-10")
    publish(tmp_path, "rapport-2021-05", "2021-05", "2021-09-01")
    assert recalled(tmp_path) == [("2021-04", "rapport-2021-04")]


def test_a_month_that_is_not_over_is_not_its_own_past(tmp_path: Path) -> None:
    publish(tmp_path, "rapport-2021-05", "2021-05", "2021-06-10")
    half = recall_forecasts([tmp_path], "Dorp", date(2021, 6, 15), TODAY)
    assert half.forecasts == ()


def test_the_first_that_was_published_counts(tmp_path: Path) -> None:
    """A rerun with newer data knew more; of the same export the first version counts."""
    publish(tmp_path, "rapport-2021-03", "2021-03", "2021-05-10")
    publish(tmp_path, "rapport-2021-03.v1", "2021-03", "2021-04-10")
    publish(tmp_path, "rapport-2021-03.v2", "2021-03", "2021-04-10")
    assert recalled(tmp_path) == [("2021-03", "rapport-2021-03.v1")]


@pytest.mark.parametrize("changed", [{"gemeente": "Stad"}, {"hash": "0" * 64}])
def test_of_another_town_or_changed_by_hand_is_none(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    publish(tmp_path, "rapport-2021-03", "2021-03", "2021-04-10", **changed)
    assert recalled(tmp_path) == []


def test_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    folder = publish(tmp_path, "rapport-2021-03", "2021-03", "2021-04-10")
    (folder / "manifest.json").write_text("geen json", "utf-8")
    (tmp_path / "los").mkdir()
    (tmp_path / "los" / "prognose.csv").write_text("reeks\n", "utf-8")
    assert recalled(tmp_path) == []


def test_how_they_turned_out(tmp_path: Path) -> None:
    """After March 100 were expected, 94 to 106 in 80%; 101 and 120 came, and March had 98."""
    publish(tmp_path, "rapport-2021-03", "2021-03", "2021-04-10")
    history = pl.DataFrame(
        {"maand": ["2021-03", "2021-04", "2021-05"], "stand_eind": [98.0, 101.0, 120.0],
         "instroom": [1.0, 2.0, 3.0], "uitstroom": [1.0, 2.0, 3.0]}
    )  # fmt: skip
    archive = recall_forecasts([tmp_path], "Dorp", LAST, TODAY)
    record = archive.record(history)
    assert record is not None
    assert record.forecasts == 1
    rows = {row["vooruit"]: row for row in record.summary.iter_rows(named=True)}
    assert set(rows) == {1, 2}
    assert (rows[1]["fout"], rows[1]["fout_naief"], rows[1]["dekking_80"]) == (1, 3, 1)
    assert (rows[2]["fout"], rows[2]["fout_naief"], rows[2]["dekking_95"]) == (20, 22, 0)
    assert rows[2]["scheef"] == 20
    ((name, digest),) = archive.inputs
    assert name == "prognose na 2021-03"
    assert digest == sha256((tmp_path / "rapport-2021-03/prognose.csv").read_bytes()).hexdigest()
    assert archive.record(history.head(1)) is None


def test_a_forecast_of_sample_data_is_not_one_of_real_data(tmp_path: Path) -> None:
    publish(tmp_path, "rapport-2021-03", "2021-03", "2021-04-10")
    publish(tmp_path, "rapport-2021-04", "2021-04", "2021-05-10", voorbeeld="ja")
    assert recalled(tmp_path) == [("2021-03", "rapport-2021-03")]
    of_sample = recall_forecasts([tmp_path], "Dorp", LAST, TODAY, sample=True).forecasts
    assert [one.after for one in of_sample] == ["2021-04"]

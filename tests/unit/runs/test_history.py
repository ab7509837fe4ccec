"""`grip historie`: every run in its place, broken folders named, and what came of forecasts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from grip.errors import InputError, UsageError
from grip.runs.exports import holds, refuse_other
from grip.runs.past import RUNS, history_in
from grip.runs.shelf import find_run, last_two, read_run
from tests.acceptance.running import done, grip, rows_of
from tests.unit.runs.folders import BENEFITS, exports, published, report
from tests.unit.test_archive import publish


def test_versions_stand_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    """Each with what is different since the one before it."""
    out = tmp_path / "uitvoer"
    first = report(exports(tmp_path / "a"), out)
    own = tmp_path / "eigen.toml"
    own.write_text('naam = "eigen"\n[instellingen]\ntijdig_dagen = 21\n')
    changed = BENEFITS.replace("U7;P7;PW;2020-08-01;;", "U7;P7;PW;2020-08-01;2021-05-31;01")
    second = report(exports(tmp_path / "b", changed), out)
    third = report(tmp_path / "b", out, str(own))
    rows = history_in([out]).frame.to_dicts()
    assert [(r["map"], r["versiemap"], r["run"]) for r in rows] == [
        ("rapport-2021.v1", "v1", first.id),
        ("rapport-2021.v2", "v2", second.id),
        ("rapport-2021", None, third.id),
    ]
    assert [r["vorige_run"] for r in rows] == [None, first.id, second.id]
    assert [r["invoer_gewijzigd"] for r in rows] == [None, "uitkeringen", ""]
    assert [r["instellingen_gewijzigd"] for r in rows] == [None, 0, 2]
    assert {(r["periode"], r["publiek"], r["staat"]) for r in rows} == {("2021", "intern", "heel")}
    assert rows[-1]["profiel"] == "eigen"
    assert rows[-1]["extractiedatum"] == date(2022, 1, 14)


@pytest.mark.parametrize(
    "manifest",
    [
        "geen json",
        pytest.param("[" * 100_000, id="diep"),
        "[]",
        '"tekst"',
        '{"run": 1}',
        '{"opdracht": []}',
        "\udce9",
    ],
)
def test_a_broken_manifest_is_named_and_in_nobodys_way(tmp_path: Path, manifest: str) -> None:
    published(tmp_path / "rapport-2021", [{"waarde": 3.0}])
    (tmp_path / "rapport-2020").mkdir()
    text = manifest.encode("utf-8", "surrogateescape")
    (tmp_path / "rapport-2020" / "manifest.json").write_bytes(text)
    rows = {row["map"]: row for row in history_in([tmp_path]).frame.to_dicts()}
    assert rows["rapport-2021"]["staat"] == "heel"
    assert rows["rapport-2020"]["run"] is None
    assert rows["rapport-2020"]["staat"] == "manifest.json is niet te lezen"


@pytest.mark.parametrize(
    "key", ["run", "versie", "opdracht", "extractiedatum", "configuratie", "invoer", "uitvoer"]
)
@pytest.mark.parametrize("wrong", [None, 7, "", [3], {"x": 3}])
def test_no_manifest_makes_it_fall_over(tmp_path: Path, key: str, wrong: object) -> None:
    """Whatever stands in it, the folder is a run or is named as broken."""
    run = published(tmp_path / "rapport-2021", [{"waarde": 3.0}])
    manifest = {**run.manifest, key: wrong}
    (run.folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    frame = history_in([tmp_path]).frame
    assert frame.get_column("map").to_list() == ["rapport-2021"]
    del manifest[key]
    (run.folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert history_in([tmp_path]).frame.get_column("run").to_list() == [None]


def test_what_is_half_or_none_of_ours(tmp_path: Path) -> None:
    """A run that was killed and one without manifest are named; other folders are passed over."""
    for name in (".grip-rapport-2021.nieuw", "rapport-2020", "foto's"):
        (tmp_path / name).mkdir()
    (tmp_path / "rapport-2019").write_text("een bestand", "utf-8")
    said = {row["map"]: row["staat"] for row in history_in([tmp_path]).frame.to_dicts()}
    assert said.keys() == {".grip-rapport-2021.nieuw", "rapport-2020"}
    assert said[".grip-rapport-2021.nieuw"].startswith("niet afgemaakt")
    assert said["rapport-2020"].startswith("geen manifest.json")


def test_a_file_that_was_changed_or_lost_is_named(tmp_path: Path) -> None:
    run = published(
        tmp_path / "rapport-2021", [{"waarde": 3.0}], files={"doelen.csv": b"doel_id\n"}
    )
    assert run.state() == "heel"
    (run.folder / "doelen.csv").unlink()
    (run.folder / "indicatoren.csv").write_text("anders", "utf-8")
    assert run.state() == "ontbreekt: doelen.csv; gewijzigd: indicatoren.csv"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A manifest that is a folder or a link to itself, and a file of a run that is a folder."""
    run = published(tmp_path / "rapport-2021", [{"waarde": 3.0}])
    (run.folder / "indicatoren.csv").unlink()
    (run.folder / "indicatoren.csv").mkdir()
    (tmp_path / "rapport-2020" / "manifest.json").mkdir(parents=True)
    (tmp_path / "rapport-2019").mkdir()
    (tmp_path / "rapport-2019" / "manifest.json").symlink_to("manifest.json")
    (tmp_path / "rapport-2018").symlink_to("rapport-2018")
    said = {row["map"]: row["staat"] for row in history_in([tmp_path]).frame.to_dicts()}
    assert said == {
        "rapport-2021": "niet te lezen: indicatoren.csv",
        "rapport-2020": "manifest.json is niet te lezen",
        "rapport-2019": "manifest.json is niet te lezen",
    }


def test_a_folder_that_cannot_be_read_is_a_mistake_of_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor are names that no system takes, in a manifest or on the command line."""
    names = {"\0": "0" * 64, "x" * 300: "0" * 64}
    inputs = [{"tabel": "personen", "bestand": name, "blad": "", "sha256": "0"} for name in names]
    run = published(tmp_path / "rapport-2021", [{"waarde": 3.0}], uitvoer=names, invoer=inputs)
    assert run.state().startswith("ontbreekt: \0; niet te lezen: xxx")
    assert not holds(tmp_path, run)
    with pytest.raises(UsageError, match="RUN-GEEN"):
        find_run("x" * 300, [tmp_path])
    with pytest.raises(InputError, match="IN-MAP") as refused:
        refuse_other(run, tmp_path / ("x" * 300))
    assert "--data-a" in refused.value.advice

    def refuse(place: object) -> list[str]:
        raise PermissionError(place)

    monkeypatch.setattr("grip.runs.shelf.os.listdir", refuse)
    with pytest.raises(InputError, match="RUN-LEZEN"):
        history_in([tmp_path])


def test_the_same_folder_named_twice_is_read_once(tmp_path: Path) -> None:
    published(tmp_path / "rapport-2021", [{"waarde": 3.0}])
    assert history_in([tmp_path, tmp_path / "rapport-2021" / ".."]).frame.height == 1


def test_without_names_a_run_stands_beside_its_own_version(tmp_path: Path) -> None:
    """And not beside one over another period; where several have versions nobody can tell."""

    def made(*names: str) -> None:
        for name in names:
            span = name.removeprefix("rapport-").partition(".")[0]
            asked = {"naam": "rapport", "periode": span, "publiek": "intern"}
            published(tmp_path / name, [{"waarde": 3.0}], opdracht=asked)

    def pair() -> list[str]:
        return [run.name for run in last_two([tmp_path])]

    made("rapport-2021-12", "rapport-2021")
    with pytest.raises(UsageError, match="geen twee runs"):
        pair()
    made("rapport-2021-11")
    assert pair() == ["rapport-2021-11", "rapport-2021-12"]
    made("rapport-2021-11.v2", "rapport-2021-11.v10")
    assert pair() == ["rapport-2021-11.v10", "rapport-2021-11"]
    made("rapport-2021.v1")
    with pytest.raises(UsageError) as refused:
        pair()
    assert "grip verschil rapport-2021.v1 rapport-2021;" in refused.value.advice


def test_a_manifest_names_no_file_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("x", "utf-8")
    run = published(tmp_path / "rapport-2021", [{"waarde": 3.0}], uitvoer={"../geheim": "0" * 64})
    assert run.state() == "ontbreekt: ../geheim"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        history_in([tmp_path / "nergens"])
    assert refused.value.code == "RUN-MAP"
    assert history_in([tmp_path]).frame.columns == list(RUNS)


def test_a_run_is_found_by_folder_name_and_number(tmp_path: Path) -> None:
    one = published(tmp_path / "rapport-2021", [{"waarde": 3.0}], run="abcd1111")
    published(tmp_path / "rapport-2020", [{"waarde": 3.0}], run="abcd2222")
    for name in (str(one.folder), "rapport-2021", "abcd1111", "abcd1"):
        assert find_run(name, [tmp_path]).id == "abcd1111"
    for name in ("abcd", "abc", "rapport-2031", ""):
        with pytest.raises(UsageError) as refused:
            find_run(name or "-", [tmp_path])
        assert refused.value.code == "RUN-GEEN"
    with pytest.raises(UsageError, match="RUN-GEEN") as refused:
        find_run("rapport-202", [tmp_path])
    assert "Bedoelde u 'rapport-202" in refused.value.advice


def _forecast(place: Path) -> None:
    """A forecast after March of 94 to 106, and a later report that counts 101 and 120."""
    folder = publish(place, "rapport-2021-03", "2021-03", "2021-04-10")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["configuratie"]["gemeente.naam"]["laag"] = "dorp.toml"
    whole = {"versie": "0.4.0", "invoer": [], **manifest}
    whole["opdracht"] |= {"periode": "2021-03", "publiek": "intern"}
    (folder / "manifest.json").write_text(json.dumps(whole), "utf-8")
    months = [
        {
            "waarde": value,
            "periode_begin": date(2021, n, 1),
            "periode_eind": date(2021, n, 30 + n % 2),
        }
        for n, value in ((3, 98.0), (5, 120.0))
    ]
    april = {"waarde": 101.0, "periode_begin": date(2021, 4, 1), "periode_eind": date(2021, 4, 30)}
    published(
        place / "rapport-2021-05", [*months, april], audience="intern",
        opdracht={"naam": "rapport", "periode": "2021-05", "publiek": "intern"},
        extractiedatum="2021-06-10",
    )  # fmt: skip


def test_what_was_said_and_what_came(tmp_path: Path) -> None:
    _forecast(tmp_path)
    made = history_in([tmp_path])
    assert made.internal
    rows = made.track.select("na", "maand", "p50", "kwam", "binnen_80", "binnen_95").rows()
    assert rows == [("2021-03", "2021-04", 100, 101, True, True),
                    ("2021-03", "2021-05", 100, 120, False, False)]  # fmt: skip
    assert isinstance(read_run(tmp_path / "rapport-2021-03").folder, Path)


def test_the_command(tmp_path: Path) -> None:
    """On the screen, as json and as files; the folder is that of `grip.toml` or of the line."""
    out = tmp_path / "runs"
    out.mkdir()
    _forecast(out)
    (out / "rapport-2021-01").mkdir()
    (tmp_path / "grip.toml").write_text('uit = "runs"\n', "utf-8")
    said = done("historie", cwd=tmp_path)
    assert "VERTROUWELIJK" in said.out
    assert "rapport-2021-01: geen manifest.json" in said.out
    assert "bestand 1 van 2" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert done("historie", "--uit", "runs", cwd=tmp_path).out == said.out
    told = json.loads(done("historie", "runs", "--json", cwd=tmp_path).out)
    assert [row["map"] for row in told["runs"]] == [
        "rapport-2021-03", "rapport-2021-05", "rapport-2021-01",
    ]  # fmt: skip
    written = done("historie", "--uit", "lijst.csv", cwd=tmp_path)
    assert "Ernaast: lijst-prognoses.csv" in written.err
    assert len(rows_of(tmp_path / "lijst.csv")) == 3
    assert len(rows_of(tmp_path / "lijst-prognoses.csv")) == 2
    refused = grip("historie", "nergens", cwd=tmp_path)
    assert (refused.code, "RUN-MAP" in refused.err) == (2, True)

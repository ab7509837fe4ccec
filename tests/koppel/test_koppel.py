"""`grip koppel` as a user meets it: from an unknown export to figures."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from pathlib import Path

import polars as pl
import pytest

from grip.sources import load_source
from tests.acceptance.running import SAMPLE, Said, done, grip
from tests.ingest.files import write_csv, write_xlsx

from .renamed import renamed


def write_renamed(folder: Path, town: str, style: str) -> None:
    """Write a sample under other names and headers, one csv per table."""
    folder.mkdir(parents=True)
    for one in renamed(town, style):
        cells = one.sheet.frame.select(pl.exclude("_rij"))
        cells.columns = list(one.sheet.header)
        cells.write_csv(folder / one.sheet.file.replace("/", "-"), separator=";")


@pytest.mark.parametrize("style", ["systeem", "kantoor"])
def test_a_renamed_export_gives_the_same_figures(tmp_path: Path, style: str) -> None:
    write_renamed(tmp_path / "data", "uithoorn", style)
    said = done("koppel", "data", "--ja", "--profiel", "uithoorn", cwd=tmp_path)
    assert "Geschreven: bron.toml (15 van 15 bladen)" in said.err
    (tmp_path / "grip.toml").write_text('data = "data"\nprofiel = "uithoorn"\nbron = "bron.toml"\n')
    done("indicatoren", "--periode", "2020", "--uit", "nieuw.csv", cwd=tmp_path)
    done("indicatoren", "--data", SAMPLE, "--profiel", "uithoorn", "--periode", "2020", "--uit",
         tmp_path / "oud.csv", cwd=tmp_path / "data")  # fmt: skip
    old, new = (pl.read_csv(tmp_path / f"{name}.csv", infer_schema=False).drop("run")
                for name in ("oud", "nieuw"))  # fmt: skip
    assert old.height > 5000
    assert old.equals(new)


DOSSIERS = [
    ["Uitdraai dossiers", "", "", "", "", "", "", ""],
    ["Dossiernr", "Klantnr", "Wet", "Startdatum", "Stopdatum", "Reden start", "Samenleving",
     "Kleur"],
]  # fmt: skip
LIVING = {0: "ALO", 1: "Gehuwd", 2: "kamerbewoner"}


def vendor(folder: Path) -> Path:
    """Write an export with codes of its own, ends that are a first day without, and cents."""
    folder.mkdir()
    dossiers, persons, income = list(DOSSIERS), [["Klantnr", "Geb.datum", "Geslacht"]], []
    income.append(["Klantnr", "Periode", "Bedrag (cent)"])
    for number in range(60):
        person = f"K{number:03d}"
        persons.append([person, f"19{60 + number % 40}0501", "MV"[number % 2]])
        living = LIVING[number % 3]
        half = ["WWB", "20190101", "20200101", "L7", living, ["rood", "blauw"][number % 2]]
        dossiers.append([f"D{number}-1", person, *half])
        dossiers.append([f"D{number}-2", person, "WWB", "20200101", "", "L8", living, "rood"])
        income.append([person, "202001", str(100_000 + number * 100)])
    write_xlsx(folder / "uitdraai.xlsx", {"Dossiers": dossiers})
    write_csv(folder / "klanten_202001.csv", persons)
    write_csv(folder / "verdiensten.csv", income)
    return folder


def test_codes_dates_and_what_has_no_place(tmp_path: Path) -> None:
    vendor(tmp_path / "data")
    said = done("koppel", "data", "--ja", "--uit", "gws.toml", cwd=tmp_path)
    assert "eerste dag zonder (zeker)" in said.out
    assert "Codes zonder betekenis in 'Reden start': L7 (60), L8 (60)." in said.out
    assert "Niet geplaatst: 'Kleur'." in said.out
    text = (tmp_path / "gws.toml").read_text("utf-8")
    assert '# niet geplaatst: "Kleur"' in text
    assert '# zonder betekenis: "kamerbewoner" (40)' in text
    told = tomllib.loads(text)["deel"]
    assert told["personen"]["blad"] == ["klanten_*"]
    columns = told["uitkeringen"]["kolom"]
    assert columns["einddatum"] == {"kop": ["Stopdatum"], "betekenis": "eerste dag zonder"}
    assert columns["regeling"]["codes"] == {"WWB": "PW"}
    assert columns["leefvorm"]["codes"] == {"ALO": "alleenstaande_ouder", "Gehuwd": "samenwonend"}
    assert told["personen"]["kolom"]["geslacht"]["codes"] == {"M": "man", "V": "vrouw"}
    assert "stelsel" not in json.dumps(told), "local codes are not taken for those of CBS"
    assert load_source(str(tmp_path / "gws.toml")).bewijs == "afgeleid"
    (tmp_path / "grip.toml").write_text('data = "data"\nbron = ["gws.toml"]\n')
    found = json.loads(done("controleer", "--json", cwd=tmp_path).out)
    counts = {row["table"]: (row["read"], row["loaded"]) for row in found["rijen"]}
    assert counts["uitkeringen"] == (120, 120)
    assert counts["personen"] == (60, 60)
    codes = {row["code"] for row in found["bevindingen"]}
    assert "BRON-CODE" in codes
    assert "UIT-EINDDAG" not in codes, "the ends were not shifted"


def test_as_json(tmp_path: Path) -> None:
    vendor(tmp_path / "data")
    found = json.loads(done("koppel", "data", "--json", cwd=tmp_path).out)
    assert found["schema"] == "grip/koppel/1"
    (dossiers,) = [one for one in found["bladen"] if one["blad"] == "Dossiers"]
    assert dossiers["tabel"] == "uitkeringen"
    assert dossiers["niet_geplaatst"] == ["Kleur"]
    ends = next(one for one in dossiers["kolommen"] if one["kolom"] == "einddatum")
    assert ends["instellingen"] == {"betekenis": "eerste dag zonder"}
    assert not list(tmp_path.glob("*.toml"))


class Terminal(io.StringIO):
    """A standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


def answered(monkeypatch: pytest.MonkeyPatch, folder: Path, *answers: str) -> Said:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{answer}\n" for answer in answers)))
    return done("koppel", "data", cwd=folder)


def test_questions_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vendor(tmp_path / "data")
    said = answered(monkeypatch, tmp_path, "nee", "nee", "nee", "nee")
    assert "Is 'Dossiers' de tabel uitkeringen? [j/n]" in said.err
    assert "Niets geschreven: er is geen blad overgenomen." in said.err
    assert not (tmp_path / "bron.toml").exists()
    answered(monkeypatch, tmp_path, *["ja"] * 20)
    whole = (tmp_path / "bron.toml").read_bytes()
    assert b"[deel.uitkeringen]" in whole
    said = answered(monkeypatch, tmp_path, *["ja"] * 3, "nee", *["nee"] * 9)
    assert (tmp_path / "bron.toml").read_bytes() == whole


def test_nobody_to_ask_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vendor(tmp_path / "data")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    said = done("koppel", "data", cwd=tmp_path)
    assert "Niets geschreven: neem het voorstel over met --ja." in said.err
    assert not (tmp_path / "bron.toml").exists()


def test_the_same_files_give_the_same_profile(tmp_path: Path) -> None:
    vendor(tmp_path / "data")
    for name in ("a.toml", "b.toml"):
        done("koppel", "data", "--ja", "--uit", name, cwd=tmp_path)
    first, second = ((tmp_path / name).read_text("utf-8") for name in ("a.toml", "b.toml"))
    assert first.replace('naam = "a"', 'naam = "b"') == second


def test_canonical_files_need_no_source(tmp_path: Path) -> None:
    said = done("koppel", SAMPLE / "personen.csv", "--ja", cwd=tmp_path)
    assert "grip leest dit blad zonder bronprofiel." in said.out
    assert "Niets geschreven" in said.err


def test_a_file_that_is_no_table(tmp_path: Path) -> None:
    write_csv(tmp_path / "recept.csv", [["Bloem", "Melk"], ["200", "halve liter"]] * 2)
    said = done("koppel", "recept.csv", "--ja", cwd=tmp_path)
    assert "niet geplaatst, dit lijkt op geen enkele tabel" in said.out
    assert not (tmp_path / "bron.toml").exists()


def test_a_bsn_is_refused_and_not_shown(tmp_path: Path) -> None:
    numbers = ["111222011", "111222023", "111222035", "111222047", "111222059", "111222060"]
    write_csv(tmp_path / "x.csv", [["Klant", "Geb.datum"], *([n, "19800101"] for n in numbers)])
    said = grip("koppel", "x.csv", "--ja", cwd=tmp_path)
    assert said.code == 7
    assert not any(number in said.text for number in numbers)


def test_a_source_of_the_run_is_in_the_manifest(tmp_path: Path) -> None:
    vendor(tmp_path / "data")
    done("koppel", "data", "--ja", cwd=tmp_path)
    (tmp_path / "grip.toml").write_text('data = "data"\nbron = "bron.toml"\n')

    def run() -> str:
        out = done("indicatoren", "instroom", "--periode", "2020", "--json", cwd=tmp_path).out
        return str(json.loads(out)["rijen"][0]["run"])

    before = run()
    assert run() == before
    path = tmp_path / "bron.toml"
    path.write_text(path.read_text("utf-8").replace('WWB" = "PW', 'WWB" = "IOAW'), "utf-8")
    assert run() != before

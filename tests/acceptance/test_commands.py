"""Every command as a new user meets it: the first screen, the help, the examples, each form."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from typer.main import get_command

import grip as package
from grip.cli import app, main
from grip.config import load_profile
from grip.indicators.catalogue import defaults
from tests.acceptance.running import (
    ROOT,
    SAMPLE,
    Said,
    done,
    grip,
    grip_apart,
    moments,
    rows_of,
    small_town,
    tree,
)  # fmt: skip
from tests.unit.runs.folders import report

COMMANDS = sorted(get_command(app).commands)
REPORT_FILES = {
    "rapport.xlsx", "rapport.html", "achtergrond.xlsx", "indicatoren.csv", "doelen.csv",
    "bevindingen.csv", "signalen.csv", "werklijst.json", "werklijst.xlsx",
    "manifest.json", "prognose.csv",
}  # fmt: skip
COLUMNS = [
    "indicator", "definitie", "periode_begin", "periode_eind", "dimensie", "categorie", "waarde",
    "teller", "noemer", "ondergrens", "bovengrens", "eenheid", "soort", "referentie", "verschil",
    "oordeel", "status", "run",
]  # fmt: skip


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder to work in: exports with a grip.toml, and the same exports in a folder below.

    In another folder stands an export with headers of its own. Beside them are scenarios and a
    monthly series.
    """
    folder = small_town(tmp_path / "werk")
    shutil.copytree(small_town(tmp_path / "los"), folder / "map-met-exports")
    (folder / "onbekende-exports").mkdir()
    persons = (folder / "personen.csv").read_text("utf-8")
    unknown = persons.replace("persoon_id", "Clientnr", 1).replace("geboortedatum", "Geb_dat", 1)
    (folder / "onbekende-exports" / "klanten.csv").write_text(unknown, "utf-8")
    (folder / "plannen.toml").write_text("[scenario.leeg]\nnaam = 'Zonder verandering'\n", "utf-8")
    series = ROOT / "data" / "referentie" / "cbs" / "37789ksz-maanden.csv"
    (folder / "reeksen").mkdir()
    shutil.copy(series, folder / "reeksen" / "cbs.csv")
    return folder


def examples(text: str) -> list[list[str]]:
    """The commands in a help page or on the first screen."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("  grip ")]
    return [shlex.split(line)[1:] for line in lines]


# --- the first screen and the help -------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_the_first_screen(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """What it is, how to begin, and the name of every command, in one look."""
    said = done(*arguments, cwd=tmp_path)
    lines = said.out.splitlines()
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 80
    assert "grip voorbeeld mijn-voorbeeld" in said.out
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\w", said.out, re.MULTILINE), command
    assert said.err == ""
    assert list(tmp_path.iterdir()) == []


def test_the_version_and_nothing_else(work: Path) -> None:
    """Asked for the version, grip says it; a command behind it is not run on the quiet."""
    for arguments in (("--versie",), ("--versie", "rapport")):
        said = done(*arguments, cwd=work)
        assert said.text == f"grip {package.__version__}\n"
    assert not (work / "uitvoer").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(command: str) -> None:
    """Dutch, at most 80 columns, every option explained, two examples or more."""
    said = done(command, "--help")
    lines = said.out.splitlines()
    assert lines[0].startswith(f"Gebruik: grip {command}")
    assert max(map(len, lines)) <= 80
    assert len(examples(said.out)) >= 2
    assert all(example[0] == command for example in examples(said.out))
    assert "-h, --help" in said.out
    for parameter in get_command(app).commands[command].params:
        if parameter.param_type_name == "option":
            assert re.search(rf"{parameter.opts[0]}\b.*(\n +)?\w{{3,}}", said.out), parameter.name


def two_runs(work: Path) -> None:
    """Leave two versions of a report: on the exports below, and on those with a row less."""
    lines = (work / "uitkeringen.csv").read_bytes().splitlines(keepends=True)
    (work / "uitkeringen.csv").write_bytes(b"".join(lines[:-1]))
    for data in (work / "map-met-exports", work):
        report(data, work / "uitvoer", period="2021-12", names=("stand_eind", "uitstroom"))


HELP_EXAMPLES = [
    (command, number)
    for command in COMMANDS
    for number in range(len(examples(grip(command, "--help").out)))
]


@pytest.mark.usefixtures("without_charts")
@pytest.mark.parametrize(("command", "number"), HELP_EXAMPLES)
def test_the_examples_run(command: str, number: int, work: Path) -> None:
    """What the help shows can be typed over as it stands."""
    example = examples(grip(command, "--help").out)[number]
    if command in ("verschil", "historie"):
        two_runs(work)
    before = tree(work)
    done(*example, cwd=work)
    written = set(tree(work)) - set(before)
    writes = command in ("voorbeeld", "rapport", "bijlage") or {"--uit", "--werklijst"} & set(
        example
    )
    assert bool(written) == bool(writes)
    if "--uit" in example:
        target = example[example.index("--uit") + 1]
        assert any(name.split("/")[0] == target for name in written)


def test_from_nothing_to_a_report(tmp_path: Path) -> None:
    """The three lines of the first screen, one after the other."""
    made = done("voorbeeld", "mijn-voorbeeld", cwd=tmp_path)
    folder = tmp_path / "mijn-voorbeeld"
    assert "cd mijn-voorbeeld" in made.err
    assert tree(folder) == tree(SAMPLE)
    said = done("rapport", cwd=folder)
    report = folder / "uitvoer" / "rapport-2021-12"
    assert set(tree(report)) > REPORT_FILES
    assert {name.split("/")[0] for name in tree(report)} == REPORT_FILES | {"grafieken"}
    assert "uitvoer/rapport-2021-12/rapport.xlsx" in said.out
    assert "Op 31 december 2021 waren er 322 uitkeringen" in said.out
    assert f"{len(tree(report))} bestanden" in said.out


def test_an_example_overwrites_nothing(tmp_path: Path) -> None:
    """A folder with something in it is left alone; a new or empty one is filled."""
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "eigen.txt").write_text("van mij")
    said = grip("voorbeeld", "vol", cwd=tmp_path)
    assert said.code == 5
    assert "UIT-BESTAAT" in said.err
    assert list(tree(tmp_path)) == ["vol/eigen.txt"]
    (tmp_path / "leeg").mkdir()
    done("voorbeeld", "leeg", cwd=tmp_path)
    (tmp_path / "bestand").write_text("geen map")
    assert grip("voorbeeld", "bestand", cwd=tmp_path).code == 5


# --- indicatoren -------------------------------------------------------------------------------


def frame_of(path: Path) -> pl.DataFrame:
    """The result frame from any of the four kinds of files, in one set of types."""
    if path.suffix == ".csv":
        found = pl.DataFrame(rows_of(path))
    elif path.suffix == ".json":
        content = json.loads(path.read_text("utf-8"))
        assert content["schema"] == "grip/resultaten/1"
        found = pl.DataFrame(content["rijen"], infer_schema_length=None)
    elif path.suffix == ".parquet":
        found = pl.read_parquet(path)
    else:
        header, *lines = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        found = pl.DataFrame([dict(zip(header, line, strict=True)) for line in lines],
                             infer_schema_length=None)  # fmt: skip
    assert found.columns == COLUMNS
    numbers = ("waarde", "teller", "noemer", "ondergrens", "bovengrens", "referentie", "verschil")
    text = [pl.col(name).cast(pl.String).replace("", None) for name in COLUMNS]
    return found.with_columns(text).with_columns(
        pl.col(numbers).cast(pl.Float64).round(9), pl.col("^periode_.*$").str.slice(0, 10)
    )


@pytest.mark.parametrize("suffix", [".json", ".parquet", ".xlsx"])
def test_every_file_format_says_the_same(suffix: str, work: Path) -> None:
    """One frame in four coats, and `--json` prints the file that `--uit x.json` writes."""
    asked = ("indicatoren", "stand_personen", "instroom_pct", "--per", "leeftijdsgroep")
    for name in ("a.csv", f"a{suffix}"):
        said = done(*asked, "--periode", "2020", "--uit", work.parent / name, cwd=work)
        assert said.out == ""
    assert frame_of(work.parent / "a.csv").equals(frame_of(work.parent / f"a{suffix}"))
    printed = done(*asked, "--periode", "2020", "--json", cwd=work)
    if suffix == ".json":
        assert printed.out == (work.parent / "a.json").read_text("utf-8")


def test_json_and_a_file_at_once(work: Path) -> None:
    """`--json` does not make grip forget that a file was asked for."""
    out = work.parent / "cijfers.csv"
    said = done("indicatoren", "instroom", "--json", "--uit", out, cwd=work)
    assert len(json.loads(said.out)["rijen"]) == len(rows_of(out)) == 1


def values(said: Said) -> dict[tuple[str, str, str], float]:
    """Value per indicator, dimension and category of a `--json` answer."""
    rows = json.loads(said.out)["rijen"]
    return {(row["indicator"], row["dimensie"], row["categorie"]): row["waarde"] for row in rows}


def test_indicators_by_name(town: Path) -> None:
    """One or more ids give one row each, in the order of asking, for the whole period."""
    said = done("indicatoren", "uitstroom", "instroom", "--periode", "2020", "--json", cwd=town)
    assert values(said) == {
        ("uitstroom", "totaal", "totaal"): 104,
        ("instroom", "totaal", "totaal"): 136,
    }
    assert [row["indicator"] for row in json.loads(said.out)["rijen"]] == ["uitstroom", "instroom"]


def test_a_variant_of_an_indicator(town: Path) -> None:
    """The denominator of choice, and it says so in the definition."""
    asked = ("indicatoren", "instroom_pct;noemer=begin", "instroom_pct", "--periode", "2020")
    rows = json.loads(done(*asked, "--json", cwd=town).out)["rijen"]
    found = {row["definitie"]: (row["teller"], row["noemer"], row["waarde"]) for row in rows}
    assert found == {
        "instroom_pct;eenheid=uitkeringen;noemer=begin": (136, 304, 13600 / 304),
        "instroom_pct;eenheid=uitkeringen;noemer=cbs": (136, 440, 13600 / 440),
    }


def test_split_once_and_twice(town: Path) -> None:
    """The parts add up to the total, and a category with nothing in it is there with 0."""
    asked = ("indicatoren", "stand_personen", "--periode", "2020", "--json")
    once = values(done(*asked, "--per", "rol", cwd=town))
    assert {key[2]: value for key, value in once.items()} == {
        "client": 336, "partner": 64, "onbekend": 0,
    }  # fmt: skip
    twice = values(done(*asked, "--per", "rol", "--per", "loonwaardeklasse", cwd=town))
    assert {key[1] for key in twice} == {"rol|loonwaardeklasse"}
    assert twice["stand_personen", "rol|loonwaardeklasse", "client|0-40"] == 140
    assert sum(twice.values()) == 400
    assert grip(*asked, "--per", "rol", "--per", "wijk", "--per", "geslacht", cwd=town).code == 2
    assert grip(*asked, "--per", "rol", "--per", "rol", cwd=town).code == 2


def test_all_indicators_in_a_file(town: Path, tmp_path: Path) -> None:
    """Without ids and without --per: every figure of the register, total and every dimension."""
    profile = load_profile("uithoorn").profile
    done("indicatoren", "--uit", tmp_path / "alles.csv", cwd=town)
    rows = rows_of(tmp_path / "alles.csv")
    assert {row["indicator"] for row in rows} == {one.id for one in defaults(profile)}
    assert {(row["periode_begin"], row["periode_eind"]) for row in rows} == {
        ("2021-12-01", "2021-12-31")
    }
    dimensions = {row["dimensie"] for row in rows if row["indicator"] == "stand_eind"}
    assert {
        "totaal",
        "doelgroep",
        "regeling",
        "leeftijdsgroep",
        "loonwaardeklasse",
        "wijk",
    } <= dimensions
    for row in rows:
        if row["status"] != "niet_berekend":
            assert (row["dimensie"] == "totaal") == (row["categorie"] == "totaal")


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_every_figure_is_a_number(suffix: str, small: Path, tmp_path: Path) -> None:
    """In small groups too, where more may leave than there ever were: no NaN, no infinity."""
    out = tmp_path / f"alles.{suffix}"
    for year in ("2019", "2020"):
        done("indicatoren", "--periode", year, "--uit", out, cwd=small)
        if suffix != "xlsx":  # there grip would have failed
            assert not re.search(r"(?i)\b(nan|inf|infinity)\b", out.read_text("utf-8"))
    assert out.stat().st_size > 10_000


def test_on_the_screen_only_totals(work: Path) -> None:
    """Without anything asked, the screen shows the totals and no line is wider than 80."""
    said = done("indicatoren", "--periode", "2020", cwd=work)
    assert max(map(len, said.out.splitlines())) <= 80
    assert "Instroom (uitkeringen)" in said.out
    assert "regeling:" not in said.out


def test_what_one_reader_reads(work: Path) -> None:
    """`--voor raad` keeps the figures whose card names the raad."""
    cards = [indicator.card for indicator in defaults(load_profile("uithoorn").profile)]
    said = done("indicatoren", "--voor", "raad", "--json", cwd=work)
    expected = {card.id for card in cards if "raad" in card.readers}
    assert {row["indicator"] for row in json.loads(said.out)["rijen"]} == expected


@pytest.mark.parametrize("name", ["cijfers.txt", "cijfers", "cijfers.docx"])
def test_an_unknown_kind_of_file(name: str, work: Path) -> None:
    """It is refused, and nothing is written."""
    said = grip("indicatoren", "--uit", name, cwd=work)
    assert said.code == 5
    assert "UIT-SOORT" in said.err
    assert not (work / name).exists()


# --- definities --------------------------------------------------------------------------------


def test_the_register(tmp_path: Path) -> None:
    """The list has every figure, and each has a card of its own."""
    said = done("definities", cwd=tmp_path)
    cards = [indicator.card for indicator in defaults(load_profile("standaard").profile)]
    assert all(card.id in said.out and card.title in said.out for card in cards)
    assert max(map(len, said.out.splitlines())) <= 80
    for card in cards:
        one = done("definities", card.id, cwd=tmp_path)
        assert one.out.startswith(f"{card.title} ({card.id})")
        assert " ".join(card.definition.split()) in " ".join(one.out.split())
    content = json.loads(done("definities", "--json", cwd=tmp_path).out)
    assert content["schema"] == "grip/definities/1"
    assert [row["id"] for row in content["definities"]] == [card.id for card in cards]


# --- controleer --------------------------------------------------------------------------------


def clean(folder: Path) -> Path:
    """Exports with nothing wrong: no annulled rows, no other schemes, everybody known."""
    folder.mkdir()
    (folder / "personen.csv").write_text(
        "persoon_id;geboortedatum\nA1;01-02-1980\nA2;03-04-1990\n", "utf-8"
    )
    (folder / "uitkeringen.csv").write_text(
        "uitkering_id;persoon_id;rol;regeling;ingangsdatum;einddatum\n"
        "U1;A1;client;PW;01-01-2020;\nU2;A2;client;PW;01-03-2020;31-12-2020\n",
        "utf-8",
    )
    return folder


def test_clean_data(tmp_path: Path) -> None:
    """Only what the export does not have is told, and not even --streng objects."""
    data = clean(tmp_path / "data")
    said = done("controleer", "--data", data, "--extractiedatum", "2021-01-15", "--streng")
    assert re.search(r"^Bevindingen: \d+ ter info\.$", said.out, re.MULTILINE)
    assert "Waarschuwing" not in said.out
    assert "Ter info TABEL-ONTBREEKT" in said.out
    assert re.search(r"^uitkeringen +2 +2 +0 +0$", said.out, re.MULTILINE)


def test_dirty_data(town: Path, tmp_path: Path) -> None:
    """Every finding with its place; the rows add up; warnings leave the code at 0."""
    out = tmp_path / "bevindingen.csv"
    said = done("controleer", "--uit", out, cwd=town)
    assert "Ter info RIJ-NUL: 5 keer" in said.out
    assert "Waarschuwing UIT-REDEN-LEEG: 11 keer" in said.out
    assert "Bevindingen: 52 waarschuwingen en 9 ter info." in said.out
    assert "Oplossen:" in said.out
    content = json.loads(done("controleer", "--json", cwd=town).out)
    assert content["schema"] == "grip/bevindingen/1"
    written = rows_of(out)
    assert [(r["code"], r["bestand"], str(r["rij"] or "")) for r in content["bevindingen"]] == [
        (row["code"], row["bestand"], row["rij"]) for row in written
    ]
    assert len(written) == 61
    lines = (SAMPLE / "uitkeringen.csv").read_text("cp1252").splitlines()
    holds = {
        "RIJ-NUL": lambda scheme, begin, end, reason: begin == end,
        "RIJ-REGELING": lambda scheme, begin, end, reason: scheme not in ("PW", "IOAW"),
        "UIT-REDEN-LEEG": lambda scheme, begin, end, reason: end and not reason,
    }
    assert holds.keys() <= {row["code"] for row in written}
    for row in written:  # the row of the finding is the row as Excel shows it
        if row["code"] in holds:
            _, _, _, scheme, _, begin, end, _, reason, *_ = lines[int(row["rij"]) - 1].split(";")
            assert holds[row["code"]](scheme, begin, end, reason)
    for count in content["rijen"]:
        parts = ("loaded", "refused", "set_apart")
        assert count["read"] == sum(count[part] for part in parts)


def test_warnings_under_strict(small: Path, tmp_path: Path) -> None:
    """The same findings, then code 4; a report or figures are then not made at all."""
    usual, strict = grip("controleer", cwd=small), grip("controleer", "--streng", cwd=small)
    assert (usual.code, strict.code) == (0, 4)
    assert usual.out == strict.out
    assert "Fout STRENG" in strict.err
    assert grip("rapport", "--streng", "--uit", tmp_path / "uit", cwd=small).code == 4
    assert grip("indicatoren", "--streng", "--uit", tmp_path / "x.csv", cwd=small).code == 4
    assert list(tmp_path.iterdir()) == []


def test_too_many_refused_rows(tmp_path: Path) -> None:
    """Above the share of the profile the run stops with 3, and the list is shown all the same."""
    data = clean(tmp_path / "data")
    with (data / "uitkeringen.csv").open("a") as stream:
        stream.write("U3;A1;client;PW;gisteren;\nU4;A2;client;PW;;\n")
    out = tmp_path / "lijst.csv"
    said = grip("controleer", "--data", data, "--uit", out)
    assert said.code == 3
    assert "Fout IN-GRENS" in said.err
    assert "50%" in said.err
    assert re.search(r"^uitkeringen +4 +2 +2 +0$", said.out, re.MULTILINE)
    assert {row["code"] for row in rows_of(out)} == {"RIJ-DATUM", "RIJ-LEEG-VELD"}
    assert {row["rij"] for row in rows_of(out)} == {"4", "5"}
    content = grip("controleer", "--data", data, "--json")
    assert content.code == 3
    assert len(json.loads(content.out)["bevindingen"]) == 2
    for command in ("rapport", "indicatoren"):
        assert grip(command, "--data", data, "--uit", tmp_path / "x.csv").code == 3
    assert {path.name for path in tmp_path.iterdir()} == {"data", "lijst.csv"}


def test_findings_are_csv_and_the_advice_says_so(work: Path) -> None:
    """Another ending is refused with those that will do."""
    said = grip("controleer", "--uit", "lijst.json", cwd=work)
    assert said.code == 5
    assert ".csv of .xlsx" in said.err
    assert ".parquet" not in said.err


# --- grip.toml ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("without_charts")
def test_the_options_of_the_folder(work: Path) -> None:
    """With a grip.toml the monthly command is `grip rapport`; a flag on the line wins."""
    (work / "grip.toml").write_text(
        'data = "map-met-exports"\nprofiel = "uithoorn"\nperiode = "2020"\n'
        'uit = "rapporten"\npubliek = "openbaar"\nextractiedatum = 2022-01-31\nvoor = "raad"\n'
    )
    made = json.loads(done("rapport", "--json", cwd=work).out)
    assert made["map"] == "rapporten/rapport-2020"
    manifest = json.loads((work / "rapporten/rapport-2020/manifest.json").read_text("utf-8"))
    assert manifest["opdracht"] == {
        "naam": "rapport", "periode": "2020", "publiek": "openbaar", "voor": "raad",
        "voorbeeld": "ja",  # stands with the data, whatever the options say
    }  # fmt: skip
    assert manifest["extractiedatum"] == "2022-01-31"
    flags = ("--periode", "2019", "--publiek", "intern", "--voor", "college", "--uit", "anders",
             "--extractiedatum", "2022-02-28", "--profiel", "standaard", "--data", ".")  # fmt: skip
    done("rapport", *flags, cwd=work)
    manifest = json.loads((work / "anders/rapport-2019/manifest.json").read_text("utf-8"))
    assert manifest["opdracht"] == {
        "naam": "rapport", "periode": "2019", "publiek": "intern", "voor": "college",
    }  # fmt: skip
    assert manifest["extractiedatum"] == "2022-02-28"
    assert manifest["configuratie"]["naam"] == {"waarde": "standaard", "laag": "profiel standaard"}
    assert not (work / "rapporten" / "rapport-2019").exists()


def test_strict_in_the_options_of_the_folder(town: Path, tmp_path: Path) -> None:
    """`streng = true` holds for whoever types nothing."""
    (tmp_path / "grip.toml").write_text(f'data = "{town}"\nprofiel = "uithoorn"\nstreng = true\n')
    assert grip("controleer", cwd=tmp_path).code == 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("periodde = '2020'", "Bedoelde u 'periode'?"),
        ("publiek = 'iedereen'", "publiek"),
        ("streng = 'ja'", "streng"),
        ("periode = 2020", "periode"),
        ("periode = 'vorig jaar'", "periode"),
        ("extractiedatum = 'gisteren'", "extractiedatum"),
        ("data = .\n", "regel 1"),
        ("[rapport]\nperiode = '2020'", "rapport"),
    ],
)
def test_wrong_options_of_the_folder(text: str, says: str, work: Path) -> None:
    """A mistake in grip.toml is a mistake in the configuration, and says where it stands."""
    (work / "grip.toml").write_text(text)
    for command in ("rapport", "indicatoren", "controleer", "definities"):
        said = grip(command, cwd=work)
        assert said.code == 6, (command, said.text)
        assert says in said.err
        assert "grip.toml" in said.err
    assert not (work / "uitvoer").exists()


# --- proef -------------------------------------------------------------------------------------


def test_a_rehearsal_writes_nothing(town: Path, internal: Path) -> None:
    """It names exactly the files that the real run writes."""
    before, changed = tree(town), moments(town)
    said = done("rapport", "--periode", "2020", "--proef", cwd=town)
    assert (tree(town), moments(town)) == (before, changed)
    first, *files = said.out.splitlines()
    assert "rapport-2020" in first
    assert [line.strip() for line in files] == sorted(tree(internal))


def test_a_public_rehearsal_names_the_public_files(town: Path, public: Path) -> None:
    """No findings among them: those are places of persons."""
    asked = ("rapport", "--periode", "2020", "--publiek", "openbaar", "--proef", "--json")
    content = json.loads(done(*asked, cwd=town).out)
    assert (content["schema"], content["map"]) == ("grip/proef/1", "rapport-2020")
    assert content["bestanden"] == sorted(tree(public))


# --- python -m grip ----------------------------------------------------------------------------


def test_the_module_is_the_command(work: Path) -> None:
    """`python -m grip` says and ends as the command does."""
    for arguments in ((), ("controleer",), ("bestaat-niet",)):
        apart, here = grip_apart(*arguments, cwd=work), grip(*arguments, cwd=work)
        assert apart == here


def test_the_command_ends_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No object is taken apart where nothing comes after; a call from Python only leaves."""
    ended: list[tuple[int, str]] = []
    monkeypatch.setattr("os._exit", lambda code: ended.append((code, capsys.readouterr().out)))
    monkeypatch.setattr("sys.argv", ["grip", "--versie"])
    monkeypatch.setattr("gc.set_threshold", lambda most: None)  # of the tests that follow
    with pytest.raises(SystemExit):
        main()
    assert ended == [(0, f"grip {package.__version__}\n")]
    with pytest.raises(SystemExit) as left:
        main(["bestaat-niet"])
    assert (left.value.code, len(ended)) == (2, 1)


def test_unfolded_output_survives_any_encoding(work: Path) -> None:
    """Redirected output on an old Windows: what it cannot say becomes a question mark."""
    for encoding in ("cp850", "ascii"):
        said = grip_apart("definities", "stand_eind", cwd=work, env={"PYTHONIOENCODING": encoding})
        assert said.code == 0
        assert "Definitie" in said.out


def test_dates_in_the_future_of_the_data(town: Path) -> None:
    """A period that is not over yet is provisional, and a report says so."""
    asked = ("indicatoren", "instroom", "--periode", "2021-12", "--json")
    (row,) = json.loads(done(*asked, cwd=town).out)["rijen"]
    assert (row["soort"], row["periode_eind"]) == ("voorlopig", date(2021, 12, 31).isoformat())

"""Dutch only, and the right exit code: every command with every mistake that can be typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from grip.cli import app
from grip.commands.usage import translated
from grip.error_texts import CODES
from tests.acceptance.running import Said, grip, small_town

USAGE, INPUT, OUTPUT, CONFIG = 2, 3, 5, 6
COMMANDS: dict[str, Any] = dict(sorted(get_command(app).commands.items()))
ENGLISH = (
    "usage", "error", "missing", "should be", "show this message", "try", "required", "traceback",
    "options", "commands", "command", "argument", "arguments", "invalid", "unexpected", "no such",
    "file not found", "warning", "exception", "default", "aborted", "failed", "and exit", "got",
)  # fmt: skip
_ENGLISH = re.compile(rf"\b({'|'.join(ENGLISH)})\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with exports, an empty folder, and a grip.toml that names the profile."""
    folder = small_town(tmp_path_factory.mktemp("nederlands") / "werk")
    (folder / "leeg").mkdir()
    (folder / "kring.toml").write_text('naam = "k"\nbasis = "kring.toml"\n')
    (folder / "kapot.toml").write_text("naam = \n[")
    (folder / "sleutel.toml").write_text('naam = "s"\n[instellingen]\nminimum_cell = 10\n')
    (folder / "waarde.toml").write_text('naam = "w"\n[instellingen]\nminimum_cel = 2\n')
    return folder


def in_dutch(said: Said, code: int) -> None:
    """Check what holds for all that grip says: the code, the language, and the way on."""
    assert said.code == code, said.text
    assert not _ENGLISH.search(said.text), _ENGLISH.search(said.text)
    faults = [n for n, line in enumerate(said.err.splitlines()) if line.startswith("Fout")]
    assert bool(faults) == (code != 0), said.text
    assert not re.search(r"^Fout", said.out, re.MULTILINE)
    if faults:
        after = said.err.splitlines()[faults[0] :]
        assert len(faults) == 1
        assert re.fullmatch(r"Fout [A-Z]+(-[A-Z]+)*: .+[.!?]", after[0])
        assert after[0].split()[1].rstrip(":") in {*CODES, "GRIP-INTERN"}
        assert after[-1].startswith("  Oplossen: ")
        assert said.out == ""


def options(command: str, *, flag: bool) -> list[str]:
    """The long names of the options of a command that take a value, or that take none."""
    return [
        parameter.opts[0]
        for parameter in COMMANDS[command].params
        if parameter.param_type_name == "option" and parameter.is_flag == flag
    ]


WRONG_VALUES = {
    "--periode": [("2020-13", USAGE), ("vorig jaar", USAGE), ("2020-08-31..2020-01-01", USAGE),
                  ("0001", USAGE), ("9999", USAGE), ("2020-H3", USAGE), ("", USAGE)],
    "--extractiedatum": [("31-12-2020", USAGE), ("2020-02-30", USAGE), ("0001-01-01", USAGE),
                         ("9999-12-31", USAGE), ("", USAGE)],
    "--publiek": [("iedereen", USAGE), ("", USAGE)],
    "--voor": [("burgemeester", USAGE)],
    "--profiel": [("uithorn", CONFIG), ("weg.toml", CONFIG), ("kapot.toml", CONFIG),
                  ("kring.toml", CONFIG), ("sleutel.toml", CONFIG), ("waarde.toml", CONFIG)],
    "--data": [("weg", INPUT), ("leeg", INPUT), ("grip.toml", INPUT)],
    "--per": [("sterrenbeeld", USAGE)],
}  # fmt: skip


def mistakes() -> Iterator[Any]:
    """Every command with every mistake that its own parameters allow."""
    for command in COMMANDS:
        first = ["nieuw"] if command == "voorbeeld" else []

        def case(name: str, code: int, *rest: str, command: str = command) -> Any:
            return pytest.param([command, *rest], code, id=f"{command}-{name}")

        yield case("onbekende-optie", USAGE, *first, "--perodie", "2020")
        yield case("korte-optie", USAGE, *first, "-z")
        # A command that takes any number of files finds no such file.
        too_many = INPUT if command == "koppel" else USAGE
        yield case("te-veel", too_many, *first, "een", "twee", "drie")
        for option in options(command, flag=False):
            yield case(f"zonder-waarde{option}", USAGE, *first, option)
            # The self-test reports what is wrong with these, see test_house.
            wrong = [] if command == "zelftest" else WRONG_VALUES.get(option, [])
            for value, code in wrong:
                expected = USAGE if command == "voorbeeld" else code
                yield case(f"{option}={value}", expected, *first, option, value)
        for option in options(command, flag=True):
            yield case(f"met-waarde{option}", USAGE, *first, f"{option}=ja")
    yield pytest.param(["rapprot"], USAGE, id="onbekende-opdracht")
    yield pytest.param(["--rapport"], USAGE, id="onbekende-optie")
    yield pytest.param(["koppel", "grip.toml"], INPUT, id="koppel-geen-export")
    yield pytest.param(["koppel", "--uit", "bron.csv"], OUTPUT, id="koppel-uit-geen-toml")
    yield pytest.param(["voorbeeld"], USAGE, id="voorbeeld-zonder-map")
    yield pytest.param(["verschil"], USAGE, id="verschil-zonder-runs")
    yield pytest.param(["verschil", "leeg"], USAGE, id="verschil-een-run")
    yield pytest.param(["verschil", "leeg", "leeg"], INPUT, id="verschil-geen-runs")
    yield pytest.param(["historie", "weg"], USAGE, id="historie-geen-map")
    yield pytest.param(["voorbeeld", "leeg/../leeg/.."], OUTPUT, id="voorbeeld-in-volle-map")
    yield pytest.param(["voorbeeld", "grip.toml/x"], OUTPUT, id="voorbeeld-in-bestand")
    yield pytest.param(["definities", "bestaatniet"], USAGE, id="definitie-onbekend")
    yield pytest.param(["indicatoren", "instrom"], USAGE, id="indicator-onbekend")
    yield pytest.param(["indicatoren", "instroom_pct;noemer=x"], USAGE, id="variant-onbekend")
    for name in ("weg/x.csv", "x.txt", "leeg"):
        yield pytest.param(["indicatoren", "instroom", "--uit", name], OUTPUT, id=f"uit-{name}")
        yield pytest.param(["controleer", "--uit", name], OUTPUT, id=f"controleer-uit-{name}")
    yield pytest.param(["rapport", "--uit", "grip.toml"], OUTPUT, id="uit-is-bestand")
    yield pytest.param(["rapport", "--periode", "1950"], USAGE, id="voor-de-gegevens")
    yield pytest.param(["indicatoren", "instroom", "--per", "consulent", "--publiek", "openbaar"],
                       USAGE, id="per-consulent-openbaar")  # fmt: skip


@pytest.mark.parametrize(("arguments", "code"), [*mistakes()])
def test_a_mistake(arguments: list[str], code: int, work: Path) -> None:
    """It is told in Dutch with the code of its family, with a way on, and nothing is written."""
    before = sorted(path.name for path in work.rglob("*"))
    in_dutch(grip(*arguments, cwd=work), code)
    assert sorted(path.name for path in work.rglob("*")) == before


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_dutch(command: str, work: Path) -> None:
    """The page of every command, also behind a mistake."""
    in_dutch(grip(*command.split(), "--help", cwd=work), 0)
    in_dutch(grip(*command.split(), "-h", cwd=work), 0)


@pytest.mark.parametrize("command", sorted({*COMMANDS} - {"voorbeeld", "rapport", "verschil"}))
def test_no_arguments_is_enough(command: str, work: Path) -> None:
    """In a folder with exports and a grip.toml every command knows what to do.

    To compare two runs there must be two.
    """
    said = grip(command, cwd=work)
    in_dutch(said, 0)
    assert said.out


BROKEN = [
    "=",
    "data = [",
    'data = "." "x"',
    'perioode = "2020"',
    "streng = 'misschien'",
    "\x00",
    "é = 1",
]


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("command", sorted({*COMMANDS} - {"voorbeeld", "leg-uit", "zelftest"}))
def test_a_broken_configuration(command: str, text: str, tmp_path: Path) -> None:
    """A grip.toml that cannot be read stops every command that would have used it."""
    (tmp_path / "grip.toml").write_bytes(text.encode("latin-1"))
    said = grip(command, cwd=tmp_path)
    in_dutch(said, CONFIG)
    assert "grip.toml" in said.err


@pytest.mark.parametrize("command", ["rapport", "indicatoren", "controleer"])
def test_a_folder_without_exports(command: str, tmp_path: Path) -> None:
    """Nothing to read, or not the one table that must be there."""
    in_dutch(grip(command, cwd=tmp_path), INPUT)
    (tmp_path / "personen.csv").write_text("persoon_id;geboortedatum\nA1;01-01-1980\n")
    in_dutch(grip(command, cwd=tmp_path), INPUT)
    (tmp_path / "uitkeringen.csv").write_text("uitkering_id;persoon_id\nU1;A1\n")
    in_dutch(grip(command, cwd=tmp_path), INPUT)
    (tmp_path / "uitkeringen.csv").write_text("")
    in_dutch(grip(command, cwd=tmp_path), INPUT)
    (tmp_path / "uitkeringen.csv").unlink()
    (tmp_path / "uitkeringen.xlsx").write_bytes(b"PK\x03\x04 geen werkmap")
    in_dutch(grip(command, cwd=tmp_path), INPUT)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        (["raport"], "rapport"),
        (["rapport", "--perode", "2020"], "--periode"),
        (["rapport", "--profiel", "uithorn"], "uithoorn"),
        (["rapport", "--publiek", "openbar"], "openbaar"),
        (["indicatoren", "instrom"], "instroom"),
        (["indicatoren", "instroom", "--per", "leeftijdgroep"], "leeftijdsgroep"),
        (["definities", "uitstroom_werkk"], "uitstroom_werk"),
    ],
)
def test_a_slip_of_the_pen(wrong: list[str], meant: str, work: Path) -> None:
    """The nearest name is offered."""
    assert f"Bedoelde u '{meant}'?" in grip(*wrong, cwd=work).err


def test_what_the_framework_may_still_say() -> None:
    """Every complaint that Typer knows ends as a Dutch sentence, also the ones not foreseen."""
    families = [
        kind
        for kind in vars(typer).values()
        if isinstance(kind, type) and issubclass(kind, typer.TyperException)
    ]
    for kind in {typer.BadParameter, typer.TyperException, *families}:
        spoken = translated(kind("Invalid value: should be a valid integer"))
        assert not _ENGLISH.search(f"{spoken.title} {spoken.advice}")
        assert spoken.exit_code == USAGE


def test_every_text_of_the_lists_is_dutch() -> None:
    """Also the errors that are hard to cause."""
    for code, text in CODES.items():
        assert not _ENGLISH.search(f"{text.title} {text.advice}"), code


@pytest.mark.parametrize(
    "command",
    [["indicatoren", "instroom"], ["controleer"], ["definities"], ["rapport", "--proef"]],
    ids=" ".join,
)
def test_results_and_progress_do_not_mix(command: list[str], work: Path) -> None:
    """Results on stdout, progress on stderr; with --json only json, of a named form."""
    said = grip(*command, cwd=work)
    assert "Inlezen" not in said.out
    if command != ["definities"]:
        assert said.err.startswith("Inlezen ...\n")
    if command[0] in ("indicatoren", "controleer"):
        quiet = grip(*command, "--stil", cwd=work)
        assert (quiet.out, quiet.err) == (said.out, "")
    machine = grip(*command, "--json", cwd=work)
    assert machine.err == ""
    assert re.fullmatch(r"grip/\w+/1", json.loads(machine.out)["schema"])
    wrong = grip(*command, "--json", "--profiel", "weg", cwd=work)
    assert wrong.out == ""
    in_dutch(wrong, CONFIG)


def test_names_of_others_cannot_steer_the_terminal(work: Path, tmp_path: Path) -> None:
    """A control character in the name of a folder or file is not passed on."""
    for name in ("weg\x1b[2J", "weg\rFout", "weg\x07"):
        said = grip("controleer", "--data", tmp_path / name, cwd=work)
        assert said.code == INPUT
        assert not set(said.text) & set("\x1b\r\x07")

"""Is everything in order here, and does it go on by itself: `zelftest`, `taak`, the log."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grip import selftest
from grip.selftest import GOOD, LOOK, WRONG
from tests.acceptance.running import PUBLISHED, SAMPLE, done, grip


def levels(*arguments: str, cwd: Path) -> tuple[int, dict[str, str], dict[str, str]]:
    """The exit code, and per check its level and its code."""
    said = grip("zelftest", "--json", *arguments, cwd=cwd)
    found = json.loads(said.out)["proeven"]
    return (
        said.code,
        {check["wat"]: check["oordeel"] for check in found},
        {check["wat"]: check["code"] for check in found},
    )


@pytest.fixture
def no_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the counting of the example out, which takes a second."""
    monkeypatch.setattr(selftest, "_sums", lambda: (GOOD, "overgeslagen"))


def test_all_is_well_beside_the_example(tmp_path: Path) -> None:
    """The published figures are counted again, and every check is good."""
    folder = tmp_path / "uithoorn"
    shutil.copytree(SAMPLE, folder)
    code, found, _ = levels(cwd=folder)
    assert code == 0
    assert set(found.values()) == {GOOD}
    assert [path.name for path in folder.rglob("*.json")] == []


def test_a_sum_that_differs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other published figures than grip counts: do not trust this machine."""
    shutil.copytree(PUBLISHED, tmp_path / "published")
    figures = tmp_path / "published" / "uithoorn-fig1.csv"
    figures.write_text(figures.read_text("utf-8").replace("304,204,136", "304,204,137"), "utf-8")
    bundled = selftest.bundled
    monkeypatch.setattr(
        selftest, "bundled",
        lambda *parts: figures if parts[0] == "published" else bundled(*parts),
    )  # fmt: skip
    said = grip("zelftest", cwd=tmp_path)
    assert said.code == 1
    assert "Fout    Rekenproef" in said.out
    assert "2020 instroom" in said.out


@pytest.mark.usefixtures("no_sums")
def test_what_is_not_in_order(tmp_path: Path) -> None:
    """No exports yet is no fault; a profile that is not there and a closed folder are."""
    (tmp_path / "vol").write_text("een bestand", "utf-8")
    code, found, codes = levels("--profiel", "uithorn", "--uit", "vol", cwd=tmp_path)
    assert (found["Gegevens"], found["Instellingen"]) == (LOOK, LOOK)
    assert (found["Profiel"], codes["Profiel"]) == (WRONG, "CFG-PROFIEL")
    assert (found["Uitvoer"], codes["Uitvoer"]) == (WRONG, "UIT-SCHRIJVEN")
    assert code == 6  # that of the first


@pytest.mark.usefixtures("no_sums")
def test_a_wrong_setting_is_one_of_the_outcomes(tmp_path: Path) -> None:
    """The other checks go on; and a folder with exports that was named must be there."""
    (tmp_path / "grip.toml").write_text("perioode = '2020'", "utf-8")
    code, found, codes = levels("--data", "weg", cwd=tmp_path)
    assert (code, found["Instellingen"], codes["Instellingen"]) == (6, WRONG, "CFG-SLEUTEL")
    assert (found["Gegevens"], codes["Gegevens"]) == (WRONG, "IN-MAP")
    assert found["Uitvoer"] == GOOD


@pytest.mark.usefixtures("no_sums")
def test_what_a_killed_run_left_is_named(tmp_path: Path) -> None:
    """The next run sweeps it."""
    (tmp_path / "uitvoer" / ".grip-rapport-2020-12.nieuw").mkdir(parents=True)
    assert levels(cwd=tmp_path)[1]["Uitvoer"] == LOOK


def test_a_package_that_is_too_old(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An older library may count otherwise."""
    monkeypatch.setattr(selftest, "_sums", lambda: (GOOD, "overgeslagen"))
    monkeypatch.setattr(selftest.metadata, "version", lambda name: "0.1")
    code, found, codes = levels(cwd=tmp_path)
    assert (code, found["Pakketten"], codes["Pakketten"]) == (6, WRONG, "ZELF-PAKKET")


def test_a_task_is_tried_before_it_is_planned(tmp_path: Path) -> None:
    """A slip of the pen shows now, and not on the fifth at seven."""
    assert "CLI-KEUZE" in grip("taak", "raport", cwd=tmp_path).err
    said = grip("taak", "bijlage --produc berap", cwd=tmp_path)
    assert said.code == 2
    assert "Bedoelde u '--product'?" in said.err
    assert grip("taak", "rapport --publiek foo", cwd=tmp_path).code == 2
    assert grip("taak", "bijlage --product 'x", cwd=tmp_path).code == 2
    assert grip("taak", "--dag", "31", cwd=tmp_path).code == 2
    assert grip("taak", "--tijd", "7.00", cwd=tmp_path).code == 2


def test_the_line_alone_is_on_stdout(tmp_path: Path) -> None:
    """`grip taak` can be piped on; what it means goes to stderr."""
    said = done("taak", "--soort", "cron", cwd=tmp_path)
    assert said.out.count("\n") == 1
    assert said.out.rstrip().endswith("rapport --stil")
    assert "geen grip.toml" in said.err


def test_a_path_of_windows_keeps_its_backslashes(tmp_path: Path) -> None:
    """What stands behind the command is a path as Windows writes it."""
    said = done("taak", r"rapport --data '\\srv\mijn map'", "--soort", "windows", cwd=tmp_path)
    assert r'--data \"\\srv\mijn map\" --stil"' in said.out


def test_a_log_on_a_full_disk_is_no_success(tmp_path: Path) -> None:
    """Nobody watches: the exit code must say it."""
    if not Path("/dev/full").exists():
        pytest.skip("no full disk here")
    assert grip("--logboek", "/dev/full", "definities", "instroom", cwd=tmp_path).code == 5


def test_no_screen_at_all(tmp_path: Path) -> None:
    """A scheduler may start a program without stdout; the log has it all."""
    line = [sys.executable, "-m", "grip", "--logboek", "log.txt", "definities", "instroom"]
    ended = subprocess.run(["sh", "-c", f"{shlex.join(line)} >&- 2>&-"], cwd=tmp_path)
    assert ended.returncode == 0
    assert (tmp_path / "log.txt").read_text("utf-8").endswith("klaar, code 0\n")


def test_the_log_says_how_it_ended(tmp_path: Path) -> None:
    """Errors go to the log as well, with the exit code behind them; earlier runs stay."""
    for _ in range(2):
        said = grip("--werkmap", tmp_path, "--logboek", "log.txt", "leg-uit", "BESTAAT-NIET")
        assert (said.code, said.text) == (2, "")
    lines = (tmp_path / "log.txt").read_text("utf-8").splitlines()
    assert sum(line.startswith("Fout CLI-CODE") for line in lines) == 2
    assert lines[-1].endswith("klaar, code 2")


def test_a_working_folder_that_is_not_there(tmp_path: Path) -> None:
    """A drive with a letter may not exist for a task."""
    said = grip("--werkmap", tmp_path / "weg", "rapport", cwd=tmp_path)
    assert said.code == 2
    assert "Fout CLI-WERKMAP" in said.err

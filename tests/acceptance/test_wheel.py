"""The wheel by itself: built, installed in an empty environment, run far from the repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.acceptance.running import DALFSEN, ROOT, SAMPLE, tree

pytestmark = pytest.mark.slow

REPORT = Path("uitvoer") / "rapport-2021-12"


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command that must succeed and return what it said on stdout."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the repository as it stands."""
    place = tmp_path_factory.mktemp("wiel")
    build = ("-m", "pip", "wheel", ROOT, "--no-deps", "--no-build-isolation", "-q", "-w", place)
    run(sys.executable, *build, cwd=place)
    (made,) = place.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and the pinned versions of what it needs, and nothing else."""
    place = tmp_path_factory.mktemp("omgeving")
    pins = re.findall(r"^[\w.-]+==[\w.]+(?: *;[^\\\n]+)?", (ROOT / "constraints.txt").read_text(),
                      re.MULTILINE)  # fmt: skip
    assert len(pins) > 10
    (place / "pins.txt").write_text("\n".join(pins) + "\n")
    run(sys.executable, "-m", "venv", "--without-pip", place / "env", cwd=place)
    run(sys.executable, "-m", "pip", "--python", place / "env", "install", "--no-input", "-q",
        "--disable-pip-version-check", "-c", place / "pins.txt", wheel, cwd=place)  # fmt: skip
    return place / "env" / ("Scripts" if os.name == "nt" else "bin")


def bare() -> dict[str, str]:
    """An environment in which nothing points at the repository."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "LANG")
    return {name: os.environ[name] for name in kept if name in os.environ}


def test_what_is_in_the_wheel(wheel: Path) -> None:
    """The modules, the profiles and the sample; no tests, no development, no bytes of a cache."""
    names = zipfile.ZipFile(wheel).namelist()
    for path in (ROOT / "config").glob("*.toml"):
        assert f"grip/_bundled/config/{path.name}" in names
    for path in (ROOT / "config" / "benchmark").rglob("*.toml"):
        assert f"grip/_bundled/{path.relative_to(ROOT).as_posix()}" in names
    assert "grip/_bundled/data/referentie/benchmark.csv" in names
    for town in (SAMPLE, DALFSEN):
        bundled = {name.rsplit("/", 1)[1] for name in names if f"/sample/{town.name}/" in name}
        assert bundled == {path.name for path in town.iterdir()}
    modules = {path.relative_to(ROOT / "src").as_posix() for path in ROOT.glob("src/**/*.py")}
    assert modules <= set(names)
    assert not [n for n in names if "tests" in n.split("/") or "/test_" in n or n.endswith(".pyc")]


def test_from_an_empty_folder_to_the_same_report(installed: Path, tmp_path: Path) -> None:
    """`grip voorbeeld`, `grip rapport`: the bytes that the repository itself makes."""
    far, near = tmp_path / "ver", tmp_path / "dichtbij"
    for place in (far, near):
        place.mkdir()
    run(installed / "grip", "voorbeeld", "x", cwd=far, env=bare())
    run(installed / "grip", "rapport", "--stil", cwd=far / "x", env=bare())
    run(sys.executable, "-m", "grip", "voorbeeld", "x", cwd=near)
    run(sys.executable, "-m", "grip", "rapport", "--stil", cwd=near / "x")
    assert (far / "x" / REPORT / "rapport.xlsx").stat().st_size > 20_000
    assert tree(far / "x") == tree(near / "x")


def test_it_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Neither a module nor a profile comes from the repository."""
    python = installed / "python"
    where = (
        "import grip; from grip.resources import bundled; print(grip.__file__, bundled('config'))"
    )
    said = run(python, "-c", where, cwd=tmp_path, env=bare())
    assert str(ROOT) not in said
    assert "_bundled" in said
    assert run(python, "-m", "grip", "--versie", cwd=tmp_path, env=bare()).startswith("grip ")
    assert "stand_eind" in run(installed / "grip", "definities", cwd=tmp_path, env=bare())

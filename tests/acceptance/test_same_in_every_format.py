"""The same export in every kind of file, tidy and messy, gives the same bytes of figures."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from shutil import which

import pytest

from tests.acceptance.formats import WRITERS, Town, Writer, as_parquet, as_xls, messy
from tests.acceptance.running import done


def read(small: Path) -> Town:
    found = {}
    for path in sorted(small.glob("*.csv")):
        with path.open(encoding="cp1252", newline="") as stream:
            found[path.stem] = list(csv.reader(stream, delimiter=";", strict=True))
    return found


def figures(town: Town, write: Writer, small: Path, place: Path) -> bytes:
    """All results of 2020 as grip writes them, but for the id of the run: that is of the files."""
    folder, out = place / "in", place / "indicatoren.csv"
    folder.mkdir(parents=True)
    write(town, folder)
    shutil.copy(small / "grip.toml", folder)
    done("indicatoren", "--periode", "2020", "--uit", out, cwd=folder)
    header, *lines = out.read_bytes().splitlines()
    assert header.endswith(b",run")
    assert len({line.rsplit(b",", 1)[1] for line in lines}) == 1
    return b"\n".join(line.rsplit(b",", 1)[0] for line in (header, *lines))


@pytest.fixture(scope="module")
def expected(small: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    write = WRITERS["csv utf-8 puntkomma"]
    found = figures(read(small), write, small, tmp_path_factory.mktemp("gewoon"))
    assert found.count(b"\n") > 1000
    return found


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("how", ["netjes", "rommelig"])
def test_same_bytes(form: str, how: str, expected: bytes, small: Path, tmp_path: Path) -> None:
    town = messy(read(small), seed=len(form)) if how == "rommelig" else read(small)
    assert figures(town, WRITERS[form], small, tmp_path) == expected


def test_same_bytes_from_parquet(expected: bytes, small: Path, tmp_path: Path) -> None:
    """Typed, with rows and columns in another order; a parquet file has no room for a title."""
    town = {name: [row[::-1] for row in [rows[0], *rows[:0:-1]]]
            for name, rows in read(small).items()}  # fmt: skip
    assert figures(town, as_parquet, small, tmp_path) == expected


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice makes these files")
def test_same_bytes_from_xls(expected: bytes, small: Path, tmp_path: Path) -> None:
    def write(town: Town, folder: Path) -> None:
        as_xls(town, folder, which("soffice") or "")

    assert figures(messy(read(small), seed=3), write, small, tmp_path) == expected


def test_another_export_gives_other_bytes(expected: bytes, small: Path, tmp_path: Path) -> None:
    """A comparison that always holds proves nothing."""
    town = read(small)
    town["uitkeringen"] = town["uitkeringen"][: len(town["uitkeringen"]) // 2]
    assert figures(town, WRITERS["xlsx tekst"], small, tmp_path) != expected

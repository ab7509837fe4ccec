"""Damaged files: grip ends in its own words, in time and in memory, whatever is broken.

Five hundred of these are in `benchmarks/mutations.py`, each in a fresh process.
"""

from __future__ import annotations

import random
import resource
import time
from pathlib import Path

import pytest
from benchmarks.mutations import FOREIGN, GOOD_CODES, MEMORY_MB, ROWS, SECONDS, mutated

from tests.acceptance.formats import WRITERS, Town, Writer, as_parquet
from tests.acceptance.running import grip

FORMS: dict[str, Writer] = {
    **{name: WRITERS[name] for name in ("csv cp1252 komma", "csv utf-16 tab", "xlsx tekst",
                                        "xlsx met datumcellen", "ods", "xlsb")},
    "parquet": as_parquet,
}  # fmt: skip
TOWN: Town = {"uitkeringen": ROWS}
CASES = 50


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same valid export in every kind of file."""
    found = {}
    for name, write in FORMS.items():
        folder = tmp_path_factory.mktemp("heel")
        write(TOWN, folder)
        (found[name],) = folder.iterdir()
    return found


@pytest.mark.parametrize("name", FORMS)
def test_the_files_are_right_before_they_are_damaged(name: str, whole: dict[str, Path]) -> None:
    said = grip("controleer", "--data", whole[name].parent)
    assert said.code == 0, said.text


def most_memory() -> int:
    """The most that this process and the largest of its children ever held, in MB."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whose) // 1024


@pytest.mark.parametrize("seed", range(CASES))
def test_a_damaged_file(seed: int, whole: dict[str, Path], tmp_path: Path) -> None:
    draw = random.Random(seed)
    source = whole[list(FORMS)[seed % len(FORMS)]]
    (tmp_path / source.name).write_bytes(mutated(source.read_bytes(), draw))
    before, start = most_memory(), time.monotonic()
    said = grip("controleer", "--data", tmp_path)
    assert time.monotonic() - start < SECONDS
    assert most_memory() - before < MEMORY_MB
    assert said.code in GOOD_CODES, said.text
    assert not [word for word in FOREIGN if word in said.text]
    assert (said.code == 0) == ("Fout " not in said.err)


def test_damage_is_done() -> None:
    """Files that stay whole prove nothing."""
    data = bytes(range(256)) * 20
    assert all(mutated(data, random.Random(seed)) != data for seed in range(CASES))

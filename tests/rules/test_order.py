"""The order of rows does not matter: dirty towns, shuffled, have the same findings."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from grip.findings import Finding
from grip.ingest.load import load
from tests.acceptance.running import SAMPLE
from tests.ingest.files import LENIENT

TABLES = ("personen", "uitkeringen", "meldingen", "arbeidsvermogen", "voorzieningen",
          "ontheffingen", "inkomsten", "besluiten", "toetsingen")  # fmt: skip
# Here the place is that of the first row of a group.
BY_GROUP = {"CODE-ONBEKEND", "NAAM-SPELLING", "POST-ONBEKEND", "PERSOON-ONTBREEKT"}

Town = dict[str, tuple[str, list[str]]]


def dirty_town(seed: int) -> Town:
    """Parts of the sample in which cells of one column have changed places."""
    draw = random.Random(seed)
    town: Town = {}
    for table in TABLES:
        header, *lines = (SAMPLE / f"{table}.csv").read_text("cp1252").splitlines()
        rows = [line.split(";") for line in lines[:250]]
        for column in range(1, len(rows[0])):
            one, other = draw.sample(range(len(rows)), 2)
            rows[one][column], rows[other][column] = rows[other][column], rows[one][column]
            rows[draw.randrange(len(rows))][column] = rows[draw.randrange(len(rows))][column]
        town[table] = header, [";".join(row) for row in rows]
    return town


def found(town: Town, folder: Path) -> Counter[tuple[str, ...]]:
    """Each finding with the text of its row."""
    folder.mkdir()
    for table, (header, lines) in town.items():
        (folder / f"{table}.csv").write_text("\n".join([header, *lines]) + "\n", "cp1252")

    def message(one: Finding) -> str:
        """The text of a finding with, for the number of another row, what stands on that row."""
        lines = town[one.table][1] if one.table in town else []
        return re.sub(r"\brij (\d+)", lambda row: lines[int(row[1]) - 2], one.message)

    return Counter(
        (one.rule.code, one.table, one.place.column, message(one),
         "" if one.rule.code in BY_GROUP or one.place.row is None
         else town[one.table][1][one.place.row - 2])
        for one in load(folder, LENIENT).findings
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_shuffled(seed: int, tmp_path: Path) -> None:
    town = dirty_town(seed)
    draw = random.Random(seed)
    shuffled = {
        table: (header, draw.sample(lines, len(lines))) for table, (header, lines) in town.items()
    }
    there, back = found(town, tmp_path / "heen"), found(shuffled, tmp_path / "terug")
    assert there == back
    assert len({code for code, *_ in there}) > 10

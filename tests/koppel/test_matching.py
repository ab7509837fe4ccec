"""The share of renamed headers that is placed right, and that what is called sure is right.

The names were written before the matcher (see README.md in this folder).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from grip.config import load_profile
from grip.ingest.sheets import Origin
from grip.matching.headers import header_score, name_score
from grip.matching.propose import Proposal, Sureness, propose
from grip.schema import TABLES, columns_of

from .renamed import STYLES, Renamed, renamed

ENOUGH = 0.95
TOWNS = ("uithoorn", "dalfsen")
CASES = pytest.mark.parametrize(
    ("town", "style"), [(town, style) for town in TOWNS for style in STYLES]
)


@cache
def proposed(town: str, style: str) -> list[tuple[Renamed, Proposal]]:
    """Each sheet of a sample in a style, with what is proposed for it; the standard profile."""
    sheets = renamed(town, style)
    found = propose([one.sheet for one in sheets], load_profile("standaard").profile)
    return list(zip(sheets, found, strict=True))


def verdicts(pairs: list[tuple[Renamed, Proposal]]) -> list[tuple[bool, Sureness | None]]:
    """Of every column: whether it was placed right, and how sure that was said to be."""
    told = []
    for one, proposal in pairs:
        matches = {match.header: match for match in proposal.matches}
        for header, column in one.truth.items():
            match = matches.get(header)
            right = match is not None and (proposal.table, match.column) == (one.table, column)
            told.append((right, match.sureness if match else None))
    return told


@CASES
def test_most_columns_are_right_without_help(town: str, style: str) -> None:
    told = verdicts(proposed(town, style))
    assert len(told) > 100
    assert sum(right for right, _ in told) >= ENOUGH * len(told)


@CASES
def test_what_is_called_sure_is_right(town: str, style: str) -> None:
    told = verdicts(proposed(town, style))
    sure = [right for right, sureness in told if sureness is Sureness.SURE]
    assert all(sure)
    assert len(sure) >= 0.8 * len(told), "sure of nearly nothing is no help"


@CASES
def test_names_of_files_are_not_needed(town: str, style: str) -> None:
    sheets = [
        replace(one, sheet=replace(one.sheet, origin=Origin(f"uitdraai {number}.csv", "")))
        for number, one in enumerate(renamed(town, style))
    ]
    found = propose([one.sheet for one in sheets], load_profile("standaard").profile)
    told = verdicts(list(zip(sheets, found, strict=True)))
    assert sum(right for right, _ in told) >= ENOUGH * len(told)
    assert all(right for right, sureness in told if sureness is Sureness.SURE)


def test_headers_that_swap_their_contents_are_not_sure() -> None:
    """The values speak against the header: an id under 'Geboren op' is no date of birth."""
    (one,) = [one for one in renamed("uithoorn", "kantoor") if one.table == "personen"]
    header = list(one.sheet.header)
    first, second = header.index("Cliëntnummer"), header.index("Geboren op")
    header[first], header[second] = header[second], header[first]
    (proposal,) = propose(
        [replace(one.sheet, header=tuple(header))], load_profile("standaard").profile
    )
    wrong = {match.header: match for match in proposal.matches}
    for name in ("Cliëntnummer", "Geboren op"):
        assert name not in wrong or wrong[name].sureness is not Sureness.SURE


def test_every_canonical_name_is_its_own_best_header() -> None:
    for table, row in TABLES.items():
        assert name_score(table, table) == 1
        for name in columns_of(row):
            if table != "belemmeringen":
                assert header_score(name, table, name) == 1


@pytest.mark.parametrize(
    ("header", "table", "column"),
    [
        ("Clientnumer", "personen", "persoon_id"),  # a slip of the pen
        ("DAT-EINDE", "uitkeringen", "einddatum"),
        ("Cliëntnummer", "personen", "persoon_id"),
        ("datumBeeindiging", "uitkeringen", "einddatum"),
    ],
)
def test_a_header_is_read_generously(header: str, table: str, column: str) -> None:
    others = [name for name in columns_of(TABLES[table]) if name != column]
    best = header_score(header, table, column)
    assert best > 0.5
    assert all(header_score(header, table, name) < best for name in others)

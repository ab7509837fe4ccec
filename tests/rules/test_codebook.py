"""`grip leg-uit`: every code that grip can say, and nothing else."""

from __future__ import annotations

import json
import re

import pytest

from grip.codebook import codebook
from grip.discipline.signals import SIGNALS
from grip.error_texts import CODES
from grip.explanations import EXPLANATIONS
from grip.findings import RULES
from grip.ingest.rules import REGISTER
from tests.acceptance.running import done, grip

EVERY = sorted({*CODES, *REGISTER, *(signal.code for signal in SIGNALS)})


def test_it_holds_every_code_once() -> None:
    told = [entry.code for entry in codebook()]
    assert sorted(told) == EVERY
    assert len(told) == len(set(told))
    assert RULES.keys() < REGISTER.keys()


def test_every_error_is_explained() -> None:
    assert EXPLANATIONS.keys() == CODES.keys()
    for code, known in EXPLANATIONS.items():
        assert known.why.endswith("."), code
        assert known.example, code


def test_entries_are_whole_sentences_with_their_gaps_named() -> None:
    for entry in codebook():
        for text in (entry.message, entry.why, entry.remedy):
            assert text.endswith((".", ">")), entry.code
            assert "{" not in text, entry.code


def test_the_list() -> None:
    said = done("leg-uit")
    assert all(re.search(rf"^  {code} ", said.out, re.MULTILINE) for code in EVERY)
    assert max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize("code", ["UIT-OVERLAP", "uit-overlap", " IN-GEEN-RIJEN "])
def test_one_code(code: str) -> None:
    said = done("leg-uit", code)
    text = " ".join(said.out.split())
    (entry,) = (one for one in codebook() if one.code == code.strip().upper())
    for part in (entry.message, entry.why, entry.remedy, *entry.bad, *entry.good):
        assert " ".join(part.split()) in text
    assert max(map(len, said.out.splitlines())) <= 80


def test_for_a_machine() -> None:
    every = json.loads(done("leg-uit", "--json").out)
    assert every["schema"] == "grip/codes/1"
    assert sorted(row["code"] for row in every["codes"]) == EVERY
    (one,) = json.loads(done("leg-uit", "VERWIJZING", "--json").out)["codes"]
    assert one["groep"] == "Bevindingen tussen tabellen"
    assert list(one) == ["code", "groep", "ernst", "wat", "waarom", "oplossen", "goed", "fout"]


@pytest.mark.parametrize("code", ["UIT-OVERLP", "xyz", ""])
def test_no_such_code(code: str) -> None:
    said = grip("leg-uit", code)
    assert said.code == 2
    assert "Fout CLI-CODE" in said.err
    assert ("Bedoelde u 'UIT-OVERLAP'?" in said.err) == (code == "UIT-OVERLP")
    assert said.out == ""

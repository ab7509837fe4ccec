"""The targets against the evaluator in plain loops, on random caseloads and at several dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from grip.config import Profile, shipped_profiles
from grip.targets.attain import attain
from tests.reference.caseloads import random_caseload
from tests.reference.targets import evaluate_targets, judge
from tests.support import caseload, profile
from tests.unit.test_engine_against_evaluator import EXTRACTION, close, rules_of

# The evaluator does not reckon what a month on subsidy saves: the worked cases of
# tests/spec/test_self_paying.py and tests/spec/targets/test_uithoorn.py do.
LATER = {"lks_kostendekkend"}
DAYS = [date(2020, 12, 31), date(2021, 12, 31), date(2021, 2, 28), date(2020, 2, 29)]
PROFILES = [profile(name) for name in shipped_profiles() if profile(name).doel]


def computed(tables: dict, of: Profile, day: date) -> Iterator[tuple[str, dict]]:
    """Yield the lines of that day that the engine computes, with the name that they go by."""
    for row in attain(caseload(tables, of), day, extraction=EXTRACTION).frame.iter_rows(named=True):
        category = row["categorie"]
        name = f"{row['doel_id']}|{category}" if category not in ("", "totaal") else row["doel_id"]
        if row["periode_eind"] == day and row["status"] != "niet_berekend":
            yield name, row


@pytest.mark.parametrize("of", PROFILES, ids=lambda of: of.naam)
@pytest.mark.parametrize("seed", range(4))
def test_targets_agree(of: Profile, seed: int) -> None:
    """Numerator, denominator, norm, gap and status of every line are those of the evaluator."""
    tables = random_caseload(seed, size=80)
    if of.ladder.bron != "categorieen":
        del tables["categorieen"]
    for day in DAYS:
        plain = evaluate_targets(tables, day, rules_of(of))
        engine = dict(computed(tables, of, day))
        assert {name.partition(";")[0].partition("|")[0] for name in engine} == set(of.doel)
        for name in engine.keys() - LATER:
            row = engine[name]
            norm, gap, status = judge(name, plain[name], day)
            found = row["teller"], row["noemer"], row["norm"], row["verschil"]
            expected = (*plain[name], norm, gap)
            assert all(map(close, expected, found)), (name, day, expected, found)
            assert row["status"] == status, (name, day)

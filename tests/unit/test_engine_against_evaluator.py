"""The engine against an evaluator in plain loops, on seeded random caseloads full of edge cases.

The evaluator (`tests/reference`) was written from the definitions, apart from the engine.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from grip.config import Profile
from grip.indicators.catalogue import register
from grip.indicators.engine import compute
from grip.indicators.model import Indicator
from grip.periods import Period
from tests.reference.caseloads import random_caseload
from tests.reference.evaluator import STANDARD, Rules, evaluate
from tests.support import caseload, profile, with_settings

PERIODS = [
    Period.parse(text)
    for text in ("2020", "2019-H2", "2020-Q1", "2020-02", "2021-12", "2018-03-15..2019-11-02")
]
NOT_IN_EVALUATOR = {"branche", "team", "consulent"}


def rules_of(of: Profile) -> Rules:
    """Say what a profile says, in the plain values of the evaluator."""
    return replace(
        STANDARD,
        ladder_source=of.ladder.bron,
        ladder=of.ladder.posities,
        gap_days=of.instellingen.onderbreking_dagen,
    )


def evaluator_name(indicator: Indicator) -> str:
    """The evaluator writes a variant only where it is not the usual one."""
    if indicator.by_default:
        return indicator.id
    told = ("noemer", "uitgezonderd", "vanaf")
    chosen = [f"{k}={v}" for k, v in indicator.variant.items() if k in told]
    return ";".join([indicator.id, *chosen])


def in_evaluator(indicator: Indicator, of: Profile) -> bool:
    """The evaluator has the profile's own gap rule only, and no durations or years on."""
    own = str(of.instellingen.onderbreking_dagen)
    return indicator.in_series and indicator.variant.get("onderbreking", own) == own


def engine_figures(tables: dict, of: Profile, period: Period) -> dict:
    """Return what the engine says: (indicator, dimensie, categorie) to (teller, noemer)."""
    asked = [indicator for indicator in register(of) if in_evaluator(indicator, of)]
    names = {i.definition_id: evaluator_name(i) for i in asked}
    result = compute(caseload(tables, of), asked, [period]).frame
    found = {}
    for row in result.iter_rows(named=True):
        if row["status"] != "niet_berekend" and row["dimensie"] not in NOT_IN_EVALUATOR:
            key = names[row["definitie"]], row["dimensie"], row["categorie"]
            assert key not in found, f"twice: {key}"
            found[key] = row["teller"], row["noemer"]
    return found


def differences(engine: dict, plain: dict) -> dict:
    """Return every cell of the evaluator that the engine does not have, or has differently."""
    missing = (None, None)
    return {
        key: (figures, engine.get(key))
        for key, figures in plain.items()
        if not same(figures, engine.get(key, missing))
    }


def same(plain: tuple, engine: tuple) -> bool:
    return all(
        (a is None) == (b is None) and (a is None or abs(float(Fraction(a)) - b) < 1e-9)
        for a, b in zip(plain, engine, strict=True)
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "of",
    [profile("standaard"), profile("uithoorn"), with_settings("standaard", onderbreking_dagen=30)],
    ids=["standaard", "uithoorn", "onderbreking 30"],
)
def test_engine_and_evaluator_agree(of: Profile, seed: int) -> None:
    tables = random_caseload(seed, size=80)
    if of.ladder.bron != "categorieen":
        del tables["categorieen"]  # categories that are on no ladder are no categories
    period = PERIODS[seed % len(PERIODS)]
    plain = evaluate(tables, period.begin, period.end, rules_of(of))
    engine = engine_figures(tables, of, period)
    assert not differences(engine, plain)
    assert {key[0] for key in engine} == {key[0] for key in plain}

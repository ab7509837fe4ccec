"""The engine against an evaluator in plain loops, on seeded random caseloads full of edge cases.

The evaluator (`tests/reference`) was written from the definitions, apart from the engine.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from grip.config import Profile, shipped_profiles
from grip.indicators.catalogue import register
from grip.indicators.engine import compute
from grip.indicators.model import Indicator
from grip.periods import Period
from tests.reference.caseloads import random_caseload
from tests.reference.counting import MEDIANS, worth
from tests.reference.evaluator import STANDARD, Rules, evaluate
from tests.reference.traits import OPEN, TOTAL
from tests.support import caseload, profile, with_settings

PERIODS = [
    Period.parse(text)
    for text in ("2020", "2019-H2", "2020-Q1", "2020-02", "2021-12", "2018-03-15..2019-11-02")
]
NOT_IN_EVALUATOR = {"poortactie", "team", "consulent"}  # dimensions of who works in the office
FREE = {
    *OPEN,
    "budgetpost",
    "beleidsdoel",
    "laatste_voorziening",
}  # dimensions with the categories of the export
SAME_FOR_ALL = ("eenheid", "onderbreking", "ladder")  # in every variant of an indicator
EXTRACTION = date(2021, 6, 15)
ESTIMATED = {  # from who is followed so far; tests of survival hold them against R
    "uitkeringsduur_mediaan",
    "uitkeringsduur_p25",
    "uitkeringsduur_p75",
    "nog_in_uitkering",
    "uitstroomtempo",
    "aanvraag_uitkomst_pct",
    "uitstroomkans",
    "verblijfsduur_mediaan",
}
LATER = {  # of the contract, for a later issue: the register may have them, the evaluator not
    "lks_kostendekkend",
}
EVERY_TABLE = {
    "personen": ("geslacht", "opleidingsniveau", "wijk"),
    "uitkeringen": ("leefvorm", "administratie_begin", "consulent"),
    "categorieen": ("subcategorie", "perspectief", "consulent"),
    "voorzieningen": ("aanbieder", "verwachte_einddatum"),
    "ontheffingen": ("verplichting",),
}
PROFILES = {
    **{name: profile(name) for name in shipped_profiles()},
    "onderbreking 30": with_settings("standaard", onderbreking_dagen=30),
    "registratie": profile("standaard").model_copy(update={"registratie": EVERY_TABLE}),
}


def rules_of(of: Profile) -> Rules:
    """Say what a profile says, in the plain values of the evaluator."""
    return replace(
        STANDARD,
        ladder_source=of.ladder.bron,
        ladder=of.ladder.posities,
        instruments={id: (i.groep, i.srg_type) for id, i in of.instrument.items()},
        registration=of.registratie,
        goals={id: post.beleidsdoel for id, post in of.budgetpost.items()},
        policy=tuple(goal.id for goal in of.beleidsdoel),
        gap_days=of.instellingen.onderbreking_dagen,
        extraction=EXTRACTION,
    )


def evaluator_name(indicator: Indicator) -> str:
    """The evaluator writes a variant only where it is not the usual one."""
    if indicator.by_default:
        return indicator.id
    chosen = [f"{k}={v}" for k, v in indicator.variant.items() if k not in SAME_FOR_ALL]
    return ";".join([indicator.id, *chosen])


def in_evaluator(indicator: Indicator, of: Profile) -> bool:
    """The evaluator has the profile's own gap rule only, and nothing that is estimated."""
    own = str(of.instellingen.onderbreking_dagen)
    estimated = indicator.id in ESTIMATED or "methode" in indicator.variant
    return not estimated and indicator.variant.get("onderbreking", own) == own


def engine_figures(tables: dict, of: Profile, period: Period) -> dict:
    """Return what the engine says: (indicator, dimensie, categorie) to (teller, noemer, waarde)."""
    asked = [indicator for indicator in register(of) if in_evaluator(indicator, of)]
    names = {i.definition_id: evaluator_name(i) for i in asked}
    result = compute(caseload(tables, of), asked, [period], extraction=EXTRACTION).frame
    found = {}
    for row in result.iter_rows(named=True):
        own = not set(row["dimensie"].split("|")) & NOT_IN_EVALUATOR
        if row["status"] != "niet_berekend" and own:
            key = names[row["definitie"]], row["dimensie"], row["categorie"]
            assert key not in found, f"twice: {key}"
            found[key] = row["teller"], row["noemer"], row["waarde"]
    return found


def differences(engine: dict, plain: dict) -> list[str]:
    """Return every cell that one of the two does not have, or has differently."""
    keys = {key for key in engine if key[0].partition(";")[0] not in LATER}
    return [
        f"{key}: plain {plain.get(key)}, engine {engine.get(key)}"
        for key in sorted(keys | expected(engine, plain))
        if key not in engine or key not in plain or not same(key, plain[key], engine[key])
    ]


def expected(engine: dict, plain: dict) -> set[tuple[str, str, str]]:
    """Return the cells of the evaluator that the engine must have too.

    By which dimensions an indicator is split is for the register to say. The categories of a free
    dimension are what stands in the export; the engine looks at no row that begins after the
    period, so that it may leave out what is empty for the evaluator.
    """
    split = {(name, dimension) for name, dimension, _ in engine}
    return {
        key
        for key, figure in plain.items()
        if (key[1] == TOTAL[0] or key[:2] in split)
        and (key in engine or any(figure) or not set(key[1].split("|")) & FREE)
    }


def same(key: tuple[str, str, str], plain: tuple, engine: tuple) -> bool:
    """Tell whether numerator, denominator and value are those of the engine.

    Of a median the evaluator knows the value and the number of cases, no numerator.
    """
    if key[0].partition(";")[0] in MEDIANS:
        return close(plain[0], engine[2]) and close(plain[1], engine[1])
    return all(map(close, (*plain, worth(key, plain)), engine))


def close(plain: Fraction | None, engine: float | None) -> bool:
    """Tell whether two numbers are one, or both absent."""
    if plain is None or engine is None:
        return plain is engine
    return abs(float(Fraction(plain)) - engine) < 1e-9 * max(1, abs(engine))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("of", PROFILES.values(), ids=PROFILES)
def test_engine_and_evaluator_agree(of: Profile, seed: int) -> None:
    tables = random_caseload(seed, size=80)
    if of.ladder.bron != "categorieen":
        del tables["categorieen"]  # categories that are on no ladder are no categories
    period = PERIODS[seed % len(PERIODS)]
    known = {indicator.id for indicator in register(of)}
    plain = evaluate(tables, period.begin, period.end, rules_of(of))
    plain = {key: figure for key, figure in plain.items() if key[0].partition(";")[0] in known}
    assert not differences(engine_figures(tables, of, period), plain)


@pytest.mark.parametrize("of", PROFILES.values(), ids=PROFILES)
def test_the_evaluator_knows_every_indicator(of: Profile) -> None:
    """A new indicator needs a second opinion, unless it is on the list of later issues."""
    plain = evaluate(random_caseload(0), PERIODS[0].begin, PERIODS[0].end, rules_of(of))
    known = {name.partition(";")[0] for name, _, _ in plain}
    assert {indicator.id for indicator in register(of)} - known <= LATER | ESTIMATED

"""Durations and what became of people, on random caseloads, beside loops over rows and days."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from grip.config import Profile
from grip.indicators.catalogue import find
from grip.indicators.engine import compute
from grip.periods import Period
from tests.reference.casefiles import (
    CaseFiles,
    Spell,
    ending_row,
    entitled_at_end_of,
    open_files,
    state_on,
    year_earlier,
)
from tests.reference.caseloads import random_caseload
from tests.reference.evaluator import STANDARD
from tests.reference.traits import ladder_position, outflow_group
from tests.support import caseload, profile
from tests.unit.estimators import by_hand

PERIODS = [Period.parse("2020"), Period.parse("2021-12")]
SEEDS = range(3)
OUT = "uitstroom"
Found = dict[tuple[str, str], tuple[float | None, float | None, float | None]]


def figures(tables: dict, of: Profile, id: str, period: Period) -> Found:
    frame = compute(caseload(tables, of), [find(of, id)], [period], per=[()]).frame
    return {
        (row["dimensie"], row["categorie"]): (row["teller"], row["noemer"], row["waarde"])
        for row in frame.iter_rows(named=True)
        if row["status"] != "niet_berekend"
    }


def first_end(files: CaseFiles, until: date) -> date:
    """From which day ends are there, without a year between that has none; planned ends aside."""
    ends = [row["einddatum"] for row in files.tables["uitkeringen"] if row.get("einddatum")]
    ends = [day for day in ends if day <= until]
    year = max(ends).year
    while any(day.year == year - 1 for day in ends):
        year -= 1
    return min(day for day in ends if day.year == year)


def on(spells: list[Spell], day: date) -> Spell | None:
    return next((s for s in spells if entitled_at_end_of(s.start, s.end, day)), None)


def place(files: CaseFiles, who: str, day: date) -> str:
    """Where somebody is at the end of a day."""
    return ladder_position(files, who, day) if on(files.spells[who], day) else OUT


def outcome(files: CaseFiles, who: str, then: date, now: date) -> tuple[str, str]:
    """What became of somebody, and the group of reasons of who is out."""
    was, is_now = place(files, who, then), place(files, who, now)
    if is_now == OUT:
        left = max((s for s in files.spells[who] if s.end and s.end <= now), key=lambda s: s.end)
        reason = outflow_group(files, ending_row(files, left).get("reden_uitstroom"))
        return ("werk_of_school" if reason in ("werk", "onderwijs") else "anders_uit"), reason
    ladder = files.rules.ladder
    if "onbekend" in (was, is_now):
        return "onbekend", ""
    if was != is_now:
        return ("vooruit" if ladder.index(is_now) > ladder.index(was) else "terug"), ""
    prospect = (state_on(files, "categorieen", who, now) or {}).get("perspectief")
    return ("hoogst_haalbaar" if prospect == "maximaal_bereikt" else "gelijk"), ""


def opened(seed: int, of: Profile) -> tuple[dict, CaseFiles]:
    tables = random_caseload(seed)
    rules = replace(STANDARD, ladder_source=of.ladder.bron, ladder=of.ladder.posities)
    return tables, open_files(tables, rules)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_what_became_of_people(seed: int, period: Period) -> None:
    of = profile("standaard")
    tables, files = opened(seed, of)
    now, then = period.end, year_earlier(period.end)
    kept = max(first_end(files, now), min(r["begindatum"] for r in tables[of.ladder.bron]))
    found = figures(tables, of, "na_een_jaar", period)
    if then < kept:
        assert not found
        return
    there = [who for who, spells in files.spells.items() if on(spells, then)]
    became = {who: outcome(files, who, then, now) for who in there}
    counts = Counter(words for words, _ in became.values())
    assert found.pop(("totaal", "totaal"))[0] == len(there)
    assert {c: n for (_, c), (n, _, _) in found.items() if n} == counts

    beyond = ("overlijden", "aow", "verhuizing")
    judged = [w for words, reason in became.values() if reason not in beyond for w in [words]]
    judged = [words for words in judged if words != "onbekend"]
    good = sum(words in ("werk_of_school", "vooruit", "hoogst_haalbaar") for words in judged)
    results = figures(tables, of, "resultaat_na_een_jaar_pct", period)
    assert results["totaal", "totaal"][:2] == (good, len(judged))

    hits: Counter[str] = Counter()
    of_prospect: Counter[str] = Counter()
    for who, (words, reason) in became.items():
        prospect = (state_on(files, "categorieen", who, then) or {}).get("perspectief")
        if reason in beyond or prospect not in ("uitstroom", "doorstroom", "maximaal_bereikt"):
            continue
        fits = {
            "uitstroom": words in ("werk_of_school", "anders_uit"),
            "doorstroom": words in ("vooruit", "werk_of_school"),
            "maximaal_bereikt": words in ("hoogst_haalbaar", "gelijk"),
        }
        of_prospect[prospect] += 1
        hits[prospect] += fits[prospect]
    foreseen = figures(tables, of, "perspectief_uitgekomen_pct", period)
    for prospect in ("uitstroom", "doorstroom", "maximaal_bereikt"):
        counted = foreseen["perspectief", prospect][:2]
        assert counted == (hits[prospect], of_prospect[prospect])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["standaard", "uithoorn"])
def test_from_where_to_where(seed: int, name: str) -> None:
    of, period = profile(name), PERIODS[1]
    tables, files = opened(seed, of)
    now, then = period.end, year_earlier(period.end)
    moves: Counter[str] = Counter()
    for who, spells in files.spells.items():
        if min(s.start for s in spells) <= then:
            moves[f"{place(files, who, then)}|{place(files, who, now)}"] += 1
    found = figures(tables, of, "overgangskans;maanden=12", period)
    assert {c: n for (d, c), (n, _, _) in found.items() if n and d == "van|naar"} == moves
    starts = Counter({c: n for (d, c), (_, n, _) in found.items() if d == "van|naar"})
    for pair, number in starts.items():
        own = sum(n for move, n in moves.items() if move.split("|")[0] == pair.split("|")[0])
        assert number == own


@pytest.mark.parametrize(("seed", "period"), list(zip(SEEDS, PERIODS, strict=False)), ids=str)
def test_how_long_benefits_last(seed: int, period: Period) -> None:
    of = profile("standaard")
    tables, files = opened(seed, of)
    since = first_end(files, period.end)
    rows: list[by_hand.Row] = []
    for benefit in files.benefits:
        start, end = benefit.row["ingangsdatum"], benefit.row.get("einddatum")
        ended = end is not None and end <= period.end
        last = ((end if ended else period.end) - start).days
        entry = max(0, (since - timedelta(days=1) - start).days)
        if last > entry:
            cause = outflow_group(files, benefit.end_code) if ended else None
            rows.append((entry, last, cause))
    found = figures(tables, of, "nog_in_uitkering", period)
    left, _ = by_hand.kaplan_meier(rows, 365)
    used_up = any(by_hand.kaplan_meier(rows, d)[0] == 0 for d in range(1, 366, 7))
    if not used_up:
        assert found["maanden", "12"][2] == pytest.approx(100 * float(left))
        assert found["maanden", "12"][1] == by_hand.at_risk(rows, 365)
        chances = figures(tables, of, "uitstroomkans;maanden=12", period)
        for cause in {cause for _, _, cause in rows if cause}:
            share, _ = by_hand.cumulative_incidence(rows, cause, 365)
            assert chances["reden_uitstroom", cause][2] == pytest.approx(100 * float(share))
    median = figures(tables, of, "uitkeringsduur_mediaan", period)["totaal", "totaal"]
    assert median[:2] == (sum(c is not None for _, _, c in rows), len(rows))

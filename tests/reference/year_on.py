"""Who was where some time ago, and where they are now: outcomes, prospects and chances.

Part of the reference evaluator. "Now" is the last day of the period, or of the extraction if that
comes first; before everything was registered there are no figures.
"""

from __future__ import annotations

from datetime import date

from .casefiles import (
    UNKNOWN,
    CaseFiles,
    ending_row,
    extraction_date,
    state_on,
    year_earlier,
)
from .counting import Figures
from .populations import persons_in_stock
from .traits import TOTAL, ladder_position, outflow_group, work_income

OUT = "uitstroom"
OUTCOMES = ("werk_of_school", "vooruit", "hoogst_haalbaar", "gelijk", "terug", "anders_uit")
GOOD = ("werk_of_school", "vooruit", "hoogst_haalbaar")
PROSPECTS = ("uitstroom", "doorstroom", "maximaal_bereikt")
BEYOND_HELP = ("overlijden", "aow", "verhuizing")
DIMENSION = {"categorieen": "categorie", "arbeidsvermogen": "loonwaardeklasse"}


def year_on(files: CaseFiles, end: date) -> Figures:
    """What became of who was in benefit a year ago; and, one and two years on, who is where."""
    now = min(end, extraction_date(files))
    if files.rules.ladder_source not in files.present:
        return {}
    since, figures = kept_since(files, now), {}
    then = now
    for months in (12, 24):
        then = year_earlier(then)
        if since <= then:
            figures |= chances(files, then, now, months)
            if months == 12:
                figures |= outcomes(files, then, now) | prospects(files, then, now)
                figures |= to_work(files, then, now)
    return figures


def kept_since(files: CaseFiles, until: date) -> date:
    """The day from which both ends of benefits and the ladder were registered.

    Of ends that is the first of the years up to `until` without a year between that has none.
    """
    ends = [row["einddatum"] for row in files.tables["uitkeringen"] if row.get("einddatum")]
    ends = [day for day in ends if day <= until]
    year = max((day.year for day in ends), default=date.min.year)
    while any(day.year == year - 1 for day in ends):
        year -= 1
    first_end = min((day for day in ends if day.year == year), default=date.min)
    rows = files.tables[files.rules.ladder_source]
    return max(first_end, min((row["begindatum"] for row in rows), default=date.min))


def outcomes(files: CaseFiles, then: date, now: date) -> Figures:
    """Na_een_jaar, and resultaat_na_een_jaar_pct by the place that people had then."""
    people = persons_in_stock(files, then)
    became = {who: outcome(files, who, then, now) for who in people}
    figures: Figures = {("na_een_jaar", *TOTAL): (len(people), None)}
    for name in (*OUTCOMES, UNKNOWN):
        number = sum(found == name for found in became.values())
        figures["na_een_jaar", "uitkomst", name] = (number, None)
    judged = [
        (ladder_position(files, who, then), became[who] in GOOD)
        for who in people
        if became[who] != UNKNOWN and not beyond_help(files, who, now)
    ]
    places = (*files.rules.ladder, UNKNOWN)
    dimension = DIMENSION[files.rules.ladder_source]
    return figures | shares("resultaat_na_een_jaar_pct", dimension, places, judged)


def shares(
    name: str, dimension: str, categories: tuple[str, ...], judged: list[tuple[str, bool]]
) -> Figures:
    """How many were judged well, of how many, in total and by category."""
    verdicts = [good for _, good in judged]
    figures: Figures = {(name, *TOTAL): (sum(verdicts), len(verdicts))}
    for category in categories:
        verdicts = [good for own, good in judged if own == category]
        figures[name, dimension, category] = (sum(verdicts), len(verdicts))
    return figures


def in_stock(files: CaseFiles, who: str, day: date) -> bool:
    """In benefit at the end of that day."""
    return any(s.start <= day and (s.end is None or s.end > day) for s in files.spells[who])


def left_for(files: CaseFiles, who: str, day: date) -> str:
    """The reason group of the last end of a person by that day."""
    ended = [s for s in files.spells[who] if s.end is not None and s.end <= day]
    last = max(ended, key=lambda spell: spell.end)
    return outflow_group(files, ending_row(files, last).get("reden_uitstroom"))


def beyond_help(files: CaseFiles, who: str, now: date) -> bool:
    """Out now, for a reason that nobody could have foreseen or brought about."""
    return not in_stock(files, who, now) and left_for(files, who, now) in BEYOND_HELP


def outcome(files: CaseFiles, who: str, then: date, now: date) -> str:
    """What became of a person: out, or where on the ladder."""
    if not in_stock(files, who, now):
        to_work = left_for(files, who, now) in ("werk", "onderwijs")
        return "werk_of_school" if to_work else "anders_uit"
    was, is_now = (ladder_position(files, who, day) for day in (then, now))
    if UNKNOWN in (was, is_now):
        return UNKNOWN
    step = files.rules.ladder.index(is_now) - files.rules.ladder.index(was)
    if step:
        return "vooruit" if step > 0 else "terug"
    return "hoogst_haalbaar" if prospect(files, who, now) == "maximaal_bereikt" else "gelijk"


def prospect(files: CaseFiles, who: str, day: date) -> str | None:
    """The perspectief of that day."""
    return (state_on(files, "categorieen", who, day) or {}).get("perspectief")


def prospects(files: CaseFiles, then: date, now: date) -> Figures:
    """Perspectief_uitgekomen_pct, by what was foreseen a year ago."""
    if "categorieen" not in files.present:
        return {}
    judged = []
    for who in persons_in_stock(files, then):
        foreseen = prospect(files, who, then)
        if foreseen in PROSPECTS and not beyond_help(files, who, now):
            judged.append((foreseen, came_true(files, foreseen, who, then, now)))
    return shares("perspectief_uitgekomen_pct", "perspectief", PROSPECTS, judged)


def came_true(files: CaseFiles, foreseen: str, who: str, then: date, now: date) -> bool:
    """Out; higher or out to work or school; still in the same place."""
    became = outcome(files, who, then, now)
    accepted = {
        "uitstroom": ("werk_of_school", "anders_uit"),
        "doorstroom": ("vooruit", "werk_of_school"),
        "maximaal_bereikt": ("hoogst_haalbaar", "gelijk"),
    }
    return became in accepted[foreseen]


def to_work(files: CaseFiles, then: date, now: date) -> Figures:
    """Werk_na_een_jaar_pct, of who had income from work then and who had not."""
    if "inkomsten" not in files.present:
        return {}
    judged = [
        (
            "ja" if work_income(files, who, then) > 0 else "nee",
            outcome(files, who, then, now) == "werk_of_school",
        )
        for who in persons_in_stock(files, then)
        if not beyond_help(files, who, now)
    ]
    return shares("werk_na_een_jaar_pct", "inkomen_uit_werk", ("ja", "nee"), judged)


def chances(files: CaseFiles, then: date, now: date, months: int) -> Figures:
    """Overgangskans: of who was in each place, or out after a benefit, who is in each now."""
    moves: dict[tuple[str, str], int] = {}
    for who in files.spells:
        was, is_now = place(files, who, then), place(files, who, now)
        if was is not None:
            moves[was, is_now] = moves.get((was, is_now), 0) + 1
    name = "overgangskans" if months == 12 else f"overgangskans;maanden={months}"
    places, figures = [*files.rules.ladder, UNKNOWN, OUT], {}
    for was in places:
        there = sum(moves.get((was, other), 0) for other in places)
        for is_now in places:
            number = moves.get((was, is_now), 0)
            figures[name, "van|naar", f"{was}|{is_now}"] = (number, there)
    inside = [number for (was, _), number in moves.items() if was != OUT]
    left = [n for (was, is_now), n in moves.items() if was != OUT and is_now == OUT]
    return figures | {(name, *TOTAL): (sum(left), sum(inside))}


def place(files: CaseFiles, who: str, day: date) -> str | None:
    """Where on the ladder at the end of a day; out after a benefit; None before the first."""
    if in_stock(files, who, day):
        return ladder_position(files, who, day)
    begun = any(spell.start <= day for spell in files.spells[who])
    return OUT if begun else None

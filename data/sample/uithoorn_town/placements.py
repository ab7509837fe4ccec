"""Placements: what belongs to leaving for work or school, and sheltered work."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Casebook
from simulation.draws import choose, day_after, day_between
from simulation.people import Person
from simulation.spells import SCHOOL, WORK, Spell

from uithoorn_town.facts import BRANCHES, CASEWORK_BEGINS, EXPORT

AM_MATCH_SHARE = 0.87  # of class 40-70 that left for work or school, went by AM Match
SUBSIDISED = (0.25, 0.3, 0.05, 0)  # share of those who left for work, by class
BESCHUT_STARTS = {2018: 2, 2019: 4, 2020: 6, 2021: 9}


def placements(book: Casebook) -> None:
    """AM Match before the end of the benefit, a job or a school after it, perhaps with LKS."""
    rng = book.rng("plaatsingen")
    for person, spell in book.each_spell():
        reason = spell.why()
        if not spell.end or spell.end < CASEWORK_BEGINS or reason not in WORK + SCHOOL:
            continue
        klass, begin = book.klass(person, spell.end), spell.end + timedelta(1)
        if klass == 1 and rng.random() < AM_MATCH_SHARE:
            _by_am_match(book, rng, spell, spell.end)
        stop = _last_day(book, rng, person, begin)
        book.act(rng, person, "school" if reason in SCHOOL else "betaald_werk", begin, stop)
        if reason == "11" and rng.random() < SUBSIDISED[klass]:
            _wage_subsidy(book, rng, person, begin, stop)


def _by_am_match(book: Casebook, rng: Random, spell: Spell, end: date) -> None:
    """The track by AM Match that ended in this outflow."""
    days = rng.randint(90, 330)
    since = max(spell.start + timedelta(5), end - timedelta(days), CASEWORK_BEGINS)
    book.grant(rng, spell.person, "am_match", since, days + 30, spell)


def _last_day(book: Casebook, rng: Random, person: Person, begin: date) -> date | None:
    """How long the job or school lasts: it ends before the person is back in benefit."""
    later = [other.start for other in book.spells[person] if other.start > begin]
    if rng.random() < 0.6 and not later:
        return None
    return min([day_after(rng, begin, 150, 1200), *(day - timedelta(1) for day in later)])


def _wage_subsidy(
    book: Casebook, rng: Random, person: Person, begin: date, stop: date | None
) -> None:
    """LKS with its support; the measured loonwaarde decides the amount.

    A subsidy lasts as long as the job, whatever the first plan said.
    """
    what = "lks" if rng.random() < 0.88 else "lks_tijdelijk"
    known = [row["loonwaarde_pct"] for row in book.values[person]]
    known = [value for value in known if value is not None]
    branch = rng.choice(BRANCHES)
    row = book.grant(rng, person, what, begin, 365)
    row |= {"einddatum": stop if stop and stop <= EXPORT else None, "reden_einde": ""}
    row |= {"resultaat": "", "ervaren_effect_client": None, "ervaren_effect_consulent": None}
    row |= {"branche": branch, "loonwaarde_pct": max(known[-1], 30.0) if known else 50.0}
    if row["einddatum"]:
        row["reden_einde"] = choose(rng, {"1": 5, "2": 4, "3": 1})
    job = Spell(person, "", begin, "", row["einddatum"])
    for extra, chance, days in (("jobcoach", 0.9, 500), ("werkplekaanpassing", 0.12, 30)):
        if rng.random() < chance:
            book.grant(rng, person, extra, begin, days, job)


def sheltered_work(book: Casebook) -> None:
    """Starts of beschut werk, from class 0-40."""
    rng = book.rng("beschut")
    for year, count in BESCHUT_STARTS.items():
        for person, spell in rng.sample(_candidates(book, year), count):
            begin = day_between(rng, date(year, 1, 15), date(year, 12, 1))
            row = book.grant(rng, person, "beschut_werk", begin, 730, spell)
            row["loonwaarde_pct"] = float(rng.randint(30, 39))
            row["branche"] = rng.choice(BRANCHES)
            book.act(rng, person, "beschut_werk", begin, row.get("einddatum"))


def _candidates(book: Casebook, year: int) -> list[tuple[Person, Spell]]:
    """Who may start that year: in benefit all the year, and some years from the AOW age."""
    new_year = date(year - 1, 12, 31)
    return [
        (person, spell)
        for person, spell in book.each_spell()
        if spell.runs(new_year)
        and (not spell.end or spell.end > date(year, 12, 1))
        and not book.klass(person, new_year)
        and person.age(new_year) < 58
    ]

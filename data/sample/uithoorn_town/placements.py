"""Placements: what belongs to leaving for work or school in this town."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Casebook
from simulation.placements import Job, last_day, wage_subsidy
from simulation.spells import SCHOOL, WORK, Spell

from uithoorn_town.facts import CASEWORK_BEGINS

AM_MATCH_SHARE = 0.87  # of class 40-70 that left for work or school, went by AM Match
SUBSIDISED = (0.25, 0.3, 0.05, 0)  # share of those who left for work, by class
SHELTERED_STARTS = {2018: 2, 2019: 4, 2020: 6, 2021: 9}


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
        stop = last_day(book, rng, person, begin)
        book.act(rng, person, "school" if reason in SCHOOL else "betaald_werk", begin, stop)
        if reason == "11" and rng.random() < SUBSIDISED[klass]:
            known = [row["loonwaarde_pct"] for row in book.values[person]]
            known = [value for value in known if value is not None]
            value = max(known[-1], 30.0) if known else 50.0
            wage_subsidy(book, rng, Job(person, begin, stop), value)


def _by_am_match(book: Casebook, rng: Random, spell: Spell, end: date) -> None:
    """The track by AM Match that ended in this outflow."""
    days = rng.randint(90, 330)
    since = max(spell.start + timedelta(5), end - timedelta(days), CASEWORK_BEGINS)
    book.grant(rng, spell.person, "am_match", since, days + 30, spell)

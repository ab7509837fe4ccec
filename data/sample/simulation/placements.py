"""Placements: how long a job lasts, wage subsidy (LKS) with its support, and sheltered work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from simulation.casebook import Casebook
from simulation.draws import choose, day_after, day_between
from simulation.people import Person
from simulation.spells import Spell

SUPPORT = (("jobcoach", 0.9, 500), ("werkplekaanpassing", 0.12, 30))  # what, chance, days


class Job(NamedTuple):
    """A job with an employer; `stop` is its last day, if that is known."""

    person: Person
    begin: date
    stop: date | None


def last_day(book: Casebook, rng: Random, person: Person, begin: date) -> date | None:
    """How long the job or school lasts: it ends before the person is back in benefit."""
    later = [other.start for other in book.spells[person] if other.start > begin]
    if rng.random() < 0.6 and not later:
        return None
    return min([day_after(rng, begin, 150, 1200), *(day - timedelta(1) for day in later)])


def wage_subsidy(book: Casebook, rng: Random, job: Job, value: float) -> None:
    """LKS with its support; the measured loonwaarde decides the amount.

    A subsidy lasts as long as the job, whatever the first plan said.
    """
    what = "lks" if rng.random() < 0.88 else "lks_tijdelijk"
    branch = rng.choice(book.branches)
    row = book.grant(rng, job.person, what, job.begin, 365)
    row |= {"einddatum": job.stop if job.stop and job.stop <= book.export else None}
    row |= {"reden_einde": "", "resultaat": ""}
    row |= {"ervaren_effect_client": None, "ervaren_effect_consulent": None}
    row |= {"branche": branch, "loonwaarde_pct": value}
    if row["einddatum"]:
        row["reden_einde"] = choose(rng, {"1": 5, "2": 4, "3": 1})
    spell = Spell(job.person, "", job.begin, "", row["einddatum"])
    for extra, chance, days in SUPPORT:
        if rng.random() < chance:
            book.grant(rng, job.person, extra, job.begin, days, spell)


def sheltered_work(book: Casebook, starts: Mapping[int, int], klass: int) -> None:
    """So many starts of beschut werk a year, from one class."""
    rng = book.rng("beschut")
    for year, count in starts.items():
        for person, spell in rng.sample(_candidates(book, year, klass), count):
            begin = day_between(rng, date(year, 1, 15), date(year, 12, 1))
            row = book.grant(rng, person, "beschut_werk", begin, 730, spell)
            row["loonwaarde_pct"] = float(rng.randint(30, 39))
            row["branche"] = rng.choice(book.branches)
            book.act(rng, person, "beschut_werk", begin, row.get("einddatum"))


def _candidates(book: Casebook, year: int, klass: int) -> list[tuple[Person, Spell]]:
    """Who may start that year: in benefit all the year, and some years from the AOW age."""
    new_year = date(year - 1, 12, 31)
    return [
        (person, spell)
        for person, spell in book.each_spell()
        if spell.runs(new_year)
        and (not spell.end or spell.end > date(year, 12, 1))
        and book.klass(person, new_year) == klass
        and person.age(new_year) < 58
    ]

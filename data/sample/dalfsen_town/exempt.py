"""Ontheffingen: many, as the plan says, and fewer new ones since the guidelines."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Row
from simulation.draws import choose, day_after, skewed
from simulation.people import Person
from simulation.spells import Spell

from dalfsen_town.facts import EXPORT, FIRST, GUIDELINES, LAST
from dalfsen_town.progress import Dossiers

EXEMPTED, AGAIN = (0.7, 0.36, 0.08), 0.82  # chance of a first one by class, and of the next
LONE_PARENT = 0.7  # chance of a lone parent who is still young
STRICTER = 0.72  # what the guidelines left of those chances
DAYS = {"tijdelijk": 560, "alleenstaande_ouder": 1300, "volledig_duurzaam": 9000}
DUTIES = {
    "alleenstaande_ouder": {"arbeid": 1},
    "volledig_duurzaam": {"arbeid+re-integratie+tegenprestatie": 1},
    "tijdelijk": {"arbeid": 45, "arbeid+re-integratie": 40, "arbeid+tegenprestatie": 15},
}
ENDS = {"tijdelijk": {"2": 6, "5": 4}, "": {"3": 6, "4": 1, "5": 3}}


def exemptions(book: Dossiers) -> None:
    """Exemptions in every period in benefit, one after the other."""
    rng = book.rng("ontheffing")
    parents = {b.client.person for b in book.known if b.household == "alleenstaande_ouder"}
    for person, spell in book.each_spell():
        begin = max(spell.start, FIRST) + timedelta(skewed(rng, 60))
        lone = person in parents and person.age(begin) < 42
        chance = LONE_PARENT if lone else EXEMPTED[book.klass(person, begin)]
        while begin < (spell.end or LAST) and rng.random() < _now(chance, begin):
            kind = "alleenstaande_ouder" if lone else _kind(book, rng, person, begin)
            end = _exempt(book, rng, spell, kind, begin)
            begin, chance = day_after(rng, end, 1, 60), AGAIN


def _now(chance: float, on: date) -> float:
    return chance * (STRICTER if on >= GUIDELINES else 1)


def _kind(book: Dossiers, rng: Random, person: Person, on: date) -> str:
    """Temporary for most; lasting for some of whom no more is within reach."""
    lasting = book.klass(person, on) == book.progress.ceiling.get(person, 0) == 0
    return choose(rng, {"tijdelijk": 8, "volledig_duurzaam": 1.6 if lasting else 0})


def _exempt(book: Dossiers, rng: Random, spell: Spell, kind: str, begin: date) -> date:
    """Note one exemption; it ends as planned, with a step up, or with the benefit."""
    planned = begin + timedelta(round(DAYS[kind] * rng.uniform(0.5, 1.2)))
    step = book.progress.next_up(spell.person, begin)
    end = min(planned, spell.end or planned, step or planned)
    ended = end <= EXPORT
    row: Row = {"persoon_id": spell.person, "soort": kind, "begindatum": begin}
    row["verplichting"] = choose(rng, DUTIES[kind])
    row["einddatum"] = end if ended else None
    row["reden_einde"] = choose(rng, ENDS.get(kind, ENDS[""])) if ended else ""
    book.tables["ontheffingen"].append(row)
    return end

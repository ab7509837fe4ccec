"""The table of categories: since the new workflow with a subcategory and a perspectief."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Row
from simulation.draws import choose, day_after, day_between, skewed
from simulation.people import Person
from simulation.spells import Spell

from dalfsen_town.facts import (
    FILLED,
    FIRST,
    LAST,
    NEW_WORKFLOW,
    POSITIONS,
    WEEKDATE,
    WERKFIT,
)
from dalfsen_town.progress import Dossiers

# In order from low to high inside each category: the first for who has come as far as possible.
SUBCATEGORIES = (
    ("Zorg 1 stabiliseren", "Zorg 2 activeren"),
    ("Meedoen 1 maatschappelijk", "Meedoen 2 ontwikkelen"),
    ("Werkfit 1 voorbereiden", "Werkfit 2 bemiddelen", "Werkfit 3 deels aan het werk"),
)
NEVER_FILLED = 0.035  # share of the registrations without subcategory and perspectief
NEVER_PLACED = 0.02  # share of the periods in benefit without any category
FIRST_WAIT = {False: (45, 0.7), True: (16, 0.6)}  # days: before and since the weekdate
REVIEW = (240, 500)  # days between two looks at the same person


def categories(book: Dossiers) -> None:
    """Write down where people stood, as it was registered."""
    rng = book.rng("categorieen")
    for person, spell in book.each_spell():
        if rng.random() >= NEVER_PLACED:
            book.tables["categorieen"] += _rows(book, rng, person, spell)


def _rows(book: Dossiers, rng: Random, person: Person, spell: Spell) -> list[Row]:
    """The rows of one period in benefit: one for every day on which something was noted."""
    days = _days(book, rng, person, spell)
    if not days:
        return []
    ends = [day - timedelta(1) for day in days[1:]] + [spell.end]
    return [
        {"persoon_id": person, "begindatum": begin, "einddatum": end, "consulent": person.advisor}
        | _noted(book, rng, person, begin)
        for begin, end in zip(days, ends, strict=True)
    ]


def _days(book: Dossiers, rng: Random, person: Person, spell: Spell) -> list[date]:
    """First placement, every step, the round of the summer of 2020, and the reviews since."""
    placed = max(spell.start, FIRST)
    if spell.start >= FIRST:
        placed += timedelta(skewed(rng, *FIRST_WAIT[spell.start >= WEEKDATE], 200))
    until = spell.end or LAST
    days = {placed} | {day for day, _ in book.progress.steps.get(person, []) if day > placed}
    if placed < NEW_WORKFLOW <= until:
        days.add(day_between(rng, NEW_WORKFLOW, FILLED - timedelta(1)))
    review = max(placed, FILLED)
    while (review := day_after(rng, review, *REVIEW)) <= until:
        days.add(review)
    return sorted(day for day in days if placed <= day <= until)


def _noted(book: Dossiers, rng: Random, person: Person, on: date) -> Row:
    """What is registered on a day; before the new workflow only the category."""
    klass = book.klass(person, on)
    row: Row = {"categorie": POSITIONS[klass]}
    if on < NEW_WORKFLOW or rng.random() < NEVER_FILLED:
        return row
    room = book.progress.ceiling.get(person, klass) > klass
    prospect = choose(rng, _prospects(klass, room))
    return row | {"perspectief": prospect, "subcategorie": _sub(rng, klass, room, prospect)}


def _prospects(klass: int, room: bool) -> dict[str, float]:
    """Weights of what the advisor expects, by position and by whether there is room to grow."""
    if klass == WERKFIT:
        return {"uitstroom": 80, "maximaal_bereikt": 12, "onbekend": 8}
    if room:
        return {"doorstroom": 70, "uitstroom": 12, "onbekend": 12, "maximaal_bereikt": 6}
    return {"maximaal_bereikt": 72, "onbekend": 14, "uitstroom": 6, "doorstroom": 8}


def _sub(rng: Random, klass: int, room: bool, prospect: str) -> str:
    """The subcategory that fits; who works part-time and will not grow is in the last of them."""
    names = SUBCATEGORIES[klass]
    if klass == WERKFIT:
        weights = {names[0]: 35, names[1]: 60, names[2]: 5}
        return names[2] if prospect == "maximaal_bereikt" else choose(rng, weights)
    return choose(rng, {names[0]: 20 if room else 85, names[1]: 80 if room else 15})

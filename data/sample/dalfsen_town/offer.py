"""The offer: what a person of each category may start on, and what suits whom."""

from __future__ import annotations

from datetime import date
from random import Random

from simulation.draws import choose
from simulation.people import Person
from simulation.spells import Benefit

from dalfsen_town.facts import NEW_WORKFLOW, ZORG

# Per category: instrument and weight.
MENU = (
    {
        "sociale_activering": 9,
        "wmo": 7,
        "zorgtraject": 6,
        "schuldhulp": 5,
        "sport": 2,
        "taalpunt": 3,
        "empowerment": 2,
        "loopbaanbegeleiding": 1,
    },
    {
        "loopbaanbegeleiding": 8,
        "sociale_activering": 5,
        "participatieplaats": 4,
        "werkervaringsplek": 4,
        "empowerment": 4,
        "scholing": 4,
        "begeleiding_klantmanager": 3,
        "schuldhulp": 3,
        "taalpunt": 2,
        "sport": 2,
        "wmo": 2,
    },
    {
        "loopbaanbegeleiding": 8,
        "workshop_werkfit": 8,
        "bemiddeling_netwerker": 7,
        "wsp_bemiddeling": 5,
        "scholing": 5,
        "werkervaringsplek": 4,
        "proefplaatsing": 2,
        "vervoer": 2,
        "begeleiding_klantmanager": 2,
        "schuldhulp": 1,
    },
)
# Usual days from begin to planned end.
DAYS = {
    "workshop_werkfit": 70,
    "proefplaatsing": 60,
    "bemiddeling_netwerker": 150,
    "wsp_bemiddeling": 160,
    "werkervaringsplek": 140,
    "empowerment": 120,
    "scholing": 260,
    "schuldhulp": 420,
    "wmo": 500,
    "zorgtraject": 380,
    "participatieplaats": 360,
    "schakelmakelpool": 300,
}
USUAL = 210


def days_of(rng: Random, what: str) -> int:
    """For how many days an instrument is planned."""
    return round(DAYS.get(what, USUAL) * rng.uniform(0.6, 1.4))


def offer_for(rng: Random, person: Person, benefit: Benefit, on: date) -> str | None:
    """What the town has for the groups of the plan; nothing special for most people."""
    young = person.age(on) < 27 and person.klass > ZORG
    if young and on.year >= 2017 and rng.random() < 0.35:
        return "schakelmakelpool"
    if person.refugee and rng.random() < 0.35:
        return "taalpunt"
    if benefit.scheme in ("IOAW", "IOAZ") and rng.random() < 0.3:
        return "bemiddeling_netwerker"
    long_here = (on - benefit.since).days > 5 * 365
    if long_here and on >= NEW_WORKFLOW and rng.random() < 0.4:
        return choose(rng, {"sport": 5, "sociale_activering": 3})
    return None

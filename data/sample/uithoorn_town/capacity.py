"""Work capacity over time (arbeidsvermogen), exact on the day of figure 6."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from simulation.casebook import Casebook, Row
from simulation.draws import choose, day_after, day_between, skewed
from simulation.people import CLASS_BOUNDS, Person
from simulation.spells import Spell

from uithoorn_town.facts import EXPORT, FIGURE_6_DAY, published

SCREENING_BEGAN = date(2020, 10, 1)  # the screening of everybody, in the autumn before figure 6
EXAMINED_SHARE = (0.55, 0.35, 0.15, 0.08)  # of the measurements that figure 6 does not count
STEPS_BACK, STEPS_ON = {0: 82, -1: 12, 1: 6}, {0: 68, -1: 11, 1: 21}


def measure(book: Casebook, unknown: list[Person]) -> None:
    """Measure everybody in benefit; of `unknown` nothing is known yet on the day of figure 6."""
    rng = book.rng("loonwaarde")
    for person, spells in book.spells.items():
        book.values[person] = []
        for spell in spells:
            book.values[person] += _timeline(rng, book, spell, person in unknown)
    _leave_blank(book, unknown[0])
    _fit_examinations(rng, book, unknown)
    book.tables["arbeidsvermogen"] = [row for rows in book.values.values() for row in rows]


def _timeline(rng: Random, book: Casebook, spell: Spell, unknown: bool) -> list[Row]:
    """The measurements in one period; the class we believe in is that of figure 6, or the last."""
    days = _measuring_days(rng, book, spell, unknown)
    if not days:
        return []
    anchor = len(days) - 1
    if spell.runs(FIGURE_6_DAY):
        anchor = sum(day <= FIGURE_6_DAY for day in days) - 1
    ends = [day - timedelta(1) for day in days[1:]] + [spell.end]
    walk = _walk(rng, spell.person.klass, len(days), anchor)
    return [
        {
            "persoon_id": spell.person,
            "begindatum": begin,
            "einddatum": end,
            "loonwaarde_pct": float(rng.randint(*CLASS_BOUNDS[klass])),
            "door_keuring": rng.random() < EXAMINED_SHARE[klass],
        }
        for begin, end, klass in zip(days, ends, walk, strict=True)
    ]


def _measuring_days(rng: Random, book: Casebook, spell: Spell, unknown: bool) -> list[date]:
    """Some weeks after the start, sooner for who comes back, then every two years or so."""
    back = spell is not book.spells[spell.person][0]
    day = spell.start + timedelta(skewed(rng, 20 if back else 40, 0.7, 240))
    if spell.start < date(2012, 1, 1):
        day = day_between(rng, date(2012, 1, 1), date(2013, 10, 31))
    if spell.runs(FIGURE_6_DAY) and unknown:
        day = day_between(rng, date(2021, 1, 11), date(2021, 2, 26))
    elif spell.runs(FIGURE_6_DAY) and day > FIGURE_6_DAY:
        day = day_between(rng, max(spell.start, SCREENING_BEGAN), FIGURE_6_DAY)
    days = []
    while day <= (spell.end or EXPORT):
        days.append(day)
        day = day_after(rng, day, 330, 1000)
    return days


def _walk(rng: Random, klass: int, count: int, anchor: int) -> list[int]:
    """A walk over the classes that is at `klass` at the anchor; more steps up than down."""
    walk = [klass] * count
    for place in range(anchor - 1, -1, -1):
        walk[place] = max(0, min(3, walk[place + 1] + choose(rng, STEPS_BACK)))
    for place in range(max(anchor, 0) + 1, count):
        walk[place] = max(0, min(3, walk[place - 1] + choose(rng, STEPS_ON)))
    return walk


def _leave_blank(book: Casebook, person: Person) -> None:
    """Give one of the unknown a row without a value; the other has no row at all yet."""
    rows = book.values[person]
    until = rows[0]["begindatum"] - timedelta(1) if rows else None
    blank: Row = {"persoon_id": person, "begindatum": FIGURE_6_DAY, "einddatum": until}
    rows.insert(0, blank | {"loonwaarde_pct": None, "door_keuring": False})


def _fit_examinations(rng: Random, book: Casebook, unknown: list[Person]) -> None:
    """Let as many measurements rest on an examination as figure 6 says, in every class."""
    in_stock: dict[int, list[Row]] = defaultdict(list)
    for person, spells in book.spells.items():
        if person not in unknown and any(spell.runs(FIGURE_6_DAY) for spell in spells):
            row = [r for r in book.values[person] if r["begindatum"] <= FIGURE_6_DAY][-1]
            in_stock[book.klass(person, FIGURE_6_DAY)].append(row)
    for klass, line in enumerate(published("fig6")[:4]):
        examined = rng.sample(in_stock[klass], int(line["door_keuring_vastgesteld"]))
        for row in in_stock[klass]:
            row["door_keuring"] = any(row is chosen for chosen in examined)

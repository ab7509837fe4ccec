"""The casebook: known benefits and people, and the rows about them that the tables will hold.

A row is a dictionary by column name. Until the ids are given (see `numbering`), a column that
refers to a person, a benefit or another row holds that object itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from simulation.draws import choose, day_after
from simulation.people import Person, class_of
from simulation.spells import SCHOOL, WORK, Benefit, Spell, merged_spells

Row = dict[str, Any]

WORK_HOURS = {"betaald_werk": (24, 40), "parttime_werk": (6, 18), "school": (16, 32)}
OTHER_HOURS = (4, 20)
PAID = ("betaald_werk", "parttime_werk", "beschut_werk")


class Instrument(NamedTuple):
    """An instrument of the town: price in euros, 0 when own staff do it."""

    provider: str
    price: int
    phase: str


class Casebook:
    """Everything that the tables are written from, as known on the day of the export."""

    def __init__(
        self,
        seed: int,
        export: date,
        catalogue: Mapping[str, Instrument],
        branches: Sequence[str],
        asked_since: date = date(2019, 1, 1),
    ) -> None:
        self.seed, self.export = seed, export
        self.catalogue, self.branches = catalogue, branches
        self.asked_since = asked_since  # since when people say what an instrument did for them
        self.known: list[Benefit] = []
        self.pending: list[Benefit] = []  # benefits that were entered after the export
        self.spells: dict[Person, list[Spell]] = {}
        self.outsiders: list[Person] = []  # at the counter, never in benefit
        self.values: dict[Person, list[Row]] = {}  # measured loonwaarde
        self.tables: dict[str, list[Row]] = defaultdict(list)

    def rng(self, name: str) -> Random:
        """A generator of its own for each subject: a change in one leaves the others alone."""
        return Random(f"{self.seed} {name}")

    def open(self, known: list[Benefit], pending: list[Benefit]) -> None:
        """Take in the benefits of the export."""
        self.known, self.pending = known, pending
        self.spells = merged_spells(known)

    def each_spell(self) -> Iterator[tuple[Person, Spell]]:
        """All merged periods in benefit."""
        for person, spells in self.spells.items():
            for spell in spells:
                yield person, spell

    def klass(self, person: Person, on: date) -> int:
        """The measured class on a day, or what we believe."""
        for row in self.values.get(person, []):
            value, end = row["loonwaarde_pct"], row["einddatum"]
            if row["begindatum"] <= on and (end is None or end >= on) and value is not None:
                return class_of(value)
        return person.klass

    def grant(
        self,
        rng: Random,
        person: Person,
        what: str,
        begin: date,
        days: int,
        spell: Spell | None = None,
    ) -> Row:
        """Give an instrument; it ends as planned, earlier, later, or with the benefit.

        The row is always returned; one that begins after the export is not in the table.
        """
        provider, _, phase = self.catalogue[what]
        planned = begin + timedelta(days)
        end, why, result = _course(rng, planned, days)
        if spell and spell.end and end >= spell.end:
            end, (why, result) = max(spell.end, begin), _ending(spell.why())
        row: Row = {"persoon_id": person, "consulent": person.advisor, "instrument": what}
        row |= {"aanbieder": provider, "fase": phase}
        row |= {"begindatum": begin, "verwachte_einddatum": planned}
        if end <= self.export:
            row |= {"einddatum": end, "reden_einde": why, "resultaat": result}
            if end >= self.asked_since:
                row |= _experience(rng, good=bool(result))
        if begin <= self.export:
            self.tables["voorzieningen"].append(row)
        return row

    def act(self, rng: Random, person: Person, what: str, begin: date, end: date | None) -> Row:
        """Note an activity; what ends after the export still runs."""
        row: Row = {"persoon_id": person, "soort": what, "begindatum": begin}
        row["einddatum"] = end if end and end <= self.export else None
        row["uren_per_week"] = rng.randint(*WORK_HOURS.get(what, OTHER_HOURS))
        row["branche"] = rng.choice(self.branches) if what in PAID else ""
        self.tables["activiteiten"].append(row)
        return row


def _course(rng: Random, planned: date, days: int) -> tuple[date, str, str]:
    """Last day, SRG end reason and result of an instrument that the benefit does not stop."""
    course = choose(rng, {"on time": 40, "late": 28, "early": 32})
    # Drawn in all courses: then a change of the weights moves no other draw.
    late = day_after(rng, planned, 10, 120)
    early = planned - timedelta(rng.randint(1, days // 2 + 1))
    result = rng.choice(("doel_bereikt", ""))
    if course == "early":
        return early, choose(rng, {"2": 88, "3": 12}), ""
    return (late if course == "late" else planned), "1", result


def _ending(reason: str) -> tuple[str, str]:
    """SRG end reason and result of an instrument that stops because the benefit does."""
    if reason in WORK:
        return "1", "uitstroom_werk"
    if reason in SCHOOL:
        return "1", "uitstroom_onderwijs"
    return ("3" if reason in ("04", "05", "32", "33") else "2"), ""


def _experience(rng: Random, good: bool) -> Row:
    """What client and advisor thought of it, of those who answered."""
    return _score(rng, "client", 0.42, good) | _score(rng, "consulent", 0.6, good)


def _score(rng: Random, who: str, response: float, good: bool) -> Row:
    """An experienced effect of 1 to 5; with a result the marks are somewhat higher."""
    weights = (1, 2, 3, 7, 4) if good else (1, 2, 5, 6, 2)
    drawn = rng.choices((1, 2, 3, 4, 5), weights=weights)[0]
    return {f"ervaren_effect_{who}": drawn} if rng.random() < response else {}

"""People in benefit, month by month: the help they start on, and their steps on the ladder.

This runs inside the simulation of the caseload, before anybody leaves in a month. So who is helped
is no accident (the young, the new, those near to work), and help has a real effect: with it people
step up more often, and leave more often. How much is in the two constants below; an estimate made
from the sample can be held beside them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple

from simulation.casebook import Casebook
from simulation.draws import choose, choose_place, day_in_month
from simulation.people import Person
from simulation.spells import Benefit

from dalfsen_town.facts import ACTIVATING, CASEWORK_BEGINS, NEW_WORKFLOW, WEEKDATE, ZORG
from dalfsen_town.offer import MENU, days_of, offer_for

LEAVING_WITH_HELP = 1.7  # the hazard of leaving while help works, as a multiple
STEPPING_WITH_HELP = 3.5  # the chance of a step up while help works, as a multiple
LOCKED_IN = 0.75  # the hazard of leaving in the first weeks of help
STEP_UP, STEP_DOWN = 0.018, (0.0, 0.006, 0.014)  # a month; down by class
CEILING = ((0.72, 0.22, 0.06), (0, 0.5, 0.5), (0, 0, 1))  # the most that is within reach
UPTAKE = (0.026, 0.072, 0.15)  # chance of a start in a month, by class


class Track(NamedTuple):
    """Help that somebody is given; it works from some weeks after its begin till half a year on."""

    what: str
    begin: date
    days: int

    def runs(self, on: date) -> bool:
        """Whether it is meant to run on a day."""
        return self.begin <= on <= self.begin + timedelta(self.days)

    def works(self, on: date) -> bool:
        """Whether it changes somebody's chances on a day."""
        since, until = self.begin + timedelta(45), self.begin + timedelta(self.days + 180)
        return self.what in ACTIVATING and since <= on <= until


class Progress:
    """What happened to people while the caseload ran: positions, ceilings and tracks."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.steps: dict[Person, list[tuple[date, int]]] = {}
        self.ceiling: dict[Person, int] = {}
        self.tracks: dict[Person, list[Track]] = defaultdict(list)

    def month(self, first: date, running: list[Benefit]) -> None:
        """Let a month pass for everybody in benefit."""
        for benefit in running:
            for row in benefit.rows():
                if row.start <= first and not (row.end and row.end <= first):
                    self._person(first, benefit, row.person)
                else:
                    self._meet(row.person)

    def _meet(self, person: Person) -> None:
        """Take in somebody new, with where they stand and what is within their reach."""
        if person not in self.steps:
            self.steps[person] = [(date.min, person.klass)]
            self.ceiling[person] = choose_place(self.rng, CEILING[person.klass])

    def _person(self, first: date, benefit: Benefit, person: Person) -> None:
        self._meet(person)
        working = [track for track in self.tracks[person] if track.works(first)]
        self._step(first, person, helped=bool(working))
        busy = any(track.runs(first) for track in self.tracks[person])
        if not busy and first >= CASEWORK_BEGINS:
            self._start(first, benefit, person)
        person.momentum = LEAVING_WITH_HELP if working else LOCKED_IN if busy else 1.0

    def _step(self, first: date, person: Person, helped: bool) -> None:
        """Perhaps a step up, where there is room for it, or a step down."""
        up = STEP_UP * (STEPPING_WITH_HELP if helped else 1) * (person.klass < self.top(person))
        draw = self.rng.random()
        move = 1 if draw < up else -1 if draw > 1 - STEP_DOWN[person.klass] else 0
        if move:
            person.klass += move
            self.steps[person].append((day_in_month(self.rng, first), person.klass))

    def _start(self, first: date, benefit: Benefit, person: Person) -> None:
        """Perhaps start something that suits this person."""
        if self.rng.random() >= self._uptake(first, benefit, person):
            return
        what = offer_for(self.rng, person, benefit, first) or choose(self.rng, MENU[person.klass])
        track = Track(what, day_in_month(self.rng, first), days_of(self.rng, what))
        self.tracks[person].append(track)

    def _uptake(self, first: date, benefit: Benefit, person: Person) -> float:
        """The chance of a start this month: more for the new, the young and who may still grow."""
        years = (first - benefit.since).days / 365
        chance = UPTAKE[person.klass] * (1.5 if years < 1 else 1 if years < 5 else 0.5)
        if first >= WEEKDATE and years < 0.4 and person.klass > ZORG:
            chance *= 1.8
        if person.klass < self.top(person):
            chance *= 1.4
        return chance * self._priority(first, benefit, person)

    def _priority(self, first: date, benefit: Benefit, person: Person) -> float:
        """The groups of the plan: the young always, the other two since the new workflow."""
        since = first >= NEW_WORKFLOW
        if person.age(first) < 27:
            return 1.6
        if person.refugee and person.sex == "vrouw":
            return 1.4 if since else 0.7
        if benefit.scheme in ("IOAW", "IOAZ"):
            return 1.0 if since else 0.55
        return 1.0

    def top(self, person: Person) -> int:
        """The highest position that somebody can reach."""
        return max(self.ceiling[person], person.klass)

    def at(self, person: Person, on: date) -> int:
        """Where somebody stood on a day."""
        steps = self.steps.get(person)
        return [klass for day, klass in steps if day <= on][-1] if steps else person.klass

    def next_up(self, person: Person, after: date) -> date | None:
        """The day of the next step up, if there was one."""
        steps = self.steps.get(person, [])
        ups = [b for a, b in pairwise(steps) if b[1] > a[1] and b[0] > after]
        return ups[0][0] if ups else None


class Dossiers(Casebook):
    """The casebook of this town: where somebody stands follows from their progress."""

    progress: Progress

    def klass(self, person: Person, on: date) -> int:
        """The position on a day."""
        return self.progress.at(person, on)

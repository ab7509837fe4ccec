"""The caseload of a town, driven forward a year at a time to exact numbers of starts and ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from simulation.draws import day_between, day_in_month, month_end, spread
from simulation.inflow import add_partner, new_benefit
from simulation.outflow import close, leave_weight, reason_out, return_day
from simulation.people import Town, pension_day
from simulation.spells import Benefit, Spell

SEASON_IN = (13, 9, 9, 8, 8, 7, 7, 8, 9, 8, 8, 6)
SEASON_OUT = (9, 8, 9, 8, 8, 8, 8, 9, 11, 8, 7, 7)
SEASON_SWITCH = (*[1] * 11, 0)  # a restart ends with its month; not December: two years then


Monthly = Callable[[date, list[Benefit]], None]  # the first of the month, and what runs


def _nothing(first: date, running: list[Benefit]) -> None:
    """What happens to people in a month of a town that leaves them as they are."""


class Caseload:
    """All benefits of a town: those that run, and with them those that ended.

    `monthly` is called for every month before anybody leaves in it: there a town may move people
    between classes, or help them (`Person.momentum`), and so change who leaves and why.
    """

    def __init__(
        self, rng: Random, town: Town, stock: list[Benefit], monthly: Monthly = _nothing
    ) -> None:
        self.monthly = monthly
        self.rng, self.town, self.running = rng, town, list(stock)
        self.benefits = list(stock)
        self.returning: list[tuple[date, Benefit]] = []

    def year(self, year: int, inflow: int, outflow: int, restarts: int) -> None:
        """Simulate a calendar year with exactly these numbers of starts and ends."""
        arrivals = spread(self.rng, inflow - restarts, SEASON_IN)
        leavers = spread(self.rng, outflow - restarts, SEASON_OUT)
        switches = spread(self.rng, restarts, SEASON_SWITCH)
        owed = 0
        for index in range(12):
            first = date(year, index + 1, 1)
            self._switch(first, switches[index])
            self._arrive(first, arrivals[index])
            self.monthly(first, self.running)
            owed = self._leave(first, leavers[index] + owed)
        if owed:
            raise RuntimeError(f"{year}: more AOW leavers in December than outflow left")

    def _start(self, benefit: Benefit) -> None:
        self.running.append(benefit)
        self.benefits.append(benefit)

    def _switch(self, first: date, count: int) -> None:
        """Restart benefits the next day: another scheme or another household."""
        last = month_end(first)
        settled = [
            benefit
            for benefit in self.running
            if benefit.since < first - timedelta(200)
            and pension_day(benefit.client.person.birth) > last + timedelta(90)
        ]
        for old in self.rng.sample(settled, count):
            close(self.rng, old, last, "98")
            self.running.remove(old)
            self._start(self._restarted(old, last))

    def _restarted(self, old: Benefit, last: date) -> Benefit:
        """The benefit that takes the place of one that ended, with what changed in it."""
        client = old.client.person
        row = Spell(client, "client", last + timedelta(1), "39")
        new = Benefit(old.scheme, old.household, row, old.since, follows=old, restart=True)
        if client.age(last) >= 50 and old.scheme == "PW" and not old.partner:
            new.scheme = "IOAW"
        elif old.household in ("samenwonend", "alleenstaande_ouder"):
            new.household = "alleenstaande"
        else:
            add_partner(self.rng, self.town, new)
        return new

    def _arrive(self, first: date, count: int) -> None:
        """Let the people who come back take their places first, then newcomers."""
        last = month_end(first)
        back = self._due(last)[:count]
        for day, old in back:
            new = new_benefit(self.rng, self.town, max(day, first), old.client.person)
            new.follows = old
            self._start(new)
        for _ in range(count - len(back)):
            day = first if self.rng.random() < 0.2 else day_in_month(self.rng, first)
            self._start(new_benefit(self.rng, self.town, day))

    def _due(self, last: date) -> list[tuple[date, Benefit]]:
        """Who is back by the end of this month; the others go on waiting."""
        due = [pair for pair in self.returning if pair[0] <= last]
        self.returning = [pair for pair in self.returning if pair[0] > last]
        soon = last + timedelta(60)
        return [(day, old) for day, old in due if pension_day(old.client.person.birth) > soon]

    def _leave(self, first: date, count: int) -> int:
        """End benefits, at the AOW age without choice, others by weight; returns what is owed."""
        last = month_end(first)
        aged = self._retire(last)
        ready = [b for b in self.running if b.client.start + timedelta(20) <= last]
        ready.sort(key=lambda b: self.rng.random() ** (1 / leave_weight(b, last)), reverse=True)
        chosen = ready[: max(count - aged, 0)]
        for benefit in chosen:
            earliest = max(first, benefit.client.start + timedelta(14))
            whole = self.rng.random() < 0.4
            end = last if whole else day_between(self.rng, earliest, last)
            self._end(benefit, end, reason_out(self.rng, benefit, end))
        return count - aged - len(chosen)

    def _retire(self, last: date) -> int:
        """End the benefits of who reaches the AOW age this month; returns how many."""
        days = [(b, pension_day(b.client.person.birth)) for b in self.running]
        aged = [(benefit, day) for benefit, day in days if day <= last + timedelta(1)]
        for benefit, day in aged:
            self._end(benefit, day - timedelta(1), "03")
        return len(aged)

    def _end(self, benefit: Benefit, end: date, reason: str) -> None:
        """Close a benefit and decide whether the client will be back."""
        close(self.rng, benefit, end, reason)
        self.running.remove(benefit)
        if day := return_day(self.rng, end, reason):
            self.returning.append((day, benefit))

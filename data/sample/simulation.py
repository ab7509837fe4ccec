"""Building blocks for a synthetic caseload: people, benefits, flows, measurements, csv files.

A municipality is a `Town` plus the yearly totals that its `Caseload` must hit exactly. Totals are
drawn top-down: every month has its number of starts and ends, and who leaves is sampled with the
weight of an outflow hazard. So published totals are exact, and durations still look real.
Identifiers are English; words in the data (codes, columns, values) are Dutch.
"""

from __future__ import annotations

import calendar
import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from pathlib import Path
from random import Random
from typing import Any

COLUMNS = {
    "personen": "persoon_id geboortedatum geslacht statushouder inburgering_vanaf inburgering_tot "
    "nugger_vanaf nugger_tot opleidingsniveau wijk",
    "uitkeringen": "uitkering_id persoon_id rol regeling leefvorm ingangsdatum einddatum "
    "reden_instroom reden_uitstroom administratie_begin administratie_einde consulent",
    "meldingen": "melding_id persoon_id geboortedatum meldingsdatum aanvraagdatum besluitdatum "
    "opschorting_dagen voorschotdatum besluit uitkering_id poortactie",
    "arbeidsvermogen": "persoon_id begindatum einddatum loonwaarde_pct door_keuring",
    "voorzieningen": "voorziening_id persoon_id instrument aanbieder branche fase begindatum "
    "verwachte_einddatum einddatum reden_einde resultaat loonwaarde_pct consulent "
    "ervaren_effect_client ervaren_effect_consulent",
    "activiteiten": "persoon_id soort begindatum einddatum uren_per_week branche",
    "ontheffingen": "persoon_id soort verplichting begindatum einddatum reden_einde",
    "inkomsten": "persoon_id maand soort bedrag uren",
    "kosten": "datum bedrag soort status persoon_id voorziening_id uitkering_id budgetpost "
    "financiering",
    "besluiten": "besluit_id datum soort persoon_id consulent",
    "toetsingen": "toetsing_id besluit_id datum onderwerp oordeel",
    "maatregelen": "persoon_id reden begindatum einddatum pct",
    "budgetten": "jaar beleidsdoel budgetpost bedrag versie taakveld",
    "bevolking": "jaar groep aantal",
    "duiding": "indicator periode tekst rol",
}
SEASON_IN = (13, 9, 9, 8, 8, 7, 7, 8, 9, 8, 8, 6)
SEASON_OUT = (9, 8, 9, 8, 8, 8, 8, 9, 11, 8, 7, 7)
AGE_BANDS = {(19, 27): 24, (27, 45): 43, (45, 55): 20, (55, 64): 13}
CLASS_BOUNDS = ((0, 39), (40, 69), (70, 99), (100, 108))  # loonwaarde in percent, both included

# Weight of leaving in a month, by months in benefit: hard to leave at once, most in year one.
DURATION_HAZARD = ((1.5, 0.2), (3, 0.7), (6, 1.0), (12, 0.95), (24, 0.6), (36, 0.42), (60, 0.3))
LONG_HAZARD = 0.19
CLASS_HAZARD = (0.3, 0.9, 2.0, 7.0)
AGE_HAZARD = ((27, 1.3), (45, 1.1), (55, 0.8), (99, 0.6))

WORK, SCHOOL, ENFORCEMENT = ("11", "13"), ("01",), ("06", "31", "34", "35")
NO_RETURN = ("03", "04", "15", "32", "33")
OWN_CAUSES = ("03", "04", "11", "13", "14", "15")  # causes that one partner has, not both
AOW_MONTHS = {2012: 0, 2013: 1, 2014: 2, 2015: 3, 2016: 6, 2017: 9, 2018: 12, 2019: 16,
              2020: 16, 2021: 16, 2022: 19, 2023: 22}  # on top of 65 years; 24 from 2024


@dataclass(frozen=True)
class Town:
    """What differs between municipalities; shares by year fall back on the key 0."""

    districts: Mapping[str, float]
    advisors: Sequence[str]
    class_mix: Sequence[float]
    partner_mix: Sequence[float]
    refugee_share: Mapping[int, float]
    crisis_years: Sequence[int] = ()
    couple_share: float = 0.18


@dataclass(eq=False)
class Person:
    """Somebody at the counter; `klass` is the index of the loonwaarde class we believe in."""

    birth: date
    sex: str
    klass: int
    refugee: bool
    education: str
    district: str
    advisor: str
    integration: tuple[date | None, date | None] = (None, None)
    seeker: tuple[date | None, date | None] = (None, None)
    id: str = ""

    def age(self, on: date) -> int:
        """Completed years on a day."""
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))


@dataclass(eq=False)
class Spell:
    """One person's row of a benefit; `end` is the last day of entitlement."""

    person: Person
    role: str
    start: date
    reason_in: str
    end: date | None = None
    reason_out: str = ""
    entered_start: date | None = None
    entered_end: date | None = None

    def runs(self, on: date) -> bool:
        """In stock at the end of the day: entitled by then and still the next day."""
        return self.start <= on and (self.end is None or self.end > on)


@dataclass(eq=False)
class Benefit:
    """A benefit of a household: a client row and perhaps a partner row."""

    scheme: str
    household: str
    client: Spell
    since: date  # first day of the unbroken period, over restarts: the hazard counts from here
    partner: Spell | None = None
    follows: Benefit | None = None  # the previous benefit of the client
    restart: bool = False  # begins the day after that one, without a melding
    gate: tuple[date, ...] = ()  # reported, applied, decided
    id: str = ""

    @property
    def klass(self) -> int:
        """The class of the partner with most capacity: a household leaves by its best chance."""
        return max(row.person.klass for row in self.rows())

    def rows(self) -> list[Spell]:
        """The client row, and the partner row if there is one."""
        return [self.client] + ([self.partner] if self.partner else [])


def choose(rng: Random, weights: Mapping[Any, float]) -> Any:
    """One key, drawn with its weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def spread(rng: Random, total: int, weights: Sequence[float]) -> list[int]:
    """A total divided at random over places; the parts add up exactly."""
    drawn = rng.choices(range(len(weights)), weights=weights, k=total)
    return [drawn.count(place) for place in range(len(weights))]


def skewed(rng: Random, median: float, sigma: float = 0.6, most: int = 120) -> int:
    """A number of days with a long right tail."""
    return min(most, round(rng.lognormvariate(log(median), sigma)))


def day_between(rng: Random, first: date, last: date) -> date:
    """A day between two days, both included."""
    return first + timedelta(rng.randint(0, max((last - first).days, 0)))


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def pension_day(birth: date) -> date:
    """First day of AOW: the age of the first year in which that age is reached in time."""
    for year, extra in AOW_MONTHS.items():
        if (reached := months_after(birth, 65 * 12 + extra)).year <= year:
            return reached
    return months_after(birth, 67 * 12)


def new_person(rng: Random, town: Town, on: date, klass: int, refugee: bool = False) -> Person:
    """A person of working age on a day; refugees have an integration period of three years."""
    low, high = choose(rng, AGE_BANDS)
    birth = day_between(rng, date(on.year - high, on.month, 1), date(on.year - low, on.month, 1))
    begin = on + timedelta(rng.randint(30, 200)) if refugee else None
    until = begin + timedelta(rng.randint(700, 1300)) if begin else None
    return Person(birth, rng.choice(("man", "vrouw")), klass, refugee,
                  choose(rng, {"laag": 48, "middelbaar": 34, "hoog": 12, "": 6}),
                  choose(rng, town.districts), rng.choice(town.advisors), (begin, until))


def reason_in(rng: Random, town: Town, person: Person, on: date) -> str:
    """CBS code of the cause of inflow; in crisis years more lost jobs and businesses."""
    if person.refugee:
        return choose(rng, {"39": 92, "99": 4, "02": 4})
    young, crisis = person.age(on) < 27, on.year in town.crisis_years
    return choose(rng, {
        "11": 48 if crisis else 30, "13": 14 if crisis else 4, "14": 4 if young else 22,
        "01": 22 if young else 0.5, "02": 13, "15": 4, "17": 2, "19": 9, "12": 1, "39": 10,
        "99": 1, "": 2,
    })


def scheme_for(rng: Random, person: Person, cause: str, on: date) -> str:
    """IOAW for older people after WW, IOAZ and Bbz for former self-employed, else PW."""
    if cause == "14" and person.age(on) >= 50 and rng.random() < 0.5:
        return "IOAW"
    if cause == "13":
        return "IOAZ" if person.age(on) >= 55 and rng.random() < 0.5 else \
            choose(rng, {"BBZ": 25, "PW": 75})
    return "PW"


def new_benefit(rng: Random, town: Town, on: date, person: Person | None = None) -> Benefit:
    """A benefit that starts on a day, with a new or a returning client, perhaps a couple."""
    if person is None:
        share = town.refugee_share.get(on.year, town.refugee_share[0])
        klass = rng.choices(range(4), weights=town.class_mix)[0]
        person = new_person(rng, town, on, klass, rng.random() < share)
    cause = reason_in(rng, town, person, on)
    single = {"alleenstaande": 70, "alleenstaande_ouder": 24 if person.age(on) < 52 else 2,
              "anders": 8}
    benefit = Benefit(scheme_for(rng, person, cause, on), choose(rng, single),
                      Spell(person, "client", on, cause), on)
    chance = town.couple_share * (1.8 if person.refugee else 0.3 if person.age(on) < 27 else 1)
    if rng.random() < chance:
        add_partner(rng, town, benefit)
    return benefit


def add_partner(rng: Random, town: Town, benefit: Benefit) -> None:
    """Make the benefit that of a couple; some partners come later, some leave earlier."""
    client, on = benefit.client, benefit.client.start
    klass = rng.choices(range(4), weights=town.partner_mix)[0]
    partner = new_person(rng, town, on, klass, client.person.refugee)
    partner.birth = day_between(rng, client.person.birth,  # the client reaches the AOW age first
                                min(months_after(client.person.birth, 96),
                                    months_after(on, -19 * 12)))
    partner.sex = "vrouw" if client.person.sex == "man" else "man"
    partner.district, partner.advisor = client.person.district, client.person.advisor
    later = rng.random() < 0.12
    begin = on + timedelta(rng.randint(60, 400)) if later else on
    benefit.household = "samenwonend"
    benefit.partner = Spell(partner, "partner", begin, "40" if later else client.reason_in)
    if rng.random() < 0.08:
        benefit.partner.end = begin + timedelta(rng.randint(200, 1500))
        benefit.partner.reason_out = choose(rng, {"02": 5, "33": 2, "05": 1})


def reason_out(rng: Random, benefit: Benefit, on: date) -> str:
    """CBS code of the reason of outflow, by age, class and time in benefit."""
    person, years = benefit.client.person, (on - benefit.since).days / 365
    young, old, best = person.age(on) < 27, person.age(on) > 57, benefit.klass
    work = 42 * (0.3, 1.4, 2.0, 2.2)[best] * (1.3 if years < 1 else 1 if years < 3 else 0.6)
    return choose(rng, {
        "11": work, "13": work / 12, "01": 26 if young else 0, "06": 1 if young else 0,
        "02": 8, "04": 7 if old else 0.8, "14": 2, "15": 2 if best >= 2 else 6, "17": 1, "18": 1,
        "19": 5, "31": (2, 4, 5, 22)[best], "34": (1, 3, 4, 10)[best],
        "35": (0, 1, 3, 14)[best], "32": 11, "33": 3, "05": 1.5, "07": 1, "98": 4, "": 1,
    })


def close(rng: Random, benefit: Benefit, end: date, reason: str) -> None:
    """End a benefit; of a couple, one of the two may be the cause (97 on the other's row)."""
    client, partner = benefit.client, benefit.partner
    client.end, client.reason_out = end, reason
    if partner and partner.start >= end:
        benefit.partner = None
    elif partner and not (partner.end and partner.end <= end):
        partner.end, partner.reason_out = end, reason
        better = partner.person.klass > client.person.klass
        if reason == "11" and rng.random() < (0.7 if better else 0.3):
            client.reason_out = "97"
        elif reason in ("03", "04") or (reason in OWN_CAUSES and rng.random() < 0.6):
            partner.reason_out = "97"


class Caseload:
    """All benefits of a town, driven forward a year at a time."""

    def __init__(self, rng: Random, town: Town, stock: list[Benefit]) -> None:
        self.rng, self.town, self.running = rng, town, list(stock)
        self.benefits = list(stock)
        self.returning: list[tuple[date, Benefit]] = []

    def year(self, year: int, inflow: int, outflow: int, restarts: int) -> None:
        """Simulate a calendar year with exactly these numbers of starts and ends."""
        arrivals = spread(self.rng, inflow - restarts, SEASON_IN)
        leavers = spread(self.rng, outflow - restarts, SEASON_OUT)
        # A restart ends on the last day of a month; not December, so both fall in one year.
        switches = spread(self.rng, restarts, [1] * 11 + [0])
        owed = 0
        for index in range(12):
            first = date(year, index + 1, 1)
            self._switch(first, switches[index])
            self._arrive(first, arrivals[index])
            owed = self._leave(first, leavers[index] + owed)
        if owed:
            raise RuntimeError(f"{year}: more AOW leavers in December than outflow left")

    def _start(self, benefit: Benefit) -> None:
        self.running.append(benefit)
        self.benefits.append(benefit)

    def _switch(self, first: date, count: int) -> None:
        """Restart benefits the next day: another scheme or another household."""
        last = month_end(first)
        settled = [b for b in self.running if b.since < first - timedelta(200)
                   and pension_day(b.client.person.birth) > last + timedelta(90)]
        for old in self.rng.sample(settled, count):
            close(self.rng, old, last, "98")
            self.running.remove(old)
            client = old.client.person
            new = Benefit(old.scheme, old.household,
                          Spell(client, "client", last + timedelta(1), "39"), old.since,
                          follows=old, restart=True)
            if client.age(last) >= 50 and old.scheme == "PW" and not old.partner:
                new.scheme = "IOAW"
            elif old.household in ("samenwonend", "alleenstaande_ouder"):
                new.household = "alleenstaande"
            else:
                add_partner(self.rng, self.town, new)
            self._start(new)

    def _arrive(self, first: date, count: int) -> None:
        """Let the people who come back take their places first, then newcomers."""
        last = month_end(first)
        due = [pair for pair in self.returning if pair[0] <= last
               and pension_day(pair[1].client.person.birth) > last + timedelta(60)]
        self.returning = [pair for pair in self.returning if pair[0] > last]
        for day, old in due[:count]:
            new = new_benefit(self.rng, self.town, max(day, first), old.client.person)
            new.follows = old
            self._start(new)
        for _ in range(count - len(due[:count])):
            day = first if self.rng.random() < 0.2 else day_between(self.rng, first, last)
            self._start(new_benefit(self.rng, self.town, day))

    def _leave(self, first: date, count: int) -> int:
        """End benefits, at the AOW age without choice, others by weight; returns what is owed."""
        last = month_end(first)
        aged = [b for b in self.running
                if pension_day(b.client.person.birth) <= last + timedelta(1)]
        for benefit in aged:
            self._end(benefit, pension_day(benefit.client.person.birth) - timedelta(1), "03")
        ready = [b for b in self.running if b.client.start + timedelta(20) <= last]
        ready.sort(key=lambda b: self.rng.random() ** (1 / leave_weight(b, last)), reverse=True)
        chosen = ready[:max(count - len(aged), 0)]
        for benefit in chosen:
            earliest = max(first, benefit.client.start + timedelta(14))
            whole = self.rng.random() < 0.4
            end = last if whole else day_between(self.rng, earliest, last)
            self._end(benefit, end, reason_out(self.rng, benefit, end))
        return count - len(aged) - len(chosen)

    def _end(self, benefit: Benefit, end: date, reason: str) -> None:
        """Close a benefit and decide whether the client will be back."""
        close(self.rng, benefit, end, reason)
        self.running.remove(benefit)
        back = 0.25 if reason in ENFORCEMENT else 0.0 if reason in NO_RETURN else 0.16
        draw = self.rng.random()
        if draw < back:
            gap = 25 + round(335 * self.rng.random() ** 1.2)
            self.returning.append((end + timedelta(gap), benefit))
        elif draw < back + 0.05 and back:
            self.returning.append((end + timedelta(self.rng.randint(370, 1200)), benefit))


def leave_weight(benefit: Benefit, on: date) -> float:
    """The hazard of leaving this month: falls with time, rises with capacity and youth."""
    months = (on - benefit.since).days / 30.4
    person = benefit.client.person
    time = next((weight for limit, weight in DURATION_HAZARD if months < limit), LONG_HAZARD)
    age = next(weight for limit, weight in AGE_HAZARD if person.age(on) < limit)
    return time * age * CLASS_HAZARD[benefit.klass] * (2 if benefit.scheme == "BBZ" else 1)


def register(rng: Random, benefit: Benefit, opened: date) -> None:
    """Dates of the gate and of data entry, which come after the facts.

    No melding is older than the day on which the gate opened, or than the previous benefit.
    """
    start, young = benefit.client.start, benefit.client.person.age(benefit.client.start) < 27
    floors = ([opened] if start >= opened else []) + (
        [benefit.follows.client.end] if benefit.follows else [])
    reported = max([start - timedelta(round(rng.triangular(0, 70, 30))), *floors])
    applied = reported + timedelta(rng.randint(28, 33) if young else rng.randint(2, 18))
    decided = applied + timedelta(max(5, skewed(rng, 30, 0.45, 110)))
    benefit.gate = (reported, applied, decided)
    begun = max(decided, start) + timedelta(rng.randint(0, 4))
    late = timedelta(skewed(rng, 21, 0.75))
    for row in benefit.rows():
        row.entered_start = begun if row.start == start else row.start + timedelta(20)
        row.entered_end = row.end + late if row.end else None
    if before := benefit.follows:  # nobody starts anew before the old end is in the system
        for row in before.rows():
            if row.entered_end:
                row.entered_end = max(row.end, min(row.entered_end, begun))


def exported(benefits: Iterable[Benefit], on: date) -> tuple[list[Benefit], list[Benefit]]:
    """What the system knew on the day of the export, and the benefits it did not know yet."""
    known, unknown = [], []
    for benefit in benefits:
        (known if benefit.client.entered_start <= on else unknown).append(benefit)
        if benefit.partner and benefit.partner.entered_start > on:
            benefit.partner = None
        for row in benefit.rows():
            if row.entered_end and row.entered_end > on:
                row.end, row.reason_out, row.entered_end = None, "", None
    return known, unknown


def merged_spells(benefits: Iterable[Benefit]) -> dict[Person, list[Spell]]:
    """Per person the periods in benefit, joined where they overlap or follow on the next day."""
    rows = sorted((row for b in benefits for row in b.rows()), key=lambda row: row.start)
    merged: dict[Person, list[Spell]] = {}
    for row in rows:
        spells = merged.setdefault(row.person, [])
        last = spells[-1] if spells else None
        if last and (last.end is None or row.start <= last.end + timedelta(1)):
            last.end, last.reason_out = row.end, row.reason_out
        else:
            spells.append(Spell(row.person, row.role, row.start, row.reason_in, row.end,
                                row.reason_out))
    return merged


def written(value: Any) -> str:
    """A value as a Dutch export writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else str(value)


def write_table(folder: Path, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one canonical table: `;`, cp1252, CRLF, header on the first row."""
    columns = COLUMNS[table].split()
    with (folder / f"{table}.csv").open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            if unknown := set(row) - set(columns):
                raise KeyError(f"{table}: {sorted(unknown)}")
            writer.writerow([written(row.get(column)) for column in columns])

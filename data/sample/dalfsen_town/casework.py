"""Casework during the benefit: instruments, examinations, activities and placements."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from simulation.casebook import Row
from simulation.draws import choose, day_after, skewed
from simulation.people import Person
from simulation.placements import Job, last_day, wage_subsidy
from simulation.spells import SCHOOL, WORK, Spell

from dalfsen_town.facts import CAREER_GUIDES, CASEWORK_BEGINS, FIRST, LAST, NEW_WORKFLOW
from dalfsen_town.progress import Dossiers

AT_AN_EMPLOYER = ("werkervaringsplek", "proefplaatsing", "participatieplaats")
BY_A_GUIDE = ("loopbaanbegeleiding", "bemiddeling_netwerker", "workshop_werkfit")
EXAMINED = (0.30, 0.22, 0.05)  # share of the periods in benefit with an examination, by class
MEASURED = ((0, 39), (25, 75), (60, 100))  # loonwaarde in percent, by class
# Chance in a period in benefit that the next activity starts, by class; days between them.
ACTIVE, GAP = (0.34, 0.5, 0.16), (420, 240, 300)
ACTIVITIES = (
    {"vrijwilligerswerk": 6, "arbeidsmatige_dagbesteding": 6, "zorgtraject": 7},
    {"vrijwilligerswerk": 10, "arbeidsmatige_dagbesteding": 3, "zorgtraject": 1},
    {"vrijwilligerswerk": 7, "tegenprestatie": 1},
)
ACTIVE_DAYS = {"vrijwilligerswerk": 600, "arbeidsmatige_dagbesteding": 800, "zorgtraject": 380}
SUBSIDISED = (0.15, 0.11, 0.02)  # share of those who left for work, by class
SHELTERED_STARTS = {2018: 1, 2019: 2, 2020: 2, 2021: 3}


def support(book: Dossiers) -> None:
    """Write down the tracks that people started on, as far as they were in benefit by then."""
    rng = book.rng("trajecten")
    for person, spell in book.each_spell():
        for track in book.progress.tracks.get(person, []):
            if spell.start <= track.begin < (spell.end or LAST):
                row = book.grant(rng, person, track.what, track.begin, track.days, spell)
                _assign(book, rng, row)


def _assign(book: Dossiers, rng: Random, row: Row) -> None:
    """The branch of a place at an employer; the guide of what the advisor does not do."""
    if row["instrument"] in AT_AN_EMPLOYER:
        row["branche"] = rng.choice(book.branches)
    if row["instrument"] in BY_A_GUIDE:
        row["consulent"] = rng.choice(CAREER_GUIDES)


def examinations(book: Dossiers) -> None:
    """An examination of some, mostly by the keuringsarts; what it found is their loonwaarde."""
    rng = book.rng("keuring")
    for person, spell in book.each_spell():
        day = max(spell.start, CASEWORK_BEGINS) + timedelta(skewed(rng, 150, 0.9, 900))
        klass = book.klass(person, day)
        if day >= (spell.end or LAST) or rng.random() >= EXAMINED[klass]:
            continue
        by_doctor = rng.random() < 0.7
        what = "belastbaarheidsonderzoek" if by_doctor else "diagnose"
        row = book.grant(rng, person, what, day, 30, spell)
        found: Row = {"persoon_id": person, "einddatum": spell.end, "door_keuring": by_doctor}
        found["begindatum"] = row.get("einddatum") or day
        found["loonwaarde_pct"] = float(rng.randint(*MEASURED[klass]))
        book.tables["arbeidsvermogen"].append(found)


def activities(book: Dossiers) -> None:
    """Voluntary work, day activities and care beside the benefit, one after the other."""
    rng = book.rng("activiteiten")
    for person, spell in book.each_spell():
        day = max(spell.start, CASEWORK_BEGINS, FIRST) + timedelta(skewed(rng, 150, 0.8, 700))
        while day < (spell.end or LAST):
            klass = book.klass(person, day)
            if rng.random() < ACTIVE[klass]:
                day = _act(book, rng, spell, choose(rng, ACTIVITIES[klass]), day)
            day += timedelta(skewed(rng, GAP[klass], 0.7, 900))


def _act(book: Dossiers, rng: Random, spell: Spell, what: str, day: date) -> date:
    """Note one activity; returns its last day."""
    planned = day + timedelta(round(ACTIVE_DAYS.get(what, 300) * rng.uniform(0.4, 1.6)))
    end = min(planned, spell.end or planned)
    book.act(rng, spell.person, what, day, end)
    return end


def placements(book: Dossiers) -> None:
    """A job or a school after the benefit, perhaps with LKS."""
    rng = book.rng("plaatsingen")
    for person, spell in book.each_spell():
        reason = spell.why()
        if not spell.end or spell.end < CASEWORK_BEGINS or reason not in WORK + SCHOOL:
            continue
        klass, begin = book.klass(person, spell.end), spell.end + timedelta(1)
        stop = last_day(book, rng, person, begin)
        book.act(rng, person, "school" if reason in SCHOOL else "betaald_werk", begin, stop)
        if reason == "11" and rng.random() < SUBSIDISED[klass]:
            wage_subsidy(book, rng, Job(person, begin, stop), float(rng.randint(30, 70)))


def returned_duty(book: Dossiers) -> None:
    """A tegenprestatie of who is exempted from work: more often since the new workflow."""
    rng = book.rng("tegenprestatie")
    for row in list(book.tables["ontheffingen"]):
        day = day_after(rng, max(row["begindatum"], CASEWORK_BEGINS), 30, 300)
        share = 0.26 if (row["einddatum"] or LAST) >= NEW_WORKFLOW else 0.10
        if row["begindatum"] < NEW_WORKFLOW <= (row["einddatum"] or LAST):
            day = max(day, day_after(rng, NEW_WORKFLOW, 0, 240))
        end = row["einddatum"] or day + timedelta(rng.randint(250, 900))
        if day < end and day <= LAST and rng.random() < share:
            book.act(rng, row["persoon_id"], "tegenprestatie", day, _within(book, row, end))


def _within(book: Dossiers, row: Row, end: date) -> date:
    """The last day, no later than that of the benefit in which the exemption began."""
    person: Person = row["persoon_id"]
    spells = [s for s in book.spells[person] if s.start <= row["begindatum"]]
    return min(end, spells[-1].end or end)

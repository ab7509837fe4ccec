"""Make the synthetic sample of Uithoorn: `python data/sample/make_uithoorn.py [FOLDER]`.

Figures 1 and 6 and the budgets of chapter 5 of the re-integratienota 2021-2025 come out exactly;
everything else is invented. The same seed gives the same bytes. What happened is simulated first;
then only what was entered in the system on the day of the export is written.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import simulation as sim
from simulation import Benefit, Caseload, Person, Spell, choose, day_between, skewed

SEED = 111
EXPORT = date(2022, 1, 14)
LAST = date(2021, 12, 31)
GATE_OPENED = date(2014, 1, 1)
FIGURE_6_DAY = date(2020, 12, 31)
PUBLISHED = Path(__file__).parents[1] / "published"
Row = dict[str, Any]

TOWN = sim.Town(
    districts={"Thamerdal": 14, "Legmeer": 18, "Meerwijk": 20, "Zijdelwaard": 20, "De Kwakel": 7,
               "Dorpscentrum": 11, "Legmeer-West": 8, "": 2},
    advisors=[f"K{number:02d}" for number in range(1, 10)],
    class_mix=(0.18, 0.30, 0.42, 0.10),
    partner_mix=(0.17, 0.44, 0.34, 0.05),
    refugee_share={0: 0.07, 2015: 0.19, 2016: 0.2, 2017: 0.19, 2018: 0.16},
    crisis_years=(2020,),
)
START_MIX = (0.42, 0.32, 0.24, 0.02)
# Inflow, outflow of the years around figure 1: those before it explain the stock of 243.
OTHER_YEARS = {2012: (95, 88), 2013: (105, 94), 2021: (99, 117)}
REPORTS_2021 = 175
RESTARTS = {2012: 2, 2013: 3, 2014: 4, 2015: 4, 2016: 3, 2017: 5, 2018: 3, 2019: 3, 2020: 4,
            2021: 3}  # next-day restarts, part of the inflow and the outflow
NO_REPORT = {2015: 3, 2017: 4}  # inflow that moved in with a benefit from elsewhere
WITHDRAWN = {2014: 0.27, 2015: 0.23, 2016: 0.35, 2017: 0.17, 2018: 0.34, 2019: 0.33, 2020: 0.31,
             2021: 0.32}
BRANCHES = ("zorg", "logistiek", "luchthaven", "schoonmaak", "horeca", "detailhandel", "groen",
            "techniek")

# instrument: (aanbieder, price in euros, 0 when own staff do it, fase)
INSTRUMENTS = {
    "am_match": ("AM Match", 2900, "traject"), "back2work": ("Back2Work", 2600, "traject"),
    "matchez": ("Matchez", 2300, "traject"), "implacement": ("Implacement", 2400, "traject"),
    "wsp_bemiddeling": ("WSP Groot-Amsterdam", 0, "bemiddeling"),
    "jongerencoach": ("DUO+", 0, "traject"), "begeleiding_klantmanager": ("DUO+", 0, "traject"),
    "jobcoach": ("AM Match", 3600, "nazorg"), "scholing": ("ROC", 1500, "voortraject"),
    "empowerment": ("Back2Work", 1100, "voortraject"), "diagnose": ("DUO+", 350, "intake"),
    "matchcare_screening": ("Matchcare", 120, "intake"),
    "belastbaarheidsonderzoek": ("Keuringsarts", 480, "intake"),
    "lks": ("AM Match", 0, "plaatsing"), "lks_tijdelijk": ("DUO+", 0, "plaatsing"),
    "beschut_werk": ("AM Match", 5200, "plaatsing"),
    "werkervaringsplek": ("Lokale werkgever", 450, "voortraject"),
    "proefplaatsing": ("WSP Groot-Amsterdam", 0, "plaatsing"),
    "werkplekaanpassing": ("AM Match", 1400, "plaatsing"),
    "pilot_45_55": ("Matchez", 1600, "voortraject"),
    "pilot_jongeren": ("Jongerenpunt", 900, "voortraject"),
    "schuldhulp": ("Schuldhulpverlening", 0, "voortraject"),
    "taalpunt": ("Taalpunt", 250, "voortraject"),
    "sociale_activering": ("Uithoorn voor Elkaar", 700, "voortraject"),
}
# What a person of each class may do next: (what, weight, days); `*` marks an activity.
MENU = (
    (("sociale_activering", 9, 300), ("*vrijwilligerswerk", 8, 800), ("*zorgtraject", 8, 420),
     ("*arbeidsmatige_dagbesteding", 7, 900), ("taalpunt", 4, 240), ("schuldhulp", 4, 400),
     ("*tegenprestatie", 3, 250), ("empowerment", 2, 150), ("begeleiding_klantmanager", 2, 250)),
    (("begeleiding_klantmanager", 11, 330), ("implacement", 5, 190), ("back2work", 5, 210),
     ("scholing", 5, 260), ("werkervaringsplek", 1, 120), ("matchez", 4, 180),
     ("am_match", 0.45, 230), ("empowerment", 3, 130), ("*vrijwilligerswerk", 1, 500),
     ("taalpunt", 1, 250),
     ("schuldhulp", 1, 350)),
    (("wsp_bemiddeling", 9, 170), ("begeleiding_klantmanager", 8, 300), ("matchez", 5, 190),
     ("back2work", 4, 190), ("scholing", 6, 280), ("*school", 8, 480), ("*betaald_werk", 13, 320),
     ("am_match", 1, 180), ("proefplaatsing", 1, 60)),
    (("wsp_bemiddeling", 5, 120), ("begeleiding_klantmanager", 3, 150), ("*betaald_werk", 4, 150)),
)
UPTAKE = (0.41, 0.42, 0.74, 0.75)  # chance that the next thing starts, by class
GAP = (260, 90, 32, 40)  # mean days between one thing and the next
AM_MATCH_SHARE = 0.87  # of class 40-70 that left for work or school, went by AM Match
BESCHUT_STARTS = {2018: 2, 2019: 4, 2020: 6, 2021: 9}
POSTS = {
    "instroom beperken": {"Instroom - diagnose en belastbaarheidsonderzoek": 0.14,
                          "Instroom - re-integratietrajecten": 0.52, "Instroom - scholing": 0.22,
                          "Instroom - tijdelijke lks": 0.12},
    "uitstroom bevorderen": {"Uitstroom - diagnose en belastbaarheidsonderzoek": 0.08,
                             "Uitstroom - re-integratietrajecten": 0.29,
                             "Uitstroom - scholing": 0.11, "Uitstroom - tijdelijke lks": 0.05,
                             "Uitstroom - werkgeversbenadering en satelliet WSP": 0.14,
                             "Uitstroom - AM Match": 0.33},
}
# Monthly norm in euros from a day on, rounded: alleenstaande (ouder), samenwonend, anders.
NORMS = ((date(2020, 1, 1), (1050, 1500, 750)), (date(2020, 7, 1), (1060, 1515, 755)),
         (date(2021, 1, 1), (1075, 1535, 765)), (date(2021, 7, 1), (1080, 1540, 770)))
# Inhabitants of 18 and older, and of 15 to 64: plausible and rounded, not the CBS figures.
POPULATION = {2014: (22300, 18500), 2015: (22400, 18500), 2016: (22600, 18600),
              2017: (22800, 18600), 2018: (23000, 18700), 2019: (23100, 18700),
              2020: (23300, 18800), 2021: (23500, 18900)}
STORIES = (
    ("instroom", "2020", "Door corona verloren vooral mensen met een tijdelijk contract en "
     "zelfstandigen hun inkomen; na de zomer vlakte de instroom af.", "beleidsmedewerker"),
    ("uitstroom_werk", "2021", "In de luchtvaart kwam het werk laat op gang; zorg en logistiek "
     "namen meer mensen aan dan verwacht.", "klantmanager"),
    ("uitstroom_am_match", "2021", "Een traject is soms net te kort: iemand zit op het randje van "
     "uitstromen als de looptijd voorbij is.", "klantmanager"),
    ("participatie_0_40", "2021", "Vrijwilligerswerk lag tijdens de lockdowns stil; daarna is "
     "bijna iedereen teruggekomen.", "partner"),
    ("preventie_poort", "2021", "Aan de poort wordt direct met vacatures en het WSP gewerkt. Niet "
     "iedereen die afhaakt heeft werk: wij bellen na drie maanden na.", "poortconsulent"),
    ("ervaren_effect_client", "2021", "Fijn dat er tijd was om aan mijn herstel te werken; daarna "
     "kwam de baan die bij mij past.", "inwoner"),
)


def published(name: str) -> list[dict[str, str]]:
    """A published table of the note."""
    with (PUBLISHED / f"uithoorn-{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def initial_stock(rng: Random, count: int) -> list[Benefit]:
    """Who was in benefit when 2012 began: started since the nineties, mostly in recent years."""
    years = {year: 1.0 if year < 2005 else 2.0 + (year - 2005) for year in range(1992, 2012)}
    stock: list[Benefit] = []
    while len(stock) < count:
        benefit = sim.new_benefit(rng, TOWN, day_between(rng, date(choose(rng, years), 1, 1),
                                                         date(2011, 12, 31)))
        person = benefit.client.person
        if sim.pension_day(person.birth) > date(2012, 6, 30):  # older people had left by now
            person.klass = rng.choices(range(4), weights=START_MIX)[0]
            stock.append(benefit)
    return sorted(stock, key=lambda b: b.client.start)


def simulate(rng: Random) -> tuple[Caseload, list[Person]]:
    """The caseload up to the end of 2021, with figure 6 forced on it where 2020 ends."""
    flows = {int(r["jaar"]): (int(r["instroom"]), int(r["uitstroom"])) for r in published("fig1")}
    opening = int(published("fig1")[0]["stand_1_januari"])
    for inflow, outflow in (OTHER_YEARS[2012], OTHER_YEARS[2013]):
        opening -= inflow - outflow
    load = Caseload(rng, TOWN, initial_stock(rng, opening))
    unknown: list[Person] = []
    for year, (inflow, outflow) in sorted((OTHER_YEARS | flows).items()):
        load.year(year, inflow, outflow, RESTARTS[year])
        if year == FIGURE_6_DAY.year:
            unknown = force_figure_6(rng, load)
    return load, unknown


def force_figure_6(rng: Random, load: Caseload) -> list[Person]:
    """Adjust couples and classes to figure 6; returns the people whose class is not known yet."""
    wanted = {r["klasse"]: r for r in published("fig6")}
    couples = [b for b in load.running if b.partner and b.partner.runs(FIGURE_6_DAY)]
    singles = [b for b in load.running if not b.partner and not b.follows
               and b.client.person.age(b.client.start) >= 27]
    surplus = len(couples) - int(wanted["totaal"]["partner"])
    for benefit in rng.sample(couples, max(surplus, 0)):
        benefit.partner, benefit.household = None, "alleenstaande"
    for benefit in rng.sample(singles, max(-surplus, 0)):
        sim.add_partner(rng, TOWN, benefit)
        benefit.partner.start, benefit.partner.end = benefit.client.start, None
        benefit.partner.reason_in, benefit.partner.reason_out = benefit.client.reason_in, ""
    newest = sorted((b for b in load.running if not b.follows), key=lambda b: b.client.start)
    unknown = [b.client.person for b in newest[-int(wanted["onbekend"]["client"]):]]
    for role in ("client", "partner"):
        people = [row.person for b in load.running for row in b.rows()
                  if row.role == role and row.runs(FIGURE_6_DAY) and row.person not in unknown]
        counts = [int(wanted[label][role]) for label in ("0-40", "40-70", "70-100", "100+")]
        fit_classes(rng, people, counts)
    return unknown


def fit_classes(rng: Random, people: list[Person], wanted: list[int]) -> None:
    """Move people between classes, the nearest first, until every class has its number."""
    rng.shuffle(people)
    while True:
        have = Counter(person.klass for person in people)
        short = [k for k in range(4) if have[k] < wanted[k]]
        over = [k for k in range(4) if have[k] > wanted[k]]
        if not short:
            return
        source, target = min(((a, b) for a in over for b in short), key=lambda p: abs(p[0] - p[1]))
        next(person for person in people if person.klass == source).klass = target


class Sample:
    """Everything that the tables are written from: known benefits, people and their periods."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        load, self.unknown = simulate(self.rng("stroom"))
        rng = self.rng("invoer")
        for benefit in load.benefits:
            sim.register(rng, benefit, GATE_OPENED)
        self.known, self.pending = sim.exported(load.benefits, EXPORT)
        rows = [row for b in self.known for row in b.rows()]
        max(rows, key=lambda row: row.entered_start).entered_start = EXPORT
        self.spells = sim.merged_spells(self.known)
        self.outsiders: list[Person] = []  # at the counter, never in benefit
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.values: dict[Person, list[Row]] = {}

    def rng(self, name: str) -> Random:
        """A generator of its own for each subject: a change in one leaves the others alone."""
        return Random(f"{self.seed} {name}")

    def klass(self, person: Person, on: date) -> int:
        """The measured class on a day, or what we believe."""
        for row in self.values.get(person, []):
            value, end = row["loonwaarde_pct"], row["einddatum"]
            if row["begindatum"] <= on and (end is None or end >= on) and value is not None:
                return sum(value >= low for low, _ in sim.CLASS_BOUNDS) - 1
        return person.klass

    def reason(self, spell: Spell) -> str:
        """Why a period ended; a client's 97 is the reason of the partner."""
        return "11" if spell.role == "client" and spell.reason_out == "97" else spell.reason_out


    def grant(self, rng: Random, person: Person, what: str, begin: date, days: int,
              spell: Spell | None = None) -> Row:
        """Give an instrument; it ends as planned, earlier, later, or with the benefit."""
        provider, _, phase = INSTRUMENTS[what]
        planned = begin + timedelta(days)
        course = choose(rng, {"on time": 40, "late": 28, "early": 32})
        shift = {"on time": 0, "late": rng.randint(10, 120),
                 "early": -rng.randint(1, days // 2 + 1)}
        end, why, result = planned + timedelta(shift[course]), "1", rng.choice(("doel_bereikt", ""))
        if course == "early":
            why, result = choose(rng, {"2": 88, "3": 12}), ""
        if spell and spell.end and end >= spell.end:
            end, (why, result) = max(spell.end, begin), ending(self.reason(spell))
        row: Row = {"persoon_id": person, "instrument": what, "aanbieder": provider, "fase": phase,
                    "begindatum": begin, "verwachte_einddatum": planned,
                    "consulent": person.advisor}
        if end <= EXPORT:
            row |= {"einddatum": end, "reden_einde": why, "resultaat": result}
            if end.year >= 2019:
                high = 1 if result else 0
                row |= score(rng, "client", 0.42, high) | score(rng, "consulent", 0.6, high)
        if begin <= EXPORT:
            self.tables["voorzieningen"].append(row)
        return row

    def act(self, rng: Random, person: Person, what: str, begin: date, end: date | None) -> Row:
        """Note an activity; what ends after the export still runs."""
        hours = {"betaald_werk": (24, 40), "parttime_werk": (6, 18), "school": (16, 32)}
        paid = what in ("betaald_werk", "parttime_werk", "beschut_werk")
        row: Row = {"persoon_id": person, "soort": what, "begindatum": begin,
                    "einddatum": end if end and end <= EXPORT else None,
                    "uren_per_week": rng.randint(*hours.get(what, (4, 20))),
                    "branche": rng.choice(BRANCHES) if paid else ""}
        self.tables["activiteiten"].append(row)
        return row


def ending(reason: str) -> tuple[str, str]:
    """SRG end reason and result of an instrument that stops because the benefit does."""
    if reason in sim.WORK:
        return "1", "uitstroom_werk"
    if reason in sim.SCHOOL:
        return "1", "uitstroom_onderwijs"
    return ("3" if reason in ("04", "05", "32", "33") else "2"), ""


def score(rng: Random, who: str, response: float, high: int) -> Row:
    """An experienced effect of 1 to 5, of those who answered."""
    drawn = rng.choices((1, 2, 3, 4, 5), weights=(1, 2, 5 - 2 * high, 6 + high, 2 + 2 * high))[0]
    return {f"ervaren_effect_{who}": drawn} if rng.random() < response else {}


def measure(s: Sample) -> None:
    """Work capacity over time, exact on the day of figure 6."""
    rng = s.rng("loonwaarde")
    for person, spells in s.spells.items():
        s.values[person] = []
        for spell in spells:
            s.values[person] += timeline(rng, s, person, spell)
    blank = s.unknown[0]  # one has no row yet, the other a row without a value
    until = s.values[blank][0]["begindatum"] - timedelta(1) if s.values[blank] else None
    s.values[blank].insert(0, {"persoon_id": blank, "begindatum": FIGURE_6_DAY, "einddatum": until,
                               "loonwaarde_pct": None, "door_keuring": False})
    in_stock: dict[int, list[Row]] = defaultdict(list)
    for person, spells in s.spells.items():
        if person not in s.unknown and any(spell.runs(FIGURE_6_DAY) for spell in spells):
            row = [r for r in s.values[person] if r["begindatum"] <= FIGURE_6_DAY][-1]
            in_stock[s.klass(person, FIGURE_6_DAY)].append(row)
    for klass, line in enumerate(published("fig6")[:4]):
        examined = rng.sample(in_stock[klass], int(line["door_keuring_vastgesteld"]))
        for row in in_stock[klass]:
            row["door_keuring"] = any(row is chosen for chosen in examined)
    s.tables["arbeidsvermogen"] = [row for rows in s.values.values() for row in rows]


def timeline(rng: Random, s: Sample, person: Person, spell: Spell) -> list[Row]:
    """The measurements in one period: some weeks after the start, then every two years or so."""
    back = spell is not s.spells[person][0]
    day = spell.start + timedelta(skewed(rng, 20 if back else 40, 0.7, 240))
    if spell.start < date(2012, 1, 1):
        day = day_between(rng, date(2012, 1, 1), date(2013, 10, 31))
    if spell.runs(FIGURE_6_DAY) and person in s.unknown:
        day = day_between(rng, date(2021, 1, 11), date(2021, 2, 26))
    elif spell.runs(FIGURE_6_DAY) and day > FIGURE_6_DAY:  # the screening of the autumn of 2020
        day = day_between(rng, max(spell.start, date(2020, 10, 1)), FIGURE_6_DAY)
    days, stop = [], spell.end or EXPORT
    while day <= stop:
        days.append(day)
        day += timedelta(rng.randint(330, 1000))
    if not days:
        return []
    anchor = len(days) - 1
    if spell.runs(FIGURE_6_DAY):
        anchor = sum(day <= FIGURE_6_DAY for day in days) - 1
    ends = [day - timedelta(1) for day in days[1:]] + [spell.end]
    return [{"persoon_id": person, "begindatum": begin, "einddatum": end,
             "loonwaarde_pct": float(rng.randint(*sim.CLASS_BOUNDS[klass])),
             "door_keuring": rng.random() < (0.55, 0.35, 0.15, 0.08)[klass]}
            for begin, end, klass in zip(days, ends, classes(rng, person.klass, len(days), anchor),
                                         strict=True)]


def classes(rng: Random, klass: int, count: int, anchor: int) -> list[int]:
    """A walk over the classes that is at `klass` at the anchor; more steps up than down."""
    walk = [klass] * count
    for place in range(anchor - 1, -1, -1):
        walk[place] = max(0, min(3, walk[place + 1] + choose(rng, {0: 82, -1: 12, 1: 6})))
    for place in range(max(anchor, 0) + 1, count):
        walk[place] = max(0, min(3, walk[place - 1] + choose(rng, {0: 68, -1: 11, 1: 21})))
    return walk


def each_spell(s: Sample) -> Iterator[tuple[Person, Spell]]:
    """All merged periods in benefit."""
    for person, spells in s.spells.items():
        for spell in spells:
            yield person, spell


def support(s: Sample) -> None:
    """Instruments and activities during the benefit, one after the other, from 2015 on."""
    rng = s.rng("trajecten")
    for person, spell in each_spell(s):
        early = spell.start < date(2015, 1, 1)
        day = max(spell.start, date(2015, 1, 1)) + timedelta(skewed(rng, 90 if early else 35, 0.7))
        while day < (spell.end or LAST):
            klass = s.klass(person, day)
            if rng.random() < UPTAKE[klass]:
                day = start_next(s, rng, spell, day, klass)
            day += timedelta(skewed(rng, GAP[klass], 0.8, 400))


def start_next(s: Sample, rng: Random, spell: Spell, day: date, klass: int) -> date:
    """Start something from the menu, or what suits this person better; returns its last day."""
    person, age = spell.person, spell.person.age(day)
    what, days = choose(rng, {(what, days): weight for what, weight, days in MENU[klass]})
    days = round(days * rng.uniform(0.6, 1.4))
    if what.startswith("*"):
        end = day + timedelta(days)
        s.act(rng, person, what[1:], day, min(end, spell.end) if spell.end else end)
        return end
    if klass > 0 and age < 27 and rng.random() < 0.45:
        what = "jongerencoach"
    elif klass > 0 and 45 <= age < 55 and day.year >= 2021 and rng.random() < 0.5:
        what = "pilot_45_55"
    elif person.refugee and rng.random() < 0.3:
        what = "taalpunt"
    row = s.grant(rng, person, what, day, days, spell)
    return row.get("einddatum", EXPORT)


def placements(s: Sample) -> None:
    """What belongs to leaving for work: AM Match before it, LKS and a job after it."""
    rng = s.rng("plaatsingen")
    for person, spell in each_spell(s):
        reason = s.reason(spell)
        if not spell.end or spell.end.year < 2015 or reason not in sim.WORK + sim.SCHOOL:
            continue
        klass, begin = s.klass(person, spell.end), spell.end + timedelta(1)
        if klass == 1 and rng.random() < AM_MATCH_SHARE:
            days = rng.randint(90, 330)
            since = max(spell.start + timedelta(5), spell.end - timedelta(days), date(2015, 1, 1))
            s.grant(rng, person, "am_match", since, days + 30, spell)
        later = [other.start for other in s.spells[person] if other.start > begin]
        stays = rng.random() < 0.6 and not later
        stop = None if stays else min([begin + timedelta(rng.randint(150, 1200)),
                                       *(day - timedelta(1) for day in later)])
        s.act(rng, person, "school" if reason == "01" else "betaald_werk", begin, stop)
        if reason == "11" and rng.random() < (0.25, 0.3, 0.05, 0)[klass]:
            wage_subsidy(s, rng, person, begin, stop)


def wage_subsidy(s: Sample, rng: Random, person: Person, begin: date, stop: date | None) -> None:
    """LKS with its support; the measured loonwaarde decides the amount."""
    what = "lks" if rng.random() < 0.88 else "lks_tijdelijk"
    known = [r["loonwaarde_pct"] for r in s.values[person] if r["loonwaarde_pct"] is not None]
    branch = rng.choice(BRANCHES)
    row = s.grant(rng, person, what, begin, 365)
    # A subsidy lasts as long as the job, whatever the first plan said.
    row |= {"einddatum": stop if stop and stop <= EXPORT else None, "reden_einde": "",
            "resultaat": "", "branche": branch,
            "loonwaarde_pct": max(known[-1], 30.0) if known else 50.0,
            "ervaren_effect_client": None, "ervaren_effect_consulent": None}
    if row["einddatum"]:
        row["reden_einde"] = choose(rng, {"1": 5, "2": 4, "3": 1})
    for extra, chance, days in (("jobcoach", 0.9, 500), ("werkplekaanpassing", 0.12, 30)):
        if rng.random() < chance:
            s.grant(rng, person, extra, begin, days, Spell(person, "", begin, "", row["einddatum"]))


def sheltered_work(s: Sample) -> None:
    """Starts of beschut werk, from class 0-40."""
    rng = s.rng("beschut")
    for year, count in BESCHUT_STARTS.items():
        new_year = date(year - 1, 12, 31)
        pool = [(p, sp) for p, sp in each_spell(s) if sp.runs(new_year) and not s.klass(p, new_year)
                and p.age(new_year) < 58 and (not sp.end or sp.end > date(year, 12, 1))]
        for person, spell in rng.sample(pool, count):
            begin = day_between(rng, date(year, 1, 15), date(year, 12, 1))
            row = s.grant(rng, person, "beschut_werk", begin, 730, spell)
            row |= {"loonwaarde_pct": float(rng.randint(30, 39)), "branche": rng.choice(BRANCHES)}
            s.act(rng, person, "beschut_werk", begin, row.get("einddatum"))


def diagnoses(s: Sample) -> None:
    """Examinations before a measurement, intakes, and the two screenings by Matchcare."""
    rng = s.rng("diagnose")
    for person, spell in each_spell(s):
        for row in s.values[person]:
            begin = row["begindatum"] - timedelta(rng.randint(14, 45))
            if begin.year < 2015 or not spell.start <= begin <= (spell.end or LAST):
                continue
            if row["door_keuring"]:
                s.grant(rng, person, "belastbaarheidsonderzoek", begin, 30, spell)
            elif rng.random() < 0.2:
                s.grant(rng, person, "diagnose", begin, 21, spell)
        for autumn in (date(2018, 10, 1), date(2020, 10, 5)):
            if spell.runs(autumn) and rng.random() < 0.25:
                s.grant(rng, person, "matchcare_screening", autumn + timedelta(rng.randint(0, 45)),
                        14, spell)


def led_reports(s: Sample, rng: Random) -> None:
    """The meldingen that led to a benefit, also of those that the system does not know yet."""
    fresh = [b for b in s.known + s.pending if b.client.start >= GATE_OPENED and not b.restart]
    skip = {b for year, count in NO_REPORT.items()
            for b in rng.sample([b for b in fresh if b.client.start.year == year], count)}
    for benefit in (b for b in fresh if b not in skip):
        row = report(rng, benefit.client.person, *benefit.gate)
        if row["besluitdatum"]:
            row |= {"besluit": "toegekend", "uitkering_id": benefit}
        s.tables["meldingen"].append(row)


def report(rng: Random, person: Person, reported: date, applied: date | None,
           decided: date | None) -> Row:
    """A melding as the system shows it on the day of the export."""
    row: Row = {"persoon_id": person, "geboortedatum": person.birth, "meldingsdatum": reported,
                "poortactie": choose(rng, {"geen": 58, "vacature": 14, "wsp": 16,
                                           "schuldhulp": 12})}
    row["aanvraagdatum"] = applied if applied and applied <= EXPORT else None
    row["besluitdatum"] = decided if applied and decided and decided <= EXPORT else None
    if applied and decided and row["aanvraagdatum"]:
        wait = (decided - applied).days
        if wait > 25 and rng.random() < 0.35:
            row["opschorting_dagen"] = rng.randint(5, 21)
        advance = applied + timedelta(rng.randint(14, 31))
        if advance < min(decided, EXPORT) and rng.random() < 0.55:
            row["voorschotdatum"] = advance
    return row


def other_reports(s: Sample, rng: Random) -> None:
    """Fill every year up to its published number with people who withdrew or were refused."""
    totals = {int(line["jaar"]): int(line["meldingen"]) for line in published("fig1")}
    led = Counter(row["meldingsdatum"].year for row in s.tables["meldingen"])
    for year, total in (totals | {2021: REPORTS_2021}).items():
        rest = total - led[year]
        withdrawn = min(round(WITHDRAWN[year] * total), rest - 4)
        for number in range(rest):
            month = rng.choices(range(1, 13), weights=sim.SEASON_IN)[0]
            reported = day_between(rng, date(year, month, 1), sim.month_end(date(year, month, 1)))
            refused = number >= withdrawn
            s.tables["meldingen"].append(stranger(s, rng, reported, refused))


def stranger(s: Sample, rng: Random, reported: date, refused: bool) -> Row:
    """A melding without benefit; of two thirds the person is known, some get help at the gate."""
    person = sim.new_person(rng, TOWN, reported, rng.choices(range(4), weights=TOWN.class_mix)[0])
    applied = reported + timedelta(rng.randint(3, 18)) if refused else None
    decided = applied + timedelta(max(5, skewed(rng, 30, 0.45, 110))) if applied else None
    row = report(rng, person, reported, applied, decided)
    if row["besluitdatum"]:
        row["besluit"] = choose(rng, {"afgewezen": 5, "ingetrokken": 3, "buiten_behandeling": 2})
    if not refused:
        row["poortactie"] = choose(rng, {"vacature": 34, "wsp": 28, "schuldhulp": 10,
                                         "voorliggende voorziening": 12, "geen": 16})
    if rng.random() < 0.33:
        return row | {"persoon_id": None}
    s.outsiders.append(person)
    if reported.year >= 2017 and rng.random() < 0.8:
        young = person.age(reported) < 27
        what = "pilot_jongeren" if young and reported.year == 2021 and rng.random() < 0.7 else \
            choose(rng, {"wsp_bemiddeling": 4, "diagnose": 4, "scholing": 3, "matchez": 9})
        s.grant(rng, person, what, reported + timedelta(rng.randint(2, 20)), rng.randint(40, 160))
    return row


def gate(s: Sample) -> None:
    """All meldingen, and the nuggers: people without benefit who look for work."""
    rng = s.rng("poort")
    led_reports(s, rng)
    other_reports(s, rng)
    for _ in range(34):
        since = day_between(rng, date(2016, 3, 1), date(2021, 10, 1))
        until = since + timedelta(rng.randint(150, 900))
        person = sim.new_person(rng, TOWN, since, 2)
        person.seeker = (since, until if until <= EXPORT else None)
        s.outsiders.append(person)
        for what in rng.sample(("wsp_bemiddeling", "scholing", "matchez", "empowerment"),
                               rng.randint(1, 2)):
            s.grant(rng, person, what, since + timedelta(rng.randint(10, 60)), rng.randint(60, 200))


def exemptions(s: Sample) -> None:
    """Ontheffingen: health in the lowest classes, single parents of young children."""
    rng = s.rng("ontheffing")
    parents = {b.client.person for b in s.known if b.household == "alleenstaande_ouder"}
    for person, spell in each_spell(s):
        begin = max(spell.start, date(2012, 1, 1)) + timedelta(skewed(rng, 60))
        klass, lone = s.klass(person, begin), person in parents and person.age(begin) < 42
        chance = 0.25 if lone else (0.52, 0.14, 0.03, 0)[klass]
        while begin < (spell.end or LAST) and rng.random() < chance:
            kind = "alleenstaande_ouder" if lone else choose(rng, {
                "tijdelijk": 8, "volledig_duurzaam": 2 if klass == 0 else 0})
            duty = {"alleenstaande_ouder": "arbeid",
                    "volledig_duurzaam": "arbeid+re-integratie+tegenprestatie"}.get(
                        kind) or choose(rng, {"arbeid": 6, "arbeid+re-integratie": 4})
            days = {"alleenstaande_ouder": 1000, "volledig_duurzaam": 9000}.get(kind, 420)
            planned = begin + timedelta(round(days * rng.uniform(0.5, 1.2)))
            end = min(planned, spell.end or planned)
            row: Row = {"persoon_id": person, "soort": kind, "verplichting": duty,
                        "begindatum": begin, "einddatum": end if end <= EXPORT else None}
            if end <= EXPORT:
                row["reden_einde"] = choose(rng, {"2": 6, "5": 4} if kind == "tijdelijk"
                                            else {"3": 6, "4": 1, "5": 3})
            s.tables["ontheffingen"].append(row)
            begin, chance = end + timedelta(rng.randint(1, 60)), 0.75


def part_time(s: Sample) -> dict[tuple[Person, str], float]:
    """Work beside the benefit, with the income of every month from 2018."""
    rng, earned = s.rng("parttime"), {}
    for person, spell in each_spell(s):
        klass, day = s.klass(person, spell.end or LAST), max(spell.start, date(2016, 6, 1))
        day += timedelta(rng.randint(40, 400))
        while day < (spell.end or LAST) and rng.random() < (0.2, 0.6, 0.7, 0.4)[klass]:
            planned = day + timedelta(rng.randint(150, 800))
            end = min(planned, spell.end or planned)
            hours = s.act(rng, person, "parttime_werk", day, end)["uren_per_week"]
            month = max(day, date(2018, 1, 1)).replace(day=1)
            while month <= min(end, LAST):
                worked = hours * 4.33 * rng.uniform(0.8, 1.15)
                earned[person, f"{month:%Y-%m}"] = round(worked * 10.8, 2)
                s.tables["inkomsten"].append(
                    {"persoon_id": person, "maand": f"{month:%Y-%m}", "soort": "11",
                     "bedrag": round(worked * 10.8, 2), "uren": round(worked)})
                month = sim.months_after(month, 1)
            day = end + timedelta(rng.randint(60, 500))
    return earned


def benefit_costs(s: Sample, earned: dict[tuple[Person, str], float]) -> None:
    """What was paid in benefits in 2020 and 2021, less the income from work."""
    column = {"samenwonend": 1, "anders": 2}
    for index in range(24):
        first = date(2020 + index // 12, index % 12 + 1, 1)
        last = sim.month_end(first)
        norms = [amounts for since, amounts in NORMS if since <= first][-1]
        for benefit in s.known:
            begin, end = max(benefit.client.start, first), min(benefit.client.end or last, last)
            if begin > end:
                continue
            norm = norms[column.get(benefit.household, 0)]
            income = sum(earned.get((row.person, f"{first:%Y-%m}"), 0) for row in benefit.rows())
            paid = max(norm - 0.85 * income, 90.0) * ((end - begin).days + 1) / last.day
            s.tables["kosten"].append({
                "datum": last, "bedrag": round(paid, 2), "soort": "uitkering",
                "persoon_id": benefit.client.person,
                "uitkering_id": benefit, "budgetpost": "BUIG", "financiering": "BUIG"})


def instrument_costs(s: Sample) -> None:
    """Two invoices for each bought instrument from 2019, and what is still committed."""
    rng = s.rng("kosten")
    for row in s.tables["voorzieningen"]:
        price = INSTRUMENTS[row["instrument"]][1] * rng.uniform(0.75, 1.25)
        begin, end = row["begindatum"], row.get("einddatum")
        if row["instrument"].startswith("lks") and begin.year >= 2015:
            subsidy_costs(s, rng, row)
        if not price or begin < date(2019, 1, 1):
            continue
        kind = {"jobcoach": "begeleiding", "werkplekaanpassing": "werkplekaanpassing"}.get(
            row["instrument"], "voorziening")
        base: Row = {"soort": kind, "persoon_id": row["persoon_id"], "voorziening_id": row,
                     "budgetpost": post(s, rng, row), "financiering": "participatiebudget"}
        for day, part in ((begin + timedelta(30), 0.6), (end or EXPORT + timedelta(1), 0.4)):
            paid = day <= EXPORT
            s.tables["kosten"].append(base | {
                "datum": day if paid else min(begin + timedelta(14), EXPORT),
                "bedrag": round(price * part, 2),
                "status": "" if paid else "verplicht"})


def post(s: Sample, rng: Random, row: Row) -> str:
    """The budget post of an instrument; before the first benefit it limits inflow."""
    first = s.spells.get(row["persoon_id"])
    goal = "Uitstroom" if first and first[0].start <= row["begindatum"] else "Instroom"
    if rng.random() < 0.04:
        return ""
    if row["fase"] == "intake":
        return f"{goal} - diagnose en belastbaarheidsonderzoek"
    if row["instrument"] in ("scholing", "taalpunt", "pilot_jongeren", "pilot_45_55"):
        return f"{goal} - scholing"
    if row["instrument"] == "lks_tijdelijk":
        return f"{goal} - tijdelijke lks"
    at_match = row["aanbieder"] == "AM Match" and goal == "Uitstroom"
    return "Uitstroom - AM Match" if at_match else f"{goal} - re-integratietrajecten"


def subsidy_costs(s: Sample, rng: Random, row: Row) -> None:
    """LKS month by month from 2019: the gap with the minimum wage, with employer's charges."""
    hours = rng.choice((0.7, 0.8, 0.9, 1.0))
    temporary = row["instrument"] == "lks_tijdelijk"
    month, stop = max(row["begindatum"], date(2019, 1, 1)).replace(day=1), row["einddatum"] or LAST
    while month <= stop:
        wage = 1.08 * (1615 + 33 * (month.year - 2019))
        gap = min(1 - row["loonwaarde_pct"] / 100, 0.7)
        s.tables["kosten"].append({
            "datum": sim.month_end(month), "bedrag": round(wage * gap * 1.235 * hours, 2),
            "soort": "lks", "persoon_id": row["persoon_id"],
            "voorziening_id": row, "budgetpost": post(s, rng, row) if temporary else "BUIG",
            "financiering": "participatiebudget" if temporary else "BUIG"})
        month = sim.months_after(month, 1)


def contract_costs(s: Sample) -> None:
    """Quarterly bills that belong to nobody in particular."""
    rng = s.rng("contracten")
    for index in range(12):
        day = date(2019 + index // 4, index % 4 * 3 + 2, 15)
        for name, amount in (("Uitstroom - werkgeversbenadering en satelliet WSP", 19500),
                             ("Uitstroom - AM Match", 15000)):
            s.tables["kosten"].append({
                "datum": day, "bedrag": round(amount * rng.uniform(0.95, 1.05), 2),
                "soort": "overig", "budgetpost": name,
                "financiering": "participatiebudget"})


def sanctions(s: Sample) -> None:
    """Maatregelen, mostly about the duty to work; only of those who can."""
    rng = s.rng("maatregel")
    for person, spell in each_spell(s):
        if rng.random() < (0.01, 0.06, 0.1, 0.2)[person.klass] and spell.start.year >= 2014:
            begin = day_between(rng, spell.start, spell.end or LAST).replace(day=1)
            begin = max(begin, spell.start)
            end = sim.month_end(sim.months_after(begin, rng.choice((0, 0, 1, 2))))
            s.tables["maatregelen"].append({
                "persoon_id": person, "begindatum": begin,
                "einddatum": min(end, spell.end or end, EXPORT),
                "reden": choose(rng, {"01": 6, "06": 2, "07": 1, "98": 0.5}),
                "pct": choose(rng, {"20": 3, "50": 2, "100": 4})})


def decisions(s: Sample) -> None:
    """Besluiten from 2020, and the checks of a sample of them."""
    rng, found = s.rng("besluiten"), []
    for row in s.tables["meldingen"]:
        kind = {"toegekend": "toekenning", "afgewezen": "afwijzing"}.get(row.get("besluit", ""))
        if kind and row["persoon_id"]:
            found.append((row["besluitdatum"], kind, row["persoon_id"]))
    found += [(row.entered_end, "beeindiging", row.person)
              for b in s.known for row in b.rows() if row.entered_end and row.role == "client"]
    found += [(row["begindatum"], kind, row["persoon_id"]) for kind, table in (
        ("ontheffing", "ontheffingen"), ("voorziening", "voorzieningen"),
        ("maatregel", "maatregelen")) for row in s.tables[table]]
    for day, kind, person in sorted((f for f in found if f[0] >= date(2020, 1, 1)),
                                    key=lambda f: f[:2]):
        row = {"datum": day, "soort": kind, "persoon_id": person, "consulent": person.advisor}
        s.tables["besluiten"].append(row)
        checked = day + timedelta(rng.randint(5, 60))
        if checked <= EXPORT and rng.random() < 0.17:
            s.tables["toetsingen"].append({
                "besluit_id": row, "datum": checked, "onderwerp": choose(rng, {
                    "termijn": 3, "motivering": 4, "hoogte": 3, "dossier": 2}),
                "oordeel": choose(rng, {"akkoord": 84, "hersteld": 10, "niet_akkoord": 6})})


def odd_rows(s: Sample) -> None:
    """A few annulled benefits and Tozo rows, as every export has them."""
    rng = s.rng("bijzonder")
    for scheme, years in (("PW", (2015, 2017, 2019, 2020, 2021)), ("TOZO", (2020, 2020, 2021))):
        for year in years:
            start = day_between(rng, date(year, 3, 15), date(year, 9, 30))
            person = sim.new_person(rng, TOWN, start, 2)
            tozo = scheme == "TOZO"
            end, entered = (start + timedelta(90) if tozo else start), start + timedelta(16)
            row = Spell(person, "client", start, "13" if tozo else "11", end,
                        "13" if tozo else "98", entered, end + timedelta(20))
            s.outsiders.append(person)
            s.known.append(Benefit(scheme, "alleenstaande", row, start))


def budgets(s: Sample) -> None:
    """The budgets of chapter 5, divided over posts; the parts add up to the published total."""
    for line in published("hst5-budget"):
        for year in range(2021, 2026):
            left = total = float(line[str(year)])
            shares = POSTS[line["beleidsdoel"]]
            for name, share in shares.items():
                amount = left if name == list(shares)[-1] else round(total * share, -2)
                left -= amount
                s.tables["budgetten"].append({
                    "jaar": year, "beleidsdoel": line["beleidsdoel"].replace(" ", "_"),
                    "budgetpost": name, "bedrag": amount, "versie": "begroting",
                    "taakveld": "6.5"})


def fixed_tables(s: Sample) -> None:
    """Budgets, population and the stories beside the figures."""
    budgets(s)
    s.tables["bevolking"] = [{"jaar": year, "groep": group, "aantal": count}
                             for year, counts in POPULATION.items()
                             for group, count in zip(("18+", "15-64"), counts, strict=True)]
    s.tables["duiding"] = [{"indicator": name, "periode": period, "tekst": text, "rol": role}
                           for name, period, text, role in STORIES]


def benefit_rows(s: Sample) -> None:
    """The rows of uitkeringen, numbered by year of start."""
    for benefit in s.known:
        for row in benefit.rows():
            s.tables["uitkeringen"].append({
                "uitkering_id": benefit, "persoon_id": row.person, "rol": row.role,
                "regeling": benefit.scheme, "leefvorm": benefit.household,
                "ingangsdatum": row.start, "einddatum": row.end, "reden_instroom": row.reason_in,
                "reden_uitstroom": row.reason_out, "administratie_begin": row.entered_start,
                "administratie_einde": row.entered_end, "consulent": row.person.advisor})


def person_rows(s: Sample) -> None:
    """Everybody who occurs in a table, numbered at random: a number tells nothing."""
    pending = [b.client.person for b in s.pending]
    people = list(dict.fromkeys([*s.spells, *pending, *s.outsiders]))
    s.rng("nummers").shuffle(people)
    for number, person in enumerate(people, 1):
        person.id = f"P{number:06d}"
        begun, done = person.integration
        s.tables["personen"].append({
            "persoon_id": person, "geboortedatum": person.birth, "geslacht": person.sex,
            "statushouder": person.refugee, "inburgering_vanaf": begun, "inburgering_tot": done,
            "nugger_vanaf": person.seeker[0], "nugger_tot": person.seeker[1],
            "opleidingsniveau": person.education, "wijk": person.district})


def number_rows(s: Sample) -> None:
    """Give ids by year, in order of date; a row that points to another then finds its id."""
    s.known.sort(key=lambda b: (b.client.start, b.client.person.id))
    counts: Counter[tuple[str, int]] = Counter()
    for benefit in s.known:
        counts["U", benefit.client.start.year] += 1
        year = benefit.client.start.year
        benefit.id = f"U{year}-{counts['U', year]:04d}"
    for table, letter, key, day in (
            ("meldingen", "M", "melding_id", "meldingsdatum"),
            ("voorzieningen", "V", "voorziening_id", "begindatum"),
            ("besluiten", "B", "besluit_id", "datum"), ("toetsingen", "T", "toetsing_id", "datum")):
        s.tables[table].sort(key=lambda row, day=day: row[day])
        for row in s.tables[table]:
            counts[letter, row[day].year] += 1
            row[key] = f"{letter}{row[day].year}-{counts[letter, row[day].year]:04d}"


def resolved(row: Row) -> Row:
    """A row with ids where it pointed to a person, a benefit or another row."""
    values = {}
    for column, value in row.items():
        if isinstance(value, (Person, Benefit)):
            value = value.id
        elif isinstance(value, dict):
            value = value[column]
        values[column] = value
    return values


def make(folder: Path, seed: int = SEED) -> None:
    """Write all tables of the sample into a folder."""
    s = Sample(seed)
    for step in (measure, support, placements, sheltered_work, diagnoses, gate, exemptions):
        step(s)
    benefit_costs(s, part_time(s))
    instrument_costs(s)
    for step in (contract_costs, sanctions, decisions, odd_rows, fixed_tables, person_rows,
                 number_rows, benefit_rows):
        step(s)
    folder.mkdir(parents=True, exist_ok=True)
    for table, columns in sim.COLUMNS.items():
        rows = [resolved(row) for row in s.tables[table]]
        if table not in ("budgetten", "bevolking", "duiding"):
            key = columns.split()[0]
            rows.sort(key=lambda row, key=key: row.get(key) or "")
        sim.write_table(folder, table, rows)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "uithoorn")

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

SEED = 451
EXPORT = date(2022, 1, 14)
LAST = date(2021, 12, 31)
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
RESTARTS = {2012: 2, 2013: 3, 2014: 4, 2015: 4, 2016: 3, 2017: 5, 2018: 3, 2019: 3, 2020: 4, 2021: 3}
NO_REPORT = {2015: 3, 2017: 4}  # inflow that moved in with a benefit from elsewhere
WITHDRAWN = {2014: 0.27, 2015: 0.23, 2016: 0.35, 2017: 0.17, 2018: 0.34, 2019: 0.33, 2020: 0.31,
             2021: 0.30}
BRANCHES = ("zorg", "logistiek", "luchthaven", "schoonmaak", "horeca", "detailhandel", "groen",
            "techniek")

# instrument: (aanbieder, price in euros, 0 when own staff do it, fase)
INSTRUMENTS = {
    "am_match": ("AM Match", 2900, "traject"), "back2work": ("Back2Work", 2600, "traject"),
    "matchez": ("Matchez", 2300, "traject"), "implacement": ("Implacement", 2400, "traject"),
    "wsp_bemiddeling": ("WSP Groot-Amsterdam", 0, "bemiddeling"),
    "jongerencoach": ("DUO+", 0, "traject"), "begeleiding_klantmanager": ("DUO+", 0, "traject"),
    "jobcoach": ("AM Match", 2100, "nazorg"), "scholing": ("ROC", 1500, "voortraject"),
    "empowerment": ("Back2Work", 1100, "voortraject"), "diagnose": ("DUO+", 350, "intake"),
    "matchcare_screening": ("Matchcare", 120, "intake"),
    "belastbaarheidsonderzoek": ("Keuringsarts", 640, "intake"), "lks": ("AM Match", 0, "plaatsing"),
    "lks_tijdelijk": ("DUO+", 0, "plaatsing"), "beschut_werk": ("AM Match", 5200, "plaatsing"),
    "werkervaringsplek": ("AM Match", 450, "voortraject"),
    "proefplaatsing": ("WSP Groot-Amsterdam", 0, "plaatsing"),
    "werkplekaanpassing": ("AM Match", 1400, "plaatsing"),
    "pilot_45_55": ("Matchez", 1600, "voortraject"),
    "pilot_jongeren": ("Jongerenpunt", 900, "voortraject"),
    "schuldhulp": ("Schuldhulpverlening", 0, "voortraject"), "taalpunt": ("Taalpunt", 250, "voortraject"),
    "sociale_activering": ("Uithoorn voor Elkaar", 700, "voortraject"),
}
# What a person of each class may do next: (what, weight, days); `*` marks an activity.
MENU = (
    (("sociale_activering", 9, 300), ("*vrijwilligerswerk", 8, 800), ("*zorgtraject", 8, 420),
     ("*arbeidsmatige_dagbesteding", 7, 900), ("taalpunt", 4, 240), ("schuldhulp", 4, 400),
     ("*tegenprestatie", 3, 250), ("empowerment", 2, 150), ("begeleiding_klantmanager", 2, 250)),
    (("begeleiding_klantmanager", 11, 330), ("implacement", 5, 190), ("back2work", 5, 210),
     ("scholing", 5, 260), ("werkervaringsplek", 1, 120), ("matchez", 4, 180), ("am_match", 0.8, 230),
     ("empowerment", 3, 130), ("*vrijwilligerswerk", 1, 500), ("taalpunt", 1, 250),
     ("schuldhulp", 1, 350)),
    (("wsp_bemiddeling", 9, 170), ("begeleiding_klantmanager", 8, 300), ("matchez", 5, 190),
     ("back2work", 4, 190), ("scholing", 6, 280), ("*school", 2.4, 420), ("*betaald_werk", 3.4, 240),
     ("am_match", 1, 180), ("proefplaatsing", 1, 60)),
    (("wsp_bemiddeling", 5, 120), ("begeleiding_klantmanager", 3, 150), ("*betaald_werk", 1, 150)),
)
UPTAKE = (0.64, 0.8, 0.9, 0.75)  # chance that the next thing starts, by class
GAP = (160, 50, 25, 40)  # mean days between one thing and the next
AM_MATCH_SHARE = 0.72  # of class 40-70 that left for work or school, went by AM Match
BESCHUT_STARTS = {2018: 2, 2019: 4, 2020: 6, 2021: 9}
POSTS = {
    "instroom beperken": {"Instroom - diagnose en belastbaarheidsonderzoek": 0.14,
                          "Instroom - re-integratietrajecten": 0.52, "Instroom - scholing": 0.22,
                          "Instroom - tijdelijke lks": 0.12},
    "uitstroom bevorderen": {"Uitstroom - diagnose en belastbaarheidsonderzoek": 0.05,
                             "Uitstroom - re-integratietrajecten": 0.33,
                             "Uitstroom - scholing": 0.10, "Uitstroom - tijdelijke lks": 0.04,
                             "Uitstroom - werkgeversbenadering en satelliet WSP": 0.14,
                             "Uitstroom - AM Match": 0.34},
}
# Monthly norm in euros from a day on, rounded: alleenstaande (ouder), samenwonend, anders.
NORMS = ((date(2020, 1, 1), (1050, 1500, 750)), (date(2020, 7, 1), (1060, 1515, 755)),
         (date(2021, 1, 1), (1075, 1535, 765)), (date(2021, 7, 1), (1080, 1540, 770)))
POPULATION = {2014: (22300, 18500), 2015: (22400, 18500), 2016: (22600, 18600), 2017: (22800, 18600),
              2018: (23000, 18700), 2019: (23100, 18700), 2020: (23300, 18800), 2021: (23500, 18900)}
STORIES = (
    ("instroom", "2020", "Door corona verloren vooral mensen met een tijdelijk contract en "
     "zelfstandigen hun inkomen; na de zomer vlakte de instroom af.", "beleidsmedewerker"),
    ("uitstroom_werk", "2021", "In de luchtvaart kwam het werk laat op gang; zorg en logistiek "
     "namen meer mensen aan dan verwacht.", "klantmanager"),
    ("uitstroom_am_match", "2021", "Een traject is soms net te kort: iemand zit op het randje van "
     "uitstromen als de looptijd voorbij is.", "klantmanager"),
    ("participatie_0_40", "2021", "Vrijwilligerswerk lag tijdens de lockdowns stil; daarna is bijna "
     "iedereen teruggekomen.", "partner"),
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
    newest = sorted(load.running, key=lambda b: b.client.start)
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
            sim.register(rng, benefit)
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
        shift = {"on time": 0, "late": rng.randint(10, 120), "early": -rng.randint(1, days // 2 + 1)}
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
    s.values[blank].insert(0, {"persoon_id": blank, "begindatum": FIGURE_6_DAY - timedelta(4),
                               "einddatum": s.values[blank][0]["begindatum"] - timedelta(1)
                               if s.values[blank] else s.spells[blank][-1].end,
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
        walk[place] = max(0, min(3, walk[place + 1] + choose(rng, {0: 76, -1: 16, 1: 8})))
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
            since = max(spell.start + timedelta(5), spell.end - timedelta(days))
            s.grant(rng, person, "am_match", since, days + 30, spell)
        later = [other.start for other in s.spells[person] if other.start > begin]
        stays = rng.random() < 0.6 and not later
        stop = None if stays else min([begin + timedelta(rng.randint(150, 1200)),
                                       *(day - timedelta(1) for day in later)])
        s.act(rng, person, "school" if reason == "01" else "betaald_werk", begin, stop)
        if reason == "11" and rng.random() < (0.3, 0.42, 0.07, 0)[klass]:
            wage_subsidy(s, rng, person, begin, stop)


def wage_subsidy(s: Sample, rng: Random, person: Person, begin: date, stop: date | None) -> None:
    """LKS with its support; the measured loonwaarde decides the amount."""
    what = "lks" if rng.random() < 0.85 else "lks_tijdelijk"
    known = [r["loonwaarde_pct"] for r in s.values[person] if r["loonwaarde_pct"] is not None]
    branch = rng.choice(BRANCHES)
    row = s.grant(rng, person, what, begin, 365)
    # A subsidy lasts as long as the job, whatever the first plan said.
    row |= {"einddatum": stop if stop and stop <= EXPORT else None, "reden_einde": "",
            "resultaat": "", "branche": branch, "loonwaarde_pct": max(known[-1], 30.0) if known else 50.0,
            "ervaren_effect_client": None, "ervaren_effect_consulent": None}
    if row["einddatum"]:
        row["reden_einde"] = choose(rng, {"1": 5, "2": 4, "3": 1})
    for extra, chance, days in (("jobcoach", 0.75, 540), ("werkplekaanpassing", 0.12, 30)):
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
            elif rng.random() < 0.3:
                s.grant(rng, person, "diagnose", begin, 21, spell)
        for autumn in (date(2018, 10, 1), date(2020, 10, 5)):
            if spell.runs(autumn) and rng.random() < 0.35:
                s.grant(rng, person, "matchcare_screening", autumn + timedelta(rng.randint(0, 45)),
                        14, spell)

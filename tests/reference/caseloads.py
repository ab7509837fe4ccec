"""Seeded random caseloads full of edge cases, and a writer for canonical csv files.

Every person gets one story (a couple, a returner, an annulled row, ...); the stories take turns,
so a caseload of 60 persons holds each of them. Dates fall by preference on the days where a
boundary convention breaks.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from .register import fill_register

Row = dict
Tables = dict[str, list[Row]]

COLUMNS = {
    "personen": "persoon_id geboortedatum geslacht statushouder inburgering_vanaf "
    "inburgering_tot nugger_vanaf nugger_tot opleidingsniveau wijk",
    "uitkeringen": "uitkering_id persoon_id rol regeling leefvorm ingangsdatum einddatum "
    "reden_instroom reden_uitstroom administratie_begin administratie_einde consulent",
    "meldingen": "melding_id persoon_id geboortedatum meldingsdatum aanvraagdatum besluitdatum "
    "opschorting_dagen voorschotdatum besluit uitkering_id poortactie",
    "categorieen": "persoon_id categorie subcategorie perspectief begindatum einddatum",
    "arbeidsvermogen": "persoon_id begindatum einddatum loonwaarde_pct door_keuring",
    "voorzieningen": "voorziening_id persoon_id instrument aanbieder branche begindatum "
    "verwachte_einddatum einddatum reden_einde resultaat loonwaarde_pct consulent "
    "ervaren_effect_client ervaren_effect_consulent",
    "activiteiten": "persoon_id soort begindatum einddatum uren_per_week branche",
    "ontheffingen": "persoon_id soort verplichting begindatum einddatum reden_einde",
    "inkomsten": "persoon_id maand soort bedrag uren",
    "maatregelen": "persoon_id reden begindatum einddatum pct",
    "kosten": "datum bedrag soort status persoon_id voorziening_id uitkering_id budgetpost "
    "financiering",
    "besluiten": "besluit_id datum soort persoon_id consulent",
    "toetsingen": "toetsing_id besluit_id datum onderwerp oordeel",
    "budgetten": "jaar beleidsdoel budgetpost bedrag versie taakveld",
    "bevolking": "jaar groep aantal",
}

FIRST, LAST = date(2016, 1, 1), date(2021, 12, 31)
EDGES = [
    day
    for year in range(2016, 2022)
    for day in (
        date(year, 1, 1),
        date(year, 1, 1),
        date(year, 12, 31),
        date(year, 12, 31),
        date(year, 12, 30),
        date(year, 2, monthrange(year, 2)[1]),
        date(year, 3, 1),
        date(year, 6, 30),
        date(year, 7, 1),
        date(year, 9, 30),
    )
]
LEAP_DAYS = [date(2016, 2, 29), date(2020, 2, 29)]
GAPS = [1, 1, 2, 7, 29, 30, 31, 32, 60, 180, 363, 364, 365, 366, 400]  # days without benefit
LENGTHS = [1, 2, 30, 89, 180, 364, 365, 366, 367, 730, 1461, 1826]  # einddatum - ingangsdatum
SCHEMES = ["PW", "PW", "PW", "PW", "IOAW", "IOAZ", "BBZ"]
HOUSEHOLDS = ["alleenstaande", "alleenstaande_ouder", "samenwonend", "anders", None]
END_CODES = ["11", "11", "11", "13", "01", "06", "31", "14", "17", "02", "03", "32", "04", "05"]
END_CODES += ["97", "98", None, "88"]  # 88 is mapped nowhere
START_CODES = ["11", "12", "13", "13", "01", "02", "14", "17", "40", "39", "99", None, "77"]
WIJKEN = ["Thamerdal", "Zijdelwaard", "De Kwakel", "Coöperatiehof", None]
INSTRUMENTS = ["am_match", "jobcoach", "scholing", "lks", "beschut_werk", "wmo", "diagnose"]
PROVIDERS = ["AM Match", "WSP", "Café Werk", None]


def random_caseload(seed: int, size: int = 60) -> Tables:
    """Canonical tables for `size` persons, the same for the same seed, rows in random order."""
    maker = CaseloadMaker(Random(seed), size)
    stories = list(STORIES)
    maker.rng.shuffle(stories)
    for number, who in enumerate(maker.people):
        stories[number % len(stories)](maker, who)
    for who in maker.people:
        maker.add_states(who)
        maker.add_work_capacity(who)
        maker.add_instruments(who)
        maker.add_income(who)
        maker.add_melding(who)
    fill_register(maker)
    for rows in maker.tables.values():
        maker.rng.shuffle(rows)
    return maker.tables


class CaseloadMaker:
    """The tables being filled, the dice, and the small throws that every story uses."""

    def __init__(self, rng: Random, size: int) -> None:
        self.rng = rng
        self.people = [f"P{number:04d}" for number in range(1, size + 1)]
        self.tables: Tables = {name: [] for name in COLUMNS}
        self.benefit_ids = rng.sample(range(1, 100_000), 10 * size + 10)
        self.add_people()

    # --- throws

    def chance(self, probability: float) -> bool:
        """True with that probability."""
        return self.rng.random() < probability

    def day(self) -> date:
        """A day in 2016-2021: often a boundary day, sometimes a leap day."""
        dice = self.rng.random()
        if dice < 0.5:
            return self.rng.choice(EDGES)
        if dice < 0.55:
            return self.rng.choice(LEAP_DAYS)
        return FIRST + timedelta(days=self.rng.randint(0, (LAST - FIRST).days))

    def end_after(self, start: date, at_least: int = 1) -> date | None:
        """An end at least so many days after the start: open, an edge, or a known length."""
        dice = self.rng.random()
        if dice < 0.25:
            return None
        later = [day for day in EDGES + LEAP_DAYS if (day - start).days >= at_least]
        if dice < 0.6 and later:
            return self.rng.choice(later)
        if dice < 0.85:
            return start + timedelta(days=max(at_least, self.rng.choice(LENGTHS)))
        return start + timedelta(days=self.rng.randint(at_least, 1500))

    def closed_end(self, start: date) -> date:
        """As end_after, but never open."""
        return self.end_after(start) or start + timedelta(days=self.rng.choice(LENGTHS))

    def someone_else(self, who: str) -> str:
        """Another person, who may well have a story of their own."""
        others = [other for other in self.people if other != who]
        return self.rng.choice(others) if others else f"{who}-partner"

    # --- tables

    def add_people(self) -> None:
        """Persons; one in twelve has benefits but no row here."""
        for who in self.people:
            if self.chance(1 / 12):
                continue
            since = self.day()
            integrates = self.chance(0.3)
            self.tables["personen"].append(
                {
                    "persoon_id": who,
                    "geboortedatum": self.birth(),
                    "geslacht": self.rng.choice(["man", "vrouw", "vrouw", "onbekend"]),
                    "statushouder": self.rng.choice([True, False, False, None]),
                    "inburgering_vanaf": since if integrates else None,
                    "inburgering_tot": self.end_after(since, 0) if integrates else None,
                    "opleidingsniveau": None,
                    "wijk": self.rng.choice(WIJKEN),
                }
            )

    def birth(self) -> date:
        """A day of birth: near a band's border, near the AOW age, 29 February, or any."""
        dice = self.rng.random()
        if dice < 0.2:
            return date(self.rng.choice([1952, 1956, 1964, 1972, 1976, 1992]), 2, 29)
        if dice < 0.45:
            year = self.rng.randint(1950, 1956)
            month = self.rng.randint(1, 12)
            return date(year, month, self.rng.choice([1, 15, monthrange(year, month)[1]]))
        if dice < 0.75:
            age = self.rng.choice([27, 45, 50, 55])
            edge = self.rng.choice([day for day in EDGES if day.month != 2])
            return edge.replace(year=edge.year - age) + timedelta(days=self.rng.randint(-1, 1))
        return date(1945, 1, 1) + timedelta(days=self.rng.randint(0, 21_000))

    def benefit_id(self) -> str:
        """A fresh number with leading zeros; its order says nothing about time."""
        return f"{self.benefit_ids.pop():05d}"

    def benefit(self, who: str, start: date, end: date | None, **changes: str | None) -> Row:
        """Add one row of uitkeringen, with random codes unless told otherwise."""
        row = {
            "uitkering_id": changes.get("uitkering_id") or self.benefit_id(),
            "persoon_id": who,
            "rol": self.rng.choice(["client", "client", "client", None]),
            "regeling": self.rng.choice(SCHEMES),
            "leefvorm": self.rng.choice(HOUSEHOLDS),
            "ingangsdatum": start,
            "einddatum": end,
            "reden_instroom": self.rng.choice(START_CODES),
            "reden_uitstroom": self.rng.choice(END_CODES) if end else None,
            "administratie_begin": start + timedelta(days=self.rng.randint(-10, 60)),
            "administratie_einde": end and end + timedelta(days=self.rng.randint(-10, 60)),
            "consulent": self.rng.choice(["c1", "c2", None]),
        }
        row.update(changes)
        self.tables["uitkeringen"].append(row)
        return row

    def add_states(self, who: str) -> None:
        """Ladder states: in a row, with gaps, overlapping, and with equal begindatum.

        Two rows with the same begin and end differ in position, both on the ladder, so that
        the lowest position always decides.
        """
        day, used = self.day(), set()
        for _ in range(self.rng.choice([0, 1, 1, 2, 3, 4])):
            end = self.end_after(day, 0)
            if (day, end) not in used:
                used.add((day, end))
                state = self.state(who, day, end)
                self.add_twin_state(state, used)
            day = (end or day) + timedelta(days=self.rng.choice([-200, -1, 0, 1, 1, 1, 2, 90]))
            day = max(day, FIRST)

    def add_twin_state(self, state: Row, used: set) -> None:
        """Sometimes a second state of the same begindatum, and sometimes of the same end."""
        who, start, end = state["persoon_id"], state["begindatum"], state["einddatum"]
        other = {"Zorg": "Werkfit", "Meedoen": "Zorg", "Werkfit": "Meedoen"}
        if self.chance(0.1) and state["categorie"] in other:
            self.state(who, start, end)["categorie"] = other[state["categorie"]]
        elif self.chance(0.1):
            end = self.end_after(start, 0)
            if (start, end) not in used:
                used.add((start, end))
                self.state(who, start, end)

    def state(self, who: str, start: date, end: date | None) -> Row:
        """Add one row of categorieen; one in sixteen is not on the ladder."""
        row = {
            "persoon_id": who,
            "categorie": self.rng.choice(["Zorg", "Meedoen", "Werkfit"] * 5 + ["Overig"]),
            "subcategorie": self.rng.choice(["a", "b", None]),
            "perspectief": self.rng.choice(
                ["uitstroom", "doorstroom", "maximaal_bereikt", "onbekend", None]
            ),
            "begindatum": start,
            "einddatum": end,
        }
        self.tables["categorieen"].append(row)
        return row

    def add_work_capacity(self, who: str) -> None:
        """Loonwaarde: empty, exactly on and just under the class borders, and ties."""
        values = [None, 0.0, 25.0, 39.9, 40.0, 40.0, 69.9, 70.0, 70.0, 99.9, 100.0, 100.0, 110.0]
        day, used = self.day(), set()
        for _ in range(self.rng.choice([0, 1, 2, 3])):
            end = self.end_after(day, 0)
            if (day, end) not in used:
                used.add((day, end))
                tie = self.rng.sample([25.0, 40.0, 70.0, 100.0], 2) if self.chance(0.1) else None
                for value in tie or [self.rng.choice(values)]:
                    self.capacity(who, day, end, value)
            day = (end or day) + timedelta(days=self.rng.choice([-100, 0, 1, 1, 30]))
            day = self.rng.choice([max(day, FIRST), self.day()])

    def capacity(self, who: str, start: date, end: date | None, value: float | None) -> None:
        """Add one row of arbeidsvermogen."""
        self.tables["arbeidsvermogen"].append(
            {
                "persoon_id": who,
                "begindatum": start,
                "einddatum": end,
                "loonwaarde_pct": value,
                "door_keuring": self.rng.choice([True, False, None]),
            }
        )

    def add_instruments(self, who: str) -> None:
        """Voorzieningen, also of persons without benefit; one-day ones are real."""
        for _ in range(self.rng.choice([0, 0, 1, 1, 2, 3])):
            start = self.day()
            end = start if self.chance(0.15) else self.end_after(start, 0)
            self.tables["voorzieningen"].append(
                {
                    "voorziening_id": f"V{len(self.tables['voorzieningen']) + 1:04d}",
                    "persoon_id": who,
                    "instrument": self.rng.choice(INSTRUMENTS),
                    "aanbieder": self.rng.choice(PROVIDERS),
                    "begindatum": start,
                    "verwachte_einddatum": start + timedelta(days=180),
                    "einddatum": end,
                }
            )

    def add_income(self, who: str) -> None:
        """Income in some months: work and other, nothing, and a correction down to zero."""
        for _ in range(self.rng.choice([0, 0, 1, 3])):
            month = f"{self.day():%Y-%m}"
            amounts = self.rng.choice([[250.5], [0.0], [120.25, -120.25], [80.0, 40.5], [-10.0]])
            soort = self.rng.choice(["11", "11", "11", "17", None])
            for amount in amounts:
                row = {"persoon_id": who, "maand": month, "soort": soort, "bedrag": amount}
                hours = [None, 8.0, 0.0, 32.5][len(self.tables["inkomsten"]) % 4]
                self.tables["inkomsten"].append(row | {"uren": hours})

    def add_melding(self, who: str) -> None:
        """A melding: sometimes without person, with or without aanvraag and decision."""
        if self.chance(0.3):
            return
        reported = self.day()
        delay = self.rng.choice([None, 0, 1, 14, 28, 59, 60, 61, 200])
        applied = None if delay is None else reported + timedelta(days=delay)
        decision = applied and self.rng.choice(
            ["toegekend", "toegekend", "afgewezen", "ingetrokken", "buiten_behandeling", None]
        )
        decided = applied + timedelta(days=self.rng.choice([0, 20, 56, 70])) if decision else None
        self.tables["meldingen"].append(
            {
                "melding_id": f"M{len(self.tables['meldingen']) + 1:04d}",
                "persoon_id": None if self.chance(0.2) else who,
                "geboortedatum": self.birth() if self.chance(0.3) else None,
                "meldingsdatum": reported,
                "aanvraagdatum": applied,
                "besluitdatum": decided,
                "besluit": decision,
                "uitkering_id": None,
            }
        )


# --- stories -----------------------------------------------------------------------------

Story = Callable[[CaseloadMaker, str], None]


def no_benefit(maker: CaseloadMaker, who: str) -> None:
    """Only known from other tables."""


def one_benefit(maker: CaseloadMaker, who: str) -> None:
    """One spell, open or closed."""
    start = maker.day()
    maker.benefit(who, start, maker.end_after(start))


def running_since_long(maker: CaseloadMaker, who: str) -> None:
    """In benefit since before the data, on an edge day."""
    start = maker.rng.choice([date(2008, 2, 29), date(2011, 1, 1), date(2012, 12, 31)])
    maker.benefit(who, start, maker.rng.choice([None, date(2021, 1, 1), date(2020, 12, 31)]))


def year_border(maker: CaseloadMaker, who: str) -> None:
    """Starts on 1 January and ends on 31 December."""
    first, last = sorted(maker.rng.choices(range(2016, 2022), k=2))
    maker.benefit(who, date(first, 1, 1), date(last, 12, 31))


def leap_days(maker: CaseloadMaker, who: str) -> None:
    """Starts or ends on 29 February, and back a year later."""
    maker.benefit(who, date(2016, 2, 29), date(2020, 2, 29), reden_uitstroom="11")
    back = date(2020, 2, 29) + timedelta(days=maker.rng.choice([1, 364, 365, 366]))
    maker.benefit(who, back, maker.end_after(back))


def next_day_restart(maker: CaseloadMaker, who: str) -> None:
    """Ends one day and starts the next: for a person one spell, for benefits two."""
    day = maker.day()
    for _ in range(maker.rng.choice([2, 3])):
        end = maker.closed_end(day)
        maker.benefit(who, day, end)
        day = end + timedelta(days=1)


def returner(maker: CaseloadMaker, who: str) -> None:
    """Leaves and returns after a gap that may just or just not count."""
    day = maker.day()
    for _ in range(maker.rng.choice([2, 2, 3, 4])):
        end = day + timedelta(days=maker.rng.choice([1, 30, 90, 200, 365]))
        maker.benefit(who, day, end)
        day = end + timedelta(days=1 + maker.rng.choice(GAPS))


def late_returner(maker: CaseloadMaker, who: str) -> None:
    """Ends in one of the cohort years with a start up to two days beside the limit."""
    end = date(maker.rng.choice([2018, 2019]), maker.rng.randint(1, 12), 28)
    maker.benefit(who, end - timedelta(days=maker.rng.choice([20, 400])), end)
    back = end + timedelta(days=maker.rng.choice([31, 364, 365, 366]))
    maker.benefit(who, back, maker.end_after(back))


def overlapping_rows(maker: CaseloadMaker, who: str) -> None:
    """Two benefits of one person that overlap, touch or lie inside each other."""
    start = maker.day()
    end = maker.end_after(start)
    maker.benefit(who, start, end)
    inside = start + timedelta(days=maker.rng.choice([0, 0, 1, 15, 200]))
    same_end = end is not None and end > inside and maker.chance(0.4)
    maker.benefit(who, inside, end if same_end else maker.end_after(inside))


def two_open_benefits(maker: CaseloadMaker, who: str) -> None:
    """Two benefits that both still run."""
    for _ in range(2):
        maker.benefit(who, maker.day(), None)


def couple(maker: CaseloadMaker, who: str) -> None:
    """Client and partner under one id: same or other dates, 97 on either side."""
    start = maker.day()
    end = maker.end_after(start)
    client = maker.benefit(who, start, end, rol="client", leefvorm="samenwonend")
    later = start + timedelta(days=maker.rng.choice([0, 0, 0, 1, 40]))
    same_end = maker.chance(0.7) and (end is None or end > later)
    partner = maker.benefit(
        maker.someone_else(who),
        later,
        end if same_end else maker.end_after(later),
        uitkering_id=client["uitkering_id"],
        rol="partner",
        leefvorm="samenwonend",
    )
    for row, probability in ((client, 0.6), (partner, 0.3)):
        if row["einddatum"] and maker.chance(probability):
            row["reden_uitstroom"] = "97"


def two_partner_rows(maker: CaseloadMaker, who: str) -> None:
    """A client whose 97 could be replaced by either of two partner rows."""
    start = maker.day()
    end = maker.closed_end(start)
    client = maker.benefit(who, start, end, rol="client", reden_uitstroom="97")
    partners: list[str] = []
    for code in (maker.rng.choice([None, "97", "11", "01"]), "06"):
        other = maker.someone_else(who)
        if other not in partners:
            partners.append(other)
            same = {"uitkering_id": client["uitkering_id"], "rol": "partner"}
            maker.benefit(other, start, end, reden_uitstroom=code, **same)


def only_partners(maker: CaseloadMaker, who: str) -> None:
    """A benefit whose rows are all partner rows."""
    start = maker.day()
    first = maker.benefit(who, start, maker.end_after(start), rol="partner")
    if maker.chance(0.6):
        start = maker.rng.choice([start, maker.day()])
        same = {"uitkering_id": first["uitkering_id"], "rol": "partner"}
        maker.benefit(maker.someone_else(who), start, maker.end_after(start), **same)


def two_clients(maker: CaseloadMaker, who: str) -> None:
    """A benefit with two client rows."""
    start = maker.day()
    first = maker.benefit(who, start, maker.end_after(start), rol="client")
    start = maker.rng.choice([start, maker.day()])
    same = {"uitkering_id": first["uitkering_id"], "rol": "client"}
    maker.benefit(maker.someone_else(who), start, maker.end_after(start), **same)


def annulled_row(maker: CaseloadMaker, who: str) -> None:
    """A row annulled on its first day, alone or between two spells that it must not join."""
    day = maker.day()
    maker.benefit(who, day, day)
    if maker.chance(0.6):
        maker.benefit(who, day - timedelta(days=90), day - timedelta(days=1))
        start = day + timedelta(days=1)
        maker.benefit(who, start, maker.end_after(start))


def annulled_client(maker: CaseloadMaker, who: str) -> None:
    """The client's row is annulled, the partner's is not."""
    start = maker.day()
    client = maker.benefit(who, start, start, rol="client")
    same = {"uitkering_id": client["uitkering_id"], "rol": "partner"}
    maker.benefit(maker.someone_else(who), start, maker.end_after(start), **same)


def tozo_between(maker: CaseloadMaker, who: str) -> None:
    """A TOZO row, alone or between two spells that it must not join."""
    start = date(2020, 3, 1)
    end = maker.rng.choice([date(2020, 5, 31), date(2020, 12, 31)])
    maker.benefit(who, start, end, regeling="TOZO")
    if maker.chance(0.6):
        maker.benefit(who, start - timedelta(days=400), start - timedelta(days=1))
        again = end + timedelta(days=1)
        maker.benefit(who, again, maker.end_after(again), regeling="BBZ", reden_instroom="13")


STORIES: tuple[Story, ...] = (
    no_benefit,
    one_benefit,
    one_benefit,
    running_since_long,
    year_border,
    leap_days,
    next_day_restart,
    returner,
    returner,
    late_returner,
    overlapping_rows,
    two_open_benefits,
    couple,
    couple,
    two_partner_rows,
    only_partners,
    two_clients,
    annulled_row,
    annulled_client,
    tozo_between,
)


# --- files -------------------------------------------------------------------------------


def write_csv(tables: Tables, folder: Path) -> Path:
    """Each table as `<name>.csv`: semicolon, cp1252, dd-mm-jjjj, decimal comma, ja/nee."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = COLUMNS.get(name, "").split()
        columns += [c for c in dict.fromkeys(c for row in rows for c in row) if c not in columns]
        with open(folder / f"{name}.csv", "w", encoding="cp1252", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(columns)
            writer.writerows([as_text(row.get(column)) for column in columns] for row in rows)
    return folder


def as_text(value: object) -> str:
    """One value as a Dutch export would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return f"{value:%d-%m-}{value.year:04d}"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(value)

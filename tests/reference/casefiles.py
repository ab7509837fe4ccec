"""The rows of the canonical tables, the calendar and the spells, in plain Python.

First part of the reference evaluator: what a row means before anything is counted. Every
function says which rule of `1-data.md` it implements.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

SCHEMES = ("PW", "IOAW", "IOAZ", "BBZ")
DAY = timedelta(days=1)
NO_END = date(9999, 12, 31)
STATES = ("Zorg", "Meedoen", "Werkfit")
CLASSES = ("0-40", "40-70", "70-100", "100+")
UNKNOWN = "onbekend"

Row = dict
Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Rules:
    """What the profile says, as plain values."""

    ladder_source: str  # 'categorieen' | 'arbeidsvermogen'
    ladder: tuple[str, ...]
    outflow_groups: dict[str, str]
    inflow_groups: dict[str, str]
    aow: tuple[tuple[date, int, int], ...]  # (valid from, years, months), ascending
    instruments: dict[str, tuple[str, str]]  # instrument -> (group, SRG type)
    registration: dict[str, tuple[str, ...]]  # table -> fields that ought to be filled
    goals: dict[str, str]  # budgetpost -> beleidsdoel
    policy: tuple[str, ...] = ()  # the beleidsdoelen that the profile declares
    gap_days: int = 0  # onderbreking_dagen
    extraction: date | None = None  # when the export was made; None: what the data say


# The catalogue of `2-indicators.md`: instruments, their group, their SRG type.
CATALOGUE = """
am_match begeleiding_klantmanager back2work matchez implacement wsp_bemiddeling jongerencoach
workshop_werkfit schakelmakelpool: begeleiding 99
jobcoach: begeleiding 06
scholing empowerment pilot_45_55 pilot_jongeren: scholing 99
diagnose matchcare_screening belastbaarheidsonderzoek: diagnose 99
lks: werk 04
lks_tijdelijk: werk 01
beschut_werk: werk 05
werkervaringsplek proefplaatsing: werk 99
werkplekaanpassing: ondersteuning 08
vervoer: ondersteuning 07
participatieplaats: participatie 03
sociale_activering: participatie 99
zorgtraject: zorg 99
wmo schuldhulp taalpunt sport: voorliggend 99
"""


def _catalogue(text: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    waiting: list[str] = []
    for line in text.split("\n"):
        names, colon, place = line.partition(":")
        waiting += names.split()
        if colon:
            group, srg_type = place.split()
            found |= dict.fromkeys(waiting, (group, srg_type))
            waiting = []
    return found


def _code_to_group(groups: dict[str, str]) -> dict[str, str]:
    return {code: group for group, codes in groups.items() for code in codes.split()}


STANDARD = Rules(
    ladder_source="categorieen",
    ladder=STATES,
    outflow_groups=_code_to_group(
        {
            "werk": "11 13",
            "onderwijs": "01",
            "handhaving": "06 31 34 35",
            "andere_uitkering": "14 15",
            "ander_inkomen": "17 18 19",
            "relatie": "02",
            "aow": "03",
            "verhuizing": "32 33",
            "overlijden": "04",
            "partner": "97",
            "overig": "05 07 98",
        }
    ),
    inflow_groups=_code_to_group(
        {
            "werk": "11 12",
            "zelfstandige": "13",
            "onderwijs": "01",
            "relatie": "02",
            "andere_uitkering": "14 15",
            "ander_inkomen": "17 19",
            "partner": "40",
            "overig": "03 04 20 21 22 39",
        }
    ),
    aow=(
        (date(2013, 1, 1), 65, 1),
        (date(2014, 1, 1), 65, 2),
        (date(2015, 1, 1), 65, 3),
        (date(2016, 1, 1), 65, 6),
        (date(2017, 1, 1), 65, 9),
        (date(2018, 1, 1), 66, 0),
        (date(2019, 1, 1), 66, 4),
        (date(2022, 1, 1), 66, 7),
        (date(2023, 1, 1), 66, 10),
        (date(2024, 1, 1), 67, 0),
    ),
    instruments=_catalogue(CATALOGUE),
    registration={
        "personen": ("geslacht", "statushouder", "opleidingsniveau", "wijk"),
        "uitkeringen": ("leefvorm", "reden_instroom", "consulent"),
        "voorzieningen": ("aanbieder",),
    },
    goals={
        "re_integratie_instroom_beperken": "instroom_beperken",
        "re_integratie_uitstroom_bevorderen": "uitstroom_bevorderen",
    },
)


# --- calendar ----------------------------------------------------------------------------


def completed_years(start: date, day: date) -> int:
    """Whole years from start to day; 29 February completes on 1 March (rule 2)."""
    before_anniversary = (day.month, day.day) < (start.month, start.day)
    return day.year - start.year - before_anniversary


def last_of_month(year: int, month: int) -> date:
    """The last day of that month."""
    return date(year, month, monthrange(year, month)[1])


def month_ends(begin: date, end: date) -> list[date]:
    """Every last day of a month in [begin, end]."""
    day, found = begin, []
    while day <= end:
        if day == last_of_month(day.year, day.month):
            found.append(day)
        day += DAY
    return found


def year_earlier(day: date) -> date:
    """The day 12 months before: a month end maps to the month end, else the day is kept."""
    if day == last_of_month(day.year, day.month):
        return last_of_month(day.year - 1, day.month)
    return day.replace(year=day.year - 1)


def cohort_window(end: date) -> tuple[date, date]:
    """First and last day of the 12 months that ended 12 months before `end`."""
    last = year_earlier(end)
    return year_earlier(last) + DAY, last


def add_months(day: date, years: int, months: int) -> date:
    """Day plus years and months; a day that does not exist becomes the next month's first."""
    count = (day.year + years) * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    month += 1
    if day.day > last_of_month(year, month).day:
        return last_of_month(year, month) + DAY
    return date(year, month, day.day)


def aow_date(birth: date, rules: Rules) -> date:
    """The earliest day on which birth + the AOW age valid on that very day falls."""
    table = [(date.min, 65, 0), *rules.aow]
    for position, (valid_from, years, months) in enumerate(table):
        day = add_months(birth, years, months)
        valid_until = table[position + 1][0] if position + 1 < len(table) else date.max
        if valid_from <= day < valid_until:
            return day
    raise ValueError("the AOW table must have ascending ages")


# --- one row -----------------------------------------------------------------------------


def entitled_at_end_of(start: date, end: date | None, day: date) -> bool:
    """Stand(d) of rule 1: entitled by d, and still on d+1."""
    return start <= day and (end is None or end > day)


def holds_on(start: date, end: date | None, day: date) -> bool:
    """True on every day from start to end, both included (rule 1, states)."""
    return start <= day and (end is None or day <= end)


def tidy(row: Row) -> Row:
    """The row with '' and an end of 9999-12-31 read as empty (rule 1)."""
    return {
        column: None if value == "" or value == NO_END else value for column, value in row.items()
    }


def counts_as_benefit_row(row: Row) -> bool:
    """One of the four schemes and not annulled (rule 3: einddatum = ingangsdatum)."""
    return row["regeling"] in SCHEMES and row.get("einddatum") != row["ingangsdatum"]


def is_client(row: Row) -> bool:
    """Rol client, which is also the default."""
    return (row.get("rol") or "client") == "client"


# --- all rows, put in order --------------------------------------------------------------


@dataclass(frozen=True)
class Spell:
    """A merged spell of one person: first day, last day of entitlement (None: running)."""

    persoon_id: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Benefit:
    """A uitkering, counted once: the counted row, and the reason its end counts with."""

    row: Row
    end_code: str | None


@dataclass(frozen=True)
class CaseFiles:
    """All rows the evaluator may look at, per person where that is how they are asked for."""

    rules: Rules
    present: frozenset[str]  # names of the tables that were given
    tables: Tables  # tidied; uitkeringen without annulled rows and other schemes
    persons: dict[str, Row]
    own_rows: dict[str, list[Row]]  # uitkeringen by persoon_id
    states: dict[str, dict[str, list[Row]]]  # table -> persoon_id -> rows
    of_person: dict[str, dict[str, list[Row]]]  # any table -> persoon_id -> rows
    benefits: list[Benefit]
    spells: dict[str, list[Spell]]  # merged, next day only
    wide_spells: dict[str, list[Spell]]  # merged over rules.gap_days


def by_key(rows: list[Row], column: str) -> dict[str, list[Row]]:
    """The rows in lists, by the value of a column; rows without a value go nowhere."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.get(column) is not None:
            found.setdefault(row[column], []).append(row)
    return found


def open_files(tables: Tables, rules: Rules) -> CaseFiles:
    """Tidy the rows, drop what does not count, and build benefits and merged spells."""
    clean = {name: [tidy(row) for row in rows] for name, rows in tables.items()}
    clean["uitkeringen"] = [r for r in clean.get("uitkeringen", []) if counts_as_benefit_row(r)]
    clean["uitkeringen"] = lend_reasons(clean["uitkeringen"])
    own_rows = by_key(clean["uitkeringen"], "persoon_id")
    return CaseFiles(
        rules=rules,
        present=frozenset(tables),
        tables=clean,
        persons={row["persoon_id"]: row for row in clean.get("personen", [])},
        own_rows=own_rows,
        states={
            name: by_key(clean.get(name, []), "persoon_id")
            for name in ("categorieen", "arbeidsvermogen")
        },
        of_person={name: by_key(rows, "persoon_id") for name, rows in clean.items()},
        benefits=[
            count_once(rows) for rows in by_key(clean["uitkeringen"], "uitkering_id").values()
        ],
        spells={who: merge(rows, 0) for who, rows in own_rows.items()},
        wide_spells={who: merge(rows, rules.gap_days) for who, rows in own_rows.items()},
    )


def count_once(rows: list[Row]) -> Benefit:
    """The one benefit behind the rows of one uitkering_id."""
    row = counted_row(rows)
    return Benefit(row, row.get("reden_uitstroom"))


def lend_reasons(rows: list[Row]) -> list[Row]:
    """Rule 4, first of all: every client's 97 is replaced, for benefits and persons alike."""
    together = by_key(rows, "uitkering_id")
    return [row | {"reden_uitstroom": end_code(row, together[row["uitkering_id"]])} for row in rows]


def counted_row(rows: list[Row]) -> Row:
    """The row that counts for a benefit (rule 4): client rows first, earliest, lowest id."""
    candidates = [row for row in rows if is_client(row)] or rows
    return min(candidates, key=lambda row: (row["ingangsdatum"], row["persoon_id"]))


def end_code(counted: Row, rows: list[Row]) -> str | None:
    """Rule 4: a client's 97 gives way to the partner's reason of the same last day."""
    code = counted.get("reden_uitstroom")
    if code != "97" or not is_client(counted):
        return code
    partners = [
        row
        for row in rows
        if not is_client(row)
        and row.get("einddatum") == counted.get("einddatum")
        and row.get("reden_uitstroom") not in (None, "97")
    ]
    if not partners:
        return code
    return min(partners, key=lambda row: row["persoon_id"])["reden_uitstroom"]


def merge(rows: list[Row], gap_days: int) -> list[Spell]:
    """One person's spells, joined where start - einddatum - 1 <= gap_days (rule 4)."""
    merged: list[Spell] = []
    for row in sorted(rows, key=lambda row: row["ingangsdatum"]):
        who, start, end = row["persoon_id"], row["ingangsdatum"], row.get("einddatum")
        last = merged[-1] if merged else None
        if last and (last.end is None or (start - last.end).days - 1 <= gap_days):
            longest = None if last.end is None or end is None else max(last.end, end)
            merged[-1] = Spell(who, last.start, longest)
        else:
            merged.append(Spell(who, start, end))
    return merged


# --- the date of the export ---------------------------------------------------------------


def extraction_date(files: CaseFiles) -> date:
    """Rule 5: as given, else the latest administrative date, else the latest date of all."""
    if files.rules.extraction is not None:
        return files.rules.extraction
    administrative = ("administratie_begin", "administratie_einde")
    effective = ("ingangsdatum", "begindatum", "einddatum", "meldingsdatum")
    for columns in (administrative, effective):
        days = [
            row[column]
            for rows in files.tables.values()
            for row in rows
            for column in columns
            if row.get(column) is not None
        ]
        if days:
            return max(days)
    return date.max


def goals_of_posts(files: CaseFiles) -> dict[str, str]:
    """Budgetpost -> beleidsdoel: as the profile says, else as the budget says."""
    budgets = files.tables.get("budgetten", [])
    return {row["budgetpost"]: row["beleidsdoel"] for row in budgets} | files.rules.goals


# --- questions about one person ----------------------------------------------------------


def rows_of(files: CaseFiles, table: str, who: str | None) -> list[Row]:
    """The person's rows of a table; none when the table is absent."""
    return files.of_person.get(table, {}).get(who, [])


def first_in_order(rows: list[Row]) -> Row | None:
    """Rule 4's order: the client row, then the latest ingangsdatum, then the lowest id."""
    return min(
        rows,
        key=lambda r: (not is_client(r), -r["ingangsdatum"].toordinal(), r["uitkering_id"]),
        default=None,
    )


def own_row(files: CaseFiles, who: str | None, day: date) -> Row | None:
    """The person's own row that runs, starts or ends that day (rule 2)."""
    rows = files.own_rows.get(who, [])
    return first_in_order([r for r in rows if holds_on(r["ingangsdatum"], r.get("einddatum"), day)])


def starting_row(files: CaseFiles, spell: Spell) -> Row:
    """The own row that starts a merged spell."""
    rows = files.own_rows[spell.persoon_id]
    return first_in_order([row for row in rows if row["ingangsdatum"] == spell.start])


def ending_row(files: CaseFiles, spell: Spell) -> Row:
    """The own row that ends a merged spell; its reason is the person's reason (rule 4)."""
    rows = files.own_rows[spell.persoon_id]
    return first_in_order([row for row in rows if row.get("einddatum") == spell.end])


def spell_on(files: CaseFiles, who: str | None, day: date) -> Spell | None:
    """The merged spell (next day only) that covers that day, both ends included."""
    for spell in files.spells.get(who, []):
        if holds_on(spell.start, spell.end, day):
            return spell
    return None


def state_on(files: CaseFiles, table: str, who: str | None, day: date) -> Row | None:
    """The state that holds (rule 1): later begindatum, later einddatum, lowest position."""
    holding = [
        row
        for row in files.states[table].get(who, [])
        if holds_on(row["begindatum"], row.get("einddatum"), day)
    ]
    return max(
        holding,
        key=lambda r: (r["begindatum"], r.get("einddatum") or NO_END, -position(table, r)),
        default=None,
    )


def position(table: str, row: Row) -> float:
    """Where a state stands for the last tie-break: low to high, unknown last."""
    if table == "arbeidsvermogen":
        value = row.get("loonwaarde_pct")
        return 1e9 if value is None else value
    value = row.get("categorie")
    return STATES.index(value) if value in STATES else len(STATES)

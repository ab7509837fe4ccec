"""The dimensions and target groups: in which categories does one counted thing fall.

Second part of the reference evaluator. A `Case` is one thing that is counted (a benefit, a
person, a melding, a voorziening) together with the day that belongs to the figure (rule 2).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .casefiles import (
    CLASSES,
    SCHEMES,
    STATES,
    UNKNOWN,
    Benefit,
    CaseFiles,
    Row,
    aow_date,
    completed_years,
    holds_on,
    own_row,
    rows_of,
    spell_on,
    starting_row,
    state_on,
)

TOTAL = ("totaal", "totaal")

# Persons without benefit: a group of what happens (meldingen, voorzieningen), not of the stock.
NUGGERS = "nuggers"
GROUPS_AND_NUGGERS = "doelgroep, ook nuggers"

BENEFIT_DIMENSIONS = [
    "regeling",
    "leefvorm",
    "geslacht",
    "leeftijdsgroep",
    "duurklasse",
    "categorie",
    "subcategorie",
    "perspectief",
    "loonwaardeklasse",
    "door_keuring",
    "statushouder",
    "wijk",
    "doelgroep",
]
PERSON_DIMENSIONS = [*BENEFIT_DIMENSIONS, "rol"]
MELDING_DIMENSIONS = [
    "geslacht",
    "leeftijdsgroep",
    "regeling",
    "loonwaardeklasse",
    "categorie",
    "statushouder",
    GROUPS_AND_NUGGERS,
]
VOORZIENING_DIMENSIONS = [*MELDING_DIMENSIONS, "instrument", "aanbieder", "branche"]
VOORZIENING_DIMENSIONS += ["leefvorm", "rol", "duurklasse", "subcategorie", "perspectief", "wijk"]

# Dimensions of the same name with other values, and how a figure calls them.
COST_KIND, DECISION_KIND = "soort kosten", "soort besluit"
LABELS = {GROUPS_AND_NUGGERS: "doelgroep", COST_KIND: "soort", DECISION_KIND: "soort"}
LIMIT_INFLOW, PROMOTE_OUTFLOW = "instroom_beperken", "uitstroom_bevorderen"
DECISION_DIMENSIONS = [*MELDING_DIMENSIONS, DECISION_KIND]
COST_DIMENSIONS = [*MELDING_DIMENSIONS, COST_KIND, "budgetpost", "beleidsdoel", "instrument"]

CLOSED = {
    "regeling": SCHEMES,
    "leefvorm": ("alleenstaande", "alleenstaande_ouder", "samenwonend", "anders"),
    "rol": ("client", "partner"),
    "geslacht": ("man", "vrouw"),
    "leeftijdsgroep": ("<27", "27-44", "45-54", "55-AOW", "AOW+"),
    "duurklasse": ("<1", "1-2", "2-3", "3-5", "5-10", ">=10"),
    "categorie": STATES,
    "perspectief": ("uitstroom", "doorstroom", "maximaal_bereikt"),
    "loonwaardeklasse": CLASSES,
    "door_keuring": ("ja", "nee"),
    "statushouder": ("ja", "nee"),
    "stapsoort": ("verandering", "correctie", "herindeling"),
    COST_KIND: (
        "uitkering",
        "voorziening",
        "lks",
        "begeleiding",
        "werkplekaanpassing",
        "overig",
    ),
    DECISION_KIND: (
        "toekenning",
        "afwijzing",
        "beeindiging",
        "ontheffing",
        "voorziening",
        "maatregel",
    ),
}
# Open dimensions: the values in this table, in the column of that name.
OPEN = {
    "wijk": "personen",
    "subcategorie": "categorieen",
    "instrument": "voorzieningen",
    "aanbieder": "voorzieningen",
    "branche": "voorzieningen",
}
GROUPS = [
    "jongeren",
    "45_54",
    "50_plus",
    "ouderen_ioaw_ioaz",
    "statushouders",
    "vrouwelijke_statushouders",
    "alleenstaande_ouders",
    "ex_zelfstandigen",
    "parttime_werkenden",
    "inburgeraars",
    "langdurig",
]
# What an absent table switches off.
NEEDS = {
    "categorie": "categorieen",
    "subcategorie": "categorieen",
    "perspectief": "categorieen",
    "loonwaardeklasse": "arbeidsvermogen",
    "door_keuring": "arbeidsvermogen",
    "laatste_voorziening": "voorzieningen",
    "parttime_werkenden": "inkomsten",
}


@dataclass(frozen=True)
class Case:
    """One counted thing: whose, on which day, and the values that are the thing's own."""

    persoon_id: str | None
    day: date
    regeling: str | None = None
    leefvorm: str | None = None
    rol: str | None = None
    since: date | None = None  # start of the benefit, or of the person's merged spell
    inflow_group: str | None = None  # with which that benefit or spell began
    outflow_group: str | None = None  # with which it ended, for cases of outflow
    birth: date | None = None  # stated by the melding itself
    extra: Row = field(default_factory=dict)  # instrument, aanbieder


def outflow_group(files: CaseFiles, code: str | None) -> str:
    """Report group of a reden_uitstroom (rule 6); not filled or not mapped: onbekend."""
    return files.rules.outflow_groups.get(code, UNKNOWN)


def inflow_group(files: CaseFiles, code: str | None) -> str:
    """Report group of a reden_instroom (rule 6); not filled or not mapped: onbekend."""
    return files.rules.inflow_groups.get(code, UNKNOWN)


# --- making cases ------------------------------------------------------------------------


def benefit_case(files: CaseFiles, benefit: Benefit, day: date) -> Case:
    """A benefit on a day: its counted row's own values, and the person of that row."""
    row = benefit.row
    return Case(
        persoon_id=row["persoon_id"],
        day=day,
        regeling=row["regeling"],
        leefvorm=row.get("leefvorm"),
        since=row["ingangsdatum"],
        inflow_group=inflow_group(files, row.get("reden_instroom")),
        outflow_group=outflow_group(files, benefit.end_code),
    )


def person_case(
    files: CaseFiles,
    who: str | None,
    day: date,
    end_code: str | None = None,
    birth: date | None = None,
    extra: Row | None = None,
) -> Case:
    """A person on a day: the own row and the merged spell of that day, if there is one."""
    row = own_row(files, who, day) or {}
    spell = spell_on(files, who, day)
    start_code = starting_row(files, spell).get("reden_instroom") if spell else None
    return Case(
        persoon_id=who,
        day=day,
        regeling=row.get("regeling"),
        leefvorm=row.get("leefvorm"),
        rol=(row.get("rol") or "client") if row else None,
        since=spell.start if spell else None,
        inflow_group=inflow_group(files, start_code) if spell else None,
        outflow_group=outflow_group(files, end_code),
        birth=birth,
        extra=extra or {},
    )


# --- one dimension at a time -------------------------------------------------------------


def birth_of(files: CaseFiles, case: Case) -> date | None:
    """The melding's own geboortedatum if filled, else the person's."""
    return case.birth or files.persons.get(case.persoon_id, {}).get("geboortedatum")


def age_of(files: CaseFiles, case: Case) -> int | None:
    """Completed years on the day of the case."""
    birth = birth_of(files, case)
    return None if birth is None else completed_years(birth, case.day)


def age_band(files: CaseFiles, case: Case) -> str | None:
    """AOW+ from the AOW date on; before it by completed years."""
    age = age_of(files, case)
    if age is None:
        return None
    if case.day >= aow_date(birth_of(files, case), files.rules):
        return "AOW+"
    if age < 27:
        return "<27"
    if age < 45:
        return "27-44"
    return "45-54" if age < 55 else "55-AOW"


def duration_class(case: Case) -> str | None:
    """Completed years since the start of the benefit or of the merged spell."""
    if case.since is None:
        return None
    years = completed_years(case.since, case.day)
    for below, name in ((1, "<1"), (2, "1-2"), (3, "2-3"), (5, "3-5"), (10, "5-10")):
        if years < below:
            return name
    return ">=10"


def wage_class(value: float | None) -> str | None:
    """Loonwaardeklasse, lower bound included; exactly 100 is 100+."""
    if value is None:
        return None
    if value >= 100:
        return "100+"
    if value >= 70:
        return "70-100"
    return "40-70" if value >= 40 else "0-40"


def wage_value(files: CaseFiles, who: str | None, day: date) -> float | None:
    """The loonwaarde that holds that day; nothing is carried on (rule 1)."""
    return (state_on(files, "arbeidsvermogen", who, day) or {}).get("loonwaarde_pct")


def ladder_position(files: CaseFiles, who: str, day: date) -> str:
    """The ladder's state that day; a value that is not on the ladder is onbekend."""
    if files.rules.ladder_source == "arbeidsvermogen":
        value = wage_class(wage_value(files, who, day))
    else:
        value = (state_on(files, "categorieen", who, day) or {}).get("categorie")
    return value if value in files.rules.ladder else UNKNOWN


def yes_no(value: bool | None) -> str | None:
    """Ja or nee; empty stays empty."""
    return None if value is None else "ja" if value else "nee"


def work_income(files: CaseFiles, who: str | None, day: date, column: str = "bedrag") -> Fraction:
    """Income from work (sum of soort 11) in the month of that day, in euros; or its hours."""
    month = f"{day:%Y-%m}"
    return sum(
        (
            Fraction(str(row.get(column) or 0))
            for row in rows_of(files, "inkomsten", who)
            if row.get("soort") == "11" and str(row["maand"])[:7] == month
        ),
        Fraction(0),
    )


def works_part_time(files: CaseFiles, case: Case) -> bool:
    """Income from work in the month of the day is above 0."""
    return work_income(files, case.persoon_id, case.day) > 0


def is_nugger(files: CaseFiles, case: Case) -> bool:
    """Marked as seeking work without benefit, and without benefit that day."""
    person = files.persons.get(case.persoon_id, {})
    since = person.get("nugger_vanaf")
    marked = since is not None and holds_on(since, person.get("nugger_tot"), case.day)
    return marked and own_row(files, case.persoon_id, case.day) is None


def integrates(files: CaseFiles, case: Case) -> bool:
    """The day lies in the person's inburgering, both ends included."""
    person = files.persons.get(case.persoon_id, {})
    start = person.get("inburgering_vanaf")
    return start is not None and holds_on(start, person.get("inburgering_tot"), case.day)


def groups_of(files: CaseFiles, case: Case) -> list[str]:
    """The target groups of the case; they may overlap."""
    person = files.persons.get(case.persoon_id, {})
    age = age_of(files, case)
    is_status_holder = person.get("statushouder") is True
    member = {
        "jongeren": age is not None and age < 27,
        "45_54": age is not None and 45 <= age <= 54,
        "50_plus": age is not None and age >= 50,
        "ouderen_ioaw_ioaz": case.regeling in ("IOAW", "IOAZ"),
        "statushouders": is_status_holder,
        "vrouwelijke_statushouders": is_status_holder and person.get("geslacht") == "vrouw",
        "alleenstaande_ouders": case.leefvorm == "alleenstaande_ouder",
        "ex_zelfstandigen": case.inflow_group == "zelfstandige",
        "parttime_werkenden": works_part_time(files, case),
        "inburgeraars": integrates(files, case),
        "langdurig": case.since is not None and completed_years(case.since, case.day) >= 5,
        NUGGERS: is_nugger(files, case),
    }
    return [group for group in [*GROUPS, NUGGERS] if member[group]]


def last_support(files: CaseFiles, case: Case) -> str | None:
    """The instrument that began last in the spell of the day; of two on one day the lowest id."""
    spell = spell_on(files, case.persoon_id, case.day)
    if spell is None:
        return None
    rows = rows_of(files, "voorzieningen", case.persoon_id)
    began = [row for row in rows if spell.start <= row["begindatum"] <= case.day]
    latest = max((row["begindatum"] for row in began), default=None)
    same_day = [row for row in began if row["begindatum"] == latest]
    first = min(same_day, key=lambda row: row["voorziening_id"], default={"instrument": "geen"})
    return first["instrument"]


def value_of(files: CaseFiles, case: Case, dimension: str) -> str | None:
    """The raw value of a case in a dimension; None where it is not known."""
    person = files.persons.get(case.persoon_id, {})
    if dimension in ("regeling", "leefvorm", "rol"):
        return getattr(case, dimension)
    if dimension == "reden_uitstroom":
        return case.outflow_group
    if dimension == "reden_instroom":
        return case.inflow_group
    if dimension == "leeftijdsgroep":
        return age_band(files, case)
    if dimension == "duurklasse":
        return duration_class(case)
    if dimension in ("categorie", "subcategorie", "perspectief"):
        return (state_on(files, "categorieen", case.persoon_id, case.day) or {}).get(dimension)
    if dimension == "loonwaardeklasse":
        return wage_class(wage_value(files, case.persoon_id, case.day))
    if dimension == "door_keuring":
        state = state_on(files, "arbeidsvermogen", case.persoon_id, case.day) or {}
        return yes_no(state.get("door_keuring"))
    if dimension == "statushouder":
        return yes_no(person.get("statushouder"))
    if dimension in ("geslacht", "wijk"):
        return person.get(dimension)
    if dimension == "laatste_voorziening":
        return last_support(files, case)
    return case.extra.get(dimension)  # instrument, aanbieder

"""What the persons in stock are freed from, asked for and do: exemptions, sanctions, work.

Part of the reference evaluator (`2-indicators.md`, "Groups, obligations, work, participation"),
with the steps on the ladder and the filled share of the register.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

from .casefiles import (
    DAY,
    UNKNOWN,
    CaseFiles,
    Row,
    Spell,
    entitled_at_end_of,
    rows_of,
    state_on,
)
from .counting import (
    Figures,
    count,
    counted,
    mean_of,
    share_of,
)
from .populations import (
    inflow,
    persons_in_stock,
    running,
    stock,
    within,
)
from .traits import PERSON_DIMENSIONS, TOTAL, Case, ladder_position, person_case, work_income

Dates = tuple[date, "date | None"]
EXEMPTION_KINDS = ("alleenstaande_ouder", "tijdelijk", "volledig_duurzaam")
DUTIES = ("arbeid", "re-integratie", "tegenprestatie")
IN_RETURN = ("tegenprestatie", "vrijwilligerswerk")
PARTICIPATION = (
    "vrijwilligerswerk",
    "tegenprestatie",
    "arbeidsmatige_dagbesteding",
    "zorgtraject",
    "beschut_werk",
)


def obligations(files: CaseFiles, begin: date, end: date) -> Figures:
    """All figures of this chapter whose tables are there."""
    people = stock(files, "personen", end)
    figures: Figures = {}
    if "ontheffingen" in files.present:
        figures |= exemptions(files, people, end)
    if "maatregelen" in files.present:
        figures |= sanctions(files, begin, end)
    if "inkomsten" in files.present:
        figures |= part_time_work(files, people, end)
    if "activiteiten" in files.present:
        judged = [(case, is_active(files, case, PARTICIPATION, end)) for case in people]
        figures |= share_of(files, "participatie_pct", judged)
    if "bevolking" in files.present:
        figures |= per_10000(files, "bijstand_per_10000", len(people), "18+", end)
    if "categorieen" in files.present:
        judged = [(case, perspective(files, case) == "maximaal_bereikt") for case in people]
        figures |= share_of(files, "maximaal_bereikt_aandeel", judged)
    if files.rules.ladder_source in files.present:
        figures |= steps(files, begin, end)
    return figures


def is_active(files: CaseFiles, case: Case, kinds: tuple[str, ...], day: date) -> bool:
    """An activiteit of one of these kinds runs at the end of the day."""
    rows = running(rows_of(files, "activiteiten", case.persoon_id), day)
    return any(row["soort"] in kinds for row in rows)


def perspective(files: CaseFiles, case: Case) -> str | None:
    """The perspectief that holds on the day of the case."""
    return (state_on(files, "categorieen", case.persoon_id, case.day) or {}).get("perspectief")


# --- exemptions --------------------------------------------------------------------------


def exemptions(files: CaseFiles, people: list[Case], end: date) -> Figures:
    """Ontheffing_pct and, of the exempted, who does something in return; by soort and duty."""
    held = {
        case.persoon_id: running(rows_of(files, "ontheffingen", case.persoon_id), end)
        for case in people
    }
    exempted = [case for case in people if held[case.persoon_id]]
    figures = share_of(files, "ontheffing_pct", [(c, bool(held[c.persoon_id])) for c in people])
    known = {case.persoon_id: is_active(files, case, IN_RETURN, end) for case in exempted}
    name = "tegenprestatie_bij_ontheffing_pct"
    if "activiteiten" in files.present:
        figures |= share_of(files, name, [(case, known[case.persoon_id]) for case in exempted])
    for dimension, places in exemption_places().items():
        for place in places:
            inside = [
                case
                for case in exempted
                if any(place in values_of(row, dimension) for row in held[case.persoon_id])
            ]
            figures["ontheffing_pct", dimension, place] = (len(inside), len(people))
            if "activiteiten" in files.present:
                active = sum(known[case.persoon_id] for case in inside)
                figures[name, dimension, place] = (active, len(inside))
    return figures


def exemption_places() -> dict[str, tuple[str, ...]]:
    """The categories by soort and by verplichting; a person can be in several."""
    return {"soort": (*EXEMPTION_KINDS, UNKNOWN), "verplichting": (*DUTIES, UNKNOWN)}


def values_of(row: Row, dimension: str) -> set[str]:
    """Soort, or the duties that are joined with `+`; what is empty or not mapped is onbekend."""
    allowed = EXEMPTION_KINDS if dimension == "soort" else DUTIES
    parts = (row.get(dimension) or "").split("+")
    return {part.strip() if part.strip() in allowed else UNKNOWN for part in parts}


# --- sanctions and part-time work --------------------------------------------------------


def sanctions(files: CaseFiles, begin: date, end: date) -> Figures:
    """Maatregel_pct: of who was in stock at vorig or came in the period, each person once.

    The values are those of vorig, or of the first start in the period.
    """
    people = {case.persoon_id: case for case in stock(files, "personen", begin - DAY)}
    for case in sorted(inflow(files, "personen", begin, end), key=lambda case: case.day):
        people.setdefault(case.persoon_id, case)
    judged = [
        (
            case,
            any(
                within(row["begindatum"], begin, end)
                for row in rows_of(files, "maatregelen", case.persoon_id)
            ),
        )
        for case in people.values()
    ]
    return share_of(files, "maatregel_pct", judged)


def part_time_work(files: CaseFiles, people: list[Case], end: date) -> Figures:
    """Who in stock at e earns in the month of e, how much on average, and in how many hours."""
    earned = [(case, work_income(files, case.persoon_id, end)) for case in people]
    figures = share_of(files, "parttime_pct", [(case, amount > 0) for case, amount in earned])
    earners = [(case, amount) for case, amount in earned if amount > 0]
    hours = [(case, work_income(files, case.persoon_id, end, "uren")) for case, _ in earners]
    timed = [(case, number) for case, number in hours if number > 0]
    figures |= mean_of(files, "parttime_bedrag", earners, PERSON_DIMENSIONS)
    return figures | mean_of(files, "parttime_uren", timed, PERSON_DIMENSIONS)


# --- per inhabitant ----------------------------------------------------------------------


def inhabitants(files: CaseFiles, group: str, year: int) -> int | None:
    """Population of a group in that year, else in the latest earlier year; None: not known."""
    known = {
        row["jaar"]: row["aantal"] for row in files.tables["bevolking"] if row["groep"] == group
    }
    years = [y for y in known if y <= year]
    return known[max(years)] if years else None


def per_10000(files: CaseFiles, name: str, number: int, group: str, end: date) -> Figures:
    """A number beside the inhabitants of a group; left out where these are not known."""
    people = inhabitants(files, group, end.year)
    return {} if people is None else {(name, *TOTAL): (number, people)}


# --- the ladder --------------------------------------------------------------------------


def steps(files: CaseFiles, begin: date, end: date) -> Figures:
    """Doorstroom_vooruit and _terug: days on which a row begins and the known position moves."""
    moves = [step for who in files.states[files.rules.ladder_source] for step in walk(files, who)]
    on_day = Counter(day for _, day, _, _ in moves)
    anew = {
        day
        for day, number in on_day.items()
        if number >= 10 and 10 * number >= len(persons_in_stock(files, day))
    }
    up, down = [], []
    for who, day, rise, mended in moves:
        if within(day, begin, end):
            kind = "herindeling" if day in anew else "correctie" if mended else "verandering"
            case = person_case(files, who, day, extra={"stapsoort": kind})
            (up if rise > 0 else down).append(case)
    dims = [*PERSON_DIMENSIONS, "stapsoort"]
    figures = counted("doorstroom_vooruit", count(files, up, dims))
    return figures | counted("doorstroom_terug", count(files, down, dims))


def walk(files: CaseFiles, who: str) -> list[tuple[str, date, int, bool]]:
    """The steps of a person while in stock: who, when, how far up, and whether it is mended.

    A change is mended when the next one, within 30 days, undoes it; and that one is mended too.
    """
    rows = files.states[files.rules.ladder_source][who]
    cuts = {row["begindatum"] for row in rows}
    cuts |= {row["einddatum"] + DAY for row in rows if row.get("einddatum")}
    changes = []
    for day in sorted(cuts):
        before, after = rung(files, who, day - DAY), rung(files, who, day)
        if before is not None and after is not None and before != after:
            changes.append((day, before, after))
    mended = set()
    for (day, before, after), (later, came, went) in pairwise(changes):
        if (later - day).days <= 30 and (before, after) == (went, came):
            mended |= {day, later}
    began = {row["begindatum"] for row in rows}
    return [
        (who, day, after - before, day in mended)
        for day, before, after in changes
        if day in began and any(entitled_at_end_of(s.start, s.end, day) for s in spells(files, who))
    ]


def spells(files: CaseFiles, who: str) -> list[Spell]:
    """The merged spells of a person."""
    return files.spells.get(who, [])


def rung(files: CaseFiles, who: str, day: date) -> int | None:
    """How high on the ladder, None when that is not known."""
    place = ladder_position(files, who, day)
    return None if place == UNKNOWN else files.rules.ladder.index(place)


# --- the register ------------------------------------------------------------------------


def completeness(files: CaseFiles, begin: date, end: date) -> Figures:
    """Volledigheid_pct: filled fields of the records in stock at e or ended in the period.

    Every field of a record is one case, with the values of e, or of the last day if it ended.
    """
    judged = []
    for table, columns in files.rules.registration.items():
        for row, spells in dated_rows(files, table):
            day = day_in_sight(spells, begin, end)
            if day is not None:
                case = person_case(files, row["persoon_id"], day)
                judged += [(case, row.get(column) is not None) for column in columns]
    return share_of(files, "volledigheid_pct", judged)


def dated_rows(files: CaseFiles, table: str) -> list[tuple[Row, list[Dates]]]:
    """The rows of a table with the dates that they hold; a person has those of the spells."""
    rows = files.tables.get(table, [])
    if table == "personen":
        spells = files.spells
        return [(r, [(s.start, s.end) for s in spells.get(r["persoon_id"], [])]) for r in rows]
    start = "ingangsdatum" if table == "uitkeringen" else "begindatum"
    return [(row, [(row[start], row.get("einddatum"))]) for row in rows]


def day_in_sight(spells: list[Dates], begin: date, end: date) -> date | None:
    """The peildatum if something runs then, else the last end in the period; else None."""
    if any(entitled_at_end_of(start, last, end) for start, last in spells):
        return end
    return max((last for _, last in spells if within(last, begin, end)), default=None)

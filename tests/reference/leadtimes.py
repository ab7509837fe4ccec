"""How long things take at the gate, in decisions and in the register.

Part of the reference evaluator (`2-indicators.md`, "Gate and lead times", toetsing, tijdigheid).
"""

from __future__ import annotations

from datetime import date, timedelta

from .casefiles import CaseFiles, Row, extraction_date, rows_of
from .counting import Figures, count, counted, gather, median_of, share_of
from .populations import melding_case, within
from .traits import (
    BENEFIT_DIMENSIONS,
    DECISION_DIMENSIONS,
    DECISION_KIND,
    MELDING_DIMENSIONS,
    Case,
    benefit_case,
    person_case,
)

RIPE = 60  # days
EIGHT_WEEKS = 56
FOUR_WEEKS = timedelta(days=28)


def lead_times(files: CaseFiles, begin: date, end: date) -> Figures:
    """All figures of meldingen that look at days between dates."""
    figures = ripe_prevention(files, begin, end)
    figures |= to_application(files, begin, end)
    figures |= to_decision(files, begin, end)
    figures |= until_decision(files, begin, end)
    figures |= advances(files, begin, end)
    return figures


def ripe_prevention(files: CaseFiles, begin: date, end: date) -> Figures:
    """Preventie_rijp_pct: reports at least 60 days before the extraction, none within 60 days."""
    last = extraction_date(files) - timedelta(days=RIPE)
    ripe = [
        row
        for row in files.tables["meldingen"]
        if within(row["meldingsdatum"], begin, end) and row["meldingsdatum"] <= last
    ]
    judged = [(melding_case(files, row), not applied_within(row, RIPE)) for row in ripe]
    return share_of(files, "preventie_rijp_pct", judged, MELDING_DIMENSIONS)


def applied_within(row: Row, days: int) -> bool:
    """An aanvraag at most so many days after the melding."""
    applied = row.get("aanvraagdatum")
    return applied is not None and (applied - row["meldingsdatum"]).days <= days


def to_application(files: CaseFiles, begin: date, end: date) -> Figures:
    """Median days from melding to aanvraag, by aanvraagdatum."""
    measured = [
        (melding_case(files, row), (row["aanvraagdatum"] - row["meldingsdatum"]).days)
        for row in files.tables["meldingen"]
        if within(row.get("aanvraagdatum"), begin, end)
    ]
    return median_of(files, "doorlooptijd_melding_aanvraag", measured, MELDING_DIMENSIONS)


def net_days(row: Row, until: date) -> int:
    """Days from aanvraag until that day, less the suspended days."""
    return (until - row["aanvraagdatum"]).days - (row.get("opschorting_dagen") or 0)


def to_decision(files: CaseFiles, begin: date, end: date) -> Figures:
    """Days to a decision by besluitdatum, who had one in time, and who waits too long at e."""
    applied = [r for r in files.tables["meldingen"] if r.get("aanvraagdatum") is not None]
    decided = [row for row in applied if within(row.get("besluitdatum"), begin, end)]
    waiting = [r for r in applied if r["aanvraagdatum"] <= end and not decided_by(r, end)]
    long_waiting = [row for row in waiting if net_days(row, end) > EIGHT_WEEKS]
    measured = [(melding_case(files, row), net_days(row, row["besluitdatum"])) for row in decided]
    in_time = [(case, days <= EIGHT_WEEKS) for case, days in measured]
    still = [melding_case(files, row) for row in waiting]
    late = [melding_case(files, row) for row in long_waiting]
    dims = MELDING_DIMENSIONS
    figures = median_of(files, "doorlooptijd_besluit", measured, dims)
    figures |= share_of(files, "besluit_binnen_8_weken_pct", in_time, dims)
    figures |= counted("aanvragen_open", count(files, still, dims))
    return figures | counted("besluit_open_na_8_weken", count(files, late, dims))


def until_decision(files: CaseFiles, begin: date, end: date) -> Figures:
    """Doorlooptijd_aanvraag: a Kaplan-Meier median, for who has no decision yet still waits."""
    last, measured = extraction_date(files), []
    for row in files.tables["meldingen"]:
        applied, decided = row.get("aanvraagdatum"), row.get("besluitdatum")
        if not within(applied, begin, end) or applied > last:
            continue
        came = decided is not None and decided <= last
        days = ((decided if came else last) - applied).days
        if days >= 0:
            measured.append((melding_case(files, row), (days, came)))
    return waiting_times(files, "doorlooptijd_aanvraag", measured, MELDING_DIMENSIONS)


def decided_by(row: Row, day: date) -> bool:
    """A besluitdatum on or before that day."""
    return row.get("besluitdatum") is not None and row["besluitdatum"] <= day


def advances(files: CaseFiles, begin: date, end: date) -> Figures:
    """Of applications undecided after four weeks: an advance paid by then."""
    judged = []
    for row in files.tables["meldingen"]:
        applied, paid = row.get("aanvraagdatum"), row.get("voorschotdatum")
        due = applied + FOUR_WEEKS if applied is not None else None
        if within(due, begin, end) and not decided_by(row, due):
            judged.append((melding_case(files, row), paid is not None and paid <= due))
    return share_of(files, "voorschot_binnen_4_weken_pct", judged, MELDING_DIMENSIONS)


# --- from start to first instrument ------------------------------------------------------


def time_to_start(files: CaseFiles, begin: date, end: date) -> Figures:
    """Doorlooptijd_start from ingangsdatum and from besluitdatum, of inflow in the period.

    A Kaplan-Meier median, for who has no voorziening on the day of the extraction is censored
    then: the first number of days at which at most half still waits. The first voorziening is
    the first that begins on or after the ingangsdatum; before the decision is after 0 days. What
    starts or was decided after the extraction does not wait yet.
    """
    from_start, from_decision = [], []
    for benefit in files.benefits:
        row, first_day = benefit.row, benefit.row["ingangsdatum"]
        if not within(first_day, begin, end):
            continue
        case = benefit_case(files, benefit, first_day)
        if first_day <= extraction_date(files):
            from_start.append((case, waited(files, row, first_day)))
        decision = decided_on(files, row["uitkering_id"])
        if decision is not None and decision <= extraction_date(files):
            from_decision.append((case, waited(files, row, decision)))
    name = "doorlooptijd_start"
    figures = waiting_times(files, name, from_start)
    if "meldingen" in files.present:
        figures |= waiting_times(files, f"{name};vanaf=besluitdatum", from_decision)
    return figures


def decided_on(files: CaseFiles, uitkering_id: str) -> date | None:
    """The first besluitdatum of the meldingen that name this benefit."""
    days = [
        row["besluitdatum"]
        for row in files.tables.get("meldingen", [])
        if row.get("uitkering_id") == uitkering_id and row.get("besluitdatum") is not None
    ]
    return min(days, default=None)


def waited(files: CaseFiles, benefit: Row, since: date) -> tuple[int, bool]:
    """Days from a day until the benefit's first voorziening, and whether it came at all."""
    last = extraction_date(files)
    begun = [row["begindatum"] for row in rows_of(files, "voorzieningen", benefit["persoon_id"])]
    came = [day for day in begun if benefit["ingangsdatum"] <= day <= last]
    return max(0, (min(came, default=last) - since).days), bool(came)


def waiting_times(
    files: CaseFiles,
    name: str,
    measured: list[tuple[Case, tuple[int, bool]]],
    dims: list[str] = BENEFIT_DIMENSIONS,
) -> Figures:
    """The Kaplan-Meier median of waiting, and the number of starts."""
    gathered = gather(files, measured, dims)
    return {(name, *key): (halfway(waits), len(waits)) for key, waits in gathered.items()}


def halfway(waits: list[tuple[int, bool]]) -> float | None:
    """The day on which half of them has come; the middle of the days on which exactly half has."""
    waits = [(days, came) for days, came in waits if days >= 0]
    share, level = 1.0, None
    for day in sorted({days for days, came in waits if came}):
        at_risk = sum(days >= day for days, _ in waits)
        share *= 1 - sum(days == day and came for days, came in waits) / at_risk
        if level is not None:
            return (level + day) / 2
        if share < 0.5 - 1e-12:
            return day
        if share <= 0.5 + 1e-12:
            level = day
    # A stretch at exactly a half that nothing ends lasts until the last day that was seen.
    return None if level is None else (level + max(days for days, _ in waits)) / 2


# --- legality and timely entry -----------------------------------------------------------


def legality(files: CaseFiles, begin: date, end: date) -> Figures:
    """Decisions of the period that were checked, and checks of the period found right."""
    checked = {row.get("besluit_id") for row in files.tables["toetsingen"]}
    decisions = [row for row in files.tables["besluiten"] if within(row["datum"], begin, end)]
    judged = [
        (
            person_case(
                files, row.get("persoon_id"), row["datum"], extra={DECISION_KIND: row["soort"]}
            ),
            row["besluit_id"] in checked,
        )
        for row in decisions
    ]
    figures = share_of(files, "toetsing_pct", judged, DECISION_DIMENSIONS)
    return figures | found_right(files, begin, end)


def found_right(files: CaseFiles, begin: date, end: date) -> Figures:
    """Toetsing_akkoord_pct: checks of the period found right at once, also without decision."""
    decisions = {row["besluit_id"]: row for row in files.tables["besluiten"]}
    judged = []
    for check in files.tables["toetsingen"]:
        if within(check["datum"], begin, end):
            decision = decisions.get(check.get("besluit_id"), {})
            extra = {DECISION_KIND: decision.get("soort")}
            case = person_case(files, decision.get("persoon_id"), check["datum"], extra=extra)
            judged.append((case, check["oordeel"] == "akkoord"))
    return share_of(files, "toetsing_akkoord_pct", judged, DECISION_DIMENSIONS)


def timely_entry(files: CaseFiles, begin: date, end: date) -> Figures:
    """Tijdigheid_dagen: entered minus effective, of starts and ends entered in the period."""
    days = []
    for row in files.tables["uitkeringen"]:
        for entered, effective in (
            (row.get("administratie_begin"), row["ingangsdatum"]),
            (row.get("administratie_einde"), row.get("einddatum")),
        ):
            if within(entered, begin, end) and effective is not None:
                case = person_case(files, row["persoon_id"], effective)
                days.append((case, (entered - effective).days))
    return median_of(files, "tijdigheid_dagen", days, [])

"""The gate as a funnel: how far the meldingen of a period came, and applications in 8 weeks.

Part of the reference evaluator. Everybody is followed to the extraction.
"""

from __future__ import annotations

from datetime import date, timedelta

from .casefiles import CaseFiles, Row, extraction_date
from .counting import Figures, share_of
from .populations import melding_case, within
from .traits import MELDING_DIMENSIONS

EIGHT_WEEKS = timedelta(days=56)


def funnel(files: CaseFiles, begin: date, end: date) -> Figures:
    """The four steps of the meldingen, and the three outcomes of applications old enough."""
    return steps(files, begin, end) | after_eight_weeks(files, begin, end)


def steps(files: CaseFiles, begin: date, end: date) -> Figures:
    """Of the meldingen of the period: applied, decided, open and granted by the extraction."""
    last = extraction_date(files)
    figures: Figures = {}
    for name in ("aanvraag", "besluit", "open", "toekenning"):
        judged = [
            (melding_case(files, row), name in reached(row, last))
            for row in files.tables["meldingen"]
            if within(row["meldingsdatum"], begin, end)
        ]
        figures |= share_of(files, f"trechter_{name}_pct", judged, MELDING_DIMENSIONS)
    return figures


def reached(row: Row, last: date) -> set[str]:
    """The steps that a melding has made by that day; without an application it made none."""
    applied, decided = row.get("aanvraagdatum"), row.get("besluitdatum")
    if applied is None or applied > last:
        return set()
    if decided is None or decided > last:
        return {"aanvraag", "open"}
    granted = {"toekenning"} if row.get("besluit") == "toegekend" else set()
    return {"aanvraag", "besluit", *granted}


def after_eight_weeks(files: CaseFiles, begin: date, end: date) -> Figures:
    """Of applications of the period that are 56 days old at the extraction: what they had then."""
    old_enough = [
        row
        for row in files.tables["meldingen"]
        if within(row.get("aanvraagdatum"), begin, end)
        and row["aanvraagdatum"] + EIGHT_WEEKS <= extraction_date(files)
    ]
    figures: Figures = {}
    for name in ("toegekend", "anders", "open"):
        judged = [(melding_case(files, row), outcome(row) == name) for row in old_enough]
        figures |= share_of(files, f"aanvraag_8_weken_{name}_pct", judged, MELDING_DIMENSIONS)
    return figures


def outcome(row: Row) -> str:
    """What an application had 56 days after it was made."""
    decided = row.get("besluitdatum")
    if decided is None or decided > row["aanvraagdatum"] + EIGHT_WEEKS:
        return "open"
    return "toegekend" if row.get("besluit") == "toegekend" else "anders"

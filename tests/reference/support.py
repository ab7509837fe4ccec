"""Instruments: loonkostensubsidie, how voorzieningen end, and what people thought of them.

Part of the reference evaluator (`2-indicators.md`, "Instruments and money").
"""

from __future__ import annotations

from datetime import date

from .casefiles import CaseFiles, Row, last_of_month
from .counting import Figures, count, counted, mean_of, ratio, share_of
from .obligations import per_10000
from .populations import ended, running, stock, voorziening_case
from .traits import VOORZIENING_DIMENSIONS

WAGE_SUBSIDY = ("01", "04")  # SRG types
COMPLETED = "1"


def group_of(files: CaseFiles, row: Row) -> str | None:
    """The catalogue's group of a voorziening; None when the instrument is not in it."""
    return files.rules.instruments.get(row["instrument"], (None, None))[0]


def srg_type_of(files: CaseFiles, row: Row) -> str | None:
    """The catalogue's SRG type of a voorziening; None when the instrument is not in it."""
    return files.rules.instruments.get(row["instrument"], (None, None))[1]


def support(files: CaseFiles, begin: date, end: date) -> Figures:
    """All figures of voorzieningen beyond their number."""
    figures = wage_subsidy(files, end)
    if "bevolking" in files.present:
        number = len(running(files.tables["voorzieningen"], end))
        figures |= per_10000(files, "voorzieningen_per_10000", number, "15-64", end)
    return figures | endings(files, begin, end)


def wage_subsidy(files: CaseFiles, end: date) -> Figures:
    """Running LKS, their mean loonwaarde where known, and their number beside stand_eind."""
    rows = [
        row
        for row in running(files.tables["voorzieningen"], end)
        if srg_type_of(files, row) in WAGE_SUBSIDY
    ]
    cases = [(voorziening_case(files, row, end), row.get("loonwaarde_pct")) for row in rows]
    known = [(case, value) for case, value in cases if value is not None]
    numbers = count(files, [case for case, _ in cases], VOORZIENING_DIMENSIONS)
    figures = counted("lks_aantal", numbers)
    figures |= mean_of(files, "lks_loonwaarde", known, VOORZIENING_DIMENSIONS)
    if "uitkeringen" in files.present:
        own = ("instrument", "aanbieder", "branche", "rol")  # what a benefit has not
        dims = [name for name in VOORZIENING_DIMENSIONS if name not in own]
        figures |= ratio("lks_pct", numbers, count(files, stock(files, "uitkeringen", end), dims))
    return figures


def endings(files: CaseFiles, begin: date, end: date) -> Figures:
    """Of the voorzieningen ended in the period: completed, just too short, and the scores."""
    rows = ended(files.tables["voorzieningen"], begin, end)
    cases = [(voorziening_case(files, row, row["einddatum"]), row) for row in rows]
    dims = VOORZIENING_DIMENSIONS
    completed = [(case, row.get("reden_einde") == COMPLETED) for case, row in cases]
    figures = share_of(files, "afgerond_pct", completed, dims)
    if "uitkeringen" in files.present:
        just_too_short = [(case, ran_out(files, row)) for case, row in cases]
        figures |= share_of(files, "overschrijding_pct", just_too_short, dims)
    for who in ("client", "consulent"):
        scores = [(case, row.get(f"ervaren_effect_{who}")) for case, row in cases]
        given = [(case, score) for case, score in scores if score is not None]
        figures |= mean_of(files, f"ervaren_effect_{who}", given, dims)
        for score in (1, 2, 3, 4, 5):
            so_many = sum(number == score for _, number in given)
            figures[f"ervaren_effect_{who}", "score", str(score)] = (so_many, len(given))
        answered = [(case, score is not None) for case, score in scores]
        figures |= share_of(files, f"respons_{who}_pct", answered, dims)
    return figures


def ran_out(files: CaseFiles, row: Row) -> bool:
    """Over on verwachte_einddatum, without result, and out of benefit within six months after."""
    end = row["einddatum"]
    if end != row.get("verwachte_einddatum") or row.get("resultaat") is not None:
        return False
    last = six_months_after(end)
    spells = files.spells.get(row["persoon_id"], [])
    return any(spell.end is not None and end < spell.end <= last for spell in spells)


def six_months_after(day: date) -> date:
    """The same day six months on, or the last of that month when there is no such day."""
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    return date(year, month, min(day.day, last_of_month(year, month).day))

"""The targets of Uithoorn's table 4.3 and of Dalfsen, counted person by person.

Part of the reference evaluator (`2-indicators.md`, "Targets of the two municipalities"). Whatever
period is asked for, a target looks at 1 January of the year of e up to and including e.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .casefiles import (
    STANDARD,
    CaseFiles,
    Row,
    Rules,
    Tables,
    ending_row,
    open_files,
    rows_of,
    year_earlier,
)
from .counting import Figure
from .evaluator import evaluate
from .obligations import PARTICIPATION
from .populations import on_any_day, persons_in_stock, running, within
from .support import WAGE_SUBSIDY, group_of, srg_type_of
from .traits import TOTAL, outflow_group, wage_class, wage_value

AM_MATCH = ("am_match", "AM Match")  # as instrument, as aanbieder
GUIDANCE = ("begeleiding", "scholing")
WORK_OR_SCHOOL = ("werk", "onderwijs")  # reasons of outflow
WORK_SCHOOL = ("betaald_werk", "school")  # activities
WORK_SCHOOL_PART_TIME = (*WORK_SCHOOL, "parttime_werk")
# doel_id: the norm (all of them: at least), in percent or in number, and from when to when.
NOTE, FOUR_YEARS = (date(2021, 1, 1), date(2025, 12, 31)), (date(2021, 1, 1), date(2024, 12, 31))
NORMS = {
    "participatie_0_40": (70, *NOTE),
    "beschut_werk": (12, *FOUR_YEARS),
    "uitstroom_am_match": (80, *NOTE),
    "begeleiding_40_70": (70, *NOTE),
    "werk_school_70_100": (50, *NOTE),
    "begeleiding_70_100": (80, *NOTE),
    "werk_school_100": (60, *NOTE),
    "begeleiding_100": (20, *NOTE),
    "handhaving_100": (10, *NOTE),
    "preventie_poort": (35, *NOTE),
    "toetsing_volledig": (100, date(2020, 1, 1), date.max),
    "registratie_volledig": (100, date(2020, 10, 1), date.max),
}
# Value against norm all year: what does not add up in the course of it.
NOT_CUMULATIVE = ("preventie_poort", "toetsing_volledig", "registratie_volledig")
# Targets that are an indicator of the year so far.
INDICATORS = {
    "preventie_poort": "preventie_pct",
    "preventie_poort;indicator=preventie_rijp_pct": "preventie_rijp_pct",
    "toetsing_volledig": "toetsing_pct",
    "registratie_volledig": "volledigheid_pct",
    "doorstroom_vooruit": "doorstroom_vooruit",
    "doorstroom_vooruit;indicator=doorstroom_terug": "doorstroom_terug",
    "uitstroom_eerste_jaar": "uitstroom_eerste_jaar",
    "ontheffing_benchmark": "ontheffing_pct",
    "tegenprestatie_bij_ontheffing": "tegenprestatie_bij_ontheffing_pct",
    "ervaren_effect": "ervaren_effect_client",
    "ervaren_effect;indicator=ervaren_effect_consulent": "ervaren_effect_consulent",
    "uitputting": "uitputting_pct",
}
REACHED_GROUPS = ("jongeren", "ouderen_ioaw_ioaz", "vrouwelijke_statushouders")


@dataclass(frozen=True)
class Year:
    """The year so far, and the persons of the population per class of loonwaarde."""

    files: CaseFiles
    begin: date
    end: date

    @property
    def vorig(self) -> date:
        """31 December before the year."""
        return date(self.begin.year - 1, 12, 31)

    def of_class(self, name: str) -> list[str]:
        """Persons in stock at the end of 31 December, in the class that they had then."""
        return [
            who
            for who in persons_in_stock(self.files, self.vorig)
            if wage_class(wage_value(self.files, who, self.vorig)) == name
        ]

    def during(self, table: str, who: str) -> list[Row]:
        """The person's rows that hold on any day of the period."""
        return on_any_day(rows_of(self.files, table, who), self.begin, self.end)

    def at_end(self, table: str, who: str) -> list[Row]:
        """The person's rows that run at the end of e."""
        return running(rows_of(self.files, table, who), self.end)

    def left(self, who: str, reasons: tuple[str, ...], since: date = date.min) -> bool:
        """Any end of a merged spell in the period for one of these reasons, from a day on."""
        return any(
            within(spell.end, max(self.begin, since), self.end)
            and outflow_group(self.files, ending_row(self.files, spell).get("reden_uitstroom"))
            in reasons
            for spell in self.files.spells.get(who, [])
        )


def evaluate_targets(tables: Tables, end: date, rules: Rules = STANDARD) -> dict[str, Figure]:
    """Every target at e: doel_id -> (teller, noemer), noemer None for a count."""
    files = open_files(tables, rules)
    year = Year(files, date(end.year, 1, 1), end)
    figures = evaluate(tables, year.begin, end, rules)
    found = {
        target: figures[indicator, *TOTAL]
        for target, indicator in INDICATORS.items()
        if (indicator, *TOTAL) in figures
    }
    if "voorzieningen" in files.present:
        found["beschut_werk"] = (sheltered_started(year), None)
        found["beschut_werk;telling=lopend"] = (sheltered_running(year), None)
    needed = {"uitkeringen", "arbeidsvermogen", "voorzieningen", "activiteiten"}
    if needed <= files.present:
        found |= by_class(year)
    for group in REACHED_GROUPS:
        key = ("bereik_pct", "doelgroep", group)
        if key in figures:
            found[f"inzet_doelgroepen|{group}"] = figures[key]
    return found


def by_class(year: Year) -> dict[str, Figure]:
    """The eight targets whose population is a class of loonwaarde."""
    low, middle = year.of_class("0-40"), year.of_class("40-70")
    high, top = year.of_class("70-100"), year.of_class("100+")
    referred = [who for who in middle if referrals(year, who)]
    not_referred = [who for who in middle if not referrals(year, who)]
    high_rest = [who for who in high if not at_work_or_school(year, who)]
    top_rest = [who for who in top if not at_work_or_school(year, who)]
    return {
        "participatie_0_40": share([takes_part(year, who) for who in low]),
        "uitstroom_am_match": share([left_after_referral(year, who) for who in referred]),
        "begeleiding_40_70": share([is_guided(year, who) for who in not_referred]),
        "werk_school_70_100": share([at_work_or_school(year, who) for who in high]),
        "begeleiding_70_100": share([is_guided(year, who) for who in high_rest]),
        "werk_school_100": share([at_work_or_school(year, who) for who in top]),
        "begeleiding_100": (sum(is_guided(year, who) for who in top_rest), len(top)),
        "werk_school_70_100;parttime_werk=mee": share(
            [at_work_or_school(year, who, WORK_SCHOOL_PART_TIME) for who in high]
        ),
        "werk_school_100;parttime_werk=mee": share(
            [at_work_or_school(year, who, WORK_SCHOOL_PART_TIME) for who in top]
        ),
        "uitstroom_am_match;cohort=vorig_jaar": cohort_of_a_year_ago(year),
        "handhaving_100": share([year.left(who, ("handhaving",)) for who in top]),
    }


def share(verdicts: list[bool]) -> Figure:
    """How many yes, of how many."""
    return sum(verdicts), len(verdicts)


def sheltered_started(year: Year) -> int:
    """Voorzieningen of SRG type beschut werk started in the period, of all persons."""
    return sum(
        srg_type_of(year.files, row) == "05" and within(row["begindatum"], year.begin, year.end)
        for row in year.files.tables["voorzieningen"]
    )


def sheltered_running(year: Year) -> int:
    """Voorzieningen of SRG type beschut werk running at the end of e, of all persons."""
    rows = running(year.files.tables["voorzieningen"], year.end)
    return sum(srg_type_of(year.files, row) == "05" for row in rows)


def takes_part(year: Year, who: str) -> bool:
    """A voorziening of any group but diagnose, or one of five activities, on any day."""
    groups = [group_of(year.files, row) for row in year.during("voorzieningen", who)]
    kinds = [row["soort"] for row in year.during("activiteiten", who)]
    return any(group not in (None, "diagnose") for group in groups) or any(
        kind in PARTICIPATION for kind in kinds
    )


def referrals(year: Year, who: str) -> list[Row]:
    """The voorzieningen of or at AM Match that held on any day of the period."""
    instrument, provider = AM_MATCH
    return [
        row
        for row in year.during("voorzieningen", who)
        if row["instrument"] == instrument or row.get("aanbieder") == provider
    ]


def left_after_referral(year: Year, who: str) -> bool:
    """Out to work or school in the period, on or after the first day of the referral."""
    first = min(row["begindatum"] for row in referrals(year, who))
    return year.left(who, WORK_OR_SCHOOL, since=first)


def cohort_of_a_year_ago(year: Year) -> Figure:
    """Who was referred in the same period of last year, of the class of before it: out since."""
    then = Year(year.files, date(year.begin.year - 1, 1, 1), year_earlier(year.end))
    referred = [who for who in then.of_class("40-70") if referrals(then, who)]
    since_then = Year(year.files, then.begin, year.end)
    first = {who: min(row["begindatum"] for row in referrals(then, who)) for who in referred}
    return share([since_then.left(who, WORK_OR_SCHOOL, since=first[who]) for who in referred])


def is_guided(year: Year, who: str) -> bool:
    """A voorziening of group begeleiding or scholing on any day of the period."""
    return any(group_of(year.files, row) in GUIDANCE for row in year.during("voorzieningen", who))


def at_work_or_school(year: Year, who: str, kinds: tuple[str, ...] = WORK_SCHOOL) -> bool:
    """Out to work or school in the period, or at work or school at the end of e."""
    return (
        year.left(who, WORK_OR_SCHOOL)
        or any(row["soort"] in kinds for row in year.at_end("activiteiten", who))
        or any(
            srg_type_of(year.files, row) in WAGE_SUBSIDY
            for row in year.at_end("voorzieningen", who)
        )
    )


# --- judgement ---------------------------------------------------------------------------


def judge(target: str, figure: Figure, end: date) -> tuple[Fraction | None, Fraction | None, str]:
    """Norm, verschil and status of a target at e."""
    numerator, denominator = figure
    norm = norm_of(target, end)
    if denominator == 0:
        return norm, None, "te_weinig_gegevens"
    if norm is None:
        return None, None, "geen_norm"
    value = Fraction(numerator) if denominator is None else Fraction(100 * numerator, denominator)
    full_year = (end.month, end.day) == (12, 31)
    gone = Fraction(1) if target in NOT_CUMULATIVE else share_of_year_gone(end)
    reached = value >= norm * gone
    words = ("behaald", "niet_behaald") if full_year else ("op_koers", "achter")
    return norm, value - norm, words[0] if reached else words[1]


def norm_of(target: str, end: date) -> Fraction | None:
    """The norm that is in force at e."""
    number, first, last = NORMS.get(target, (0, date.max, date.min))
    return Fraction(number) if first <= end <= last else None


def share_of_year_gone(end: date) -> Fraction:
    """Days of the year up to and including e, of all its days."""
    first = date(end.year, 1, 1)
    return Fraction((end - first).days + 1, (date(end.year + 1, 1, 1) - first).days)

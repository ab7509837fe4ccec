"""Counting cases per dimension, and the shapes of a figure: count, share, sum, mean, median.

Third part of the reference evaluator.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from .casefiles import UNKNOWN, CaseFiles, goals_of_posts
from .traits import (
    CLOSED,
    GROUPS,
    GROUPS_AND_NUGGERS,
    LABELS,
    LIMIT_INFLOW,
    NEEDS,
    NUGGERS,
    OPEN,
    PERSON_DIMENSIONS,
    PROMOTE_OUTFLOW,
    TOTAL,
    Case,
    groups_of,
    value_of,
)

T = TypeVar("T")
Key = tuple[str, str]
Counts = dict[Key, int]
Figure = tuple[int | None, int | Fraction | None]
Figures = dict[tuple[str, str, str], Figure]
Measured = list[tuple[Case, "int | Fraction"]]  # cases with a number of each
SUMS = {
    "kosten",
    "budget_oorspronkelijk",
    "budget_geldend",
    "budget_gerealiseerd",
    "budget_verplicht",
    "budget_verwacht",
    "buig_budget",
    "buig_lasten",
}  # (euros, the persons that they were for)
MEDIANS = {  # (the median, how many it is the median of)
    "doorlooptijd_melding_aanvraag",
    "doorlooptijd_besluit",
    "doorlooptijd_start",
    "doorlooptijd_aanvraag",
    "tijdigheid_dagen",
}
SCALES = {  # what is no percentage
    "bijstand_per_10000": 10_000,
    "voorzieningen_per_10000": 10_000,
    "parttime_bedrag": 1,
    "parttime_uren": 1,
    "lks_loonwaarde": 1,
    "kosten_per_resultaat": 1,
    "ervaren_effect_client": 1,
    "ervaren_effect_consulent": 1,
}
GROUP_DIMENSIONS = {"doelgroep": GROUPS, GROUPS_AND_NUGGERS: [*GROUPS, NUGGERS]}


def known_values(files: CaseFiles, dimension: str) -> list[str]:
    """The categories of a dimension without onbekend."""
    if dimension in GROUP_DIMENSIONS:
        return available(files, GROUP_DIMENSIONS[dimension])
    if dimension == "reden_uitstroom":
        return sorted(set(files.rules.outflow_groups.values()))
    if dimension == "reden_instroom":
        return sorted(set(files.rules.inflow_groups.values()))
    if dimension == "budgetpost":
        named = {row.get("budgetpost") for row in files.tables.get("kosten", [])}
        return sorted({*files.rules.goals, *named} - {None})
    if dimension == "beleidsdoel":
        return sorted(
            {*files.rules.policy, *goals_of_posts(files).values(), LIMIT_INFLOW, PROMOTE_OUTFLOW}
        )
    if dimension == "laatste_voorziening":
        return sorted({"geen", *(row["instrument"] for row in files.tables["voorzieningen"])})
    if dimension in OPEN:
        rows = files.tables.get(OPEN[dimension], [])
        return sorted({row[dimension] for row in rows if row.get(dimension) is not None})
    return list(CLOSED[dimension])


def categories(files: CaseFiles, dimension: str) -> list[str]:
    """Every category that is reported, with 0 if need be; groups know no onbekend."""
    values = known_values(files, dimension)
    return values if dimension in GROUP_DIMENSIONS else sorted({*values, UNKNOWN})


def available(files: CaseFiles, names: list[str]) -> list[str]:
    """The dimensions or groups that no absent table switches off."""
    return [name for name in names if name not in NEEDS or NEEDS[name] in files.present]


def places(files: CaseFiles, case: Case, dimension: str, allowed: list[str]) -> list[str]:
    """The categories in which a case counts: one, or for doelgroep any number."""
    if dimension in GROUP_DIMENSIONS:
        return [group for group in groups_of(files, case) if group in allowed]
    value = value_of(files, case, dimension)
    return [value if value in allowed else UNKNOWN]


def gather(files: CaseFiles, pairs: list[tuple[Case, T]], dims: list[str]) -> dict[Key, list[T]]:
    """The values of all cases, and of the cases in every (dimension, category), none included."""
    found: dict[Key, list[T]] = {TOTAL: [value for _, value in pairs]}
    for dimension in available(files, dims):
        name = LABELS.get(dimension, dimension)
        allowed = categories(files, dimension)
        for category in allowed:
            found[name, category] = []
        for case, value in pairs:
            for category in places(files, case, dimension, allowed):
                found[name, category].append(value)
    return found


def count(files: CaseFiles, cases: list[Case], dimensions: list[str]) -> Counts:
    """How many cases in total and per (dimension, category), zeros included."""
    gathered = gather(files, [(case, None) for case in cases], dimensions)
    return {key: len(values) for key, values in gathered.items()}


def counted(name: str, counts: Counts) -> Figures:
    """A count as figures: noemer empty."""
    return {(name, *key): (number, None) for key, number in counts.items()}


def ratio(name: str, numerators: Counts, denominators: dict) -> Figures:
    """A share as figures: teller and noemer of the same category."""
    return {(name, *key): (numerators[key], denominators[key]) for key in denominators}


def minus(left: Counts, right: Counts) -> Counts:
    """Left minus right, per category."""
    return {key: left[key] - right[key] for key in left}


def plus(left: Counts, right: Counts) -> Counts:
    """Left plus right, per category."""
    return {key: left[key] + right[key] for key in left}


def share_of(
    files: CaseFiles,
    name: str,
    judged: list[tuple[Case, bool]],
    dims: list[str] = PERSON_DIMENSIONS,
) -> Figures:
    """The share of cases for which the verdict is yes."""
    yes = count(files, [case for case, verdict in judged if verdict], dims)
    return ratio(name, yes, count(files, [case for case, _ in judged], dims))


def mean_of(files: CaseFiles, name: str, measured: Measured, dims: list[str]) -> Figures:
    """The mean of a number of the cases: teller is their sum, noemer how many they are."""
    gathered = gather(files, measured, dims)
    return {(name, *key): (sum(numbers), len(numbers)) for key, numbers in gathered.items()}


def median_of(files: CaseFiles, name: str, measured: Measured, dims: list[str]) -> Figures:
    """The median of a number of the cases, and how many they are (one of MEDIANS)."""
    gathered = gather(files, measured, dims)
    return {(name, *key): (median(numbers), len(numbers)) for key, numbers in gathered.items()}


def worth(key: tuple[str, str, str], figure: Figure) -> Fraction | None:
    """The value of a figure (`waarde`): counts as they are, shares times 100, means as they are."""
    numerator, denominator = figure
    name, dimension, _ = key
    of_itself = name.partition(";")[0] in MEDIANS | SUMS or denominator is None
    if of_itself or not denominator:
        return numerator if of_itself else None
    scale = 100 if dimension == "score" else SCALES.get(name.partition(";")[0], 100)
    return scale * Fraction(numerator) / Fraction(denominator)


def median(numbers: list[int]) -> Fraction | None:
    """The middle number, or the mean of the two in the middle; None when there is none."""
    ordered, half = sorted(numbers), len(numbers) // 2
    if not ordered:
        return None
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)

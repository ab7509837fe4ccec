"""Counting cases per dimension, and the three shapes of a figure: count, share, difference.

Third part of the reference evaluator.
"""

from __future__ import annotations

from fractions import Fraction

from .casefiles import UNKNOWN, CaseFiles
from .traits import CLOSED, GROUPS, NEEDS, OPEN, PERSON_DIMENSIONS, TOTAL, Case, groups_of, value_of

Counts = dict[tuple[str, str], int]
Figure = tuple[int | None, int | Fraction | None]
Figures = dict[tuple[str, str, str], Figure]


def known_values(files: CaseFiles, dimension: str) -> list[str]:
    """The categories of a dimension without onbekend."""
    if dimension == "doelgroep":
        return available(files, GROUPS)
    if dimension == "reden_uitstroom":
        return sorted(set(files.rules.outflow_groups.values()))
    if dimension == "reden_instroom":
        return sorted(set(files.rules.inflow_groups.values()))
    if dimension in OPEN:
        rows = files.tables.get(OPEN[dimension], [])
        return sorted({row[dimension] for row in rows if row.get(dimension) is not None})
    return list(CLOSED[dimension])


def categories(files: CaseFiles, dimension: str) -> list[str]:
    """Every category that is reported, with 0 if need be; groups know no onbekend."""
    values = known_values(files, dimension)
    return values if dimension == "doelgroep" else sorted({*values, UNKNOWN})


def available(files: CaseFiles, names: list[str]) -> list[str]:
    """The dimensions or groups that no absent table switches off."""
    return [name for name in names if name not in NEEDS or NEEDS[name] in files.present]


def places(files: CaseFiles, case: Case, dimension: str, allowed: list[str]) -> list[str]:
    """The categories in which a case counts: one, or for doelgroep any number."""
    if dimension == "doelgroep":
        return [group for group in groups_of(files, case) if group in allowed]
    value = value_of(files, case, dimension)
    return [value if value in allowed else UNKNOWN]


def count(files: CaseFiles, cases: list[Case], dimensions: list[str]) -> Counts:
    """How many cases in total and per (dimension, category), zeros included."""
    counts: Counts = {TOTAL: len(cases)}
    for dimension in available(files, dimensions):
        allowed = categories(files, dimension)
        for category in allowed:
            counts[dimension, category] = 0
        for case in cases:
            for category in places(files, case, dimension, allowed):
                counts[dimension, category] += 1
    return counts


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

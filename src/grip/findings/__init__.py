"""Findings: what was noticed about the data, and the rules of reading and loading."""

from grip.findings.reading import RULES
from grip.findings.shapes import (
    Finding,
    Letters,
    Place,
    RowCount,
    Rule,
    Scope,
    Severity,
    by_code,
    faults_in,
    findings_frame,
    with_letters,
    worst_first,
)

__all__ = [
    "RULES",
    "Finding",
    "Letters",
    "Place",
    "RowCount",
    "Rule",
    "Scope",
    "Severity",
    "by_code",
    "faults_in",
    "findings_frame",
    "with_letters",
    "worst_first",
]

"""Findings: what was noticed about the data, and the rules of reading and loading."""

from grip.findings.reading import RULES
from grip.findings.shapes import (
    Finding,
    Place,
    RowCount,
    Rule,
    Scope,
    Severity,
    by_code,
    faults_in,
    findings_frame,
    worst_first,
)

__all__ = [
    "RULES",
    "Finding",
    "Place",
    "RowCount",
    "Rule",
    "Scope",
    "Severity",
    "by_code",
    "faults_in",
    "findings_frame",
    "worst_first",
]

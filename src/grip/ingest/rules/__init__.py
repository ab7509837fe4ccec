"""The rules over loaded tables, each declared once: text, explanation, examples and finder.

To add one is to add a `Check` to the module of its scope; `grip controleer`, `grip leg-uit`, the
page of messages and the test of its examples follow.
"""

from grip.findings import RULES as READING
from grip.findings import Rule
from grip.ingest.rules.across_rows import ACROSS_ROWS
from grip.ingest.rules.across_tables import ACROSS_TABLES
from grip.ingest.rules.codes import CODES
from grip.ingest.rules.model import Check, Export, Hits
from grip.ingest.rules.over_time import OVER_TIME
from grip.ingest.rules.persons import PERSONS
from grip.ingest.rules.published import AGAINST_PUBLISHED
from grip.ingest.rules.within_row import WITHIN_ROW

CHECKS: tuple[Check, ...] = (
    *CODES, *WITHIN_ROW, *ACROSS_ROWS, *ACROSS_TABLES, *PERSONS, *OVER_TIME,
)  # fmt: skip
"""The rules that loaded tables are held against."""

REGISTER: dict[str, Rule] = {
    **READING, **AGAINST_PUBLISHED, **{check.code: check for check in CHECKS},
}  # fmt: skip
"""Every rule by its code: what reading finds, and what the loaded tables show."""

__all__ = ["CHECKS", "REGISTER", "Check", "Export", "Hits"]

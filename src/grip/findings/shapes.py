"""Findings: everything that was noticed about the data, with its place and its remedy.

A finding never holds the content of a cell. All findings of a run are collected and then spoken
once. A rule is declared once, with its explanation and its examples: the tests run the examples,
`grip leg-uit` and the documentation show them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

import polars as pl


class Severity(StrEnum):
    """What a finding does: stop the run, leave out the row, warn, or only say what was done."""

    STOP = "stop"
    REFUSE = "weiger"
    WARN = "waarschuw"
    NOTICE = "info"


class Scope(StrEnum):
    """How far a rule looks."""

    FILE = "bestand"
    ROW = "rij"
    ROWS = "rijen"
    TABLES = "tabellen"
    TIME = "tijd"


@dataclass(frozen=True)
class Rule:
    """One thing that can be found: what is wrong, why that matters and what to do, in Dutch.

    Attributes:
        code: the fixed code; `message` and `remedy` may hold `{names}` that a finding fills in.
        why: what it does to the figures, in whole sentences.
        good, bad: a tiny export that passes and one that does not. Every text is one row, as
            `table | column value | column value`; columns that are left out are right. In front
            may stand `30 keer:` or `4 per maand, 24 maanden lang:`. A text may also be
            `extractiedatum 2021-01-15`, `alleen een kop: table`, `leeg bestand: table`, `kop nog
            eens: table`, `regel onder table: text`, `verborgen blad: table`, `verborgen rijen:
            table` or `persoonsgegevens weglaten` (the option).
        sets_apart: the rows are right in themselves but do not count (annulled, other schemes):
            they are listed like refused rows, and do not count as refused.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    why: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    scope: Scope = Scope.FILE
    sets_apart: bool = False


def by_code(*rules: Rule) -> dict[str, Rule]:
    """Return rules by their code."""
    return {rule.code: rule for rule in rules}


@dataclass(frozen=True)
class Place:
    """Where a finding stands: the file, the sheet, the row as the user sees it, the column.

    `letter` is that of the column in Excel, if it is one column of the sheet.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    letter: str = ""

    @property
    def cell(self) -> str:
        """The cell as Excel calls it (`D18`), or only its column."""
        return f"{self.letter}{self.row or ''}" if self.letter else ""


@dataclass(frozen=True)
class Finding:
    """One finding at one place; `names` fill the rule's text and hold no cell content."""

    rule: Rule
    table: str
    place: Place
    names: dict[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return self.rule.message.format(**self._names())

    @property
    def remedy(self) -> str:
        return self.rule.remedy.format(**self._names())

    def _names(self) -> dict[str, object]:
        place = {"kolom": self.place.column, "tabel": self.table, "suggestie": ""}
        return {**place, **self.names}


Letters = dict[tuple[str, str, str, str], str]
"""By file, sheet, table and column: the letters of that column in Excel."""


def with_letters(findings: Iterable[Finding], letters: Letters) -> list[Finding]:
    """Return findings that tell, where that is known, in which column of Excel they are."""
    located = []
    for found in findings:
        at = found.place
        letter = letters.get((at.file, at.sheet, found.table, at.column), "")
        if letter and not at.letter:
            found = replace(found, place=replace(at, letter=letter))
        located.append(found)
    return located


_SCHEMA = {
    "code": pl.String,
    "ernst": pl.String,
    "tabel": pl.String,
    "bestand": pl.String,
    "blad": pl.String,
    "rij": pl.Int64,
    "kolom": pl.String,
    "cel": pl.String,
    "melding": pl.String,
    "oplossing": pl.String,
}


def worst_first() -> pl.Expr:
    """Return an expression that sorts findings by severity, the worst first."""
    return pl.col("ernst").replace_strict({str(s): n for n, s in enumerate(Severity)})


def findings_frame(findings: Iterable[Finding]) -> pl.DataFrame:
    """Return the findings as a frame, one row each, in a fixed order."""
    rows = [
        (
            found.rule.code, str(found.rule.severity), found.table, found.place.file,
            found.place.sheet, found.place.row, found.place.column, found.place.cell,
            found.message, found.remedy,
        )
        for found in findings
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return frame.sort(
        worst_first(), "tabel", "bestand", "blad", "rij", "kolom", "cel", "code", nulls_last=True
    )


def faults_in(findings: Iterable[Finding]) -> int:
    """Return how many findings somebody has to look at: all but the notices."""
    return sum(found.rule.severity is not Severity.NOTICE for found in findings)


@dataclass(frozen=True)
class RowCount:
    """How the rows of one input table were used; `read` is always the sum of the others.

    `notation` says how the file was read: encoding, separator, decimal sign, as far as it has any.
    """

    table: str
    file: str
    sheet: str
    sha256: str
    read: int
    loaded: int
    refused: int
    set_apart: int
    notation: str = ""

    def as_dict(self) -> dict[str, object]:
        return {f.name: getattr(self, f.name) for f in fields(self)}

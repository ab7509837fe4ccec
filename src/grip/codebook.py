"""Every code that grip can say, with what it means: errors and rules side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grip.discipline.signals import SIGNALS
from grip.errors import CODES, UsageError, suggestion
from grip.explanations import EXPLANATIONS, CodeEntry
from grip.findings import Rule, Scope
from grip.ingest.rules import REGISTER

ERRORS = "Meldingen die de opdracht stoppen"
GROUPS: dict[Scope, str] = {
    Scope.FILE: "Bevindingen over bestanden, tabellen en kolommen",
    Scope.ROW: "Bevindingen binnen een rij",
    Scope.ROWS: "Bevindingen tussen rijen van een tabel",
    Scope.TABLES: "Bevindingen tussen tabellen",
    Scope.TIME: "Bevindingen over de tijd",
}
TO_DISCUSS = "Signalen op de werklijst"
_GAP = re.compile(r"\{(\w+)\}")


def codebook() -> Iterator[CodeEntry]:
    """Yield every code, group by group."""
    for code, text in sorted(CODES.items()):
        known = EXPLANATIONS[code]
        yield CodeEntry(
            code, ERRORS, "fout", _readable(text.title), known.why, _readable(text.advice), (),
            (known.example,),
        )  # fmt: skip
    for scope, group in GROUPS.items():
        yield from (_entry(rule, group) for rule in REGISTER.values() if rule.scope is scope)
    for one in SIGNALS:
        yield CodeEntry(
            one.code, TO_DISCUSS, "signaal", one.message, one.why, one.remedy, (), (one.example,)
        )


def find_code(asked: str) -> CodeEntry:
    """Return the entry of a code, in capitals or not.

    Raises:
        UsageError: there is no such code, with the nearest one.
    """
    entries = {entry.code: entry for entry in codebook()}
    wanted = asked.strip().upper()
    if wanted in entries:
        return entries[wanted]
    raise UsageError("CLI-CODE", waarde=asked, suggestie=suggestion(wanted, list(entries)))


def _entry(rule: Rule, group: str) -> CodeEntry:
    message, remedy = _readable(rule.message), _readable(rule.remedy)
    severity = f"{rule.severity}, apart gezet" if rule.sets_apart else str(rule.severity)
    return CodeEntry(rule.code, group, severity, message, rule.why, remedy, rule.good, rule.bad)


def _readable(text: str) -> str:
    """Return a text with its gaps as a reader sees them: what grip fills in."""
    return _GAP.sub(r"<\1>", text.replace("{suggestie}", ""))

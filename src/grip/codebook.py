"""Every code that grip can say, with what it means: errors and rules side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from grip.discipline.signals import SIGNALS
from grip.error_texts import CODES
from grip.errors import UsageError, suggestion
from grip.explanations import EXPLANATIONS
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


@dataclass(frozen=True)
class CodeEntry:
    """One code: what there is, why that matters, what to do, and an example.

    An error has one example, of what leads to it. A rule has a tiny export that passes (`good`)
    and one that does not (`bad`).
    """

    code: str
    group: str
    severity: str
    message: str
    why: str
    remedy: str
    good: tuple[str, ...]
    bad: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the entry for a machine, with Dutch names."""
        names = ("code", "groep", "ernst", "wat", "waarom", "oplossen", "goed", "fout")
        return dict(zip(names, asdict(self).values(), strict=True))


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

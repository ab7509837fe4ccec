"""The summary: at most eight sentences that a college reads, the most important first.

What a figure is worth stands in its chapter; here stands only what came out. A sentence that
could say no more than that nothing can be told, or that nothing stands out, is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from grip.reports.beside import Beside
from grip.reports.chapters import signals
from grip.reports.chapters.benchmark import benchmark_message, stands_out
from grip.reports.chapters.budget_chain import state_message
from grip.reports.chapters.caseload import year_message, yearly_message
from grip.reports.chapters.fan import outlook_message
from grip.reports.chapters.gate import gate_message, support_message
from grip.reports.chapters.money import money_message
from grip.reports.chapters.movement import move_message
from grip.reports.chapters.targets import targets_message
from grip.reports.lookup import Lookup
from grip.target_door import ProtectedTargets

MOST = 8
_NOTHING = " niet te geven: "


def summary(look: Lookup, targets: ProtectedTargets | None, beside: Beside) -> tuple[str, ...]:
    """Return the first sentences of the report; there is always one on the caseload."""
    first, *others = _sentences(look, targets, beside)
    return (first, *(said for said in others if said and _NOTHING not in said))[:MOST]


def _sentences(look: Lookup, targets: ProtectedTargets | None, beside: Beside) -> Iterator[str]:
    """Yield what can be said, in the order in which a college asks for it."""
    yield yearly_message(look)
    if targets is not None:
        yield targets_message(targets)
    yield year_message(look)
    if look.computed("kosten"):
        yield money_message(look)
        yield state_message(look)
    if look.computed("doorstroom"):
        yield move_message(look)
    if beside.outlook is not None:
        yield outlook_message(beside.outlook)
    if not beside.signals.frame.is_empty() and signals.stands_out(look, beside.signals):
        yield signals.signals_message(look, beside.signals)
    if beside.peers is not None and stands_out(look, beside.peers[0]):
        yield benchmark_message(look, beside.peers[0])
    if look.computed("meldingen"):
        yield gate_message(look)
    if look.computed("voorzieningen_lopend"):
        yield support_message(look)

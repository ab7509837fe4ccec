"""Makes what stands beside the figures of a report: signals, completed months, commentary."""

from __future__ import annotations

from datetime import date

from grip.comparison import against_rest
from grip.disclosure import ProtectedResults
from grip.indicators.caseload import Caseload
from grip.indicators.late_registration import back_test, completed, silent_flows
from grip.reports.beside import Beside, told_in
from grip.reports.lookup import Scope
from grip.results import Audience, Results
from grip.signals.watch import signals_of, watched_months


def late_results(caseload: Caseload, extraction: date, end: date, run: str) -> Results:
    """Return the recent months up to `end` with late registration added, for in-house products.

    A public product has none: from count and expectation together a hidden count would follow.
    """
    return Results(completed(caseload, extraction, end, run), {})


def beside(caseload: Caseload, results: ProtectedResults, scope: Scope) -> Beside:
    """Return what stands beside the figures, as far as this audience may see it."""
    settings = caseload.profile.instellingen
    months = watched_months(scope.first, scope.period.end)
    rest = against_rest(results.frame, settings.minimum_noemer)
    signals = signals_of(results, months, caseload.profile.beleidsbreuk)
    differs = {(row[0], row[1], row[2], row[3]): row[4] for row in rest.iter_rows()}
    if results.audience is Audience.PUBLIC:
        return Beside(signals, rest=differs)
    return Beside(
        signals,
        told_in(caseload.table("duiding").iter_rows(named=True)),
        back_test(caseload, scope.extraction),
        silent_flows(caseload, scope.extraction),
        differs,
    )

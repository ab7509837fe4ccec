"""The comparison and the bridges of one caseload, in one go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from grip.benchmark.bridge import Crossing, crossings, drifting
from grip.benchmark.compare import Benchmark, compare, periods_of, shelf_for
from grip.benchmark.own import computed, terms_of
from grip.benchmark.peers import MUNICIPALITY, Shelf
from grip.benchmark.shelf import published, reference, with_own
from grip.benchmark.standard import split_comparisons
from grip.disclosure import protect
from grip.findings import Finding
from grip.indicators.catalogue import find
from grip.indicators.registered import ends_registered_since, registered_since
from grip.indicators.views.caseload import Caseload
from grip.passports import Reference
from grip.results import Audience


def benchmark_of(
    caseload: Caseload, last: date, extraction: date, audience: Audience, run: str = ""
) -> Benchmark:
    """Return the own figures beside the published ones, of all periods up to `last`.

    Own figures pass the door for the audience first; what is hidden there is not compared.
    """
    shelf, told = _shelf(caseload)
    comparisons = told.vergelijking.values()
    periods = periods_of(shelf, told, _first(caseload, last), last)
    wanted = [*comparisons, *split_comparisons(shelf, told)]
    raw = computed(caseload, wanted, periods, extraction, run)
    settings = caseload.profile.instellingen
    results = protect(raw, audience, settings.minimum_cel, settings.minimum_noemer)
    ids = dict.fromkeys(term.id for one in comparisons for term in terms_of(one))
    since = registered_since(caseload, [find(caseload.profile, id) for id in ids])
    return compare(results, shelf, told, caseload.profile, periods, since)


def bridges_of(caseload: Caseload, last: date, extraction: date) -> tuple[Crossing, ...]:
    """Return the bridges to every published count of this municipality, up to `last`.

    They hold small counts, and are for the house only.
    """
    shelf, told = _shelf(caseload)
    first = _first(caseload, last)
    return crossings(caseload, shelf, told, first, min(last, extraction), extraction)


def side_by_side(
    caseload: Caseload, last: date, extraction: date, audience: Audience
) -> tuple[Benchmark, tuple[Crossing, ...]]:
    """Return the comparison, and for the house the bridges beside it."""
    made = benchmark_of(caseload, last, extraction, audience)
    inside = audience is Audience.INTERNAL
    return made, bridges_of(caseload, last, extraction) if inside else ()


def drift_of(caseload: Caseload, extraction: date) -> Iterator[Finding]:
    """Yield a finding for every period that drifts away, where the export has counts of its own."""
    own = caseload.table("benchmark").get_column("gebied_soort") == MUNICIPALITY
    if not own.any():
        return
    tolerance = caseload.profile.benchmark.afwijking_pct
    yield from drifting(bridges_of(caseload, extraction, extraction), tolerance)


def _shelf(caseload: Caseload) -> tuple[Shelf, Reference]:
    """Return the published figures, read once for the comparison and the bridges."""
    return caseload.remembered(_filled, _filled)


def _filled(caseload: Caseload) -> tuple[Shelf, Reference]:
    profile = caseload.profile
    told = with_own(reference(), profile.benchmark.paspoort)
    rows = published(caseload.table("benchmark"))
    return shelf_for(rows, profile, told), told


def _first(caseload: Caseload, last: date) -> date:
    """Return the day from which ends were registered: before it stocks are not whole."""
    return ends_registered_since(caseload) or last

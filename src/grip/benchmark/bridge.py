"""From the own records to a published count of the same municipality, in named steps.

Every step is a whole count and the steps add up to the published figure exactly; what no step
explains is the last one, the remainder. A remainder that stays the same is a difference in
definition; one that moves is a mistake of somebody, and raises a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import polars as pl

from grip.benchmark.compare import read_period
from grip.benchmark.peers import OWN_AREA, Shelf
from grip.findings import Finding, Place
from grip.indicators.catalogue import find
from grip.indicators.engine import compute
from grip.indicators.views.boundary import in_stock
from grip.indicators.views.caseload import Caseload
from grip.passports import Passport, Reference
from grip.periods import Period, shift_keeping_month_end
from grip.results import TOTAL, UNKNOWN, Status

RECORDS, OTHERS, OWN_COUNT = "lopende registraties", "partners en dubbele rijen", "eigen telling"
PARTNERS, OLDER, ABROAD = "partners", "boven de AOW-leeftijd", "AIO, betaald door de SVB"
LATE, ROUNDING, REMAINDER = "later ingevoerd dan de bron telde", "afronding", "rest"
PUBLISHED = "gepubliceerd"
_PENSIONERS = "AOW+"
_SVB = "AIO"
_ALL_SCHEMES = ("PW", "IOAW", "IOAZ", "BBZ")
_SPLIT = ("regeling", "leeftijdsgroep")
_FEWEST_BEFORE, _BEFORE = 3, 12

Counts = Mapping[tuple[str, str], int]  # (scheme, age group): how many


@dataclass(frozen=True)
class Step:
    """One step: its name, what it adds or takes off, and what is known of it."""

    name: str
    value: int
    note: str = ""


@dataclass(frozen=True)
class Crossing:
    """One bridge on one day: `steps` add up to `published`.

    Attributes:
        id, title: of the bridge.
        passport: of the published figure.
        period, day: what the figure is about, and the day on which is counted.
    """

    id: str
    title: str
    passport: Passport
    period: str
    day: date
    steps: tuple[Step, ...]
    published: int

    @property
    def remainder(self) -> int:
        """What no step explains."""
        return self.steps[-1].value

    @property
    def own(self) -> int:
        """The own count, in the unit that grip counts benefits in."""
        return self.steps[0].value + self.steps[1].value


@dataclass(frozen=True)
class _Known:
    """What was known of one day: counts by scheme and age of benefits and of persons."""

    benefits: Counts
    persons: Counts
    aged: bool

    def of(self, unit: str) -> Counts:
        return self.persons if unit == "personen" else self.benefits


def crossings(
    caseload: Caseload, shelf: Shelf, reference: Reference, first: date, last: date,
    extraction: date,
) -> tuple[Crossing, ...]:  # fmt: skip
    """Return every bridge to a published count of this municipality, oldest first.

    Only days from `first` up to `last`, on or before the day of the export, can be counted.
    """
    asked = [
        (id, bridge, passport, period, value)
        for id, bridge in reference.aansluiting.items()
        if (passport := reference.passport(*bridge.bij.split("/", 1))) is not None
        for period, value in _published(shelf, passport)
        if first <= period.end <= last
    ]
    if not asked:
        return ()
    known = _known(caseload, sorted({period.end for *_, period, _ in asked}))
    made = []
    for id, bridge, passport, period, value in asked:
        seen = shift_keeping_month_end(period.end, bridge.maanden_levering)
        pensioners = _beside(shelf, reference, passport, period)
        now = known[period.end]
        steps = _steps(caseload, now, passport, period.end, seen, extraction, pensioners, value)
        made.append(Crossing(id, bridge.titel, passport, period.slug, period.end, steps, value))
    return tuple(made)


def _published(shelf: Shelf, passport: Passport) -> list[tuple[Period, int]]:
    """Return the published counts of this municipality, in order."""
    found = [
        (period, round(one.value))
        for one in shelf.of(passport)
        if one.kind == OWN_AREA and (period := read_period(one.period)) is not None
    ]
    return sorted(found)


def _beside(shelf: Shelf, reference: Reference, passport: Passport, period: Period) -> int | None:
    """Return how many pensioners the source counts, where it tells with and without them."""
    younger = reference.passport(passport.bron, f"{passport.indicator}_tot_aow")
    if younger is None:
        return None
    both = [dict(_published(shelf, one)).get(period) for one in (passport, younger)]
    return None if both[0] is None or both[1] is None else both[0] - both[1]


def _steps(
    caseload: Caseload, now: _Known, passport: Passport, day: date, seen: date, extraction: date,
    pensioners: int | None, published: int,
) -> tuple[Step, ...]:  # fmt: skip
    records = caseload.table("uitkeringen").filter(in_stock("ingangsdatum", "einddatum", day))
    benefits = sum(now.benefits.values())
    steps = [
        Step(RECORDS, records.height, "rijen in de export die op die dag liepen"),
        Step(OTHERS, benefits - records.height, "per uitkering telt een rij, die van de client"),
    ]
    counted = now.of(passport.eenheid)
    if passport.eenheid == "personen":
        steps.append(
            Step(PARTNERS, sum(counted.values()) - benefits, "van uitkeringen naar personen")
        )
    steps += _schemes(counted, passport)
    steps += _ages(counted, passport, now.aged, pensioners)
    steps += [Step(words, 0, "niet in de export te zien") for words in passport.telt_ook]
    steps.append(_late(caseload, passport, day, seen, extraction, _kept(counted, passport)))
    so_far = sum(step.value for step in steps)
    rounded = _rounded(so_far, passport.afronding)
    told = f"op veelvouden van {passport.afronding:g}" if passport.afronding > 1 else "geen"
    steps.append(Step(ROUNDING, rounded - so_far, told))
    steps.append(Step(REMAINDER, published - rounded, "wat geen stap verklaart"))
    return tuple(steps)


def _schemes(counted: Counts, passport: Passport) -> Iterator[Step]:
    """Yield what each scheme takes off that the source does not count."""
    known = dict.fromkeys((*_ALL_SCHEMES, *(scheme for scheme, _ in counted)))
    for scheme in known:
        if passport.regelingen and scheme not in passport.regelingen:
            amount = sum(n for (own, _), n in counted.items() if own == scheme)
            if amount or scheme in _ALL_SCHEMES:
                yield Step(scheme, -amount, "telt de bron niet mee")


def _ages(
    counted: Counts, passport: Passport, aged: bool, pensioners: int | None
) -> Iterator[Step]:
    if passport.populatie == "tot_aow":
        amount = sum(n for (scheme, age), n in counted.items()
                     if age == _PENSIONERS and _in_scope(scheme, passport))  # fmt: skip
        yield Step(OLDER, -amount, "" if aged else "leeftijd is niet bekend")
    if _SVB in passport.regelingen:
        told = "verschil van twee cijfers van de bron" if pensioners is not None else (
            "niet in de export te zien"
        )  # fmt: skip
        yield Step(ABROAD, pensioners or 0, told)


def _in_scope(scheme: str, passport: Passport) -> bool:
    return not passport.regelingen or scheme in passport.regelingen


def _kept(counted: Counts, passport: Passport) -> int:
    """Return how many the source would count of these."""
    young = passport.populatie == "tot_aow"
    return sum(
        n for (scheme, age), n in counted.items()
        if _in_scope(scheme, passport) and not (young and age == _PENSIONERS)
    )  # fmt: skip


def _late(
    caseload: Caseload, passport: Passport, day: date, seen: date, extraction: date, now: int
) -> Step:
    """Return the step from what is known now to what was known when the source counted."""
    lacking = caseload.lacks(("uitkeringen.administratie_begin", "uitkeringen.administratie_einde"))
    if lacking:
        return Step(LATE, 0, f"onbekend: {lacking}")
    if seen >= extraction:
        return Step(LATE, 0, "de bron telde niet voor deze export")
    begun = (pl.col("administratie_begin") > seen) & (pl.col("ingangsdatum") <= day)
    over = (pl.col("administratie_einde") > seen) & (pl.col("einddatum") <= day)
    if caseload.table("uitkeringen").filter(begun | over).is_empty():
        return Step(LATE, 0, f"na {seen.isoformat()} is er niets meer over die dag ingevoerd")
    known = _known(_as_of(caseload, seen), [day])[day]
    then = _kept(known.of(passport.eenheid), passport)
    return Step(LATE, then - now, f"na {seen.isoformat()} ingevoerd")


def _as_of(caseload: Caseload, day: date) -> Caseload:
    """Return the caseload as it was entered on a day: later starts and ends are not there yet."""
    entered = pl.col("administratie_begin").is_null() | (pl.col("administratie_begin") <= day)
    ended = pl.col("administratie_einde").is_null() | (pl.col("administratie_einde") <= day)
    rows = caseload.table("uitkeringen").filter(entered)
    then = rows.with_columns(einddatum=pl.when(ended).then("einddatum"))
    return Caseload({**caseload.tables, "uitkeringen": then}, caseload.profile, caseload.columns)


def _known(caseload: Caseload, days: Sequence[date]) -> dict[date, _Known]:
    """Return the counts by scheme and age of every day, in one go."""
    aged = not caseload.lacks(("personen.geboortedatum",))
    split = _SPLIT if aged else _SPLIT[:1]
    chosen = [find(caseload.profile, id) for id in ("stand_eind", "stand_personen")]
    frame = compute(caseload, chosen, [Period(day, day) for day in days], per=[split]).frame
    found: dict[tuple[date, bool], dict[tuple[str, str], int]] = {}
    rows = frame.filter(pl.col("status") == Status.SHOWN.value, pl.col("categorie") != TOTAL)
    columns = ("periode_eind", "indicator", "categorie", "waarde")
    for day, id, category, amount in rows.select(columns).iter_rows():
        scheme, _, age = category.partition("|")
        counts = found.setdefault((day, id == "stand_personen"), {})
        counts[scheme, age or UNKNOWN] = round(amount)
    return {
        day: _Known(found.get((day, False), {}), found.get((day, True), {}), aged) for day in days
    }


def _rounded(amount: int, step: float) -> int:
    """Return the nearest multiple of a step, half up, as statistics round."""
    if step <= 1:
        return amount
    return int((amount + step / 2) // step * step)


def drifting(made: Sequence[Crossing], tolerance: float) -> Iterator[Finding]:
    """Yield the periods whose remainder moved away from that of the periods before.

    Away is further from the median of up to twelve earlier remainders than the source rounds, and
    than `tolerance` percent of the published count. With fewer than three earlier ones nothing is
    said.
    """
    from grip.ingest.rules.published import AGAINST_PUBLISHED  # brings all rules along

    for id in dict.fromkeys(one.id for one in made):
        series = [one for one in made if one.id == id]
        for place, one in enumerate(series):
            before = [other.remainder for other in series[max(0, place - _BEFORE) : place]]
            if len(before) < _FEWEST_BEFORE:
                continue
            moved = abs(one.remainder - median(before))
            allowed = max(one.passport.afronding, tolerance / 100 * one.published)
            if moved > allowed:
                told: dict[str, object] = {
                    "bron": one.passport.bron, "periode": one.period, "aantal": round(moved),
                }  # fmt: skip
                yield Finding(
                    AGAINST_PUBLISHED["BENCHMARK-AANSLUITING"], "benchmark", Place(), told
                )

"""An own figure beside published ones: the definitions, the difference, and what chance can do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass
from datetime import date
from typing import Any

import polars as pl

from grip.benchmark.limits import FAR, NO_SPREAD, USUAL, Spread, growth_limits, share_limits
from grip.benchmark.own import Own, OwnFigures
from grip.benchmark.peers import KINDS, OF_ONE_SIZE, OWN_AREA, Published, Shelf
from grip.benchmark.standard import Standardised, standardised
from grip.config import Profile
from grip.disclosure import ProtectedResults
from grip.errors import UsageError
from grip.passports import SCALES, Comparison, Passport, Reference, differences, unbridged
from grip.periods import Period
from grip.results import Audience, Status

CHANCE = "het verschil kan toeval zijn"
ABOVE, FAR_ABOVE = "hoger dan toeval verklaart", "duidelijk hoger"
BELOW, FAR_BELOW = "lager dan toeval verklaart", "duidelijk lager"
TOO_FEW = "te weinig gegevens voor een oordeel"
NO_LIMITS = "geen oordeel over toeval"
SAME_AREA = "zelfde gemeente: zie de aansluiting"
NOT_COMPARED = "niet af te trekken"

SCHEMA: dict[str, type[pl.DataType]] = {
    "vergelijking": pl.String,
    "titel": pl.String,
    "periode_begin": pl.Date,
    "periode_eind": pl.Date,
    "waarde": pl.Float64,
    "teller": pl.Float64,
    "noemer": pl.Float64,
    "eenheid": pl.String,
    "bron": pl.String,
    "indicator": pl.String,
    "gebied_soort": pl.String,
    "gebied": pl.String,
    "referentie": pl.Float64,
    "referentie_maat": pl.String,
    "referentie_status": pl.String,
    "verschil": pl.Float64,
    "ondergrens": pl.Float64,
    "bovengrens": pl.Float64,
    "spreiding": pl.Float64,
    "oordeel": pl.String,
    "verschillen": pl.String,
    "brug": pl.String,
    "toelichting": pl.String,
    "status": pl.String,
}
_MADE = object()  # proof that a comparison was made from protected results


@dataclass(frozen=True)
class Benchmark:
    """Own figures beside published ones, made from figures that passed the door.

    Attributes:
        frame: a row per comparison, period and area, see `SCHEMA`; `ondergrens` and `bovengrens`
            are the limits (95%) within which the own figure lies if it differs by chance alone.
        passports: of every published figure in it.
        comparisons: what every own figure counts.
        alike: the municipalities that are most alike: their names, or codes that have none.
        audience: for whom it is.
        standardised: what is left of a difference when the difference in mix is taken out.
    """

    frame: pl.DataFrame
    passports: tuple[Passport, ...]
    comparisons: dict[str, Comparison]
    alike: tuple[str, ...]
    audience: Audience
    standardised: tuple[Standardised, ...] = ()
    made: InitVar[object] = None

    def __post_init__(self, made: object) -> None:
        if made is not _MADE:
            raise TypeError("a Benchmark is made by grip.benchmark.compare.compare only")


def shelf_for(rows: pl.DataFrame, profile: Profile, reference: Reference) -> Shelf:
    """Return the published figures as this municipality looks at them."""
    town = profile.gemeente
    return Shelf(rows, profile.benchmark, (town.cbs_code, town.naam), reference.gebied)


def periods_of(shelf: Shelf, reference: Reference, first: date, last: date) -> tuple[Period, ...]:
    """Return the published periods that lie within what the own data cover, oldest first."""
    keys = {key for comparison in reference.vergelijking.values() for key in comparison.bij}
    passports = [one for one in reference.paspoort if one.key in keys]
    asked = {one.period for passport in passports for one in shelf.of(passport)}
    found = {period for text in asked if (period := read_period(text)) is not None}
    # The stock at the eve of a period is whole when ends were registered by then.
    return tuple(sorted(p for p in found if p.begin > first and p.end <= last))


def read_period(text: str) -> Period | None:
    """Return the period that a published figure is about, nothing where that cannot be read."""
    if not re.match(r"^\d{4}", text):
        return None
    try:
        return Period.parse(text)
    except UsageError:
        return None


def compare(
    results: ProtectedResults,
    shelf: Shelf,
    reference: Reference,
    profile: Profile,
    periods: Sequence[Period],
    since: Mapping[str, date] | None = None,
) -> Benchmark:
    """Return every comparison of the reference, for the periods of which own figures are known.

    An own figure that is hidden hides the whole row: the difference would tell it. `since` is the
    day from which all that a figure needs was registered.
    """
    own = OwnFigures(results, since or {})
    rows: list[dict[str, Any]] = []
    used: dict[str, Passport] = {}
    for id, comparison in reference.vergelijking.items():
        for key in comparison.bij:
            passport = reference.passport(*key.split("/", 1))
            if passport is None:
                continue
            for one in _in_order(shelf.of(passport)):
                period = read_period(one.period)
                if period is not None and period in periods:
                    used[key] = passport
                    judge = _Judge(comparison, passport, shelf, profile)
                    rows.append(
                        {"vergelijking": id, **judge.row(own.of(comparison, period), period, one)}
                    )
    frame = pl.DataFrame(rows, schema=SCHEMA)
    alike = tuple(shelf.name(code) for code in shelf.alike)
    return Benchmark(
        frame, tuple(used.values()), dict(reference.vergelijking), alike, results.audience,
        standardised(own, shelf, reference, periods, profile.instellingen.minimum_noemer), _MADE,
    )  # fmt: skip


def _said(part: str) -> str:
    return part.replace("_", " ") or "niet genoemd"


def _in_order(found: Sequence[Published]) -> list[Published]:
    return sorted(found, key=lambda one: (one.period, KINDS.index(one.kind), one.area))


@dataclass(frozen=True)
class _Judge:
    """What is said of one own figure beside one published one."""

    comparison: Comparison
    passport: Passport
    shelf: Shelf
    profile: Profile

    def row(self, own: Own, period: Period, other: Published) -> dict[str, Any]:
        """Return the row of the frame."""
        spread, seen = self._spread(own, other)
        target = other.value * SCALES[self.comparison.maat] / SCALES[self.passport.maat]
        apart = self.apart()
        limits = None if apart else self._limits(own, target, spread, USUAL)
        shown = own.status is Status.SHOWN and own.value is not None
        subtracted = shown and not apart and other.kind != OWN_AREA
        return {
            "titel": self.comparison.titel,
            "periode_begin": period.begin,
            "periode_eind": period.end,
            "waarde": own.value,
            "teller": own.top if shown else None,
            "noemer": own.bottom if shown else None,
            "eenheid": self.comparison.maat,
            "bron": self.passport.bron,
            "indicator": self.passport.indicator,
            "gebied_soort": other.kind,
            "gebied": other.area,
            "referentie": target,
            "referentie_maat": self.passport.maat,
            "referentie_status": other.status or self.passport.status,
            "verschil": own.value - target if subtracted and own.value is not None else None,
            "ondergrens": limits[0] if limits and subtracted else None,
            "bovengrens": limits[1] if limits and subtracted else None,
            "spreiding": 100 * spread.tau(self.profile.benchmark.spreiding)
            if limits and spread.areas
            else None,
            "oordeel": self._verdict(own, target, spread, other) if shown else own.status.value,
            "verschillen": "; ".join(apart),
            "brug": "; ".join(self._bridged()),
            "toelichting": "; ".join(
                self._remarks(own, spread, seen, other, bool(limits) and subtracted)
            ),
            "status": own.status.value,
        }

    def apart(self) -> list[str]:
        """Return in what the definitions differ, without the parts that a bridge spans."""
        return [
            f"{name}: eigen {_said(mine)}, bron {_said(theirs)}"
            for name, (mine, theirs) in unbridged(self.comparison, self.passport).items()
        ]

    def _bridged(self) -> Iterator[str]:
        for name, (_, theirs) in differences(self.comparison, self.passport).items():
            if reason := self.comparison.brug.get(f"{name}={theirs}"):
                yield f"{name}: {reason}"

    def _spread(self, own: Own, other: Published) -> tuple[Spread, str]:
        """Return how much municipalities differ; it is not looked up where no limits are drawn."""
        if self.comparison.soort == "kaal" or not own.bottom or self.apart():
            return NO_SPREAD, ""
        size = own.bottom if other.kind in OF_ONE_SIZE else None
        return self.shelf.spread(self.passport, other.period, size)

    def _limits(
        self, own: Own, target: float, spread: Spread, cover: float
    ) -> tuple[float, float] | None:
        """Return the limits in the measure of the own figure, widened by rounding of the source."""
        kind, scale = self.comparison.soort, SCALES[self.comparison.maat]
        if kind == "kaal" or not own.bottom:
            return None
        slack = self.passport.afronding / 2 * scale / SCALES[self.passport.maat]
        if kind == "groei":
            low, high = growth_limits(target / scale, own.bottom, own.moves or 0.0, cover)
        else:
            manner = self.profile.benchmark.spreiding
            low, high = share_limits(target / scale, own.bottom, spread, cover, manner)
        return scale * low - slack, scale * high + slack

    def _verdict(self, own: Own, target: float, spread: Spread, other: Published) -> str:
        if other.kind == OWN_AREA:
            return SAME_AREA
        if self.apart():
            return NOT_COMPARED
        usual = self._limits(own, target, spread, USUAL)
        far = self._limits(own, target, spread, FAR)
        if usual is None or far is None or own.value is None:
            return NO_LIMITS
        if (own.bottom or 0) < self.profile.instellingen.minimum_noemer:
            return TOO_FEW
        if usual[0] <= own.value <= usual[1]:
            return CHANCE
        if own.value > usual[1]:
            return FAR_ABOVE if own.value > far[1] else ABOVE
        return FAR_BELOW if own.value < far[0] else BELOW

    def _remarks(
        self, own: Own, spread: Spread, seen: str, other: Published, limited: bool
    ) -> Iterator[str]:
        if own.reason:
            yield own.reason
        if self.passport.maat != self.comparison.maat:
            yield f"bron geeft {self.passport.maat.replace('_', ' ')}, omgerekend"
        if limited and self.comparison.soort == "aandeel":
            if not spread.areas:
                yield "spreiding tussen gemeenten onbekend: grenzen alleen door toeval"
            else:
                alike = " van deze omvang" if other.kind in OF_ONE_SIZE else ""
                yield f"spreiding van {spread.areas} gemeenten{alike} in {seen}"

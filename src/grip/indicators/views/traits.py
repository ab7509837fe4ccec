"""Traits: how each thing by which figures are split is read from the tables, as a timeline.

A trait knows its value per person over time; a unit whose own rows hold the value (a benefit knows
its scheme, a melding its date of birth) has it per spell. See `grip.indicators.views.timelines`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from grip.config import PensionAge
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.flags import running
from grip.indicators.views.ladders import state_timeline
from grip.indicators.views.pieces import (
    Pieces,
    Span,
    Timeline,
    attach,
    day_numbers,
    timeline,
    without_repeats,
)
from grip.indicators.views.spells import ROW_ORDER
from grip.indicators.views.timelines import anniversary, fixed, resolved, stepped

WORK_INCOME = "11"
# Units whose rows are those of a benefit, and those of them that begin on its first day.
OF_BENEFITS = ("uitkeringen", "aanvang", "invoer", "duren")
FROM_FIRST_DAY = ("uitkeringen", "aanvang", "duren")
OWN_ROW = ("rol", "regeling", "leefvorm", "consulent", "team")
PENSION = "AOW"
NO_SUPPORT = "geen"


class Trait:
    """Something that a person or a spell is, from day to day."""

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        """Return the timeline `persoon_id`, `vanaf`, `categorie`."""
        raise TypeError(f"{type(self).__name__} is known by spell only")

    def by_spell(self, caseload: Caseload, spells: pl.DataFrame, unit: str) -> pl.DataFrame | None:
        """Return the timeline `spell`, `vanaf`, `categorie` where the unit has its own value."""
        return None


def pieces_by_trait(
    caseload: Caseload, unit: str, spells: pl.DataFrame, traits: Mapping[str, Trait]
) -> dict[str, Pieces]:
    """Return the pieces of spells of a unit by every trait.

    The spells are followed from `gezien` up to `tot`.
    """
    if not traits:
        return {}
    ids = spells.get_column("spell").cast(pl.Int64).to_numpy()
    order = np.argsort(ids, kind="stable")
    first, last = (day_numbers(spells.get_column(name)) for name in ("gezien", "tot"))
    itself = Span(np.arange(len(ids)), first, last)
    person = Span(caseload.numbers_of(spells.get_column("persoon_id")), first, last)
    found: dict[Trait, Pieces] = {}
    for trait in dict.fromkeys(traits.values()):
        own = trait.by_spell(caseload, spells, unit)
        if own is None:
            found[trait] = attach(in_numbers(caseload, trait), person)
        else:
            whose = own.get_column("spell").cast(pl.Int64).to_numpy()
            places = order[np.searchsorted(ids, whose, sorter=order)]
            found[trait] = attach(timeline(own, places), itself)
    return {name: found[trait] for name, trait in traits.items()}


def in_numbers(caseload: Caseload, trait: Trait) -> Timeline:
    """Return the timeline of persons, made once however many units and reports use it."""

    def make(caseload: Caseload) -> Timeline:
        line = trait.by_person(caseload)
        return without_repeats(timeline(line, caseload.numbers_of(line.get_column("persoon_id"))))

    return caseload.remembered((trait, "in getallen"), make)


@dataclass(frozen=True)
class OfPerson(Trait):
    """A column of `personen`, the same on every day."""

    column: str

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        return fixed(caseload.table("personen"), "persoon_id", _words(pl.col(self.column)))


@dataclass(frozen=True)
class OfSpell(Trait):
    """A column of the spell itself, the same on every day of it."""

    column: str

    def by_spell(self, caseload: Caseload, spells: pl.DataFrame, unit: str) -> pl.DataFrame:
        return fixed(spells, "spell", _words(pl.col(self.column)))


@dataclass(frozen=True)
class OfBenefitRow(Trait):
    """A column of the own row of `uitkeringen` that holds on the day; without benefit unknown."""

    column: str

    def by_spell(self, caseload: Caseload, spells: pl.DataFrame, unit: str) -> pl.DataFrame | None:
        return fixed(spells, "spell", pl.col(self.column)) if unit in OF_BENEFITS else None

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        value = pl.col(self.column)
        return resolved(caseload.rows, "ingangsdatum", "einddatum", ROW_ORDER, value)


@dataclass(frozen=True)
class OfMergedSpell(Trait):
    """A column of the merged person spell that covers the day; without benefit unknown.

    It is merged on the next day only, also for a return under a wider gap rule: on one day a
    person is in the same groups, whatever is counted.
    """

    column: str

    def by_spell(self, caseload: Caseload, spells: pl.DataFrame, unit: str) -> pl.DataFrame | None:
        own = unit in (*FROM_FIRST_DAY, "personen")
        return fixed(spells, "spell", pl.col(self.column)) if own else None

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        merged = caseload.unit("personen")
        return resolved(merged, "van", "tot", [pl.col("spell")], pl.col(self.column))


@dataclass(frozen=True, eq=False)
class OfState(Trait):
    """A value of a table of states; where two rows hold the later one wins (contract, rule 1).

    `position` ranks the values for the last tie: same begin, same end, lowest position. A unit
    that has a column `own` knows the value by itself.
    """

    table: str
    value: pl.Expr
    position: pl.Expr
    own: str = ""

    def by_spell(self, caseload: Caseload, spells: pl.DataFrame, unit: str) -> pl.DataFrame | None:
        known = self.own and self.own in spells.columns
        return fixed(spells, "spell", pl.col(self.own)) if known else None

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        return state_timeline(caseload.table(self.table), self.value, self.position)


@dataclass(frozen=True)
class OfAge(Trait):
    """Age bands: (lower bound in completed years, or `AOW`; label). The first has bound 0."""

    bands: tuple[tuple[int | str, str], ...]

    def by_spell(self, caseload: Caseload, spells: pl.DataFrame, unit: str) -> pl.DataFrame | None:
        if "geboortedatum" not in spells.columns:
            return None
        return self._timeline(caseload, spells, "spell")

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        return self._timeline(caseload, caseload.table("personen"), "persoon_id")

    def _timeline(self, caseload: Caseload, frame: pl.DataFrame, key: str) -> pl.DataFrame:
        known = frame.filter(pl.col("geboortedatum").is_not_null())
        pension = pension_day(caseload.profile.aow_leeftijd)
        (_, first), *later = self.bands
        days = [pension if b == PENSION else anniversary("geboortedatum", int(b)) for b, _ in later]
        steps = [(day, label) for day, (_, label) in zip(days, later, strict=True)]
        return stepped(known, key, first, steps)


@dataclass(frozen=True)
class OfDuration(Trait):
    """Bands of the time in benefit so far, in completed years since the start of the spell."""

    bands: tuple[tuple[int, str], ...]

    def by_spell(self, caseload: Caseload, spells: pl.DataFrame, unit: str) -> pl.DataFrame | None:
        return self._timeline(spells, "spell") if unit in FROM_FIRST_DAY else None

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        merged = caseload.unit("personen")
        ended = merged.filter(pl.col("tot").is_not_null()).select(
            "persoon_id", vanaf=pl.col("tot") + pl.duration(days=1), categorie=pl.lit(None)
        )
        within = self._timeline(merged, "persoon_id", "tot").filter(
            pl.col("tot").is_null() | (pl.col("vanaf") <= pl.col("tot"))
        )
        return pl.concat(
            [within.drop("tot"), ended.with_columns(pl.col("categorie").cast(pl.String))]
        ).sort("persoon_id", "vanaf")

    def _timeline(self, spells: pl.DataFrame, key: str, *keep: str) -> pl.DataFrame:
        bands = [
            spells.select(key, *keep, vanaf=anniversary("van", years), categorie=pl.lit(label))
            for years, label in self.bands
        ]
        return pl.concat(bands).select(key, "vanaf", "categorie", *keep).sort(key, "vanaf")


@dataclass(frozen=True)
class OfWorkIncome(Trait):
    """The months in which the income from work (soort 11) adds up to more than nothing.

    Its value is `ja`, or the sum of a column over the month, in hundredths of euros or hours;
    unknown where that is 0.
    """

    summed: str = ""

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        first = pl.col("maand").str.to_date("%Y-%m-%d")
        months = (
            caseload.table("inkomsten")
            .filter(pl.col("soort") == WORK_INCOME)
            .group_by("persoon_id", "maand")
            .agg(pl.col("bedrag").sum(), uren=(100 * pl.col("uren").sum()).round().cast(pl.Int64))
            .filter(pl.col("bedrag") > 0)
            .with_columns(pl.col("maand") + "-01")
            .select("persoon_id", "bedrag", "uren", van=first, tot=first.dt.month_end())
        )
        value = pl.lit("ja")
        if self.summed:
            summed = pl.col(self.summed)
            value = pl.when(summed > 0).then(summed.cast(pl.String))
        return resolved(months, "van", "tot", [pl.col("van")], value)


@dataclass(frozen=True)
class OfRange(Trait):
    """`ja` from one date column of `personen` to another, both included."""

    begin: str
    end: str

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        inside = caseload.table("personen").filter(pl.col(self.begin).is_not_null())
        return resolved(inside, self.begin, self.end, [pl.col(self.begin)], pl.lit("ja"))


@dataclass(frozen=True)
class OfLastSupport(Trait):
    """The instrument of the latest voorziening that began in the merged spell of the day.

    `geen` until one begins; of two that begin on one day the lowest number counts.
    """

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        began = caseload.table("voorzieningen").select(
            "persoon_id", vanaf="begindatum", categorie="instrument", nummer="voorziening_id"
        )
        nothing = caseload.unit("personen").select(
            "persoon_id", vanaf="van", categorie=pl.lit(NO_SUPPORT), nummer=pl.lit(None, pl.String)
        )
        return (
            pl.concat([began, nothing])
            .sort("persoon_id", "vanaf", "nummer", nulls_last=True)
            .unique(["persoon_id", "vanaf"], keep="first", maintain_order=True)
            .drop("nummer")
        )


@dataclass(frozen=True)
class OfRunningSupport(Trait):
    """`ja` on the days at the end of which a voorziening runs."""

    def by_person(self, caseload: Caseload) -> pl.DataFrame:
        real = running(caseload.table("voorzieningen"), pl.lit("ja"))
        return resolved(real, "van", "tot", [pl.col("van")], pl.col("vlag"))


def pension_day(ages: Sequence[PensionAge]) -> pl.Expr:
    """Return the day on which a person reaches the pension (AOW) age, by the dated table.

    It is the earliest day on which the age that holds on that very day is reached; before the
    first row of the table the age of that row holds.
    """
    candidates = []
    bounds = [date.min, *(row.vanaf for row in ages[1:]), date.max]
    for row, since, until in zip(ages, bounds[:-1], bounds[1:], strict=True):
        day = anniversary("geboortedatum", row.jaren, row.maanden)
        candidates.append(pl.when(day.is_between(since, until, closed="left")).then(day))
    return pl.min_horizontal(candidates)


def _words(value: pl.Expr) -> pl.Expr:
    """Write a yes or no as `ja` or `nee`; other values stay as they are."""
    return value.cast(pl.String).replace({"true": "ja", "false": "nee"})

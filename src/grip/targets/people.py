"""Counts of persons: who was in stock when the year began, and what came of them.

All targets of one window are counted in one frame: a row per person of the population, a column
per dimension and per selection, and an expression per target.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from grip.indicators.dimensions import TARGET_GROUP, dimensions_of
from grip.indicators.target_groups import conditions_of, group_pieces, group_traits
from grip.indicators.views.boundary import in_stock
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.traits import pieces_by_trait
from grip.periods import Period
from grip.plan import Selection, Target
from grip.results import UNKNOWN
from grip.targets.lines import Line, Window
from grip.targets.selections import days_of, needs_of


@dataclass(frozen=True)
class Tally:
    """How many count, out of how many, and what follows from that.

    `follows` are the other counts that a reader can compute from this line and from those that it
    hangs on: who of the population is left out of the denominator, and who counts nowhere.
    """

    numerator: int
    denominator: int
    follows: tuple[int, ...] = ()


def lacking(caseload: Caseload, rule: Target) -> str:
    """Return what the export lacks to count a target of persons, in Dutch, or an empty text."""
    needs = ["uitkeringen"]
    for dimension, categories in rule.populatie.items():
        needs += _needs_of_dimension(caseload, dimension, categories)
    for name in (rule.zonder_doel, rule.teller_zonder_doel):
        if name and (reason := lacking(caseload, caseload.profile.doel[name])):
            return reason
    for selection in (*rule.met, *rule.zonder, *rule.teller):
        needs += needs_of(selection)
    return caseload.lacks(tuple(needs))


def _needs_of_dimension(caseload: Caseload, dimension: str, categories: Sequence[str]) -> list[str]:
    if dimension != TARGET_GROUP:
        return list(dimensions_of(caseload)[dimension].needs)
    groups = caseload.profile.doelgroep
    return [need for name in categories for _, _, need in conditions_of(groups[name])]


def tallies(caseload: Caseload, lines: Sequence[Line], period: Period) -> dict[str, Tally]:
    """Return the tally of every line of persons, by its key, for one year so far."""
    found: dict[str, Tally] = {}
    windows = {line.key: Window.of(line.rule, period) for line in lines}
    for window in dict.fromkeys(windows.values()):
        own = [line for line in lines if windows[line.key] == window]
        found |= _Sheet(caseload, window, own).tallies()
    return found


def of_unknown_class(caseload: Caseload, lines: Sequence[Line], period: Period) -> int | None:
    """Return how many of the population are of no known class, and so in no target.

    Nothing where no target, or not every target, is about the same single dimension.
    """
    named = {tuple(line.rule.populatie) for line in lines if not line.beside}
    if len(named) != 1 or len(next(iter(named))) != 1:
        return None
    (dimension,) = next(iter(named))
    if dimension == TARGET_GROUP:
        return None
    people = _population(caseload, period.eve, {dimension: (UNKNOWN,)})
    return people.filter(pl.col(dimension) == UNKNOWN).height


class _Sheet:
    """The population of one window, with a column for all that the targets ask of it."""

    def __init__(self, caseload: Caseload, window: Window, lines: Sequence[Line]) -> None:
        self.caseload, self.window, self.lines = caseload, window, lines
        self.targets = caseload.profile.doel
        self.columns: dict[tuple[Selection, Period], str] = {}

    def tallies(self) -> dict[str, Tally]:
        sums: dict[str, pl.Expr] = {}
        for line in self.lines:
            within, counts = self._within(line.rule), self._counts(line.rule)
            left = self._population_of(line.rule) & ~within
            nowhere = within & ~counts & ~self._elsewhere(line.rule.teller_zonder_doel)
            parts = {"teller": within & counts, "noemer": within, "rest": left, "nergens": nowhere}
            sums |= {f"{line.key}:{name}": part.sum() for name, part in parts.items()}
        counted = self._frame().select(**sums).row(0, named=True)
        return {
            line.key: Tally(
                counted[f"{line.key}:teller"], counted[f"{line.key}:noemer"],
                (counted[f"{line.key}:rest"], counted[f"{line.key}:nergens"]),
            )
            for line in self.lines
        }  # fmt: skip

    def _frame(self) -> pl.DataFrame:
        """Return the population; the expressions have said by now which columns they need."""
        asked: dict[str, tuple[str, ...]] = {}
        for rule in (*(line.rule for line in self.lines), *self.targets.values()):
            for name, categories in rule.populatie.items():
                if not self.caseload.lacks(
                    tuple(_needs_of_dimension(self.caseload, name, categories))
                ):
                    asked[name] = (*asked.get(name, ()), *categories)
        frame = _population(self.caseload, self.window.eve, asked)
        for (selection, period), name in self.columns.items():
            days = days_of(self.caseload, selection, period)
            renamed = {"eerste": _first(name), "laatste": _last(name)}
            frame = frame.join(days.rename(renamed), on="persoon_id", how="left")
        return frame

    def _column(self, selection: Selection, period: Period) -> str:
        return self.columns.setdefault((selection, period), f"keuze {len(self.columns)}")

    def _population_of(self, rule: Target) -> pl.Expr:
        own = pl.col("persoon_id").is_not_null()
        for dimension, categories in rule.populatie.items():
            if dimension == TARGET_GROUP:
                own &= pl.any_horizontal(_of_group(name) for name in categories)
            else:
                own &= pl.col(dimension).is_in(categories)
        return own

    def _has(self, selections: Sequence[Selection]) -> pl.Expr:
        columns = [self._column(selection, self.window.found) for selection in selections]
        return pl.any_horizontal(pl.col(_first(name)).is_not_null() for name in columns)

    def _within(self, rule: Target) -> pl.Expr:
        """True for who is in the denominator."""
        own = self._population_of(rule)
        if rule.met:
            own &= self._has(rule.met)
        if rule.zonder:
            own &= ~self._has(rule.zonder)
        return own & ~self._elsewhere(rule.zonder_doel)

    def _counts(self, rule: Target) -> pl.Expr:
        """True for who does what the target asks, and does not count elsewhere already."""
        ways = []
        for selection in rule.teller:
            name = self._column(selection, self.window.outcome)
            way = pl.col(_first(name)).is_not_null()
            if selection.vanaf_met:
                referred = [_first(self._column(one, self.window.found)) for one in rule.met]
                # Some outflow on or after some referral: the last against the first.
                way &= pl.col(_last(name)) >= pl.min_horizontal(referred)
            ways.append(way.fill_null(False))
        return pl.any_horizontal(ways) & ~self._elsewhere(rule.teller_zonder_doel)

    def _elsewhere(self, name: str | None) -> pl.Expr:
        """True for who counts in another target."""
        if name is None:
            return pl.lit(False)
        other = self.targets[name]
        return self._within(other) & self._counts(other)


def _first(column: str) -> str:
    return f"{column} eerste"


def _last(column: str) -> str:
    return f"{column} laatste"


def _of_group(name: str) -> pl.Expr:
    return pl.col(f"{TARGET_GROUP}: {name}")


def _population(caseload: Caseload, eve: date, asked: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return the persons in stock at the end of `eve`, with what they were on that day."""
    present = caseload.unit("personen").filter(in_stock("van", "tot", eve))
    spells = present.with_columns(gezien=pl.lit(eve))
    known = dimensions_of(caseload)
    traits = {name: known[name].trait for name in asked if name != TARGET_GROUP}
    pieces = pieces_by_trait(caseload, "personen", spells, traits)
    frame = present.select("spell", "persoon_id")
    for name in traits:
        then = pieces[name].filter(pl.col("van") == eve)
        own = then.select("spell", pl.col("categorie").alias(name))
        frame = frame.join(own, on="spell", how="left", maintain_order="left")
    if TARGET_GROUP in asked:
        frame = _with_groups(caseload, frame, spells, asked[TARGET_GROUP])
    return frame


def _with_groups(
    caseload: Caseload, frame: pl.DataFrame, spells: pl.DataFrame, names: Sequence[str]
) -> pl.DataFrame:
    traits = group_traits(caseload, "personen")
    pieces = pieces_by_trait(caseload, "personen", spells, traits)
    groups = group_pieces(caseload, "personen", pieces).filter(
        pl.col("van") == spells["gezien"].max()
    )
    for name in dict.fromkeys(names):
        inside = groups.filter(pl.col("categorie") == name).get_column("spell")
        frame = frame.with_columns(
            pl.col("spell").is_in(inside.implode()).alias(f"{TARGET_GROUP}: {name}")
        )
    return frame

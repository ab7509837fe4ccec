"""Target groups: named filters of the profile (dimension `doelgroep`), which may overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from grip.config import TargetGroup
from grip.indicators.dimensions import TARGET_GROUP
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.timelines import OUTSIDE, PIECES, crossed
from grip.indicators.views.traits import (
    OfAge,
    OfBenefitRow,
    OfDuration,
    OfMergedSpell,
    OfPerson,
    OfRange,
    OfWorkIncome,
    Trait,
)
from grip.results import UNKNOWN

_IN, _OUT = "ja", "nee"
_STOCK_UNITS = ("uitkeringen", "personen", "terugkeer", "stappen", "aanvang")

_MEMBERS: dict[str, type[pl.DataType]] = {
    "dimensie": pl.String,
    "reeks": pl.String,
    **PIECES,
}

Condition = tuple[Trait, tuple[str, ...], str]


def conditions_of(group: TargetGroup) -> Iterator[Condition]:
    """Yield (trait, accepted categories, needed column) for every condition of the filter."""
    if group.leeftijd_vanaf is not None or group.leeftijd_tot is not None:
        yield _age(group.leeftijd_vanaf or 0, group.leeftijd_tot), (_IN,), "personen.geboortedatum"
    if (years := group.duur_vanaf_jaren) is not None:
        yield OfDuration(((0, _OUT), (years, _IN))), (_IN,), "uitkeringen"
    if group.regeling is not None:
        yield OfBenefitRow("regeling"), group.regeling, "uitkeringen.regeling"
    if group.leefvorm is not None:
        yield OfBenefitRow("leefvorm"), group.leefvorm, "uitkeringen.leefvorm"
    if group.geslacht is not None:
        yield OfPerson("geslacht"), group.geslacht, "personen.geslacht"
    if group.reden_instroom is not None:
        yield OfMergedSpell("reden_instroom"), group.reden_instroom, "uitkeringen.reden_instroom"
    if group.statushouder is not None:
        wanted = _IN if group.statushouder else _OUT
        yield OfPerson("statushouder"), (wanted,), "personen.statushouder"
    if group.inkomsten_uit_werk:
        yield OfWorkIncome(), (_IN,), "inkomsten.soort"
    if group.inburgering:
        yield OfRange("inburgering_vanaf", "inburgering_tot"), (_IN,), "personen.inburgering_vanaf"
    if group.nugger:
        yield OfRange("nugger_vanaf", "nugger_tot"), (_IN,), "personen.nugger_vanaf"
        yield OfBenefitRow("rol"), (UNKNOWN,), "uitkeringen"  # without benefit on that day


def group_traits(caseload: Caseload, unit: str) -> dict[str, Trait]:
    """Return the traits behind the groups that can be computed for the unit, by `group:number`."""
    return {
        f"{name}:{number}": trait
        for name in groups_of(caseload, unit)
        for number, (trait, _, _) in enumerate(conditions_of(caseload.profile.doelgroep[name]))
    }


def group_pieces(caseload: Caseload, unit: str, pieces: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return who belongs to which group when: `dimensie`, `reeks`, `spell`, `van`, `categorie`.

    `pieces` are those of `group_traits`, by name. `reeks` is the group, and `categorie` is the
    group where the spell belongs to it on that day, else `OUTSIDE`.
    """
    made = [_belonging(name, caseload, pieces) for name in groups_of(caseload, unit)]
    return pl.concat(made) if made else pl.DataFrame(schema=_MEMBERS)


def lacking(caseload: Caseload, name: str) -> str:
    """Return what the export lacks for a target group, in Dutch, or an empty text."""
    needs = tuple(need for _, _, need in conditions_of(caseload.profile.doelgroep[name]))
    return caseload.lacks(needs)


def groups_of(caseload: Caseload, unit: str) -> list[str]:
    """Return the groups that can be computed for a unit; nuggers are in no stock."""
    groups = caseload.profile.doelgroep
    return [
        name
        for name, group in groups.items()
        if not lacking(caseload, name) and not (group.nugger and unit in _STOCK_UNITS)
    ]


def _belonging(name: str, caseload: Caseload, pieces: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the pieces of one group; several conditions must hold on the same day."""
    conditions = list(conditions_of(caseload.profile.doelgroep[name]))
    base = pieces[f"{name}:0"]
    columns = {"categorie": conditions[0]}
    if len(conditions) > 1:
        columns = {f"voorwaarde_{i}": condition for i, condition in enumerate(conditions)}
        base = crossed(base, {c: pieces[f"{name}:{i}"] for i, c in enumerate(columns)})
    holds = [pl.col(column).is_in(accepted) for column, (_, accepted, _) in columns.items()]
    return base.select(
        pl.lit(TARGET_GROUP).alias("dimensie"),
        pl.lit(name).alias("reeks"),
        "spell",
        "van",
        categorie=pl.when(pl.all_horizontal(holds)).then(pl.lit(name)).otherwise(pl.lit(OUTSIDE)),
    )


def _age(above: int, below: int | None) -> OfAge:
    """Return the trait that is `ja` from age `above` up to, not including, age `below`."""
    bands: list[tuple[int | str, str]] = [(0, _OUT if above else _IN)]
    if above:
        bands.append((above, _IN))
    if below is not None:
        bands.append((below, _OUT))
    return OfAge(tuple(bands))

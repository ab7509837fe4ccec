"""Target groups: named filters of the profile (dimension `doelgroep`), which may overlap."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.config import TargetGroup
from grip.indicators.caseload import Caseload
from grip.indicators.dimensions import TARGET_GROUP
from grip.indicators.timelines import crossed
from grip.indicators.traits import (
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
_STOCK_UNITS = ("uitkeringen", "personen", "terugkeer")

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
        yield OfWorkIncome(), (_IN,), "inkomsten"
    if group.inburgering:
        yield OfRange("inburgering_vanaf", "inburgering_tot"), (_IN,), "personen.inburgering_vanaf"
    if group.nugger:
        yield OfRange("nugger_vanaf", "nugger_tot"), (_IN,), "personen.nugger_vanaf"
        yield OfBenefitRow("rol"), (UNKNOWN,), "uitkeringen"  # without benefit on that day


def group_pieces(caseload: Caseload, unit: str) -> pl.DataFrame:
    """Return the pieces of every group that can be computed for the unit.

    Columns as in `grip.indicators.ledger`: `reeks` is the group, and `categorie` is the group
    where the spell belongs to it on that day, else empty.
    """
    made = [
        _pieces(caseload, unit, name, list(conditions_of(group)))
        for name, group in caseload.profile.doelgroep.items()
        if not lacking(caseload, name) and (not group.nugger or unit not in _STOCK_UNITS)
    ]
    schema = {"dimensie": pl.String, "reeks": pl.String, "spell": pl.UInt32, "van": pl.Date}
    return pl.concat(made) if made else pl.DataFrame(schema={**schema, "categorie": pl.String})


def lacking(caseload: Caseload, name: str) -> str:
    """Return what the export lacks for a target group, in Dutch, or an empty text."""
    needs = tuple(need for _, _, need in conditions_of(caseload.profile.doelgroep[name]))
    return caseload.lacks(needs)


def _pieces(
    caseload: Caseload, unit: str, name: str, conditions: list[Condition]
) -> pl.DataFrame:
    """Return the pieces of one group: all its conditions together."""
    found = [trait.pieces(caseload, unit) for trait, _, _ in conditions]
    names = [f"voorwaarde_{i}" for i in range(len(found))]
    base = found[0].with_columns(dimensie=pl.lit(TARGET_GROUP), reeks=pl.lit(name))
    holds = [
        pl.col(column).is_in(accepted)
        for column, (_, accepted, _) in zip(names, conditions, strict=True)
    ]
    if len(found) == 1:
        pieces = base.rename({"categorie": names[0]})
    else:
        pieces = crossed(base, dict(zip(names, found, strict=True)))
    return pieces.select(
        "dimensie",
        "reeks",
        "spell",
        "van",
        categorie=pl.when(pl.all_horizontal(holds)).then(pl.lit(name)),
    )


def _age(above: int, below: int | None) -> OfAge:
    """Return the trait that is `ja` from age `above` up to, not including, age `below`."""
    bands: list[tuple[int | str, str]] = [(0, _OUT if above else _IN)]
    if above:
        bands.append((above, _IN))
    if below is not None:
        bands.append((below, _OUT))
    return OfAge(tuple(bands))

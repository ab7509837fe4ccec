"""Which fields must be filled, for whom, and which of them may well be empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from grip.config import Profile
from grip.indicators.catalogue import defaults, register
from grip.indicators.dimensions import dimensions_of
from grip.indicators.target_groups import conditions_of
from grip.indicators.themes.lead_times import TERM_DAYS
from grip.indicators.views.caseload import Caseload
from grip.plan import Counting
from grip.schema import TABLES, columns_of

SPLIT = "uitsplitsing"
_SUBSIDY = ("01", "04")
# Kinds of costs that are made for a voorziening; the others have none.
_OF_SUPPORT = ("voorziening", "lks", "begeleiding", "werkplekaanpassing")

# Empty says something here (no application, no end, no suspension), so it is no gap.
MAY_BE_EMPTY = frozenset(
    {
        "meldingen.aanvraagdatum", "meldingen.voorschotdatum", "meldingen.opschorting_dagen",
        "personen.inburgering_vanaf", "personen.inburgering_tot", "personen.nugger_vanaf",
        "personen.nugger_tot", "voorzieningen.branche", "voorzieningen.resultaat",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A column that something rests on.

    Attributes:
        table, column: where it is.
        figures: ids of the indicators and targets that need it.
        asked: the profile lists it under `[registratie]`.
        present: the export has it.
    """

    table: str
    column: str
    figures: tuple[str, ...]
    asked: bool
    present: bool

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"


def needed_fields(caseload: Caseload) -> tuple[Field, ...]:
    """Return every field that an indicator, a target or the profile wants filled, table by table.

    A column without which a row is refused, or that has a default, is always filled and left out.
    """
    users: dict[str, dict[str, None]] = {}
    for user, need in _needs(caseload):
        users.setdefault(need, {})[user] = None
    asked = {f"{t}.{c}" for t, columns in caseload.profile.registratie.items() for c in columns}
    return tuple(
        Field(table, name, tuple(users.get(key, ())), key in asked, not caseload.lacks((key,)))
        for table, model in TABLES.items()
        for name, column in columns_of(model).items()
        for key in [f"{table}.{name}"]
        if key in asked
        or (
            key in users
            and key not in MAY_BE_EMPTY
            and not column.required
            and column.default is None
        )
    )


def expected(profile: Profile, table: str, column: str, *, asked: bool) -> pl.Expr:
    """Return an expression that is true for the records in which a field must be filled.

    It may use the columns of the table, `tot` (the last day of the record), `e` (the day that is
    looked at) and `extractie`. What the profile asks for must be filled in every record.
    """
    always = pl.lit(True)
    if asked:
        return always
    subsidised = [id for id, one in profile.instrument.items() if one.srg_type in _SUBSIDY]
    ended = (pl.col("tot") <= pl.col("e")).fill_null(False)
    overdue = pl.col("aanvraagdatum") + pl.duration(days=TERM_DAYS) <= pl.col("extractie")
    conditions = {
        "uitkeringen.reden_uitstroom": ended,
        "uitkeringen.administratie_einde": ended,
        "voorzieningen.reden_einde": ended,
        "voorzieningen.ervaren_effect_client": ended,
        "voorzieningen.ervaren_effect_consulent": ended,
        "voorzieningen.loonwaarde_pct": pl.col("instrument").is_in(subsidised),
        "meldingen.besluitdatum": overdue.fill_null(False),
        "meldingen.besluit": pl.col("besluitdatum").is_not_null(),
        "meldingen.uitkering_id": (pl.col("besluit") == "toegekend").fill_null(False),
        "arbeidsvermogen.door_keuring": pl.col("loonwaarde_pct").is_not_null(),
        "kosten.budgetpost": pl.col("soort") != "uitkering",
        "kosten.voorziening_id": pl.col("soort").is_in(_OF_SUPPORT),
    }
    return conditions.get(f"{table}.{column}", always)


def _needs(caseload: Caseload) -> Iterator[tuple[str, str]]:
    """Yield (who needs it, `table.column`) of indicators, of their splits and of targets."""
    profile = caseload.profile
    dimensions = dimensions_of(caseload)
    used: set[str] = set()
    for indicator in defaults(profile):
        used.update(indicator.dimensions)
        yield from ((indicator.id, need) for need in indicator.needs if "." in need)
    for id in dimensions.keys() & used:
        if not dimensions[id].on_request:
            yield from ((SPLIT, need) for need in dimensions[id].needs if "." in need)
    for group in profile.doelgroep.values():
        yield from ((SPLIT, need) for _, _, need in conditions_of(group) if "." in need)
    for id, target in profile.doel.items():
        for counting in (target, *target.naast.values()):
            for need in _of_target(profile, counting):
                yield id, need
            for name in (counting.dimensie, *counting.populatie):
                if name in dimensions:
                    yield from ((id, need) for need in dimensions[name].needs if "." in need)


def _of_target(profile: Profile, counting: Counting) -> Iterator[str]:
    selections = (*counting.met, *counting.zonder, *counting.teller)
    if any(selection.aanbieder for selection in selections):
        yield "voorzieningen.aanbieder"
    if any(selection.uitstroom for selection in selections):
        yield "uitkeringen.reden_uitstroom"
    id = (counting.indicator or "").split(";")[0]
    for indicator in register(profile):
        if indicator.id == id:
            yield from (need for need in indicator.needs if "." in need)

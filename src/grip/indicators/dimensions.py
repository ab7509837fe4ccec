"""Dimensions: by what figures are split. Declared once; everything else loops over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from grip.indicators.views.caseload import Caseload
from grip.indicators.views.ladders import (
    WAGE_CLASS,
    WAGE_CLASSES,
    WAGE_RANK,
    State,
    category_state,
    ladder_categories,
    on_ladder,
)
from grip.indicators.views.money import BUDGET_VERSIONS
from grip.indicators.views.steps import STEP_KINDS
from grip.indicators.views.traits import (
    PENSION,
    OfAge,
    OfBenefitRow,
    OfDuration,
    OfLastSupport,
    OfMergedSpell,
    OfPerson,
    OfSpell,
    OfState,
    Trait,
)
from grip.results import DIMENSION_TITLES, UNKNOWN
from grip.schema import columns_of
from grip.schema.case import Cost, Decision
from grip.schema.row import Row

TARGET_GROUP = "doelgroep"
YES_NO = ("ja", "nee", UNKNOWN)

AGE_BANDS: tuple[tuple[int | str, str], ...] = (
    (0, "<27"), (27, "27-44"), (45, "45-54"), (55, "55-AOW"), (PENSION, "AOW+"),
)  # fmt: skip
DURATION_BANDS = ((0, "<1"), (1, "1-2"), (2, "2-3"), (3, "3-5"), (5, "5-10"), (10, ">=10"))


def _kinds(table: type[Row]) -> tuple[str, ...]:
    return columns_of(table)["soort"].choices


_KINDS = {
    "kosten": _kinds(Cost),
    "buig": _kinds(Cost),
    "besluiten": _kinds(Decision),
    "toetsingen": _kinds(Decision),
}


@dataclass(frozen=True)
class Dimension:
    """One way of splitting figures.

    Attributes:
        id: the fixed id, as the contract names it.
        trait: where the value comes from.
        needs: the table columns without which it cannot be computed.
        categories: the closed list of categories, or empty: those in the data. `onbekend` is
            always one of them.
        on_request: left out unless asked for (`consulent`).
        by_unit: the closed list where it differs by what is counted (kinds of costs, of decisions).
    """

    id: str
    trait: Trait
    needs: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    on_request: bool = False
    by_unit: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def closed(self, unit: str) -> tuple[str, ...]:
        """Return the categories that figures of a unit must show."""
        return self.by_unit.get(unit, self.categories)

    @property
    def title(self) -> str:
        """How a reader calls it."""
        return DIMENSION_TITLES[self.id]


def _person(id: str, *categories: str) -> Dimension:
    return Dimension(id, OfPerson(id), (f"personen.{id}",), categories)


def _own_row(id: str, *categories: str, on_request: bool = False) -> Dimension:
    source = "consulent" if id == "team" else id
    return Dimension(id, OfBenefitRow(id), (f"uitkeringen.{source}",), categories, on_request)


def _support(id: str) -> Dimension:
    return Dimension(id, OfSpell(id), (f"voorzieningen.{id}",))


def _state(state: State) -> OfState:
    return OfState(state.table, state.value, state.rank)


@lru_cache(maxsize=1)
def dimensions_of(caseload: Caseload) -> dict[str, Dimension]:
    """Return every dimension by id, with the ladder and reason groups of the profile."""
    profile = caseload.profile
    ladder = profile.ladder
    declared = (
        _own_row("regeling", "PW", "IOAW", "IOAZ", "BBZ"),
        _own_row(
            "leefvorm", "alleenstaande", "alleenstaande_ouder", "samenwonend", "anders"
        ),
        _person("geslacht", "man", "vrouw"),
        _own_row("rol", "client", "partner"),
        Dimension(
            "leeftijdsgroep", OfAge(AGE_BANDS), ("personen.geboortedatum",),
            tuple(label for _, label in AGE_BANDS),
        ),
        Dimension(
            "duurklasse", OfDuration(DURATION_BANDS), (),
            tuple(label for _, label in DURATION_BANDS),
        ),
        Dimension(
            "categorie", _state(category_state(ladder, on_ladder(ladder))),
            ("categorieen",), ladder_categories(ladder),
        ),
        Dimension(
            "subcategorie", _state(category_state(ladder, pl.col("subcategorie"))),
            ("categorieen.subcategorie",),
        ),
        Dimension(
            "perspectief", _state(category_state(ladder, pl.col("perspectief"))),
            ("categorieen.perspectief",), ("uitstroom", "doorstroom", "maximaal_bereikt"),
        ),
        Dimension(
            "loonwaardeklasse",
            OfState("arbeidsvermogen", WAGE_CLASS, WAGE_RANK, own="loonwaarde_bij_subsidie"),
            ("arbeidsvermogen.loonwaarde_pct",), WAGE_CLASSES,
        ),
        Dimension(
            "door_keuring",
            OfState("arbeidsvermogen", _yes_no("door_keuring"), WAGE_RANK),
            ("arbeidsvermogen.door_keuring",), YES_NO[:2],
        ),
        _person("statushouder", *YES_NO[:2]),
        _person("wijk"),
        _support("instrument"),
        _support("aanbieder"),
        _support("branche"),
        Dimension("laatste_voorziening", OfLastSupport(), ("voorzieningen",)),
        Dimension("stapsoort", OfSpell("stapsoort"), (), STEP_KINDS),
        Dimension(
            "reden_uitstroom", OfMergedSpell("reden_uitstroom"),
            ("uitkeringen.reden_uitstroom",), tuple(profile.reden_uitstroom),
        ),
        Dimension(
            "reden_instroom", OfMergedSpell("reden_instroom"),
            ("uitkeringen.reden_instroom",), tuple(profile.reden_instroom),
        ),
        Dimension("soort", OfSpell("soort"), by_unit=_KINDS),
        Dimension(
            "beleidsdoel", OfSpell("beleidsdoel"), ("kosten",),
            tuple(goal.id for goal in profile.beleidsdoel),
        ),
        Dimension("budgetpost", OfSpell("budgetpost"), ("kosten.budgetpost",)),
        Dimension("versie", OfSpell("versie"), ("budgetten",), BUDGET_VERSIONS),
        Dimension("verplichting", OfSpell("verplichting"), ("ontheffingen.verplichting",)),
        Dimension(
            "poortactie", OfSpell("poortactie"), ("meldingen.poortactie",), on_request=True
        ),
        _own_row("team", on_request=not profile.teams),
        _own_row("consulent", on_request=True),
    )  # fmt: skip
    return {dimension.id: dimension for dimension in declared}


def _yes_no(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(
        {True: "ja", False: "nee"}, default=None, return_dtype=pl.String
    )
